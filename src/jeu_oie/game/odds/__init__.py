"""Odds of a board, exact: turns of one team, length of a game, chance of each square (game.md, « Odds »).

Help between teams is left out: it only shortens, so that the figures hold as « au plus ».
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeu_oie.game.odds.chain import CannotEnd
from jeu_oie.game.odds.teams import MINUTES, SHARES, TEAMS, GameOdds, Pace, TeamOdds, game_of, team_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules import Table, compile_rules
from jeu_oie.game.squares import Board

__all__ = [
    "CannotEnd",
    "GameOdds",
    "Odds",
    "Pace",
    "TeamOdds",
    "as_data",
    "game_of",
    "odds_of",
    "odds_of_board",
    "team_of",
]


@dataclass(frozen=True, slots=True)
class Odds:
    """All figures of one board: ``team`` alone, ``games`` by number of teams."""

    table: Table
    team: TeamOdds
    games: Mapping[int, GameOdds]


def odds_of(table: Table, pace: Pace | None = None) -> Odds:
    """The odds of a table. Raises CannotEnd where the arrival can fall out of reach."""
    team = team_of(table)
    used = pace or Pace()
    return Odds(table, team, {teams: game_of(team, teams, table.ends, used) for teams in TEAMS})


def odds_of_board(board: Board) -> Odds:
    """The odds of a board under its preset. Raises CannotEnd."""
    with no_collection():
        return odds_of(compile_rules(board), pace_of(board.preset))


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


def pace_of(preset: Preset) -> Pace:
    return Pace(preset.turn, preset.card)


def as_data(odds: Odds) -> dict[str, Any]:
    """All figures for JSON, as game.md says: ``board``, ``turns``, ``ends``, ``games``, ``visits``."""
    table, team = odds.table, odds.team
    names = [each.name for each in table.positions]
    dice = max(table.throws) // 6 or 1
    return {
        "board": {"squares": table.squares, "dice": dice, "finish": table.finish.value, "ends": table.ends.value},
        "turns": {
            "mean": team.mean,
            **{key: team.quantile(share) for key, share in SHARES.items()},
            "shortest": team.shortest,
        },
        "ends": team.ends,
        "games": {str(teams): game_data(game) for teams, game in odds.games.items()},
        "visits": dict(zip(names, map(float, team.visits), strict=True)),
    }


def game_data(game: GameOdds) -> dict[str, Any]:
    return {
        "ends": game.ends,
        "minutes": {key: round(game.quantile(share), 2) for key, share in SHARES.items()},
        "within": {str(minutes): game.within(minutes) for minutes in MINUTES},
        "two-rounds": game.within_rounds(2),
        "steps": {str(minutes): game.met(minutes) for minutes in MINUTES},
        "first": list(game.first),
    }
