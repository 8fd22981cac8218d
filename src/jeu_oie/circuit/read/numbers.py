"""Which numbers a danger that ships with the program may give: those of its list, others with a source of their own.

The list stands in ``circuits/emergency.yml``. A source that the program's own dangers name vouches for the number that
stood there, and for no other.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jeu_oie.circuit.dangers import figures_in, numbers_in, numbers_to_call
from jeu_oie.circuit.fields import Several
from jeu_oie.circuit.item import FACT_VALUE
from jeu_oie.circuit.model import Emergency, Model, Source
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read.files import File, standard
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.circuit.read.validate import load
from jeu_oie.errors import Problem
from jeu_oie.resources import circuit_text

LIST = "emergency.yml"


class EmergencyNumbers(Model):
    """Number → the sources that state it."""

    numbers: Mapping[str, Several]
    sources: Mapping[str, Source]


@cache
def emergency_numbers() -> tuple[str, ...]:
    listed, problems = load(circuit_text(LIST), LIST, EmergencyNumbers)
    assert listed is not None, problems
    return tuple(listed.numbers)


def list_foreign_numbers(file: File[Any], language: str) -> Iterator[Problem]:
    """The numbers of a file's ``emergency`` that nothing vouches for, at their lines.

    ``language``: that of the circuit. A danger that is none of the program's may give any.
    """
    yield from islice(_foreign(file, language), MAX_REPORTED)


def _foreign(file: File[Any], language: str) -> Iterator[Problem]:
    stated: tuple[Emergency, ...] = file.model.emergency if file.model else ()
    read = [item.node for item in file.items if item.list == "emergency"]
    for danger, node in zip(stated, read, strict=True) if stated else ():
        for key, line, number in _numbers(node):
            figures = figures_in(number)
            if (figures and {*figures} <= {*emergency_numbers()}) or not _is_shipped(danger, key, language):
                continue
            told = {"number": number, "title": danger.title, "known": ", ".join(emergency_numbers())}
            yield file.source.problem(line.line, line.column, "danger-number", **told)


def _is_shipped(danger: Emergency, key: str, language: str) -> bool:
    """Whether it is a danger of the program, and what stands under ``key`` rests on no source but the program's."""
    shipped = standard(language)
    known = danger.id in {each.id for each in shipped.emergency}
    return known and set(danger.said_of(key).source) <= shipped.sources.keys()


def _numbers(danger: nodes.Mapping) -> Iterator[tuple[str, nodes.Scalar, str]]:
    """Each number to call, the key under which it stands and where; a call without any as it stands."""
    for key in ("danger", "short", "text", "first", "hours", "call"):
        for line in _scalars(danger.get(key)):
            if key == "call":
                yield from ((key, line, number) for number in numbers_in(line.text) or (line.text,))
            else:
                yield from ((key, line, number) for number in numbers_to_call(line.text))


def _scalars(node: nodes.Node | None) -> Iterator[nodes.Scalar]:
    """The texts of a key: one, each of a list, or the value of a fact."""
    match node:
        case nodes.Scalar():
            yield node
        case nodes.Sequence():
            yield from (item for item in node.items if isinstance(item, nodes.Scalar))
        case nodes.Mapping():
            yield from _scalars(node.get(FACT_VALUE))
