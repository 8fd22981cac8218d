"""The only place that decides what is ours of what lies on the disk, before anything of it is believed.

A circuit, a board, a logo are data: whoever wrote them, they say what they say. What acts is asked for here: a kit that
is shown as made by us, a record that saves a build, a project file that runs templates or says where to write. None of
it is believed for where one stands: a folder that was sent is entered as one's own is.
"""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from platformdirs import user_state_path

from jeu_oie import disk
from jeu_oie.disk import Stamp, resolve_path

MAX_BYTES = 4_000_000  # bytes: the consents of some ten thousand projects
USER = getattr(os, "geteuid", None)  # Windows has none
ROOT = 0


class Doubt(StrEnum):
    """Why something is not ours."""

    LINK = "link"  # a link stands on the way
    OWNER = "owner"  # a folder on the way is somebody else's, or others write there
    CHANGED = "changed"  # a file is not the one that was recorded
    UNASKED = "unasked"  # nobody asked for it, or agreed to it as it is now


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether something is ours; ``problem``: why it is not."""

    problem: Doubt | None = None

    @property
    def mine(self) -> bool:
        return self.problem is None


def examine_files(root: Path, files: Mapping[str, Stamp]) -> Trust:
    """``files`` (« print/2-table.pdf ») under ``root``, a folder that was named, with the stamps that are recorded.

    Stamps alone tell: the system gives each file the moment when it came to stand here, which nobody who sends a
    folder can write into a record. A hash in a record would only say that both come from the same hand. Whoever writes
    on this disk could, with a record beside: their folders are not ours. A record of no file has nothing to hold.
    """
    way = examine_way(root, files)
    if not way.mine:
        return way
    held = bool(files) and all(
        (seen := disk.standing(root / name)) and disk.stamp_of(seen) == known for name, known in files.items()
    )
    return Trust() if held else Trust(Doubt.CHANGED)


def list_mine(root: Path, files: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Those of ``files`` that are, in the order of their names: what was left there stands as it was."""
    return {name: known for name, known in sorted(files.items()) if examine_files(root, {name: known}).mine}


def examine_way(root: Path, names: Iterable[str]) -> Trust:
    """The folders from ``root``, which may be a link, down to each of ``names``."""
    for each in sorted({above for name in names for above in PurePosixPath(name).parents}):
        place = root / each
        seen = disk.look_at(place if each.parts else resolve_path(root))
        if seen is None:
            return Trust(Doubt.CHANGED)
        if disk.leads_elsewhere(seen):
            return Trust(Doubt.LINK)
        if not is_private(place, seen):
            return Trust(Doubt.OWNER)
    return Trust()


def is_private(folder: Path, seen: os.stat_result) -> bool:
    """Whether ``folder`` is of who runs the program, or root's, and others cannot write there (a sticky one: they can).

    Windows tells no owner: what lies under the home is one's own.
    """
    if USER is None:
        return disk.within(folder, Path.home())
    return seen.st_uid in (USER(), ROOT) and not seen.st_mode & stat.S_IWOTH


def examine(path: Path, *, asked: bool, content: str) -> Trust:
    """A project file that asks for something: ``asked`` for by its name, or agreed to with this very ``content``.

    ``content`` is the hash of all that acts: the file's, and that of the templates that it names.
    """
    return Trust() if asked or read_consents().get(key_of(path)) == content else Trust(Doubt.UNASKED)


def keep_consent(path: Path, content: str) -> None:
    """Somebody has agreed to ``path`` with this ``content``. Raises OutputRefused."""
    told = {**read_consents(), key_of(path): content}
    disk.write_asked(consents_file(), f"{json.dumps(told, indent=1, sort_keys=True)}\n".encode())


def consents_file() -> Path:
    """Among what the program keeps for this account on this machine, which no folder that is sent brings along."""
    return user_state_path("jeu-oie", appauthor=False) / "trusted.json"


def key_of(path: Path) -> str:
    return os.fsencode(resolve_path(path)).decode("utf-8", "backslashreplace")


def read_consents() -> dict[str, str]:
    """Path → content; nothing where the file is not ours, or cannot be read: then one is asked again."""
    file = consents_file()
    try:
        if not examine_way(file.parent, [file.name]).mine:
            return {}
        told = json.loads(disk.read_inside(file.parent, file.name, MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return {path: content for path, content in told.items() if type(content) is str} if type(told) is dict else {}
