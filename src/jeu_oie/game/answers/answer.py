"""What a tenant is told of one problem, by one pure function that page, sheet, poster, cards and letters all read."""

from collections.abc import Iterable, Iterator

from jeu_oie.circuit.keywords import picture_for
from jeu_oie.circuit.model import (
    NONE,
    AnswerKind,
    Channel,
    Circuit,
    Contact,
    Emergency,
    Letter,
    ProblemItem,
    Status,
    Step,
    named_contacts,
)
from jeu_oie.game.answers.helpers import find_helpers, helper_numbers
from jeu_oie.game.answers.model import (
    Act,
    Answer,
    Case,
    Helper,
    Moment,
    Number,
    Pays,
    Place,
    Scope,
    SourceLine,
    Unknown,
    Wait,
    Way,
)
from jeu_oie.game.answers.numbers import (
    asking_step,
    find_numbers,
    join_numbers,
    say_places,
    written_number,
)
from jeu_oie.game.answers.place import find_place
from jeu_oie.game.answers.rungs import find_rungs
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject, find_subject, is_of_topic, meets_path
from jeu_oie.game.answers.wait import find_until, find_wait
from jeu_oie.game.wording import say_contact

MAX_ACTS = 4
BY_HELPERS = frozenset({AnswerKind.RIGHT, AnswerKind.DEADLINE, AnswerKind.ACCUSED, AnswerKind.NOT_OURS})
# The letter of a kind that names none itself.
LETTERS = {
    AnswerKind.URGENT: Letter.REPORT,
    AnswerKind.ORDINARY: Letter.REPORT,
    AnswerKind.NEIGHBOURS: Letter.NEIGHBOURS,
    AnswerKind.ACCUSED: Letter.HEAR,
}


def answer(problem: ProblemItem | str, circuit: Circuit, shared: Shared, moment: Moment) -> Answer:
    """What to do first, whom to call, what to say, what to keep, until when, and then.

    ``problem``: one of the circuit's, or the id of a common problem or danger; any other id is « Autre chose ».
    """
    subject = find_subject(problem, circuit, shared)
    if subject.kind is AnswerKind.DANGER:
        return of_danger(subject, circuit, shared)
    return of_others(subject, circuit, shared, moment)


def of_danger(subject: Subject, circuit: Circuit, shared: Shared) -> Answer:
    """Gestures, its own numbers, and a line for afterwards: no landlord, no delay, no rung, no letter."""
    danger, said = subject.danger, subject.said
    doubt = "answer.unproved" if danger and danger.uncertain else ""
    first: tuple[Act, ...] = ()
    cases: tuple[Case, ...] = ()
    after = None
    if danger and danger.all_sources:
        first = () if danger.cases else gestures(danger.first, danger, doubt, shared)
        cases = tuple(Case(each.id, each.title, gestures(each.first, danger, doubt, shared)) for each in danger.cases)
        after = shared.act(danger.after, danger.all_sources, doubt) if danger.after else None
    elif subject.item and subject.item.first and subject.item.all_sources:
        first = tuple(shared.act(each, subject.item.source) for each in subject.item.first)
    never = tuple(shared.act(each, said.source, doubt, Scope.GENERAL) for each in said.never) if said else ()
    numbers = find_numbers(subject, circuit, Moment(), shared)
    return Answer(
        id=subject.id,
        title=subject.title,
        picture=picture_of(subject),
        kind=subject.kind,
        first=first,
        cases=cases,
        after=after,
        numbers=numbers,
        sms=written_number(circuit),
        never=never,
        sources=list_sources(((first, cases, after, never), numbers), circuit, shared),
    )


def gestures(said: Iterable[str], danger: Emergency, doubt: str, shared: Shared) -> tuple[Act, ...]:
    return tuple(shared.act(each, danger.all_sources, doubt) for each in said)


def of_others(subject: Subject, circuit: Circuit, shared: Shared, moment: Moment) -> Answer:
    place = find_place(subject, circuit)
    helpers = find_helpers(subject, circuit, shared)
    numbers = find_numbers(subject, circuit, moment, shared)
    if subject.kind in BY_HELPERS:
        numbers = tuple(join_numbers((*helper_numbers(helpers, circuit), *numbers)))
    if subject.kind in (AnswerKind.FOLLOW, AnswerKind.NOT_OURS):
        numbers = tuple(each for each in numbers if not each.at)  # the landlord’s are of no use here
    ways = tuple(list_ways(subject, circuit, shared))
    wait, until = find_wait(subject, circuit, shared), find_until(subject, shared)
    rungs = find_rungs(subject, place, circuit, shared)
    unknown = tuple(list_unknown(subject, numbers, wait, circuit, shared))
    step = step_at(place, circuit)
    first = tuple(first_acts(subject, numbers, ways, helpers, circuit, shared))[:MAX_ACTS]
    say, keep, pays = find_say(subject, step, circuit, shared), find_keep(step, shared), find_pays(subject, shared)
    never, law, limit, note = said_of_common(subject, shared)
    told = (first, say, keep, pays, never, law, limit, note, wait, until, rungs, helpers)
    return Answer(
        id=subject.id,
        title=subject.title,
        picture=picture_of(subject),
        kind=subject.kind,
        depends=bool(subject.listed and subject.listed.depends and not subject.urgency),
        first=first,
        numbers=numbers,
        number_place=say_place(numbers, circuit, shared) if meets_path(subject, circuit) else "",
        ways=ways,
        say=say,
        never=never,
        law=law,
        limit=limit,
        note=note,
        keep=keep,
        wait=wait,
        until=until,
        rungs=rungs,
        letter=find_letter(subject),
        letter_law=(subject.listed and subject.listed.law) or "",
        decency=bool(subject.listed and subject.listed.decency),
        helpers=helpers,
        place=place,
        pays=pays,
        unknown=unknown,
        gap=say_gap(unknown, circuit, shared),
        sources=list_sources((told, numbers, ways), circuit, shared),
    )


