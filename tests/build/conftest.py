"""Two small circuits of one landlord and what they share, in a folder; the program, in this process or in its own."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jeu_oie import cli

SMALL = Path("tests/kit/small.yaml").resolve()
CIRCUITS = Path("circuits").resolve()
FEW_GAMES = Path("tests/few_games").resolve()


class Every:
    """As if all kits had just been made."""

    def __contains__(self, _: object) -> bool:
        return True


EVERY = Every()
COMMAND = [sys.executable, "-m", "jeu_oie", "--lang", "fr"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """« les-tilleuls/repairs » names landlord.yaml and ../common.yaml, « les-tilleuls/small » names nothing."""
    own = tmp_path / "circuits" / "les-tilleuls"
    own.mkdir(parents=True)
    shutil.copy(CIRCUITS / "common.yaml", tmp_path / "circuits")
    for name in ("landlord.yaml", "neighbours.yaml"):
        shutil.copy(CIRCUITS / "oph-31" / name, own)
    shutil.copy(SMALL, own)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def build(here, capsys):
    """Build in this process, SVG only; gives the status and what was said, with plain spaces."""

    def run(*arguments, only="svg"):
        with pytest.raises(SystemExit) as left:
            cli.main(["--lang", "fr", "build", "circuits", "--only", only, "--jobs", "1", *map(str, arguments)])
        said = capsys.readouterr()
        return left.value.code, said.err.replace("\u00a0", " ")

    return run


@pytest.fixture
def program(here):
    """Start the program in a process group of its own; as here, it plays few games."""
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            cwd=here,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(FEW_GAMES)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def contents(folder):
    """All that people see there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in shown}


def append(path, text="\n# un mot de plus\n"):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def heard():
    """Ctrl-C, which a shell has its background jobs ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
