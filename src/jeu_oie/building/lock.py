"""One build at a time in an output folder."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jeu_oie import disk
from jeu_oie.building.standing import HIDDEN
from jeu_oie.kit.writing import refusals

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

AGAIN = 0.1  # s between two tries
BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def locked(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the output folder; call ``waiting`` once where another build holds it, then wait for its end.

    The lock is the system's: it ends with the processes that hold it, however they end; forked ones hold it too.
    Raises OutputRefused where the folder cannot be written to.
    """
    with refusals(folder):
        file = opened(folder)
    try:
        told = False
        while not take(file):
            if not told:
                waiting()
                told = True
            time.sleep(AGAIN)
        yield
    finally:
        os.close(file)


def opened(folder: Path) -> int:
    """The lock's file. Raises OSError, which names no file: ``folder`` is what the user knows."""
    try:
        disk.make_folder(folder / HIDDEN, folder)
        return disk.lock_file(folder / HIDDEN / "lock")
    except OSError as error:
        raise OSError(error.errno, error.strerror) from error


def take(file: int) -> bool:
    """Whether the lock is ours. A disk that knows no locks gives it to all: nothing better can be had there."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in BUSY
    return True
