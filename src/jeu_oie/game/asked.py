"""What is asked of a landlord, of a table of tenants, or of both: one list, read by everything that asks.

The sheet to sign, the answer file, a table's page, the worksheets, the spreadsheet of an evening and
``check --missing`` read it; nothing else decides what is asked. Not asked: law, words, common questions, titles, what
other landlords do, what tenants say, numbers of danger.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import chain, islice

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.fields import period_end
from jeu_oie.circuit.gaps import WRITTEN, WRITTEN_WAYS, find_gaps
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.keys import Form, Key, of
from jeu_oie.circuit.model import name_contacts
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.dossier import name_section
from jeu_oie.game.wording import FactFormatter

TEN = 10
YEARS = 2  # what a source said before these may have changed
BASE_CHARS = 8
LETTER = "G"  # of what a landlord alone answers, after those of a table's sheets


class AnswerForm(StrEnum):
    """How an answer is given: what field the answer file shows, what shape of YAML the answer has."""

    TEXT = "text"
    DELAY = "delay"
    CHOICE = "choice"
    CONTACTS = "contacts"
    HOURS = "hours"
    LIST = "list"
    STEP = "step"  # nobody knows the step itself: its title and its actor


class Audience(StrEnum):
    """Who is asked."""

    LANDLORD = "landlord"
    TABLE = "table"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fact of the circuit that somebody is asked.

    ``key`` is its address by ids, never ranks (``steps.report.delay``, ``landlord.contacts.phone-2``); of what no item
    holds yet, where it would stand (``steps.report.written``, ``shortcuts.urgent.call``). ``title``: of its item.
    ``now`` is what is written, in words, empty where nobody has found it; ``value`` the same as YAML has it, as JSON;
    ``sources`` the titles of its sources, ``on`` the newest of their dates. ``base`` is a short hash of ``now`` and
    what it rests on: an answer to another state is seen by it. ``choices``: the values of a CHOICE, and their words.
    ``rank`` is 1 to 10 for the ten facts that matter first (several keys of one line share a rank), else 0; ``line``
    is the question of that whole line. ``settled``: the landlord's own source says so for certain since less than two
    years, so that it is read again by whoever signs, and asked of nobody.
    ``code`` names it on paper and in the spreadsheet: « A3 ».
    """

    key: str
    question: str
    form: AnswerForm
    audience: Audience
    section: str
    title: str = ""
    now: str = ""
    value: object = None
    sources: tuple[str, ...] = ()
    on: str = ""
    uncertain: bool = False
    base: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rank: int = 0
    line: str = ""
    settled: bool = False
    code: str = ""


# --- a landlord: each fact that it answers for -------------------------------------------------------------

FORMS = {
    Form.DELAY: AnswerForm.DELAY,
    Form.LIST: AnswerForm.LIST,
    Form.CONTACTS: AnswerForm.CONTACTS,
    Form.CHOICE: AnswerForm.CHOICE,
    Form.ACTORS: AnswerForm.CHOICE,
    Form.POINTER: AnswerForm.CHOICE,
    Form.NAME: AnswerForm.CHOICE,
}
# What no landlord answers for: what tenants say, find acceptable and do themselves, other landlords.
NOT_ASKED = (keys.SAY, keys.ACCEPTABLE, keys.ELSEWHERE, keys.UNTIL, keys.EXCLUDES, keys.EXAMPLES)
OF_DANGERS = (keys.EMERGENCY_FIRST, keys.AFTER, keys.CALL, keys.HOURS, keys.TEXT)


@dataclass(frozen=True)
class Place:
    """An item and the address under which its facts are asked: ``steps.report``."""

    section: str
    at: str
    item: model.Item


