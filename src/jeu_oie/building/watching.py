"""Waiting for a save: the watch only says when to look, what files look like says whether something changed."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from watchfiles import watch

from jeu_oie.building.finding import candidates

QUIET = 200  # ms after which a save is seen even if more comes
LOOK = 1000  # ms after which the files are looked at though nothing was told: network disks tell nothing
YAML = (".yaml", ".yml")
POLL = 0.5  # s between two looks where the system cannot tell of changes

# Time of the last change (ns), size (bytes), number on its disk (an editor may put a new file in the old one's place).
Look = Mapping[Path, tuple[int, int, int]]


def look(paths: Sequence[Path], more: Iterable[Path], templates: Path | None = None) -> Look:
    """What stands in the folders of the circuits, above them (what they share), in ``more``, under ``templates``."""
    own = set(within(templates)) if templates else set()
    seen = {}
    for folder in folders(paths, more, templates):
        for path in (each for each in inside(folder) if folder in own or each in paths or each.suffix in YAML):
            try:
                found = path.stat()
            except OSError:
                continue  # gone meanwhile
            seen[path] = found.st_mtime_ns, found.st_size, found.st_ino
    return seen


def folders(paths: Sequence[Path], more: Iterable[Path], templates: Path | None = None) -> set[Path]:
    """The folders that hold all that the circuits may be made of."""
    own = {each.path.parent for each in candidates(paths)} | {path for path in paths if path.is_dir()}
    beside = (*more, *(within(templates) if templates else ()))
    return {each for each in (*own, *(folder / ".." for folder in own), *beside) if each.is_dir()}


def within(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield folder
        yield from (each for each in folder.rglob("*") if each.is_dir())


def inside(folder: Path) -> Iterator[Path]:
    try:
        yield from (each for each in folder.iterdir() if each.is_file())
    except OSError:
        return  # gone meanwhile


def wait(before: Look, now: Callable[[], Look], where: Callable[[], set[Path]]) -> None:
    """Come back when ``now`` is no longer ``before``. Raises KeyboardInterrupt."""
    try:
        told = watch(
            *where(),
            watch_filter=None,
            debounce=QUIET,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )
        for _ in told:
            if now() != before:
                return
    except OSError:  # no more folders can be watched, or one went in that moment
        while now() == before:
            time.sleep(POLL)
