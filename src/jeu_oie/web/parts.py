"""What stands in which part of the page: what to do first, the path, then every other card by its sort."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import NONE, Adopted, Advice, Fact, Item, Practice, ProblemItem, Question, Shortcut, Step
from jeu_oie.game.answers.landlord import told_numbers
from jeu_oie.game.answers.model import State
from jeu_oie.game.bodies import answers_of
from jeu_oie.game.calls import list_voices
from jeu_oie.game.cards import Card, Deck, pile_card
from jeu_oie.game.handout import by_number, is_calm
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.web.answer import by_use
from jeu_oie.web.cards import (
    CardRow,
    OtherLandlords,
    PageCard,
    TextRun,
    cited_in,
    line,
    numbers_of,
    show,
    tell_elsewhere,
)
from jeu_oie.web.play import urgency_of


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
class PageNumber:
    """A number of the landlord: its link, ``told``: whose it is, on what condition and when it answers; ``doubt``."""

    call: tuple[TextRun, ...]
    told: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of problem; ``answers``: how urgent it is and who pays, ``call`` the number to call then.

    ``elsewhere``: what other landlords say of it, at most one.
    """

    card: PageCard
    answers: tuple[CardRow, ...]
    urgent: bool
    call: tuple[TextRun, ...]
    elsewhere: tuple[OtherLandlords, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the path, by its ``id``; ``done``: what it is called once it is done."""

    id: str
    card: PageCard
    done: str


@dataclass(frozen=True, slots=True)
class CardSort:
    """The cards of one sort, ``folded`` where each opens by itself; ``anchor`` where something leads to them."""

    anchor: str
    title: str
    cards: tuple[PageCard, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class CircuitParts:
    """The circuit, each card once.

    ``calm`` where nobody waits in danger; ``elsewhere``: what other landlords say, apart from the path.
    """

    urgencies: tuple[Urgency, ...]
    troubles: tuple[Trouble, ...]
    stages: tuple[Stage, ...]
    calm: bool
    sorts: tuple[CardSort, ...]
    elsewhere: tuple[OtherLandlords, ...] = ()


class UnknownSort(ValueError):
    """Cards of a sort that has no place on the page: they would be missing from it."""


def is_seen_elsewhere(item: Item) -> bool:
    """Whether it is a practice seen at other landlords alone."""
    return isinstance(item, Practice) and item.adopted is Adopted.FALSE


def unseen(board: Board) -> frozenset[str]:
    """Ids of what no table draws and says nothing of this landlord: all-cards.pdf alone has these.

    Common questions, and ideas seen elsewhere.
    """
    common = {item.id for item in board.circuit.common_questions}
    return frozenset(item.id for item in board.undealt if item.id in common or is_seen_elsewhere(item))


def sort_out(board: Board, deck: Deck, facts: FactFormatter) -> CircuitParts:
    """Every card of ``deck`` in its part of the page, but those that are ``unseen``.

    A square that says one fact of another card says all of it itself.
    """
    items, hidden, undrawn = board.items, unseen(board), {item.id for item in board.undealt}
    cards = [card for card in deck.every if card.name not in items or items[card.name].id not in hidden]
    shown = {card.name: show(card, items.get(card.name), facts) for card in cards}
    shown |= {name: replace(shown[name], played=False) for name in shown if name in items and items[name].id in undrawn}
    facts_alone = {square.name for square in board.every_square if square.aspect is not None}
    tracks = {square.name: KINDS[track.kind].group for track in board.side_tracks for square in track.squares}
    by_sort: dict[str, list[Card]] = {}
    for card in cards:
        if card.name not in facts_alone:
            sort = tracks.get(card.name) or sort_of(card, items.get(card.name), board)
            by_sort.setdefault(sort, []).append(card)
    if unknown := by_sort.keys() - {*PLACED, *ORDER}:
        raise UnknownSort(*sorted(unknown))
    ranks = {problem.id: rank for rank, problem in enumerate(by_use(facts))}
    problems = sorted(by_sort.get("problem", []), key=lambda card: ranks[items[card.name].id])
    told = {name: items[name] for name in shown if name in items}
    return CircuitParts(
        urgencies(by_sort.get("shortcut", ()), shown, items, facts),
        tuple(trouble(card.name, items[card.name], facts) for card in problems),
        tuple(stage(shown[card.name], items[card.name]) for card in by_sort["step"]),
        is_calm(facts),
        tuple(sorts(by_sort, shown, facts)),
        tuple(tell_elsewhere((item for item in told.values() if not isinstance(item, ProblemItem)), facts)),
    )


ANY_DANGER = "any-danger"
PLACED = ("shortcut", "problem", "step")  # in « Que faire ? »
# The others, in the order of the page.
ORDER = (
    *("recourse", "setback", "detour", "other-way", "right", "practice", "space", "advice", "fact", "question"),
    *("debate", "square"),
)
ANCHORS = {"recourse": "recours"}  # what other parts of the page link to
FOLDED = frozenset({"question", "debate"})


# The sorts that their items tell, on whatever square they stand.
OF_ITEMS: Mapping[type[Item], str] = {
    ProblemItem: "problem",
    Advice: "advice",
    Fact: "fact",
    Practice: "practice",
    Shortcut: "shortcut",
    Step: "step",
}


def sort_of(card: Card, item: Item | None, board: Board) -> str:
    """The sort of a card: by its item where the sort is one of texts, else by its kind.

    A pictured problem that is not this landlord's is a question alone.
    """
    if isinstance(item, ProblemItem) and item not in board.circuit.problems:
        return "question"
    if isinstance(item, Question):
        return "question" if item.right is not None else "debate"
    own = KINDS[card.kind].group if item is not None else "square"
    return next((sort for kind, sort in OF_ITEMS.items() if isinstance(item, kind)), own)


def sorts(by_sort: Mapping[str, list[Card]], shown: Mapping[str, PageCard], facts: FactFormatter) -> Iterator[CardSort]:
    for name in ORDER:
        cards = by_sort.get(name, [])
        if name == "square":
            cards = once(card for card in cards if card.kind is not Kind.FINISH)  # the arrival ends the path
        if cards:
            told = tuple(shown[card.name] for card in cards)
            yield CardSort(ANCHORS.get(name, ""), facts.words(f"page.sort.{name}"), told, name in FOLDED)


def once(cards: Iterable[Card]) -> list[Card]:
    """Squares without an item say the same on all of their kind: the first of each stands for the others."""
    firsts: dict[Kind, Card] = {}
    for card in cards:
        firsts.setdefault(card.kind, card)
    return list(firsts.values())


def urgencies(
    cards: Sequence[Card], shown: Mapping[str, PageCard], items: Mapping[str, Item], facts: FactFormatter
) -> tuple[Urgency, ...]:
    """The shortcuts, those of one number and its hours together."""
    by_id = {items[card.name].id: shown[card.name] for card in cards}
    shortcuts = (item for card in cards if isinstance(item := items[card.name], Shortcut))
    return tuple(
        Urgency(
            numbers_of(facts).link(call),
            hours,
            tuple(by_id[each.id] for each in ways),
            facts.is_own_number(call),
        )
        for (call, hours), ways in by_number(shortcuts).items()
    )


def own_numbers(facts: FactFormatter) -> Iterator[PageNumber]:
    """Those of the answers; none where nobody has found one."""
    numbers = numbers_of(facts)
    for each in told_numbers(facts.circuit):
        told = facts.comma.join(filter(None, (each.label, each.condition, each.hours)))
        yield PageNumber(numbers.link(each.value), told, each.state is State.DOUBTFUL)


def local_ways(facts: FactFormatter) -> Iterator[tuple[str, tuple[TextRun, ...]]]:
    """What holds in some places alone, for whom no script asks where they live: each agency, then other ways in."""
    numbers = numbers_of(facts)
    for agency in facts.circuit.landlord.agencies:
        yield agency.name, numbers.link(facts.agency(agency))
    for way in facts.circuit.landlord.contacts:
        if way.where:
            yield "", numbers.link(facts.contact(way))


def trouble(name: str, item: Item, facts: FactFormatter) -> Trouble:
    """A problem with its urgency, and the number of that urgency; in a danger its gestures say whom to call.

    Whoever looks for it is not asked what the game asks: its square has a question for a title and keeps the gestures
    for the answer, its own card says both.
    """
    assert isinstance(item, ProblemItem)
    card = show(pile_card(item, name, facts), item, facts)
    shortcut = urgency_of(item, facts)
    danger = bool(facts.dangers_of(item))
    call = numbers_of(facts).link(shortcut.call) if shortcut and shortcut.call and not danger else ()
    answers = tuple(line(facts.mark_row(row, item), item, facts) for row in answers_of(item, facts))
    return Trouble(
        card, answers, danger or item.urgency not in (None, NONE), call, tuple(tell_elsewhere((item,), facts))
    )


def stage(card: PageCard, item: Item) -> Stage:
    assert isinstance(item, Step)
    return Stage(item.id, card, item.done or "")


def arrival_of(board: Board, deck: Deck, facts: FactFormatter) -> PageCard:
    """The arrival, last on the path."""
    return show(deck.cards[-1], board.squares[-1].item, facts)


def alert(facts: FactFormatter) -> tuple[TextRun, ...]:
    """The number for any danger, else the first that one speaks to; empty where the circuit names none."""
    any_danger = (each.call for each in facts.circuit.emergency if each.id == ANY_DANGER)
    return numbers_of(facts).link(next(filter(None, (*any_danger, *list_voices(facts))), ""))


def cited_numbers(parts: CircuitParts, facts: FactFormatter) -> frozenset[int]:
    """The numbers of the sources of all that stands on the page; others are cited on printed sheets alone."""
    cards = [trouble.card for trouble in parts.troubles] + [stage.card for stage in parts.stages]
    cards += [card for urgency in parts.urgencies for card in urgency.levels]
    cards += [card for sort in parts.sorts for card in sort.cards]
    told = (*parts.elsewhere, *(each for trouble in parts.troubles for each in trouble.elsewhere))
    numbers = {number for card in cards for number, _ in card.sources}
    return frozenset(numbers | {number for each in told for number in each.sources} | {*cited_in(facts)})
