"""Who asks a build to end is obeyed within a second or two, whatever is at work."""

import gc
import os
import signal
import threading
import time
from contextlib import suppress

import pytest

from jeu_oie.builder.pool import obeying
from jeu_oie.kit import writing

PATIENCE = 60.0  # s: a machine may be busy


def ask(number, seconds=0.05):
    """Have ``number`` sent to this process in a moment."""
    threading.Timer(seconds, os.kill, (os.getpid(), number)).start()


def work():
    """What a long document is to the processor."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        sum(range(1_000))
    pytest.fail("not obeyed")


class Called:
    """A library that calls us back: what is raised there is lost, as in a destructor."""

    def __del__(self):
        work()


def deaf():
    """The first word is swallowed, as by a callback from C."""
    with suppress(KeyboardInterrupt):
        work()
    work()


def lost():
    Called()
    gc.collect()
    work()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("doing", [work, deaf, lost], ids=lambda doing: doing.__name__)
def test_it_is_said_again_until_it_is_heard(heard, number, doing):
    ask(number)
    with pytest.raises(KeyboardInterrupt), obeying(KeyboardInterrupt, signal.SIGINT, signal.SIGTERM):
        doing()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.slow
def test_what_is_cleaned_up_on_the_way_is_not_disturbed():
    cleaned = []

    def clean():
        try:
            work()
        finally:
            begun = time.monotonic()
            while time.monotonic() - begun < 1.3:  # longer than it takes to be told again
                sum(range(1_000))
            cleaned.append(True)

    ask(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), obeying(KeyboardInterrupt, signal.SIGTERM):
        clean()
    assert cleaned


def test_files_that_are_moved_are_moved_to_the_last():
    moved = []

    def move():
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)  # swallowed: it will be said again in the middle of the moves
        with writing.defer_interrupts():
            time.sleep(0.7)
            moved.append(True)
        work()

    with pytest.raises(KeyboardInterrupt), obeying(KeyboardInterrupt, signal.SIGTERM):
        move()
    assert moved
