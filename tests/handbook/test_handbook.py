"""The handbook holds every key and every problem, and what is committed is what the registers say."""

import re
from functools import cache

import pytest

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.nearest import FRENCH
from jeu_oie.circuit.shapes import model_name
from jeu_oie.game.kinds import Kind
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.problems import CODES
from script.handbook.pages import title_of, write_handbook
from script.handbook.sections import SECTIONS, SHARED
from tests.handbook.making import DOCS, EXAMPLES
from tests.house.test_catalogs import sentences
from tests.setup.test_docs import ANCHOR, CODE, HEADING, LINK, slug, untidy

PAGES = [f"{page}.{language}.md" for page in ("format", "errors") for language in LANGUAGES]


@cache
def made() -> dict[str, str]:
    return {**write_handbook(EXAMPLES)}


def test_what_is_committed_is_what_is_made():
    standing = {path.relative_to(DOCS).as_posix() for path in DOCS.glob("format/*/*.svg")} | {*PAGES}
    assert standing == made().keys(), "script/docs; remove the pictures of what is no longer a kind"
    changed = [name for name, content in made().items() if (DOCS / name).read_bytes() != content.encode()]
    assert changed == [], "script/docs"


def parts_of(page: str) -> dict[str, str]:
    """Title → what stands under it."""
    return dict(part.partition("\n")[::2] for part in page.split("\n## ")[1:])


def untold(page: str, language: str) -> set[str]:
    """Keys of the format of which their section says nothing; the lists of the common file are those of a circuit."""
    parts, words = parts_of(page), load_catalog(language)
    sections = {model_name(each.model): title_of(each, words) for each in SECTIONS if each.model}
    found = set()
    for held in model.MODELS:
        name = model_name(held)
        title = sections.get(name) or sections["Common"]
        for key in keys.of(held).values():
            here = parts[title]
            shared = name.startswith("Common") and name != "Common" and key is not keys.TOPICS
            if not shared and f"`{key.name}`" not in here.split("```yaml")[0]:
                found.add(f"{name}.{key.name}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_entry(language):
    assert untold(made()[f"format.{language}.md"], language) == set()


def test_the_guard_sees_a_key_without_an_entry():
    page = re.sub(r"^\| `decided`.*\n", "", made()["format.fr.md"], flags=re.MULTILINE)
    assert untold(page, "fr") == {"Practice.decided"}


def test_what_every_item_may_say_is_what_every_item_has():
    assert {*SHARED} == {key.name for key in keys.of(model.Item).values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_may_be_chosen_is_told(language):
    page = made()[f"format.{language}.md"]
    chosen = (*model.Topic, *model.Status, *model.Charge, *model.Channel, *model.Adopted, *model.By)
    words = {*chosen, *Setback, *model.DetourLabel, *model.STAGES}
    assert [word for word in words if f"`{word}` (" not in page] == []


def test_the_french_words_that_are_known_are_told():
    page = made()["format.fr.md"]
    assert [meant for meant in FRENCH.values() if f"→ `{meant}`" not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_square_is_pictured(language):
    page = made()[f"format.{language}.md"]
    assert [kind for kind in Kind if f"](format/{language}/{kind}.svg)" not in page] == []


def test_every_problem_has_its_entry():
    known = {key.split(".")[1] for key in sentences("fr") if re.fullmatch(r"problem\.[a-z0-9-]+\.cure", key)}
    assert {*CODES} == known
    assert len({*CODES}) == len(CODES)
    for language in LANGUAGES:
        assert re.findall(r"^### `(.+)`$", made()[f"errors.{language}.md"], re.MULTILINE) == [*CODES]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    page = made()[name]
    assert [link for link in LINK.findall(page) if not (DOCS / link).exists()] == []
    assert {*ANCHOR.findall(page)} <= {slug(heading) for heading in HEADING.findall(page)}


def test_french_is_set_as_french_is():
    assert untidy(made()["format.fr.md"]) == []
    # Straight apostrophes are what one is told to type.
    assert [found for found in untidy(made()["errors.fr.md"]) if "'" not in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_to_be_filled(name):
    prose = CODE.sub("", made()[name])
    assert re.findall(r"\{\w*\}|\bNone\b", prose) == []
