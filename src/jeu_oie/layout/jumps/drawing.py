"""Chosen routes as drawn: lines, heads, pills."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from jeu_oie.layout.geometry import Box, Point, between, toward
from jeu_oie.layout.jumps.model import HALO, HEAD_LENGTH, HEAD_WIDTH, LINE, PILL, Jump, Route
from jeu_oie.layout.jumps.ways import stretches

AIR = (4.0, 2.0, 0.3)  # between a pill and what belongs to another jump


def jump(way: Route, label: Box | None) -> Jump:
    """A route with its head, whose tip is on the border."""
    *line, before, tip = way.points
    base, under = toward(tip, before, way.head), toward(tip, before, way.head / 2)
    aside = Point((tip.y - base.y) / way.head * HEAD_WIDTH / 2, (base.x - tip.x) / way.head * HEAD_WIDTH / 2)
    head = (tip, base.moved(aside, 1), base.moved(aside, -1))
    link = way.link
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
        found = next((box for air in AIR for box in boxes if box and not near(box, inked, air)), None)
        placed |= {i: found} if found else {}
    return placed


def near(box: Box, inked: Iterable[Box], air: float) -> bool:
    return any(box.inset(-air).overlaps(ink) for ink in inked)


def pill(way: Route, centre: Point) -> Box | None:
    """The label's box on its line, pushed inside the corridor if the line runs near a border."""
    spine = min((a.y for a, b in pairwise(way.corridor.spine) if a.y == b.y), key=lambda y: abs(y - centre.y))
    room = way.corridor.width / 2 - PILL / 2
    if room < 0:
        return None
    y = min(max(centre.y, spine - room), spine + room)
    return Box(centre.x - way.link.label_width / 2, y - PILL / 2, way.link.label_width, PILL)


def inks(way: Route) -> Iterator[Box]:
    """What a pill may not cover of another jump: its line, dot and head."""
    yield from (leg.inset(-LINE / 2) for leg in way.legs)
    yield between(way.points[0], way.points[0]).inset(-HALO / 2)
    yield between(way.points[-1], way.points[-1]).inset(-HEAD_LENGTH)
