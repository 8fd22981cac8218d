"""A board in A4 pieces: nothing is lost, what overlaps is wide enough to glue, texts stay whole where they can."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jeu_oie.draw.geometry import Box, hull
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import plan
from jeu_oie.kit.printing import pieces
from jeu_oie.sheets.tiles import A4, AROUND, EDGE, FOOT, OVERLAP, count_crossed, places, seam, tile
from tests.board.drawn import content
from tests.game import making

NONE: tuple[Box, ...] = ()
sides = st.floats(100, 1300).map(lambda side: round(side, 2))


@st.composite
def boards(draw):
    """A board with words on it."""
    width, height = draw(sides), draw(sides)
    boxes = st.builds(Box, st.floats(0, width), st.floats(0, height), st.floats(1, 60), st.floats(2, 9))
    return width, height, draw(st.lists(boxes, max_size=30)), draw(st.lists(boxes, max_size=10))


@given(boards())
def test_every_point_of_the_board_is_on_a_piece(board):
    width, height, squares, others = board
    made = tile(width, height, squares, others)
    whole = hull(each.box for each in made.tiles)
    assert (whole.x, whole.y, whole.right, whole.bottom) == pytest.approx((0, 0, width, height))
    for spans in (
        {(each.box.x, each.box.right) for each in made.tiles},
        {(each.box.y, each.box.bottom) for each in made.tiles},
    ):
        ordered = sorted(spans)
        for (_, end), (start, _) in pairwise(ordered):
            assert end - start == pytest.approx(OVERLAP)
    assert len(made.tiles) == len(made.xs) * len(made.ys)


@given(boards())
def test_every_piece_stands_in_what_a_home_printer_prints_above_its_label(board):
    made = tile(*board)
    paper = Box(0, 0, made.leaf.width, made.leaf.height)
    room = made.leaf.room
    assert paper.inset(EDGE - 1e-6).contains(room)
    assert room.bottom + FOOT <= paper.bottom - EDGE + 1e-6
    assert EDGE >= 5
    assert all(each.box.w <= room.w + 1e-6 and each.box.h <= room.h + 1e-6 for each in made.tiles)


@given(sides, sides)
def test_no_other_way_to_lay_the_paper_takes_fewer_sheets(width, height):
    made = tile(width, height, NONE)
    for across, along in (A4, A4[::-1]):
        room = (across - 2 * EDGE - OVERLAP, along - 2 * EDGE - FOOT - OVERLAP)
        least = max(1, -(-(width - OVERLAP) // room[0])) * max(1, -(-(height - OVERLAP) // room[1]))
        assert len(made.tiles) <= least


@given(st.floats(50, 500), st.floats(0, 40), st.lists(st.tuples(st.floats(0, 600), st.floats(1, 60)), max_size=20))
def test_a_seam_crosses_as_few_texts_as_it_can(middle, free, texts):
    spans = [(start, start + wide) for start, wide in texts]
    at = seam(middle, free, spans, [])
    assert abs(at - middle) <= free + 1e-6
    assert count_crossed(at, spans) == min(count_crossed(place, spans) for place in places(middle, free))


def test_a_seam_rather_runs_through_a_text_beside_the_squares():
    square, other = (90.0, 100.5), (100.5, 130.0)
    assert seam(100, 8, [square], [other]) >= square[1] + AROUND
    assert seam(100, 8, [], [other]) <= other[0] - AROUND


def test_an_a3_takes_four_sheets_and_an_a2_eight():
    assert len(tile(420, 297, NONE).tiles) == 4
    assert len(tile(594, 420, NONE).tiles) == 8


@given(boards())
def test_what_is_not_crossed_in_the_board_is_whole_on_a_piece(board):
    """A text that no seam crosses can be read on one sheet."""
    width, height, squares, others = board
    made = tile(width, height, squares, others)
    for text in squares:
        assume(text.right <= width and text.bottom <= height)
        if not any(text.x < x < text.right for x in made.xs) and not any(text.y < y < text.bottom for y in made.ys):
            assert any(each.box.contains(text) for each in made.tiles)


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_every_sheet_says_that_it_is_a_draft_whatever_room_there_is(large):
    made = plan(making.shipped(making.CIRCUITS / "opac-38" / "repairs.yaml"), Preset(large=large))
    sheets = [" ".join(content([sheet.scene])) for sheet in pieces(made)]
    assert len(sheets) > 4
    assert [said for said in sheets if f"{made.drawing.fingerprint} · Brouillon, à valider" not in said] == []
