"""The wheel, built here, works elsewhere: in another environment, from another folder, without network."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import jeu_oie
from tests.house.source import ROOT

pytestmark = pytest.mark.slow

DATA = ("boards", "circuits", "schemas", "templates")
# Whatever opens a connection fails: a kit is made without network.
OFFLINE = """import socket
def refuse(*_): raise OSError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"), "wheel", "*.whl")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"), "sdist", "*.tar.gz")


def build(folder: Path, into: Path, target: str, pattern: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (built,) = into.glob(pattern)
    return built


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def tracked(*folders: str) -> set[str]:
    """Files in git or about to be: a wheel is built from the tree as it stands."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return {name for name in listed.split("\0") if name and (ROOT / name).exists() and not name.endswith(".gitkeep")}


def test_the_wheel_holds_the_program_and_its_data(wheel):
    held = names(wheel)
    # Of what the page and the form carry: their scripts are made of these.
    sources = ("templates/page/script/", "templates/editor/vendor/")
    assert {f"jeu_oie/{name}" for name in tracked(*DATA) if not name.startswith(sources)} <= held
    code = {name.removeprefix("src/") for name in tracked("src") if not name.endswith(".po")}
    assert code <= held
    assert {f"jeu_oie/locale/{language}/LC_MESSAGES/jeu-oie.mo" for language in ("fr", "en", "ar")} <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_the_wheel_holds_nothing_else(wheel):
    outside = {name for name in names(wheel) if not name.startswith(("jeu_oie/", "jeu_oie-"))}
    assert outside == set()
    assert {name for name in names(wheel) if name.endswith((".po", ".gitkeep", ".pyc"))} == set()


def test_the_source_archive_makes_the_same_wheel(wheel, sdist, tmp_path):
    shutil.unpack_archive(sdist, tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    again = build(unpacked, tmp_path / "dist", "wheel", "*.whl")
    one, other = zipfile.ZipFile(wheel), zipfile.ZipFile(again)
    assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that holds the wheel and sees the locked libraries."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = folder.rglob("site-packages")
    # A path file adds the libraries, not the checkout that stands among them in place: its own path file is not read.
    (site / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "sitecustomize.py").write_text(OFFLINE)
    return scripts / "jeu-oie"


def run(command: Path, folder: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [command, *arguments], cwd=folder, env={**kept, "LANG": "fr"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_program_runs_from_the_wheel(installed, tmp_path):
    code = "import jeu_oie, sys; print(jeu_oie.__file__)"
    assert str(ROOT) not in run(installed.with_name("python"), tmp_path, "-c", code)
    assert jeu_oie.__version__ in run(installed, tmp_path, "--version")


def test_a_kit_is_built_in_another_folder_without_network(installed, tmp_path):
    """That of a small circuit which names no other file: all else is in the wheel."""
    (tmp_path / "circuits" / "essai").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "kit" / "small.yaml", tmp_path / "circuits" / "essai")
    run(installed, tmp_path, "build", "circuits/essai/small.yaml")
    kit = tmp_path / "output" / "essai" / "small"
    for name in ("index.html", "board.svg", "board.png", "print/1-board-a3.pdf", "print/2-table.pdf", "manifest.json"):
        assert (kit / name).stat().st_size > 0, name
