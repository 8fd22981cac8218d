"""A new printed sheet, made in a copy of the program: three files besides the catalogs, and it is everywhere."""

import json
import subprocess
import sys
import zipfile

import pytest

from jeu_oie.messages import LANGUAGES
from tests.house.changing import add_sentences, copy_tree, edit, run, run_commands, run_guards, surroundings, touched
from tests.house.source import ROOT
from tests.serve.conftest import come_in

SEED = "tests/kit/small.yaml"
MODULE, TEMPLATE = "src/jeu_oie/print/content/reminder.py", "templates/print/reminder.typ"
NEW_FILES = {
    TEMPLATE: """// The steps on one page.
#import "lib.typ": *
#let data = json("content.json")
#show: flowing.with(data)
#beside-code(data, say(data.title, size: 24pt, level: 1))
#bullets(data.steps)
""",
    MODULE: '''"""The steps on one page (``print/hall/reminder.pdf``)."""

from dataclasses import dataclass

from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    frame: Frame
    title: str
    steps: tuple[str, ...]


def reminder(board: Board, dossier: Dossier, t: Catalog, page: str | None) -> Reminder:
    title = t("reminder.title")
    titles = tuple(step.title for step in board.circuit.steps if step.title)
    return Reminder(frame=frame_of(dossier, t, page, title), title=title, steps=titles)
''',
}
SHEETS, PAGE = "src/jeu_oie/kit/sheets.py", "docs/commands.en.md"
EDITS = (
    (
        SHEETS,
        "from jeu_oie.print.look",
        "from jeu_oie.print.content.reminder import reminder\nfrom jeu_oie.print.look",
    ),
    (
        SHEETS,
        '    typeset_row("hall/poster"',
        '    typeset_row("hall/reminder", "reminder", of_board(reminder), PERSON),\n    typeset_row("hall/poster"',
    ),
    (PAGE, "| `kit.zip` |", "| `print/hall/reminder.pdf` | every tenant: the steps on one page |\n| `kit.zip` |"),
)
# Tests that see nothing of it: what every kit holds is built, the sheet has no language, in large print it is the same.
BLIND = ("its_row", "language_that_is_asked_for", "large", "guard")
KEYS = {
    "reminder.title": "Pense-bête",
    "studio.file.hall/reminder": "Le pense-bête",
    "changes.sheet.hall/reminder": "le pense-bête",
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The program with the sheet in it."""
    copy = copy_tree(tmp_path_factory.mktemp("changed"))
    for name, text in NEW_FILES.items():
        (copy / name).write_text(text, "utf-8")
    edit(copy, EDITS)
    add_sentences(copy, dict.fromkeys(LANGUAGES, KEYS))
    return copy


@pytest.fixture(scope="module")
def kit(changed, tmp_path_factory):
    """The kit of the small circuit, on paper: neither board nor page knows of a sheet."""
    out = tmp_path_factory.mktemp("out")
    run_commands(changed, f"build {SEED} --only pdf --out {out}")
    return out / "kit" / "small"


def test_three_files_hold_it_and_a_line_of_docs_is_demanded(changed):
    assert touched(changed) == [PAGE, SHEETS, MODULE, TEMPLATE]


@pytest.mark.slow
def test_the_guards_find_nothing_missing(changed):
    guards = ("tests/kit/test_sheets.py", "tests/house/test_catalogs.py", "tests/kit/test_needs.py")
    run_guards(changed, *guards, "-k", f"not {' and not '.join(BLIND)}")


@pytest.mark.slow
def test_the_guards_see_what_was_forgotten(changed):
    page, before = changed / PAGE, (changed / PAGE).read_text("utf-8")
    page.write_text((ROOT / PAGE).read_text("utf-8"), "utf-8")
    try:
        told = run_guards(changed, "tests/kit/test_sheets.py", "-k", "table_of_files", status=1)
    finally:
        page.write_text(before, "utf-8")
    assert "print/hall/reminder.pdf" in told


@pytest.mark.slow
def test_it_is_in_the_kit_in_its_archive_and_among_its_sheets(kit):
    folder = kit
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (folder / "print/hall/reminder.pdf").read_bytes().startswith(b"%PDF")
    assert {"print/hall/reminder.pdf"} <= manifest["files"].keys() and manifest["sheets"]["hall/reminder"]
    assert "hall/reminder.pdf" in zipfile.ZipFile(folder / "kit.zip").namelist()


@pytest.mark.slow
def test_a_change_says_that_it_is_to_be_printed_again(changed, tmp_path):
    after = tmp_path / "after.yaml"
    after.write_text((changed / SEED).read_text("utf-8").replace("C’est noté", "C’est bien noté"), "utf-8")
    assert "le pense-bête" in run(changed, "-m", "jeu_oie", "diff", SEED, after).stdout


@pytest.mark.slow
def test_it_is_in_the_list_of_the_preview(changed):
    command = [sys.executable, "-m", "jeu_oie", "serve", SEED]
    with subprocess.Popen(
        command, cwd=changed, env=surroundings(changed), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            browser, home, _ = come_in(process.stdout.readline().strip())
            with browser.open(f"{home}c/kit/small/print/", timeout=60) as listed:
                said = listed.read().decode()
        finally:
            process.terminate()
    assert 'href="../print/hall/reminder.pdf"' in said and "Le pense-bête" in said
