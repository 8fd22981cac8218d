"""Commands are told by the name by which the program was called, so that what it says can be typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from jeu_oie.cli import run
from jeu_oie.cli.terminal import NAME, called_name
from jeu_oie.messages import load_catalog

SHORT = ".venv/bin/jeu-oie"


@pytest.mark.parametrize(
    "typed, found, name",
    [
        (SHORT, None, SHORT),
        (SHORT, "/usr/bin/jeu-oie", SHORT),
        ("/usr/bin/jeu-oie", "/usr/bin/jeu-oie", NAME),
        ("/opt/x/jeu-oie", "/usr/bin/jeu-oie", "/opt/x/jeu-oie"),
        (NAME, None, NAME),
        ("/opt/x/jeu_oie/__main__.py", None, "python -m jeu_oie"),
    ],
)
def test_the_name_that_was_typed(typed, found, name, monkeypatch):
    monkeypatch.setattr(sys, "argv", [typed])
    monkeypatch.setattr("jeu_oie.cli.terminal.which", lambda _: found)
    assert called_name() == name


@pytest.mark.parametrize("name", [NAME, SHORT])
def test_what_to_type_next_begins_with_it(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "a/repairs.yaml"], load_catalog("en"), name) == 0
    said = capsys.readouterr()
    assert f" {name} check a" in said.out + said.err


def test_help_and_refusals_too(capsys):
    english = load_catalog("en")
    assert run(["calibrate", "--help"], english, SHORT) == 0
    assert run(["build", "--nowhere"], english, SHORT) == 2
    said = capsys.readouterr()
    assert f"{SHORT} calibrate --printer" in said.out
    assert f" {SHORT} calibrate [OPTIONS]" in said.out
    assert f"{SHORT} build --help" in said.err


def test_sentences_about_the_program_keep_its_name(capsys):
    assert run(["--version"], load_catalog("en"), SHORT) == 0
    assert capsys.readouterr().out.startswith("jeu-oie ")


def test_the_command_as_it_is_left_by_setting_up():
    program = Path(sys.executable).with_name(NAME)
    said = subprocess.run([program, "--lang", "en", "--help"], capture_output=True, text=True, check=True).stdout
    assert f"Usage: {program} " in said
    assert f"{program} new " in said
