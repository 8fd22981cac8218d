"""The circuit as finished data: version 1 of the format, frozen."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Field

from jeu_oie.circuit import fields, keys
from jeu_oie.circuit.item import FactSource, Item, Model
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.pictures import Picture


class Channel(StrEnum):
    PHONE = "phone"
    DESK = "desk"
    LETTER = "letter"
    PORTAL = "portal"
    EMAIL = "email"
    SMS = "sms"
    CARETAKER = "caretaker"
    IN_PERSON = "in-person"


class When(StrEnum):
    """When a contact answers; none said: nobody knows."""

    DAY = "day"
    CLOSED = "closed"
    ALWAYS = "always"


class Contact(Model):
    """``for_``: what it claims: topics, problems, urgencies, ``urgent``, ``not-urgent``.

    ``where``: communes or agencies for which alone it answers. ``checked``: when somebody has tried it last.
    """

    kind: Annotated[Channel | None, keys.KIND] = None
    label: Annotated[fields.Text | None, keys.LABEL] = None
    value: Annotated[fields.Text | None, keys.VALUE] = None
    hours: Annotated[fields.Text | None, keys.HOURS] = None
    when: Annotated[When | None, keys.CONTACT_WHEN] = None
    condition: Annotated[fields.Text | None, keys.CONDITION] = None
    for_: Annotated[fields.Several, keys.CONTACT_FOR] = Field((), alias="for")
    where: Annotated[fields.Several, keys.WHERE] = ()
    checked: Annotated[fields.Date | None, keys.CHECKED] = None
    source: Annotated[fields.Several, keys.SOURCE] = ()
    uncertain: Annotated[fields.Flag, keys.UNCERTAIN] = False


def name_contacts(kinds: Iterable[str]) -> Iterator[str]:
    """« phone », « phone-2 », « letter »: how the address of each of several contacts ends."""
    counted: Counter[str] = Counter()
    for kind in kinds:
        counted[kind] += 1
        yield kind if counted[kind] == 1 else f"{kind}-{counted[kind]}"


def named_contacts(ways: Sequence[Contact]) -> Iterator[tuple[str, Contact]]:
    """Each of several contacts, with the end of its address."""
    return zip(name_contacts(way.kind or "" for way in ways), ways, strict=True)


def _contact(value: object) -> object:
    """``phone`` for ``{kind: phone}``."""
    return {"kind": value} if isinstance(value, str) else value


ContactText = Annotated[Contact, BeforeValidator(_contact, json_schema_input_type=Channel | Contact)]
Contacts = tuple[ContactText, ...]


def _one_contact(value: object) -> object:
    return (value,) if isinstance(value, (str, dict, Contact)) else value


OneOrMoreContacts = Annotated[Contacts, BeforeValidator(_one_contact, json_schema_input_type=ContactText | Contacts)]


# Attribute names are the YAML keys with ``_`` for ``-`` (``from`` is ``from_``); beside each stands what is known
# of its key (``circuit/keys``). An absent key is None or an empty tuple: « pas trouvé » in a draft, « non dit »
# once validated, never a default.

__all__ = ("Channel", "Contact", "ContactText", "Contacts", "FactSource", "Item", "Model", "OneOrMoreContacts")


class Topic(StrEnum):
    REPAIRS = "repairs"
    NEIGHBOURS = "neighbours"
    TRANSFER = "transfer"
    GENERAL = "general"
    OTHER = "other"


class Status(StrEnum):
    DRAFT = "draft"
    VALIDATED = "validated"


class Charge(StrEnum):
    LANDLORD = "landlord"
    TENANT = "tenant"
    CONTRACT = "contract"
    DEPENDS = "depends"


class DetourLabel(StrEnum):
    """What a side track is: a case that enters no box, another way to the same end, a right that one uses."""

    OUT_OF_CIRCUIT = "out-of-circuit"
    OTHER_WAY = "other-way"
    RIGHT = "right"


class Adopted(StrEnum):
    """``unknown``: it is told of landlords, and not of which."""

    TRUE = "true"
    TRIAL = "trial"
    STUDIED = "studied"
    REFUSED = "refused"
    FALSE = "false"
    UNKNOWN = "unknown"


class AnswerKind(StrEnum):
    """What sort of answer a problem has."""

    DANGER = "danger"
    URGENT = "urgent"
    ORDINARY = "ordinary"
    RIGHT = "right"
    DEADLINE = "deadline"
    NEIGHBOURS = "neighbours"
    ACCUSED = "accused"
    FOLLOW = "follow"
    NOT_OURS = "not-ours"


class Letter(StrEnum):
    """The letters that a tenant may send; ``none``: no letter helps here."""

    REPORT = "report"
    REMIND = "remind"
    NOTICE = "notice"
    DECENCY = "decency"
    NEIGHBOURS = "neighbours"
    CDC = "cdc"
    REASON = "reason"
    OFFER = "offer"
    HEAR = "hear"
    NONE = "none"


class By(StrEnum):
    """How a number of danger is reached: whoever cannot speak needs to know."""

    VOICE = "voice"
    SMS = "sms"


# Words that stand where an id could (fields.RESERVED).
ANY, END, OUT, UNKNOWN, NONE = "any", "end", "out", "unknown", "none"
# The stages that circuits of all landlords have; a step of any other says which one it is, in a word of its own.
STAGES = ("report", "record", "acknowledge", "qualify", "assign", "appointment", "intervene", "inspect", "close")


class Source(Model):
    title: Annotated[fields.Text, keys.SOURCE_TITLE]
    author: Annotated[fields.Text | None, keys.AUTHOR] = None
    date: Annotated[fields.Date | None, keys.DATE] = None
    address: Annotated[fields.Address | None, keys.ADDRESS] = None
    note: Annotated[fields.Text | None, keys.NOTE] = None


class Actor(Model):
    name: Annotated[fields.Text, keys.NAME]
    role: Annotated[fields.Text | None, keys.ROLE] = None


class ElsewhereItem(Model):
    """What another landlord says publicly for the same point: never a fact of this one."""

    landlord: Annotated[fields.Text, keys.ELSEWHERE_LANDLORD]
    value: Annotated[fields.Text, keys.ELSEWHERE_VALUE]
    source: Annotated[fields.Several, keys.ELSEWHERE_SOURCE]


ElsewhereList = tuple[ElsewhereItem, ...]


class Step(Item):
    title: Annotated[fields.Text, keys.TITLE] = ""  # empty only where ``missing``
    actor: Annotated[fields.Several, keys.ACTOR] = ()
    channels: Annotated[Contacts, keys.CHANNELS] = ()
    condition: Annotated[fields.Text | None, keys.CONDITION] = None
    delay: Annotated[fields.DelayText | None, keys.DELAY] = None
    acceptable: Annotated[fields.Delays, keys.ACCEPTABLE] = ()
    trace: Annotated[fields.Text | None, keys.TRACE] = None
    say: Annotated[fields.Text | None, keys.SAY] = None
    call: Annotated[fields.Text | None, keys.CALL] = None
    hours: Annotated[fields.Text | None, keys.HOURS] = None
    if_silent: Annotated[fields.Reference | None, keys.IF_SILENT] = Field(None, alias="if-silent")
    charge: Annotated[Charge | None, keys.CHARGE] = None
    stage: Annotated[fields.Id | None, keys.STAGE] = None
    elsewhere: Annotated[ElsewhereList, keys.ELSEWHERE] = ()
    exit: Annotated[fields.Text | None, keys.EXIT] = None
    done: Annotated[fields.Text | None, keys.DONE] = None
    icon: Annotated[Picture | None, keys.ICON] = None
    missing: Annotated[fields.Flag, keys.MISSING] = False

    @property
    def compared_as(self) -> str | None:
        """The stage by which landlords are compared: the one it names, else its id if that is a stage of all."""
        return self.stage or (self.id if self.id in STAGES else None)


class Shortcut(Item):
    from_: Annotated[fields.Reference, keys.FROM] = Field(alias="from")
    to: Annotated[fields.Reference, keys.TO]
    criteria: Annotated[fields.Texts, keys.CRITERIA] = ()
    examples: Annotated[fields.Texts, keys.EXAMPLES] = ()
    actor: Annotated[fields.Several, keys.ACTOR] = ()
    delay: Annotated[fields.DelayText | None, keys.DELAY] = None
    acceptable: Annotated[fields.Delays, keys.ACCEPTABLE] = ()
    call: Annotated[fields.Text | None, keys.CALL] = None
    hours: Annotated[fields.Text | None, keys.HOURS] = None
    elsewhere: Annotated[ElsewhereList, keys.ELSEWHERE] = ()


class Detour(Item):
    label: Annotated[DetourLabel | None, keys.DETOUR_LABEL] = None  # none written: out of the circuit
    from_: Annotated[fields.Reference, keys.FROM] = Field(alias="from")
    to: Annotated[fields.Reference, keys.TO]
    condition: Annotated[fields.Text | None, keys.CONDITION] = None
    icon: Annotated[Picture | None, keys.ICON] = None
    # How many: read/references.
    steps: Annotated[tuple[Step, ...], keys.DETOUR_STEPS] = Field(json_schema_extra={"minItems": 1, "maxItems": 6})


class SetbackItem(Item):
    at: Annotated[fields.Reference, keys.AT]
    kind: Annotated[Setback, keys.SETBACK_KIND]
    to: Annotated[fields.Reference | None, keys.SETBACK_TO] = None
    delay: Annotated[fields.DelayText | None, keys.DELAY] = None
    remedy: Annotated[fields.Text | None, keys.REMEDY] = None
    icon: Annotated[Picture | None, keys.ICON] = None


class Practice(Item):
    at: Annotated[fields.Reference | None, keys.AT] = None
    adopted: Annotated[Adopted, keys.ADOPTED]
    decided: Annotated[fields.Text | None, keys.DECIDED] = None
    elsewhere: Annotated[ElsewhereList, keys.ELSEWHERE] = ()
    icon: Annotated[Picture | None, keys.ICON] = None


class Recourse(Item):
    """``for_``: ids of problems, or kinds of answers, for which it helps; none: it says nothing of that."""

    at: Annotated[fields.Reference | None, keys.AT] = None
    for_: Annotated[fields.Several, keys.RECOURSE_FOR] = Field((), alias="for")
    who: Annotated[fields.Text | None, keys.WHO] = None
    condition: Annotated[fields.Text | None, keys.CONDITION] = None
    delay: Annotated[fields.DelayText | None, keys.DELAY] = None
    contact: Annotated[OneOrMoreContacts, keys.CONTACT] = ()
    trace: Annotated[fields.Text | None, keys.TRACE] = None
    excludes: Annotated[fields.Several, keys.EXCLUDES] = ()


class Space(Item):
    at: Annotated[fields.Reference | None, keys.AT] = None
    who: Annotated[fields.Text | None, keys.WHO] = None
    when: Annotated[fields.Text | None, keys.WHEN] = None


class ProblemItem(Item):
    """A kind of problem that a tenant has (``Problem`` is what a file suffers from).

    ``like``: the common problem or danger whose words, picture, kind and advice it takes (``read/shipped``). ``at``: a
    step or side track where whoever has it stands, or ``none``. ``until``: the tenant's own time, which the landlord's
    ``delay`` never is. ``words``: what people type for it.
    """

    like: Annotated[fields.Reference | None, keys.LIKE] = None
    kind: Annotated[AnswerKind | None, keys.PROBLEM_KIND] = None
    at: Annotated[fields.Reference | None, keys.PROBLEM_AT] = None
    urgency: Annotated[fields.Reference | None, keys.URGENCY] = None
    delay: Annotated[fields.DelayText | None, keys.DELAY] = None
    until: Annotated[fields.DelayText | None, keys.UNTIL] = None
    first: Annotated[fields.Texts, keys.FIRST] = ()
    say: Annotated[fields.Text | None, keys.SAY] = None
    acceptable: Annotated[fields.Delays, keys.ACCEPTABLE] = ()
    charge: Annotated[Charge | None, keys.CHARGE] = None
    letter: Annotated[Letter | None, keys.LETTER] = None
    helper: Annotated[fields.Several, keys.HELPER] = ()
    elsewhere: Annotated[ElsewhereList, keys.ELSEWHERE] = ()
    words: Annotated[fields.Several, keys.PROBLEM_WORDS] = ()
    icon: Annotated[Picture | None, keys.ICON] = None


class Question(Item):
    at: Annotated[fields.Reference | None, keys.AT] = None
    answers: Annotated[fields.Texts, keys.ANSWERS] = ()
    right: Annotated[fields.Number | None, keys.RIGHT] = None
    why: Annotated[fields.Text | None, keys.WHY] = None


class Advice(Item):
    """``for_``: ids of the problems under which alone it is said; none: it is good for all."""

    at: Annotated[fields.Reference | None, keys.AT] = None
    for_: Annotated[fields.Several, keys.FOR] = Field((), alias="for")


class Fact(Item):
    pass


class EmergencyCase(Model):
    """One of several cases of a danger, which one tells apart oneself: inside the lift, or before its door."""

    id: Annotated[fields.Id, keys.ID]
    title: Annotated[fields.Text, keys.TITLE]
    first: Annotated[fields.Texts, keys.EMERGENCY_FIRST] = ()


FORMER_DANGERS = {"lift": "lift-inside"}


def _danger_id(value: object) -> object:
    return FORMER_DANGERS.get(value, value) if isinstance(value, str) else value


DangerId = Annotated[fields.Id, BeforeValidator(_danger_id)]


class Emergency(Item):
    """A danger for life: what to do first, in order, or in each of its ``cases``; whom to call; what to do ``after``.

    Without any gesture it is a number to call. The ``id`` says which danger it is (``circuit/dangers``).
    """

    id: Annotated[DangerId, keys.ID]
    title: Annotated[fields.Text, keys.DANGER] = Field(alias="danger")
    first: Annotated[fields.Texts, keys.EMERGENCY_FIRST] = ()
    cases: Annotated[tuple[EmergencyCase, ...], keys.CASES] = ()
    after: Annotated[fields.Text | None, keys.AFTER] = None
    call: Annotated[fields.Text | None, keys.CALL] = None
    by: Annotated[By | None, keys.EMERGENCY_BY] = None
    hours: Annotated[fields.Text | None, keys.HOURS] = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number that everybody should know, and not what to do in one danger."""
        return not self.gestures and self.call is not None

    @property
    def gestures(self) -> tuple[str, ...]:
        """What to do first, whatever the case."""
        return self.first or tuple(gesture for case in self.cases for gesture in case.first)


