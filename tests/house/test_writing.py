"""One module writes files: whole, under names that nobody can compute, through no link."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.source import Module, modules

OWNER = "disk"
READER = "opening"  # which only reads
# Moved or taken away is what was written there before; a folder is made for what comes.
METHODS = {"write_text", "write_bytes", "touch", "symlink_to", "hardlink_to", "link_to", "rename", "chmod"}
OF_OS = {
    *("open", "rename", "renames", "replace", "link", "symlink", "mkfifo", "mknod", "truncate", "chmod", "chown"),
    *("fchmod", "fchown", "write", "sendfile"),
}
MOVED = {"builder.records", "circuit.saving", "kit.writing"}  # drafts of « disk », to their places
NO_FILES = {"self", "book", "book.archive", "pikepdf"}  # what they open is in memory
MODULES = {"shutil": "which", "tempfile": "TemporaryDirectory"}  # module: what of it may be used


def writers(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if module.name not in (OWNER, READER):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and writes(node, module.name):
                    yield f"{module.name}:{node.lineno} {ast.unparse(node.func)}"
            yield from (f"{module.name} imports {name}" for name in module.imports if helps(name))


def helps(full: str) -> bool:
    library, _, name = full.partition(".")
    return library in MODULES and name != MODULES[library]


def writes(call: ast.Call, name: str) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open" and opens(call, 1)
    if not isinstance(function, ast.Attribute):
        return False
    on = ast.unparse(function.value)
    if on in ("os", "self.os"):
        return function.attr in OF_OS
    if function.attr == "open":
        return on not in NO_FILES and opens(call, 0)
    if function.attr == "replace" and len(call.args) == 1 and not call.keywords:  # a text's has two arguments
        return name not in MOVED
    return function.attr in METHODS


def opens(call: ast.Call, place: int) -> bool:
    """Whether ``open`` has a mode that writes, or one that cannot be read here."""
    mode = next((each.value for each in call.keywords if each.arg == "mode"), None)
    mode = mode or (call.args[place] if len(call.args) > place else None)
    return mode is not None and not (isinstance(mode, ast.Constant) and set(str(mode.value)) <= set("rbt"))


@pytest.mark.parametrize(
    "text",
    [
        "path.write_bytes(data)",
        "(folder / 'x').write_text('')",
        "path.open('wb')",
        "path.open(mode='a')",
        "path.open(mode)",
        "open(path, 'r+')",
        "os.open(path, os.O_WRONLY)",
        "draft.replace(path)",
        "os.replace(draft, path)",
        "path.touch()",
        "import shutil",
        "from tempfile import NamedTemporaryFile",
    ],
)
def test_the_guard_sees_what_writes(text):
    assert list(writers([Module("cli.build", text)]))


@pytest.mark.parametrize("text", ["path.open('rb')", "open(path)", "text.replace('a', 'b')", "replace(record, key=1)"])
def test_the_guard_lets_be_what_reads(text):
    assert not list(writers([Module("cli.build", text)]))


def test_nothing_else_writes():
    assert list(writers(modules())) == []
