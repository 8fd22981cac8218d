"""The handbook's examples are right: they are cut out of a circuit that is read, checked and built here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from pydantic import BaseModel

from jeu_oie import kit
from jeu_oie.builder.project import LandlordSettings, ProjectSettings
from jeu_oie.circuit import keys, model
from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.read import load
from jeu_oie.circuit.shapes import model_name
from jeu_oie.circuit.times import Delay, parse
from jeu_oie.game.preset import Preset
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.problems import CODES, ProblemEntry, find_entry
from script.handbook.examples import COMMON, PROJECT, Example
from script.handbook.sections import SHARED
from tests.chosen import chosen, crossed
from tests.handbook.making import EXAMPLES, codes_of
from tests.handbook.proving import family_of

WRONG = [code for code in CODES if find_entry(code, load_catalog("fr")).wrong]


def keys_in(value: object) -> Iterator[tuple[str, str]]:
    """Model and field of whatever stands in ``value``."""
    if isinstance(value, Delay):
        yield from (("Delay", name) for name in DelayMapping.model_fields if getattr(value, name))
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield model_name(type(value)), name
            yield from keys_in(getattr(value, name))
        for stated in value.stated.values() if isinstance(value, model.Item) else ():
            yield from keys_in(stated)
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from keys_in(each)


def unwritten(example: Example) -> set[str]:
    """Keys of the format that the example does not have; what every item may say stands once."""
    common, _ = load(example.texts[COMMON].encode(), COMMON, model.Common)
    project, _ = load(example.texts[PROJECT].encode(), PROJECT, ProjectSettings)
    found = {*keys_in((example.reading.written, example.circuit.landlord, common, project))}
    asked = {(model_name(each), name) for each in model.MODELS for name in keys.of(each)}
    asked |= {(each.__name__, name) for each in (ProjectSettings, LandlordSettings) for name in each.model_fields}
    shared = {(held, name) for held, name in asked if name in SHARED and issubclass(models()[held], model.Item)}
    of_common = {(held, name) for held, name in asked if held.startswith("Common") and held != "Common"}
    rest = asked - shared - {pair for pair in of_common if pair[1] != "topics"}
    return {f"{held}.{name}" for held, name in rest - found} | (set(SHARED) - {name for _, name in found})


def models() -> dict[str, type[BaseModel]]:
    known: tuple[type[BaseModel], ...] = (*model.MODELS, ProjectSettings, LandlordSettings)
    return {model_name(each): each for each in known}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_format_occurs_in_the_example(language):
    assert unwritten(EXAMPLES[language]) == set()


def test_the_guard_sees_a_key_that_the_example_lacks():
    texts = EXAMPLES["fr"].texts
    without = re.sub(r"^    exit: .*\n", "", texts["circuit.yaml"], flags=re.MULTILINE)
    assert unwritten(Example({**texts, "circuit.yaml": without})) == {"Step.exit"}


@pytest.mark.parametrize("language", chosen(LANGUAGES, ["fr"]))
def test_nothing_is_to_be_mended_in_the_example(language):
    """Where its seal is told: its words were changed; ``jeu-oie validate`` writes it anew."""
    assert codes_of(EXAMPLES[language]) == set()


@pytest.mark.parametrize("language", chosen(LANGUAGES, ["fr"]))
def test_the_example_is_built(language):
    plan, problems = kit.plan_reading(EXAMPLES[language].reading, Preset())
    assert plan is not None
    assert [problem.code for problem in problems if problem.stated] == []
    files = kit.make(plan, kit.Options(only=frozenset({"svg", "html"})), "source").files
    assert {"board.svg", "index.html"} <= files.keys()


@pytest.mark.parametrize("language, code", crossed([*LANGUAGES], WRONG))
def test_the_wrong_lines_of_an_entry_make_its_problem_and_the_right_ones_none(language, code):
    entry = find_entry(code, load_catalog(language))
    family_of(entry).prove(language, entry)


def without_example(entries: Iterable[ProblemEntry]) -> list[str]:
    """Codes that have neither lines, wrong and right, nor a case that is told; or both."""
    return [each.code for each in entries if (bool(each.wrong and each.right), bool(each.case)) not in ONE]


ONE = ((True, False), (False, True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_an_example(language):
    assert without_example(find_entry(code, load_catalog(language)) for code in CODES) == []


def test_the_guard_sees_a_problem_without_an_example():
    lines, told = (find_entry(code, load_catalog("fr")) for code in ("tab", "empty-file"))
    planted = [lines, replace(lines, right=""), replace(lines, case="Ici."), told, replace(told, case="")]
    assert without_example(planted) == ["tab", "tab", "empty-file"]


def test_the_guard_sees_lines_that_prove_nothing():
    """Right ones that are wrong too, wrong ones that are right, right ones that stand nowhere."""
    entry = find_entry("logo-letters", load_catalog("fr"))
    for planted in (
        replace(entry, right=entry.wrong),
        replace(entry, wrong=entry.right),
        replace(entry, wrong="<script/>"),
        replace(entry, code="logo-runs"),
    ):
        with pytest.raises(AssertionError):
            family_of(planted).prove("fr", planted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_delay_that_is_told_is_read(language):
    forms = load_catalog(language)("handbook.delays").splitlines()
    assert len(forms) > 10
    assert [parse(form).text for form in forms] == forms