class Validation(Model):
    by: Annotated[fields.Several, keys.BY]
    on: Annotated[fields.Date, keys.ON]
    hash: Annotated[fields.Text | None, keys.HASH] = None


class Office(Model):
    """A public office of a département."""

    name: Annotated[fields.Text, keys.NAME]
    phone: Annotated[fields.Text | None, keys.PHONE] = None
    address: Annotated[fields.Text | None, keys.OFFICE_ADDRESS] = None
    source: Annotated[fields.Several, keys.SOURCE] = ()
    uncertain: Annotated[fields.Flag, keys.UNCERTAIN] = False


class Department(Model):
    adil: Annotated[Office | None, keys.ADIL] = None
    cdc: Annotated[Office | None, keys.CDC] = None
    dalo: Annotated[Office | None, keys.DALO] = None


def offices_of(department: Department) -> tuple[Office, ...]:
    """Those that are known."""
    return tuple(office for office in (department.adil, department.cdc, department.dalo) if office)


class Agency(Model):
    """A place where the landlord receives; its contacts answer for its communes alone."""

    id: Annotated[fields.Id, keys.ID]
    name: Annotated[fields.Text, keys.NAME]
    address: Annotated[fields.Text | None, keys.OFFICE_ADDRESS] = None
    communes: Annotated[fields.Several, keys.COMMUNES] = ()
    contacts: Annotated[Contacts, keys.CONTACTS] = ()


