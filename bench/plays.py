"""10^5 seeded plays of each board beside its exact odds: mean, quantiles and visits of every square.

    script/bench --plays

Exit status 1: one of them lies further than 4 standard errors from what is computed.
"""

from bench.measuring import row
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.squares import assemble
from tests.game import making
from tests.game.playing import furthest

PLAYS = 100_000


def main() -> None:
    kept = []
    for path in making.SHIPPED:
        board = assemble(making.shipped(path), making.preset(squares="auto"))
        name = f"{path.parent.name}/{path.stem}, {len(board.squares)} squares"
        kept.append(row(f"{name}: plays from odds, in standard errors", furthest(compile_rules(board), PLAYS), 4, ""))
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main()
