"""Programs of the system are started in one module, each as its table says; nothing else of the house starts any."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest

from tests.briefly import PLAY_FEW
from tests.cli.test_odds import CIRCUIT
from tests.house.source import Module, modules, within

HOME = "programs"
# Processes of this very program: what they do is ours, what they are handed is data.
OURSELVES = ("builder.pool", "builder.run", "serve.workers")
STARTERS = ("subprocess", "pty", "webbrowser", "pexpect", "_posixsubprocess", "antigravity", "runpy", "idlelib")
OF_PYTHON = ("multiprocessing", "concurrent.futures.process", "concurrent.futures.ProcessPoolExecutor")
OF_OS = ("system", "popen", "startfile", "fork", "forkpty", "posix_spawn", "posix_spawnp", "exec", "spawn")
OF_ASYNCIO = ("create_subprocess_exec", "create_subprocess_shell", "subprocess_exec", "subprocess_shell")
# The libraries of C that are looked at, by names that stand in the code: none is called but for its version, and the
# system's own to have two files change places, for which Python has no name.
OF_C = ("disk", "print.typeset")
DYNAMIC = ("import_module", "__import__")


# Every start of a program of the system, and its arguments; « … » is a value, never the beginning of an option.
BROWSER, OURSELF = "open_browser", "start_own"
ASKED = {
    "builder.publish_git": {
        "git cat-file -s …",
        "git cat-file blob …",
        "git ls-tree -r -z --full-tree …",
        "git rev-parse --absolute-git-dir",
        "git check-ref-format …",
        "git symbolic-ref --quiet HEAD",
        "git rev-parse --verify --quiet --end-of-options …",
        "git var GIT_COMMITTER_IDENT",
        "git fast-import --quiet --done --date-format=now",
        "git config --get remote.origin.url",
    },
    "builder.publish_sftp": {"sftp … …"},  # a host that ADDRESS takes, and lines of a batch
    "cli.serve": {BROWSER},  # its address, and nothing else
    "serve.tasks": set(),  # a command of this very program, as « serve.actions » spells it
    "cli.history": {
        "git diff-index --cached --name-status --no-renames -z … --",
        "git rev-parse --show-toplevel",
        "git rev-parse --verify --quiet --end-of-options …",
        "git rev-list HEAD -- … …",
        "git cat-file -s …",
        "git cat-file blob …",
    },
}
BY = {
    "builder.publish_git": "git",
    "builder.publish_sftp": "sftp",
    "cli.history": "git",
    "cli.serve": BROWSER,
    "serve.tasks": OURSELF,
}  # the function of a module that starts that program


def starts(program: Iterable[Module]) -> Iterator[str]:
    """Every place outside HOME where another program may be started, or the means for it be got at."""
    for module in program:
        if module.name != HOME:
            yield from (f"{module.name}: {what}" for what in (*imports(module), *calls(module)))


def imports(module: Module) -> Iterator[str]:
    for full in module.imports:
        if any(within(full, each) for each in STARTERS) or (full.startswith("os.") and of_os(full.removeprefix("os."))):
            yield full
        if full.rpartition(".")[2] in OF_ASYNCIO:
            yield full
        if any(within(full, each) for each in OF_PYTHON) and module.name not in OURSELVES:
            yield full
        if within(full, "ctypes") and module.name not in OF_C:
            yield full


def calls(module: Module) -> Iterator[str]:
    """``os.system`` under whatever name ``os`` has there, and modules that are imported by a name made up."""
    named = {alias.asname or alias.name for alias in imported(module, "os")}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            if (of in named and of_os(node.attr)) or node.attr in (*OF_ASYNCIO, "ProcessPoolExecutor"):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            made_up = called in DYNAMIC and not ours(node)
            if made_up or (called == "getattr" and ast.unparse(node.args[0]) in named and not constant(node)):
                yield ast.unparse(node)


def ours(call: ast.Call) -> bool:
    """``import_module(f"jeu_oie.cli.{name}")``: whatever the name, nothing but this very program."""
    first = call.args[0]
    begun = first.values[0] if isinstance(first, ast.JoinedStr) else first
    return isinstance(begun, ast.Constant) and str(begun.value).startswith("jeu_oie.")


def constant(call: ast.Call) -> bool:
    """``getattr(os, "O_NOFOLLOW", 0)``: by a name that stands there and starts nothing."""
    name = call.args[1]
    return isinstance(name, ast.Constant) and not of_os(str(name.value))


def asked(module: Module, by: str) -> Iterator[str]:
    """What the function ``by`` of a module is called with: words as they stand, values as « … »."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == by:
            words = [word.value if isinstance(word, ast.Constant) else "…" for word in node.args]
            if words[0] == "…":
                words = words[1:]  # the folder
            if words != ["…"]:  # handed on as it came
                yield " ".join([by, *map(str, words)])


