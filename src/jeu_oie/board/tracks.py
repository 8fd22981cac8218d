"""What a track is, and those that there are: functions ``(count, area, gap) → Track``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jeu_oie.draw.geometry import Box, Point, Radii, Side, between, facing, hull, largest_free, shared_length

# --- What a track is: cells in the order of travel, the corridors between them, the room left over --------

HALF_JOINT = 0.95
"""Each cell keeps this far from the edge of its slot, so that two neighbours stand 1.9 mm apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Square ``number`` (from 1): its outline, and the sides through which the pawn comes and goes.

    ``bridge`` is the road to the next cell where the two do not touch.
    """

    number: int
    box: Box
    radii: Radii
    enters: Side | None
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

    ``centre`` is the largest free rectangle, ``spare`` are free boxes of a cell's size besides.
    """

    area: Box
    cells: tuple[Cell, ...]
    centre: Box
    spare: tuple[Box, ...]
    corridors: tuple[Corridor, ...]


# --- What all tracks share: from slots in the order of travel to cells, free room, ports ------------------

TOUCH = 0.05
PLAIN = 2.6
BRIDGE = 16.0
CLEAR = 3.0  # what a corridor keeps from the bridge that cuts it: a line's halo and a little ground
SHORTEST_PORT = 1.5
CURVE = 0.5  # a corner may begin under a line: over this length it leaves the straight by less than 0.05
CORNERS = ((Side.TOP, Side.LEFT), (Side.TOP, Side.RIGHT), (Side.BOTTOM, Side.RIGHT), (Side.BOTTOM, Side.LEFT))


def arrive(slots: Sequence[Box], count: int, room: Box, around: Sequence[Box] = ()) -> tuple[Box, ...]:
    """The first ``count`` slots; the last takes the next too if both make a box and the centre keeps its size.

    The centre is sought in ``room``, clear of the boxes ``around``.
    """
    single, double = slots[:count], (*slots[: count - 1], hull(slots[count - 1 : count + 1]))
    if not makes_box(slots[count - 1 : count + 1]):
        return tuple(single)
    before, after = (largest_free(room, (*taken, *around)).surface for taken in (single, double))
    return double if before <= after + TOUCH else tuple(single)


def makes_box(pair: Sequence[Box]) -> bool:
    return len(pair) == 2 and abs(hull(pair).surface - sum(box.surface for box in pair)) < TOUCH


def build(slots: Sequence[Box], corners: Mapping[int, Radii]) -> tuple[Cell, ...]:
    """Cells in the order of travel; ``corners`` gives the radii of those that are not plain, by number."""
    sides = [facing(a, b) for a, b in pairwise(slots)]
    leaves = [*sides, None]
    enters = [None, *(side.opposite for side in sides)]
    boxes = [slot.inset(HALF_JOINT) for slot in slots]
    bridges = [*(bridge(a, b) for a, b in pairwise(boxes)), None]
    return tuple(
        Cell(i, box, limit_radii(corners.get(i, (PLAIN,) * 4), box), enters[i - 1], leaves[i - 1], bridges[i - 1])
        for i, box in enumerate(boxes, start=1)
    )


def limit_radii(radii: Radii, box: Box) -> Radii:
    """The radii as a small cell bears them: half a side at most."""
    most = min(box.w, box.h) / 2
    tl, tr, br, bl = (min(radius, most) for radius in radii)
    return (tl, tr, br, bl)


def bridge(a: Box, b: Box) -> Box | None:
    """The road from ``a`` to ``b``, from border to border; None where they touch."""
    level, upright = a.apart(b)
    if max(level, upright) <= 2 * HALF_JOINT + TOUCH:
        return None
    width = min(BRIDGE, 0.45 * shared_length(a, b))
    if level > upright:
        middle = (max(a.y, b.y) + min(a.bottom, b.bottom)) / 2
        return Box(min(a.right, b.right), middle - width / 2, level, width)
    middle = (max(a.x, b.x) + min(a.right, b.right)) / 2
    return Box(middle - width / 2, min(a.bottom, b.bottom), width, upright)


def rounding(box: Box, ring: Box, radius: float) -> Radii:
    """Radii of a slot: ``radius`` at each corner where it fills a corner of ``ring``, else plain."""
    at = {side: abs(box.edge(side) - ring.edge(side)) < TOUCH for side in Side}
    tl, tr, br, bl = (radius if at[level] and at[upright] else PLAIN for level, upright in CORNERS)
    return (tl, tr, br, bl)


