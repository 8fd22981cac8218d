"""What ``check`` tells after a few games of four teams: nothing of a shipped circuit, each thing where it is so."""

import pytest

from jeu_oie import kit
from jeu_oie.api.check import check
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit.trial import find_in_games
from jeu_oie.messages import load_catalog, tell
from tests.game.making import EARLIER, SHIPPED

CIRCUIT = EARLIER[2]
# Two dice or their sum: whoever takes care is never forced onto the red squares that cost most.
CAREFUL = {"dice": "both", "care": 1.0}
PACES = {"game-too-short": {"turn": 5, "talk": 0}, "game-too-long": {"turn": 90, "talk": 240}}


def told(path, **preset):
    reading = read(path)
    made, _ = kit.plan_reading(reading, Preset.model_validate(preset))
    assert made is not None
    return tuple(find_in_games(reading, made))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_told_of_a_shipped_circuit(path):
    assert told(path) == ()


def test_steps_that_nobody_stops_to_read_are_not_all_heard():
    (problem,) = (each for each in told(CIRCUIT, first="none") if each.code == "game-steps-unheard")
    assert 0 < int(dict(problem.values)["heard"]) < 100
    assert problem.place.line == read(CIRCUIT).place("", "steps").line


def test_a_kind_of_square_that_everybody_avoids_is_named():
    (problem,) = (each for each in told(CIRCUIT, **CAREFUL) if each.code == "game-kind-unmet")
    words = load_catalog("fr")
    named = dict(problem.values)["kinds"].split(", ")
    assert words("kind.silence") in named
    assert set(named) <= {words("kind.silence"), words("kind.blocked"), words("kind.back")}


@pytest.mark.parametrize("code", PACES)
def test_games_out_of_time_are_told_with_their_minutes(code):
    (problem,) = told(CIRCUIT, **PACES[code])
    said, cure = tell(problem, load_catalog("fr"))
    assert problem.code == code
    assert all(dict(problem.values)[key] in said for key in ("low", "high"))
    assert "talk" in cure


def test_check_tells_it_and_a_build_does_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fast.yaml").write_text("extends: classic\nturn: 5\ntalk: 0\n")
    assert "game-too-short" in {each.code for each in check(CIRCUIT, board="fast.yaml")}
    _, problems = kit.plan_reading(read(CIRCUIT), Preset.model_validate(PACES["game-too-short"]))
    assert "game-too-short" not in {each.code for each in problems}
