"""The kinds of values that a circuit holds: what of the author's text is accepted for each.

Every scalar arrives as the text that was typed. A validator
raises ``PydanticCustomError`` whose type is a problem's code. Each kind also says how a JSON Schema describes it,
where an editor has typed unquoted numbers, dates and booleans already.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from jeu_oie.circuit import keys
from jeu_oie.circuit.delays import Delay, DelayError, Span, parse

# Words that stand where an id could: no item may be called so.
RESERVED = ("any", "end", "out", "unknown", "none")

ID = re.compile(r"[a-z0-9-]+")
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


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


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
SEVERAL_SCHEMA = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]}
Several = Annotated[tuple[Text, ...], BeforeValidator(_several), WithJsonSchema(SEVERAL_SCHEMA)]


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
    condition: Annotated[Text | None, keys.CONDITION] = None


def _delay(value: object, handler: Callable[[object], DelayMapping]) -> Delay:
    if isinstance(value, Delay):
        return value
    read = handler({"value": value} if isinstance(value, str) else value)
    return Delay(read.value, read.at_most, read.condition)


def _unparse_delay(delay: Delay) -> dict[str, str]:
    """A delay as its author wrote it."""
    spans = {"value": delay.value, "at-most": delay.at_most}
    texts = {key: span.text for key, span in spans.items() if span}
    return texts | ({"condition": delay.condition} if delay.condition else {})


def _delay_schema(_source: object, handler: Callable[[object], core_schema.CoreSchema]) -> core_schema.CoreSchema:
    return core_schema.no_info_wrap_validator_function(
        _delay,
        handler(DelayMapping),
        serialization=core_schema.plain_serializer_function_ser_schema(_unparse_delay),
    )


DelayText = Annotated[Delay, GetPydanticSchema(_delay_schema)]


def _one_delay(value: object) -> object:
    return (value,) if isinstance(value, (str, dict, Delay)) else value


DELAYS_SCHEMA = {
    "anyOf": [{"$ref": "#/$defs/Delay"}, {"type": "array", "items": {"$ref": "#/$defs/Delay"}, "minItems": 1}]
}
Delays = Annotated[tuple[DelayText, ...], BeforeValidator(_one_delay), WithJsonSchema(DELAYS_SCHEMA)]
