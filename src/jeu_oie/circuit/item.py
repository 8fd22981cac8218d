"""What every item of a list holds, and its facts that have a source of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from jeu_oie.circuit import fields, keys


class Model(BaseModel):
    # Built when first used: a class that only stands inside another costs nothing by itself.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class FactSource(Model):
    """What is said of one fact alone; a key that is absent is its item's."""

    source: Annotated[fields.Several, keys.SOURCE] = ()
    uncertain: Annotated[fields.Flag | None, keys.FACT_UNCERTAIN] = None
    searched: Annotated[fields.Date | None, keys.FACT_SEARCHED] = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a fact rests on: its own source or its item's, whether it is to be verified, when it was looked for."""

    source: tuple[str, ...]
    uncertain: bool
    searched: str | None = None


OF_FACTS = tuple(FactSource.model_fields)
FACT_VALUE = "value"
_IN_PARTS = (keys.DELAY, keys.ACCEPTABLE)  # whose value may be a mapping itself


class Item(Model):
    """What every item of a list may hold.

    A fact that is written as a mapping keeps its value under its key; what the mapping says of it stands in
    ``stated``, by the name that it has here (``if_silent``).
    """

    id: Annotated[fields.Id, keys.ID]
    title: Annotated[fields.Text, keys.TITLE]
    short: Annotated[fields.ShortText | None, keys.TITLE_SHORT] = None
    text: Annotated[fields.Text | None, keys.TEXT] = None
    source: Annotated[fields.Several, keys.SOURCE] = ()
    uncertain: Annotated[fields.Flag, keys.UNCERTAIN] = False
    _stated: Mapping[str, FactSource] = PrivateAttr(default_factory=dict)

    @property
    def stated(self) -> Mapping[str, FactSource]:
        """What single facts say of themselves."""
        return self._stated

    def said_of(self, name: str) -> Basis:
        """What the fact ``name`` rests on."""
        own = self._stated.get(name)
        if own is None:
            return Basis(self.source, self.uncertain)
        unsure = self.uncertain if own.uncertain is None else own.uncertain
        return Basis(own.source or self.source, unsure, own.searched)

    @property
    def all_sources(self) -> tuple[str, ...]:
        """The item's own sources, then those of its facts, each once."""
        return tuple(dict.fromkeys((*self.source, *(name for each in self._stated.values() for name in each.source))))

    @property
    def has_doubt(self) -> bool:
        """Whether the item or one of its facts is to be verified."""
        return self.uncertain or any(each.uncertain for each in self._stated.values())

    def with_facts(self, values: Mapping[str, object], stated: Mapping[str, FactSource]) -> Self:
        """The item with other ``values``; each of these that ``stated`` does not name rests on the item's sources."""
        made = self.model_copy(update=values)
        made._stated = {**{name: each for name, each in self._stated.items() if name not in values}, **stated}  # noqa: SLF001 (its own)
        return made

    @model_validator(mode="wrap")
    @classmethod
    def _read_facts(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        apart = keys.list_facts(cls)
        own, said = _take_apart(data, apart) if isinstance(data, dict) else ({}, {})
        if not said:
            return handler(data)
        stated, wrong = {}, list[InitErrorDetails]()
        for name, values in said.items():
            try:
                stated[name] = FactSource.model_validate(values)
            except ValidationError as error:
                wrong += _list_again(error, apart[name].name)
        try:
            made = handler(own)
        except ValidationError as error:
            raise ValidationError.from_exception_data(cls.__name__, [*_list_again(error), *wrong]) from None
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        made._stated = {name: each for name, each in stated.items() if each != FactSource()}  # noqa: SLF001 (same)
        return made

    @model_serializer(mode="wrap")
    def _write_facts(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        made: dict[str, Any] = handler(self)
        for name, said in self._stated.items():
            key = keys.of(type(self))[name].name if info.by_alias else name
            if key in made:
                value = made[key] if isinstance(made[key], dict) else {FACT_VALUE: made[key]}
                made[key] = value | said.model_dump(mode=info.mode, exclude_defaults=True)
        return made


def _take_apart(
    data: dict[str, Any], apart: Mapping[str, keys.Key]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The values of an item's ``data``, and what mappings say of single ones, by the names of ``apart``."""
    own, said = dict(data), {}
    for name, key in apart.items():
        spelt = key.name if key.name in data else name
        value = data.get(spelt)
        if not isinstance(value, dict) or not is_fact(key, value):
            continue
        in_parts = key in _IN_PARTS
        kept = [each for each in value if each == FACT_VALUE or (in_parts and each not in OF_FACTS)]
        held = {each: value[each] for each in kept}
        said[name] = {each: part for each, part in value.items() if each not in held}
        own.pop(spelt)
        if held:
            own[spelt] = held[FACT_VALUE] if set(held) == {FACT_VALUE} else held
    return own, said


def is_fact(key: keys.Key, value: Mapping[str, object]) -> bool:
    """Whether the mapping under ``key`` says something of a fact, and is not the fact itself."""
    if key in _IN_PARTS:
        return bool({*OF_FACTS} & {*value}) or isinstance(value.get(FACT_VALUE), list)
    return not all(each.startswith("-") for each in value)


def _list_again(error: ValidationError, *above: str) -> list[InitErrorDetails]:
    """The problems of ``error``, with the keys ``above`` before the place of each."""
    return [
        InitErrorDetails(type=_again(found), loc=(*above, *found["loc"]), input=found["input"])
        for found in error.errors(include_url=False)
    ]


def _again(found: ErrorDetails) -> PydanticCustomError:
    code, message = found["type"], found["msg"]
    return PydanticCustomError(code, message, found.get("ctx"))
