"""What stands in which part of the page: what to do first, the path, then every other card by its sort."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jeu_oie.board.cards import Calendar, Card, Deck, time_card
from jeu_oie.board.facts import FactFormatter, State
from jeu_oie.board.handout import by_number, is_calm
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.squares import Board, Square, elapsed_before
from jeu_oie.circuit.delays import Unit
from jeu_oie.circuit.model import NONE, Advice, Fact, Item, ProblemItem, Question, Shortcut, Step
from jeu_oie.render.html.page_cards import PageCard, anchor, href_of, items_of, show
from jeu_oie.render.html.page_text import TextRun, numbers_of


@dataclass(frozen=True, slots=True)
class Urgency:
    """Ways to say that it is urgent, by one number: ``call`` is empty where nobody has found it.

    ``sure``: it is the landlord's, so that whoever is not sure can call it.
    """

    call: tuple[TextRun, ...]
    hours: str
    levels: tuple[PageCard, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of problem: ``urgency`` says how urgent it is, where known, ``call`` the number to call then."""

    card: PageCard
    urgency: str
    urgent: bool
    call: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the path with the announced time before it; the first one has none.

    ``days``: that time in days, where it is known, ``working`` ones or not; ``announced``: how it is announced.
    """

    card: PageCard
    calendar: Calendar | None
    days: str | None = None
    announced: str = ""
    working: bool = False


@dataclass(frozen=True, slots=True)
class CardSort:
    """The cards of one sort; ``game`` is what they do in the game, ``folded`` where each opens by itself."""

    anchor: str
    title: str
    cards: tuple[PageCard, ...]
    game: str
    folded: bool


@dataclass(frozen=True, slots=True)
class CircuitParts:
    """The circuit, each card once.

    ``sure`` unless the only numbers are those of danger: whoever is not sure calls none of these; ``calm``
    where nobody waits in danger.
    """

    urgencies: tuple[Urgency, ...]
    troubles: tuple[Trouble, ...]
    stages: tuple[Stage, ...]
    sure: bool
    calm: bool
    sorts: tuple[CardSort, ...]


class UnknownSort(ValueError):
    """Cards of a sort that has no place on the page: they would be missing from it."""


def in_page_order(board: Board, deck: Deck) -> tuple[Board, Deck]:
    """The pile in the order of the page, its cards named again: so the page's script can name most of them itself."""
    order = (*PLACED, *ORDER)
    pairs = sorted(zip(deck.pile, board.pile, strict=True), key=lambda pair: order.index(sort_of(*pair)))
    cards = tuple(replace(card, name=f"p{rank}") for rank, (card, _) in enumerate(pairs, 1))
    return replace(board, pile=tuple(item for _, item in pairs)), Deck(deck.cards, cards)


def sort_out(board: Board, deck: Deck, facts: FactFormatter) -> CircuitParts:
    """Every card of ``deck`` in its part of the page."""
    items = items_of(board, deck)
    shown = {card.name: show(card, items.get(card.name), facts) for card in (*deck.cards, *deck.pile)}
    by_sort: dict[str, list[Card]] = {}
    for card in (*deck.cards, *deck.pile):
        by_sort.setdefault(sort_of(card, items.get(card.name)), []).append(card)
    if unknown := by_sort.keys() - {*PLACED, *ORDER}:
        raise UnknownSort(*sorted(unknown))
    problems = by_sort.get("problem", [])
    urgent = urgencies(by_sort.get("shortcut", ()), shown, items, facts)
    nameless = nameless_in(deck, by_sort, shown)
    shown |= {name: replace(shown[name], anchor="") for name in nameless}
    return CircuitParts(
        urgent,
        tuple(trouble(shown[card.name], items[card.name], facts) for card in problems),
        tuple(stage(shown[card.name], items[card.name], rank, facts) for rank, card in enumerate(by_sort["step"])),
        any(urgency.sure for urgency in urgent) or not any(urgency.call for urgency in urgent),
        is_calm(facts),
        tuple(sorts(by_sort, shown, facts)),
    )


def nameless_in(deck: Deck, by_sort: Mapping[str, list[Card]], shown: Mapping[str, PageCard]) -> frozenset[str]:
    """The cards of the pile that nothing in the page leads to: the script names each after the one before it."""
    named = {card.name for name in ("shortcut", "step") for card in by_sort.get(name, ())}
    linked = {piece.href for card in shown.values() for row in card.rows for piece in row.value}
    return frozenset(card.name for card in deck.pile if f"#{anchor(card.name)}" not in linked) - named


