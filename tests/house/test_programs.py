"""Programs of the system are started in one module, each as its table says; nothing else of the house starts any."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules, within

HOME = "programs"
# Processes of this very program: what they do is ours, what they are handed is data.
OURSELVES = ("building.pool", "building.parting")
STARTERS = ("subprocess", "pty", "webbrowser", "pexpect", "_posixsubprocess", "antigravity", "runpy", "idlelib")
OF_PYTHON = ("multiprocessing", "concurrent.futures.process", "concurrent.futures.ProcessPoolExecutor")
OF_OS = ("system", "popen", "startfile", "fork", "forkpty", "posix_spawn", "posix_spawnp", "exec", "spawn")
OF_ASYNCIO = ("create_subprocess_exec", "create_subprocess_shell", "subprocess_exec", "subprocess_shell")
# The libraries of C that are looked at, by names that stand in the code: none is called but for its version.
OF_C = ("building.freshness", "render.pdf.engine")
DYNAMIC = ("import_module", "__import__")


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
            of = ast.unparse(node.value)
            if (of in named and of_os(node.attr)) or node.attr in (*OF_ASYNCIO, "ProcessPoolExecutor"):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in DYNAMIC or (called == "getattr" and node.args and ast.unparse(node.args[0]) in named):
                yield ast.unparse(node)


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
        "import ctypes\nctypes.CDLL(None).system(b'x')",
    ):
        assert list(starts([Module("cli.serve", planted)])), planted
    assert not list(starts([Module("cli.serve", "import os, shutil\nos.environ, os.path.exists('x')")]))
    assert not list(starts([Module(HOME, "import subprocess")]))


def test_programs_are_started_in_one_place():
    assert list(starts(modules())) == []
