"""Files of a kit → the disk, all or nothing."""

import errno
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from jeu_oie import disk
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit.options import Kit
from jeu_oie.kit.records import NotOurs, inner, of, read_mapping

# What asks us to end: the clock says again what was not heard (building/ending).
ENDS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else []))


def write(kit: Kit, folder: Path) -> tuple[str, ...]:
    """Write ``kit`` into ``folder``, all or nothing; what the former manifest lists and is no longer made is removed.

    Gives the names of what was removed.

    All is written beside its place first, then moved there. Raises OutputRefused where a file cannot be written.
    """
    with refusals(folder), draft_files(kit, folder, folder) as drafts, defer_interrupts():
        return move_drafts(kit, folder, drafts)


@contextmanager
def draft_files(kit: Kit, folder: Path, root: Path) -> Iterator[dict[Path, Path]]:
    """The files of ``kit`` beside their places: place → draft. What is not moved is taken away.

    ``root`` is the folder that the user named, which may be a link; none under it may lead out of it. Raises OSError,
    OutputRefused.
    """
    drafts: dict[Path, Path] = {}
    try:
        for name, data in kit.files.items():
            target = folder / name
            disk.make_folder(target.parent, root)
            if target.is_dir() and not target.is_symlink():
                raise IsADirectoryError(errno.EISDIR, "", str(target))
            drafts[target] = disk.draft_of(target)
            with disk.name_target(target):
                disk.write_new(drafts[target], data, disk.standing(target))
        yield drafts
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def move_drafts(kit: Kit, folder: Path, drafts: Mapping[Path, Path]) -> tuple[str, ...]:
    """Put the drafts in their places and remove what is no longer made; gives its names. Raises OSError."""
    former = former_files(folder) if "manifest.json" in kit.files else set()
    for target, draft in drafts.items():
        with disk.name_target(target):
            draft.replace(target)
    gone = tuple(sorted(former - kit.files.keys()))
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # not empty: something else stands there
            (folder / name).parent.rmdir()
    return gone


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


def former_files(folder: Path) -> set[str]:
    """What the former manifest says was made; names that would leave the folder are left alone."""
    try:
        names = map(inner, of(read_mapping(folder / "manifest.json").get("files"), dict))
        return {name for name in names if disk.standing(folder / name) and disk.within(folder / name, folder)}
    except NotOurs:
        return set()
