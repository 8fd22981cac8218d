"""How much a circuit may hold: what is printed of it then fits into memory, and is made within a minute.

The largest that is shipped holds 130 items, 970 texts and 29 000 characters, common.yaml included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from jeu_oie.circuit.model import LISTS, Circuit, Item

MAX_ITEMS, MAX_TEXTS, MAX_TOTAL_CHARS = 400, 3_000, 80_000
COUNTED = (*LISTS, "common_questions", "common_advice")
OF_ALL = ("emergency", "next")  # what every circuit is told of, and no item of its own
MAPPINGS = ("sources", "actors", "words")
MAX_TEXTS_NAMED = 3  # texts that are named


@dataclass(frozen=True, slots=True)
class Value:
    """A key of an item, or of the circuit (``item`` is empty), and what is written there."""

    item: str
    key: str
    texts: int
    characters: int


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that is passed at ``item`` and ``key``; ``longest``: where there is most to shorten."""

    code: str
    limit: int
    count: int
    item: str
    key: str
    longest: tuple[tuple[str, str], ...]


def excess(circuit: Circuit) -> Excess | None:
    """The first limit that ``circuit`` passes, items first; None where it keeps them all."""
    items = [item.id for item in items_of(circuit)]
    values = list(values_of(circuit))
    longest = tuple(
        (each.item, each.key) for each in nlargest(MAX_TEXTS_NAMED, values, key=lambda each: each.characters)
    )
    if len(items) > MAX_ITEMS:
        return Excess("circuit-items", MAX_ITEMS, len(items), items[MAX_ITEMS], "", longest)
    for code, limit, counted in (
        ("circuit-texts", MAX_TEXTS, "texts"),
        ("circuit-characters", MAX_TOTAL_CHARS, "characters"),
    ):
        total, first = 0, None
        for each in values:
            total += getattr(each, counted)
            first = first or (each if total > limit else None)
        if first:
            return Excess(code, limit, total, first.item, first.key, longest)
    return None


def items_of(circuit: Circuit) -> Iterator[Item]:
    """Every item, each side track's steps after it."""
    for name in COUNTED:
        for item in getattr(circuit, name):
            yield item
            yield from getattr(item, "steps", ())


def values_of(circuit: Circuit) -> Iterator[Value]:
    """All that is written in a circuit, in the order of the format."""
    apart = {*COUNTED, *OF_ALL, "landlord"}
    told = circuit.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=apart)
    told["landlord"] = circuit.landlord.model_dump(mode="json", exclude_none=True, exclude={"sources", "actors"})
    for key, value in told.items():
        if key in MAPPINGS:
            yield from (measure("", f"{key}.{name}", each) for name, each in value.items())
        else:
            yield measure("", key, value)
    for item in (*items_of(circuit), *(item for name in OF_ALL for item in getattr(circuit, name))):
        own = item.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"steps"})
        yield from (measure(item.id, key, value) for key, value in own.items())


def measure(item: str, key: str, value: Any) -> Value:  # noqa: ANN401 (what pydantic gives)
    lengths = list(lengths_of(value))
    return Value(item, key, len(lengths), sum(lengths))


def lengths_of(value: Any) -> Iterator[int]:  # noqa: ANN401 (same)
    """Of each text in ``value``, at any depth."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from lengths_of(each)
    elif value is not None:
        yield len(str(value))
