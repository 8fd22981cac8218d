"""The pattern of each kind: what tells kinds apart in black and white, and dresses the backs of the cards.

A tile of (width, height) mm and what is drawn in it, in the colour of the pattern (``tokens.md``, Kinds).
"""

from dataclasses import dataclass

from jeu_oie.board.palette import INK

# Each row of scales begins in the tile above, so that no seam shows.
SCALES = '<path d="M0 0a2 2 0 0 0 4 0M-2 1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0M-2-1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0"/>'
DOT = '<circle cx="{0}" cy="{0}" r=".35" fill="currentColor" stroke="none"/>'

LINE = ".4"  # mm, where a pattern does not say otherwise
PATTERNS: dict[str, tuple[tuple[float, float], str]] = {
    "start": ((4, 4), '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>'),
    "finish": ((4, 4), '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>'),
    "step": ((40, 40), ""),
    "time": ((3, 3), '<path d="M1.5 1.5v.01" stroke-linecap="round"/>'),
    "practice": ((4, 3), SCALES),
    "shortcut": ((4, 2), '<path d="M0 1h4"/>'),
    "wait": ((3, 3), DOT.format(0.75) + DOT.format(2.25)),
    "silence": ((6, 3), '<path d="M0 1.5q1.5-1.6 3 0t3 0"/>'),
    "detour": ((4, 4), '<path d="M0 2h4M2 0v4"/>'),
    "blocked": ((2.6, 4), '<path d="M1.3 0v4" stroke-width=".7"/>'),
    "back": ((3, 3), '<path d="M0 3l3-3M-.5.5l1-1M2.5 3.5l1-1"/>'),
    "closed": ((4, 4), '<path d="M1 1l2 2M3 1l-2 2"/>'),
    "recourse": ((6, 6), '<path d="M0 6l6-6M-1 1l2-2M5 7l2-2" stroke-width="1.1"/>'),
    "space": ((5, 5), '<circle cx="2.5" cy="2.5" r="1.5"/>'),
    "question": ((4, 4), '<path d="M2 1.2v1.6M1.2 2h1.6"/>'),
    "blank": ((4, 4), ""),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a pattern: its size in mm, its colour, and the SVG of what is drawn in it."""

    width: float
    height: float
    ink: str
    inside: str


def tile(fill: str) -> Tile:
    """What « pattern:kind:#colour » (a shape's fill) stands for; without a colour it is drawn in ink."""
    kind, _, colour = fill.removeprefix("pattern:").partition(":")
    (width, height), inside = PATTERNS[kind]
    ink = colour or INK
    return Tile(width, height, ink, inside.replace("currentColor", ink))
