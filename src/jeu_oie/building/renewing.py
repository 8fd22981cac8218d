"""The gallery, when a kit has changed: with a thousand kits it is the longest part of building one."""

import json
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
    key = key_of(folder, language)
    record = read_record(file)
    if record and record.key == key and whole_files(folder, record, file):
        return False
    with refusals(folder):
        file.unlink(missing_ok=True)
        names = write_gallery(folder, language)
        files = {name: (digest_of(folder / name), stamp(folder / name)) for name in names}
        keep(file, Record(key, (), files, {}))
    return True


def key_of(folder: Path, language: str) -> str:
    """Hash of all that the gallery is made of: the program, and what the kits say of themselves."""
    kits = [(name, sha(content)) for name, content in manifests_in(folder)]
    return sha(json.dumps([program(), libraries(), language, kits]).encode())
