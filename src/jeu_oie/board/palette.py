"""Colours: those of the paper and of each kind of square, with the contrast that they must hold.

Values: ``look/tokens.md``. Thresholds: WCAG 2.2, 1.4.3 (4.5:1 for text) and 1.4.11 (3:1 for edges).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jeu_oie.board.kinds import Kind

COLOUR = re.compile("#[0-9A-Fa-f]{6}")  # int() would take « #+1+2+3 » too

INK = "#20223F"
BLACK = "#000000"
DARK = 128  # of 255: what is darker is text or an outline, the greys of rules and grounds are lighter
WHITE = "#FFFFFF"
READABLE = 4.5  # WCAG 2.2, 1.4.3
PAPER = "#FFFBF0"
GROUND = "#DDE8C4"
ROAD = "#F3D7A0"
EDGE = "#A87B3C"
WATER = "#CFE7EE"
WAVE = "#9CCBDA"
GOLD = "#FDD858"
DRAFT = "#CC2C06"
LINK = "#007AB6"

BANDS: Mapping[Kind, str] = {
    Kind.START: "#F4BC0E",
    Kind.FINISH: "#F4BC0E",
    Kind.STEP: "#1D3460",
    Kind.TIME: "#F8D8AD",
    Kind.PRACTICE: "#5DB963",
    Kind.SHORTCUT: "#007AB6",
    Kind.WAIT: "#E88000",
    Kind.SILENCE: "#A8B9C8",
    Kind.DETOUR: "#5B3AA6",
    Kind.BLOCKED: "#5B3C22",
    Kind.BACK: "#CC2C06",
    Kind.CLOSED: "#232323",
    Kind.RECOURSE: "#1C6A67",
    Kind.SPACE: "#C488AE",
    Kind.QUESTION: "#FAEF6E",
    Kind.BLANK: "#FFFFFF",
}

# How much of the band's colour the body of a square takes, the rest being white.
SHARES: Mapping[Kind, float] = {
    Kind.START: 0.24,
    Kind.FINISH: 0.24,
    Kind.STEP: 0,
    Kind.TIME: 0.38,
    Kind.PRACTICE: 0.20,
    Kind.SHORTCUT: 0.13,
    Kind.WAIT: 0.17,
    Kind.SILENCE: 0.24,
    Kind.DETOUR: 0.13,
    Kind.BLOCKED: 0.14,
    Kind.BACK: 0.13,
    Kind.CLOSED: 0.13,
    Kind.RECOURSE: 0.13,
    Kind.SPACE: 0.22,
    Kind.QUESTION: 0.34,
    Kind.BLANK: 0,
}


@dataclass(frozen=True, slots=True)
class Colours:
    """A kind's colours: its band, the text on it, the body under the band."""

    band: str
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of a board; ``saver`` is black and white, where patterns tell the kinds."""

    kinds: Mapping[Kind, Colours]
    saver: bool
    ground: str
    road: str
    edge: str
    water: str
    wave: str
    paper: str
    draft: str


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue (0 to 255) of ``#RRGGBB``; raises ValueError on anything else."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, share: float) -> str:
    """``share`` of ``colour`` in white."""
    red, green, blue = (round(255 - (255 - value) * share) for value in channels(colour))
    return f"#{red:02X}{green:02X}{blue:02X}"


def in_black(colour: str) -> str:
    """What stands for ``colour`` where black alone is printed: black for what is dark (texts, lines), else its grey."""
    red, green, blue = channels(colour)
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{light:02X}{light:02X}{light:02X}" if light >= DARK else BLACK


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """White where it reads (4.5:1), else ink."""
    return WHITE if contrast(WHITE, colour) >= READABLE else INK


def readable(colour: str) -> bool:
    """Whether a text reads on ``colour``: neither white nor ink does on a grey in between.

    A body holds at most 0.38 of its band in white, on which ink always reads.
    """
    return contrast(text_on(colour), colour) >= READABLE


def palette_of(bands: Mapping[Kind, str], *, saver: bool) -> Palette:
    """The palette of these bands; in ``saver`` everything is white, black and grey: no coloured ink is spent."""
    if saver:
        kinds = {kind: Colours(WHITE, BLACK, WHITE) for kind in bands}
        kinds[Kind.CLOSED] = Colours(BLACK, WHITE, WHITE)
        return Palette(kinds, saver, WHITE, WHITE, BLACK, WHITE, "#9B9B9B", WHITE, BLACK)
    kinds = {kind: Colours(band, text_on(band), mix(band, SHARES[kind])) for kind, band in bands.items()}
    return Palette(kinds, saver, GROUND, ROAD, EDGE, WATER, WAVE, PAPER, DRAFT)
