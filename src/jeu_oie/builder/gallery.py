"""The gallery of an output folder: the pages over all kits in it and, on request, ``site.zip``, all that goes on line.

It is written whole when a kit has changed. Its record holds a hash of what it is made of, and the stamps of its files.
"""

import json
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from jeu_oie import disk, trust
from jeu_oie.builder.record import HIDDEN, examine_kit, libraries, parse_record, program, stamp_file
from jeu_oie.circuit.model import Topic
from jeu_oie.exchange.compare import KitEntry
from jeu_oie.kit import KitFiles, write
from jeu_oie.kit.making import entry_of
from jeu_oie.kit.records import KnownStamp, Sha256, read_as, read_left
from jeu_oie.kit.writing import MAX_FILE_BYTES, Written, add_file, goes_on_line, refusals
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.web.comparison import comparison, comparisons, file_of, is_listed, left_alone, once
from jeu_oie.web.found import NOWHERE, SharedPicture, SiteAddress, png_size, site_map
from jeu_oie.web.site import gallery, page_address

RECORD = f"{HIDDEN}/gallery.json"
ARCHIVE = "site.zip"
SITE_MAP = "sitemap.xml"
PICTURE, HEADER = "board.png", 32  # bytes of it that tell its size
OURS = frozenset(("index.html", ARCHIVE, SITE_MAP, *map(file_of, Topic)))


def check_file(name: str) -> str:
    if name not in OURS:
        raise ValueError(name)
    return name


GalleryFile = Annotated[str, AfterValidator(check_file)]  # that a gallery may have


@dataclass(frozen=True, slots=True)
class GalleryRecord:
    """Of what the gallery was made, the stamps of its files, and those of an earlier one that stand there too."""

    key: Sha256 = ""
    files: Mapping[GalleryFile, KnownStamp] = field(default_factory=dict)
    older: Mapping[GalleryFile, KnownStamp] = field(default_factory=dict)


RECORDS = TypeAdapter(GalleryRecord)


def renew_gallery(
    folder: Path,
    language: str,
    *,
    made: Container[str] = (),
    pack: bool = False,
    where: SiteAddress = NOWHERE,
    prune: bool = False,
) -> Written | None:
    """Write the gallery of ``folder``; None where it stands as it would be written. Raises OutputRefused.

    ``made``: the kits of this very build, by their folders; of the others those that are ours are in it, too. ``pack``:
    with ``site.zip``. What a former gallery had besides stays, older: a comparison of landlords that have gone, a
    ``site.zip`` of kits that have changed. ``prune``: it is removed, unless somebody has rewritten it.
    """
    record = folder / RECORD
    with refusals(folder):
        stamps = [(name, stamp_file(path)) for name, path in manifests_in(folder, made)]
        key = disk.digest(json.dumps([program(), libraries(), language, astuple(where), stamps]).encode())
        former = read_record(folder)
        stands = former.key == key and trust.examine_files(folder, {**former.files, **former.older}).mine
        if stands and (ARCHIVE in former.files or not pack) and not (prune and former.older):
            return None
        names = write_gallery(folder, language, made=made, pack=pack, where=where)
        besides = {name: seen for name, seen in {**former.older, **former.files}.items() if name not in names}
        left = trust.list_mine(folder, besides)
        for name in left if prune else ():
            (folder / name).unlink()
        older = {} if prune else left
        files = {name: stamp_file(folder / name) for name in names}
        disk.write_atomically(record, json.dumps(asdict(GalleryRecord(key, files, older))).encode())
    return Written(tuple(older), tuple(left) if prune else ())


