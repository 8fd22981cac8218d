"""`import jeu_oie` and `jeu-oie --help` answer at once: they load no library that works."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

import pytest

from jeu_oie import heavy
from tests.house.source import Module, imported, modules, within

HEAVY = {
    "PIL",
    "anyio",
    "babel",
    "fontTools",
    "jinja2",
    "justmyresource",
    "lxml",
    "numpy",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pypdfium2",
    "rich",
    "starlette",
    "svgwrite",
    "uharfbuzz",
    "uvicorn",
    "watchfiles",
    "weasyprint",
    "yaml",
}
HELP = """
try:
    from jeu_oie.cli import main
    main(["--help"])
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded(code: str) -> set[str]:
    report = "\nimport sys\nprint(*sorted(sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stderr.splitlines()[-1].split()}


def test_the_guard_sees_what_is_loaded():
    assert loaded("import yaml") & HEAVY == {"yaml"}


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded("import jeu_oie") & HEAVY


def test_help_loads_nothing_heavy():
    assert not loaded(HELP) & HEAVY


def test_a_shipped_circuit_is_drawn_without_cutting_a_font(tmp_path):
    build = f"""
import sys
from jeu_oie.cli import main
try:
    main(["build", "circuits/actis/repairs.yaml", "--only", "svg,html", "--out", {str(tmp_path)!r}])
except SystemExit as end:
    assert not end.code, end.code
"""
    assert "fontTools" not in loaded(build)


# --- one lazy place --------------------------------------------------------------------------------------


def late_imports(program: Iterable[Module]) -> Iterator[str]:
    """What functions import inside themselves, commands apart."""
    for module in program:
        if within(module.name, "cli"):
            continue
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inside = (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))
                yield from (f"{module.name} imports {name} late" for node in inside for name in imported(node, module))


def test_the_guard_sees_an_import_inside_a_function():
    assert list(late_imports([Module("kit.parts", "def f():\n    import pikepdf")]))
    assert list(
        late_imports([Module("kit", "class A:\n    async def f(self):\n        from . import parts", is_package=True)])
    )
    assert not list(late_imports([Module("cli.build", "def f():\n    import yaml")]))
    assert not list(late_imports([Module("kit.parts", "if True:\n    import fcntl\ndef f():\n    pass")]))


def test_no_function_imports_inside_itself():
    assert list(late_imports(modules())) == []


def test_what_is_heavy_is_loaded_when_it_is_asked_for():
    assert not loaded("from jeu_oie import heavy") & HEAVY
    assert "numpy" in loaded("from jeu_oie import heavy\nheavy.odds.odds_of_board")
    assert sorted(heavy.HEAVY) == heavy.__all__
    assert [name for name, module in heavy.HEAVY.items() if find_spec(module) is None] == []
    with pytest.raises(AttributeError):
        heavy.nothing  # noqa: B018


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
    assert set(run.stderr.split()) == {f"jeu_oie.cli.{name}" for name in ("new", "terminal")}
