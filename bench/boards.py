"""500 boards of generated circuits, 300 games of four teams on each: how many reach what game.md promises.

    script/bench --boards        all
    script/bench --boards 50     the first 50

Choices and seats are counted on boards on which no bridge and no side track leads straight to the arrival.
Exit status 1: fewer boards than the limit reach something.
"""

import sys
from collections import Counter

from bench.measuring import row
from jeu_oie.game.assembly import assemble
from tests.exchange.making import of
from tests.game import making
from tests.game.reaching import CHOICES, RULES, TIMES, leads_to_the_end, misses

BOARDS, PLAYS = 500, 300
LIMITS = dict.fromkeys((*RULES, *CHOICES), 1.0) | dict.fromkeys(TIMES, 0.88)


def main(boards: int) -> None:
    missed, seen = Counter[str](), Counter[str]()
    for seed in range(boards):
        circuit = of(seed).circuit
        assert circuit is not None
        board = assemble(circuit, making.preset(), frozenset())
        asked = (*RULES, *TIMES) if leads_to_the_end(board) else tuple(LIMITS)
        seen.update(asked)
        missed.update(misses(board, PLAYS) & set(asked))
    kept = [
        row(f"boards that reach: {name}", 1 - missed[name] / max(1, seen[name]), least, f"({seen[name]})", least=True)
        for name, least in LIMITS.items()
    ]
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main(int(next(iter(sys.argv[1:]), BOARDS)))
