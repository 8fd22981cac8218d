"""A seeded player that follows the table: for tests, and for whoever wants to see the odds come true.

Help between teams (passing a trap, spaces) is the only rule that is not in the table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from jeu_oie.board.odds.games import Pace, teams_needed
from jeu_oie.board.rules import Act, Reason, Result, Table, TableCell

T = TypeVar("T")
TRAPS = (Act.SILENCE, Act.BLOCKED)


class Dice(Protocol):
    """Where chance comes from: a ``random.Random`` with its seed, given by the caller."""

    def random(self) -> float: ...


@dataclass(slots=True)
class Team:
    """A team on its way; ``met`` holds the ranks of the squares where it has been."""

    at: int = 0
    wait: int = 0
    eggs: int = 0
    card: int = 0
    turns: int = 0
    thrown: bool = False
    arrived: bool = False
    met: set[int] = field(default_factory=lambda: {0})


@dataclass(frozen=True, slots=True)
class Thrown:
    """One throw of a turn: from which square, how many points, with what result; ``draws``: where a card is drawn."""

    start: int
    throw: int
    result: Result
    draws: int | None


@dataclass(frozen=True, slots=True)
class PlayedGame:
    """A game that was played: how many times the hand passed, minutes, the seat that arrived first."""

    passes: int
    minutes: float
    first: int


def take_turn(table: Table, team: Team, dice: Dice) -> Iterator[Thrown]:
    """One turn: a turn lost, or a throw and those that right answers win."""
    team.turns += 1
    if team.wait:
        team.wait -= 1
        return
    again = True
    while again:
        start, throw = team.at, pick(table.throws.items(), dice)
        made = table.entry(start, throw, team.eggs, team.card) if team.thrown or start else table.opening(throw)
        result = fall(table, made, dice)
        team.thrown, team.at, team.eggs, team.card = True, result.at, result.eggs, result.card
        team.wait += result.lost
        team.met.update(move.to for move in result.moves)
        team.arrived, again = result.arrived, result.again
        yield Thrown(start, throw, result, made.draws)


def pick(shares: Iterable[tuple[T, float]], dice: Dice) -> T:
    """One of ``shares``, each with its chance."""
    left, found = dice.random(), []
    for each, share in shares:
        left -= share
        found.append(each)
        if left < 0:
            break
    return found[-1]


def fall(table: Table, made: TableCell, dice: Dice) -> Result:
    """The result of a cell, its draw made."""
    if made.draws is None:
        return next(iter(made.results.values()))
    return made.results[pick(table.positions[made.draws].chances.items(), dice)]


def alone(table: Table, dice: Dice) -> Team:
    """One team until it arrives."""
    team = Team()
    while not team.arrived:
        for _ in take_turn(table, team, dice):
            pass
    return team


# --- several teams ---------------------------------------------------------------------------------------


def game(table: Table, teams: int, dice: Dice, pace: Pace, *, helped: bool = False) -> PlayedGame:
    """A whole game; with ``helped`` the teams help each other."""
    playing, goal = [Team() for _ in range(teams)], teams_needed(teams, table.ends)
    home: list[int] = []
    seconds, read, drawn, passes = pace.card, {0}, 0, 0
    while len(home) < goal:
        seat, passes = passes % teams, passes + 1
        if seat in home:
            continue
        team = playing[seat]
        seconds += pace.lost if team.wait else pace.turn
        for thrown in take_turn(table, team, dice):
            seen = {move.to for move in thrown.result.moves if not table.positions[move.to].piles}
            drawing = thrown.draws is not None and drawn < table.drawable
            seconds += pace.card * (len(seen - read) + drawing)
            drawn += drawing
            read |= seen
            if helped:
                give_help(table, playing, team, thrown)
        if team.arrived:
            home.append(seat)
    return PlayedGame(passes, seconds / 60, home[0])


def give_help(table: Table, playing: Sequence[Team], team: Team, thrown: Thrown) -> None:
    """Free whoever is in a trap that the pawn has passed or met; at a space, help one other team."""
    over = squares_passed(table, thrown)
    others = [each for each in playing if each is not team and not each.arrived]
    for other in others:
        if other.at in over and table.positions[other.at].act in TRAPS:
            other.wait = 0
    if thrown.result.helps and others:
        befriend(table, others)


def befriend(table: Table, others: Sequence[Team]) -> None:
    """The team that waits longest is freed; if none does, the last one moves one square, which it does not play.

    It never arrives so.
    """
    waiting = max(others, key=lambda each: each.wait)
    if waiting.wait:
        waiting.wait = 0
        return
    last = min(others, key=lambda each: each.at)
    following = table.positions[last.at].following
    if following is not None and following != table.arrival:
        last.at = following


def squares_passed(table: Table, thrown: Thrown) -> set[int]:
    """The squares that a pawn has passed or met in one throw; a jump passes none."""
    over, here, backwards = set[int](), thrown.start, False
    for move in thrown.result.moves:
        over.add(move.to)
        if move.why is Reason.BOUNCE:
            over.update(range(move.to, table.arrival), along(table, here, table.arrival))
            backwards = True
        elif move.why in (Reason.THROW, Reason.GOOSE):
            over.update(range(move.to, here) if backwards else along(table, here, move.to))
        here = move.to
    return over


def along(table: Table, here: int, to: int) -> Iterator[int]:
    """The squares from one to another, along the way."""
    following = table.positions[here].following
    while following is not None and following != to:
        yield following
        following = table.positions[following].following
