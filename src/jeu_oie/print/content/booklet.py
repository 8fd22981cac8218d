"""Every card in one booklet a table, in reading order: nothing to cut, nothing shortened but sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, Deck, rows_shown
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.wording import Row, State, name_place
from jeu_oie.messages import Catalog
from jeu_oie.print.content.card import FactRow, FullCard, fact_row, full_card, game_last
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class Leaf:
    """A card; ``place``: how the corner of its page names it, « 12 », « problème 3 ».

    A row without a value is one to write by hand.
    """

    card: FullCard
    place: str


@dataclass(frozen=True, slots=True)
class Squares:
    """Squares in their order, all with a card, or all ``bare``, of which a line says all."""

    bare: bool
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBooklet:
    """The squares, then the pile in the order in which it is drawn. ``how``: to find a card in it."""

    frame: Frame
    heading: str
    how: tuple[str, ...]
    squares: tuple[Squares, ...]
    pile_heading: str
    pile: tuple[Leaf, ...]


def card_booklet(deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> CardBooklet:
    """``page``: the address of the circuit's page."""
    pile = (*deck.pile, *deck.problems)
    parts = ("square", *(["pile"] if pile else []), *(["problem"] if deck.problems else []), "answer", "more")
    return CardBooklet(
        frame=frame_of(dossier, t, page, t("booklet.title")),
        heading=t("booklet.title"),
        how=tuple(t(f"booklet.how.{part}") for part in parts),
        squares=tuple(
            Squares(not printed, tuple(leaves(tuple(group), t)))
            for printed, group in groupby(deck.cards, key=lambda card: card.printed)
        ),
        pile_heading=t("booklet.pile") if pile else "",
        pile=tuple(leaves(pile, t)),
    )


def leaves(cards: Sequence[Card], t: Catalog) -> Iterator[Leaf]:
    for card in cards:
        place = name_place(card.name, t) if card.card_id.place is Place.PROBLEM else card.card_id.shown
        yield Leaf(full_leaf(card) if card.printed else line_of(card), place)


def full_leaf(card: Card) -> FullCard:
    return replace(full_card(card), rows=game_last(map(by_hand, rows_shown(card))), sources=())


def line_of(card: Card) -> FullCard:
    """A square of which its title says all."""
    return full_card(Card(card.name, card.id, card.kind, card.step, card.face, "", card.title))


def by_hand(row: Row) -> FactRow:
    """Without its source; a number that nobody has found is written by hand."""
    told = replace(fact_row(row), value=row.bare)
    return replace(told, icon="phone", value="") if row.key == "call" and row.state is State.MISSING else told
