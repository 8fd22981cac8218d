"""Files of a kit → the disk, all or nothing."""

import errno
import json
import os
import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from jeu_oie import opening
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit.options import Kit

DRAFT = re.compile(r"\..+\.[0-9]+\.draft")
ENDS = (signal.SIGINT, signal.SIGTERM)


def write(kit: Kit, folder: Path) -> tuple[str, ...]:
    """Write ``kit`` into ``folder``, all or nothing; what the former manifest lists and is no longer made is removed.

    Gives the names of what was removed.

    All is written beside its place first, then moved there. Raises OutputRefused where a file cannot be written.
    """
    with refusals(folder), drafted(kit, folder) as drafts, uninterrupted():
        return moved(kit, folder, drafts)


@contextmanager
def drafted(kit: Kit, folder: Path) -> Iterator[dict[Path, Path]]:
    """The files of ``kit`` beside their places: place → draft. What is not moved is taken away. Raises OSError."""
    drafts: dict[Path, Path] = {}
    try:
        for name, data in kit.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "", str(target))
            drafts[target] = draft_of(target)
            drafts[target].write_bytes(data)
        yield drafts
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def draft_of(target: Path) -> Path:
    """Where ``target`` is written first; ``DRAFT`` tells it from what is not ours."""
    return target.with_name(f".{target.name}.{os.getpid()}.draft")


def moved(kit: Kit, folder: Path, drafts: Mapping[Path, Path]) -> tuple[str, ...]:
    """Put the drafts in their places and remove what is no longer made; gives its names. Raises OSError."""
    former = former_files(folder) if "manifest.json" in kit.files else set()
    for target, draft in drafts.items():
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
def uninterrupted() -> Iterator[None]:
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
        names = json.loads(opening.read(folder / "manifest.json"))["files"]
        return {name for name in names if isinstance(names, dict) and inside(folder, name)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def inside(folder: Path, name: str) -> bool:
    """Whether ``name`` is a file under ``folder``, links followed."""
    path = folder / name
    return path.resolve().is_relative_to(folder.resolve()) and not Path(name).is_absolute() and path.is_file()
