"""One name, one thing: no two classes share theirs, and none of the words that say nothing names anything."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.source import Module, modules

VAGUE = ("told", "put", "whole", "stands", "hire", "give_back", "given_back")
CONTAINED = re.compile(rf"(?:^|_)(?:{'|'.join(VAGUE)})(?:_|$)", re.IGNORECASE)
# As the whole name of a function: a participle, which does not say what is done.
REGULAR = re.compile("_?(?!o?embed$)[a-z]+ed")
PARTICIPLES = frozenset(
    (
        *("said", "held", "made", "kept", "seen", "given", "meant", "shown", "found", "left", "past", "taken"),
        *("written", "known", "brought", "laid", "facts", "words"),
    )
)
CLASSES = frozenset(("Facts", "Words", "Told", "Said", "Held", "Made", "Kept", "Seen", "Given", "Meant", "Shown"))


def classes(program: Iterable[Module]) -> Iterator[tuple[str, str]]:
    for module in program:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                yield node.name, module.name


def shared(program: Iterable[Module]) -> list[str]:
    """The classes of one name, with their modules."""
    homes: dict[str, list[str]] = {}
    for name, home in classes(program):
        homes.setdefault(name, []).append(home)
    return [f"{name}: {', '.join(found)}" for name, found in sorted(homes.items()) if len(found) > 1]


def named(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Functions, methods, classes, fields and names of a module; what a function calls its own is its affair."""
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.ClassDef():
                yield node.name
                yield from named(node.body)
                yield from attributes(node)
            case ast.Assign():
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If() | ast.Try():
                yield from named(node.body)


def attributes(owner: ast.ClassDef) -> Iterator[str]:
    """What its methods set on it: ``self.told = …``."""
    for node in ast.walk(owner):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self":
            yield node.attr


def functions(module: Module) -> Iterator[str]:
    return (node.name for node in module.tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def vague(program: Iterable[Module]) -> list[str]:
    return sorted(
        f"{module.name}: {name}"
        for module in program
        for name in {
            *(each for each in named(module.tree.body) if CONTAINED.search(each) or each in CLASSES),
            *(each for each in functions(module) if each.lstrip("_") in PARTICIPLES or REGULAR.fullmatch(each)),
        }
    )


def test_the_guard_sees_two_classes_of_one_name():
    one, two = Module("game.wording", "class Row: ..."), Module("kit.sheets", "def f():\n    class Row: ...")
    assert shared([one, two]) == ["Row: game.wording, kit.sheets"]
    assert shared([one, Module("kit.sheets", "class SheetSpec: ...")]) == []


def test_the_guard_sees_a_word_that_says_nothing():
    planted = {
        "def told(): ...": "told",
        "async def give_back(): ...": "give_back",
        "def _put_id(): ...": "_put_id",
        "def said(): ...": "said",
        "def _quoted(): ...": "_quoted",
        "TOLD_MOST = 3": "TOLD_MOST",
        "class Facts: ...": "Facts",
        "class Row:\n    whole: bool": "whole",
        "class Row:\n    def hire(self): ...": "hire",
        "class Row:\n    def __init__(self):\n        self.told = 1": "told",
    }
    for text, name in planted.items():
        assert vague([Module("game.wording", text)]) == [f"game.wording: {name}"]


def test_the_guard_lets_other_names_be():
    fine = "OUTPUT = 1\ndef find_orphans(told): ...\ndef embed(): ...\nclass Row:\n    def said(self):\n        put = 1"
    assert vague([Module("game.wording", fine)]) == []


def test_no_two_classes_share_a_name():
    assert shared(modules()) == []


def test_no_name_says_nothing():
    assert vague(modules()) == []
