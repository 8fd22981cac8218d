"""The rules, case by case, in words that a facilitator can check (tests/rules/*.yaml).

A game lays what it needs on a track of ``size`` squares (``lay``: number → id of the item); all other squares are only
read. In a case all squares were read before but those that are ``new``; a throw is the number that the pawn moves.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from jeu_oie.game.rules import Eggs, Outcome, Pawn, SharedState, compile_rules, decide
from jeu_oie.game.rules.common import can_move_on, round_order
from jeu_oie.game.rules.table import NEVER
from jeu_oie.game.rules.walk import mask_of, squares_passed
from tests.rules.laying import lay

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
GAMES = [(file.stem, game) for file in FILES for game in yaml.safe_load(file.read_text("utf-8"))]


def each(key):
    return [pytest.param(game, case, id=f"{name}: {case['say']}") for name, game in GAMES for case in game.get(key, ())]


def table_of(game):
    return compile_rules(lay(game["size"], game.get("lay", {}), game.get("board", {}), game.get("parts", {})))


def names_of(table, ranks):
    return [table.positions[rank].name for rank in ranks]


def ranks_of(table, names):
    return [table.rank(name) for name in names]


@pytest.mark.parametrize("game, case", each("cases"))
def test_a_throw(game, case):
    table = table_of(game)
    held, unread = Eggs(*case.get("held", ())), mask_of(ranks_of(table, case.get("new", ())))
    assert unread & ~table.unread == 0, "only what stops a pawn can be new"
    played = mask_of(ranks_of(table, case.get("played", ())))
    pawn = Pawn(table, table.rank(case["at"]), case["throw"], held, unread, case.get("level", NEVER), played)
    decided = [Outcome(way) for way in case.get("decided", ())]
    result = decide(pawn, lambda _: decided.pop(0))
    assert not decided, "nobody was asked"
    said = {
        "squares": names_of(table, [move.to for move in result.moves]),
        "reads": names_of(table, result.reads),
        "after": list(result.held),
        "lost": result.lost,
        "again": result.again,
        "arrived": result.arrived,
        "helps": result.helps,
    }
    nothing = {"reads": [], "after": list(held), "lost": 0, "again": False, "arrived": False, "helps": None}
    assert said == {**nothing, **{key: value for key, value in case.items() if key in {"squares", *nothing}}}
    assert table.positions[result.at].name == (case["squares"] or [case["at"]])[-1]
    if "passes" in case:
        over = squares_passed(table.ground, table.rank(case["at"]), result.moves)
        assert names_of(table, sorted(over)) == case["passes"]


@pytest.mark.parametrize("game, case", each("rounds"))
def test_who_begins_a_round(game, case):
    table = table_of(game)
    home = {"home": True}
    teams = [
        SimpleNamespace(at=0 if name in home else table.rank(name), wait=0, arrived=name in home)
        for name in case["teams"]
    ]
    assert [seat + 1 for seat in round_order(table, teams)] == case["order"]


@pytest.mark.parametrize("game, case", each("helped"))
def test_help(game, case):
    table = table_of(game)
    common = SharedState(table, mask_of(ranks_of(table, case.get("new", ()))))
    other = SimpleNamespace(at=table.rank(case["at"]), wait=case.get("wait", 0), arrived=False)
    if "passed" in case:
        common.free(set(ranks_of(table, case["passed"])), [other])
        assert other.wait == case["waits"]
    elif case["to"] is None:
        assert not can_move_on(table, other.at)
    else:
        read = common.move_on(other)
        assert table.positions[other.at].name == case["to"]
        assert (names_of(table, [] if read is None else [read])) == case.get("reads", [])
