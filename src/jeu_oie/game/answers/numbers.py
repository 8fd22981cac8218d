"""Whom to call: only numbers that claim the problem, in the order of the moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jeu_oie.circuit.dangers import figures_in, is_rescue, numbers_in
from jeu_oie.circuit.hours import read_when
from jeu_oie.circuit.model import (
    NONE,
    AnswerKind,
    By,
    Channel,
    Circuit,
    Contact,
    Emergency,
    Shortcut,
    Step,
    When,
    named_contacts,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.answers.model import Moment, Number, State, Time
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject, is_of_topic

URGENT, NOT_URGENT = "urgent", "not-urgent"  # what a contact may claim besides ids and topics
CONTRACTOR = "contractor"
# Who answers first, by the time at which one calls; a number of which nobody says when is one that may always answer.
BY_DAY = (When.DAY, When.ALWAYS, When.CLOSED)
WHILE_CLOSED = (When.CLOSED, When.ALWAYS, When.DAY)


def find_numbers(subject: Subject, circuit: Circuit, moment: Moment, shared: Shared) -> tuple[Number, ...]:
    """The numbers of a problem, the one to call first; of a danger its own alone."""
    if subject.kind is AnswerKind.DANGER:
        return rescue_numbers(subject, circuit, shared)
    claimed = join_numbers(list_claims(subject, circuit, shared))
    urgent = subject.kind is AnswerKind.URGENT
    kept = [each for each in claimed if urgent or each.when is not When.CLOSED]
    return in_order(kept, moment.time, urgent=urgent)


def in_order(numbers: Iterable[Number], time: Time, *, urgent: bool) -> tuple[Number, ...]:
    """Doubtful ones last; else by when they answer."""
    order = WHILE_CLOSED if time is Time.CLOSED and urgent else BY_DAY

    def rank(number: Number) -> tuple[bool, int]:
        return number.state is State.DOUBTFUL, order.index(number.when or When.ALWAYS)

    return tuple(sorted(numbers, key=rank))


def join_numbers(numbers: Iterable[Number]) -> list[Number]:
    """Each number once, by its figures: what the first claim says, with all that it covers, and with any doubt."""
    found: dict[tuple[str, ...], Number] = {}
    for each in numbers:
        figures = figures_in(each.value) or (each.value,)
        known = found.get(figures)
        found[figures] = join(known, each) if known else each
    return list(found.values())


def join(one: Number, other: Number) -> Number:
    doubtful = State.DOUBTFUL in (one.state, other.state) and one.state is not other.state
    surer = replace(one, state=State.DOUBTFUL, label=one.label or other.label) if doubtful else one
    return replace(
        surer,
        hours=one.hours or other.hours,
        when=one.when or other.when,
        condition=one.condition or other.condition,
        covers=tuple(dict.fromkeys((*one.covers, *other.covers))),
        source=tuple(dict.fromkeys((*one.source, *other.source))),
    )


def list_claims(subject: Subject, circuit: Circuit, shared: Shared) -> Iterator[Number]:
    """The numbers of its urgency, of the step where one turns to somebody, of the landlord where they hold it."""
    if subject.urgency:
        yield from urgency_numbers(subject.urgency, circuit, shared)
    step = asking_step(subject, circuit)
    own = [each for each in landlord_numbers(circuit, shared) if claims(each, subject, circuit)]
    if step:
        asked = step_numbers(step, circuit, shared)
        own = [*(each for each in asked if not each.covers or claims(each, subject, circuit)), *own]
    yield from own if circuit.here is None else numbers_here(own, circuit)


def live_in(circuit: Circuit, places: Iterable[str]) -> Circuit:
    """The circuit as it is told to whoever lives in ``places``: a commune, the id of an agency."""
    return circuit.model_copy(update={"here": frozenset(places)})


def list_places(circuit: Circuit) -> dict[str, frozenset[str]]:
    """Where whom to call may hang on: each commune, and each agency of which no commune is known, in order of names.

    With what ``live_in`` takes of it: the same for communes of which the same is told. Empty: it hangs on nothing.
    """
    landlord = circuit.landlord
    ways = (*landlord.contacts, *(way for each in landlord.agencies for way in each.contacts))
    steps = (way for step in circuit.every_step for way in step.channels)
    ids = {each.id for each in landlord.agencies}
    limited = {name for way in (*ways, *steps) for name in way.where}
    if not ids | limited:
        return {}
    names = {each.name: {each.id} for each in landlord.agencies if not each.communes}
    for agency in landlord.agencies:
        names.update((commune, {agency.id, commune}) for commune in agency.communes)
    known = {*map(plain, names)}
    names.update((each, {each}) for each in (*limited - ids, *landlord.communes) if plain(each) not in known)
    return {name: frozenset(names[name] & (ids | limited)) for name in sorted(names, key=plain)}


def numbers_here(claimed: Sequence[Number], circuit: Circuit) -> Iterator[Number]:
    """Of what claims a problem: that of here, and of what holds everywhere what nobody here is known to answer.

    An agency that answers by day leaves the landlord's on-call number to those who call at night.
    """
    local = [each for each in claimed if each.where and circuit.holds(each.where)]
    answered = {When.DAY} if local else set[When]()
    if any(each.when in (When.CLOSED, When.ALWAYS) for each in local):
        answered = {*When}
    yield from (replace(each, where=()) for each in local)
    yield from (each for each in claimed if not each.where and (each.when or When.DAY) not in answered)


def claims(number: Number, subject: Subject, circuit: Circuit) -> bool:
    """Whether what a number covers holds a problem."""
    if not subject.names.isdisjoint(number.covers):
        return True
    urgent = URGENT if subject.kind is AnswerKind.URGENT else NOT_URGENT
    return is_of_topic(subject, circuit) and not {circuit.topic.value, urgent}.isdisjoint(number.covers)


def asking_step(subject: Subject, circuit: Circuit) -> Step | None:
    """The step at which whoever has a problem turns to somebody: where they stand, or the next one with a way in.

    A contractor's step is none: nobody calls a plumber about a noise.
    """
    at = subject.item.at if subject.item else None
    if at == NONE or not is_of_topic(subject, circuit):
        return None
    track = [*circuit.steps]
    for detour in circuit.detours:
        if detour.id == at:
            track = [*detour.steps]
    start = next((rank for rank, step in enumerate(track) if step.id == at), 0)
    reached = (step for step in track[start:] if step.channels and CONTRACTOR not in step.actor)
    return next((step for step in reached if any(way.kind is not Channel.IN_PERSON for way in step.channels)), None)


def urgency_numbers(urgency: Shortcut, circuit: Circuit, shared: Shared) -> Iterator[Number]:
    """The number that an urgency itself names, where it is no number of danger."""
    if urgency.call and not is_rescue(urgency.call, circuit.emergency):
        basis = urgency.said_of("call")
        hours = urgency.hours or ""
        yield Number(
            urgency.call,
            shared.mark(urgency.title, shared.words("uncertain") if basis.uncertain else ""),
            hours,
            read_when(hours),
            (urgency.id,),
            state=State.DOUBTFUL if basis.uncertain else State.UNDATED,
            source=basis.source,
            at=f"shortcuts.{urgency.id}.call",
        )


def step_numbers(step: Step, circuit: Circuit, shared: Shared) -> Iterator[Number]:
    """The telephones of a step, on its condition; its doubt is theirs."""
    basis = step.said_of("channels")
    for name, way in named_contacts(step.channels):
        number = number_of(way, f"steps.{step.id}.channels.{name}", circuit, shared, doubt=basis.uncertain)
        if number:
            condition = number.condition or say_condition(step, shared)
            yield replace(number, condition=condition, source=number.source or basis.source)
    if step.call and not is_rescue(step.call, circuit.emergency):
        basis, hours = step.said_of("call"), step.hours or ""
        way = Contact(kind=Channel.PHONE, value=step.call, hours=hours or None, source=basis.source)
        number = number_of(way, f"steps.{step.id}.call", circuit, shared, doubt=basis.uncertain)
        if number:
            yield replace(number, condition=say_condition(step, shared))


def say_condition(step: Step, shared: Shared) -> str:
    """« si j’ai pris le contrat »: that of a step, as a contact writes its own."""
    if not step.condition:
        return ""
    said = shared.words("number.if", condition=step.condition[:1].lower() + step.condition[1:])
    return shared.mark(said, shared.words("uncertain") if step.said_of("condition").uncertain else "")


def landlord_numbers(circuit: Circuit, shared: Shared) -> Iterator[Number]:
    """The telephones of the landlord and of its agencies, whatever they claim; each says for which places alone."""
    for name, way in named_contacts(circuit.landlord.contacts):
        number = number_of(way, f"landlord.contacts.{name}", circuit, shared)
        if number:
            yield number
    for agency in circuit.agencies:
        for name, way in named_contacts(agency.contacts):
            number = number_of(way, f"landlord.agencies.{agency.id}.contacts.{name}", circuit, shared)
            if number:
                label = shared.words("comma").join(filter(None, (agency.name, agency.address, number.label)))
                places = () if number.where or circuit.here is not None else agency.communes
                yield replace(number, label=say_places(label, places, shared), where=number.where or (agency.id,))


def say_places(label: str, places: Sequence[str], shared: Shared) -> str:
    """« Agence nord (Meylan, Corenc) »: for whom alone it answers."""
    said = shared.words("comma").join(places)
    return shared.words("in-brackets", said=label, note=said) if label and said else label or said


def number_of(way: Contact, at: str, circuit: Circuit, shared: Shared, *, doubt: bool = False) -> Number | None:
    """A telephone as a number; None for any other way, one without figures, or a number of danger."""
    if way.kind is not Channel.PHONE or not way.value or is_rescue(way.value, circuit.emergency):
        return None
    doubtful = doubt or way.uncertain
    places = circuit.landlord.places(way) if circuit.here is None else ()
    label = say_places(way.label or "", places, shared)
    return Number(
        way.value,
        shared.mark(label, shared.words("uncertain")) if doubtful and label else label,
        way.hours or "",
        way.when or read_when(way.hours or ""),
        way.for_,
        way.where,
        way.condition or "",
        State.DOUBTFUL if doubtful else State.VERIFIED if way.checked else State.UNDATED,
        way.checked or "",
        way.source,
        at,
    )


def rescue_numbers(subject: Subject, circuit: Circuit, shared: Shared) -> tuple[Number, ...]:
    """The numbers of a danger in written order; where nobody has written any, those that everybody should know."""
    danger = subject.danger
    call = (danger and danger.call) or (subject.urgency and subject.urgency.call) or ""
    at = f"emergency.{danger.id}.call" if danger else ""
    source = danger.said_of("call").source if danger else ()
    named = [rescue_number(value, circuit, source, at) for value in numbers_in(call)]
    known = (known_number(each) for each in circuit.emergency if each.is_number and each.by is not By.SMS)
    return tuple(join_numbers(named or known))


def rescue_number(value: str, circuit: Circuit, source: tuple[str, ...], at: str) -> Number:
    """A number of danger, with who answers and when, as the list of numbers says it."""
    known = next((each for each in circuit.emergency if each.is_number and each.call == value), None)
    return replace(known_number(known), at=at) if known else Number(value, when=When.ALWAYS, source=source, at=at)


def known_number(each: Emergency) -> Number:
    hours = each.hours or ""
    return Number(
        each.call or "", each.title, hours, When.ALWAYS, source=each.all_sources, at=f"emergency.{each.id}.call"
    )


def written_number(circuit: Circuit) -> Number | None:
    """The number to which whoever cannot speak writes."""
    return next((known_number(each) for each in circuit.emergency if each.is_number and each.by is By.SMS), None)
