"""The handbook's own circuit as it stands in docs, and what the program says of a changed one."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jeu_oie.api.check import Checked, find_problems
from jeu_oie.builder.presets import preset_named
from jeu_oie.builder.project import ProjectSettings, find_strays
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.read import load
from jeu_oie.cli.verify import find_faults
from jeu_oie.errors import InvalidInput, Problem
from jeu_oie.game.preset import Preset
from jeu_oie.messages import LANGUAGES
from script.handbook.examples import BOARD, FILES, PROJECT, Example
from tests.house.source import ROOT

DOCS = ROOT / "docs"
TODAY = date(2026, 4, 1)
EXAMPLES: Mapping[str, Example] = {
    language: Example({name: (DOCS / "format" / language / name).read_text("utf-8") for name in FILES})
    for language in LANGUAGES
}
HOMES = ("office-exemple", "example-housing")  # folders of circuits, as the project file names them


def codes_of(example: Example) -> set[str]:
    """What is to be mended in the circuit, the project and the board, what is hard to read among it."""
    return {problem.code for problem in problems_of(example) if problem.stated}


def problems_of(example: Example) -> Iterator[Problem]:
    """The same, with what nobody has found and what ``verify`` says; what only drawing and printing show comes last."""
    reading, preset = example.reading, Preset()
    settings, problems = load(example.texts[PROJECT].encode(), PROJECT, ProjectSettings)
    yield from problems
    yield from strays_of(example.texts[PROJECT], settings) if settings else ()
    try:
        preset = preset_of(example.texts[BOARD])
    except InvalidInput as error:
        yield from error.problems
    yield from (*reading.problems, *lint(reading, TODAY))
    yield from Checked(reading, ()).missing
    yield from find_faults(reading) if reading.circuit else ()
    yield from find_problems(reading, preset, TODAY, falc=True, sheets=True)


@cache
def preset_of(board: str) -> Preset:
    """Raises InvalidInput."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / BOARD
        file.write_text(board, "utf-8")
        return preset_named(str(file))


def strays_of(text: str, settings: ProjectSettings) -> tuple[Problem, ...]:
    """Landlords of whom the project file speaks, and whose circuits lie in no folder."""
    with TemporaryDirectory() as folder:
        for home in HOMES:
            (Path(folder) / home).mkdir()
            (Path(folder) / home / "circuit.yaml").touch()
        return tuple(find_strays(text, Path(folder) / PROJECT, [*settings.landlords]))
