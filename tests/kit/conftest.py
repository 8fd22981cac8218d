"""The kits of the shipped circuits, built once for all tests, also with several workers: a few of them printed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.game.making import CIRCUITS, FEW

PRINTED = [FEW[0], FEW[-1]]  # the most words, and neighbours
ROOT = Path(__file__).parents[2]
ASKED = ("--base-url", "https://exemple.fr/jeux", "--pack")
WHOLE = "svg,html,pdf,shop"
HOUSE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8"}


def jeu_oie(*arguments, cwd=ROOT, env=None, **more):
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "jeu_oie", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | HOUSE | (env or {}), capture_output=True, text=True, check=False, **more
    )


def briefly(*arguments):
    """The same with fewer games, in the processes of its pool too."""
    return jeu_oie(*arguments, env={"PYTHONPATH": str(ROOT / "tests" / "few_games")})


@pytest.fixture(scope="session")
def shipped_kits(tmp_path_factory):
    """The output folder of ``jeu-oie build`` for all circuits; whichever worker comes first builds it for the others.

    Most of a kit's time is its paper, which ``PRINTED`` have: what others say on paper is read where it is laid out.
    """
    shared = (
        tmp_path_factory.getbasetemp().parent
        if os.environ.get("PYTEST_XDIST_WORKER")
        else tmp_path_factory.mktemp("kits")
    )
    out, done = shared / "shipped", shared / "shipped.done"
    try:
        (shared / "shipped.begun").touch(exist_ok=False)
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
    else:
        every = [path for path in sorted(CIRCUITS.glob("*/*.yaml")) if path.name != "landlord.yaml"]
        others = [path for path in every if path not in PRINTED]
        said = [kits(out, others, "svg,html"), kits(out, PRINTED, WHOLE)]
        done.write_text("".join(made.stdout + made.stderr for made in said))
        assert [made.returncode for made in said] == [0, 0], done.read_text()
    return out


def kits(out, circuits, sorts):
    asked = (*ASKED, "--only", sorts)
    return briefly("build", *circuits, "--out", out, *asked)
