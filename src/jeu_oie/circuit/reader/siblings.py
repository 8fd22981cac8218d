"""The files that a circuit names: its landlord and what landlords share."""

import posixpath
import re

from jeu_oie.circuit.model import CircuitFile, Common, InPlace, Landlord
from jeu_oie.circuit.reader import nodes
from jeu_oie.circuit.reader.file import File, read_file
from jeu_oie.circuit.reader.ids import duplicates, items
from jeu_oie.circuit.reader.nodes import Entry, Scalar, Sequence
from jeu_oie.circuit.reader.shared import COMMON, LANDLORD, PathRefused, Siblings
from jeu_oie.circuit.reader.source import SourceText
from jeu_oie.circuit.reader.validate import SHOWN, M, validate
from jeu_oie.errors import Problem


def landlord(circuit: File[CircuitFile], name: str, siblings: Siblings) -> tuple[File[Landlord] | None, list[Problem]]:
    assert circuit.root is not None
    entry = circuit.root.entry("landlord")
    if entry is None or entry.value.broken:
        return None, []
    value, read = entry.value, circuit.source
    if isinstance(value, Sequence):
        return None, [read.problem(value.line, value.column, "landlord-unreadable")]
    if isinstance(value, nodes.Mapping):
        return _inline(read, entry, value), []
    assert isinstance(value, Scalar)
    return _sibling(circuit, value, name, siblings, LANDLORD, Landlord)


def _inline(read: SourceText, entry: Entry, value: nodes.Mapping) -> File[Landlord]:
    """A landlord written in place: its problems are the circuit's."""
    shell = nodes.Mapping(1, 1, entries={entry.key.text: entry})
    holder, problems = validate(read, shell, InPlace)
    found = items(value, ("emergency",))
    model = holder.landlord if holder else None
    return File(read, value, found, model, (*problems, *duplicates(read, found)))


def common(circuit: File[CircuitFile], name: str, siblings: Siblings) -> tuple[File[Common] | None, list[Problem]]:
    assert circuit.root is not None
    value = circuit.root.get("common")
    if not isinstance(value, Scalar) or value.broken:
        return None, []
    return _sibling(circuit, value, name, siblings, COMMON, Common)


def _sibling(
    circuit: File[CircuitFile], value: Scalar, name: str, siblings: Siblings, allowed: re.Pattern[str], model: type[M]
) -> tuple[File[M] | None, list[Problem]]:
    """Read the file that ``value`` names, if that name is one of the ``allowed`` ones."""

    def refused(code: str) -> tuple[None, list[Problem]]:
        return None, [circuit.source.problem(value.line, value.column, code, path=value.text[:SHOWN])]

    if not allowed.fullmatch(value.text):
        return refused("landlord-path" if model is Landlord else "common-path")
    try:
        text = siblings(value.text)
    except PathRefused:
        return refused("path-leaves")
    except OSError:
        return refused("file-unreadable")
    if text is None:
        return refused("file-not-found")
    shown = posixpath.normpath(posixpath.join(posixpath.dirname(name), value.text))
    lists = ("recourse", "questions", "emergency") if model is Common else ("emergency",)
    return read_file(text, shown, model, lists), []
