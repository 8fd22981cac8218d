"""What the reader knows, for other readers: what stands under each key, the JSON Schema, the form's rulebook."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from jeu_oie.circuit import dangers, fields, keys, lint, persons, signing
from jeu_oie.circuit.fields import SPAN_SCHEMA, Delay, DelayMapping
from jeu_oie.circuit.gaps import NEEDED, WRITTEN_WAYS
from jeu_oie.circuit.item import FACT_VALUE, FactSource, Item
from jeu_oie.circuit.keys import Key, of
from jeu_oie.circuit.model import (
    HEAD,
    LISTS,
    MODELS,
    Channel,
    CircuitFile,
    Common,
    Contact,
    Contacts,
    ContactText,
    ElsewhereList,
    Landlord,
    OneOrMoreContacts,
    Question,
    SetbackItem,
    Step,
    Topics,
)
from jeu_oie.circuit.nearest import FRENCH
from jeu_oie.circuit.read import compose, files, references, source, validate
from jeu_oie.circuit.read.files import COMMON, LANDLORD
from jeu_oie.circuit.read.validate import MUST_BE_NAMED
from jeu_oie.disk import LARGEST
from jeu_oie.messages import LANGUAGES, Catalog, load_catalog

# --- What stands under each key, by the annotation that its model gives it: the form, tables and the writer go by
# it

NAMED: tuple[tuple[str, Any], ...] = (
    *(("text", fields.Text), ("id", fields.Id), ("reference", fields.Reference), ("date", fields.Date)),
    *(("address", fields.Address), ("language", fields.Language), ("flag", fields.Flag), ("number", fields.Number)),
    *(("format", fields.Format), ("several", fields.Several), ("texts", fields.Texts), ("span", fields.SpanText)),
    *(("delay", fields.DelayText), ("delays", fields.Delays), ("contacts", Contacts), ("contact", ContactText)),
    ("choices", Topics),
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


# --- The JSON Schema (2020-12) of what people write, made of the models: editors complete and check with it
#
# It says the same as the reader as far as a schema can: what one value says about another (ids, orders) is the
# reader's alone. Where an editor has typed an unquoted number, date or boolean, it takes that type for the text
# that the reader sees.

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {"circuit": CircuitFile, "landlord": Landlord, "common": Common}
TITLES = {"circuit": "schema.circuit", "landlord": keys.LANDLORD.explanation, "common": keys.COMMON.explanation}
DELAY_SCHEMA: Schema = {"$ref": "#/$defs/Delay"}
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
    if keys.of(model)[name].sourced and issubclass(model, Item):
        stated = f"Stated{key.title().replace('-', '')}"
        definitions.setdefault(stated, _make_fact(written, definitions))
        written = {"anyOf": [written, {"$ref": f"#/$defs/{stated}"}]}
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, Mapping) else {}
    return {**written, **extra, **_describe(keys.of(model)[name])}


def _make_fact(value: Schema, definitions: Schema) -> Schema:
    """A fact with a source of its own; a delay keeps its parts beside it."""
    own = _object(FactSource, definitions)["properties"]
    if value == DELAY_SCHEMA:
        parts = _object(DelayMapping, definitions)
        given: Schema = {"anyOf": [{"required": [part]} for part in parts["properties"]]}
        return {**parts, "properties": {**parts["properties"], **own}, **given}
    told: Schema = {"type": "object", "properties": {FACT_VALUE: value, **own}, "additionalProperties": False}
    return {**told, "required": [FACT_VALUE]}


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
    if issubclass(model, Question):
        return {"dependentRequired": {"right": ["answers"]}}
    if model is CircuitFile:
        signed: Schema = {"properties": {"status": {"const": "validated"}}, "required": ["status"]}
        return {
            "if": signed,
            "then": {"required": ["validated"]},
            "dependentRequired": {"use": ["common"], "drop": ["common"]},
        }
    return {}


def _describe(key: keys.Key) -> Schema:
    """French first, English below."""
    french, english = (load_catalog(language)(key.explanation) for language in ("fr", "en"))
    return {"description": french, "markdownDescription": f"{french}\n\n*{english}*"}


# --- What the reader knows, as JSON: the editor's form and its judgement are made of it, in a page without Python
#
# Nothing here is a rule of its own: models, patterns, tables and sentences are those with which the reader reads.

Rules = dict[str, Any]

# A key that is asked for, or may stand, only where another one says so: the key, what it says, the key it needs.
WHEN = {
    "CircuitFile.validated": {"key": "status", "is": "validated"},
    "CircuitFile.use": {"key": "common"},
    "CircuitFile.drop": {"key": "common"},
    "Setback.to": {"key": "kind", "is": references.BACK},
    "Question.right": {"key": "answers"},
}
# The codes that the editor's own judgement gives; their sentences go along.
JUDGED = (
    *("not-a-text", "not-a-list", "not-a-mapping", "not-a-number", "not-true-or-false", "space-after-dash"),
    *("unknown-choice", "unknown-key", "missing-key", "empty-value", "text-too-long", "control-character"),
    "hidden-character",
    *("id-characters", "id-reserved", "duplicate-id", "date-unreadable", "address", "language", "format-version"),
    *("out-of-range", "list-too-short", "list-too-long", "short-too-long", "named-twice"),
    *("delay-unreadable", "delay-negative", "delay-too-long", "delay-reversed"),
    *("unknown-id", "unknown-actor", "unknown-source", "unknown-use", "use-without-common", "use-taken", "not-used"),
    *("unknown-drop", "drop-without-common", "drop-and-use"),
    *("wrong-kind", "word-not-here", "to-not-later", "to-itself", "to-not-earlier", "to-without-back"),
    *("right-out-of-range", "right-without-answers", "contact-unnamed", "landlord-unreadable", "landlord-path"),
    *("common-path", "no-source", "trace-of-nothing", "review-past", "personal-phone", "personal-address"),
    *("language-not-spoken", "placeholder", "validation-unsealed", "validation-half-sealed"),
    *("person-named", "person-named-others", "mixed-alphabets", "mixed-alphabets-others", "unusual-host"),
    *("unusual-host-others", "emergency-without-number"),
)
# Those of a file that cannot be opened in a form.
REFUSED = (
    *("file-too-large", "empty-file", "file-not-mapping", "not-utf-8", "tab", "indentation", "unclosed-quote"),
    *("quote-ends-early", "text-after-value", "bad-escape", "bracket", "colon-in-text", "space-after-colon"),
    *("missing-colon", "reserved-start", "directive", "tag", "merge-key", "unknown-alias", "alias-too-large"),
    *("too-deep", "too-many-nodes", "several-documents", "yaml-syntax", "duplicate-key", "key-not-text"),
    "cut-by-hash",
)
# Those whose cure may name the nearest known word.
NEAR = (
    *("unknown-key", "unknown-choice", "id-characters", "unknown-id", "unknown-actor", "unknown-source"),
    *("unknown-use", "unknown-drop"),
)
LATIN = "\u024f"  # the last of these letters
# What Python means by these for every script, and JavaScript for ASCII only.
WIDER = {
    r"[^\W\d_]": r"\p{L}",
    r"[\w-]": r"[\p{L}\p{N}_-]",
    r"[\w’'.-]": r"[\p{L}\p{N}_’'.-]",
    r"\b": r"(?<![\p{L}\p{N}_])",
    r"\d": r"\p{Nd}",
    "(?P<": "(?<",
    r"\"": '"',
}


def rulebook(words: Catalog) -> Rules:
    """Everything the editor judges by, its sentences in the language of ``words``.

    ``models`` says which keys stand where, in the order of the format (but for the HEAD of a circuit): ``key``,
    ``kind`` (that of its shape, ``landlord``, ``common``), whether it is
    ``required``, its ``choices``, the ``when`` of WHEN, and a line of ``help``.
    """
    return {
        "language": words.language,
        "models": {model_name(model): _model(model, words) for model in MODELS},
        "head": list(HEAD),
        "lists": list(LISTS),
        "named": sorted(validate.MUST_BE_NAMED),
        "needed": {
            name: [keys.of(model)[fact].name for fact in NEEDED[model]]
            for name, model in LISTS.items()
            if model in NEEDED
        },
        "written": sorted(WRITTEN_WAYS),
        "dangers": dangers.patterns(),
        "gestures": [danger.id for danger in files.standard(words.language).emergency if danger.first],
        "reserved": list(fields.RESERVED),
        "always": sorted(references.ALWAYS),
        "words": list(references.WORDS),
        "references": references.REFERENCES,
        "orders": references.ORDERS,
        "back": references.BACK,
        "lengths": {"CircuitFile": references.TRACK, "Detour": references.DETOUR},
        "limits": _limits(),
        "patterns": _patterns(),
        "ligatures": {chr(sign): letters for sign, letters in validate.LIGATURES.items()},
        "delays": _delays(),
        "french": FRENCH,
        "examples": validate.EXAMPLES,
        "spoken": list(LANGUAGES),
        "states": lint.STATES,
        "nothing": sorted(lint.NO_TRACE),
        "services": sorted(persons.SERVICES),
        "parts": signing.PARTS,
        "empty": list(compose.EMPTY),
        "sentences": _sentences(words),
    }


def _limits() -> Mapping[str, int]:
    return {
        "deepest": compose.DEEPEST,
        "longest": compose.LONGEST,
        "shortest": fields.SHORTEST,
        "most": compose.MOST,
        "largest": LARGEST,
        "told": source.MOST_REPORTED,
        "shown": validate.SHOWN,
        "named": persons.MOST,
    }


def _patterns() -> Mapping[str, str]:
    """Those that JavaScript reads to the letter, flags ``iu``."""
    found = {
        "id": fields.ID,
        "date": fields.DATE,
        "address": fields.ADDRESS,
        "language": fields.LANGUAGE,
        "landlord": files.LANDLORD,
        "common": files.COMMON,
        "phone": persons.MOBILE,
        "person": persons.PERSON,
        "name": persons.names()[0],
        "alone": persons.names()[1],
        "place": persons.PLACE,
        "word": persons.WORD,
        "latin": persons.LATIN,
        "alike": persons.ALIKE,
        "host": persons.HOST,
        "bad": source.BAD,
        **{f"hidden.{sort}": pattern for sort, pattern in source.HIDDEN.items()},
        "gap": source.HARD,
    }
    return {name: script(pattern) for name, pattern in found.items()}


def script(pattern: re.Pattern[str]) -> str:
    """A pattern as JavaScript writes it; other letters than LATIN by number, or the page would carry their font."""
    written = pattern.pattern
    for ours, theirs in WIDER.items():
        written = written.replace(ours, theirs)
    return "".join(
        c if c <= LATIN and c.isprintable() else f"\\u{ord(c):04x}" if c <= "\uffff" else f"\\u{{{ord(c):x}}}"
        for c in written
    )


def _delays() -> Rules:
    return {
        "at-once": sorted(fields.AT_ONCE),
        "units": {unit.name: fields.DAYS[unit] for unit in fields.UNITS},
        "words": fields.WORDS,
        "longest": fields.LONGEST,
        "single": script(fields.SINGLE),
        "range": script(fields.RANGE),
        "bound": script(fields.BOUND),
        "negative": script(fields.NEGATIVE),
        "dashes": script(fields.DASHES),
        "apostrophes": script(fields.APOSTROPHES),
    }


def _sentences(words: Catalog) -> Mapping[str, str]:
    """Sentence and cure of each code, and what stands in them."""
    found = {}
    for code in (*JUDGED, *REFUSED):
        found[code] = words(f"problem.{code}")
        found[f"{code}.cure"] = words(f"problem.{code}.cure")
        if code in NEAR:
            found[f"{code}.near.cure"] = words(f"problem.{code}.near.cure")
    found["duplicate-id"] = words("problem.duplicate-id.form")  # a form has no lines
    found |= {f"kind.{name}": words(f"problem.kind.{name}") for name in (*LISTS, references.SIDE)}
    found |= {f"hidden.{sort}": words(f"problem.hidden.{sort}") for sort in source.HIDDEN}
    return found | {f"expected.{key}": words(f"problem.expected.{key}") for key in references.REFERENCES}


def _model(model: type[BaseModel], words: Catalog) -> list[Rules]:
    fields = model.model_fields.values()
    return [
        _form_field(model, key, shape, words, required=field.is_required())
        for (key, shape), field in zip(shapes(model), fields, strict=True)
    ]


def _form_field(model: type[BaseModel], key: Key, shape: ValueShape, words: Catalog, *, required: bool) -> Rules:
    full = f"{model_name(model)}.{key.name}"
    made: Rules = {"key": key.name, **_shape_rules(key, shape)}
    if (required and (key.name != "id" or model in _models_to_name())) or full == "Step.title":
        made["required"] = True
    if key.sourced and issubclass(model, Item):
        made["sourced"] = True
    if full in WHEN:
        made["when"] = WHEN[full]
    return made | {"help": words(key.explanation)}


def _shape_rules(key: Key, shape: ValueShape) -> Rules:
    if key in (keys.LANDLORD, keys.COMMON):
        return {"kind": key.name}
    model = {"model": model_name(shape.model)} if shape.model else {}
    return {"kind": shape.kind, **model} | ({"choices": list(shape.choices)} if shape.choices else {})


@cache
def _models_to_name() -> frozenset[type[BaseModel]]:
    """The items that need an id: the others are called by their title."""
    hints = get_type_hints(Common), get_type_hints(CircuitFile)
    held = (each[name] for each in hints for name in validate.MUST_BE_NAMED if name in each)
    return frozenset(get_args(hint)[0] for hint in held)
