"""A throw played on the table: the way, each square where the pawn lands, until it rests (game.md, « Rules »)."""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jeu_oie.game.kinds.landing import Ask, Effect, Help, Landing, Outcome, Reason
from jeu_oie.game.rules.table import Table
from jeu_oie.game.rules.walk import Move

# --- Eggs: what a team holds, and what winning and showing one makes of it -------------------------------

MAX_EGGS = 3  # eggs of a team, shown ones included (game.md, « Rules, to the last case »)


class Eggs(NamedTuple):
    """The eggs of a team: those that it has left to show, those that it has turned over."""

    left: int = 0
    shown: int = 0


def gain(held: Eggs) -> Eggs:
    """One more; a team that has three turns a shown one back up."""
    if held.left + held.shown < MAX_EGGS:
        return Eggs(held.left + 1, held.shown)
    return Eggs(held.left + 1, held.shown - 1) if held.shown else held


EGGS = tuple(Eggs(left, shown) for left in range(MAX_EGGS + 1) for shown in range(MAX_EGGS + 1 - left))
GAIN: Mapping[Eggs, Eggs] = {held: gain(held) for held in EGGS}
SHOW: Mapping[Eggs, Eggs] = {held: Eggs(held.left - 1, held.shown + 1) for held in EGGS if held.left}


# --- One throw -------------------------------------------------------------------------------------------


class Decision(NamedTuple):
    """What has to be decided on the square of rank ``at``."""

    ask: Ask
    at: int


class Result(NamedTuple):
    """What one throw does: the squares in order, what was read for all, turns lost, eggs, and what comes next.

    ``at`` and ``held`` are where the pawn stands and what its team holds afterwards; ``unread`` and ``played`` (bits
    by rank) what nobody has read by then, and what was played in this turn.
    """

    moves: tuple[Move, ...]
    reads: tuple[int, ...]
    at: int
    held: Eggs
    unread: int
    played: int
    lost: int
    gained: int
    shown: int
    again: bool
    arrived: bool
    helps: Help | None


Play = Generator[Decision, Outcome, Result]


@dataclass(slots=True)
class Pawn:
    """A pawn on its way during one throw of ``number`` squares; ``level`` is how urgent its team's problem is."""

    table: Table
    here: int
    number: int
    held: Eggs
    unread: int
    level: int
    played: int
    moves: list[Move] = field(default_factory=list)
    reads: list[int] = field(default_factory=list)
    lost: int = 0
    gained: int = 0
    shown: int = 0
    again: bool = False
    arrived: bool = False
    helps: Help | None = None
    onward: bool = False
    known: bool = False  # the square was read before

    def walk(self, why: Reason) -> None:
        """As many squares as the number says; the first that nobody has read stops the pawn."""
        found = self.table.walk(self.here, self.number)
        stop = found.stop(self.unread)
        if stop is not None:
            self.come(stop, Reason.STOP)
        elif found.to is not None:
            self.come(found.to, why if found.why is Reason.THROW else found.why)

    def come(self, to: int, why: Reason) -> None:
        """Come to a square: read it if nobody has, play it unless that was done this turn."""
        bit = 1 << to
        self.known = not self.unread & bit
        if not self.known:
            self.read((to,))
        self.onward = not self.played & bit and not (why is Reason.BOUNCE and self.table.is_goose(to))
        self.moves.append(Move(to, why, self.onward))
        self.played |= bit
        self.here = to

    def read(self, ranks: tuple[int, ...]) -> None:
        """Read aloud those that nobody has read."""
        for rank in ranks:
            if self.unread >> rank & 1:
                self.reads.append(rank)
                self.unread ^= 1 << rank

    def settled(self, landing: Landing) -> Outcome | None:
        """The outcome, where nobody has to decide."""
        if landing.ask is Ask.NOTHING:
            return Outcome.NONE
        if landing.ask is Ask.EGG:
            return None if self.held.left else Outcome.KEEPS
        if landing.ask is Ask.URGENT:
            return Outcome.CROSSES if self.level <= landing.level else Outcome.STAYS
        if landing.ask is Ask.DOOR:
            shut = not self.known or self.moves[-1].why is Reason.CLOSED
            return Outcome.STAYS if shut else None
        return None

    def change(self, change: Effect) -> None:
        """What the outcome does; a pawn that goes on plays the square where it comes to."""
        if change.shows:
            self.held, self.shown = SHOW[self.held], self.shown + 1
        if change.egg:
            after = GAIN[self.held]
            self.gained += after is not self.held and after != self.held
            self.held = after
        self.lost += change.lost
        self.again |= change.again
        self.helps = change.helps or self.helps
        self.read(change.reads)
        if change.goose:
            self.walk(Reason.GOOSE)
        elif change.to is not None:
            self.come(change.to, change.why)
        if change.arrived:
            self.arrived, self.lost = True, 0

    def result(self) -> Result:
        return Result(
            tuple(self.moves),
            tuple(self.reads),
            self.here,
            self.held,
            self.unread,
            self.played,
            self.lost,
            self.gained,
            self.shown,
            self.again and not self.arrived,
            self.arrived,
            self.helps,
        )


def play(pawn: Pawn) -> Play:
    """The throw of a pawn. Yields each question, is sent its outcome, returns the result."""
    pawn.walk(Reason.THROW)
    while pawn.onward:
        pawn.onward = False
        landing = pawn.table.positions[pawn.here].landing
        outcome = pawn.settled(landing)
        if outcome is None:
            outcome = yield Decision(landing.ask, pawn.here)
        pawn.change(landing.ways[outcome])
    return pawn.result()


def decide(pawn: Pawn, choose: Callable[[Decision], Outcome]) -> Result:
    """The result of a throw, each question answered by ``choose``."""
    turn = play(pawn)
    try:
        question = next(turn)
        while True:
            question = turn.send(choose(question))
    except StopIteration as end:
        result: Result = end.value
        return result


def branches(make: Callable[[], Pawn]) -> Iterator[tuple[tuple[tuple[Decision, Outcome], ...], Result]]:
    """All results of a throw (``make`` gives its pawn), each with the questions that led to it and their outcomes."""
    waiting: list[tuple[tuple[Decision, Outcome], ...]] = [()]
    while waiting:
        decided = waiting.pop()
        turn = play(make())
        try:
            question = next(turn)
            for _, outcome in decided:
                question = turn.send(outcome)
        except StopIteration as end:
            yield decided, end.value
            continue
        ways = make().table.positions[question.at].landing.ways
        waiting.extend((*decided, (question, way)) for way in tuple(ways)[::-1])
