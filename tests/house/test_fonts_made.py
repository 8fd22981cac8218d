"""What ``script/fonts`` makes is what lies there; the font of paper has an open zero, and ▯."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from jeu_oie.draw.subset import WEIGHTS
from jeu_oie.draw.text import MISSING
from script.assets.fonts import oie
from tests.house.source import ROOT

FONTS = ROOT / "templates" / "fonts"


def font(name: str) -> Path:
    return FONTS / f"{name}.ttf"


def outline(opened: TTFont, name: str) -> list[object]:
    return [list(part) for part in opened["glyf"][name].getCoordinates(opened["glyf"])]


@pytest.mark.parametrize("weight", WEIGHTS.values())
def test_the_font_of_paper_is_what_its_script_makes(weight):
    assert font(f"Oie-{weight}").read_bytes() == oie(font(f"AtkinsonHyperlegible-{weight}").read_bytes())


@pytest.mark.parametrize("weight", WEIGHTS.values())
def test_the_font_of_paper_differs_by_its_zero_and_the_sign_of_what_is_missing_alone(weight):
    made, drawn = TTFont(font(f"Oie-{weight}")), TTFont(font(f"AtkinsonHyperlegible-{weight}"))
    assert not {"fpgm", "prep", "cvt "} & set(made.keys()), "no hints"
    drawn_itself = [name for name in drawn.getGlyphOrder() if not drawn["glyf"][name].isComposite()]
    changed = [name for name in drawn_itself if outline(made, name) != outline(drawn, name)]
    assert changed == [drawn.getBestCmap()[ord("0")]]
    assert made["glyf"][changed[0]].numberOfContours == 2, "a ring and its hole"
    box = made.getBestCmap()[ord(MISSING)]
    assert outline(made, box) == outline(drawn, ".notdef")
    widths = drawn["hmtx"].metrics
    assert made["hmtx"].metrics == {**widths, box: widths[".notdef"]}, "as wide as what is measured"


@pytest.mark.parametrize("weight", WEIGHTS.values())
def test_no_name_of_the_font_it_was_made_of_stays_to_be_chosen_by(weight):
    names = TTFont(font(f"Oie-{weight}"))["name"]
    assert [names.getDebugName(each) for each in (1, 2, 4, 6)] == ["Oie", weight, f"Oie {weight}", f"Oie-{weight}"]
