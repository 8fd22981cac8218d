"""Pairs of wrong YAML and expected problems: the first lines of each file in wrong/ say « #! line:column code »."""

import re
from pathlib import Path

import pytest

from jeu_oie.circuit.read import read_text

WRONG = sorted((Path(__file__).parent / "wrong").glob("*.yaml"))
EXPECTED = re.compile(r"#! (\d+:\d+ [a-z0-9-]+)")


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_a_wrong_file_has_the_expected_problems_in_line_order(file):
    text = file.read_bytes()
    expected = EXPECTED.findall(text.decode("utf-8"))
    assert expected
    reading = read_text(text, file.name, lambda _: None)
    found = [f"{p.place.line}:{p.place.column} {p.code}" for p in reading.problems]
    assert found == expected
    assert reading.circuit is None
