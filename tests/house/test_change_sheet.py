"""A new printed sheet, made in a copy of the program: five files besides the catalogs, and it is everywhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.request import urlopen

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.house.source import ROOT

MOST = 5  # files that a sheet may take, besides the catalogs
PARTS = (
    "src",
    "templates",
    "circuits",
    "boards",
    "schemas",
    "tests",
    "README.md",
    "LISEZMOI.md",
    "docs",
    "pyproject.toml",
)
SEED = "tests/kit/small.yaml"
NEW_FILES = {
    "templates/print/reminder.html": """{% extends "print/base.html" %}
{% block title %}{{ t("reminder.title") }}{% endblock %}
{% block body %}
{{ parts.page_code() }}<h1>{{ t("reminder.title") }}</h1>
<ul>{% for title in titles %}<li>{{ title | printable }}</li>{% endfor %}</ul>
{% endblock %}
""",
    "src/jeu_oie/render/html/prints_reminder.py": '''"""The steps on one page (``print/reminder.pdf``)."""

from jeu_oie.render.html.sheet import Imprint, Sheet, sheet


def reminder_sheet(imprint: Imprint) -> Sheet:
    titles = tuple(step.title for step in imprint.board.circuit.steps if step.title)
    return sheet("print/reminder.html", imprint, titles=titles)
''',
}
EDITS = {
    "src/jeu_oie/kit/sheets.py": (
        (
            "from jeu_oie.render.html.prints_rules",
            "from jeu_oie.render.html.prints_reminder import reminder_sheet\nfrom jeu_oie.render.html.prints_rules",
        ),
        (
            '    Row("poster-hall"',
            '    Row("reminder", text(reminder_sheet), PERSON, line=14, evening=BOTH),\n    Row("poster-hall"',
        ),
    ),
    "README.md": (("| `kit.zip` |", "| `print/reminder.pdf` | every tenant: the steps on one page |\n| `kit.zip` |"),),
}
KEYS = {
    "table": {"reminder.title": "Pense-bête"},
    "studio": {"studio.file.reminder": "Le pense-bête"},
    "guide": {"guide.file.reminder": "Le pense-bête, à emporter"},
    "changes": {"changes.sheet.reminder": "le pense-bête"},
}


def touched(copy: Path, names: Iterable[str] = PARTS) -> set[str]:
    """The files of ``copy`` that are not as they are here, catalogs and what Python leaves apart."""
    found = (
        path for name in names for path in ((copy / name).rglob("*") if (copy / name).is_dir() else (copy / name,))
    )
    files = {path.relative_to(copy) for path in found if path.is_file() and path.suffix not in (".po", ".mo", ".pyc")}
    return {
        each.as_posix()
        for each in files
        if not (ROOT / each).is_file() or (ROOT / each).read_bytes() != (copy / each).read_bytes()
    }


def add_words(copy: Path) -> None:
    for language in ("fr", "en"):
        for domain, words in KEYS.items():
            file = copy / "src/jeu_oie/locale" / language / "LC_MESSAGES" / f"{domain}.po"
            added = "".join(f'\nmsgid "{key}"\nmsgstr "{said}"\n' for key, said in words.items())
            file.write_text(file.read_text("utf-8") + added, "utf-8")
            with file.open("rb") as po, file.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po, locale=language))


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The program with the sheet in it."""
    copy = tmp_path_factory.mktemp("changed") / "tree"
    copy.mkdir()
    for name in PARTS:
        kept = shutil.ignore_patterns("__pycache__")
        (
            shutil.copytree(ROOT / name, copy / name, ignore=kept)
            if (ROOT / name).is_dir()
            else shutil.copy(ROOT / name, copy)
        )
    assert touched(copy) == set()
    for name, text in NEW_FILES.items():
        (copy / name).write_text(text, "utf-8")
    for name, pairs in EDITS.items():
        text = (copy / name).read_text("utf-8")
        for before, after in pairs:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (copy / name).write_text(text, "utf-8")
    add_words(copy)
    return copy


@pytest.fixture(scope="module")
def run(changed):
    def run(*arguments, status=0):
        environment = {**os.environ, "PYTHONPATH": str(changed / "src"), "LANG": "fr_FR.UTF-8", "LC_ALL": ""}
        command = [sys.executable, *map(str, arguments)]
        made = subprocess.run(command, cwd=changed, env=environment, capture_output=True, text=True, check=False)
        assert made.returncode == status, made.stdout + made.stderr
        return made

    return run


