"""Warnings: facts without a source, a past review, people's own contacts; and what nobody has found."""

from datetime import date

import pytest

from jeu_oie.api.check import Checked
from jeu_oie.circuit.lint import GAP, lint
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.errors import Severity
from jeu_oie.messages import load_catalog, tell

HEAD = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: fr
version: "1"
status: draft
"""
STEPS = "steps: [{id: report, title: Je signale}, {id: close, title: C’est réparé}]\n"
TODAY = date(2018, 2, 1)


def reading(text):
    found = read_text(text, "repairs.yaml", lambda _: None)
    assert found.problems == ()
    return found


def warned(text, today=TODAY):
    found = lint(reading(text), today)
    assert all(p.severity is Severity.WARNING and p.stated for p in found)
    return [(p.place.line, p.code) for p in found]


def test_titles_alone_state_nothing():
    assert warned(HEAD + STEPS) == []


@pytest.mark.parametrize(
    "trace, codes",
    [
        ("Aucune.", ["trace-of-nothing"]),
        ("pas trouvé", ["trace-of-nothing"]),
        ("none", []),
        ("Aucune copie, un SMS", []),
    ],
)
def test_a_trace_that_says_nothing_is_told(trace, codes):
    steps = STEPS.replace("Je signale", f"Je signale, trace: '{trace}', uncertain: true")
    assert [code for _, code in warned(HEAD + steps)] == codes


@pytest.mark.parametrize(
    "item",
    [
        "shortcuts: [{id: x, title: T, from: report, to: close, criteria: [gaz]}]",
        "detours: [{id: x, title: T, from: report, to: out, condition: C, steps: [{id: y, title: Y}]}]",
        "detours: [{id: x, title: T, from: report, to: out, steps: [{id: y, title: Y, text: T}]}]",
        "setbacks: [{title: T, at: report, kind: wait, delay: 5 jours}]",
        "practices: [{title: T, adopted: true}]",
        "recourse: [{id: x, title: T}]",
        "spaces: [{title: T}]",
        "problems: [{title: T, charge: tenant}]",
        "questions: [{title: T, answers: [a, b], right: 1}]",
        "facts: [{title: T}]",
    ],
)
def test_a_fact_without_a_source_is_told_once(item):
    assert warned(HEAD + STEPS + item + "\n") == [(9, "no-source")]
    assert warned(HEAD + STEPS + item.replace("title: T", "title: T, uncertain: true", 1) + "\n") in (
        [],
        [(9, "no-source")],
    )


@pytest.mark.parametrize(
    "item",
    [
        "advice: [{title: T, text: Garder}]",
        "setbacks: [{title: T, at: report, kind: wait}]",
        "practices: [{title: T, adopted: false}]",
        "questions: [{title: T}]",
        "problems: [{title: T, acceptable: 4 h}]",
        "facts: [{title: T, uncertain: true}]",
        "facts: [{title: T, source: s}]\nsources: {s: {title: S}}",
    ],
)
def test_what_states_no_fact_needs_no_source(item):
    assert warned(HEAD + STEPS + item + "\n") == []


@pytest.mark.parametrize(
    "key", ["text: T", "delay: 5 jours", "trace: none", "call: 18", "channels: [phone]", "charge: tenant"]
)
def test_a_step_that_states_something_needs_a_source(key):
    assert warned(HEAD + STEPS.replace("Je signale", f"Je signale, {key}")) == [(8, "no-source")]
    assert warned(HEAD + STEPS.replace("title: Je signale", f"missing: true, {key}")) == []


@pytest.mark.parametrize(
    "review,past",
    [
        ("2018", False),
        ("2018-02", False),
        ("2018-02-01", False),
        ("2018-01", True),
        ("2018-01-31", True),
        ("2017", True),
    ],
)
def test_a_review_is_past_once_its_last_day_is_over(review, past):
    text = HEAD.replace("version", f"review: {review}\nversion") + STEPS
    assert warned(text) == ([(6, "review-past")] if past else [])


@pytest.mark.parametrize(
    "contact",
    ["06 12 34 56 78", "0712345678", "+33 6 12 34 56 78", "+33 (0)7.12.34.56.78", "06\u00a012\u00a034\u00a056\u00a078"],
)
def test_a_mobile_number_looks_like_a_persons(contact):
    assert warned(HEAD + STEPS + f"advice: [{{title: T, text: Appeler {contact}}}]\n") == [(9, "personal-phone")]


@pytest.mark.parametrize(
    "contact", ["jeanne.martin@office.example", "j_martin@office.example".replace("j_", "jo_"), "élise.roux@a.example"]
)
def test_a_first_and_last_name_look_like_a_persons(contact):
    assert warned(HEAD + STEPS + f"advice: [{{title: T, text: Écrire à {contact}}}]\n") == [(9, "personal-address")]


@pytest.mark.parametrize(
    "contact",
    [
        "04 76 12 34 56",
        "0 800 06 12 34",
        "1006123456789",
        "contact@office.example",
        "service.client@office.example",
        "# 06 12 34 56 78",
    ],
)
def test_a_service_is_no_person(contact):
    assert warned(HEAD + STEPS + f"advice:\n  - title: T {contact}\n") == []


def test_a_language_whose_catalogue_holds_one_sheet_is_told():
    assert warned(HEAD.replace("language: fr", "language: ar") + STEPS) == [(5, "language-not-spoken")]
    assert warned(HEAD.replace("language: fr", "language: en-GB") + STEPS) == []


def test_what_nobody_has_found_is_told_apart():
    text = (
        HEAD
        + "steps: [{id: report, title: Je signale, trace: none}, {id: x, missing: true}, {id: close, title: Fin}]\n"
        + "shortcuts: [{id: now, title: Urgence, from: report, to: unknown}]\n"
    )
    found = Checked(reading(text), ()).missing
    assert not any(p.stated for p in found)
    told = {(p.place.line, p.code) for p in found if p.code != GAP}
    assert told == {
        *((8, code) for code in ("gap-silent", "gap-written", "gap-step", "gap-delay", "gap-trace", "gap-silent")),
        *((9, code) for code in ("gap-delay", "gap-call", "gap-to")),
    }
    asked = [dict(p.values)["asked"] for p in found if p.code == GAP]
    assert "Pour commencer, à qui s’adresse-t-on ?" in asked


def test_an_unreadable_circuit_has_no_warnings():
    found = read_text("a", "x.yaml", lambda _: None)
    assert lint(found, TODAY) == ()
    assert Checked(found, ()).missing == ()


def test_many_phone_numbers_are_told_as_far_as_anybody_reads_and_the_others_counted():
    found = lint(reading(HEAD + STEPS + "facts:\n" + f"  - title: {'0612345678,' * 100}\n" * 25), TODAY)
    phones = [each for each in found if each.code == "personal-phone"]
    (others,) = (each for each in found if each.code == "and-others")
    assert len(phones) == MAX_REPORTED
    assert dict(others.values) == {"count": "1500"}
    assert "1500" in tell(others, load_catalog("fr"))[0]
    assert others.place == phones[-1].place


def test_many_facts_without_a_source_are_told_as_far_as_anybody_reads(monkeypatch):
    monkeypatch.setattr("jeu_oie.circuit.lint.MAX_REPORTED", 100)
    found = lint(reading(HEAD + STEPS + "facts:\n" + "".join(f"  - title: Fait {n}\n" for n in range(300))), TODAY)
    codes = [each.code for each in found]
    assert (codes.count("no-source"), codes.count("and-others")) == (100, 1)
    assert dict(found[-1].values) == {"count": "200"}


def test_as_many_are_told_without_others(monkeypatch):
    monkeypatch.setattr("jeu_oie.circuit.lint.MAX_REPORTED", 100)
    found = lint(reading(HEAD + STEPS + "facts:\n" + "".join(f"  - title: Fait {n}\n" for n in range(100))), TODAY)
    assert [each.code for each in found] == ["no-source"] * 100
