"""The tree of a YAML file: every scalar the text that was typed, every node with its line and column."""

from dataclasses import dataclass, field

Data = str | list["Data"] | dict[str, "Data"]


@dataclass(frozen=True, slots=True)
class Node:
    """``line`` and ``column`` from 1; ``broken``: already reported; ``size`` and ``height`` with aliases expanded."""

    line: int
    column: int
    broken: bool = False
    size: int = 1
    height: int = 0


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """``partial``: the file breaks off before its end, so that no key is missing for sure."""

    entries: dict[str, Entry] = field(default_factory=dict)
    partial: bool = False

    def entry(self, key: str) -> Entry | None:
        return self.entries.get(key)

    def get(self, key: str) -> Node | None:
        entry = self.entry(key)
        return entry.value if entry else None


def void(node: Node) -> bool:
    """Whether ``node`` holds nothing: no letter, no item, no key."""
    match node:
        case Scalar():
            return not node.text.strip()
        case Mapping():
            return node.size == 1 and not node.partial
    return node.size == 1


def data(node: Node) -> Data:
    """Plain dicts, lists and texts of ``node``."""
    match node:
        case Mapping():
            return {key: data(entry.value) for key, entry in node.entries.items()}
        case Sequence():
            return [data(item) for item in node.items]
        case Scalar():
            return node.text
    raise AssertionError(node)
