"""A circuit's own file as the editor opens and writes it: whole or not at all, and never over somebody else's work."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jeu_oie import disk
from jeu_oie.circuit import read
from jeu_oie.disk import LARGEST, resolve_path

NOTHING = ""  # the mark of a file that is not there


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's text to the letter (byte order mark and ends of lines are in it), and the hash of its bytes."""

    text: str
    mark: str


class NotText(ValueError):
    """A file that holds no text in UTF-8, or more than the reader takes."""


class FileChanged(Exception):
    """The file is no longer the one that was opened; ``mark`` is what it is now."""

    def __init__(self, mark: str) -> None:
        super().__init__(mark)
        self.mark = mark


class Elsewhere(OSError):
    """The name has become a link, or its folder another one: what would be written lies somewhere else."""


def legible(name: str) -> str:
    """A file's name that can be sent: on Linux any bytes are one, whatever letters they make."""
    return name.encode("utf-8", "replace").decode("utf-8")


def content(path: Path) -> bytes | None:
    """The bytes of a file, one more than the reader takes at most; None: no such file. Raises OSError."""
    try:
        return read.content(path)
    except FileNotFoundError:
        return None


def mark_of(data: bytes | None) -> str:
    return NOTHING if data is None else disk.digest(data)


def open_file(path: Path) -> Opened | None:
    """The file at ``path``, None where there is none. Raises OSError, NotText."""
    data = content(path)
    if data is None:
        return None
    if len(data) > LARGEST:
        raise NotText(path)
    try:
        return Opened(data.decode("utf-8"), mark_of(data))
    except UnicodeDecodeError:
        raise NotText(path) from None


def replace_file(path: Path, home: Path, data: bytes, mark: str, *, keep: bool = False) -> str:
    """Write ``data`` in the place of the file whose bytes are still those of ``mark``.

    ``home`` is where ``path`` led when it was taken in. With ``keep`` the file that goes is laid beside first, under
    the name that is given back (else « »). A draft beside takes the file's place in one step, and only once it is on
    the disk; the file is looked at again right before. What another program writes in the few microseconds between
    is all that can be missed. Mode and, where the system lets us, owner stay.

    Raises FileChanged, Elsewhere, OSError; then all is as it was.
    """
    if disk.is_link(path) or resolve_path(path) != home:
        raise Elsewhere(f"{path} is not {home}")
    former = read_unchanged(path, mark)
    # A file that may be replaced by whoever may write in its folder, and yet is not to be written, is left alone.
    if former is not None and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    copy: Path | None = None
    try:
        with disk.replace_file(path) as file:
            file.write(data)
            disk.sync(file)
            copy = beside(path, former) if keep and former is not None else None
            read_unchanged(path, mark)
    except BaseException:
        if copy:
            with suppress(OSError):
                copy.unlink(missing_ok=True)
        raise
    disk.settle(path.parent)
    return copy.name if copy else ""


def read_unchanged(path: Path, mark: str) -> bytes | None:
    """What the file holds. Raises FileChanged where that is not what ``mark`` was made of."""
    now = content(path)
    if mark_of(now) != mark:
        raise FileChanged(mark_of(now))
    return now


def beside(path: Path, data: bytes) -> Path:
    """``data`` under a free name next to ``path``, « repairs.yaml.1.txt »: no circuit, and any program opens it."""
    rank = 1
    while True:
        copy = path.with_name(f"{path.name}.{rank}.txt")
        try:
            disk.write_new(copy, data, durable=True)
        except FileExistsError:
            rank += 1
        else:
            return copy
