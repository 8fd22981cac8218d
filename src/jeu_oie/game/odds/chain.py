"""Transition table → Markov chain of one team, state by state or throw by throw; whether it can end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.preset import Finish
from jeu_oie.game.rules import Act, Result, Table, TableCell

# --- Transition table → Markov chain of one team: its states, and what every throw makes of them ----------
#
# A state is (square, turns left to wait, eggs, recourse card, phase). Tokens that nothing ahead asks for are left
# out of it: that changes no figure and spares most of the states.

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


# --- The chain seen throw by throw: turns lost are a price, not states. Fewer states, for what needs the whole
# matrix

Figures: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Throws:
    """The ways on from each throw, as arrays; ``price`` is what each costs in turns.

    ``over``: the ways that meet a square. ``times`` is the fundamental matrix: expected throws in each state, from
    each.
    """

    before: Ranks
    after: Ranks
    chance: Figures
    price: Figures
    over: Mapping[int, list[int]]
    times: Figures

    @property
    def mean(self) -> float:
        """Expected turns until the arrival."""
        return float(self.times[0, self.before] @ (self.chance * self.price))

    @property
    def ends(self) -> float:
        """The chance to arrive."""
        home = self.after == ARRIVED
        return min(1.0, float(self.times[0, self.before[home]] @ self.chance[home]))

    def meets(self, at: int) -> float:
        """The chance that a team ever meets the square of rank ``at``: the first time is told from those after it.

        With z the expected times that the square is met and left for each state, and Z the same from those states
        on, the first meetings y hold z = y + y Z.
        """
        rows = self.over.get(at)
        if not rows:
            return 0.0
        before = self.before[rows]
        ends, column = np.unique(self.after[rows], return_inverse=True)
        kernel = np.zeros((len(rows), len(ends)))
        kernel[np.arange(len(rows)), column] = self.chance[rows]
        later = self.times[np.ix_(ends, before)] @ kernel
        later[ends == ARRIVED] = 0.0
        first = np.linalg.solve((np.eye(len(ends)) + later).T, self.times[0, before] @ kernel)
        return min(1.0, float(first.sum()))


def fold_state(state: ChainState) -> ChainState:
    """The state in which a team throws next; a turn lost that a throw won puts off is still to come."""
    at, wait, eggs, card, phase = state
    if phase == AGAIN and wait:
        return state
    return ChainState(at, 0, eggs, card, NORMAL if phase == AGAIN else phase)


def price(after: ChainState | None) -> int:
    """Turns that a way costs: its own unless the throw is won, and those that will be lost."""
    if after is None:
        return 1
    return 0 if after.phase == AGAIN else 1 + after.wait


def throws_of(chain: Chain) -> Throws:
    """The chain of throws of a chain of turns."""
    numbers: dict[ChainState, int] = {}
    fold = [numbers.setdefault(fold_state(state), len(numbers)) for state in chain.states]
    speaks: dict[int, int] = {}
    for rank, state in enumerate(chain.states):
        if not (state.wait and state.phase == NORMAL):
            speaks.setdefault(fold[rank], rank)  # one of those that throw alike
    kept = [step for step in chain.steps if speaks[fold[step.before]] == step.before]
    before = np.array([fold[step.before] for step in kept], dtype=np.intp)
    after = np.array([ARRIVED if step.after == ARRIVED else fold[step.after] for step in kept], dtype=np.intp)
    chance = np.array([step.chance for step in kept])
    prices = [price(None if step.after == ARRIVED else chain.states[step.after]) for step in kept]
    over: dict[int, list[int]] = {}
    for row, step in enumerate(kept):
        for at in step.over:
            over.setdefault(at, []).append(row)
    matrix = np.eye(len(numbers))
    on = after != ARRIVED
    np.subtract.at(matrix, (before[on], after[on]), chance[on])
    times = np.asarray(np.linalg.inv(matrix), np.float64)
    return Throws(before, after, chance, np.array(prices, np.float64), over, times)


# --- Whether a board can always be finished: backward reachability from the arrival -----------------------


class CannotEnd(ValueError):
    """The arrival can fall out of reach; ``squares`` are to blame, ``chance`` is that of arriving all the same."""

    def __init__(self, squares: Sequence[str], chance: float) -> None:
        super().__init__(f"{', '.join(squares)}: no way to the arrival")
        self.squares = tuple(squares)
        self.chance = chance


def find_stuck(chain: Chain) -> frozenset[int]:
    """The states from which no throws lead to the arrival."""
    before: dict[int, list[int]] = {}
    for step in chain.steps:
        before.setdefault(step.after, []).append(step.before)
    saved: set[int] = set()
    waiting = [ARRIVED]
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in saved:
                saved.add(state)
                waiting.append(state)
    return frozenset(range(len(chain.states))) - saved


def to_blame(chain: Chain, lost: frozenset[int]) -> tuple[str, ...]:
    """The squares that send a stuck pawn back; where none does, those on which it stands."""
    over = {at for step in chain.steps if step.before in lost for at in step.over}
    senders = {at for at in over if chain.table.positions[at].act in (Act.GO, Act.CLOSED, Act.BRIDGE, Act.GOOSE)}
    places = senders or {chain.states[state].at for state in lost}
    return tuple(chain.table.positions[at].name for at in sorted(places))
