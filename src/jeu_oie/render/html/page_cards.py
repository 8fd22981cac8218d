"""Cards as the page shows them: telephone links, links from card to card and to the sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jeu_oie.board.cards import Card, Deck
from jeu_oie.board.facts import FactFormatter, Row, State
from jeu_oie.board.kinds import Kind
from jeu_oie.board.squares import Board
from jeu_oie.circuit.model import Item, ProblemItem, Step
from jeu_oie.layout.cards.gaps import rows_of
from jeu_oie.render.html.page_text import CALLED, TextRun, numbers_of, with_calls

FIRST = ("emergency", "danger", "call", "hours")
DIALLED = ("call", "emergency", "danger")


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of a card: ``key`` chooses its pictogram, ``state`` how sure it is."""

    key: str
    label: str
    value: tuple[TextRun, ...]
    state: str


@dataclass(frozen=True, slots=True)
class PageCard:
    """A card on the page. ``anchor`` is its id, ``over`` stands above its title, ``sources`` are (number, title).

    ``ordered`` where the list is done one after the other. ``first`` is what stands before all else on an urgency
    card: danger, the number to call, its hours (outputs.md).
    """

    anchor: str
    kind: str
    pictogram: str
    over: str
    title: str
    text: str
    heading: str
    bullets: tuple[tuple[TextRun, ...], ...]
    first: tuple[CardRow, ...]
    rows: tuple[CardRow, ...]
    answer: str
    sources: tuple[tuple[int, str], ...]
    provenance: str
    dashed: bool
    ordered: bool = False


def anchor(name: str) -> str:
    """The id of a card's element, from the card's name."""
    return f"carte-{name}"


def items_of(board: Board, deck: Deck) -> Mapping[str, Item]:
    """Card name → item of the circuit, for the cards that have one."""
    inner = (square for track in board.side_tracks for square in track.squares)
    placed = {square.name: square.item for square in (*board.squares, *inner) if square.item is not None}
    return placed | {card.name: item for card, item in zip(deck.pile, board.pile, strict=True)}


def show(card: Card, item: Item | None, facts: FactFormatter) -> PageCard:
    """One card. Rows that tell the game stand above its title (a square's), or once for its sort (the pile's)."""
    rows = (*(row for row in rows_of(card) if not of_the_game(row)), *card.notes)
    first = [row for row in rows if card.kind is Kind.SHORTCUT and row.key in FIRST]
    return PageCard(
        anchor(card.name),
        card.kind,
        card.face.pictogram,
        over(card, item, facts),
        card.title,
        card.text,
        card.heading,
        tuple(bullets(card, item, facts)),
        tuple(line(row, item, facts) for row in rows if row in first),
        tuple(line(row, item, facts) for row in rows if row not in first),
        card.answer,
        card.sources,
        card.provenance,
        card.dashed,
        isinstance(item, ProblemItem) and bool(facts.dangers_of(item)),
    )


def bullets(card: Card, item: Item | None, facts: FactFormatter) -> Iterator[tuple[TextRun, ...]]:
    """The list of a card; in a danger any number in it is one to call."""
    numbers = numbers_of(facts)
    danger = item is not None and bool(facts.dangers_of(item))
    for bullet in card.bullets:
        yield with_calls(bullet, numbers.in_danger if danger else numbers.last, numbers.written)


def over(card: Card, item: Item | None, facts: FactFormatter) -> str:
    """« Case 12 · Recours · garder cette carte »; nothing for the pile, whose sort has its heading.

    The steps are the tenant's own path: who acts, without squares nor game (outputs.md, Modes of the page).
    """
    if card.in_pile:
        return ""
    if isinstance(item, Step):
        return " · ".join(filter(None, (card.face.label, card.second)))
    place = facts.words("page.card.square", name=card.name) if item is not None else ""
    game = (row.value for row in card.rows if row.state is State.GAME)
    return " · ".join(filter(None, (place, card.face.label, card.second, *game)))


def of_the_game(row: Row) -> bool:
    """What happens in the game, and what the group fills in around the table."""
    return row.state is State.GAME or (row.key == "acceptable" and row.state is State.NOTHING)


def line(row: Row, item: Item | None, facts: FactFormatter) -> CardRow:
    """A row with its links: the card that « si rien ne vient » names, numbers to call."""
    target = item.if_silent if row.key == "silent" and isinstance(item, Step) else None
    if target is not None:
        return CardRow(row.key, row.label, (TextRun(facts.titles[target], href_of(target, facts)),), row.state)
    value = numbers_of(facts).link(row.value) if row.key in DIALLED else with_calls(row.value, CALLED)
    return CardRow(row.key, row.label, value, row.state)


def href_of(item: str, facts: FactFormatter) -> str:
    """The link to the card of ``item``: on its square, else in the pile; none where it has no card of its own."""
    place = facts.places.get(item)
    pile = {each.id: f"p{rank}" for rank, each in enumerate(facts.board.pile, 1)}
    name = place or pile.get(item)
    return f"#{anchor(name)}" if name else ""
