"""Every card in one booklet a table, in reading order: nothing to cut, nothing shortened but sources."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, Deck, rows_shown
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.wording import Row, State, name_place
from jeu_oie.messages import Catalog
from jeu_oie.print.content.card import FactRow, FullCard, fact_row, full_card, game_last
from jeu_oie.print.content.cards import Asked, asked, list_parts
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class Leaf:
    """A card; ``place``: how the corner of its page names it, « 12 », « réclamation 3 ».

    A row without a value is one to write by hand. ``urgency``: how urgent a réclamation is. ``asked``: what is asked
    at a ☐ that is ticked, or at the door, where ``choose`` says how; the answers.
    """

    card: FullCard
    place: str
    urgency: str = ""
    choose: str = ""
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Squares:
    """Squares in their order, all with a card, or all ``bare``, of which a line says all."""

    bare: bool
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """Cards that stand on no square, in their order, each with a box to tick once it is taken."""

    heading: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBooklet:
    """The squares, then the pile in the order in which it is drawn, then the réclamations.

    ``how``: how one plays with it.
    """

    frame: Frame
    heading: str
    how: tuple[str, ...]
    squares_heading: str
    squares: tuple[Squares, ...]
    piles: tuple[Pile, ...]


def card_booklet(deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> CardBooklet:
    """``page``: the address of the circuit's page."""
    piles = {"pile": deck.pile, "problem": deck.problems}
    parts = ("square", *(name for name in ("problem", "pile") if piles[name]), "answer", "key", "more")
    return CardBooklet(
        frame=frame_of(dossier, t, page, t("booklet.title")),
        heading=t("booklet.title"),
        how=tuple(t(f"booklet.how.{part}") for part in parts),
        squares_heading=t("booklet.squares"),
        squares=tuple(
            Squares(not printed, tuple(leaf(card, t) for card in group))
            for printed, group in groupby(deck.cards, key=lambda card: card.printed)
        ),
        piles=tuple(
            Pile(t(f"booklet.{name}"), tuple(leaf(card, t) for card in cards)) for name, cards in piles.items() if cards
        ),
    )


def leaf(card: Card, t: Catalog) -> Leaf:
    if not card.printed:
        return Leaf(line_of(card), card.card_id.shown)
    if card.card_id.place is Place.PROBLEM:
        told = full_leaf(card)
        rows = tuple(row for row in told.rows if row.state != State.GAME)  # « how » says it once for all
        told = replace(told, label=t("print.problem"), rows=rows)
        return Leaf(told, name_place(card.name, t), card.level)
    if card.key:
        choose = " ".join((t("house-key.choose"), t("house-key.again")))
        return Leaf(full_leaf(card), card.card_id.shown, choose=choose, asked=tuple(key_lines(card, t)))
    return Leaf(full_leaf(card), card.card_id.shown, asked=tuple(recalled(card, t)))


ENOUGH = 2  # sentences of an answer: the card says all of it above


def recalled(card: Card, t: Catalog) -> Iterator[Asked]:
    if card.recall:
        told = asked(card.recall)
        yield Asked(told.question, told.answer[:ENOUGH], t("print.recall"))


def key_lines(card: Card, t: Catalog) -> Iterator[Asked]:
    """The questions at the door; an answer that the circuit does not know is the table's."""
    for each in card.key:
        yield Asked(each.question, list_parts(each.answer) if each.answer else (t("house-key.write"),))


def full_leaf(card: Card) -> FullCard:
    return replace(full_card(card), rows=game_last(map(by_hand, rows_shown(card))), sources=())


def line_of(card: Card) -> FullCard:
    """A square of which its title says all."""
    return full_card(Card(card.name, card.id, card.kind, card.step, card.face, "", card.title))


def by_hand(row: Row) -> FactRow:
    """Without its source; a number that nobody has found is written by hand; what is done in the game has its die."""
    told = replace(fact_row(row), value=row.bare, label="" if row.state is State.GAME else row.label)
    return replace(told, icon="phone", value="") if row.key == "call" and row.state is State.MISSING else told
