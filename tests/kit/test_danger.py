"""Danger comes first in all that is printed or shown: the numbers always; with gas one goes out, then calls."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from jeu_oie.circuit.changes import differ
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.errors import Severity
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.evening import calls
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.plan import plan_reading
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import as_data, content_hash
from jeu_oie.print.content.person import person_content
from jeu_oie.print.content.poster import poster_content
from jeu_oie.web.embed import fragment
from tests.board.drawn import paper_of
from tests.browser.pages import Tree, make
from tests.chosen import chosen, crossed, named
from tests.circuit.test_lint import TODAY
from tests.game import making
from tests.print.sheets import found_in

NUMBERS = ("18", "15", "17", "112", "114")
OUT, CALL = "Je sors.", "Dehors, loin, j’appelle le 18 ou le 112."
GAS_WORDS = f"Je ne touche ni lumière, ni téléphone, ni flamme. J’ouvre les fenêtres. {OUT}"
GRDF = "0 800 47 33 33"
UNSURE = "Je ne sais pas si c’est urgent"
VALIDATED = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}
shipped = pytest.mark.parametrize("path", chosen(making.SHIPPED, making.FEW[::3]), ids=named)


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def poster_of(paper):
    return poster_content(paper.board, paper.dossier, paper.words, None)


def sheets(circuit, **preset):
    """Name → text of all that tells danger."""
    paper = paper_of(circuit, **preset)
    deck = write(paper.board, paper.words)
    cards = [
        part
        for card in deck.every
        for part in (card.title, *card.bullets, *(f"{r.label} {r.value}" for r in card.rows))
    ]
    return {
        "poster": plain(" ".join(found_in(as_data(poster_of(paper))))),
        "person": plain(" ".join(found_in(as_data(person_content(paper.board, paper.dossier, None))))),
        "page": plain(Tree(make(circuit).html).one("contenu").text),
        "fragment": plain(re.sub(r"<[^>]+>", " ", fragment(paper.facts, paper.dossier))),
        "circuit": plain(
            " ".join(f"{each.title} {' '.join(each.gestures)} {each.said}" for each in paper.dossier.dangers)
        ),
        "guide": " ".join(f"{each.title} {each.number}" for each in calls(deck, paper.facts)),
        "cards": plain(" ".join(cards)),
    }


@cache
def sheets_of(path):
    return sheets(making.shipped(path))


def circuit_of(common="", landlord="", more="", language="fr", shared=True):
    text = (
        f"format: 1\ntitle: Essai\ntopic: repairs\nlanguage: {language}\nversion: v1\nstatus: draft\n"
        + ("common: common.yaml\n" if shared else "")
        + "landlord: landlord.yaml\nsteps: [{id: s1, title: Un}, {id: s2, title: Deux}, {id: s3, title: Trois}]\n"
        + more
    )
    files = {
        "landlord.yaml": f"name: Office\n{landlord}".encode(),
        "common.yaml": (common or "words: {a: b}\n").encode(),
    }
    return read_text(text, "c.yaml", files.get)


GAS = "problems: [{id: p, title: Odeur de gaz, delay: 24 h}]\n"


@shipped
def test_the_numbers_stand_on_every_sheet(path):
    for name, said in sheets_of(path).items():
        if name != "cards" or making.shipped(path).shortcuts:
            assert [each for each in NUMBERS if not re.search(rf"\b{each}\b", said)] == [], name


@shipped
def test_with_gas_one_goes_out_before_one_calls(path):
    for name, said in sheets_of(path).items():
        for at in (found.start() for found in re.finditer(re.escape(CALL), said)):
            assert OUT in said[max(0, at - 60) : at], (name, said[at - 80 : at])
        assert not re.search(r"gaz[^.]{0,40}j’appelle le (?!18 ou le 112)", said, re.IGNORECASE), name


@shipped
def test_the_number_of_one_gas_network_is_printed_only_where_it_is_that_one(path):
    whole = sheets_of(path)
    if path.parent.name == "oph-31":
        assert re.search(rf"{re.escape(CALL)}.{{0,60}}Ensuite, si mon réseau est GRDF : {GRDF}", whole["page"])
    else:
        assert [name for name, said in whole.items() if GRDF in said] == []
    assert not any(
        "national" in said[max(0, at.start() - 80) : at.end() + 80]
        for said in whole.values()
        for at in re.finditer(GRDF, said)
    )


@shipped
def test_nobody_who_is_unsure_is_sent_to_the_police(path):
    own = any(each.call and each.call not in NUMBERS for each in making.shipped(path).shortcuts)
    for name in ("poster", "person", "page"):
        assert (UNSURE in sheets_of(path)[name]) == own, name


def test_the_lift_stays_to_be_checked_and_no_gesture_is_ours():
    common = Path(making.CIRCUITS / "common.yaml").read_text(encoding="utf-8")
    assert "Le numéro du gaz est national" not in common
    assert "numéro national d’urgence du gaz" not in common
    paper = paper_of(making.shipped(making.SHIPPED[0]))
    dossier, doubtful = paper.dossier, [each for each in paper.board.circuit.emergency if each.uncertain]
    assert "lift-inside" in {each.id for each in doubtful}
    told = [each.title for each in dossier.dangers if "à vérifier" in each.title]
    assert told == [f"{each.title} (à vérifier)" for each in doubtful]
    assert all(each.sources for each in dossier.dangers)


@pytest.mark.parametrize("language, shared", crossed(["fr", "en", "ar"], [True, False]))
def test_no_circuit_is_without_numbers(language, shared):
    circuit = circuit_of(more=GAS, language=language, shared=shared).circuit
    said = sheets(circuit)
    for name in ("poster", "person", "page"):
        assert all(re.search(rf"\b{each}\b", said[name]) for each in NUMBERS), name
    assert ("I go out." if language == "en" else OUT) in said["page"]


@pytest.mark.parametrize("preset, status", [({}, {}), ({"ink": "saver"}, VALIDATED), ({"large": True}, {})])
def test_a_circuit_without_an_urgent_way_has_the_numbers_and_the_gestures(preset, status):
    circuit = making.circuit(problems=[{"id": "p", "title": "Odeur de gaz"}], **status)
    said = sheets(circuit, **preset)
    for name in ("poster", "person"):
        assert all(re.search(rf"\b{each}\b", said[name]) for each in NUMBERS), name
    assert f"{GAS_WORDS} {CALL}" in said["person"]
    assert said["poster"].index(GAS_WORDS) < said["poster"].index("Dehors : 18 ou 112")


def test_a_landlord_that_overrides_gas_takes_no_gesture_away():
    own = "emergency: [{id: gas, danger: Gaz, call: 04 00 00 00 00, source: l}]\nsources: {l: {title: Bailleur}}\n"
    circuit = circuit_of(landlord=own, more=GAS).circuit
    gas = next(each for each in circuit.emergency if each.id == "gas")
    assert (gas.title, gas.call, gas.first[-1]) == ("Gaz", "04 00 00 00 00", CALL)
    assert gas.source[0] == "l"
    assert "fuite-gaz-nantes" in gas.source


def test_a_landlords_gestures_win_and_calling_first_is_told():
    own = (
        "emergency: [{id: gas, danger: Gaz, first: [J’appelle l’agence], source: l}]\nsources: {l: {title: Bailleur}}\n"
    )
    reading = circuit_of(landlord=own)
    assert next(each for each in reading.circuit.emergency if each.id == "gas").first == ("J’appelle l’agence",)
    told = [each for each in lint(reading, TODAY) if each.code == "danger-call-first"]
    assert [(each.place.file, each.place.line) for each in told] == [("landlord.yaml", 2)]


def test_a_problem_that_sends_to_the_phone_first_is_told_and_printed_after():
    reading = circuit_of(more="problems: [{id: p, title: Ça sent le gaz, first: [J’appelle le 0 800 47 33 33]}]\n")
    assert [each.code for each in lint(reading, TODAY) if each.code.startswith("danger")] == ["danger-call-first"]
    facts = paper_of(reading.circuit).facts
    assert facts.first(reading.circuit.problems[0])[-2:] == (CALL, "J’appelle le 0 800 47 33 33")


def test_a_criterion_of_gas_leaves_the_list_of_what_one_calls_the_landlord_for():
    way = {
        "id": "u",
        "title": "Niveau 1",
        "from": "s1",
        "to": "s3",
        "call": "01 02 03 04 05",
        "criteria": ["Fuite de gaz", "Fuite d’eau"],
    }
    circuit = making.circuit(shortcuts=[way])
    card = next(each for each in write(assemble(circuit, Preset()), load_catalog("fr")).cards if each.id == "u")
    assert card.bullets == ("Fuite d’eau",)
    assert [row.key for row in card.rows[:3]] == ["emergency", "danger", "call"]
    assert card.rows[1].value.endswith(CALL)
    assert card.rows[1].label == "Fuite de gaz"


def test_an_agency_that_calls_itself_for_gas_is_told():
    way = "shortcuts: [{id: u, title: Odeur de gaz, from: s1, to: s3, call: 01 02 03 04 05}]\n"
    assert "danger-own-call" in [each.code for each in lint(circuit_of(more=way), TODAY)]


@pytest.mark.parametrize(
    "common, landlord, told",
    [
        (
            "emergency: [{id: water, danger: Eau, first: [Je ferme]}]\n",
            "",
            ("common.yaml", 1, "emergency-without-number"),
        ),
        ("emergency: [{id: a, call: '1'}]\n", "", ("common.yaml", 1, "missing-key")),
        ("emergency: [{id: a, danger: A, call: '1', by: fax}]\n", "", ("common.yaml", 1, "unknown-choice")),
        ("emergency: [{id: a, danger: A, call: '1', source: x}]\n", "", ("common.yaml", 1, "unknown-source")),
        ("", "emergency: [{id: a, danger: A, call: '1', source: x}]\n", ("landlord.yaml", 2, "unknown-source")),
        ("", "emergency: [{danger: A, call: '1'}]\n", ("landlord.yaml", 2, "missing-key")),
        (
            "",
            "emergency:\n- {id: a, danger: A, call: '1'}\n- {id: a, danger: B, call: '2'}\n",
            ("landlord.yaml", 4, "duplicate-id"),
        ),
        ("", "emergency: [{id: a, danger: A, frist: [B]}]\n", ("landlord.yaml", 2, "unknown-key")),
    ],
)
def test_a_mistake_is_told_at_its_line(common, landlord, told):
    found = circuit_of(common, landlord).problems
    assert told in [(each.place.file, each.place.line, each.code) for each in found], found


def test_a_danger_of_ones_own_country_takes_the_place_of_all():
    circuit = circuit_of("emergency: [{id: x, danger: Secours, call: '999'}]\n").circuit
    assert [(each.title, each.call) for each in circuit.emergency] == [("Secours", "999")]


def test_the_signature_holds_what_the_landlord_says_of_danger_and_not_what_all_share():
    plain_, other = circuit_of(), circuit_of("emergency: [{id: x, danger: Secours, call: '999'}]\n")
    own = circuit_of(landlord="emergency: [{id: gas, danger: Gaz, first: [Je sors.]}]\n")
    assert fingerprint(plain_.circuit) == fingerprint(other.circuit)
    assert fingerprint(plain_.circuit) != fingerprint(own.circuit)


def test_a_changed_danger_is_told_and_printed_again():
    old = circuit_of("emergency: [{id: x, danger: Secours, call: '999'}]\n", more=GAS).circuit
    new = circuit_of("emergency: [{id: x, danger: Secours, call: '998'}]\n", more=GAS).circuit
    assert [(each.list, each.id, each.changes[0].key) for each in differ(old, new)] == [("emergency", "x", "call")]
    assert content_hash(poster_of(paper_of(old))) != content_hash(poster_of(paper_of(new)))


def test_the_english_dangers_say_the_same_as_the_french():
    french, english = (circuit_of(language=each, shared=False).circuit.emergency for each in ("fr", "en"))
    figures = [
        [re.findall(r"\d+", f"{each.call} {' '.join(each.first)}") for each in several] for several in (french, english)
    ]
    assert figures[0] == figures[1]
    assert [(a.id, a.source, len(a.first), a.by) for a in french] == [
        (b.id, b.source, len(b.first), b.by) for b in english
    ]


def test_the_numbers_have_their_source_in_the_list():
    board = assemble(making.circuit(), Preset())
    facts = FactFormatter(board, load_catalog("fr"))
    listed = {each.number for each in open_dossier(board, load_catalog("fr")).sources}
    assert {facts.source_numbers[name] for name in facts.danger_sources(facts.circuit.emergency)} <= listed


@pytest.mark.parametrize(
    "more, told",
    [("", True), (", source: l", False), (", uncertain: true", False), (", call: {value: 18, source: l}", False)],
)
def test_a_danger_that_says_not_where_it_comes_from_is_told(more, told):
    """It would be printed in red on every sheet."""
    danger = f"{{id: rocks, danger: Chute de pierres, first: [Je m’éloigne]{more}}}"
    own = f"emergency: [{danger}]\nsources: {{l: {{title: Bailleur}}}}\n"
    found = [each for each in lint(circuit_of(landlord=own), TODAY) if each.code == "danger-unsourced"]
    assert [each.place.file for each in found] == ["landlord.yaml"] * told


def test_numbers_of_danger_that_have_no_room_are_told_and_none_is_shortened():
    """At the number, with its cure; nothing is made."""
    dangers = [{"id": "gaz", "danger": "Gaz", "call": "0 800 47 33 33 puis le gardien " * 20}]
    data = {"format": 1, "topic": "general", "language": "fr", "status": "draft", "version": "1", "title": "Essai"}
    data |= {"landlord": {"name": "Office", "emergency": dangers}, "steps": making.steps(8)}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    made, (problem,) = plan_reading(read_text(text, "a.yaml", lambda _: None), Preset())
    assert made is None and problem.severity is Severity.ERROR
    assert problem.code == "dangers-too-long" and '"call"' in text.splitlines()[problem.line - 1]
    assert "n’écrivez que le numéro" in problem.cure()
