"""Functions of about 8 lines, none over 60; no module over 500."""

import ast
from collections.abc import Iterable, Iterator
from statistics import median

from tests.house.source import Module, modules

FUNCTION, MODULE, MEDIAN = 60, 500, 12


def functions(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield f"{module.name}.{node.name}", node.end_lineno - node.lineno + 1


def too_long(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        lines = len(module.text.splitlines())
        if lines > MODULE:
            yield f"{module.name} has {lines} lines"
        yield from (f"{name} has {lines} lines" for name, lines in functions(module) if lines > FUNCTION)


def test_the_guard_sees_what_is_too_long():
    assert list(too_long([Module("kit", "def build():\n" + "    pass\n" * 60)]))
    assert list(too_long([Module("kit", "class Kit:\n    def build(self):\n" + "        pass\n" * 60)]))
    assert list(too_long([Module("kit", "x = 1\n" * 501)]))
    assert not list(too_long([Module("kit", "def build():\n" + "    pass\n" * 59)]))


def test_nothing_is_too_long():
    assert list(too_long(modules())) == []


def test_half_of_the_functions_are_short():
    assert median(lines for module in modules() for _, lines in functions(module)) <= MEDIAN
