"""What documents, docstrings and comments cite is there: documents, modules, functions, tests, scripts."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from jeu_oie.kit.making import REPLY
from tests.house.source import PACKAGE, ROOT, modules

SOURCE = ROOT / "src" / PACKAGE
ROOMS = frozenset(path.parent.name for path in SOURCE.glob("*/__init__.py"))
DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/*.md", "docs/design/*.md")
GENERATED = re.compile(r"docs/(errors|format)\.")  # made by scripts: they tell of circuits
FOLDERS = frozenset("bench ci-examples docs look requirements script src templates tests".split()) | ROOMS
ENDINGS = ("md", "py", "typ", "html", "css", "js")
# What a path may be seen from: the checkout, the program, the pages that it is built to, the tests of the house.
ROOTS = (ROOT, SOURCE, ROOT / "docs", ROOT / "docs/design", ROOT / "templates", ROOT / "tests/house")
PATH = re.compile(r"(?<![\w/.:…<-])[\w.*-]+(?:/[\w.*-]+)*(?<![.-])")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
BACKTICKS = re.compile(r"``([^`\n]+)``|`([^`\n]+)`")
DYING = "sheets/"  # the room that ``print/`` takes the place of


def is_path(text: str) -> bool:
    """Whether a word names a file of ours; those that a build makes (``print/3-person.pdf``) have other endings."""
    first, slash, rest = text.partition("/")
    ending = text.rpartition(".")[2] if "." in text else ""
    if not slash:
        return ending in ("md", "py") and text not in ("x.py", "federation.py")  # examples of names
    if text == REPLY:  # which a build makes
        return False
    return first in FOLDERS and (ending in ENDINGS or "." not in rest)


def is_there(path: str, beside: Path) -> bool:
    """Whether a file, a folder or, without its ending, a module stands there; ``*`` is any."""
    if "/" in path or "*" in path:
        return any(any(root.glob(name)) for root in (beside, *ROOTS) for name in (path, f"{path}.py"))
    return path in names_of_files() or (ROOT / path).is_file()


@cache
def names_of_files() -> frozenset[str]:
    folders = ("docs", "script", "src", "templates", "tests")
    return frozenset(
        path.name for folder in folders for ending in ENDINGS for path in (ROOT / folder).glob(f"**/*.{ending}")
    )


@cache
def defined() -> dict[str, set[str]]:
    """Module, room or class, by its last name → all names within it."""
    found: dict[str, set[str]] = {}
    for module in modules():
        name, tree = module.name.rpartition(".")[2] or PACKAGE, module.tree
        for holder, node in (
            (name, tree),
            *((each.name, each) for each in ast.walk(tree) if isinstance(each, ast.ClassDef)),
        ):
            found.setdefault(holder, set()).update(names_in(node))
        if module.is_package:
            found[name] |= {each.stem for each in SOURCE.joinpath(*module.name.split(".")).iterdir()}
    return found


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name | ast.Attribute):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).rpartition(".")[2]


@cache
def near(path: Path) -> frozenset[str]:
    """The modules and classes that a docstring of this module may mean: imported by it, beside it, the rooms."""
    tree = ast.parse(path.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {part for node in imports for part in (getattr(node, "module", None) or "").split(".")[1:]}
    named |= {alias.name.rpartition(".")[2] for node in imports for alias in node.names}
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return ROOMS | named | classes | {each.stem for each in path.parent.iterdir()}


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """The docstrings and comments of a module, line by line, with their numbers."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield from enumerate(token.string.splitlines(), token.start[0])


def astray_in_module(path: Path) -> Iterator[str]:
    place = path.relative_to(ROOT).as_posix()
    for number, line in prose(path):
        for match in PATH.finditer(line):
            if is_path(match[0]) and not is_there(match[0], path.parent):
                yield f"{place}:{number}: {match[0]}"
        for match in BACKTICKS.finditer(line):
            if NAME.fullmatch(match[1] or "") and not is_defined(match[1], near(path)):
                yield f"{place}:{number}: {match[1]}"


def is_defined(name: str, meant: frozenset[str]) -> bool:
    """Of ``record.input_hash`` the second within the first, where the first is a module, room or class of ours."""
    first, *others = name.split(".")
    if first not in meant or others[-1] in (*ENDINGS, "yaml", "yml", "json", "csv", "pdf", "png", "svg", "zip"):
        return True
    known = defined()
    return all(
        after in known[before] for before, after in zip([first, *others], others, strict=False) if before in known
    )


def test_docstrings_and_comments_cite_what_exists():
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if DYING not in path.relative_to(SOURCE).as_posix()]
    assert [each for path in paths for each in astray_in_module(path)] == []


def documents() -> list[str]:
    names = [path.relative_to(ROOT).as_posix() for each in DOCUMENTS for path in sorted(ROOT.glob(each))]
    return [name for name in names if not GENERATED.match(name)]


def astray_in_document(text: str, beside: Path) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in BACKTICKS.finditer(line):
            for path in PATH.findall(match[1] or match[2]):
                if is_path(path) and not is_there(path, beside):
                    yield f"{number}: {path}"


@pytest.mark.parametrize("name", documents())
def test_documents_cite_what_exists(name: str):
    assert list(astray_in_document((ROOT / name).read_text("utf-8"), (ROOT / name).parent)) == []


def astray_in_map(text: str) -> Iterator[str]:
    """What the map names in its second column and does not stand in the row's room: ``x`` a module, ``x/`` a folder."""
    room = SOURCE
    for line in text.split("\n## ")[0].splitlines():
        if not line.startswith("| ") or line.startswith("| room "):
            continue
        what, opened = [cell.strip() for cell in line.split("|")[1:3]]
        if what == "above all":
            room = SOURCE
        elif named := re.match(r"(?:\*\*)?`([\w/]+)/`", what):
            room = next(each for each in (SOURCE / named[1], ROOT / named[1]) if each.is_dir())
        for name in re.findall(r"`([\w/*]+)`", opened):
            if not any(room.glob(name if name.endswith("/") else f"{name}.py")):
                yield f"{room.name}/{name}"


def test_the_map_names_what_exists():
    assert list(astray_in_map((ROOT / "ARCHITECTURE.md").read_text("utf-8"))) == []


def test_what_is_not_there_is_told():
    assert list(astray_in_document("See `docs/nowhere.md`, `tests/house/test_cited.py`, `print/a.pdf`.", ROOT)) == [
        "1: docs/nowhere.md"
    ]
    assert list(astray_in_map("| **`game/`** | `squares`, `nowhere`, `kinds/` | x |")) == ["game/nowhere"]
    assert not is_defined("record.nothing", frozenset({"record"})) and is_defined(
        "record.input_hash", frozenset({"record"})
    )
