"""What is signed: everything the circuit says, and nothing of how it is written."""

import pytest

from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.signing import fingerprint, matches, seal

CIRCUIT = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office, short: O}
common: common.yaml
language: fr
version: "1"
status: draft
steps:
  - {id: report, title: Je signale, delay: 5 jours, source: bilan}
  - {id: close, title: C’est réparé}
sources:
  bilan: {title: Bilan, author: AequitaZ}
  presse: {title: Presse}
"""
COMMON = "questions: [{title: Combien ?, source: q}]\nsources: {q: {title: Q}}\n"


def reading(text, common=COMMON, landlord="short: O\nname: Office\n"):
    files = {"common.yaml": common, "landlord.yaml": landlord}
    return read_text(text, "repairs.yaml", lambda name: files[name].encode())


def signature(text, **files):
    found = reading(text, **files).circuit
    assert found
    return fingerprint(found)


SAME = {
    "a comment": CIRCUIT.replace("topic", "# rien\ntopic"),
    "the order of keys": CIRCUIT.replace("{title: Bilan, author: AequitaZ}", "{author: AequitaZ, title: Bilan}"),
    "the order of sources": CIRCUIT.replace("sources:\n", "sources:\n  presse: {title: Presse}\n").removesuffix(
        "  presse: {title: Presse}\n"
    ),
    "the way of writing": CIRCUIT.replace("source: bilan", "source: [bilan]").replace('"1"', "1"),
    "status and validated": CIRCUIT.replace(
        "status: draft", "status: validated\nvalidated: {by: Office, on: 2017, hash: 00000000}"
    ),
    "searched": CIRCUIT.replace("topic", "searched: 2016\ntopic"),
    "the landlord in a file": CIRCUIT.replace("{name: Office, short: O}", "landlord.yaml"),
    "a delay as a mapping": CIRCUIT.replace("delay: 5 jours", "delay: {value: 5 jours}"),
}
OTHER = {
    "a delay": CIRCUIT.replace("5 jours", "6 jours"),
    "a title": CIRCUIT.replace("Je signale", "Je dis"),
    "a source": CIRCUIT.replace("title: Presse", "title: Journal"),
    "the order of steps": CIRCUIT.replace("  - {id: close, title: C’est réparé}\n", "").replace(
        "steps:\n", "steps:\n  - {id: close, title: C’est réparé}\n"
    ),
    "the landlord": CIRCUIT.replace("name: Office", "name: Autre"),
    "what is to be checked": CIRCUIT.replace("Je signale", "Je signale, uncertain: true"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_hash_does_not_depend_on(text):
    assert signature(text) == signature(CIRCUIT)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_the_hash_depends_on(text):
    assert signature(text) != signature(CIRCUIT)


def test_common_questions_unsign_nothing():
    assert signature(CIRCUIT, common="words: {a: b}\n") == signature(CIRCUIT)


def test_common_advice_unsigns_nothing():
    advice = COMMON + "advice: [{title: Garder une preuve, source: q}]\n"
    assert reading(CIRCUIT, common=advice).circuit.common_advice
    assert signature(CIRCUIT, common=advice) == signature(CIRCUIT)


def test_a_hash_may_be_given_in_short_but_not_too_short():
    circuit = reading(CIRCUIT).circuit
    assert circuit
    assert matches(fingerprint(circuit)[:16].upper(), circuit)
    assert not matches(fingerprint(circuit)[:15], circuit)
    assert not matches("", circuit)


def test_a_signed_circuit_that_has_changed_is_a_draft_again():
    whole = seal(reading(CIRCUIT).circuit, ["Office"], "2017")
    signed = CIRCUIT.replace("status: draft", f"status: validated\nvalidated: {{by: Office, on: 2017, hash: {whole}}}")
    kept = reading(signed)
    assert kept.problems == ()
    assert kept.circuit
    assert not kept.circuit.draft
    changed = reading(signed.replace("5 jours", "6 jours"))
    assert changed.circuit
    assert changed.circuit.draft
    assert [(p.severity, p.place.line, p.code) for p in changed.problems] == [("warning", 9, "hash-changed")]
