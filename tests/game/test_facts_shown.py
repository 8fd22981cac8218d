"""A fact with a source of its own says so wherever it is read, and the others say nothing of it."""

from datetime import date
from html import unescape
from typing import Any

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.read import read_text
from jeu_oie.exchange.compare import compare_circuit
from jeu_oie.game.asked import list_asked
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.web.embed import fragment
from tests.circuit.stating import OWN, scattered
from tests.game.making import board, card, deck, dossier, preset, steps
from tests.game.test_every_key import full
from tests.game.test_nothing_lost import shown, stands, texts

SOURCES: dict[str, Any] = {"sources": {"guide": {"title": "Guide"}, "loi": {"title": "Loi"}}}


def parts(item: dict[str, Any], **also: Any) -> dict[str, Any]:
    return {"steps": steps(3, s2=item), **SOURCES, **also}


def rows(item: dict[str, Any], **also: Any) -> dict[str, str]:
    return {row.key: row.value for row in card(deck(**parts(item, **also)), "s2").rows}


@pytest.mark.parametrize(
    "said, value",
    [
        ({}, "5 jours"),
        ({"source": "guide"}, "5 jours"),
        ({"source": "loi"}, "5 jours (source\u00a0: Loi)"),
        ({"source": ["loi", "guide"]}, "5 jours (source\u00a0: Loi, Guide)"),
        ({"uncertain": True}, "5 jours (à vérifier)"),
        ({"source": "loi", "searched": "2016-11"}, "5 jours (source\u00a0: Loi, cherché en novembre 2016)"),
    ],
)
def test_a_row_whose_source_is_not_the_item_s_names_it(said, value):
    made = rows({"delay": {"value": "5 jours", **said}, "trace": "Un numéro", "source": "guide"})
    assert made["delay"].replace("novembre\u00a02016", "novembre 2016") == value
    assert made["trace"] == "Un numéro"


def test_the_foot_of_its_card_cites_all_of_them_and_doubts_none_but_its_own():
    made = card(
        deck(**parts({"delay": {"value": "5 jours", "source": "loi", "uncertain": True}, "source": "guide"})), "s2"
    )
    assert [title for _, title in made.sources] == ["Guide", "Loi"]
    assert made.provenance == ""


def test_in_an_uncertain_item_what_is_sure_says_so():
    made = rows(
        {"delay": {"value": "5 jours", "uncertain": False}, "trace": "Reçu", "source": "guide", "uncertain": True}
    )
    assert (made["delay"], made["trace"]) == ("5 jours (pas à vérifier)", "Reçu")


def test_beside_a_fact_with_a_source_one_that_has_none_says_so():
    made = rows({"delay": {"value": "5 jours", "source": "loi"}, "trace": "Reçu"})
    assert made["delay"] == "5 jours (source\u00a0: Loi)"
    assert made["trace"] == "Reçu (source pas trouvée)"
    assert card(deck(**parts({"delay": {"value": "5 jours", "source": "loi"}})), "s2").provenance == ""


@pytest.mark.parametrize("unsure", [True, False])
def test_time_squares_ask_the_delay_and_not_its_step(unsure):
    said = {"delay": {"value": "5 jours", "uncertain": unsure}, "trace": "Reçu", "uncertain": not unsure}
    made = deck(rules=preset(), **parts(said))
    (wait,) = [each for each in made.cards if each.kind == "time"]
    assert ("à vérifier" in wait.face.text) is unsure


def test_where_to_turn_and_criteria_name_theirs():
    urgent = {"id": "u", "title": "Urgent", "from": "s1", "to": "end", "source": "guide"}
    made = deck(
        shortcuts=[{**urgent, "criteria": {"value": ["Eau", "Feu"], "source": "loi"}}],
        **parts({"if-silent": {"value": "s3", "source": "loi"}, "source": "guide"}),
    )
    assert card(made, "u").heading.endswith("(source\u00a0: Loi)")
    silent = next(row for row in card(made, "s2").rows if row.key == "silent")
    assert silent.value == f"{silent.bare} (source\u00a0: Loi)"
    assert "Étape s3" in silent.bare


