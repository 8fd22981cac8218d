"""The part of the font that a drawing or a page carries with it, as woff2.

The letters of western European languages lie ready in the package, since making a subset costs a quarter
of a second; a text with other letters gets its own subset.
"""

import io
from collections.abc import Iterable, Mapping
from functools import cache

from jeu_oie.layout.font import covered
from jeu_oie.resources import font_bytes, ready_font

WEIGHTS: Mapping[str, str] = {"400": "Regular", "700": "Bold"}
READY = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x100)) | frozenset(map(ord, "ŒœŸ–—‘’‚“”„•…‹›€−×"))


def fonts_for(texts: Iterable[str]) -> Mapping[str, bytes]:
    """Weight (``400``, ``700``) → woff2 that holds every letter of ``texts`` that the font has."""
    needed = frozenset(map(ord, "".join(texts))) & covered()
    if needed <= READY:
        return {weight: ready_font(weight) for weight in WEIGHTS}
    letters = READY | needed
    return {weight: subset(name, letters) for weight, name in WEIGHTS.items()}


@cache
def subset(name: str, letters: frozenset[int]) -> bytes:
    """The font ``name`` with only these code points: the same bytes whatever the day (no time stamp is written)."""
    from fontTools import subset as tools  # noqa: PLC0415 (heavy, and hardly ever needed)
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (same)

    options = tools.Options(flavor="woff2", layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False)
    font = TTFont(io.BytesIO(font_bytes(name)), recalcTimestamp=False)
    cutter = tools.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
