"""What is told besides the facts: where a number is found, advice that is for some problems, a step once it is done."""

from dataclasses import replace
from typing import Any

from jeu_oie.circuit.read import read_text
from jeu_oie.game.assembly import assemble
from jeu_oie.game.faces import item_face
from jeu_oie.game.guidance import list_advice, list_card_advice, name_short, say_number_places
from jeu_oie.game.person import gestures
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.urgencies import advice_tiles
from tests.game.making import board, card, deck, preset, steps

FR = load_catalog("fr")
TEXT = "format: 1\ntitle: T\ntopic: repairs\nlanguage: fr\nversion: '1'\nstatus: draft\n"
STEPS = "steps: [{id: a, title: A}, {id: b, title: B}]\n"
PARTS: Any = {
    "problems": [{"id": "fuite", "title": "Une fuite d’eau"}, {"id": "bruit", "title": "Du bruit"}],
    "advice": [
        {"id": "assurance", "title": "Je préviens mon assurance", "at": "s1", "for": ["fuite"]},
        {"id": "date", "title": "Je note la date de l’appel", "at": "s1"},
    ],
}


def circuit_with(common: str = "", landlord: str = "{name: Office}", more: str = ""):
    text = f"{TEXT}landlord: {landlord}\n{'common: common.yaml' if common else ''}\n{STEPS}{more}"
    reading = read_text(text, "essai.yaml", {"common.yaml": common.encode()}.get)
    assert reading.circuit is not None, reading.problems
    return reading.circuit


def facts_of(circuit) -> FactFormatter:
    return FactFormatter(assemble(circuit, preset()), FR)


def test_the_landlord_is_believed_before_all_landlords_and_these_before_the_program():
    both = circuit_with("where-number: [dans le bail, dans le hall]", "{name: Office, where-number: à l’agence}")
    assert both.where_number == ("à l’agence",)
    assert circuit_with("where-number: dans le bail").where_number == ("dans le bail",)
    assert "dans le hall" in circuit_with().where_number


def test_what_no_landlord_says_is_said_with_often_and_in_its_own_language_only():
    assert "souvent dans le bail." in say_number_places(facts_of(circuit_with("where-number: dans le bail")))
    own = facts_of(circuit_with("", "{name: Office, where-number: dans le hall}"))
    assert say_number_places(own) == "Le numéro est dans le hall."
    assert say_number_places(replace(own, words=load_catalog("en"))) == ""


def test_advice_for_a_problem_is_said_on_its_card_and_nowhere_else():
    made = deck(rules=preset(squares="auto"), **PARTS)
    saying = [each for each in made.every if "assurance" in str(each)]
    own = {problem.title for problem in board(**PARTS).circuit.problems}
    assert {each.title for each in saying} & own == {"Une fuite d’eau"}
    facts = FactFormatter(board(**PARTS), FR)
    assert [tile.title.text for tile in advice_tiles(facts)] == ["Je note la date de l’appel"]
    assert "Je préviens mon assurance" not in [each.text for each in gestures(facts)]


def test_the_advice_of_a_problem_comes_apart_from_what_is_good_for_all():
    circuit = board(**PARTS).circuit
    leak, noise = circuit.problems
    assert [each.id for each in list_card_advice(leak.id, circuit)] == ["assurance"]
    assert list_card_advice(noise.id, circuit) == ()
    assert [each.id for each in list_advice(circuit)] == ["date"]


COMMON = """\
advice:
  - {id: eau, title: Je ferme l’eau, for: [fuite, inondation]}
  - {id: gaz, title: Je sors, for: [odeur]}
"""


def test_shared_advice_is_taken_for_the_problems_that_a_circuit_has():
    circuit = circuit_with(COMMON, more="problems: [{id: fuite, title: Une fuite}]\n")
    assert [(each.id, each.for_) for each in circuit.common_advice] == [("eau", ("fuite",))]
    assert circuit_with(COMMON).common_advice == ()


def test_the_gestures_of_the_common_file_come_first_in_the_language_of_the_circuit():
    facts = facts_of(
        circuit_with("gestures: [{icon: photo, text: Je prends une photo}, {icon: receipt, text: Je garde}]")
    )
    assert [(each.picture, each.text) for each in gestures(facts)][:2] == [
        ("thing-photo", "Je prends une photo"),
        ("egg", "Je garde"),
    ]
    assert next(gestures(replace(facts, words=load_catalog("en")))).text == "I note the date"
    assert next(gestures(facts_of(circuit_with()))).text == FR("handout.gesture.day")


def test_a_square_has_the_short_name_its_card_the_title():
    parts: Any = {"steps": steps(2, s2={"title": "Quelqu’un vient chez moi pour réparer", "short": "On répare"})}
    held = board(**parts)
    square, item = next((each, each.item) for each in held.squares if each.item is not None and each.item.id == "s2")
    assert name_short(item) == "On répare"
    assert item_face(square, item, FactFormatter(held, FR)).title == "On répare"
    assert card(deck(**parts), "s2").title == "Quelqu’un vient chez moi pour réparer"
