"""What an evening needs: counted from the pages that there are, with scissors and without."""

import pytest

from jeu_oie.kit.sheets import BY_NAME, Evening, list_counted, needs
from jeu_oie.sheets.evening import seating

PAGES = {
    "board-a3-screen": 1,
    "board-a2": 1,
    "board-a4": 5,
    "pieces": 2,
    "rules": 2,
    "cards": 10,
    "booklet": 12,
    "carnet": 1,
    "guide": 7,
}


@pytest.mark.parametrize(
    "people, tables, teams, seats", [(2, 1, 2, 2), (6, 1, 3, 6), (8, 1, 4, 8), (9, 2, 3, 5), (30, 4, 4, 8)]
)
def test_nobody_is_left_standing(people, tables, teams, seats):
    seated = seating(people, 4)
    assert (seated.tables, seated.teams, seated.seats) == (tables, teams, seats)
    assert seated.tables * seated.seats >= people
    assert seated.teams >= 2


def test_sheets_are_counted_by_paper_and_by_whom_they_are_for():
    rows = [BY_NAME[name] for name in ("board-a3-screen", "rules", "carnet", "guide")]
    found = needs(rows, PAGES, seating(30, 4), saver=False, large=False)
    assert found.sheets == {"A3": 4, "A4": 4 * 1 + 30 + 4}
    assert found.duplex == 4 + 4
    assert found.colour == 4
    assert found.cuts == 0


def test_the_kit_without_scissors_needs_none_and_black_and_white_no_colour():
    seated = seating(30, 4)
    cut = needs(list_counted(Evening.CUT, large=False), PAGES, seated, saver=False, large=False)
    uncut = needs(list_counted(Evening.UNCUT, large=False), PAGES, seated, saver=True, large=False)
    assert cut.cuts == 4 * (5 * 7 + 2 * 35)
    assert cut.minutes == 28 + 28
    assert (uncut.cuts, uncut.minutes, uncut.colour) == (0, 0, 0)
    large = needs(list_counted(Evening.CUT, large=True), PAGES, seated, saver=False, large=True)
    assert large.cuts == 4 * (5 * 3 + 2 * 35)


@pytest.mark.parametrize("large, paper", [(False, "A3"), (True, "A2")])
def test_the_board_is_on_the_paper_where_its_letters_are_large_enough_or_on_a4(large, paper):
    seated = seating(30, 4)
    board = list_counted(Evening.CUT, large=large)[0]
    assert needs((board,), PAGES, seated, saver=False, large=large).sheets == {paper: 4}
    assert needs((BY_NAME["board-a4"],), PAGES, seated, saver=False, large=large).sheets == {"A4": 20}
