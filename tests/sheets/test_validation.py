"""A landlord signs what it has read: ten facts first, then a row for each fact that it answers for, with its source."""

from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.signing import fingerprint, matches
from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.validation import TEN, list_asked, ten_facts
from jeu_oie.game.wording import FactFormatter
from jeu_oie.sheets.forms import validation_sheet
from tests.game import making
from tests.game.test_nothing_lost import WAYS, load, stands
from tests.sheets.sheets import imprint, imprint_of, outside, overlapping, pages, said, share_used, squeezed

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
few = pytest.mark.parametrize("path", making.FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
EXAMPLE = making.CIRCUITS / "oph-31" / "repairs.yaml"
REPAIRS = making.CIRCUITS / "opac-38" / "repairs.yaml"
THIN = making.CIRCUITS / "exemple" / "general.yaml"
# What a landlord answers for, by the list that it stands in.
VALUES = ("value", "at-most", "condition", "hours", "label")
ANSWERED = {
    "steps": ("text", "delay", "trace", "call", "hours", "channels", "condition"),
    "shortcuts": ("text", "delay", "hours"),
    "practices": ("text", "decided"),
    "facts": ("text",),
}


@cache
def printed(path, *, large=False):
    """The words of each page."""
    return pages(pdf(validation_sheet(imprint(path, large=large)).html, Printing(duplex=True)))


def facts(made):
    return FactFormatter(made.board, made.words)


def values_of(value):
    """The texts of a fact as its file writes it."""
    if isinstance(value, dict):
        return [text for key, each in value.items() if key in VALUES for text in values_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in values_of(each)]
    return [] if value in ("none", *WAYS) else [value]


def answered(path):
    """Every text that the landlord answers for, read by itself."""
    circuit = load(path)
    items = [(key, item) for key in ANSWERED for item in circuit.get(key, ())]
    return [text for key, item in items for name in ANSWERED[key] for text in values_of(item.get(name, []))]


def lost(path, html):
    return [text for text in answered(path) if not stands(text, html, squeezed)]


def claims(made):
    return [claim for section in list_asked(facts(made)) for entry in section.entries for claim in entry.claims]


# --- the ten facts that matter ----------------------------------------------------------------------------


@few
def test_ten_facts_and_both_signatures_stand_on_page_1(path):
    made = imprint(path)
    first, *others = printed(path)
    words = "".join(word.text for word in first)
    assert words.count("Signature") == 2
    assert not any("Signature" in word.text for page in others for word in page)
    assert squeezed("10. ") in words
    digits = fingerprint(made.board.circuit)
    assert {word.text for word in first if word.size_pt > 19} >= {digits[at : at + 4] for at in range(0, 16, 4)}
    assert outside(first) == []
    assert overlapping(first) == []


def test_what_is_urgent_whom_to_call_and_who_pays_are_among_the_ten():
    told = {claim.label.replace("\u00a0", " "): claim for claim in ten_facts(facts(imprint(EXAMPLE)))}
    assert len(told) == TEN
    assert told["Quand c’est urgent, on appelle"].missing
    assert told["On répond à ces heures"].value == "24 h sur 24, 7 jours sur 7 (à vérifier)"
    assert "Grosse fuite d’eau, dégâts rapides" in told["C’est « Niveau 1, moins de 4 h »"].value
    assert "Niveau 2, moins de 24 h" in told["Quand c’est urgent, on vient en"].value
    assert told["Au début, comme preuve, on reçoit"].missing
    assert told["Par écrit, on passe par"].missing
    comes = told["« L’entreprise vient chez moi » (Entreprise), en combien de temps"]
    assert comes.value.startswith("moins de 5 jours ouvrés")
    assert told["Si rien ne vient, on s’adresse ici"].value.startswith("J’écris à mon bailleur")
    assert told["Qui paie"].value == "le contrat d’entretien\u00a0: 9 problèmes"


def test_a_fact_that_nobody_found_is_a_line_to_fill_in():
    told = ten_facts(facts(imprint(THIN)))
    assert len(told) == TEN
    assert [claim.sources for claim in told if claim.missing] == [()] * sum(claim.missing for claim in told)
    html = validation_sheet(imprint(THIN)).html.split("<section")[0]
    assert html.count('class="missing"') == sum(claim.missing for claim in told) > 5
    assert "pas trouvé<" not in html


@every
def test_no_fact_is_asked_twice_and_each_known_one_has_its_source(path):
    told = ten_facts(facts(imprint(path)))
    assert len({claim.label for claim in told}) == len(told) == TEN
    known = {source.number for source in imprint(path).dossier.sources}
    assert all(set(claim.sources) <= known for claim in told)
    assert not any(claim.sources for claim in told if claim.missing)


def test_no_landlord_is_asked_about_a_number_of_danger():
    made = imprint(making.CIRCUITS / "oph-31" / "neighbours.yaml")
    assert not [claim for claim in (*ten_facts(facts(made)), *claims(made)) if claim.value == "17"]
    assert not [claim for claim in ten_facts(facts(made)) if claim.label == made.words("validation.ten.call")]


def test_a_request_to_move_is_asked_for_nothing_urgent_and_for_no_payment():
    made = imprint(making.CIRCUITS / "sdh" / "transfer.yaml")
    assert made.board.circuit.topic is Topic.TRANSFER
    labels = {claim.label for claim in ten_facts(facts(made))}
    assert labels.isdisjoint(made.words(f"validation.ten.{key}") for key in ("call", "urgent", "pays"))


def test_long_facts_leave_room_for_the_signatures():
    long = {
        "id": "s1",
        "title": "Je signale",
        "channels": [{"kind": "phone", "label": f"Ligne {n} " + "x" * 60} for n in range(9)],
    }
    steps = [long, *making.steps(3)[1:]]
    (first, *_) = pages(pdf(validation_sheet(imprint_of(making.circuit(steps=steps), squares="auto")).html, Printing()))
    assert "".join(word.text for word in first).count("Signature") == 2


# --- then a row a fact -------------------------------------------------------------------------------------


@every
def test_every_text_that_the_landlord_answers_for_stands_on_the_sheet(path):
    assert lost(path, said(validation_sheet(imprint(path)).html)) == []


def test_the_guard_sees_a_lost_fact():
    html = said(validation_sheet(imprint(EXAMPLE)).html)
    assert len(answered(EXAMPLE)) > 25
    text = "Tous les appels sont reçus et enregistrés, jour et nuit."
    assert lost(EXAMPLE, html.replace(squeezed(text), "")) == [text]


@pytest.mark.slow
@every
def test_it_is_short_and_no_page_but_the_last_is_nearly_empty(path):
    paper = printed(path)
    assert len(paper) <= 8
    assert min(map(share_used, paper[:-1])) >= 0.4


@every
def test_law_words_common_questions_and_ids_are_not_asked(path):
    made = imprint(path)
    html = validation_sheet(made).html
    rows = "".join(html.split("<tbody>")[2:]).split('class="sources"')[0]
    for title in [item.title for item in made.board.circuit.common_questions]:
        assert f"<b>{title}</b>" not in rows
    for term, meaning in made.board.circuit.words.items():
        assert f"{term}\u00a0: <b>{meaning}" not in rows
    for item in made.board.circuit.recourse:
        assert item.contact or f"<b>{item.title}</b> {item.text}" not in rows
    assert not [item.id for item in making.items(made.board.squares) if f"· {item.id}<" in html]


def test_what_nobody_has_found_has_no_source():
    entries = {entry.title: entry for section in list_asked(facts(imprint(EXAMPLE))) for entry in section.entries}
    delay = next(claim for claim in entries["L’appel est enregistré"].claims if claim.label == "Délai annoncé")
    assert (delay.missing, delay.sources) == (True, ())


def test_only_sources_that_a_row_names_are_listed():
    made = imprint(EXAMPLE)
    told = {number for claim in (*ten_facts(facts(made)), *claims(made)) for number in claim.sources}
    html = validation_sheet(made).html
    for source in made.dossier.sources:
        assert (f"<b>[{source.number}]</b>" in html) is (source.number in told)
    assert len(told) < len(made.dossier.sources)


def test_a_step_names_where_one_turns_to_without_a_square():
    steps = making.steps(3, s1={"if-silent": "s2"})
    made = imprint_of(making.circuit(steps=steps), squares="auto")
    assert next(claim.value for claim in claims(made) if claim.label == "Si rien ne vient") == steps[1]["title"]


# --- what is signed ----------------------------------------------------------------------------------------


def test_what_is_signed_is_the_hash_of_the_circuit():
    circuit = making.shipped(EXAMPLE)
    html = said(validation_sheet(imprint(EXAMPLE)).html)
    assert fingerprint(circuit) in html
    assert matches(fingerprint(circuit)[:16], circuit)
    assert not matches(fingerprint(circuit)[:15], circuit)
    digits = fingerprint(circuit)
    assert f">{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:16]}</p>" in validation_sheet(imprint(EXAMPLE)).html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_bodies_sign_by_function_and_date(language):
    made = imprint_of(making.circuit(language=language), squares="24")
    html = said(validation_sheet(made).html)
    for key in ("validation.for.landlord", "validation.for.federation"):
        assert squeezed(made.words(key)) in html
    for key in ("validation.function", "validation.date", "validation.signature"):
        assert html.count(squeezed(made.words(key))) == 2


@pytest.mark.parametrize("large", [False, True])
def test_each_page_says_what_it_is_for_and_can_be_read(large):
    path = making.CIRCUITS / "oph-31" / "neighbours.yaml"
    first, *others = paper = printed(path, large=True) if large else printed(path)
    assert "Votresignaturedit" in "".join(word.text for word in first)
    for words in paper:
        assert min(word.size_pt for word in words) >= (14 if large else 9) - 0.01
        assert outside(words) == []
        assert overlapping(words) == []
    for words in others:
        assert "Uneligne,unfait:cochezunecase,corrigezàdroite." in "".join(word.text for word in words)
    for words in paper[:3]:
        assert {"source", "juste", "corriger"} <= {word.text for word in words}


def test_the_hash_of_the_sheet_tells_the_words_and_not_the_stamp():
    made = imprint(REPAIRS)
    other = replace(made, dossier=replace(made.dossier, version="Version 9", status="autre"))
    assert validation_sheet(other).hash == validation_sheet(made).hash
