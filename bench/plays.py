"""10^5 seeded plays of one team, and of a room, on each board beside its exact odds: mean and quantiles of its turns.

    script/bench --plays

Exit status 1: one of them lies further than 4 standard errors from what is computed.
"""

from bench.measuring import row
from jeu_oie.game.assembly import assemble
from jeu_oie.game.odds import odds_of_board
from jeu_oie.game.rules import compile_rules
from tests.game import making
from tests.game.playing import furthest, furthest_day

PLAYS = 100_000


def main() -> None:
    kept = []
    for path in making.SHIPPED:
        board = assemble(making.shipped(path), making.preset(squares="auto"))
        name = f"{path.parent.name}/{path.stem}, {len(board.squares)} squares"
        kept.append(row(f"{name}: plays from odds, in standard errors", furthest(compile_rules(board), PLAYS), 4, ""))
        days = furthest_day(odds_of_board(board).room.calendar, PLAYS)
        kept.append(row(f"{name}: a room's days from odds, in standard errors", days, 4, ""))
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main()
