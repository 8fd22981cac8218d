"""What stands under each key, by the annotation that its model gives it: form, tables and writer go by it."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from jeu_oie.circuit import fields
from jeu_oie.circuit.keys import Key, of
from jeu_oie.circuit.model import (
    MODELS,
    Contacts,
    ContactText,
    DangerId,
    ElsewhereList,
    OneOrMoreContacts,
    Tags,
    Topics,
)

NAMED: tuple[tuple[str, Any], ...] = (
    *(("text", fields.Text), ("id", fields.Id), ("reference", fields.Reference), ("date", fields.Date)),
    *(("address", fields.Address), ("language", fields.Language), ("flag", fields.Flag), ("number", fields.Number)),
    *(("format", fields.Format), ("several", fields.Several), ("texts", fields.Texts), ("span", fields.SpanText)),
    *(("delay", fields.DelayText), ("delays", fields.Delays), ("contacts", Contacts), ("contact", ContactText)),
    ("id", DangerId),
    ("choices", Topics),
    ("choices", Tags),
    ("short-text", fields.ShortText),
    ("elsewhere", ElsewhereList),
    ("one-or-more-contacts", OneOrMoreContacts),
)


class ValueShape(NamedTuple):
    """``kind``: one of NAMED, ``choice`` of ``choices``, ``any``; ``items``, ``mapping``, ``model`` of a ``model``."""

    kind: str
    model: type[BaseModel] | None = None
    choices: tuple[str, ...] = ()


@cache
def shapes(model: type[BaseModel]) -> tuple[tuple[Key, ValueShape], ...]:
    """Each key of a model and what stands under it, in the order of the model."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((key, _shape(hints[name])) for name, key in of(model).items())


def select_keys(*kinds: str, models: Iterable[type[BaseModel]] = MODELS) -> Iterator[Key]:
    """The key of each field in which one of ``kinds`` stands."""
    return (key for model in models for key, shape in shapes(model) if shape.kind in kinds)


def names(*kinds: str, models: Iterable[type[BaseModel]] = MODELS) -> tuple[str, ...]:
    """The keys under which one of ``kinds`` stands, each once."""
    return tuple(dict.fromkeys(key.name for key in select_keys(*kinds, models=models)))


def model_name(model: type[BaseModel]) -> str:
    """A model by the name that schema and form give it: « Setback » for ``SetbackItem``."""
    return model.__name__.removesuffix("Item").removesuffix("Mapping")


def _shape(hint: Any) -> ValueShape:  # noqa: ANN401 (an annotation of any sort)
    hint, *_ = bare = _bare(hint)
    if get_origin(hint) in (Union, UnionType):
        hint, *_ = bare = _bare(next(each for each in get_args(hint) if each is not NoneType))
    for name, kind in NAMED:
        if bare == _bare(kind):
            return _named_shape(name, hint)
    if hint is Any:
        return ValueShape("any")
    if get_origin(hint) is tuple:
        return ValueShape("items", get_args(hint)[0])
    if get_origin(hint) is not None:
        inner = get_args(hint)[1]
        return ValueShape("mapping", inner if isinstance(inner, type) else None)
    if issubclass(hint, StrEnum):
        return ValueShape("choice", choices=_list_choices(hint))
    return ValueShape("model", hint)


def _named_shape(name: str, hint: Any) -> ValueShape:  # noqa: ANN401 (same)
    """One of NAMED; lists of choices and of mappings say of what."""
    if name == "choices":
        return ValueShape(name, choices=_list_choices(get_args(hint)[0]))
    return ValueShape(name, get_args(hint)[0] if name == "elsewhere" else None)


def _list_choices(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in choices)


def _bare(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 (same)
    """A type and what it is annotated with, but for its key."""
    parts = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    return tuple(part for part in parts if not isinstance(part, Key))
