"""Where cards stand on sheets, in mm, and what stands behind what: that depends on how a sheet is turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TypeVar

from jeu_oie.layout.geometry import Box

CELL = Box(0, 0, 74.25, 105)  # a card of A7 as it is drawn, whatever the size that it is printed at


class Flip(StrEnum):
    """Along which edge the printer turns a sheet printed on both sides."""

    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Imposition:
    """A sheet cut in ``columns`` × ``rows`` equal cells, with crosses of ``cross`` mm at the cuts."""

    width: float
    height: float
    columns: int
    rows: int
    cross: float = 5.2
    cross_mm: float = 0.2

    @property
    def cell(self) -> Box:
        return Box(0, 0, self.width / self.columns, self.height / self.rows)

    @property
    def scale(self) -> float:
        """From a card as it is drawn to one as it is printed; both sides of its cell allow it."""
        return min(self.cell.w / CELL.w, self.cell.h / CELL.h)

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def cut(self, place: int) -> Box:
        """The cell where the front of a place is cut, row by row."""
        row, column = divmod(place, self.columns)
        return Box(column * self.cell.w, row * self.cell.h, self.cell.w, self.cell.h)

    def behind(self, seen: Box, flip: Flip) -> Box:
        """Where on the back's own page stands what is behind ``seen``.

        A sheet that is turned along a level edge keeps its x and mirrors its y; along an upright one, the other
        way round. The long edges of a landscape page are level, those of a portrait page upright.
        """
        if (flip is Flip.LONG) == (self.width > self.height):
            return Box(seen.x, self.height - seen.bottom, seen.w, seen.h)
        return Box(self.width - seen.right, seen.y, seen.w, seen.h)


A7_ON_A4 = Imposition(297, 210, 4, 2)
A6_ON_A4 = Imposition(210, 297, 2, 2, 5.2 * sqrt(2), 0.2 * sqrt(2))  # large print: A7 drawn √2 as large


T = TypeVar("T")


def arrange_items(single: Sequence[T | None], double: Sequence[T]) -> Iterator[tuple[int, T]]:
    """Each item with its place, counted over all sheets; a double one takes an even place and the next.

    ``single`` holds None where an item of the sequence is double: that place goes to the last of the single items, so
    that an item that becomes a double one does not move all those after it. The double ones stand last.
    """
    count = sum(each is not None for each in single)
    spare = iter([each for each in single[count:] if each is not None])
    for place, each in enumerate(single[:count]):
        yield place, each if each is not None else next(spare)
    start = count + count % 2
    for rank, each in enumerate(double):
        yield start + 2 * rank, each
