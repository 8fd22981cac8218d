"""One team alone, exactly; several teams; seeded games, for who wants to see the odds confirmed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.odds.chain import (
    AGAIN,
    ARRIVED,
    CannotEnd,
    Chain,
    Figures,
    Ranks,
    chain_of,
    find_stuck,
    throws_of,
    to_blame,
)
from jeu_oie.game.preset import Ends
from jeu_oie.game.rules import Act, Reason, Result, Table, TableCell

# --- One team alone: turns to the arrival, and the chance that it meets each square. Absorbing Markov chain, exact

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


# --- Several teams: how long the game lasts. Teams count as independent, help between them is left out ----

TEAMS = tuple(range(1, 9))
MINUTES = tuple(range(5, 121, 5))
SHARES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of a turn, of the first reading of a card, of a turn lost (game.md: nobody tunes them)."""

    turn: float = 30
    card: float = 20
    lost: float = 5


@dataclass(frozen=True, slots=True)
class GameOdds:
    """A game of ``teams``.

    ``over`` and ``minutes`` go turn by turn of a team, in order: chance that the game is over, minutes passed;
    ``steps``: the share of the steps met by then. ``first``: the chance of each seat to be the first to arrive.
    """

    teams: int
    ends: float
    over: Figures
    minutes: Figures
    steps: Figures
    first: tuple[float, ...]

    def quantile(self, share: float) -> float:
        """The minutes within which ``share`` of the games are over."""
        rank = min(int(np.searchsorted(self.over, share - 1e-12)), len(self.over) - 1)
        return float(self.minutes[rank])

    def within(self, minutes: float) -> float:
        """The chance that the game is over by then."""
        rank = int(np.searchsorted(self.minutes, minutes + 1e-9, side="right"))
        return float(self.over[rank - 1]) if rank else 0.0

    def within_rounds(self, rounds: int) -> float:
        return float(self.over[min(rounds * self.teams, len(self.over) - 1)])

    def met(self, minutes: float) -> float:
        """The share of the steps that some team has met by then."""
        return float(np.interp(minutes, self.minutes, self.steps))


def teams_needed(teams: int, ends: Ends) -> int:
    """How many teams must have arrived: the first, half of them (rounded up), all."""
    return {Ends.FIRST: 1, Ends.HALF: (teams + 1) // 2, Ends.ALL: teams}[ends]


def game_of(team: TeamOdds, teams: int, ends: Ends, pace: Pace) -> GameOdds:
    """The length of a game of ``teams`` under the rule of its end."""
    goal = teams_needed(teams, ends)
    seconds = rounds(team, teams, goal, pace)
    begun = np.concatenate([[0.0], np.cumsum(seconds)[:-1]])
    seats = np.arange(1, teams + 1) / teams
    start = pace.card  # the card of the départ
    minutes = (start + begun[:, None] + seconds[:, None] * seats).ravel() / 60
    late = np.column_stack([chance_unfinished(team.arrived, teams, seat, goal) for seat in range(1, teams + 1)])
    steps = np.array([rank for rank, each in enumerate(team.table.positions) if KINDS[Kind(each.kind)].step])
    share = 1 - (1 - team.met[:, steps]) ** teams
    return GameOdds(
        teams,
        team.ends**goal,
        np.clip(np.concatenate([[0.0], 1 - late.ravel()]), 0, 1),
        np.concatenate([[start / 60], minutes]),
        np.interp(np.arange(len(minutes) + 1) / teams, np.arange(len(share)), share.mean(axis=1)),
        firsts(team.arrived, teams),
    )


def binomial(trials: int, chances: Figures) -> Figures:
    """(turn, count): the chance that ``count`` of ``trials`` teams have arrived, each with its turn's chance."""
    columns = [comb(trials, n) * chances**n * (1 - chances) ** (trials - n) for n in range(trials + 1)]
    return np.column_stack(columns)


def chance_unfinished(arrived: Figures, teams: int, seat: int, goal: int) -> Figures:
    """For each round the chance that fewer than ``goal`` have arrived once ``seat`` teams have had their turn."""
    had, not_yet = binomial(seat, arrived[1:]), binomial(teams - seat, arrived[:-1])
    upto = np.cumsum(not_yet, axis=1)
    columns = range(min(seat, goal - 1) + 1)
    parts = [had[:, n] * upto[:, min(goal - 1 - n, teams - seat)] for n in columns]
    return np.sum(parts, axis=0) if parts else np.zeros(len(arrived) - 1)


def rounds(team: TeamOdds, teams: int, goal: int, pace: Pace) -> Figures:
    """The expected seconds of each round, if the game is still on: turns, turns lost, cards read for the first time."""
    before = team.arrived[:-1]
    counts = binomial(teams, before)[:, :goal]
    still = counts.sum(axis=1)
    home = (counts @ np.arange(goal)) / np.maximum(still, 1e-300)
    lost = team.waiting[:-1] / np.maximum(1 - before, 1e-300)
    turn = np.clip(lost, 0, 1) * pace.lost + (1 - np.clip(lost, 0, 1)) * pace.turn
    seconds: Figures = (teams - home) * turn + pace.card * np.diff(readings(team, teams))
    return seconds


def readings(team: TeamOdds, teams: int) -> Figures:
    """Cards read by each round: of squares that some team has met, and drawn, as long as the pile lasts."""
    own = np.array([not each.piles for each in team.table.positions])
    squares = (1 - (1 - team.met[:, own]) ** teams).sum(axis=1)
    read: Figures = squares + np.minimum(team.drawn * teams, team.table.drawable)
    return read


def firsts(arrived: Figures, teams: int) -> tuple[float, ...]:
    """The chance of each seat to be the first to arrive: those before it have had their turn too."""
    arriving, still, before = np.diff(arrived), 1 - arrived[1:], 1 - arrived[:-1]
    return tuple(float((arriving * still**seat * before ** (teams - 1 - seat)).sum()) for seat in range(teams))


# --- A seeded player that follows the table: for tests, and for whoever wants to see the odds come true ---
#
# Help between teams (passing a trap, spaces) is the only rule that is not in the table.

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
            drawing = takes_card(table, thrown.draws) and drawn < table.drawable
            seconds += pace.card * (len(seen - read) + drawing)
            drawn += drawing
            read |= seen
            if helped:
                give_help(table, playing, team, thrown)
        if team.arrived:
            home.append(seat)
    return PlayedGame(passes, seconds / 60, home[0])


def takes_card(table: Table, draws: int | None) -> bool:
    """Whether a card is drawn there: at a door there is only a choice."""
    return draws is not None and not table.positions[draws].door


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
