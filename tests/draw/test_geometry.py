"""Boxes and path data."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.draw.geometry import Box, Point, Side, facing, largest_free, number, polyline, rounded_path, shared_length

lengths = st.floats(-1000, 1000, allow_nan=False)
sizes = st.floats(0.1, 500)
boxes = st.builds(Box, lengths, lengths, sizes, sizes)
small = st.builds(Box, *[st.integers(0, 9)] * 2, *[st.integers(1, 5)] * 2)


def faults(path):
    """Numbers that path data may not hold: more than two decimals, a minus before zero, an exponent."""
    return re.findall(r"\d\.\d{3,}|-0(?![.\d])|-0\.0+(?!\d)|\de|nan|inf", path)


@pytest.mark.parametrize("planted", ["M0 1.234", "M-0 3", "H-0.00", "V1e-7"])
def test_the_guard_sees_bad_numbers(planted):
    assert faults(planted)


@given(lengths)
def test_a_number_is_short_and_true(value):
    assert not faults(number(value))
    assert float(number(value)) == pytest.approx(value, abs=0.0051)


@given(boxes, st.tuples(*[st.floats(0, 600)] * 4))
def test_a_rounded_box_is_one_closed_outline(box, radii):
    path = rounded_path(box, radii)
    assert not faults(path)
    assert (path[0], path[-1], path.count("M")) == ("M", "Z", 1)


def test_a_rounded_box_starts_behind_its_first_corner_and_goes_clockwise():
    assert rounded_path(Box(0, 0, 10, 20), (2, 0, 3, 0)) == "M2 0H10V17A3 3 0 0 1 7 20H0V2A2 2 0 0 1 2 0Z"


def test_radii_never_exceed_half_a_side():
    assert rounded_path(Box(0, 0, 4, 40), (9, 9, 9, 9)) == rounded_path(Box(0, 0, 4, 40), (2, 2, 2, 2))


@given(st.lists(st.builds(Point, lengths, lengths), min_size=2, max_size=8), st.floats(0, 50))
def test_a_polyline_goes_from_end_to_end(points, radius):
    path = polyline(points, radius)
    assert not faults(path)
    assert path.startswith(f"M{number(points[0].x)} {number(points[0].y)}")
    assert path.endswith(f"L{number(points[-1].x)} {number(points[-1].y)}")


def test_a_bend_takes_half_of_a_short_leg():
    assert polyline([Point(0, 0), Point(10, 0), Point(10, 4)], 3) == "M0 0L8 0Q10 0 10 2L10 4"


@pytest.mark.parametrize(
    "other,side",
    [
        (Box(10, 0, 10, 10), Side.RIGHT),
        (Box(-10, 3, 10, 10), Side.LEFT),
        (Box(4, 10, 10, 10), Side.BOTTOM),
        (Box(-4, -30, 10, 10), Side.TOP),
    ],
)
def test_the_side_through_which_one_leaves(other, side):
    assert facing(Box(0, 0, 10, 10), other) is side


def test_the_stretch_that_two_boxes_share():
    assert shared_length(Box(0, 0, 10, 10), Box(10, 4, 10, 10)) == 6


@given(boxes, boxes)
def test_overlapping_is_mutual_and_contains_the_common_ground(a, b):
    assert a.overlaps(b) == b.overlaps(a)
    assert not (a.contains(b) and not a.overlaps(b))


@given(boxes, st.sampled_from(Side), st.floats(0, 50))
def test_a_box_grows_through_one_side_only(box, side, by):
    grown = box.grown(side, by)
    assert grown.edge(side) == pytest.approx(box.edge(side) + by * (side.outward.x + side.outward.y))
    assert all(grown.edge(other) == pytest.approx(box.edge(other)) for other in Side if other is not side)


@settings(max_examples=25)
@given(st.lists(small, max_size=3))
def test_the_largest_free_box_is_free_and_none_is_larger(taken):
    area = Box(0, 0, 12, 12)
    spans = list(combinations(range(13), 2))
    every = [Box(x, y, right - x, bottom - y) for x, right in spans for y, bottom in spans]
    free = [box for box in every if not any(box.overlaps(other) for other in taken)]
    found = largest_free(area, taken)
    assert area.contains(found)
    assert not any(found.overlaps(other) for other in taken)
    assert found.surface == max(box.surface for box in free)
