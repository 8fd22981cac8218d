"""A circuit written from right to left: letters join, nothing is missing, the board is seen in a mirror."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from jeu_oie.circuit.read import read
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import qr
from jeu_oie.draw.scene import Shape, Text, mark_in, mirror_scene, move_path, reflect_path
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.svg import svg_text
from jeu_oie.draw.text import (
    MISSING,
    Style,
    advance,
    direction,
    hold_numbers,
    leftward,
    missing,
    overhang,
    printable,
)
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import settle_plan
from jeu_oie.web.board import boxes_of

CIRCUIT = Path(__file__).parents[1] / "kit" / "arabic.yaml"
WIDTH = 420.0
PAGE = "https://exemple.fr/jeux/index.html"


def drawn(file, address=None):
    circuit = read(file).circuit
    assert circuit is not None
    return settle_plan(circuit, Preset(), address)


@pytest.fixture(scope="module")
def made():
    return drawn(CIRCUIT, PAGE.removesuffix("index.html"))


def marks(scene, kind):
    return [mark for group in scene.groups for mark in group.marks if isinstance(mark, kind)]


# --- letters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("word", ["الشكوى", "تسرّب", "المستأجرين"])
def test_letters_are_measured_joined(word, bold):
    assert advance(word, bold) < sum(advance(letter, bold) for letter in word) * 0.95


def test_runs_of_two_scripts_add_up():
    assert advance("رسالة SMS", bold=True) == advance("رسالة", bold=True) + advance(" SMS", bold=True)


def test_bold_is_another_width():
    assert advance("الشكوى", bold=True) > advance("الشكوى", bold=False)


def test_no_letter_is_missing(made):
    assert missing(CIRCUIT.read_text("utf-8")) == ""
    assert [text.content for text in made.drawing.scene.texts() if MISSING in text.content] == []
    assert missing("漢") == "漢"  # the guard sees one


def test_only_a_text_with_arabic_letters_carries_their_font():
    assert [font.letters for font in fonts_for(["C’est noté"])] == ["", ""]
    european, _, arabic, bold = fonts_for(["الشكوى SMS"])
    assert not european.letters
    assert arabic.letters and len(arabic.data) < 12_000
    assert arabic.data != bold.data


def test_the_font_holds_the_forms_that_letters_join_in(tmp_path):
    (tmp_path / "a.woff2").write_bytes(fonts_for(["هه"])[2].data)
    font = TTFont(tmp_path / "a.woff2")
    assert "fvar" not in font
    assert {feature.FeatureTag for feature in font["GSUB"].table.FeatureList.FeatureRecord} >= {"init", "medi", "fina"}


# --- order ---------------------------------------------------------------------------------------------------


def test_a_line_runs_left_where_it_has_arabic_letters():
    assert leftward("رسالة SMS")
    assert not leftward("SMS, 12 › ٣")
    assert (direction("ar-MA"), direction("fr")) == ("rtl", "ltr")


def test_a_telephone_number_keeps_its_order():
    assert hold_numbers("اتصل: 01 00 00 00 00") == "اتصل: 01\u00a000\u00a000\u00a000\u00a000"
    assert printable("J’appelle le 01 00 00 00 00") == "J’appelle le 01 00 00 00 00"


# --- the mirror ----------------------------------------------------------------------------------------------


def test_a_path_is_reflected():
    assert reflect_path("M10 20H30V5l4 -2", 100) == "M90 20H70V5l-4 -2"
    assert reflect_path("A3 4 10 0 1 30 40", 100) == "A3 4 -10 0 0 70 40"
    assert reflect_path("M1.5 2Q3 4 5 6Z", 10) == "M8.5 2Q7 4 5 6Z"


def test_two_mirrors_give_the_board_back(made):
    twice = mirror_scene(mirror_scene(made.drawing.scene))
    for one, other in zip(marks(made.drawing.scene, Shape), marks(twice, Shape), strict=True):
        assert reflect_path(one.path, 0) == reflect_path(other.path, 0)
    for one, other in zip(marks(made.drawing.scene, Text), marks(twice, Text), strict=True):
        assert one.x == pytest.approx(other.x)


def test_a_code_is_moved_and_never_turned_over():
    white, code = qr(PAGE, Box(10, 20, 30, 30))
    there = mark_in(code, WIDTH)
    assert isinstance(there, Shape) and isinstance(code, Shape)
    own, new = (sorted(part.split("h")[0] for part in each.path.split("M")[1:]) for each in (code, there))
    shifts = {round(float(b.split()[0]) - float(a.split()[0]), 2) for a, b in zip(own, new, strict=True)}
    assert len(shifts) == 1
    assert move_path(code.path, WIDTH) != reflect_path(code.path, WIDTH)  # the guard: a code has no axis
    box = mark_in(white, WIDTH)
    assert isinstance(box, Shape) and box.path.startswith(f"M{WIDTH - 11:g} 20")


def test_a_text_stands_where_its_reflection_would():
    upright, turned = (Text(10, 20, "كلمة", 12, bold=True, fill="#000", width=30, turned=way) for way in (False, True))
    left, right = mark_in(upright, 100), mark_in(turned, 100)
    assert isinstance(left, Text) and isinstance(right, Text)
    out = overhang("كلمة", Style(12, bold=True))
    assert out > 0  # its first letter stands out of its cell: what is upright stands inwards by as much
    assert left.x == pytest.approx(60 - out)
    assert right.x == 120
    assert left.leftward and right.leftward


def test_what_is_upside_down_begins_at_its_right_end_too():
    turned = mark_in(Text(10, 20, "كلمة", 12, bold=True, fill="#000", width=30, turned=True), 100)
    assert isinstance(turned, Text)
    written = svg_text(turned)
    assert (written["x"], written["direction"]) == ("150", "rtl")  # before it is turned around its left end, at 120
    assert written["transform"] == "rotate(180 120 20)"


def test_the_board_starts_at_the_right(made):
    first, *_ = made.drawing.track.cells
    assert first.box.centre.x > WIDTH / 2
    number = next(mark for group in made.drawing.scene.groups for mark in group.marks if group.id == "case-1")
    assert isinstance(number, Shape) and number.path == reflect_path(reflect_path(number.path, WIDTH), WIDTH)
    french = drawn(CIRCUIT.with_name("small.yaml"))
    assert french.drawing.track.cells[0].box.centre.x < WIDTH / 2
    assert not any(text.leftward for text in french.drawing.scene.texts())


def test_the_page_draws_the_same_board(made):
    boxes = boxes_of(made.board, made.drawing.track)
    assert boxes["1"].centre.x > WIDTH / 2
    first, second = (boxes[square.name] for square in made.board.side_tracks[0].squares)
    assert first.x > second.right


def test_nothing_leaves_the_sheet(made):
    for text in made.drawing.scene.texts():
        assert text.x >= 0 and text.x + text.width <= WIDTH, text
