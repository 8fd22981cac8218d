"""A board in A4 pieces: nothing is lost, what overlaps is wide enough to glue, texts stay whole where they can."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jeu_oie.draw.geometry import Box, hull
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import plan
from jeu_oie.kit.printing import SIZES, board_pieces, text_boxes
from jeu_oie.sheets.tiles import (
    A4,
    AROUND,
    EDGE,
    FOOT,
    OTHER,
    OVERLAP,
    STEP,
    WORTH,
    enlarge,
    scales,
    starts,
    tile,
    weigh,
)
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


spans = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 60)).map(lambda at: (at[0], sum(at))), max_size=12)


@given(st.integers(260, 480), spans, spans)
def test_one_seam_crosses_as_few_texts_as_it_can(length, squares, others):
    room, weight = 250.0, weigh(squares, others)
    _, at = starts(length, room, weight)
    first, last = max(length - room, 2 * OVERLAP), min(room - OVERLAP, length - 3 * OVERLAP)
    middle = (length - OVERLAP) / 2
    everywhere = [middle + rank * STEP for rank in range(-250, 250) if first <= middle + rank * STEP <= last]
    assert weight(at) == pytest.approx(min(map(weight, everywhere)))


@given(st.integers(500, 1300), spans)
def test_seams_that_move_together_cross_no_more_texts_than_equal_parts(length, squares):
    weight = weigh(squares, ())
    found = starts(length, 250, weight)
    part = (length - OVERLAP) / len(found)
    alike = [part * rank for rank in range(1, len(found))]
    assert sum(map(weight, found[1:])) <= sum(map(weight, alike))


def test_three_seams_leave_their_places_where_one_alone_could_not_go_far_enough():
    """Each piece may be 200 long and is 160; the middle one must follow the first."""
    texts = [(133.0, 185.0), (300.0, 372.0)]
    weight = weigh(texts, ())
    found = starts(650, 200, weight)
    assert len(found) == 4
    assert sum(map(weight, found[1:])) == 0


def test_a_seam_rather_runs_through_a_text_beside_the_squares():
    square, other = (60.0, 100.5), (100.5, 130.0)
    assert starts(200, 130, weigh([square], [other]))[1] >= square[1] + AROUND
    assert starts(200, 130, weigh([], [other]))[1] <= other[0] - AROUND
    assert 2 * OTHER < 1


def test_an_a3_takes_four_sheets_and_an_a2_eight():
    assert len(tile(420, 297, NONE).tiles) == 4
    assert len(tile(594, 420, NONE).tiles) == 8


@given(boards())
def test_an_enlarged_board_takes_the_same_sheets_and_gives_up_no_size_for_nothing(board):
    width, height, squares, others = board
    more, made = enlarge(*board)
    plain = tile(*board)
    assert (len(made.xs), len(made.ys)) == (len(plain.xs), len(plain.ys))
    assert (made.width, made.height) == pytest.approx((width * more, height * more))
    largest = next(scales(width, height))
    assert 1 <= more <= largest
    full = tile(width * largest, height * largest, *scaled(largest, squares, others))
    assert largest - more <= WORTH * full.share(len(squares)) + 1e-9


def scaled(by, *texts):
    return [[box.scaled(by) for box in boxes] for boxes in texts]


def test_without_texts_a_board_fills_its_sheets():
    assert [enlarge(*SIZES[name], NONE)[0] for name in ("a3", "a2")] == pytest.approx([1.25, 1.29], abs=0.02)


@pytest.mark.parametrize(
    "large, least, path",
    [*((False, 1.18, path) for path in making.FEW), *((True, 1.1, path) for path in making.FEW[:2])],
    ids=lambda each: f"{each.parent.name}-{each.stem}" if isinstance(each, Path) else str(each),
)
def test_a_shipped_board_is_enlarged_and_its_seams_run_through_few_texts(path, large, least):
    made = plan(making.shipped(path), Preset(large=large))
    sheets = board_pieces(made)[1:]
    scale = sheets[0].board.scale / (420 / 297 if large else 1)  # as large as an A2
    assert (len(sheets), scale >= least - 1e-6) == (8 if large else 4, True), scale
    assert crossed(made, sheets) <= (0.04 if large else 0.03) * len(list(made.drawing.scene.texts()))


def crossed(made, sheets):
    """Texts of squares on a seam of the pieces as they lie."""
    scale = sheets[0].board.scale
    pieces = [(each.board.clip.x - each.board.x, each.board.clip.y - each.board.y) for each in sheets]
    xs, ys = ({round(at[axis], 3) for at in pieces} - {0} for axis in (0, 1))
    boxes = text_boxes(made.drawing.scene, scale, of_squares=True)
    return sum(any(box.x < x < box.right for x in xs) or any(box.y < y < box.bottom for y in ys) for box in boxes)


def test_the_plan_says_how_large_the_glued_board_is():
    made = plan(making.shipped(making.CIRCUITS / "opac-38" / "repairs.yaml"), Preset())
    first, *sheets = board_pieces(made)
    scale = sheets[0].board.scale
    said = " ".join(content([first.scene]))
    assert f"soit {round(100 * scale)} % d’un A3" in said
    assert f"{round(42 * scale)} × {round(29.7 * scale)} cm" in said
    picture = first.board.clip
    assert picture.w / first.board.scale == pytest.approx(420)


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
    sheets = [" ".join(content([sheet.scene])) for sheet in board_pieces(made)]
    assert len(sheets) > 4
    assert [said for said in sheets if f"{made.drawing.fingerprint} · Brouillon, à valider" not in said] == []
