"""The gallery, when a kit has changed: with a thousand kits it is the longest part of building one."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeu_oie.building.freshness import libraries, program
from jeu_oie.building.sources import sha
from jeu_oie.building.standing import HIDDEN, Record, digest_of, keep, read_record, stamp, whole_files
from jeu_oie.kit import write_gallery
from jeu_oie.kit.site import manifests_in
from jeu_oie.kit.writing import refusals

RECORD = "gallery.json"


def renew_gallery(folder: Path, language: str) -> bool:
    """Write the gallery of ``folder`` unless it stands as it would be written; whether it did. Raises OutputRefused."""
    file = folder / HIDDEN / RECORD
    basis = sha(json.dumps([program(), libraries(), language]).encode())
    kits = [(name, sha(content)) for name, content in manifests_in(folder)]
    key = sha(json.dumps([basis, kits]).encode())
    record = read_record(file)
    if record and record.key == key and whole_files(folder, record, file):
        return False
    with refusals(folder), uncollected():
        file.unlink(missing_ok=True)
        written = write_gallery(folder, language, basis, kept(folder, record) if record else {})
        files = {name: (digest_of(folder / name), stamp(folder / name)) for name in written.names}
        keep(file, Record(key, (), files, {}, said=written.said))
    return True


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile, no garbage is looked for: what a thousand kits say is many small things, and all of them are kept."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def kept(folder: Path, record: Record) -> dict[str, str]:
    """What the comparisons say that stand as they were written."""
    return {name: said for name, said in record.said.items() if stands(folder / name, record.files[name][0])}


def stands(path: Path, digest: str) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:
        return False
