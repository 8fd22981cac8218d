"""Opening a file that is somebody else's: a regular file or nothing, and no more of it than is asked for.

Every file that a user names, or that lies where a user's files lie, comes through here: a pipe would keep the
program waiting for ever, a device would never end. A link is followed, as any program does with what it is told to
open; where a circuit may name a file, its reader looks first where the link leads (``circuit.reader.disk``). What
lies there without having been named (a record, a template of a folder) is opened without following any.
"""

import os
import stat
from pathlib import Path

LARGEST = 4_000_000  # bytes: a circuit holds about 50 000, a workbook of one 30 000
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none, nor what follows but the last, which it alone has
LOOK = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class NotAFile(OSError):
    """A folder, a pipe, a device, a socket, or a link that is not followed, stands where a file should."""


def read(path: Path, most: int = LARGEST, *, links: bool = True) -> bytes:
    """The bytes of a regular file, one more than ``most`` at most: who calls tells that it is too large.

    ``links``: whether one is followed. Raises OSError: FileNotFoundError, NotAFile, whatever the system says.
    """
    regular(path, path.stat(follow_symlinks=links).st_mode)  # to open a device may already do something
    with os.fdopen(os.open(path, LOOK if links else LOOK | NO_LINK), "rb") as file:
        regular(path, os.fstat(file.fileno()).st_mode)  # what stood there a moment ago may have been replaced
        return file.read(most + 1)


def regular(path: Path, mode: int) -> None:
    """Raises NotAFile."""
    if not stat.S_ISREG(mode):
        raise NotAFile(path)
