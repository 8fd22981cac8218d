"""From text to bytes nothing looks at the clock, the dice, the environment or the disk."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules, within

# Where the program meets the machine.
MACHINE = (
    "cli",
    "resources",
    "programs",  # starts those of the system
    "disk",  # opens what a user names, writes files
    "trust",  # looks at who owns what lies there, and keeps what one has agreed to
    "circuit.saving",  # a circuit's own file, written anew
    "circuit.read.reading",  # a circuit, and the landlord's and common files that it names
    "exchange.xlsx",  # opens the parts of an archive that it is given as bytes
    "print.binding",
    "print.press",
    "print.shop",
    "kit.writing",  # puts files on the disk, and cleans up after a former kit
    "builder",  # reads circuits, runs processes, keeps what stands on the disk
    "api",  # what a script calls: it names files, and the day is today
    "serve",
    "__main__",
)
MODULES = {
    "time": "the clock",
    "random": "the dice",
    "secrets": "the dice",
    "uuid": "the dice",
    "os": "the machine",
    "glob": "the disk",
    "shutil": "the disk",
    "tempfile": "the disk",
    "subprocess": "other programs",
    "socket": "the network",
    "urllib.request": "the network",
    "http": "the network",
    "platform": "the machine",
    "locale": "the environment",
    "importlib.resources": "the disk",
}
FUNCTIONS = {"open": "the disk", "input": "the keyboard", "print": "the terminal", "hash": "the hash seed"}
METHODS = {
    **dict.fromkeys(["now", "today", "utcnow"], "the clock"),
    **dict.fromkeys(["read_text", "read_bytes", "write_text", "write_bytes", "open"], "the disk"),
    **dict.fromkeys(["exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "stat"], "the disk"),
    **dict.fromkeys(["mkdir", "unlink", "rmdir", "rename", "touch"], "the disk"),
    **dict.fromkeys(["cwd", "home", "expanduser"], "the environment"),
}


def impurities(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if not any(within(module.name, owner) for owner in MACHINE):
            yield from looks(module)


def looks(module: Module) -> Iterator[str]:
    for full in module.imports:
        for name, what in MODULES.items():
            if within(full, name):
                yield f"{module.name} imports {full}: {what}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (seen := called(node.func)):
            yield f"{module.name}:{node.lineno} calls {ast.unparse(node.func)}: {seen}"


def called(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return FUNCTIONS.get(function.id)
    if not isinstance(function, ast.Attribute) or ast.unparse(function.value) in ("self", "cls"):
        return None  # a method of ours is read where it is written
    return METHODS.get(function.attr)


def test_the_guard_sees_what_is_not_pure():
    for text in (
        "import time",
        "from os import environ",
        "from urllib.request import urlopen",
        "def f():\n    import random",
        "open('x')",
        "Path('x').read_text()",
        "datetime.now(UTC)",
        "hash('x')",
    ):
        assert list(impurities([Module("draw.text", text)])), text
    written = "def write(kit):\n    kit.path.write_bytes(kit.bytes)"
    assert list(impurities([Module("kit.making", written)]))
    assert not list(impurities([Module("kit.writing", written)]))
    assert not list(impurities([Module("draw.text", "self.open()")]))
    assert not list(impurities([Module("cli.build", "open('x')")]))
    assert not list(impurities([Module("game.odds", "from datetime import date\ndate(2026, 1, 2)")]))


def test_from_text_to_bytes_all_is_pure():
    assert list(impurities(modules())) == []