@pytest.fixture(scope="module")
def kit(changed, run, tmp_path_factory):
    """The kit of the small circuit, and what the build said."""
    out = tmp_path_factory.mktemp("out")
    made = run("-m", "jeu_oie", "build", SEED, "--people", "30", "--out", out)
    return out / "kit" / "small", made.stderr.replace("\u00a0", " ")


def test_a_sheet_takes_five_files_at_most(changed):
    assert touched(changed) == {*NEW_FILES, *EDITS}
    assert len(touched(changed)) <= MOST


@pytest.mark.slow
def test_the_guards_find_nothing_missing(changed, run):
    guards = ("tests/kit/test_sheets.py", "tests/house/test_catalogs.py", "tests/kit/test_needs.py")
    run("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *guards, "-k", "not shipped_kits and not its_row")


@pytest.mark.slow
def test_the_guards_see_what_was_forgotten(changed, run):
    readme, before = changed / "README.md", (changed / "README.md").read_text("utf-8")
    readme.write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    try:
        guard = ("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/kit/test_sheets.py", "-k", "readme")
        made = run(*guard, status=1)
    finally:
        readme.write_text(before, "utf-8")
    assert "print/reminder.pdf" in made.stdout


@pytest.mark.slow
def test_it_is_in_the_kit_in_its_archive_and_among_its_sheets(kit):
    folder, _ = kit
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (folder / "print/reminder.pdf").read_bytes().startswith(b"%PDF")
    assert {"print/reminder.pdf"} <= manifest["files"].keys() and manifest["sheets"]["reminder"]
    assert "print/reminder.pdf" in zipfile.ZipFile(folder / "kit.zip").namelist()


@pytest.mark.slow
def test_it_is_counted_in_what_an_evening_needs(kit, run):
    """A copy for each of 30 people: as many sheets more as in a kit of the same pages without it."""
    folder, said = kit
    counted = re.search(r"Feuilles A4\D+(\d+)", said)
    assert counted, said
    pages = f"{{file.stem: page_count(file.read_bytes()) for file in Path({str(folder)!r}).glob('print/*.pdf')}}"
    told = run(
        "-c",
        "from pathlib import Path\n"
        "from jeu_oie.board.seating import seating\n"
        "from jeu_oie.kit.sheets import Evening, counted, needs\n"
        "from jeu_oie.render.pdf import page_count\n"
        "rows = [row for row in counted(Evening.CUT, large=False) if row.name != 'reminder']\n"
        f"print(needs(rows, {pages}, seating(30, 4), saver=False, large=False).sheets['A4'])",
    )
    assert int(counted[1]) == int(told.stdout) + 30


@pytest.mark.slow
def test_it_is_on_the_first_page_of_the_guide(kit):
    folder, _ = kit
    command = ["pdftotext", "-layout", "-l", "1", folder / "print/guide.pdf", "-"]
    first = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert re.search(r"reminder\.pdf +Le pense-bête, à emporter +A4 +.*30", first.replace("\u00a0", " "))


@pytest.mark.slow
def test_a_change_says_that_it_is_to_be_printed_again(changed, run, tmp_path):
    after = tmp_path / "after.yaml"
    after.write_text((changed / SEED).read_text("utf-8").replace("C’est noté", "C’est bien noté"), "utf-8")
    assert "le pense-bête" in run("-m", "jeu_oie", "diff", SEED, after).stdout


@pytest.mark.slow
def test_it_is_in_the_list_of_the_preview(changed):
    command = [sys.executable, "-m", "jeu_oie", "serve", SEED]
    environment = {**os.environ, "PYTHONPATH": str(changed / "src"), "LANG": "fr_FR.UTF-8", "LC_ALL": ""}
    with subprocess.Popen(command, cwd=changed, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            with urlopen(process.stdout.readline().strip(), timeout=60) as entered:
                page = entered.url
            with urlopen(f"{page}print/", timeout=60) as listed:
                said = listed.read().decode()
        finally:
            process.terminate()
    assert 'href="../print/reminder.pdf"' in said and "Le pense-bête" in said
