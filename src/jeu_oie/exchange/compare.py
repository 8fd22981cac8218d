"""What each landlord's circuit answers to the same questions, side by side; never a ranking.

Answers are the circuit's own words, each with its sources. A question that the circuit does not answer has none:
whoever shows them says « pas trouvé », or « non dit » once validated. As data they stand in every kit's manifest,
so that circuits built on another day can be compared.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jeu_oie.circuit import keys
from jeu_oie.circuit.model import STAGES, Adopted, Channel, Contact, Item, Shortcut, Step, Topic
from jeu_oie.game.dossier import details
from jeu_oie.game.wording import FactFormatter, capital, close_sentence

TENANT = "tenant"
QUALIFY, INSPECT = "qualify", "inspect"  # the stages that questions are about (circuit-format.md, « Added since »)
ABOUT = {"judge": QUALIFY, "visit": INSPECT}  # question → the stage that it is about
# A French number, or one from abroad, in a sentence.
NUMBER = re.compile(r"\b0[\s.]?\d(?:[\s.]?\d{2}){4}\b|\b0[\s.]?8\d{2}(?:[\s.]?\d{2,3}){2,3}\b|\+\d(?:[\s.-]?\d){7,13}")
# Words by which a circuit says how the tenant is told (bilan 2017: « courrier, mail, SMS », extranet).
INFORMED_BY = re.compile(
    r"\b(courriers?|lettres?|(?:e-?)?mails?|sms|extranet|letters?|text messages?|portal)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in the circuit's words; ``sources`` are ids, ``uncertain`` asks to verify it."""

    text: str
    sources: tuple[str, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """A good practice as this landlord stands to it: ``state`` is that of the format (``true``, ``trial`` …)."""

    title: str
    state: Adopted
    decided: str = ""
    sources: tuple[str, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that an answer cites."""

    title: str
    details: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """What a circuit says of a stage that its author named: the title of its first step there, then each step."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One circuit's answers by question and by stage of its own, its practices, and the sources of all by id.

    ``unspotted``: the questions about a stage that no step of the circuit is said to be. Nobody looked for it in
    vain, so it is not « pas trouvé ».
    """

    answers: Mapping[str, tuple[Answer, ...]]
    practices: Mapping[str, Adoption]
    sources: Mapping[str, Cited]
    stages: Mapping[str, StageAnswer] = field(default_factory=dict)
    unspotted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A kit: its folder under the gallery's, what its sheets say of it, and the files that it has, with their bytes.

    ``source`` is the hash of what it was made of, the same for a kit in colour and in black and white;
    ``compared`` its answers. ``landlord`` is as sheets name it, ``name`` in full, ``short`` without its former name;
    ``area``, ``communes``: where it lets. ``problems``: their titles by id. ``example``: it is no landlord's.
    ``agency``: for whose tenants alone it is.
    """

    folder: str
    language: str
    landlord: str
    title: str
    status: str
    version: str
    draft: bool
    files: Mapping[str, int]
    compared: Compared
    topic: str = ""
    source: str = ""
    name: str = ""
    short: str = ""
    area: str = ""
    communes: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    example: bool = False
    agency: str = ""

    def is_listed(self, *, drafts: bool) -> bool:
        """Whether it has a page that search engines may list: a draft only where ``drafts`` may be."""
        return "index.html" in self.files and (drafts or not self.draft)


def number_sources(
    compared: Compared, asked: Iterable[str], stages: Iterable[str], practices: Iterable[str]
) -> dict[str, int]:
    """Source id → its number among those of a circuit, in the order in which they are cited from top to bottom."""
    several = [answered.sources for key in asked for answered in compared.answers.get(key, ())]
    several += [
        answered.sources for key in stages if key in compared.stages for answered in compared.stages[key].answers
    ]
    several += [compared.practices[key].sources for key in practices if key in compared.practices]
    cited = dict.fromkeys(name for names in several for name in names if name in compared.sources)
    return {name: number for number, name in enumerate(cited, 1)}


def compare_circuit(facts: FactFormatter) -> Compared:
    """What the circuit of ``facts`` answers to the questions of its topic."""
    answers = {key: tuple(unique_answers(ANSWERS[key](facts))) for key in questions(facts.circuit.topic)}
    practices = {
        item.id: Adoption(item.title, item.adopted, item.decided or "", tuple(item.source), item.uncertain)
        for item in facts.circuit.practices
    }
    stages = own_stages(facts)
    all_answers = (*answers.values(), *(stage.answers for stage in stages.values()))
    named = {name for several in all_answers for answered in several for name in answered.sources}
    named |= {name for practice in practices.values() for name in practice.sources}
    sources = {
        name: Cited(source.title, details(source, facts), source.address or "")
        for name, source in facts.circuit.sources.items()
        if name in named
    }
    return Compared(answers, practices, sources, stages, tuple(key for key in answers if is_unspotted(key, facts)))


def questions(topic: str) -> tuple[str, ...]:
    """The questions that circuits of a topic are compared by, in the order in which a tenant meets them."""
    return BY_TOPIC.get(topic, tuple(ANSWERS))


def answer(text: str, item: Item, *facts: str) -> Answer:
    """``text`` says these ``facts`` of ``item``; none: something that has no source of its own."""
    bases = [item.said_of(fact) for fact in facts or ("",)]
    names = dict.fromkeys(name for basis in bases for name in basis.source)
    return Answer(text, tuple(names), any(basis.uncertain for basis in bases))


def unique_answers(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Each text once, as it is first said."""
    met: dict[str, Answer] = {}
    for answered in answers:
        met.setdefault(answered.text, answered)
    yield from met.values()


def name_value(facts: FactFormatter, label: str, value: str) -> str:
    """« Je reçois un courrier : Courrier de réception »."""
    return facts.words("answer.fact", label=label, value=value)


def steps(facts: FactFormatter) -> Iterator[Step]:
    """Every step that somebody has documented, side tracks last."""
    return (step for step in facts.circuit.every_step if not step.missing)


def at_stage(name: str, facts: FactFormatter) -> Iterator[Step]:
    return (step for step in steps(facts) if step.compared_as == name)


def is_unspotted(question: str, facts: FactFormatter) -> bool:
    """Whether it is about a stage, and no step is of that; one that nobody has documented is."""
    return question in ABOUT and ABOUT[question] not in {step.compared_as for step in facts.circuit.every_step}


def own_stages(facts: FactFormatter) -> dict[str, StageAnswer]:
    """The stages that the author named in words of their own, which no question is about."""
    names = dict.fromkeys(step.stage for step in steps(facts) if step.stage and step.stage not in STAGES)
    steps_by_stage = {name: tuple(at_stage(name, facts)) for name in names}
    return {
        name: StageAnswer(stage_steps[0].title, tuple(unique_answers(map(describe_step, stage_steps))))
        for name, stage_steps in steps_by_stage.items()
    }


def numbers(facts: FactFormatter) -> Iterator[Answer]:
    """Numbers to call, each once: those of steps and urgencies, of the landlord, and those told as a fact."""
    met: set[str] = set()
    for number, number_answer in list_numbers(facts):
        figures = re.sub(r"\D", "", number)
        if figures not in met:
            met.add(figures)
            yield number_answer


def list_numbers(facts: FactFormatter) -> Iterator[tuple[str, Answer]]:
    circuit = facts.circuit
    for step in steps(facts):
        for contact in filter(phone, step.channels):
            yield contact.value or "", answer(capital(facts.contact(contact)), step)
    called: tuple[Step | Shortcut, ...] = (*steps(facts), *circuit.shortcuts)
    for item in called:
        if item.call:
            hours = f"{item.call} ({item.hours})" if item.hours else item.call
            fact_names = ("call", "hours") if item.hours else ("call",)
            yield item.call, answer(name_value(facts, item.title, hours), item, *fact_names)
    for contact in filter(phone, circuit.landlord.contacts):
        yield contact.value or "", Answer(capital(facts.contact(contact)))
    for fact in circuit.facts:
        match = NUMBER.search(fact.text or "")
        if match:
            yield match[0], answer(fact.text or "", fact)


def phone(contact: Contact) -> bool:
    return contact.kind is Channel.PHONE and contact.value is not None


def receipts(facts: FactFormatter) -> Iterator[Answer]:
    """What the tenant holds after a step; « rien d'écrit » where the source says so."""
    for step in steps(facts):
        if trace := facts.say_of(step, "trace"):
            yield answer(name_value(facts, step.title, trace), step, "trace")


def means(facts: FactFormatter) -> Iterator[Answer]:
    """How others reach the tenant: the ways of the steps that are not the tenant's, and what these steps leave."""
    for step in steps(facts):
        if not step.actor or TENANT in step.actor:
            continue
        if step.channels:
            yield answer(name_value(facts, step.title, facts.contacts(step.channels) or ""), step)
        elif step.trace and INFORMED_BY.search(step.title):
            yield answer(step.title, step)
        elif step.trace and INFORMED_BY.search(step.trace):
            yield answer(name_value(facts, step.title, step.trace), step, "trace")
    for practice in facts.circuit.practices:
        if practice.adopted in (Adopted.TRUE, Adopted.TRIAL) and INFORMED_BY.search(practice.title):
            yield answer(name_value(facts, practice.title, facts.say(keys.ADOPTED, practice.adopted) or ""), practice)


def judges(facts: FactFormatter) -> Iterator[Answer]:
    """Who measures how urgent it is: whoever acts at that stage."""
    yield from (answer(facts.actors(step.actor), step) for step in at_stage(QUALIFY, facts) if step.actor)


def criteria(facts: FactFormatter) -> Iterator[Answer]:
    for shortcut in facts.circuit.shortcuts:
        if shortcut.criteria:
            yield answer(name_value(facts, shortcut.title, facts.listed(shortcut.criteria) or ""), shortcut, "criteria")


def delays(facts: FactFormatter) -> Iterator[Answer]:
    """Announced delays of the steps, then of the urgencies."""
    timed: tuple[Step | Shortcut, ...] = (*steps(facts), *facts.circuit.shortcuts)
    for item in timed:
        if item.delay and item.delay.announced is not None:
            yield answer(name_value(facts, item.title, facts.delay(item.delay) or ""), item, "delay")


def visits(facts: FactFormatter) -> Iterator[Answer]:
    """The visit at the end of the works, in all the circuit's words: some only ask for it."""
    yield from map(describe_step, at_stage(INSPECT, facts))


def describe_step(step: Step) -> Answer:
    return answer(" ".join(filter(None, (close_sentence(step.title), step.text))), step)


def ladder(facts: FactFormatter) -> Iterator[Answer]:
    """The ways out, in their order, with who helps."""
    for recourse in facts.circuit.recourse:
        yield answer(f"{recourse.title} ({recourse.who})" if recourse.who else recourse.title, recourse)


ANSWERS: Mapping[str, Callable[[FactFormatter], Iterator[Answer]]] = {
    "number": numbers,
    "receipt": receipts,
    "means": means,
    "judge": judges,
    "criteria": criteria,
    "delay": delays,
    "visit": visits,
    "recourse": ladder,
}
BY_TOPIC: Mapping[str, tuple[str, ...]] = {
    Topic.NEIGHBOURS: ("number", "receipt", "means", "criteria", "delay", "recourse"),
    Topic.TRANSFER: ("number", "receipt", "means", "delay", "recourse"),
}


def as_data(compared: Compared) -> dict[str, object]:
    """As JSON takes it, for the manifest; what is empty or false is left out."""
    stages = {
        key: {"title": stage.title, "answers": [slim(answered) for answered in stage.answers]}
        for key, stage in compared.stages.items()
    }
    return {
        "answers": {key: [slim(answered) for answered in answers] for key, answers in compared.answers.items()},
        **({"stages": stages} if stages else {}),
        **({"unspotted": list(compared.unspotted)} if compared.unspotted else {}),
        "practices": {key: slim(practice) for key, practice in compared.practices.items()},
        "sources": {key: slim(source) for key, source in compared.sources.items()},
    }


def slim(value: Answer | Adoption | Cited) -> dict[str, object]:
    fields = ((name, getattr(value, name)) for name in type(value).__slots__)
    return {name: list(part) if isinstance(part, tuple) else part for name, part in fields if part}


def practice_titles(columns: Sequence[Compared]) -> dict[str, str]:
    """Every practice that one of these circuits names, by id: the same id is the same practice, as for stages."""
    titles: dict[str, str] = {}
    for column in columns:
        for key, practice in column.practices.items():
            titles.setdefault(key, practice.title)
    return titles


def stage_titles(columns: Sequence[Compared]) -> dict[str, str]:
    """The stages of one's own that several of these circuits have, by name; as the first one calls it."""
    named = [(key, stage.title) for column in columns for key, stage in column.stages.items()]
    shared = {key for key, count in Counter(key for key, _ in named).items() if count > 1}
    titles: dict[str, str] = {}
    for key, title in named:
        if key in shared:
            titles.setdefault(key, title)
    return titles
