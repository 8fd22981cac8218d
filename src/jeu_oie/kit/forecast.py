"""How long a board's game lasts, for its rules sheet and its manifest; and whether it can always be finished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jeu_oie import heavy
from jeu_oie.board.squares import Board

TEAMS = (2, 4, 6)  # told on the rules sheet
AIM = (20.0, 60.0)  # minutes within which 8 games in 10 of 4 teams should last (game.md)
SHARE = 0.8
DIGITS = 4  # kept of each figure: the same bytes whatever the machine's arithmetic library


@dataclass(frozen=True, slots=True)
class Forecast:
    """``durations``: teams → minutes between which 8 games in 10 last.

    ``blamed``: squares without a way to the arrival; then there are no figures.
    """

    durations: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    blamed: tuple[str, ...] = ()


def forecast(board: Board) -> Forecast:
    """The odds of ``board``, rounded; the squares to blame where a game may never end."""
    try:
        odds = heavy.odds.odds_of_board(board)
    except heavy.odds.CannotEnd as error:
        return Forecast(blamed=error.squares)
    durations = {
        teams: (round(odds.games[teams].quantile(0.1)), round(odds.games[teams].quantile(0.9))) for teams in TEAMS
    }
    game = odds.games[4]
    held = game.within(AIM[1]) - game.within(AIM[0])
    aim = {"teams": 4, "minutes": list(AIM), "share": held, "reached": held >= SHARE}
    return Forecast(durations, rounded({**heavy.odds.as_data(odds), "aim": aim}))


def rounded(value: object) -> Any:  # noqa: ANN401 (of the shape that it was given)
    """Every figure of ``value`` on ``DIGITS`` decimals."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return value
