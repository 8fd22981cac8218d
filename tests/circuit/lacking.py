"""All that nobody has found in a circuit, item by item."""

from collections.abc import Iterator
from typing import NamedTuple

from jeu_oie.circuit.gaps import find_gaps
from jeu_oie.circuit.model import Circuit, Item


class LackingFact(NamedTuple):
    """A fact of ``item`` that nobody has found: the name of its field, or STEP, WRITTEN."""

    item: Item
    fact: str


def list_gaps(circuit: Circuit) -> tuple[LackingFact, ...]:
    return tuple(LackingFact(item, fact) for item in items_of(circuit) for fact in find_gaps(item, circuit))


def items_of(circuit: Circuit) -> Iterator[Item]:
    yield from circuit.steps
    for detour in circuit.detours:
        yield from (detour, *detour.steps)
    yield from (*circuit.shortcuts, *circuit.problems, *circuit.recourse)
