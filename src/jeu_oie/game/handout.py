"""What each tenant takes home says: the number before anything else, then the path, the proof, the recourse.

One decision for the page, the person's sheet and the poster (outputs.md, « What cards and page say first »): which
numbers there are and what « pas trouvé » stands beside. Nothing is shortened here: the layout fits it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import Emergency, Item, Shortcut, Topic
from jeu_oie.game.bodies import body_of
from jeu_oie.game.dossier import find_written_way
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FACTS, FactFormatter, Row, capital


@dataclass(frozen=True, slots=True)
class Numbered:
    """Ways to say that it is urgent that have one number and its hours; ``call`` is empty where nobody found it."""

    call: str
    hours: str
    shortcuts: tuple[Shortcut, ...]

    @property
    def doubt(self) -> bool:
        """Whether somebody has to verify the number."""
        return any(each.said_of("call").uncertain for each in self.shortcuts)


@dataclass(frozen=True, slots=True)
class HandoutEntry:
    """An item as a sheet tells it: ``source`` names its sources, ``doubt`` says « à vérifier » or that it has none."""

    title: str
    text: str
    rows: tuple[Row, ...]
    bullets: tuple[str, ...]
    source: str
    doubt: str

    @property
    def origin(self) -> str:
        return "\u00a0· ".join(filter(None, (self.source, self.doubt)))


@dataclass(frozen=True, slots=True)
class NumberToCall:
    """A number to call, its hours, and when it is urgent; ``number`` says « pas trouvé » where ``call`` is empty.

    ``sure``: whoever is not sure may call it; never a number of danger.
    """

    call: str
    number: str
    hours: str
    levels: tuple[HandoutEntry, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number of danger: ``number`` to dial, ``said`` with the way to reach it, ``title`` who answers."""

    number: str
    said: str
    title: str
    hours: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstGestures:
    """What to do first in a danger, in order; the titles of its ``sources``."""

    title: str
    gestures: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """``numbers`` and ``dangers`` come before all else: whom to call, what to do first in those it speaks of.

    ``entrance``: where one begins, in place of a number where nothing is urgent (``ways`` is empty then).
    """

    ways: tuple[NumberToCall, ...]
    entrance: tuple[str, ...]
    numbers: tuple[Number, ...]
    dangers: tuple[FirstGestures, ...]
    written: str

    @property
    def urgent(self) -> bool:
        return bool(self.ways)


def by_number(shortcuts: Iterable[Shortcut]) -> tuple[Numbered, ...]:
    """The shortcuts, those of one number and its hours together, in the order in which they are first met."""
    found: dict[tuple[str, str], list[Shortcut]] = {}
    for shortcut in shortcuts:
        found.setdefault((shortcut.call or "", shortcut.hours or ""), []).append(shortcut)
    return tuple(Numbered(call, hours, tuple(group)) for (call, hours), group in found.items())


def hand_out(facts: FactFormatter) -> Handout:
    """What the poster of a circuit says."""
    ways = ways_of(facts)
    return Handout(
        ways,
        () if ways else entrance(facts),
        numbers(facts),
        tuple(FirstGestures(facts.danger_title(each), each.first, titles_of(each, facts)) for each in facts.spoken),
        find_written_way(facts),
    )


def numbers(facts: FactFormatter) -> tuple[Number, ...]:
    return tuple(
        Number(
            each.call or "",
            facts.number_said(each),
            facts.number_title(each),
            each.hours or "",
            titles_of(each, facts),
        )
        for each in facts.numbers
    )


def titles_of(danger: Emergency, facts: FactFormatter) -> tuple[str, ...]:
    return tuple(facts.circuit.sources[name].title for name in danger.all_sources)


def danger_sources(hand: Handout) -> tuple[str, ...]:
    """The titles of the sources of the numbers and dangers that a sheet tells."""
    told: tuple[Number | FirstGestures, ...] = (*hand.numbers, *hand.dangers)
    return tuple(dict.fromkeys(title for each in told for title in each.sources))


def shared_hours(numbers: Sequence[Number]) -> str:
    """The hours, where all numbers have the same; else they stand under each."""
    hours = {each.hours for each in numbers}
    return hours.pop() if len(hours) == 1 else ""


def is_calm(facts: FactFormatter) -> bool:
    """Whether nobody waits in danger: a request to move, unless its circuit has an urgent way."""
    return facts.circuit.topic is Topic.TRANSFER and not any(shortcuts_of(facts.board))


def ways_of(facts: FactFormatter) -> tuple[NumberToCall, ...]:
    """The numbers to call; one way without a number where the circuit has no urgent way.

    None where nobody waits in danger.
    """
    if is_calm(facts):
        return ()
    missing = facts.words("handout.number", unknown=facts.unknown)
    numbered = by_number(shortcuts_of(facts.board)) or (Numbered("", "", ()),)
    return tuple(
        NumberToCall(
            way.call,
            way.call or missing,
            way.hours,
            said_once([level(each, facts) for each in way.shortcuts]),
            facts.is_own_number(way.call),
        )
        for way in numbered
    )


def entrance(facts: FactFormatter) -> tuple[str, ...]:
    """Each way into the first step, or that nobody has found one."""
    found = (facts.contacts([channel]) for channel in facts.circuit.steps[0].channels)
    return tuple(capital(each) for each in found if each) or (capital(facts.unknown),)


def shortcuts_of(board: Board) -> Iterator[Shortcut]:
    """In the order of their squares."""
    return (square.item for square in board.squares if isinstance(square.item, Shortcut))


# --- entries ---------------------------------------------------------------------------------------------


def entry(item: Item, facts: FactFormatter, rows: tuple[Row, ...] | None = None) -> HandoutEntry:
    body = body_of(item, facts)
    shown_rows = body.rows if rows is None else rows
    # The source of the emergency numbers stands beside them, not beside each way that has no number.
    whole = any(row.key == "acceptable" for row in shown_rows)
    names = dict.fromkeys(item.source if whole else facts.sources_of(item))
    told = {FACTS.get(row.key) for row in shown_rows}
    # What a number to call and criteria rest on stands below them: they have no row here.
    apart = [fact for fact in ("call", "hours", "criteria") if fact in item.stated and fact not in told]
    names |= dict.fromkeys(name for fact in apart for name in item.stated[fact].source)
    titles = "\u00a0· ".join(facts.circuit.sources[name].title for name in names)
    return HandoutEntry(
        item.title or facts.words("blank.title"),
        item.text or "",
        shown_rows,
        body.bullets,
        facts.words("handout.source", source=titles) if titles else "",
        facts.provenance(item, *apart),
    )


def level(shortcut: Shortcut, facts: FactFormatter) -> HandoutEntry:
    """When it is urgent, and in what time somebody comes: the number and its hours stand before."""
    return entry(shortcut, facts, tuple(row for row in body_of(shortcut, facts).rows if row.key == "delay"))


def said_once(levels: Sequence[HandoutEntry]) -> tuple[HandoutEntry, ...]:
    """Levels that follow each other and come from the same sources name them once, under the last."""
    following = [*(level.origin for level in levels[1:]), None]
    return tuple(
        replace(level, source="", doubt="") if level.origin == after else level
        for level, after in zip(levels, following, strict=False)
    )
