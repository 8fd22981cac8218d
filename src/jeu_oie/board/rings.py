"""Tracks that go round: the grid spiral and the oval; all tracks by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.board.tracks import (
    CLEAR,
    HALF_JOINT,
    PLAIN,
    TOUCH,
    Cell,
    Corridor,
    Port,
    Track,
    arrive,
    build,
    corridor,
    rounding,
    serpentine,
    spare,
)
from jeu_oie.draw.geometry import Box, Point, Radii, Side, largest_free

# --- The grid spiral: rings of cells from the bottom left corner inwards, a corridor between two rings ----

SPIRAL_GRIDS = {24: (6, 5), 32: (7, 6), 42: (8, 7), 63: (10, 8)}
SPIRAL_OUTER, SPIRAL_INNER = 17.0, 13.0

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
    """``count`` squares (24, 32, 42 or 63) on a grid spiral; a portrait area turns the grid."""
    columns, rows = SPIRAL_GRIDS[count] if area.w >= area.h else SPIRAL_GRIDS[count][::-1]
    places = tuple(path(columns, rows))
    last = places[count - 1][0]
    grid = Grid(area, columns, rows, last, gap)
    slots = tuple(slot(grid, place) for place in places)
    taken = arrive(slots, count, grid.ring(last))
    free = largest_free(grid.ring(last), taken)
    cells = build(taken, {i: radii(grid, places[i - 1], box) for i, box in enumerate(taken, start=1)})
    corridors = tuple(between_rings(grid, places, cells, ring) for ring in range(last))
    return Track(area, cells, free.inset(HALF_JOINT), spare(slots[count:], taken, free), corridors)


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
    tl, tr, br, bl = rounding(box, grid.ring(ring), SPIRAL_INNER if ring else SPIRAL_OUTER)
    return (tl, tr, br, min(bl, tl, tr) if ring else bl)


def between_rings(grid: Grid, places: Sequence[Place], cells: Sequence[Cell], ring: int) -> Corridor:
    """The corridor inside ``ring``: a loop from below the bridge, round by bottom, right and top, to above it."""
    road = next(cell.bridge for cell, place in zip(cells, places, strict=False) if place[0] == ring and cell.bridge)
    outer = [cell for cell, place in zip(cells, places, strict=False) if place[0] in {ring, ring + 1}]
    loop = grid.ring(ring + 1).inset(-grid.gap / 2)
    spine = (
        Point(loop.x, road.bottom + CLEAR),
        Point(loop.x, loop.bottom),
        Point(loop.right, loop.bottom),
        Point(loop.right, loop.y),
        Point(loop.x, loop.y),
        Point(loop.x, road.y - CLEAR),
    )
    return corridor(spine, grid.gap, outer)


# --- The oval: rings of upright cells whose corners go down in half steps, a corridor between two rings ---

OVAL_GRIDS = {24: (7, 6), 32: (8, 7), 42: (9, 8), 63: (11, 9)}
OVAL_OUTER, OVAL_INNER = 13.0, 10.0


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring in ``area``: its cells' base size, and the width of all corridors inside it (on both sides together).

    The top and bottom rows hold two cells fewer than ``columns``; the cells next to them stand half a cell inwards.
    """

    area: Box
    columns: int
    rows: int
    w: float
    h: float
    inside: float

    @property
    def count(self) -> int:
        return 2 * (self.columns + self.rows) - 8

    def row(self, y: float) -> list[Box]:
        """The top or bottom row from left to right; the corridors inside make its cells a little wider."""
        cells = self.columns - 2
        wide = (cells * self.w + self.inside) / cells
        return [Box(self.area.x + self.w + i * wide, y, wide, self.h) for i in range(cells)]

    def column(self, away: float, sign: int) -> Iterator[Box]:
        """A side from top to bottom: its cells' left edge is ``away``, the first and last half a cell inwards."""
        middle = self.rows - 4
        high = self.h + self.inside / middle if middle else self.h
        heights = [self.h, *[high] * middle, self.h]
        y = self.area.y + self.h
        for i, height in enumerate(heights):
            yield Box(away + (sign * self.w / 2 if i in {0, len(heights) - 1} else 0), y, self.w, height)
            y += height

    def slots(self) -> list[Box]:
        """The cells in the order of travel, from the left end of the bottom row."""
        right = [*self.column(self.area.right - self.w, -1)]
        top, bottom = self.row(self.area.y), self.row(self.area.bottom - self.h)
        return [*bottom, *right[::-1], *top[::-1], *self.column(self.area.x, 1)]


