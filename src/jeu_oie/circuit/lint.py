"""Warnings about a circuit that can be read: what its author may want to look at again.

``lint`` gives what ``check`` warns of; what the
board and the fonts say (a title that does not fit, a missing glyph) is found there. ``gaps`` tells what nobody
has found: it is information, which --strict does not count.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from jeu_oie.circuit import keys
from jeu_oie.circuit.dangers import GAS, dangers_in
from jeu_oie.circuit.fields import period_end
from jeu_oie.circuit.model import LISTS, UNKNOWN, Adopted, Circuit, Detour, Item, Shortcut, Step
from jeu_oie.circuit.naming import naming
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.persons import contacts_in
from jeu_oie.circuit.reader import Reading
from jeu_oie.circuit.reader.source import MOST_REPORTED
from jeu_oie.circuit.signing import is_sealed
from jeu_oie.errors import Problem
from jeu_oie.messages import LANGUAGES

# What an item states about the landlord or the law when it holds one of these. A title alone states nothing,
# an advice gives none, and a setback without a source is told as what can happen.
STATES: Mapping[str, tuple[str, ...]] = {
    name: stated
    for name, model in LISTS.items()
    if (stated := tuple(field for field, key in keys.of(model).items() if name in key.states))
}
# What people write for « nothing » and « nobody knows »: as a trace it would be printed, and give an egg.
NO_TRACE = frozenset(
    (
        *("aucun", "aucune", "aucune trace", "pas de trace", "rien", "non", "neant", "sans", "no", "nothing"),
        *("inconnu", "inconnue", "pas trouve", "non dit", "ne sait pas", "?", "-", "unknown", "not found"),
    )
)
# A gesture that is to call: « J’appelle le … », « Call … ».
CALLS = re.compile(
    r"\b(?:appelle[rsz]?|appeler|appelez|telephon(?:er|ez)|je telephone|compose[rz]?|call|dial|ring)\b"
    r"|\d(?:[\s.]?\d){9}"
)
# « [Titre du circuit] », in quotes: without them YAML would read a list.
PLACEHOLDER = re.compile(r"""["'](\[[^\[\]"']{3,}\])["']""")


def lint(reading: Reading, today: date) -> tuple[Problem, ...]:
    """The warnings about ``reading``, in line order; none when it holds no circuit."""
    circuit = reading.circuit
    if circuit is None:
        return ()
    found = [
        *_list_unsourced(reading, circuit),
        *_contacts(reading),
        *_placeholders(reading),
        *_traces(reading, circuit),
    ]
    found += naming(reading)
    if not circuit.draft and circuit.validated and not is_sealed(circuit.validated):
        code = "validation-half-sealed" if circuit.validated.hash else "validation-unsealed"
        found.append(reading.problem("", "validated", code))
    found += _dangers(reading, circuit)
    if circuit.language.split("-")[0].lower() not in LANGUAGES:
        found.append(reading.problem("", "language", "language-not-spoken", language=circuit.language))
    if circuit.review and period_end(circuit.review) < today:
        found.append(reading.problem("", "review", "review-past", review=circuit.review))
    return _sort_problems(reading, found)


def gaps(reading: Reading) -> tuple[Problem, ...]:
    """What nobody has found yet: steps, delays, traces, numbers to call, ends. ``stated`` is False in all of them."""
    circuit = reading.circuit
    return _sort_problems(reading, [replace(gap, stated=False) for gap in _gaps(reading, circuit)]) if circuit else ()


def _sort_problems(reading: Reading, found: list[Problem]) -> tuple[Problem, ...]:
    files = [file.as_posix() for file in reading.files]
    return tuple(sorted(found, key=lambda p: (files.index(p.place.file), p.place.line, p.place.column)))


T = TypeVar("T")


def limit_problems(found: Iterable[T], make: Callable[[T], Problem]) -> Iterator[Problem]:
    """A problem of each of the first ones, and how many others there are: nobody reads more, and each costs time."""
    each = iter(found)
    last = None
    for last in map(make, islice(each, MOST_REPORTED)):
        yield last
    others = sum(1 for _ in each)
    if last and others:
        yield replace(last, code="and-others", values=(("count", str(others)),))


class Found(NamedTuple):
    """Something that stands in a line as it is written."""

    file: str
    line: int
    column: int
    code: str
    value: str

    def problem(self, reading: Reading) -> Problem:
        return reading.problem_at(self.file, self.line, self.column, self.code, value=self.value)


def _items(circuit: Circuit) -> Iterator[tuple[str, Item]]:
    for name in STATES:
        for item in getattr(circuit, name):
            yield name, item
    for detour in circuit.detours:
        yield from (("steps", step) for step in detour.steps)
    yield from (("questions", question) for question in circuit.common_questions)


def _list_unsourced(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    found = (item for name, item in _items(circuit) if not item.source and not item.uncertain and _states(name, item))
    return limit_problems(found, lambda item: reading.problem(item.id, "title", "no-source", title=item.title))


def _states(name: str, item: Item) -> bool:
    if isinstance(item, Step) and item.missing:
        return False
    if getattr(item, "adopted", None) is Adopted.FALSE:
        return False  # an idea seen elsewhere says nothing of this landlord
    return any(getattr(item, key) not in (None, ()) for key in STATES[name])


def _traces(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    traced = ((item.id, getattr(item, "trace", None)) for _, item in _items(circuit))
    found = ((name, trace) for name, trace in traced if trace and plain(trace).strip(" .!") in NO_TRACE)
    return limit_problems(found, lambda each: reading.problem(each[0], "trace", "trace-of-nothing", value=each[1]))


def _contacts(reading: Reading) -> Iterator[Problem]:
    """Looked for in the lines as they stand, comments apart, so that no key is forgotten."""
    found = (
        Found(file, number, match.start() + 1, code, match.group())
        for file, number, text in reading.text_lines()
        for code, match in contacts_in(text)
    )
    return limit_problems(found, lambda each: each.problem(reading))


def _placeholders(reading: Reading) -> Iterator[Problem]:
    """What ``new`` leaves to be filled in: it would be printed as it stands."""
    found = (
        Found(file, number, match.start() + 1, "placeholder", match[1])
        for file, number, text in reading.text_lines()
        for match in PLACEHOLDER.finditer(text)
    )
    return limit_problems(found, lambda each: each.problem(reading))


def _gaps(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    steps = (*circuit.steps, *(step for detour in circuit.detours for step in detour.steps))
    for step in steps:
        yield from _step_gaps(reading, step, first=step is circuit.steps[0])
    for shortcut in circuit.shortcuts:
        if shortcut.call is None:
            yield reading.problem(shortcut.id, "", "gap-call", title=shortcut.title)
    ways: tuple[Shortcut | Detour, ...] = (*circuit.shortcuts, *circuit.detours)
    for way in ways:
        if way.to == UNKNOWN:
            yield reading.problem(way.id, "to", "gap-to", title=way.title)


def _step_gaps(reading: Reading, step: Step, *, first: bool) -> Iterator[Problem]:
    if step.missing:
        yield reading.problem(step.id, "", "gap-step", id=step.id)
        return
    # On the first step a delay counts from the problem itself: that is nobody's announcement.
    if step.delay is None and not first:
        yield reading.problem(step.id, "", "gap-delay", title=step.title)
    if step.trace is None:
        yield reading.problem(step.id, "", "gap-trace", title=step.title)


# --- danger ----------------------------------------------------------------------------------------------


def _dangers(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """A danger or a problem that speaks of one, and says nothing of what to do first; gas where one calls first."""
    for danger in circuit.emergency:
        if not danger.first and not danger.is_number:
            yield reading.problem(f"emergency.{danger.id}", "", "danger-without-first", title=danger.title)
        if danger.id == GAS and danger.first and CALLS.search(plain(danger.first[0])):
            yield reading.problem(f"emergency.{danger.id}", "first", "danger-call-first", value=danger.first[0])
    known = {danger.id for danger in circuit.emergency if danger.first}
    for problem in circuit.problems:
        found = dangers_in(f"{problem.title}. {problem.text or ''}")
        if set(found) - known and not problem.first:
            yield reading.problem(problem.id, "title", "danger-without-first", title=problem.title)
        if GAS in found and problem.first and CALLS.search(plain(problem.first[0])):
            yield reading.problem(problem.id, "first", "danger-call-first", value=problem.first[0])
    for shortcut in circuit.shortcuts:
        if shortcut.call and set(dangers_in(shortcut.title)) & known:
            yield reading.problem(shortcut.id, "title", "danger-own-call", title=shortcut.title)
