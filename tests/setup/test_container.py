"""Containerfile: by its steps, where no engine runs. ``script/container`` builds it and runs the image."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.source import ROOT
from tests.setup.test_ci_examples import wrong

DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
TEXT = (ROOT / "Containerfile").read_text("utf-8")


class Step(NamedTuple):
    """An instruction and its words; options (``--from=build``) stand first."""

    name: str
    words: tuple[str, ...]

    @property
    def copied(self) -> tuple[str, ...]:
        """What a COPY takes out of the checkout."""
        outside = any(word.startswith("--from=") for word in self.words)
        return self.words[:-1] if self.name == "COPY" and not outside else ()


def steps(text: str) -> list[Step]:
    code = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in code.splitlines() if line.strip()]
    return [Step(name, tuple(shlex.split(rest))) for name, rest in lines]


def faults(text: str, folder: Path) -> list[str]:
    """What would make the image not build, or run as root."""
    said = steps(text)
    last = said[max(rank for rank, step in enumerate(said) if step.name == "FROM") :]
    users = [step.words[0] for step in last if step.name == "USER"]
    copied = [name for step in said for name in step.copied]
    let_in = (folder / ".containerignore").read_text("utf-8").splitlines()
    return [
        *(f"absent: {name}" for name in copied if not (folder / name).exists()),
        *(f"left out: {name}" for name in copied if f"!{name.split('/')[0]}" not in let_in),
        *(["root"] if not users or users[-1].split(":")[0] in {"0", "root"} else []),
        *(f"unpinned: {image}" for image in images(said) if not DIGEST.search(image)),
    ]


def images(said: list[Step]) -> list[str]:
    """What the image is made on, the variables filled with what the file gives them."""
    given = dict(word.split("=", 1) for step in said if step.name == "ARG" for word in step.words)
    return [given.get(step.words[0].removeprefix("$"), step.words[0]) for step in said if step.name == "FROM"]


def installed(step: Step) -> list[str]:
    """Names of Debian packages that the step installs."""
    found = re.search(r"apt-get install --yes --no-install-recommends ([^&]+)", shlex.join(step.words).replace("'", ""))
    return found[1].split() if found else []


def test_the_guard_sees_what_would_not_build(tmp_path):
    (tmp_path / ".containerignore").write_text("*\n!src\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "LICENSE").touch()
    first = f"ARG BASE=debian\nARG OTHER=debian@sha256:{'a' * 64}\nFROM $OTHER\nFROM $BASE AS build\n"
    first += "COPY src LICENSE gone \\\n  ./\n"
    text = first + "FROM debian:trixie-slim\nCOPY --from=build /a /a\nUSER root\n"
    assert faults(text, tmp_path) == [
        "absent: gone",
        "left out: LICENSE",
        "left out: gone",
        "root",
        "unpinned: debian",
        "unpinned: debian:trixie-slim",
    ]


def test_every_step_has_what_it_takes_and_nobody_is_root():
    assert faults(TEXT, ROOT) == []


def test_the_image_holds_python_and_nothing_to_build_with():
    """A kit is printed by what comes from PyPI."""
    built, run = ([*map(str, names)] for step in steps(TEXT) if (names := installed(step)))
    assert run == ["python3"]
    assert "python3-venv" in built


def test_every_library_is_checked_by_its_hash():
    runs = " ".join(shlex.join(step.words) for step in steps(TEXT) if step.name == "RUN")
    assert re.findall(r"install --no-cache-dir (\S+ \S+)", runs) == ["--require-hashes -r", "--no-index --no-deps"]


def test_the_image_starts_our_program():
    (entry,) = [step.words for step in steps(TEXT) if step.name == "ENTRYPOINT"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert entry[0].strip("[]") in scripts


def test_its_first_lines_show_commands_that_exist():
    shown = [line.partition(" jeu-oie ")[2] for line in TEXT.splitlines() if line.startswith("#   podman run")]
    assert len(shown) == 2
    assert [wrong(["jeu-oie", *shlex.split(each)]) for each in shown] == [None, None]


def build_wheel(folder: Path, into: Path) -> set[str]:
    """Names in the wheel that the Containerfile's own command makes of ``folder``."""
    command = re.search(r"-m hatchling build --target wheel --directory /dist", TEXT)
    assert command
    words: Sequence[str] = command[0].replace("/dist", str(into)).split()
    subprocess.run([sys.executable, *words], cwd=folder, check=True, capture_output=True)
    (built,) = into.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


@pytest.mark.slow
def test_what_is_copied_is_enough_for_the_wheel(tmp_path):
    unseen = shutil.ignore_patterns("__pycache__")
    for name in [name for step in steps(TEXT) for name in step.copied]:
        source, target = ROOT / name, tmp_path / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=unseen)
        else:
            shutil.copy(source, target)
    made = build_wheel(tmp_path / "source", tmp_path / "dist")
    assert made == build_wheel(ROOT, tmp_path / "other")
