"""Which way each link takes: most links run, fewest lines cross. Interval colouring, checked on the lines."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import hypot

from jeu_oie.layout.geometry import EPSILON, Box
from jeu_oie.layout.jumps.model import HALO, HEAD_WIDTH, LANE, Route

DOT = 3.2  # a line that crosses keeps this far from the border, where the dot stands
FAR = 15.0  # along the spine: farther apart, two routes cannot meet
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
    if a.corridor is not b.corridor or a.span[0] > b.span[1] + FAR or b.span[0] > a.span[1] + FAR:
        return 0
    if any(p.distance(q) < HEAD_WIDTH for p in (a.points[0], a.points[-1]) for q in (b.points[0], b.points[-1])):
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
    if a.x - b.x - b.w >= LANE or b.x - a.x - a.w >= LANE or a.y - b.y - b.h >= LANE or b.y - a.y - a.h >= LANE:
        return False
    across, down = a.apart(b)
    return hypot(max(across, 0), max(down, 0)) < LANE - EPSILON


def crosses(way: Route, leg: int, other: Box) -> bool:
    """True where a leg passes square over ``other``, clear of its own bends, dot and head."""
    box, start = way.legs[leg], way.points[leg]
    if (box.w > box.h) == (other.w > other.h):
        return False
    passed = other.x - start.x if box.w > box.h else other.y - start.y
    forth = way.points[leg + 1].x - start.x if box.w > box.h else way.points[leg + 1].y - start.y
    done = passed if forth > 0 else -passed
    before = HALO if leg else DOT
    after = HALO if leg + 2 < len(way.points) else way.head + HALO / 2
    return before <= done <= abs(forth) - after
