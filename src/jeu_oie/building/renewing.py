"""The gallery, when a kit has changed: what it was made of is kept, so that of a thousand kits one is read."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from jeu_oie import disk
from jeu_oie.building.freshness import libraries, program
from jeu_oie.building.sources import sha
from jeu_oie.building.standing import HIDDEN, digest_of, stamp, untouched
from jeu_oie.kit import records, write_gallery
from jeu_oie.kit.records import NotOurs, Seen
from jeu_oie.kit.site import Written
from jeu_oie.kit.site.archive import ARCHIVE
from jeu_oie.kit.site.shown import Shown, as_data, of_data, shown_in
from jeu_oie.kit.writing import refusals

RECORD = "gallery.json"


@dataclass(frozen=True, slots=True)
class Gallery:
    """A gallery as it was written: of which kits, and its files with hash and stamp."""

    kits: Mapping[str, Shown]
    files: Mapping[str, Seen]
    written: Written


def renew_gallery(folder: Path, language: str) -> bool:
    """Write the gallery of ``folder`` unless it stands as it would be written; whether it did. Raises OutputRefused."""
    file = folder / HIDDEN / RECORD
    basis = sha(json.dumps([program(), libraries(), language]).encode())
    former = read_gallery(file, basis)
    with refusals(folder):
        kits = dict(shown_in(folder, former.kits if former else {}))
        if former and digests(former.kits) == digests(kits) and untouched(folder, former.files):
            if kits != former.kits:
                with suppress(OSError):  # only spares the next build a look
                    keep_gallery(file, basis, replace(former, kits=kits))
            return False
        file.unlink(missing_ok=True)
        written = write_gallery(folder, language, kits, standing(folder, former) if former else None)
        if former:
            clear(folder, {name: seen for name, seen in former.files.items() if name not in written.names})
        files = {name: seen_now(folder / name, former.files.get(name) if former else None) for name in written.names}
        keep_gallery(file, basis, Gallery(kits, files, written))
    return True


def clear(folder: Path, files: Mapping[str, Seen]) -> None:
    """Take away what a gallery no longer has (a comparison of one landlord), unless somebody has rewritten it."""
    for name, seen in files.items():
        if untouched(folder, {name: seen}):
            (folder / name).unlink()


def seen_now(path: Path, before: Seen | None) -> Seen:
    now = stamp(path)
    return before if before and before[1] == now else (digest_of(path), now)


def digests(kits: Mapping[str, Shown]) -> list[tuple[str, str]]:
    return [(name, each.digest) for name, each in kits.items()]


def standing(folder: Path, former: Gallery) -> Written:
    """What is left of a gallery: the comparisons and the archive whose bytes are those that were written."""
    left = {name for name, seen in former.files.items() if untouched(folder, {name: seen})}
    said = {name: saying for name, saying in former.written.said.items() if name in left}
    return Written(said, former.written.packed if ARCHIVE in left else {})


def keep_gallery(file: Path, basis: str, made: Gallery) -> None:
    """Write the record of a gallery under a hash of it and of ``basis``: what others wrote is not believed."""
    kits = {name: as_data(each) for name, each in made.kits.items()}
    text = json.dumps([kits, made.files, made.written.said, made.written.packed])
    disk.write_whole(file, f"{sha((basis + text).encode())}\n{text}".encode())


def read_gallery(file: Path, basis: str) -> Gallery | None:
    """The record of a gallery; None where there is none, or another than this program wrote."""
    seal, _, text = (records.left(file) or b"").partition(b"\n")
    if seal.decode("ascii", "replace") != sha(basis.encode() + text):
        return None
    try:
        kits, files, said, packed = records.fields(json.loads(text), 4)
        return Gallery(
            {records.inner(name): of_data(each) for name, each in records.of(kits, dict).items()},
            records.by_name(files, own, records.seen),
            Written(records.by_name(said, own, records.digest), records.by_name(packed, records.inner, records.digest)),
        )
    except (ValueError, RecursionError):
        return None


def own(value: object) -> str:
    """A file of a gallery: it lies in no folder of a kit."""
    name = records.inner(value)
    if "/" in name:
        raise NotOurs(name)
    return name