class Landlord(Model):
    name: Annotated[fields.Text, keys.NAME]
    short: Annotated[fields.Text | None, keys.SHORT] = None
    formerly: Annotated[fields.Text | None, keys.FORMERLY] = None
    area: Annotated[fields.Text | None, keys.AREA] = None
    website: Annotated[fields.Address | None, keys.WEBSITE] = None
    contacts: Annotated[Contacts, keys.CONTACTS] = ()
    agencies: Annotated[tuple[Agency, ...], keys.AGENCIES] = ()
    departments: Annotated[fields.Several, keys.LANDLORD_DEPARTMENTS] = ()
    communes: Annotated[fields.Several, keys.COMMUNES] = ()
    example: Annotated[fields.Flag, keys.EXAMPLE] = False
    where_number: Annotated[fields.Several, keys.WHERE_NUMBER] = Field((), alias="where-number")
    emergency: Annotated[tuple[Emergency, ...], keys.EMERGENCY] = ()
    actors: Annotated[Mapping[str, Actor], keys.ACTORS] = Field(default_factory=dict)
    sources: Annotated[Mapping[str, Source], keys.SOURCES] = Field(default_factory=dict)

    def places(self, contact: Contact) -> tuple[str, ...]:
        """For whom alone a contact answers: communes, and agencies by their names."""
        names = {each.id: each.name for each in self.agencies}
        return tuple(names.get(each, each) for each in contact.where)


