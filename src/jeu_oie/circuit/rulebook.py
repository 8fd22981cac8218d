"""What the reader knows, as JSON: the editor's form and its judgement are made of it, in a page without Python.

Nothing here is a rule of its own: models, patterns, tables and sentences are those with which the reader reads.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from jeu_oie.circuit import delays, fields, fingerprint, keys, lint, naming, persons
from jeu_oie.circuit.keys import Key
from jeu_oie.circuit.model import (
    HEAD,
    LISTS,
    MODELS,
    CircuitFile,
    Common,
)
from jeu_oie.circuit.nearest import FRENCH
from jeu_oie.circuit.reader import characters, compose, ids, references, shared, source, validate
from jeu_oie.circuit.shapes import ValueShape, model_name, shapes
from jeu_oie.messages import LANGUAGES, Catalog
from jeu_oie.opening import LARGEST

Rules = dict[str, Any]

# A key that is asked for, or may stand, only where another one says so: the key, what it says, the key it needs.
WHEN = {
    "CircuitFile.validated": {"key": "status", "is": "validated"},
    "CircuitFile.use": {"key": "common"},
    "Setback.to": {"key": "kind", "is": references.BACK},
    "Question.right": {"key": "answers"},
}
# The codes that the editor's own judgement gives; their sentences go along.
JUDGED = (
    *("not-a-text", "not-a-list", "not-a-mapping", "not-a-number", "not-true-or-false", "space-after-dash"),
    *("unknown-choice", "unknown-key", "missing-key", "empty-value", "text-too-long", "control-character"),
    "hidden-character",
    *("id-characters", "id-reserved", "duplicate-id", "date-unreadable", "address", "language", "format-version"),
    *("out-of-range", "list-too-short", "list-too-long"),
    *("delay-unreadable", "delay-negative", "delay-too-long", "delay-reversed"),
    *("unknown-id", "unknown-actor", "unknown-source", "unknown-use", "use-without-common", "use-taken", "not-used"),
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
    "unknown-use",
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
        "named": sorted(ids.MUST_BE_NAMED),
        "reserved": list(fields.RESERVED),
        "always": sorted(references.ALWAYS),
        "words": list(references.WORDS),
        "references": references.REFERENCES,
        "orders": references.ORDERS,
        "back": references.BACK,
        "lengths": {"CircuitFile": references.TRACK, "Detour": references.DETOUR},
        "limits": _limits(),
        "patterns": _patterns(),
        "ligatures": {chr(sign): letters for sign, letters in ids.LIGATURES.items()},
        "delays": _delays(),
        "french": FRENCH,
        "examples": validate.EXAMPLES,
        "spoken": list(LANGUAGES),
        "states": lint.STATES,
        "nothing": sorted(lint.NO_TRACE),
        "services": sorted(persons.SERVICES),
        "parts": fingerprint.PARTS,
        "empty": list(compose.EMPTY),
        "sentences": _sentences(words),
    }


def _limits() -> Mapping[str, int]:
    return {
        "deepest": compose.DEEPEST,
        "longest": compose.LONGEST,
        "most": compose.MOST,
        "largest": LARGEST,
        "told": source.MOST_REPORTED,
        "shown": validate.SHOWN,
        "named": naming.MOST,
    }


def _patterns() -> Mapping[str, str]:
    """Those that JavaScript reads to the letter, flags ``iu``."""
    found = {
        "id": fields.ID,
        "date": fields.DATE,
        "address": fields.ADDRESS,
        "language": fields.LANGUAGE,
        "landlord": shared.LANDLORD,
        "common": shared.COMMON,
        "phone": persons.MOBILE,
        "person": persons.PERSON,
        "name": persons.names()[0],
        "alone": persons.names()[1],
        "place": persons.PLACE,
        "word": naming.WORD,
        "latin": naming.LATIN,
        "alike": naming.ALIKE,
        "host": naming.HOST,
        "bad": characters.BAD,
        **{f"hidden.{sort}": pattern for sort, pattern in characters.HIDDEN.items()},
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
        "at-once": sorted(delays.AT_ONCE),
        "units": {unit.name: delays.DAYS[unit] for unit in delays.UNITS},
        "words": delays.WORDS,
        "longest": delays.LONGEST,
        "single": script(delays.SINGLE),
        "range": script(delays.RANGE),
        "bound": script(delays.BOUND),
        "negative": script(delays.NEGATIVE),
        "dashes": script(delays.DASHES),
        "apostrophes": script(delays.APOSTROPHES),
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
    found |= {f"hidden.{sort}": words(f"problem.hidden.{sort}") for sort in characters.HIDDEN}
    return found | {f"expected.{key}": words(f"problem.expected.{key}") for key in references.REFERENCES}


def _model(model: type[BaseModel], words: Catalog) -> list[Rules]:
    fields = model.model_fields.values()
    return [
        _field(model, key, shape, words, required=field.is_required())
        for (key, shape), field in zip(shapes(model), fields, strict=True)
    ]


def _field(model: type[BaseModel], key: Key, shape: ValueShape, words: Catalog, *, required: bool) -> Rules:
    full = f"{model_name(model)}.{key.name}"
    made: Rules = {"key": key.name, **_shape_rules(key, shape)}
    if (required and (key.name != "id" or model in _models_to_name())) or full == "Step.title":
        made["required"] = True
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
    hints = {**get_type_hints(Common), **get_type_hints(CircuitFile)}
    return frozenset(get_args(hints[name])[0] for name in ids.MUST_BE_NAMED)
