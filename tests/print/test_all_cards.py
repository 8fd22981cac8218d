"""Every card in full: whatever a card says, that of the rest too, stands in the list whole, once for each card."""

import pytest

from jeu_oie.game.lines import list_rules
from jeu_oie.game.wording import State
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.rules import runs_of
from tests.game import making
from tests.print.sheets import document, found_in, grey, planned, shipped, squeezed, unsaid
from tests.sheets.sheets import outside, pages

NAME = "more/all-cards"
EVERY = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")


@EVERY
def test_nothing_of_a_card_is_cut(path):
    made = shipped(path)
    said = squeezed(" ".join(found_in(as_data(document(NAME, made).content))))
    lacking = [
        text
        for card in made.deck.every
        for text in (
            *(card.title, card.second, card.meaning, card.text, card.heading, *card.bullets, card.answer),
            *(row.value for row in (*card.rows, *card.notes) if row.key != "missing"),
            *(title for _, title in card.sources),
        )
        if squeezed(text) not in said
    ]
    assert lacking == []


@EVERY
def test_each_card_stands_once_with_its_number(path):
    deck = shipped(path).deck
    listed = [it.card for group in document(NAME, shipped(path)).content.groups for it in group.cards]
    assert [card.title for card in listed] == [card.title for card in deck.every]
    told = [*deck.cards, *deck.pile, *deck.problems]
    names = [card.name for card in listed if card.name]
    assert names == [card.name if card.name[0].isdigit() else card.name[1:] for card in told]


@EVERY
def test_what_is_done_in_the_game_stands_last_on_a_card(path):
    groups = document(NAME, shipped(path)).content.groups
    states = [[row.state == State.GAME for row in it.card.rows] for group in groups for it in group.cards]
    assert any(map(any, states)) and all(each == sorted(each) for each in states)


def test_paper_shows_every_text_of_its_content_in_black_alone():
    laid = document(NAME, shipped(making.SHIPPED[0]))
    pdf = laid.pdf()
    assert not unsaid(pdf, laid.content)
    assert grey(pdf)


def test_every_rule_stands_at_its_end():
    made = shipped(making.CIRCUITS / "oph-31" / "repairs.yaml")
    content = document(NAME, made).content
    assert content.rules == tuple(map(runs_of, list_rules(made.board, made.words)))
    names = " ".join(each.names for each in content.kinds)
    assert "Urgence" in names and "Arrivée" in names


def test_in_large_print_a_long_name_leaves_the_foot_on_the_page():
    name = "Office intercommunal du Val-Imaginaire et des Hautes-Collines"
    circuit = making.circuit(title="Ma réclamation technique, du premier appel à la clôture", landlord={"name": name})
    for page in pages(document(NAME, planned(circuit, large=True)).pdf()):
        assert outside(page) == []
        assert "Brouillon," in {word.text for word in page}
