"""A new circuit can be read as it is, and with all of its examples."""

import re
from datetime import date

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.read import read_text
from jeu_oie.cli.new import starter

COMMON = b"recourse: [{id: adil, title: ADIL, source: s}]\nsources: {s: {title: S}}\n"


def uncommented(text):
    return re.sub(r"^# ?(?!#)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_circuit_has_no_problem(language):
    text = starter("../schemas/circuit.schema.json", language)
    assert text.startswith("# yaml-language-server: $schema=../schemas/circuit.schema.json\n")
    reading = read_text(text, "new.yaml", lambda _: None)
    assert reading.circuit
    assert reading.circuit.language == language
    assert reading.problems == ()
    # Nothing but what is left to be filled in, at each of its lines.
    assert {each.code for each in lint(reading, date(2026, 1, 1))} == {"placeholder"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_examples_can_be_used_all_at_once(language):
    text = uncommented(starter("x", language).split("\n", 1)[1])
    reading = read_text(text, "new.yaml", lambda _: COMMON)
    assert reading.problems == ()
    assert reading.circuit
    assert [name for name in LISTS if not getattr(reading.circuit, name)] == []
    assert reading.circuit.words
    assert reading.circuit.validated


def test_an_unknown_language_is_commented_in_french():
    assert starter("x", "ar") == starter("x", "fr")
    assert starter("x", "en-GB") == starter("x", "en")
