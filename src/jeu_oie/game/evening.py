"""An evening with one board and so many people: tables, paper, hands, timing, answers, what is still to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from jeu_oie.circuit.model import Item, ProblemItem, Question, Shortcut
from jeu_oie.game.association import Association
from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.kinds import Kind
from jeu_oie.game.meaning import can_win
from jeu_oie.game.squares import WAYS
from jeu_oie.game.wording import FactFormatter, State, capital, name_place
from jeu_oie.messages import Catalog

SEATS = 2  # people in a team: nobody is left out of the talk


@dataclass(frozen=True, slots=True)
class Seating:
    """``tables`` with ``teams`` each, ``seats`` people at most at one of them."""

    people: int
    tables: int
    teams: int
    seats: int


def seating(people: int, players: int) -> Seating:
    """Tables of ``players`` teams of two; fewer teams where one table holds all (game.md: two to six teams)."""
    tables = max(1, -(-people // (players * SEATS)))
    seats = -(-people // tables)
    return Seating(people, tables, max(2, min(players, -(-seats // SEATS))), seats)


class Paper(NamedTuple):
    """What a print file is as it was made: its pages, and on how many sheets of paper a copy comes out."""

    pages: int
    sheets: int

    @property
    def one_sided(self) -> bool:
        return self.sheets == self.pages


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file to print (« 2-table.pdf »): ``copies`` for all who play.

    ``lines``: what a copy holds, each with its sheets of paper; 0 for what stands on the sheet of the line before.
    ``last``: of a file that each table has for itself, the last name; ``name`` is then the first. ``again``: there
    are more tables. ``one_sided``: not to be printed on both sides, as the others are.
    """

    name: str
    copies: int
    lines: tuple[tuple[str, int], ...]
    last: str = ""
    again: bool = False
    one_sided: bool = False


class Work(StrEnum):
    """What hands do to what has been printed, in order."""

    CUT = "cut"
    FOLD = "fold"
    GLUE = "glue"
    SORT = "sort"


@dataclass(frozen=True, slots=True)
class Needs:
    """Sheets by paper (« A3 », « A4 »), those of them printed on both sides, pages in colour, a table's cuts.

    ``work``: the minutes that each work takes at a table.
    """

    sheets: Mapping[str, int]
    duplex: int
    colour: int
    cuts: int
    work: Mapping[Work, int]

    @property
    def minutes(self) -> int:
        """Of all work at a table."""
        return sum(self.work.values())

    def rows(self, words: Catalog) -> list[tuple[str, int]]:
        """What is to be ready, each with how many: on the terminal and in the window."""
        papers = [(words("people.sheets", paper=paper), count) for paper, count in self.sheets.items()]
        rest = {"people.duplex": self.duplex, "people.colour": self.colour}
        hands = [(words("people.minutes", work=words(f"people.{work}")), count) for work, count in self.work.items()]
        return [*papers, *((words(key), count) for key, count in rest.items()), *hands]


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """A whole room, one pawn: its ``turns``, the ``share`` of attentive rooms that come home in them (0 to 1).

    ``minutes``: half of these rooms take no longer.
    """

    turns: int
    share: float
    minutes: float


@dataclass(frozen=True, slots=True)
class HourFigures:
    """An evening of 45 minutes with a timer: ``timers``, teams → minutes; 9 games in 10 end within ``ends`` minutes."""

    timers: Mapping[int, int]
    ends: tuple[int, int]


# Nothing is looked for a second time: what a card marks as missing becomes a question to put to the landlord.

