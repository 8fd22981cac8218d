"""The ten facts that matter first to a tenant, found or not; where a circuit has less to ask, its further ones.

A line is its question and the addresses of its facts (``steps.report.delay``): there are several where there are
several levels of urgency, or problems.
"""

from collections.abc import Iterator
from itertools import islice

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.gaps import WRITTEN, WRITTEN_WAYS, find_gaps
from jeu_oie.circuit.keys import Key
from jeu_oie.circuit.model import named_contacts
from jeu_oie.game.wording import FactFormatter

TEN = 10
Line = tuple[str, tuple[str, ...]]


def ten_lines(facts: FactFormatter) -> tuple[Line, ...]:
    """Each fact is asked in one line alone."""
    taken: set[str] = set()
    lines = []
    for label, names in (*first_needs(facts), *last_needs(facts), *further(facts)):
        if own := tuple(name for name in names if name not in taken):
            lines.append((label, own))
            taken |= {*own}
    return tuple(islice(lines, TEN))


def first_needs(facts: FactFormatter) -> Iterator[Line]:
    """Whom to turn to, in writing too, what is urgent and in how long, the first proof."""
    circuit, first = facts.circuit, entrance_of(facts.circuit)
    yield name_line("entrance", facts, fact_at(first, keys.CHANNELS))
    if not any(way.kind in WRITTEN_WAYS for way in first.channels):
        yield facts.words("asked.written"), written_ways(circuit)
    yield from urgent_needs(facts)
    yield name_line("trace", facts, fact_at(first, keys.TRACE))


def written_ways(circuit: model.Circuit) -> tuple[str, ...]:
    """The landlord's own, else where one would stand."""
    names = named_contacts(circuit.landlord.contacts)
    held = tuple(f"landlord.contacts.{name}" for name, way in names if way.kind in WRITTEN_WAYS)
    return held or (f"steps.{circuit.steps[0].id}.{WRITTEN}",)


def entrance_of(circuit: model.Circuit) -> model.Step:
    """The first step, unless one only talks to somebody there: the next one then."""
    first, second, *_ = circuit.steps
    talks = {way.kind for way in first.channels} == {model.Channel.IN_PERSON}
    return second if talks else first


def urgent_needs(facts: FactFormatter) -> Iterator[Line]:
    """No landlord is asked about 17, nor about another number that is not its own."""
    levels = [each for each in list_urgencies(facts) if not each.call or facts.is_own_number(each.call)]
    for key in ("call", "hours", "criteria", "delay") if levels else ():
        yield name_line(key, facts, *(f"shortcuts.{each.id}.{key}" for each in levels))


CALM = (model.Topic.TRANSFER, model.Topic.NEIGHBOURS)  # where nobody waits for the landlord in danger


def list_urgencies(facts: FactFormatter) -> tuple[model.Shortcut, ...]:
    """Those of the circuit; where it knows of none, one under whose id a landlord says what it is."""
    circuit = facts.circuit
    if circuit.shortcuts or circuit.topic in CALM:
        return circuit.shortcuts
    title = facts.words("asked.urgent")
    return (model.Shortcut(id="urgent", title=title, from_=circuit.steps[0].id, to=model.UNKNOWN),)


PAID = (model.Topic.REPAIRS, model.Topic.GENERAL)  # where somebody has to pay


def last_needs(facts: FactFormatter) -> Iterator[Line]:
    """Who comes in how long, where to turn if nothing comes, who pays, what stays at the end."""
    circuit = facts.circuit
    if acts := principal(circuit):
        yield facts.words("asked.delay", title=acts.title), (fact_at(acts, keys.DELAY),)
    silent = next((step for step in circuit.steps if step.if_silent), circuit.steps[0])
    yield name_line("silent", facts, fact_at(silent, keys.IF_SILENT))
    if circuit.topic in PAID:
        yield name_line("pays", facts, *list_paid(facts))
    yield name_line("end", facts, fact_at(circuit.steps[-1], keys.TRACE))


def principal(circuit: model.Circuit) -> model.Step | None:
    """The step for which one waits: the last one of somebody else that announces a delay, else the last one."""
    others = [step for step in circuit.steps[1:] if not step.missing and step.actor and "tenant" not in step.actor]
    return next(
        (step for step in reversed(others) if step.delay and step.delay.announced), others[-1] if others else None
    )


def list_paid(facts: FactFormatter) -> tuple[str, ...]:
    """Who pays, by problem; by step where no problem says so; where nothing does, at the act one waits for."""
    circuit = facts.circuit
    problems = tuple(f"problems.{each.id}.charge" for each in circuit.problems if each.charge)
    steps = tuple(fact_at(each, keys.CHARGE) for each in circuit.steps if each.charge)
    acts = principal(circuit) or circuit.steps[-1]
    return problems or steps or (fact_at(acts, keys.CHARGE),)


def further(facts: FactFormatter) -> Iterator[Line]:
    """What else is known of the steps, then what is not, then how long one waits in each problem."""
    circuit = facts.circuit
    steps = [step for step in circuit.steps[1:] if not step.missing]
    told = [(step, key) for key in (keys.DELAY, keys.TRACE) for step in steps]
    for step, key in sorted(told, key=lambda each: not getattr(each[0], each[1].attribute)):
        yield facts.words(f"asked.{key.name}", title=step.title), (fact_at(step, key),)
    for step in circuit.steps:
        if step.missing:
            yield facts.words("asked.step", title=facts.titles[step.id]), (fact_at(step, keys.TITLE),)
    for problem in circuit.problems:
        if "delay" in find_gaps(problem, circuit):
            yield facts.words("asked.delay", title=problem.title), (f"problems.{problem.id}.delay",)


def name_line(name: str, facts: FactFormatter, *asked: str) -> Line:
    return facts.words(f"asked.ten.{name}"), asked


def fact_at(step: model.Step, key: Key) -> str:
    """The address of a fact of a step; of one that nobody knows, its one question."""
    return f"steps.{step.id}.{keys.TITLE.name if step.missing else key.name}"
