"""How long a game lasts."""

from dataclasses import dataclass
from typing import Any

from jeu_oie.api.read import find_project, read, today
from jeu_oie.builder.find import examine, stops
from jeu_oie.builder.presets import presets
from jeu_oie.builder.project import Project
from jeu_oie.circuit.read import Reading
from jeu_oie.disk import FilePath
from jeu_oie.errors import InvalidInput, Severity
from jeu_oie.game.odds import Odds, as_data, odds_of_board
from jeu_oie.game.odds.games import DEFAULT_GAMES
from jeu_oie.game.odds.teams import SHARES
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules.common import TEAMS
from jeu_oie.game.tuning import as_data as tuning_data
from jeu_oie.kit import Plan


@dataclass(frozen=True, slots=True)
class BoardOdds:
    """A circuit's drawn board with its odds; ``teams``: how many play."""

    file: str
    plan: Plan
    odds: Odds
    teams: int

    @property
    def minutes(self) -> tuple[int, int, int]:
        """Minutes within which 1, 5 and 9 games in 10 of ``teams`` have ended."""
        low, middle, high = (round(self.odds.games[self.teams].quantile(share)) for share in SHARES.values())
        return low, middle, high

    def data(self) -> dict[str, Any]:
        """All figures, as ``jeu-oie odds --json`` gives them."""
        preset, tuned = self.plan.board.preset, self.plan.tuned
        tuning = {"tuning": tuning_data(tuned, preset.minutes, preset.players)} if tuned and preset.minutes else {}
        return {"file": self.file, **as_data(self.odds, self.teams), **tuning}


def odds(
    circuit: FilePath | Reading,
    *,
    board: str | Preset | None = None,
    teams: int | None = None,
    plays: int = DEFAULT_GAMES,
    project: FilePath | Project | None = None,
) -> BoardOdds:
    """The odds of one circuit on ``board`` for 2 to 6 ``teams`` (else as many as the board is for).

    One team alone is computed; games of several are played, ``plays`` times, the same ones each time.

    Raises InvalidInput with the errors that stop it, also where a game may never end; ValueError for other teams.
    """
    if teams is not None and teams not in TEAMS:
        raise ValueError(f"teams: {TEAMS[0]} to {TEAMS[-1]}")
    reading = circuit if isinstance(circuit, Reading) else read(circuit)
    preset = board if isinstance(board, Preset) else presets(find_project(project), board)(reading.files[0])
    made, problems = examine(reading, preset, today())
    if made is None or stops(problems, strict=False):
        raise InvalidInput(tuple(each for each in problems if each.severity is Severity.ERROR))
    found = odds_of_board(made.board, plays)  # examined: it can always end
    return BoardOdds(reading.files[0].as_posix(), made, found, teams or made.board.preset.players)