EVENING = 120  # minutes of the whole
ELSEWHERE = "more/all-cards.pdf"  # where the cards stand that are not printed for a table
# Minutes of what stands around play and debate; play takes what its odds say, within bounds, debate the rest.
WELCOME, RULES, BELL = 10, 10, 5
CLOSING = {"keep": 3, "neighbour": 6, "ask": 6}  # what closes it, the first of them dropped first
CLOSE = sum(CLOSING.values())
PLAY, LEAST_PLAY, MOST_PLAY = 45, 30, 55
STEPS = (Kind.START, Kind.STEP)


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the evening: ``name``, ``start`` and ``minutes``, both in minutes."""

    name: str
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call first: for what, the number and its hours; ``found`` is False where nobody knows it."""

    title: str
    number: str
    hours: str
    found: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions to put to the landlord about one square; ``where`` names it."""

    where: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A card in a grid of questions: by column, whether it is asked."""

    where: str
    title: str
    asked: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class QuestionGrid:
    """One question a column, one card a line: ``kind`` is what the cards are, ``columns`` what is asked."""

    kind: str
    columns: tuple[str, ...]
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """All that is still to be asked; ``check`` names the cards that say « à vérifier »."""

    first: tuple[Asked, ...]
    grids: tuple[QuestionGrid, ...]
    check: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.first or self.grids or self.check)


def moments(durations: Mapping[int, tuple[int, int]], teams: int) -> tuple[Moment, ...]:
    """The evening of ``teams`` teams a table, each moment after the one before."""
    play = minutes_of_play(durations, teams)
    debate = EVENING - WELCOME - RULES - play - BELL - CLOSE
    parts = {"welcome": WELCOME, "rules": RULES, "play": play, "bell": BELL, "debate": debate, "close": CLOSE}
    starts = [sum(list(parts.values())[:rank]) for rank in range(len(parts))]
    return tuple(Moment(name, start, parts[name]) for name, start in zip(parts, starts, strict=True))


