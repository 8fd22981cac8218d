"""`import jeu_oie` and `jeu-oie --help` answer at once: they load no library that works."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest

from tests.briefly import PLAY_FEW
from tests.house.source import Module, imported, modules, within

HEAVY = {
    "PIL",
    "anyio",
    "babel",
    "fontTools",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "rich",
    "starlette",
    "svgwrite",
    "typst",
    "uharfbuzz",
    "uvicorn",
    "watchfiles",
    "weasyprint",
    "yaml",
}


def loaded(code: str, *, whole: bool = False) -> set[str]:
    """The modules that ``code`` leaves loaded; not ``whole``: the first word of their names."""
    report = "\nimport sys\nprint(*sorted(sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    found = set(run.stderr.splitlines()[-1].split())
    return found if whole else {name.split(".")[0] for name in found}


def test_the_guard_sees_what_is_loaded():
    assert loaded("import yaml") & HEAVY == {"yaml"}


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded("import jeu_oie") & HEAVY


def test_help_loads_nothing_heavy():
    assert not loaded(run_cli("--help")) & HEAVY


@pytest.mark.slow
def test_a_shipped_circuit_is_drawn_without_cutting_a_font(tmp_path):
    build = run_cli("build", "circuits/actis/repairs.yaml", "--only", "svg,html", "--out", str(tmp_path))
    assert "fontTools" not in loaded(PLAY_FEW + build)


def run_cli(*arguments: str) -> str:
    return f"""
from jeu_oie.cli import main
try:
    main({list(arguments)!r})
except SystemExit as end:
    assert not end.code, end.code
"""


MADE_LATE = {"kit.sheets", "kit.printing", "web.page", "web.embed", "draw.cutting", "draw.svg"}


CIRCUIT = "circuits/exemple/general.yaml"
UNCHANGED = {"jinja2", "pydantic", "uharfbuzz", "yaml"}  # what a build of nothing new needs


def test_check_loads_no_more_than_it_needs():
    """The person's sheet is set, to tell what finds no room on it."""
    assert_loads(run_cli("check", CIRCUIT), UNCHANGED | {"numpy", "typst"}, MADE_LATE)


@pytest.mark.slow
def test_a_build_of_nothing_new_loads_no_more_than_it_needs(tmp_path):
    build = ("--only", "svg,html", "--out", str(tmp_path))
    first = loaded(PLAY_FEW + run_cli("build", CIRCUIT, *build), whole=True)
    assert {f"jeu_oie.{name}" for name in ("draw.svg", "web.page", "web.embed")} <= first, "the guard sees them"
    assert_loads(run_cli("build", CIRCUIT, *build), UNCHANGED, MADE_LATE | {"game.odds", "game.tuning"})


def test_sheets_load_no_game():
    """What a kit on paper tells of an evening stands in its plan."""
    assert_loads("import jeu_oie.kit.sheets", UNCHANGED | {"svgwrite"}, {"draw.cutting", "game.odds"})


def assert_loads(code: str, libraries: set[str], none_of: set[str]) -> None:
    found = loaded(code, whole=True)
    assert {name.split(".")[0] for name in found} & HEAVY == libraries
    assert {f"jeu_oie.{name}" for name in none_of} & found == set()


# All else stands at the top of its module; the commands load theirs when they are called.
LATE = {
    "PIL": "only a landlord's logo and the board's own picture are read as pixels",
    "asyncio": "only a server, and a window that starts commands",
    "distributed": "may be absent",
    "segno": "only a kit with an address has a QR code",
    "watchfiles": "only who waits for a save",
    "weasyprint": "may be absent",
    "jeu_oie.draw.cutting": "fontTools: only for letters that the ready fonts lack",
    "jeu_oie.draw.svg": "a kit that is as it was needs none of these",
    "jeu_oie.game.odds": "same",
    "jeu_oie.kit.sheets": "same",
    "jeu_oie.print.binding": "same",
    "jeu_oie.print.content.cards": "same",
    "jeu_oie.print.content.person": "same",
    "jeu_oie.print.drawn": "same",
    "jeu_oie.print.press": "same",
    "jeu_oie.print.shop": "same",
    "jeu_oie.print.typeset": "same",
    "jeu_oie.web.embed": "same",
    "jeu_oie.web.page": "same",
    "jeu_oie.web.reply": "same",
}


def late_imports(program: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """What functions import inside themselves, commands apart: module, full name."""
    for module in program:
        if within(module.name, "cli"):
            continue
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inside = (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))
                yield from ((module.name, name) for node in inside for name in imported(node, module))


def reasons(full: str) -> list[str]:
    return [name for name in LATE if within(full, name)]


def test_the_guard_sees_an_import_inside_a_function():
    assert list(late_imports([Module("kit.parts", "def f():\n    import pikepdf")])) == [("kit.parts", "pikepdf")]
    assert list(
        late_imports([Module("kit", "class A:\n    async def f(self):\n        from . import parts", is_package=True)])
    )
    assert not list(late_imports([Module("cli.build", "def f():\n    import yaml")]))
    assert not list(late_imports([Module("kit.parts", "if True:\n    import fcntl\ndef f():\n    pass")]))
    assert not reasons("jeu_oie.kit.sheetsful.x")


def test_functions_import_late_what_has_a_reason_and_nothing_else():
    found = set(late_imports(modules()))
    assert [pair for pair in found if not reasons(pair[1])] == []
    assert LATE.keys() == {name for _, full in found for name in reasons(full)}


def test_a_command_that_is_asked_for_loads_its_own_module_only():
    code = """
import sys
from jeu_oie.cli import program
from jeu_oie.messages import load_catalog
for name in ("new", "schema"):
    assert program(load_catalog("fr")).load(name).name == name
print(*sorted(name for name in sys.modules if name.startswith("jeu_oie.cli.")), file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stderr.split()) == {
        f"jeu_oie.cli.{name}" for name in ("new", "copies", "circuits", "projects", "terminal")
    }
