"""One direction: a package imports only those above it; a third-party library has one owner."""

import ast
import sys
from collections.abc import Iterable, Iterator

from tests.house.source import Module, inside, modules, within

# From what knows nothing to what knows all.
LAYERS = (
    "version",
    "messages",
    "errors",
    "problems",
    "resources",
    "programs",
    "disk",
    "trust",
    "circuit",
    "draw",
    "game",
    "exchange",
    "board",
    "print",
    "sheets",
    "web",
    "kit",
    "builder",
    "api",
    "serve",
    "cli",
    "__main__",
)
PRODUCTS = ("draw.svg", "draw.html")

OWNERS = {
    "yaml": ("circuit.read", "circuit.write"),
    "pydantic": ("circuit", "game.preset", "builder", "kit.records", "cli.printers"),
    "pydantic_core": ("circuit", "game.preset", "builder.project"),
    "numpy": ("game.odds",),
    "fontTools": ("draw.cutting", "draw.text"),
    "uharfbuzz": ("draw.text",),
    "segno": ("draw.marks",),
    "svgwrite": ("draw.svg",),
    "jinja2": ("draw.html",),
    "markupsafe": ("draw.html", "sheets", "web"),
    "weasyprint": ("print.documents",),
    "pikepdf": ("print.binding", "print.press", "print.shop"),
    "PIL": ("draw.logo", "print.drawn"),
    "click": ("cli",),
    "platformdirs": ("cli", "trust"),
    "rich": ("cli.terminal",),
    "starlette": ("serve",),
    "uvicorn": ("serve.routes",),
    "watchfiles": ("builder.watching",),
    "openpyxl": ("exchange.xlsx",),
    "typst": ("print.typeset",),
    "distributed": ("builder.cluster",),
}


def layer(name: str) -> int:
    return LAYERS.index(name.split(".")[0])


def wrong_ways(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if module.name.split(".")[0] not in ("", *LAYERS):
            yield f"{module.name}: has no layer; give it one in LAYERS"
            continue
        yield from wrong_imports(module)


def wrong_imports(module: Module) -> Iterator[str]:
    # What the package gives is loaded when it is asked for: there an import for type checkers is none.
    for full in (*module.imports, *named(module)) if module.name else module.loads:
        target = inside(full)
        if target is None:
            continue  # not ours
        if not module.name:
            if not within(target, "version"):
                yield f"the package imports {target}: importing it must load nothing"
        elif target.split(".")[0] not in LAYERS:
            yield f"{module.name} asks the package for {target or 'all'}: its face stands below everything"
        elif within(module.name, "draw") and within(target, "circuit"):
            yield f"{module.name} imports {target}: what draws knows no circuit"
        elif layer(target) > layer(module.name):
            yield f"{module.name} imports {target}, which stands below it"
        elif product(module.name) and product(target) and product(target) != product(module.name):
            yield f"{module.name} imports {target}: products do not know each other"


def named(module: Module) -> Iterator[str]:
    """What is imported by its name: ``import_module("jeu_oie.kit")``, of ``f"jeu_oie.cli.{name}"`` what is certain."""
    if "import_module" not in module.text and "__import__" not in module.text:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            begun = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
            yield from (str(text).rstrip(".") for text in begun[:1])


def product(name: str) -> str | None:
    return next((owner for owner in PRODUCTS if within(name, owner)), None)


def strangers(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        for full in module.imports:
            library = full.split(".")[0]
            if inside(full) is not None or library in sys.stdlib_module_names:
                continue
            if library not in OWNERS:
                yield f"{module.name} imports {library}, which has no owner; give it one in OWNERS"
            elif not any(within(module.name, owner) for owner in OWNERS[library]):
                yield f"{module.name} imports {library}, which belongs to {' and '.join(OWNERS[library])}"


def cycles(program: Iterable[Module]) -> set[str]:
    """Modules that import themselves by way of others."""
    names = {module.name for module in program}
    graph = {module.name: set(edges(module, names)) for module in program}
    return {name for name in graph if name in reachable(graph, name)}


def edges(module: Module, names: set[str]) -> Iterator[str]:
    """The modules that an import runs: the one named, and the packages it lies in."""
    for full in module.imports:
        target = inside(full)
        while target:
            if target in names and not (target == module.name or within(module.name, target)):
                yield target
            target = target.rpartition(".")[0]
    if module.is_package:
        yield from (name for full in module.imports if (name := inside(full)) in names and within(name, module.name))


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen


def test_the_guard_sees_an_import_against_the_direction():
    assert list(wrong_ways([Module("draw.scene", "from jeu_oie.game.squares import Board")]))
    assert list(wrong_ways([Module("draw.text", "from jeu_oie.circuit.model import Circuit")]))
    assert list(wrong_ways([Module("circuit.model", "def f():\n    from .. import kit")]))
    assert list(wrong_ways([Module("sheets.rules", "from jeu_oie.web.site import frame")]))
    assert list(wrong_ways([Module("", "from jeu_oie import errors", is_package=True)]))
    only_types = "if TYPE_CHECKING:\n    from jeu_oie.api.read import read"
    assert not list(wrong_ways([Module("", only_types, is_package=True)]))
    assert list(wrong_ways([Module("errors", only_types)]))
    assert list(wrong_ways([Module("draw.scene", "def f():\n    from jeu_oie.game.odds import odds_of_board")]))
    assert list(wrong_ways([Module("draw.scene", "import_module('jeu_oie.game.odds')")]))
    assert list(wrong_ways([Module("kit", "importlib.import_module(f'jeu_oie.cli.{name}')")]))
    assert list(wrong_ways([Module("kit", "from jeu_oie import __version__")]))
    assert list(wrong_ways([Module("kit", "import jeu_oie")]))
    assert list(wrong_ways([Module("misc", "")]))
    assert not list(wrong_ways([Module("draw.html", "from jeu_oie.draw.text import fit\nfrom jeu_oie import version")]))


def test_the_guard_sees_a_library_outside_its_home():
    assert list(strangers([Module("game.rules", "import yaml.nodes")]))
    assert list(strangers([Module("cli.build", "import requests")]))
    assert list(strangers([Module("cli.build", "def f():\n    import segno")]))
    assert list(strangers([Module("messages", "from babel import Locale")]))
    assert not list(strangers([Module("circuit.read.compose", "import yaml, re")]))


def test_the_guard_sees_a_cycle():
    one, two = Module("draw.text", "from jeu_oie.draw import marks"), Module("draw.marks", "from . import text")
    assert cycles([one, two]) == {"draw.text", "draw.marks"}
    package = Module("draw", "from jeu_oie.draw.text import fit", is_package=True)
    assert cycles([package, Module("draw.text", "from jeu_oie.draw import fit")]) == set()
    outer = Module("draw.text", "from jeu_oie.game.squares import x")
    assert cycles([outer, Module("game.squares", "import jeu_oie.draw.text")])
    assert not cycles([one, Module("draw.text", "")])


def test_each_package_imports_only_those_above_it():
    assert list(wrong_ways(modules())) == []


def test_each_library_has_one_owner():
    assert list(strangers(modules())) == []


def test_nothing_imports_itself_by_way_of_others():
    assert cycles(modules()) == set()
