"""No module gives one name two values: where two changes meet, the last would win without a word."""

import ast
from collections.abc import Iterator

from tests.house.source import Module, modules


def said_twice(module: Module) -> tuple[str, ...]:
    """Names of the module, of its constants and functions, that it gives a value again; nothing in a branch."""
    seen = list(names_of(module.tree))
    return tuple(sorted({name for name in seen if seen.count(name) > 1 and name != "_"}))


def names_of(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                stored = (each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))
                yield from (each.id for each in stored if isinstance(each.ctx, ast.Store))
            case ast.AnnAssign(target=ast.Name(id=name)) if node.value is not None:
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def test_a_module_says_each_name_once():
    assert {module.name: found for module in modules() if (found := said_twice(module))} == {}


def test_the_guard_sees_a_name_said_twice():
    for text in ("A, B = 1, 2\nC, B = 3, 4", "B: int = 1\nB = 2", "def B(): pass\nB = 1"):
        assert said_twice(Module("planted", text)) == ("B",)
