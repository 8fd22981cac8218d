"""The signature of a circuit: what the landlord signed, by whom and when, written into the circuit's own file.

Its ``hash`` seals all three: the content's (``fingerprint``, which the paper to sign bears), then one of the signers
and one of the day, so that what was changed can be told. It shows a change; who made it, or may have sealed anew,
only a key can tell (``statement``).
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from jeu_oie.circuit.fingerprint import FULL_LENGTH, PARTS, fingerprint, matches
from jeu_oie.circuit.model import Circuit, CircuitFile, Status, Validation

DIGITS = 16  # of what seals the signers, and of what seals the day
# What is signed with a key, and under which name: a signature made for something else vouches for no circuit.
NAMESPACE = "jeu-oie-validation"
GAP = re.compile(r"[ \t\r\n]+")


def signature(circuit: Circuit, by: Sequence[str], on: str) -> Validation:
    """What ``by`` (bodies) signed ``on`` that day: ``circuit`` as it is. Raises ValueError on what is no date."""
    names = tuple(dict.fromkeys(GAP.sub(" ", name).strip(" ") for name in by))
    return Validation(by=names, on=on, hash=seal(circuit, names, on))


def add_signature(written: CircuitFile, validation: Validation) -> CircuitFile:
    """``written`` under a signature: nothing else in it changes."""
    return written.model_copy(update={"status": Status.VALIDATED, "validated": validation})


def seal(circuit: Circuit, by: Iterable[str], on: str) -> str:
    """The hash of what was signed, by whom and when: 64, 16 and 16 hexadecimal digits."""
    return PARTS.join((fingerprint(circuit), _short(signers(by)), _short([on])))


def signers(by: Iterable[str]) -> list[str]:
    """The names of ``by``, however they are written: their order, spaces and accents' make change no seal."""
    return sorted({unicodedata.normalize("NFC", " ".join(name.split())) for name in by})


def changed_keys(circuit: Circuit, validation: Validation) -> tuple[str, ...]:
    """The keys of ``validation`` that are no longer what was sealed: ``by``, ``on``, ``hash`` (the content)."""
    if validation.hash is None:
        return ()
    content, *sealed = validation.hash.strip().casefold().split(PARTS)
    if len(sealed) not in (0, 2) or len(content) != FULL_LENGTH:
        return ("hash",)
    now = {"by": _short(signers(validation.by)), "on": _short([validation.on])}
    found = [key for key, former in zip(now, sealed, strict=False) if former != now[key]]
    return (*found, *(() if matches(content, circuit) else ("hash",)))


def is_sealed(validation: Validation) -> bool:
    """Whether signers and day are sealed too: a hash of before says of the content alone."""
    return validation.hash is not None and PARTS in validation.hash


def statement(circuit: Circuit, validation: Validation) -> bytes:
    """What a key signs: who validated what and when, a line each; the same however the file is laid out."""
    names = signers(validation.by)
    lines = (NAMESPACE, *(f"by: {name}" for name in names), f"on: {validation.on}", seal(circuit, names, validation.on))
    return "".join(f"{line}\n" for line in lines).encode()  # of a circuit that was read: no half of a surrogate pair


def _short(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:DIGITS]
