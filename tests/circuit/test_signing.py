"""A seal binds who, when and what: whichever is changed in the file makes a draft, told at its line."""

import unicodedata
from datetime import date

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Validation
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.signing import fingerprint, signature
from tests.circuit.test_fingerprint import CIRCUIT, reading

BY = ("Le bailleur « été »", "Conseil de concertation")
SIGNED = """\
status: validated
validated:
  by: [Le bailleur « été », Conseil de concertation]
  on: 2017-03-14
  hash: {hash}
"""


def sealed(text: str = CIRCUIT, hash_: str | None = None) -> str:
    circuit = reading(text).circuit
    assert circuit
    made = signature(circuit, BY, "2017-03-14").hash if hash_ is None else hash_
    return text.replace("status: draft\n", SIGNED.format(hash=made))


def told(text: str) -> list[tuple[int, str]]:
    return [(each.place.line, each.code) for each in reading(text).problems]


SIGNERS = "[Le bailleur « été », Conseil de concertation]"


def test_what_was_sealed_is_validated_and_says_nothing():
    found = reading(sealed())
    assert found.problems == ()
    assert found.circuit
    assert not found.circuit.draft
    assert lint(found, date(2018, 1, 1)) == ()


@pytest.mark.parametrize(
    "former, now, expected",
    [
        (SIGNERS, "[Un autre, Conseil de concertation]", [(10, "signers-changed")]),
        (SIGNERS, "Conseil de concertation", [(10, "signers-changed")]),
        (SIGNERS, SIGNERS.replace("]", ", La fédération]"), [(10, "signers-changed")]),
        (SIGNERS, SIGNERS.replace("Conseil", "conseil"), [(10, "signers-changed")]),
        ("on: 2017-03-14", "on: 2026-03-14", [(11, "signing-date-changed")]),
        ("on: 2017-03-14", "on: 2017-03", [(11, "signing-date-changed")]),
        ("5 jours", "6 jours", [(12, "hash-changed")]),
    ],
)
def test_a_change_makes_a_draft_and_is_told_at_its_line(former, now, expected):
    text = sealed()
    assert former in text
    changed = text.replace(former, now)
    assert told(changed) == expected
    circuit = reading(changed).circuit
    assert circuit
    assert circuit.draft


def test_all_that_changed_is_told():
    text = sealed().replace(SIGNERS, "Un autre").replace("on: 2017-03-14", "on: 2026").replace("5 jours", "6 jours")
    assert [code for _, code in told(text)] == ["signers-changed", "signing-date-changed", "hash-changed"]


def test_signers_or_a_day_that_nobody_sealed_are_on_no_sheet():
    """Of a content that changed the sheets still say who had signed the former one."""
    by, on, content = (
        reading(sealed().replace(*each)).circuit
        for each in ((SIGNERS, "Un autre"), ("on: 2017-03-14", "on: 2026"), ("5 jours", "6 jours"))
    )
    assert by and on and content
    assert by.validated is None
    assert on.validated is None
    assert content.validated
    assert content.validated.by == BY


@pytest.mark.parametrize(
    "now",
    [
        "[Conseil de concertation, Le bailleur « été »]",
        '\n    - "Le bailleur   « été »"\n    - Conseil de concertation  # le CCL',
        '["Le bailleur\u00a0«\u00a0été\u00a0»", Conseil de concertation, Conseil de concertation]',
        unicodedata.normalize("NFD", SIGNERS),
    ],
)
def test_signers_written_otherwise_are_the_same(now):
    found = reading(sealed().replace(SIGNERS, now))
    assert found.problems == ()
    assert found.circuit
    assert not found.circuit.draft


def test_the_seal_knows_signers_of_any_writing():
    circuit = reading(CIRCUIT).circuit
    assert circuit
    one = Validation(by=("Été  A", "B"), on="2017", hash=None)
    other = Validation(by=("B", unicodedata.normalize("NFD", " Été A")), on="2017", hash=None)
    assert signature(circuit, one.by, one.on).hash == signature(circuit, other.by, other.on).hash


