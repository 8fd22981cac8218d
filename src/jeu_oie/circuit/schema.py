"""The JSON Schema (2020-12) of what people write, made of the models: editors complete and check with it.

It says the same as the reader as far as a schema can: what one value says about another (ids, orders) is the
reader's alone. Where an editor has typed an unquoted number, date or boolean, it takes that type for the text
that the reader sees.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from jeu_oie.circuit import keys
from jeu_oie.circuit.delays import Delay
from jeu_oie.circuit.fields import SPAN_SCHEMA, DelayMapping
from jeu_oie.circuit.model import (
    LISTS,
    Channel,
    CircuitFile,
    Common,
    Contact,
    Landlord,
    Question,
    SetbackItem,
    Step,
)
from jeu_oie.circuit.reader.ids import MUST_BE_NAMED
from jeu_oie.circuit.reader.shared import COMMON, LANDLORD
from jeu_oie.circuit.shapes import model_name
from jeu_oie.messages import load_catalog

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {"circuit": CircuitFile, "landlord": Landlord, "common": Common}
TITLES = {"circuit": "schema.circuit", "landlord": keys.LANDLORD.explanation, "common": keys.COMMON.explanation}
TRUE: Schema = {"enum": [True, "true"]}


def schema(file: str = "circuit") -> Schema:
    """The schema of a ``circuit``, a ``landlord`` or a ``common`` file; raises KeyError on another name."""
    definitions: Schema = {}
    root = _object(FILES[file], definitions)
    return {
        "$schema": DIALECT,
        "title": load_catalog("fr")(TITLES[file]),
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text(file: str = "circuit") -> str:
    """What stands in ``schemas/<file>.schema.json``."""
    return json.dumps(schema(file), ensure_ascii=False, indent=2) + "\n"


def _object(model: type[BaseModel], definitions: Schema) -> Schema:
    """A mapping whose keys are the fields of ``model``."""
    properties = {field.alias or name: _field(name, field, model, definitions) for name, field in _fields(model)}
    required = [field.alias or name for name, field in _fields(model) if field.is_required()]
    written: Schema = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    return written | ({"required": required} if required else {}) | _conditions(model)


def _fields(model: type[BaseModel]) -> tuple[tuple[str, FieldInfo], ...]:
    return tuple(model.model_fields.items())


def _field(name: str, field: FieldInfo, model: type[BaseModel], definitions: Schema) -> Schema:
    key = field.alias or name
    if model is CircuitFile and key in ("landlord", "common"):
        written = _file(key, definitions)
    else:
        written = _value(field.annotation, field.metadata, definitions)
    if written.get("type") == "array" and key in LISTS and key not in MUST_BE_NAMED:
        written = written | {"items": _drop_id(written["items"], definitions)}
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, Mapping) else {}
    return {**written, **extra, **_describe(keys.of(model)[name])}


def _drop_id(items: Schema, definitions: Schema) -> Schema:
    """The items of a list that need no id: an item without one is called by its title."""
    held = definitions[items["$ref"].rsplit("/", 1)[1]]
    held["required"] = [key for key in held["required"] if key != "id"]
    return items


def _file(key: str, definitions: Schema) -> Schema:
    """``landlord`` and ``common`` name a file; a landlord may be written in place."""
    name: Schema = {"type": "string", "pattern": f"^{(LANDLORD if key == 'landlord' else COMMON).pattern}$"}
    return {"anyOf": [name, _reference(Landlord, definitions)]} if key == "landlord" else name


def _value(annotation: object, metadata: Iterable[object], definitions: Schema) -> Schema:
    own = next((mark.json_schema for mark in metadata if isinstance(mark, WithJsonSchema)), None)
    if own is not None:
        for model in (DelayMapping, Contact):
            if f"#/$defs/{model_name(model)}'" in str(own):
                _reference(model, definitions)
        return dict(own)
    if isinstance(annotation, type) and not get_args(annotation):
        return _refer_to(annotation, definitions)
    inner = [each for each in get_args(annotation) if each not in (NoneType, Ellipsis, str)]
    if get_origin(annotation) is Annotated:
        return _value(get_args(annotation)[0], get_args(annotation)[1:], definitions)
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _value(inner[0], (), definitions), "minItems": 1}
    if get_origin(annotation) is Mapping:
        values = _value(inner[0], (), definitions)
        return {"type": "object", "additionalProperties": values, "minProperties": 1}
    return _value(inner[0], (), definitions)  # X | None: an absent key, never null


def _refer_to(kind: type, definitions: Schema) -> Schema:
    if issubclass(kind, StrEnum):
        values = [word.value for word in kind]
        return {"enum": [*values, *({"true": True, "false": False}[v] for v in values if v in ("true", "false"))]}
    assert issubclass(kind, BaseModel | Delay)
    return _reference(DelayMapping if issubclass(kind, Delay) else kind, definitions)


def _reference(model: type[BaseModel], definitions: Schema) -> Schema:
    name = model_name(model)
    if name not in definitions:
        definitions[name] = {}  # a name that is being made
        definitions[name] = _alternatives(model, _object(model, definitions))
    return {"$ref": f"#/$defs/{name}"}


def _alternatives(model: type[BaseModel], written: Schema) -> Schema:
    """What may stand for a mapping: one word for a contact, a text for a delay."""
    if model is Contact:
        return {"anyOf": [{"enum": [word.value for word in Channel]}, written]}
    if model is DelayMapping:
        return {"anyOf": [SPAN_SCHEMA, written]}
    return written


def _conditions(model: type[BaseModel]) -> Schema:
    """What one key says about another."""
    if model is Step:
        given: Schema = {"properties": {"missing": TRUE}, "required": ["missing"]}
        return {"if": given, "else": {"required": ["title"]}}
    if model is SetbackItem:
        back: Schema = {"properties": {"kind": {"const": "back"}}}
        return {"if": back, "then": {"required": ["to"]}, "else": {"properties": {"to": False}}}
    if model is Contact:
        return {"anyOf": [{"required": ["kind"]}, {"required": ["label"]}]}
    if model is Question:
        return {"dependentRequired": {"right": ["answers"]}}
    if model is CircuitFile:
        signed: Schema = {"properties": {"status": {"const": "validated"}}, "required": ["status"]}
        return {"if": signed, "then": {"required": ["validated"]}, "dependentRequired": {"use": ["common"]}}
    return {}


def _describe(key: keys.Key) -> Schema:
    """French first, English below."""
    french, english = (load_catalog(language)(key.explanation) for language in ("fr", "en"))
    return {"description": french, "markdownDescription": f"{french}\n\n*{english}*"}