PLACED = ("shortcut", "problem", "step")  # in « Que faire ? »
# The others, in the order of the page.
ORDER = ("recourse", "setback", "detour", "practice", "space", "advice", "fact", "question", "debate", "square")
ANCHORS = {"recourse": "recours"}  # what other parts of the page link to
FOLDED = frozenset({"question", "debate"})


def sort_of(card: Card, item: Item | None) -> str:
    """The sort of a card: by its item where the sort is one of texts, else by its kind."""
    if isinstance(item, Question):
        return "question" if item.right is not None else "debate"
    texts: Mapping[type, str] = {ProblemItem: "problem", Advice: "advice", Fact: "fact", Shortcut: "shortcut"}
    if (sort := texts.get(type(item))) is not None:
        return sort
    if isinstance(item, Step):
        return "step" if card.name.isdigit() else "detour"
    return "square" if item is None else KINDS[card.kind].sort


def sorts(by_sort: Mapping[str, list[Card]], shown: Mapping[str, PageCard], facts: FactFormatter) -> Iterator[CardSort]:
    for name in ORDER:
        cards = by_sort.get(name, [])
        if name == "square":
            cards = once(card for card in cards if card.kind is not Kind.FINISH)  # the arrival ends the path
        if cards:
            told = tuple(shown[card.name] for card in cards)
            yield CardSort(
                ANCHORS.get(name, f"sorte-{name}"), facts.words(f"page.sort.{name}"), told, game(cards), name in FOLDED
            )


def once(cards: Iterable[Card]) -> list[Card]:
    """Squares without an item say the same on all of their kind: the first of each stands for the others."""
    firsts: dict[Kind, Card] = {}
    for card in cards:
        firsts.setdefault(card.kind, card)
    return list(firsts.values())


def game(cards: Iterable[Card]) -> str:
    """What the drawn cards of a sort do in the game, each sentence once."""
    said = (row.value for card in cards if card.in_pile for row in card.rows if row.state is State.GAME)
    return " · ".join(dict.fromkeys(said))


def urgencies(
    cards: Sequence[Card], shown: Mapping[str, PageCard], items: Mapping[str, Item], facts: FactFormatter
) -> tuple[Urgency, ...]:
    """The shortcuts, those of one number and its hours together."""
    by_id = {items[card.name].id: shown[card.name] for card in cards}
    shortcuts = (item for card in cards if isinstance(item := items[card.name], Shortcut))
    return tuple(
        Urgency(
            numbers_of(facts).link(way.call),
            way.hours,
            tuple(by_id[each.id] for each in way.shortcuts),
            facts.is_own_number(way.call),
        )
        for way in by_number(shortcuts)
    )


def trouble(card: PageCard, item: Item, facts: FactFormatter) -> Trouble:
    """A problem with its urgency, and the number of that urgency; in a danger its gestures say whom to call."""
    assert isinstance(item, ProblemItem)
    shortcuts = {shortcut.id: shortcut for shortcut in facts.circuit.shortcuts}
    shortcut = shortcuts.get(item.urgency or "")
    danger = bool(facts.dangers_of(item))
    call = numbers_of(facts).link(shortcut.call) if shortcut and shortcut.call and not danger else ()
    return Trouble(card, facts.urgency(item.urgency) or "", danger or item.urgency not in (None, NONE), call)


def stage(card: PageCard, item: Item, rank: int, facts: FactFormatter) -> Stage:
    """A step, and on its calendar the whole time announced since the step before."""
    assert isinstance(item, Step)
    if not rank:
        return Stage(card, None)
    announced = item.delay.announced if item.delay else None
    square = Square("", Kind.TIME, item.id)
    calendar = time_card(square, elapsed_before(item, 1, 1), facts).face.calendar
    if announced is None:
        return Stage(card, calendar, None, facts.unknown)
    if announced.days == 0:
        calendar = Calendar(facts.words("time.header"), "+ 0")
    return Stage(card, calendar, f"{announced.days:.3g}", announced.text, announced.unit is Unit.WORKING_DAY)


def arrival_of(board: Board, deck: Deck, facts: FactFormatter) -> PageCard:
    """The arrival, last on the path."""
    return show(deck.cards[-1], board.squares[-1].item, facts)


def first_step(facts: FactFormatter) -> str:
    """The link to the first step, where every problem starts."""
    return href_of(facts.circuit.steps[0].id, facts)
