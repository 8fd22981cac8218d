"""The kinds of values that a circuit holds, delays among them, and what is accepted for each."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from jeu_oie.circuit import keys

# --- Delays as people write them (« sous 48 h », « 2 à 5 jours ouvrés ») → spans of time ------------------


class Unit(StrEnum):
    """The unit in which a delay is announced."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A month counts 30 days, a year 365.
DAYS = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 30,
    Unit.YEAR: 365,
}
MAX_DAYS = 100 * 365  # days


@dataclass(frozen=True, slots=True)
class Span:
    """An announced time: ``text`` in the author's own words, ``high`` and ``low`` in ``unit``.

    ``low`` is None unless a range was written; ``bound`` tells an upper bound (« moins de 4 h »).
    """

    text: str
    high: float
    unit: Unit
    low: float | None = None
    bound: bool = False

    @property
    def days(self) -> float:
        """The longest that was announced, in days."""
        return self.high * DAYS[self.unit]


class Starts(StrEnum):
    """The event from which a delay counts."""

    CALL = "call"
    REPORT = "report"
    APPOINTMENT = "appointment"
    RECEIPT = "receipt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delay:
    """``value`` as usually announced, ``at_most`` as its limit, ``condition`` of either. One stands at least.

    ``at_least``: a legal minimum, which never becomes a limit. ``starts``: None where nobody says from when it counts.
    """

    value: Span | None = None
    at_most: Span | None = None
    condition: str | None = None
    at_least: Span | None = None
    starts: Starts | None = None

    @property
    def announced(self) -> Span | None:
        """The span that counts for the board: the usual value, else the limit."""
        return self.value or self.at_most


class DelayError(ValueError):
    """A text that is no delay; ``code`` names the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


AT_ONCE = frozenset(
    (
        *("tout de suite", "immediat", "immediate", "immediatement", "aussitot"),
        *("pas d'attente", "sans attente", "aucune attente", "sans delai"),
        *("immediately", "at once", "right away", "straight away", "now", "no wait", "no waiting", "without waiting"),
    )
)
UNITS = {
    Unit.MINUTE: "minutes?|mins?|mn",
    Unit.HOUR: "heures?|hours?|hrs?|h",
    Unit.WORKING_DAY: r"(?:jours?|j) ?(?:ouvres?|ouvrables?)|(?:working|business) days?",
    Unit.DAY: "(?:jours?|j)(?: calendaires?)?|(?:calendar )?days?|d",
    Unit.WEEK: "semaines?|sem|weeks?|wks?",
    Unit.MONTH: "mois|months?",
    Unit.YEAR: "ans?|annees?|years?",
}
WORDS = {
    word: float(number)
    for words in (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    )
    for number, word in enumerate(words.split())
} | {"une": 1.0, "a": 1.0, "an": 1.0, "vingt": 20.0, "trente": 30.0, "twenty": 20.0, "thirty": 30.0}

# A decimal has two digits at most: « 1.000 » might be a thousand.
_DIGITS = r"\d{1,3}(?: \d{3})+|\d+(?:[.,]\d{1,2})?"
_NUMBER = rf"{_DIGITS}|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
# « @ » stands for the side of a range, in the names of the groups: l(ow) or h(igh).
_UNIT = "|".join(f"(?P<@{unit.name}>{forms})" for unit, forms in UNITS.items())
# « 1 h 30 », « 1 hour 30 minutes »; « 1.5 h » has its minutes already.
_CLOCK = (
    rf"(?P<@h>\d+) ?(?:{UNITS[Unit.HOUR]}) ?(?:et |and )?"
    rf"(?P<@m>[0-5]?\d)(?: ?(?:{UNITS[Unit.MINUTE]}))?"
)
_AMOUNT = rf"(?:{_CLOCK}|(?P<@n>{_NUMBER}) ?(?:{_UNIT})\.?)"
_BARE = rf"(?P<b>{_NUMBER})"

_BEFORE = (
    r"(?:en )?moins (?:de |d')|sous(?: un delai de)?|dans (?:les|un delai de)|au plus|(?:au )?maximum|max\.?"
    r"|jusqu'a|within|(?:up|in up) to|(?:in )?less than|at (?:the )?most|no(?:t)? more than|under|maximum of"
)
_AFTER = r"au plus|(?:au )?maximum|maxi?\.?|at (?:the )?most|or less|ou moins"
RANGE = re.compile(
    rf"(?:entre |de |d'|between |from )?(?:{_AMOUNT.replace('@', 'l')}|{_BARE})"
    rf" ?(?:a|et|ou|to|and|or|-) ?{_AMOUNT.replace('@', 'h')}"
)
SINGLE = re.compile(_AMOUNT.replace("@", "h"))
BOUND = re.compile(rf"(?:(?P<before>{_BEFORE}) ?)?(?P<core>.*?)(?: ?,? ?\(?(?P<after>{_AFTER})\)?)?")
NEGATIVE = re.compile(r"(?:-|moins |minus ) ?\d")
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
APOSTROPHES = re.compile("[\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")


def parse(text: str) -> Span:
    """Read a delay in French or English.

    « 1 h 30 » is 90 minutes, a range of two units (« 24 h à 5 jours ») counts in the longer's unit, « 0,5 jour »
    and « deux jours » are read too. Raises DelayError: ``delay-unreadable``, ``delay-negative``,
    ``delay-too-long`` (over 100 years) or ``delay-reversed`` (« 5 à 2 jours »).
    """
    words = _normalize(text)
    if words in AT_ONCE:
        return Span(text, 0, Unit.DAY)
    if NEGATIVE.match(words):
        raise DelayError("delay-negative")
    found = BOUND.fullmatch(words)
    assert found is not None
    span = _core(text, found["core"], bound=bool(found["before"] or found["after"]))
    if span is None:
        raise DelayError("delay-unreadable")
    if span.days > MAX_DAYS:
        raise DelayError("delay-too-long")
    if span.low is not None and span.low > span.high:
        raise DelayError("delay-reversed")
    return span


def _normalize(text: str) -> str:
    """Lower case, no accents, one plain space for any Unicode space, one kind of dash and of apostrophe."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    spaced = " ".join(APOSTROPHES.sub("'", DASHES.sub("-", bare)).split())
    return spaced.removesuffix(".").removesuffix(" ")


