"""What changed is told by step, in the tenants' words, with the time announced in all; it blames nobody."""

import re
from typing import Any

import pytest

from jeu_oie.circuit.model import Circuit
from jeu_oie.exchange.diff import Difference, difference, totals
from jeu_oie.exchange.report import PrintedHashes, as_data, document_of, reprint, reprint_data
from jeu_oie.game.assembly import assemble
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.chosen import chosen, named
from tests.game.making import CIRCUITS, FEW, circuit, preset, shipped, steps
from tests.house.test_catalogs import sentences

# A diff says what is written, never who is to blame, and never that it got worse.
JUDGING = re.compile(r"\b(faute|retard|pire|mieux|mauvais\w*|coupable|blame|fault|late|worse|better)\b", re.IGNORECASE)


def facts(made: Circuit, language: str = "fr") -> FactFormatter:
    return FactFormatter(assemble(made, preset()), load_catalog(language))


def told(before: dict[str, Any], after: dict[str, Any], language: str = "fr") -> Difference:
    return difference(facts(circuit(**before), language), facts(circuit(**after), language))


def said(found: Difference) -> list[tuple[str, str, str]]:
    return [
        (spaced(line.label), spaced(line.before), spaced(line.after)) for each in found.changes for line in each.lines
    ]


def spaced(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u00a0", " ")


def test_a_delay_before_and_after_and_in_all():
    old, new = ({"steps": steps(3, s2={"delay": each}, s3={"delay": "4 h"})} for each in ("5 jours", "8 jours ouvrés"))
    found = told(old, new)
    assert [(section.step, section.title) for section in found.sections] == [("s2", "Étape s2")]
    assert said(found) == [("Délai annoncé", "5 jours", "8 jours ouvrés")]
    (path,) = found.paths
    both = path.before.replace("\u00a0", " "), path.after.replace("\u00a0", " ")
    assert both == ("5 jours 4 heures", "4 heures + 8 jours ouvrés")


def test_what_nobody_found_is_told_as_such_before_and_after():
    validated = {"status": "validated", "validated": {"by": "Le bailleur", "on": "2026-12-01"}}
    old = {"steps": steps(3, s2={"delay": "5 jours", "trace": "Reçu"})}
    assert said(told(old, {})) == [
        ("Délai annoncé", "5 jours", "pas trouvé"),
        ("Ce que je reçois", "Reçu", "pas trouvé"),
    ]
    found = told(old, validated)
    assert ("Délai annoncé", "5 jours", "non dit") in said(found)
    assert found.paths[0].before.replace("\u00a0", " ") == "5 jours ; 1 délai pas trouvé"
    assert found.paths[0].after.replace("\u00a0", " ") == "aucun délai annoncé ; 2 délais non dits"


def test_ids_never_show_where_people_read():
    way = {"recourse": [{"id": "ecrire-au-bailleur", "title": "J’écris"}]}
    found = told(way, {**way, "steps": steps(3, s2={"if-silent": "ecrire-au-bailleur"})})
    assert said(found) == [("Si rien ne vient", "pas trouvé", "J’écris")]


def test_what_is_new_or_gone_says_all_that_it_holds():
    way = {"recourse": [{"id": "ecrire", "title": "J’écris", "text": "Je garde une copie.", "trace": "Ma copie"}]}
    (added,), (gone,) = told({}, way).changes, told(way, {}).changes
    assert (added.what, gone.what) == (("nouveau",), ("retiré",))
    assert ("Texte", "", "Je garde une copie.") in said(told({}, way))
    assert ("Ce que je reçois", "Ma copie", "") in said(told(way, {}))


def test_only_words():
    found = told({"steps": steps(3, s2={"text": "Je lis."})}, {"steps": steps(3, s2={"text": "Je relis."})})
    assert [each.wording for each in found.changes] == [True]
    assert found.paths == ()


def test_a_step_that_is_gone_stands_where_it_stood():
    first, second, third = steps(3)
    other = {"id": "new", "title": "Tout autre chose"}
    found = told({"steps": [first, second, third]}, {"steps": [first, third, other]})
    assert [section.step for section in found.sections] == ["s2", "new"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_judges_anybody(language):
    judged = [
        text
        for key, forms in sentences(language).items()
        for text in forms
        if key.startswith("changes.") and JUDGING.search(text)
    ]
    assert [text for text in judged if "juge" not in text and "judges" not in text] == []
    assert JUDGING.search("C’est la faute du bailleur")


@pytest.mark.parametrize("path", chosen(FEW, FEW[:1]), ids=named)
def test_every_shipped_circuit_can_be_told_against_any_other(path):
    """In both languages, whatever stands in it: all kinds of changes at once."""
    other = shipped(CIRCUITS / "oph-31" / "repairs.yaml")
    for language in ("fr", "en"):
        for pair in ((shipped(path), other), (other, shipped(path))):
            found = difference(*(facts(each, language) for each in pair))
            assert all(each.kind and (each.title or each.list == "frame") for each in found.changes)
            assert as_data(found)["changes"] or path.parent.name == "oph-31"


def test_an_urgency_takes_its_own_time_from_where_it_leaves_to_where_it_leads():
    days = {f"s{n}": {"delay": f"{n} jours"} for n in range(2, 6)}
    short = {"id": "fire", "title": "Feu", "from": "s2", "to": "s4", "delay": "2 h", "criteria": ["Feu"]}
    problems = [
        {"title": "Du feu", "urgency": "fire"},
        {"title": "Une poignée", "urgency": "none"},
        {"title": "Un bruit"},
    ]
    made = totals(circuit(steps=steps(5, **days), shortcuts=[short], problems=problems))
    assert {title: each.minutes for title, each in made.items()} == {
        "": (2 + 3 + 4 + 5) * 1440,
        "Du feu": 2 * 1440 + 120 + 5 * 1440,
        "Une poignée": (2 + 3 + 4 + 5) * 1440,
    }
    away = totals(circuit(steps=steps(5, **days), shortcuts=[{**short, "to": "unknown"}], problems=problems))["Du feu"]
    assert (away.minutes, away.unknown) == (2 * 1440 + 120, 1)


def test_oph_31_by_hand():
    made = totals(shipped(CIRCUITS / "oph-31" / "repairs.yaml"))
    assert (made[""].working, made[""].minutes, made[""].unknown) == (5, 0, 5)
    assert made["Grosse fuite d’eau"].minutes == 240
    assert "Fuite de gaz" not in made, "in a danger one waits for nobody"


def dangers(found: Difference) -> list[tuple[str, str, str]]:
    return [
        (spaced(line.label), spaced(line.before), spaced(line.after))
        for each in found.changes
        for line in each.lines
        if line.danger
    ]


SHORT = {"id": "fire", "title": "Feu", "from": "s1", "to": "s3", "criteria": ["Feu"]}
GAS = {"title": "Odeur de gaz", "first": ["Je sors."]}


@pytest.mark.parametrize(
    "before, after, line",
    [
        (
            {"steps": steps(3, s2={"call": "01 02 03 04 05"})},
            {"steps": steps(3, s2={"call": "0899"})},
            ("Numéro à appeler", "01 02 03 04 05", "0899"),
        ),
        (
            {"landlord": {"name": "B", "contacts": [{"kind": "phone", "value": "01 02 03 04 05"}]}},
            {"landlord": {"name": "B"}},
            ("Contacts", "téléphone 01 02 03 04 05", ""),
        ),
        (
            {"problems": [{"title": "Fuite"}]},
            {"problems": [{"title": "Fuite", "first": ["Ouvrez le gaz en grand."]}]},
            ("À faire tout de suite", "", "Ouvrez le gaz en grand."),
        ),
        ({"problems": [GAS]}, {"problems": [{**GAS, "text": "J’attends."}]}, ("Texte", "", "J’attends.")),
        (
            {"steps": steps(3, s2={"text": "J’attends."})},
            {"steps": steps(3, s2={"text": "J’appelle le 0899."})},
            ("Texte", "J’attends.", "J’appelle le 0899."),
        ),
        ({}, {"advice": [{"title": "Appeler", "text": "J’appelle le 0899."}]}, ("Texte", "", "J’appelle le 0899.")),
        ({}, {"shortcuts": [{**SHORT, "call": "0899"}]}, ("Numéro à appeler", "", "0899")),
        ({"shortcuts": [{**SHORT, "call": "0899"}]}, {}, ("Numéro à appeler", "0899", "")),
    ],
)
def test_what_to_do_in_danger_and_whom_to_call_is_known_as_such(before, after, line):
    assert line in dangers(told(before, after))


@pytest.mark.parametrize(
    "before, after",
    [
        ({"steps": steps(3, s2={"text": "J’attends 10 jours."})}, {"steps": steps(3, s2={"text": "J’attends."})}),
        ({"steps": steps(3, s2={"delay": "5 jours"})}, {"steps": steps(3, s2={"delay": "6 jours"})}),
        ({}, {"words": {"gaz": "Ce qui brûle."}}),
        ({}, {"problems": [{"title": "Une poignée", "text": "Elle casse."}]}),
    ],
)
def test_what_has_nothing_of_a_danger_is_none(before, after):
    found = told(before, after)
    assert found.changes
    assert dangers(found) == []


def test_a_danger_comes_before_all_else_and_no_word_of_it_is_a_mere_word():
    old = shipped(CIRCUITS / "actis" / "repairs.yaml")
    gas = next(each for each in old.emergency if each.id == "gas").model_copy(update={"text": "Ouvrez le gaz."})
    kept = tuple(gas if each.id == "gas" else each for each in old.emergency)
    new = old.model_copy(update={"emergency": kept, "title": "Autre", "arrival": "Là"})
    found = difference(facts(old), facts(new))
    assert [each.list for each in found.changes] == ["emergency", "frame"]
    assert (found.changes[0].danger, found.changes[0].wording) == (True, False)


def test_squares_that_changed_and_the_time_before_them():
    found = told({"steps": steps(3, s2={"delay": "5 jours"})}, {"steps": steps(3, s2={"delay": "6 jours"})})
    (each,) = found.changes
    board = assemble(circuit(steps=steps(3, s2={"delay": "6 jours"})), preset())
    (step,) = (square.number for square in board.squares if square.step == "s2" and square.kind == "step")
    (wait,) = (square.name for square in board.squares if square.kind == "time" and square.number < step)
    assert found.after == dict.fromkeys((wait, str(step)), each.number)


def test_what_stands_on_no_square_has_no_number():
    (each,) = told({"words": {"trace": "a"}}, {"words": {"trace": "b"}}).changes
    assert (each.number, each.place) == (0, "")


def test_data_holds_what_a_program_needs():
    data = as_data(told({}, {"steps": steps(3, s2={"delay": "5 jours"})}))
    (change,) = data["changes"]
    assert (change["step"], change["id"], change["sorts"]) == ("s2", "s2", ["delay"])
    assert data["paths"] == [
        {
            "problems": [""],
            "before": {"minutes": 0, "working-days": 0, "open-days": 0, "unknown": 2, "about": False},
            "after": {"minutes": 7200, "working-days": 0, "open-days": 0, "unknown": 1, "about": False},
        }
    ]


def test_what_to_print_and_to_throw_away_by_hash():
    before = PrintedHashes(
        {"rules": "a", "table-2": "b", "cards-1": "c", "cards-fold-1": "c"}, {"1": "x", "2": "y", "3": "z"}
    )
    after = PrintedHashes(
        {"rules": "a", "table-2": "B", "cards-1": "C", "cards-fold-1": "C"}, {"1": "x", "2": "Y", "4": "w"}
    )
    found = reprint(before, after)
    assert (list(found.cards.again), list(found.cards.away), found.cards.kept) == (["2", "4"], ["2", "3"], 1)
    assert (list(found.sheets.again), list(found.sheets.away), found.sheets.kept) == (["table-2"], ["table-2"], 1)
    assert list(found.card_sheets.again) == ["cards-1"]
    assert reprint(before, before).nothing
    assert not found.nothing
    assert reprint_data(found)["cards"] == {"print": ["2", "4"], "throw": ["2", "3"], "unchanged": 1}


def test_the_document_of_a_sheet():
    named = ("rules", "table-2", "hall/poster", "cards-fold-12")
    assert [document_of(each) for each in named] == ["rules", "table", "hall/poster", "cards-fold"]


def test_a_card_to_throw_away_is_told_by_what_stands_on_it():
    found = reprint(
        PrintedHashes({}, {"1": "x"}, {"1": "Avant"}), PrintedHashes({}, {"1": "y"}, {"1": "Maintenant"})
    ).cards
    assert (found.again, found.away) == ({"1": "Maintenant"}, {"1": "Avant"})


GUIDE = {"sources": {"guide": {"title": "Guide"}, "loi": {"title": "Loi"}}}


@pytest.mark.parametrize(
    "before, after, line",
    [
        ({}, {"source": "loi"}, ("Guide", "Loi")),
        ({"source": "loi"}, {"source": "loi", "uncertain": True}, ("Loi", "Loi · à vérifier")),
        ({"searched": "2016"}, {"searched": "2017"}, ("Guide · cherché en 2016", "Guide · cherché en 2017")),
    ],
)
def test_a_change_of_one_fact_s_source_is_told_of_that_fact(before, after, line):
    old, new = (
        {**GUIDE, "steps": steps(3, s2={"delay": {"value": "5 jours", **each}, "trace": "Reçu", "source": "guide"})}
        for each in (before, after)
    )
    assert said(told(old, new)) == [("Délai annoncé, d’où on le sait", *line)]


def test_a_new_fact_says_its_source_too():
    old, new = (
        {**GUIDE, "steps": steps(3, s2={"source": "guide", **each})}
        for each in ({}, {"trace": {"value": "Reçu", "source": "loi"}})
    )
    assert said(told(old, new)) == [
        ("Ce que je reçois", "pas trouvé", "Reçu"),
        ("Ce que je reçois, d’où on le sait", "", "Loi"),
    ]
