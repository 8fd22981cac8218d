"""One team alone: turns to the arrival, and the chance that it meets each square. Absorbing Markov chain, exact."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jeu_oie.board.odds.chain import AGAIN, ARRIVED, Chain, chain_of
from jeu_oie.board.odds.ending import CannotEnd, find_stuck, to_blame
from jeu_oie.board.odds.throws import Figures, Ranks, throws_of
from jeu_oie.board.rules import Act, Table

ENOUGH, LONGEST = 1e-8, 5000  # the turns are followed until so few teams are still on their way


@dataclass(frozen=True, slots=True)
class TeamOdds:
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
    """The steps of a chain as arrays. ``new``: the states in which a turn begins."""

    chain: Chain
    before: Ranks
    after: Ranks
    chance: Figures
    new: NDArray[np.bool_]


def team_of(table: Table) -> TeamOdds:
    """The figures of one team. Raises CannotEnd."""
    chain = chain_of(table)
    refuse(chain, find_stuck(chain))
    arrays, throws = arrays_of(chain), throws_of(chain)
    visits = np.array([throws.meets(at) for at in range(len(table.positions))])
    visits[0] = 1.0
    arrived, running = turns(arrays)
    waits = np.array([state.wait > 0 for state in chain.states])[arrays.new]
    counts = running[:-1] @ count_touches(arrays)
    summed = np.vstack([np.zeros(counts.shape[1]), np.cumsum(counts, axis=0)])
    draws = np.array([each.piles or each.act is Act.BRIDGE for each in table.positions])
    met = summed * (visits / np.maximum(summed[-1], 1e-300))
    met[:, 0] = 1.0
    return TeamOdds(
        table,
        ends=throws.ends,
        mean=throws.mean,
        shortest=int(np.argmax(arrived > 0)),
        arrived=arrived,
        waiting=running @ waits,
        met=np.clip(met, 0, 1),
        drawn=summed @ draws,
        visits=visits,
    )


def refuse(chain: Chain, lost: frozenset[int]) -> None:
    """Raise CannotEnd where states are ``lost`` for the arrival, with the chance to arrive all the same."""
    if lost:
        steps = [step for step in chain.steps if step.before not in lost and step.after not in lost]
        matrix, home = np.eye(len(chain.states)), np.zeros(len(chain.states))
        for step in steps:
            if step.after == ARRIVED:
                home[step.before] += step.chance
            else:
                matrix[step.before, step.after] -= step.chance
        raise CannotEnd(to_blame(chain, lost), float(np.linalg.solve(matrix, home)[0]))


def arrays_of(chain: Chain) -> Arrays:
    return Arrays(
        chain,
        np.array([step.before for step in chain.steps], dtype=np.intp),
        np.array([step.after for step in chain.steps], dtype=np.intp),
        np.array([step.chance for step in chain.steps]),
        np.array([state.phase != AGAIN for state in chain.states]),
    )


def grid(rows: Ranks, columns: Ranks, chances: Figures, height: int, width: int) -> Figures:
    """The chances, summed in the cells of a table."""
    cells = np.bincount(rows * width + columns, chances, height * width).astype(np.float64, copy=False)
    return cells.reshape(height, width)


def within_turn(arrays: Arrays, values: Figures) -> Figures:
    """``values`` gathered a throw, from each state, gathered a whole turn: throws won by a right answer included."""
    new, won = arrays.new, (arrays.after != ARRIVED) & ~arrays.new[arrays.after]
    begun, middle = np.cumsum(new) - 1, np.cumsum(~new) - 1
    twice, size = won & ~new[arrays.before], int((~new).sum())
    again = grid(middle[arrays.before[twice]], middle[arrays.after[twice]], arrays.chance[twice], size, size)
    later = np.linalg.solve(np.eye(size) - again, values[~new])
    gathered, once = values[new], won & new[arrays.before]
    rows, others = begun[arrays.before[once]], middle[arrays.after[once]]
    for row, other, chance in zip(rows.tolist(), others.tolist(), arrays.chance[once].tolist(), strict=True):
        gathered[row] += chance * later[other]
    return gathered


def turns(arrays: Arrays) -> tuple[Figures, Figures]:
    """Chance to have arrived by each turn, and (turn, state) the chance to be there when it begins."""
    new, home = arrays.new, arrays.after == ARRIVED
    size, kept = int(new.sum()), home | new[arrays.after]
    columns = np.where(home, size, (np.cumsum(new) - 1)[arrays.after])
    throws = grid(arrays.before[kept], columns[kept], arrays.chance[kept], len(new), size + 1)
    gathered = within_turn(arrays, throws)
    turn, last = gathered[:, :-1], gathered[:, -1].copy()
    # Whoever waits only waits one turn less: no need to multiply for that.
    waits = np.array([state.wait > 0 for state in arrays.chain.states])[new]
    freed, throwing = turn[waits].argmax(axis=1), np.ascontiguousarray(turn[~waits])
    running = [np.eye(1, len(turn))[0]]
    arrived = [0.0]
    while 1 - arrived[-1] > ENOUGH and len(arrived) < LONGEST:
        now = running[-1]
        arrived.append(arrived[-1] + float(now @ last))
        coming = now[~waits] @ throwing
        coming[freed] += now[waits]
        running.append(coming)
    return np.array(arrived), np.array(running)


def count_touches(arrays: Arrays) -> Figures:
    """(state, square): how often a turn from there touches each square, on average."""
    pairs = [(step.before, at, step.chance) for step in arrays.chain.steps for at in step.over]
    before, at, chance = (np.array(each) for each in zip(*pairs, strict=True))
    squares = len(arrays.chain.table.positions)
    return within_turn(arrays, grid(before, at, chance, len(arrays.new), squares))