Topics = Annotated[
    tuple[Topic, ...], BeforeValidator(fields.list_one, json_schema_input_type=Topic | tuple[Topic, ...])
]


class Tag(StrEnum):
    """What a common question is about, in the order in which the deck draws: danger, a right, who helps."""

    DANGER = "danger"
    RIGHT = "right"
    HELPER = "helper"


Tags = Annotated[tuple[Tag, ...], BeforeValidator(fields.list_one, json_schema_input_type=Tag | tuple[Tag, ...])]


# Of common.yaml: what a circuit takes of it is one of its own sort, which no topic chooses.
class CommonRecourse(Recourse):
    topics: Annotated[Topics, keys.TOPICS] = ()


class CommonQuestion(Question):
    topics: Annotated[Topics, keys.TOPICS] = ()
    tags: Annotated[Tags, keys.TAGS] = ()


class CommonSetback(SetbackItem):
    """What may hold a step up with any landlord; a circuit's board says at which."""

    at: Annotated[fields.Reference | None, keys.AT] = None  # type: ignore[assignment]
    topics: Annotated[Topics, keys.TOPICS] = ()


class CommonFact(Fact):
    topics: Annotated[Topics, keys.TOPICS] = ()


class CommonAdvice(Advice):
    topics: Annotated[Topics, keys.TOPICS] = ()


