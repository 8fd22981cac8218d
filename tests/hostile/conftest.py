"""The hostile circuits, built in a process that is watched; the engines in which their pages are opened."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.errors import DoesNotFit
from jeu_oie.game.preset import Preset
from jeu_oie.kit.sheets import by_maker, made_in
from tests.hostile.circuits import ROUNDS, Round, write
from tests.hostile.families import ADDRESS, FAMILIES
from tests.house.source import ROOT

ENGINES = {"chromium": "browser"}  # name → the fixture that opens it


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Browser:
    opened: Browser = request.getfixturevalue(ENGINES[request.param])
    return opened


@dataclass(frozen=True)
class Built:
    """The rounds and where their pages are, a circuit that is printed and its files, what the builds asked for."""

    source: Path
    rounds: tuple[Round, ...]
    printed: Round
    pages: Path
    prints: Path
    asked: tuple[str, ...]

    def kit(self, rank: int) -> Path:
        return self.pages / f"landlord-{rank}" / "circuit"


def watched(folder: Path, arguments: Sequence[object], statuses: Sequence[int] = (0,)) -> list[str]:
    """Run the program; what it asked of the system."""
    log = folder / "asked.txt"
    log.unlink(missing_ok=True)
    command = [sys.executable, str(Path(__file__).with_name("watched.py")), str(log), *map(str, arguments)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in statuses, done.stderr[-3000:]
    return log.read_text("utf-8").splitlines()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What is printed carries two families a text. A kit of such titles is refused: sheets that hold them are made."""
    place = tmp_path_factory.mktemp("hostile")
    source = place / "circuits"
    rounds = tuple(write(source, rank) for rank in range(ROUNDS))
    printed = write(place / "printed", 0, each=2)
    assert {name for each in printed.texts.values() for name in each} == set(FAMILIES)
    pages, prints = place / "pages", place / "prints"
    asked = watched(place, ["build", source, "--only", "svg,html", "--out", pages, "--base-url", ADDRESS])
    asked += watched(place, ["build", printed.file, "--only", "pdf", "--out", prints, "--base-url", ADDRESS], (1,))
    assert not list(prints.rglob("*.pdf")), "what finds no room on one sheet stops them all"
    print_some(printed.file, prints)
    return Built(source, rounds, printed, pages, prints, tuple(asked))


def print_some(circuit: Path, out: Path) -> None:
    """Each print file that holds all its texts."""
    made, _ = kit.plan_reading(read(circuit), Preset())
    assert made is not None
    for row in by_maker(made_in(made)):
        with suppress(DoesNotFit):
            for name, data in row.maker(row.name, made, kit.Options()).files().items():
                file = out / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
