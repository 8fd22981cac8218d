"""The circuit as finished data: version 1 of the format, frozen.

Attribute names are the YAML keys with ``_`` for ``-`` (``from`` is ``from_``); beside each stands what is known of its
key (``circuit/keys``). An absent key is None or an
empty tuple: « pas trouvé » in a draft, « non dit » once validated, never a default.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, Field

from jeu_oie.circuit import keys
from jeu_oie.circuit.contacts import Channel, Contact, Contacts, ContactText, Model, OneOrMoreContacts
from jeu_oie.circuit.fields import (
    Address,
    Date,
    DelayMapping,
    Delays,
    DelayText,
    Flag,
    Format,
    Id,
    Language,
    Number,
    Reference,
    Several,
    Text,
    Texts,
)

__all__ = ("Channel", "Contact", "ContactText", "Contacts", "Model", "OneOrMoreContacts")


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


class Setback(StrEnum):
    WAIT = "wait"
    SILENCE = "silence"
    BLOCKED = "blocked"
    BACK = "back"
    CLOSED = "closed"


class Adopted(StrEnum):
    TRUE = "true"
    TRIAL = "trial"
    STUDIED = "studied"
    REFUSED = "refused"
    FALSE = "false"


class By(StrEnum):
    """How a number of danger is reached: whoever cannot speak needs to know."""

    VOICE = "voice"
    SMS = "sms"


# Words that stand where an id could (fields.RESERVED).
ANY, END, OUT, UNKNOWN, NONE = "any", "end", "out", "unknown", "none"


class Source(Model):
    title: Annotated[Text, keys.SOURCE_TITLE]
    author: Annotated[Text | None, keys.AUTHOR] = None
    date: Annotated[Date | None, keys.DATE] = None
    address: Annotated[Address | None, keys.ADDRESS] = None
    note: Annotated[Text | None, keys.NOTE] = None


class Actor(Model):
    name: Annotated[Text, keys.NAME]
    role: Annotated[Text | None, keys.ROLE] = None


class Item(Model):
    """What every item of a list may hold."""

    id: Annotated[Id, keys.ID]
    title: Annotated[Text, keys.TITLE]
    text: Annotated[Text | None, keys.TEXT] = None
    source: Annotated[Several, keys.SOURCE] = ()
    uncertain: Annotated[Flag, keys.UNCERTAIN] = False


class Step(Item):
    title: Annotated[Text, keys.TITLE] = ""  # empty only where ``missing``
    actor: Annotated[Several, keys.ACTOR] = ()
    channels: Annotated[Contacts, keys.CHANNELS] = ()
    condition: Annotated[Text | None, keys.CONDITION] = None
    delay: Annotated[DelayText | None, keys.DELAY] = None
    acceptable: Annotated[Delays, keys.ACCEPTABLE] = ()
    trace: Annotated[Text | None, keys.TRACE] = None
    say: Annotated[Text | None, keys.SAY] = None
    call: Annotated[Text | None, keys.CALL] = None
    hours: Annotated[Text | None, keys.HOURS] = None
    if_silent: Annotated[Reference | None, keys.IF_SILENT] = Field(None, alias="if-silent")
    charge: Annotated[Charge | None, keys.CHARGE] = None
    missing: Annotated[Flag, keys.MISSING] = False


class Shortcut(Item):
    from_: Annotated[Reference, keys.FROM] = Field(alias="from")
    to: Annotated[Reference, keys.TO]
    criteria: Annotated[Texts, keys.CRITERIA] = ()
    examples: Annotated[Texts, keys.EXAMPLES] = ()
    actor: Annotated[Several, keys.ACTOR] = ()
    delay: Annotated[DelayText | None, keys.DELAY] = None
    acceptable: Annotated[Delays, keys.ACCEPTABLE] = ()
    call: Annotated[Text | None, keys.CALL] = None
    hours: Annotated[Text | None, keys.HOURS] = None


class Detour(Item):
    from_: Annotated[Reference, keys.FROM] = Field(alias="from")
    to: Annotated[Reference, keys.TO]
    condition: Annotated[Text | None, keys.CONDITION] = None
    # How many: reader/references.
    steps: Annotated[tuple[Step, ...], keys.DETOUR_STEPS] = Field(json_schema_extra={"minItems": 1, "maxItems": 6})


class SetbackItem(Item):
    at: Annotated[Reference, keys.AT]
    kind: Annotated[Setback, keys.SETBACK_KIND]
    to: Annotated[Reference | None, keys.SETBACK_TO] = None
    delay: Annotated[DelayText | None, keys.DELAY] = None
    remedy: Annotated[Text | None, keys.REMEDY] = None


class Practice(Item):
    at: Annotated[Reference | None, keys.AT] = None
    adopted: Annotated[Adopted, keys.ADOPTED]
    decided: Annotated[Text | None, keys.DECIDED] = None


class Recourse(Item):
    at: Annotated[Reference | None, keys.AT] = None
    who: Annotated[Text | None, keys.WHO] = None
    condition: Annotated[Text | None, keys.CONDITION] = None
    delay: Annotated[DelayText | None, keys.DELAY] = None
    contact: Annotated[OneOrMoreContacts, keys.CONTACT] = ()
    trace: Annotated[Text | None, keys.TRACE] = None
    excludes: Annotated[Several, keys.EXCLUDES] = ()


class Space(Item):
    at: Annotated[Reference | None, keys.AT] = None
    who: Annotated[Text | None, keys.WHO] = None
    when: Annotated[Text | None, keys.WHEN] = None


class ProblemItem(Item):
    """A kind of problem that a tenant has (``Problem`` is what a file suffers from)."""

    urgency: Annotated[Reference | None, keys.URGENCY] = None
    delay: Annotated[DelayText | None, keys.DELAY] = None
    first: Annotated[Texts, keys.FIRST] = ()
    acceptable: Annotated[Delays, keys.ACCEPTABLE] = ()
    charge: Annotated[Charge | None, keys.CHARGE] = None


class Question(Item):
    at: Annotated[Reference | None, keys.AT] = None
    answers: Annotated[Texts, keys.ANSWERS] = ()
    right: Annotated[Number | None, keys.RIGHT] = None
    why: Annotated[Text | None, keys.WHY] = None


class Advice(Item):
    at: Annotated[Reference | None, keys.AT] = None


class Fact(Item):
    pass


class Emergency(Item):
    """A danger for life: what to do first, in order, then whom to call.

    Without ``first`` it is a number to call. The ``id`` says which danger it is (``circuit/dangers``).
    """

    title: Annotated[Text, keys.DANGER] = Field(alias="danger")
    first: Annotated[Texts, keys.EMERGENCY_FIRST] = ()
    call: Annotated[Text | None, keys.CALL] = None
    by: Annotated[By | None, keys.EMERGENCY_BY] = None
    hours: Annotated[Text | None, keys.HOURS] = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number that everybody should know, and not what to do in one danger."""
        return not self.first and self.call is not None


