"""The odds of a board of 63 squares with every kind of square: loaded only, computed, played, or tuned.

python bench/odds.py load        imports all that computing takes, and makes the board
python bench/odds.py odds        the same, then follows one team exactly
python bench/odds.py tune        the same as load, then tunes the rules to a time out of reach: every rule is changed
python bench/odds.py play N      the same as load, then plays N games of four teams, with a seed
"""

import sys
from pathlib import Path

from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds import Kind
from jeu_oie.game.odds import Pace, Players, odds_of_board
from jeu_oie.game.odds.games import play_games
from jeu_oie.game.odds.plays import Venue
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.squares import Board
from jeu_oie.game.tuning import tune

CIRCUIT = Path(__file__).with_name("every-kind.yaml")
OUT_OF_REACH = 240  # minutes, for two teams


def board() -> Board:
    reading = read(CIRCUIT)
    assert reading.circuit is not None, reading.problems
    made = assemble(reading.circuit, Preset.model_validate({"squares": "63"}), frozenset())
    assert {square.kind for square in made.squares} == set(Kind)
    return made


def play(made: Board, plays: int) -> None:
    play_games(Venue(compile_rules(made), Players(), Pace()), 4, plays)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["load"]:
            board()
        case ["odds"]:
            odds_of_board(board())
        case ["tune"]:
            tune(board(), OUT_OF_REACH, 2)
        case ["play", plays]:
            play(board(), int(plays))
        case _:
            raise SystemExit(__doc__)
