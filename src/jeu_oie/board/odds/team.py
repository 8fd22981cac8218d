"""One team alone: turns to the arrival, and the chance that it meets each square. Absorbing Markov chain, exact."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from jeu_oie.board.odds.chain import AGAIN, ARRIVED, Chain, chain_of
from jeu_oie.board.odds.ending import CannotEnd, stuck, to_blame
from jeu_oie.board.rules import Act, Table

Figures: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.intp]

ENOUGH, LONGEST = 1e-10, 5000  # the turns are followed until so few teams are still on their way


@dataclass(frozen=True, slots=True)
class Team:
    """The run of one team; figures a turn start with turn 0, where nothing has been thrown.

    ``arrived``: chance that it has arrived; ``waiting``: that it loses the next turn; ``met`` (turn, square): that it
    has met a square, by expected visits scaled to ``visits``, which is exact; ``drawn``: cards drawn so far.
    """

    table: Table
    ends: float
    mean: float
    shortest: int
    arrived: Figures
    waiting: Figures
    met: Figures
    drawn: Figures
    visits: Figures

    def quantile(self, share: float) -> int:
        """The first turn by which ``share`` of the teams have arrived."""
        return int(np.searchsorted(self.arrived, share - 1e-12))


@dataclass(frozen=True)
class Arrays:
    """The steps of a chain as arrays, and the fundamental matrix: expected times in each state, from each."""

    chain: Chain
    before: Ranks
    after: Ranks
    chance: Figures
    times: Figures


def team_of(table: Table) -> Team:
    """The figures of one team. Raises CannotEnd."""
    chain = chain_of(table)
    arrays = arrays_of(chain, stuck(chain))
    new = np.array([state.phase != AGAIN for state in chain.states])
    visits = np.array([met_chance(arrays, at) for at in range(len(table.positions))])
    visits[0] = 1.0
    arrived, running = turns(arrays, new)
    waits = np.array([state.wait > 0 for state in chain.states])[new]
    counts = running[:-1] @ touched(arrays, new)
    summed = np.vstack([np.zeros(counts.shape[1]), np.cumsum(counts, axis=0)])
    total = np.maximum(summed[-1], 1e-300)
    draws = np.array([each.piles or each.act is Act.BRIDGE for each in table.positions])
    met = summed * (visits / total)
    met[:, 0] = 1.0
    return Team(
        table,
        ends=float(min(1.0, arrays.times[0] @ leaving(arrays))),
        mean=float(arrays.times[0] @ new),
        shortest=int(np.argmax(arrived > 0)),
        arrived=arrived,
        waiting=running @ waits,
        met=np.clip(met, 0, 1),
        drawn=summed @ draws,
        visits=visits,
    )


def arrays_of(chain: Chain, lost: frozenset[int]) -> Arrays:
    """The chain in numbers; where states are ``lost`` for the arrival the board is refused."""
    steps = [step for step in chain.steps if step.before not in lost and step.after not in lost]
    before = np.array([step.before for step in steps], dtype=np.intp)
    after = np.array([step.after for step in steps], dtype=np.intp)
    chance = np.array([step.chance for step in steps])
    matrix = np.eye(len(chain.states))
    on = after != ARRIVED
    np.subtract.at(matrix, (before[on], after[on]), chance[on])
    if lost:
        arriving = np.bincount(before[~on], chance[~on], len(chain.states))
        raise CannotEnd(to_blame(chain, lost), float(np.linalg.solve(matrix, arriving)[0]))
    return Arrays(chain, before, after, chance, np.asarray(np.linalg.inv(matrix), np.float64))


def leaving(arrays: Arrays) -> Figures:
    """The chance to arrive at once, from each state."""
    home = arrays.after == ARRIVED
    return np.bincount(arrays.before[home], arrays.chance[home], len(arrays.chain.states)).astype(np.float64)


def within_turn(arrays: Arrays, new: NDArray[np.bool_], values: Figures) -> Figures:
    """``values`` gathered a throw, from each state, gathered a whole turn: throws won by a right answer included."""
    size = len(new)
    again = np.zeros((size, size))
    inner = (arrays.after != ARRIVED) & ~new[arrays.after]
    np.add.at(again, (arrays.before[inner], arrays.after[inner]), arrays.chance[inner])
    middle = again[np.ix_(~new, ~new)]
    later = np.linalg.solve(np.eye(len(middle)) - middle, values[~new])
    gathered: Figures = values[new] + again[np.ix_(new, ~new)] @ later
    return gathered


def turns(arrays: Arrays, new: NDArray[np.bool_]) -> tuple[Figures, Figures]:
    """Chance to have arrived by each turn, and (turn, state) the chance to be there when it begins."""
    size = len(new)
    throw = np.zeros((size, size))
    kept = (arrays.after != ARRIVED) & new[arrays.after]
    np.add.at(throw, (arrays.before[kept], arrays.after[kept]), arrays.chance[kept])
    turn = within_turn(arrays, new, throw[:, new])
    home = within_turn(arrays, new, leaving(arrays)[:, None])[:, 0]
    running = [np.eye(1, len(turn))[0]]
    arrived = [0.0]
    while 1 - arrived[-1] > ENOUGH and len(arrived) < LONGEST:
        arrived.append(arrived[-1] + float(running[-1] @ home))
        running.append(running[-1] @ turn)
    return np.array(arrived), np.array(running)


def touched(arrays: Arrays, new: NDArray[np.bool_]) -> Figures:
    """(state, square): how often a turn from there touches each square, on average."""
    values = np.zeros((len(new), len(arrays.chain.table.positions)))
    pairs = [(step.before, at, step.chance) for step in arrays.chain.steps for at in step.over]
    rows, columns, chances = zip(*pairs, strict=True)
    np.add.at(values, (rows, columns), chances)
    return within_turn(arrays, new, values)


def met_chance(arrays: Arrays, at: int) -> float:
    """The chance that a team ever meets the square of rank ``at``: the first time is told from those after it.

    With z the expected times that the square is met and left for each state, and Z the same from those states on,
    the first meetings y hold z = y + y Z.
    """
    rows = [rank for rank, step in enumerate(arrays.chain.steps) if at in step.over]
    if not rows:
        return 0.0
    before, chance = arrays.before[rows], arrays.chance[rows]
    ends, column = np.unique(arrays.after[rows], return_inverse=True)
    kernel = np.zeros((len(rows), len(ends)))
    kernel[np.arange(len(rows)), column] = chance
    expected = arrays.times[0, before] @ kernel
    later = arrays.times[np.ix_(ends, before)] @ kernel
    later[ends == ARRIVED] = 0.0
    return float(min(1.0, np.linalg.solve((np.eye(len(ends)) + later).T, expected).sum()))
