"""What an evening needs: counted from the pages and sheets that there are."""

import pytest

from jeu_oie.game.evening import Paper, Work, seating
from jeu_oie.kit.evening import file_to_print, needs
from jeu_oie.kit.sheets import BY_NAME, chosen
from jeu_oie.messages import load_catalog

MADE = {
    "1-board-a3": Paper(1, 1),
    "1-board-a4": Paper(5, 5),
    "2-table": Paper(2 + 12 + 2, 8),
    "3-person": Paper(2, 1),
    "4-facilitator": Paper(8, 4),
    "hall/poster": Paper(2, 2),
}
WITHOUT = {name: paper for name, paper in MADE.items() if name != "2-table"}
FOLD = {**WITHOUT, "2-table": Paper(2 + 12 + 1, 15)}  # on one side: folded, a card has its back
BOOKLET = {**WITHOUT, "2-table-1": Paper(2 + 14 + 2, 9)}


def counted(*, large=False, saver=False, made=MADE):
    return needs(chosen(large=large), made, seating(30, 4), saver=saver, large=large)


@pytest.mark.parametrize(
    "people, tables, teams, seats", [(2, 1, 2, 2), (6, 1, 3, 6), (8, 1, 4, 8), (9, 2, 3, 5), (30, 4, 4, 8)]
)
def test_nobody_is_left_standing(people, tables, teams, seats):
    seated = seating(people, 4)
    assert (seated.tables, seated.teams, seated.seats) == (tables, teams, seats)
    assert seated.tables * seated.seats >= people
    assert seated.teams >= 2


def test_sheets_are_counted_by_paper_and_by_whom_they_are_for():
    """A table: a sheet of rules, six of cards, one to write on; a person one, the guide four."""
    found = counted()
    assert found.sheets == {"A3": 4, "A4": 4 * (1 + 6 + 1) + 30 + 4}
    assert found.duplex == 4 * 8 + 30 + 4


def test_pages_in_colour_are_boards_rules_fronts_of_cards_and_of_each_persons_sheet():
    assert counted().colour == 4 + 4 * (2 + 6) + 30
    assert counted(saver=True).colour == 0


def test_cards_to_fold_are_printed_on_one_side_with_all_that_is_in_their_file():
    found = counted(made=FOLD)
    assert found.sheets == {"A3": 4, "A4": 4 * (2 + 12 + 1) + 30 + 4}
    assert found.duplex == 30 + 4
    assert found.colour == 4 + 4 * (2 + 12) + 30


@pytest.mark.parametrize(
    "made, cuts", [(MADE, 6 * 7 + 1), (FOLD, 12 * 3 + 1), (BOOKLET, 0)], ids=["cut", "fold", "book"]
)
def test_scissors_are_those_of_one_table(made, cuts):
    found = counted(made=made)
    assert found.cuts == cuts
    assert found.work.get(Work.CUT, 0) == -(-(cuts * 12 + 11 * 6 * bool(cuts)) // 60)


@pytest.mark.parametrize(
    "made, large, work",
    [
        (MADE, False, {"cut", "sort"}),
        (MADE, True, {"cut", "glue", "sort"}),  # the board, in pieces
        (FOLD, False, {"cut", "fold", "glue", "sort"}),
        (BOOKLET, False, {"fold"}),
    ],
    ids=["cut", "large", "fold", "booklet"],
)
def test_what_hands_do_is_what_there_is_to_do(made, large, work):
    found = counted(made=made, large=large)
    assert set(found.work) == work
    assert found.minutes == sum(found.work.values())


def test_the_board_in_pieces_tells_how_long_it_takes_to_glue():
    """Four pieces under a plan: each cut along two edges, then laid on its neighbour."""
    found = needs((BY_NAME["1-board-a4"],), MADE, seating(30, 4), saver=False, large=False)
    assert found.work == {Work.CUT: 2, Work.GLUE: 4}


@pytest.mark.parametrize(
    "made, name, lines",
    [(MADE, "2-table.pdf", (1, 6, 1)), (FOLD, "2-table.pdf", (2, 12, 1)), (BOOKLET, "2-table-1.pdf", (1, 7, 1))],
    ids=["cut", "fold", "booklet"],
)
def test_the_lines_of_a_tables_file_are_its_sheets(made, name, lines):
    file = file_to_print(BY_NAME["2-table"], made, seating(30, 4), load_catalog("fr"))
    assert (file.name, tuple(sheets for _, sheets in file.lines)) == (name, lines)
    assert file.one_sided is (made is FOLD)


@pytest.mark.parametrize(
    "people, last, again", [(8, "", False), (16, "2-table-2.pdf", False), (40, "2-table-4.pdf", True)]
)
def test_each_table_has_its_booklet_and_a_fifth_begins_again_at_the_first(people, last, again):
    file = file_to_print(BY_NAME["2-table"], BOOKLET, seating(people, 4), load_catalog("fr"))
    assert (file.name, file.last, file.again) == ("2-table-1.pdf", last, again)


def test_no_paper_is_counted_for_a_file_that_was_not_made():
    found = counted(made={"3-person": Paper(2, 1)})
    assert (found.sheets, found.work, found.colour) == ({"A3": 0, "A4": 30}, {}, 30)


@pytest.mark.parametrize("large, paper, sheets", [(False, "A3", 4), (True, "A4", 20)])
def test_the_board_is_on_the_paper_where_its_letters_are_large_enough(large, paper, sheets):
    board = chosen(large=large)[0]
    assert needs((board,), MADE, seating(30, 4), saver=False, large=large).sheets == {paper: sheets}
    assert board is BY_NAME["1-board-a4" if large else "1-board-a3"]
