"""The only place that opens files of others and writes any: regular, whole or not at all, never through a link."""

import ctypes
import errno
import fnmatch
import hashlib
import os
import re
import secrets
import signal
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, TextIO
from urllib.parse import quote

from jeu_oie.errors import OutputRefused, Refusal

if sys.platform != "win32":
    import fcntl

# Opening a file that is somebody else's: a regular file or nothing, and no more of it than is asked for.
#
# Every file that a user names, or that lies where a user's files lie, comes through here: a pipe would keep the
# program waiting for ever, a device would never end. A link is followed, as any program does with what it is told
# to open; where a circuit may name a file, its reader looks first where the link leads (``trust``).
# What lies there without having been named (a record, a template of a folder, a file of a kit) is opened without
# following any, neither itself nor in the folders on its way.

FilePath = str | os.PathLike[str]

MAX_FILE_BYTES = 4_000_000  # bytes: a circuit holds about 50 000, a workbook of one 30 000
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none, nor what follows but the last, which it alone has
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
STEPWISE = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd  # Windows opens whole paths only
JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)  # how Windows links folders, besides links
LOOK = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class NotAFile(OSError):
    """A folder, a pipe, a device, a socket, or a link that is not followed, stands where a file should."""


def read(path: Path, most: int = MAX_FILE_BYTES, *, links: bool = True) -> bytes:
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


def read_inside(root: Path, name: str, most: int = MAX_FILE_BYTES, *, known: "Stamp | None" = None) -> bytes:
    """The bytes of ``name`` (« print/2-table.pdf ») under ``root``, as ``read`` gives them, through no link on the way.

    ``root`` is opened as it was named. ``known``: the stamp without which the file is another. What is swapped
    meanwhile, a folder on the way too, is not followed. Raises OSError.
    """
    with os.fdopen(open_inside(root, PurePosixPath(name)), "rb") as file:
        regular(root / name, os.fstat(file.fileno()).st_mode)
        data = file.read(most + 1)
        if known and stamp_of(os.fstat(file.fileno())) != known:
            raise NotAFile(root / name)
        return data


def open_inside(root: Path, name: PurePosixPath) -> int:
    """The descriptor of a file, opened folder by folder where the system lets us. Raises OSError."""
    if ".." in name.parts:
        raise NotAFile(root / name)
    if not STEPWISE:
        if any(is_link(root / each) for each in (name, *name.parents[:-1])):
            raise NotAFile(root / name)
        return os.open(root / name, LOOK)
    with ExitStack() as held:
        folder = os.open(root, FOLDER)
        held.callback(os.close, folder)
        for each in name.parts[:-1]:
            folder = os.open(each, FOLDER | NO_LINK, dir_fd=folder)
            held.callback(os.close, folder)
        regular(root / name, os.stat(name.name, dir_fd=folder, follow_symlinks=False).st_mode)
        return os.open(name.name, LOOK | NO_LINK, dir_fd=folder)


def look_at(path: Path) -> os.stat_result | None:
    """What stands at ``path`` itself, no link followed; None where nothing does."""
    with suppress(OSError, ValueError):
        return path.lstat()
    return None


def leads_elsewhere(seen: os.stat_result) -> bool:
    """Whether what was looked at is a link, or what Windows has beside these."""
    return stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) == JUNCTION


def is_link(path: Path) -> bool:
    seen = look_at(path)
    return seen is not None and leads_elsewhere(seen)


def is_taken(path: Path) -> bool:
    """Whether anything stands at ``path``, a link that leads nowhere too."""
    return look_at(path) is not None


def is_own_folder(path: Path) -> bool:
    """Whether a folder stands at ``path`` itself, not behind a link."""
    return path.is_dir() and not is_link(path)


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


# The only place that writes files: whole or not at all, and never through a link that somebody laid there.
#
# What is under way stands beside its place under a name that nobody can compute, in a folder or a file that is made
# for it, and is then moved. What fails is told of the file that was meant, never of its draft.

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
    seen = look_at(path)
    return seen if seen and stat.S_ISREG(seen.st_mode) else None


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
    with name_target(target), draft_folder(target.parent) as place:
        with create_file(place / NEXT, standing(target)) as file:
            yield file
        (place / NEXT).replace(target)


