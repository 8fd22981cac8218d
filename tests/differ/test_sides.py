"""The whole of ``script/differ`` on two checkouts whose program is a few lines; the circuits that nobody tuned for."""

import shutil
from pathlib import Path

import pytest
import yaml

from bench.differ import __main__ as differ
from bench.differ import sides
from jeu_oie import check
from jeu_oie.errors import Severity
from tests.chosen import chosen
from tests.house.source import ROOT

UNKNOWN = sorted(file for file in ROOT.glob("tests/circuits/unknown/*/*.yaml") if file.name != "landlord.yaml")

FAT = next(file for file in UNKNOWN if file.parent.name == "fat")

# Stands in for the program: makes kits of a few words, fast; answers as its commands do.
PROGRAM = """
import json, os, pathlib, sys
here, command = pathlib.Path(__file__).parents[2], sys.argv[3]
words = here.joinpath("words").read_text()
if command == "build":
    out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
    look = "-large" if "--large" in sys.argv else "-saver" if "saver" in sys.argv else ""
    for name in (each for each in sys.argv if each.endswith(".yaml")):
        if here.joinpath(name).read_text() != "broken":
            kit = out / (pathlib.Path(name).parent.name + "/" + pathlib.Path(name).stem + look)
            kit.mkdir(parents=True)
            kit.joinpath("manifest.json").write_text("{}")
            zone = os.environ.get("TZ", "") if "unstable" in words else ""
            kit.joinpath("index.html").write_text("<p>" + words + "</p><script>" + zone + "</script>")
elif command in ("check", "diff"):
    print(json.dumps([words if command == "check" else ""]))
"""


@pytest.fixture
def checkouts(tmp_path, monkeypatch):
    """Two checkouts that make the same."""
    monkeypatch.setattr(sides, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(sides, "ROOT", tmp_path)
    monkeypatch.delenv("TZ", raising=False)
    for name in ("old", "new"):
        package = tmp_path / name / "src/jeu_oie"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(PROGRAM)
        (tmp_path / name / "words").write_text("Feu 18")
        (tmp_path / name / "circuits/one").mkdir(parents=True)
        (tmp_path / name / "circuits/one/repairs.yaml").touch()
        (tmp_path / name / "circuits/one/landlord.yaml").touch()
        lock = tmp_path / name / "requirements/run.txt"
        lock.parent.mkdir()
        lock.touch()
    shutil.copytree(tmp_path / "old/requirements", tmp_path / "requirements")
    return tmp_path


def run(checkouts: Path, *arguments: str) -> int:
    return differ.main([str(checkouts / "old"), str(checkouts / "new"), *arguments])


def test_it_is_silent_where_nothing_differs(checkouts, capsys):
    assert run(checkouts) == 0
    assert capsys.readouterr() == ("", "")
    made = sorted(file.parent.name for file in (checkouts / "kept/new/kits").rglob("manifest.json"))
    assert made == ["repairs", "repairs-large", "repairs-saver"]


def test_what_differs_is_told_from_what_to_what_in_which_files(checkouts, capsys):
    (checkouts / "new/words").write_text("Feu 17")
    assert run(checkouts, "--quick") == 1
    assert capsys.readouterr().out.splitlines() == [
        "values: [] = Feu 18 → [] = Feu 17",
        "    answers/one/repairs/check.json",
        "words: 18 → 17",
        "    kits/one/repairs/index.html",
    ]


def test_bytes_that_hang_on_zone_or_seed_are_told_though_both_say_the_same(checkouts, capsys):
    for name in ("old", "new"):
        (checkouts / name / "words").write_text("unstable")
    assert run(checkouts, "--quick") == 1
    assert "other bytes in another process, zone and hash seed\n    index.html" in capsys.readouterr().out


def test_a_circuit_that_one_side_lacks_or_cannot_make_is_told(checkouts, capsys):
    (checkouts / "new/circuits/one/repairs.yaml").write_text("broken")
    assert run(checkouts, "--quick") == 1
    assert "file gone\n    kits/one/repairs/index.html, kits/one/repairs/manifest.json" in capsys.readouterr().out


def test_a_circuit_that_is_gone_is_told(checkouts, capsys):
    (checkouts / "new/circuits/one/repairs.yaml").unlink()
    assert run(checkouts, "--quick") == 1
    assert "file gone\n    answers/one/repairs/check.json, " in capsys.readouterr().out


def test_it_is_never_silent_of_what_neither_side_makes(checkouts):
    for name in ("old", "new"):
        (checkouts / name / "circuits/one/repairs.yaml").write_text("broken")
    with pytest.raises(SystemExit, match="made by neither: one/repairs"):
        run(checkouts)


def test_a_circuit_of_another_name_is_refused(checkouts):
    with pytest.raises(SystemExit, match="no such circuit: one/other"):
        run(checkouts, "--circuit", "one/other")


def test_other_libraries_get_an_environment_of_their_own(checkouts):
    """The set-up of that checkout, which this one's stands in for."""
    (checkouts / "new/requirements/run.txt").write_text("other==1")
    setup = checkouts / "new/script/setup"
    setup.parent.mkdir()
    setup.write_text("#!/bin/sh\nmkdir -p .venv/bin && touch .venv/bin/python\n")
    setup.chmod(0o755)
    assert sides.find_python(checkouts / "new") == checkouts / "new/.venv/bin/python"
    assert sides.find_python(checkouts / "old") != checkouts / "old/.venv/bin/python"
    assert (checkouts / "new/.venv/bin/python").exists()


def test_the_shipped_circuits_and_four_unknown_ones_are_compared():
    known = sides.find_side(str(ROOT), "unused").circuits
    assert {"opac-38/repairs", "thin/general", "fat/repairs", "two-numbers/repairs", "contract/neighbours"} < set(known)
    assert all((ROOT / file).is_file() for file in known.values())


@pytest.mark.slow
@pytest.mark.parametrize("file", chosen(UNKNOWN, [FAT]), ids=lambda file: file.parent.name)
def test_a_circuit_that_nobody_tuned_for_is_accepted_and_says_that_it_is_invented(file):
    assert [problem for problem in check(file) if problem.severity is Severity.ERROR] == []
    circuit, landlord = (yaml.safe_load(each.read_text("utf-8")) for each in (file, file.with_name("landlord.yaml")))
    assert circuit["status"] == "draft"
    assert "inventé" in landlord["name"]
    assert all("inventé" in source["title"] for source in landlord["sources"].values())
