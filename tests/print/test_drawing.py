"""What the layout has placed is printed as it is: text in its place, that can be read aloud, searched and copied."""

import io
import subprocess
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from jeu_oie.draw.ink import INK
from jeu_oie.draw.scene import Group, Scene, Shape, Text
from jeu_oie.draw.text import Style
from jeu_oie.print.binding import bind
from jeu_oie.print.content.drawing import drawing
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.drawn import drawn_art, drawn_pdf
from tests.kit.tagged import faults

MM = 72 / 25.4


def line(x, y, content, size=12.0, **more):
    return Text(x, y, content, size, more.pop("bold", False), INK, Style(size).width(content), **more)


def sheet(*marks, **more):
    return Scene(100, 100, (Group(marks),), **more)


def printed(*scenes, edge=""):
    return drawn_pdf(scenes, "Essai", saver=False, edge=edge)


def told(document, command, *options):
    out = ["-"] if command == "pdftotext" else []
    made = subprocess.run([command, *options, "-", *out], input=document, capture_output=True, check=True)
    assert made.stderr == b""
    return made.stdout.decode(errors="replace")  # what a picture shows is told in UTF-16


def text_of(document, *options):
    return " ".join(told(document, "pdftotext", *options).split())


def words_of(document):
    """Each word with its box in mm: left, top, right, bottom."""
    for each in told(document, "pdftotext", "-bbox").splitlines():
        if "<word" in each:
            sides = [float(each.split(f'{key}="')[1].split('"')[0]) / MM for key in ("xMin", "yMin", "xMax", "yMax")]
            yield each.split(">")[1].split("<")[0], sides


def read_aloud(document):
    """What is read, each with its tag: the lines of a paragraph are parts of it."""
    said: list[tuple[str, list[str]]] = []
    for each in told(document, "pdfinfo", "-struct-text").splitlines()[1:]:
        if each.strip().startswith('"'):
            said[-1][1].append(each.strip()[1:-1].strip())
        else:
            said.append((each.strip().split(" ")[0].strip(":"), []))
    return [(tag, " ".join(filter(None, lines))) for tag, lines in said if "".join(lines)]


def test_text_is_searched_in_reading_order():
    groups = (
        Group((line(10, 80, "trois"), line(10, 90, "quatre")), "b"),
        Group((Shape("M0 0h9", "none", INK, 1), line(90, 20, "un"), line(50, 60, "deux")), "a"),
    )
    scene = Scene(100, 100, groups, reading=("a", "b"))
    assert text_of(printed(scene, scene), "-raw") == "un deux trois quatre un deux trois quatre"


@pytest.mark.parametrize("bold", [False, True])
def test_a_line_stands_where_it_was_measured(bold):
    width = Style(18, bold).width("Réclamation")
    mark = replace(line(50, 50, "Réclamation", 18.0, bold=bold), width=width)
    ((_, (left, top, right, low)),) = words_of(printed(sheet(mark)))
    assert (left, right) == pytest.approx((50, 50 + width), abs=0.02)
    assert top < 50 < low


def test_a_space_that_does_not_break_is_found_by_who_types_a_space():
    assert "non : oui" in told(printed(sheet(line(9, 20, "non\u00a0: oui"))), "pdftotext")


def test_lines_that_read_on_are_read_as_one():
    square = (line(9, 20, "Piochez"), line(9, 25, "une carte"), line(9, 40, "Juste", bold=True))
    assert read_aloud(printed(sheet(*square))) == [("P", "Piochez une carte"), ("P", "Juste")]


def test_lines_that_stand_apart_are_read_apart_and_a_title_is_a_heading():
    panel = [line(9, 20, "Je garde", bold=True), line(9, 27, "Le numéro"), line(9, 33, "Qui l’a"), line(9, 38, "prise")]
    beside = [line(60, 38, "À côté")]
    other = Group((line(9, 60, "Si rien ne vient", bold=True), line(9, 66, "J’écris")), "b", "panel")
    document = printed(Scene(100, 100, (Group((*panel, *beside), "a", "panel"), other)))
    assert faults(document) == []
    assert read_aloud(document) == [
        ("H1", "Je garde"),
        ("P", "Le numéro"),
        ("P", "Qui l’a prise"),
        ("P", "À côté"),
        ("H2", "Si rien ne vient"),
        ("P", "J’écris"),
    ]


