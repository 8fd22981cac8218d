"""What a small circuit becomes, kept whole: a change of any output shows, line by line, in the review."""

from functools import cache
from pathlib import Path

import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset

pytestmark = pytest.mark.usefixtures("many_games")
SMALL = Path(__file__).with_name("small.yaml")
# PDFs depend on the machine's Pango: tests/render looks at what they hold instead.
LIGHT = kit.Options(only=frozenset({"svg", "html"}))


@cache
def made(**preset):
    plan, _ = kit.plan_reading(read(SMALL), Preset.model_validate(preset))
    assert plan is not None
    return kit.make(plan, LIGHT, "source").files


@pytest.mark.parametrize("name", ["board.svg", "index.html", "manifest.json"])
def test_the_kit_of_a_small_circuit(golden, name):
    golden(f"small/{name}", made(squares="24")[name].decode())


def test_the_black_and_white_board(golden):
    golden("small-saver/board.svg", made(ink="saver")["board.svg"].decode())


def test_the_guard_sees_a_change(golden, request):
    if not request.config.getoption("--update-golden"):
        with pytest.raises(AssertionError, match="changed"):
            golden("small/board.svg", made(squares="24")["board.svg"].decode() + " ")