@pytest.mark.parametrize("digits", [8, 16, 32, 63])
def test_a_hash_cut_short_seals_nothing(digits):
    """Of 8 digits, two circuits that share them are found in a second."""
    whole = signature(reading(CIRCUIT).circuit, BY, "2017-03-14").hash
    assert whole
    content, *others = whole.split("-")
    for cut in (content[:digits], "-".join([content[:digits], *others])):
        assert reading(sealed(hash_=cut)).circuit.draft


def test_a_source_of_ones_own_is_signed_even_where_only_a_shared_danger_names_it():
    """Its title and address stand on every page beside the numbers of danger."""
    shared = {danger.id: danger for danger in reading(CIRCUIT).circuit.emergency}
    name = shared["gas"].source[0]
    other = reading(CIRCUIT.replace("sources:\n", f"sources:\n  {name}: {{title: Une autre}}\n")).circuit
    assert other.sources[name].title == "Une autre"
    assert fingerprint(other) != fingerprint(reading(CIRCUIT).circuit)


@pytest.mark.parametrize("cut", ["{0}", "{0}-{1}", "{0}-", "{0}-{1}-", "{0}-{1}-{2}-{2}", "{0}-{1}-{2}-"])
def test_a_seal_that_lacks_a_part_is_a_draft_that_names_nobody(cut):
    """Whoever cuts the parts of the signers and the day could write others in."""
    whole = signature(reading(CIRCUIT).circuit, BY, "2017-03-14").hash
    assert whole
    text = sealed(hash_=cut.format(*whole.split("-")))
    found = reading(text)
    assert found.circuit
    assert (found.circuit.draft, found.circuit.validated) == (True, None)
    assert (12, "validation-half-sealed") in told(text)
    assert lint(found, date(2018, 1, 1)) == ()
    changed = text.replace("5 jours", "6 jours")
    assert {"hash-changed", "validation-half-sealed"} <= {code for _, code in told(changed)}
    assert reading(changed).circuit.validated is None


@pytest.mark.parametrize(
    "by, twice",
    [
        ("[Le bailleur, Le bailleur]", "Le bailleur"),
        ("[Le bailleur, Conseil, 'Le  bailleur']", "Le bailleur"),
        (unicodedata.normalize("NFD", "[Été, Conseil, ") + "Été]", "Été"),
        ("[Le bailleur, le bailleur]", None),
        ("[Le bailleur, Conseil]", None),
    ],
)
def test_the_same_body_twice_is_told_as_one(by, twice):
    """Two signatures validate a game: one body that stands there twice is one."""
    found = reading(sealed(hash_="x").replace(f"  by: {SIGNERS}\n", f"  by: {by}\n"))
    warned = [dict(each.values)["by"] for each in lint(found, date(2018, 1, 1)) if each.code == "signer-twice"]
    assert warned == ([twice] if twice else [])


def test_a_validation_without_a_hash_stays_one_and_check_says_that_nothing_seals_it():
    text = sealed(hash_="x").replace("  hash: x\n", "")
    found = reading(text)
    assert found.circuit
    assert not found.circuit.draft
    assert [(each.place.line, each.code) for each in lint(found, date(2018, 1, 1))] == [(10, "validation-unsealed")]


@pytest.mark.parametrize("hash_", ["x", "0" * 64, "{0}-{1}", "{0}-{1}-{2}-{2}", "{0}--", "{0}-{2}-{1}"])
def test_a_hash_that_is_none_makes_a_draft(hash_):
    parts = (signature(reading(CIRCUIT).circuit, BY, "2017-03-14").hash or "").split("-")
    text = sealed(hash_=hash_.format(*parts, *("",) * 3))
    found = reading(text)
    assert found.problems
    assert found.circuit
    assert found.circuit.draft


def test_a_landlord_that_changed_in_its_own_file_undoes_the_signature():
    text = CIRCUIT.replace("{name: Office, short: O}", "landlord.yaml")
    signed = sealed(text)
    changed = read_text(signed, "a.yaml", {"landlord.yaml": b"name: Autre\nshort: O\n", "common.yaml": b"a: b"}.get)
    assert changed.circuit is None or changed.circuit.draft
    found = reading(signed, landlord="name: Office\nshort: P\n")
    assert [each.code for each in found.problems] == ["hash-changed"]
    assert reading(signed).problems == ()