class GestureItem(Model):
    """What one does at each call and visit, as the person's sheet shows it."""

    icon: Annotated[Picture, keys.GESTURE_ICON]
    text: Annotated[fields.ShortText, keys.GESTURE_TEXT]


class NextStep(Item):
    """What one does next where the circuit is silent: advice that holds for all landlords."""


class Common(Model):
    emergency: Annotated[tuple[Emergency, ...], keys.EMERGENCY] = ()
    where_number: Annotated[fields.Several, keys.WHERE_NUMBER] = Field((), alias="where-number")
    gestures: Annotated[tuple[GestureItem, ...], keys.GESTURES] = ()
    next: Annotated[tuple[NextStep, ...], keys.NEXT] = ()
    departments: Annotated[Mapping[str, Department], keys.DEPARTMENTS] = Field(default_factory=dict)
    sources: Annotated[Mapping[str, Source], keys.SOURCES] = Field(default_factory=dict)
    actors: Annotated[Mapping[str, Actor], keys.ACTORS] = Field(default_factory=dict)
    recourse: Annotated[tuple[CommonRecourse, ...], keys.RECOURSE] = ()
    questions: Annotated[tuple[CommonQuestion, ...], keys.QUESTIONS] = ()
    advice: Annotated[tuple[CommonAdvice, ...], keys.ADVICE] = ()
    setbacks: Annotated[tuple[CommonSetback, ...], keys.SETBACKS] = ()
    facts: Annotated[tuple[CommonFact, ...], keys.FACTS] = ()
    words: Annotated[Mapping[str, fields.Text], keys.WORDS] = Field(default_factory=dict)


