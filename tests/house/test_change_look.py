"""A new look of the board, made in a copy of the program: one file, and every sheet wears it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.house.changing import copy_tree, run, run_commands, touched

pytestmark = pytest.mark.slow

LOOK = "boards/fair.yaml"
STEP, SILENCE = "#0B5D3B", "#7A1F5C"
PRESET = f"""\
extends: classic
paper: A3 landscape
palette:
  step: "{STEP}"
  silence: "{SILENCE}"
"""
SMALL = "tests/kit/small.yaml"
COMMANDS = (
    f"diff {SMALL} after.yaml --board fair --out changes",
    f"build --only svg,html --board fair --out fair {SMALL}",
    f"build --only svg --board classic --out classic {SMALL}",
    *(f"odds --board {look} --json --play 60 {SMALL}" for look in ("fair", "classic")),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tree with the look."""
    made = copy_tree(tmp_path_factory.mktemp("look"))
    (made / LOOK).write_text(PRESET, "utf-8")
    assert touched(made) == [LOOK]
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def said(copy: Path) -> dict[str, str]:
    """What the commands say of it."""
    small = (copy / SMALL).read_text("utf-8")
    (copy / "after.yaml").write_text(small.replace("C’est noté", "C’est bien noté"), "utf-8")
    return {command: given for command, (given, _) in run_commands(copy, *COMMANDS).items()}


def read(copy: Path, out: str, name: str) -> str:
    (file,) = (copy / out).rglob(name)
    return file.read_text("utf-8")


def colourless(drawn: str) -> str:
    return re.sub("#[0-9A-Fa-f]{6}", "", drawn)


def colours_of(pdf: Path) -> set[str]:
    """Those of its pages, as a screen shows them."""
    pages = (page.render(scale=1).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf))
    return {f"#{r:02X}{g:02X}{b:02X}" for page in pages for _, (r, g, b) in page.getcolors(page.width * page.height)}


@pytest.mark.usefixtures("said")
def test_the_board_has_its_colours_on_its_track(copy):
    fair, classic = read(copy, "fair", "board.svg"), read(copy, "classic", "board.svg")
    assert {STEP, SILENCE} <= set(re.findall("#[0-9A-F]{6}", fair))
    assert not {STEP, SILENCE} & set(re.findall("#[0-9A-F]{6}", classic))
    assert colourless(fair) == colourless(classic)


@pytest.mark.usefixtures("said")
def test_the_page_and_the_cards_have_its_colours(copy):
    assert f"[data-kind=step]{{--band:{STEP};" in read(copy, "fair", "index.html")
    assert STEP in colours_of(copy / "changes" / "reprint.pdf")


def test_the_game_is_that_of_the_board_it_extends(said):
    fair, classic = (json.loads(said[f"odds --board {look} --json --play 60 {SMALL}"]) for look in ("fair", "classic"))
    assert fair["players"] == classic["players"]


def refused(copy: Path, look: str) -> str:
    return run(copy, "-m", "jeu_oie", "odds", "--board", look, SMALL, status=1).stderr


def test_a_name_that_is_no_look_is_told_those_that_are(copy):
    assert "classic, fair, saver" in refused(copy, "fare")


@pytest.mark.parametrize(
    "right, wrong, place", [(STEP, "#808080", "fair.yaml:4"), ("extends: classic", "track: square", "fair.yaml:1")]
)
def test_a_look_that_cannot_be_printed_is_refused(copy, right, wrong, place):
    (copy / LOOK).write_text(PRESET.replace(right, wrong), "utf-8")
    try:
        assert place in refused(copy, "fair")
    finally:
        (copy / LOOK).write_text(PRESET, "utf-8")
