"""Every sentence stands in French and in English, once and in its place, is used, and is compiled."""

import ast
import gettext
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from jeu_oie.circuit.keys import Form
from jeu_oie.circuit.model import MODELS
from jeu_oie.circuit.shapes import shapes
from jeu_oie.messages import DOMAIN, LANGUAGES, LOCALE, SHEET_LANGUAGES
from tests.house.source import ROOT, Module, modules

KEY = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)+")
FILE = re.compile(r"\.(?:\w*html|css|js|json|svg|png|pdf|ya?ml|zip|md|csv|woff2|ttf|j2|txt|ics)$")
PLACE = re.compile(r"\{(\w+)")
# In a template: a quoted key, or the start of one to which something is joined ("kind." ~ kind).
QUOTED = re.compile(r"""(["'])([a-z][\w-]*\.[\w.-]*)\1(\s*[~+])?""")
SPEAKERS = {"words", "spoken", "t"}
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def compiled(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def catalog(language: str) -> Catalog:
    with compiled(language).with_suffix(".po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(language: str) -> dict[str, tuple[str, ...]]:
    """Key → its sentence, or its singular and plural; not click's own, whose English is their key."""
    return {
        first(message.id): several(message.string or "")
        for message in catalog(language)
        if message.id and not said_by_click(message)
    }


def said_by_click(message: Message) -> bool:
    return "click" in dict(message.locations)


def first(value: str | tuple[str, ...] | list[str]) -> str:
    return value if isinstance(value, str) else value[0]


def several(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def known() -> set[str]:
    return {*sentences("fr")}


def differences(french: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield from (f"{key}: stands in one language only" for key in sorted(french.keys() ^ other.keys()))
    for key in sorted(french.keys() & other.keys()):
        if not all(french[key]) or not all(other[key]):
            yield f"{key}: is empty"
        elif places(french[key]) != places(other[key]):
            yield f"{key}: fills {places(french[key])} in French, {places(other[key])} in the other"


def places(forms: tuple[str, ...]) -> set[str]:
    return {place for form in forms for place in PLACE.findall(form)}


def asked_in_code(module: Module, families: set[str]) -> Iterator[str]:
    """Keys given as they stand to a call: words("card.row.delay")."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args:
            for key in filter(None, map(constant, choices(node.args[0]))):
                if is_key(key, families) or (speaks(node.func) and KEY.fullmatch(key)):
                    yield key


def choices(node: ast.expr) -> list[ast.expr]:
    """What an argument may be: "a" if one else "b" is either."""
    return [*choices(node.body), *choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def speaks(function: ast.expr) -> bool:
    """True for words(…), facts.words(…), t(…), words.count(…)."""
    return bool(SPEAKERS & set(re.split(r"\W+", ast.unparse(function))[-2:]))


def asked_in_template(text: str, families: set[str]) -> Iterator[str]:
    for code in CODE.findall(text):
        yield from (key for _, key, joined in QUOTED.findall(code) if not joined and is_key(key, families))


def is_key(text: str, families: set[str]) -> bool:
    return bool(KEY.fullmatch(text)) and text.split(".")[0] in families and not FILE.search(text)


def patterns(module: Module) -> Iterator[str]:
    """f"problem.{code}.cure" → a pattern with one hole; a bare word counts as itself."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(text) if (text := constant(part)) else "(.+)" for part in node.values]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            parts = [re.escape(constant(node.left) or "") or "(.+)", "(.+)"]
        else:
            continue
        if re.match(r"[a-z][\w\\-]*\\\.", parts[0]):
            yield "".join(parts)


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def constants(program: Iterable[Module]) -> set[str]:
    return {
        node.value
        for module in program
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def template_patterns(text: str) -> Iterator[str]:
    yield from (
        re.escape(key) + "(.+)" for code in CODE.findall(text) for _, key, joined in QUOTED.findall(code) if joined
    )


def unused(keys: Iterable[str], program: Iterable[Module], templates: Iterable[str]) -> list[str]:
    """Keys that nobody can ask for: neither as they stand, nor through a pattern whose holes hold words of the code.

    The name of a file without its end is such a word (``kit.zip``: ``studio.file.kit``). A hole that a template fills,
    or that holds a figure, may hold anything.
    """
    program, templates = tuple(program), tuple(templates)
    literal = constants(program) | {key for text in templates for _, key, _ in QUOTED.findall(text)}
    literal |= {FILE.sub("", text) for text in literal}
    built = [re.compile(pattern) for module in program for pattern in patterns(module)]
    free = [re.compile(pattern) for text in templates for pattern in template_patterns(text)]
    return sorted(
        key
        for key in keys
        if key not in literal
        and not any(pattern.fullmatch(key) for pattern in free)
        and not any(fits(pattern, key, literal) for pattern in built)
    )


def fits(pattern: re.Pattern[str], key: str, literal: set[str]) -> bool:
    match = pattern.fullmatch(key)
    return match is not None and all(hole in literal or hole.isdigit() for hole in match.groups())


def templates() -> list[str]:
    files = [file for file in (ROOT / "templates").rglob("*") if file.is_file() and file.suffix not in {".svg", ".ttf"}]
    return [file.read_text("utf-8") for file in files]


def test_the_guard_sees_a_sentence_in_one_language():
    assert list(differences({"a.b": ("oui",)}, {}))
    assert list(differences({"a.b": ("oui",)}, {"a.b": ("",)}))
    assert list(differences({"a.b": ("oui {n}",)}, {"a.b": ("yes {m}",)}))
    assert not list(differences({"a.b": ("{n} jour", "{n} jours")}, {"a.b": ("{n} day", "{n} days")}))


def test_the_guard_sees_a_key_that_is_asked_for():
    module = Module("draw.text", 'words("card.row.delay"); save("card.svg"); words.count("card.days", 2)')
    assert list(asked_in_code(module, {"card"})) == ["card.row.delay", "card.days"]
    assert list(asked_in_code(Module("cli", 'facts.words("new.key"); t("a.b" if c else "a.c"); f("x.y")'), set())) == [
        "new.key",
        "a.b",
        "a.c",
    ]
    assert list(asked_in_template('a.b {{ words("card.x") }}{{ words("card." ~ y) }}', {"card"})) == ["card.x"]


def test_the_guard_sees_a_key_that_nobody_asks_for():
    keys = ["kind.step", "kind.kit", "kind.lost", "card.a", "card.b", "page.x", "month.3"]
    code = Module("draw.text", 'A = "step", "kit.zip"\nwords(f"kind.{kind}")\nwords("card.a")\nwords(f"month.{n}")')
    assert unused(keys, [code], ['{{ words("page." ~ name) }}']) == ["card.b", "kind.lost"]


def test_all_languages_hold_the_same_sentences():
    french, *others = map(sentences, LANGUAGES)
    assert [found for other in others for found in differences(french, other)] == []


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_each_key_stands_once_and_in_order(language):
    """Where a new one goes is told by its name; two people who add some write in different places."""
    keys = re.findall(r'^msgid "(.+)"$', compiled(language).with_suffix(".po").read_text("utf-8"), re.MULTILINE)
    assert len(keys) > 100
    assert [pair for pair in pairwise(keys) if pair[0] >= pair[1]] == []


def speaking() -> tuple[Module, ...]:
    """The program, and what makes its handbook of the same sentences."""
    return (*modules(), *modules(ROOT / "script" / "handbook"))


def test_every_key_that_is_asked_for_has_its_sentence():
    families = {key.split(".")[0] for key in known()}
    asked = {(module.name, key) for module in speaking() for key in asked_in_code(module, families)}
    asked |= {("templates", key) for text in templates() for key in asked_in_template(text, families)}
    assert sorted(pair for pair in asked if pair[1] not in known()) == []


def said_by_keys() -> set[str]:
    """The words of choices and of « none », which are asked for by their key (``Key.name_choice``)."""
    held = [pair for model in MODELS for pair in shapes(model)]
    choices = {key.name_choice(word) for key, shape in held for word in shape.choices if key.form is Form.CHOICE}
    hedges = {f"{key.name_choice(word)}.if" for key, _ in held for word in key.hedged}
    return choices | hedges | {f"{key.name}.none" for key, _ in held if key.has_none}


def test_every_sentence_is_asked_for():
    assert unused(set(known()) - said_by_keys(), speaking(), templates()) == []


def test_every_sentence_of_click_is_one_that_it_says():
    program = [Module(file.stem, file.read_text("utf-8")) for file in Path(click.__file__).parent.glob("*.py")]
    keys = [key for message in catalog("fr") if said_by_click(message) for key in several(message.id)]
    assert keys
    assert sorted({*keys} - constants(program)) == []


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_the_compiled_catalogs_are_current(language):
    expected = io.BytesIO()
    write_mo(expected, catalog(language))
    expected.seek(0)
    with compiled(language).open("rb") as file:
        assert spoken(gettext.GNUTranslations(file)) == spoken(gettext.GNUTranslations(expected)), "run script/catalogs"


def spoken(translations: gettext.GNUTranslations) -> dict[object, str]:
    held: dict[object, str] = vars(translations)["_catalog"]
    return {key: sentence for key, sentence in held.items() if key}
