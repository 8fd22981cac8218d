"""The fonts that the program brings along, made of the packages that ``script/fonts`` names.

Atkinson Hyperlegible and IBM Plex Sans Arabic stand as they come. « Oie » is the first one without the slash in its
zero, for paper: one dials what is printed there; and with ▯ as a sign of its own, which stands for what no font has. It
has no hints, which paper needs not and each PDF would carry.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from zipfile import ZipFile

from fontTools.ttLib import TTFont

from jeu_oie.draw.cutting import subset
from jeu_oie.draw.subset import READY, WEIGHTS
from jeu_oie.draw.text import MISSING

FONTS, READY_FONTS = Path("templates/fonts"), Path("src/jeu_oie/fonts")
CROSSED = 3  # outlines of a slashed zero: the ring, and what the slash leaves of its hole
NAMES = frozenset({1, 3, 4, 6})  # of a font: family, unique name, full name, PostScript name


def packaged(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the font files of our weights in the wheels of ``folder``."""
    endings = tuple(f"-{weight}.ttf" for weight in WEIGHTS.values())
    for wheel in sorted(folder.glob("*.whl")):
        with ZipFile(wheel) as archive:
            for name in filter(lambda each: each.endswith(endings), archive.namelist()):
                yield Path(name).name, archive.read(name)


def oie(font: bytes) -> bytes:
    """``font`` with an open zero and ▯, without hints, under the name « Oie »."""
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    open_zero(opened)
    add_box(opened)
    drop_hints(opened)
    family = str(opened["name"].getDebugName(1))
    for record in opened["name"].names:
        if record.nameID in NAMES:
            said = record.toUnicode()
            record.string = said.replace(family, "Oie").replace(family.replace(" ", ""), "Oie")
    del opened["DSIG"]  # signs the font as it came
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def open_zero(font: TTFont) -> None:
    """Give the zero of ``font`` its ring again in the place of what the slash leaves of its hole; as wide as before."""
    glyph = font["glyf"][font.getBestCmap()[ord("0")]]
    assert glyph.numberOfContours == CROSSED, "another outline: look at it"
    last = glyph.endPtsOfContours[0]
    ring, flags = list(glyph.coordinates[: last + 1]), list(glyph.flags[: last + 1])
    hole = fit_ring(ring, list(glyph.coordinates[last + 1 :]))
    glyph.coordinates = type(glyph.coordinates)([*ring, *reversed(hole)])
    glyph.flags = bytearray([*flags, *reversed(flags)])
    glyph.endPtsOfContours, glyph.numberOfContours = [last, 2 * last + 1], 2


def drop_hints(font: TTFont) -> None:
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    for table in ("fpgm", "prep", "cvt "):
        del font[table]


def add_box(font: TTFont) -> None:
    """▯ as the box that ``font`` shows for what it lacks: paper is refused where a letter has none."""
    name, missing = "uni25AF", ".notdef"
    assert ord(MISSING) not in font.getBestCmap()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = deepcopy(font["glyf"][missing])
    font["hmtx"][name] = font["hmtx"][missing]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(MISSING)] = name


def fit_ring(ring: Sequence[tuple[int, int]], hole: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points of ``ring`` within the bounds of ``hole``."""
    across, down = (fit([point[axis] for point in ring], [point[axis] for point in hole]) for axis in range(2))
    return list(zip(across, down, strict=True))


def fit(values: Sequence[int], others: Sequence[int]) -> list[int]:
    """``values`` moved and scaled to the bounds of ``others``."""
    low, least = min(values), min(others)
    scale = (max(others) - least) / (max(values) - low)
    return [round(least + (value - low) * scale) for value in values]


def write_fonts(packages: Path) -> None:
    FONTS.mkdir(exist_ok=True)
    for name, font in packaged(packages):
        (FONTS / name).write_bytes(font)
        if name.startswith("Atkinson"):
            (FONTS / name.replace("AtkinsonHyperlegible", "Oie")).write_bytes(oie(font))


def write_ready() -> None:
    for weight, name in WEIGHTS.items():
        (READY_FONTS / f"atkinson-{weight}.woff2").write_bytes(subset(name, READY, light=True))
        (READY_FONTS / f"atkinson-drawn-{weight}.woff2").write_bytes(subset(name, READY, light=False))


if __name__ == "__main__":
    write_fonts(Path(sys.argv[1]))
    write_ready()
