"""A user's file is opened in one place, which takes a regular file or nothing, and no more of it than it may hold."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules, within

DOOR = "opening"
METHODS = {"open", "read_text", "read_bytes"}
# What opens a file that it is given the name of.
FUNCTIONS = {"open", "ZipFile", "load_workbook", "fdopen", "FileIO", "mmap", "load", "fromfile", "copyfile", "copy2"}
OWNERS_OF_LOAD = {"json", "tomllib", "pickle", "np", "numpy", "yaml"}  # ``load`` of these reads a file
WRITES = set("wxa")
# Who opens something else than a user's file, and what.
KNOWN = {
    DOOR: "the door",
    "resources": "what the program brings",
    "builder.record": "the program's own modules",
    "builder.pool": "what the system says of its processors",
    "disk": "what is written",
    "kit.writing": "an archive in memory",
    "exchange.xlsx": "a workbook in memory",
    "print.press": "documents in memory",
    "print.shop": "documents in memory",
}


def openings(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if not any(within(module.name, owner) for owner in KNOWN):
            calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
            yield from (f"{module.name}:{node.lineno} {ast.unparse(node.func)}" for node in calls if opens(node))


def opens(call: ast.Call) -> bool:
    """Whether a call reads a file of the disk, by its looks."""
    match call.func:
        case ast.Name(id=name):
            return name in FUNCTIONS - {"load"} and not writes(call)
        case ast.Attribute(value=ast.Name(id="self" | "cls")):
            return False  # a method of ours is read where it is written
        case ast.Attribute(value=owner, attr="load"):
            return ast.unparse(owner) in OWNERS_OF_LOAD
        case ast.Attribute(attr=name):
            return name in METHODS | FUNCTIONS and not writes(call)
    return False


def writes(call: ast.Call) -> bool:
    given = (*call.args, *(each.value for each in call.keywords if each.arg == "mode"))
    modes = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(len(mode) <= 3 and WRITES & set(mode) for mode in modes)


def test_the_guard_sees_a_file_that_is_opened_elsewhere():
    for text in (
        "open(path)",
        "open(path, 'rb')",
        "path.open()",
        "path.open(mode='rb')",
        "Path(name).read_text(encoding='utf-8')",
        "(folder / 'manifest.json').read_bytes()",
        "def f():\n    return os.open(path, os.O_RDONLY)",
        "io.open(path)",
        "zipfile.ZipFile(path)",
        "openpyxl.load_workbook(path)",
        "json.load(file)",
        "shutil.copyfile(path, other)",
    ):
        assert list(openings([Module("cli.build", text)])), text
    for text in ("path.open('wb')", "open(path, mode='x')", "self.open(event)", "opening.read(path)", "spoken.load(a)"):
        assert not list(openings([Module("cli.build", text)])), text
    assert not list(openings([Module("opening", "os.open(path, flags)")]))


def test_a_user_s_file_is_opened_at_the_door():
    assert list(openings(modules())) == []
