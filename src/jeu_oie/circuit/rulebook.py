"""What the reader knows, as JSON: the editor's form and its judgement are made of it, in a page without Python.

Nothing here is a rule of its own: models, patterns, tables and sentences are those with which the reader reads.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jeu_oie.circuit import delays, fields, fingerprint, lint, naming, persons
from jeu_oie.circuit.descriptions import DESCRIPTIONS
from jeu_oie.circuit.model import (
    Actor,
    Advice,
    CircuitFile,
    Common,
    Contact,
    Contacts,
    ContactText,
    Detour,
    Emergency,
    Fact,
    Landlord,
    OneOrMoreContacts,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    SetbackItem,
    Shortcut,
    Source,
    Space,
    Step,
    Validation,
)
from jeu_oie.circuit.nearest import FRENCH
from jeu_oie.circuit.reader import characters, compose, ids, references, shared, source, validate
from jeu_oie.messages import LANGUAGES, Words
from jeu_oie.opening import LARGEST

Rules = dict[str, Any]

MODELS: tuple[type[BaseModel], ...] = (
    *(CircuitFile, Landlord, Common, Validation, Source, Actor, Contact, fields.DelayMapping),
    *(Step, Shortcut, Detour, SetbackItem, Practice, Recourse, Space, ProblemItem, Question, Advice, Fact),
    Emergency,
)
# What stands under a key, by the annotation that the model gives it.
KINDS: tuple[tuple[str, Any], ...] = (
    *(("text", fields.Text), ("id", fields.Id), ("reference", fields.Reference), ("date", fields.Date)),
    *(("address", fields.Address), ("language", fields.Language), ("flag", fields.Flag), ("number", fields.Number)),
    *(("format", fields.Format), ("several", fields.Several), ("texts", fields.Texts), ("span", fields.SpanText)),
    *(("delay", fields.DelayText), ("delays", fields.Delays), ("contacts", Contacts), ("contact", ContactText)),
    ("one-or-more-contacts", OneOrMoreContacts),
)
# A key that is asked for, or may stand, only where another one says so: the key, what it says, the key it needs.
WHEN = {
    "CircuitFile.validated": {"key": "status", "is": "validated"},
    "CircuitFile.use": {"key": "common"},
    "Setback.to": {"key": "kind", "is": references.BACK},
    "Question.right": {"key": "answers"},
}
# How a circuit's file begins, as `new` writes it: its title and its landlord before all that they are about.
HEAD = (
    *("format", "title", "topic", "landlord", "common", "language", "version", "status", "validated", "searched"),
    *("review", "arrival", "use"),
)
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


def rulebook(words: Words) -> Rules:
    """Everything the editor judges by, its sentences in the language of ``words``.

    ``models`` says which keys stand where, in the order of the format (but for the HEAD of a circuit): ``key``,
    ``kind`` (KINDS, ``choice``, ``items`` or ``mapping`` of a ``model``, ``landlord``, ``common``), whether it is
    ``required``, its ``choices``, the ``when`` of WHEN, and a line of ``help``.
    """
    return {
        "language": words.language,
        "models": {_name(model): _model(model, words) for model in MODELS},
        "head": list(HEAD),
        "lists": list(ids.LISTS),
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
        "told": source.TOLD,
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


def _sentences(words: Words) -> Mapping[str, str]:
    """Sentence and cure of each code, and what stands in them."""
    found = {}
    for code in (*JUDGED, *REFUSED):
        found[code] = words(f"problem.{code}")
        found[f"{code}.cure"] = words(f"problem.{code}.cure")
        if code in NEAR:
            found[f"{code}.near.cure"] = words(f"problem.{code}.near.cure")
    found["duplicate-id"] = words("problem.duplicate-id.form")  # a form has no lines
    found |= {f"kind.{name}": words(f"problem.kind.{name}") for name in (*ids.LISTS, references.SIDE)}
    found |= {f"hidden.{sort}": words(f"problem.hidden.{sort}") for sort in characters.HIDDEN}
    return found | {f"expected.{key}": words(f"problem.expected.{key}") for key in references.REFERENCES}


def _name(model: type[BaseModel]) -> str:
    return model.__name__.removesuffix("Item").removesuffix("Mapping")


def _model(model: type[BaseModel], words: Words) -> list[Rules]:
    hints = get_type_hints(model, include_extras=True)
    return [_field(model, name, field, hints[name], words) for name, field in model.model_fields.items()]


def _field(model: type[BaseModel], name: str, field: FieldInfo, hint: object, words: Words) -> Rules:
    key = field.alias or name
    full = f"{_name(model)}.{key}"
    told = DESCRIPTIONS.get(full) or DESCRIPTIONS[key]
    made: Rules = {"key": key, **_kind(key, hint)}
    if (field.is_required() and (key != "id" or model in _named())) or full == "Step.title":
        made["required"] = True
    if full in WHEN:
        made["when"] = WHEN[full]
    return made | {"help": told.english if words.language == "en" else told.french}


@cache
def _named() -> frozenset[type[BaseModel]]:
    """The items that need an id: the others are called by their title."""
    hints = {**get_type_hints(Common), **get_type_hints(CircuitFile)}
    return frozenset(get_args(hints[name])[0] for name in ids.MUST_BE_NAMED)


def _kind(key: str, hint: Any) -> Rules:  # noqa: ANN401 (an annotation of any sort)
    if hint is Any or key == "common":
        return {"kind": key}
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not NoneType)
    for name, kind in KINDS:
        if hint == kind:
            return {"kind": name}
    if get_origin(hint) is tuple:
        return {"kind": "items", "model": _name(get_args(hint)[0])}
    if get_origin(hint) is not None:
        inner = get_args(hint)[1]
        return {"kind": "mapping"} | ({"model": _name(inner)} if isinstance(inner, type) else {})
    if issubclass(hint, StrEnum):
        return {"kind": "choice", "choices": [word.value for word in hint]}
    return {"kind": "model", "model": _name(hint)}
