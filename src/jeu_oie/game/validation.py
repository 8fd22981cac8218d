"""What a landlord is asked: the ten facts that matter most to a tenant, then a row a fact with its sources.

Not asked: law (recourse that no landlord answers for), words, common questions, titles, what other landlords do, what
tenants say, numbers of danger. What is signed is the whole circuit all the same (``circuit/signing``), which
``circuit.pdf`` tells in full.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.gaps import WRITTEN_WAYS
from jeu_oie.game.bodies import answer_of, apart
from jeu_oie.game.dossier import Claim, claim, name_section, numbers_of, rows_of, with_steps
from jeu_oie.game.handout import by_number, is_calm, shortcuts_of
from jeu_oie.game.wording import FactFormatter, Row, State, capital, close_sentence

TEN = 10

# --- the ten facts that matter ----------------------------------------------------------------------------


def ten_facts(facts: FactFormatter) -> tuple[Claim, ...]:
    """What a tenant needs first, found or not; where a circuit has less to ask, its further facts."""
    told = (*first_needs(facts), *last_needs(facts), *further(facts))
    return tuple(islice({each.label: each for each in told}.values(), TEN))


def first_needs(facts: FactFormatter) -> Iterator[Claim]:
    """Whom to turn to, what is urgent and in how long, the first proof."""
    first = entrance_of(facts.circuit)
    yield ask("entrance", facts.contacts(first.channels), facts, (first, "channels"))
    if not is_calm(facts):
        yield from urgent_needs(facts)
    yield ask("trace", facts.say_of(first, "trace"), facts, (first, "trace"))
    written = [way for way in first.channels if way.kind in WRITTEN_WAYS]
    if not written:
        held = [way for way in facts.circuit.landlord.contacts if way.kind in WRITTEN_WAYS]
        yield ask("written", facts.contacts(held), facts)


def entrance_of(circuit: model.Circuit) -> model.Step:
    """The first step, unless one only talks to somebody there: the next one then."""
    first, second, *_ = circuit.steps
    talks = {way.kind for way in first.channels} == {model.Channel.IN_PERSON}
    return second if talks else first


def urgent_needs(facts: FactFormatter) -> Iterator[Claim]:
    """No landlord is asked about 17, nor about another number that is not its own."""
    levels = tuple(each for each in shortcuts_of(facts.board) if not each.call or facts.is_own_number(each.call))
    if not levels and facts.circuit.topic is model.Topic.NEIGHBOURS:
        return
    calls = [way for way in by_number(levels) if way.call]
    yield ask("call", ", ".join(way.call for way in calls), facts, *((each, "call") for each in levels))
    hours = dict.fromkeys(each.hours for each in levels if each.hours)
    yield ask("hours", ", ".join(hours), facts, *((each, "hours") for each in levels))
    criteria = tuple(apart(levels[0].criteria, facts)) if levels else ()
    label = facts.words("validation.ten.urgent.level", title=levels[0].title) if len(levels) > 1 else ""
    basis = [(each, "criteria") for each in levels[:1]]
    yield question(label or facts.words("validation.ten.urgent"), facts.listed(criteria), facts, basis)
    delays = [said for each in levels if (said := level_delay(each, facts))]
    yield ask("urgent-delay", facts.listed(delays), facts, *((each, "delay") for each in levels))


def level_delay(level: model.Shortcut, facts: FactFormatter) -> str:
    """« Niveau 1, moins de 4 h »: the title alone where it says so."""
    said = facts.delay(level.delay) if level.delay and level.delay.announced else ""
    if not said or said in level.title:
        return level.title if said else ""
    return facts.words("answer.fact", label=level.title, value=said)


PAID = (model.Topic.REPAIRS, model.Topic.GENERAL)  # where somebody has to pay


def last_needs(facts: FactFormatter) -> Iterator[Claim]:
    """Who comes in how long, where to turn if nothing comes, who pays, what stays at the end."""
    circuit = facts.circuit
    if acts := principal(circuit):
        label = facts.words("validation.ten.comes", title=acts.title, who=facts.actors(acts.actor))
        yield question(label, delay_of(acts, facts), facts, ((acts, "delay"),))
    silent = next((step for step in circuit.steps if step.if_silent), circuit.steps[0])
    yield ask("silent", facts.titles.get(silent.if_silent or ""), facts, (silent, "if_silent"))
    if circuit.topic in PAID:
        yield pays(facts)
    last = circuit.steps[-1]
    yield ask("end", facts.say_of(last, "trace"), facts, (last, "trace"))


def principal(circuit: model.Circuit) -> model.Step | None:
    """The step for which one waits: the last one of somebody else that announces a delay, else the last one."""
    others = [step for step in circuit.steps[1:] if not step.missing and step.actor and "tenant" not in step.actor]
    return next(
        (step for step in reversed(others) if step.delay and step.delay.announced), others[-1] if others else None
    )


def pays(facts: FactFormatter) -> Claim:
    """Who pays for how many of the problems; for the steps where no problem says so."""
    circuit = facts.circuit
    items: tuple[model.ProblemItem | model.Step, ...] = tuple(each for each in circuit.problems if each.charge)
    counted: dict[str, int] = {}
    for each in items:
        who = facts.say(keys.CHARGE, each.charge) or ""
        counted[who] = counted.get(who, 0) + 1
    said = [facts.words.count("validation.problems", count, who=who) for who, count in counted.items()]
    if not items:
        items = tuple(step for step in circuit.steps if step.charge)
        said = list(dict.fromkeys(facts.say(keys.CHARGE, step.charge) or "" for step in items))
    return ask("pays", facts.listed(said), facts, *((each, keys.CHARGE.name) for each in items))


def further(facts: FactFormatter) -> Iterator[Claim]:
    """What else is known of the steps, then what is not."""
    steps, told = [step for step in facts.circuit.steps[1:] if not step.missing], principal(facts.circuit)
    delays = [ask_step("delay", step, delay_of(step, facts), "delay", facts) for step in steps if step is not told]
    traces = [ask_step("step-trace", step, facts.say_of(step, "trace"), "trace", facts) for step in steps]
    yield from sorted((*delays, *traces), key=lambda each: each.missing)
    for step in facts.circuit.steps:
        if step.missing:
            yield Claim(step.title or facts.words("blank.title"), facts.unknown, (), missing=True)


def delay_of(step: model.Step, facts: FactFormatter) -> str | None:
    return facts.delay(step.delay) if step.delay and step.delay.announced else None


def ask(key: str, value: str | None, facts: FactFormatter, *basis: tuple[model.Item, str]) -> Claim:
    """A fact under the sources of all that it rests on; with its doubt where one of these is to be verified."""
    return question(facts.words(f"validation.ten.{key}"), value, facts, basis)


def ask_step(key: str, step: model.Step, value: str | None, fact: str, facts: FactFormatter) -> Claim:
    return question(facts.words(f"validation.ten.{key}", title=step.title), value, facts, ((step, fact),))


def question(label: str, value: str | None, facts: FactFormatter, basis: Iterable[tuple[model.Item, str]]) -> Claim:
    if not value:
        return Claim(label, facts.unknown, (), missing=True)
    held = [(item, fact) for item, fact in basis if getattr(item, fact)]
    names = [name for item, fact in held for name in facts.basis(item, fact).source]
    unsure = any(item.said_of(fact).uncertain for item, fact in held)
    doubt = facts.words("uncertain") if unsure and facts.words("uncertain") not in value else ""
    return Claim(label, f"{value} ({doubt})" if doubt else value, numbers_of(names, facts))


# --- then a row a fact -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """An item under its title, which is not asked; ``title`` is empty where its one row holds it."""

    title: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class AskedSection:
    """Items of one sort, under the key of their name."""

    key: str
    entries: tuple[AskedEntry, ...]


# What no landlord answers for: what tenants say and find acceptable, other landlords, dangers of all landlords.
NOT_ASKED = frozenset({"say", "acceptable", "elsewhere", "emergency", "danger", "adopted"})


def list_asked(facts: FactFormatter) -> tuple[AskedSection, ...]:
    """The circuit in the order in which a landlord reads it again; nothing for what it does not hold."""
    circuit = facts.circuit
    whole: dict[str, Iterable[model.Item]] = {
        "emergency": circuit.landlord.emergency,
        "steps": circuit.steps,
        "shortcuts": circuit.shortcuts,
        name_section("detours", circuit): with_steps(circuit.detours),
    }
    short: dict[str, Iterable[model.Item]] = {
        "problems": (item for item in circuit.problems if not facts.dangers_of(item) or item.delay),
        "practices": circuit.practices,
        "setbacks": circuit.setbacks,
        "spaces": circuit.spaces,
        "recourse": (item for item in circuit.recourse if item.contact),
        "facts": circuit.facts,
        "questions": (item for item in circuit.questions if item.right),
    }
    sections = (
        *(AskedSection(key, tuple(rows_under_title(each, facts) for each in held)) for key, held in whole.items()),
        *(AskedSection(key, tuple(one_row(each, facts) for each in held)) for key, held in short.items()),
        AskedSection("landlord", (AskedEntry("", tuple(landlord(facts))),)),
    )
    return tuple(section for section in sections if section.entries)


def rows_under_title(item: model.Item, facts: FactFormatter) -> AskedEntry:
    """A row for the item's text, then for each of its facts; the text of an unknown step is a question."""
    title, own = item.title or facts.words("blank.title"), numbers_of(facts.sources_of(item), facts)
    if isinstance(item, model.Step) and item.missing:
        return AskedEntry(title, (Claim(item.text or "", facts.unknown, (), missing=True), *facts_of(item, facts)))
    doubt = facts.provenance(item)
    said = f"{item.text} ({doubt})" if item.text and doubt else item.text
    return AskedEntry(title, (*((Claim("", said, own),) if said else ()), *facts_of(item, facts)))


