"""docs/python.md: its examples give what they show, its script makes the kits of many landlords and is typed."""

import doctest
import os
import re
import shutil
import subprocess
import sys

import pytest

import jeu_oie
from jeu_oie.kit.options import OPTIONS
from tests.api.test_api import SMALL
from tests.draw import logos
from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
NAMED = ("les-tilleuls", "les-glycines", "les-lilas")
COUNT = 4  # all beyond those of the page are alike


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def federation(tmp_path):
    """Landlords, those of the page first, with the page's project file and script."""
    landlords = (*NAMED, *(f"bailleur-{rank:02}" for rank in range(len(NAMED), COUNT)))
    for landlord in landlords:
        (tmp_path / "circuits" / landlord).mkdir(parents=True)
        text = SMALL.read_text("utf-8").replace("Bailleur d’essai, short: Essai", landlord)
        (tmp_path / "circuits" / landlord / "repairs.yaml").write_text(text, "utf-8")
    others = "".join(f"  {landlord}: {{logo: logos/{landlord}.png}}\n" for landlord in landlords[len(NAMED) :])
    (tmp_path / "jeu-oie.yaml").write_text(block("yaml") + others, "utf-8")
    (tmp_path / "logos").mkdir()
    for landlord in landlords:
        (tmp_path / "logos" / f"{landlord}.png").write_bytes(logos.png())
        (tmp_path / "logos" / f"{landlord}.svg").write_bytes(logos.svg())
    (tmp_path / "federation.py").write_text(block("python"), "utf-8")
    return tmp_path


def run(folder, *sorts):
    command = [sys.executable, "federation.py", *sorts]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_examples_give_what_they_show(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "circuits", tmp_path / "circuits")
    monkeypatch.chdir(tmp_path)
    found = doctest.DocTestParser().get_doctest(PAGE, {}, "python.md", None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(found, out=said.append)
    assert result.attempted > 20
    assert result.failed == 0, "".join(said)


@pytest.mark.slow
def test_the_script_makes_the_kits_of_all_landlords(federation):
    made = run(federation, "svg", "html")
    assert (made.returncode, made.stderr.count("error")) == (0, 0), made.stderr
    boards = {file.parent.parent.name: file.read_text("utf-8") for file in federation.glob("kits/*/*/board.svg")}
    assert len(boards) == COUNT
    assert "#1a5e8a" in boards["les-tilleuls"]
    assert "#7a2f6f" in boards["les-glycines"]
    assert "#1a5e8a" not in boards["les-lilas"]
    assert all("data:image/" in board for board in boards.values())
    for name in ("kits/index.html", "kits/site.zip", "kits/side-by-side/comparer-repairs.html"):
        assert (federation / name).is_file(), name
    page = (federation / "kits/side-by-side/comparer-repairs.html").read_text("utf-8")
    assert len(re.findall(r"<label[^>]*>\s*<input", page)) == COUNT


@pytest.mark.slow
def test_the_script_tells_what_is_wrong_and_goes_on(federation):
    for folder in sorted((federation / "circuits").iterdir())[3:]:
        shutil.rmtree(folder)
    one, two, three = sorted(federation.glob("circuits/*/repairs.yaml"))
    two.write_text("format: 1\ntitel: Essai\n", "utf-8")
    made = run(federation, "svg")
    assert made.returncode == 1
    assert f"circuits/{two.parent.name}/repairs.yaml:2: " in made.stderr
    assert sorted(each.parts[-3] for each in federation.glob("kits/*/*/board.svg")) == [
        one.parent.name,
        three.parent.name,
    ]
    (federation / "jeu-oie.yaml").write_text("ouput: kits\n", "utf-8")
    made = run(federation, "svg")
    assert (made.returncode, made.stdout) == (1, "")
    assert made.stderr.startswith("jeu-oie.yaml:1: ")


def test_the_script_is_short():
    lines = [line for line in block("python").splitlines() if line.strip()]
    assert len(lines) <= 32


@pytest.mark.slow
def test_the_script_is_typed_as_a_stranger_checks_it(federation):
    """Without this project's own settings, and with nothing said of the modules behind."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent"]
    spoilt = {"argument.py": ("pack=True", "pakc=True"), "attribute.py": ("kit.circuit for", "kit.circuits for")}
    for name, (right, wrong) in spoilt.items():
        (federation / name).write_text(block("python").replace(right, wrong), "utf-8")
    done = subprocess.run(
        [*command, f"--cache-dir={federation / 'cache'}", "federation.py", *spoilt],
        cwd=federation,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    *told, last = done.stdout.splitlines()
    assert {line.partition(":")[0] for line in told if ": error: " in line} == spoilt.keys()
    assert "federation.py" not in done.stdout and last.endswith("in 2 files (checked 3 source files)"), done.stdout


def test_the_page_names_all_that_is_promised():
    assert [name for name in jeu_oie.__all__ if name.islower() and f"jeu_oie.{name}(" not in PAGE] == []


def test_the_page_names_every_setting():
    assert [name for name in OPTIONS if f"`{name}`" not in PAGE] == []
