"""What all handouts share: sizes, folds, the line that says whose sheet it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import number
from jeu_oie.draw.ink import GOLD, INK, WHITE
from jeu_oie.draw.marks import cap, text_at
from jeu_oie.draw.scene import Group, Mark, Scene, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

RULER, THIN = 50.0, 0.25  # mm: the ruler, a line
POINT = "\u00a0· "  # never at the start of a line


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What is told and how it looks; ``page`` is the address of the circuit's page, for the QR code."""

    board: Board
    dossier: Dossier
    words: Catalog
    page: str | None = None

    @property
    def palette(self) -> Palette:
        return colours_of(self.board.preset)

    @property
    def facts(self) -> FactFormatter:
        return FactFormatter(self.board, self.words)

    @property
    def large(self) -> bool:
        return self.board.preset.large

    @property
    def small(self) -> Style:
        """For the stamp: 9 pt, 14 pt in large print."""
        return Style(14 if self.large else 9)

    @property
    def text(self) -> Style:
        """For what is read: 12 pt, 14 pt in large print."""
        return Style(14 if self.large else 12)

    @property
    def bold(self) -> Style:
        return replace(self.text, bold=True)


def stamp_scene(scene: Scene, *marks: Mark) -> Scene:
    """The sheet with the marks that its hash is not made of."""
    return replace(scene, groups=(*scene.groups, Group(marks, "timbre", "stamp")))


def ruler(paper: PrintContext, x: float, y: float) -> Iterator[Mark]:
    """A ruler of exactly 5 cm whose top left corner is (x, y), and what it is: measures what a printer scaled."""
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not paper.palette.saver else WHITE
        yield Shape(f"M{number(x + 10 * rank)} {number(y)}h10v3h-10Z", fill, INK, 0.2)
    yield Shape(f"M{x:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-start")
    yield Shape(f"M{x + RULER:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-end")
    yield text_at(x + RULER + 3, y + 1.5 + cap(paper.small.size_pt) / 2, paper.words("print.ruler"), paper.small)


def line(x: float, y: float, to_x: float, to_y: float, *, dash: str = "", kind: str = "", mm: float = THIN) -> Shape:
    """A straight line: solid to cut, dashed to fold."""
    return Shape(f"M{x:.3f} {y:.3f}L{to_x:.3f} {to_y:.3f}", "none", INK, mm, dash, kind)
