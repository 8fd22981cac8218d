"""The oval: rings of upright cells whose corners go down in half steps, a corridor between two rings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.layout.geometry import Box, Point, Radii, largest_free
from jeu_oie.layout.tracks.model import HALF_JOINT, Cell, Corridor, Track
from jeu_oie.layout.tracks.parts import CLEAR, PLAIN, TOUCH, arrive, build, corridor, spare

GRIDS = {24: (7, 6), 32: (8, 7), 42: (9, 8), 63: (11, 9)}
OUTER, INNER = 13.0, 10.0


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
    columns, rows = GRIDS[count] if area.w >= area.h else GRIDS[count][::-1]
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
            tl, tr, br, bl = outer_corners(box, ring.area.centre, others, INNER if k else OUTER)
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
