"""All ways that a link may take: side of the cells, place on the side, lane of a corridor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from jeu_oie.layout.geometry import EPSILON, Point, between, hull
from jeu_oie.layout.jumps.model import HALO, HEAD_LENGTH, LANE, LINE, End, Link, Route
from jeu_oie.layout.tracks.model import HALF_JOINT, Cell, Corridor, Port, Track
from jeu_oie.layout.tracks.parts import reach

SHORTEST_HEAD = 2.6
PLACE = 2.75  # places on a side: two lines stand two places apart
MOST = 3  # jumps at one square: more than a side bears
SHORTEST_RUN, SHORTEST_BRACKET = 5.0, 10.0
ROUNDABOUT = 2.5  # a line this many times longer than the way across says less than a badge
BEND, NO_LABEL, SIDE_LANE, SQUAT = 5.0, 15.0, 4.0, 6.0  # costs, in millimetres of line


def routes(link: Link, links: Sequence[Link], track: Track) -> Iterator[Route]:
    """All ways of one link."""
    if link.from_ == link.to:
        return
    cells = {cell.number: cell for cell in track.cells}
    for corridor in track.corridors:
        for lane in lanes(corridor.width):
            starts = ends(cells, link.from_, links, corridor, lane)
            goals = ends(cells, link.to, links, corridor, lane)
            for (start, detour), (goal, other) in product(starts, goals):
                yield from way(link, corridor, lane, (start, goal), detour + other)


def lanes(width: float) -> tuple[float, ...]:
    """Offsets from the spine: the middle, and a lane on each side of it where the heads keep a decent length."""
    beside = LANE / 2
    return (0.0, beside, -beside) if width / 2 + HALF_JOINT - beside >= SHORTEST_HEAD else (0.0,)


def ends(
    cells: Mapping[int, Cell], number: int, links: Sequence[Link], corridor: Corridor, lane: float
) -> list[tuple[End, float]]:
    """The places where a line on ``lane`` may start or end at a cell, each with its distance from the best place."""
    busy = min(sum(number in {link.from_, link.to} for link in links), MOST)
    points = offset(corridor.spine, lane)
    return [
        (end, detour)
        for port in corridor.ports
        if port.cell == number
        for end, detour in places(cells[number], port, corridor, points, busy)
    ]


def places(cell: Cell, port: Port, corridor: Corridor, lane: Sequence[Point], busy: int) -> Iterator[tuple[End, float]]:
    """The middle of the side, places beside it, and the lane's own bends where a line runs straight into the cell."""
    leg = leg_at(corridor.spine, port)
    low, high = reach(cell, port.side, corridor.spine, leg, corridor.width)
    middle = (low + high) / 2
    steps = [middle + PLACE * k for k in range(-busy, busy + 1)]
    turns = [point.x if port.side.is_level else point.y for point in (lane[leg], lane[leg + 1])]
    for value in sorted({round(value, 6) for value in (*steps, *turns) if low - EPSILON <= value <= high + EPSILON}):
        edge = cell.box.edge(port.side)
        border = Point(value, edge) if port.side.is_level else Point(edge, value)
        yield End(leg, value, port.side, border), abs(value - middle)


def leg_at(spine: Sequence[Point], port: Port) -> int:
    """The leg that a port looks at: at a bend, the one that runs as its side does."""
    start = 0.0
    for i, (a, b) in enumerate(pairwise(spine)):
        end = start + a.distance(b)
        if (abs(a.y - b.y) < EPSILON) == port.side.is_level and start - EPSILON <= port.at <= end + EPSILON:
            return i
        start = end
    raise ValueError(f"no leg of the corridor runs along square {port.cell}")


def offset(spine: Sequence[Point], by: float) -> tuple[Point, ...]:
    """The spine moved sideways, to its left for the one who walks it (y downwards)."""
    normals = [Point((b.y - a.y) / a.distance(b), (a.x - b.x) / a.distance(b)) for a, b in pairwise(spine)]
    turns = [Point(a.x + b.x, a.y + b.y) for a, b in pairwise(normals)]
    return tuple(point.moved(push, by) for point, push in zip(spine, (normals[0], *turns, normals[-1]), strict=True))