def write_atomically(target: Path, data: bytes) -> None:
    """``data`` in the place of ``target``, all or nothing; of a link it takes the place. Raises OSError."""
    with replace_file(target) as file:
        file.write(data)


def set_aside(path: Path) -> Path:
    """Move what stands at ``path`` beside it, to the first free name (« index.html.1 »); gives that. Raises OSError."""
    beside = next(each for n in count(1) if not os.path.lexists(each := path.with_name(f"{path.name}.{n}")))
    return path.rename(beside)


def refuse_taken(paths: Iterable[Path]) -> None:
    """Nothing that stands at one of ``paths`` is written over. Raises OutputRefused."""
    standing = next(filter(is_taken, paths), None)
    if standing is not None:
        raise OutputRefused(str(standing), Refusal.EXISTS)


def create_asked(path: Path, data: bytes) -> None:
    """A new file that somebody named, and the folders that it lacks. Raises OutputRefused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, data)
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error


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
        if is_link(place) and not within(place, root):
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


# Where a file is written before it is in its place: a folder of its own, which a kill leaves behind.
#
# It bears a name of ours, git ignores it by the file that it carries (the user's own list is left alone), and other
# accounts cannot enter it. Whoever writes in it holds its lock, which ends with the process, however that ends; what
# is found without is taken away (``sweep``). ``NEXT`` is ours, whole or not. Under ``apart_name`` stands what has
# changed places with a file: it may be somebody's only copy, and is never removed but by who has looked at it.

NEXT = "next"
APART = "~"
IGNORE = ".gitignore"
ABANDONED_S = 3600  # s after which a draft folder is nobody's where the system knows no lock of a folder


def apart_name(target: Path) -> str:
    """No name of a circuit, whatever ``target`` is called."""
    return f"{target.name}{APART}"


@contextmanager
def draft_folder(home: Path) -> Iterator[Path]:
    """A new folder in ``home``, which is taken away again; what is left apart is then laid beside. Raises OSError."""
    place, held = open_draft(home)
    try:
        yield place
    finally:
        clear(place, held)
        release(held)


def open_draft(home: Path) -> "tuple[Path, Held]":
    """A new draft folder, held. Raises OSError."""
    while True:
        place = draft_of(home / NEXT)
        place.mkdir(0o700)
        held = Held()
        try:
            held = hold(place)
            write_new(place / IGNORE, b"*\n")
        except (BlockingIOError, FileNotFoundError):
            release(held)  # swept before it was ours: the next one
        except BaseException:
            clear(place, held)
            release(held)
            raise
        else:
            return place, held


def clear(place: Path, held: "Held") -> list[Path]:
    """Take a draft folder away; gives what was laid beside. What cannot be moved stays, and the folder with it.

    What is in it is taken from the very folder that is ``held``: who lays a link in its place meanwhile has nothing of
    what the link leads to taken away.
    """
    laid: list[Path] = []
    inside, root = held.folder, Path() if held.folder is not None else place
    with suppress(OSError):
        for name in sorted(os.listdir(place if inside is None else inside)):  # noqa: PTH208 (no path of a descriptor)
            if name.endswith(APART):
                laid += [lay_beside(root / name, place.with_name(name.removesuffix(APART)), inside)]
        for name in (NEXT, IGNORE):  # in this order: git ignores it until it is empty
            with suppress(FileNotFoundError):
                os.unlink(root / name, dir_fd=inside)
        place.rmdir()
    return laid


def sweep(home: Path) -> tuple[int, list[Path]]:
    """Take away the draft folders that killed processes of ours left in ``home``.

    Gives their number, and what was laid beside.
    """
    count, laid = 0, list[Path]()
    with suppress(OSError), os.scandir(home) as found:
        drafts = [Path(each) for each in found if DRAFT.fullmatch(each.name) and each.is_dir(follow_symlinks=False)]
        for each in drafts:
            with suppress(OSError):
                held = hold(each)
                try:
                    if is_left(each, held):
                        laid += clear(each, held)
                        count += not each.exists()
                finally:
                    release(held)
    return count, laid


def is_left(place: Path, held: "Held") -> bool:
    """Whether nobody works any longer in a draft folder of ours that is ``held``."""
    seen = place.lstat() if held.folder is None else os.fstat(held.folder)
    if sys.platform != "win32" and seen.st_uid != os.geteuid():
        return False
    return held.locked or time.time() - seen.st_mtime > ABANDONED_S


class Held(NamedTuple):
    """An open folder, by its descriptor (None on Windows), and whether its lock is ours: some disks know none."""

    folder: int | None = None
    locked: bool = False


def hold(folder: Path, *, wait: bool = False) -> Held:
    """A folder itself, no link, and its lock, to be released.

    Raises OSError: BlockingIOError where another process has it, unless we ``wait``.
    """
    if sys.platform == "win32":
        return Held()
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | NO_LINK)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise
    except OSError:  # a disk that knows no locks
        return Held(held)
    return Held(held, locked=True)


def release(held: Held) -> None:
    if held.folder is not None:
        os.close(held.folder)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Those who ask for this are in ``folder`` one after the other, where its disk knows locks. Raises OSError."""
    held = hold(folder, wait=True)
    try:
        yield
    finally:
        release(held)


