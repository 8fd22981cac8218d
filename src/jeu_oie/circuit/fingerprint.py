"""The hash of what a landlord signs."""

import hashlib
import json
from collections.abc import Mapping
from enum import Enum

from pydantic import BaseModel

from jeu_oie.circuit.delays import Delay
from jeu_oie.circuit.model import Circuit, list_references

# The signature itself, and what only tells how far the work on it is; common questions are nobody's facts, nor are the
# dangers of all landlords: those that this one states are among its own (``landlord``).
COMMON = ("common_questions", "emergency")
OF_COMMON = ("common_sources", "common_actors")
APART = ("status", "validated", "searched", *COMMON, *OF_COMMON)
SHORTEST = 16  # digits of a hash that people compare: of 8, two circuits that share them are found in a second
FULL_LENGTH = 64
PARTS = "-"  # in a file, after the hash of the content: those of the signers and of the day (signing.seal)


def fingerprint(circuit: Circuit) -> str:
    """64 hexadecimal digits that change when anything changes that the circuit says.

    They depend on no comment, no order of keys, no ``status`` nor ``validated``, and not on which of the three
    files something stands in.
    """
    values = {name: value for name, value in vars(circuit).items() if name not in APART}
    values |= {key: _signed_part(circuit, key) for key in ("sources", "actors")}
    told = json.dumps(_drop_absent(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def matches(signed: str, circuit: Circuit) -> bool:
    """Whether ``signed`` (in full, its first digits, or as a file has it) holds the hash of ``circuit``."""
    digits = signed.strip().casefold().partition(PARTS)[0]
    return len(digits) >= SHORTEST and fingerprint(circuit).startswith(digits)


def _signed_part(circuit: Circuit, key: str) -> dict[str, object]:
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
        spans = {"value": value.value, "at-most": value.at_most}
        return _drop_absent({key: span.text for key, span in spans.items() if span} | {"condition": value.condition})
    if isinstance(value, BaseModel):
        return _drop_absent(vars(value))
    if isinstance(value, Mapping):
        return _drop_absent(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _drop_absent(values: Mapping[str, object]) -> dict[str, object]:
    """What is stated: an absent value changes no hash, so that the format may grow."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, (), {}, False)}
