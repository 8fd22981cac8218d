"""Jumps, whatever the links: lines keep clear of cells and of each other, heads and dots sit on borders."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.board.jumps import Link, route
from jeu_oie.board.rings import SIZES, spiral
from jeu_oie.draw.geometry import Box, Point, between, hull

LINE, HALO, LANE = 2.0, 4.2, 4.6
A3 = Box(8.5, 8.5, 403, 280)
GROUNDS = [A3, Box(8.5, 8.5, 280, 403), Box(8.5, 8.5, 577, 403), Box(8.5, 8.5, 824, 577)]

every = pytest.mark.parametrize("count", SIZES)
grounds, gaps = st.sampled_from(GROUNDS), st.floats(7, 12)
drawn = settings(max_examples=6, deadline=None)


def links(count):
    squares = st.integers(1, count)
    link = st.builds(Link, squares, squares, st.sampled_from([0.0, 16.0, 22.0, 30.0]))
    near = st.builds(
        lambda at, by, label: Link(at, max(1, min(count, at + by)), label),
        squares,
        st.integers(-9, 9),
        st.sampled_from([0.0, 20.0, 29.0]),
    )
    return st.lists(link | near, max_size=9)


def legs(jump):
    """The line and its head's axis, as boxes without width."""
    tip = jump.head[0]
    return [between(a, b) for a, b in pairwise((*jump.line, tip)) if a.distance(b) > 1e-6]


def wide(leg, width):
    """A leg with its width, and no longer."""
    level = leg.w > leg.h
    return Box(
        leg.x - (0 if level else width / 2),
        leg.y - (width / 2 if level else 0),
        leg.w + (0 if level else width),
        leg.h + (width if level else 0),
    )


def head(jump):
    return hull([between(a, b) for a, b in pairwise(jump.head)])


def dot(jump):
    return between(jump.start, jump.start).inset(-1.7)


def on_cells(jumps, track):
    """Jumps whose halo or head lies on a cell or a bridge."""
    boxes = [box for cell in track.cells for box in (cell.box, cell.bridge) if box]
    inks = {(j.from_, j.to): [*(wide(leg, HALO) for leg in legs(j)), head(j)] for j in jumps}
    return [who for who, ink in inks.items() if any(one.overlaps(box, 1e-4) for one in ink for box in boxes)]


def side_by_side(jumps):
    """Pairs of jumps that run along each other closer than a lane."""
    return [
        (a.from_, b.from_)
        for a, b in combinations(jumps, 2)
        for one in legs(a)
        for other in legs(b)
        if (one.w > one.h) == (other.w > other.h) and wide(one, LANE).overlaps(wide(other, LANE), 1e-4)
    ]


def run_over(jumps):
    """Jumps whose head or dot lies under the line, head or dot of another."""
    return [
        (a.from_, b.from_)
        for a in jumps
        for b in jumps
        if a is not b
        for mark in (head(a), dot(a))
        for ink in (*(wide(leg, LINE) for leg in legs(b)), head(b), dot(b))
        if mark.overlaps(ink, 1e-4)
    ]


def off_border(jumps, track):
    """Jumps that don't lead from the border of their first square to that of their second."""
    cells = {cell.number: cell.box for cell in track.cells}
    ends = [(j, at, cells[n]) for j in jumps for at, n in ((j.start, j.from_), (j.head[0], j.to))]
    return [j.from_ for j, at, box in ends if not box.contains(at, 1e-4) or box.inset(0.01).contains(at, 0)]


def in_the_way(jumps, track):
    """Labels that lie on a cell, on their own jump's head or dot, or on anything of another."""
    labelled = [j for j in jumps if j.label]
    cells = [cell.box for cell in track.cells]
    return [
        (j.from_, j.to)
        for j in labelled
        if any(j.label.overlaps(box) for box in (*cells, head(j), dot(j)))
        or any(
            j.label.overlaps(ink)
            for k in jumps
            if k is not j
            for ink in (*(wide(leg, LINE) for leg in legs(k)), head(k), dot(k), *([k.label] if k.label else []))
        )
    ]


def faults(jumps, track):
    found = {
        "on cells": on_cells(jumps, track),
        "side by side": side_by_side(jumps),
        "run over": run_over(jumps),
        "off border": off_border(jumps, track),
        "labels": in_the_way(jumps, track),
    }
    return {name: which for name, which in found.items() if which}


def example():
    track = spiral(42, A3, 11)
    jumps, left = route([Link(3, 12, 29), Link(18, 14, 20), Link(33, 29, 20)], track)
    assert not left
    return track, jumps


def shifted(jump, x, y):
    push = Point(x, y)
    return replace(
        jump,
        line=tuple(point.moved(push, 1) for point in jump.line),
        head=tuple(point.moved(push, 1) for point in jump.head),
        start=jump.start.moved(push, 1),
        label=jump.label and replace(jump.label, x=jump.label.x + x, y=jump.label.y + y),
    )


