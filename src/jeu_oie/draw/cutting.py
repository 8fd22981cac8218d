"""A font → the part of it that holds some letters, as woff2."""

import io
from functools import cache

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from jeu_oie.resources import ARABIC_FONT, SCREEN_FONT, font_bytes


@cache
def arabic_subset(weight: str, letters: frozenset[int]) -> bytes:
    """The font of Arabic letters of a weight (``Bold``), with all the forms in which these letters join."""
    font = open_font(ARABIC_FONT, weight)
    cut_font(font, letters, ["*"])
    return woff2(font)


@cache
def subset(weight: str, letters: frozenset[int], light: bool) -> bytes:
    """The font of screens of a weight, with only these code points."""
    font = open_font(SCREEN_FONT, weight)
    # Kerning moves a letter by a quarter of a pixel at 16 px, and is a sixth of the bytes.
    cut_font(font, letters, ["mark", "mkmk", "ccmp", *([] if light else ["kern"])])
    if light:
        lighten(font)
    return woff2(font)


def open_font(name: str, weight: str) -> TTFont:
    """A font that is written again with the same bytes whatever the day: no time stamp is set."""
    return TTFont(io.BytesIO(font_bytes(name, weight)), recalcTimestamp=False)


UNITS = 160  # of an em: at 16 px, a point moves by a twentieth of a pixel at most


def lighten(font: TTFont) -> None:
    """Make of ``font`` what a screen shows alike in two thirds of the bytes."""
    smooth(font)
    rules = (font[name].table.LookupList for name in ("GPOS", "GSUB") if name in font)
    if not any(each and each.Lookup for each in rules):  # no letter does anything to another
        for table in {"GDEF", "GPOS", "GSUB", "gasp"} & set(font.keys()):
            del font[table]
    scale_upem(font, UNITS)
    align_bearings(font)


def align_bearings(font: TTFont) -> None:
    """Tell of each letter the left edge that it has now: a reader moves it to the edge that it is told."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours != 0:
            glyphs[name].recalcBounds(glyphs)
            metrics[name] = (metrics[name][0], glyphs[name].xMin)


def cut_font(font: TTFont, letters: frozenset[int], features: list[str]) -> None:
    """Leave of ``font`` these code points and the glyphs that they become under ``features``."""
    if "meta" in font:  # languages it is made for: what cuts drops it, and says so to whoever builds a kit
        del font["meta"]
    cutter = Subsetter(Options(flavor="woff2", layout_features=features, hinting=False, name_IDs=[0]))
    cutter.populate(unicodes=letters)
    cutter.subset(font)


NEAR = 4  # of the font's own units, a thousand an em: how far an outline may lie from where it was drawn


def smooth(font: TTFont) -> None:
    """Draw the outlines again with as few points as they need."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours > 0:
            drawn = TTGlyphPen(None)
            glyphs[name].draw(Qu2CuPen(Cu2QuPen(drawn, NEAR), NEAR, all_cubic=True), glyphs)
            glyphs[name] = drawn.glyph(dropImpliedOnCurves=True)


def woff2(font: TTFont) -> bytes:
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
