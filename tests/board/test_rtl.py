"""A circuit written from right to left: letters join, nothing is missing, lines begin at their right end."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from jeu_oie.circuit.read import read
from jeu_oie.draw.scene import Text
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.text import (
    MISSING,
    advance,
    direction,
    hold_numbers,
    leftward,
    missing,
    printable,
)
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import settle_plan

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


def test_a_line_runs_left_where_it_has_arabic_letters():
    assert leftward("رسالة SMS")
    assert not leftward("SMS, 12 › ٣")
    assert (direction("ar-MA"), direction("fr")) == ("rtl", "ltr")


def test_a_telephone_number_keeps_its_order():
    assert hold_numbers("اتصل: 01 00 00 00 00") == "اتصل: 01\u00a000\u00a000\u00a000\u00a000"
    assert printable("J’appelle le 01 00 00 00 00") == "J’appelle le 01 00 00 00 00"


def test_a_line_of_the_board_begins_at_its_right_end(made):
    lines = {mark for mark in marks(made.drawing.scene, Text) if leftward(mark.content)}
    assert lines and lines == {mark for mark in marks(made.drawing.scene, Text) if mark.leftward}
    french = drawn(CIRCUIT.with_name("small.yaml"))
    assert not any(text.leftward for text in french.drawing.scene.texts())


def test_nothing_leaves_the_sheet(made):
    for text in made.drawing.scene.texts():
        assert text.x >= 0 and text.x + text.width <= WIDTH, text
