"""The command line as people and scripts meet it: status, streams, languages, colours, folders."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys

import pytest

from jeu_oie.resources import folder
from tests.kit.conftest import HOUSE, ROOT

GOOD = """format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - {id: a, title: Un}
  - {id: b, title: Deux}
  - {id: c, title: Trois}
  - {id: d, title: Quatre}
setbacks:
  - {id: rien, at: b, kind: silence, title: Pas de réponse}
recourse:
  - {id: aide, at: c, title: Une association, who: Association, uncertain: true}
"""
WARNED = GOOD.replace("title: Deux", "title: Deux au 06 12 34 56 78")
WRONG = GOOD.replace("title: Deux", "titel: Deux")


@pytest.fixture
def circuits(tmp_path):
    for name, text in (("good", GOOD), ("warned", WARNED), ("wrong", WRONG)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "arguments, status",
    [
        ("--help", 0),
        ("--version", 0),
        ("check good.yaml", 0),
        ("check warned.yaml", 0),
        ("check warned.yaml --strict", 1),
        ("check good.yaml --strict", 0),
        ("check wrong.yaml", 1),
        ("check good.yaml wrong.yaml", 1),
        ("check nowhere.yaml", 1),
        ("check good.yaml --board nowhere", 1),
        ("new good.yaml/one.yaml", 1),
        ("build nowhere.yaml", 1),
        ("build wrong.yaml", 1),
        ("build warned.yaml --strict --only svg", 1),
        ("build good.yaml --only svg", 0),
        ("", 2),
        ("build", 2),
        ("check", 2),
        ("cheque good.yaml", 2),
        ("check --nothing good.yaml", 2),
        ("build good.yaml --only docx", 2),
        ("build good.yaml --only ,", 2),
        ("build good.yaml --templates nowhere", 2),
        ("build good.yaml --base-url exemple.fr", 2),
        ("build good.yaml --base-url file:///x", 2),
        ("--lang xx check good.yaml", 2),
    ],
)
def test_the_status_says_how_it_went(program, circuits, arguments, status):
    assert program(*arguments.split())[0] == status


def test_an_interruption_is_130(program, circuits, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("jeu_oie.builder.run.make", interrupt)
    status, out, err = program("build", "good.yaml")
    assert (status, out, err.strip()) == (130, "", "Interrompu.")


def test_a_fault_of_ours_is_70_and_asks_for_a_report(program, circuits, monkeypatch):
    def bug(*_, **__):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("jeu_oie.api.check.examine", bug)
    status, out, err = program("check", "good.yaml")
    assert (status, out) == (70, "")
    assert "oops" in err
    assert "signaler" in err
    assert "Traceback" not in err


def test_data_and_messages_have_their_own_stream(program, circuits):
    assert program("build", "good.yaml", "--only", "svg")[1].startswith("output/test_data")
    _, out, err = program("check", "wrong.yaml")
    assert out == ""
    assert "wrong.yaml:10:" in err
    assert "title" in err


@pytest.mark.slow
def test_of_many_circuits_warnings_are_summed_up_and_errors_are_not(program, circuits, monkeypatch):
    twice = WARNED.replace("title: Trois", "title: Mme Martin au 06 12 34 56 79")
    (circuits / "twice.yaml").write_text(twice)
    whole = program("check", "twice.yaml")[2]
    assert "twice.yaml:10:" in whole
    monkeypatch.setattr("jeu_oie.cli.check.MANY", 3)
    status, _, said = program("check", ".")
    told = [line for line in said.splitlines() if "à voir : " in line and ".yaml :" in line]
    assert status == 1 and "wrong.yaml:10:" in said and "twice.yaml:10:" not in said
    assert [line.partition(" ")[0] for line in told] == ["twice.yaml", "warned.yaml"]
    codes = re.findall(r"\[([\w-]+)\]", whole)
    assert all((f"{code} × {codes.count(code)}" if codes.count(code) > 1 else code) in told[0] for code in codes)
    assert f": {len(codes)} points à voir" in told[0] and "jeu-oie check CIRCUIT" in said
    assert "twice.yaml:10:" in program("check", ".", "--strict")[2]
    assert "twice.yaml" not in program("check", ".", "--quiet")[2]


def test_json_is_one_list_in_line_order(program, circuits):
    (circuits / "wrong.yaml").write_text(WRONG.replace("title: Un", "titel: Un, titre: Trois"))
    status, out, err = program("check", "--json", "wrong.yaml", "warned.yaml")
    rows = json.loads(out)
    assert status == 1
    assert err == ""
    assert [list(row) for row in rows] == [["file", "line", "column", "severity", "code", "message", "cure"]] * len(
        rows
    )
    places = [(row["file"], row["line"], row["column"]) for row in rows]
    assert places == sorted(places, key=lambda place: (place[0] != "wrong.yaml", place))
    assert {row["severity"] for row in rows} == {"error", "warning"}
    english = json.loads(program("check", "--json", "wrong.yaml", "warned.yaml", "--lang", "en")[1])
    assert [row["code"] for row in english] == [row["code"] for row in rows]
    assert [row["message"] for row in english] != [row["message"] for row in rows]


def test_json_is_a_list_even_of_nothing(program, circuits):
    assert json.loads(program("check", "--json", "good.yaml")[1]) == []
    (circuits / "empty").mkdir()
    status, out, err = program("check", "--json", "empty")
    assert (status, json.loads(out)) == (1, [])
    assert "Aucun circuit trouvé ici : empty" in err


def test_no_colour_where_nobody_looks(program, circuits):
    assert "\x1b" not in program("check", "wrong.yaml")[2]


def pseudo_terminal():
    """Both ends of one; a machine that gives none (a container without devpts) has nothing to show."""
    try:
        return pty.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo-terminal here: {error}")


def test_a_machine_without_pseudo_terminals_says_so(monkeypatch):
    def refuse():
        raise OSError("out of pty devices")

    monkeypatch.setattr(pty, "openpty", refuse)
    with pytest.raises(pytest.skip.Exception, match="no pseudo-terminal here: out of pty devices"):
        pseudo_terminal()


def on_terminal(cwd, *arguments, env=None, whole=False):
    """What a terminal shows of the program; its standard output is a file, or the terminal too (``whole``)."""
    leader, follower = pseudo_terminal()
    command = [sys.executable, "-m", "jeu_oie", *arguments]
    given = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    given |= HOUSE | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src"), **(env or {})}
    with (cwd / "out.txt").open("wb") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env=given, stdin=follower, stdout=follower if whole else out, stderr=follower
        )
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        status = process.wait(60)
    os.close(leader)
    return status, shown.decode(), (cwd / "out.txt").read_text()


def test_a_terminal_shows_colours_and_a_bar_and_keeps_the_data_apart(circuits):
    (circuits / "wrong.yaml").unlink()
    status, shown, out = on_terminal(circuits, "build", "good.yaml", "warned.yaml", "--only", "svg")
    assert status == 0
    assert "\x1b[" in shown
    assert "Fabrication" in shown
    assert [line.rpartition("/")[2] for line in out.splitlines()] == ["good", "warned"]


def screen(shown):
    """The lines that stay of what a wide terminal was sent: it erases a line, and goes up one."""
    lines, row = [""], 0
    for part in re.findall(r"\x1b\[[\d;?]*[a-zA-Z]|\r|\n|[^\x1b\r\n]+", shown):
        if part == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif part == "\x1b[1A":
            row -= 1
        elif part == "\x1b[2K":
            lines[row] = ""
        elif not part.startswith(("\x1b", "\r")):
            lines[row] += part
    return [line for line in lines if line]


@pytest.mark.slow
def test_nothing_is_written_into_the_bar(circuits):
    """Paths and messages go to the terminal that shows the bar: each has lines of its own."""
    status, shown, _ = on_terminal(
        circuits, "build", "good.yaml", "warned.yaml", "wrong.yaml", "--only", "svg", whole=True
    )
    assert status == 1
    assert "Fabrication" in shown
    lines = screen(shown)
    folder = f"output/{circuits.name}"
    assert [line for line in lines if line.startswith("output/")] == [f"{folder}/good", f"{folder}/warned"]
    assert [line.partition(":")[0] for line in lines if ".yaml:" in line] == ["warned.yaml", "wrong.yaml"]
    assert not any("Fabrication" in line for line in lines)


def test_no_color_is_obeyed_on_a_terminal(circuits):
    _, coloured, _ = on_terminal(circuits, "check", "wrong.yaml")
    status, shown, _ = on_terminal(circuits, "check", "wrong.yaml", env={"NO_COLOR": "1"})
    assert status == 1
    assert "\x1b[" in coloured
    assert "\x1b[" not in shown
    assert "wrong.yaml:10" in shown


ENGLISH = re.compile(r"\b(Usage|Try|Error|Options:.*Show|Commands|Missing|No such|does not|is not|and exit)\b")


@pytest.mark.parametrize("arguments", ["--help", "build --help", "check --help", "new --help", "schema --help"])
def test_help_speaks_french_or_english_throughout(program, arguments):
    french = program(*arguments.split())[1]
    assert ENGLISH.findall(french) == []
    assert french.startswith("Emploi : ")
    english = program("--lang", "en", *arguments.split())[1]
    assert english.startswith("Usage: jeu-oie")
    assert "Montre cette aide" not in english
    assert not re.search(r"[éèêàçœ]", english), english


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "build",
        "cheque",
        "check --nothing x",
        "build x --only",
        "new a b",
        "build x --people trente",
        "build x --people 1",
        "build x --flip long-side",
        "build --outt x",
        "new",
    ],
)
def test_wrong_usage_is_told_in_french_or_english(program, wrong):
    french = program(*wrong.split())
    assert ENGLISH.findall(french[1] + french[2]) == []
    english = program("--lang", "en", *wrong.split())
    assert not re.search(r"[éèêàçœ«]", english[1] + english[2])
    assert english[2].startswith(("Usage", "Error"))
    assert "'" not in french[2] + english[2]


def test_clicks_own_sentences_quote_as_their_language_does(program):
    said = program("build", "--templat")[2]
    assert said.endswith("L’option « --templat » n’existe pas. Vouliez-vous dire « --templates » ?\n")
    said = program("build", ".", "--flip", "x")[2]
    assert said.endswith("pour « --flip » : « x » n’est pas parmi « long », « short ».\n")
    said = program("--lang", "en", "build", "--templat")[2]
    assert said.endswith("No such option “--templat”. Did you mean “--templates”?\n")
    said = program("build", "--outt", "x")[2]
    assert said.endswith("(Vouliez-vous dire : « --out », « --quiet » ?)\n")


@pytest.mark.parametrize(
    "environment, english",
    [
        ({}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, False),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, True),
    ],
)
def test_the_environment_chooses_the_language(program, monkeypatch, environment, english):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert program("--help")[1].startswith("Usage:") is english


def test_the_circuits_own_language_is_printed_whatever_the_messages(program, circuits):
    assert program("build", "good.yaml", "--only", "svg", "--lang", "en")[0] == 0
    (made,) = circuits.rglob("board.svg")
    assert "Départ" in made.read_text()


def test_a_folder_leaves_out_what_a_circuit_names(program, circuits):
    (circuits / "wrong.yaml").unlink()
    home = circuits / "bailleur"
    (home / ".hidden").mkdir(parents=True)
    (home / "landlord.yaml").write_text("name: Bailleur\n")
    (circuits / "nationaux.yaml").write_text("words: {a: b}\n")
    text = GOOD.replace("{name: Bailleur}", "landlord.yaml\ncommon: ../nationaux.yaml")
    (home / "repairs.yaml").write_text(text)
    (home / ".hidden" / "draft.yaml").write_text("x")
    (home / "notes.txt").write_text("x")
    status, out, _ = program("check", ".", "--json")
    assert (status, {row["file"] for row in json.loads(out)}) == (0, {"warned.yaml"})
    assert "3 circuits" in program("check", ".")[2]


@pytest.mark.parametrize("taken", ["out", "out/x"])
def test_an_output_that_is_a_file_is_told_in_one_sentence(program, circuits, taken):
    (circuits / "out").write_text("mine")
    status, out, err = program("build", "good.yaml", "--only", "svg", "--out", taken)
    assert (status, out) == (1, "")
    assert err.splitlines()[0].startswith("Refusé : ")
    assert "est déjà là" in err
    assert (circuits / "out").read_text() == "mine"


def test_new_starts_a_circuit_that_checks(program, tmp_path):
    status, out, _ = program("new", "mon-bailleur/reparations.yaml")
    assert (status, out.strip()) == (0, "mon-bailleur/reparations.yaml")
    first = (tmp_path / out.strip()).read_text().splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    schema = (tmp_path / "mon-bailleur" / named[1]).resolve()
    assert schema.is_relative_to(tmp_path)
    assert schema.read_bytes() == (folder("schemas") / "circuit.schema.json").read_bytes()
    assert program("check", "mon-bailleur/reparations.yaml")[0] == 0
    assert program("build", "mon-bailleur/reparations.yaml", "--only", "svg,html")[0] == 0


def test_new_replaces_nothing(program, tmp_path):
    (tmp_path / "x.yaml").write_text("mine")
    for name in ("x.yaml", "x"):
        status, out, err = program("new", name)
        assert (status, out) == (1, "")
        assert "existe déjà" in err
    assert (tmp_path / "x.yaml").read_text() == "mine"


def test_new_finds_the_schema_of_the_checkout(program, tmp_path):
    shutil.copytree(folder("schemas"), tmp_path / "schemas")
    assert program("new", "circuits/a/b.yaml")[0] == 0
    text = (tmp_path / "circuits" / "a" / "b.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../../schemas/circuit.schema.json\n")
    assert not (tmp_path / "circuits" / "a" / "schemas").exists()


def test_the_schema_is_the_published_one(program):
    status, out, err = program("schema")
    assert (status, err) == (0, "")
    published = (folder("schemas") / "circuit.schema.json").read_text(encoding="utf-8")
    assert out == published.replace("\u00a0", " ")
