"""A circuit's own file as the editor opens and writes it: whole or not at all, and never over somebody else's work."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jeu_oie import disk
from jeu_oie.circuit import read
from jeu_oie.disk import MAX_FILE_BYTES, resolve_path

NOTHING = ""  # the mark of a file that is not there
UNREAD = "?"  # of one that cannot be read, or was not


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
    if len(data) > MAX_FILE_BYTES:
        raise NotText(path)
    try:
        return Opened(data.decode("utf-8"), mark_of(data))
    except UnicodeDecodeError:
        raise NotText(path) from None


def replace_file(path: Path, home: Path, data: bytes, mark: str, *, keep: bool = False) -> str:
    """Write ``data`` in the place of the file whose bytes are still those of ``mark``.

    ``home`` is where ``path`` led when it was taken in. With ``keep`` the file that goes is laid beside, under the
    name that is given back (else « »). A draft takes the file's place in one step, and only once it is on the disk.
    Mode and, where the system lets us, owner stay.

    Raises FileChanged, Elsewhere, OSError; then all is as it was.
    """
    if disk.is_link(path) or resolve_path(path) != home:
        raise Elsewhere(f"{path} is not {home}")
    former = read_unchanged(path, mark)
    if former is not None and not is_writable(path):
        read_unchanged(path, mark)  # it may have gone by now
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with disk.name_target(path), disk.draft_folder(path.parent) as place:
        draft = place / disk.NEXT
        disk.write_new(draft, data, disk.standing(path), durable=True)
        read_unchanged(path, mark)
        if former is None:
            return begin_file(draft, path)
        return change_places(draft, path, mark, mark_of(data), keep=keep)


def is_writable(path: Path) -> bool:
    """Whether a file may be written itself, and not only replaced, as whoever may write in its folder can do."""
    seen = disk.standing(path)
    return bool(seen and seen.st_mode & 0o222 and os.access(path, os.W_OK))


def read_unchanged(path: Path, mark: str) -> bytes | None:
    """What the file holds. Raises FileChanged where that is not what ``mark`` was made of."""
    now = content(path)
    if mark_of(now) != mark:
        raise FileChanged(mark_of(now))
    return now


def begin_file(draft: Path, path: Path) -> str:
    """Put ``draft`` where no file is yet. Raises FileChanged, OSError."""
    try:
        disk.move_new(draft, path)
    except FileExistsError:
        raise FileChanged(UNREAD) from None
    disk.settle(path.parent)
    return ""


# Our file and theirs change places. What comes out, under a name that no program knows, is then looked at: what is no
# longer the file that was opened goes back. It is looked at twice, the second time once the exchange is on the disk
# and nobody has it open for writing: who had opened it before may write late. A file that comes out and is neither
# the one that was opened nor ours as we wrote it is laid beside (``disk.draft_folder``), never removed.


def change_places(draft: Path, path: Path, mark: str, ours: str, *, keep: bool) -> str:
    """Put ``draft``, of mark ``ours``, in the place of the file of ``mark``. Raises FileChanged, OSError."""
    apart = draft.with_name(disk.apart_name(path))
    draft.replace(apart)
    try:
        disk.exchange(apart, path)
    except OSError as error:
        apart.replace(draft)
        if isinstance(error, FileNotFoundError):
            raise FileChanged(NOTHING) from None
        if isinstance(error, disk.CannotExchange):
            return look_again(draft, path, mark, keep=keep)
        raise
    try:
        return let_go(apart, path, mark, keep=keep)
    except (FileChanged, OSError):
        restore_theirs(apart, path, ours)
        raise


def let_go(apart: Path, path: Path, mark: str, *, keep: bool) -> str:
    """Remove what came out, or lay it beside, if it is the file of ``mark``. Raises FileChanged, OSError."""
    look_unchanged(apart, mark)
    disk.settle(path.parent)
    with disk.at_rest(apart) as rests:
        look_unchanged(apart, mark)
        if keep:
            return disk.lay_beside(apart, path).name
        if not rests:
            raise FileChanged(mark)
        apart.unlink()
    return ""


def look_unchanged(apart: Path, mark: str) -> None:
    """Raises FileChanged where what came out is not the file of ``mark``, nor any that can be read."""
    try:
        found = mark_of(disk.read(apart, links=False))
    except OSError:
        found = UNREAD
    if found != mark:
        raise FileChanged(found)


def restore_theirs(apart: Path, path: Path, ours: str) -> None:
    """Put what came out back. What comes out now is ours, as we wrote it, and goes; else it stays apart."""
    try:
        disk.exchange(apart, path)
    except FileNotFoundError:  # somebody took ours away
        with suppress(OSError):
            disk.move_new(apart, path)
    except OSError:
        return
    with suppress(OSError, FileChanged), disk.at_rest(apart) as rests:
        look_unchanged(apart, ours)
        if rests:
            apart.unlink()


def look_again(draft: Path, path: Path, mark: str, *, keep: bool) -> str:
    """The same where files cannot change places.

    Among us one after the other; what another program writes in the few microseconds between the look and the
    replacement is missed. Raises FileChanged, OSError.
    """
    apart, copy = draft.with_name(disk.apart_name(path)), None
    with disk.alone_in(path.parent):
        former = read_unchanged(path, mark)
        try:
            if keep and former is not None:
                disk.write_new(apart, former, disk.standing(path), durable=True)
                copy = disk.lay_beside(apart, path)
            read_unchanged(path, mark)
            draft.replace(path)
        except BaseException:
            for each in (apart, copy) if copy else (apart,):
                with suppress(OSError):
                    each.unlink(missing_ok=True)
            raise
    disk.settle(path.parent)
    return copy.name if copy else ""
