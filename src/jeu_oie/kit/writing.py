"""Files of a kit → the disk, all or nothing; what earlier builds left, believed only where it is what we write."""

import errno
import io
import json
import re
import signal
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from jeu_oie import disk
from jeu_oie.disk import Stamp
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit.plan import KitFiles

# --- What earlier builds left for later ones, believed only where it is what we write ---------------------
#
# Anybody may have laid a record there. Whatever cannot be read, has other types, or names what lies elsewhere,
# raises ``NotOurs``: then it is as if there were none.

MAX_RECORD_BYTES = 8 << 20  # bytes: the record of ten thousand kits
MAX_FILE_BYTES = 1 << 28  # bytes of a file of a kit: of ours, none has a tenth of it
DIGEST = re.compile(r"[0-9a-f]{64}")
AWAY = re.compile(r"[\\:]" if sys.platform == "win32" else r"/")  # what leads elsewhere besides
MAX_NUMBER = 1 << 63

T = TypeVar("T")


class NotOurs(ValueError):
    """A record that we have not written."""


def parse_mapping(data: bytes | None) -> dict[str, Any]:
    """The mapping that ``data`` holds as JSON."""
    try:
        found = json.loads(data or b"")
    except (ValueError, RecursionError) as error:
        raise NotOurs from error
    return of(found, dict)


def read_mapping(root: Path, name: str) -> dict[str, Any]:
    """The same of the file ``name`` under ``root``."""
    return parse_mapping(read_left(root, name))


def read_left(root: Path, name: str) -> bytes | None:
    """The bytes of a file that was left there; None where there is none, no file, a link, or one far too large."""
    with suppress(OSError, ValueError):  # ValueError: a name that no file can have
        data = disk.read_inside(root, name, MAX_RECORD_BYTES)
        return data if len(data) <= MAX_RECORD_BYTES else None
    return None


def of(value: object, kind: type[T]) -> T:
    """``value``, which is of ``kind`` to the letter: True is no number."""
    if type(value) is not kind:
        raise NotOurs(kind)
    return value


def text(value: object) -> str:
    """A text that can be written: no half of a surrogate pair."""
    said = of(value, str)
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise NotOurs from error
    return said


def digest(value: object) -> str:
    if not DIGEST.fullmatch(of(value, str)):
        raise NotOurs(value)
    return of(value, str)


def number(value: object) -> int:
    """A number that a disk may tell."""
    if not -MAX_NUMBER <= of(value, int) < MAX_NUMBER:
        raise NotOurs
    return of(value, int)


def day(value: object) -> str:
    """A date as ISO writes it."""
    try:
        return date.fromisoformat(of(value, str)).isoformat()
    except ValueError as error:
        raise NotOurs from error


def way(value: object) -> str:
    """A way to a file as the system takes it, to wherever."""
    said = of(value, str)
    try:
        said.encode("utf-8", "surrogateescape")  # as the system's names are bytes
    except UnicodeEncodeError as error:
        raise NotOurs from error
    if "\0" in said:
        raise NotOurs
    return said


def inner(value: object) -> str:
    """The place of a file in a folder, « print/2-table.pdf »: it leads nowhere else."""
    said = way(value)
    if any(part in ("", ".", "..") or AWAY.search(part) for part in said.split("/")):
        raise NotOurs(said)
    return said


def several(value: object, each: Callable[[object], T]) -> tuple[T, ...]:
    return tuple(map(each, of(value, list)))


def by_name(value: object, name: Callable[[object], str], each: Callable[[object], T]) -> dict[str, T]:
    return {name(key): each(found) for key, found in of(value, dict).items()}


def fields(value: object, count: int) -> list[Any]:
    """A list of so many."""
    if len(of(value, list)) != count:
        raise NotOurs
    return of(value, list)


def stamp(value: object) -> Stamp:
    size, bytes_at, entry_at = map(number, fields(value, 3))
    return size, bytes_at, entry_at


# --- Files of a kit → the disk, all or nothing ------------------------------------------------------------

# What asks us to end: the clock says again what was not heard (builder/pool).
ENDS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else []))


MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a former kit's files, by their names, where another was written.

    ``older`` are no longer made and stay; ``removed`` were, to ``prune``; ``kept`` stand beside the places that they
    had, since somebody had changed them (« index.html.1 »).
    """

    older: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def write(kit: KitFiles, folder: Path) -> None:
    """Write ``kit`` into ``folder``, all or nothing; what else stands there stays.

    All is written beside its place first, then moved there. Raises OutputRefused where a file cannot be written.
    """
    with refusals(folder), draft_files(kit, folder, folder) as drafts, defer_interrupts():
        move_drafts(kit, folder, drafts, NOTHING)


@contextmanager
def draft_files(kit: KitFiles, folder: Path, root: Path) -> Iterator[dict[Path, Path]]:
    """The files of ``kit`` beside their places: place → draft. What is not moved is taken away.

    ``root`` is the folder that the user named, which may be a link; none under it may lead out of it. Raises OSError,
    OutputRefused.
    """
    drafts: dict[Path, Path] = {}
    try:
        for name, data in kit.files.items():
            target = folder / name
            disk.make_folder(target.parent, root)
            if disk.is_own_folder(target):
                raise IsADirectoryError(errno.EISDIR, "", str(target))
            drafts[target] = disk.draft_of(target)
            with disk.name_target(target):
                disk.write_new(drafts[target], data, disk.standing(target))
        yield drafts
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def move_drafts(
    kit: KitFiles, folder: Path, drafts: Mapping[Path, Path], former: "Former", *, interrupted: bool = False
) -> tuple[str, ...]:
    """Put the drafts in their places; gives what somebody had changed there, which is kept beside. Raises OSError.

    ``interrupted``: what stands there may be of two builds, so that a file which is none of the former's says nothing.
    """
    kept = []
    for target, draft in drafts.items():
        name = target.relative_to(folder).as_posix()
        with disk.name_target(target):
            if name in former.files and not interrupted and is_changed(name, folder, former, kit):
                kept.append(disk.set_aside(target).relative_to(folder).as_posix())
            draft.replace(target)
    return tuple(kept)


def settle_left(folder: Path, left: Iterable[str], kept: tuple[str, ...], *, prune: bool) -> Written:
    """What of the former kit is not made now stays, or goes to ``prune``. Raises OSError."""
    if not prune:
        return Written(tuple(left), (), kept)
    for name in left:
        (folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # not empty: something else stands there
            (folder / name).parent.rmdir()
    return Written((), tuple(left), kept)


@contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """What the disk refuses, as OutputRefused."""
    try:
        yield
    except OSError as error:
        # The file that stands where a folder is needed, not the place that could not be made under it.
        obstacle = next((each for each in (folder, *folder.parents) if each.is_file()), None)
        if obstacle is not None:
            raise OutputRefused(str(obstacle), Refusal.TAKEN) from error
        raise OutputRefused.of(error, str(folder)) from error


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Meanwhile, who asks us to end is heard, and obeyed afterwards: files are moved all or none."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no signal is handled in another thread
        return
    heard: list[int] = []
    before = {number: signal.signal(number, lambda got, _: heard.append(got)) for number in ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if heard:
            signal.raise_signal(heard[0])


# --- What the former build of a kit left in its folder, as its manifest says --------------------------------


@dataclass(frozen=True, slots=True)
class FormerFile:
    """A file as it was made; ``older``: by a build before the one that wrote the manifest."""

    size: int  # bytes
    sha256: str
    older: bool

    @classmethod
    def of(cls, value: object) -> "FormerFile":
        """Raises NotOurs, KeyError."""
        told = of(value, dict)
        return cls(number(told["bytes"]), digest(told["sha256"]), of(told.get("older", False), bool))

    @property
    def entry(self) -> dict[str, object]:
        """What a manifest says of it once another build has been there."""
        return {"bytes": self.size, "sha256": self.sha256, "older": True}


@dataclass(frozen=True, slots=True)
class Former:
    """Files of the former manifest; ``printed``: which sheets and cards carry which hash."""

    files: Mapping[str, FormerFile] = field(default_factory=dict)
    printed: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


NOTHING = Former()


def read_former(folder: Path) -> Former:
    """What the manifest in ``folder`` says; names that would leave the folder are left alone."""
    try:
        told = read_mapping(folder, MANIFEST)
        files = by_name(told["files"], inner, FormerFile.of)
        sheets, cards = by_name(told["sheets"], text, text), by_name(told["cards"], text, card)
    except (NotOurs, KeyError):
        return NOTHING
    return Former(files, {"sheets": sheets, "cards": cards})


def card(value: object) -> dict[str, object]:
    told = of(value, dict)
    return {"id": told["id"] and text(told["id"]), "hash": text(told["hash"])}


def with_older(kit: KitFiles, former: Former, left: Iterable[str]) -> KitFiles:
    """``kit``, its manifest naming what stays of the former too. Where all paper is the former's, so are its hashes."""
    older = {name: former.files[name].entry for name in left}
    if not older:
        return kit
    content = json.loads(kit.files[MANIFEST])
    content["files"] = dict(sorted({**content["files"], **older}.items()))
    if any(map(is_paper, older)) and not any(map(is_paper, kit.files)):
        content.update(former.printed)
    return replace(kit, files={**kit.files, MANIFEST: manifest_bytes(content)})


def is_paper(name: str) -> bool:
    """Whether a file is for tables and people: what a shop prints carries no hash of its own."""
    return name.startswith("print/") and not name.startswith("print/shop/")


def manifest_bytes(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def is_changed(name: str, folder: Path, former: Former, kit: KitFiles) -> bool:
    """Whether somebody has changed a file of the former kit into what is not made now either."""
    found = digest_of(folder, name)
    return found not in (None, former.files[name].sha256, disk.digest(kit.files[name]))


def digest_of(folder: Path, name: str) -> str | None:
    """Of a file that stands in ``folder``, no link on the way."""
    with suppress(OSError):
        return disk.digest(disk.read_inside(folder, name, MAX_FILE_BYTES))
    return None


# --- All files of a kit in one (``kit.zip``), and what of it goes on line (``site.zip``): the same bytes on any
# day

# What goes on line of a kit, as far as it is made, besides the sheets of an evening; all that its pages and the gallery
# lead to is in it.
SITE = ("index.html", "embed.html", "fragment.html", "oembed.json", "board.svg", "board.png")
EVENING = "print"  # the folder whose own files those are; what is for others lies in folders of it


def goes_on_line(name: str) -> bool:
    """Whether a file of a kit goes on line: one by one, for those who print; all of it at once is ``kit.zip``."""
    return name in SITE or name.rpartition("/")[0] == EVENING


PACKED = (".pdf", ".png")  # compressed already
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """A zip file of ``files``, in the order of their names."""
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in sorted(files.items()):
                add_file(archive, name, data)
        return made.getvalue()


def add_file(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(entry(name), data)


def entry(name: str) -> zipfile.ZipInfo:
    """How a file is named in a zip file, the same on any day and any system."""
    made = zipfile.ZipInfo(name, ZIP_DATE)
    made.external_attr = 0o644 << 16
    made.create_system = 3  # Unix
    made.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    return made


def site(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``site.zip``: what goes on line of this kit; nothing without its page."""
    online = {name: data for name, data in files.items() if goes_on_line(name)}
    return {"site.zip": pack_files(online)} if "index.html" in online else {}
