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
    silent: Annotated[fields.Flag, keys.SILENT] = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a fact rests on: its own source or its item's, whether it is to be verified, when it was looked for.

    ``silent``: the landlord has said that it announces nothing, which is no gap.
    """

    source: tuple[str, ...]
    uncertain: bool
    searched: str | None = None
    silent: bool = False


OF_FACTS = tuple(FactSource.model_fields)
FACT_VALUE = "value"
_IN_PARTS = (keys.DELAY, keys.UNTIL, keys.ACCEPTABLE)  # whose value may be a mapping itself


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
        """The name of a fact that has a source of its own → that source: ``{"delay": FactSource(("guide",))}``."""
        return self._stated

    def said_of(self, name: str) -> Basis:
        """What the fact ``name`` rests on: its own source where it has one, else the item’s."""
        fact = self._stated.get(name)
        if fact is None:
            return Basis(self.source, self.uncertain)
        unsure = self.uncertain if fact.uncertain is None else fact.uncertain
        return Basis(fact.source or self.source, unsure, fact.searched, fact.silent)

    @property
    def all_sources(self) -> tuple[str, ...]:
        """The item's own sources, then those of its facts, each once."""
        return tuple(dict.fromkeys((*self.source, *(name for fact in self._stated.values() for name in fact.source))))

    @property
    def has_doubt(self) -> bool:
        """Whether the item or one of its facts is to be verified."""
        return self.uncertain or any(fact.uncertain for fact in self._stated.values())

    def with_facts(self, values: Mapping[str, object], stated: Mapping[str, FactSource]) -> Self:
        """The item with other ``values``; each of these that ``stated`` does not name rests on the item's sources."""
        copy = self.model_copy(update=values)
        copy._stated = {**{name: fact for name, fact in self._stated.items() if name not in values}, **stated}  # noqa: SLF001 (its own)
        return copy

    @model_validator(mode="wrap")
    @classmethod
    def _read_facts(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        fact_keys = keys.list_facts(cls)
        plain_values, statements = _take_apart(data, fact_keys) if isinstance(data, dict) else ({}, {})
        if not statements:
            return handler(data)
        stated, problems = {}, list[InitErrorDetails]()
        for name, values in statements.items():
            try:
                stated[name] = FactSource.model_validate(values)
            except ValidationError as error:
                problems += _list_again(error, fact_keys[name].name)
                continue
            if stated[name].silent and fact_keys[name].name in plain_values:
                wrong = PydanticCustomError("silent-with-value", "a fact that is not announced has no value")
                problems.append(InitErrorDetails(type=wrong, loc=(fact_keys[name].name, "silent"), input=values))
        try:
            item = handler(plain_values)
        except ValidationError as error:
            raise ValidationError.from_exception_data(cls.__name__, [*_list_again(error), *problems]) from None
        if problems:
            raise ValidationError.from_exception_data(cls.__name__, problems)
        item._stated = {name: fact for name, fact in stated.items() if fact != FactSource()}  # noqa: SLF001 (same)
        return item

    @model_serializer(mode="wrap")
    def _write_facts(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        for name, fact in self._stated.items():
            key = keys.of(type(self))[name].name if info.by_alias else name
            if fact.silent:
                data[key] = fact.model_dump(mode=info.mode, exclude_defaults=True)
            elif key in data:
                value = data[key] if isinstance(data[key], dict) else {FACT_VALUE: data[key]}
                data[key] = value | fact.model_dump(mode=info.mode, exclude_defaults=True)
        return data


def _take_apart(
    data: dict[str, Any], fact_keys: Mapping[str, keys.Key]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The values of an item's ``data``, and what mappings say of single ones, by the names of ``fact_keys``."""
    plain_values, statements = dict(data), {}
    for name, key in fact_keys.items():
        spelt = key.name if key.name in data else name
        value = data.get(spelt)
        if not isinstance(value, dict) or not is_fact(key, value):
            continue
        in_parts = key in _IN_PARTS
        value_names = [
            part_name for part_name in value if part_name == FACT_VALUE or (in_parts and part_name not in OF_FACTS)
        ]
        parts = {part_name: value[part_name] for part_name in value_names}
        statements[name] = {part_name: part for part_name, part in value.items() if part_name not in parts}
        plain_values.pop(spelt)
        if parts:
            plain_values[spelt] = parts[FACT_VALUE] if set(parts) == {FACT_VALUE} else parts
    return plain_values, statements


def is_fact(key: keys.Key, value: Mapping[str, object]) -> bool:
    """Whether the mapping under ``key`` says something of a fact, and is not the fact itself."""
    if key in _IN_PARTS:
        return bool({*OF_FACTS} & {*value}) or isinstance(value.get(FACT_VALUE), list)
    return not all(name.startswith("-") for name in value)


def _list_again(error: ValidationError, *above: str) -> list[InitErrorDetails]:
    """The problems of ``error``, with the keys ``above`` before the place of each."""
    return [
        InitErrorDetails(type=_again(problem), loc=(*above, *problem["loc"]), input=problem["input"])
        for problem in error.errors(include_url=False)
    ]


def _again(problem: ErrorDetails) -> PydanticCustomError:
    code, message = problem["type"], problem["msg"]
    return PydanticCustomError(code, message, problem.get("ctx"))
