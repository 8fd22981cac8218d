"""What is locked is what is installed, on the day of the lock and on any later one, by the oldest pip one may have.

An index of stand-ins, by the names, versions and demands of the libraries that are here, each with a newer version
beside it: nothing of it grows old, and no network is asked.
"""

import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.chosen import chosen
from tests.house.source import ROOT
from tests.setup.test_scripts import newcomer, run, stand_in

__all__ = ["newcomer"]  # a fixture

NEWER = "9999"
# Before 3.12, when Python lost what it needs; a newer Python brings no pip as old.
OLDEST = [next(ROOT.glob(".venv/oldest-pip/*.whl")) / "pip"] if sys.version_info < (3, 12) else ["-m", "pip"]
HEAD = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==(\S+)(.*)$", re.MULTILINE)


def demands(name: str) -> list[str]:
    """What a library asks for, extras and all; nothing of one for other systems, which is not here."""
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return []
    return [f"{key}: {value}" for key in ("Provides-Extra", "Requires-Dist") for value in told.get_all(key, [])]


def stand_in_for(folder: Path, name: str, version: str) -> str:
    """A wheel of that name in ``folder``, with nothing in it but what it asks for; its hash."""
    stem = f"{re.sub(r'[-_.]+', '_', name)}-{version}"
    head = [f"Name: {name}", f"Version: {version}", *demands(name)]
    files = {"METADATA": "\n".join(["Metadata-Version: 2.1", *head, ""]), "RECORD": ""}
    files["WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        for file, text in files.items():
            made.writestr(f"{stem}.dist-info/{file}", text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def install(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What the oldest pip would install of the lock ``text``, from an index that has newer versions of all."""
    lock = folder / "lock.txt"
    heads = [found.groups() for found in HEAD.finditer(text)]
    for name in {name for name, _, _ in heads}:
        stand_in_for(folder, name, NEWER)
    hashes = {(name, version): stand_in_for(folder, name, version) for name, version, _ in heads}
    lines = [
        f"{found[0].removesuffix(chr(92))} --hash=sha256:{hashes[found[1], found[2]]}" for found in HEAD.finditer(text)
    ]
    lock.write_text("\n".join(lines), "utf-8")
    alone = "--dry-run --ignore-installed --quiet --report - --isolated --no-index --no-cache-dir --find-links".split()
    command = [sys.executable, *map(str, OLDEST), "install", *alone, str(folder), "--require-hashes", "-r", str(lock)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def locked(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", chosen(("run", "dev"), ("run",)))
def test_the_oldest_pip_takes_what_is_locked_though_newer_ones_have_appeared(name, tmp_path):
    done = install(tmp_path, locked(name))
    assert done.returncode == 0, done.stderr
    taken = [each["metadata"] for each in json.loads(done.stdout)["install"]]
    assert len(taken) > 30
    assert {(each["name"], each["version"]) for each in taken} <= {
        found.groups()[:2] for found in HEAD.finditer(locked(name))
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="its pip is no longer one that takes the newest")
def test_the_guard_sees_a_lock_without_what_is_asked_of_an_extra(tmp_path):
    done = install(tmp_path, re.sub(r"^([a-z0-9._-]+)\[[a-z0-9,-]+\]", r"\1", locked("run"), flags=re.MULTILINE))
    assert done.returncode != 0 and "fonttools[woff]" in done.stderr


# What pip prints, and the cause that is told of it.
PRINTED = {
    "le disque est plein": "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    "son empreinte diffère": "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
    "script/lock refait": "ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==.",
    "la cause est ci-dessus": "ERROR: something that nobody has met",
    "ne se laisse pas écrire": "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: /x",
}


def told(folder: Path, pip: str) -> str:
    """What script/setup says where ``pip`` (shell) installs into the environment."""
    stand_in(folder / "bin/python3", "#!/bin/sh\n")
    stand_in(folder / ".venv/bin/python", f'#!/bin/sh\ncase "$*" in *"pip install"*) shift 3; {pip} ;; esac\n')
    (folder / ".venv/made-run").unlink()
    done = run(folder, "exec script/setup")
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize("cause", PRINTED)
def test_what_stopped_pip_is_told_by_what_it_printed(newcomer, cause):
    printed = PRINTED[cause].replace("'", "")
    said = told(newcomer, f"echo '{printed}' >&2; exit 1")
    assert printed in said and cause in said and "ne répond pas" not in said


@pytest.mark.parametrize(
    "options,cause",
    [
        ("--index-url http://127.0.0.1:9/ --retries 1", "ne répond pas"),
        ("--no-index --find-links .", "n'a pas, pour ce Python"),
    ],
)
def test_no_network_and_no_such_version_are_told_apart(newcomer, options, cause):
    """By what this Python's own pip prints."""
    pip = f'exec {sys.executable} -m pip --isolated install --dry-run --ignore-installed --no-cache-dir {options} "$@"'
    assert cause in told(newcomer, pip)