class Validation(Model):
    by: Annotated[Several, keys.BY]
    on: Annotated[Date, keys.ON]
    hash: Annotated[Text | None, keys.HASH] = None


class Landlord(Model):
    name: Annotated[Text, keys.NAME]
    short: Annotated[Text | None, keys.SHORT] = None
    formerly: Annotated[Text | None, keys.FORMERLY] = None
    area: Annotated[Text | None, keys.AREA] = None
    website: Annotated[Address | None, keys.WEBSITE] = None
    contacts: Annotated[Contacts, keys.CONTACTS] = ()
    emergency: Annotated[tuple[Emergency, ...], keys.EMERGENCY] = ()
    actors: Annotated[Mapping[str, Actor], keys.ACTORS] = Field(default_factory=dict)
    sources: Annotated[Mapping[str, Source], keys.SOURCES] = Field(default_factory=dict)


class InPlace(Model):
    """A landlord written in its circuit."""

    landlord: Landlord


class Common(Model):
    emergency: Annotated[tuple[Emergency, ...], keys.EMERGENCY] = ()
    sources: Annotated[Mapping[str, Source], keys.SOURCES] = Field(default_factory=dict)
    actors: Annotated[Mapping[str, Actor], keys.ACTORS] = Field(default_factory=dict)
    recourse: Annotated[tuple[Recourse, ...], keys.RECOURSE] = ()
    questions: Annotated[tuple[Question, ...], keys.QUESTIONS] = ()
    words: Annotated[Mapping[str, Text], keys.WORDS] = Field(default_factory=dict)


class CircuitBase(Model):
    """What a circuit holds whether it is still a file or finished."""

    format: Annotated[Format, keys.FORMAT]
    title: Annotated[Text, keys.CIRCUIT_TITLE]
    topic: Annotated[Topic, keys.TOPIC]
    language: Annotated[Language, keys.LANGUAGE]
    version: Annotated[Text, keys.VERSION]
    status: Annotated[Status, keys.STATUS]
    validated: Annotated[Validation | None, keys.VALIDATED] = None
    searched: Annotated[Date | None, keys.SEARCHED] = None
    review: Annotated[Date | None, keys.REVIEW] = None
    arrival: Annotated[Text | None, keys.ARRIVAL] = None
    steps: Annotated[tuple[Step, ...], keys.STEPS] = Field(json_schema_extra={"minItems": 2})  # reader/references
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
    words: Annotated[Mapping[str, Text], keys.WORDS] = Field(default_factory=dict)


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
HEAD = tuple(dict.fromkeys(("format", "title", "topic", "landlord", "common", *_FRAME, "use")))


class CircuitFile(CircuitBase):
    """A circuit as its author writes it: the landlord and what is shared may stand in files beside it.

    ``landlord`` is read apart; it is the text or the mapping as it stands.
    """

    landlord: Annotated[Any, keys.LANDLORD]
    common: Annotated[Text | None, keys.COMMON] = None
    use: Annotated[Several, keys.USE] = ()


# Everything that people write of, each with the keys that it may have.
MODELS: tuple[type[BaseModel], ...] = (
    *(CircuitFile, Landlord, Common, Validation, Source, Actor, Contact, DelayMapping),
    *LISTS.values(),
    Emergency,
)


class Circuit(CircuitBase):
    """One circuit with its landlord; what it takes of common.yaml is merged in by the reader.

    ``sources``, ``actors``, ``words``, ``recourse`` hold those of the landlord and of common.yaml too (only
    what is used of common.yaml), the circuit's own winning; ``common_questions`` holds those of common.yaml,
    ``common_sources`` and ``common_actors`` name what only that file declares.
    ``emergency`` holds the dangers of common.yaml, else the program's own, with what the landlord says of each.
    """

    landlord: Landlord
    common_questions: tuple[Question, ...] = ()
    common_sources: frozenset[str] = Field(frozenset(), exclude=True)  # names, no text of anybody's
    common_actors: frozenset[str] = Field(frozenset(), exclude=True)
    emergency: tuple[Emergency, ...] = ()

    @property
    def draft(self) -> bool:
        """A draft says so on every sheet."""
        return self.status is Status.DRAFT


def list_references(values: Iterable[object], key: str) -> Iterator[str]:
    """The ids that the items of the lists in ``values`` name as their ``source`` or ``actor``, side tracks included."""
    for value in values:
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Item):
                yield from getattr(item, key, ())
                yield from list_references((getattr(item, "steps", ()),), key)
