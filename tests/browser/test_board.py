"""The drawn board in a real browser: what people read has its size, its place, its contrast and its font."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from jeu_oie.circuit.read import read
from jeu_oie.draw import svg
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.text import leftward
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Plan, plan
from jeu_oie.resources import folder
from tests.browser.pages import FEW
from tests.chosen import chosen
from tests.kit.generated import circuit, reading, titles, with_long_words
from tests.kit.legibility import faults, seen, title_sizes

pytestmark = pytest.mark.browser

STEPS = {24: 6, 32: 8, 42: 12, 63: 20}


@dataclass(frozen=True)
class Drawn:
    """A board and its SVG."""

    plan: Plan
    text: str

    @property
    def usual_title(self) -> int:
        """In pt, on A3 (game.md, The drawing)."""
        return 14 if len(self.plan.board.squares) <= 42 else 12

    @property
    def smallest_title(self) -> float:
        """A title that is too long for it is set smaller before it is cut."""
        return 9.5 if len(self.plan.board.squares) <= 42 else 9


def draw(made, **preset):
    chosen = Preset.model_validate(preset)
    planned = plan(made.circuit, chosen)
    fonts = fonts_for(text.content for text in planned.drawing.scene.texts())
    return Drawn(planned, svg.draw_all(planned.drawing.scene, chosen.saver, fonts))


def look(browser, folder, drawn, text=None):
    file = folder / "board.svg"
    file.write_text(text or drawn.text, encoding="utf-8")
    return seen(browser, file)


def everything_wrong(browser, folder, drawn):
    return wrong_in(drawn, *look(browser, folder, drawn))


def wrong_in(drawn, found, picture):
    cards = drawn.plan.deck.cards
    small = [each for each in title_sizes(found, cards) if each[1] < drawn.smallest_title - 0.01]
    return [*faults(found, picture), *(f"title of square {name}: {size} pt" for name, size in small)]


@pytest.mark.parametrize("name", chosen(FEW, ["actis/repairs.yaml"]))
def test_a_shipped_board_can_be_read(browser, tmp_path, name):
    drawn = draw(read(folder("circuits") / name))
    found, picture = look(browser, tmp_path, drawn)
    assert wrong_in(drawn, found, picture) == []
    titles = [size for square, size in title_sizes(found, drawn.plan.deck.cards)]
    most = 0.8 if len(drawn.plan.board.squares) <= 36 else 0.7  # of 42, more share a cell with what they are about
    assert sum(size >= drawn.usual_title - 0.01 for size in titles) >= most * len(titles), sorted(titles)


@pytest.mark.slow
@pytest.mark.parametrize("squares", chosen(STEPS, [63]))
def test_a_board_of_long_titles_can_be_read(browser, tmp_path, squares):
    made = draw(reading(circuit(STEPS[squares], titles())), squares=str(squares))
    assert everything_wrong(browser, tmp_path, made) == []


@pytest.mark.slow
@pytest.mark.parametrize("squares", chosen([42, 63], [42]))
def test_a_black_and_white_board_can_be_read(browser, tmp_path, squares):
    made = draw(reading(circuit(STEPS[squares], with_long_words())), squares=str(squares), ink="saver")
    assert everything_wrong(browser, tmp_path, made) == []


TITLE = re.compile(r'<text class="b" fill="(#\w+)" font-size="([\d.]+)" x="([\d.]+)" y="([\d.]+)">Gestionnaire')


@pytest.fixture(scope="module")
def small_board():
    return draw(reading(circuit(STEPS[24], titles())), squares="24")


@pytest.mark.slow
@pytest.mark.parametrize(
    "planted, fault",
    [
        (lambda t: t.replace(t[t.index('font-size="') :].split('"')[1], "2.9", 1), "under 9 pt"),
        (lambda t: re.sub(r' x="[\d.]+"', ' x="2"', t, count=1), "leaves its cell"),
        (lambda t: re.sub(r' x="([\d.]+)"', lambda at: f' x="{float(at[1]) + 36:.2f}"', t, count=1), "leaves its box"),
        (lambda t: re.sub(r' fill="#\w+"', ' fill="#C9B26A"', t, count=1), "contrast"),
    ],
)
def test_a_planted_fault_is_seen(browser, tmp_path, small_board, planted, fault):
    there = TITLE.search(small_board.text)
    assert there
    text = small_board.text.replace(there[0], planted(there[0]), 1)
    told = list(faults(*look(browser, tmp_path, small_board, text)))
    assert any("Gestionnaire" in each and fault in each for each in told), told


@pytest.mark.slow
def test_a_font_that_does_not_load_is_seen(browser, tmp_path, small_board):
    text = re.sub(r"base64,[^)]{40}", "base64,AAAA", small_board.text)
    assert any("font" in each for each in faults(*look(browser, tmp_path, small_board, text)))


@pytest.mark.slow
def test_texts_that_touch_or_are_covered_are_seen(browser, tmp_path, small_board):
    there = TITLE.search(small_board.text)
    assert there
    twice = small_board.text.replace(there[0], f"{there[0]}</text>{there[0]}", 1)
    assert any("touches" in each for each in faults(*look(browser, tmp_path, small_board, twice)))
    over = small_board.text.replace("</svg>", '<path d="M0 0h420v297h-420z" fill="#fff"/></svg>')
    assert any("covered" in each for each in faults(*look(browser, tmp_path, small_board, over)))


@pytest.mark.slow
def test_a_small_title_is_seen(browser, tmp_path, small_board):
    there = TITLE.search(small_board.text)
    assert there
    smaller = there[0].replace(f'font-size="{there[2]}"', 'font-size="4.2"')
    found, _ = look(browser, tmp_path, small_board, small_board.text.replace(there[0], smaller, 1))
    assert min(size for _, size in title_sizes(found, small_board.plan.deck.cards)) < 12


LARGE = """() => {
  for (const side of [["width", "1260"], ["height", "891"]]) document.documentElement.setAttribute(...side);
  return document.fonts.ready.then(() => null);
}"""


def screenshot(browser, file, script, asked):
    page = browser.new_page(viewport={"width": 1260, "height": 891})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri(), wait_until="networkidle")
    page.evaluate(script)
    picture = page.screenshot()
    page.close()
    return Image.open(io.BytesIO(picture)).convert("L")


@pytest.mark.slow
def test_the_board_looks_the_same_as_a_picture_on_a_page(browser, tmp_path, small_board):
    (tmp_path / "board.svg").write_text(small_board.text, encoding="utf-8")
    (tmp_path / "page.html").write_text(
        '<!doctype html><body style="margin:0"><img src="board.svg" width="1260" height="891">', encoding="utf-8"
    )
    asked: list[str] = []
    alone = screenshot(browser, tmp_path / "board.svg", LARGE, asked)
    shown = screenshot(browser, tmp_path / "page.html", "() => document.images[0].decode()", asked)
    counts = ImageChops.difference(alone, shown).histogram()
    assert sum(counts[64:]) / sum(counts) < 0.002
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []


ARABIC = Path(__file__).parents[1] / "kit" / "arabic.yaml"
ENDS = """() => [...document.querySelectorAll("text[direction]")].map(text => [
  text.textContent, text.getStartPositionOfChar(0).x, text.getEndPositionOfChar(text.getNumberOfChars() - 1).x])"""


@pytest.mark.slow
@pytest.mark.parametrize("ink", chosen(["colour", "saver"], ["colour"]))
def test_an_arabic_board_can_be_read(browser, tmp_path, ink):
    assert everything_wrong(browser, tmp_path, draw(read(ARABIC), ink=ink)) == []


@pytest.mark.slow
def test_a_line_of_arabic_begins_at_its_right_end(browser, tmp_path):
    drawn = draw(read(ARABIC))
    (tmp_path / "board.svg").write_text(drawn.text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "board.svg").as_uri())
    ends = page.evaluate(ENDS)
    page.close()
    begun = [(said, start, end) for said, start, end in ends if leftward(said[0])]
    assert len(begun) > 20
    assert all(start > end for _, start, end in begun)
    lines = [(text.content, text.x + text.width) for text in drawn.plan.drawing.scene.texts()]
    for said, start, _ in begun:
        assert any(said == content and abs(start - end) < 0.01 for content, end in lines), said


@pytest.mark.slow
@pytest.mark.parametrize("name", chosen(["actis/repairs.yaml", "oph-31/neighbours.yaml"], ["actis/repairs.yaml"]))
@pytest.mark.parametrize("ink", chosen(["colour", "saver"], ["colour"]))
def test_a_large_print_board_can_be_read(browser, tmp_path, name, ink):
    drawn = draw(read(folder("circuits") / name), large="true", ink=ink)
    assert everything_wrong(browser, tmp_path, drawn) == []
