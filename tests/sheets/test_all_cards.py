"""Every card in full: whatever a card says, that of the rest too, stands in the list whole, once for each card."""

import re
from html import unescape

import pytest

from jeu_oie.sheets.all_cards import all_cards_sheet
from tests.game.making import SHIPPED
from tests.sheets.sheets import imprint

EVERY = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")


def squeezed(text: str) -> str:
    return "".join(unescape(re.sub("<[^>]*>", "", text)).split())


@EVERY
def test_nothing_of_a_card_is_cut(path):
    made = imprint(path)
    said = squeezed(all_cards_sheet(made).html)
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
    made = imprint(path)
    html = all_cards_sheet(made).html
    assert html.count('<section class="card">') == len(made.deck.every)
    numbers = re.findall(r'<span class="no">([^<]+)</span>', html)
    told = [*made.deck.cards, *made.deck.pile, *made.deck.problems]
    assert numbers == [card.name if card.name[0].isdigit() else card.name[1:] for card in told]


def test_it_is_drawn_in_one_ink():
    html = all_cards_sheet(imprint(SHIPPED[0])).html
    assert not set(re.findall("#[0-9A-Fa-f]{6}", html)) - {"#20223F", "#FFFBF0"}
