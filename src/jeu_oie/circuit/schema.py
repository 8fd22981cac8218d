"""The JSON Schema (2020-12) of what people write, made by pydantic of the models: editors complete and check with it.

It says the same as the reader as far as a schema can: what one value says about another (ids, orders) is the reader's
alone. Where an editor has typed an unquoted number, date or boolean, it takes that type for the text that the reader
sees.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import CoreRef, GenerateJsonSchema, JsonRef
from pydantic_core import core_schema

from jeu_oie.circuit import keys
from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.item import FACT_VALUE, FactSource, Item
from jeu_oie.circuit.keys import Key
from jeu_oie.circuit.model import (
    CircuitFile,
    Common,
    CommonQuestion,
    Contact,
    Landlord,
    Question,
    SetbackItem,
    Status,
    Step,
)
from jeu_oie.circuit.read.references import BACK
from jeu_oie.circuit.rulebook import models_to_name
from jeu_oie.messages import load_catalog

Schema = dict[str, Any]

FILES: dict[str, type[BaseModel]] = {"circuit": CircuitFile, "landlord": Landlord, "common": Common}
TITLES = {"circuit": "schema.circuit", "landlord": keys.LANDLORD.explanation, "common": keys.COMMON.explanation}
# What one key says about another.
CONDITIONS: Mapping[type[BaseModel], Schema] = {
    Step: {
        "if": {"properties": {"missing": {"enum": [True, "true"]}}, "required": ["missing"]},
        "else": {"required": ["title"]},
    },
    SetbackItem: {
        "if": {"properties": {"kind": {"const": BACK}}},
        "then": {"required": ["to"]},
        "else": {"properties": {"to": False}},
    },
    Contact: {"anyOf": [{"required": ["kind"]}, {"required": ["label"]}]},
    Question: {"dependentRequired": {"right": ["answers"]}},
    CommonQuestion: {"dependentRequired": {"right": ["answers"]}},
    CircuitFile: {
        "if": {"properties": {"status": {"const": Status.VALIDATED}}, "required": ["status"]},
        "then": {"required": ["validated"]},
        "dependentRequired": {"use": ["common"], "drop": ["common"]},
    },
}


def schema(file: str = "circuit") -> Schema:
    """The schema of a ``circuit``, a ``landlord`` or a ``common`` file; raises KeyError on another name."""
    made = FILES[file].model_json_schema(schema_generator=_WrittenSchema)
    return {"$schema": _WrittenSchema.schema_dialect, "title": load_catalog("fr")(TITLES[file]), **made}


def text(file: str = "circuit") -> str:
    """What stands in ``schemas/<file>.schema.json``."""
    return json.dumps(schema(file), ensure_ascii=False, indent=2) + "\n"


class _WrittenSchema(GenerateJsonSchema):
    """pydantic's schema of what people write: an absent key is never null, a fact may have a source of its own."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 (pydantic's)
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> Schema:
        values = [member.value for member in schema["members"]]
        return {"enum": [*values, *({"true": True, "false": False}[v] for v in values if v in ("true", "false"))]}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> Schema:
        return super().tuple_schema(schema) | {"minItems": 1}

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        return super().dict_schema(schema) | {"minProperties": 1}

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """A mapping whose keys are explained, French first, English below."""
        made: Schema = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name in ("title", "description"):
            made.pop(name, None)
        stands = made["properties"]
        for key in keys.of(model).values():
            if key.sourced and issubclass(model, Item):
                stands[key.name] = {"anyOf": [stands[key.name], self._fact(key, stands[key.name])]}
            french, english = (load_catalog(language)(key.explanation) for language in ("fr", "en"))
            stands[key.name] |= {"description": french, "markdownDescription": f"{french}\n\n*{english}*"}
        required = [key for key in made.get("required", ()) if key != "id" or model in models_to_name()]
        return made | {"required": required, "minProperties": 1} | CONDITIONS.get(model, {})

    def _fact(self, key: Key, value: Schema) -> Schema:
        """A fact with a source of its own; a delay keeps its parts beside it."""
        place, reference = self.get_cache_defs_ref_schema(CoreRef(f"Stated{key.name.title().replace('-', '')}:0"))
        said = self._properties_of(FactSource)
        parts = self._properties_of(DelayMapping) if key in (keys.DELAY, keys.UNTIL) else {FACT_VALUE: value}
        given = [{"required": [part]} for part in (*parts, keys.SILENT.name)]
        shape = {"type": "object", "properties": parts | said, "additionalProperties": False, "anyOf": given}
        self.definitions[place] = shape
        return reference

    def _properties_of(self, model: type[BaseModel]) -> Schema:
        model.model_rebuild()
        made = self.generate_inner(model.__pydantic_core_schema__)
        found: Schema = (self.get_schema_from_definitions(JsonRef(made["$ref"])) or {})["properties"]
        return found
