"""The games of a board of 63 squares with every kind of square: loaded only, or played.

python -m bench.odds load      imports all that playing takes, and makes the board
python -m bench.odds play      the same, then plays all games of four teams that one figure is made of
"""

import sys

from jeu_oie.game.odds import odds_of_board
from jeu_oie.game.odds.games import AVERAGE
from tests.game.making import every_kind

TEAMS = 4

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["load"]:
            odds_of_board(every_kind(squares="63"))
        case ["play"]:
            odds_of_board(every_kind(squares="63")).alike(AVERAGE, TEAMS)
        case _:
            raise SystemExit(__doc__)
