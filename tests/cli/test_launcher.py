"""``serve --install``: an entry of the menu that systems read as it is meant."""

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from jeu_oie.cli.launcher import entry, launcher
from jeu_oie.messages import load_catalog

WORDS = load_catalog("fr")
ODD = Path("/tmp") / 'a "b" $c `d` %f \\ é'


def test_the_entry_is_one_that_systems_take(tmp_path):
    file = tmp_path / "jeu-oie.desktop"
    file.write_text(entry(ODD / "python", ODD, WORDS), "utf-8")
    done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    file.write_text(file.read_text("utf-8").replace("Type=Application\n", ""), "utf-8")
    wrong = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
    assert wrong.returncode, "else nothing would be tested"


def test_what_it_starts_is_this_program(tmp_path):
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(entry(Path(sys.executable), tmp_path, WORDS))
    said = parser["Desktop Entry"]
    first, *rest = shlex.split(said["Exec"].replace("%%", "%"))
    assert Path(first) == Path(sys.executable) and rest == ["-P", "-m", "jeu_oie", "serve", "--open"]
    done = subprocess.run([first, *rest, "--help"], cwd=said["Path"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "--install" in done.stdout


@pytest.mark.parametrize("system, name", [("win32", "jeu-oie.cmd"), ("darwin", "jeu-oie.command")])
def test_other_systems_get_a_file_on_the_desktop(system, name):
    (path, data), *more = launcher(system, Path("/x y/python"), Path("/z 'w"), WORDS).items()
    assert not more and path.parent.name == "Desktop" and path.name == name
    assert b"jeu_oie serve --open" in data and b"/x y/python" in data


def test_a_percent_sign_in_a_batch_file_is_one():
    (data,) = launcher("win32", Path("C:/100 %PATH%/python"), Path("C:/%TEMP%"), WORDS).values()
    said = data.decode().splitlines()
    assert said[1:] == ['cd /d "C:/%%TEMP%%"', '"C:/100 %%PATH%%/python" -P -m jeu_oie serve --open']


@pytest.mark.parametrize("name", [b"caf\xe9", 'a "b" $c `d` %f \\ é\n=;#[x] 漢 \u202e'.encode()])
def test_a_folder_of_any_name_is_found_again_or_told(tmp_path, name):
    """What is no UTF-8 cannot stand in an entry (Desktop Entry Specification, « Possible value types »)."""
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    command = [sys.executable, "-m", "jeu_oie", "serve", "--install"]
    place = {"XDG_DATA_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=place, capture_output=True, text=True, check=False)
    file = tmp_path / "data/applications/jeu-oie.desktop"
    if name == b"caf\xe9":
        assert done.returncode == 1 and "[file-name]" in done.stderr and not file.exists()
        return
    assert done.returncode == 0, done.stderr
    said = dict(line.split("=", 1) for line in file.read_text("utf-8").split("\n")[1:] if line)
    told = said["Path"].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
    assert Path(told).samefile(folder) and done.stdout.strip() == str(file)
    assert (tmp_path / "data/icons/hicolor/scalable/apps/jeu-oie.svg").read_bytes().startswith(b"<svg")
