"""Seeded plays of a table, by one team or a room, beside its odds."""

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt
from statistics import fmean, stdev

from jeu_oie.game.odds.chance import Seeded
from jeu_oie.game.odds.plays import Game, Pace, Players, Venue
from jeu_oie.game.odds.room import ATTENTIVE, CARELESS, RoomCalendar, RoomGame
from jeu_oie.game.odds.teams import TeamOdds, team_of
from jeu_oie.game.rules import Table


def errors(found: float, chance: float, plays: int) -> float:
    """How many standard errors a share of ``plays`` lies from its chance."""
    return abs(found - chance) / sqrt(max(chance * (1 - chance), 1 / plays) / plays)


def turns_alone(venue: Venue, dice: Seeded) -> int:
    """The turns of one team that plays alone."""
    game, turns = Game(venue, dice, (venue.players.care,)), 0
    while not game.teams[0].arrived:
        turns += 1
        game.turn(game.teams[0], turns)
    return turns


def furthest(table: Table, plays: int, players: Players | None = None) -> float:
    """How many standard errors the mean or a quantile of one team's turns lies from the odds at the most."""
    return max(deviations(table, plays, players or Players()))


def deviations(table: Table, plays: int, players: Players) -> Iterator[float]:
    team, venue, dice = team_of(table, players), Venue(table, players, Pace()), Seeded(20170314)
    turns = sorted(turns_alone(venue, dice) for _ in range(plays))
    yield abs(fmean(turns) - team.mean) / stdev(turns) * sqrt(plays)
    for share in (0.1, 0.5, 0.9):
        quantile = team.quantile(share)
        yield errors(sum(each <= quantile for each in turns) / plays, team.arrived[quantile], plays)


def furthest_day(calendar: RoomCalendar, plays: int) -> float:
    """The same of a room's days, attentive and careless."""
    return max(day_deviations(calendar, plays))


def day_deviations(calendar: RoomCalendar, plays: int) -> Iterator[float]:
    known = calendar.venue
    for care, arrived in ((ATTENTIVE, calendar.attentive), (CARELESS, calendar.careless)):
        venue = Venue(known.table, replace(known.players, care=care), known.pace, known.throws)
        room, dice = TeamOdds(known.table, arrived), Seeded(20170314)
        days = sorted(RoomGame(venue, dice).play().rounds for _ in range(plays))
        yield abs(fmean(days) - room.mean) / stdev(days) * sqrt(plays)
        for share in (0.1, 0.5, 0.9):
            day = room.quantile(share)
            yield errors(sum(each <= day for each in days) / plays, arrived[day], plays)
