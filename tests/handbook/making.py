"""The handbook's own circuit as it stands in docs, and what the program says of a changed one."""

from collections.abc import Mapping
from datetime import date

from jeu_oie.api.check import find_problems
from jeu_oie.builder.project import ProjectSettings
from jeu_oie.circuit.read import load
from jeu_oie.game.preset import Preset
from jeu_oie.messages import LANGUAGES
from script.handbook.examples import FILES, PROJECT, Example
from tests.house.source import ROOT

DOCS = ROOT / "docs"
TODAY = date(2026, 4, 1)
EXAMPLES: Mapping[str, Example] = {
    language: Example({name: (DOCS / "format" / language / name).read_text("utf-8") for name in FILES})
    for language in LANGUAGES
}


def codes_of(example: Example) -> set[str]:
    """Every problem of the circuit and of the project file, what is hard to read among them."""
    _, settings = load(example.texts[PROJECT].encode(), PROJECT, ProjectSettings)
    found = find_problems(example.reading, Preset(), TODAY, falc=True, sheets=True)
    return {problem.code for problem in (*found, *settings)}
