"""What is not ours never reaches the terminal as anything but text: names, cells, keys, words of the command line."""

import json
import os
import re
import subprocess
import sys

import pytest

from jeu_oie import cli
from jeu_oie.cli.terminal import Styled, escape_lines, give_json, give_path, one_line, say
from jeu_oie.exchange.report import PrintedHashes
from tests.cli.test_odds import CIRCUIT

OURS = re.compile(r"\x1b\[(?:0|1|31|33)m")  # bold, red, yellow, and back
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
FALSE = "FAUX : tout va bien"
NAMES = {
    "obeyed": "\x1b]0;pwned\x07\x1b[2J\x1b[31mX\x9b2J\x7f\b\r\u202egpj\u2066\u200b\ufeff[red]x[bold] :bomb: [foo]",
    "line": f"a\n{FALSE}\n",
    "bytes": os.fsdecode(b"caf\xe9\xff"),
}
COMMANDS = (
    "build {} --only html",
    "build . --only html --jobs 2",
    "check {}",
    "check . --json",
    "odds {} --play 60",
    "odds {} --json --play 60",
    "verify 000000 {}",
    "validate {} --by X --on 2026-01-02",
    "workshop {} --template {}.csv",
    "workshop {} {}",
    "export {} --csv {}.csv",
    "export {} --csv -",
    "import {}",
    "diff {} {}",
    "diff {} {} --json",
    "diff {} --git {}",
    "diff {} --signed",
    "compare {} --out {}.d",
    "new {}",
    "new {}/{}",
    "editor {}",
    "calibrate --out {}.pdf",
    "calibrate --printer {}",
    "build {} --printer {}",
    "build {} --board {}",
    "build {} --board {}.yaml",
    "build {} --templates {}",
    "build {} --icc {}",
    "build --{}",
    "build --ink={} x",
    "{}",
    "check {}-nowhere",
    "serve {}-nowhere",
    "build {} --only {}",
    "build {} --base-url {}",
    "build {} --scheduler {}",
    "build {} --out {}",
)


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """The program on a terminal, in an empty folder; gives status and all that it showed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def terminal(*arguments):
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        with pytest.raises(SystemExit) as left:
            cli.main(list(arguments))
        said = capsys.readouterr()
        return left.value.code, said.out + said.err

    return terminal


def obeyed(text):
    """What of it a terminal would obey, or take for a line of ours."""
    lines = [line for line in text.splitlines() if line.startswith(FALSE)]
    return [*OBEYED.findall(OURS.sub("", text)), *lines, *re.findall(r"\x1b\[31mX", text)]


@pytest.mark.usefixtures("no_misfits")
@pytest.mark.parametrize("kind", NAMES)
def test_names_on_every_command(terminal, tmp_path, monkeypatch, kind):
    monkeypatch.setattr("jeu_oie.cli.verify.list_hashes", lambda *_: PrintedHashes({}, {}, {}))
    name = f"{NAMES[kind]}.yaml"
    for command in COMMANDS:
        (tmp_path / name).write_text(CIRCUIT)
        arguments = [word.format(*[name] * 3) for word in command.split()]
        status, text = terminal(*arguments)
        assert obeyed(text) == [], command
        assert (status, "faute du programme" in text) in ((0, False), (1, False), (2, False)), (command, text)


ON_TEXTS = (
    *("check {}", "check {} --json", "build {} --only svg", "odds {} --play 60", "diff good.yaml {}"),
    *(
        "odds {} --json --play 60",
        "diff {} good.yaml --json",
        "compare {} good.yaml",
        "export {} --csv -",
    ),
    *("verify 000000 {}", "validate {} --by X --on 2026-01-02", "workshop {} --template x.csv"),
    *("build good.yaml --board {}", "import {}"),
)
BAD = "\x1b]0;pwned\x07 \u202e \x9b2J [/foo] :bomb: [urgent]"


@pytest.mark.parametrize(
    "text",
    [
        CIRCUIT.replace("title: Essai", f"title: Essai\n{BAD}: x"),
        CIRCUIT.replace("title: Essai", f"title: {BAD}"),
        CIRCUIT.replace("title: Deux", f"titel: {BAD}"),
        CIRCUIT.replace("topic: repairs", 'topic: "\\e]0;pwned\\a[/foo]"'),
        CIRCUIT.replace("topic: repairs", "topic: '[/foo] [red]'"),
        CIRCUIT.replace("landlord: {name: Bailleur}", 'landlord: "../../\\e[2J\\x9b.yaml"'),
        CIRCUIT.replace("landlord: {name: Bailleur}", 'landlord: "\\e]0;x\\a.yaml"'),
        CIRCUIT.replace("title: Deux", "title: Deux, at: '[/foo]\u2028'"),
        CIRCUIT.replace("title: Deux", "title: 'Deux [/foo] [urgent] :bomb:'"),
        CIRCUIT.replace("\n", "\r").encode() + b"\xff\x1b[2J",
        b"\x1b]0;pwned\x07",
    ],
    ids=range(11),
)
def test_texts_and_keys_on_every_command(terminal, tmp_path, text):
    (tmp_path / "c.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    (tmp_path / "good.yaml").write_text(CIRCUIT)
    for command in ON_TEXTS:
        status, said = terminal(*command.format("c.yaml").split())
        assert obeyed(said) == [], command
        assert (status in (0, 1, 2), "faute du programme" in said) == (True, False), (command, said)


def test_cells_of_a_table(terminal, tmp_path):
    (tmp_path / "c.yaml").write_text(CIRCUIT)
    assert terminal("export", "c.yaml", "--csv", "c.csv")[0] == 0
    good = (tmp_path / "c.csv").read_text("utf-8-sig")
    for hostile in ("\x1b]0;x\x07[/foo]", "\u202eX\x9b2J", '"a\n' + FALSE + '"'):
        for text in (good.replace("Deux", hostile), good.replace("setback", hostile), good.replace("id", hostile, 1)):
            (tmp_path / "d.csv").write_text(text, "utf-8")
            status, said = terminal("import", "d.csv")
            assert (obeyed(said), status in (0, 1)) == ([], True), said


def test_text_is_text(terminal, tmp_path):
    """Neither markup nor signs for pictures: the title stands as it was written."""
    for title in ("Fuite [urgent] chez [moi]", "[/foo]", "[bold]gras[/bold] :smile:", "\\[x]"):
        (tmp_path / "c.yaml").write_text(CIRCUIT.replace("title: Essai", f"title: '{title}'"))
        status, said = terminal("odds", "c.yaml", "--play", "60")
        assert (status, title in said) == (0, True), said


def test_colours_of_ours_stay(terminal, tmp_path):
    (tmp_path / "c\x1b.yaml").write_text("x: 1")
    said = terminal("check", "c\x1b.yaml")[1]
    assert "c\\x1b.yaml:1:1: \x1b[31m\x1b[1merreur" in said


def test_the_caret_stands_under_its_place_all_the_same(terminal, tmp_path):
    (tmp_path / "c.yaml").write_text(CIRCUIT.replace("title: Deux", "trace: '\u202e\u202e', titel: Deux"))
    lines = terminal("check", "c.yaml")[1].split("\n")
    rank = next(rank for rank, line in enumerate(lines) if "titel" in line and "erreur" in line)
    line, under = lines[rank + 1 : rank + 3]
    assert OURS.sub("", under).index("^") == line.index("titel")


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on other systems only")
def test_paths_and_data_are_as_they_are_in_a_pipe(tmp_path):
    """« cd "$(jeu-oie build …)" » goes on to work."""
    name = b"a\x1b\n.yaml"
    (tmp_path / os.fsdecode(name)).write_text(CIRCUIT)
    program = [sys.executable, "-m", "jeu_oie"]
    run = subprocess.run(
        [*program, "build", name, "--only", "svg", "--out", "out"], cwd=tmp_path, capture_output=True, check=True
    )
    folder = run.stdout.removesuffix(b"\n")
    assert (tmp_path / os.fsdecode(folder) / "board.svg").is_file()
    assert b"\x1b" not in run.stderr
    name = b"\xff\xe9.yaml"
    (tmp_path / os.fsdecode(name)).write_text(CIRCUIT)
    run = subprocess.run([*program, "check", name, "--json"], cwd=tmp_path, capture_output=True, check=False)
    (told,) = json.loads(run.stdout)
    assert (told["code"], told["file"].encode("utf-8", "surrogateescape")) == ("file-name", name)


def test_what_is_shown(capsys):
    assert escape_lines("é\t\n\x1b\x9b\u202e\udcff\ud800\U000e0041عربی\u200c") == (
        "é\t\n\\x1b\\x9b\\u202e\\xff\\ud800\\U000e0041عربی\u200c"
    )
    assert one_line("a\tb\nc") == "a\\tb\\nc"
    say("\x1b[1m", Styled("\x1b[1m", "red"))
    give_path("a\n")
    data = {"\x9b\u202e": ["\x7f", "\U000e0041", "é\n"]}
    give_json(data)
    said = capsys.readouterr()
    assert said.err == "\\x1b[1m\\x1b[1m\n"
    assert said.out.startswith("a\n\n")
    told = said.out.removeprefix("a\n\n")
    assert json.loads(told) == data
    assert OBEYED.findall(told) == []
    assert "é" in told
