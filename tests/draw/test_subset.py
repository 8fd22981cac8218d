"""The font that a page carries: no letter of it lost, and as wide as those that measured the board."""

import io

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from jeu_oie.draw.cutting import UNITS
from jeu_oie.draw.subset import READY, WEIGHTS, fonts_for
from jeu_oie.draw.text import UNSEEN, missing, printable, width
from jeu_oie.resources import SCREEN_FONT, font_bytes

OWN = 1000  # units of an em, in the font as it comes


def widths(data: bytes, units: int) -> dict[int, float]:
    """The width of each letter, in em."""
    font = TTFont(io.BytesIO(data))
    return {code: font["hmtx"][name][0] / units for code, name in font.getBestCmap().items()}


def bounds(font: TTFont, code: int) -> tuple[float, ...]:
    """What a letter covers: left, bottom, right, top."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[code]].draw(pen)
    return tuple(pen.bounds)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_ready_font_has_its_letters_at_their_width(weight):
    (ready,) = (font.data for font in fonts_for(["a"], light=True) if font.weight == weight)
    made, whole = widths(ready, UNITS), widths(font_bytes(SCREEN_FONT, WEIGHTS[weight]), OWN)
    assert set(made) == READY
    assert all(abs(made[code] - whole[code]) <= 0.5 / UNITS + 1e-9 for code in READY)


def test_a_text_with_a_rarer_letter_gets_it():
    for font in fonts_for(["agence@bailleur.example ~ 50 %"], light=True):
        assert set(map(ord, "@~%")) < set(widths(font.data, UNITS))


def test_a_letter_that_draws_nothing_asks_for_no_font_of_its_own():
    """Browsers refuse a font without an outline, and tell it as an error of the page."""
    for hidden in ("\ufeff", "\u200c", "a\u200f"):
        assert len(fonts_for([hidden], light=True)) == len(WEIGHTS)
    assert len(fonts_for(["\u0628\u200c\u0628"], light=True)) == 2 * len(WEIGHTS)


def test_what_is_not_seen_is_lacking_in_no_font():
    """A font need not have a glyph for what joins, parts or directs its letters."""
    unseen = "".join(sorted(UNSEEN))
    assert missing(unseen) == ""
    assert printable(unseen) == unseen
    assert width(unseen, 12) == 0


def test_a_mark_that_no_letter_bears_cannot_be_shown():
    """It may begin a line, where no font of the two has it alone."""
    mark = "\u0619"
    assert printable(f"\u0628{mark} {mark}\n{mark}") == f"\u0628{mark} \u25af\n\u25af"
    assert missing(f"\u0628{mark}") == ""
    assert missing(f"\u0628 {mark}") == missing(mark) == mark


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_letters_keep_their_outline(weight):
    (ready,) = (font.data for font in fonts_for(["a"], light=True) if font.weight == weight)
    made, whole = TTFont(io.BytesIO(ready)), TTFont(io.BytesIO(font_bytes(SCREEN_FONT, WEIGHTS[weight])))
    for code in READY - {0x20, 0xA0}:
        for one, other in zip(bounds(made, code), bounds(whole, code), strict=True):
            assert abs(one / UNITS - other / OWN) <= 0.012, chr(code)  # a fifth of a pixel at 16 px


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_drawing_has_the_font_by_which_it_was_measured(weight):
    (drawn,) = (TTFont(io.BytesIO(font.data)) for font in fonts_for(["a"]) if font.weight == weight)
    assert drawn["head"].unitsPerEm == OWN
    assert "kern" in {each.FeatureTag for each in drawn["GPOS"].table.FeatureList.FeatureRecord}
