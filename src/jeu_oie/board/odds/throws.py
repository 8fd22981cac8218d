"""The chain seen throw by throw: turns lost are a price, not states. Fewer states, for what needs the whole matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from jeu_oie.board.odds.chain import AGAIN, ARRIVED, NORMAL, Chain, ChainState

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