class CircuitBase(Model):
    """What a circuit holds whether it is still a file or finished."""

    format: Annotated[fields.Format, keys.FORMAT]
    title: Annotated[fields.Text, keys.CIRCUIT_TITLE]
    topic: Annotated[Topic, keys.TOPIC]
    language: Annotated[fields.Language, keys.LANGUAGE]
    version: Annotated[fields.Text, keys.VERSION]
    status: Annotated[Status, keys.STATUS]
    validated: Annotated[Validation | None, keys.VALIDATED] = None
    searched: Annotated[fields.Date | None, keys.SEARCHED] = None
    review: Annotated[fields.Date | None, keys.REVIEW] = None
    arrival: Annotated[fields.Text | None, keys.ARRIVAL] = None
    steps: Annotated[tuple[Step, ...], keys.STEPS] = Field(json_schema_extra={"minItems": 2})  # read/references
    shortcuts: Annotated[tuple[Shortcut, ...], keys.SHORTCUTS] = ()
    detours: Annotated[tuple[Detour, ...], keys.DETOURS] = ()
    setbacks: Annotated[tuple[SetbackItem, ...], keys.SETBACKS] = ()
    practices: Annotated[tuple[Practice, ...], keys.PRACTICES] = ()
    recourse: Annotated[tuple[Recourse, ...], keys.RECOURSE] = ()
    spaces: Annotated[tuple[Space, ...], keys.SPACES] = ()
    problems: Annotated[tuple[ProblemItem, ...], keys.PROBLEMS] = ()
    questions: Annotated[tuple[Question, ...], keys.QUESTIONS] = ()
    advice: Annotated[tuple[Advice, ...], keys.ADVICE] = ()
    facts: Annotated[tuple[Fact, ...], keys.FACTS] = ()
    sources: Annotated[Mapping[str, Source], keys.SOURCES] = Field(default_factory=dict)
    actors: Annotated[Mapping[str, Actor], keys.ACTORS] = Field(default_factory=dict)
    words: Annotated[Mapping[str, fields.Text], keys.WORDS] = Field(default_factory=dict)


# The lists of a circuit, in the order of the format, and what each holds.
LISTS: Mapping[str, type[Item]] = {
    name: get_args(field.annotation)[0]
    for name, field in CircuitBase.model_fields.items()
    if get_origin(field.annotation) is tuple
}
# As people read them: what is done well before what goes wrong.
READ = tuple(dict.fromkeys(("steps", "shortcuts", "detours", "practices", *LISTS)))
_FRAME = (
    name for name, field in CircuitBase.model_fields.items() if get_origin(field.annotation) not in (tuple, Mapping)
)
# How a circuit's file begins, as ``new`` writes it: its title and its landlord before all that they are about.
HEAD_KEYS = tuple(dict.fromkeys(("format", "title", "topic", "landlord", "common", *_FRAME, "use", "drop")))


def _as_written(value: object) -> object:
    return value


LandlordFile = Annotated[str, fields.describe_pattern(fields.LANDLORD)]
CommonFile = Annotated[str, fields.describe_pattern(fields.COMMON)]