def minutes_of_play(durations: Mapping[int, tuple[int, int]], teams: int) -> int:
    """Time for nearly 9 games in 10 to end, in whole fives, within an evening that keeps its debate."""
    if not durations:
        return PLAY
    nearest = min(durations, key=lambda each: (abs(each - teams), -each))
    return min(MOST_PLAY, max(LEAST_PLAY, -(-durations[nearest][1] // 5) * 5))


def where(card: Card, facts: FactFormatter) -> str:
    """« Case 12 », « Carte 7 »; of a card that no table has, the file in which it stands."""
    return ELSEWHERE if is_elsewhere(card) else capital(name_place(card.name, facts.words))


def is_elsewhere(card: Card) -> bool:
    return card.card_id.place is Place.REST


def list_answered(deck: Deck) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The cards with an answer: those of the squares, those of the pile, each by number."""
    squares, pile = ([card for card in cards if card.answer] for cards in (deck.cards, deck.pile))
    return tuple(squares), tuple(pile)


def debates(deck: Deck, facts: FactFormatter) -> tuple[Card, ...]:
    """The cards that are only talked about."""
    items = items_of(facts)
    return tuple(
        card for card in deck.every if isinstance(items.get(card.id), Question) and not can_win(items[card.id])
    )


def calls(deck: Deck, facts: FactFormatter) -> tuple[Call, ...]:
    """The numbers of danger; then that of each urgent way, found or not; then the association, if one is known."""
    items = items_of(facts)
    own = (item for card in deck.cards if isinstance(item := items.get(card.id), Shortcut))
    found = [
        Call(
            item.title,
            item.call or facts.words("guide.first.none", unknown=facts.unknown),
            item.hours or "",
            bool(item.call),
        )
        for item in own
    ]
    danger = [
        Call(facts.number_title(each), facts.number_said(each), each.hours or "", found=True) for each in facts.numbers
    ]
    return (*danger, *found, *call_association(facts.board.preset.association))


def call_association(association: Association | None) -> Iterator[Call]:
    """How it is reached: by its number, else by whatever else is known."""
    if association:
        reached = next(filter(None, (association.phone, *association.ways)), "")
        yield Call(association.name, reached, association.hours, found=True)


def items_of(facts: FactFormatter) -> dict[str, Item]:
    """Id → item, for what has a card."""
    return {item.id: item for item in facts.board.items.values()}


def still_open(cards: Sequence[Card], facts: FactFormatter, written: str) -> OpenQuestions:
    """What ``cards`` mark as missing, as questions; ``written`` is the written way in (``Dossier.written``)."""
    t, anybody = facts.words, facts.circuit.everywhere.ids  # whom nobody asks this landlord about
    cards = [card for card in cards if card.id not in anybody]
    first = tuple(list_questions(cards, facts))
    if written == facts.unknown:
        first = (*first, Asked(capital(t("guide.ask.written.where")), "", (t("guide.ask.written"),)))
    grids = (
        steps_grid(cards, facts),
        problems_grid(cards, facts),
        grid("recourse", cards, facts, (Kind.RECOURSE, Kind.HELPER), ("delay", "trace")),
    )
    items = items_of(facts)
    # Cards that no table has have one name for all.
    check = dict.fromkeys(where(card, facts) for card in cards if card.id in items and items[card.id].has_doubt)
    return OpenQuestions(first, tuple(each for each in grids if each.lines), tuple(check))


def list_questions(cards: Sequence[Card], facts: FactFormatter) -> Iterator[Asked]:
    """Ways out, urgent ways and blank steps: what a tenant needs most."""
    for card in sorted(cards, key=lambda card: card.kind is not Kind.SHORTCUT):
        questions = tuple(questions_of(card, facts))
        if questions:
            yield Asked(where(card, facts), card.title, questions)


def questions_of(card: Card, facts: FactFormatter) -> Iterator[str]:
    t = facts.words
    if card.kind is Kind.BLANK:
        yield card.text or t("guide.ask.blank")
    elif card.kind in (Kind.SHORTCUT, *WAYS.values()):
        missing = missing_of(card)
        if "call" in missing:
            yield t("guide.ask.call")
        if card.kind is Kind.SHORTCUT and not card.bullets:
            yield t("guide.ask.criteria")
        if "delay" in missing:
            yield t("guide.ask.comes")
        if "leads" in missing:
            yield t("guide.ask.leads")


def missing_of(card: Card) -> frozenset[str]:
    return frozenset(row.key for row in card.rows if row.state is State.MISSING)


def grid(
    name: str, cards: Sequence[Card], facts: FactFormatter, kinds: Sequence[Kind], keys: Sequence[str]
) -> QuestionGrid:
    """The cards of ``kinds`` that lack one of ``keys``."""
    lines = (
        GridLine(where(card, facts), card.title, tuple(is_asked(card, key) for key in keys))
        for card in cards
        if card.kind in kinds
    )
    columns = tuple(facts.words(f"guide.ask.{key}") for key in keys)
    return QuestionGrid(name, columns, tuple(line for line in lines if any(line.asked)))


def is_asked(card: Card, key: str) -> bool:
    # At the départ a delay counts from the problem itself: that is nobody's announcement (circuit/gaps).
    return key in missing_of(card) and not (card.kind is Kind.START and key == "delay")


def steps_grid(cards: Sequence[Card], facts: FactFormatter) -> QuestionGrid:
    return grid("steps", cards, facts, STEPS, ("delay", "trace", "silent"))


def problems_grid(cards: Sequence[Card], facts: FactFormatter) -> QuestionGrid:
    """The problems: whether they are urgent (no row says so: the answer does), and the delay."""
    items = items_of(facts)
    lines = []
    for card in cards:
        item = items.get(card.id)
        # Where something is to be done at once, neither is asked: such a card has no delay row (game/cards).
        if isinstance(item, ProblemItem) and any(row.key == "delay" for row in card.rows):
            asked = (item.urgency is None, is_asked(card, "delay"))
            lines += [GridLine(where(card, facts), item.title, asked)] if any(asked) else []
    columns = (facts.words("guide.ask.urgency"), facts.words("guide.ask.delay"))
    return QuestionGrid("problems", columns, tuple(lines))
