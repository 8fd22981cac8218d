"""A fact with a source of its own: read at its place, asked, written back, signed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.circuit.item import Basis, FactSource
from jeu_oie.circuit.model import Shortcut, Step
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.renew import renew_text
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.circuit.write import yaml_text
from tests.circuit.stating import scattered
from tests.exchange.making import generated, reading

STEP = """\
format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - id: a
    title: Un
    delay: {value: 5 jours, at-most: 2 semaines, source: loi, uncertain: false}
    trace:
      value: Un numéro
      source: [loi, guide]
      searched: 2016-11
    if-silent: {value: b, uncertain: true}
    call: 01 02 03 04 05
    source: guide
    uncertain: true
  - {id: b, title: Deux, charge: {value: depends, source: loi}}
shortcuts:
  - {id: u, title: Urgent, from: a, to: end, criteria: {value: [Eau, Gaz], source: loi}, source: guide}
sources: {guide: {title: Guide}, loi: {title: Loi}}
"""


def read_back(text):
    found = read_text(text, "essai.yaml", lambda _: None)
    assert found.circuit and found.written, found.problems
    return found


@pytest.mark.parametrize(
    "name, basis",
    [
        ("delay", Basis(("loi",), uncertain=False)),
        ("trace", Basis(("loi", "guide"), uncertain=True, searched="2016-11")),
        ("if_silent", Basis(("guide",), uncertain=True)),
        ("call", Basis(("guide",), uncertain=True)),
    ],
)
def test_a_fact_says_what_its_mapping_says_and_else_what_its_item_says(name, basis):
    assert read_back(STEP).circuit.steps[0].said_of(name) == basis


def test_its_value_stands_where_it_always_stood():
    circuit = read_back(STEP).circuit
    one, two = circuit.steps
    assert (one.delay.value.text, one.delay.at_most.text) == ("5 jours", "2 semaines")
    assert (one.trace, one.if_silent, two.charge) == ("Un numéro", "b", "depends")
    assert circuit.shortcuts[0].criteria == ("Eau", "Gaz")
    assert one.all_sources == ("guide", "loi")


def test_a_mapping_that_says_nothing_more_is_its_value():
    plain = STEP.replace("{value: depends, source: loi}", "depends")
    same = STEP.replace("{value: depends, source: loi}", "{value: depends}")
    assert read_back(same).circuit == read_back(plain).circuit
    assert fingerprint(read_back(same).circuit) == fingerprint(read_back(plain).circuit)


def test_another_value_without_a_word_of_its_source_rests_on_the_item():
    step = read_back(STEP).circuit.steps[0]
    now = step.with_facts({"trace": "Un SMS", "call": "3939"}, {"call": FactSource(source=("loi",))})
    assert (now.said_of("trace"), now.said_of("call")) == (
        Basis(("guide",), uncertain=True),
        Basis(("loi",), uncertain=True),
    )
    assert now.said_of("delay") == step.said_of("delay")
    assert step.trace == "Un numéro", "the former one stays what it was"


@pytest.mark.parametrize("change", ["source: loi, uncertain: false", "uncertain: false", "source: [loi, guide]"])
def test_what_a_fact_says_of_itself_is_signed_but_for_when_it_was_looked_for(change):
    text = STEP.replace(
        "charge: {value: depends, source: loi}", "charge: {value: depends, source: loi, searched: 2016}"
    )
    former = fingerprint(read_back(text).circuit)
    assert fingerprint(read_back(text.replace("searched: 2016", "searched: 2017")).circuit) == former
    other = text.replace("{value: depends, source: loi,", f"{{value: depends, {change},")
    assert other != text
    assert fingerprint(read_back(other).circuit) != former


@given(st.integers(0, 10_000))
def test_it_comes_back_from_yaml_to_the_letter(seed):
    found = reading(scattered(generated(seed % 40), seed))
    assert found.written
    assert read_back(yaml_text(found.written)).circuit == found.circuit


@given(st.integers(0, 10_000))
def test_a_file_keeps_it_when_something_else_changes(seed):
    text = json.dumps(scattered(generated(seed % 40), seed), ensure_ascii=False)
    found = read_back(text)
    now, changed = (each.model_copy(update={"version": "autre"}) for each in (found.written, found.circuit))
    assert read_back(renew_text(text, now)).circuit.model_dump() == changed.model_dump()


def test_every_item_of_a_landlord_may_have_one():
    landlord = "landlord: {name: B, emergency: [{id: gas, danger: Gaz, call: {value: 112, source: loi}}]}"
    circuit = read_back(STEP.replace("landlord: {name: Bailleur}", landlord)).circuit
    gas = next(each for each in circuit.emergency if each.id == "gas")
    assert (gas.call, gas.said_of("call").source) == ("112", ("loi",))
    assert gas.first, "the gestures of all landlords stay"
    wrong = read_text(
        STEP.replace("landlord: {name: Bailleur}", landlord.replace("loi", "lio")), "e.yaml", lambda _: None
    )
    assert [each.code for each in wrong.problems] == ["unknown-source"]


def test_items_that_say_the_same_of_their_facts_are_the_same():
    one, other = (Step(id="a", title="A", trace={"value": "x", "source": ["g"]}) for _ in range(2))
    assert (one, hash(one)) == (other, hash(other))
    assert one != Step(id="a", title="A", trace="x")
    assert Shortcut.model_validate(read_back(STEP).circuit.shortcuts[0].model_dump()).stated["criteria"].source == (
        "loi",
    )
