"""The zero of a PDF's fonts without its slash: one dials it (look/print/notes.md, §0.6)."""

from collections.abc import Sequence
from io import BytesIO

from fontTools.ttLib import TTFont

CROSSED = 3  # outlines of a slashed zero: the ring, and what the slash leaves of its hole


def open_zero(font: bytes, zero: int | None = None) -> bytes:
    """The TrueType ``font``, as wide as before, with no slash in its zero.

    ``zero``: the number of its glyph, where the font has no table of characters to tell it.
    """
    opened = TTFont(BytesIO(font), recalcTimestamp=False, recalcBBoxes=False)
    name = (opened.getBestCmap() or {}).get(ord("0")) if zero is None else opened.getGlyphName(zero)
    if name is None:
        return font
    glyph = opened["glyf"][name]
    if glyph.numberOfContours != CROSSED:
        return font
    last = glyph.endPtsOfContours[0]
    ring, flags = list(glyph.coordinates[: last + 1]), list(glyph.flags[: last + 1])
    hole = fit_ring(ring, list(glyph.coordinates[last + 1 :]))
    glyph.coordinates = type(glyph.coordinates)([*ring, *reversed(hole)])
    glyph.flags = bytearray([*flags, *reversed(flags)])
    glyph.endPtsOfContours, glyph.numberOfContours = [last, 2 * last + 1], 2
    written = BytesIO()
    opened.save(written, reorderTables=False)
    return written.getvalue()


def fit_ring(ring: Sequence[tuple[int, int]], hole: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points of ``ring`` within the bounds of ``hole``."""
    across, down = (fit([point[axis] for point in ring], [point[axis] for point in hole]) for axis in range(2))
    return list(zip(across, down, strict=True))


def fit(values: Sequence[int], others: Sequence[int]) -> list[int]:
    """``values`` moved and scaled to the bounds of ``others``."""
    low, least = min(values), min(others)
    scale = (max(others) - least) / (max(values) - low)
    return [round(least + (value - low) * scale) for value in values]
