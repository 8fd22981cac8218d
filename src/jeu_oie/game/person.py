"""What the one sheet that a tenant keeps says: gestures, the path, if nothing comes, what is asked of the landlord.

What nobody has found stands in no row: it is gathered in ``asks`` and ``questions``. Nothing is shortened here: the
layout fits it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from jeu_oie.circuit.gaps import WRITTEN_WAYS, find_gaps, has_written_way
from jeu_oie.circuit.model import NONE, Advice, Channel, Charge, Contact, Detour, Recourse, Shortcut, Step
from jeu_oie.circuit.pictures import Picture
from jeu_oie.draw.text import TIE
from jeu_oie.game.answers.landlord import has_local_numbers, landlord_numbers_of, told_numbers
from jeu_oie.game.bodies import apart
from jeu_oie.game.faces import pictogram_of_step, thing_in, thing_of
from jeu_oie.game.guidance import list_advice, name_short, say_number_places
from jeu_oie.game.handout import is_calm, shortcuts_of
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.game.wording import FactFormatter, capital


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one does at each call and visit: its picture, and a few words."""

    picture: str
    text: str


@dataclass(frozen=True, slots=True)
class PathStage:
    """A step of the path: ``facts``: announced delay, what one receives, who pays.

    ``ways``: how one reaches somebody, all ways, then fewer.
    ``says``: sentences that one can say, in order. ``silent``: where to turn if nothing comes. ``mine``: the tenant
    does it, or it is done at the tenant's home: it is joined to no other.
    """

    id: str
    title: str
    short: str
    picture: str
    ways: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    silent: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Level:
    """An urgent way: its title with its delay, a number of danger, its hours, and pictured examples of it."""

    id: str
    title: str
    call: str
    hours: str
    delay: str
    examples: tuple[Gesture, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A step that nobody has found, and a sentence to say."""

    id: str
    title: str
    say: str


@dataclass(frozen=True, slots=True)
class LandlordAsk:
    """What is asked of the landlord; ``steps``: the steps that nobody has found, which ``questions`` name."""

    text: str = ""
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """A recourse: ``lines`` in the order in which they give way, the last one first; the first ``least`` never do."""

    id: str
    title: str
    picture: str
    lines: tuple[str, ...]
    least: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """``gestures``: more than are shown, those that count most first. ``others``: the recourse that is no rung.

    ``notes``: where the landlord's number is found, if nobody knows any.
    ``unsure``: that who is not sure calls. ``rest``: in what time somebody comes for all that no level holds.
    ``charged``: what the tenant pays.
    """

    notes: tuple[str, ...]
    gestures: tuple[Gesture, ...]
    stages: tuple[PathStage, ...]
    levels: tuple[Level, ...]
    rest: str
    unsure: str
    charged: tuple[str, ...]
    arrival: str
    questions: tuple[Question, ...]
    asks: tuple[LandlordAsk, ...]
    rungs: tuple[Rung, ...]
    others: tuple[str, ...]
    sources: tuple[str, ...]


def person_sheet(facts: FactFormatter) -> PersonSheet:
    """What the person's sheet of a circuit says."""
    circuit = facts.circuit
    known = [step for step in circuit.steps if not step.missing]
    missing = [step for step in circuit.steps if step.missing]
    ladder = choose_rungs(circuit.recourse, [step.if_silent for step in circuit.steps if step.if_silent])
    numbers = landlord_numbers_of(circuit)
    merged = {other.id for each in ladder for other in of_kind(each, circuit.recourse)}
    return PersonSheet(
        tuple(number_notes(facts)),
        tuple(gestures(facts)),
        tuple(stage(step, facts) for step in known),
        tuple(level(each, facts) for each in shortcuts_of(facts.board) if is_known(each, facts)),
        rest_of(facts),
        facts.words("page.unsure") if numbers.urgent and numbers.sure else "",
        charge_of(facts),
        circuit.arrival or facts.words("finish.title"),
        tuple(
            Question(step.id, step.title or facts.words("blank.title"), facts.quoted(step.say) or "")
            for step in missing
        ),
        tuple(asks(facts)),
        tuple(rung(each, facts) for each in ladder),
        tuple(each.title for each in circuit.recourse if each.id not in merged),
        sources(known, facts),
    )


def number_notes(facts: FactFormatter) -> Iterator[str]:
    """Where the landlord's number is found, if nobody knows any."""
    circuit = facts.circuit
    if (
        not is_calm(facts)
        and (not told_numbers(circuit) or has_local_numbers(circuit))
        and (said := say_number_places(facts))
    ):
        yield said


MOST_RUNGS = 5
# The first three, always; then the circuit's advice; the last ones where it has too little.
FIRST = {"day": "thing-day", "number": "number-tag", "proof": "egg"}
# What is pictured on all sheets as the game does it.
PICTURED = {Picture.RECORDED: FIRST["number"], Picture.RECEIPT: FIRST["proof"]}
USUAL = {"copy": "thing-copy", "trade": "thing-trade"}


def gestures(facts: FactFormatter) -> Iterator[Gesture]:
    """Those of the common file, else day, number, proof; then what the circuit advises, that of its first step first.

    No picture twice. In another language than the circuit's, what is said in it comes before what its reader may not
    understand.
    """
    t, seen = facts.words, set[str]()
    first, usual = (
        [Gesture(picture, t(f"handout.gesture.{name}")) for name, picture in named.items()] for named in (FIRST, USUAL)
    )
    ours = facts.words.language == sheet_language(facts.circuit.language)
    if ours and facts.circuit.gestures:
        first = [Gesture(PICTURED.get(each.icon, f"thing-{each.icon}"), each.text) for each in facts.circuit.gestures]
    first += [Gesture("thing-leak", t("handout.gesture.water"))] if closes_water(facts) else []
    advice = [Gesture(thing_in(each.title), each.title) for each in by_step(facts)]
    for each in (*first, *advice, *usual) if ours else (*first, *usual, *advice):
        if each.picture and each.picture not in seen:
            seen.add(each.picture)
            yield each


WATER = frozenset({"thing-leak", "thing-flood"})
CLOSES = re.compile(r"\b(?:ferme|coupe|shut|close|turn off)\b", re.IGNORECASE)


def closes_water(facts: FactFormatter) -> bool:
    """Whether a source says of a leak that one closes the water first."""
    leaks = (each for each in facts.circuit.problems if thing_of(each) in WATER or thing_in(each.title) in WATER)
    return any(CLOSES.search(gesture) for each in leaks for gesture in each.first)


def by_step(facts: FactFormatter) -> list[Advice]:
    """The advice, that of the first steps first."""
    ranks = {step.id: rank for rank, step in enumerate(facts.circuit.steps)}
    return sorted(list_advice(facts.circuit), key=lambda each: ranks.get(each.at or "", len(ranks)))


SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý])")


