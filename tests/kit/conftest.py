"""The kits of all shipped circuits, built once for all tests, also with several workers."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CIRCUITS = ROOT / "circuits"
HOUSE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8"}


def jeu_oie(*arguments, cwd=ROOT, env=None, **more):
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "jeu_oie", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | HOUSE | (env or {}), capture_output=True, text=True, check=False, **more
    )


@pytest.fixture(scope="session")
def shipped_kits(tmp_path_factory):
    """The output folder of ``jeu-oie build circuits``; whichever worker comes first builds it for the others."""
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
        asked = ("--base-url", "https://exemple.fr/jeux", "--pack", "--only", "svg,html,pdf,shop")
        made = jeu_oie("build", CIRCUITS, "--out", out, *asked)
        done.write_text(made.stdout + made.stderr)
        assert made.returncode == 0, made.stderr
    return out