@dataclass(frozen=True)
class Asking:
    """The facts of one circuit, as they are asked on ``day``."""

    facts: FactFormatter
    day: date

    @property
    def circuit(self) -> model.Circuit:
        return self.facts.circuit

    @cached_property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The ten lines that matter first, each with the keys of its facts, found or not."""
        told = (*first_needs(self.facts), *last_needs(self.facts), *further(self.facts))
        taken: set[str] = set()
        fresh = []
        for label, names in told:
            if own := tuple(name for name in names if name not in taken):
                fresh.append((label, own))
                taken |= {*own}
        return tuple(islice(fresh, TEN))

    @cached_property
    def ranks(self) -> dict[str, tuple[int, str]]:
        """Key → its rank among the ten, and the question of that line."""
        return {name: (rank, label) for rank, (label, names) in enumerate(self.lines, 1) for name in names}

    # --- one fact ---

    def ask(self, place: Place, key: Key) -> Iterator[Asked]:
        """A fact that is stated, that nobody has found, or that is one of the ten."""
        item, name = place.item, f"{place.at}.{key.name}"
        now = self.facts.say(key, getattr(item, key.attribute), placed=False)
        lacking = key.attribute in find_gaps(item, self.circuit)
        said = self.facts.basis(item, key.attribute)
        if not (now or lacking or name in self.ranks):
            return
        form = AnswerForm.HOURS if key is keys.HOURS else FORMS.get(key.form, AnswerForm.TEXT)
        if key is keys.RIGHT and isinstance(item, model.Question):
            form, now = AnswerForm.CHOICE, item.answers[item.right - 1] if item.right else ""
        yield self.rest(
            Asked(
                key=name,
                question=self.facts.words(f"asked.{key.name}", title=item.title),
                form=form,
                audience=Audience.BOTH if lacking else Audience.LANDLORD,
                section=place.section,
                title=item.title,
                now="" if lacking else now or "",
                value=None if lacking else bare_value(item, key),
                uncertain=said.uncertain and bool(now),
                choices=tuple(list_choices(key, item, self.facts)) if form is AnswerForm.CHOICE else (),
            ),
            said.source if now and not lacking else (),
        )

    def rest(self, asked: Asked, names: Iterable[str]) -> Asked:
        """``asked`` with what it rests on, its rank, and whether that settles it."""
        held = tuple(self.circuit.sources[name] for name in dict.fromkeys(names))
        dates = [source.date for source in held if source.date]
        titles = tuple(source.title for source in held)
        rank, line = self.ranks.get(asked.key, (0, ""))
        alone = rank and len(self.lines[rank - 1][1]) == 1
        said = json.dumps([asked.now, asked.value, titles, asked.uncertain], ensure_ascii=False, sort_keys=True)
        return replace(
            asked,
            sources=titles,
            on=max(dates, default=""),
            base=sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:BASE_CHARS],
            rank=rank,
            line=line,
            question=line if alone and asked.form is not AnswerForm.STEP else asked.question,
            settled=bool(asked.now) and not asked.uncertain and any(map(self.is_fresh, held)),
        )

    def is_fresh(self, source: model.Source) -> bool:
        """Whether it is the landlord's own, of the last two years."""
        landlord = self.circuit.landlord
        names = filter(None, (landlord.name, landlord.short, landlord.formerly))
        said = plain(f"{source.title} {source.author or ''}")
        own = any(plain(name) in said for name in names)
        return own and bool(source.date) and (self.day - period_end(source.date or "")).days <= YEARS * 365

    # --- an item, a list ---

    def ask_all(self, place: Place) -> Iterator[Asked]:
        item = place.item
        if isinstance(item, model.Step) and item.missing:
            yield self.ask_step(place, item)
        else:
            asked = (key for key in list_keys(place.section, type(item)) if self.is_asked(item, key, place))
            yield from chain.from_iterable(self.ask(place, key) for key in asked)
        if WRITTEN in find_gaps(item, self.circuit):
            yield self.rest(
                Asked(
                    key=f"{place.at}.{WRITTEN}",
                    question=self.facts.words("asked.written"),
                    form=AnswerForm.CONTACTS,
                    audience=Audience.BOTH,
                    section=place.section,
                    title=item.title,
                ),
                (),
            )

    def ask_step(self, place: Place, step: model.Step) -> Asked:
        """The one question of a step that nobody knows; its text says what is asked."""
        question = " ".join(filter(None, (self.facts.words("asked.step"), step.text)))
        title = step.title or self.facts.words("blank.title")
        return self.rest(
            Asked(
                key=f"{place.at}.title",
                question=question,
                form=AnswerForm.STEP,
                audience=Audience.BOTH,
                section=place.section,
                title=title,
            ),
            (),
        )

    def is_asked(self, item: model.Item, key: Key, place: Place) -> bool:
        """Whether the landlord answers for it: not for the recourse of the law, nor for what a tenant does."""
        if f"{place.at}.{key.name}" in self.ranks:
            return True
        value = getattr(item, key.attribute)
        match key:
            case keys.TITLE:
                return not item.text
            case keys.IF_SILENT:
                return value is None or value in {step.id for step in self.circuit.steps}
            case keys.CALL if isinstance(item, model.Shortcut) and value:
                return self.facts.is_own_number(value)
            case keys.ACTOR:
                return bool(value != ("tenant",))
        return True

    def contacts(self) -> Iterator[Asked]:
        """The contacts of the landlord, then those of its agencies, by name."""
        held = (("landlord.contacts", "", self.circuit.landlord.contacts),)
        agencies = (
            (f"landlord.agencies.{each.id}.contacts", each.name, each.contacts)
            for each in self.circuit.landlord.agencies
        )
        for at, title, ways in chain(held, agencies):
            for name, way in zip(name_contacts(way.kind or "" for way in ways), ways, strict=True):
                yield self.rest(
                    Asked(
                        key=f"{at}.{name}",
                        question=self.facts.words("asked.contacts"),
                        form=AnswerForm.CONTACTS,
                        audience=Audience.LANDLORD,
                        section="landlord",
                        title=title,
                        now=self.facts.contact(way),
                        value=[way.model_dump(mode="json", by_alias=True, exclude_defaults=True)],
                        uncertain=way.uncertain,
                    ),
                    way.source,
                )

    def names(self) -> Iterator[Asked]:
        """What the landlord is called, and what those do that only this landlord has."""
        own, circuit = self.circuit.landlord, self.circuit
        for key in (keys.NAME, keys.FORMERLY, keys.WEBSITE):
            if value := getattr(own, key.name):
                yield self.tell(f"landlord.{key.name}", self.facts.words(f"asked.{key.name}"), value)
        for name, actor in circuit.actors.items():
            if actor.role and name not in circuit.common_actors:
                at = "landlord.actors" if name in own.actors else "actors"
                yield self.tell(f"{at}.{name}.role", self.facts.words("asked.role", title=actor.name), actor.role)

    def tell(self, key: str, question: str, value: str) -> Asked:
        """A text of the landlord's frame, which has no source."""
        form, audience = AnswerForm.TEXT, Audience.LANDLORD
        asked = Asked(key=key, question=question, form=form, audience=audience, section="landlord")
        return self.rest(replace(asked, now=value, value=value), ())


