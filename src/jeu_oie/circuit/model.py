"""The circuit as finished data: what circuit-format.md (version 1) describes, frozen.

Attribute names are the YAML keys with ``_`` for ``-`` (``from`` is ``from_``). An absent key is None or an
empty tuple: « pas trouvé » in a draft, « non dit » once validated, never a default.
"""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from jeu_oie.circuit.delays import Delay


class Topic(StrEnum):
    REPAIRS = "repairs"
    NEIGHBOURS = "neighbours"
    TRANSFER = "transfer"
    GENERAL = "general"
    OTHER = "other"


class Status(StrEnum):
    DRAFT = "draft"
    VALIDATED = "validated"


class Channel(StrEnum):
    PHONE = "phone"
    DESK = "desk"
    LETTER = "letter"
    PORTAL = "portal"
    EMAIL = "email"
    SMS = "sms"
    CARETAKER = "caretaker"
    IN_PERSON = "in-person"


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


# Words that stand where an id could: no item may be called so.
ANY, END, OUT, UNKNOWN, NONE = "any", "end", "out", "unknown", "none"


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Contact(Model):
    kind: Channel | None = None
    label: str | None = None
    value: str | None = None
    hours: str | None = None


class Source(Model):
    title: str
    author: str | None = None
    date: str | None = None
    address: str | None = None
    note: str | None = None


class Actor(Model):
    name: str
    role: str | None = None


class Item(Model):
    """What every item of a list may hold."""

    id: str
    title: str
    text: str | None = None
    source: tuple[str, ...] = ()
    uncertain: bool = False


class Step(Item):
    title: str = ""  # empty only where ``missing``
    actor: tuple[str, ...] = ()
    channels: tuple[Contact, ...] = ()
    condition: str | None = None
    delay: Delay | None = None
    trace: str | None = None
    say: str | None = None
    call: str | None = None
    hours: str | None = None
    if_silent: str | None = Field(None, alias="if-silent")
    charge: Charge | None = None
    missing: bool = False


class Shortcut(Item):
    from_: str = Field(alias="from")
    to: str
    criteria: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    delay: Delay | None = None
    call: str | None = None
    hours: str | None = None


class Detour(Item):
    from_: str = Field(alias="from")
    to: str
    condition: str | None = None
    steps: tuple[Step, ...]


class SetbackItem(Item):
    at: str
    kind: Setback
    to: str | None = None
    delay: Delay | None = None
    remedy: str | None = None


class Practice(Item):
    at: str | None = None
    adopted: Adopted
    decided: str | None = None


class Recourse(Item):
    at: str | None = None
    who: str | None = None
    condition: str | None = None
    delay: Delay | None = None
    contact: tuple[Contact, ...] = ()
    trace: str | None = None
    excludes: tuple[str, ...] = ()


class Space(Item):
    at: str | None = None
    who: str | None = None
    when: str | None = None


class ProblemItem(Item):
    """A kind of problem that a tenant has (``Problem`` is what a file suffers from)."""

    urgency: str | None = None
    delay: Delay | None = None
    first: tuple[str, ...] = ()
    acceptable: tuple[Delay, ...] = ()
    charge: Charge | None = None


class Question(Item):
    at: str | None = None
    answers: tuple[str, ...] = ()
    right: int | None = None
    why: str | None = None


class Advice(Item):
    at: str | None = None


class Fact(Item):
    pass


class Validation(Model):
    by: tuple[str, ...]
    on: str
    hash: str | None = None


class Landlord(Model):
    name: str
    short: str | None = None
    formerly: str | None = None
    area: str | None = None
    website: str | None = None
    contacts: tuple[Contact, ...] = ()
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    sources: Mapping[str, Source] = Field(default_factory=dict)


class Common(Model):
    sources: Mapping[str, Source] = Field(default_factory=dict)
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    recourse: tuple[Recourse, ...] = ()
    questions: tuple[Question, ...] = ()
    words: Mapping[str, str] = Field(default_factory=dict)


class Circuit(Model):
    """One circuit with its landlord; what it takes of common.yaml is merged in by the reader.

    ``sources``, ``actors``, ``words``, ``recourse`` hold those of the landlord and of common.yaml too (only
    what is used of common.yaml), the circuit's own winning; ``common_questions`` holds those of common.yaml.
    """

    format: int
    title: str
    topic: Topic
    landlord: Landlord
    language: str
    version: str
    status: Status
    validated: Validation | None = None
    searched: str | None = None
    review: str | None = None
    arrival: str | None = None
    steps: tuple[Step, ...]
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
    common_questions: tuple[Question, ...] = ()
    sources: Mapping[str, Source] = Field(default_factory=dict)
    actors: Mapping[str, Actor] = Field(default_factory=dict)
    words: Mapping[str, str] = Field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """A draft says so on every sheet."""
        return self.status is Status.DRAFT
