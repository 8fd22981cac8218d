"""The kinds of values that a circuit holds, and what is accepted for each."""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from jeu_oie.circuit import keys
from jeu_oie.circuit.times import DateError, Delay, DelayError, Span, Starts, parse, propose, read_date
from jeu_oie.messages import SHEET_LANGUAGES

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
DAY_FIRST = "day-first"  # of what a model is validated with: whether 3/4/2017 is in April
# What may stand unseen in a text of another script has no place in an address.
_UNSEEN = r"\u00ad\u061c\u200c-\u200f\ufe00-\ufe0f"
ADDRESS = re.compile(rf"https?://[^\s/?#\"<>\\^`{{|}}@{_UNSEEN}]+(?:[/?#][^\s\"<>\\^`{{|}}{_UNSEEN}]*)?", re.IGNORECASE)
# One that has a catalogue, and what BCP 47 may add to it (« en-GB »).
LANGUAGE = re.compile(
    rf"(?:{'|'.join(SHEET_LANGUAGES)})"
    r"(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)

TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": 2000}
ID_SCHEMA = {"type": ["string", "integer"], "pattern": f"^{ID.pattern}$"}
DATE_SCHEMA = {"type": ["string", "integer"], "pattern": "[0-9]"}


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise PydanticCustomError("id-characters", "id", {"id": value})
    if value in RESERVED:
        raise PydanticCustomError("id-reserved", "reserved", {"id": value})
    return value


def _date(value: str, info: ValidationInfo) -> str:
    try:
        return read_date(value, day_first=(info.context or {}).get(DAY_FIRST, True))
    except DateError as error:
        code = "date-ambiguous" if error.readings else "date-unreadable"
        readings = dict(zip(("one", "other"), error.readings, strict=False))
        raise PydanticCustomError(code, "date", {"value": value, **readings}) from None


def _address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise PydanticCustomError("address", "address", {"value": value})
    return value


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise PydanticCustomError("language", "language", {"value": value, "languages": ", ".join(SHEET_LANGUAGES)})
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
# A schema's pattern has no flag by which « FR » is « fr ».
_EITHER_CASE = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in each) for each in SHEET_LANGUAGES)
Language = Annotated[
    str,
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "pattern": f"^({_EITHER_CASE})(-[A-Za-z0-9]{{1,8}})*$"}),
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
        meant = propose(value) if error.code == "delay-unreadable" else {}
        said = {"nearest": ", ".join(f"{key}: {part}" for key, part in meant.items())} if meant else {}
        raise PydanticCustomError(error.code, "delay", {"value": value, **said}) from None


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
