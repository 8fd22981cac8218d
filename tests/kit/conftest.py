"""Kits of shipped circuits, built once for all tests, also with several workers: one or two of them printed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.chosen import chosen, named
from tests.game.making import FEW, SHIPPED

PRINTED = [FEW[0], FEW[-1]]  # the most words, and neighbours
# Three landlords who repair, two from whom one moves: what is compared.
BUILT = [
    path for path in SHIPPED if path.parent.name in ("actis", "oph-31", "sdh") and path.stem in ("repairs", "transfer")
]
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
    """The output folder of ``jeu-oie build`` for ``BUILT``; whichever worker comes first builds it for the others.

    Most of a kit's time is its paper, which the first of ``PRINTED`` has: what others say on paper is read where it is
    laid out.
    """
    return build_once(tmp_path_factory, "shipped", [path for path in BUILT if path != PRINTED[0]], PRINTED[:1])


@pytest.fixture(scope="session")
def other_kits(tmp_path_factory):
    """The same for the other one of ``PRINTED``."""
    return build_once(tmp_path_factory, "other", [], PRINTED[1:])


@pytest.fixture
def printed_kit(request):
    """The folder of a kit that has its paper."""
    out = request.getfixturevalue("shipped_kits" if request.param == PRINTED[0] else "other_kits")
    return out / request.param.parent.name / request.param.stem


# The kits of ``PRINTED``; for what hardly depends on the words the other one is slow.
printed = pytest.mark.parametrize("printed_kit", chosen(PRINTED, PRINTED[:1]), ids=named, indirect=True)


def build_once(tmp_path_factory, name, light, whole):
    alone = not os.environ.get("PYTEST_XDIST_WORKER")
    shared = tmp_path_factory.mktemp("kits") if alone else tmp_path_factory.getbasetemp().parent
    out, done = shared / name, shared / f"{name}.done"
    try:
        (shared / f"{name}.begun").touch(exist_ok=False)
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
    else:
        asked = [("svg,html", light), (WHOLE, whole)]
        made = [briefly("build", *paths, "--out", out, *ASKED, "--only", sorts) for sorts, paths in asked if paths]
        done.write_text("".join(each.stdout + each.stderr for each in made))
        assert not any(each.returncode for each in made), done.read_text()
    return out
