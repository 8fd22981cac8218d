"""A new option of a build, made in a copy of the program: its field, where it is used, and the page for scripts."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jeu_oie.messages import LANGUAGES
from tests.house.changing import add_sentences, copy_tree, edit, run, run_commands, run_guards, touched

pytestmark = pytest.mark.slow

OPTIONS, MAKING, PAGE = "src/jeu_oie/kit/options.py", "src/jeu_oie/kit/making.py", "docs/python.md"
FIELD = 'motto: Option[str | None, str | None] = Option(Text(), default=None, help="cli.motto.help", key="motto")'
USE = 'if options.motto:\n        files["motto.txt"] = options.motto.encode()'
EDITS = (
    (OPTIONS, "    flip: Option[", f"    {FIELD}\n    flip: Option["),
    (MAKING, "    files.update(site(files))\n", f"    {USE}\n    files.update(site(files))\n"),
    (PAGE, "`people`, `strict`", "`people`, `motto`, `strict`"),
)
SENTENCES = {"cli.motto.help": "La devise du jeu.", "handbook.setting.motto": "La devise."}
SMALL = "tests/kit/small.yaml"
TYPED, SAME, OTHER = (
    f"build {SMALL} --json --only svg --out typed --motto {line}" for line in ("Bonjour", "Bonjour --quiet", "Bonsoir")
)
SAID = f"build {SMALL} --json --only svg --out said --project own/jeu-oie.yaml"
SCRIPT = f"""
import jeu_oie
for motto in ("Bonjour", "Bonsoir"):
    (kit,) = jeu_oie.build({SMALL!r}, only=["svg"], out="made", motto=motto)
    print(kit.state, "motto.txt" in kit.files)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program with the option."""
    made = copy_tree(tmp_path_factory.mktemp("option"))
    edit(made, EDITS)
    add_sentences(made, dict.fromkeys(LANGUAGES, SENTENCES))
    assert touched(made) == [PAGE, MAKING, OPTIONS]
    (made / "own").mkdir()
    (made / "own" / "jeu-oie.yaml").write_text("motto: Salut\n", "utf-8")
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def said(copy: Path) -> dict[str, str]:
    return {line: given for line, (given, _) in run_commands(copy, "build --help", TYPED, SAME, OTHER, SAID).items()}


def states(said: dict[str, str], *lines: str) -> list[str]:
    return [json.loads(said[line])["kits"][0]["state"] for line in lines]


def test_the_command_line_has_it(copy, said):
    assert "--motto" in said["build --help"] and "La devise du jeu." in said["build --help"]
    assert next((copy / "typed").rglob("motto.txt")).read_text("utf-8") == "Bonsoir"


def test_a_kit_is_made_anew_when_it_changes(said):
    assert states(said, TYPED, SAME, OTHER) == ["made", "unchanged", "made"]


@pytest.mark.usefixtures("said")
def test_a_project_file_says_it(copy):
    assert next((copy / "said").rglob("motto.txt")).read_text("utf-8") == "Salut"


def test_a_script_gives_it(copy):
    assert run(copy, "-c", SCRIPT).stdout.split() == ["made", "True", "made", "True"]


def test_no_guard_misses_it(copy):
    guards = ("tests/house/test_catalogs.py", "tests/api/test_page.py")
    run_guards(copy, *guards, "-k", "asked_for or all_that_is_promised or every_setting")


def test_the_guard_sees_that_the_page_lacks_it(copy):
    page = copy / PAGE
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("`motto`, ", ""), "utf-8")
    try:
        assert "motto" in run_guards(copy, "tests/api/test_page.py", "-k", "every_setting", status=1)
    finally:
        page.write_text(whole, "utf-8")
