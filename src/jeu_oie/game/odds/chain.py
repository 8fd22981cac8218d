"""Transition table → Markov chain of one pawn alone, exact; whether it can always end.

A state is (square, what is unread, eggs, urgency of the problem, squares already played where the turn goes on).
Reading only grows, so that few of the sets of unread squares occur. Each way takes its time: the turn that it ends,
and those that it loses.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.odds.plays import Players
from jeu_oie.game.odds.throws import Ending, Fork, Node, Throws
from jeu_oie.game.rules import Ask, Eggs, Outcome, Table
from jeu_oie.game.rules.move_scores import Option
from jeu_oie.game.rules.table import NEVER, asks
from jeu_oie.game.rules.turn import SHOW

ARRIVED = -1
NEGLIGIBLE, MAX_TURNS = 1e-12, 5000  # turns are followed until so few teams are still on their way
MIN_CHANCE = 1e-15

Figures: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.intp]


class ChainState(NamedTuple):
    """``again``: the turn goes on after a throw that was won; then ``played`` says what it has played (bits)."""

    at: int
    unread: int
    held: Eggs
    level: int
    again: bool
    played: int


@dataclass(frozen=True)
class Chain:
    """All states that can be reached, and the ways on: from state ``before`` to ``after`` (``ARRIVED``).

    ``start``: the chance of each state at the start; ``time``: what each way takes; ``over``: the squares that it
    meets (bits by rank).
    """

    table: Table
    states: Sequence[ChainState]
    start: Figures
    before: Ranks
    after: Ranks
    chance: Figures
    time: Ranks
    over: Sequence[int]


def turns_taken(end: Ending) -> int:
    """The turn that a throw ends, and those that it loses; none where it wins another throw."""
    return end.lost + (not end.again)


class Alone:
    """One pawn alone on a table: what is chosen for it, and how what is decided falls out.

    ``throws``: those of the table, where somebody else has asked for some.
    """

    def __init__(self, table: Table, players: Players, throws: Throws | None = None) -> None:
        self.table, self.players, self.throws = table, players, throws or Throws(table)
        self.move_scores, self.cards = self.throws.move_scores, card_chances(table, players.luck)
        care, plain = players.care, self.move_scores.plain
        # Of each throw: its numbers without an egg, the chance of the best of it, that of any of them.
        self.offers = [
            ([plain[number] for number in numbers], chance * care, chance * (1 - care) / len(numbers))
            for numbers, chance in table.throws.items()
        ]

    def starts(self) -> dict[int, float]:
        """The chance of each level of the problem that a team draws; the table votes on a blank card."""
        if not asks(self.table, Ask.URGENT):
            return {NEVER: 1.0}
        drawn, found = self.table.problems or (None,), dict[int, float]()
        for level in drawn:
            shares = {0: self.players.urgent, NEVER: 1 - self.players.urgent} if level is None else {level: 1.0}
            for each, share in shares.items():
                found[each] = found.get(each, 0.0) + share / len(drawn)
        return {level: share for level, share in found.items() if share}

    def options(self, state: ChainState) -> dict[Option, float]:
        """The chance of each number that a team moves: the best option, or any die."""
        found: dict[Option, float] = {}
        choices = self.move_scores.choices(state.at, state.held, state.unread, state.level)
        for (options, chance, share), (best, _, _) in zip(self.offers, choices, strict=True):
            found[best] = found.get(best, 0.0) + chance
            for option in options:
                found[option] = found.get(option, 0.0) + share
        return {option: chance for option, chance in found.items() if chance}

    def ways(self, state: ChainState) -> dict[Ending, float]:
        """How a throw from a state ends, with the chance of each."""
        found: dict[Ending, float] = {}
        for option, chance in self.options(state).items():
            held = SHOW[state.held] if option.egg else state.held
            node = self.throws.node(state.at, option.number, held, state.unread, state.level, state.played)
            for end, share in self.endings(node):
                found[end] = found.get(end, 0.0) + chance * share
        return found

    def endings(self, node: Node) -> Iterator[tuple[Ending, float]]:
        if isinstance(node, Ending):
            yield node, 1.0
            return
        for way, share in self.shares(node).items():
            if share:
                yield from ((end, share * later) for end, later in self.endings(node.ways[way]))

    def shares(self, fork: Fork) -> dict[Outcome, float]:
        """The chance of each outcome of what is decided."""
        half = (1 - self.players.care) / 2
        match fork.ask:
            case Ask.CARD:
                return self.cards
            case Ask.ANSWER:
                return {Outcome.RIGHT: self.players.luck, Outcome.ELSE: 1 - self.players.luck}
            case Ask.EGG if self.move_scores.shows(fork.at):
                return {Outcome.SHOWS: 1 - half, Outcome.KEEPS: half}
            case Ask.EGG:
                return {Outcome.SHOWS: half, Outcome.KEEPS: 1 - half}
            case _:
                return {Outcome.LEAVES: 1 - half, Outcome.STAYS: half}


def card_chances(table: Table, luck: float) -> dict[Outcome, float]:
    """How the top card falls out: its share in the pile; only one that can win a throw is answered right."""
    found = dict.fromkeys((Outcome.RIGHT, Outcome.ELSE, Outcome.EGG, Outcome.FREE, Outcome.SPACE), 0.0)
    for card in table.pile:
        found[card.gives] += 1 / len(table.pile)
    right = found[Outcome.RIGHT]
    found[Outcome.RIGHT] = right * luck
    found[Outcome.ELSE] = 1 - sum(share for way, share in found.items() if way is not Outcome.ELSE)
    return found


def chain_of(alone: Alone, takes: Callable[[Ending], int] = turns_taken) -> Chain:
    """Every state that a pawn can be in, from the start on; ``takes``: the time of a throw, none or more."""
    table, starts = alone.table, alone.starts()
    states = [ChainState(0, table.unread, Eggs(), level, again=False, played=0) for level in starts]
    numbers = {state: rank for rank, state in enumerate(states)}
    befores, afters, chances, times, overs = list[int](), list[int](), list[float](), list[int](), list[int]()

    def number(state: ChainState) -> int:
        found = numbers.setdefault(state, len(states))
        if found == len(states):
            states.append(state)
        return found

    for rank, state in enumerate(states):  # grows while it is read
        for end, chance in alone.ways(state).items():
            befores.append(rank)
            afters.append(ARRIVED if end.arrived else number(state_after(table, state, end)))
            chances.append(chance)
            times.append(takes(end))
            overs.append(end.played)
    start = np.zeros(len(states))
    start[: len(starts)] = list(starts.values())
    before, after, time = (np.array(each, dtype=np.intp) for each in (befores, afters, times))
    return Chain(table, states, start, before, after, np.array(chances), time, overs)


def state_after(table: Table, state: ChainState, end: Ending) -> ChainState:
    """Where a throw leaves a team; what it has played matters only where it may come back to it in the same turn."""
    near = max(0, table.arrival - table.most)
    played = (state.played | end.played) >> near << near if end.again else 0
    return ChainState(end.at, state.unread & ~end.reads, end.held, state.level, end.again, played)


# --- turn by turn ----------------------------------------------------------------------------------------


def follow(chain: Chain) -> Figures:
    """The chance to have arrived by each turn, until (nearly) all have arrived, or never will."""
    times = sorted(set(chain.time.tolist()))
    size = len(chain.states) + 1  # who arrives comes behind the last state
    slots = np.searchsorted(times, chain.time) * size + np.where(chain.after == ARRIVED, size - 1, chain.after)
    coming: dict[int, Figures] = defaultdict(lambda: np.zeros(size))
    coming[0][:-1] = chain.start
    arrived = list[float]()
    while len(arrived) <= MAX_TURNS and 1 - sum(arrived[-1:]) > NEGLIGIBLE:
        turn, home = len(arrived), 0.0
        while (now := coming.pop(turn, None)) is not None:
            home += float(now[-1])
            if now[:-1].sum() <= MIN_CHANCE:
                break
            gone = np.bincount(slots, now[chain.before] * chain.chance, len(times) * size)
            for time, each in zip(times, gone.reshape(-1, size), strict=True):
                coming[turn + time] += each
        arrived.append(sum(arrived[-1:]) + home)
    return np.array(arrived)


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
    for one, other in zip(chain.before.tolist(), chain.after.tolist(), strict=True):
        before.setdefault(other, []).append(one)
    saved: set[int] = set()
    waiting = [ARRIVED]
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in saved:
                saved.add(state)
                waiting.append(state)
    return frozenset(range(len(chain.states))) - saved


def to_blame(chain: Chain, lost: frozenset[int]) -> tuple[str, ...]:
    """The squares that send a stuck pawn elsewhere; where none does, those on which it stands."""
    over = 0
    for before, squares in zip(chain.before.tolist(), chain.over, strict=True):
        if before in lost:
            over |= squares
    positions = chain.table.positions
    senders = {
        at
        for at, each in enumerate(positions)
        if over >> at & 1 and any(change.goose or change.to is not None for change in each.landing.ways.values())
    }
    places = senders or {chain.states[state].at for state in lost}
    return tuple(positions[at].name for at in sorted(places))


def refuse(chain: Chain, lost: frozenset[int]) -> None:
    """Raise CannotEnd where states are ``lost`` for the arrival, with the chance to arrive all the same."""
    if not lost:
        return
    stuck = np.isin(chain.before, list(lost))
    # A lost team stays where it is: only the others go on.
    kept = Chain(
        chain.table,
        chain.states,
        chain.start,
        chain.before[~stuck],
        chain.after[~stuck],
        chain.chance[~stuck],
        chain.time[~stuck],
        [],
    )
    raise CannotEnd(to_blame(chain, lost), float(follow(kept)[-1]))
