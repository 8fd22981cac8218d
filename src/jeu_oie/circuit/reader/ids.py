"""The items of a file and their ids: those that stand, and those made of the titles."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jeu_oie.circuit.fields import RESERVED
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.reader.nodes import Mapping, Node, Scalar, Sequence
from jeu_oie.circuit.reader.source import SourceText
from jeu_oie.errors import Problem

MUST_BE_NAMED = frozenset(("steps", "shortcuts", "detours", "recourse", "emergency"))
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of ``list``; ``path`` leads to it from the root; ``detour`` is the id of the side track it is on."""

    list: str
    node: Mapping
    path: tuple[str | int, ...]
    id: str = ""
    named: bool = False  # the id stands in the file
    detour: str | None = None


class Free:
    """Hands out ids that nothing has yet."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.numbers: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """``wanted``, numbered from 2 if it is taken."""
        name, number = wanted, self.numbers.get(wanted, 1)
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        self.numbers[wanted] = number
        self.taken.add(name)
        return name


def text(node: Node | None, key: str) -> str | None:
    """The text of ``key`` in ``node``, if it has one that can be read."""
    value = node.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.broken else None


def elements(root: Mapping, key: str) -> tuple[Node, ...]:
    """The items of a list; nothing if there is no list there."""
    value = root.get(key)
    return value.items if isinstance(value, Sequence) and not value.broken else ()


def items(root: Mapping, names: Iterable[str] = LISTS) -> tuple[ListItem, ...]:
    """Every item of ``root``, side tracks included, with an id: its own, else one made of its title."""
    found = [item for name in names for item in _list_items(root, name)]
    taken = {item.id for item in found if item.named} | set(RESERVED)
    taken |= {node.text for node in elements(root, "use") if isinstance(node, Scalar)}
    free = Free(taken)
    return tuple(item if item.named else _name_item(item, free) for item in found)


def _name_item(item: ListItem, free: Free) -> ListItem:
    """``item`` called by its title."""
    return replace(item, id=free.name(slug(text(item.node, "title") or "") or item.list))


def _list_items(root: Mapping, name: str) -> Iterator[ListItem]:
    for index, node in enumerate(elements(root, name)):
        if not isinstance(node, Mapping) or node.broken:
            continue
        item = _item(name, node, (name, index), None)
        yield item
        if name == "detours":
            for place, step in enumerate(elements(node, "steps")):
                if isinstance(step, Mapping) and not step.broken:
                    yield _item("steps", step, (*item.path, "steps", place), item.id)


def _item(name: str, node: Mapping, path: tuple[str | int, ...], detour: str | None) -> ListItem:
    own = text(node, "id")
    return ListItem(name, node, path, own or "", own is not None, detour)


@lru_cache(256)
def slug(title: str) -> str:
    """« Fuite d'eau » → « fuite-d-eau »."""
    parts = unicodedata.normalize("NFKD", title.casefold().translate(LIGATURES))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def duplicates(source: SourceText, found: Iterable[ListItem]) -> Iterator[Problem]:
    """An id is told each time it comes again."""
    seen: dict[str, int] = {}
    named = ((item.id, item.node.get("id")) for item in found if item.named)
    for name, node in sorted(((n, v) for n, v in named if v), key=lambda pair: (pair[1].line, pair[1].column)):
        if name in seen:
            yield source.problem(node.line, node.column, "duplicate-id", id=name, first=seen[name])
        seen.setdefault(name, node.line)
