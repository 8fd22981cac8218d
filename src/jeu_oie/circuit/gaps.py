"""What tenants need to know of a circuit and nobody has found: told and counted by check, validation, sheets and page.

A fact that means nothing where it would stand is none: on the first step a delay counts from the problem itself, which
is nobody's announcement; where something is to be done at once, or in a danger, nobody waits for an announced delay.
Nor is what the landlord says that it does not announce (``silent``): that has been found.
"""

from collections.abc import Mapping

from jeu_oie.circuit.dangers import speaks_of_danger
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.model import LISTS, UNKNOWN, Channel, Circuit, Item, ProblemItem, Recourse, Step
from jeu_oie.circuit.times import Delay

STEP = "step"  # nobody knows the step itself
WRITTEN = "written"  # a written way in, for whoever cannot telephone


def _list_lacking(name: str, model: type[Item]) -> tuple[str, ...]:
    """The fields that an item of the list ``name`` lacks where nobody has found them, as its card has them."""
    lacking = {fact: key.card.read for fact, key in of(model).items() if key.card and name in key.gap}
    return tuple(sorted(lacking, key=lacking.__getitem__))


NEEDED: Mapping[type[Item], tuple[str, ...]] = {
    model: facts for name, model in LISTS.items() if (facts := _list_lacking(name, model))
}
WRITTEN_WAYS = frozenset({Channel.LETTER, Channel.PORTAL, Channel.EMAIL, Channel.SMS})


def find_gaps(item: Item, circuit: Circuit) -> tuple[str, ...]:
    """The facts of one item that nobody has found; what holds with any landlord lacks nothing of this one."""
    if item.id in circuit.everywhere.ids:
        return ()
    if isinstance(item, Step) and item.missing:
        return (STEP, *_ask_written(item, circuit))
    lacking = tuple(
        name
        for name in _list_needed(item, circuit)
        if _is_absent(getattr(item, name)) and not item.said_of(name).silent
    )
    return (*lacking, *_ask_written(item, circuit))


def _list_needed(item: Item, circuit: Circuit) -> tuple[str, ...]:
    needed = next((facts for kind, facts in NEEDED.items() if isinstance(item, kind)), ())
    if isinstance(item, Recourse) and item.trace is None:
        return ()  # advice: nothing is sent, nobody waits for an answer
    first = item.id == circuit.steps[0].id
    if first or (isinstance(item, ProblemItem) and not is_waited_for(item, circuit)):
        return tuple(fact for fact in needed if fact != "delay")
    return needed


def is_waited_for(item: ProblemItem, circuit: Circuit) -> bool:
    """Whether one waits for the landlord: not in a danger, nor where only a thing to do at once is told."""
    return not speaks_of_danger(item, circuit) and bool(item.delay or item.acceptable or not item.first)


def has_written_way(circuit: Circuit) -> bool:
    return any(way.kind in WRITTEN_WAYS for way in (*circuit.steps[0].channels, *circuit.contacts))


def _ask_written(item: Item, circuit: Circuit) -> tuple[str, ...]:
    return (WRITTEN,) if item.id == circuit.steps[0].id and not has_written_way(circuit) else ()


def _is_absent(value: object) -> bool:
    """A condition alone is no delay; a legal minimum is what one has found, though nobody announces it."""
    if isinstance(value, Delay):
        return value.announced is None and value.at_least is None
    return value in (None, UNKNOWN)
