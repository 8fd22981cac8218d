"""A cell with what it is drawn with, and the measures that change with its size (``look/tokens.md``, Board A3)."""

from dataclasses import dataclass, replace

from jeu_oie.board.cards import Card
from jeu_oie.board.palette import Colours, Palette
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.marks import corner_shift, raise_sizes
from jeu_oie.layout.tracks import Cell

LINE_MM = 0.8  # outlines


PAD = 2.6  # between a text and the outline of its cell


@dataclass(frozen=True, slots=True)
class Measures:
    """What changes with the size of the cells: mm, and pt for ``titles`` (largest first).

    Nothing is smaller than ``least`` pt.
    """

    band: float
    disc: float
    icon: float
    margin: float
    titles: tuple[float, ...]
    labels: tuple[float, ...]
    foot: tuple[float, ...]
    least: float


WIDE = Measures(
    12, 4.9, 9.8, 1.6, (17, 16, 15.5, 15, 14.5, 14), (12, 11.5, 11, 10.5, 10, 9.5, 9), (11, 10.5, 10, 9.5, 9), 9
)


SMALL = Measures(10, 3.8, 7.4, 1.1, (13, 12.5, 12), (11, 10.5, 10, 9.5, 9), (10, 9.5, 9), 9)


LOW = replace(SMALL, titles=WIDE.titles)


LOW_CELL_MM = 34


LEAST_LARGE = 9.9  # 14 pt on the A2 paper of a large-print board


def measures(count: int, height: float = LOW_CELL_MM, *, large: bool = False) -> Measures:
    """The measures for cells of ``height`` mm on a board of ``count`` (titles ≥ 14 pt up to 42, ≥ 12 pt with 63)."""
    usual = SMALL if count > 42 else LOW if height < LOW_CELL_MM else WIDE
    least = LEAST_LARGE if large else usual.least
    return replace(usual, labels=raise_sizes(usual.labels, least), foot=raise_sizes(usual.foot, least), least=least)


@dataclass(frozen=True, slots=True)
class TitleOverflow:
    """A title that does not fit its square: ``over`` characters too many."""

    card: Card
    over: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A cell with what it is drawn with."""

    cell: Cell
    card: Card
    colours: Colours
    palette: Palette
    sizes: Measures

    @property
    def box(self) -> Box:
        return self.cell.box

    @property
    def disc_x(self) -> float:
        sizes = self.sizes
        return self.box.x + corner_shift(
            self.cell.radii[0], sizes.disc + sizes.margin, sizes.band / 2, sizes.margin - 0.2
        )

    @property
    def band_y(self) -> float:
        return self.box.y + self.sizes.band / 2

    def icon_box(self, side: float) -> Box:
        """Where the pictogram stands, moved inwards by a round corner."""
        shift = self.cell.radii[1] * 0.44 if self.cell.radii[1] > 8 else self.sizes.margin
        return Box(self.box.right - shift - side, self.band_y - side / 2, side, side)