def list_asked(facts: FactFormatter, day: date) -> tuple[Asked, ...]:
    """All that is asked on ``day``: the ten facts that matter first, then the circuit in the order of the format."""
    asking = Asking(facts, day)
    told = [*chain.from_iterable(map(asking.ask_all, list_places(facts))), *asking.contacts(), *asking.names()]
    ordered = sorted(told, key=lambda each: each.rank or TEN + 1)
    return tuple(replace(each, code=f"{LETTER}{number}") for number, each in enumerate(ordered, 1))


def list_places(facts: FactFormatter) -> Iterator[Place]:
    """The items whose facts a landlord answers for, in the order in which it reads them again."""
    circuit = facts.circuit
    yield from (Place("emergency", f"landlord.emergency.{item.id}", item) for item in circuit.landlord.emergency)
    yield from (Place("steps", f"steps.{item.id}", item) for item in circuit.steps)
    yield from (Place("shortcuts", f"shortcuts.{item.id}", item) for item in list_urgencies(facts))
    section = name_section("detours", circuit)
    for detour in circuit.detours:
        yield Place(section, f"detours.{detour.id}", detour)
        yield from (Place(section, f"detours.{detour.id}.steps.{step.id}", step) for step in detour.steps)
    rest: dict[str, Iterable[model.Item]] = {
        "problems": (item for item in circuit.problems if not facts.dangers_of(item) or item.delay),
        "practices": circuit.practices,
        "setbacks": circuit.setbacks,
        "spaces": circuit.spaces,
        "recourse": (each for each in circuit.recourse if not {*each.all_sources} <= circuit.common_sources),
        "facts": circuit.facts,
        "questions": (item for item in circuit.questions if item.right),
    }
    for section, items in rest.items():
        yield from (Place(section, f"{section}.{item.id}", item) for item in items)


