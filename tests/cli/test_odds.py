"""``jeu-oie odds``: a table and a picture for people, all figures for machines, a board without end refused."""

import json
from xml.etree import ElementTree as ET

import pytest

from jeu_oie.resources import folder

CIRCUIT = """format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - {id: a, title: Un}
  - {id: b, title: Deux, trace: Numéro}
  - {id: c, title: Trois}
setbacks:
  - {id: s, at: b, kind: silence, title: Rien}
questions:
  - {id: q, title: Qui, answers: [Vous, Eux], right: 1}
"""

# Six squares in a row send back to the départ: no single die passes them, and there is no proof to show.
ENDLESS = """format: 1
title: Sans fin
topic: general
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - {id: a, title: Un, trace: none}
  - {id: b, title: Deux, delay: 2 jours, trace: none}
setbacks:
""" + "".join(f"  - {{id: b{rank}, title: Retour, at: b, kind: back, to: a}}\n" for rank in range(6))
FEW = ("--play", "60")


@pytest.fixture
def run(program, tmp_path, monkeypatch):
    """The program beside three circuits, of one no game ever ends, on a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "good.yaml").write_text(CIRCUIT)
    (tmp_path / "wrong.yaml").write_text(CIRCUIT.replace("title: Deux", "titel: Deux"))
    (tmp_path / "endless.yaml").write_text(ENDLESS)
    return program


def test_a_table_and_a_picture(run):
    status, out, err = run("odds", "good.yaml", *FEW)
    assert (status, err) == (0, "")
    assert "Essai · 18 cases" in out
    assert "60 parties jouées" in out
    assert "Choix d’une équipe par partie" in out
    assert "8 fois sur 10 entre" in out
    assert "█" in out
    for teams in (2, 4, 6):
        assert f"│       {teams} │" in out
    assert max(map(len, out.splitlines())) <= 100


def test_english(run):
    status, out, _ = run("odds", "good.yaml", *FEW, "--lang", "en")
    assert status == 0
    assert "Every game ends." in out
    assert "between" in out
    assert "équipe" not in out


def test_json_holds_all_figures(run):
    status, out, err = run("odds", "good.yaml", "--json", *FEW)
    data = json.loads(out)
    assert (status, err) == (0, "")
    assert data["board"] == {"squares": 18, "dice": "two", "finish": "bounce", "ends": "all"}
    assert set(data["turns"]) >= {"mean", "p10", "p50", "p90"}
    assert data["ends"] == pytest.approx(1, abs=1e-12)
    assert set(data["games"]["4"]["minutes"]) == {"p10", "p50", "p90"}
    assert 0 <= data["games"]["4"]["within"]["30"] <= data["games"]["4"]["within"]["60"] <= 1
    assert [data["visits"][name] for name in ("1", "18")] == [1, 1]  # all arrive
    assert (data["turns"]["exact"], data["games"]["4"]["exact"], data["plays"]) == (True, False, 60)


def test_json_of_several_circuits_is_a_list(run):
    circuits = folder("circuits")
    status, out, _ = run("odds", circuits / "sdh", "--json", *FEW)
    assert status == 0
    files = [each["file"].rsplit("/", 1)[1] for each in json.loads(out)]
    assert files == ["neighbours.yaml", "repairs.yaml", "transfer.yaml"]


def test_games_played_are_the_same_each_time(run):
    one, two = (run("odds", "good.yaml", "--play", "50", "--json")[1] for _ in range(2))
    assert one == two
    assert {game["plays"] for game in json.loads(one)["games"].values()} == {50}


def test_a_heat_map(run, tmp_path):
    status, out, err = run("odds", "good.yaml", *FEW, "--json", "--svg", "maps/board.svg")
    assert (status, err) == (0, "Dessin écrit : maps/board.svg\n")
    visits = json.loads(out)["visits"]
    drawn = ET.parse(tmp_path / "maps" / "board.svg").getroot()
    shares = {each.get("data-number"): each.get("data-share") for each in drawn.iter() if each.get("data-share")}
    assert shares == {name: str(round(100 * chance)) for name, chance in visits.items()}
    assert "Où passent les équipes" in [each.text for each in drawn.iter()]


@pytest.mark.parametrize("arguments", [["--svg", "board.svg"], ["--json", "--svg", "board.svg"]])
def test_a_heat_map_is_of_one_circuit(run, tmp_path, arguments):
    status, out, err = run("odds", folder("circuits") / "sdh", *arguments)
    assert (status, out) == (2, "")
    assert "--svg ne dessine qu’un circuit à la fois, et il y en a 3." in err
    assert not (tmp_path / "board.svg").exists()


@pytest.mark.parametrize("language, said", [("fr", "depuis ces cases : 9,"), ("en", "from these squares: 9,")])
def test_a_board_without_end_is_refused(run, language, said):
    status, out, err = run("odds", "endless.yaml", "--lang", language)
    assert (status, out) == (1, "")
    assert said in err


@pytest.mark.parametrize(
    "arguments, status",
    [
        ("odds wrong.yaml", 1),
        ("odds good.yaml wrong.yaml", 1),
        ("odds nowhere.yaml", 1),
        ("odds good.yaml --board nowhere", 1),
        ("odds", 2),
        ("odds good.yaml --play 0", 2),
        ("odds good.yaml --play many", 2),
        ("odds --help", 0),
        ("odds good.yaml endless.yaml --svg board.svg", 2),
        ("odds good.yaml --svg .", 2),
        ("odds good.yaml --svg good.yaml/board.svg", 1),
        ("odds wrong.yaml --svg board.svg", 1),
    ],
)
def test_status(run, arguments, status):
    assert run(*arguments.split())[0] == status


def test_a_preset_that_aims_at_minutes_is_tuned(run, tmp_path):
    (tmp_path / "long.yaml").write_text("extends: classic\nminutes: 35\nplayers: 4\n")
    status, out, _ = run("odds", "good.yaml", *FEW, "--board", "long.yaml")
    assert status == 0
    assert "Règles réglées pour 35 minutes à 4 équipes" in out
    assert "au lieu de" in out
    data = json.loads(run("odds", "good.yaml", *FEW, "--board", "long.yaml", "--json")[1])
    assert data["tuning"]["reached"]
    assert data["tuning"]["choices"][0].keys() >= {"knob", "before", "after"}
    assert data["games"]["4"]["minutes"]["p50"] == pytest.approx(35, rel=0.15)


def test_minutes_out_of_reach_are_told(run, tmp_path):
    (tmp_path / "day.yaml").write_text("extends: classic\nminutes: 240\nplayers: 2\n")
    status, out, _ = run("odds", "good.yaml", *FEW, "--board", "day.yaml", "--lang", "en")
    assert status == 0
    assert "No rule comes nearer to that time." in out


def test_rules_without_end_are_mended_for_the_minutes(run, tmp_path):
    (tmp_path / "mended.yaml").write_text("extends: classic\nminutes: 40\n")
    status, out, _ = run("odds", "endless.yaml", *FEW, "--board", "mended.yaml")
    assert status == 0
    assert "Sans cela, on ne peut pas toujours finir" in out
