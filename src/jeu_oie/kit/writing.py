"""Files of a kit → the disk, all or nothing, beside what the former build left there."""

import errno
import io
import json
import signal
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from jeu_oie import disk
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit.plan import KitFiles
from jeu_oie.kit.records import MANIFEST, Manifest

MAX_FILE_BYTES = 1 << 28  # bytes of a file of a kit: of ours, none has a tenth of it

# What asks us to end: the clock says again what was not heard (builder/pool).
ENDS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else []))


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
        move_drafts(kit, folder, drafts, None)


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
    kit: KitFiles, folder: Path, drafts: Mapping[Path, Path], former: Manifest | None, *, interrupted: bool = False
) -> tuple[str, ...]:
    """Put the drafts in their places; gives what somebody had changed there, which is kept beside. Raises OSError.

    ``interrupted``: what stands there may be of two builds, so that a file which is none of the former's says nothing.
    """
    kept = []
    for target, draft in drafts.items():
        name = target.relative_to(folder).as_posix()
        with disk.name_target(target):
            if former and name in former.files and not interrupted and is_changed(name, folder, former, kit):
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


def with_older(kit: KitFiles, former: Manifest | None, left: Iterable[str]) -> KitFiles:
    """``kit``, its manifest naming what stays of the former too. Where all paper is the former's, so are its hashes."""
    older = {name: asdict(former.files[name]) | {"older": True} for name in left} if former else {}
    if former is None or not older:
        return kit
    content = json.loads(kit.files[MANIFEST])
    content["files"] = dict(sorted({**content["files"], **older}.items()))
    if any(map(is_paper, older)) and not any(map(is_paper, kit.files)):
        content["sheets"] = former.sheets
        content["cards"] = {name: asdict(card) for name, card in former.cards.items()}
    return replace(kit, files={**kit.files, MANIFEST: manifest_bytes(content)})


def is_paper(name: str) -> bool:
    """Whether a file is for tables and people: what a shop prints, or a landlord fills in, carries no hash."""
    return name.startswith("print/") and name.endswith(".pdf") and not name.startswith("print/shop/")


def manifest_bytes(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def is_changed(name: str, folder: Path, former: Manifest, kit: KitFiles) -> bool:
    """Whether somebody has changed a file of the former kit into what is not made now either."""
    with suppress(OSError):
        found = disk.digest(disk.read_inside(folder, name, MAX_FILE_BYTES))
        return found not in (former.files[name].sha256, disk.digest(kit.files[name]))
    return False


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
