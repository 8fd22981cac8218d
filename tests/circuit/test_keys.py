"""Every key of the format stands in every table that is kept of keys, in both languages.

A guard looks at the fields of models and names those that its table lacks; it is first shown a field that nobody has
declared anywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, get_type_hints

import pytest
from pydantic import BaseModel, Field, create_model

from jeu_oie.board.facts import Facts
from jeu_oie.circuit import changes, falc, lint, model, rulebook, writer
from jeu_oie.circuit.contacts import Contact
from jeu_oie.circuit.descriptions import DESCRIPTIONS
from jeu_oie.circuit.fields import Reference, Several, Text, Texts
from jeu_oie.circuit.reader import ids, references
from jeu_oie.exchange import cells, filling, table, values
from jeu_oie.layout.cards import parts
from jeu_oie.messages import LANGUAGES, Words, words
from jeu_oie.render.html import editor_words
from jeu_oie.render.html.fragment import fragment
from tests.board.making import board, dossier
from tests.board.test_every_key import LISTS, full
from tests.board.test_nothing_lost import stands, texts
from tests.house.source import ROOT

NAMES: dict[type[BaseModel], str] = {kind: name for name, kind in LISTS.items()}
DECLARED = (model.Source, model.Actor)
ROWS = (*LISTS.values(), *DECLARED)  # what a table has a row of
MODELS = rulebook.MODELS
APART = {"id", "steps"}  # by which items are matched; the steps of a side track are items themselves


class Key(NamedTuple):
    """A field of a model: ``name`` in Python, ``key`` in YAML, ``kind`` of its value (rulebook.KINDS)."""

    model: type[BaseModel]
    name: str
    key: str
    kind: str

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.key}"


def fields(*models: type[BaseModel]) -> Iterator[Key]:
    for each in models:
        hints = get_type_hints(each, include_extras=True)
        for name, field in each.model_fields.items():
            key = field.alias or name
            yield Key(each, name, key, rulebook._kind(key, hints[name])["kind"])


def says(ask: Callable[..., object], *given: object) -> bool:
    try:
        return bool(ask(*given))
    except KeyError:
        return False


def in_words(key: Key, ask: Callable[[Words, Key], object]) -> bool:
    return all(says(ask, words(each), key) for each in LANGUAGES)


def without(found: Iterable[Key], *sets: Iterable[str]) -> list[str]:
    known = set().union(*sets)
    return [str(each) for each in found if each.name not in known and each.key not in known]


# --- the guards ------------------------------------------------------------------------------------------


def undescribed(*models: type[BaseModel]) -> list[str]:
    def told(each: Key) -> bool:
        return all(DESCRIPTIONS.get(f"{rulebook._name(each.model)}.{each.key}") or DESCRIPTIONS[each.key])

    return [str(each) for each in fields(*models) if not says(told, each)]


def meaningless(*models: type[BaseModel]) -> list[str]:
    return without((each for each in fields(*models) if each.model in ROWS), changes.MEANING, APART)


def unlabelled(*models: type[BaseModel]) -> list[str]:
    """What ``diff`` has no name for."""
    asked = (each for each in fields(*models) if each.model in ROWS and each.name not in APART)
    return [str(each) for each in asked if not in_words(each, lambda t, key: values.label_of(key.name, t))]


STATE_NOTHING = {
    *("id", "title", "source", "uncertain", "missing", "from", "to", "at", "steps", "answers", "why"),
    *("actor", "acceptable", "say", "if-silent", "examples", "remedy", "decided", "who", "when", "first"),
    *("condition", "contact", "trace", "excludes", "kind"),
}


def unstated(*models: type[BaseModel]) -> list[str]:
    asked = [each for each in fields(*models) if each.model in NAMES and each.model is not model.Advice]
    known = {each: lint.STATES[NAMES[each]] for each in LISTS.values() if NAMES[each] in lint.STATES}
    stated = {key for keys in known.values() for key in keys}
    return without(asked, stated, STATE_NOTHING)


NO_PROSE = {"call", "hours"}  # a number, and when


def unread(*models: type[BaseModel]) -> list[str]:
    """Texts that people read, and that ``check --falc`` does not."""
    return without(
        (e for e in fields(*models) if e.model in NAMES and e.kind in ("text", "texts")), falc.KEYS, NO_PROSE
    )


def columnless(*models: type[BaseModel]) -> list[str]:
    asked = [each for each in fields(*models) if each.model in ROWS and each.key != "steps"]
    untold = {each.key for each in asked if not in_words(each, lambda t, key: t(f"exchange.column.{key.key}"))}
    return without(asked, set(table.COLUMNS) - untold)


WRITTEN = (*ROWS, model.CircuitFile, model.Landlord, model.Validation)  # what stands in a table
IN_CELLS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("several", "texts"), lambda key: key in cells.LISTS),
    **dict.fromkeys(("contacts", "one-or-more-contacts"), lambda key: key in cells.CONTACTS and key in cells.PARTS),
    "delay": lambda key: key == cells.DELAY and key in cells.PARTS,
    "delays": lambda key: key == cells.DELAYS and key in cells.PARTS,
    "flag": lambda key: key in cells.FLAGS,
    "date": lambda key: key in cells.DATES,
    **dict.fromkeys(("number", "format"), lambda key: key in cells.NUMBERS),
}


def without_a_cell(*models: type[BaseModel]) -> list[str]:
    asked = (each for each in fields(*models) if each.model in WRITTEN)
    return [str(each) for each in asked if not IN_CELLS.get(each.kind, bool)(each.key)]


CODED = ("id", "reference", "choice", "flag", "number", "date", "address")


def with_spaces(*models: type[BaseModel]) -> list[str]:
    """Words of the format and ids, in whose cells a space would be kept."""
    return without((e for e in fields(*models) if e.model in ROWS and e.kind in CODED), filling.CODES)


def nameless(*models: type[BaseModel]) -> list[str]:
    """What the form has no label, or no help for."""
    asked = [each for each in fields(*models) if each.model is not model.Emergency]
    labelled = [e for e in asked if e.key not in editor_words.UNLABELLED and e.key != "at-most"]
    return [str(e) for e in labelled if not in_words(e, lambda t, key: t(f"editor.label.{key.key}"))] + undescribed(
        *models
    )


def unpictured(*models: type[BaseModel]) -> list[str]:
    asked = (each for each in fields(*models) if each.model in NAMES)
    rows = {key: values.CARD_LABELS[key] for each in asked if (key := each.name) in values.CARD_LABELS}
    bare = {"condition", "examples", "excludes"}  # « i »
    return [key for key, row in rows.items() if row not in parts.PICTOGRAMS and row not in bare]


def unreferred(*models: type[BaseModel]) -> list[str]:
    asked = (each for each in fields(*models) if each.model in NAMES and each.kind == "reference")
    known = references.REFERENCES
    return [str(e) for e in asked if not (known.get(e.key, {}).get(NAMES[e.model]) or known.get(e.key, {}).get(""))]


SHORT = {
    **dict.fromkeys(("delay", "delays"), ({"value": "5 jours"}, "5 jours")),
    **dict.fromkeys(("contacts", "one-or-more-contacts"), ({"kind": "phone"}, "phone")),
    "several": (["a"], "a"),
}
LONG = {"use"}  # of the head: a list, be it of one


def long_winded(*models: type[BaseModel]) -> list[str]:
    """What is written longer than people write it."""
    asked = (each for each in fields(*models) if each.kind in SHORT and each.key not in LONG)
    return [str(e) for e in asked if writer._short(SHORT[e.kind][0], e.key) != SHORT[e.kind][1]]


# --- and what they are shown -----------------------------------------------------------------------------


def with_field(base: type[BaseModel], annotation: Any) -> type[BaseModel]:
    """``base`` with a key that nobody has declared."""
    made = create_model(base.__name__, __base__=base, phone_back=(annotation | None, Field(None, alias="phone-back")))
    made.__module__ = base.__module__
    return made


GUARDS: dict[Callable[..., list[str]], Any] = {
    undescribed: Text,
    meaningless: Text,
    unlabelled: Text,
    unstated: Text,
    unread: Text,
    columnless: Text,
    nameless: Text,
    with_spaces: model.Charge,
    without_a_cell: Texts,
    unreferred: Reference,
    long_winded: Several,
}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_guard_sees_a_key_that_nobody_has_declared(guard, monkeypatch):
    planted = with_field(model.Step, GUARDS[guard])
    for known in ("NAMES", "ROWS", "WRITTEN"):
        held = globals()[known]
        monkeypatch.setitem(globals(), known, held | {planted: "steps"} if known == "NAMES" else (*held, planted))
    assert set(guard(planted)) == {"Step.phone-back"}


def test_the_guard_sees_a_row_without_a_pictogram(monkeypatch):
    monkeypatch.delitem(parts.PICTOGRAMS, "silent")
    assert unpictured(model.Step) == ["if_silent"]


@pytest.mark.parametrize("guard", [*GUARDS, unpictured], ids=lambda guard: guard.__name__)
def test_no_key_is_forgotten(guard):
    assert guard(*MODELS) == []


def test_every_model_of_the_format_is_looked_at():
    assert {*model.Item.__subclasses__(), *DECLARED, Contact} <= set(MODELS)
    assert set(LISTS) == set(ids.LISTS)


# --- what a table is not enough for ----------------------------------------------------------------------

# What a fragment leaves to the page: the rest of it is told of every step and way out.
ON_THE_PAGE = {"steps": {"acceptable", "condition"}, "recourse": {"trace"}, "shortcuts": {"acceptable", "examples"}}


def left_out(parts: dict[str, Any], name: str) -> set[str]:
    """The keys of an item of the list ``name`` whose texts a fragment does not say."""
    facts = Facts(board(**parts), words("fr"))
    told = " ".join(re.sub("<[^>]*>", " ", fragment(facts, dossier(**parts))).split())
    item = next(each for each in parts[name] if "missing" not in each)
    return {key for key, each in item.items() if not all(stands(text, told) for text in texts({key: each}))}


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_a_fragment_says_every_key(name):
    assert left_out(full(), name) == ON_THE_PAGE[name]


def test_the_guard_sees_what_a_fragment_leaves_out(monkeypatch):
    monkeypatch.setattr("jeu_oie.render.html.fragment.way_facts", lambda item, facts: ())
    assert {"who", "contact", "excludes"} <= left_out(full(), "recourse")


SCRIPT = ROOT / "templates" / "editor" / "script"
LINE = re.compile(r"^  (\w+): \[(.*)\],$", re.MULTILINE)


def unknown_to_the_reader(items: str, data: str) -> list[str]:
    """What the form's own lists name, and no model has."""
    known = {rulebook._name(each): {key.key for key in fields(each)} for each in MODELS}
    (first,) = re.findall(r"^const FIRST = \{\n(.*?)^\};", items, re.MULTILINE | re.DOTALL)
    named = {name: re.findall(r'"([^"]+)"', keys) for name, keys in LINE.findall(first)}
    (lists,) = re.findall(r"^export const LISTS = \[(.*)\];$", data, re.MULTILINE)
    odd = [f"{name}.{key}" for name, keys in named.items() for key in keys if key not in known[name]]
    return odd + sorted(set(re.findall(r'"([^"]+)"', lists)) ^ set(ids.LISTS))


def test_the_form_names_keys_that_are_there():
    items, data = ((SCRIPT / name).read_text("utf-8") for name in ("items.js", "data.js"))
    assert unknown_to_the_reader(items, data) == []
    assert unknown_to_the_reader(items.replace('"actor", "delay"', '"acteur", "delay"'), data) == ["Step.acteur"]
    assert unknown_to_the_reader(items, data.replace('"advice", ', "")) == ["advice"]
