"""Jumps: lines that leave a square, run on a lane of a corridor and enter another square. Lengths in mm.

Every link gets its possible routes, of which one is chosen; what finds no route is left to the caller.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import hypot

from jeu_oie.board.tracks import HALF_JOINT, Cell, Corridor, Port, Track, reach
from jeu_oie.draw.geometry import EPSILON, Box, Point, Side, between, hull, toward

LINE_MM, HALO_MM, LANE_MM = 2.0, 4.2, 4.6
HEAD_LENGTH, HEAD_WIDTH = 4.6, 5.0
PILL_MM = 6.0


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to be drawn; ``label_width`` is the width of its pill, 0 for none."""

    from_: int
    to: int
    label_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump as drawn: ``line`` from the dot ``start`` to under the head, whose first point is the tip.

    The line ends half a head behind the head's base, so that its last bend is round: the head is drawn over it.
    """

    from_: int
    to: int
    forward: bool
    line: tuple[Point, ...]
    head: tuple[Point, Point, Point]
    start: Point
    label: Box | None


@dataclass(frozen=True, slots=True)
class End:
    """A place on a cell's border: the leg of the spine it looks at, and where along that leg's axis (x or y)."""

    leg: int
    along: float
    side: Side
    border: Point


@dataclass(frozen=True, slots=True)
class Route:
    """A possible way of a link, border to border.

    ``legs`` are the boxes, without width, from point to point, ``around`` the box of them all, ``head`` its length;
    ``marks`` are the boxes of the dot, with the room of a head, and of the head; ``span`` is the stretch of the spine;
    ``aside`` is True where the lane leaves room for another.
    """

    link: Link
    corridor: Corridor
    points: tuple[Point, ...]
    legs: tuple[Box, ...]
    around: Box
    head: float
    marks: tuple[Box, Box]
    span: tuple[float, float]
    aside: bool
    cost: float


SHORTEST_HEAD = 2.6
PLACE_MM = 2.75  # places on a side: two lines stand two places apart
MAX_JUMPS = 3  # jumps at one square: more than a side bears
SHORTEST_RUN, SHORTEST_BRACKET = 5.0, 10.0
MAX_ROUNDABOUT = 2.5  # a line this many times longer than the way across says less than a badge
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
    beside = LANE_MM / 2
    return (0.0, beside, -beside) if width / 2 + HALF_JOINT - beside >= SHORTEST_HEAD else (0.0,)


def ends(
    cells: Mapping[int, Cell], number: int, links: Sequence[Link], corridor: Corridor, lane: float
) -> list[tuple[End, float]]:
    """The places where a line on ``lane`` may start or end at a cell, each with its distance from the best place."""
    busy = min(sum(number in {link.from_, link.to} for link in links), MAX_JUMPS)
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
    steps = [middle + PLACE_MM * k for k in range(-busy, busy + 1)]
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
    if length > MAX_ROUNDABOUT * (abs(points[0].x - points[-1].x) + abs(points[0].y - points[-1].y)):
        return
    span = tuple(sorted(position(corridor.spine, end) for end in ends))
    last = points[-1].distance(points[-2])
    head = HEAD_LENGTH if last > HEAD_LENGTH + LINE_MM / 2 else last  # no stub between the last bend and the head
    cost = length + detour + BEND * len(points) + SQUAT * max(HEAD_LENGTH - head, 0) + (SIDE_LANE if lane else 0)
    cost += NO_LABEL if link.label_width and not any(stretches(points, link.label_width)) else 0
    legs = tuple(between(a, b) for a, b in pairwise(points))
    tip = triangle(points, head)
    marks = between(points[0], points[0]).inset(-HEAD_WIDTH / 2), hull([between(a, b) for a, b in pairwise(tip)])
    aside = bool(lane) or across or len(lanes(corridor.width)) == 1
    yield Route(link, corridor, points, legs, hull(legs), head, marks, (span[0], span[1]), aside, cost)


def triangle(points: Sequence[Point], length: float) -> tuple[Point, Point, Point]:
    """The head of a line, its tip first, on the border."""
    tip, base = points[-1], toward(points[-1], points[-2], length)
    aside = Point((tip.y - base.y) / length * HEAD_WIDTH / 2, (base.x - tip.x) / length * HEAD_WIDTH / 2)
    return tip, base.moved(aside, 1), base.moved(aside, -1)


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
        return points[0].distance(points[1]) >= HEAD_LENGTH + HALO_MM / 2
    runs = [a.distance(b) for a, b in pairwise(points)][1:-1]
    bracket = ends[0].leg == ends[1].leg and ends[0].side == ends[1].side
    return all(run >= (SHORTEST_BRACKET if bracket else SHORTEST_RUN) for run in runs)


def stretches(points: Sequence[Point], width: float) -> Iterator[tuple[float, list[float]]]:
    """Level stretches that hold a pill, longest first: y, and the pill's middles, from the stretch's own outwards."""
    runs = sorted(pairwise(points), key=lambda run: -abs(run[0].x - run[1].x))
    for a, b in runs:
        room = (abs(b.x - a.x) - width) / 2 - HEAD_LENGTH  # at one of the ends there may be the head
        if room >= 0:
            middle = (a.x + b.x) / 2
            yield a.y, [middle, *(middle + sign * 2 * k for k in range(1, int(room / 2) + 1) for sign in (-1, 1))]


DOT_MM = 3.2  # a line that crosses keeps this far from the border, where the dot stands
FAR_MM = 15.0  # along the spine: farther apart, two routes cannot meet
CROSSING, LEFT_OVER = 40.0, 10_000.0  # costs, in millimetres of line


def orders(ways: Sequence[Sequence[Route]]) -> list[list[int]]:
    """Orders in which links are tried: along the corridors both ways (as intervals are coloured), short first."""
    able = [i for i, found in enumerate(ways) if found]
    return [
        sorted(able, key=lambda i: ways[i][0].span),
        sorted(able, key=lambda i: -ways[i][0].span[1]),
        sorted(able, key=lambda i: ways[i][0].span[1] - ways[i][0].span[0]),
    ]


def settle(order: Sequence[int], ways: Sequence[Sequence[Route]]) -> dict[int, Route]:
    """A way for as many links as the corridors bear; first on side lanes, then in the middle where nobody is near."""
    chosen: dict[int, Route] = {}
    for i in order:
        found = best([way for way in ways[i] if way.aside], chosen.values())
        chosen |= {i: found} if found else make_room(i, ways, chosen)
    for _ in range(2):
        for i in sorted(chosen):
            chosen[i] = best(ways[i], [chosen[j] for j in chosen if j != i]) or chosen[i]
    return chosen


def best(ways: Iterable[Route], others: Iterable[Route]) -> Route | None:
    """The cheapest way that clashes with none of the others, crossings counted."""
    placed, found, least = tuple(others), None, float("inf")
    for candidate in ways:  # cheapest first: none after the least can do better
        if candidate.cost >= least:
            break
        cost = together(candidate, placed)
        if cost < least:
            found, least = candidate, cost
    return found


def together(way: Route, others: Iterable[Route]) -> float:
    """A way's cost beside others; infinite where it clashes."""
    cost = way.cost
    for other in others:
        cost += meeting(way, other)
        if cost == float("inf"):
            break
    return cost


