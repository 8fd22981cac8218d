"""Each shell is given what may follow: commands, circuits, boards, printers, sorts; and the script that asks for it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class

from jeu_oie.cli import program as commands
from jeu_oie.cli.completion import SHELLS, VARIABLE
from jeu_oie.messages import load_catalog
from tests.cli.test_cli import GOOD


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own" / name))
    for name in ("circuits/actis/repairs.yaml", "circuits/actis/landlord.yaml", "circuits/sdh/leak.yaml", "cil.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD, "utf-8")
    for name in (".git/hidden.yaml", "circus/clown.txt", "cigar.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    return tmp_path


@pytest.fixture(params=SHELLS)
def complete(request, folder):
    """What a shell offers after words; what is typed last is not yet whole."""
    kind = get_completion_class(request.param)
    made = kind(commands(load_catalog("fr")), {}, "jeu-oie", VARIABLE)
    return lambda *words: [each.value for each in made.get_completions(list(words[:-1]), words[-1])]


def test_commands_and_options(complete):
    assert complete("c") == ["calibrate", "check", "compare", "completion"]
    assert {"--board", "--format", "--falc"} <= set(complete("check", "--"))
    assert complete("check", "--format", "") == ["text", "json", "github"]
    assert complete("completion", "") == list(SHELLS)


@pytest.mark.parametrize(
    "command", ["build", "check", "compare", "diff", "export", "odds", "serve", "validate", "verify"]
)
def test_circuits_also_in_folders_below(complete, command):
    assert complete(command, "ci") == [
        "cil.yaml",
        "circuits/",
        "circuits/actis/",
        "circuits/actis/repairs.yaml",
        "circuits/sdh/",
        "circuits/sdh/leak.yaml",
    ]
    assert complete(command, "circuits/actis/r") == ["circuits/actis/repairs.yaml"]
    assert complete(command, "circuits/actis/repairs.yaml", "circuits/s") in (
        ["circuits/sdh/", "circuits/sdh/leak.yaml"],
        [],  # a command of one circuit
    )


def test_where_there_is_no_circuit_the_shell_looks_for_itself(folder):
    made = get_completion_class("bash")(commands(load_catalog("fr")), {}, "jeu-oie", VARIABLE)
    assert [(each.type, each.value) for each in made.get_completions(["check"], "circus/")] == [("file", "circus/")]


def test_boards_by_their_names_and_files(complete, folder):
    assert complete("build", "--board", "s") == ["saver"]
    assert "classic" in complete("odds", "--board", "")
    assert complete("build", "--board", "circuits/a") == ["circuits/actis/", "circuits/actis/repairs.yaml"]
    assert complete("build", "--board", "ci") == complete("check", "ci")


def test_sorts_each_once(complete):
    assert complete("build", "--only", "") == ["svg", "html", "pdf", "shop"]
    assert complete("build", "--only", "svg,h") == ["svg,html"]
    assert complete("build", "--only", "svg,html,") == ["svg,html,pdf", "svg,html,shop"]
    assert complete("build", "--only", "svg,svg") == []


def test_printers_that_were_measured(complete, monkeypatch, folder):
    settings = folder / "printers.json"
    monkeypatch.setattr("jeu_oie.cli.printers.settings_file", lambda: settings)
    assert complete("build", "--printer", "") == []
    kept = [{"printer": name, "flip": "long", "large": False, "x": 0, "y": 0} for name in ("Bureau", "Hall", "Bar")]
    settings.write_text(json.dumps({"readings": kept}), "utf-8")
    assert complete("build", "--printer", "B") == ["Bar", "Bureau"]
    assert complete("calibrate", "--printer", "") == ["Bar", "Bureau", "Hall"]
    settings.write_text("nothing", "utf-8")
    assert complete("build", "--printer", "B") == []


def test_a_wrong_project_file_stops_no_shell(complete, folder, capfd):
    (folder / "jeu-oie.yaml").write_text("ouput: kits\n", "utf-8")
    assert complete("build", "cil") == ["cil.yaml"]
    assert capfd.readouterr() == ("", "")


# --- the command -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_this_program(program, folder, shell):
    status, out, err = program("completion", shell)
    assert (status, err) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=out, text=True, check=True, capture_output=True)


@pytest.mark.parametrize(
    "shell, place",
    [
        ("bash", "XDG_DATA_HOME/bash-completion/completions/jeu-oie"),
        ("zsh", "XDG_DATA_HOME/zsh/site-functions/_jeu-oie"),
        ("fish", "XDG_CONFIG_HOME/fish/completions/jeu-oie.fish"),
    ],
)
def test_it_is_put_where_the_shell_looks(program, folder, monkeypatch, shell, place):
    script = program("completion", shell)[1]
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    status, out, err = program("completion", "--install")
    assert (status, out) == (0, f"{folder}/own/{place}\n")
    assert "nouveau terminal" in err
    assert Path(out.strip()).read_text("utf-8").strip() == script.strip()


def test_a_shell_that_is_none_of_these_is_asked_for(program, folder, monkeypatch):
    monkeypatch.setenv("SHELL", "/usr/bin/nu")
    status, out, err = program("completion")
    assert (status, out) == (2, "")
    assert "bash, zsh" in err


def test_bash_itself_completes(program, folder):
    """As somebody types it: « jeu-oie check circuits/ac » and the tabulator."""
    (folder / "done.sh").write_text(program("completion", "bash")[1], "utf-8")
    (folder / "jeu-oie").write_text(f"#!{sys.executable}\nfrom jeu_oie.cli import main\nmain()\n", "utf-8")
    (folder / "jeu-oie").chmod(0o755)
    asked = (
        "complete() { :; }; . ./done.sh; COMP_WORDS=(jeu-oie check circuits/actis/r); COMP_CWORD=2;"
        '_jeu_oie_completion jeu-oie; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", asked], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "circuits/actis/repairs.yaml\n"
