"""What the home knows of a circuit is read again where its files have changed, also while they were read."""

import asyncio
import os
import time

import pytest

from jeu_oie.circuit.read import read
from jeu_oie.cli.serve import services
from jeu_oie.game.preset import Preset
from jeu_oie.serve.circuits import FRESH_NS, OpenCircuit
from tests.serve.conftest import SMALL


def saved(path, text, when=None):
    path.write_text(text, "utf-8")
    if when is not None:
        os.utime(path, ns=(when, when))
    return path


def taken_in(reading):
    path = reading.files[0]
    return OpenCircuit("home/one", reading, services((path,), "classic", lambda _: Preset()), asyncio.Lock())


def test_what_was_saved_while_it_was_read_is_read_again(tmp_path):
    """An editor empties a file and then fills it: whoever reads between the two would show no circuit until a save."""
    file = saved(tmp_path / "one.yaml", "")
    reading = read(file)
    saved(file, SMALL)
    circuit = taken_in(reading)
    assert circuit.state.errors and not circuit.is_current()
    assert circuit.sources == (file,)
    assert circuit.current_state().title


@pytest.mark.parametrize("after", [-2 * FRESH_NS, 360 * FRESH_NS], ids=["long ago", "by a clock that is ahead"])
def test_what_nobody_saves_is_read_once(tmp_path, after):
    file = saved(tmp_path / "one.yaml", SMALL, time.time_ns() + after)
    circuit = taken_in(read(file))
    assert circuit.state.title and circuit.is_current()
    saved(file, SMALL)
    assert not circuit.is_current()
