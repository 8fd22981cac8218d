"""The example of ``new --example exemple/general``: nothing is known, all is asked, and it can be played."""

from datetime import date
from typing import Any

import pytest

from jeu_oie.circuit.falc import falc
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.preset import Preset
from tests.game.making import CIRCUITS, shipped
from tests.kit.conftest import briefly

EXAMPLE = CIRCUITS / "exemple" / "general.yaml"


def test_it_is_clean_and_of_no_topic():
    reading = read(EXAMPLE)
    assert (lint(reading, date(2026, 11, 28)), falc(reading)) == ((), ())
    assert shipped(EXAMPLE).topic is Topic.GENERAL


def test_nothing_is_stated_of_the_landlord_whom_nobody_knows_yet():
    circuit = shipped(EXAMPLE)
    assert all(step.missing for step in circuit.steps)
    lists: tuple[Any, ...] = (circuit.shortcuts, circuit.practices, circuit.setbacks, circuit.facts)
    assert lists == ((), (), (), ())
    assert all(problem.urgency is None and problem.charge is None for problem in circuit.problems)


def test_a_table_can_play_it_and_each_step_is_a_question():
    board = assemble(shipped(EXAMPLE), Preset())
    blanks = [square.item for square in board.squares if square.kind == "blank"]
    titles = [item.title for item in blanks if item is not None]
    assert len(titles) == len(shipped(EXAMPLE).steps) - 1  # the first is the start
    assert all(title.endswith("?") for title in titles)


@pytest.mark.slow
def test_its_kit_is_made_whole(tmp_path):
    """Its sheets to write on have tables of which a circuit may say nothing."""
    made = briefly("build", EXAMPLE, "--out", tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "exemple" / "general" / "print" / "more" / "worksheets.pdf").is_file()
