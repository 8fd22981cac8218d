"""Text measured with the real font files, as the browser and the PDF engine set it.

One font has the letters of European languages; another lends those of Arabic to a text that has some. A browser
sets spaces in the first; the print engine sets those between two Arabic words in the other, where they are narrower:
such a line is a little shorter than measured. How wide a line is does not depend on the order of its runs.
"""

import re
from functools import cache, lru_cache

import uharfbuzz as hb

from jeu_oie.layout.direction import hold_numbers
from jeu_oie.resources import arabic_font_bytes, font_bytes

FAMILY = "Atkinson Hyperlegible"
PT_MM = 25.4 / 72
CAP_HEIGHT = 0.668  # of the size; Atkinson Hyperlegible, OS/2 sCapHeight
DESCENT = 0.29
LINE = 1.22  # line spacing: ascent + descent of the font
MISSING = "▯"

# The font lacks these; what stands for them reads the same (look/tokens.md, Type).
STAND_INS = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2011": "-", "\u2010": "-", "\u2192": "›"})


@cache
def face(*, bold: bool) -> hb.Font:
    """The font of one weight."""
    return hb.Font(hb.Face(hb.Blob(font_bytes("Bold" if bold else "Regular"))))


# The blocks of Arabic letters, and what joins or parts two of them.
ARABIC = re.compile("([\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u200c-\u200f\ufb50-\ufdff\ufe70-\ufeff]+)")


@cache
def arabic_face(*, bold: bool) -> hb.Font:
    """The font of Arabic letters, one file for all weights, at one of them."""
    font = hb.Font(hb.Face(hb.Blob(arabic_font_bytes())))
    font.set_variations({"wght": 700 if bold else 400})
    return font


@cache
def covered_letters() -> frozenset[int]:
    """The code points that the shipped font has."""
    return frozenset(face(bold=False).face.unicodes)


@cache
def covered_chars() -> frozenset[str]:
    return frozenset(map(chr, covered_letters()))


@cache
def covered_arabic() -> frozenset[int]:
    return frozenset(code for code in arabic_face(bold=False).face.unicodes if ARABIC.match(chr(code)))


def covers(char: str) -> bool:
    """Whether a shipped font has ``char``."""
    return ord(char) in covered_letters() or (ARABIC.match(char) is not None and ord(char) in covered_arabic())


@lru_cache(maxsize=20_000)
def advance(text: str, bold: bool) -> int:
    """Width of ``text`` in thousandths of its size."""
    plain, *others = ARABIC.split(text)
    if not others:
        return measure_run(text, face(bold=bold))
    european, arabic = (plain, *others[1::2]), others[::2]
    return sum(measure_run(run, face(bold=bold)) for run in european) + sum(
        measure_run(run, arabic_face(bold=bold)) for run in arabic
    )


def measure_run(text: str, font: hb.Font) -> int:
    """Width of a run in one font and one script."""
    return sum(position.x_advance for position in shape(text, font).glyph_positions or ())


def shape(text: str, font: hb.Font, direction: str = "") -> hb.Buffer:
    """The glyphs of a run in one font and one script, in its own direction or in this one."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if direction:
        buffer.direction = direction
    hb.shape(font, buffer)
    return buffer


def width(text: str, size_pt: float, bold: bool = False) -> float:
    """Width of ``text`` in mm."""
    return advance(text, bold) / 1000 * size_pt * PT_MM


def missing(text: str) -> str:
    """The characters of ``text`` that no shipped font has, each once, in order."""
    absent = (char for char in text.translate(STAND_INS) if not covers(char) and not char.isspace())
    return "".join(dict.fromkeys(absent))


def printable(text: str) -> str:
    """``text`` with ▯ for the characters that no shipped font has, figures in order in a line from right to left."""
    shown = hold_numbers(text.translate(STAND_INS))
    if covered_chars().issuperset(shown):  # nearly always, and a page has thousands of texts
        return shown
    return "".join(char if covers(char) or char.isspace() else MISSING for char in shown)
