"""The hostile circuits, built in a process that is watched; the engines in which their pages are opened."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hostile.circuits import ROUNDS, Round, write
from tests.hostile.families import ADDRESS
from tests.house.source import ROOT

ENGINES = {"chromium": "browser"}  # name → the fixture that opens it


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Browser:
    opened: Browser = request.getfixturevalue(ENGINES[request.param])
    return opened


@dataclass(frozen=True)
class Built:
    """The rounds, where their pages are (all) and their print files (the first one's), what the builds asked for."""

    source: Path
    rounds: tuple[Round, ...]
    pages: Path
    prints: Path
    asked: tuple[str, ...]

    def kit(self, rank: int) -> Path:
        return self.pages / f"landlord-{rank}" / "circuit"


def watched(folder: Path, arguments: Sequence[object]) -> list[str]:
    """Run the program; what it asked of the system."""
    log = folder / "asked.txt"
    log.unlink(missing_ok=True)
    command = [sys.executable, str(Path(__file__).with_name("watched.py")), str(log), *map(str, arguments)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return log.read_text("utf-8").splitlines()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("hostile")
    source = place / "circuits"
    rounds = tuple(write(source, rank) for rank in range(ROUNDS))
    pages, prints = place / "pages", place / "prints"
    asked = watched(place, ["build", source, "--only", "svg,html", "--out", pages, "--base-url", ADDRESS])
    asked += watched(place, ["build", rounds[0].file, "--only", "pdf", "--out", prints, "--base-url", ADDRESS])
    return Built(source, rounds, pages, prints, tuple(asked))
