"""Patterns: what tells kinds of square apart in black and white, and dresses the backs of the cards.

A tile of (width, height) mm and what is drawn in it, in the colour of the pattern (``tokens.md``, Kinds).
"""

from dataclasses import dataclass

from jeu_oie.board.palette import INK
from jeu_oie.layout.scene import Shape

LINE = ".4"  # mm, where a pattern does not say otherwise


@dataclass(frozen=True, slots=True)
class PatternTile:
    """One tile of a pattern: its size in mm, its colour, and the SVG of what is drawn in it."""

    width: float
    height: float
    ink: str
    inside: str


def tile(mark: Shape) -> PatternTile:
    """What fills a shape whose fill is « pattern:name:#colour »; without a colour it is drawn in ink."""
    assert mark.pattern is not None, mark.fill
    ink = mark.fill.removeprefix("pattern:").partition(":")[2] or INK
    return PatternTile(mark.pattern.width, mark.pattern.height, ink, mark.pattern.drawing.replace("currentColor", ink))
