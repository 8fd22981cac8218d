"""What each tenant takes home says: the number before anything else, then the path, the proof, the recourse.

One decision for the page, the leaflet and the poster (outputs.md, « What cards and page say first »): which
numbers there are and what « pas trouvé » stands beside. Nothing is shortened here: the layout fits it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import NONE, Emergency, Item, Shortcut, Step, Topic
from jeu_oie.game.bodies import body_of
from jeu_oie.game.dossier import find_written_way
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FACTS, FactFormatter, Row, State, capital
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True)
class Numbered:
    """Ways to say that it is urgent that have one number and its hours; ``call`` is empty where nobody found it."""

    call: str
    hours: str
    shortcuts: tuple[Shortcut, ...]


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
    ``criteria_missing`` says that nobody has found any. ``at_once``: other problems with what to do first; ``kept``:
    the traces that the path and the recourse give.
    """

    ways: tuple[NumberToCall, ...]
    entrance: tuple[str, ...]
    numbers: tuple[Number, ...]
    dangers: tuple[FirstGestures, ...]
    written: str
    criteria_missing: str
    at_once: tuple[tuple[str, str], ...]
    stages: tuple[HandoutEntry, ...]
    arrival: str
    helps: tuple[HandoutEntry, ...]
    kept: tuple[str, ...]

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
    """What the leaflet and the poster of a circuit say."""
    t, circuit = facts.words, facts.circuit
    ways = ways_of(facts)
    criteria = not ways or any(level.bullets for way in ways for level in way.levels)
    return Handout(
        ways,
        () if ways else entrance(facts),
        numbers(facts),
        tuple(FirstGestures(facts.danger_title(each), each.first, titles_of(each, facts)) for each in facts.spoken),
        find_written_way(facts),
        "" if criteria else criteria_missing(facts),
        tuple(list_gestures(facts)),
        tuple(stage(step, facts) for step in circuit.steps),
        circuit.arrival or t("finish.title"),
        tuple(entry(item, facts) for item in circuit.recourse),
        tuple(dict.fromkeys(list_traces(circuit.steps, circuit.recourse))),
    )


def list_gestures(facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """What to do first in other problems, unless a source says that they are not urgent."""
    for each in facts.circuit.problems:
        if each.urgency != NONE and not facts.dangers_of(each):
            yield from ((each.title, first) for first in each.first)


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


def danger_source(hand: Handout, words: Catalog) -> str:
    """« Source : … », those of the numbers and dangers that a sheet tells; nothing where none has a source."""
    told: tuple[Number | FirstGestures, ...] = (*hand.numbers, *hand.dangers)
    titles = "\u00a0· ".join(dict.fromkeys(title for each in told for title in each.sources))
    return words("handout.source", source=titles) if titles else ""


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


def criteria_missing(facts: FactFormatter) -> str:
    return facts.words("handout.criteria.draft" if facts.circuit.draft else "handout.criteria.validated")


def shortcuts_of(board: Board) -> Iterator[Shortcut]:
    """In the order of their squares."""
    return (square.item for square in board.squares if isinstance(square.item, Shortcut))


def list_traces(*lists: Iterable[Item]) -> Iterator[str]:
    """The traces that a source names."""
    traces = (getattr(item, "trace", None) for items in lists for item in items)
    return (trace for trace in traces if trace and trace != NONE)


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


def stage(step: Step, facts: FactFormatter) -> HandoutEntry:
    """A step of the path; whom to turn to is told by its title alone, since a leaflet has no squares."""
    return entry(step, facts, tuple(expand_row(row, step, facts) for row in body_of(step, facts).rows if is_shown(row)))


def said_once(levels: Sequence[HandoutEntry]) -> tuple[HandoutEntry, ...]:
    """Levels that follow each other and come from the same sources name them once, under the last."""
    following = [*(level.origin for level in levels[1:]), None]
    return tuple(
        replace(level, source="", doubt="") if level.origin == after else level
        for level, after in zip(levels, following, strict=False)
    )


def is_shown(row: Row) -> bool:
    """A missing recourse is not told step by step: the leaflet has a panel for all of them."""
    return row.key != "silent" or row.state is not State.MISSING


def expand_row(row: Row, step: Step, facts: FactFormatter) -> Row:
    if row.key == "silent" and step.if_silent:
        bare = Row(row.key, row.label, facts.titles[step.if_silent], row.state)
        return facts.mark_row(bare, step)
    return row
