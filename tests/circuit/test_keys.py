"""Every key of the format stands in every table that is kept of keys, in both languages.

Tables are read off the register (``circuit/keys``). A guard names the fields that one lacks; it is first shown one
whose key says nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple

import pydantic
import pytest
from pydantic import BaseModel, create_model

from jeu_oie.circuit import changes, falc, keys, lint, model, write
from jeu_oie.circuit.fields import Reference, Several, Text, Texts
from jeu_oie.circuit.keys import DECLARED, CardPlace, Form, Key, Sort
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.read import references
from jeu_oie.circuit.shapes import model_name, shapes
from jeu_oie.exchange import diff, filling, table
from jeu_oie.game.bodies import Body
from jeu_oie.game.kinds import rows
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import LANGUAGES, Catalog, load_catalog
from jeu_oie.web import editor
from jeu_oie.web.embed import fragment
from tests.game.making import board, dossier
from tests.game.test_every_key import full
from tests.game.test_nothing_lost import FOR_TITLE, stands, texts
from tests.house.source import ROOT

NAMES: dict[type[BaseModel], str] = {kind: name for name, kind in LISTS.items()}
BY_NAME = (model.Source, model.Actor)
ROWS = (*LISTS.values(), *BY_NAME)  # what a table has a row of
MODELS = model.MODELS
APART = {"id", "steps"}  # by which items are matched; the steps of a side track are items themselves


class Field(NamedTuple):
    """A field of a model: ``name`` in Python, ``key`` in YAML, ``kind`` of its value."""

    model: type[BaseModel]
    name: str
    key: str
    kind: str

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.key}"


def fields(*models: type[BaseModel]) -> Iterator[Field]:
    for each in models:
        for name, (key, shape) in zip(each.model_fields, shapes(each), strict=True):
            yield Field(each, name, key.name, shape.kind)


def says(ask: Callable[..., object], *given: object) -> bool:
    try:
        return bool(ask(*given))
    except KeyError:
        return False


def in_words(key: Field, ask: Callable[[Catalog, Field], object]) -> bool:
    return all(says(ask, load_catalog(each), key) for each in LANGUAGES)


def without(found: Iterable[Field], *sets: Iterable[str]) -> list[str]:
    known = set().union(*sets)
    return [str(each) for each in found if each.name not in known and each.key not in known]


def misnamed(*models: type[BaseModel]) -> list[str]:
    """What stands in a file under another name than its key has."""
    found = ((each, name, key) for each in models for name, key in keys.of(each).items())
    return [f"{m.__name__}.{key.name}" for m, name, key in found if key.name != (m.model_fields[name].alias or name)]


def undeclared(*models: type[BaseModel]) -> list[str]:
    return [f"{each.__name__}.{key.name}" for each in models for key in keys.of(each).values() if key not in DECLARED]


def explained(key: Key) -> bool:
    return all(says(load_catalog(each), key.explanation) for each in LANGUAGES)


def undescribed(*models: type[BaseModel]) -> list[str]:
    found = ((each, key) for each in models for key in keys.of(each).values())
    return [f"{each.__name__}.{key.name}" for each, key in found if not explained(key)]


def meaningless(*models: type[BaseModel]) -> list[str]:
    return without((each for each in fields(*models) if each.model in ROWS), changes.MEANING, APART)


def unlabelled(*models: type[BaseModel]) -> list[str]:
    """What ``diff`` has no name for."""
    asked = (each for each in fields(*models) if each.model in ROWS and each.name not in APART)
    return [str(each) for each in asked if not in_words(each, lambda t, key: diff.label_of(key.name, t))]


STATE_NOTHING = {
    *("id", "title", "source", "uncertain", "missing", "from", "to", "at", "steps", "answers", "why"),
    *("actor", "acceptable", "say", "if-silent", "examples", "remedy", "decided", "who", "when", "first"),
    *("short", "done", "for"),
    *("condition", "contact", "trace", "excludes", "kind", "stage", "elsewhere", "label", "icon"),
    *("like", "letter", "helper", "words"),
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
    **dict.fromkeys(("several", "texts"), lambda key: key in table.SEVERAL),
    **dict.fromkeys(("contacts", "one-or-more-contacts"), lambda key: key in table.CONTACTS and key in table.PARTS),
    "delay": lambda key: key in table.DELAY and key in table.PARTS,
    "delays": lambda key: key in table.DELAYS and key in table.PARTS,
    "elsewhere": lambda key: key in table.ELSEWHERE and key in table.PARTS,
    "flag": lambda key: key in table.FLAGS,
    "date": lambda key: key in table.DATES,
    **dict.fromkeys(("number", "format"), lambda key: key in table.NUMBERS),
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
    asked = [each for each in fields(*models) if model_name(each.model) not in editor.READ_ONLY]
    labelled = [e for e in asked if e.key not in editor.UNLABELLED and e.key != "at-most"]
    return [str(e) for e in labelled if not in_words(e, lambda t, key: t(f"editor.label.{key.key}"))] + undescribed(
        *models
    )


def unpictured(*models: type[BaseModel]) -> list[str]:
    """Rows of cards whose pictogram is not drawn."""
    icons = {key.row_name: key.icon for each in models for key in keys.of(each).values() if key.icon}
    return [row for row, icon in icons.items() if not drawn(icon)]


def drawn(icon: str) -> bool:
    return (ROOT / "templates" / "pictograms" / f"{icon}.svg").is_file()


FORMS: Mapping[str, set[Form]] = {
    "choice": {Form.CHOICE},
    "delay": {Form.DELAY},
    "delays": {Form.DELAY},
    "contacts": {Form.CONTACTS},
    "one-or-more-contacts": {Form.CONTACTS},
    "elsewhere": {Form.ELSEWHERE},
    "text": {Form.TEXT, Form.QUOTE},
    "texts": {Form.LIST},
    "several": {Form.LIST, Form.NAME, Form.ACTORS},
    "reference": {Form.POINTER, Form.NAME},
}
UNSAID = {"source", "status", "by"}  # ``diff`` has words of its own for them


def misformed(*models: type[BaseModel]) -> list[str]:
    """Values that no form says: a row, or ``diff``, would show them as Python does."""
    asked = [(each, name, key) for each in models for name, key in keys.of(each).items() if key.means]
    kinds = {(each.model, each.name): each.kind for each in fields(*models)}
    known = ((each, key, FORMS.get(kinds[each, name])) for each, name, key in asked if key.name not in UNSAID)
    return [f"{each.__name__}.{key.name}" for each, key, forms in known if forms and key.form not in forms]


def wordless(*models: type[BaseModel]) -> list[str]:
    """Choices that have no word, and gaps that ``check`` has no code of, or a printed card no name."""
    return [
        f"{each.__name__}.{key.name}"
        for each in models
        for key, shape in shapes(each)
        if (key.gap and key.name not in lint.GAPS)
        or not all(
            says(load_catalog(language), name) for name in names_of(key, shape.choices) for language in LANGUAGES
        )
    ]


def names_of(key: Key, choices: Iterable[str]) -> Iterator[str]:
    """The messages that a key needs: of its choices, of its gap; a number to call has a line of its own."""
    if key.form is Form.CHOICE:
        yield from map(key.name_choice, choices)
        yield from (f"{key.name_choice(word)}.if" for word in key.hedged)
        if key.asked:
            yield f"quiz.{key.name}"
    if key.has_none:
        yield f"{key.name}.none"
    if key.gap and key is not keys.CALL:
        yield f"print.gap.{key.row_name}"


def unreferred(*models: type[BaseModel]) -> list[str]:
    asked = (each for each in fields(*models) if each.model in NAMES and each.kind == "reference")
    known = references.REFERENCES
    return [str(e) for e in asked if not (known.get(e.key, {}).get(NAMES[e.model]) or known.get(e.key, {}).get(""))]


SHORT = {
    **dict.fromkeys(("delay", "delays"), ({"value": "5 jours"}, "5 jours")),
    **dict.fromkeys(("contacts", "one-or-more-contacts"), ({"kind": "phone"}, "phone")),
    "several": (["a"], "a"),
}
LONG = {"use", "drop"}  # of the head: a list, be it of one


def long_winded(*models: type[BaseModel]) -> list[str]:
    """What is written longer than people write it."""
    asked = (each for each in fields(*models) if each.kind in SHORT and each.key not in LONG)
    return [str(e) for e in asked if write.shorten_data(SHORT[e.kind][0], e.key) != SHORT[e.kind][1]]


def with_field(base: type[BaseModel], annotation: Any, said: Key) -> type[BaseModel]:
    hint = Annotated[annotation | None, said]
    made = create_model(base.__name__, __base__=base, unheard_of=(hint, pydantic.Field(None, alias=said.name)))
    made.__module__ = base.__module__
    return made


GUARDS: dict[Callable[..., list[str]], Any] = {
    undeclared: Text,
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
def test_the_guard_sees_a_key_that_says_nothing(guard, monkeypatch):
    planted = with_field(model.Step, GUARDS[guard], Key("unheard-of"))
    for known in ("NAMES", "ROWS", "WRITTEN"):
        held = globals()[known]
        monkeypatch.setitem(globals(), known, held | {planted: "steps"} if known == "NAMES" else (*held, planted))
    assert set(guard(planted)) == {"Step.unheard-of"}


def test_the_guard_sees_a_field_without_a_key():
    with pytest.raises(TypeError, match=r"Step\.unheard_of"):
        keys.of(create_model("Step", __base__=model.Step, unheard_of=(Text | None, None)))


def test_the_guard_sees_a_key_under_another_name():
    assert misnamed(with_field(model.Step, Text, keys.CALL)) == []
    other = create_model("Step", __base__=model.Step, unheard_of=(Annotated[Text, keys.CALL], ""))
    assert misnamed(other) == ["Step.call"]


def test_the_guard_sees_a_row_without_a_pictogram():
    assert unpictured(with_field(model.Step, Text, Key("delay", icon="nowhere", card=CardPlace()))) == ["delay"]


@pytest.mark.parametrize("lacking", [{"icon": "phone"}, {"card": CardPlace()}], ids=["place", "pictogram"])
def test_a_row_of_a_card_without_a_place_or_a_pictogram_is_refused_as_soon_as_it_is_declared(lacking):
    with pytest.raises(ValueError, match="unheard-of"):
        Key("unheard-of", **lacking)


@pytest.mark.parametrize("row", rows.ROWS)
def test_every_row_of_a_card_is_drawn_and_has_the_label_of_a_printed_one(row):
    assert drawn(rows.ROWS[row].icon)
    if rows.ROWS[row].card.short:
        assert all(load_catalog(each)(f"print.label.{row}") for each in LANGUAGES)


@pytest.mark.parametrize(
    "said", [Key("unheard-of", form=Form.CHOICE), Key("unheard-of", gap=("steps",)), Key("unheard-of", has_none=True)]
)
def test_the_guard_sees_a_key_without_words(said):
    assert wordless(with_field(model.Step, model.Charge, said)) == ["Step.unheard-of"]


@pytest.mark.parametrize("annotation", [model.Charge, Texts, Several, Reference])
def test_the_guard_sees_a_value_that_its_form_does_not_say(annotation):
    planted = with_field(model.Step, annotation, Key("unheard-of", means=Sort.FACT))
    assert misformed(planted) == ["Step.unheard-of"]


@pytest.mark.parametrize(
    "guard", [*GUARDS, misnamed, unpictured, misformed, wordless], ids=lambda guard: guard.__name__
)
def test_no_key_is_forgotten(guard):
    assert guard(*MODELS) == []


def test_every_model_of_the_format_is_looked_at_and_every_key_is_of_one():
    assert {*model.Item.__subclasses__(), *BY_NAME, model.Contact} <= set(MODELS)
    used = {key for each in MODELS for key in keys.of(each).values()}
    assert [key.name for key in DECLARED if key not in used] == []


def test_keys_of_one_name_mean_the_same():
    """Tables go by the name: where two models have it, what changes and what is read is one for both."""
    for name in {key.attribute for key in DECLARED}:
        alike = [key for key in DECLARED if key.attribute == name]
        assert len({key.means for key in alike if key.means}) <= 1, name
        assert len({(key.label, key.icon, key.expected) for key in alike}) == 1, name
        assert len({key.form for key in alike if key.means}) <= 1, name


# What a fragment leaves to the page: the notes of a card; it has room for whole titles.
ON_THE_PAGE = {
    "steps": {"condition", "elsewhere", *FOR_TITLE},
    "recourse": {"short"},
    "shortcuts": {"examples", "elsewhere", "short"},
}


def left_out(parts: dict[str, Any], name: str) -> set[str]:
    """The keys of an item of the list ``name`` whose texts a fragment does not say."""
    facts = FactFormatter(board(**parts), load_catalog("fr"))
    told = " ".join(re.sub("<[^>]*>", " ", fragment(facts, dossier(**parts))).split())
    item = next(each for each in parts[name] if "missing" not in each)
    return {key for key, each in item.items() if not all(stands(text, told) for text in texts({key: each}))}


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_a_fragment_says_every_key(name):
    assert left_out(full(), name) == ON_THE_PAGE[name]


def test_the_guard_sees_what_a_fragment_leaves_out(monkeypatch):
    monkeypatch.setattr("jeu_oie.web.embed.body_of", lambda item, facts: Body())
    assert {"who", "contact", "excludes"} <= left_out(full(), "recourse")


SCRIPT = ROOT / "templates" / "editor" / "script"
LINE = re.compile(r"^  (\w+): \[(.*)\],$", re.MULTILINE)


def unknown_to_the_reader(items: str, data: str) -> list[str]:
    """What the form's own lists name, and no model has."""
    known = {model_name(each): {key.key for key in fields(each)} for each in MODELS}
    (first,) = re.findall(r"^const FIRST = \{\n(.*?)^\};", items, re.MULTILINE | re.DOTALL)
    named = {name: re.findall(r'"([^"]+)"', keys) for name, keys in LINE.findall(first)}
    (lists,) = re.findall(r"^export const LISTS = \[(.*)\];$", data, re.MULTILINE)
    odd = [f"{name}.{key}" for name, keys in named.items() for key in keys if key not in known[name]]
    return odd + sorted(set(re.findall(r'"([^"]+)"', lists)) ^ set(LISTS))


def test_the_form_names_keys_that_are_there():
    items, data = ((SCRIPT / name).read_text("utf-8") for name in ("items.js", "data.js"))
    assert unknown_to_the_reader(items, data) == []
    assert unknown_to_the_reader(items.replace('"actor", "delay"', '"acteur", "delay"'), data) == ["Step.acteur"]
    assert unknown_to_the_reader(items, data.replace('"advice", ', "")) == ["advice"]