def stage(step: Step, facts: FactFormatter) -> PathStage:
    first = step.id == facts.circuit.steps[0].id
    return PathStage(
        step.id,
        step.title,
        name_short(step),
        picture_of_step(step),
        tuple(ways_into(step, facts, first=first)),
        tuple(list_facts(step, facts)),
        sentences(step.say),
        silent(step, facts),
        not step.actor or "tenant" in step.actor,
    )


def picture_of_step(step: Step) -> str:
    """What its author chose, else the thing that its title speaks of, else its channel or who acts."""
    own = thing_of(step) or thing_in(step.title) or pictogram_of_step(step)
    return "actor-none" if own == "actor-other" and "contractor" not in step.actor else own


def ways_into(step: Step, facts: FactFormatter, *, first: bool) -> Iterator[str]:
    """How one reaches somebody; at the first step a written way too, for whoever cannot telephone.

    Where nobody waits in danger, a band says where one begins.
    """
    ways: Sequence[Contact] = [
        way
        for way in step.channels
        if (way.label or way.value or way.kind is not IN_PERSON) and facts.circuit.holds(way.where)
    ]
    if first and is_calm(facts):
        return
    if first:
        told = {each.value for each in told_numbers(facts.circuit)}  # a sheet tells a number in one place
        ways = [way for way in ways if way.value not in told]
    if first and not any(way.kind in WRITTEN_WAYS for way in ways):
        ways = (*ways, *(way for way in facts.circuit.contacts if way.kind in WRITTEN_WAYS))
    yield from (bind(capital(facts.contacts(ways[:count]) or "")) for count in range(len(ways), 0, -1))


IN_PERSON = Channel.IN_PERSON


