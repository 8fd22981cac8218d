"""The differ sees each planted fault of paper, and none where there is none."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bench.differ import arabic, floors, frames, ink, letters, press, tags
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


@pytest.mark.parametrize("role", ["Sect", "P"])
@pytest.mark.parametrize(
    "numbers, told",
    [
        ("123", ()),
        ("12315", ()),
        ("132", ("squares read as 1 3 2",)),
        ("13", ("squares read as 1 3",)),
        ("412", ("squares read as 4 1 2",)),
    ],
)
def test_squares_are_read_from_the_first_to_the_last(role, numbers, told, tmp_path):
    """Each a section, or its number alone in a paragraph; what stands elsewhere in numbers comes after them."""
    board = Paper()
    for index, number in enumerate(numbers):
        board.text(f"{number} Case" if role == "Sect" else number, x=20 + 40 * index, role=role)
        board.text("2 tours", x=20 + 40 * index, y=50)
    file = board.write(tmp_path / "board.pdf")
    with pikepdf.open(file) as pdf:
        assert tags.square_faults(tags.read_tags(pdf), tags.mark_texts(letters.pages(file)), 3) == told


def press_faults(paper: Paper, folder: Path) -> tuple[str, ...]:
    with pikepdf.open(paper.write(folder / "shop.pdf")) as pdf:
        return press.press_faults(pdf)


def shop() -> Paper:
    paper = sheet()
    paper.intent = "FOGRA39"
    return paper


def test_a_screen_colour_is_seen_within_forms_where_an_intent_is_declared(tmp_path):
    for intent, told in (("FOGRA39", ("1 × rg",)), ("", ())):
        paper = sheet()
        paper.intent, paper.forms = intent, {"Picture": "1 0 0 rg 10 10 5 5 re f"}
        assert press_faults(paper.artifact("/Picture Do"), tmp_path) == told


RGB = Array([Name.CalRGB, Dictionary(WhitePoint=[1, 1, 1])])


@pytest.mark.parametrize(
    "resources, drawn, told",
    [
        pytest.param({"ColorSpace": {"C": RGB}}, "/C cs 1 0 0 sc", "1 × cs", id="named space"),
        pytest.param(
            {"ColorSpace": {"C": Array([Name.Separation, Name.Spot, Name.DeviceRGB, Dictionary()])}},
            "/C CS",
            "1 × CS",
            id="spot colour",
        ),
        pytest.param(
            {"Shading": {"S": Dictionary(ShadingType=2, ColorSpace=RGB)}}, "/S sh", "1 × RGB shading", id="sh"
        ),
        pytest.param(
            {"Pattern": {"P": Dictionary(PatternType=2, Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB))}},
            "/Pattern cs /P scn",
            "1 × RGB shading",
            id="pattern",
        ),
        pytest.param({}, "BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", "1 × RGB picture", id="inline picture"),
    ],
)
def test_a_screen_colour_is_seen_by_whatever_name(resources, drawn, told, tmp_path):
    paper = shop()
    paper.resources = resources
    assert press_faults(paper.artifact(f"0 0 0 1 k {drawn}"), tmp_path) == (told,)


def test_what_a_shop_trims_lies_within_what_it_prints(tmp_path):
    assert press_faults(shop(), tmp_path) == ()
    beyond, none = shop(), shop()
    beyond.boxes["TrimBox"] = (-9, 8, 290, 190)
    none.boxes.clear()
    assert press_faults(beyond, tmp_path) == ("page 1: TrimBox beyond BleedBox",)
    assert press_faults(none, tmp_path) == ("page 1: no BleedBox", "page 1: no TrimBox")


def test_type_is_measured_as_it_is_printed(tmp_path):
    small = sheet()
    small.forms["Plan"] = shown("petit", 200, 260, 20)
    file = small.artifact("q 0.5 0 0 0.5 0 0 cm /Plan Do Q").write(tmp_path / "small.pdf")
    last = letters.pages(file)[0].letters[-1]
    assert (last.text.strip(), round(last.size, 1)) == ("t", 10.0)


PERSON = floors.floor_of("3-person")


@pytest.mark.parametrize(
    "planted, told",
    [
        pytest.param(sheet(), "page 1: 12.0 pt, under 14: je peux payer Feu 18", id="as large as elsewhere"),
        pytest.param(
            Paper().text("Une ligne", size=13).text("Une autre", size=13, y=70).text("x", size=14), "", id="pill"
        ),
        pytest.param(
            Paper().text("Brouillon", size=13).text("Danger", size=15).text("Feu", size=13),
            "page 1: 13.0 pt, under 14: Feu",
            id="two pills",
        ),
        pytest.param(Paper().text("a" * 41, size=13), f"page 1: 13.0 pt, under 14: {'a' * 41}", id="no pill"),
        pytest.param(Paper().text("Version 1 abc123", size=9), "", id="stamp"),
        pytest.param(
            Paper().text("Version 1 abc123", size=8), "page 1: 8.0 pt, under 14: Version 1 abc123", id="least"
        ),
        pytest.param(Paper().text("Version 1", size=9), "page 1: 9.0 pt, under 14: Version 1", id="no stamp"),
    ],
)
def test_type_under_the_floor_of_its_sheet_is_seen(planted, told, tmp_path):
    found = floors.faults(letters.pages(planted.write(tmp_path / "type.pdf")), PERSON)
    assert found == ((told,) if told else ())


def test_a_sheet_has_its_floor_by_its_name():
    assert floors.floor_of("print/3-person-ar.pdf") == PERSON
    assert [floors.floor_of(name).least for name in ("2-table", "2-table-1", "landlord/validation")] == [12, 11, 12]
    assert [floors.floor_of(name, large=True).least for name in ("more/circuit", "1-board-a4")] == [14, 0]
    assert floors.floor_of("shop/board-a1").least == 18


def letter(text, left=0.0, baseline=0.0, size=10.0):
    box = (left, baseline, left + 5, baseline + 7)
    return letters.Letter(text=text, box=box, baseline=baseline, size=size, context=letters.Context())


def test_a_number_on_a_sheet_in_arabic_is_read_as_it_is_printed():
    """From left to right, whatever the order in which it is stored; the next column is another number."""
    stored = [letter(digit, left) for digit, left in (("0", 30), ("5", 35), ("7", 20), ("6", 14), ("1", 90))]
    assert list(arabic.numbers_of([letter("\u062f", 60), *stored, letter("9", 0, 20)])) == ["9", "67 05", "1"]


def outlined(x, y):
    return Paper().artifact(f"1 w {x} {y} 100 60 re S 0.5 w 5 5 20 20 re S")


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.5, -0.5), (-0.5, 0.5)])
@pytest.mark.parametrize("long_edge", [True, False])
def test_a_back_that_is_off_its_front_is_seen(long_edge, shift, tmp_path):
    """By two hundredths of a millimetre, whichever edge the printer turns and however far it moves its backs."""
    across, down = (mm * frames.MM for mm in shift)
    x, y = (20, 200 - 30 - 60) if long_edge else (300 - 20 - 100, 30)
    found = []
    for wrong in (0.0, 0.02 * frames.MM):
        papers = (outlined(20, 30), outlined(x - across + wrong, y + down))
        files = [paper.write(tmp_path / f"{rank}.pdf") for rank, paper in enumerate(papers)]
        with pikepdf.open(files[0]) as front, pikepdf.open(files[1]) as back:
            size, printed = (100 / frames.MM, 60 / frames.MM), {"long_edge": long_edge, "shift": shift}
            found.append(frames.misregistered(front.pages[0], back.pages[0], *size, **printed))
    assert found == pytest.approx([0, 0.02], abs=0.001)


def test_a_card_without_its_back_is_seen(tmp_path):
    with (
        pikepdf.open(outlined(20, 30).write(tmp_path / "front.pdf")) as front,
        pikepdf.open(sheet().write(tmp_path / "back.pdf")) as back,
    ):
        pages = front.pages[0], back.pages[0]
        assert frames.misregistered(*pages, 100 / frames.MM, 60 / frames.MM, long_edge=True) == float("inf")
