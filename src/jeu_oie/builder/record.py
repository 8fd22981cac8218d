"""All that a kit is made of, as one hash; the record of a kit on the disk: whether it need not be made again.

Records stand in a hidden folder of the output folder, one a kit. While the files of a kit are moved to their places,
its record ends in « .half »: whoever finds that knows that the kit may be of two builds. Nothing waits for the disk
(fsync): what a power cut takes, the next build sees by its size, and makes again.
"""

import errno
import json
import os
import sys
import unicodedata
import zlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, TypeAdapter

from jeu_oie import disk, trust
from jeu_oie.circuit.fields import COMMON, LANDLORD
from jeu_oie.disk import Stamp, digest
from jeu_oie.game.evening import Paper
from jeu_oie.game.preset import Preset
from jeu_oie.kit import KitFiles, Options
from jeu_oie.kit.options import OPTIONS
from jeu_oie.kit.records import Inner, KnownStamp, Sha256, read_as, read_left, read_manifest
from jeu_oie.kit.writing import (
    Written,
    defer_interrupts,
    draft_files,
    move_drafts,
    refusals,
    settle_left,
    with_older,
)
from jeu_oie.resources import PACKAGE, Templates, folder
from jeu_oie.trust import Doubt, Trust

# The libraries that have a hand in what a kit holds, with those that they in turn leave it to.
WRITERS = (
    *("brotli", "fonttools", "jinja2", "markupsafe", "numpy", "pikepdf", "pillow", "pydantic"),
    *("pyyaml", "segno", "svgwrite", "typst", "uharfbuzz"),
)
OURS = ("*.py", "*.mo", "*.woff2")


def input_hash(preset: Preset, options: Options, own: Templates | None = None) -> str:
    """Hash of what is the same for all circuits of a build: the program, its libraries, what was asked for."""
    inputs = {
        "program": program(),
        "libraries": libraries(),
        "preset": preset.model_dump(mode="json"),
        "logo": digest(preset.logo.data if preset.logo else b""),
        "association": digest(repr(preset.association).encode()),
        "options": {name: plain(getattr(options, name)) for name, option in OPTIONS.items() if option.remakes},
        "templates": own.digest if own else "",
    }
    return digest(json.dumps(inputs, sort_keys=True).encode())


def plain(value: object) -> object:
    """The value of an option as JSON takes it, the same each time."""
    if isinstance(value, bytes):
        return digest(value)
    return sorted(value) if isinstance(value, frozenset) else value


@cache
def program() -> str:
    """Hash of this program: its modules, sentences, fonts, templates, dangers."""
    data_files = (
        *files_under(folder("templates")),
        *folder("circuits").glob("common.*"),
    )  # their dangers stand in for others
    paths = sorted({*(path for kind in OURS for path in PACKAGE.rglob(kind)), *data_files})
    return digest(*(f"{path.name} {len(data)} ".encode() + data for path in paths for data in (path.read_bytes(),)))


