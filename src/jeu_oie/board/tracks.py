"""What a track is: cells in the order of travel, corridors, free room; how these are found from its slots."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jeu_oie.draw.geometry import Box, Point, Radii, Side, between, facing, largest_free, shared_length

HALF_JOINT = 0.95
"""Each cell keeps this far from the edge of its slot, so that two neighbours stand 1.9 mm apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Square ``number`` (from 1): its outline, and the side through which the pawn goes on.

    ``bridge`` is the road to the next cell where the two do not touch.
    """

    number: int
    box: Box
    radii: Radii
    leaves: Side | None
    bridge: Box | None


@dataclass(frozen=True, slots=True)
class Port:
    """A side of a cell where a line may start or end.

    ``at`` and ``span`` are lengths along the corridor's spine; ``border`` is the point of the outline at ``at``.
    """

    cell: int
    at: float
    border: Point
    side: Side
    span: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Corridor:
    """Free ground between cells: its middle line, of level and upright legs, and its width."""

    spine: tuple[Point, ...]
    width: float
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A board's geometry.

    ``centre`` is the largest free rectangle, ``recess`` the largest besides, if anything can stand there.
    """

    area: Box
    cells: tuple[Cell, ...]
    centre: Box
    recess: Box | None
    corridors: tuple[Corridor, ...]


TOUCH_MM = 0.05
CORRIDOR_MM = 2.6
BRIDGE_MM = 16.0
BRIDGE_CLEARANCE_MM = 3.0  # what a corridor keeps from the bridge that cuts it: a line's halo and a little ground
SHORTEST_PORT = 1.5
MOST_COST = 0.25  # of the centre, which a large arrival may take
ARRIVAL_SHARE = 0.8  # of its width or height, by which the arrival of a full ring grows into the centre
LEAST_RECESS = 0.08  # of the room inside a ring
CURVE_MM = 0.5  # a corner may begin under a line: over this length it leaves the straight by less than 0.05
CORNERS = ((Side.TOP, Side.LEFT), (Side.TOP, Side.RIGHT), (Side.BOTTOM, Side.RIGHT), (Side.BOTTOM, Side.LEFT))


def arrive(slots: Sequence[Box], room: Box) -> tuple[Box, ...]:
    """The slots of a full ring; the last takes a part of the centre, sought in ``room``, if that costs little."""
    *before, last = slots
    grown = [last.grown(side, ARRIVAL_SHARE * (last.h if side.is_level else last.w)) for side in Side]
    free = [each for each in grown if room.contains(each) and not any(map(each.overlaps, before))]
    usual = largest_free(room, slots).surface
    left = [round(largest_free(room, (*before, each)).surface / usual, 3) for each in free]
    best = max(zip(left, (each.surface for each in free), free, strict=True), key=lambda each: each[:2], default=None)
    return (*before, best[2] if best and best[0] > 1 - MOST_COST else last)


def recess_of(room: Box, taken: Sequence[Box], centre: Box) -> Box | None:
    """What cells and centre leave free in ``room``, if anything can stand there."""
    left = largest_free(room, (*taken, centre)).inset(HALF_JOINT)
    return left if min(left.w, left.h) > LEAST_RECESS * room.w else None


def build(slots: Sequence[Box], corners: Mapping[int, Radii]) -> tuple[Cell, ...]:
    """Cells in the order of travel; ``corners`` gives the radii of those that are not plain, by number."""
    leaves = [*(facing(a, b) for a, b in pairwise(slots)), None]
    boxes = [slot.inset(HALF_JOINT) for slot in slots]
    bridges = [*(bridge(a, b) for a, b in pairwise(boxes)), None]
    return tuple(
        Cell(i, box, limit_radii(corners.get(i, (CORRIDOR_MM,) * 4), box), leaves[i - 1], bridges[i - 1])
        for i, box in enumerate(boxes, start=1)
    )


