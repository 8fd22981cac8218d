"""A landlord signs what it has read: ten facts first, then a row for each fact that it answers for, with its source."""

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.signing import fingerprint, matches
from jeu_oie.game.asked import Audience, list_asked
from jeu_oie.game.needs import TEN
from jeu_oie.game.wording import FactFormatter
from jeu_oie.print.content.frame import as_data
from tests.chosen import chosen, named
from tests.draw.logos import logo
from tests.game import making
from tests.game.test_nothing_lost import WAYS, load, stands
from tests.print.sheets import document, found_in, grey, planned, shipped, squeezed, unsaid, words
from tests.sheets.sheets import outside, overlapping, pages, share_used

NAME = "landlord/validation"
HEADER = ("again",)  # stands over each page, and in no tag

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
    return pages(document(NAME, shipped(path, large=large)).pdf())


def content_of(path):
    return document(NAME, shipped(path)).content


@cache
def said(path):
    """All that the sheet tells."""
    return squeezed("\n".join(found_in(as_data(content_of(path)))))


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


def asked_of(made):
    return [each for each in list_asked(facts(made)) if each.audience is not Audience.TABLE]


def ten_rows(made):
    return {row.label.replace("\u00a0", " "): row for row in document(NAME, made).content.ten}


@pytest.mark.parametrize("path", chosen(making.FEW, making.FEW[::3]), ids=named)
def test_both_signatures_and_the_code_stand_on_page_1_and_each_of_the_ten_facts_once(path):
    digits = fingerprint(shipped(path).board.circuit)
    first, *others = printed(path)
    told = "".join(word.text for word in first)
    assert told.count("Signature") == 2
    assert not any("Signature" in word.text for page in others for word in page)
    assert {word.text for word in first if word.size_pt > 19} >= {digits[at : at + 4] for at in range(0, 16, 4)}
    assert outside(first) == overlapping(first) == []
    ranks = [re.match(r"(\d+)\.$", word.text) for page in (first, others[0]) for word in page if word.left < 22]
    assert [int(found[1]) for found in ranks if found] == list(range(1, TEN + 1))


def test_what_is_urgent_whom_to_call_and_who_pays_are_among_the_ten():
    told = ten_rows(shipped(EXAMPLE))
    assert len(told) == TEN
    assert told["Quand c’est urgent, quel numéro appelle-t-on ?"].missing
    assert told["À quelles heures répond-on aux urgences ?"].missing
    assert "Grosse fuite d’eau, dégâts rapides" in told["Qu’est-ce qui est urgent ?"].value
    assert "Niveau 2, moins de 24 h" in told["Quand c’est urgent, en combien de temps vient-on ?"].value
    assert told["Au début, que reçoit-on comme preuve ?"].missing
    assert told["Par écrit, par où passe-t-on ?"].missing
    comes = told["« L’entreprise vient chez moi » : en combien de temps ?"]
    assert comes.value.startswith("moins de 5 jours ouvrés")
    assert told["Si rien ne vient, à qui s’adresse-t-on ?"].value.startswith("J’écris à mon bailleur")
    assert told["Qui paie ?"].value == "le contrat d’entretien"


def test_a_fact_that_nobody_found_is_a_line_to_fill_in():
    rows = content_of(THIN).ten
    assert len(rows) == TEN
    assert {row.source for row in rows if row.missing} == {"–"}
    assert {row.value for row in rows if row.missing} == {"à dire"}
    assert sum(row.missing for row in rows) > 5


@every
def test_no_fact_is_asked_twice_and_each_known_one_has_its_source(path):
    asked = asked_of(shipped(path))
    assert len({each.key for each in asked}) == len(asked)
    assert {each.rank for each in asked} == {*range(TEN + 1)}
    known = {source.title for source in shipped(path).dossier.sources}
    assert {title for each in asked for title in each.sources} <= known
    assert not any(each.sources for each in asked if not each.now)


def test_no_landlord_is_asked_about_a_number_of_danger():
    made = shipped(making.CIRCUITS / "oph-31" / "neighbours.yaml")
    assert not [each for each in asked_of(made) if each.now == "17"]
    assert made.words("asked.ten.call") not in {each.line for each in asked_of(made)}


def test_a_request_to_move_is_asked_for_nothing_urgent_and_for_no_payment():
    made = shipped(making.CIRCUITS / "sdh" / "transfer.yaml")
    assert made.board.circuit.topic is Topic.TRANSFER
    lines = {each.line for each in asked_of(made)}
    assert lines.isdisjoint(made.words(f"asked.ten.{key}") for key in ("call", "criteria", "pays"))


def test_facts_that_find_no_room_beside_the_signatures_stand_on_page_2():
    long = {
        "id": "s1",
        "title": "Je signale",
        "channels": [{"kind": "phone", "label": f"Ligne {n} " + "x" * 60} for n in range(10)],
    }
    made = planned(making.circuit(steps=[long, *making.steps(3)[1:]]))
    laid = document(NAME, made)
    first, second, *_ = words(laid.pdf(), "-raw").split("\f")
    assert first.count("Signature") == 2
    beside, after = ({int(rank) for rank in re.findall(r"(?m)^(\d+)\. ", page)} for page in (first, second))
    assert after
    assert not beside & after
    assert beside | after == {*range(1, len(laid.content.ten) + 1)}
    assert not unsaid(laid.pdf(), laid.content, HEADER)


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_paper_shows_every_text_of_its_content_in_black_alone(large):
    laid = document(NAME, shipped(EXAMPLE, large=large))
    pdf = laid.pdf()
    assert not unsaid(pdf, laid.content, HEADER)
    assert grey(pdf)


