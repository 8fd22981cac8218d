"""What the home knows of a circuit is read again where its files have changed, also while they were read."""

import os
import time

from jeu_oie.circuit.read import read
from jeu_oie.serve.overview import FRESH, Known
from tests.serve.conftest import SMALL

LONG_AGO = time.time_ns() - 2 * FRESH


def saved(path, text, when=None):
    path.write_text(text, "utf-8")
    if when is not None:
        os.utime(path, ns=(when, when))
    return path


def test_what_was_saved_while_it_was_read_is_read_again(tmp_path):
    """An editor empties a file and then fills it: whoever reads between the two would show no circuit until a save."""
    file, known = saved(tmp_path / "one.yaml", ""), Known()
    reading = read(file)
    saved(file, SMALL)
    assert known.learn(reading).errors
    assert known.current(file) is None
    assert list(known.sources(file)) == [file]


def test_what_nobody_saves_is_read_once(tmp_path):
    file, known = saved(tmp_path / "one.yaml", SMALL, LONG_AGO), Known()
    made = known.learn(read(file))
    assert made.title and known.current(file) == made
    saved(file, SMALL)
    assert known.current(file) is None


def test_a_clock_that_is_ahead_makes_nobody_read_all_the_time(tmp_path):
    file, known = saved(tmp_path / "one.yaml", SMALL, time.time_ns() + FRESH), Known()
    made = known.learn(read(file))
    assert known.current(file) == made
