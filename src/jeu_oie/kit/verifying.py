"""Which sheets and cards of a circuit carry a content hash: whether the one in hand is still current."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.kit.cards import card_hashes, laid_out
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import documents, imprint_of
from jeu_oie.layout.cards.face import card_hash


@dataclass(frozen=True, slots=True)
class Carrier:
    """A sheet (``cards-2``), or a card (``12``, ``p4``, with its title), that carries a hash."""

    hash: str
    name: str
    title: str = ""


def carriers(made: Plan) -> Iterator[Carrier]:
    """All that a kit prints a hash on, as it would be printed now."""
    options = Options()
    sheets = [document.sheets for document in documents(made, options)]
    sheets.append(card_hashes(*laid_out(made, imprint_of(made, options), options)))
    for named in sheets:
        yield from (Carrier(digits, name) for name, digits in named.items())
    yield from (Carrier(card_hash(card), card.name, card.title) for card in made.deck.printed)