def users(program: Iterable[Module]) -> set[str]:
    return {module.name for module in program if any(within(full, "jeu_oie.programs") for full in module.imports)}


def imported(module: Module, name: str) -> Iterator[ast.alias]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias for alias in node.names if alias.name == name)


def of_os(attribute: str) -> bool:
    return attribute in OF_OS or attribute.startswith(("exec", "spawn"))


def test_the_guard_sees_a_program_that_is_started_elsewhere():
    for planted in (
        "import subprocess",
        "def f():\n    from subprocess import run",
        "import subprocess as s",
        "import os\nos.system('x')",
        "import os as o\no.execvp('x', [])",
        "from os import posix_spawn",
        "import os\ngetattr(os, 'sys' + 'tem')('x')",
        "import os\ngetattr(os, 'system')('x')",
        "import pty",
        "import webbrowser",
        "import os\nos.startfile('x')",
        "import asyncio\nasyncio.create_subprocess_exec('x')",
        "from asyncio import create_subprocess_shell",
        "loop.subprocess_exec(f, 'x')",
        "import multiprocessing",
        "from concurrent.futures import ProcessPoolExecutor",
        "import concurrent.futures\nconcurrent.futures.ProcessPoolExecutor()",
        "import importlib\nimportlib.import_module('sub' + 'process')",
        "__import__('subprocess')",
        "import_module(f'{package}.cli')",
        "import ctypes\nctypes.CDLL(None).system(b'x')",
    ):
        assert list(starts([Module("cli.serve", planted)])), planted
    assert not list(starts([Module("cli.serve", "import os, shutil\nos.environ, os.path.exists('x')")]))
    assert not list(starts([Module(HOME, "import subprocess")]))
    assert list(starts([Module("cli.serve", "import_module(name)")]))


def test_programs_are_started_in_one_place():
    assert list(starts(modules())) == []


def test_the_guard_lists_what_is_asked_of_a_program():
    module = Module("cli.x", "import jeu_oie.programs\ndef f(a):\n    git(a, 'log', a)\n    kept.git('x', f'-{a}')")
    assert set(asked(module, "git")) == {"git log …", "git x …"}
    assert users([module, Module("cli.y", "import os")]) == {"cli.x"}


def test_every_start_of_a_program_and_its_arguments_are_listed():
    program = {module.name: module for module in modules()}
    assert users(program.values()) == set(ASKED) == set(BY)
    assert {name: set(asked(program[name], by)) for name, by in BY.items()} == ASKED


SHEETS = ("1-board-a3", "3-person", "4-facilitator", "shop/board-a3")  # one of each sort of making
SEEN = f"""
import sys
BEGIN = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "pty.", "webbrowser.")
def seen(event, arguments):
    if event.startswith(BEGIN):
        print("STARTED", event, arguments, file=sys.__stderr__)
sys.addaudithook(seen)
{PLAY_FEW}
from jeu_oie.cli import main
from jeu_oie.kit import sheets
made_in = sheets.made_in
sheets.made_in = lambda *given, **more: [row for row in made_in(*given, **more) if row.name in {SHEETS}]
reading = ("check --falc", "odds --play 60", "export --csv -")
for command in ("build --jobs 1", *reading, "diff --git HEAD", "diff --git nowhere"):
    try:
        main([*command.split(), sys.argv[1]])
    except SystemExit:
        pass
"""


@pytest.mark.slow
def test_what_commands_start(tmp_path):
    """Seen by Python itself, whatever the text of the program looks like; words of the circuit are commands."""
    file = tmp_path / "$(touch mark).yaml"
    file.write_text(CIRCUIT.replace("title: Un", "title: '; touch mark | `touch mark` $(touch mark)'"), "utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    command = [sys.executable, "-c", SEEN, file.name]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    lines = [line for line in run.stderr.splitlines() if line.startswith("STARTED")]
    assert lines, run.stderr
    assert [line for line in lines if not line.startswith(f"STARTED subprocess.Popen ('{shutil.which('git')}'")] == []
    assert not (tmp_path / "mark").exists()
