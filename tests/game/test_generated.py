"""Boards of circuits that nobody has written play as game.md promises (500 in ``script/bench --boards``)."""

from collections import Counter

import pytest

from jeu_oie.game.assembly import assemble
from tests.exchange.making import of
from tests.game import making
from tests.game.extremes import fat, thin
from tests.game.reaching import CHOICES, RULES, TIMES, leads_to_the_end, misses

SEEDS, PLAYS = range(40), 300


def board_of(circuit):
    return assemble(circuit, making.preset(), frozenset())


@pytest.mark.parametrize("circuit", [thin(), fat()], ids=["thin", "fat"])
def test_the_thinnest_and_the_fattest_reach_all(circuit):
    assert misses(board_of(circuit), PLAYS) == frozenset()


@pytest.mark.slow
def test_generated_boards_play_as_promised():
    counted = Counter[str]()
    for seed in SEEDS:
        circuit = of(seed).circuit
        assert circuit is not None
        board = board_of(circuit)
        missed = misses(board, PLAYS)
        assert not missed & set(RULES), seed
        assert leads_to_the_end(board) or not missed & set(CHOICES), seed
        counted.update(missed)
    assert all(counted[name] <= len(SEEDS) / 8 for name in TIMES), counted
