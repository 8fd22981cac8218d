"""The files of a circuit, each read once: what was read is what is hashed and made, whatever is saved meanwhile."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jeu_oie.circuit.reader import PathRefused, Reading, Siblings, beside, content, read, read_text
from jeu_oie.errors import Place, Problem

Found = bytes | None | OSError | PathRefused


@dataclass(frozen=True, slots=True)
class Sources:
    """A circuit's bytes, and what stood under each name that it writes (« ../common.yaml »), in the order of asking."""

    text: bytes
    named: Mapping[str, Found] = field(default_factory=dict)

    def hash(self) -> str:
        """Hash of all that the circuit was read from, as the manifest tells it."""
        digest = hashlib.sha256(self.text)
        for each in self.named.values():
            if isinstance(each, bytes):
                digest.update(each)
        return digest.hexdigest()

    def key(self, basis: str, address: str | None) -> str:
        """Hash of all that the kit is made of; ``basis`` is the same for all circuits (``freshness.basis``)."""
        told = {name: sha(found) for name, found in self.named.items() if isinstance(found, bytes)}
        content = [basis, address, sha(self.text), told]
        return sha(json.dumps(content).encode())

    def siblings(self, name: str) -> bytes | None:
        """What the reader asks for, from memory. Raises what the disk raised."""
        found = self.named.get(name)
        if isinstance(found, Exception):
            raise found
        return found


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def reread(path: Path, names: Iterable[str]) -> Sources:
    """The bytes of a circuit and of ``names`` as they stand now. Raises OSError, PathRefused."""
    ask = beside(path)
    return Sources(content(path), {name: ask(name) for name in names})


def read_once(path: Path) -> tuple[Reading, Sources | None]:
    """The circuit at ``path`` and the bytes that it was read from; none where it cannot be opened."""
    if not nameable(path):
        return Reading(None, (Problem(Place(path.as_posix()), "file-name"),), {}, (path,)), None
    if path.name == "landlord.yaml" and path.is_file():
        return landlord_alone(path), None
    try:
        text = content(path)
    except OSError:
        return read(path), None
    named: dict[str, Found] = {}
    reading = read_text(text, path.as_posix(), recorded(beside(path), named))
    return reading, Sources(text, named)


def nameable(path: Path) -> bool:
    """Whether the circuit, its folder and its kit have names that can be written: on a page, in an address."""
    try:
        f"{path} {path.resolve().parent.name}".encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8
        return False
    return True


def recorded(siblings: Siblings, named: dict[str, Found]) -> Siblings:
    """``siblings``, and in ``named`` what they gave."""

    def ask(name: str) -> bytes | None:
        try:
            found = siblings(name)
        except (OSError, PathRefused) as error:
            named[name] = error
            raise
        named[name] = found
        return found

    return ask


def landlord_alone(path: Path) -> Reading:
    """A landlord's file is told as such, not as a circuit that lacks everything."""
    return Reading(None, (Problem(Place(path.as_posix()), "landlord-file"),), {}, (path,))


def carried(path: Path) -> Sources | None:
    """All that a circuit is made of, for a machine that does not see this disk; None where it cannot be opened."""
    return read_once(path)[1]