def picture_of(subject: Subject) -> str:
    """What its author chose, else the common one, else what its title speaks of; empty where nothing does."""
    item, listed = subject.item, subject.listed
    own = item.icon.value if item and item.icon else ""
    return own or (listed.icon if listed else "") or picture_for(subject.title) or ""


def first_acts(
    subject: Subject,
    numbers: tuple[Number, ...],
    ways: tuple[Way, ...],
    helpers: tuple[Helper, ...],
    circuit: Circuit,
    shared: Shared,
) -> Iterator[Act]:
    """What the circuit says of the problem, else what is common of it, else what its kind asks for."""
    item, said, words = subject.item, subject.said, shared.words
    if item and item.first:
        doubt = "uncertain" if item.uncertain else ""
        yield from (shared.act(each, item.source, doubt) for each in item.first)
    elif said and said.first:
        doubt = "uncertain" if said.uncertain else ""
        yield from (shared.act(each, said.source, doubt, Scope.GENERAL) for each in said.first)
    elif subject.kind in (AnswerKind.URGENT, AnswerKind.ORDINARY):
        if not numbers and ways:
            yield shared.act(words("answer.tell", way=ways[0].text), ways[0].source)
        else:
            yield shared.act(words("answer.call" if numbers else "answer.tell.landlord"))
    elif subject.kind is AnswerKind.RIGHT:
        adil = next((each for each in helpers if each.id == "adil"), None)
        yield shared.act(words("answer.advise", who=adil.name if adil else "ADIL"), adil.source if adil else ())
    else:
        police = next((each.call for each in circuit.emergency if each.id == "police"), "")
        sentences = words(f"answer.first.{subject.kind.value}", police=police).split("\n")
        yield from (shared.act(each, scope=Scope.GENERAL) for each in sentences)


def find_say(subject: Subject, step: Step | None, circuit: Circuit, shared: Shared) -> Act | None:
    """A sentence to say: the problem's, else that of the step where one stands."""
    if subject.kind in (AnswerKind.FOLLOW, AnswerKind.NOT_OURS):
        return None
    asked = asking_step(subject, circuit) if subject.waits else None
    for item in (subject.item, step or asked):
        if item and item.say:
            stated = item.stated.get("say")  # a doubtful step does not make what one asks there doubtful
            return shared.act(item.say, item.said_of("say").source, "uncertain" if stated and stated.uncertain else "")
    return None


def find_keep(step: Step | None, shared: Shared) -> Act | None:
    """What one should receive at the step where one stands."""
    if step is None or not step.trace or step.trace == NONE:
        return None
    basis = step.said_of("trace")
    return shared.act(step.trace, basis.source, "uncertain" if basis.uncertain else "")


def step_at(place: Place | None, circuit: Circuit) -> Step | None:
    return next((step for step in circuit.every_step if place and step.id == place.at.id), None)


def said_of_common(subject: Subject, shared: Shared) -> tuple[tuple[Act, ...], Act | None, Act | None, tuple[Act, ...]]:
    """What never to do, the law, what is left to verify of these, what to note: the day first."""
    said, words = subject.said, shared.words
    note = (
        tuple(shared.act(words(f"answer.note.{each}")) for each in ("date", "dossier", "promise"))
        if subject.waits
        else ()
    )
    if said is None:
        return (), None, None, note
    doubt = "uncertain" if said.uncertain else ""

    def tell(text: str) -> Act:
        return shared.act(text, said.source, doubt, Scope.GENERAL)

    law = tell(said.law) if said.law else None
    limit = shared.act(said.limit, said.source, "uncertain", Scope.GENERAL) if said.limit else None
    return tuple(map(tell, said.never)), law, limit, (*note, *map(tell, said.note))