def spare(slots: Iterable[Box], taken: Sequence[Box], centre: Box) -> tuple[Box, ...]:
    """The slots that neither cells nor the centre use, as boxes of a cell's size."""
    used = (*taken, centre)
    return tuple(slot.inset(HALF_JOINT) for slot in slots if not any(slot.overlaps(box) for box in used))


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
    return (leg.w > leg.h) == side.is_level and abs(ahead - width / 2 - HALF_JOINT) <= TOUCH


def reach(cell: Cell, side: Side, spine: Sequence[Point], leg: int, width: float) -> tuple[float, float]:
    """The straight part of a side along a leg (x or y); past a bend it goes on until the cell round the corner."""
    a, b = spine[leg], spine[leg + 1]
    first, last = (a.x, b.x) if side.is_level else (a.y, b.y)
    beyond = width / 2 + HALF_JOINT - PLAIN
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
    return low + before - CURVE, high - after + CURVE


# --- The serpentine: rows from the bottom up, to the right, to the left, …, and a panel beside or above them

GRIDS = {24: (5, 5), 32: (7, 5), 42: (7, 6), 63: (9, 7)}
PANEL, PANEL_SHARE = 96.0, 0.24
TURN = 13.0
WIDEST_ARRIVAL = 3


def serpentine(count: int, area: Box, gap: float) -> Track:
    """``count`` squares (24, 32, 42 or 63) in rows; a portrait area turns the grid and has its panel on top."""
    columns, rows = GRIDS[count] if area.w >= area.h else GRIDS[count][::-1]
    panel, ground = split_area(area, gap)
    slots = grid(ground, columns, rows, gap)
    # More than three cells for the arrival would be a banner: what is left then stays free.
    taken = (*slots[: count - 1], hull(slots[count - 1 : count - 1 + WIDEST_ARRIVAL]))
    cells = build(taken, corners(columns, count))
    corridors = tuple(between_rows(cells, columns, row, ground, gap) for row in range(rows - 1))
    return Track(area, cells, panel.inset(HALF_JOINT), spare(slots[count:], taken, panel), corridors)


def split_area(area: Box, gap: float) -> tuple[Box, Box]:
    """The panel (on the left, or on top of a portrait area) and the ground of the rows."""
    if area.w >= area.h:
        wide = min(PANEL, PANEL_SHARE * area.w)
        return Box(area.x, area.y, wide, area.h), Box(area.x + wide + gap, area.y, area.w - wide - gap, area.h)
    high = min(PANEL, PANEL_SHARE * area.h)
    return Box(area.x, area.y, area.w, high), Box(area.x, area.y + high + gap, area.w, area.h - high - gap)


def grid(ground: Box, columns: int, rows: int, gap: float) -> list[Box]:
    """All slots in the order of travel."""
    w, h = ground.w / columns, (ground.h - (rows - 1) * gap) / rows
    lines = [
        [Box(ground.x + i * w, ground.bottom - h - j * (h + gap), w, h) for i in range(columns)] for j in range(rows)
    ]
    return [box for j, line in enumerate(lines) for box in (line if j % 2 == 0 else line[::-1])]


def corners(columns: int, count: int) -> dict[int, Radii]:
    """Round outer corners where the road turns from a row to the next: right, left, right, …"""
    found: dict[int, Radii] = {1: (PLAIN, PLAIN, PLAIN, TURN)}
    for turn, number in enumerate(range(columns, count, columns)):
        at_right = turn % 2 == 0
        found[number] = (PLAIN, PLAIN, TURN, PLAIN) if at_right else (PLAIN, PLAIN, PLAIN, TURN)
        found[number + 1] = (PLAIN, TURN, PLAIN, PLAIN) if at_right else (TURN, PLAIN, PLAIN, PLAIN)
    return found


def between_rows(cells: Sequence[Cell], columns: int, row: int, ground: Box, gap: float) -> Corridor:
    """The corridor above a row, from its open end to the bridge."""
    road = cells[(row + 1) * columns - 1].bridge
    assert road, "rows lie a corridor apart"
    y = road.centre.y
    spine = (
        (Point(ground.x, y), Point(road.x - CLEAR, y))
        if row % 2 == 0
        else (Point(ground.right, y), Point(road.right + CLEAR, y))
    )
    return corridor(spine, gap, cells[row * columns : (row + 2) * columns])
