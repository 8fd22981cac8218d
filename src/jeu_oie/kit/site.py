"""The gallery over the kits that stand in an output folder, and ``site.zip``, all that goes on line."""

import hashlib
import os
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import IO

from jeu_oie.kit.manifest import entry_of
from jeu_oie.kit.options import Kit
from jeu_oie.kit.packing import SITE, entry, put
from jeu_oie.kit.writing import draft_of, drafted, moved, refusals, uninterrupted
from jeu_oie.messages import words
from jeu_oie.render.html.comparison import comparison, comparisons, file_of
from jeu_oie.render.html.gallery import Entry, gallery

ARCHIVE = "site.zip"
NONE: Mapping[str, str] = MappingProxyType({})
LOCAL_HEADER = 30  # bytes before the name and what follows it (APPNOTE 4.3.7); their lengths are the last four


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a gallery, and for each comparison the hash of what it says."""

    names: tuple[str, ...]
    said: Mapping[str, str]


def write_gallery(folder: Path, language: str, basis: str = "", kept: Mapping[str, str] = NONE) -> Written:
    """``index.html`` of the output folder: every kit that stands in it, made now or earlier.

    Besides: a comparison for each topic of several landlords, and ``site.zip``. ``kept``: comparisons that stand
    there and what they say, with ``basis``, the hash of the program: those that would say the same are left (a
    thousand columns take long to set). Raises OutputRefused.
    """
    t = words(language)
    entries = [found for name, content in manifests_in(folder) if (found := entry_of(name, content))]
    topics = comparisons(entries)
    said = {file_of(topic): saying(own, basis) for topic, own in topics.items()}
    pages = {
        name: (folder / name).read_bytes() if kept.get(name) == said[name] else comparison(topic, own, t).encode()
        for (topic, own), name in zip(topics.items(), said, strict=True)
    }
    pages["index.html"] = gallery(entries, [(file_of(topic), t(f"topic.{topic}")) for topic in topics], t).encode()
    root = folder.resolve()
    kits = {f"{each.folder}/{name}": each for each in entries for name in online(root, each)}
    with refusals(folder), drafted(Kit(pages), folder) as drafts:
        if kits:
            archive = folder / ARCHIVE
            drafts[archive] = draft_of(archive)
            with drafts[archive].open("wb") as file:
                pack(file, folder, pages, kits)
        with uninterrupted():
            moved(Kit(pages), folder, drafts)
    return Written((*pages, *([ARCHIVE] if kits else [])), said)


def saying(entries: Sequence[Entry], basis: str) -> str:
    """Hash of what a comparison says: of each kit its name, its state and its answers."""
    digest = hashlib.sha256(basis.encode())
    for each in entries:
        digest.update(repr(replace(each, source="", files=frozenset({"index.html"} & each.files))).encode())
    return digest.hexdigest()


def manifests_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The kits of an output folder: their own folders (« opac-38/repairs ») and their manifests."""
    for path in sorted(folder.glob("*/*/manifest.json")):
        yield path.parent.relative_to(folder).as_posix(), path.read_bytes()


def online(root: Path, kit: Entry) -> Iterator[str]:
    """What goes on line of a kit that has a page: files under ``root``, the output folder, no link that leads away."""
    own = (root / kit.folder).resolve()
    if "index.html" in kit.files and own.is_relative_to(root):
        files = ((name, own / name) for name in SITE if name in kit.files)
        yield from (name for name, path in files if path.is_file() and not path.is_symlink())


def pack(file: IO[bytes], folder: Path, pages: Mapping[str, bytes], kits: Mapping[str, Entry]) -> None:
    """A zip file of ``pages`` and of the files of ``kits``, in the order of their names.

    Each kit has packed its own already (its ``site.zip``): what is compressed there is taken over as it is.
    """
    with zipfile.ZipFile(file, "w") as archive, closing(Ready(folder)) as ready:
        for name in sorted({*pages, *kits}):
            if name in pages:
                put(archive, name, pages[name])
            elif not ready.copy(archive, name, kits[name]):
                put(archive, name, (folder / name).read_bytes())


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
    added = entry(name)
    added.compress_type, added.CRC = packed.compress_type, packed.CRC
    added.compress_size, added.file_size = packed.compress_size, packed.file_size
    added.header_offset = target.fp.tell()
    target.fp.write(added.FileHeader())
    target.fp.write(data)
    target.filelist.append(added)
    target.NameToInfo[name] = added
    target.start_dir = target.fp.tell()
    target._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 (else its list of contents is left out)