def make_room(i: int, ways: Sequence[Sequence[Route]], chosen: Mapping[int, Route]) -> dict[int, Route]:
    """Changes that seat link ``i`` by moving one other link; none if that does not help."""
    for candidate in ways[i]:
        blocking = [j for j, other in chosen.items() if meeting(candidate, other) == float("inf")]
        if len(blocking) == 1:
            (j,) = blocking
            moved = best(ways[j], [candidate, *(other for k, other in chosen.items() if k != j)])
            if moved:
                return {i: candidate, j: moved}
    return {}


def total(chosen: Mapping[int, Route], count: int) -> float:
    crossings = sum(meeting(a, b) for i, a in chosen.items() for j, b in chosen.items() if i < j)
    return sum(way.cost for way in chosen.values()) + crossings + LEFT_OVER * (count - len(chosen))


def meeting(a: Route, b: Route) -> float:
    """The cost of two routes side by side: infinite if they run into each other, else by crossings."""
    if a.corridor is not b.corridor or a.span[0] > b.span[1] + FAR_MM or b.span[0] > a.span[1] + FAR_MM:
        return 0
    if any(one.overlaps(other) for one, other in product(a.marks, b.marks)):
        return float("inf")
    if not close(a.around, b.around):
        return 0
    cost = 0.0
    near = [(j, other) for j, other in enumerate(b.legs) if close(other, a.around)]
    for (i, leg), (j, other) in product(enumerate(a.legs), near):
        if not close(leg, other):
            continue
        if not (crosses(a, i, other) and crosses(b, j, leg)):
            return float("inf")
        cost += CROSSING
    return cost


