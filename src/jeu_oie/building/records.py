"""A kit on the disk, and the record of what it was made of: what need not be made again, and what must.

Records stand in a hidden folder of the output folder, one a kit. While the files of a kit are moved to their places
its record is called a « half »: whoever finds that knows that the kit may be of two builds. Nothing waits for the
disk (fsync): what a power cut takes, the next build sees by its size, and makes again.
"""

import errno
import json
import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from jeu_oie import disk
from jeu_oie.circuit.reader.shared import COMMON, LANDLORD
from jeu_oie.disk import Stamp
from jeu_oie.kit import Kit, records
from jeu_oie.kit.records import NotOurs
from jeu_oie.kit.writing import defer_interrupts, draft_files, move_drafts, refusals

HIDDEN = ".jeu-oie"


@dataclass(frozen=True, slots=True)
class KitRecord:
    """What a kit was made of and what it is.

    ``key``: hash of all that counts; ``named`` the files that the circuit names; ``files`` the kit's, with their
    stamps; ``warnings`` how many were told, ``stated`` how many of them ``--strict`` counts; ``until`` the last day on
    which the calendar brings no new one (ISO); ``circuit`` its file, seen from the output folder.
    """

    key: str
    named: tuple[str, ...]
    files: Mapping[str, Stamp]
    pages: Mapping[str, int]
    warnings: int = 0
    stated: int = 0
    until: str | None = None
    engine_missing: bool = False
    circuit: str = ""


class Before(StrEnum):
    """What a build finds where a kit is to stand."""

    NOTHING = "nothing"  # no kit, or one of unknown origin
    OTHER = "other"  # a kit of other sources, or of another version
    SAME = "same"  # of the same, whole
    DAMAGED = "damaged"  # of the same, but a file has gone or is another
    HALF = "half"  # a build was killed while it moved files


def record_file(kit: Path) -> Path:
    """The record of the kit in ``kit``, the folder « opac-38/repairs » under the output folder."""
    return kit.parents[1] / HIDDEN / kit.parent.name / f"{kit.name}.json"


def half_file(kit: Path) -> Path:
    return record_file(kit).with_suffix(".half")


def write_kit(kit: Kit, folder: Path, record_of: Callable[[Mapping[str, Stamp]], KitRecord]) -> tuple[str, ...]:
    """Write ``kit`` into ``folder``, with its record; gives the names of what was removed. Raises OutputRefused.

    ``record_of`` gives the record, once the files have their stamps.
    """
    record, half, root = record_file(folder), half_file(folder), folder.parents[1]
    with refusals(folder), draft_files(kit, folder, root) as drafts:
        disk.make_folder(record.parent, root)
        for each in (record, half):
            if each.is_dir() and not each.is_symlink():
                raise IsADirectoryError(errno.EISDIR, "", str(each))
        with defer_interrupts():
            if os.path.lexists(record):
                record.replace(half)
            else:
                disk.write_atomically(half, b"")
            gone = move_drafts(kit, folder, drafts)
            keep(record, record_of({name: stamp(folder / name) for name in kit.files}))
            half.unlink()
    return gone


def keep(file: Path, record: KitRecord) -> None:
    """Write a record, whole or not at all. Raises OSError."""
    disk.write_atomically(file, json.dumps(asdict(record)).encode())


def stamp(path: Path) -> Stamp:
    """Of a file that stands there itself. Raises OSError, for a link too."""
    seen = disk.standing(path)
    if seen is None:
        raise FileNotFoundError(errno.ENOENT, "", str(path))
    return disk.stamp_of(seen)


def parse_record(kit: Path) -> KitRecord | None:
    """The record of a kit; None where there is none, or none that can be read."""
    return read_record(record_file(kit))


def read_record(file: Path) -> KitRecord | None:
    try:
        return record_of(records.read_mapping(file)) if disk.within(file, file.parents[2]) else None
    except (NotOurs, KeyError):
        return None


def record_of(told: Mapping[str, object]) -> KitRecord:
    """``asdict`` of a record back. Raises NotOurs, KeyError."""
    until = told["until"]
    return KitRecord(
        key=records.digest(told["key"]),
        named=records.several(told["named"], check_name),
        files=records.by_name(told["files"], records.inner, records.stamp),
        pages=records.by_name(told["pages"], records.text, records.number),
        warnings=records.number(told["warnings"]),
        stated=records.number(told["stated"]),
        until=None if until is None else records.day(until),
        engine_missing=records.of(told["engine_missing"], bool),
        circuit=records.way(told["circuit"]),
    )


def check_name(value: object) -> str:
    """A file that a circuit may name."""
    said = records.way(value)
    if not (LANDLORD.fullmatch(said) or COMMON.fullmatch(said)):
        raise NotOurs(said)
    return said


def is_half(kit: Path) -> bool:
    return os.path.lexists(half_file(kit))


def is_intact(kit: Path, record: KitRecord) -> bool:
    """Whether the files of a kit stand as they were when its record was written."""
    return is_untouched(kit, record.files)


def is_untouched(folder: Path, files: Mapping[str, Stamp]) -> bool:
    """Whether ``files`` in ``folder`` have the stamps that they had.

    Stamps alone tell: the system gives each file the moment when it came to stand here, which nobody who sends a
    folder can write into a record. A hash in a record would only say that both come from the same hand.
    """
    if any((folder / each).is_symlink() for each in {above for name in files for above in PurePath(name).parents}):
        return False  # what stands behind a link is not ours
    try:
        return all(stamp(folder / name) == known for name, known in files.items())
    except OSError:
        return False


def find_orphans(out: Path, kits: Container[Path]) -> Iterator[Path]:
    """The kits that stand in ``out``, none of ``kits``, and whose circuit has gone."""
    for each in entries(out / HIDDEN):
        file = Path(each)
        kit = out / file.parent.name / file.stem
        if file.parent.parent == out / HIDDEN and file.suffix == ".json" and kit not in kits and kit.is_dir():
            record = read_record(file)
            if record and record.circuit and not os.path.exists(out / record.circuit):  # noqa: PTH110 (a name too long is none)
                yield kit


def sweep(folder: Path) -> int:
    """Take away the drafts of builds that were killed, in ``folder`` and right under it; gives their number.

    Only under the lock: nobody else is writing then.
    """
    found = (each for each in entries(folder) if disk.DRAFT.fullmatch(each.name))
    drafts = [each for each in found if each.is_file(follow_symlinks=False)]
    for each in drafts:
        with suppress(OSError):
            Path(each).unlink()
    return len(drafts)


def entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                with suppress(OSError), os.scandir(each) as inner:
                    yield from inner
            else:
                yield each
