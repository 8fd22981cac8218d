"""Several teams: how long the game lasts. Teams count as independent, help between them is left out."""

from dataclasses import dataclass
from math import comb

import numpy as np

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.odds.team import TeamOdds
from jeu_oie.board.odds.throws import Figures
from jeu_oie.board.preset import Ends

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