CALM = (model.Topic.TRANSFER, model.Topic.NEIGHBOURS)  # where nobody waits for the landlord in danger


def list_urgencies(facts: FactFormatter) -> tuple[model.Shortcut, ...]:
    """Those of the circuit; where it knows of none, one under whose id a landlord says what it is."""
    circuit = facts.circuit
    if circuit.shortcuts or circuit.topic in CALM:
        return circuit.shortcuts
    title = facts.words("asked.urgent")
    return (model.Shortcut(id="urgent", title=title, from_=circuit.steps[0].id, to=model.UNKNOWN),)


def list_keys(section: str, kind: type[model.Item]) -> tuple[Key, ...]:
    """What an item of that sort states, in the order of its model."""
    held = of(kind).values()
    if kind is model.Emergency:
        return tuple(key for key in held if key in OF_DANGERS)
    if kind is model.Question:
        return (keys.RIGHT,)
    told = [key for key in held if key.card or key is keys.TEXT or section in key.states]
    return tuple(key for key in told if key not in NOT_ASKED)


def bare_value(item: model.Item, key: Key) -> object:
    """A fact as YAML has it, without what is said of it."""
    told = item.model_dump(mode="json", by_alias=True, exclude_defaults=True).get(key.name)
    if not (key.sourced and isinstance(told, dict)):
        return told
    parts = {name: part for name, part in told.items() if name not in OF_FACTS}
    return parts[FACT_VALUE] if {*parts} == {FACT_VALUE} else parts


def list_choices(key: Key, item: model.Item, facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """The values that may stand there, and their words."""
    circuit = facts.circuit
    targets: tuple[str, ...]
    match key:
        case keys.RIGHT:
            answers = getattr(item, keys.ANSWERS.attribute)
            yield from ((str(rank), answer) for rank, answer in enumerate(answers, 1))
            return
        case keys.ACTOR:
            yield from ((name, facts.actor(name)) for name in dict.fromkeys(("tenant", "landlord", *circuit.actors)))
            return
        case keys.CHARGE:
            targets = tuple(model.Charge)
        case keys.ADOPTED:
            targets = tuple(model.Adopted)
        case keys.URGENCY:
            targets = (*(each.id for each in circuit.shortcuts), model.NONE)
        case keys.IF_SILENT:
            targets = tuple(each.id for each in (*circuit.steps, *circuit.detours, *circuit.recourse))
        case _:
            targets = (*(each.id for each in circuit.steps), model.END, model.OUT)
    yield from ((str(each), facts.say(key, each, placed=False) or "") for each in targets if each != item.id)


# --- the ten facts that matter first -----------------------------------------------------------------------

Line = tuple[str, tuple[str, ...]]  # its question, the keys of its facts


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
    ways = circuit.landlord.contacts
    names = zip(name_contacts(way.kind or "" for way in ways), ways, strict=True)
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
    yield from ((facts.words("asked.step"), (fact_at(step, keys.TITLE),)) for step in circuit.steps if step.missing)
    for problem in circuit.problems:
        if "delay" in find_gaps(problem, circuit):
            yield facts.words("asked.delay", title=problem.title), (f"problems.{problem.id}.delay",)


def name_line(name: str, facts: FactFormatter, *asked: str) -> Line:
    return facts.words(f"asked.ten.{name}"), asked


def fact_at(step: model.Step, key: Key) -> str:
    """The address of a fact of a step; of one that nobody knows, its one question."""
    return f"steps.{step.id}.{keys.TITLE.name if step.missing else key.name}"