class CircuitFile(CircuitBase):
    """A circuit as its author writes it: the landlord and what is shared may stand in files beside it.

    ``landlord`` is read apart; it is the text or the mapping as it stands.
    """

    landlord: Annotated[
        Any, BeforeValidator(_as_written, json_schema_input_type=LandlordFile | Landlord), keys.LANDLORD
    ]
    common: Annotated[CommonFile | None, keys.COMMON] = None
    use: Annotated[fields.Several, keys.USE] = ()
    drop: Annotated[fields.Several, keys.DROP] = ()


# Everything that people write of, each with the keys that it may have.
MODELS: tuple[type[BaseModel], ...] = (
    *(CircuitFile, Landlord, Common, Validation, Source, Actor, Contact, fields.DelayMapping),
    *(FactSource, ElsewhereItem),
    *LISTS.values(),
    *(Emergency, EmergencyCase, Agency),
    *(
        CommonRecourse,
        CommonQuestion,
        CommonAdvice,
        CommonSetback,
        CommonFact,
        GestureItem,
        NextStep,
        Department,
        Office,
    ),
)


class Everywhere(Model):
    """What holds with any landlord, of which a board takes what its circuit lacks (game.md).

    What is of another topic is left out, but for the questions about danger. ``taken``: the ids of what stands in the
    circuit already. ``sources``: of all of it.
    """

    recourse: tuple[Recourse, ...] = ()
    setbacks: tuple[CommonSetback, ...] = ()
    problems: tuple[ProblemItem, ...] = ()
    questions: tuple[CommonQuestion, ...] = ()
    facts: tuple[Fact, ...] = ()
    taken: frozenset[str] = Field(frozenset(), exclude=True)
    sources: Mapping[str, Source] = Field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """Those of all that is no landlord's."""
        lists = (self.recourse, self.setbacks, self.problems, self.questions, self.facts)
        return frozenset(item.id for items in lists for item in items)


class Circuit(CircuitBase):
    """One circuit with its landlord; what it takes of common.yaml is merged in by the reader.

    ``sources``, ``actors``, ``words``, ``recourse`` hold those of the landlord and of common.yaml too (only
    what is used of common.yaml), the circuit's own winning; ``common_questions`` and ``common_advice`` hold those of
    common.yaml, ``common_sources`` and ``common_actors`` name what only that file declares.
    ``emergency`` holds the dangers of common.yaml, else the program's own, with what the landlord says of each;
    ``where_number`` what the landlord says of it, else common.yaml, else the program's own; ``gestures`` those of
    common.yaml; ``next`` and ``departments`` those of common.yaml, else the program's own.
    ``here``: the commune and the agency of whom it is told to; None: nobody has said where they live.
    """

    landlord: Landlord
    common_questions: tuple[Question, ...] = ()
    common_advice: tuple[Advice, ...] = ()
    common_sources: frozenset[str] = Field(frozenset(), exclude=True)  # names, no text of anybody's
    common_actors: frozenset[str] = Field(frozenset(), exclude=True)
    emergency: tuple[Emergency, ...] = ()
    where_number: tuple[str, ...] = ()
    gestures: tuple[GestureItem, ...] = ()
    next: tuple[NextStep, ...] = ()
    departments: Mapping[str, Department] = Field(default_factory=dict)

    everywhere: Everywhere = Field(default_factory=Everywhere, exclude=True)  # it is no text of this circuit
    here: frozenset[str] | None = Field(None, exclude=True)  # no text: for whom it is told

    @property
    def draft(self) -> bool:
        """A draft says so on every sheet."""
        return self.status is Status.DRAFT

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """Those that may be that of whom it is told to: the one ``here``, all where nobody has said it."""
        return tuple(each for each in self.landlord.agencies if self.here is None or each.id in self.here)

    @property
    def agency_names(self) -> tuple[str, ...]:
        """That of the agency ``here``, where it is told for one."""
        return () if self.here is None else tuple(each.name for each in self.agencies)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The landlord's, after those of the agency ``here``."""
        local = [way for each in self.agencies for way in each.contacts] if self.here is not None else []
        return (*local, *(way for way in self.landlord.contacts if self.holds(way.where)))

    def holds(self, where: Collection[str]) -> bool:
        """Whether what answers for ``where`` alone may be for whom it is told to."""
        return not where or self.here is None or not self.here.isdisjoint(where)

    @property
    def every_step(self) -> tuple[Step, ...]:
        """The steps of the main track, then those of the side tracks."""
        return (*self.steps, *(step for detour in self.detours for step in detour.steps))