@every
def test_every_text_that_the_landlord_answers_for_stands_on_the_sheet(path):
    assert lost(path, said(path)) == []


def test_the_guard_sees_a_lost_fact():
    html = said(EXAMPLE)
    assert len(answered(EXAMPLE)) > 25
    text = "Tous les appels sont reçus et enregistrés, jour et nuit."
    assert lost(EXAMPLE, html.replace(squeezed(text), "")) == [text]


@few
def test_it_is_short_and_no_page_but_the_last_is_nearly_empty(path):
    paper = printed(path)
    assert len(paper) <= 10
    assert min(map(share_used, paper[:-1])) >= 0.4


@every
def test_law_words_common_questions_and_ids_are_not_asked(path):
    circuit = shipped(path).board.circuit
    rows = [row for section in content_of(path).sections for entry in section.entries for row in entry.rows]
    names = {row.name for row in rows}
    assert names.isdisjoint(item.title for item in circuit.common_questions)
    assert {row.label for row in rows}.isdisjoint(f"{term}\u00a0:" for term in circuit.words)
    assert names.isdisjoint(item.title for item in circuit.recourse if not item.contact)
    told = {row.value for row in rows}
    assert told.isdisjoint(item.id for item in making.items(shipped(path).board.squares))


def test_what_nobody_has_found_has_no_source():
    entries = {entry.title: entry for section in content_of(EXAMPLE).sections for entry in section.entries}
    delay = next(row for row in entries["L’appel est enregistré"].rows if row.label.startswith("Délai annoncé"))
    assert (delay.missing, delay.source) == (True, "–")


def test_only_sources_that_a_row_names_are_listed():
    made = shipped(EXAMPLE)
    told = {title for each in asked_of(made) for title in each.sources}
    assert {source.title for source in content_of(EXAMPLE).sources} == told
    assert len(told) < len(made.dossier.sources)


def test_a_step_names_where_one_turns_to_without_a_square():
    steps = making.steps(3, s1={"if-silent": "s2"})
    made = planned(making.circuit(steps=steps), squares="auto")
    assert next(each.now for each in asked_of(made) if each.box == "if-silent") == steps[1]["title"]


def test_what_is_signed_is_the_hash_of_the_circuit():
    circuit, signed = making.shipped(EXAMPLE), content_of(EXAMPLE).signed
    digits = fingerprint(circuit)
    assert signed.digits == f"{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:16]}"
    assert signed.whole.replace(" ", "") == digits
    assert matches(digits[:16], circuit)
    assert not matches(digits[:15], circuit)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_bodies_sign_by_function_and_date_and_it_is_told_by_hand_where_it_goes_back(language):
    made = planned(making.circuit(language=language))
    first, *_ = words(document(NAME, made).pdf(), "-raw").split("\f")
    told = squeezed(first)
    for key in ("validation.for.landlord", "validation.for.federation", "validation.back.to", "validation.back.by"):
        assert told.count(squeezed(made.words(key))) == 1
    for key in ("validation.function", "validation.date", "validation.signature"):
        assert told.count(squeezed(made.words(key))) == 2


def test_who_signs_sees_the_logo_beside_the_name_and_it_is_in_no_hash():
    plain = planned(making.shipped(EXAMPLE))
    made = planned(making.shipped(EXAMPLE))
    made.board.preset.__dict__["logo"] = logo()
    usual, shown = document(NAME, plain), document(NAME, made)
    assert usual.sheets == shown.sheets
    assert "/Figure" not in roles(usual.pdf())
    assert "/Figure" in roles(shown.pdf())


def roles(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as made:
        return {str(each.S) for each in made.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each}


@pytest.mark.parametrize("large", [False, True])
def test_each_page_says_what_it_is_for_and_can_be_read(large):
    path = making.CIRCUITS / "oph-31" / "neighbours.yaml"
    first, *others = paper = printed(path, large=True) if large else printed(path)
    assert "Votresignaturedit" in "".join(word.text for word in first)
    for page in paper:
        assert min(word.size_pt for word in page if word.bottom < 297 - 18) >= (14 if large else 12) - 0.01
        assert outside(page) == overlapping(page) == []
    for page in others:
        assert "Uneligne,unfait:cochezunecase,corrigezàdroite." in "".join(word.text for word in page)
    for page in paper[:3]:
        assert {"source", "juste", "corriger"} <= {word.text for word in page}


def test_the_hash_of_the_sheet_tells_the_words_and_not_the_stamp():
    circuit = making.shipped(REPAIRS)
    made = planned(circuit)
    other = replace(made, dossier=replace(made.dossier, version="Version 9", status="autre"))
    assert document(NAME, other).sheets == document(NAME, made).sheets
