"""The part of the font that a drawing or a page carries with it, as woff2.

The letters of French and English lie ready in the package, since making a subset costs a quarter
of a second; a text with other letters gets its own subset. A text with Arabic letters carries those that it uses
of their font besides, as one family: the range of letters tells which file a browser takes.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from jeu_oie.circuit.model import Circuit
from jeu_oie.layout.font import ARABIC, covered, covered_arabic
from jeu_oie.resources import arabic_font_bytes, font_bytes, ready_font

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

WEIGHTS: Mapping[str, str] = {"400": "Regular", "700": "Bold"}
# In the words of hardly any circuit, and a kilobyte of each page: a circuit that says one gets a font that has it.
RARE = frozenset(map(ord, '$\\^`{|}~<>[]#*"%&;=@_'))
READY = frozenset(range(0x20, 0x7F)) - RARE | frozenset(map(ord, "\u00a0«»·€’–…ÀÇÉÊÔŒàâçéèêëîïôùûœ"))


@dataclass(frozen=True, slots=True)
class WebFont:
    """A woff2 file of a weight (``400``, ``700``); ``letters``: the only ones it is for (CSS, unicode-range)."""

    weight: str
    data: bytes
    letters: str = ""


def texts_in(value: object) -> Iterator[str]:
    """Every text of plain data, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for each in pair for text in texts_in(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts_in(each))


HIDDEN = {"sources": {"__all__": {"address"}}}  # an address stands behind its title: nobody sees its letters


def texts_of(circuit: Circuit) -> Iterator[str]:
    """Every text of ``circuit`` that people see."""
    for stated in circuit.model_dump(mode="json", by_alias=True, exclude={**HIDDEN, "landlord": HIDDEN}).values():
        yield from texts_in(stated)


def fonts_for(texts: Iterable[str], light: bool = False) -> tuple[WebFont, ...]:
    """The files that hold every letter of ``texts`` that a shipped font has.

    A drawing stands where the font itself was measured; ``light`` is for a page, whose lines break by themselves.
    """
    said = frozenset(chain.from_iterable(texts))
    needed = frozenset(map(ord, said)) & covered()
    arabic = frozenset(ord(char) for char in said if ARABIC.match(char)) & covered_arabic()
    european = [WebFont(weight, european_font(weight, needed, light)) for weight in WEIGHTS]
    if not any(chr(letter).isprintable() for letter in arabic):  # browsers refuse a font that draws nothing
        return tuple(european)
    return (
        *european,
        *(WebFont(weight, arabic_subset(weight, arabic), RANGE) for weight in WEIGHTS),
    )


RANGE = "U+600-6FF,U+750-77F,U+870-8FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF"  # as in font.ARABIC


def european_font(weight: str, needed: frozenset[int], light: bool) -> bytes:
    if needed <= READY:
        return ready_font(weight if light else f"drawn-{weight}")
    return subset(WEIGHTS[weight], READY | needed, light)


@cache
def arabic_subset(weight: str, letters: frozenset[int]) -> bytes:
    """The font of Arabic letters at one weight, with all the forms in which these letters join."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (heavy, and hardly ever needed)
    from fontTools.varLib import instancer  # noqa: PLC0415 (same)

    font = TTFont(io.BytesIO(arabic_font_bytes()), recalcTimestamp=False)
    cut(font, letters, ["*"])
    return woff2(instancer.instantiateVariableFont(font, {"wght": int(weight), "wdth": 100}))


@cache
def subset(name: str, letters: frozenset[int], light: bool) -> bytes:
    """The font ``name`` with only these code points: the same bytes whatever the day (no time stamp is written)."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (heavy, and hardly ever needed)

    font = TTFont(io.BytesIO(font_bytes(name)), recalcTimestamp=False)
    # Kerning moves a letter by a quarter of a pixel at 16 px, and is a sixth of the bytes.
    cut(font, letters, ["mark", "mkmk", "ccmp", *([] if light else ["kern"])])
    if light:
        lighten(font)
    return woff2(font)


UNITS = 160  # of an em: at 16 px, a point moves by a twentieth of a pixel at most


def lighten(font: "TTFont") -> None:
    """Make of ``font`` what a screen shows alike in two thirds of the bytes."""
    from fontTools.ttLib.scaleUpem import scale_upem  # noqa: PLC0415 (heavy, and hardly ever needed)

    smooth(font)
    rules = (font[name].table.LookupList for name in ("GPOS", "GSUB") if name in font)
    if not any(each and each.Lookup for each in rules):  # no letter does anything to another
        for table in {"GDEF", "GPOS", "GSUB", "gasp"} & set(font.keys()):
            del font[table]
    scale_upem(font, UNITS)


def cut(font: "TTFont", letters: frozenset[int], features: list[str]) -> None:
    """Leave of ``font`` these code points and the glyphs that they become under ``features``."""
    from fontTools import subset as tools  # noqa: PLC0415 (heavy, and hardly ever needed)

    cutter = tools.Subsetter(tools.Options(flavor="woff2", layout_features=features, hinting=False, name_IDs=[0]))
    cutter.populate(unicodes=letters)
    cutter.subset(font)


NEAR = 4  # of the font's own units, a thousand an em: how far an outline may lie from where it was drawn


def smooth(font: "TTFont") -> None:
    """Draw the outlines again with as few points as they need."""
    from fontTools.pens.cu2quPen import Cu2QuPen  # noqa: PLC0415 (heavy, and hardly ever needed)
    from fontTools.pens.qu2cuPen import Qu2CuPen  # noqa: PLC0415 (same)
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415 (same)

    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours > 0:
            drawn = TTGlyphPen(None)
            glyphs[name].draw(Qu2CuPen(Cu2QuPen(drawn, NEAR), NEAR, all_cubic=True), glyphs)
            glyphs[name] = drawn.glyph(dropImpliedOnCurves=True)


def woff2(font: "TTFont") -> bytes:
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
