"""board.svg: the marks that readers and tests rely on (outputs.md), and nothing that could run or be fetched."""

import base64
import io
import re
import xml.etree.ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from jeu_oie.draw import svg
from jeu_oie.draw.subset import fonts_for
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Preset
from jeu_oie.kit import plan
from tests.kit.generated import circuit, reading, titles

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("1")</script> & ]]> \' "x"'


def drawn(content, **preset):
    chosen = Preset.model_validate({"squares": "42", **preset})
    made = plan(reading(content).circuit, chosen)
    fonts = fonts_for(text.content for text in made.drawing.scene.texts())
    return made, svg.draw_all(made.drawing.scene, chosen.saver, fonts)


@pytest.fixture(scope="module")
def board():
    return drawn(circuit(8, titles()))


@pytest.fixture(scope="module")
def root(board):
    return ET.fromstring(board[1])


def said(root):
    """All that its texts say."""
    return " ".join(each.text or "" for each in root.iter(f"{SVG}text"))


def squares(root):
    return [each for each in root.iter(f"{SVG}g") if each.get("class") == "square"]


def test_it_says_what_it_is(root):
    assert (root.get("role"), root.get("lang")) == ("img", "fr")
    assert "Ma réclamation technique" in root.findtext(f"{SVG}title")
    assert "42" in root.findtext(f"{SVG}desc")
    assert [each.tag for each in root][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_its_names_need_no_prefix(board):
    text = board[1]
    assert text.startswith("<svg ")
    assert "ns0:" not in text
    assert set(re.findall(r"xmlns(?::\w+)?=", text)) <= {"xmlns=", "xmlns:xlink=", "xmlns:ev="}
    assert len(re.findall(r'xmlns="', text)) == 1


def test_every_square_is_marked(board, root):
    made = board[0]
    marked = {each.get("id"): each for each in squares(root)}
    told = {f"case-{square.name}": square for square in made.board.squares}
    aside = [square for track in made.board.side_tracks if track.drawn for square in track.squares]
    told |= {f"case-{square.name}": square for square in aside}
    assert aside
    assert set(marked) == set(told)
    for name, square in told.items():
        group = marked[name]
        assert group.get("data-number") == square.name
        assert group.get("data-kind") == square.kind
        assert group.get("data-step") == square.step
        assert group[0].tag == f"{SVG}path"
        assert group[0].get("class") == "cell"


def test_squares_stand_in_the_order_of_the_circuit(root):
    main = [each.get("data-number") for each in squares(root) if each.get("data-number").isdigit()]
    assert main == [str(number) for number in range(1, 43)]


def test_every_jump_names_its_ends(board, root):
    marked = [each for each in root.iter(f"{SVG}path") if "jump" in (each.get("class") or "").split()]
    ends = {(int(each.get("data-from")), int(each.get("data-to"))) for each in marked}
    assert ends == {(jump.from_, jump.to) for jump in board[0].drawing.jumps}
    assert ends


def test_ids_are_given_and_single(root):
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    links = [value for each in root.iter() for name, value in each.items() if name.endswith("href")]
    fills = [each.get("fill", "") for each in root.iter()]
    used = [link[1:] for link in links] + [fill[5:-1] for fill in fills if fill.startswith("url(#")]
    assert used
    assert set(used) <= set(ids)


def test_one_text_a_line(root):
    texts = list(root.iter(f"{SVG}text"))
    assert len(texts) > 100
    assert [each for each in texts if len(each) or "\n" in (each.text or "") or not (each.text or "").strip()] == []


def test_it_carries_its_own_font(board):
    faces = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", board[1])
    assert [weight for weight, _ in faces] == ["400", "700"]
    letters = set(map(ord, "".join(text.content for text in board[0].drawing.scene.texts())))
    for _, data in faces:
        assert letters <= set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())


def test_it_asks_for_nothing_and_runs_nothing(board, root):
    text = board[1]
    assert re.findall(r"url\((?!data:font/woff2|#)", text) == []
    assert [each.tag for each in root.iter() if each.tag.endswith(("script", "image", "foreignObject", "a"))] == []
    assert [name for each in root.iter() for name in each.attrib if name.startswith("on")] == []
    links = [value for each in root.iter() for name, value in each.items() if name.endswith("href")]
    assert [link for link in links if not link.startswith("#")] == []


def test_signs_of_the_language_are_shown_as_text():
    content = circuit(8, titles()) | {"title": NASTY, "arrival": NASTY}
    content["steps"][1]["title"] = NASTY
    text = drawn(content)[1]
    made = ET.fromstring(text)
    assert [each for each in made.iter() if each.tag.endswith("script")] == []
    shown = said(made)
    assert '<script>alert("1")</script>' in shown
    assert "]]>" in shown
    assert NASTY in (made.findtext(f"{SVG}title") or "")


def test_letters_of_other_alphabets_get_their_own_font_or_a_box():
    content = circuit(8, titles())
    content["steps"][1]["title"] = "Žádost ☃ ok"
    _, text = drawn(content)
    assert "Žádost ▯ ok" in said(ET.fromstring(text))
    data = re.findall(r"base64,([^)]+)\)", text)[1]
    assert ord("Ž") in TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()


@pytest.mark.parametrize("ink", ["colour", "saver"])
def test_the_black_and_white_board_has_no_colour(ink):
    _, text = drawn(circuit(8, titles()), ink=ink)
    found = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", re.sub(r"base64,[^)]+", "", text))}
    coloured = {each for each in found if max(spread(each), 0) > 40}
    assert (coloured == set()) is (ink == "saver"), coloured


def spread(colour):
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts)


def test_the_print_has_shapes_only_and_the_page_arrows_only(board):
    made = board[0]
    colours = colours_of(made.board.preset)
    printed = ET.fromstring(svg.shapes(made.drawing.scene, colours.saver))
    assert list(printed.iter(f"{SVG}text")) == []
    assert printed.attrib["viewBox"].replace(" ", ",") == "0,0,420,297"
    arrows = ET.fromstring(svg.jumps(made.drawing.scene, colours.saver))
    assert list(arrows.iter(f"{SVG}text")) == []
    assert squares(arrows) == []
    assert [each for each in arrows.iter(f"{SVG}path") if each.get("class") == "jump"]
