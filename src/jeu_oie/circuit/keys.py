"""Every key of the format, declared once: what it is, and what is read off it.

The models carry these as ``Annotated`` metadata, beside each field. They stand in the order of a table's columns, then
those that no table has a column of. A key that means something else in one model is declared once more.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import StrEnum
from functools import cache
from keyword import iskeyword

from pydantic import BaseModel


class Sort(StrEnum):
    """What a change means for people, what matters most first."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    NUMBER = "number"
    URGENCY = "urgency"
    DELAY = "delay"
    TRACE = "trace"
    RECOURSE = "recourse"
    FACT = "fact"
    SOURCE = "source"
    STATE = "state"
    WORDING = "wording"


class Form(StrEnum):
    """How a value reads: ``game/wording`` says each, wherever it stands."""

    TEXT = "text"  # as it is written
    LIST = "list"  # texts, parted
    CHOICE = "choice"  # a word of the format: the message ``choice.<key>.<word>``, or of the key's ``family``
    DELAY = "delay"  # one or several
    QUOTE = "quote"  # between quotation marks
    CONTACTS = "contacts"  # one or several ways in
    ACTORS = "actors"  # who acts, by name
    POINTER = "pointer"  # the title of what an id names, with its square
    NAME = "name"  # that title alone, of one or several ids
    ELSEWHERE = "elsewhere"  # what other landlords say


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a row stands on a card, and how long: printed cards have no room for all of them.

    Ranks are compared, the smallest first; they leave room for others between them.
    """

    read: int = 100  # its place among the rows; those of one rank as their item has them
    keep: int = 200  # how long it stays where not all stand
    never: bool = False  # it never gives way
    short: bool = False  # a printed card has a shorter label of it, ``print.label.<row>``


@dataclass(frozen=True, slots=True)
class OwnSquare:
    """The square « bon à savoir » that a step's key may have of its own (game.md, rules 3 and 5)."""

    known: int = 0  # its rank among those of its step, as on a card; 0: none
    icon: str = ""  # the pictogram of what is good to know, if not that of all


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key of the format, as YAML has it. Raises ValueError where a row lacks a pictogram, or a place on the card.

    >>> Key("charge", form=Form.CHOICE).name_choice("tenant")
    'choice.charge.tenant'
    """

    name: str
    _: KW_ONLY
    help: str = ""  # what the message that explains it is called, if not as the key
    means: Sort | None = None  # what its change means; None: it is told with something else, or identifies
    states: tuple[str, ...] = ()  # lists whose items state something of the landlord or the law by it
    gap: tuple[str, ...] = ()  # lists whose items lack something without it, named by ``print.gap.<row>``
    prose: bool = False  # read as sentences: ``check --falc`` looks at it
    expected: bool = False  # tenants need it: where nobody states it, that is information
    form: Form = Form.TEXT  # how its value reads
    family: str = ""  # what the messages of its choices begin with, if not with ``choice.<key>``
    hedged: tuple[str, ...] = ()  # choices that not all who read have: a problem's card says ``<choice>.if`` of them
    has_none: bool = False  # « none » may stand there, which says something: the message ``<key>.none``
    icon: str = ""  # the pictogram of its row on a card; none: it has no row
    card: CardPlace | None = None  # where that row stands
    row: str = ""  # what that row is called, if not as the key
    square: OwnSquare | None = None
    asked: bool = False  # a problem's card asks for it and answers upside down, in place of a row
    sourced: bool = False  # of an item: a fact, which may be a mapping with a source of its own

    def __post_init__(self) -> None:
        if bool(self.icon) is not (self.card is not None):
            raise ValueError(f"{self.name}: a row of a card has a pictogram (icon) and a place there (card)")

    @property
    def attribute(self) -> str:
        """Its name in Python: ``if_silent``, ``from_``."""
        return self.name.replace("-", "_") + "_" * iskeyword(self.name)

    @property
    def explanation(self) -> str:
        """The message that says in a line what it means: editors show it."""
        return f"key.{self.help or self.name}"

    @property
    def row_name(self) -> str:
        """What its row on a card is called, which messages and styles go by."""
        return self.row or self.name

    @property
    def label(self) -> str:
        """The message that names it: that of its row on a card, else one of ``changes``."""
        return f"row.{self.row_name}" if self.icon else f"changes.label.{self.name}"

    def name_choice(self, value: str) -> str:
        """The message that says one of its choices."""
        return f"{self.family or f'choice.{self.name}'}.{value}"


@cache
def of(model: type[BaseModel]) -> Mapping[str, Key]:
    """Field → its key, in the order of the model. Raises TypeError where a field has none."""
    declared = {}
    for name, field in model.model_fields.items():
        key = next((mark for mark in field.metadata if isinstance(mark, Key)), None)
        if key is None:
            raise TypeError(f"{model.__name__}.{name} is no key of circuit/keys")
        declared[name] = key
    return declared


@cache
def list_facts(model: type[BaseModel]) -> Mapping[str, Key]:
    """The fields of an item that may have a source of their own, and their keys."""
    return {name: key for name, key in of(model).items() if key.sourced}


ID = Key("id")
TITLE = Key("title", means=Sort.RENAMED, states=("recourse", "spaces", "facts"), prose=True)
CIRCUIT_TITLE = replace(TITLE, help="circuit-title")
SOURCE_TITLE = replace(TITLE, help="source-title")
TEXT = Key("text", means=Sort.WORDING, states=("steps", "shortcuts", "detours"), prose=True)
ACTOR = Key(
    "actor",
    means=Sort.FACT,
    form=Form.ACTORS,
    icon="people",
    card=CardPlace(),
    square=OwnSquare(icon="people"),
)
CHANNELS = Key(
    "channels",
    means=Sort.NUMBER,
    states=("steps",),
    form=Form.CONTACTS,
    icon="phone",
    card=CardPlace(keep=100),
    square=OwnSquare(known=20),
)
CONDITION = Key(
    "condition",
    means=Sort.FACT,
    states=("steps", "detours"),
    prose=True,
    icon="info",
    card=CardPlace(keep=70),
    square=OwnSquare(known=40),
    sourced=True,
)
DELAY = Key(
    "delay",
    means=Sort.DELAY,
    states=("steps", "shortcuts", "setbacks", "problems"),
    gap=("steps", "shortcuts", "problems", "recourse"),
    expected=True,
    form=Form.DELAY,
    icon="calendar",
    card=CardPlace(read=10, keep=30, short=True),
    sourced=True,
)
TRACE = Key(
    "trace",
    means=Sort.TRACE,
    states=("steps",),
    gap=("steps",),
    prose=True,
    expected=True,
    has_none=True,
    icon="egg",
    card=CardPlace(read=20, keep=20, never=True, short=True),
    sourced=True,
)
SAY = Key(
    "say",
    means=Sort.WORDING,
    prose=True,
    form=Form.QUOTE,
    icon="bubble",
    card=CardPlace(read=70, keep=50),
    sourced=True,
)
CALL = Key(
    "call",
    means=Sort.NUMBER,
    states=("steps", "shortcuts"),
    gap=("shortcuts",),
    expected=True,
    icon="phone",
    card=CardPlace(read=50, keep=10, never=True),
    square=OwnSquare(known=30, icon="phone"),
    sourced=True,
)
HOURS = Key(
    "hours",
    means=Sort.NUMBER,
    states=("steps", "shortcuts"),
    icon="clock",
    card=CardPlace(read=60),
    square=OwnSquare(icon="clock"),
    sourced=True,
)
IF_SILENT = Key(
    "if-silent",
    means=Sort.RECOURSE,
    gap=("steps",),
    expected=True,
    form=Form.POINTER,
    icon="signpost",
    card=CardPlace(read=80, keep=40),
    row="silent",
    sourced=True,
)
CHARGE = Key(
    "charge",
    means=Sort.FACT,
    states=("steps", "problems"),
    form=Form.CHOICE,
    hedged=("contract",),
    icon="coin",
    card=CardPlace(read=90, keep=90),
    square=OwnSquare(known=10, icon="coin"),
    asked=True,
    sourced=True,
)
STAGE = Key("stage", means=Sort.FACT)
EXIT = Key("exit", means=Sort.FACT, states=("steps",), prose=True, icon="door", card=CardPlace())
ICON = Key("icon", means=Sort.WORDING, form=Form.CHOICE, family="picture")
TITLE_SHORT = Key("short", help="title-short", means=Sort.FACT, prose=True)
DONE = Key("done", means=Sort.WORDING, prose=True)
MISSING = Key("missing", means=Sort.FACT)
FROM = Key("from", means=Sort.MOVED, form=Form.NAME)
TO = Key(
    "to",
    means=Sort.FACT,
    gap=("shortcuts", "detours"),
    form=Form.POINTER,
    icon="signpost",
    card=CardPlace(keep=80),
    row="leads",
)
SETBACK_TO = replace(TO, help="setback-to")
DETOUR_LABEL = Key("label", help="detour-label", means=Sort.FACT, form=Form.CHOICE)
CRITERIA = Key(
    "criteria",
    means=Sort.URGENCY,
    states=("shortcuts",),
    prose=True,
    form=Form.LIST,
    square=OwnSquare(icon="danger"),
    sourced=True,
)
EXAMPLES = Key("examples", means=Sort.URGENCY, prose=True, form=Form.LIST, icon="info", card=CardPlace())
AT = Key("at", means=Sort.MOVED, form=Form.NAME)
FOR = Key("for", means=Sort.MOVED, form=Form.NAME)
RECOURSE_FOR = replace(FOR, help="recourse-for")
KIND = Key("kind", form=Form.CHOICE, family="channel")
PROBLEM_KIND = Key("kind", help="problem-kind", means=Sort.FACT, form=Form.CHOICE, family="answer.kind")
SETBACK_KIND = Key("kind", help="setback-kind", means=Sort.FACT, form=Form.CHOICE, family="kind")
REMEDY = Key("remedy", means=Sort.RECOURSE, prose=True, icon="tip", card=CardPlace())
ADOPTED = Key("adopted", means=Sort.FACT, states=("practices",), form=Form.CHOICE, icon="house", card=CardPlace())
DECIDED = Key("decided", means=Sort.FACT, prose=True, icon="pencil", card=CardPlace())
WHO = Key("who", means=Sort.RECOURSE, prose=True, icon="people", card=CardPlace())
WHEN = Key("when", means=Sort.FACT, prose=True, icon="clock", card=CardPlace())
CONTACT = Key("contact", means=Sort.NUMBER, form=Form.CONTACTS, icon="phone", card=CardPlace(keep=60))
EXCLUDES = Key("excludes", means=Sort.RECOURSE, form=Form.LIST, icon="info", card=CardPlace())
URGENCY = Key(
    "urgency",
    means=Sort.URGENCY,
    states=("problems",),
    form=Form.NAME,
    has_none=True,
    icon="bridge",
    card=CardPlace(),
    asked=True,
)
LIKE = Key("like", means=Sort.FACT, form=Form.NAME)
PROBLEM_AT = replace(AT, help="problem-at")
UNTIL = Key(
    "until",
    means=Sort.DELAY,
    states=("problems",),
    form=Form.DELAY,
    icon="calendar",
    card=CardPlace(read=15, keep=30),
    sourced=True,
)
PROBLEM_WORDS = Key("words", help="problem-words", means=Sort.WORDING, form=Form.LIST)
LETTER = Key("letter", means=Sort.FACT, form=Form.CHOICE)
HELPER = Key("helper", means=Sort.RECOURSE, form=Form.NAME)
FIRST = Key("first", means=Sort.URGENCY, prose=True, form=Form.LIST)
EMERGENCY_FIRST = replace(FIRST, help="emergency-first")
ACCEPTABLE = Key(
    "acceptable",
    means=Sort.DELAY,
    expected=True,
    form=Form.DELAY,
    icon="hourglass",
    card=CardPlace(),
    sourced=True,
)
ELSEWHERE = Key("elsewhere", means=Sort.FACT, form=Form.ELSEWHERE, icon="house", card=CardPlace())
ANSWERS = Key("answers", means=Sort.WORDING, prose=True, form=Form.LIST)
RIGHT = Key("right", means=Sort.FACT, states=("questions",))
WHY = Key("why", means=Sort.WORDING, prose=True)
SOURCE = Key("source", means=Sort.SOURCE)
UNCERTAIN = Key("uncertain", means=Sort.SOURCE)
FACT_UNCERTAIN = replace(UNCERTAIN, help="fact-uncertain")
NAME = Key("name", means=Sort.RENAMED)
ROLE = Key("role", means=Sort.WORDING)
AUTHOR = Key("author", means=Sort.SOURCE)
DATE = Key("date", means=Sort.SOURCE)
ADDRESS = Key("address", means=Sort.SOURCE)
NOTE = Key("note", means=Sort.SOURCE)

FORMAT = Key("format")
TOPIC = Key("topic", means=Sort.FACT, form=Form.CHOICE, family="topic")
LANGUAGE = Key("language", means=Sort.FACT)
VERSION = Key("version", means=Sort.STATE)
STATUS = Key("status", means=Sort.STATE)
VALIDATED = Key("validated", means=Sort.STATE)
SEARCHED = Key("searched", means=Sort.STATE)
FACT_SEARCHED = replace(SEARCHED, help="fact-searched")
SILENT = Key("silent", means=Sort.STATE)
REVIEW = Key("review", means=Sort.STATE)
ARRIVAL = Key("arrival", means=Sort.RENAMED)
LANDLORD = Key("landlord")
COMMON = Key("common")
USE = Key("use")
DROP = Key("drop")
TOPICS = Key("topics")
TAGS = Key("tags")
STEPS = Key("steps")
DETOUR_STEPS = Key("steps", help="detour-steps")
SHORTCUTS = Key("shortcuts")
DETOURS = Key("detours")
SETBACKS = Key("setbacks")
PRACTICES = Key("practices")
RECOURSE = Key("recourse")
SPACES = Key("spaces")
PROBLEMS = Key("problems")
QUESTIONS = Key("questions")
ADVICE = Key("advice")
FACTS = Key("facts")
SOURCES = Key("sources")
ACTORS = Key("actors")
WORDS = Key("words")

BY = Key("by")
ON = Key("on")
HASH = Key("hash")
SHORT = replace(TITLE_SHORT, help="", prose=False)
FORMERLY = Key("formerly", means=Sort.FACT)
AREA = Key("area", means=Sort.FACT)
WEBSITE = Key("website", means=Sort.NUMBER)
CONTACTS = Key("contacts", means=Sort.NUMBER, form=Form.CONTACTS)
WHERE_NUMBER = Key("where-number", means=Sort.NUMBER, form=Form.LIST)
EMERGENCY = Key("emergency")
DANGER = Key("danger")
EMERGENCY_BY = Key("by", help="emergency-by", means=Sort.NUMBER)
AFTER = Key("after", means=Sort.WORDING, prose=True)
CASES = Key("cases", means=Sort.WORDING)

NEXT = Key("next", means=Sort.RECOURSE, form=Form.LIST)
DEPARTMENTS = Key("departments", means=Sort.RECOURSE, form=Form.LIST)
ADIL = Key("adil")
CDC = Key("cdc")
DALO = Key("dalo")
PHONE = Key("phone")
OFFICE_ADDRESS = replace(ADDRESS, help="office-address")
AGENCIES = Key("agencies", means=Sort.NUMBER)
COMMUNES = Key("communes", means=Sort.FACT, form=Form.LIST)
EXAMPLE = Key("example", means=Sort.WORDING)
LANDLORD_DEPARTMENTS = replace(DEPARTMENTS, help="landlord-departments")

GESTURES = Key("gestures", means=Sort.WORDING)
GESTURE_TEXT = replace(TEXT, help="gesture-text", states=())
GESTURE_ICON = replace(ICON, help="gesture-icon")

LABEL = Key("label")
VALUE = Key("value")
CONTACT_FOR = replace(FOR, help="contact-for")
CONTACT_WHEN = replace(WHEN, help="contact-when", means=None, prose=False, form=Form.CHOICE, family="contact.when")
WHERE = Key("where", form=Form.LIST)
CHECKED = Key("checked")
DELAY_VALUE = Key("value", help="delay-value")
AT_MOST = Key("at-most")
AT_LEAST = Key("at-least")
STARTS = Key("starts", form=Form.CHOICE)

ELSEWHERE_LANDLORD = replace(LANDLORD, help="elsewhere-landlord")
ELSEWHERE_VALUE = replace(VALUE, help="elsewhere-value")
ELSEWHERE_SOURCE = replace(SOURCE, help="elsewhere-source")

DECLARED = tuple(value for value in tuple(globals().values()) if isinstance(value, Key))