def _core(text: str, words: str, *, bound: bool) -> Span | None:
    if single := SINGLE.fullmatch(words):
        high, unit = _amount(single, "h")
        return Span(text, high, unit, None, bound)
    if both := RANGE.fullmatch(words):
        high, unit = _amount(both, "h")
        if both["b"]:
            return Span(text, high, unit, _value(both["b"]), bound)
        low, low_unit = _amount(both, "l")
        return Span(text, high, unit, round(low * DAYS[low_unit] / DAYS[unit], 6), bound)
    return None


def _amount(found: re.Match[str], side: str) -> tuple[float, Unit]:
    if found[f"{side}h"]:
        return float(found[f"{side}h"]) * 60 + float(found[f"{side}m"]), Unit.MINUTE
    unit = next(unit for unit in UNITS if found[f"{side}{unit.name}"])
    return _value(found[f"{side}n"]), unit


def _value(number: str) -> float:
    if number in WORDS:
        return WORDS[number]
    return float(number.replace(" ", "").replace(",", "."))


# --- The kinds of values that a circuit holds: what of the author's text is accepted for each -------------
#
# Every scalar arrives as the text that was typed. A validator raises ``PydanticCustomError`` whose type is a
# problem's code. Each kind also says how a JSON Schema describes it, where an editor has typed unquoted numbers,
# dates and booleans already.

# Words that stand where an id could: no item may be called so.
MAX_SHORT_CHARS = 28  # characters of what stands on squares, buttons and in lists in place of a title
RESERVED = ("any", "end", "out", "unknown", "none")

ID = re.compile(r"[a-z0-9-]+")
# The file that a circuit names: it cannot leave the folder, or its parent.
LANDLORD = re.compile(r"[^./\\:\s][^/\\:]*\.ya?ml")
COMMON = re.compile(r"(?:standard|none|(?:\.\./)?[^./\\:\s][^/\\:]*\.yaml)")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# What may stand unseen in a text of another script has no place in an address.
_UNSEEN = r"\u00ad\u061c\u200c-\u200f\ufe00-\ufe0f"
ADDRESS = re.compile(rf"https?://[^\s/?#\"<>\\^`{{|}}@{_UNSEEN}]+(?:[/?#][^\s\"<>\\^`{{|}}{_UNSEEN}]*)?", re.IGNORECASE)
LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)

TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": 2000}
ID_SCHEMA = {"type": ["string", "integer"], "pattern": f"^{ID.pattern}$"}
DATE_SCHEMA = {"type": ["string", "integer"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise PydanticCustomError("id-characters", "id", {"id": value})
    if value in RESERVED:
        raise PydanticCustomError("id-reserved", "reserved", {"id": value})
    return value


def _date(value: str) -> str:
    found = DATE.fullmatch(value)
    try:
        date(*(int(part or 1) for part in found.groups())) if found else date(0, 1, 1)
    except ValueError:
        raise PydanticCustomError("date-unreadable", "date", {"value": value}) from None
    return value


def is_day(value: str) -> bool:
    """Whether ``value`` is a whole date, YYYY-MM-DD."""
    try:
        return len(_date(value)) == 10
    except PydanticCustomError:
        return False


def period_end(value: str) -> date:
    """The last day of ``value`` (YYYY, YYYY-MM or YYYY-MM-DD)."""
    year, month, day = (int(part) if part else None for part in DATE.fullmatch(value).groups())  # type: ignore[union-attr]
    assert year is not None
    if month and day:
        return date(year, month, day)
    if month in (None, 12):
        return date(year, 12, 31)
    assert month is not None
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def _address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise PydanticCustomError("address", "address", {"value": value})
    return value


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise PydanticCustomError("language", "language", {"value": value})
    return value


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("not-true-or-false", "flag", {"value": value})
        return value == "true"
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,6}", value):
            raise PydanticCustomError("not-a-number", "number", {"value": value})
        return int(value)
    return value


def _format(value: int) -> int:
    if value != 1:
        raise PydanticCustomError("format-version", "format", {"value": str(value)})
    return value


def _short(value: str) -> str:
    if len(value) > MAX_SHORT_CHARS:
        raise PydanticCustomError("short-too-long", "short", {"length": len(value), "limit": MAX_SHORT_CHARS})
    return value


def list_one(value: object) -> object:
    """``[x]`` for ``x``."""
    return (value,) if isinstance(value, str) else value


def describe_pattern(pattern: re.Pattern[str]) -> WithJsonSchema:
    """What a JSON Schema says of a text that is wholly of ``pattern``."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Text = Annotated[str, WithJsonSchema(TEXT_SCHEMA)]
Id = Annotated[str, AfterValidator(_id), WithJsonSchema(ID_SCHEMA | {"not": {"enum": list(RESERVED)}})]
Reference = Annotated[str, WithJsonSchema(ID_SCHEMA)]
Date = Annotated[str, AfterValidator(_date), WithJsonSchema(DATE_SCHEMA)]
Address = Annotated[
    str, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s]+$"})
]
Language = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"})
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Number = Annotated[
    int,
    BeforeValidator(_number),
    Field(ge=1),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^0*[1-9][0-9]*$"}]}),
]
Format = Annotated[int, BeforeValidator(_number), AfterValidator(_format), WithJsonSchema({"enum": [1, "1"]})]

Texts = tuple[Text, ...]
ShortText = Annotated[str, AfterValidator(_short), WithJsonSchema(TEXT_SCHEMA | {"maxLength": MAX_SHORT_CHARS})]
Several = Annotated[tuple[Text, ...], BeforeValidator(list_one, json_schema_input_type=Text | Texts)]


def _span(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse(value)
    except DelayError as error:
        raise PydanticCustomError(error.code, "delay", {"value": value}) from None


def _instance(kind: type) -> GetPydanticSchema:
    """A schema that takes what is a ``kind`` already: the code's own values, or what a validator made."""
    return GetPydanticSchema(lambda _source, _handler: core_schema.is_instance_schema(kind))


SPAN_SCHEMA = {"type": "string", "pattern": r"\S", "maxLength": 2000}
SpanText = Annotated[Span, _instance(Span), BeforeValidator(_span), WithJsonSchema(SPAN_SCHEMA)]


class DelayMapping(BaseModel):
    """A delay written as a mapping."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    value: Annotated[SpanText | None, keys.DELAY_VALUE] = None
    at_most: Annotated[SpanText | None, keys.AT_MOST] = Field(None, alias="at-most")
    at_least: Annotated[SpanText | None, keys.AT_LEAST] = Field(None, alias="at-least")
    condition: Annotated[Text | None, keys.CONDITION] = None
    starts: Annotated[Starts | None, keys.STARTS] = None

    @property
    def delay(self) -> Delay:
        return Delay(self.value, self.at_most, self.condition, self.at_least, self.starts)


def _delay(value: object, handler: Callable[[object], DelayMapping]) -> Delay:
    if isinstance(value, Delay):
        return value
    return handler({"value": value} if isinstance(value, str) else value).delay


def write_delay(delay: Delay) -> dict[str, str]:
    """A delay as its author wrote it."""
    spans = {"value": delay.value, "at-most": delay.at_most, "at-least": delay.at_least}
    texts = {key: span.text for key, span in spans.items() if span}
    said = {"condition": delay.condition, "starts": delay.starts and delay.starts.value}
    return texts | {key: text for key, text in said.items() if text}


def _delay_schema(_source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    return core_schema.no_info_wrap_validator_function(
        _delay,
        handler(DelayMapping),
        json_schema_input_schema=handler.generate_schema(SpanText | DelayMapping),
        serialization=core_schema.plain_serializer_function_ser_schema(write_delay),
    )


DelayText = Annotated[Delay, GetPydanticSchema(_delay_schema)]


def _one_delay(value: object) -> object:
    return (value,) if isinstance(value, (str, dict, Delay)) else value


Delays = Annotated[
    tuple[DelayText, ...], BeforeValidator(_one_delay, json_schema_input_type=DelayText | tuple[DelayText, ...])
]