def test_the_guards_see_planted_faults():
    track, (bridge, back, other) = example()
    assert not faults((bridge, back, other), track)
    assert on_cells([shifted(bridge, 0, 4)], track)
    assert on_cells([shifted(back, 9, 0)], track)
    assert side_by_side([bridge, shifted(other, 1, 1)])
    assert run_over([bridge, replace(other, head=bridge.head)])
    assert off_border([shifted(back, 0, 0.5)], track)
    assert in_the_way([shifted(bridge, 0, 5)], track)
    assert in_the_way([bridge, replace(other, label=bridge.label)], track)


def test_the_jumps_of_the_spiral_of_42_run_as_drawn():
    _, (bridge, back, other) = example()
    assert (bridge.forward, back.forward, other.forward) == (True, False, False)
    assert all(jump.label for jump in (bridge, back, other))
    assert [len(jump.line) for jump in (bridge, back, other)] == [5, 4, 5]


@every
@drawn
@given(st.data(), grounds, gaps)
def test_jumps_are_clear_of_cells_and_of_each_other(count, data, ground, gap):
    track = spiral(count, ground, gap)
    asked = data.draw(links(count))
    jumps, left = route(asked, track)
    assert faults(jumps, track) == {}
    assert sorted([(j.from_, j.to) for j in jumps] + [(link.from_, link.to) for link in left]) == sorted(
        (link.from_, link.to) for link in asked
    )
    assert all(jump.forward == (jump.to > jump.from_) for jump in jumps)


@pytest.mark.parametrize("count", [18, 42, 63])
@settings(max_examples=2, deadline=None)
@given(st.data())
def test_the_same_links_give_the_same_jumps(count, data):
    asked = data.draw(links(count))
    assert route(asked, spiral(count, A3, 9)) == route(asked, spiral(count, A3, 9))


@pytest.mark.parametrize("count", [count for count in SIZES if count > 20])
def test_a_jump_alone_in_the_outer_corridor_runs_with_a_whole_head(count):
    track = spiral(count, A3, 8)
    for square in range(1, 15):
        (jump,), left = route([Link(square, square + 2)], track)
        assert not left
        assert jump.head[0].distance(jump.line[-1]) == pytest.approx(4.6 / 2, abs=0.2)
        assert max(head(jump).w, head(jump).h) == pytest.approx(5)


@pytest.mark.parametrize("count", [18, 20])
def test_in_one_ring_jumps_run_inside_it(count):
    track = spiral(count, A3, 11)
    asked = [Link(5, 9), Link(14, 12)]
    jumps, left = route(asked, track)
    assert (len(jumps), left) == (2, ())
    assert faults(jumps, track) == {}


def test_two_jumps_share_a_corridor_on_two_lanes_and_a_third_is_left():
    track = spiral(42, A3, 11)
    asked = [Link(15, 19), Link(40, 36), Link(16, 20)]
    assert len(route(asked[:2], track)[0]) == 2
    assert len(route(asked, track)[1]) == 1


def test_jumps_at_one_square_stand_apart():
    track = spiral(42, A3, 11)
    jumps, left = route([Link(15, 18), Link(21, 18)], track)
    assert not left
    assert jumps[0].head[0].distance(jumps[1].head[0]) >= 5


def test_heads_of_straight_lines_side_by_side_do_not_touch():
    track = spiral(63, A3, 11)
    jumps, _ = route([Link(45, 40), Link(41, 40)], track)
    assert run_over(jumps) == []


def test_squares_without_a_common_corridor_and_squares_that_lead_to_themselves_are_left():
    track = spiral(63, A3, 8)
    asked = (Link(5, 60), Link(7, 7), Link(1, 99))
    assert route(asked, track) == ((), asked)


def test_a_line_that_would_go_nearly_all_the_way_round_is_left():
    track = spiral(42, A3, 11)
    assert route([Link(25, 2)], track)[1]


def test_a_label_needs_a_level_stretch_of_its_length():
    track = spiral(42, A3, 11)
    (upright, short), left = route([Link(12, 10, 25), Link(3, 4, 60)], track)
    assert not left
    assert (upright.label, short.label) == (None, None)


@pytest.mark.parametrize(
    "count, ground, gap, asked",
    [
        (20, A3, 12, [Link(8, 12), Link(13, 10)]),  # the corners of two heads, their lines crossing
        (20, GROUNDS[1], 11, [Link(12, 10, 20), Link(9, 6, 30), Link(1, 3, 22)]),  # a label on its own head
    ],
)
def test_jumps_that_once_were_not_are_clear(count, ground, gap, asked):
    track = spiral(count, ground, gap)
    assert faults(route(asked, track)[0], track) == {}
