"""The differ sees each planted fault of paper, and none where there is none."""

from pathlib import Path

import pikepdf
import pytest

from bench.differ import ink, letters, press, tags
from tests.differ.paper import Paper, sheet, shown


def ink_faults(paper: Paper, folder: Path) -> tuple[str, ...]:
    return ink.faults(letters.pages(paper.write(folder / "paper.pdf")))


def tag_faults(paper: Paper, folder: Path) -> tuple[str, ...]:
    file = paper.write(folder / "paper.pdf")
    with pikepdf.open(file) as pdf:
        return tags.faults(pdf, letters.pages(file))


def test_a_right_sheet_has_no_fault(tmp_path):
    assert ink_faults(sheet(), tmp_path) == ()
    assert tag_faults(sheet(), tmp_path) == ()


@pytest.mark.parametrize(
    "planted, told",
    [
        pytest.param(sheet().text("dehors", x=285), "page 1: off the page: hors", id="beside the page"),
        pytest.param(sheet().text("bas", y=-6), "page 1: off the page: bas", id="below the page"),
        pytest.param(sheet().text("17", x=81, y=71), "page 1: over other letters: 18 17", id="number over a number"),
        pytest.param(
            sheet().artifact("1 w 200 155 m 290 155 l S").text("17", x=240, y=150),
            "page 1: across a line or picture: 17",
            id="number over a line",
        ),
        pytest.param(
            sheet().text("Malade ou blesse", x=60, y=80, size=14), "page 1: across a line or picture: ", id="caption"
        ),
        pytest.param(
            sheet().artifact("0.2 g 220 130 10 10 re f 0 g").text("gaz", x=218, y=130),
            "page 1: across a line or picture: ",
            id="over a pictogram",
        ),
        pytest.param(
            sheet().text("112", x=240, y=150).artifact("1 w 200 155 m 290 155 l S"),
            "page 1: across a line or picture: 112",
            id="line drawn last",
        ),
    ],
)
def test_a_fault_of_ink_is_seen(planted, told, tmp_path):
    assert any(fault.startswith(told) for fault in ink_faults(planted, tmp_path))


def test_what_a_clip_hides_is_no_fault(tmp_path):
    """A tile shows a part of one drawing: what lies outside it is drawn and not printed."""
    tile = sheet()
    tile.forms["Drawing"] = shown("cache", -20, 30) + shown("montre", 200, 30)
    clipped = tile.artifact("q 150 10 140 40 re W n /Drawing Do Q")
    assert ink_faults(clipped, tmp_path) == ()
    words = "".join(letter.text for letter in letters.pages(tmp_path / "paper.pdf")[0].letters)
    assert "montre" in words
    assert "cache" not in words


def test_a_line_below_the_paint_that_hides_it_is_no_fault(tmp_path):
    hidden = sheet().artifact("1 w 200 155 m 290 155 l S 0.9 g 230 140 40 30 re f 0 g").text("17", x=240, y=150)
    assert ink_faults(hidden, tmp_path) == ()


@pytest.mark.parametrize(
    "planted, told",
    [
        pytest.param(sheet().text("Encore", y=135, role="H1"), "2 H1", id="two H1"),
        pytest.param(Paper().text("Titre", role="H2"), "H2 after nothing", id="first heading no H1"),
        pytest.param(Paper().text("Titre", role="H2"), "0 H1", id="no H1"),
        pytest.param(sheet().text("Plus loin", y=135, role="H3"), "H3 after H1", id="level left out"),
        pytest.param(sheet().text("image", y=135, role="Figure"), "1 figures without a text", id="figure"),
        pytest.param(
            sheet().draw(shown("perdu", 200, 135)), "page 1: neither tagged nor artifact: perdu", id="untagged"
        ),
        pytest.param(
            sheet().draw(f"/P <</MCID 99>> BDC {shown('seul', 200, 135)} EMC"),
            "page 1: neither tagged nor artifact: seul",
            id="mark that no tag reads",
        ),
        pytest.param(Paper(declared=False).text("Titre", role="H1"), "not declared: language", id="undeclared"),
    ],
)
def test_a_fault_of_tags_is_seen(planted, told, tmp_path):
    assert told in tag_faults(planted, tmp_path)


def test_marks_of_one_number_in_two_forms_are_read_apart_as_tags_order_them(tmp_path):
    cards = Paper()
    cards.forms = {"One": f"/P <</MCID 0>> BDC {shown('une', 20, 50)} EMC", "Two": shown("dos", 20, 100)}
    cards.forms["Three"] = f"/P <</MCID 0>> BDC {shown('autre', 20, 150)} EMC"
    cards.draw("/One Do").draw("/Two Do").draw("/Three Do")
    cards.read = [("P", 0, "Three"), ("P", 0, "One")]
    file = cards.write(tmp_path / "cards.pdf")
    pages = letters.pages(file)
    with pikepdf.open(file) as pdf:
        read = tags.read_tags(pdf)
        assert tags.text_of(read[0], tags.mark_texts(pages)).split() == ["autre", "une"]
        assert list(tags.untagged(read[0], pages)) == ["page 1: neither tagged nor artifact: dos"]


@pytest.mark.parametrize(
    "numbers, told", [("123", ()), ("132", ("squares read as 1 3 2",)), ("13", ("squares read as 1 3",))]
)
def test_squares_are_read_from_the_first_to_the_last(numbers, told, tmp_path):
    board = Paper()
    for index, number in enumerate(numbers):
        board.text(f"{number} Case", x=20 + 60 * index, role="Sect")
    file = board.write(tmp_path / "board.pdf")
    with pikepdf.open(file) as pdf:
        assert tags.square_faults(tags.read_tags(pdf), tags.mark_texts(letters.pages(file))) == told


def test_a_screen_colour_is_seen_within_forms_where_an_intent_is_declared(tmp_path):
    for intent, told in (("FOGRA39", ("1 × rg",)), ("", ())):
        shop = sheet()
        shop.intent, shop.forms = intent, {"Picture": "1 0 0 rg 10 10 5 5 re f"}
        with pikepdf.open(shop.artifact("/Picture Do").write(tmp_path / "shop.pdf")) as pdf:
            assert press.press_faults(pdf) == told


def test_type_is_measured_as_it_is_printed(tmp_path):
    small = sheet()
    small.forms["Plan"] = shown("petit", 200, 260, 20)
    file = small.artifact("q 0.5 0 0 0.5 0 0 cm /Plan Do Q").write(tmp_path / "small.pdf")
    last = letters.pages(file)[0].letters[-1]
    assert (last.text.strip(), round(last.size, 1)) == ("t", 10.0)