def find_pays(subject: Subject, shared: Shared) -> Pays | None:
    """Who pays: the landlord's word, else what holds in general, with its reason."""
    item, said, words = subject.item, subject.said, shared.words
    if item and item.charge:
        basis = item.said_of("charge")
        text = words(f"choice.charge.{item.charge}")
        return Pays(item.charge.value, shared.act(text, basis.source, "uncertain" if basis.uncertain else ""))
    if said and said.charge and (said.charge.why or said.charge.value != NONE):
        text = said.charge.why or words(f"choice.charge.{said.charge.value}")
        doubt = "uncertain" if said.uncertain else ""
        return Pays(said.charge.value, shared.act(text, said.charge.source or said.source, doubt, Scope.GENERAL))
    return None


def find_letter(subject: Subject) -> Letter | None:
    """The letter that the problem names, else that of its kind; None where no letter helps."""
    named = (subject.item and subject.item.letter) or (subject.listed and subject.listed.letter)
    letter = named or LETTERS.get(subject.kind)
    return None if letter is Letter.NONE else letter


def list_ways(subject: Subject, circuit: Circuit, shared: Shared) -> Iterator[Way]:
    """The ways in that are no number to call: of the step where one turns to somebody, of the landlord if claimed."""
    if subject.kind in (AnswerKind.FOLLOW, AnswerKind.NOT_OURS):
        return
    step = asking_step(subject, circuit)
    if step and subject.waits:
        basis = step.said_of("channels")
        for way in filter(lambda each: circuit.holds(each.where), step.channels):
            yield from of_way(way, basis.source, circuit, shared, doubt=basis.uncertain)
    wanted = {*subject.names, *((circuit.topic.value,) if is_of_topic(subject, circuit) else ())}
    for _, way in named_contacts(circuit.landlord.contacts):
        if wanted.intersection(way.for_) and circuit.holds(way.where):
            yield from of_way(way, (), circuit, shared)
    for agency in circuit.agencies:
        claimed = [way for way in agency.contacts if wanted.intersection(way.for_)]
        found = (each.text for way in claimed for each in of_way(way, (), circuit, shared))
        address = [agency.address] if agency.address and claimed else []
        for text in (*address, *found):
            said = say_places(agency.name, () if circuit.here is not None else agency.communes, shared)
            yield Way(Channel.IN_PERSON.value, shared.words("answer.fact", label=said, value=text))


def of_way(
    way: Contact, source: tuple[str, ...], circuit: Circuit, shared: Shared, *, doubt: bool = False
) -> Iterator[Way]:
    """None where it is a telephone whose number is known."""
    if way.kind is Channel.PHONE and way.value:
        return
    text = shared.mark(say_contact(way, circuit.landlord, shared.words), shared.words("uncertain") if doubt else "")
    yield Way(way.kind.value if way.kind else "", text, way.value or "", way.source or source)


def say_place(numbers: tuple[Number, ...], circuit: Circuit, shared: Shared) -> str:
    """« Le numéro est souvent dans le hall. », without « souvent » where the landlord says it; empty: it is known.

    Where it hangs on the commune, that.
    """
    if numbers and all(each.where for each in numbers):
        return shared.words("number.local")
    if numbers or not circuit.where_number:
        return ""
    key = "number.where.own" if circuit.landlord.where_number else "number.where"
    return shared.words(key, places=", ".join(circuit.where_number))


def list_unknown(
    subject: Subject, numbers: tuple[Number, ...], wait: Wait | None, circuit: Circuit, shared: Shared
) -> Iterator[Unknown]:
    """The facts that whoever waits for the landlord asks for, and nobody has found."""
    if not meets_path(subject, circuit):
        return
    words, first = shared.words, circuit.steps[0].id
    if not numbers:
        key = f"shortcuts.{subject.urgency.id}.call" if subject.urgency else f"steps.{first}.channels"
        yield Unknown(key, words("answer.unknown.number"))
    elif not any(each.hours for each in numbers):
        yield Unknown(f"{numbers[0].at.removesuffix('.call')}.hours", words("answer.unknown.hours"))
    if wait is None:
        item = f"problems.{subject.item.id}" if subject.item else f"steps.{first}"
        yield Unknown(f"{item}.delay", words("answer.unknown.delay"))


def say_gap(unknown: tuple[Unknown, ...], circuit: Circuit, shared: Shared) -> str:
    """« Pas trouvé ici : le numéro, le délai. »: once, in one line."""
    if not unknown:
        return ""
    key = "answer.gap.validated" if circuit.status is Status.VALIDATED else "answer.gap.draft"
    return shared.words(key, facts=shared.words("comma").join(each.name for each in unknown))


def list_sources(told: object, circuit: Circuit, shared: Shared) -> tuple[SourceLine, ...]:
    """The sources of all that is told, each once, in the order in which it is told."""
    names = dict.fromkeys(sources_in(told))
    found = ((name, circuit.sources.get(name) or shared.sources.get(name)) for name in names)
    return tuple(SourceLine(name, each.title, each.address or "", each.date or "") for name, each in found if each)


def sources_in(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from sources_in(each)
        return
    yield from getattr(value, "source", ())
    for name in ("act", "first", "numbers"):
        yield from sources_in(getattr(value, name, ()))
