"""The grid spiral: rings of cells from the bottom left corner inwards, a corridor between two rings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.board.tracks import (
    BRIDGE_CLEARANCE_MM,
    HALF_JOINT,
    Cell,
    Corridor,
    Port,
    Track,
    arrive,
    build,
    corridor,
    recess_of,
    rounding,
)
from jeu_oie.draw.geometry import Box, Point, Radii, Side, hull, largest_free
from jeu_oie.game.preset import SIZES

GRIDS = {
    18: (6, 5),
    20: (7, 5),
    24: (7, 5),
    28: (8, 5),
    32: (7, 6),
    36: (8, 6),
    42: (8, 7),
    48: (9, 7),
    52: (10, 7),
    63: (10, 8),
}
OUTER_MM, INNER_MM = 17.0, 13.0

Place = tuple[int, int, int]  # ring (0 is the outer one), column, row


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of equal cells, pushed apart by ``corridors`` (how many on each of the four sides) of width ``gap``."""

    area: Box
    columns: int
    rows: int
    corridors: int
    gap: float

    @property
    def w(self) -> float:
        return (self.area.w - 2 * self.corridors * self.gap) / self.columns

    @property
    def h(self) -> float:
        return (self.area.h - 2 * self.corridors * self.gap) / self.rows

    def pushed(self, index: int, size: int) -> float:
        """The width of all corridors before a column or row."""
        before, after = min(index, self.corridors), min(size - 1 - index, self.corridors)
        return self.gap * (before if index < size - 1 - index else 2 * self.corridors - after)

    def box(self, column: int, row: int) -> Box:
        x = self.area.x + column * self.w + self.pushed(column, self.columns)
        y = self.area.y + row * self.h + self.pushed(row, self.rows)
        return Box(x, y, self.w, self.h)

    def ring(self, ring: int) -> Box:
        """The box around a ring."""
        first, last = self.box(ring, ring), self.box(self.columns - 1 - ring, self.rows - 1 - ring)
        return Box(first.x, first.y, last.right - first.x, last.bottom - first.y)


def spiral(count: int, area: Box, gap: float) -> Track:
    """``count`` squares (one of ``SIZES``) on a grid spiral; a portrait area turns the grid."""
    columns, rows = GRIDS[count] if area.w >= area.h else GRIDS[count][::-1]
    places = tuple(path(columns, rows))
    last = places[count - 1][0]
    grid = Grid(area, columns, rows, last, gap)
    slots = tuple(slot(grid, place) for place in places[:count])
    full = places[count][0] > last
    taken = arrive(slots, grid.ring(last)) if full else slots
    cells = build(taken, {i: radii(grid, places[i - 1], box) for i, box in enumerate(taken, start=1)})
    around = [box.inset(-gap) for box in taken] if not last else taken  # in one ring the corridor runs inside it
    free = largest_free(grid.ring(last), around)
    recess = recess_of(grid.ring(last), around, free)
    corridors = tuple(between_rings(grid, places, cells, ring) for ring in range(last))
    return Track(area, cells, free.inset(HALF_JOINT), recess, corridors or (within(grid, cells),))


def path(columns: int, rows: int) -> Iterator[Place]:
    """All places of a grid in the order of travel: along the bottom, up, back along the top, down, then inwards."""
    ring = 0
    while 2 * ring < min(columns, rows):
        left, right, top, bottom = ring, columns - 1 - ring, ring, rows - 1 - ring
        yield from ((ring, column, bottom) for column in range(left, right + 1))
        yield from ((ring, right, row) for row in range(bottom - 1, top - 1, -1))
        yield from ((ring, column, top) for column in range(right - 1, left - 1, -1) if top < bottom)
        yield from ((ring, left, row) for row in range(top + 1, bottom) if left < right)
        ring += 1


def slot(grid: Grid, place: Place) -> Box:
    """A place's box, grown over the corridors that would part it from its neighbours in the ring.

    In a row the cell nearer to the corner grows, in a column the one nearer to the middle: no cell grows twice.
    """
    ring, column, row = place
    left, right, top, bottom = ring, grid.columns - 1 - ring, ring, grid.rows - 1 - ring
    box = grid.box(column, row)
    if row in {top, bottom}:
        return widen_cell(box, grid, column - left, right - column, ring)
    if column in {left, right}:
        # The last cell of a ring turns inwards over the bridge: nothing links it to the first one below.
        turns = column == left and row == bottom - 1
        return heighten_cell(box, grid, row - top, bottom - row if not turns else 0, ring)
    return box


def widen_cell(box: Box, grid: Grid, before: int, after: int, ring: int) -> Box:
    """A cell of a row, ``before`` and ``after`` cells from its ends, with the corridor towards the middle."""
    inner = grid.corridors - ring
    if before < min(inner, after):
        return box.grown(Side.RIGHT, grid.gap)
    return box.grown(Side.LEFT, grid.gap) if after < min(inner, before) else box


def heighten_cell(box: Box, grid: Grid, above: int, below: int, ring: int) -> Box:
    """A cell of a column, ``above`` and ``below`` cells from its ends, with the corridor towards the end."""
    inner = grid.corridors - ring
    box = box.grown(Side.TOP, grid.gap) if 1 <= above <= inner else box
    return box.grown(Side.BOTTOM, grid.gap) if 1 <= below <= inner else box


def radii(grid: Grid, place: Place, box: Box) -> Radii:
    """Round corners of a ring; an inner ring's first cell stays plain, since the road enters there."""
    ring = place[0]
    tl, tr, br, bl = rounding(box, grid.ring(ring), INNER_MM if ring else OUTER_MM)
    return (tl, tr, br, min(bl, tl, tr) if ring else bl)


def between_rings(grid: Grid, places: Sequence[Place], cells: Sequence[Cell], ring: int) -> Corridor:
    """The corridor inside ``ring``: a loop from below the bridge, round by bottom, right and top, to above it."""
    road = next(cell.bridge for cell, place in zip(cells, places, strict=False) if place[0] == ring and cell.bridge)
    outer = [cell for cell, place in zip(cells, places, strict=False) if place[0] in {ring, ring + 1}]
    loop = grid.ring(ring + 1).inset(-grid.gap / 2)
    spine = (
        Point(loop.x, road.bottom + BRIDGE_CLEARANCE_MM),
        Point(loop.x, loop.bottom),
        Point(loop.right, loop.bottom),
        Point(loop.right, loop.y),
        Point(loop.x, loop.y),
        Point(loop.x, road.y - BRIDGE_CLEARANCE_MM),
    )
    return corridor(spine, grid.gap, outer)


def within(grid: Grid, cells: Sequence[Cell]) -> Corridor:
    """The corridor inside the only ring: from the right of the arrival round by bottom, right and top, to above it."""
    arrival, half = cells[-1].box.inset(-HALF_JOINT), grid.gap / 2
    first, last = grid.box(1, 1), grid.box(grid.columns - 2, grid.rows - 2)
    loop = hull((first, last)).inset(half)
    spine = (
        Point(arrival.right + half, arrival.y),
        Point(arrival.right + half, loop.bottom),
        Point(loop.right, loop.bottom),
        Point(loop.right, loop.y),
        Point(loop.x, loop.y),
        Point(loop.x, arrival.y - half),
    )
    return corridor(spine, grid.gap, cells)


__all__ = ["HALF_JOINT", "SIZES", "Cell", "Corridor", "Port", "Track", "spiral"]
