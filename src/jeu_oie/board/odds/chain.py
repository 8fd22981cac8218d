"""Transition table → Markov chain of one team: its states, and what every throw makes of them.

A state is (square, turns left to wait, eggs, recourse card, phase). Tokens that nothing ahead asks for are left
out of it: that changes no figure and spares most of the states.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jeu_oie.board.preset import Finish
from jeu_oie.board.rules import Act, Result, Table, TableCell

NORMAL, AGAIN, FIRST = 0, 1, 2  # a turn begins · the same turn goes on after a right answer · the very first throw
ARRIVED = -1


class ChainState(NamedTuple):
    at: int
    wait: int
    eggs: int
    card: int
    phase: int


class Transition(NamedTuple):
    """One way on from a state: to the state ``after`` (``ARRIVED``), with a chance, over the squares ``over``."""

    before: int
    after: int
    chance: float
    over: frozenset[int]


@dataclass(frozen=True)
class Chain:
    """All states that can be reached; the first is the start of the game."""

    table: Table
    states: Sequence[ChainState]
    steps: Sequence[Transition]


class ThrowResult(NamedTuple):
    """One result of a throw with its chance: where it leads (None: arrived), over which squares."""

    result: Result | None
    chance: float
    over: frozenset[int]


def chain_of(table: Table) -> Chain:
    """Every state that a team can be in, from the start on."""
    eggs, cards = squares_in_reach(table, (Act.SILENCE, Act.CLOSED)), squares_in_reach(table, (Act.BLOCKED,))
    start = ChainState(0, 0, 0, 0, FIRST)
    numbers: dict[ChainState, int] = {start: 0}
    states, steps = [start], []
    thrown: dict[tuple[int, int, int, bool], list[ThrowResult]] = {}

    def number(state: ChainState) -> int:
        found = numbers.setdefault(state, len(states))
        if found == len(states):
            states.append(state)
        return found

    for before, state in enumerate(states):  # grows while it is read
        at, wait, held, card, phase = state
        if wait and phase == NORMAL:
            steps.append(Transition(before, number(ChainState(at, wait - 1, held, card, NORMAL)), 1.0, frozenset()))
            continue
        key = (at, held, card, phase == FIRST)
        if key not in thrown:
            thrown[key] = list(ways(table, state))
        for result, chance, over in thrown[key]:
            after = ARRIVED
            if result is not None:
                to = result.at
                kept = result.eggs if to in eggs else 0, result.card if to in cards else 0
                after = number(ChainState(to, wait + result.lost, *kept, AGAIN if result.again else NORMAL))
            steps.append(Transition(before, after, chance, over))
    return Chain(table, states, steps)


def ways(table: Table, state: ChainState) -> Iterator[ThrowResult]:
    """All that a throw makes of a state."""
    for throw, chance in table.throws.items():
        first = state.phase == FIRST
        made = table.opening(throw) if first else table.entry(state.at, throw, state.eggs, state.card)
        for share, result in falls(table, made):
            over = frozenset([move.to for move in result.moves])
            yield ThrowResult(None if result.arrived else result, chance * share, over)


def falls(table: Table, made: TableCell) -> Iterator[tuple[float, Result]]:
    """The results of a cell with the chance of each; those that cannot happen are left out."""
    for way, result in made.results.items():
        share = 1.0 if made.draws is None else table.positions[made.draws].chances[way]
        if share > 0:
            yield share, result


def squares_in_reach(table: Table, acts: Sequence[Act]) -> frozenset[int]:
    """The squares from which a pawn may yet come to one that asks for the token (or more, never fewer)."""
    before: dict[int, set[int]] = {}
    for at, position in enumerate(table.positions):
        for to in (position.following, position.to, 0 if position.act is Act.CLOSED else None):
            if to is not None:
                before.setdefault(to, set()).add(at)
    if table.finish is Finish.BOUNCE:
        before.setdefault(furthest_back(table), set()).add(table.arrival)
    waiting = [at for at, position in enumerate(table.positions) if position.act in acts]
    found: set[int] = set()
    while waiting:
        for at in before.get(waiting.pop(), ()):
            if at not in found:
                found.add(at)
                waiting.append(at)
    return frozenset(found)


def furthest_back(table: Table) -> int:
    """The lowest square to which points too many may push a pawn, geese included."""
    most = max(table.throws)
    low = table.arrival - most
    for at in range(table.arrival, -1, -1):
        if at >= low and table.positions[at].act is Act.GOOSE:
            low = min(low, at - most)
    return max(table.lowest, low)
