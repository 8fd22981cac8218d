"""Circuits whose facts have sources of their own: some of those that stand, as a drawing of lots has it."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from jeu_oie.circuit.item import Item
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.model import LISTS

OWN = {"registre": {"title": "Registre d’essai", "date": "2015-03"}, "enquete": {"title": "Enquête d’essai"}}


def items_in(data: dict[str, Any]) -> Iterator[tuple[type[Item], dict[str, Any]]]:
    """Every item of a circuit's data and its model, side tracks included."""
    for name, model in LISTS.items():
        for item in data.get(name, ()):
            yield model, item
            yield from ((LISTS["steps"], step) for step in item.get("steps", ()))


def state(value: Any, **said: Any) -> dict[str, Any]:
    """A fact that says something of itself; a delay of several parts keeps them beside it, silence has no value."""
    if str(said.get("silent")).lower() == "true":
        return said
    return {**value, **said} if isinstance(value, dict) else {"value": value, **said}


def scattered(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """``data`` in which some facts have sources of their own, are to be verified or say when they were looked for."""
    lots, made = Random(seed), deepcopy(data)
    made["sources"] = {**made.get("sources", {}), **deepcopy(OWN)}
    for model, item in items_in(made):
        for key in list_facts(model).values():
            if key.name in item and lots.random() < 0.6:
                said = {
                    "source": lots.choice([*OWN, [*OWN]]),
                    "uncertain": lots.choice([True, False]),
                    "searched": lots.choice(["2016", "2016-11", "2016-11-03"]),
                }
                kept = lots.sample(sorted(said), lots.randint(1, 3))
                item[key.name] = state(item[key.name], **{name: said[name] for name in kept})
    return made