def test_a_letter_that_no_font_has_is_shown_as_missing():
    assert text_of(printed(sheet(line(9, 20, "a漢b")))) == "a▯b"


ARABIC = "الطلب رقم 12 (OPAC 38) نعم"


@pytest.mark.parametrize("leftward", [True, False])
def test_words_from_right_to_left_stand_within_their_line_and_figures_keep_their_order(leftward):
    """Readers turn Arabic words round that they find by their outlines: bench/differ/arabic.py."""
    mark = line(9, 20, ARABIC, leftward=leftward)
    document = printed(sheet(mark))
    assert {"12", "OPAC 38"} <= {
        piece.strip(' "()') for piece in told(document, "pdfinfo", "-struct-text").splitlines()
    }
    places = {word: left for word, (left, top, *_) in words_of(document) if top < 30}
    assert all(8.9 <= left <= 9 + mark.width for left in places.values())
    assert (places["12"] > 9 + mark.width / 2) is leftward


def test_on_a_sheet_from_right_to_left_colours_and_shapes_stay_as_they_are():
    """Nothing is isolated in what is no text."""
    square = Shape("M10 10h20v20h-20Z", "#ABCDEF")
    told = as_data(drawing([sheet(square, line(20, 30, "Oie 12"), language="ar")], "Essai", saver=False))
    (page,) = told["pages"]
    assert page["shapes"].startswith("<svg") and "#ABCDEF" in page["shapes"]
    assert [each["fill"] for each in page["paragraphs"]] == [INK]


def test_sheets_of_several_sizes_make_one_tagged_document():
    scenes = [Scene(*size, (Group((line(9, 20, "a"),)),)) for size in ((100, 50), (50, 100), (100, 50))]
    made = printed(*scenes)
    assert faults(made) == []
    with pikepdf.open(io.BytesIO(made)) as opened:
        sizes = [[round(float(side) / MM) for side in page.TrimBox.as_list()[2:]] for page in opened.pages]
    assert sizes == [[100, 50], [50, 100], [100, 50]]


def test_a_square_is_read_as_paragraphs_and_has_its_bookmark_where_it_stands():
    square = Group(
        (line(9, 20, "4"), line(9, 30, "J’attends", bold=True), line(9, 35, "la réponse", bold=True)), "b", "square"
    )
    title = Group((Shape("M0 0h9v9Z", INK), line(9, 9, "Le jeu", 20.0)), "title")
    made = printed(Scene(100, 100, (square, title), "fr", "Jeu", "Un plateau", ("title", "b")))
    assert faults(made) == []
    assert read_aloud(made) == [("H1", "Le jeu"), ("P", "4"), ("P", "J’attends la réponse")]
    assert "Figure" in told(made, "pdfinfo", "-struct-text")
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        (root,) = outline.root
        (child,) = root.children
        assert (root.title, child.title) == ("Le jeu", "4 J’attends la réponse")
        where: Any = child.destination
        assert float(where[2]) == pytest.approx(9 * MM)
        assert 100 - float(where[3]) / MM == pytest.approx(20 - 12 / MM)


def test_what_is_bound_behind_another_part_has_no_title_of_the_file():
    part = printed(Scene(100, 100, (Group((line(9, 9, "Le jeu", 20.0),), "title"),), "fr", "Jeu", "", ("title",)))
    book = bind([part, part, part])
    assert faults(book) == []
    assert [kind for kind, _ in read_aloud(book)] == ["H1", "H2", "H2"]


def test_a_drawing_that_says_nothing_is_an_artifact():
    made = printed(sheet(Shape("M0 0h9v9Z", INK), line(9, 20, "a")))
    assert faults(made) == []
    assert "Figure" not in told(made, "pdfinfo", "-struct-text")


def test_what_others_show_carries_no_tags():
    with pikepdf.open(io.BytesIO(drawn_art(sheet(line(9, 20, "a")), "Essai", saver=False))) as made:
        assert "/StructTreeRoot" not in made.Root
        assert b"MCID" not in made.pages[0].Contents.read_bytes()


def test_the_file_says_how_it_is_printed():
    with pikepdf.open(io.BytesIO(printed(sheet(line(9, 20, "a")), edge="long"))) as made:
        assert made.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert made.Root.ViewerPreferences.PrintScaling == "/None"
