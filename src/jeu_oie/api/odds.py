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
from jeu_oie.game.odds import DEFAULT_GAMES, Odds, as_data, odds_of_board
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules.common import TEAMS
from jeu_oie.kit import Plan


@dataclass(frozen=True, slots=True)
class BoardOdds:
    """A circuit's drawn board with its odds; ``teams``: how many play."""

    file: str
    plan: Plan
    odds: Odds
    teams: int

    @property
    def minutes(self) -> tuple[int, int]:
        """Minutes of 2, 4 or 6 teams, the nearest number to theirs: from attentive players to random ones."""
        nearest = min((2, 4, 6), key=lambda each: (abs(each - self.teams), -each))
        low, high = self.odds.range_of(nearest)
        return round(low), round(high)

    def data(self) -> dict[str, Any]:
        """All figures, as ``jeu-oie odds --json`` gives them."""
        return {"file": self.file, **as_data(self.odds)}


def odds(
    circuit: FilePath | Reading,
    *,
    board: str | Preset | None = None,
    teams: int | None = None,
    plays: int = DEFAULT_GAMES,
    project: FilePath | Project | None = None,
) -> BoardOdds:
    """The odds of one circuit on ``board`` for 2 to 6 ``teams`` (else as many as the board is for).

    ``plays`` games behind each figure, the same ones each time.

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
    return BoardOdds(reading.files[0].as_posix(), made, found, teams or made.board.preset.teams)
