"""Odds of a board: one pawn alone, exactly; games of several teams, played with a seed (game.md, « Odds »)."""

import gc
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from jeu_oie.game.odds.chain import CannotEnd
from jeu_oie.game.odds.games import DEFAULT_GAMES, MINUTES, TEAM_COUNTS, GameOdds, Games, Played
from jeu_oie.game.odds.plays import Pace, Players, Venue, pace_of, players_of
from jeu_oie.game.odds.room import RoomOdds, calendar_of, room_data
from jeu_oie.game.odds.teams import SHARES, TeamOdds, are_apart, rounds_apart, team_of
from jeu_oie.game.odds.throws import Throws
from jeu_oie.game.rules import Table, compile_rules
from jeu_oie.game.squares import Board

__all__ = [
    "CannotEnd",
    "GameOdds",
    "Odds",
    "Pace",
    "Players",
    "RoomOdds",
    "TeamOdds",
    "as_data",
    "exact_data",
    "forget",
    "odds_of",
    "odds_of_board",
    "pace_of",
    "players_of",
    "team_of",
]


@dataclass(frozen=True, slots=True)
class Odds:
    """All figures of one board: ``team`` alone, ``games`` by number of teams, a ``room`` that plays one pawn.

    ``venue``: who plays there, how fast. ``firsts``: the same figures by how many games were played.
    """

    venue: Venue
    team: TeamOdds
    games: Games
    room: RoomOdds
    firsts: "dict[int, Odds]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def table(self) -> Table:
        return self.venue.table

    def first(self, plays: int) -> "Odds":
        """The same figures, those that are played of the first ``plays`` games."""
        if plays not in self.firsts:
            room = replace(self.room, plays=plays)
            self.firsts[plays] = replace(self, games=Games(self.venue, plays), room=room)
        return self.firsts[plays]


def odds_of(table: Table, players: Players | None = None, pace: Pace | None = None, plays: int = DEFAULT_GAMES) -> Odds:
    """The odds of a table; games are played, and the room's are computed, when first asked for. Raises CannotEnd."""
    used, throws = players or Players(), Throws(table)
    venue = Venue(table, used, pace or Pace(), throws)
    room = RoomOdds(calendar_of(venue), plays)
    return Odds(venue, team_of(table, used, throws), Games(venue, plays), room)


LAST: deque[Odds] = deque(maxlen=3)  # boards: who changes words builds again what is played as before


def odds_of_board(board: Board, plays: int = DEFAULT_GAMES) -> Odds:
    """The odds of a board under its preset; those that stand, where one of the last played alike. Raises CannotEnd."""
    with no_collection():
        asked = compile_rules(board), players_of(board.preset), pace_of(board.preset)
        for each in tuple(LAST):
            if (each.table, each.venue.players, each.venue.pace) == asked:
                return each.first(plays)
        found = odds_of(*asked, plays)
        LAST.append(found)
        return found.first(plays)


def forget() -> None:
    """Let go of the last boards: the games of one take some ten megabytes."""
    LAST.clear()


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage meanwhile, a third of the time: table and chain are thousands of objects that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


# --- for JSON: as game.md says. What is played says so, with its standard error ---------------------------


def exact_data(odds: Odds) -> dict[str, Any]:
    """What is known of one pawn alone: no game is played for it."""
    table, team = odds.table, odds.team
    return {
        "board": {
            "squares": table.squares,
            "dice": table.dice.value,
            "finish": table.finish.value,
            "ends": table.ends.value,
        },
        "turns": {
            "mean": team.mean,
            **{key: team.quantile(share) for key, share in SHARES.items()},
            "shortest": team.shortest,
            "exact": True,
        },
        "ends": team.ends,
    }


def as_data(odds: Odds, teams: int = 4) -> dict[str, Any]:
    """All figures; those that name no number of teams are of games of ``teams``.

    What is not ``exact`` was played: each mean has its standard error, each share has it in ``error``.
    """
    game = odds.games[teams]
    names = [each.name for each in odds.table.positions]
    return {
        **exact_data(odds),
        "room": room_data(odds.room),
        "games": {str(count): game_data(odds, count) for count in sorted({*TEAM_COUNTS, teams})},
        "teams": teams,
        "plays": len(game.games),
        "exact": ["turns", "ends"],
        "visits": dict(zip(names, game.visits, strict=True)),
        "steps": played_data(game.steps),
        "kinds": game.kinds,
        "choices": {key: played_data(each) for key, each in game.choices.items()},
        "seats": list(game.seats),
        "proofs": {key: played_data(each) for key, each in game.proofs.items()},
        "landings": {key: played_data(each) for key, each in game.landings.items()},
        "error": {
            "visits": dict(zip(names, map(game.share_error, game.visits), strict=True)),
            "kinds": {kind: game.share_error(share) for kind, share in game.kinds.items()},
            "seats": list(map(game.share_error, game.seats)),
        },
    }


def played_data(figure: Played) -> dict[str, Any]:
    return {"value": figure.value, "error": figure.error, "exact": False}


def game_data(odds: Odds, teams: int) -> dict[str, Any]:
    """Games of so many teams; ``error``: the standard error of each figure that was played.

    Where teams share nothing and help nobody, their rounds are exact.
    """
    game = odds.games[teams]
    within = {str(minutes): game.within(minutes) for minutes in MINUTES}
    exact = are_apart(odds.table)
    over = rounds_apart(odds.team, teams, odds.table.ends) if exact else game.over
    early = float(over[min(2, len(over) - 1)])
    return {
        "exact": False,
        "plays": len(game.games),
        "rounds": {**{key: int(np.argmax(over >= share - 1e-12)) for key, share in SHARES.items()}, "exact": exact},
        "minutes": {key: round(game.quantile(share), 2) for key, share in SHARES.items()},
        "error": {
            **{key: round(game.quantile_error(share), 3) for key, share in SHARES.items()},
            "within": {minutes: game.share_error(share) for minutes, share in within.items()},
            "two-rounds": 0.0 if exact else game.share_error(early),
            "seats": list(map(game.share_error, game.seats)),
        },
        "within": within,
        "two-rounds": early,
        "seats": list(game.seats),
    }
