"""What an author may want to look at again: warnings about a circuit that can be read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from jeu_oie.circuit import keys
from jeu_oie.circuit.dangers import GAS, danger_of, dangers_in, says_to_call
from jeu_oie.circuit.gaps import STEP, WRITTEN
from jeu_oie.circuit.hours import read_when
from jeu_oie.circuit.model import LISTS, NONE, Adopted, Channel, Circuit, Item, Step, Topic, named_contacts
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.persons import contacts_in, naming
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.circuit.signing import named_twice
from jeu_oie.circuit.times import period_end
from jeu_oie.errors import Problem
from jeu_oie.messages import LANGUAGES

# ``lint`` gives what ``check`` warns of; what the board and the fonts say (a title that does not fit, a missing
# glyph) is found there. What nobody has found is told by ``tell_gap``: information, which --strict does not count.

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
# « [Titre du circuit] », in quotes: without them YAML would read a list.
PLACEHOLDER = re.compile(r"""["'](\[[^\[\]"']{3,}\])["']""")


def lint(reading: Reading, today: date) -> tuple[Problem, ...]:
    """The warnings about ``reading``, in line order; none when it holds no circuit."""
    circuit = reading.circuit
    if circuit is None:
        return ()
    problems = [
        *_list_unsourced(reading, circuit),
        *_contacts(reading),
        *_placeholders(reading),
        *_traces(reading, circuit),
    ]
    problems += naming(reading)
    problems += _signers(reading, circuit)
    problems += _dangers(reading, circuit)
    problems += _answers(reading, circuit)
    if circuit.language.split("-")[0].lower() not in LANGUAGES:
        problems.append(reading.problem("", "language", "language-not-spoken", language=circuit.language))
    if circuit.review and period_end(circuit.review) < today:
        problems.append(reading.problem("", "review", "review-past", review=circuit.review))
    return _sort_problems(reading, problems)


def hints(reading: Reading) -> tuple[Problem, ...]:
    """What an author may think of, which is no fact of any item; ``stated`` is False, as of gaps.

    A trouble between neighbours often stops before the last step.
    """
    circuit = reading.circuit
    if circuit is None or circuit.topic is not Topic.NEIGHBOURS or any(step.exit for step in circuit.every_step):
        return ()
    return (replace(reading.problem("", "steps", "hint-exit"), stated=False),)


def _sort_problems(reading: Reading, problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the files that were read; the program's own common file, which is none of them, comes last."""
    ranks = {file.as_posix(): rank for rank, file in enumerate(reading.files)}

    def order(problem: Problem) -> tuple[int, int, int]:
        return ranks.get(problem.place.file, len(ranks)), problem.place.line, problem.place.column

    return tuple(sorted(problems, key=order))


T = TypeVar("T")


def limit_problems(items: Iterable[T], make: Callable[[T], Problem]) -> Iterator[Problem]:
    """A problem for each of the first ``MAX_REPORTED`` items, then how many others there are: nobody reads more."""
    remaining = iter(items)
    last = None
    for last in map(make, islice(remaining, MAX_REPORTED)):
        yield last
    others = sum(1 for _ in remaining)
    if last and others:
        yield replace(last, code="and-others", values=(("count", str(others)),))


class FoundText(NamedTuple):
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
    """An item without any source has one problem, at its title; else each of its facts without one has its own."""
    unsourced = ((item, key) for name, item in _items(circuit) for key in _list_bare_facts(name, item))

    def tell(unsourced_fact: tuple[Item, str]) -> Problem:
        item, key = unsourced_fact
        return reading.problem(item.id, keys.of(type(item))[key].name, "no-source", title=item.title)

    return limit_problems(unsourced, tell)


def _list_bare_facts(name: str, item: Item) -> tuple[str, ...]:
    stated = [
        key for key in _list_stated(name, item) if not (basis := item.said_of(key)).source and not basis.uncertain
    ]
    return tuple(stated) if item.stated else ("title",) if stated else ()


def _list_stated(name: str, item: Item) -> Iterator[str]:
    """What an item says of the landlord or the law."""
    gap = isinstance(item, Step) and item.missing
    idea = getattr(item, "adopted", None) in (Adopted.FALSE, Adopted.UNKNOWN)  # which says nothing of this landlord
    return (key for key in STATES[name] if not gap and not idea and getattr(item, key) not in (None, ()))


