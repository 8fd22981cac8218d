"""What an evening needs: counted from the pages that there are, by how the cards are printed."""

import pytest

from jeu_oie.kit.sheets import BY_NAME, chosen, needs
from jeu_oie.print.look import CardsWay
from jeu_oie.sheets.evening import seating

PAGES = {"1-board-a3": 1, "1-board-a4": 5, "2-table": 2 + 12 + 2, "3-person": 2, "4-facilitator": 8, "hall/poster": 2}


def counted(*, large=False, saver=False, cards=CardsWay.DUPLEX, pages=PAGES):
    return needs(chosen(large=large), pages, seating(30, 4), cards=cards, saver=saver, large=large)


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


def test_pages_in_colour_are_boards_fronts_of_cards_and_of_each_persons_sheet():
    assert counted().colour == 4 + 4 * 6 + 30
    assert counted(saver=True).colour == 0


@pytest.mark.parametrize(
    "cards, cuts", [(CardsWay.DUPLEX, 6 * 7 + 1), (CardsWay.FOLD, 12 * 3 + 1), (CardsWay.BOOKLET, 0)]
)
def test_scissors_are_those_of_one_table(cards, cuts):
    found = counted(cards=cards)
    assert found.cuts == cuts
    assert found.minutes == -(-(cuts * 12 + 11 * 6 * bool(cuts)) // 60)


def test_no_paper_is_counted_for_a_file_that_was_not_made():
    found = counted(pages={"3-person": 2})
    assert (found.sheets, found.cuts, found.colour) == ({"A3": 0, "A4": 30}, 0, 30)


@pytest.mark.parametrize("large, paper, sheets", [(False, "A3", 4), (True, "A4", 20)])
def test_the_board_is_on_the_paper_where_its_letters_are_large_enough(large, paper, sheets):
    board = chosen(large=large)[0]
    assert needs((board,), PAGES, seating(30, 4), saver=False, large=large).sheets == {paper: sheets}
    assert board is BY_NAME["1-board-a4" if large else "1-board-a3"]
