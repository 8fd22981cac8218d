"""Seeded plays of a table beside its odds."""

from collections.abc import Iterator
from math import sqrt
from random import Random
from statistics import fmean, stdev

from jeu_oie.game.odds.teams import alone, team_of
from jeu_oie.game.rules import Table


def errors(found: float, chance: float, plays: int) -> float:
    """How many standard errors a share of ``plays`` lies from its chance."""
    return abs(found - chance) / sqrt(max(chance * (1 - chance), 1 / plays) / plays)


def furthest(table: Table, plays: int) -> float:
    """How many standard errors the mean, a quantile or the visits of a square lie from the odds at the most."""
    return max(deviations(table, plays))


def deviations(table: Table, plays: int) -> Iterator[float]:
    team, dice = team_of(table), Random(20170314)
    played = [alone(table, dice) for _ in range(plays)]
    turns = sorted(each.turns for each in played)
    yield abs(fmean(turns) - team.mean) / stdev(turns) * sqrt(plays)
    for share in (0.1, 0.5, 0.9):
        quantile = team.quantile(share)
        yield errors(sum(each <= quantile for each in turns) / plays, team.arrived[quantile], plays)
    for at in range(len(table.positions)):
        yield errors(sum(at in each.met for each in played) / plays, team.visits[at], plays)
