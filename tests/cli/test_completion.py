"""Each shell is given what may follow: commands, boards, printers, sorts; and the line that asks for it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import get_completion_class

from jeu_oie.cli import program as commands
from jeu_oie.cli.completion import LINES
from jeu_oie.messages import load_catalog
from tests.cli.test_cli import GOOD

VARIABLE = "_JEU_OIE_COMPLETE"


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


@pytest.fixture
def complete(folder):
    """What a shell offers after words, whichever it is; what is typed last is not yet whole."""
    kind = get_completion_class("bash")
    assert kind
    made = kind(commands(load_catalog("fr")), {}, "jeu-oie", VARIABLE)
    return lambda *words: [each.value for each in made.get_completions(list(words[:-1]), words[-1])]


def test_commands_and_options(complete):
    assert complete("c") == ["calibrate", "check", "compare", "completion"]
    assert {"--board", "--format", "--falc"} <= set(complete("check", "--"))
    assert complete("check", "--format", "") == ["text", "json", "github"]
    assert complete("completion", "") == list(LINES)


@pytest.mark.parametrize(
    "command", ["build", "check", "compare", "diff", "export", "odds", "serve", "validate", "verify", "workshop"]
)
def test_files_are_the_shell_s(folder, command):
    made = get_completion_class("bash")(commands(load_catalog("fr")), {}, "jeu-oie", VARIABLE)
    for typed in ("", "ci", "circuits/actis/r"):
        assert [(each.type, each.value) for each in made.get_completions([command], typed)] == [("file", typed)]


def test_boards_by_their_names_and_files(complete, folder):
    assert complete("build", "--board", "s") == ["saver"]
    assert "classic" in complete("odds", "--board", "")
    assert complete("build", "--board", "circuits/a") == complete("check", "circuits/a")


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
    assert complete("build", "--only", "sv") == ["svg"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shell", LINES)
def test_the_line_to_paste_and_where(program, folder, monkeypatch, shell):
    status, line, said = program("completion", shell)
    assert (status, line.count("\n"), line.count("jeu-oie")) == (0, 1, 1)
    assert f"{VARIABLE}={shell}_source" in line and LINES[shell][1] in said
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    assert program("completion") == (status, line, said)
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=line, text=True, check=True, capture_output=True)


def test_a_shell_that_is_none_of_these_is_asked_for(program, folder, monkeypatch):
    monkeypatch.setenv("SHELL", "/usr/bin/nu")
    status, out, err = program("completion")
    assert (status, out) == (2, "")
    assert "bash, zsh" in err


@pytest.mark.parametrize("reached", [True, False])
def test_bash_itself_completes(folder, reached):
    """As somebody pastes it, whether the program is on the path or not: « jeu-oie che » and the tabulator."""
    started = folder / "its own" / "jeu-oie"
    started.parent.mkdir()
    started.write_text(f"#!{sys.executable}\nfrom jeu_oie.cli import main\nmain()\n", "utf-8")
    started.chmod(0o755)
    paths = [str(started.parent)] if reached else []
    env = {**os.environ, "PATH": os.pathsep.join([*paths, "/usr/bin", "/bin"])}
    line = subprocess.run([started, "completion", "bash"], env=env, capture_output=True, text=True, check=True).stdout
    assert (str(started) in line) is not reached
    asked = (
        f"{line}COMP_WORDS=(jeu-oie che); COMP_CWORD=1; "
        f'_jeu_oie_completion "{started}"; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "check\n"
