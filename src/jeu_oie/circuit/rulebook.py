"""What the form goes by in a page without Python: which keys stand where, what may stand under each, its sentences.

It checks the shape of what people write and nothing that one value says of another: that is the reader's alone. No rule
here is its own: models, patterns and sentences are those with which the reader reads.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from jeu_oie.circuit import dangers, fields, keys, persons, times, write
from jeu_oie.circuit.gaps import NEEDED, WRITTEN_WAYS
from jeu_oie.circuit.item import Item
from jeu_oie.circuit.keys import Key
from jeu_oie.circuit.model import FORMER_DANGERS, HEAD_KEYS, LISTS, MODELS, CircuitFile, Common
from jeu_oie.circuit.read import compose, files, references, source, validate
from jeu_oie.circuit.shapes import ValueShape, model_name, shapes
from jeu_oie.messages import LANGUAGES, SHEET_LANGUAGES, Catalog, load_catalog

MAX_YAML_BYTES = (
    1_000_000  # letters of a file that a form opens: a browser’s parser takes seconds for one; circuits have 60 000
)

Rules = dict[str, Any]

# A key that is asked for, or may stand, only where another one says so: the key, what it says, the key it needs.
WHEN = {
    "CircuitFile.validated": {"key": "status", "is": "validated"},
    "CircuitFile.use": {"key": "common"},
    "CircuitFile.drop": {"key": "common"},
    "Setback.to": {"key": "kind", "is": references.BACK},
    "Question.right": {"key": "answers"},
}
# The codes that the form gives by itself, of a value and of a file that it cannot open: each has its sentences.
JUDGED = (
    *("not-a-text", "not-a-list", "not-a-mapping", "not-a-number", "not-true-or-false", "unknown-choice"),
    *("unknown-key", "missing-key", "empty-value", "text-too-long", "short-too-long", "list-too-short"),
    *("list-too-long", "id-characters", "date-unreadable", "date-ambiguous", "address", "language", "format-version"),
    *("delay-unreadable", "delay-negative", "delay-reversed", "delay-too-long"),
    *("landlord-path", "common-path", "personal-phone"),
)
REFUSED = (
    *("file-too-large", "empty-file", "file-not-mapping", "not-utf-8", "tab", "several-documents"),
    *("too-many-nodes", "too-deep", "key-not-text", "duplicate-key", "tag", "yaml-syntax"),
)
LATIN = "\u024f"  # the last of these letters
# What Python means by these for every script, and JavaScript for ASCII only.
WIDER = {r"[^\W_]": r"[\p{L}\p{N}]", r"[^\W\d_]": r"\p{L}", r"\b": r"(?<![\p{L}\p{N}_])", "(?P<": "(?<", r"\"": '"'}


def rulebook(words: Catalog) -> Rules:
    """Everything the form goes by, its sentences in the language of ``words``.

    ``models`` says which keys stand where, in the order of the format (but for ``HEAD_KEYS`` of a circuit): ``key``,
    ``kind`` (that of its shape, ``landlord``, ``common``), whether it is
    ``required``, its ``choices``, the ``when`` of WHEN, and a line of ``help``.
    """
    return {
        "models": {model_name(model): _model(model, words) for model in MODELS},
        "head": list(HEAD_KEYS),
        "lists": list(LISTS),
        "named": sorted(validate.MUST_BE_NAMED),
        "needed": {
            name: [keys.of(model)[fact].name for fact in NEEDED[model]]
            for name, model in LISTS.items()
            if model in NEEDED
        },
        "written": sorted(WRITTEN_WAYS),
        "dangers": dangers.patterns(),
        "former": FORMER_DANGERS,
        "gestures": [danger.id for danger in files.standard(words.language).emergency if danger.gestures],
        "always": sorted(references.ALWAYS),
        "references": references.REFERENCES,
        "orders": references.ORDERS,
        "lengths": {"CircuitFile": references.TRACK_STEPS, "Detour": references.DETOUR_SQUARES},
        "limits": {
            "deepest": compose.MAX_DEPTH,
            "longest": compose.MAX_CHARS,
            "shortest": fields.MAX_SHORT_CHARS,
            "most": compose.MAX_NODES,
            "largest": MAX_YAML_BYTES,
        },
        "patterns": _patterns(),
        "times": _times(),
        "languages": ", ".join(SHEET_LANGUAGES),
        "units": {language: _units(load_catalog(language)) for language in LANGUAGES},
        "landlord-said": {language: load_catalog(language)("actor.landlord") for language in LANGUAGES},
        "examples": validate.EXAMPLES,
        "empty": list(compose.EMPTY),
        "sentences": _sentences(words),
    }


def _patterns() -> Mapping[str, str]:
    """Those that JavaScript reads to the letter, flags ``iu``."""
    found = {
        "id": fields.ID,
        "address": fields.ADDRESS,
        "language": fields.LANGUAGE,
        "landlord": fields.LANDLORD,
        "common": fields.COMMON,
        "phone": persons.MOBILE,
        "plain": write.PLAIN,
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


def _times() -> Rules:
    """How dates and delays are read (``templates/editor/script/times.js``)."""
    return {
        "dates": [script(each) for each in times.DATES],
        "months": times.MONTHS,
        "century": times.CENTURY,
        "month-first": times.MONTH_FIRST,
        "at-once": sorted(times.AT_ONCE),
        "otherwise": [[script(re.compile(each)), said.replace("\\1", "$1")] for each, said in times.OTHERWISE.items()],
        "words": times.WORDS,
        "days": times.DAYS,
        "longest": times.MAX_DAYS,
        "most-words": times.MAX_WORDS,
        **{name: script(pattern) for name, pattern in times.PATTERNS.items()},
    }


def _units(words: Catalog) -> Mapping[str, list[str]]:
    """Each unit of a delay, for one and for several."""
    return {unit: [words(f"editor.unit.{unit}.{count}") for count in ("one", "other")] for unit in times.Unit}


def _sentences(words: Catalog) -> Mapping[str, str]:
    """Sentence and cure of each code, and of an order of steps that makes no sense."""
    codes = (*JUDGED, *REFUSED, *(code for _, _, code in references.ORDERS.values()))
    said = {f"{code}{part}": words(f"problem.{code}{part}") for code in codes for part in ("", ".cure")}
    return said | {"delay-unreadable.near.cure": words("problem.delay-unreadable.near.cure", nearest="{nearest}")}


def _model(model: type[BaseModel], words: Catalog) -> list[Rules]:
    fields = model.model_fields.values()
    return [
        _form_field(model, key, shape, words, required=field.is_required())
        for (key, shape), field in zip(shapes(model), fields, strict=True)
    ]


def _form_field(model: type[BaseModel], key: Key, shape: ValueShape, words: Catalog, *, required: bool) -> Rules:
    full = f"{model_name(model)}.{key.name}"
    made: Rules = {"key": key.name, **_shape_rules(key, shape)}
    if (required and (key.name != "id" or model in models_to_name())) or full == "Step.title":
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
def models_to_name() -> frozenset[type[BaseModel]]:
    """The items that need an id: the others are called by their title."""
    hints = get_type_hints(Common), get_type_hints(CircuitFile)
    held = (each[name] for each in hints for name in validate.MUST_BE_NAMED if name in each)
    return frozenset(get_args(hint)[0] for hint in held)
