"""The hash of what a landlord signs."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from pydantic import BaseModel

from jeu_oie.circuit.model import Circuit

# The signature itself, and what only tells how far the work on it is; common questions are nobody's facts.
APART = ("status", "validated", "searched", "common_questions")
SHORTEST = 8  # digits of a hash that is given in short


def fingerprint(circuit: Circuit) -> str:
    """64 hexadecimal digits that change when anything changes that the circuit says.

    They depend on no comment, no order of keys, no ``status`` nor ``validated``, and not on which of the three
    files something stands in.
    """
    content = {name: value for name, value in _plain(circuit).items() if name not in APART}
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def matches(signed: str, circuit: Circuit) -> bool:
    """Whether ``signed`` (in full, or its first digits) is the hash of ``circuit``."""
    digits = signed.strip().casefold()
    return len(digits) >= SHORTEST and fingerprint(circuit).startswith(digits)


def _plain(value: Any) -> Any:
    """Dicts, lists and texts; what is absent is left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return _kept(value.__dict__)
    if is_dataclass(value):
        return _kept({f.name: getattr(value, f.name) for f in fields(value)})
    if isinstance(value, dict):
        return _kept(value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value not in (None, (), {}, False)}