def lay_beside(own: Path, target: Path, inside: int | None = None) -> Path:
    """Move ``own`` to a free name next to ``target``, « repairs.yaml.1.txt »: no circuit, and any program opens it.

    ``inside``: the folder that ``own`` is in, by its descriptor. Raises OSError.
    """
    rank = 1
    while True:
        copy = target.with_name(f"{target.name}.{rank}.txt")
        try:
            move_new(own, copy, inside)
        except FileExistsError:
            rank += 1
        else:
            return copy


def move_new(own: Path, target: Path, inside: int | None = None) -> None:
    """Move ``own`` (``lay_beside``) to where nothing stands.

    Raises OSError: FileExistsError where something does, a link too.
    """
    if sys.platform == "win32":
        own.rename(target)  # which replaces nothing there
        return
    try:
        os.link(own, target, src_dir_fd=inside, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:  # a disk that knows no second name of a file, a folder, a file of somebody else's
        if error.errno not in (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        os.rename(own, target, src_dir_fd=inside)
    else:
        os.unlink(own, dir_fd=inside)


class CannotExchange(OSError):
    """This system, or this disk, cannot have two files change places."""


def exchange(own: Path, target: Path) -> None:
    """Have the two files change places in one step.

    Raises OSError, all being as it was: CannotExchange, FileNotFoundError where one is not there. By renameat2(2),
    renamex_np(2) of macOS, ReplaceFileW of Windows, where what is replaced goes by a third name.
    """
    if sys.platform == "win32":
        spare = own.with_name(f"{own.name}{APART}")
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if kernel.ReplaceFileW(str(target), str(own), str(spare), 0, None, None):
            spare.replace(own)
            return
        error = ctypes.WinError(ctypes.get_last_error())
        if spare.exists() and not target.exists():  # ERROR_UNABLE_TO_MOVE_REPLACEMENT_2
            spare.rename(target)
        raise error
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(own), os.fsencode(target)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, RENAME_SWAP)
        else:
            failed = library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    except AttributeError:
        raise CannotExchange from None
    if failed:
        number = ctypes.get_errno()
        kind = CannotExchange if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP) else OSError
        raise kind(number, os.strerror(number), str(target))


AT_FDCWD = -100  # linux/fcntl.h
RENAME_EXCHANGE = RENAME_SWAP = 2  # linux/fs.h; sys/stdio.h


@contextmanager
def at_rest(file: Path) -> Iterator[bool]:
    """Whether no program has ``file`` open for writing; meanwhile, who opens it so waits.

    True where the system does not tell: elsewhere than on Linux, on some disks, of a file of somebody else's
    (« leases », fcntl(2)). Raises OSError.
    """
    if sys.platform != "linux":
        yield True
        return
    held = os.open(file, LOOK | NO_LINK)
    try:
        yield take_lease(held)
    finally:
        os.close(held)


def take_lease(held: int) -> bool:
    """False where somebody has the file open for writing."""
    if sys.platform == "linux":
        try:
            fcntl.fcntl(held, fcntl.F_SETSIG, signal.SIGURG)  # we are told who waits: by default it would end us
            fcntl.fcntl(held, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno != errno.EAGAIN
    return True


def find_named(root: Path, pattern: str) -> Iterator[Path]:
    """What bears such a name under ``root``, whatever goes meanwhile; no link to a folder is entered."""
    for folder, folders, files in os.walk(root):
        yield from (Path(folder, name) for name in fnmatch.filter((*folders, *files), pattern))
