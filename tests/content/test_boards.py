"""docs/reports/boards.md says of each shipped board what the odds say of it."""

import pytest

from bench.figures import PAGE, line_of
from jeu_oie.game.assembly import assemble
from jeu_oie.game.preset import Preset
from tests.game.making import SHIPPED, shipped
from tests.house.source import ROOT

ROWS = [line for line in (ROOT / PAGE).read_text("utf-8").splitlines() if line.startswith("| `")]


def test_each_circuit_has_its_line():
    made = ((path, len(assemble(shipped(path), Preset()).squares)) for path in SHIPPED)
    expected = [[f"`{path.parent.name}/{path.stem}`", str(squares)] for path, squares in made]
    assert [line.split(" | ")[:2] for line in (row.removeprefix("| ") for row in ROWS)] == expected


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED[::6], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_line_is_what_the_odds_say(path):
    """Of some: they play some ten thousand games each. ``script/figures`` writes all."""
    assert line_of(path) in ROWS
