"""Text measured with the real font file, as the browser and the PDF engine set it."""

from functools import cache, lru_cache

import uharfbuzz as hb

from jeu_oie.resources import font_bytes

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


@cache
def covered() -> frozenset[int]:
    """The code points that the shipped font has."""
    return frozenset(face(bold=False).face.unicodes)


@lru_cache(maxsize=20_000)
def advance(text: str, bold: bool) -> int:
    """Width of ``text`` in thousandths of its size."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face(bold=bold), buffer)
    return sum(position.x_advance for position in buffer.glyph_positions or ())


def width(text: str, size_pt: float, bold: bool = False) -> float:
    """Width of ``text`` in mm."""
    return advance(text, bold) / 1000 * size_pt * PT_MM


def missing(text: str) -> str:
    """The characters of ``text`` that no shipped font has, each once, in order."""
    known = covered()
    absent = (char for char in text.translate(STAND_INS) if ord(char) not in known and not char.isspace())
    return "".join(dict.fromkeys(absent))


def printable(text: str) -> str:
    """``text`` with ▯ for the characters that no shipped font has."""
    shown = text.translate(STAND_INS)
    return "".join(char if ord(char) in covered() or char.isspace() else MISSING for char in shown)
