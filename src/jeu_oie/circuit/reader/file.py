"""One of the three files of a circuit, as far as it can be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic

from jeu_oie.circuit.reader import nodes
from jeu_oie.circuit.reader.compose import compose
from jeu_oie.circuit.reader.ids import MUST_BE_NAMED, ListItem, duplicates, items
from jeu_oie.circuit.reader.nodes import Data, data
from jeu_oie.circuit.reader.source import SourceText, source
from jeu_oie.circuit.reader.validate import M, shape, validate
from jeu_oie.errors import Problem


@dataclass(frozen=True)
class File(Generic[M]):
    """One file as far as it could be read; ``is_complete`` is False when names may hide in what could not be."""

    source: SourceText
    root: nodes.Mapping | None
    items: tuple[ListItem, ...] = ()
    model: M | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.root is not None and not self.root.partial

    def names(self, key: str) -> frozenset[str]:
        """The keys of a mapping such as ``sources``."""
        value = self.root.get(key) if self.root else None
        return frozenset(value.entries) if isinstance(value, nodes.Mapping) else frozenset()


def read_file(text: bytes | str, name: str, model: type[M], lists: Iterable[str] = ()) -> File[M]:
    """Read one of the three files; ``lists`` are those whose items have ids, given or made of their titles."""
    read = source(text, name)
    root, problems = compose(read)
    problems += shape(read, root, problems)
    if not isinstance(root, nodes.Mapping):
        return File(read, None, problems=problems)
    return validate_file(read, root, model, problems, tuple(lists))


def validate_file(
    read: SourceText,
    root: nodes.Mapping,
    model: type[M],
    problems: tuple[Problem, ...],
    lists: tuple[str, ...],
) -> File[M]:
    """``root`` as a ``model``, with what is wrong in it and in its ids after ``problems``."""
    found = items(root, lists)
    values = data(root)
    for item in found:
        if not item.named and item.list not in MUST_BE_NAMED and item.node.get("id") is None:
            _set_id(values, item.path, item.id)
    finished, more = validate(read, root, model, values)
    return File(read, root, found, finished, (*problems, *more, *duplicates(read, found)))


def _set_id(values: Data, path: tuple[str | int, ...], name: str) -> None:
    here: Any = values
    for part in path:
        here = here[part]
    here["id"] = name
