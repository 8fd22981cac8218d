"""The models of the format, walked into data: a new field is taken in by itself, a new kind of value must be told."""

from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jeu_oie.circuit.times import Delay

# What checks a text, by the end of its name in ``circuit/fields`` → what such a text is.
CHECKED = {"_date": "date", "_address": "address", "_language": "language", "_short": "short", "_id": "id"}


class Walk:
    """Data for a model, key by key; who inherits says what stands there."""

    def keeps(self, kind: type[BaseModel], key: str, *, required: bool) -> bool:
        """Whether a key is written."""
        raise NotImplementedError

    def told(self, kind: type[BaseModel], key: str) -> object:
        """What stands for a key that the walk leaves to others; None: it finds it by itself."""
        raise NotImplementedError

    def count(self, key: str) -> int:
        """How many items a list has."""
        raise NotImplementedError

    def scalar(self, sort: str, key: str) -> object:
        """A ``text``, ``date``, ``address``, ``language``, ``short``, ``id``, ``number``, ``flag`` or ``delay``."""
        raise NotImplementedError

    def choose(self, values: list[str]) -> str:
        """One of the words of an enumeration."""
        raise NotImplementedError

    def name(self, key: str) -> str:
        """What the key of a mapping is called."""
        raise NotImplementedError

    def model(self, kind: type[BaseModel]) -> dict[str, Any]:
        """The keys that are kept; the first of all where none is, since an empty mapping is refused."""
        fields = {found.alias or name: found for name, found in kind.model_fields.items()}
        kept = [key for key, found in fields.items() if self.keeps(kind, key, required=found.is_required())]
        return {key: self.field(kind, key, fields[key]) for key in kept or list(fields)[:1]}

    def field(self, kind: type[BaseModel], key: str, found: FieldInfo) -> object:
        """What stands for a key of a model."""
        told = self.told(kind, key)
        return self.value(found.annotation, key, found.metadata) if told is None else told

    def value(self, kind: Any, key: str, metadata: list[Any]) -> object:
        """Something of a field's type."""
        origin, inner = get_origin(kind), [each for each in get_args(kind) if each is not NoneType]
        if origin in {UnionType, Union} or hasattr(kind, "__metadata__"):
            return self.value(inner[0], key, [*metadata, *getattr(kind, "__metadata__", ())])
        if origin is tuple:
            return [self.value(inner[0], key, []) for _ in range(self.count(key))]
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self.name(key): self.value(inner[1], key, []) for _ in range(self.count(key))}
        return self.model(kind) if issubclass(kind, BaseModel) else self.plain(kind, key, metadata)

    def plain(self, kind: Any, key: str, metadata: list[Any]) -> object:
        """A value that is no mapping and no list."""
        if issubclass(kind, Enum) and issubclass(kind, str):
            return self.choose([each.value for each in kind])
        plainly = {int: "number", bool: "flag", Delay: "delay"}
        if kind in plainly:
            return self.scalar(plainly[kind], key)
        assert kind is str, (key, kind)
        checks = [str(getattr(getattr(each, "func", None), "__name__", "")) for each in metadata]
        return self.scalar(next((CHECKED[check] for check in checks if check in CHECKED), "text"), key)
