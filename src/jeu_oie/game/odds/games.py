"""Games of several teams, played with a seed; every figure has its standard error (game.md, « Odds »)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import ceil, sqrt
from operator import or_
from statistics import fmean, pstdev

import numpy as np

from jeu_oie.game.odds.chain import Figures
from jeu_oie.game.odds.chance import Seeded
from jeu_oie.game.odds.plays import PlayedGame, Venue
from jeu_oie.game.rules import Table
from jeu_oie.game.rules.common import TEAMS
from jeu_oie.game.rules.walk import mask_of

TEAM_COUNTS = (2, 4, 6)  # teams
MINUTES = tuple(range(5, 121, 5))
DEFAULT_GAMES, SEED = 4000, 1
ENOUGH_CHOICES = 2  # choices that each team should have


@dataclass(frozen=True)
class Played:
    """A figure that was played, and its standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class GameOdds:
    """Games of ``teams`` that were played on a table."""

    table: Table
    teams: int
    games: Sequence[PlayedGame]

    @cached_property
    def minutes(self) -> list[float]:
        """How long each game lasted, shortest first."""
        return sorted(game.minutes for game in self.games)

    def quantile(self, share: float) -> float:
        """The minutes within which ``share`` of the games are over."""
        return self.minutes[max(0, ceil(share * len(self.games) - 1e-9) - 1)]

    def quantile_error(self, share: float) -> float:
        """Half of what lies between the games one standard error before and after."""
        spread = sqrt(share * (1 - share) / len(self.games))
        low, high = max(0.0, share - spread), min(1.0, share + spread)
        return (self.quantile(high) - self.quantile(low)) / 2

    @cached_property
    def over(self) -> Figures:
        """The share of the games that are over by each round, from 0 on."""
        return np.cumsum(np.bincount([game.rounds for game in self.games])) / len(self.games)

    def within(self, minutes: float) -> float:
        """The share of the games that are over by then."""
        return bisect_right(self.minutes, minutes + 1e-9) / len(self.games)

    def within_rounds(self, rounds: int) -> float:
        return sum(game.rounds <= rounds for game in self.games) / len(self.games)

    def share_error(self, share: float) -> float:
        return sqrt(share * (1 - share) / len(self.games))

    @cached_property
    def met(self) -> list[int]:
        """The squares on which some team came, a game each (bits by rank)."""
        return [reduce(or_, game.met) for game in self.games]

    @cached_property
    def visits(self) -> tuple[float, ...]:
        """The share of the teams that come to each square."""
        teams = [met for game in self.games for met in game.met]
        return tuple(sum(met >> at & 1 for met in teams) / len(teams) for at in range(len(self.table.positions)))

    @cached_property
    def kinds(self) -> dict[str, float]:
        """The share of the games in which each kind of square is met."""
        masks: dict[str, int] = defaultdict(int)
        for rank, each in enumerate(self.table.positions):
            masks[each.kind] |= 1 << rank
        return {kind: sum(bool(met & mask) for met in self.met) / len(self.met) for kind, mask in masks.items()}

    @cached_property
    def steps(self) -> Played:
        """The share of the steps that a table hears before the last round is over."""
        mask = mask_of([rank for rank, each in enumerate(self.table.positions) if each.step and each.first])
        if not mask:  # nothing stops a pawn: those that are met are heard
            mask = mask_of([rank for rank, each in enumerate(self.table.positions) if each.step])
            return mean_of([(met & mask).bit_count() / mask.bit_count() for met in self.met])
        return mean_of([(game.heard & mask).bit_count() / mask.bit_count() for game in self.games])

    @cached_property
    def seats(self) -> tuple[float, ...]:
        """The share of the games that each seat wins."""
        return tuple(fmean(game.wins[seat] for game in self.games) for seat in range(self.teams))

    @cached_property
    def choices(self) -> dict[str, Played]:
        """Choices of a team, between dice and with an egg; the share of teams that have two and more."""
        teams = [team for game in self.games for team in game.chosen]
        return {
            "dice": mean_of([dice for dice, _ in teams]),
            "eggs": mean_of([eggs for _, eggs in teams]),
            "enough": mean_of([float(sum(each) >= ENOUGH_CHOICES) for each in teams]),
        }

    @cached_property
    def proofs(self) -> dict[str, Played]:
        """Eggs a game: won, shown to be free, shown to move."""
        return {
            name: mean_of([game.eggs[rank] for game in self.games]) for rank, name in enumerate(("won", "free", "move"))
        }

    @cached_property
    def landings(self) -> dict[str, Played]:
        """Of all landings, those on a square that was told before, and on one that says nothing of the circuit."""
        return {
            "again": mean_of([game.landings[1] / max(1, game.landings[0]) for game in self.games]),
            "nothing": mean_of([game.landings[2] / max(1, game.landings[0]) for game in self.games]),
        }


def mean_of(values: Sequence[float]) -> Played:
    return Played(fmean(values), pstdev(values) / sqrt(len(values)))


class Games(Mapping[int, GameOdds]):
    """By number of teams, ``plays`` games each; played when first asked for."""

    def __init__(self, venue: Venue, plays: int) -> None:
        self.venue, self.plays = venue, plays
        self.played: dict[int, GameOdds] = {}

    def __getitem__(self, teams: int) -> GameOdds:
        if teams not in TEAMS:
            raise KeyError(teams)
        if teams not in self.played:
            self.played[teams] = play_games(self.venue, teams, self.plays)
        return self.played[teams]

    def __iter__(self) -> Iterator[int]:
        return iter(TEAMS)

    def __len__(self) -> int:
        return len(TEAMS)


def play_games(venue: Venue, teams: int, plays: int, cares: Sequence[float] | None = None) -> GameOdds:
    """``plays`` games, the same each time; ``cares``: that of each seat."""
    dice = Seeded(SEED)
    return GameOdds(venue.table, teams, tuple(venue.play(teams, dice, cares) for _ in range(plays)))
