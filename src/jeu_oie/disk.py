"""The only place that opens files of others and writes any: regular, whole or not at all, never through a link."""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO
from urllib.parse import quote

from jeu_oie.errors import OutputRefused, Refusal

# --- Opening a file that is somebody else's: a regular file or nothing, and no more of it than is asked for
#
# Every file that a user names, or that lies where a user's files lie, comes through here: a pipe would keep the
# program waiting for ever, a device would never end. A link is followed, as any program does with what it is told
# to open; where a circuit may name a file, its reader looks first where the link leads (``circuit.reader.disk``).
# What lies there without having been named (a record, a template of a folder) is opened without following any.

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


def is_folder(path: Path) -> bool:
    """Whether a folder stands at ``path``; not where nobody lets us look, which opening it tells."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def list_closed(root: Path) -> list[Path]:
    """The folders from ``root`` down that nobody lets us look into, hidden ones apart."""
    found: list[Path] = []
    for _, folders, _ in os.walk(root, onerror=lambda error: found.append(Path(error.filename))):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
    return found


# --- The only place that writes files: whole or not at all, and never through a link that somebody laid there
#
# A draft stands beside its place under a name that nobody can compute, in a file that is made for it (``O_EXCL``),
# and is then moved. What fails is told of the file that was meant, never of its draft.

DRAFT = re.compile(r"\.jeu-oie-[0-9a-f]{32}\.draft")
BINARY = getattr(os, "O_BINARY", 0)  # Windows alone has it
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | BINARY
PERMISSIONS = 0o777  # no file of ours runs as somebody else

# Size (bytes), time of the last change of its bytes and of its entry (ns): another tells that a file is another.
Stamp = tuple[int, int, int]


def draft_of(target: Path) -> Path:
    """Where ``target`` is written first, another name each time; ``DRAFT`` tells it from what is not ours."""
    return target.with_name(f".jeu-oie-{secrets.token_hex(16)}.draft")


@contextmanager
def name_target(target: Path) -> Iterator[None]:
    """What the disk refuses meanwhile is told of ``target``. Raises OSError."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def create_file(path: Path, like: os.stat_result | None = None) -> Iterator[IO[bytes]]:
    """A new file to be filled, which goes again where that fails.

    It has the permissions, and where the system lets us the owner, of ``like``; else what the umask says. Raises
    OSError: FileExistsError where anything stands there, a link too.
    """
    held = os.open(path, NEW, 0o600 if like else 0o666)
    try:
        with os.fdopen(held, "wb") as file:
            yield file
            if like:
                grant(file, like)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def grant(file: IO[bytes], like: os.stat_result) -> None:
    with suppress(OSError, AttributeError):  # only root may give a file away; Windows knows no such owner
        os.fchown(file.fileno(), like.st_uid, like.st_gid)
    with suppress(AttributeError):
        os.fchmod(file.fileno(), like.st_mode & PERMISSIONS)


def write_new(path: Path, data: bytes, like: os.stat_result | None = None, *, durable: bool = False) -> None:
    """A new file (``create_file``); ``durable``: on the disk when this ends. Raises OSError."""
    with create_file(path, like) as file:
        file.write(data)
        if durable:
            sync(file)


def sync(file: IO[bytes]) -> None:
    """Have what was written to a file on the disk. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def standing(path: Path) -> os.stat_result | None:
    """The file that stands at ``path``; None where there is none, or a link, or what is no file."""
    with suppress(OSError):
        seen = path.lstat()
        return seen if stat.S_ISREG(seen.st_mode) else None
    return None


def stamp(path: Path) -> Stamp | None:
    """Of what stands at ``path``, links followed; None where nothing does."""
    try:
        return stamp_of(path.stat())
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None


def stamp_of(seen: os.stat_result) -> Stamp:
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def digest(*data: bytes) -> str:
    """Hash of all ``data``, one after the other."""
    made = hashlib.sha256()
    for each in data:
        made.update(each)
    return made.hexdigest()


@contextmanager
def replace_file(target: Path) -> Iterator[IO[bytes]]:
    """A file to be filled, which then takes the place of ``target``, all or nothing; of a link too. Raises OSError."""
    draft = draft_of(target)
    with name_target(target):
        try:
            with create_file(draft, standing(target)) as file:
                yield file
            draft.replace(target)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def write_atomically(target: Path, data: bytes) -> None:
    """``data`` in the place of ``target``, all or nothing; of a link it takes the place. Raises OSError."""
    with replace_file(target) as file:
        file.write(data)


def write_asked(path: Path, data: bytes) -> None:
    """``data`` in a file that somebody named, and the folders that it lacks; a link stays one. Raises OutputRefused.

    What is no file (a terminal, a pipe) is written to as it is. A link that leads to nothing is not followed: nobody
    knows what was meant by it, and who has laid it there would say where a new file stands.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        home = Path(os.path.realpath(path))
        if path.is_symlink() and not home.exists():
            raise OutputRefused(str(path), Refusal.ASTRAY)
        if home.is_file() or home.is_dir() or not home.exists():
            with name_target(path):
                write_atomically(home, data)
        else:
            with home.open("wb") as stream:
                stream.write(data)
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error


def write_program(path: Path, data: bytes) -> None:
    """A file that can be started, written as ``write_asked`` does. Raises OutputRefused."""
    write_asked(path, data)
    with suppress(OSError):  # a disk that knows no such right starts it anyway, or nothing
        path.chmod(path.stat().st_mode | stat.S_IXUSR)


def make_folder(folder: Path, root: Path) -> None:
    """``folder`` under ``root``, which the user named. Raises OSError; OutputRefused where a link leads out of it."""
    keep_within(folder, root)
    folder.mkdir(parents=True, exist_ok=True)


def keep_within(folder: Path, root: Path) -> None:
    """Raises OutputRefused where a link on the way from ``root`` to ``folder`` leads out of it."""
    way = folder.relative_to(root).parts
    for place in (root.joinpath(*way[: rank + 1]) for rank in range(len(way))):
        if place.is_symlink() and not within(place, root):
            raise OutputRefused(str(place), Refusal.LINK)


def resolve_path(path: Path) -> Path:
    """Where ``path`` leads, links followed; one that leads to itself stays as it is, and cannot be opened."""
    return Path(os.path.realpath(path))


def within(path: Path, root: Path) -> bool:
    """Whether ``path`` lies under ``root``, links followed."""
    return resolve_path(path).is_relative_to(resolve_path(root))


def open_nowhere() -> TextIO:
    """What is written to it is nowhere; it stays open as long as the process lives."""
    return Path(os.devnull).open("w", encoding="utf-8")


def as_address(path: str) -> str:
    """A path as it stands in an address: its very bytes, which on Linux need not be UTF-8 (RFC 3986, 2.5)."""
    return quote(os.fsencode(path))


def settle(folder: Path) -> None:
    """Have the folder's own list on the disk, where the system knows of that."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def lock_file(path: Path) -> int:
    """The descriptor of a file to be locked, made where there is none. Raises OSError, for a link too."""
    return os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o666)