def files_under(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


@cache
def libraries() -> tuple[str, ...]:
    """The libraries' versions, Python's, and those of what Python brings."""
    return (sys.version, zlib.ZLIB_RUNTIME_VERSION, unicodedata.unidata_version, *map(version_of, WRITERS))


def version_of(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


HIDDEN = ".jeu-oie"


def check_named(name: str) -> str:
    if "\0" in name or not (LANDLORD.fullmatch(name) or COMMON.fullmatch(name)):
        raise ValueError(name)
    return name


Named = Annotated[str, AfterValidator(check_named)]  # a file that a circuit may name


@dataclass(frozen=True, slots=True)
class KitRecord:
    """What a kit was made of and what it is.

    ``key``: hash of all that counts; ``named`` the files that the circuit names; ``files`` the kit's, with their
    stamps; ``older`` those that stand there of builds before; ``warnings`` how many were told, ``stated`` how many of
    them ``--strict`` counts; ``until`` the last day on which the calendar brings no new one (ISO); ``circuit`` its
    file, seen from the output folder.
    """

    key: Sha256
    named: tuple[Named, ...]
    files: Mapping[Inner, KnownStamp]
    paper: Mapping[str, Paper]
    warnings: int = 0
    stated: int = 0
    until: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None
    circuit: Annotated[str, Field(pattern=r"^[^\x00]*$")] = ""
    older: Mapping[Inner, KnownStamp] = field(default_factory=dict)


RECORDS = TypeAdapter(KitRecord)


class KitState(StrEnum):
    """What a build finds where a kit is to stand."""

    NOTHING = "nothing"  # no kit, or one of unknown origin
    OTHER = "other"  # a kit of other sources, or of another version
    SAME = "same"  # of the same, whole
    DAMAGED = "damaged"  # of the same, but a file has gone or is another
    INTERRUPTED = "interrupted"  # a build was killed while it moved files


def record_file(kit: Path) -> Path:
    """The record of the kit in ``kit``, the folder « opac-38/repairs » under the output folder."""
    return kit.parents[1] / HIDDEN / kit.parent.name / f"{kit.name}.json"


def interrupted_file(kit: Path) -> Path:
    return record_file(kit).with_suffix(".half")


def write_kit(kit: KitFiles, folder: Path, record: KitRecord, *, prune: bool = False) -> tuple[Written, KitRecord]:
    """Write ``kit`` into ``folder``, as ``kit.write`` does; its record, with the stamps of its files.

    What a former build made stays, older, or goes to ``prune``; only what has the stamps that its record gave it: a
    manifest may be a stranger's, and name anybody's. Raises OutputRefused.
    """
    file, interrupted, root = record_file(folder), interrupted_file(folder), folder.parents[1]
    former, broken = read_manifest(folder), is_interrupted(folder)
    left = find_left(folder, former.files.keys() - kit.files.keys()) if former else {}
    older = {} if prune else left
    whole = with_older(kit, former, older)
    with refusals(folder), draft_files(whole, folder, root) as drafts:
        disk.make_folder(file.parent, root)
        for each in (file, interrupted):
            if disk.is_own_folder(each):
                raise IsADirectoryError(errno.EISDIR, "", str(each))
        with defer_interrupts():
            if disk.is_taken(file):
                file.replace(interrupted)
            else:
                disk.write_atomically(interrupted, b"")
            kept = move_drafts(whole, folder, drafts, former, interrupted=broken)
            written = settle_left(folder, left, kept, prune=prune)
            stamps = {name: stamp_file(folder / name) for name in kit.files}
            record = replace(record, files=stamps, older=older)
            disk.write_atomically(file, json.dumps(asdict(record)).encode())
            interrupted.unlink()
    return written, record


def find_left(folder: Path, names: Collection[str]) -> Mapping[str, Stamp]:
    """Those of ``names`` that a build of ours left in the kit as they stand there now, with their stamps."""
    former = parse_record(folder) or read_record(interrupted_file(folder))
    known = {**former.older, **former.files} if former else {}
    kit = f"{folder.parent.name}/{folder.name}/"
    left = {f"{kit}{file}": seen for file, seen in known.items() if file in names}
    return {name.removeprefix(kit): seen for name, seen in trust.list_mine(folder.parents[1], left).items()}


def stamp_file(path: Path) -> Stamp:
    """Of a file that stands there itself. Raises OSError, for a link too."""
    seen = disk.standing(path)
    if seen is None:
        raise FileNotFoundError(errno.ENOENT, "", str(path))
    return disk.stamp_of(seen)


def parse_record(kit: Path) -> KitRecord | None:
    """The record of a kit, whoever wrote it (``examine_kit``); None where there is none, or none that can be read."""
    return read_record(record_file(kit))


def read_record(file: Path) -> KitRecord | None:
    return read_as(RECORDS, read_left(*split_record(file)))


def is_interrupted(kit: Path) -> bool:
    return disk.is_taken(interrupted_file(kit))


def split_record(file: Path) -> tuple[Path, str]:
    """The output folder of a record, and its name there."""
    root = file.parents[2]
    return root, file.relative_to(root).as_posix()


def examine_kit(kit: Path, record: KitRecord | None) -> Trust:
    """Whether a kit is ours: its files stand as they were when its record was written, which ``parse_record`` gave."""
    root, name = split_record(record_file(kit))
    folders = trust.examine_way(root, [name])
    if record is None or not folders.mine:
        return Trust(folders.problem or Doubt.CHANGED)
    folder = kit.relative_to(root).as_posix()
    return trust.examine_files(root, {f"{folder}/{file}": known for file, known in record.files.items()})


def find_orphans(out: Path, kits: Container[Path]) -> Iterator[Path]:
    """The kits that stand in ``out``, none of ``kits``, and whose circuit has gone."""
    for entry in entries(out / HIDDEN):
        file = Path(entry)
        kit = out / file.parent.name / file.stem
        if file.parent.parent == out / HIDDEN and file.suffix == ".json" and kit not in kits and kit.is_dir():
            record = read_record(file)
            if record and record.circuit and not os.path.exists(out / record.circuit):  # noqa: PTH110 (a name too long is none)
                yield kit


def sweep(folder: Path) -> int:
    """Take away the drafts of builds that were killed, in ``folder`` and right under it; gives their number.

    Only under the lock: nobody else is writing then.
    """
    killed = (entry for entry in entries(folder) if disk.DRAFT.fullmatch(entry.name))
    drafts = [entry for entry in killed if entry.is_file(follow_symlinks=False)]
    for entry in drafts:
        with suppress(OSError):
            Path(entry).unlink()
    homes = (folder, *(Path(entry) for entry in scan(folder) if entry.is_dir(follow_symlinks=False)))
    return len(drafts) + sum(disk.sweep(home)[0] for home in homes)


def entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies in ``folder``, and in the folders there."""
    for entry in scan(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from scan(entry)
        else:
            yield entry


def scan(folder: Path | os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as listing:
        yield from listing
