"""Tests draw nothing by chance: « script/test » is green or red for the change, not for the day."""

import ast
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.house.source import ROOT

OWN = ("random.Random", "numpy.random.default_rng")
"""Dice that are thrown the same way each time where they are given a seed."""
DICE = ("random", "numpy.random", "secrets", "uuid.uuid4", "os.urandom")


def thrown(text: str) -> Iterator[str]:
    """Calls of what differs each time, by the names under which it was imported."""
    if not any(each.rpartition(".")[2] in text for each in DICE):
        return
    tree = ast.parse(text)
    known = {"np": "numpy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not any(isinstance(each, ast.Call) for each in ast.walk(node.func)):
            first, dot, rest = ast.unparse(node.func).partition(".")
            full = f"{known.get(first, '')}{dot}{rest}"
            if any(full == each or full.startswith(f"{each}.") for each in DICE) and not (full in OWN and node.args):
                yield f"{node.lineno}: {full}"


@pytest.mark.parametrize(
    "planted",
    [
        "import random\nrandom.random()",
        "from random import Random\ndice = Random()",
        "from random import shuffle\nshuffle([])",
        "from numpy.random import default_rng\ndefault_rng()",
        "import secrets\nsecrets.token_hex()",
        "import uuid\nuuid.uuid4()",
        "import os\nos.urandom(3)",
    ],
)
def test_the_guard_sees_dice_without_a_seed(planted):
    assert list(thrown(planted))


def test_the_guard_lets_dice_with_a_seed_be():
    assert not list(thrown("from random import Random\nrandom = Random(6)\nrandom.choice('ab')"))


def test_no_test_throws_dice_without_a_seed():
    files = sorted((ROOT / "tests").rglob("*.py"))
    found = {str(file.relative_to(ROOT)): list(thrown(file.read_text("utf-8"))) for file in files}
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_examples_are_the_same_each_time_unless_asked_otherwise():
    """« script/test --all » asks: tests/setup/test_scripts.py."""
    assert settings.get_profile("fixed").derandomize
    explores = settings.get_profile("explore")
    assert not explores.derandomize and explores.print_blob
