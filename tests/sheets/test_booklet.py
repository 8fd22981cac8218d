"""A table without scissors has every card: all their texts, large, found by number."""

import re
from functools import cache

import pytest

from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.cards import rows_shown
from jeu_oie.game.wording import State
from jeu_oie.sheets.booklet import booklet_sheet
from tests.game import making
from tests.house.source import ROOT
from tests.sheets.sheets import imprint, imprint_of, outside, pages, said, squeezed

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
NEIGHBOURS = making.CIRCUITS / "oph-31" / "neighbours.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
FOOT = 210 - 14  # mm from the top of an A5 page
MOST = 28  # pages: seven sheets of A4 a table


def told(deck):
    for card in (*deck.cards, *deck.pile, *deck.problems):
        yield card.title
        if card.printed:
            yield from (card.text, card.heading, *card.bullets, card.answer, card.provenance, card.second)
            yield from (text for row in rows_shown(card) for text in (row.label, row.bare))


@every
def test_every_text_of_every_card_stands_in_the_booklet(path):
    made = imprint(path)
    html = said(booklet_sheet(made).html)
    assert len(list(told(made.deck))) > 200
    assert [text for text in told(made.deck) if squeezed(text) not in html] == []


def test_the_guard_sees_a_lost_answer():
    made = imprint(NEIGHBOURS)
    answer = next(card.answer for card in made.deck.pile if card.answer)
    assert squeezed(answer) not in said(booklet_sheet(made).html.replace(answer, ""))


def test_cards_stand_in_the_order_of_the_squares_then_of_the_pile():
    deck = imprint(NEIGHBOURS).deck
    html = booklet_sheet(imprint(NEIGHBOURS)).html
    places = [part.split('"')[0] for part in html.split('data-name="')[1:]]
    problems = [f"problème {card.name[1:]}" for card in deck.problems]
    assert places == [*(card.name for card in deck.cards), *(card.name[1:] for card in deck.pile), *problems]


def test_the_rule_of_the_game_stands_last_on_a_card():
    question = {"title": "Est-ce long ?", "at": "s2", "source": "guide"}
    made = making.circuit(
        steps=making.steps(3, s2={"trace": "Courrier"}),
        questions=[question],
        sources={"guide": {"title": "Guide"}},
    )
    html = said(booklet_sheet(imprint_of(made, squares="24")).html)
    assert html.index("Courrier") < html.index("Prendreunœuf")


@pytest.mark.parametrize("path", making.FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_holds_on_seven_sheets(path):
    """Pages of A5, four on a sheet of A4; a table's pile begins elsewhere, so its pages may be one more."""
    assert len(printed(path)) <= MOST


@cache
def printed(path):
    """The words of each page."""
    sheet = booklet_sheet(imprint(path))
    return pages(pdf(sheet.html, Printing(duplex=sheet.duplex)))


@pytest.fixture
def paper():
    return printed(NEIGHBOURS)


def test_letters_are_large_but_for_the_foot(paper):
    for words in paper:
        small = [word.text for word in words if word.size_pt < 14 - 0.01 and word.top < FOOT]
        assert small == []
        assert outside(words) == []


def test_the_outer_corner_tells_what_a_page_holds(paper):
    for rank, words in enumerate(paper[1:], 2):
        corner = [word for word in words if word.size_pt > 25 and word.top < 24]
        numbers = [word.text for word in corner if word.text[0].isdigit()]
        assert len(numbers) == 2, rank
        edges = (min(word.left for word in corner), 148.5 - max(word.right for word in corner))
        right = edges[0] > edges[1]
        assert right == (rank % 2 == 1)


def test_answers_are_upside_down(paper):
    made = imprint(NEIGHBOURS)
    assert any(card.answer for card in made.deck.pile)
    html = booklet_sheet(made).html
    assert html.count('<p class="answer">') == sum(
        bool(card.answer) for card in (*made.deck.cards, *made.deck.pile, *made.deck.problems)
    )
    assert ".answer { transform: rotate(180deg)" in html
    turned = [words for words in paper if [word.text for word in words].count("Réponse")]
    assert turned


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_booklet_says_how_to_find_a_square(language):
    made = imprint_of(making.circuit(language=language, questions=[{"title": "Pourquoi ?"}]), squares="24")
    html = said(booklet_sheet(made).html)
    for key in ("booklet.title", "booklet.how.square", "booklet.how.pile", "booklet.pile"):
        assert squeezed(made.words(key)) in html


@every
@pytest.mark.parametrize("large", [False, True])
def test_a_card_tells_its_gaps_in_one_row_at_most_and_leaves_a_line_for_a_number(path, large):
    """What is missing speaks once: a sheet of « pas trouvé » helps nobody."""
    html = booklet_sheet(imprint(path, large=large)).html
    leaves = re.findall(r'<section class="leaf.*?</section>', html, re.DOTALL)
    assert len(leaves) > 30
    assert [leaf for leaf in leaves if leaf.count('class="row missing"') > 1] == []
    unknown = [card for card in imprint(path).deck.printed for row in card.rows if row.key == "call" and lacks(row)]
    assert html.count('<span class="hand">') == len(unknown)


def lacks(row):
    return row.state is State.MISSING


def test_a_gap_is_told_as_one():
    made = imprint(NEIGHBOURS)
    gaps = sum(row.state is State.MISSING for card in made.deck.printed for row in rows_shown(card))
    assert booklet_sheet(made).html.count('class="row missing"') == gaps


@pytest.mark.parametrize("path, least, most", [(NEIGHBOURS, 0, 40), (ARABIC, 108, 148)], ids=["left", "right"])
def test_the_number_of_a_card_stands_where_a_line_begins(path, least, most):
    first, *_ = printed(path)
    number = next(word for word in first if word.text == "1" and word.size_pt > 19)
    assert least < number.left < most
