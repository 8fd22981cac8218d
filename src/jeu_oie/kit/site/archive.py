"""``site.zip``, all that goes on line of an output folder, made of what its kits have packed already."""

import hashlib
import os
import stat
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from jeu_oie.kit.packing import SITE, entry, put
from jeu_oie.render.html.gallery import Entry

ARCHIVE = "site.zip"
LOCAL_HEADER = 30  # bytes before the name and what follows it (APPNOTE 4.3.7); their lengths are the last four
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Online:
    """What goes on line of a kit: ``names`` of files under the output folder.

    ``state``: a hash that differs when one of them, or the kit's own archive, has been written anew.
    """

    kit: Entry
    names: tuple[str, ...]
    state: str


def online(root: Path, kits: Iterable[Entry]) -> Iterator[Online]:
    """Of those that have a page; ``root``: the output folder, links resolved. No link leads away from it."""
    for kit in kits:
        own = f"{root}/{kit.folder}"
        if "index.html" in kit.files and Path(os.path.realpath(own)).is_relative_to(root):
            seen = dict(regular(own, (name for name in (*SITE, ARCHIVE) if name in kit.files)))
            stamps = [(name, each.st_size, each.st_mtime_ns, each.st_ctime_ns) for name, each in seen.items()]
            if names := tuple(f"{kit.folder}/{name}" for name in seen if name != ARCHIVE):
                yield Online(kit, names, hashlib.sha256(repr(stamps).encode()).hexdigest())


def regular(folder: str, names: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Those of ``names`` that are files, and no links."""
    for name in names:
        with suppress(OSError):
            seen = os.lstat(f"{folder}/{name}")
            if stat.S_ISREG(seen.st_mode):
                yield name, seen


def pack(
    file: IO[bytes],
    folder: Path,
    pages: Mapping[str, bytes],
    others: Mapping[str, Entry | None],
    same: AbstractSet[str],
) -> None:
    """A zip file of ``pages`` and of ``others``, files under ``folder`` and whose they are, in order of their names.

    Each kit has packed its own already (its ``site.zip``): what is compressed there is taken over as it is. So is
    what is the ``same`` in the archive that stands in ``folder`` and is to be replaced.
    """
    with (
        zipfile.ZipFile(file, "w") as archive,
        closing(Ready(folder)) as ready,
        closing(Former(folder / ARCHIVE if same else None)) as former,
    ):
        for taken, names in groupby(sorted({*pages, *others}), (same & former.ends.keys()).__contains__):
            if taken:
                former.copy(archive, names)
                continue
            for name in names:
                kit = others.get(name)
                if name in pages:
                    put(archive, name, pages[name])
                elif kit is None or not ready.copy(archive, name, kit):
                    put(archive, name, (folder / name).read_bytes())


class Former:
    """The archive that is to be replaced; ``ends``: where the bytes of each of its files end."""

    def __init__(self, path: Path | None) -> None:
        self.archive = zipfile.ZipFile(path) if path else None
        self.ends: dict[str, int] = {}
        if self.archive:
            found = sorted(self.archive.infolist(), key=lambda each: each.header_offset)
            starts = (*(each.header_offset for each in found), self.archive.start_dir)
            self.ends = {each.filename: end for each, end in zip(found, starts[1:], strict=True)}

    def copy(self, target: zipfile.ZipFile, names: Iterable[str]) -> None:
        """Take ``names`` over as they stand, those that follow one another at once."""
        assert self.archive is not None
        found = [self.archive.getinfo(name) for name in names]
        start = 0
        for rank, each in enumerate(found):
            end = self.ends[each.filename]
            if rank + 1 == len(found) or found[rank + 1].header_offset != end:
                self.copy_run(target, found[start : rank + 1], end)
                start = rank + 1

    def copy_run(self, target: zipfile.ZipFile, run: list[zipfile.ZipInfo], end: int) -> None:
        assert self.archive is not None
        assert self.archive.fp is not None
        assert target.fp is not None
        at, first = target.fp.tell(), run[0].header_offset
        self.archive.fp.seek(first)
        left = end - first
        while left and (block := self.archive.fp.read(min(BLOCK, left))):
            target.fp.write(block)
            left -= len(block)
        if left:
            raise zipfile.BadZipFile(self.archive.filename)
        for each in run:
            list_as(target, packed_as(each, each.filename, at + each.header_offset - first))

    def close(self) -> None:
        if self.archive is not None:
            self.archive.close()


class Ready:
    """The ``site.zip`` of one kit after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kit = ""
        self.archive: zipfile.ZipFile | None = None

    def copy(self, target: zipfile.ZipFile, name: str, kit: Entry) -> bool:
        """Take ``name`` over, compressed as it is; whether it was there, and of the size that the file has now."""
        if kit.folder != self.kit:
            self.open(kit)
        if self.archive is None:
            return False
        try:
            packed = self.archive.getinfo(name.removeprefix(f"{kit.folder}/"))
        except KeyError:
            return False
        data = raw(self.archive, packed)
        if packed.file_size != (self.folder / name).stat().st_size or len(data) != packed.compress_size:
            return False
        take_over(target, name, packed, data)
        return True

    def open(self, kit: Entry) -> None:
        self.close()
        self.kit = kit.folder
        path = self.folder / kit.folder / ARCHIVE
        try:
            self.archive = zipfile.ZipFile(path) if ARCHIVE in kit.files and path.is_file() else None
        except (OSError, zipfile.BadZipFile):
            self.archive = None

    def close(self) -> None:
        if self.archive is not None:
            self.archive.close()
            self.archive = None


def raw(archive: zipfile.ZipFile, packed: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry as they stand, compressed."""
    assert archive.fp is not None
    archive.fp.seek(packed.header_offset)
    header = archive.fp.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER:
        return b""
    archive.fp.seek(sum(struct.unpack("<HH", header[-4:])), os.SEEK_CUR)
    return archive.fp.read(packed.compress_size)


def take_over(target: zipfile.ZipFile, name: str, packed: zipfile.ZipInfo, data: bytes) -> None:
    """Add an entry that is compressed already, which ``zipfile`` has no call for."""
    assert target.fp is not None
    added = packed_as(packed, name, target.fp.tell())
    target.fp.write(added.FileHeader())
    target.fp.write(data)
    list_as(target, added)


def packed_as(packed: zipfile.ZipInfo, name: str, offset: int) -> zipfile.ZipInfo:
    """An entry of the same bytes elsewhere."""
    made = entry(name)
    made.compress_type, made.CRC = packed.compress_type, packed.CRC
    made.compress_size, made.file_size = packed.compress_size, packed.file_size
    made.header_offset = offset
    return made


def list_as(target: zipfile.ZipFile, added: zipfile.ZipInfo) -> None:
    """Put an entry whose bytes have been written into the archive's list of contents."""
    assert target.fp is not None
    target.filelist.append(added)
    target.NameToInfo[added.filename] = added
    target.start_dir = target.fp.tell()
    target._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 (else its list of contents is left out)