def close(a: Box, b: Box) -> bool:
    """True where two boxes lie nearer than two lanes may."""
    if max(a.x - b.x - b.w, b.x - a.x - a.w, a.y - b.y - b.h, b.y - a.y - a.h) >= LANE_MM:
        return False
    across, down = a.apart(b)
    return hypot(max(across, 0), max(down, 0)) < LANE_MM - EPSILON


def crosses(way: Route, leg: int, other: Box) -> bool:
    """True where a leg passes square over ``other``, clear of its own bends, dot and head."""
    box, start = way.legs[leg], way.points[leg]
    if (box.w > box.h) == (other.w > other.h):
        return False
    passed = other.x - start.x if box.w > box.h else other.y - start.y
    forth = way.points[leg + 1].x - start.x if box.w > box.h else way.points[leg + 1].y - start.y
    done = passed if forth > 0 else -passed
    before = HALO_MM if leg else DOT_MM
    after = HALO_MM if leg + 2 < len(way.points) else way.head + HALO_MM / 2
    return before <= done <= abs(forth) - after


AIR_MM = (4.0, 2.0, 0.3)  # between a pill and what belongs to another jump


def jump(way: Route, label: Box | None) -> Jump:
    """A route with its head."""
    *line, before, tip = way.points
    link, head, under = way.link, triangle(way.points, way.head), toward(tip, before, way.head / 2)
    return Jump(link.from_, link.to, link.to > link.from_, (*line, before, under), head, way.points[0], label)


def pills(chosen: Mapping[int, Route]) -> dict[int, Box]:
    """Where the labels stand, for those that find room."""
    placed: dict[int, Box] = {}
    for i, way in chosen.items():
        if not way.link.label_width:
            continue
        inked = [ink for j, other in chosen.items() if j != i for ink in inks(other)] + list(placed.values())
        boxes = [pill(way, Point(x, y)) for y, xs in stretches(way.points, way.link.label_width) for x in xs]
        # Away from the other jumps if it can be, close beside them if not.
        found = next((box for air in AIR_MM for box in boxes if box and not near(box, inked, air)), None)
        placed |= {i: found} if found else {}
    return placed


def near(box: Box, inked: Iterable[Box], air: float) -> bool:
    return any(box.inset(-air).overlaps(ink) for ink in inked)


def pill(way: Route, centre: Point) -> Box | None:
    """The label's box on its line, pushed inside the corridor if the line runs near a border."""
    spine = min((a.y for a, b in pairwise(way.corridor.spine) if a.y == b.y), key=lambda y: abs(y - centre.y))
    room = way.corridor.width / 2 - PILL_MM / 2
    if room < 0:
        return None
    y = min(max(centre.y, spine - room), spine + room)
    return Box(centre.x - way.link.label_width / 2, y - PILL_MM / 2, way.link.label_width, PILL_MM)


def inks(way: Route) -> Iterator[Box]:
    """What a pill may not cover of another jump: its line, dot and head."""
    yield from (leg.inset(-LINE_MM / 2) for leg in way.legs)
    yield between(way.points[0], way.points[0]).inset(-HALO_MM / 2)
    yield between(way.points[-1], way.points[-1]).inset(-HEAD_LENGTH)


__all__ = ["Jump", "Link", "route"]


def route(links: Sequence[Link], track: Track) -> tuple[tuple[Jump, ...], tuple[Link, ...]]:
    """The links that run in a corridor, and those that cannot; both in the order given."""
    ways = [sorted(routes(link, links, track), key=lambda way: way.cost) for link in links]
    chosen = min((settle(order, ways) for order in orders(ways)), key=lambda found: total(found, len(links)))
    labels = pills(chosen)
    jumps = tuple(jump(chosen[i], labels.get(i)) for i in sorted(chosen))
    return jumps, tuple(link for i, link in enumerate(links) if i not in chosen)
