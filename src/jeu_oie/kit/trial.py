"""A few games of four teams, and what they show of a circuit: told by ``check``, where it is beyond chance."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jeu_oie.circuit.read import Reading
from jeu_oie.errors import Problem
from jeu_oie.kit.plan import AIM_MINUTES, AIM_SHARE, CHECKED_GAMES, Plan

if TYPE_CHECKING:
    from jeu_oie.game.odds import GameOdds

TEAMS = 4
RARE_SHARE = 0.05  # games in which a kind of square should be met at least
STANDARD_ERRORS = 3  # standard errors


def find_in_games(reading: Reading, made: Plan) -> Iterator[Problem]:
    """Steps that are not heard, kinds that are hardly met, games that are too short or too long."""
    if made.forecast.odds is None:
        return
    game = made.forecast.odds.first(CHECKED_GAMES).games[TEAMS]
    heard = game.steps
    if heard.value + STANDARD_ERRORS * heard.error < 1:
        yield reading.problem("", "steps", "game-steps-unheard", heard=int(100 * heard.value))
    if rare := hardly_met(game):
        kinds = ", ".join(made.words(f"kind.{kind}") for kind in rare)
        yield reading.problem("", "steps", "game-kind-unmet", kinds=kinds)
    if not made.board.is_short and (code := wrong_time(game)):
        low, high = (round(game.quantile(share)) for share in (0.1, 0.9))
        least, most = map(round, AIM_MINUTES)
        yield reading.problem("", "steps", code, low=low, high=high, least=least, most=most)


def hardly_met(game: "GameOdds") -> tuple[str, ...]:
    """The kinds of squares that too few games meet."""
    least = RARE_SHARE - STANDARD_ERRORS * game.share_error(RARE_SHARE)
    return tuple(kind for kind, share in game.kinds.items() if share < least)


def wrong_time(game: "GameOdds") -> str | None:
    """Whether fewer than 8 games in 10 last as long as an evening allows, and on which side the others lie."""
    early, late = game.within(AIM_MINUTES[0]), 1 - game.within(AIM_MINUTES[1])
    if 1 - early - late >= AIM_SHARE - STANDARD_ERRORS * game.share_error(AIM_SHARE):
        return None
    return "game-too-short" if early > late else "game-too-long"
