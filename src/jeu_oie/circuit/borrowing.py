"""A circuit begun from that of another landlord: its frame stays, to be confirmed; none of its facts comes along.

What one landlord does says nothing of what another does (game.md: the program never invents). So texts, delays, traces,
numbers and who pays are left to be found; what is on the way keeps its title, marked « à vérifier », unless that is a
fact itself; and what is good for all (``use``) stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jeu_oie.circuit.item import FACT_VALUE
from jeu_oie.circuit.model import END, OUT, UNKNOWN, Circuit, CircuitFile, Status
from jeu_oie.circuit.write import as_data, data_text

HEAD_KEYS = ("format", "title", "topic", "landlord", "common", "language")
FRAME = ("title", "topic", "language", "arrival")
KEPT = {
    "steps": ("id", "title", "short", "stage", "icon"),
    "shortcuts": ("id", "title", "short", "from", "to"),
    "detours": ("id", "label", "title", "short", "from", "to", "icon"),
    "setbacks": ("id", "title", "short", "at", "kind", "to", "icon"),
    "problems": ("id", "like", "title", "short", "kind", "icon"),
}
PLACES = ("from", "to", "at")
ANYWHERE = frozenset({END, OUT, UNKNOWN})

Item = Mapping[str, Any]


def borrow(written: CircuitFile, circuit: Circuit, version: str) -> str:
    """The YAML of the frame of ``written``, which gave ``circuit``; ``version``: that of the new one."""
    data, frame = as_data(written), borrow_frame(written, circuit)
    head = {name: data[name] for name in HEAD_KEYS if name in data} | {"version": version, "status": Status.DRAFT.value}
    return data_text(head | {name: value for name, value in frame.items() if name not in head})


def borrow_frame(written: CircuitFile, circuit: Circuit) -> dict[str, Any]:
    """The same as data, without what each circuit says of itself alone (its landlord, its version)."""
    data = as_data(written)
    use = [each for each in data.get("use", ()) if not any(map(str.isdigit, each))]  # « adil-38 »: of one department
    names = [each.casefold() for each in (circuit.landlord.name, circuit.landlord.short) if each]
    steps = frozenset(each["id"] for each in data["steps"])
    borrowing = Borrowing(tuple(names), frozenset(use), steps)
    makers: Mapping[str, Callable[[Item], dict[str, Any] | None]] = {
        "steps": borrowing.step,
        "shortcuts": lambda item: borrowing.link("shortcuts", item),
        "detours": borrowing.detour,
        "setbacks": lambda item: borrowing.link("setbacks", item),
        "problems": borrowing.problem,
    }
    made: dict[str, Any] = {name: data[name] for name in FRAME if name in data} | {"use": use}
    for name, maker in makers.items():
        made[name] = [item for each in data.get(name, ()) if (item := maker(each))]
    return {name: value for name, value in made.items() if value}


@dataclass(frozen=True, slots=True)
class Borrowing:
    """What is another landlord's own, its names, and what stays: ``use``, the ids of steps."""

    names: tuple[str, ...]
    use: frozenset[str]
    steps: frozenset[str]

    def is_own(self, item: Item) -> bool:
        """Whether a title holds a figure, or a name, of the landlord from whom it comes."""
        title = str(item.get("title", "")).casefold()
        return any(map(str.isdigit, title)) or any(each in title for each in self.names)

    def step(self, item: Item) -> dict[str, Any]:
        """A step to be confirmed; one whose title is itself a fact is still to be found.

        « Si rien ne vient » stays where it is an advice to all; who acts, where that is the tenant.
        """
        if item.get("missing") or self.is_own(item):
            titled = ("id", "stage") if self.is_own(item) else ("id", "title", "stage")
            return {name: item[name] for name in titled if name in item} | {"missing": True}
        said = item.get("if-silent")
        silent = said.get(FACT_VALUE) if isinstance(said, Mapping) else said
        return pick("steps", item) | ({"if-silent": said} if silent in self.use else {}) | own_deed(item)

    def link(self, name: str, item: Item) -> dict[str, Any] | None:
        """What leads from a step to another; None where it leads to what does not come along."""
        known = self.steps | self.use | ANYWHERE
        if self.is_own(item) or any(item[place] not in known for place in PLACES if place in item):
            return None
        return pick(name, item)

    def detour(self, item: Item) -> dict[str, Any] | None:
        made = self.link("detours", item)
        return made and made | {"steps": [self.step(each) for each in item["steps"]]}

    def problem(self, item: Item) -> dict[str, Any] | None:
        return None if self.is_own(item) else pick("problems", item)


def own_deed(item: Item) -> dict[str, Any]:
    return {"actor": "tenant"} if item.get("actor") in ("tenant", ["tenant"]) else {}


def pick(name: str, item: Item) -> dict[str, Any]:
    return {key: item[key] for key in KEPT[name] if key in item} | {"uncertain": True}