def way(link: Link, corridor: Corridor, lane: float, ends: tuple[End, End], detour: float) -> Iterator[Route]:
    """The way from one end to the other on a lane, if it looks right."""
    start, goal = ends
    points = trace(start, goal, offset(corridor.spine, lane))
    across = len(points) == 2 and start.leg == goal.leg
    # Straight across the corridor no lane is used: the way counts once.
    if not (points and looks_right(points, ends)) or (lane and across):
        return
    length = sum(a.distance(b) for a, b in pairwise(points))
    if length > ROUNDABOUT * (abs(points[0].x - points[-1].x) + abs(points[0].y - points[-1].y)):
        return
    span = tuple(sorted(position(corridor.spine, end) for end in ends))
    last = points[-1].distance(points[-2])
    head = HEAD_LENGTH if last > HEAD_LENGTH + LINE / 2 else last  # no stub between the last bend and the head
    cost = length + detour + BEND * len(points) + SQUAT * max(HEAD_LENGTH - head, 0) + (SIDE_LANE if lane else 0)
    cost += NO_LABEL if link.label_width and not any(stretches(points, link.label_width)) else 0
    legs = tuple(between(a, b) for a, b in pairwise(points))
    aside = bool(lane) or across or len(lanes(corridor.width)) == 1
    yield Route(link, corridor, points, legs, hull(legs), head, (span[0], span[1]), aside, cost)


def position(spine: Sequence[Point], end: End) -> float:
    """An end's length along the spine."""
    before = sum(a.distance(b) for a, b in pairwise(spine[: end.leg + 1]))
    return before + abs(end.along - (spine[end.leg].x if end.side.is_level else spine[end.leg].y))


def trace(start: End, goal: End, lane: Sequence[Point]) -> tuple[Point, ...]:
    """Border, lane, border, without needless points; empty where the line would turn back on itself."""
    if start.leg > goal.leg:
        return trace(goal, start, lane)[::-1]
    turns = lane[start.leg + 1 : goal.leg + 1]
    return simplify_line((start.border, on_lane(start, lane), *turns, on_lane(goal, lane), goal.border))


def on_lane(end: End, lane: Sequence[Point]) -> Point:
    return Point(end.along, lane[end.leg].y) if end.side.is_level else Point(lane[end.leg].x, end.along)


def simplify_line(points: Iterable[Point]) -> tuple[Point, ...]:
    """The bends of a line without doubles and points on the way; empty where it turns back on itself."""
    kept: list[Point] = []
    for point in points:
        if kept and point.distance(kept[-1]) < EPSILON:
            continue
        if len(kept) > 1 and heading(point, kept[-1]) == heading(kept[-2], kept[-1]):
            return ()
        if len(kept) > 1 and heading(kept[-1], point) == heading(kept[-2], kept[-1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def heading(a: Point, b: Point) -> tuple[int, int]:
    """The direction from ``a`` to ``b`` as signs along x and y."""
    across, down = b.x - a.x, b.y - a.y
    return (across > EPSILON) - (across < -EPSILON), (down > EPSILON) - (down < -EPSILON)


def looks_right(points: Sequence[Point], ends: tuple[End, End]) -> bool:
    """No stub between two bends, and room for the head beside the line's other end."""
    if len(points) == 2:
        return points[0].distance(points[1]) >= HEAD_LENGTH + HALO / 2
    runs = [a.distance(b) for a, b in pairwise(points)][1:-1]
    bracket = ends[0].leg == ends[1].leg and ends[0].side == ends[1].side
    return all(run >= (SHORTEST_BRACKET if bracket else SHORTEST_RUN) for run in runs)


def stretches(points: Sequence[Point], width: float) -> Iterator[tuple[float, list[float]]]:
    """Level stretches that hold a pill, longest first: y, and the pill's middles, from the stretch's own outwards."""
    runs = sorted(pairwise(points), key=lambda run: -abs(run[0].x - run[1].x))
    for a, b in runs:
        room = (abs(b.x - a.x) - width) / 2 - HALO
        if room >= 0:
            middle = (a.x + b.x) / 2
            yield a.y, [middle, *(middle + sign * 2 * k for k in range(1, int(room / 2) + 1) for sign in (-1, 1))]