def oval(count: int, area: Box, gap: float) -> Track:
    """``count`` squares (24, 32, 42 or 63) on stepped rings; a portrait area turns the grid."""
    found = rings(count, area, gap)
    slots = [slot for ring in found for slot in ring.slots()]
    last = found[-1]
    around = [slot.inset(-gap) for ring in found[:-1] for slot in ring.slots()]
    taken = arrive(slots, count, last.area, around)
    free = largest_free(last.area, (*taken, *around))
    cells = build(taken, dict(enumerate(steps(found, taken), start=1)))
    corridors = tuple(inside(ring, cells, gap) for ring in found[:-1])
    return Track(area, cells, free.inset(HALF_JOINT), spare(slots[count:], taken, free), corridors)


def rings(count: int, area: Box, gap: float) -> list[Ring]:
    """As many rings as ``count`` squares need, from the outer one inwards."""
    columns, rows = OVAL_GRIDS[count] if area.w >= area.h else OVAL_GRIDS[count][::-1]
    sizes = [2 * (columns + rows) - 8]
    while sum(sizes) < count:
        sizes.append(sizes[-1] - 8)
    depth = len(sizes) - 1
    w, h = (area.w - 2 * depth * gap) / columns, (area.h - 2 * depth * gap) / rows
    return [
        Ring(
            Box(area.x + k * (w + gap), area.y + k * (h + gap), area.w - 2 * k * (w + gap), area.h - 2 * k * (h + gap)),
            columns - 2 * k,
            rows - 2 * k,
            w,
            h,
            2 * (depth - k) * gap,
        )
        for k in range(depth + 1)
    ]


def steps(found: Sequence[Ring], taken: Sequence[Box]) -> Iterator[Radii]:
    """Radii in the order of travel: round at every outer step, plain where the road enters an inner ring."""
    start = 0
    for k, ring in enumerate(found):
        boxes = taken[start : start + ring.count]
        for i, box in enumerate(boxes):
            others = [*boxes[:i], *boxes[i + 1 :], *(slot for slot in ring.slots() if not slot.overlaps(box))]
            tl, tr, br, bl = outer_corners(box, ring.area.centre, others, OVAL_INNER if k else OVAL_OUTER)
            yield (tl, tr, br, PLAIN if k and not i else bl)
        start += ring.count


def outer_corners(box: Box, middle: Point, others: Sequence[Box], radius: float) -> Radii:
    """``radius`` at each corner that looks away from ``middle`` and touches no other cell."""
    left, right = box.x < middle.x, box.right > middle.x
    top, bottom = box.y < middle.y, box.bottom > middle.y
    corners = (
        (box.x, box.y, left and top),
        (box.right, box.y, right and top),
        (box.right, box.bottom, right and bottom),
        (box.x, box.bottom, left and bottom),
    )
    free = [away and not any(other.contains(Point(x, y), TOUCH) for other in others) for x, y, away in corners]
    tl, tr, br, bl = (radius if is_free else PLAIN for is_free in free)
    return (tl, tr, br, bl)


def inside(ring: Ring, cells: Sequence[Cell], gap: float) -> Corridor:
    """The corridor inside a ring: along its inner steps, from below the bridge round to above it."""
    outer = [cell for cell in cells if ring.area.contains(cell.box)]
    road = next(cell.bridge for cell in outer if cell.bridge)
    area, w, h = ring.area, ring.w, ring.h
    # The free inside is a wide low box (between the middle cells) and a narrow high one (between the half steps).
    low = Box(area.x + w, area.y + 2 * h, area.w - 2 * w, area.h - 4 * h).inset(gap / 2)
    high = Box(area.x + 1.5 * w, area.y + h, area.w - 3 * w, area.h - 2 * h).inset(gap / 2)
    spine = (
        Point(high.x, road.bottom + CLEAR),
        Point(high.x, high.bottom),
        Point(high.right, high.bottom),
        Point(high.right, low.bottom),
        Point(low.right, low.bottom),
        Point(low.right, low.y),
        Point(high.right, low.y),
        Point(high.right, high.y),
        Point(high.x, high.y),
        Point(high.x, low.y),
        Point(low.x, low.y),
        Point(low.x, low.bottom),
        Point(high.x, low.bottom),
        Point(high.x, road.y - CLEAR),
    )
    return corridor(spine, gap, outer)


# --- Tracks by name: functions of one signature, ``(count, area, gap) → Track`` ---------------------------

TRACKS: dict[str, Callable[[int, Box, float], Track]] = {"spiral": spiral, "serpentine": serpentine, "oval": oval}
SIZES = (24, 32, 42, 63)

__all__ = ["HALF_JOINT", "SIZES", "TRACKS", "Cell", "Corridor", "Port", "Track"]
