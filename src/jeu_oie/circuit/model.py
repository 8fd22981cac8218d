"""The circuit as finished data: version 1 of the format, frozen.

Attribute names are the YAML keys with ``_`` for ``-`` (``from`` is ``from_``). An absent key is None or an
empty tuple: « pas trouvé » in a draft, « non dit » once validated, never a default.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from jeu_oie.circuit.contacts import Channel, Contact, Contacts, ContactText, Model, OneOrMoreContacts
from jeu_oie.circuit.fields import (
    Address,
    Date,
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
    title: Text
    author: Text | None = None
    date: Date | None = None
    address: Address | None = None
    note: Text | None = None


class Actor(Model):
    name: Text
    role: Text | None = None


class Item(Model):
    """What every item of a list may hold."""

    id: Id
    title: Text
    text: Text | None = None
    source: Several = ()
    uncertain: Flag = False


class Step(Item):
    title: Text = ""  # empty only where ``missing``
    actor: Several = ()
    channels: Contacts = ()
    condition: Text | None = None
    delay: DelayText | None = None
    acceptable: Delays = ()
    trace: Text | None = None
    say: Text | None = None
    call: Text | None = None
    hours: Text | None = None
    if_silent: Reference | None = Field(None, alias="if-silent")
    charge: Charge | None = None
    missing: Flag = False


class Shortcut(Item):
    from_: Reference = Field(alias="from")
    to: Reference
    criteria: Texts = ()
    examples: Texts = ()
    actor: Several = ()
    delay: DelayText | None = None
    acceptable: Delays = ()
    call: Text | None = None
    hours: Text | None = None


class Detour(Item):
    from_: Reference = Field(alias="from")
    to: Reference
    condition: Text | None = None
    steps: tuple[Step, ...] = Field(json_schema_extra={"minItems": 1, "maxItems": 6})  # reader/references


class SetbackItem(Item):
    at: Reference
    kind: Setback
    to: Reference | None = None
    delay: DelayText | None = None
    remedy: Text | None = None


class Practice(Item):
    at: Reference | None = None
    adopted: Adopted
    decided: Text | None = None


class Recourse(Item):
    at: Reference | None = None
    who: Text | None = None
    condition: Text | None = None
    delay: DelayText | None = None
    contact: OneOrMoreContacts = ()
    trace: Text | None = None
    excludes: Several = ()


class Space(Item):
    at: Reference | None = None
    who: Text | None = None
    when: Text | None = None


class ProblemItem(Item):
    """A kind of problem that a tenant has (``Problem`` is what a file suffers from)."""

    urgency: Reference | None = None
    delay: DelayText | None = None
    first: Texts = ()
    acceptable: Delays = ()
    charge: Charge | None = None


class Question(Item):
    at: Reference | None = None
    answers: Texts = ()
    right: Number | None = None
    why: Text | None = None


class Advice(Item):
    at: Reference | None = None


class Fact(Item):
    pass


class Emergency(Item):
    """A danger for life: what to do first, in order, then whom to call.

    Without ``first`` it is a number to call. The ``id`` says which danger it is (``circuit/dangers``).
    """

    title: Text = Field(alias="danger")
    first: Texts = ()
    call: Text | None = None
    by: By | None = None
    hours: Text | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number that everybody should know, and not what to do in one danger."""
        return not self.first and self.call is not None


class Validation(Model):
    by: Several
    on: Date
    hash: Text | None = None


class Landlord(Model):
    name: Text
    short: Text | None = None
    formerly: Text | None = None
    area: Text | None = None
    website: Address | None = None
    contacts: Contacts = ()
    emergency: tuple[Emergency, ...] = ()
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    sources: Mapping[str, Source] = Field(default_factory=dict)


class InPlace(Model):
    """A landlord written in its circuit."""

    landlord: Landlord


class Common(Model):
    emergency: tuple[Emergency, ...] = ()
    sources: Mapping[str, Source] = Field(default_factory=dict)
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    recourse: tuple[Recourse, ...] = ()
    questions: tuple[Question, ...] = ()
    words: Mapping[str, Text] = Field(default_factory=dict)


class CircuitBase(Model):
    """What a circuit holds whether it is still a file or finished."""

    format: Format
    title: Text
    topic: Topic
    language: Language
    version: Text
    status: Status
    validated: Validation | None = None
    searched: Date | None = None
    review: Date | None = None
    arrival: Text | None = None
    steps: tuple[Step, ...] = Field(json_schema_extra={"minItems": 2})  # reader/references
    shortcuts: tuple[Shortcut, ...] = ()
    detours: tuple[Detour, ...] = ()
    setbacks: tuple[SetbackItem, ...] = ()
    practices: tuple[Practice, ...] = ()
    recourse: tuple[Recourse, ...] = ()
    spaces: tuple[Space, ...] = ()
    problems: tuple[ProblemItem, ...] = ()
    questions: tuple[Question, ...] = ()
    advice: tuple[Advice, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: Mapping[str, Source] = Field(default_factory=dict)
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    words: Mapping[str, Text] = Field(default_factory=dict)


class CircuitFile(CircuitBase):
    """A circuit as its author writes it: the landlord and what is shared may stand in files beside it.

    ``landlord`` is read apart; it is the text or the mapping as it stands.
    """

    landlord: Any
    common: Text | None = None
    use: Several = ()


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


def referred(values: Iterable[object], key: str) -> Iterator[str]:
    """The ids that the items of the lists in ``values`` name as their ``source`` or ``actor``, side tracks included."""
    for value in values:
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Item):
                yield from getattr(item, key, ())
                yield from referred((getattr(item, "steps", ()),), key)
