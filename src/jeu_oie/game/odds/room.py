"""« Le dossier avance »: a room plays one pawn against a calendar of days (game.md). Days exact, minutes played."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from jeu_oie.game.odds.chain import Alone, Figures, chain_of, follow
from jeu_oie.game.odds.chance import Seeded
from jeu_oie.game.odds.games import SEED, GameOdds
from jeu_oie.game.odds.plays import MAX_ROUNDS, Chance, Game, PlayedGame, Venue
from jeu_oie.game.odds.teams import SHARES
from jeu_oie.game.odds.throws import Ending, Throws
from jeu_oie.game.rules.together import days_ticked, together

ATTENTIVE, CARELESS = 0.9, 0.0  # choices that are thought over
AIMED_CHANCE = 0.6  # the chance to win that a calendar is made for
THROW_S, TALK_S = 45, 150  # seconds: a room votes, then talks
LONG_MINUTES = 40  # minutes of the median game from which it is played in two sittings


@dataclass(frozen=True)
class RoomCalendar:
    """The days of a room's pawn, exact; ``venue``: the attentive rooms that play there. Worked out when asked for."""

    venue: Venue

    @cached_property
    def attentive(self) -> Figures:
        """The chance of an attentive room that its pawn has arrived by each day, from 0 on."""
        return self.arrived(ATTENTIVE)

    @cached_property
    def careless(self) -> Figures:
        """The same of one that takes any die."""
        return self.arrived(CARELESS)

    def arrived(self, care: float) -> Figures:
        venue = self.venue
        return follow(chain_of(Alone(venue.table, replace(venue.players, care=care), venue.throws), tick))

    @property
    def days(self) -> int:
        """The days whose chance for an attentive room is nearest to ``AIMED_CHANCE``; the fewest of those."""
        return int(np.argmin(np.abs(self.attentive - AIMED_CHANCE)))

    @property
    def share(self) -> float:
        """The chance of an attentive room to arrive within these days."""
        return float(self.attentive[self.days])

    @property
    def careless_share(self) -> float:
        return float(self.careless[min(self.days, len(self.careless) - 1)])


@dataclass(frozen=True)
class RoomOdds:
    """The calendar of a board, and ``plays`` games of attentive rooms, played when first asked for."""

    calendar: RoomCalendar
    plays: int

    @cached_property
    def game(self) -> GameOdds:
        """The games, the same each time; their rounds are days."""
        venue, dice = self.calendar.venue, Seeded(SEED)
        return GameOdds(venue.table, 1, tuple(RoomGame(venue, dice).play() for _ in range(self.plays)))

    @property
    def sittings(self) -> int:
        """Whether the game is better played in one evening or in two."""
        return 2 if self.game.quantile(0.5) >= LONG_MINUTES else 1


def calendar_of(teams: Venue) -> RoomCalendar:
    """The calendar of a room on the board of ``teams``, whose throws serve where the rules are the same."""
    table = together(teams.table)
    throws = teams.throws if table is teams.table else Throws(table)
    players, pace = replace(teams.players, care=ATTENTIVE), replace(teams.pace, turn=THROW_S, talk=TALK_S)
    return RoomCalendar(Venue(table, players, pace, throws))


def tick(end: Ending) -> int:
    return days_ticked(end.lost, end.helps, again=end.again)


class RoomGame(Game):
    """One game of a room, to the arrival; its rounds are days, and each throw takes its time."""

    def __init__(self, venue: Venue, dice: Chance) -> None:
        super().__init__(venue, dice, (venue.players.care,))

    def play(self) -> PlayedGame:
        pawn, days, throws, played = self.teams[0], 0, 0, 0
        while throws < MAX_ROUNDS and not pawn.arrived:
            throws += 1
            self.seconds += self.venue.pace.turn
            end = self.throw(pawn, played)
            days += tick(end)
            played = played | end.played if end.again else 0
            pawn.wait = 0
        return self.result(days, ended=pawn.arrived)


def room_data(room: RoomOdds) -> dict[str, Any]:
    """The same for JSON: ``days``, ``share`` and ``careless`` are exact, ``minutes`` were played.

    ``error``: the standard error of each of these.
    """
    calendar, game = room.calendar, room.game
    return {
        "days": calendar.days,
        "share": calendar.share,
        "careless": calendar.careless_share,
        "exact": True,
        "minutes": {key: round(game.quantile(share), 2) for key, share in SHARES.items()},
        "error": {key: round(game.quantile_error(share), 3) for key, share in SHARES.items()},
        "plays": len(game.games),
        "sittings": room.sittings,
    }
