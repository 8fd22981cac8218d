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


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key of the format, as YAML has it."""

    name: str
    _: KW_ONLY
    help: str = ""  # what the message that explains it is called, if not as the key
    means: Sort | None = None  # what its change means; None: it is told with something else, or identifies
    states: tuple[str, ...] = ()  # lists whose items state something of the landlord or the law by it
    prose: bool = False  # read as sentences: ``check --falc`` looks at it
    expected: bool = False  # tenants need it: where nobody states it, that is information
    icon: str = ""  # the pictogram of its row on a card; none: it has no row
    row: str = ""  # what that row is called, if not as the key
    sourced: bool = False  # of an item: a fact, which may be a mapping with a source of its own
    plain: bool = False  # said as it is written, after the rows that ``game/bodies`` orders, and in a fragment

    @property
    def attribute(self) -> str:
        """Its name in Python: ``if_silent``, ``from_``."""
        return self.name.replace("-", "_") + "_" * iskeyword(self.name)

    @property
    def explanation(self) -> str:
        """The message that says in a line what it means: editors show it."""
        return f"key.{self.help or self.name}"

    @property
    def label(self) -> str:
        """The message that names it: that of its row on a card, else one of ``changes``."""
        return f"row.{self.row or self.name}" if self.icon else f"changes.label.{self.name}"


@cache
def of(model: type[BaseModel]) -> Mapping[str, Key]:
    """Field → its key, in the order of the model. Raises TypeError where a field has none."""
    found = {}
    for name, field in model.model_fields.items():
        key = next((mark for mark in field.metadata if isinstance(mark, Key)), None)
        if key is None:
            raise TypeError(f"{model.__name__}.{name} is no key of circuit/keys")
        found[name] = key
    return found


@cache
def list_facts(model: type[BaseModel]) -> Mapping[str, Key]:
    """The fields of an item that may have a source of their own, and their keys."""
    return {name: key for name, key in of(model).items() if key.sourced}


ID = Key("id")
TITLE = Key("title", means=Sort.RENAMED, states=("recourse", "spaces", "facts"), prose=True)
CIRCUIT_TITLE = replace(TITLE, help="circuit-title")
SOURCE_TITLE = replace(TITLE, help="source-title")
TEXT = Key("text", means=Sort.WORDING, states=("steps", "shortcuts", "detours"), prose=True)
ACTOR = Key("actor", means=Sort.FACT, icon="people")
CHANNELS = Key("channels", means=Sort.NUMBER, states=("steps",), icon="phone")
CONDITION = Key("condition", means=Sort.FACT, states=("steps", "detours"), prose=True, icon="info", sourced=True)
DELAY = Key(
    "delay",
    means=Sort.DELAY,
    states=("steps", "shortcuts", "setbacks", "problems"),
    expected=True,
    icon="calendar",
    sourced=True,
)
TRACE = Key("trace", means=Sort.TRACE, states=("steps",), prose=True, expected=True, icon="egg", sourced=True)
SAY = Key("say", means=Sort.WORDING, prose=True, icon="bubble", sourced=True)
CALL = Key("call", means=Sort.NUMBER, states=("steps", "shortcuts"), expected=True, icon="phone", sourced=True)
HOURS = Key("hours", means=Sort.NUMBER, states=("steps", "shortcuts"), icon="clock", sourced=True)
IF_SILENT = Key("if-silent", means=Sort.RECOURSE, expected=True, icon="signpost", row="silent", sourced=True)
CHARGE = Key("charge", means=Sort.FACT, states=("steps", "problems"), icon="coin", sourced=True)
STAGE = Key("stage", means=Sort.FACT)
EXIT = Key("exit", means=Sort.FACT, states=("steps",), prose=True, icon="door", plain=True)
ICON = Key("icon", means=Sort.WORDING)
TITLE_SHORT = Key("short", help="title-short", means=Sort.FACT, prose=True)
DONE = Key("done", means=Sort.WORDING, prose=True)
MISSING = Key("missing", means=Sort.FACT)
FROM = Key("from", means=Sort.MOVED)
TO = Key("to", means=Sort.FACT, icon="signpost", row="leads")
SETBACK_TO = replace(TO, help="setback-to")
DETOUR_LABEL = Key("label", help="detour-label", means=Sort.FACT)
CRITERIA = Key("criteria", means=Sort.URGENCY, states=("shortcuts",), prose=True, sourced=True)
EXAMPLES = Key("examples", means=Sort.URGENCY, prose=True, icon="info")
AT = Key("at", means=Sort.MOVED)
FOR = Key("for", means=Sort.MOVED)
KIND = Key("kind")
SETBACK_KIND = Key("kind", help="setback-kind", means=Sort.FACT)
REMEDY = Key("remedy", means=Sort.RECOURSE, prose=True, icon="tip")
ADOPTED = Key("adopted", means=Sort.FACT, states=("practices",), icon="house")
DECIDED = Key("decided", means=Sort.FACT, prose=True, icon="pencil", plain=True)
WHO = Key("who", means=Sort.RECOURSE, prose=True, icon="people")
WHEN = Key("when", means=Sort.FACT, prose=True, icon="clock", plain=True)
CONTACT = Key("contact", means=Sort.NUMBER, icon="phone")
EXCLUDES = Key("excludes", means=Sort.RECOURSE, icon="info")
URGENCY = Key("urgency", means=Sort.URGENCY, states=("problems",), icon="bridge")
FIRST = Key("first", means=Sort.URGENCY, prose=True)
EMERGENCY_FIRST = replace(FIRST, help="emergency-first")
ACCEPTABLE = Key("acceptable", means=Sort.DELAY, expected=True, icon="hourglass", sourced=True)
ELSEWHERE = Key("elsewhere", means=Sort.FACT, icon="house")
ANSWERS = Key("answers", means=Sort.WORDING, prose=True)
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

# --- of the circuit --------------------------------------------------------------------------------------

FORMAT = Key("format")
TOPIC = Key("topic", means=Sort.FACT)
LANGUAGE = Key("language", means=Sort.FACT)
VERSION = Key("version", means=Sort.STATE)
STATUS = Key("status", means=Sort.STATE)
VALIDATED = Key("validated", means=Sort.STATE)
SEARCHED = Key("searched", means=Sort.STATE)
FACT_SEARCHED = replace(SEARCHED, help="fact-searched")
REVIEW = Key("review", means=Sort.STATE)
ARRIVAL = Key("arrival", means=Sort.RENAMED)
LANDLORD = Key("landlord")
COMMON = Key("common")
USE = Key("use")
DROP = Key("drop")
TOPICS = Key("topics")
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

# --- of who validated, of the landlord, of dangers -------------------------------------------------------

BY = Key("by")
ON = Key("on")
HASH = Key("hash")
SHORT = replace(TITLE_SHORT, help="", prose=False)
FORMERLY = Key("formerly", means=Sort.FACT)
AREA = Key("area", means=Sort.FACT)
WEBSITE = Key("website", means=Sort.NUMBER)
CONTACTS = Key("contacts", means=Sort.NUMBER)
WHERE_NUMBER = Key("where-number", means=Sort.NUMBER)
EMERGENCY = Key("emergency")
DANGER = Key("danger")
EMERGENCY_BY = Key("by", help="emergency-by", means=Sort.NUMBER)

# --- of a gesture that the person's sheet shows ----------------------------------------------------------

GESTURES = Key("gestures", means=Sort.WORDING)
GESTURE_TEXT = replace(TEXT, help="gesture-text", states=())
GESTURE_ICON = replace(ICON, help="gesture-icon")

# --- of a contact, of a delay ----------------------------------------------------------------------------

LABEL = Key("label")
VALUE = Key("value")
DELAY_VALUE = Key("value", help="delay-value")
AT_MOST = Key("at-most")

# --- of what another landlord says ------------------------------------------------------------------------

ELSEWHERE_LANDLORD = replace(LANDLORD, help="elsewhere-landlord")
ELSEWHERE_VALUE = replace(VALUE, help="elsewhere-value")
ELSEWHERE_SOURCE = replace(SOURCE, help="elsewhere-source")

DECLARED = tuple(each for each in tuple(globals().values()) if isinstance(each, Key))