def list_references(values: Iterable[object], key: str) -> Iterator[str]:
    """The ids that the items of the lists in ``values`` name as their ``source`` or ``actor``, side tracks included."""
    for value in values:
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Item):
                yield from item.all_sources if key == "source" else getattr(item, key, ())
                yield from (name for way in contacts_of(item) for name in getattr(way, key, ()))
                yield from (name for other in elsewhere_of(item) for name in getattr(other, key, ()))
                yield from list_references((getattr(item, "steps", ()),), key)


def contacts_of(item: Item) -> Contacts:
    """The ways in that an item gives."""
    ways: Contacts = getattr(item, "channels", ()) or getattr(item, "contact", ())
    return ways


def elsewhere_of(item: Item) -> ElsewhereList:
    """What other landlords say of the same point; nothing of an item that cannot hold it."""
    others_say: ElsewhereList = getattr(item, "elsewhere", ())
    return others_say


# A workshop is a source called ``atelier-2026-11-25`` (``workshop-…``), or one whose title says so (« Atelier du 25
# novembre 2026, 30 personnes »), as people write it by hand. What it said of an item that is no fact of its own
# (votes, answers that differ) stands at the end of the item's text, after the workshop's name: « Atelier du 25
# novembre 2026 : 14 voix sur 30. » So it is printed wherever the item is, and can be told apart, and said again.

NAME = re.compile(r"(?:atelier|workshop)-\d{4}-\d{2}-\d{2}")
TITLE = re.compile(r"(?:atelier du|workshop of)\s+\d", re.IGNORECASE)
COLON = re.compile(r"\s?:\s")


def workshops(sources: Mapping[str, Source]) -> dict[str, Source]:
    """The workshops among ``sources``, the last one first."""
    named = {name: one for name, one in sources.items() if NAME.fullmatch(name) or TITLE.match(one.title)}
    return dict(sorted(named.items(), key=lambda pair: pair[1].date or pair[0][-10:], reverse=True))


def workshop_name(source: Source) -> str:
    """The workshop without the number of its people: « Atelier du 25 novembre 2026 »."""
    return source.title.partition(",")[0]


def split_text(text: str, sources: Iterable[Source]) -> tuple[str, Mapping[str, str]]:
    """An item's own text, and what each workshop said of it, by the workshop's name."""
    names = [workshop_name(source) for source in sources]
    heads = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not heads:
        return text, {}
    item_text, *pairs = re.split(rf"(?:^|\s)({heads}){COLON.pattern}", text)
    return item_text.rstrip(), dict(zip(pairs[::2], (words.strip() for words in pairs[1::2]), strict=True))


def join_text(item_text: str, by_workshop: Mapping[str, str], colon: str) -> str:
    """The inverse of ``split_text``."""
    return " ".join(filter(None, (item_text, *(f"{name}{colon}{text}" for name, text in by_workshop.items() if text))))


def said_by(item: Item, workshops: Iterable[Source]) -> Mapping[str, str]:
    """What each of ``workshops`` said of ``item``, by the workshop's name."""
    return split_text(item.text or "", workshops)[1]


def texts_in(value: object) -> Iterator[str]:
    """Every text of plain data, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in texts_in(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts_in(part))


HIDDEN = {"sources": {"__all__": {"address"}}}  # an address stands behind its title: nobody sees its letters


def texts_of(circuit: Circuit) -> Iterator[str]:
    """Every text of ``circuit`` that people see."""
    for stated in circuit.model_dump(mode="json", by_alias=True, exclude={**HIDDEN, "landlord": HIDDEN}).values():
        yield from texts_in(stated)
