"""Odds in the kit: on the rules sheet, in the manifest; a board that may never end is refused."""

import json
from dataclasses import replace
from pathlib import Path

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.errors import Severity
from jeu_oie.game import odds
from jeu_oie.game.evening import RoomFigures
from jeu_oie.game.lines import Handicap
from jeu_oie.game.odds import CannotEnd
from jeu_oie.game.preset import Preset
from jeu_oie.kit import making
from jeu_oie.kit.printing import room_of, rules_content
from jeu_oie.print.content.frame import content_hash
from jeu_oie.print.content.rules import rules_sheet

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).with_name("small.yaml")


def planned(path=SMALL, **preset):
    return kit.plan_reading(read(path), Preset.model_validate(preset))


def manifest(made):
    return json.loads(kit.make(made, kit.Options(only=frozenset({"svg"})), "source").files["manifest.json"])


def test_no_game_is_played_for_a_kit_without_paper():
    made, _ = planned()
    assert manifest(made)["odds"] == {}
    assert "data" not in made.forecast.__dict__
    printed = json.loads(making.manifest(made, {}, {"print/2-table.pdf": b""}, "source"))
    assert printed["odds"]["range"] == list(made.forecast.data["range"])


def test_the_rules_sheet_tells_the_range_of_four_teams():
    made, _ = planned()
    told = rules_content(made, kit.Options())
    low, high = made.forecast.durations[4]
    assert low < high
    assert f"{low} à {high} minutes" in told.lasts.replace("\u00a0", " ")
    assert "9 fois sur 10" in said(told.foot)
    without = rules_sheet(made.board, made.dossier, made.words, None, Handicap.NONE, None)
    assert without.lasts == ""
    assert "9 fois sur 10" not in said(without.foot)


def said(runs):
    return "".join(run.text for run in runs).replace("\u00a0", " ")


def test_the_guide_is_given_the_game_of_a_whole_room_where_it_was_computed():
    made, _ = planned()
    room = {"turns": 9, "chance": {"value": 0.55, "error": 0.01}, "careless": {"value": 0.2}, "minutes": 15.5}
    for data, expected in (({"room": room}, RoomFigures(9, 0.55, 15.5)), ({}, None)):
        made.forecast.__dict__["data"] = data
        assert room_of(made) == expected


def test_another_length_is_another_sheet():
    made, _ = planned()
    told = content_hash(rules_content(made, kit.Options()))
    assert told == content_hash(rules_content(made, kit.Options()))
    assert told != content_hash(rules_sheet(made.board, made.dossier, made.words, (1, 2), made.forecast.handicap, None))


def test_what_the_stamp_says_does_not_count():
    made, _ = planned()
    later = replace(made, dossier=replace(made.dossier, version="Version 99", status="Validé"))
    told, again = rules_content(made, kit.Options()), rules_content(later, kit.Options())
    assert content_hash(again) == content_hash(told)
    assert again.frame.version == "Version 99"


def test_a_board_that_may_never_end_is_refused_with_its_squares(monkeypatch):
    """No circuit gives such a board any more; the rules refuse a table that is stuck (tests/game/test_rules)."""

    def stuck(*_):
        raise CannotEnd(["4", "5a"])

    monkeypatch.setattr(odds, "odds_of_board", stuck)
    made, problems = planned()
    assert made is None
    (problem,) = problems
    assert (problem.code, problem.severity) == ("board-cannot-end", Severity.ERROR)
    assert dict(problem.values)["squares"] == "4, 5a"