def write_gallery(
    folder: Path, language: str, *, made: Container[str] = (), pack: bool = False, where: SiteAddress = NOWHERE
) -> tuple[str, ...]:
    """``index.html`` of the output folder, a comparison for each topic of several landlords, ``site.zip`` to ``pack``.

    With an address, also ``sitemap.xml``: the pages that search engines may list. Every kit of ours in ``folder`` is in
    them, made now or earlier. Gives the names of its files. Raises OutputRefused.
    """
    t = load_catalog(language)
    entries = list_entries(folder, made)
    topics, alone = comparisons(entries), left_alone(entries)
    pages = {
        file_of(topic): comparison(
            topic, own, t, alone=alone, online=where, picture=picture_of(folder, own, t, where)
        ).encode()
        for topic, own in topics.items()
    }
    named = [(file_of(topic), t(f"topic.{topic}")) for topic in topics]
    pages["index.html"] = gallery(entries, named, t, where, picture_of(folder, entries, t, where)).encode()
    if where.address:
        pages[SITE_MAP] = site_map(list_addresses(entries, where))
    write(KitFiles(pages), folder)
    if not pack:
        return tuple(pages)
    with refusals(folder), disk.replace_file(folder / ARCHIVE) as file, zipfile.ZipFile(file, "w") as archive:
        for name in sorted((*pages, *online(folder, entries))):
            add_file(archive, name, disk.read_inside(folder, name, MAX_FILE_BYTES))
    return (*pages, ARCHIVE)


def picture_of(folder: Path, entries: Iterable[KitEntry], words: Catalog, where: SiteAddress) -> SharedPicture | None:
    """The board of the first of ``entries`` that has one, to share a page over all of them with."""
    for each in entries if where.address else ():
        file = folder / each.folder / PICTURE
        seen = PICTURE in each.files and disk.standing(file) and disk.within(file, folder)
        if seen and (size := png_size(disk.read(file, HEADER, links=False))):
            told = {"title": each.title, "landlord": each.landlord, "version": each.version}
            return SharedPicture(f"{page_address(each, where)}{PICTURE}", words("embed.picture", **told), size)
    return None


def list_addresses(entries: Sequence[KitEntry], where: SiteAddress) -> Iterator[str]:
    """The pages that search engines may list: the gallery, comparisons, each circuit once."""
    yield where.address
    yield from (
        f"{where.address}{file_of(topic)}" for topic, own in comparisons(entries).items() if is_listed(own, where)
    )
    yield from (page_address(each, where) for each in once(entries) if each.is_listed(drafts=where.drafts))


def manifests_in(folder: Path, made: Container[str] = (), *, ours: bool = True) -> Iterator[tuple[str, Path]]:
    """The kits to show of an output folder, by their own folders (« opac-38/repairs »), in order: their manifests.

    Not ``ours``: the others, which somebody may have sent; they are neither shown nor put on line with ours.
    """
    for path in sorted(folder.glob("*/*/manifest.json")):
        if disk.standing(path) and disk.within(path, folder):
            name = path.parent.relative_to(folder).as_posix()
            if (name in made or examine_kit(path.parent, parse_record(path.parent)).mine) is ours:
                yield name, path


def list_entries(folder: Path, made: Container[str] = ()) -> list[KitEntry]:
    """The kits of ``folder`` but those for one agency: their circuit's page asks where one lives."""
    return [
        entry
        for name, path in manifests_in(folder, made)
        if (entry := entry_of(name, read_left(path.parent, path.name))) and not entry.agency
    ]


def list_strangers(folder: Path, made: Container[str]) -> list[str]:
    """The kits there that are not ours."""
    return [name for name, _ in manifests_in(folder, made, ours=False)]


def online(folder: Path, kits: Iterable[KitEntry]) -> Iterator[str]:
    """The files that go on line of the kits that have a page; no link among them, and none leads away."""
    for kit in kits:
        if "index.html" in kit.files:
            for name in (f"{kit.folder}/{each}" for each in sorted(filter(goes_on_line, kit.files))):
                seen = disk.standing(folder / name)
                if seen and seen.st_size <= MAX_FILE_BYTES and disk.within(folder / name, folder):
                    yield name


def list_site(folder: Path) -> tuple[str, ...]:
    """All files of ``folder`` that go on line: the pages over all kits, and what each kit of ours has for it."""
    pages = (name for name in read_record(folder).files if name != ARCHIVE and disk.standing(folder / name))
    return (*pages, *online(folder, list_entries(folder)))


def read_record(folder: Path) -> GalleryRecord:
    """The record of the gallery of ``folder``; an empty one where there is none of ours."""
    mine = trust.examine_way(folder, [RECORD]).mine
    return (read_as(RECORDS, read_left(folder, RECORD)) if mine else None) or GalleryRecord()
