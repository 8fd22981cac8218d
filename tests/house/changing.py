"""A change of the program, made for real in a copy of its tree: what is written there, what runs, what it touched."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from hatch_build import compile_catalogs
from tests.briefly import PLAY_FEW
from tests.house.source import ROOT

PARTS = (
    *("src", "script", "templates", "boards", "circuits", "schemas", "tests", "docs", "bench/differ"),
    *("README.md", "LISEZMOI.md", "pyproject.toml"),
)
# What is compiled comes along, each file keeps its time; not what another process is compiling (x.pyc.1234).
NOT_COPIED = shutil.ignore_patterns("golden", "browser", "*.pyc.*")
LOCALE = Path("src", "jeu_oie", "locale")
KEY = re.compile(r'^msgid "(.+)"$', re.MULTILINE)  # of an entry of a catalog


def copy_tree(folder: Path) -> Path:
    for name in PARTS:
        place = ROOT / name
        shutil.copytree(place, folder / name, ignore=NOT_COPIED) if place.is_dir() else shutil.copy(place, folder)
    assert touched(folder) == []
    return folder


def edit(copy: Path, edits: Iterable[tuple[str, str, str]]) -> None:
    """Each is a file, what stands there once, and what stands there then."""
    for name, old, new in edits:
        file = copy / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        file.write_text(text.replace(old, new), "utf-8")


def catalog_of(copy: Path, language: str) -> Path:
    return copy / LOCALE / language / "LC_MESSAGES" / "jeu-oie.po"


def add_sentences(copy: Path, sentences: Mapping[str, Mapping[str, str]]) -> None:
    """Those of each language, by key, where the order of the keys puts them; compiled."""
    for language, said in sentences.items():
        file = catalog_of(copy, language)
        head, *entries = file.read_text("utf-8").strip().split("\n\n")
        entries += (f'msgid "{key}"\nmsgstr "{sentence}"' for key, sentence in said.items())
        file.write_text("\n\n".join([head, *sorted(entries, key=KEY.findall)]) + "\n", "utf-8")
    compile_catalogs(copy)


def touched(copy: Path) -> list[str]:
    """The files of the copy, besides catalogs, that are new or other than here."""
    files = (file.relative_to(copy) for file in copy.rglob("*") if file.is_file() and file.suffix != ".pyc")
    names = (name for name in files if not name.is_relative_to(LOCALE))
    return sorted(
        name.as_posix()
        for name in names
        if not (ROOT / name).is_file() or (ROOT / name).read_bytes() != (copy / name).read_bytes()
    )


def surroundings(copy: Path) -> dict[str, str]:
    """What the program and the scripts of the copy run in: in French."""
    return {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "LC_ALL": "C.UTF-8"}


def run(copy: Path, *arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    """What ``python`` with these ``arguments`` says there."""
    command = (sys.executable, *map(str, arguments))
    done = subprocess.run(
        command, cwd=copy, env=surroundings(copy), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done


SEVERAL = """
import sys
from jeu_oie.cli import main
for line in sys.argv[1:]:
    for stream in (sys.stdout, sys.stderr):
        print("\\0", file=stream, flush=True)
    try:
        main(line.split())
    except SystemExit as left:
        assert not left.code, line
"""


def run_commands(copy: Path, *lines: str) -> dict[str, tuple[str, str]]:
    """What each command of the program gives and says there, run in turn by one process, which loads all but once."""
    done = run(copy, "-c", PLAY_FEW + SEVERAL, *lines)
    given, said = (stream.split("\0\n")[1:] for stream in (done.stdout, done.stderr))
    return dict(zip(lines, zip(given, said, strict=True), strict=True))


def run_guards(copy: Path, *arguments: str, status: int = 0) -> str:
    """What tests say in the copy."""
    return run(copy, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments, status=status).stdout
