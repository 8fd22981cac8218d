"""Whatever is printed passes through one door; nowhere else is anything written to a terminal."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules, within

DOOR = "cli.terminal"
OF_CLICK = ("echo", "secho", "style", "echo_via_pager", "prompt", "confirm", "pause", "progressbar", "clear", "getchar")
OF_CLICK_TOO = ("edit", "launch", "get_text_stream", "get_binary_stream", "open_file", "show")
STREAMS = ("stdout", "stderr", "__stdout__", "__stderr__")
FUNCTIONS = ("print", "pprint", "input", "breakpoint")
PRINTING = ("print_exc", "print_exception", "print_stack", "print_tb", "print_last")
MODULES = ("rich", "pprint", "getpass", "curses", "readline", "logging.handlers", "fileinput")


def printing(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if module.name != DOOR:
            yield from (f"{module.name}: {what}" for what in (*imports(module), *calls(module)))


def imports(module: Module) -> Iterator[str]:
    for full in module.imports:
        parts = full.split(".")
        if any(within(full, each) for each in MODULES):
            yield full
        if (parts[0] == "click" and parts[-1] in (*OF_CLICK, *OF_CLICK_TOO)) or (
            parts[0] == "sys" and parts[-1] in STREAMS
        ):
            yield full


def calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            if (of == "sys" and node.attr in STREAMS) or (of == "click" and node.attr in (*OF_CLICK, *OF_CLICK_TOO)):
                yield ast.unparse(node)
            if node.attr in PRINTING:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and prints(node):
            yield ast.unparse(node)


def prints(call: ast.Call) -> bool:
    """``print(…)``; ``error.show()``; ``os.write(1, …)``."""
    if isinstance(call.func, ast.Name):
        return call.func.id in FUNCTIONS
    if not isinstance(call.func, ast.Attribute):
        return False
    written = ast.unparse(call.func) == "os.write" and ast.unparse(call.args[0]) in ("1", "2")
    return written or call.func.attr in ("show", "basicConfig", "StreamHandler")


def test_the_guard_sees_what_is_printed_elsewhere():
    for planted in (
        "print('x')",
        "import click\nclick.echo('x')",
        "import click\ndef f():\n    click.secho('x')",
        "from click import echo",
        "import click\nclick.style('x', fg='red')",
        "import click\nclick.prompt('x')",
        "def f(error):\n    error.show()",
        "import sys\nsys.stdout.write('x')",
        "import sys\nprint('x', file=sys.stderr)",
        "import sys\nsay = sys.__stderr__",
        "from sys import stdout",
        "from rich.console import Console\nConsole().print('x')",
        "def f():\n    from rich.progress import Progress",
        "import traceback\ntraceback.print_exc()",
        "import os\nos.write(1, b'x')",
        "import logging\nlogging.basicConfig()",
        "input('x')",
    ):
        assert list(printing([Module("cli.build", planted)])), planted
    for ours in ("import click\nclick.Option(['--x'])", "import sys\nsys.exit(1)", "show(problems, t)", "say('x')"):
        assert not list(printing([Module("cli.build", ours)])), ours
    assert not list(printing([Module(DOOR, "import click\nclick.echo('x')")]))


def test_all_is_printed_through_the_door():
    assert list(printing(modules())) == []
