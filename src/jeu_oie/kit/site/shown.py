"""The kits of an output folder as the gallery shows them: a manifest is read once, and again when it has changed."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jeu_oie import disk
from jeu_oie.exchange.compare import Compared
from jeu_oie.kit import records
from jeu_oie.kit.manifest import entry_of
from jeu_oie.kit.packing import SITE
from jeu_oie.kit.site.archive import ARCHIVE
from jeu_oie.render.html.gallery import Entry

UNREAD = Compared({}, {}, {})  # there are answers, in the manifest
OFFERED = frozenset((*SITE, ARCHIVE))
PLAIN = ("folder", "language", "landlord", "title", "status", "version", "draft", "topic", "source")


@dataclass(frozen=True, slots=True)
class Shown:
    """A kit whose manifest has this ``digest`` and had this ``stamp`` (size, times in ns) before it was read.

    ``entry``: None where the manifest is not ours; ``said``: hash of what its column of a comparison says.
    """

    stamp: tuple[int, int, int]
    digest: str
    said: str
    entry: Entry | None


NONE: Mapping[str, Shown] = MappingProxyType({})


def shown_in(folder: Path, known: Mapping[str, Shown] = NONE) -> Iterator[tuple[str, Shown]]:
    """The kits of an output folder by their own folders (« opac-38/repairs »), in order; ``known``: what was seen."""
    for path in sorted(folder.glob("*/*/manifest.json")):
        name, seen = path.parent.relative_to(folder).as_posix(), disk.standing(path)
        if seen is None or not disk.within(path, folder):
            continue
        stamp, before = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns), known.get(name)
        yield name, before if before and before.stamp == stamp else shown(name, path, stamp, before)


def shown(name: str, path: Path, stamp: tuple[int, int, int], before: Shown | None) -> Shown:
    """The kit of the manifest at ``path``; ``before``: what it was with another stamp."""
    content = records.left(path) or b""
    digest = hashlib.sha256(content).hexdigest()
    if before and before.digest == digest:
        return replace(before, stamp=stamp)
    entry = entry_of(name, content)
    return Shown(stamp, digest, saying(entry) if entry else "", entry)


def saying(entry: Entry) -> str:
    """Hash of what a comparison says of a kit: its name, its state and its answers."""
    told = replace(entry, source="", files=frozenset({"index.html"} & entry.files))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def answering(folder: Path, entry: Entry) -> Entry:
    """``entry`` with its answers."""
    if entry.compared is not UNREAD:
        return entry
    return entry_of(entry.folder, records.left(folder / entry.folder / "manifest.json")) or entry


def as_data(kit: Shown) -> list[Any]:
    """For the record of a gallery: all but the answers, and the files that no page leads to."""
    each = kit.entry
    told = each and [
        [getattr(each, name) for name in PLAIN],
        sorted(each.files & OFFERED),
        each.compared is not None,
    ]
    return [kit.stamp, kit.digest, kit.said, told]


def of_data(data: object) -> Shown:
    """``as_data`` back. Raises NotOurs."""
    stamped, hashed, said, told = records.fields(data, 4)
    stamp, digest = records.stamp(stamped), records.digest(hashed)
    if told is None:
        return Shown(stamp, digest, records.of(said, str), None)
    plain, files, compared = records.fields(told, 3)
    values = dict(zip(PLAIN, records.fields(plain, len(PLAIN)), strict=True))
    draft = records.of(values.pop("draft"), bool)
    entry = Entry(
        draft=draft,
        files=frozenset(records.several(files, records.inner)),
        compared=UNREAD if records.of(compared, bool) else None,
        **{key: records.text(value) for key, value in values.items()},
    )
    return Shown(stamp, digest, records.digest(said), entry)
