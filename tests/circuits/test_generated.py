"""Generated circuits are accepted, and hold all that the format has; of each the kit is made, and only shows them.

What is made in a process that is watched, of 500 of them: tests/hostile/test_generated.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from jeu_oie import kit
from jeu_oie.builder.find import examine
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.read import read
from jeu_oie.errors import Severity
from jeu_oie.game.preset import Preset
from tests.chosen import chosen
from tests.circuits.generated import Generated, lay_out
from tests.hostile.families import ADDRESS
from tests.hostile.visiting import REACH, beside, visited

MANY, SHARE = range(24), 0.9
FEW = (2, 4)  # short ones: of all, what is made is looked at in tests/hostile/test_generated
TODAY = date(2026, 11, 30)


def keys_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys_in(value)
    elif isinstance(data, list):
        for each in data:
            yield from keys_in(each)


def test_each_key_of_the_format_is_written():
    found = {key for number in MANY for key in keys_in(Generated(number).files())}
    assert {each.name for each in DECLARED} - found == set()


def test_the_same_number_gives_the_same_circuit():
    assert json.dumps(Generated(7).files()) == json.dumps(Generated(7).files())
    assert json.dumps(Generated(7).files()) != json.dumps(Generated(8).files())


def test_hardly_one_is_refused(tmp_path):
    """Only by a board that has no room for so much danger: as files they are all accepted."""
    readings = {number: read(lay_out(tmp_path, number)) for number in MANY}
    refused = {number: each.problems for number, each in readings.items() if each.circuit is None}
    assert len(refused) <= len(MANY) * (1 - SHARE), refused


@pytest.mark.browser
@pytest.mark.parametrize("number", chosen(FEW, [2]))
def test_its_board_and_its_page_only_show_it(browser, number, tmp_path):
    made, problems = examine(read(lay_out(tmp_path, number)), Preset(), TODAY, f"{ADDRESS}/")
    assert made is not None, [each for each in problems if each.severity is Severity.ERROR]
    files = kit.make(made, kit.Options(only=frozenset({"svg", "html"})), "x").files
    folder = tmp_path / "kit"
    kit.write(kit.KitFiles(files), folder)
    for name in ("index.html", "board.svg"):
        with visited(browser, (folder / name).as_uri()) as visit:
            if name.endswith(".html"):
                visit.page.evaluate(REACH)
            assert visit.faults(beside(folder)) == [], name
