"""The pattern of each kind: what tells kinds apart in black and white, and dresses the backs of the cards.

A tile of (width, height) mm and what is drawn in it, in the colour of the pattern (``tokens.md``, Kinds).
"""

from dataclasses import dataclass

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.palette import INK

LINE = ".4"  # mm, where a pattern does not say otherwise


@dataclass(frozen=True, slots=True)
class PatternTile:
    """One tile of a pattern: its size in mm, its colour, and the SVG of what is drawn in it."""

    width: float
    height: float
    ink: str
    inside: str


def tile(fill: str) -> PatternTile:
    """What « pattern:kind:#colour » (a shape's fill) stands for; without a colour it is drawn in ink."""
    kind, _, colour = fill.removeprefix("pattern:").partition(":")
    pattern = KINDS[Kind(kind)].pattern
    ink = colour or INK
    return PatternTile(pattern.width, pattern.height, ink, pattern.drawing.replace("currentColor", ink))