def facts_of(item: model.Item, facts: FactFormatter) -> tuple[Claim, ...]:
    """Each fact that the landlord answers for, several criteria or gestures on one row."""
    found: dict[str, Claim] = {}
    for row in rows_of(item, facts):
        if not is_asked(row, item, facts):
            continue
        said = claim(name_target(row, item, facts), item, facts)
        label = said.label.rstrip(": \u00a0")
        value = join_facts(found[label].value, said.value) if label in found else said.value
        found[label] = Claim(label, value, said.sources, said.missing)
    return tuple(found.values())


def join_facts(former: str, value: str) -> str:
    return f"{former} {value}" if former.endswith(".") else f"{former} · {value}"


POINTERS = {key.row_name: key.attribute for key in keys.DECLARED if key.form is keys.Form.POINTER}


def name_target(row: Row, item: model.Item, facts: FactFormatter) -> Row:
    """Where one turns to or is led, by its title alone: the paper has no squares."""
    attribute = POINTERS.get(row.key)
    target = facts.titles.get(getattr(item, attribute, None) or "") if attribute else None
    return replace(row, value=target, origin="") if target else row


def is_asked(row: Row, item: model.Item, facts: FactFormatter) -> bool:
    """Whether it is the landlord who answers for it: not for the recourse of the law, nor for gestures in a danger."""
    match row.key:
        case "silent":
            return row.state is State.MISSING or getattr(item, "if_silent", None) in {
                step.id for step in facts.circuit.steps
            }
        case "list" if isinstance(item, model.ProblemItem):
            return row.value in item.first
        case "call" if isinstance(item, model.Shortcut) and item.call:
            return facts.is_own_number(item.call)
        case "actor":
            return getattr(item, "actor", ()) != ("tenant",)
    return row.key not in NOT_ASKED and row.state is not State.NOTHING


