"""How far circuits are: counted as ``check`` counts, the one that knows least of the ten first."""

import csv
import io
import json
import shutil

import pytest

from jeu_oie import read
from jeu_oie.api.status import state_of
from jeu_oie.cli import run
from jeu_oie.messages import load_catalog
from tests.house.source import ROOT

CIRCUITS = ROOT / "circuits"


@pytest.fixture
def status(capsys):
    def status(*words):
        left = run(["status", *map(str, words)], load_catalog("fr"))
        return left, capsys.readouterr().out

    return status


def test_all_that_are_shipped_the_one_that_knows_least_first(status):
    left, said = status(CIRCUITS, "--json")
    rows = json.loads(said)
    assert left == 0 and len(rows) == len(list(CIRCUITS.glob("*/*.yaml"))) - len(list(CIRCUITS.glob("*/landlord.yaml")))
    assert [each["ten"] for each in rows] == sorted(each["ten"] for each in rows)
    assert all(0 <= each["ten"] <= 10 and each["found"] <= each["asked"] for each in rows)
    assert rows[0]["file"].endswith("exemple/general.yaml"), "the example knows nothing"


def test_a_fact_that_is_lost_is_counted(tmp_path):
    for name in ("archipel-habitat", "common.yaml"):
        copied = shutil.copytree if (CIRCUITS / name).is_dir() else shutil.copy
        copied(CIRCUITS / name, tmp_path / name)
    file = tmp_path / "archipel-habitat" / "repairs.yaml"
    before, text = state_of(read(file)), file.read_text("utf-8")
    line = "    trace: {value: La page du guide, uncertain: true}\n"
    assert text.count(line) == 1
    file.write_text(text.replace(line, ""), "utf-8")
    after = state_of(read(file))
    assert (after.found, after.asked, after.ten) == (before.found - 1, before.asked, before.ten - 1)


def test_a_table_and_lines_say_the_same(status):
    _, text = status(CIRCUITS / "sdh", "--csv")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    _, lines = status(CIRCUITS / "sdh")
    assert len(rows) == 3
    for each in rows:
        assert f"{each['found']} sur {each['asked']}" in lines and f"{each['ten']} sur 10" in lines


def test_one_that_cannot_be_read_stands_first_and_is_no_success(status, tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\ntitle: x\nsteps: 3\n", "utf-8")
    left, said = status(tmp_path, CIRCUITS / "sdh")
    assert left == 1 and "ne se lit pas" in said.splitlines()[1]
