"""A new kind of square, made for real in a copy: a broken lift, at which a pawn loses turns. Three files hold it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.changing import add_sentences, copy_tree, edit, run, run_commands, run_guards, touched
from tests.house.source import ROOT

pytestmark = pytest.mark.slow

CODES, TRAPS = "src/jeu_oie/circuit/kinds.py", "src/jeu_oie/game/kinds/traps.py"
LOOK, SCHEMA = "templates/pictograms/lift.svg", "schemas/{}.schema.json"
SCHEMAS = ("circuit", "common")
PRINTED = ("templates/print/icons/lift.svg", "templates/print/icons-black/lift.svg")
BAND = "#8A1C6B"
TURNS = 3
ENTRY = f"""
LIFT = KindSpec(
    kind=Kind.LIFT,
    band="{BAND}",
    share=0.13,
    pattern=Pattern(5, 5, '<path d="M1 1h3v3h-3z"/>'),
    pictogram="lift",
    legend=11,
    group=Group.SETBACK,
    landing=lose_turns,
    line=same_line("line.lift"),
)

TRAPS = (WAIT, SILENCE, BLOCKED, CLOSED, BACK, LIFT)
"""
PICTOGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
    '<path fill="#FFFFFF" stroke="#20223F" stroke-width="2.4" d="M10 4H38V44H10ZM24 4V44"/></svg>'
)
EDITS = (
    (CODES, '    CLOSED = "closed"\n    BACK', '    CLOSED = "closed"\n    LIFT = "lift"\n    BACK'),
    (CODES, "Kind.CLOSED: 2}", f"Kind.CLOSED: 2, Kind.LIFT: {TURNS}}}"),
    (CODES, '    BLOCKED = "blocked"\n    BACK', '    LIFT = "lift"\n    BLOCKED = "blocked"\n    BACK'),
    (TRAPS, "\nTRAPS = (WAIT, SILENCE, BLOCKED, CLOSED, BACK)\n", ENTRY),
)
SENTENCES = {
    "fr": {
        "kind.lift": "Panne",
        "legend.lift": "montez à pied",
        "line.lift": "Montrez une preuve, ou montez à pied : 3 tours.",
        "print.back.lift": "une preuve, ou 3 tours",
    },
    "en": {
        "kind.lift": "Breakdown",
        "legend.lift": "take the stairs",
        "line.lift": "Show a proof, or take the stairs: 3 turns.",
        "print.back.lift": "a proof, or 3 turns",
    },
}
CIRCUIT = """
format: 1
title: Réclamation
topic: repairs
landlord:
  name: Bailleur
language: {language}
version: "1"
status: draft
steps:
  - id: signaler
    title: Signaler
  - id: visite
    title: Visite
  - id: travaux
    title: Travaux
setbacks:
  - id: ascenseur
    title: Ascenseur en panne
    at: visite
    kind: {kind}
"""


LIFT, WAIT, ENGLISH = "lift-fr/essai.yaml", "wait-fr/essai.yaml", "lift-en/essai.yaml"
ODDS, DIFF = f"odds --json --play 60 {LIFT} {WAIT}", f"diff {WAIT} {LIFT}"
COMMANDS = (
    f"check {LIFT}",
    f"build {LIFT} --out colour",
    f"build {LIFT} --out saver --board saver --only svg",
    f"build {ENGLISH} --out english --only svg,html",
    f"export {LIFT} --csv made.csv",
    "editor made.html",
    ODDS,
    DIFF,
)


def write_circuit(copy: Path, name: str) -> None:
    kind, language = name.split("/")[0].split("-")
    (copy / name).parent.mkdir()
    (copy / name).write_text(CIRCUIT.format(kind=kind, language=language), "utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree with a lift."""
    made = copy_tree(tmp_path_factory.mktemp("kind"))
    edit(made, EDITS)
    (made / LOOK).write_text(PICTOGRAM, "utf-8")
    add_sentences(made, SENTENCES)
    for file in SCHEMAS:
        told = f"from jeu_oie.circuit.schema import text; print(text({file!r}), end='')"
        (made / SCHEMA.format(file)).write_text(run(made, "-c", told).stdout, "utf-8")
    run(made, "-m", "script.assets.icons")
    return made