def _traces(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    traces = ((item.id, getattr(item, "trace", None)) for _, item in _items(circuit))
    nothing = ((item, trace) for item, trace in traces if trace and plain(trace).strip(" .!") in NO_TRACE)
    return limit_problems(nothing, lambda pair: reading.problem(pair[0], "trace", "trace-of-nothing", value=pair[1]))


def _signers(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """A validation that nothing seals; a body that signs twice, which is one signature."""
    if not circuit.draft and circuit.validated and circuit.validated.hash is None:
        yield reading.problem("", "validated", "validation-unsealed")
    validation = reading.written.validated if reading.written else None
    for name in named_twice(validation.by) if validation else ():
        yield reading.problem("", "validated.by", "signer-twice", by=name)


def _contacts(reading: Reading) -> Iterator[Problem]:
    """Looked for in the lines as they stand, comments apart, so that no key is forgotten."""
    contacts = (
        FoundText(file, number, match.start() + 1, code, match.group())
        for file, number, text in reading.text_lines()
        for code, match in contacts_in(text)
    )
    return limit_problems(contacts, lambda contact: contact.problem(reading))


def _placeholders(reading: Reading) -> Iterator[Problem]:
    """What ``new`` leaves to be filled in: it would be printed as it stands."""
    placeholders = (
        FoundText(file, number, match.start() + 1, "placeholder", match[1])
        for file, number, text in reading.text_lines()
        for match in PLACEHOLDER.finditer(text)
    )
    return limit_problems(placeholders, lambda placeholder: placeholder.problem(reading))


# The fact that nobody has found → the code that tells it, and the key that it is told at; of another GAP, at its own.
GAPS: Mapping[str, tuple[str, str]] = {
    STEP: ("gap-step", ""),
    WRITTEN: ("gap-written", "channels"),
    "delay": ("gap-delay", ""),
    "trace": ("gap-trace", ""),
    "if-silent": ("gap-silent", ""),
    "call": ("gap-call", ""),
    "to": ("gap-to", "to"),
}

GAP = "gap-asked"


def tell_gap(reading: Reading, item: str, fact: str, **said: str) -> Problem:
    """That nobody has found a fact of ``item``; ``said``: its title, what is asked. ``stated`` is False."""
    code, key = GAPS.get(fact, (GAP, fact))
    return replace(reading.problem(item, key, code, **said), stated=False)


def _dangers(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """A danger without a source; one, or a problem that speaks of one, that says nothing of what to do first."""
    for danger in circuit.emergency:
        if not danger.all_sources and not danger.has_doubt:
            yield reading.problem(f"emergency.{danger.id}", "", "danger-unsourced", title=danger.title)
        if not danger.gestures and not danger.is_number:
            yield reading.problem(f"emergency.{danger.id}", "", "danger-without-first", title=danger.title)
        if danger.id == GAS and danger.gestures and says_to_call(danger.gestures[0]):
            yield reading.problem(f"emergency.{danger.id}", "first", "danger-call-first", value=danger.gestures[0])
    known = {danger.id for danger in circuit.emergency if danger.gestures}
    for problem in circuit.problems:
        spoken_of = dangers_in(f"{problem.title}. {problem.text or ''}")
        if set(spoken_of) - known and not problem.first:
            yield reading.problem(problem.id, "title", "danger-without-first", title=problem.title)
        if GAS in spoken_of and problem.first and says_to_call(problem.first[0]):
            yield reading.problem(problem.id, "first", "danger-call-first", value=problem.first[0])
    for shortcut in circuit.shortcuts:
        if shortcut.call and set(dangers_in(shortcut.title)) & known:
            yield reading.problem(shortcut.id, "title", "danger-own-call", title=shortcut.title)


# Titles of what comes later than a report: an offer, a refusal, a debt, an eviction, leaving, a complaint about me.
LATER = re.compile(
    r"\b(?:offres?|refus\w*|dettes?|expuls\w*|sorties?|de moi"
    r"|offers?|refus(?:al|ed)s?|debts?|evict\w*|moving out|about me)\b"
)


def _answers(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """What would mislead whoever asks: a number that claims nothing, a sort that nobody says, a danger that waits."""
    for problem in circuit.problems:
        told = {"title": problem.title}
        if not problem.kind and not problem.like and LATER.search(plain(problem.title)):
            yield reading.problem(problem.id, "title", "kind-unsaid", **told)
        waits = problem.delay or problem.urgency not in (None, NONE)
        if waits and danger_of(problem, circuit):
            yield reading.problem(problem.id, "delay" if problem.delay else "urgency", "danger-waits", **told)
    for name, way in named_contacts(circuit.landlord.contacts):
        if way.value and not way.for_:
            yield reading.problem("", f"landlord.contacts.{name}", "contact-unclaimed", value=way.value)
    yield from _hours(reading, circuit)
    yield from _communes(reading, circuit)


def _hours(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """Telephones of which no sheet can tell whether they answer by day or by night: the words are no hours we know."""
    called = [(item.id, item.call, item.hours) for item in circuit.every_step]
    called += [(item.id, item.call, item.hours) for item in circuit.shortcuts]
    for item_id, call, hours in called:
        if call and hours and read_when(hours) is None:
            yield reading.problem(item_id, "hours", "hours-unread", hours=hours)
    held = [("", "landlord.contacts", circuit.landlord.contacts)]
    held += [("", f"landlord.agencies.{each.id}.contacts", each.contacts) for each in circuit.landlord.agencies]
    held += [(step.id, "channels", step.channels) for step in circuit.every_step]
    for item_id, at, contacts in held:
        for name, way in named_contacts(contacts):
            if way.kind is Channel.PHONE and way.hours and way.when is None and read_when(way.hours) is None:
                yield reading.problem(item_id, f"{at}.{name}.hours", "hours-unread", hours=way.hours)


CODED = re.compile(r"\d{5}|^\W*\d+\W*$")  # a postal code, or that of a département, in the place of a name


def _communes(reading: Reading, circuit: Circuit) -> Iterator[Problem]:
    """What nobody would find in a list of communes, and an agency that is none of the landlord's places."""
    landlord = circuit.landlord
    known = set(map(plain, landlord.communes))
    stated = {"landlord": landlord.communes}
    for agency in landlord.agencies:
        stated[f"landlord.agencies.{agency.id}"] = agency.communes
        if agency.communes and known and known.isdisjoint(map(plain, agency.communes)):
            yield reading.problem("", f"landlord.agencies.{agency.id}.communes", "agency-elsewhere", agency=agency.name)
    for at, communes in stated.items():
        for commune in communes:
            if CODED.search(commune):
                yield reading.problem("", f"{at}.communes", "commune-form", commune=commune)