def limit_radii(radii: Radii, box: Box) -> Radii:
    """The radii as a small cell bears them: half a side at most."""
    most = min(box.w, box.h) / 2
    tl, tr, br, bl = (min(radius, most) for radius in radii)
    return (tl, tr, br, bl)


def bridge(a: Box, b: Box) -> Box | None:
    """The level road from ``a`` to ``b``, from border to border; None where they touch."""
    away, _ = a.apart(b)
    if away <= 2 * HALF_JOINT + TOUCH_MM:
        return None
    width = min(BRIDGE_MM, 0.45 * shared_length(a, b))
    middle = (max(a.y, b.y) + min(a.bottom, b.bottom)) / 2
    return Box(min(a.right, b.right), middle - width / 2, away, width)


def rounding(box: Box, ring: Box, radius: float) -> Radii:
    """Radii of a slot: ``radius`` at each corner where it fills a corner of ``ring``, else plain."""
    at = {side: abs(box.edge(side) - ring.edge(side)) < TOUCH_MM for side in Side}
    tl, tr, br, bl = (radius if at[level] and at[upright] else CORRIDOR_MM for level, upright in CORNERS)
    return (tl, tr, br, bl)


def corridor(spine: tuple[Point, ...], width: float, cells: Sequence[Cell]) -> Corridor:
    found = (port for cell in cells for side in Side for port in ports(cell, side, spine, width))
    return Corridor(spine, width, tuple(found))


def ports(cell: Cell, side: Side, spine: Sequence[Point], width: float) -> Iterator[Port]:
    """Where the straight part of a cell's side looks at a leg of the spine from across half the corridor."""
    start = 0.0
    for leg, (a, b) in enumerate(pairwise(spine)):
        low, high = reach(cell, side, spine, leg, width)
        if faces(cell, side, between(a, b), width) and high - low >= SHORTEST_PORT:
            first, last = (a.x, b.x) if side.is_level else (a.y, b.y)
            within = [min(max(value, min(first, last)), max(first, last)) for value in (low, high)]
            span = sorted(start + abs(value - first) for value in within)
            middle, edge = sum(within) / 2, cell.box.edge(side)
            border = Point(middle, edge) if side.is_level else Point(edge, middle)
            yield Port(cell.number, sum(span) / 2, border, side, (span[0], span[1]))
        start += a.distance(b)


def faces(cell: Cell, side: Side, leg: Box, width: float) -> bool:
    """True where a side and a leg run beside each other, half a corridor apart."""
    away = leg.edge(side) - cell.box.edge(side)
    ahead = away * (side.outward.y if side.is_level else side.outward.x)
    return (leg.w > leg.h) == side.is_level and abs(ahead - width / 2 - HALF_JOINT) <= TOUCH_MM


def reach(cell: Cell, side: Side, spine: Sequence[Point], leg: int, width: float) -> tuple[float, float]:
    """The straight part of a side along a leg (x or y); past a bend it goes on until the cell round the corner."""
    a, b = spine[leg], spine[leg + 1]
    first, last = (a.x, b.x) if side.is_level else (a.y, b.y)
    beyond = width / 2 + HALF_JOINT - CORRIDOR_MM
    sign = 1 if first < last else -1
    first -= sign * beyond if leg else 0
    last += sign * beyond if leg + 2 < len(spine) else 0
    low, high = straight(cell, side)
    return max(low, min(first, last)), min(high, max(first, last))


def straight(cell: Cell, side: Side) -> tuple[float, float]:
    """The part of a side between the curves of its corners, where a line may start or end."""
    tl, tr, br, bl = cell.radii
    before, after = {Side.TOP: (tl, tr), Side.RIGHT: (tr, br), Side.BOTTOM: (bl, br), Side.LEFT: (tl, bl)}[side]
    low, high = cell.box.along(side)
    return low + before - CURVE_MM, high - after + CURVE_MM
