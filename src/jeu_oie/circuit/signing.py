"""What a landlord signs, and the signature that is written into the circuit."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from pydantic import BaseModel

from jeu_oie.circuit.fields import write_delay
from jeu_oie.circuit.item import FactSource, Item
from jeu_oie.circuit.model import Circuit, CircuitFile, Status, Validation, list_references
from jeu_oie.circuit.times import Delay

# The signature itself, and what only tells how far the work on it is; common questions, advice and gestures are
# nobody's facts, nor are the dangers of all landlords and where their numbers are: those that this one states are among
# its own (``landlord``).
COMMON = ("common_questions", "common_advice", "emergency", "where_number", "gestures", "next", "departments")
OF_COMMON = ("common_sources", "common_actors", "everywhere", "here")
APART = ("status", "validated", "searched", *COMMON, *OF_COMMON)
SHORTEST = 16  # digits of a hash that people compare: of 8, two circuits that share them are found in a second
FULL_LENGTH = 64
GROUP = 4
PARTS = "-"  # in a file, after the hash of the content: those of the signers and of the day (signing.seal)


def fingerprint(circuit: Circuit) -> str:
    """64 hexadecimal digits that change when anything changes that the circuit says.

    They depend on no comment, no order of keys, no ``status`` nor ``validated``, and not on which of the three
    files something stands in.
    """
    values = {name: value for name, value in vars(circuit).items() if name not in APART}
    values |= {key: signed_part(circuit, key) for key in ("sources", "actors")}
    told = json.dumps(_drop_absent(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def group_digits(digits: str) -> str:
    """« f679 8fe3 ce14 »: as the eye takes digits in at once."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def matches(signed: str, circuit: Circuit) -> bool:
    """Whether ``signed`` (in full, its first digits, or as a file has it) holds the hash of ``circuit``."""
    digits = signed.strip().casefold().partition(PARTS)[0]
    return len(digits) >= SHORTEST and fingerprint(circuit).startswith(digits)


def signed_part(circuit: Circuit, key: str) -> dict[str, object]:
    """The sources or actors but for those of the common file that only its questions and dangers name.

    These may change at any time; what a circuit or its landlord declares in their place is theirs.
    """
    singular = key.removesuffix("s")
    common: frozenset[str] = getattr(circuit, f"common_{key}")
    lists = (value for name, value in vars(circuit).items() if name not in (*COMMON, *OF_COMMON))
    others = set(list_references((*lists, circuit.landlord.emergency), singular))
    return {name: value for name, value in getattr(circuit, key).items() if name in others or name not in common}


def _plain(value: object) -> object:
    """Dicts, lists and texts; a delay in its author's words, so that reading it otherwise one day unsigns nothing."""
    if isinstance(value, Delay):
        return write_delay(value)
    if isinstance(value, BaseModel):
        return _drop_absent(_signed_values(value))
    if isinstance(value, Mapping):
        return _drop_absent(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _signed_values(value: BaseModel) -> Mapping[str, object]:
    """What a part of the circuit says; of single facts too, where « not to be verified » is a statement."""
    if isinstance(value, FactSource):
        unsure = None if value.uncertain is None else str(value.uncertain).lower()
        return {"source": value.source, "uncertain": unsure, "silent": value.silent}
    return {**vars(value), "stated": _drop_absent(value.stated)} if isinstance(value, Item) else vars(value)


def _drop_absent(values: Mapping[str, object]) -> dict[str, object]:
    """What is stated: an absent value changes no hash, so that the format may grow."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, (), {}, False)}


# The ``hash`` of a signature seals all three: the content's (``fingerprint``, which the paper to sign bears), then one
# of the signers and one of the day, so that what was changed can be told. It shows a change, and not who made it:
# whoever may write the file may seal it anew, and the signed paper bears the hash of what was signed.

SEAL_DIGITS = 16  # of what seals the signers, and of what seals the day
WHITESPACE = re.compile(r"[ \t\r\n]+")


def signature(circuit: Circuit, by: Sequence[str], on: str) -> Validation:
    """What ``by`` (bodies) signed ``on`` that day: ``circuit`` as it is. Raises ValueError on what is no date."""
    names = tuple(dict.fromkeys(WHITESPACE.sub(" ", name).strip(" ") for name in by))
    return Validation(by=names, on=on, hash=seal(circuit, names, on))


def add_signature(written: CircuitFile, validation: Validation) -> CircuitFile:
    """``written`` under a signature: nothing else in it changes."""
    return written.model_copy(update={"status": Status.VALIDATED, "validated": validation})


def seal(circuit: Circuit, by: Iterable[str], on: str) -> str:
    """The hash of what was signed, by whom and when: 64, 16 and 16 hexadecimal digits."""
    return PARTS.join((fingerprint(circuit), _short(signers(by)), _short([on])))


def signers(by: Iterable[str]) -> list[str]:
    """The names of ``by``, however they are written: their order, spaces and accents' make change no seal."""
    return sorted(Counter(map(_name, by)))


def named_twice(by: Iterable[str]) -> list[str]:
    """The bodies that stand more than once in ``by``: each has signed once."""
    return [name for name, times in Counter(map(_name, by)).items() if times > 1]


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def changed_keys(circuit: Circuit, validation: Validation) -> tuple[str, ...]:
    """The keys of ``validation`` that are no longer what was sealed: ``by``, ``on``, ``hash`` (the content).

    ``seal`` where the hash lacks a part, or has one too many: nobody knows then what else has changed.
    """
    if validation.hash is None:
        return ()
    content, *sealed = _parts(validation.hash)
    now = {"by": _short(signers(validation.by)), "on": _short([validation.on])}
    found = [key for key, former in zip(now, sealed, strict=False) if former and former != now[key]]
    found += [] if matches(content, circuit) else ["hash"]
    return (*found, *(() if is_sealed(validation) else ("seal",)))


def is_sealed(validation: Validation) -> bool:
    """Whether the hash has the lengths of all three: content, signers, day."""
    parts = [] if validation.hash is None else _parts(validation.hash)
    return [len(each) for each in parts] == [FULL_LENGTH, SEAL_DIGITS, SEAL_DIGITS]


def _parts(digits: str) -> list[str]:
    return digits.strip().casefold().split(PARTS)


def _short(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:SEAL_DIGITS]
