"""``jeu-oie odds``: a table and what knowing is worth for people, all figures for machines."""

import json

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

FEW = ("--play", "60")


@pytest.fixture
def run(program, tmp_path, monkeypatch):
    """The program beside two circuits, one of them wrong, on a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "good.yaml").write_text(CIRCUIT)
    (tmp_path / "wrong.yaml").write_text(CIRCUIT.replace("title: Deux", "titel: Deux"))
    return program


def test_a_table_and_what_knowing_is_worth(run):
    status, out, err = run("odds", "good.yaml", *FEW)
    assert (status, err) == (0, "")
    assert "Essai · 32 cases" in out
    assert "60 parties jouées" in out
    for teams in (2, 4, 6):
        assert f"│       {teams} │" in out
    assert max(map(len, out.splitlines())) <= 100


def test_english(run):
    status, out, _ = run("odds", "good.yaml", *FEW, "--lang", "en")
    assert status == 0
    assert "60 games played" in out
    assert "équipe" not in out


def test_json_holds_all_figures(run):
    status, out, err = run("odds", "good.yaml", "--json", *FEW)
    data = json.loads(out)
    assert (status, err) == (0, "")
    assert data["board"] == {"squares": 32, "boxes": 6, "writing": 0}
    assert data["players"].keys() == {"attentive", "average", "random"}
    for player in data["players"].values():
        minutes = player["minutes"]
        assert minutes["p10"]["value"] <= minutes["p50"]["value"] <= minutes["p90"]["value"]
        assert player["heard"]["end"] == 1
    least, most = data["range"]
    assert 0 < least < most
    assert (data["tail"], data["plays"]) == (0, 60)


def test_json_of_several_circuits_is_a_list(run):
    circuits = folder("circuits")
    status, out, _ = run("odds", circuits / "sdh", "--json", *FEW)
    assert status == 0
    files = [each["file"].rsplit("/", 1)[1] for each in json.loads(out)]
    assert files == ["neighbours.yaml", "repairs.yaml", "transfer.yaml"]


def test_games_played_are_the_same_each_time(run):
    one, two = (run("odds", "good.yaml", "--play", "50", "--json")[1] for _ in range(2))
    assert one == two
    assert json.loads(one)["plays"] == 50


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
    ],
)
def test_status(run, arguments, status):
    assert run(*arguments.split())[0] == status