def one_row(item: model.Item, facts: FactFormatter) -> AskedEntry:
    """An item whose few words one reads together: a problem with its class, its delay, who pays."""
    claims = facts_of(item, facts) if not isinstance(item, model.Question) else (Claim("", answer_of(item, facts)),)
    known = [each for each in claims if not each.missing]
    lacking = tuple(each for each in claims if each.missing)
    parts = [each for each in (item.text, *(label_claim(each, facts) for each in known), *ending(item, facts)) if each]
    if lacking and not parts:
        return AskedEntry("", tuple(replace(each, label=f"{item.title}, {lower(each.label)}") for each in lacking))
    sources = dict.fromkeys((*numbers_of(facts.sources_of(item), facts), *(n for each in known for n in each.sources)))
    text = " ".join(close_sentence(capital(part)) for part in parts)
    said = Claim("", text, tuple(sources), title=item.title)
    return AskedEntry("", (said, *lacking))


def lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def ending(item: model.Item, facts: FactFormatter) -> Iterator[str]:
    """Whether an idea is done here; « à vérifier »."""
    if isinstance(item, model.Practice):
        yield facts.say(keys.ADOPTED, item.adopted) or ""
    if item.uncertain:
        yield facts.words("uncertain")


def label_claim(said: Claim, facts: FactFormatter) -> str:
    return facts.words("answer.fact", label=said.label, value=said.value) if said.label else said.value


def landlord(facts: FactFormatter) -> Iterator[Claim]:
    """Its name, its contacts, what those do that only this landlord has."""
    t, own, circuit = facts.words, facts.circuit.landlord, facts.circuit
    frame = {"landlord": own.name, "formerly": own.formerly, "website": own.website}
    yield from (Claim(capital(t(f"about.{key}")), value) for key, value in frame.items() if value)
    yield from (Claim(t("validation.contact"), facts.contact(contact)) for contact in own.contacts)
    actors = (actor for name, actor in circuit.actors.items() if actor.role and name not in circuit.common_actors)
    yield from (Claim(t("validation.actor"), facts.listed((actor.name, actor.role or "")) or "") for actor in actors)


def list_cited(claims: Iterable[Claim]) -> frozenset[int]:
    """The numbers of the sources that rows name."""
    return frozenset(number for each in claims for number in each.sources)
