"""A card is named by its place and its number, and found again by its name."""

import pytest

from jeu_oie.game.card_id import CardId, Place, read_card_id
from jeu_oie.game.wording import name_place
from jeu_oie.messages import load_catalog

NAMED = {
    "12": (CardId(Place.SQUARE, 12), "case\u00a012"),
    "10a": (CardId(Place.SIDE, 10, "a"), "case\u00a010a"),
    "p7": (CardId(Place.PILE, 7), "carte 7"),
    "b3": (CardId(Place.PROBLEM, 3), "réclamation 3"),
    "r2": (CardId(Place.REST, 2), "hors pile"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_name_is_read_as_it_is_written(name):
    card, said = NAMED[name]
    assert (str(card), read_card_id(name)) == (name, card)
    assert name_place(name, load_catalog("fr")).startswith(said)


@pytest.mark.parametrize("name", ["", "p", "q7", "10ab", "p7a7", "12 "])
def test_what_names_no_card_is_refused(name):
    with pytest.raises(ValueError, match=f"^{name}$"):
        read_card_id(name)
