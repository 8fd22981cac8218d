"""A board cut into pieces that a home printer can print, to glue together: where the seams run. Lengths in mm.

Each piece but the last of its row and column ends in a strip that the next one covers; a piece is therefore cut at its
left and upper edge, and lies over its neighbours to the left and above. Seams keep out of the texts as far as
the paper leaves them room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from jeu_oie.layout.geometry import Box

A4 = (297.0, 210.0)
EDGE = 6.0  # what home printers leave white, and a line that runs outside a piece
FOOT = 9.0  # under the piece, for the line that says which one it is
OVERLAP = 10.0
STEP = 0.5  # between the places that a seam may have
AROUND = 1.0  # of a text, which a seam keeps free


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet, and the part of it that a piece may fill."""

    width: float
    height: float

    @property
    def room(self) -> Box:
        return Box(EDGE, EDGE, self.width - 2 * EDGE, self.height - 2 * EDGE - FOOT)


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of the board, its strips included: where it is on the board; which column and row, from 0."""

    column: int
    row: int
    box: Box


@dataclass(frozen=True, slots=True)
class Tiling:
    """All pieces of a board, row by row; ``xs`` and ``ys``: where columns and rows begin."""

    leaf: Leaf
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    width: float
    height: float

    @property
    def tiles(self) -> tuple[Tile, ...]:
        columns, rows = spans(self.xs, self.width), spans(self.ys, self.height)
        return tuple(
            Tile(column, row, Box(left, top, right - left, bottom - top))
            for row, (top, bottom) in enumerate(rows)
            for column, (left, right) in enumerate(columns)
        )


def spans(starts: Sequence[float], length: float) -> list[tuple[float, float]]:
    """From where to where each piece runs, strip included."""
    return [(start, end + OVERLAP) for start, end in pairwise(starts)] + [(starts[-1], length)]


def tile(width: float, height: float, squares: Sequence[Box], others: Sequence[Box] = ()) -> Tiling:
    """The pieces of a board of this size on as few sheets as can be; ``squares``, ``others``: where texts stand.

    A seam rather runs through one of the others than through one of the squares.
    """
    leaf = min((Leaf(*A4), Leaf(*reversed(A4))), key=lambda each: sheets(width, height, each))
    xs = starts(width, leaf.room.w, *([(box.x, box.right) for box in boxes] for boxes in (squares, others)))
    ys = starts(height, leaf.room.h, *([(box.y, box.bottom) for box in boxes] for boxes in (squares, others)))
    return Tiling(leaf, xs, ys, width, height)


def sheets(width: float, height: float, leaf: Leaf) -> int:
    return count(width, leaf.room.w) * count(height, leaf.room.h)


def count(length: float, room: float) -> int:
    """How many pieces it takes: each but the last gives a strip to the next."""
    return max(1, ceil(round((length - OVERLAP) / (room - OVERLAP), 9)))


Span = tuple[float, float]


def starts(length: float, room: float, squares: Sequence[Span], others: Sequence[Span]) -> tuple[float, ...]:
    """Where the pieces of a side begin.

    Each seam is free to move, from its place in equal parts, by half of what a piece could be longer: whatever the
    others do, every piece then fits in its room.
    """
    pieces = count(length, room)
    part = (length - OVERLAP) / pieces
    free = (room - OVERLAP - part) / 2
    return (0.0, *(seam(part * rank, free, squares, others) for rank in range(1, pieces)))


def seam(middle: float, free: float, squares: Sequence[Span], others: Sequence[Span]) -> float:
    """The place within ``free`` of ``middle`` that crosses fewest texts, those of squares first; then the nearest."""
    return min(
        places(middle, free),
        key=lambda at: (count_crossed(at, squares), count_crossed(at, others), round(abs(at - middle), 6), at),
    )


def places(middle: float, free: float) -> Iterator[float]:
    steps = int(free / STEP)
    return (middle + rank * STEP for rank in range(-steps, steps + 1))


def count_crossed(at: float, spans_: Sequence[Span]) -> int:
    return sum(low - AROUND < at < high + AROUND for low, high in spans_)
