"""`import jeu_oie` and `jeu-oie --help` answer at once: they load no library that works."""

import subprocess
import sys

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


def test_a_command_that_is_asked_for_loads_its_own_module_only():
    code = """
import sys
from jeu_oie.cli import program
from jeu_oie.messages import words
for name in ("new", "schema"):
    assert program(words("fr")).load(name).name == name
print(*sorted(name for name in sys.modules if name.startswith("jeu_oie.cli.")), file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stderr.split()) == {f"jeu_oie.cli.{name}" for name in ("failure", "new", "terminal")}
