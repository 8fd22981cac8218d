"""Whose a file is, and whether a link stands in its place, is asked in one place: nobody else looks for himself."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules, within

HOME = ("trust", "disk")
# By which a module would decide it, as a method, a function, a name that is imported or looked up.
LOOKS = {"st_uid", "is_symlink", "lexists", "islink", "geteuid", "getuid", "S_ISLNK", "is_junction", "isjunction"}


def looks(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if not any(within(module.name, owner) for owner in HOME):
            found = (node for node in ast.walk(module.tree) if named(node) in LOOKS)
            yield from (f"{module.name}:{getattr(node, 'lineno', 0)} {named(node)}" for node in found)


def named(node: ast.AST) -> str | None:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) | ast.Constant(value=str(name)):
            return name
    return None


def test_the_guard_sees_who_looks_for_himself():
    for text in (
        "path.is_symlink()",
        "os.path.lexists(path)",
        "from os.path import lexists as there",
        "seen = path.stat().st_uid",
        "getattr(os, 'geteuid')()",
        "stat.S_ISLNK(mode)",
    ):
        assert list(looks([Module("serve.home", text)])), text
        assert not list(looks([Module("trust", text)])), text
    assert not list(looks([Module("serve.home", "disk.is_link(path)\ntrust.examine_way(root, names)")]))


def test_the_places_that_decide_it_do():
    """What is looked for stands there: a name that has gone would guard nothing."""
    seen = {named(node) for module in modules() if module.name in HOME for node in ast.walk(module.tree)}
    assert {"st_uid", "S_ISLNK", "geteuid"} <= seen


def test_whose_a_file_is_is_decided_in_one_place():
    assert list(looks(modules())) == []
