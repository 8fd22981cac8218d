"""Odds in the kit: on the rules sheet, in the manifest; a board that may never end is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.errors import Severity
from jeu_oie.game import odds
from jeu_oie.game.evening import RoomFigures
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import CHECKED_GAMES
from jeu_oie.kit.printing import room_of, rules_content
from jeu_oie.print.content.frame import content_hash
from jeu_oie.print.content.rules import rules_sheet
from tests.cli.test_odds import ENDLESS

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [path for path in sorted((ROOT / "circuits").glob("*/*.yaml")) if path.name != "landlord.yaml"]
SMALL = Path(__file__).with_name("small.yaml")


def planned(path=SMALL, **preset):
    return kit.plan_reading(read(path), Preset.model_validate(preset))


def manifest(made):
    return json.loads(kit.make(made, kit.Options(only=frozenset({"svg"})), "source").files["manifest.json"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_game_of_four_teams_lasts_an_evening_and_not_two_rounds(path):
    made, _ = planned(path)
    told = made.forecast.figures(CHECKED_GAMES)
    assert told["aim"]["reached"], told["aim"]
    assert told["games"]["4"]["two-rounds"] <= 0.02
    assert told["ends"] == 1
    assert told["steps"]["value"] == 1


def test_no_game_is_played_for_a_kit_without_paper():
    odds.forget()
    made, _ = planned()
    assert set(manifest(made)["odds"]) == {"board", "turns", "ends"}
    assert not made.forecast.odds.games.played
    printed = json.loads(kit.make(made, kit.Options(only=frozenset({"pdf"})), "source").files["manifest.json"])
    assert printed["odds"]["games"]["4"]["plays"] == 2000
    assert made.forecast.odds.games.played


def test_the_rules_sheet_tells_the_range_for_two_four_and_six_teams():
    made, _ = planned()
    told = rules_content(made, kit.Options())
    lasts = told.lasts.replace("\u00a0", " ")
    for teams in (2, 4, 6):
        low, high = made.forecast.durations[teams]
        assert low < high
        assert f"{teams} équipes : {low} à {high} min" in lasts
    assert "8 fois sur 10" in told.other
    without = rules_sheet(made.board, made.dossier, made.words, {}, None)
    assert without.lasts == ""
    assert "8 fois sur 10" not in without.other


def test_the_guide_is_given_the_game_of_a_whole_room_where_it_was_computed():
    made, _ = planned()
    room = {"days": 9, "share": 0.55, "minutes": {"p10": 12.0, "p50": 15.5, "p90": 19.0}}
    for data, expected in (({"room": room}, RoomFigures(9, 0.55, 12.0, 15.5, 19.0)), ({}, None)):
        made.forecast.__dict__["data"] = data
        assert room_of(made) == expected


def test_another_length_is_another_sheet():
    made, _ = planned()
    told = content_hash(rules_content(made, kit.Options()))
    assert told == content_hash(rules_content(made, kit.Options()))
    other = {**made.forecast.durations, 4: (1, 2)}
    assert told != content_hash(rules_sheet(made.board, made.dossier, made.words, other, None))


def test_what_the_stamp_says_does_not_count():
    made, _ = planned()
    later = replace(made, dossier=replace(made.dossier, version="Version 99", status="Validé"))
    told, again = rules_content(made, kit.Options()), rules_content(later, kit.Options())
    assert content_hash(again) == content_hash(told)
    assert again.frame.version == "Version 99"


def test_a_board_that_may_never_end_is_refused_with_its_squares(tmp_path):
    (tmp_path / "endless.yaml").write_text(ENDLESS)
    made, problems = planned(tmp_path / "endless.yaml")
    assert made is None
    (problem,) = problems
    assert (problem.code, problem.severity) == ("board-cannot-end", Severity.ERROR)
    assert dict(problem.values)["squares"]


def test_a_preset_that_aims_at_minutes_says_in_the_manifest_what_was_chosen():
    made, _ = planned(SHIPPED[0], minutes="40", players="4")
    tuned = manifest(made)["tuned"]
    assert (tuned["minutes"], tuned["teams"]) == (40, 4)
    assert "reached" in tuned
    made, _ = planned(SHIPPED[0])
    assert "tuned" not in manifest(made)
