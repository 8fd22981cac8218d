"""What ``check`` tells after a few games of four teams: each thing where it is so."""

from copy import deepcopy
from dataclasses import replace

import pytest

from jeu_oie import kit
from jeu_oie.api.check import check
from jeu_oie.circuit.read import read, read_text
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import Forecast
from jeu_oie.kit.trial import find_in_games
from jeu_oie.messages import load_catalog, tell
from tests.game.making import EARLIER
from tests.house.source import ROOT

CIRCUIT = EARLIER[2]
DETOURED = EARLIER[1]
THIN = ROOT / "tests" / "circuits" / "unknown" / "thin" / "general.yaml"
SLOW = {"turn": 90, "talk": 240}
ALONE = """\
format: 1
title: Ma réclamation
topic: repairs
common: none
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps:
  - {id: report, title: Je signale}
  - {id: record, title: On note, trace: Numéro, if-silent: report}
  - {id: close, title: Fin}
"""


def planned(reading, **preset):
    made, _ = kit.plan_reading(reading, Preset.model_validate(preset))
    assert made is not None
    return made


def told(path, **preset):
    reading = read(path)
    return tuple(find_in_games(reading, planned(reading, **preset)))


def sentence(problem):
    return tell(problem, load_catalog("fr"))[0].replace("\u00a0", " ")


def test_a_game_too_long_is_told_with_its_minutes_debates_and_steps():
    (problem,) = told(CIRCUIT, **SLOW)
    values = dict(problem.values)
    assert problem.code == "game-too-long"
    assert int(values["minutes"]) > 55
    assert f"{values['minutes']} minutes" in sentence(problem)
    assert (values["debates"], values["steps"]) == ("1", "7")
    assert problem.place.line == read(CIRCUIT).place("", "steps").line


def test_hardships_and_helpers_of_the_common_file_alone_are_told():
    waits, helpers = told(THIN)
    assert (waits.code, helpers.code) == ("waits-common", "helpers-common")
    assert "3 attentes communes" in sentence(waits)
    assert {each.place.line for each in (waits, helpers)} == {read(THIN).place("", "steps").line}


def test_who_refuses_the_common_file_is_not_told_that_the_game_takes_of_it():
    reading = read_text(ALONE, "alone.yaml", lambda _: None)
    told = {each.code for each in find_in_games(reading, planned(reading))}
    assert told == {"waits-few"}, "nor has it any"


FIGURES = [
    (("two", "first"), 0.43, "two-unfair", "À deux équipes, la première gagne 43 % des parties"),
    (("two", "first"), 0.57, "two-unfair", "À deux équipes, la première gagne 57 % des parties"),
    (("two", "first"), 0.45, None, ""),  # standard error 0.01: it may be 0.48 as well
    (("knowledge",), 0.33, "knowledge-low", "(33 %)"),
    (("knowledge",), 0.36, None, ""),
    (("players", "average", "lost"), 1.6, "waits-few", "perd moins de 2 tours"),
    (("players", "average", "lost"), 1.88, None, ""),
    (("players", "average", "lost"), 4.2, "waits-many", "perd plus de 4 tours"),
]


@pytest.mark.parametrize("path, value, code, said", FIGURES)
def test_a_figure_is_told_where_no_dice_explain_it(path, value, code, said):
    """A circuit with a side track, whose games gave other figures."""
    reading = read(DETOURED)
    made = planned(reading)
    figures = {**deepcopy(made.forecast.data), "two": {"first": {"value": 0.5, "error": 0.01}}}
    *within, last = path
    inside = figures
    for key in within:
        inside = inside[key]
    inside[last] = {"value": value, "error": 0.01}
    played = Forecast(figures_kept=figures)
    problems = tuple(find_in_games(reading, replace(made, forecast=played)))
    assert [each.code for each in problems] == ([code] if code else [])
    assert all(said.lower() in sentence(each).lower() for each in problems)


def test_an_unfair_side_track_is_told_at_its_entry():
    reading = read(DETOURED)
    made = planned(reading)
    two = {"first": {"value": 0.4, "error": 0.01}, "with": {"value": 0.44, "error": 0.001}}
    played = Forecast(figures_kept={**made.forecast.data, "two": two})
    (problem,) = find_in_games(reading, replace(made, forecast=played))
    track = next(each for each in made.board.side_tracks if each.drawn)
    assert dict(problem.values) == {"title": track.detour.title, "square": str(track.entry), "share": "44"}
    assert problem.place.line == reading.place(track.detour.id, "from").line


def test_check_tells_it_and_a_build_does_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slow.yaml").write_text("extends: classic\nturn: 90\ntalk: 240\n")
    assert "game-too-long" in {each.code for each in check(CIRCUIT, board="slow.yaml")}
    _, problems = kit.plan_reading(read(CIRCUIT), Preset.model_validate(SLOW))
    assert "game-too-long" not in {each.code for each in problems}