def list_facts(step: Step, facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """What a source says of a step: its picture, and the fact."""
    if step.delay and step.delay.announced:
        yield "calendar", bind(doubtful(facts.delay(step.delay) or "", step, "delay", facts))
    if step.trace and step.trace != NONE:
        yield "egg", doubtful(step.trace, step, "trace", facts)


AMOUNT = re.compile(r"(\d) (?=[^\W\d])")


def bind(text: str) -> str:
    """« 24 h », « 5 jours »: no line parts an amount from its unit."""
    return AMOUNT.sub("\\1\u00a0", text)


def doubtful(value: str, step: Step, fact: str, facts: FactFormatter) -> str:
    """The value, with « à vérifier » where it is."""
    return mark_doubt(value, facts) if step.said_of(fact).uncertain else value


def mark_doubt(value: str, facts: FactFormatter) -> str:
    """« 24 h (à vérifier) »."""
    return facts.words("in-brackets", said=value, note=facts.words("uncertain").replace(" ", TIE))


def sentences(say: str | None) -> tuple[str, ...]:
    return tuple(SENTENCE.split(say)) if say else ()


def silent(step: Step, facts: FactFormatter) -> str:
    """Where to turn if nothing comes; through steps that nobody has found to what they say in turn.

    The step that follows anyway is no answer.
    """
    steps = {each.id: each for each in facts.circuit.steps}
    following = next(
        (each.id for each in dropwhile(lambda one: one is not step, steps.values()) if each is not step), ""
    )
    seen: set[str] = set()
    target = step.if_silent
    while target in steps and steps[target].missing and target not in seen:
        seen.add(target)
        target = steps[target].if_silent
    return facts.titles[target] if target and target not in {*seen, following} else ""


def is_known(shortcut: Shortcut, facts: FactFormatter) -> bool:
    """Whether anything is known of an urgent way besides its name."""
    return bool(apart(shortcut.criteria, facts) or shortcut.delay or shortcut.hours)


def level(shortcut: Shortcut, facts: FactFormatter) -> Level:
    delay = facts.delay(shortcut.delay) if shortcut.delay else None
    title = f"{shortcut.title}, {delay}" if delay and delay not in shortcut.title else shortcut.title
    title = mark_doubt(title, facts) if shortcut.said_of("delay").uncertain else title
    things = {problem.title: thing_of(problem) for problem in facts.circuit.problems}
    return Level(
        shortcut.id,
        bind(title),
        "" if facts.is_own_number(shortcut.call or "") else shortcut.call or "",
        bind(shortcut.hours or ""),
        delay or "",
        tuple(Gesture(things.get(each) or thing_in(each), each) for each in apart(shortcut.criteria, facts)),
    )


def rest_of(facts: FactFormatter) -> str:
    """« Tout le reste : moins de 5 jours ouvrés »: the delay of the step to which the urgent ways lead."""
    levels = shortcuts_of(facts.board)
    steps = {step.id: step for step in facts.circuit.steps}
    ends = dict.fromkeys(each.to for each in levels if each.delay and each.to in steps)
    said = [said for name in ends if (said := amount_of(steps[name], facts))]
    return facts.words("handout.levels.rest", delay=said[0]) if len(said) == 1 else ""


def amount_of(step: Step, facts: FactFormatter) -> str:
    """The announced time of a step alone, with its doubt."""
    span = step.delay.announced if step.delay else None
    return doubtful(bind(span.text), step, "delay", facts) if span else ""


def charge_of(facts: FactFormatter) -> tuple[str, ...]:
    """The cases in which a source says that the tenant pays."""
    circuit = facts.circuit
    tracks = [each for each in circuit.detours if any(step.charge is Charge.TENANT for step in each.steps)]
    steps = [each.title for each in circuit.steps if each.charge is Charge.TENANT]
    problems = [each.title for each in circuit.problems if each.charge is Charge.TENANT]
    return tuple(dict.fromkeys((*map(case, tracks), *steps, *problems)))


def case(detour: Detour) -> str:
    return detour.condition or detour.title


def asks(facts: FactFormatter) -> Iterator[LandlordAsk]:
    """What nobody has found, in the order in which it counts: proof, number, delays, steps, a written way."""
    t, circuit = facts.words, facts.circuit
    first = circuit.steps[0]
    if first.missing or "trace" in find_gaps(first, circuit):
        yield LandlordAsk(t("handout.ask.trace"))
    if not is_calm(facts):
        own = landlord_numbers_of(circuit).sure
        if not own and not has_local_numbers(circuit):
            yield LandlordAsk(t("handout.ask.number"))
        elif own and not any(each.hours for each in own):
            yield LandlordAsk(t("handout.ask.hours"))
    undated = [step for step in circuit.steps if "delay" in find_gaps(step, circuit)]
    if len(undated) == 1:
        yield LandlordAsk(t("handout.ask.delay", step=undated[0].title))
    elif undated:
        yield LandlordAsk(t("handout.ask.delays"))
    if any(step.missing for step in circuit.steps):
        yield LandlordAsk(steps=True)
    if not has_written_way(circuit):
        yield LandlordAsk(t("handout.ask.written"))


# Which sort of help comes first, where a circuit has more of it than the ladder has rungs.
KINDS = ("letter", "registered", "advice", "meeting", "court", "conciliation", "association", "town-hall", "website")
ORDER: Mapping[str, int] = {f"thing-{kind}": rank for rank, kind in enumerate(KINDS)}
HELPERS = frozenset(f"thing-{kind}" for kind in KINDS[2:])
ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")


def choose_rungs(recourse: Sequence[Recourse], named: Sequence[str]) -> list[Recourse]:
    """At most five, in the circuit's order: those that its steps name, then one of each sort."""
    kept = [each for each in recourse if each.id in named]
    others: list[Recourse] = []
    for each in recourse:
        if all(picture_of(each) != picture_of(one) and not is_same_help(each, one) for one in (*kept, *others)):
            others.append(each)
    others.sort(key=lambda each: ORDER.get(picture_of(each), len(ORDER)))
    kept = [*kept, *others][:MOST_RUNGS]
    return [each for each in recourse if each in kept]


def of_kind(chosen: Recourse, recourse: Iterable[Recourse]) -> tuple[Recourse, ...]:
    """It, and where it has no address the one that gives it: « ADIL » and « ADIL de l’Isère »."""
    near = [each for each in recourse if each is not chosen and has_address(each) and is_same_help(chosen, each)]
    return (chosen, *(() if has_address(chosen) else near[:1]))


def is_same_help(one: Recourse, other: Recourse) -> bool:
    """Whether both names hold the same acronym."""
    return bool(set(ACRONYM.findall(one.title)) & set(ACRONYM.findall(other.title)))


def picture_of(each: Recourse) -> str:
    """Whom one turns to, else what one does."""
    who = thing_in(each.who or "")
    return who if who in HELPERS else thing_in(each.title) or "signpost"


def rung(chosen: Recourse, facts: FactFormatter) -> Rung:
    """What it is, what its acronyms mean, whom to reach, how long it takes."""
    both = of_kind(chosen, facts.circuit.recourse)
    first = [*meanings(chosen.title, facts), *(reach(each, facts) for each in both if has_address(each))]
    lines = [*first, *filter(None, (chosen.text,))]
    lines += [each for each in meanings(chosen.text or "", facts) if each not in lines]
    if chosen.delay and chosen.delay.announced:
        lines.append(facts.words("handout.rung.delay", delay=bind(facts.delay(chosen.delay) or "")))
    names = dict.fromkeys(name for each in both for name in facts.sources_of(each))
    return Rung(
        chosen.id,
        chosen.title,
        picture_of(chosen),
        tuple(lines),
        max(len(first), 1),
        tuple(facts.circuit.sources[name].title for name in names),
    )


def has_address(each: Recourse) -> bool:
    return any(way.value for way in each.contact)


def reach(each: Recourse, facts: FactFormatter) -> str:
    """« ADIL de l’Isère : 04 76 53 37 30 (à vérifier) »."""
    told = facts.comma.join(" ".join(filter(None, (way.label, way.value))) for way in each.contact if way.value)
    said = facts.words("answer.fact", label=each.who or each.title, value=told)
    return mark_doubt(said, facts) if each.uncertain else said


def meanings(text: str, facts: FactFormatter) -> Iterator[str]:
    """The circuit's own words for the acronyms that ``text`` holds, in the order in which it holds them."""
    for name in dict.fromkeys(ACRONYM.findall(text)):
        if name in facts.circuit.words:
            yield facts.words("answer.fact", label=name, value=facts.circuit.words[name])


def sources(steps: Iterable[Step], facts: FactFormatter) -> tuple[str, ...]:
    """The titles of what the front rests on: the numbers of danger first."""
    names = dict.fromkeys(facts.danger_sources(facts.numbers))
    names |= dict.fromkeys(name for step in steps for name in facts.sources_of(step))
    names |= dict.fromkeys(name for each in shortcuts_of(facts.board) for name in facts.sources_of(each))
    return tuple(dict.fromkeys(facts.circuit.sources[name].title for name in names))
