"""Every card in full (``print/more/all-cards.pdf``): what an A7 card had no room for; then every rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.wording import Row, State
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, sheet
from jeu_oie.sheets.rules import all_rules, conditions


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card as it is listed; ``name`` is its number, ``lettered`` where its ``bullets`` are answers to choose from."""

    name: str
    label: str
    second: str
    title: str
    meaning: str
    text: str
    heading: str
    bullets: tuple[str, ...]
    lettered: bool
    rows: tuple[Row, ...]
    answer: str
    source: str


def all_cards_sheet(imprint: Imprint) -> Sheet:
    """The cards of the squares in order, of the pile, the problems, and what no table draws."""
    deck, words = imprint.deck, imprint.words
    groups = (
        ("all-cards.squares", deck.cards),
        ("circuit.pile", deck.pile),
        ("all-cards.problems", deck.problems),
        ("all-cards.rest", deck.rest),
    )
    listed = tuple((key, tuple(list_cards(cards, words))) for key, cards in groups)
    return sheet(
        "print/all-cards.html",
        imprint,
        duplex=True,
        groups=listed,
        rules=all_rules(imprint.board, words),
        runs=partial(conditions, colon=words("rules.colon")),
    )


def list_cards(cards: Sequence[Card], words: Catalog) -> Iterator[ListedCard]:
    for card in cards:
        rows = sorted((*rows_shown(card), *card.notes), key=lambda row: row.state is State.GAME)
        yield ListedCard(
            "" if card.card_id.place is Place.REST else card.card_id.shown,
            card.face.label,
            card.second,
            card.title,
            card.meaning,
            card.text,
            card.heading,
            card.bullets,
            bool(card.bullets) and not card.heading,
            tuple(rows),
            card.answer,
            source(card, words),
        )


def source(card: Card, words: Catalog) -> str:
    """Where its words come from."""
    titles = words("separator").join(title for _, title in card.sources)
    cited = words.count("booklet.sources", len(card.sources), titles=titles) if titles else ""
    return words("separator").join(filter(None, (card.provenance, cited)))