def test_who_pays_for_a_problem_says_where_that_stands():
    problem = {"title": "Fuite", "charge": {"value": "landlord", "source": "loi"}, "source": "guide"}
    made = deck(problems=[problem], **SOURCES)
    assert "(source\u00a0: Loi)" in next(each for each in made.problems if each.title == "Fuite").answer


def test_a_fact_to_sign_names_its_own_source():
    said = {"delay": {"value": "5 jours", "source": "loi", "uncertain": True}, "trace": "Un numéro", "source": "guide"}
    asked = {each.key: each for each in list_asked(FactFormatter(board(**parts(said)), load_catalog("fr")))}
    delay, trace = asked["steps.s2.delay"], asked["steps.s2.trace"]
    assert (delay.now, delay.sources, delay.uncertain) == ("5 jours", ("Loi",), True)
    assert (trace.now, trace.sources, trace.uncertain) == ("Un numéro", ("Guide",), False)


def test_landlords_are_compared_with_the_source_of_each_fact():
    said = {"delay": {"value": "5 jours", "source": "loi", "uncertain": True}, "trace": "Un numéro", "source": "guide"}
    told = compare_circuit(FactFormatter(board(**parts(said)), load_catalog("fr")))
    (delay,), (trace,) = told.answers["delay"], told.answers["receipt"]
    assert (delay.sources, delay.uncertain) == (("loi",), True)
    assert (trace.sources, trace.uncertain) == (("guide",), False)


LINT = """\
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
    delay: {value: 5 jours, source: loi}
    trace: Un numéro
    call: {value: 01 02 03 04 05, uncertain: true}
  - {id: b, title: Deux, delay: 4 h}
sources: {loi: {title: Loi}}
"""


def test_a_fact_without_a_source_is_told_at_its_line():
    found = lint(read_text(LINT, "e.yaml", lambda _: None), date(2016, 1, 1))
    assert [(each.code, each.place.line) for each in found] == [("no-source", 12), ("no-source", 14)]


@pytest.mark.parametrize("seed", range(4))
def test_every_text_and_every_source_of_a_fact_stands_in_a_card_or_in_the_dossier(seed):
    made = scattered(full(), seed)
    told = shown(deck(rules=preset(squares="auto"), **made), dossier(**made))
    plain = full()
    assert [text for text in texts(plain) if not stands(text, told)] == []
    cited = {name for each in board(**made).circuit.steps for own in each.stated.values() for name in own.source}
    assert cited, "the lots gave none"
    assert [name for name in cited if not stands(OWN[name]["title"], told)] == []


def test_a_fragment_says_where_its_facts_stand():
    given = parts({"trace": {"value": "Un numéro", "source": "loi"}, "source": "guide"})
    told = unescape(fragment(FactFormatter(board(**given), load_catalog("fr")), dossier(**given)))
    assert "Un numéro (source\u00a0: Loi)" in told


def test_a_number_to_call_says_in_the_fragment_what_it_rests_on():
    urgent = {"id": "u", "title": "Urgent", "from": "s1", "to": "end", "source": "guide", "criteria": ["Eau"]}
    given = {**SOURCES, "shortcuts": [{**urgent, "call": {"value": "3939", "source": "loi", "uncertain": True}}]}
    told = unescape(fragment(FactFormatter(board(**given), load_catalog("fr")), dossier(**given)))
    assert [each for each in ("Guide", "Loi", "à vérifier") if each not in told] == []


def test_a_danger_says_that_its_number_is_to_be_checked():
    danger = {"id": "gas", "danger": "Gaz", "call": {"value": "112", "source": "loi", "uncertain": True}}
    made = FactFormatter(board(landlord={"name": "B", "emergency": [danger]}, **SOURCES), load_catalog("fr"))
    gas = next(each for each in made.circuit.emergency if each.id == "gas")
    assert "à vérifier" in made.danger_title(gas)
    assert "Loi" in [title for _, title in made.cited(gas)] + [
        made.circuit.sources[n].title for n in made.danger_sources([gas])
    ]
