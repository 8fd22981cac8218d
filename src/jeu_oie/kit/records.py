"""What earlier builds left for later ones, believed only where it is what we write.

Anybody may have laid a record there. Whatever cannot be read, has other types, or names what lies elsewhere, is none.
"""

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from jeu_oie import disk
from jeu_oie.circuit.model import Topic
from jeu_oie.exchange.compare import Compared

MAX_RECORD_BYTES = 8 << 20  # bytes: the record of ten thousand kits
MAX_NUMBER = 1 << 63  # that a disk may tell
AWAY = re.compile(r"[\0\\:]" if sys.platform == "win32" else r"\0")  # what leads elsewhere besides
MANIFEST = "manifest.json"

T = TypeVar("T")


def check_inner(name: str) -> str:
    if AWAY.search(name) or any(part in ("", ".", "..") for part in name.split("/")):
        raise ValueError(name)
    return name


Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=-MAX_NUMBER, lt=MAX_NUMBER)]
KnownStamp = tuple[Number, Number, Number]
Inner = Annotated[str, AfterValidator(check_inner)]  # of a file in a folder, « print/2-table.pdf »


def read_as(kind: TypeAdapter[T], data: bytes | None) -> T | None:
    """What ``data`` holds as JSON, each value of its type to the letter (True is no number); None: it is not ours."""
    try:
        return kind.validate_json(data or b"", strict=True)
    except ValidationError:
        return None


def read_left(root: Path, name: str) -> bytes | None:
    """The bytes of a file that was left there; None where there is none, no file, a link, or one far too large."""
    with suppress(OSError, ValueError):  # ValueError: a name that no file can have
        data = disk.read_inside(root, name, MAX_RECORD_BYTES)
        return data if len(data) <= MAX_RECORD_BYTES else None
    return None


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """A file as it was made; ``older``: by a build before the one that wrote the manifest."""

    bytes: Number
    sha256: Sha256
    older: bool = False


@dataclass(frozen=True, slots=True)
class ManifestCard:
    id: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class ManifestCircuit:
    topic: Topic
    landlord: str
    short: str
    area: str
    language: str
    status: str
    communes: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    example: bool = False
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What its sheets say of themselves."""

    landlord: str
    title: str
    status: str
    version: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``source``: the hash of what the kit was made of; ``sheets`` and ``cards``: which carries which hash."""

    circuit: ManifestCircuit
    shown: Shown
    source: str
    files: Mapping[Inner, ManifestFile]
    sheets: Mapping[str, str]
    cards: Mapping[str, ManifestCard]
    compare: Compared


MANIFESTS = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """That of the kit in ``folder``."""
    return read_as(MANIFESTS, read_left(folder, MANIFEST))
