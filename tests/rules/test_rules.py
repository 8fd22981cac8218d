"""The rules, case by case, in words that a facilitator can check (tests/rules/*.yaml)."""

from pathlib import Path

import pytest
import yaml

from jeu_oie.game.rules import Outcome, compile_rules
from tests.game import making

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
GAMES = [(file.stem, game) for file in FILES for game in yaml.safe_load(file.read_text("utf-8"))]
CASES = [pytest.param(game, case, id=f"{name}: {case['say']}") for name, game in GAMES for case in game["cases"]]


def table_of(game):
    preset = making.preset(**{"squares": "24", **game.get("board", {})})
    return compile_rules(making.board(frozenset(game.get("told", ())), preset, **game["parts"]))


@pytest.mark.parametrize("game, case", CASES)
def test_rule(game, case):
    table = table_of(game)
    held = {"eggs": 0, "card": 0, **case.get("held", {})}
    at = table.rank(case["at"])
    made = table.opening(case["throw"]) if case.get("first") else table.entry(at, case["throw"], **held)
    result = made.results[Outcome(case.get("draw", "none"))]
    said = {
        "squares": [table.positions[move.to].name for move in result.moves],
        "eggs": result.eggs,
        "card": result.card,
        "lost": result.lost,
        "again": result.again,
        "arrived": result.arrived,
        "helps": result.helps,
        "gains": "egg" if result.eggs_gained else "card" if result.card_gained else None,
        "shows": "egg" if result.eggs_shown else "card" if result.card_shown else None,
    }
    nothing = {"eggs": 0, "card": 0, "lost": 0, "again": False, "arrived": False, "helps": False}
    wanted = {key: value for key, value in case.items() if key in said}
    assert said == {**nothing, "gains": None, "shows": None, **wanted}
    assert table.positions[result.at].name == (case["squares"] or [case["at"]])[-1]


@pytest.mark.parametrize("game", [pytest.param(game, id=game["circuit"]) for _, game in GAMES if "chances" in game])
def test_chances_of_a_draw(game):
    table = table_of(game)
    for name, wanted in game["chances"].items():
        chances = table.positions[table.rank(name)].chances
        assert {way.value: chance for way, chance in chances.items()} == pytest.approx(wanted)