@pytest.fixture(scope="module")
def said(copy: Path) -> dict[str, tuple[str, str]]:
    """What the commands say of circuits that have one; what they make stands in the copy."""
    for name in (LIFT, WAIT, ENGLISH):
        write_circuit(copy, name)
    return run_commands(copy, *COMMANDS)


def text_of(copy: Path, name: str) -> str:
    file = copy / "colour" / "lift-fr" / "essai" / "print" / name
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def test_three_files_hold_it_besides_what_the_program_writes(copy):
    assert touched(copy) == sorted({CODES, TRAPS, LOOK, *map(SCHEMA.format, SCHEMAS), *PRINTED})


def test_the_count_sees_a_file_that_is_touched(copy, tmp_path):
    (tmp_path / "src").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert touched(tmp_path) == []
    (tmp_path / "src" / "new.py").write_text("", "utf-8")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    assert touched(tmp_path) == ["pyproject.toml", "src/new.py"]


def test_a_circuit_with_a_lift_is_right(said):
    assert "erreur" not in said[f"check {LIFT}"][1]


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("folder, language", [("colour", "fr"), ("english", "en")])
def test_the_board_has_the_square(copy, folder, language):
    drawn = (copy / folder / f"lift-{language}" / "essai" / "board.svg").read_text("utf-8")
    square = drawn[drawn.index('data-kind="lift"') :]
    square = square[: square.index("</g>")]
    assert BAND in square
    assert 'href="#i-lift"' in square
    assert f">{SENTENCES[language]['kind.lift']}<" in square


@pytest.mark.usefixtures("said")
def test_without_colour_it_has_its_pattern(copy):
    drawn = (copy / "saver" / "lift-fr" / "essai-saver" / "board.svg").read_text("utf-8")
    assert 'id="pattern-lift-' in drawn
    assert BAND not in drawn


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("folder, language", [("colour", "fr"), ("english", "en")])
def test_the_page_has_its_card(copy, folder, language):
    page = (copy / folder / f"lift-{language}" / "essai" / "index.html").read_text("utf-8")
    assert f"[data-kind=lift]{{--band:{BAND};" in page
    page = page.replace("\u00a0", " ")
    (card,) = re.findall(r'<article id="carte-\d+" data-kind="lift".*?</article>', page, re.DOTALL)
    assert "Ascenseur en panne" in card
    assert SENTENCES[language]["line.lift"] not in card, "the game stands on the board and in its rules"
    assert f'<li data-kind="lift" class="i-lift">{SENTENCES[language]["kind.lift"]}' in page


@pytest.mark.usefixtures("said")
def test_print_tells_it_and_its_rule(copy):
    sentences = SENTENCES["fr"]
    assert sentences["line.lift"] in text_of(copy, "2-table.pdf")
    assert sentences["line.lift"] in text_of(copy, "more/all-cards.pdf")


def test_it_makes_the_game_longer(said):
    lift, wait = (each["players"]["random"]["lost"]["value"] for each in json.loads(said[ODDS][0]))
    assert lift > wait + 0.1


def test_a_difference_says_its_name(said):
    assert SENTENCES["fr"]["kind.lift"].lower() in said[DIFF][0].lower().replace("ascenseur en panne", "")


@pytest.mark.usefixtures("said")
def test_tables_and_the_form_know_it(copy):
    assert "Ascenseur en panne" in (copy / "made.csv").read_text("utf-8")
    form = (copy / "made.html").read_text("utf-8")
    assert f'"{SENTENCES["fr"]["kind.lift"]}"' in form
    assert ".k-lift,.item[data-kind=lift]" in form


def test_no_guard_finds_it_wanting(copy):
    run_guards(copy, "tests/house/test_kinds.py", "tests/circuit/test_schema.py::test_the_published_schema_is_current")
