"""The track, whatever the paper and the corridor: nothing overlaps, neighbours touch, the rest is free."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.board.rings import HALF_JOINT, SIZES, spiral
from jeu_oie.draw.geometry import Box, Side, between, facing, shared_length

JOINT = 2 * HALF_JOINT
PAPERS = {"A4": (297, 210), "A3": (420, 297), "A2": (594, 420), "A1": (841, 594)}
MARGIN = 8.5

papers = st.sampled_from([*PAPERS.values(), *(size[::-1] for size in PAPERS.values())])
gaps = st.floats(7, 12)
every = pytest.mark.parametrize("count", SIZES)
drawn = settings(max_examples=8, deadline=None)


def ground(paper):
    return Box(0, 0, *paper).inset(MARGIN)


def laid(count, paper=PAPERS["A3"], gap=None):
    """A track; on A4 everything is smaller, since it is A3 scaled down."""
    return spiral(count, ground(paper), (gap or (8 if count > 42 else 11)) * min(1, min(paper) / 297))


def overlapping(track):
    boxes = {f"cell {cell.number}": cell.box for cell in track.cells} | {"centre": track.centre}
    boxes |= {"recess": track.recess} if track.recess else {}
    boxes |= {f"bridge {cell.number}": cell.bridge for cell in track.cells if cell.bridge}
    return [(a, b) for (a, one), (b, other) in combinations(boxes.items(), 2) if one.overlaps(other)]


def parted(track):
    """Neighbours that neither touch along a stretch nor have a bridge that touches both."""
    return [a.number for a, b in pairwise(track.cells) if not (bridged(a, b) if a.bridge else touching(a.box, b.box))]


def touching(a, b, joint=JOINT):
    return max(a.apart(b)) <= joint + 1e-6 and shared_length(a, b) > 6


def bridged(a, b):
    return (
        all(max(a.bridge.apart(cell.box)) == pytest.approx(0, abs=1e-6) for cell in (a, b))
        and min(a.bridge.w, a.bridge.h) > 1.5
    )


def outside(track):
    boxes = [*(cell.box for cell in track.cells), track.centre, *filter(None, [track.recess])]
    return [box for box in boxes if not track.area.contains(box)]


def blocked(track):
    """Legs of corridors, with their width, that lie on a cell or a bridge."""
    roads = [box for cell in track.cells for box in (cell.box, cell.bridge) if box]
    strips = [between(a, b).inset(-c.width / 2 + 0.01) for c in track.corridors for a, b in pairwise(c.spine)]
    ends = [between(p, p).inset(-2.1) for c in track.corridors for p in (c.spine[0], c.spine[-1])]
    # At its ends a corridor stops short of the bridge, so only its width counts there.
    cells = [cell.box for cell in track.cells]
    return [s for s in strips if any(s.overlaps(box) for box in cells)] + [
        end for end in ends if any(end.overlaps(box) for box in roads)
    ]


def adrift(track):
    """Ports that are not on the outline of their cell, half a corridor from the spine."""
    cells = {cell.number: cell for cell in track.cells}
    return [
        port
        for corridor in track.corridors
        for port in corridor.ports
        if not on_side(cells[port.cell].box, port)
        or not any(
            max(abs(along(port, leg)), 0) <= corridor.width / 2 + HALF_JOINT + 0.1
            for leg in (between(a, b) for a, b in pairwise(corridor.spine))
        )
    ]


def on_side(box, port):
    place = port.border.y if port.side.is_level else port.border.x
    return box.contains(port.border) and place == pytest.approx(box.edge(port.side))


def along(port, leg):
    point = between(port.border, port.border)
    return max(point.apart(leg))


GUARDS = [overlapping, parted, outside, blocked, adrift]


def moved(track, number, by):
    cells = tuple(
        replace(cell, box=replace(cell.box, x=cell.box.x + by, y=cell.box.y + by)) if cell.number == number else cell
        for cell in track.cells
    )
    return replace(track, cells=cells)


def test_the_guards_see_planted_faults():
    track = laid(42)
    assert overlapping(moved(track, 5, -3))
    assert overlapping(replace(track, centre=track.centre.inset(-3)))
    assert overlapping(replace(track, recess=track.cells[3].box.inset(5)))
    assert parted(moved(track, 5, 3))
    assert parted(replace(track, cells=tuple(replace(cell, bridge=None) for cell in track.cells)))
    assert outside(moved(track, 1, -3))
    assert blocked(moved(track, 30, 3))
    assert adrift(moved(track, 30, 3))


@every
@drawn
@given(papers, gaps)
def test_a_track_is_sound(count, paper, gap):
    track = laid(count, paper, gap)
    assert [cell.number for cell in track.cells] == list(range(1, count + 1))
    assert {guard.__name__: guard(track) for guard in GUARDS} == {guard.__name__: [] for guard in GUARDS}


@every
@drawn
@given(papers, gaps)
def test_the_pawn_goes_out_where_the_next_square_is(count, paper, gap):
    cells = laid(count, paper, gap).cells
    assert (cells[-1].leaves, cells[-1].bridge) == (None, None)
    for a, b in pairwise(cells):
        assert a.leaves is facing(a.box, b.box)


@every
@drawn
@given(papers, gaps)
def test_the_corners_of_a_cell_fit_its_sides(count, paper, gap):
    for cell in laid(count, paper, gap).cells:
        tl, tr, br, bl = cell.radii
        assert max(tl + tr, bl + br) <= cell.box.w + 1e-6
        assert max(tl + bl, tr + br) <= cell.box.h + 1e-6
        assert min(cell.radii) > 0


@every
@drawn
@given(papers, gaps)
def test_a_corridor_is_a_line_of_level_and_upright_legs_between_cells_that_look_at_it(count, paper, gap):
    for corridor in laid(count, paper, gap).corridors:
        assert all((abs(a.x - b.x) < 1e-6) != (abs(a.y - b.y) < 1e-6) for a, b in pairwise(corridor.spine))
        length = sum(a.distance(b) for a, b in pairwise(corridor.spine))
        assert all(0 <= port.span[0] <= port.at <= port.span[1] <= length + 1e-6 for port in corridor.ports)


# On A3, in millimetres: the smallest cell (width, height), the smallest centre. The text fits cells of these sizes.
FLOORS = {
    18: ((65, 54), (191, 144)),
    20: ((55, 54), (217, 144)),
    24: ((52, 49), (270, 101)),
    28: ((45, 49), (236, 101)),
    32: ((52, 41), (215, 84)),
    36: ((45, 41), (236, 84)),
    42: ((45, 34), (188, 108)),
    48: ((41, 35), (178, 111)),
    52: ((36, 35), (199, 111)),
    63: ((35, 29), (183, 91)),
}


@every
def test_cells_and_centre_hold_what_they_must_on_a3(count):
    track = laid(count)
    (wide, high), (centre_w, centre_h) = FLOORS[count]
    assert min(cell.box.w for cell in track.cells) >= wide
    assert min(cell.box.h for cell in track.cells) >= high
    assert track.centre.w >= centre_w
    assert track.centre.h >= centre_h


@every
def test_no_cell_of_a_track_is_much_larger_than_the_others(count):
    *boxes, _ = (cell.box for cell in laid(count).cells)
    assert max(box.w for box in boxes) <= 1.35 * min(box.w for box in boxes)
    assert max(box.h for box in boxes) <= 1.35 * min(box.h for box in boxes)


@pytest.mark.parametrize("count", [18, 20, 48])
def test_the_arrival_of_a_full_ring_grows_into_the_centre(count):
    track = laid(count)
    *others, arrival = (cell.box for cell in track.cells)
    assert arrival.w > 1.7 * min(box.w for box in others)
    left = track.recess
    assert left.bottom <= arrival.y and left.right <= track.centre.x, "what it leaves is over it, beside the centre"


@pytest.mark.parametrize("count", [18, 20])
def test_one_ring_has_its_corridor_inside(count):
    track = laid(count)
    (corridor,) = track.corridors
    assert corridor.ports
    assert all(max(cell.box.apart(track.centre)) >= 11 for cell in track.cells)


def test_the_spiral_of_42_is_the_one_that_was_drawn():
    track = laid(42)
    numbered = {cell.number: cell for cell in track.cells}
    assert [cell.number for cell in track.cells if cell.bridge] == [26]
    assert numbered[26].leaves is Side.RIGHT
    assert [n for n, cell in numbered.items() if max(cell.radii) > 5] == [1, 8, 14, 21, 32, 36, 41]
    assert numbered[42].box.h == pytest.approx(numbered[41].box.h)
    assert touching(numbered[42].box, track.recess)
    assert touching(track.recess, numbered[27].box)
