"""Quizzes made from a circuit are fair: from sure facts alone, one answer right, nothing dangerous to believe."""

import os
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from bench.content import generated
from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.fields import ID, Delay, parse
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import Circuit, Question
from jeu_oie.game.quiz import QuizAnswer, days_of, differ, gives_away, make_quizzes
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED, circuit, shipped

RICH: dict[str, Any] = {
    "topic": "repairs",
    "sources": {name: {"title": f"Source {name}"} for name in ("page", "lettre", "loi")},
    "actors": {"contractor": {"name": "Entreprise"}, "desk": {"name": "Guichet"}},
    "steps": [
        {"id": "report", "title": "Je signale", "actor": "tenant", "source": "page"},
        {
            "id": "record",
            "title": "La demande est notée",
            "actor": "desk",
            "delay": "2 jours",
            "trace": "Numéro de suivi",
            "if-silent": "letter",
            "source": "page",
        },
        {
            "id": "visit",
            "title": "Quelqu’un vient voir",
            "actor": "contractor",
            "delay": {"value": "3 semaines", "at-most": "2 mois", "condition": "avec rendez-vous"},
            "trace": "Bon de visite",
            "if-silent": "judge",
            "source": ["page", "loi"],
        },
        {"id": "close", "title": "La demande est close", "actor": "landlord", "trace": "none", "source": "page"},
    ],
    "shortcuts": [
        {"id": "high", "title": "Niveau 1", "from": "report", "to": "visit", "delay": "4 h", "source": "page"},
        {"id": "low", "title": "Niveau 2", "from": "report", "to": "close", "delay": "1 an", "source": "page"},
    ],
    "recourse": [
        {"id": "letter", "title": "J’écris une lettre", "at": "record", "source": "lettre"},
        {"id": "judge", "title": "Je saisis le juge", "at": "any", "delay": "8 mois", "source": "loi"},
    ],
    "problems": [
        {"id": "leak", "title": "Grosse fuite d’eau", "urgency": "high", "charge": "landlord", "source": "page"},
        {"id": "tap", "title": "Joint de robinet", "text": "Sauf la vétusté.", "urgency": "none", "charge": "tenant"},
    ],
}
# Each pattern: a quiz of RICH, what is right, what may be wrong.
ASKED = {
    "quiz.next.record": ("Quelqu’un vient voir", {"La demande est close", "Je signale"}),
    "quiz.delay.visit": ("3 semaines", {"2 jours", "1 an", "8 mois"}),
    "quiz.trace.record": ("Numéro de suivi", {"Bon de visite", "Rien d’écrit"}),
    "quiz.trace.close": ("Rien d’écrit", {"Bon de visite", "Numéro de suivi"}),
    "quiz.silence.visit": ("Je saisis le juge", {"J’écris une lettre"}),
    "quiz.urgency.leak": ("Niveau 1", {"Niveau 2", "Non"}),
    "quiz.urgency.tap": ("Non", {"Niveau 1", "Niveau 2"}),
    "quiz.charge.tap": ("Le ou la locataire", {"Le bailleur", "Le contrat d’entretien"}),
    "quiz.actor.visit": ("Entreprise", {"Guichet", "Locataire"}),
    "quiz.actor.close": ("Bailleur", {"Locataire"}),
}
# The facts on which a quiz of RICH rests: list, id, key.
FACTS = (
    ("quiz.delay.visit", "steps", "visit", "delay"),
    ("quiz.trace.record", "steps", "record", "trace"),
    ("quiz.silence.record", "steps", "record", "if-silent"),
    ("quiz.urgency.leak", "problems", "leak", "urgency"),
    ("quiz.charge.leak", "problems", "leak", "charge"),
    ("quiz.actor.record", "steps", "record", "actor"),
)
KEYS = {key.name: key for key in DECLARED}
# The items without which it is not sure.
ITEMS = (
    *((quiz, part, item) for quiz, part, item, _ in FACTS),
    ("quiz.next.record", "steps", "record"),
    ("quiz.next.record", "steps", "visit"),
    ("quiz.silence.record", "recourse", "letter"),
    ("quiz.urgency.leak", "shortcuts", "high"),
)


def quizzes(made: Circuit) -> dict[str, Question]:
    return {quiz.id: quiz for quiz in make_quizzes(made, load_catalog(made.language))}


def rich(part: str = "", item: str = "", landlord: Any = "Bailleur d’essai", **keys: Any) -> dict[str, Question]:
    """The quizzes of RICH, the ``item`` of the list ``part`` having other ``keys`` (None: none)."""
    return quizzes(circuit(**altered(part, item, **keys), landlord={"name": landlord}))


def altered(part: str, item: str, **keys: Any) -> dict[str, Any]:
    data = deepcopy(RICH)
    for each in data.get(part, ()):
        if each["id"] == item:
            each.update(keys)
            for key in [key for key, value in keys.items() if value is None]:
                del each[key]
    return data


def right(quiz: Question) -> str:
    assert quiz.right is not None
    return quiz.answers[quiz.right - 1]


def wrong(quiz: Question) -> set[str]:
    return {*quiz.answers} - {right(quiz)}


def every_circuit() -> list[Circuit]:
    made = [circuit(**generated(number) | {"landlord": {"name": "Bailleur"}}) for number in range(12)]
    return [*map(shipped, SHIPPED), *made, circuit(**RICH)]


@pytest.mark.parametrize("name", ASKED)
def test_each_pattern_asks_what_the_circuit_says(name):
    quiz, (answer, others) = rich()[name], ASKED[name]
    assert right(quiz) == answer
    assert wrong(quiz) <= others
    assert len(wrong(quiz)) == min(2, len(others))


def test_it_is_asked_in_the_words_of_the_language():
    french, english = rich()["quiz.next.record"], quizzes(circuit(**RICH, language="en"))["quiz.charge.tap"]
    assert french.title == "Que se passe-t-il après «\xa0La demande est notée\xa0»\xa0?"
    assert english.title == "“Joint de robinet”: who pays?"


def test_a_quiz_is_a_question_whose_name_no_item_can_have():
    quiz = rich()["quiz.next.record"]
    assert quiz.source == quiz.all_sources == quiz.said_of("title").source == ("page", "loi")
    assert quiz.stated == {}
    assert not quiz.has_doubt
    assert quiz.at is None
    assert not ID.fullmatch(quiz.id)


def test_its_source_is_that_of_the_fact():
    trace = {"value": "Numéro de suivi", "source": "lettre"}
    assert rich("steps", "record", trace=trace)["quiz.trace.record"].source == ("lettre",)
    assert rich()["quiz.trace.record"].source == ("page",)


def test_the_answer_says_on_what_it_depends():
    assert rich()["quiz.delay.visit"].why == "3 semaines, au plus 2 mois (avec rendez-vous)."
    assert rich()["quiz.charge.tap"].why == "Sauf la vétusté."
    after = rich("steps", "visit", condition="la panne continue")["quiz.next.record"]
    assert after.why == "Dans quel cas\xa0: la panne continue."


@pytest.mark.parametrize("quiz, part, item, key", FACTS)
def test_nothing_is_asked_of_an_unknown_or_unsure_fact(quiz, part, item, key):
    value = next(each for each in RICH[part] if each["id"] == item)[key]
    assert quiz in rich()
    assert quiz not in rich(part, item, **{key: None})
    if KEYS[key].sourced:
        whole = value if isinstance(value, dict) else {"value": value}
        assert quiz in rich(part, item, **{key: whole | {"source": "loi"}})
        assert quiz not in rich(part, item, **{key: whole | {"uncertain": True}})


@pytest.mark.parametrize("quiz, part, item", ITEMS)
def test_nothing_is_asked_of_an_unsure_item(quiz, part, item):
    assert quiz in rich()
    assert quiz not in rich(part, item, uncertain=True)


def test_what_comes_after_is_asked_of_neighbours_alone():
    for title in (None, "Quelqu’un vient voir"):
        made = rich("steps", "visit", missing=True, title=title)
        assert {name for name in made if name.startswith("quiz.next.")} == {"quiz.next.report"}
        assert not [name for name in made if name.endswith(".visit")]


def test_a_step_that_may_not_come_says_in_which_case():
    unsure = {"value": "la panne continue", "uncertain": True}
    assert "quiz.next.record" not in rich("steps", "visit", condition=unsure)


@pytest.mark.parametrize(
    "keys",
    [
        {"first": ["Je coupe l’eau."]},
        {"title": "Odeur de gaz"},
        {"title": "Feu chez moi"},
        {"text": "Il y a de la fumée."},
    ],
)
def test_a_danger_is_no_quiz(keys):
    assert "quiz.charge.leak" in rich()
    assert not {"quiz.charge.leak", "quiz.urgency.leak"} & {*rich("problems", "leak", **keys)}


def test_no_number_and_no_danger_is_ever_an_answer():
    for title in ("J’appelle le 01 02 03 04 05", "J’appelle le 3928", "J’appelle le 18", "Il y a le feu"):
        for part, item in (("steps", "record"), ("recourse", "letter"), ("shortcuts", "high")):
            made = rich(part, item, title=title)
            assert made
            assert not [quiz for quiz in made.values() if title in (*quiz.answers, quiz.title) or title in quiz.title]
    assert "quiz.trace.record" not in rich("steps", "record", trace="SMS du 06 12 34 56 78")


def test_an_urgency_that_crosses_to_a_step_is_no_wrong_delay_of_it():
    """« 4 h » is true of the visit where the matter is urgent; where nobody knows, it might be."""

    def delays(to):
        data = altered("shortcuts", "low", to=to)
        data["recourse"][1]["uncertain"] = True  # its delay is none then
        return wrong(quizzes(circuit(**data))["quiz.delay.visit"])

    assert delays("close") == {"2 jours", "1 an"}
    assert delays("visit") == delays("unknown") == {"2 jours"}


@pytest.mark.parametrize(
    "one, other, apart",
    [
        ("5 jours", "10 jours", True),
        ("moins de 4 h", "moins de 24 h", True),
        ("tout de suite", "1 h", True),
        ("48 h", "2 jours", False),
        ("5 jours ouvrés", "1 semaine", False),
        ("7 jours", "8 jours", False),
        ("2 semaines", "15 jours", False),
        ("4 semaines", "1 mois", False),
        ("2 à 5 jours", "3 jours", False),
        ("2 à 5 jours", "4 à 9 jours", False),
        ("2 à 5 jours", "3 semaines", True),
    ],
)
def test_delays_differ_in_value(one, other, apart):
    first, second = (QuizAnswer(text, text, days_of(Delay(parse(text)))) for text in (one, other))
    assert differ(first, second) is differ(second, first) is apart


def test_the_limit_of_a_delay_is_no_wrong_answer_to_it():
    usual = QuizAnswer("a", "1 semaine", days_of(Delay(parse("1 semaine"), parse("1 mois"))))
    assert not differ(usual, QuizAnswer("b", "1 mois", days_of(Delay(parse("1 mois")))))
    assert not differ(usual, QuizAnswer("b", "3 semaines", days_of(Delay(parse("3 semaines")))))


@pytest.mark.parametrize(
    "one, other, apart",
    [("Un devis", "Une facture", True), ("SMS", "SMS ou mail", False), ("Reçu", "RECU", False), ("…", "Mail", False)],
)
def test_answers_differ_in_words(one, other, apart):
    assert differ(QuizAnswer("a", one), QuizAnswer("b", other)) is apart


def test_a_title_that_says_the_answer_asks_nothing():
    assert gives_away("Je reçois un questionnaire", "Questionnaires")
    assert gives_away("Je reçois un SMS", "SMS")
    assert not gives_away("Je reçois mon numéro unique", "Attestation et numéro")
    assert "quiz.trace.record" not in rich("steps", "record", title="Je reçois un numéro de suivi")
    assert "quiz.actor.visit" not in rich("steps", "visit", title="L’entreprise vient voir")
    assert "quiz.actor.close" not in rich("steps", "close", title="OPH 9 clôt la demande", landlord="OPH 9")


def test_who_says_i_is_neither_asked_nor_wrong():
    assert "quiz.actor.report" not in rich()
    assert wrong(rich("steps", "record", title="Je reçois mon numéro")["quiz.actor.record"]) == {"Entreprise"}


def test_the_landlord_is_no_wrong_answer_to_somebody_of_its_own():
    for quiz in rich().values():
        if quiz.id.startswith("quiz.actor."):
            assert not {"Bailleur", "Guichet"} <= {*quiz.answers}
            assert not {"Bailleur", "Entreprise"} <= {*quiz.answers}


def test_two_items_of_one_title_are_not_asked_about():
    made = rich("steps", "close", title="La demande est notée")
    assert not [name for name in made if name.endswith((".record", ".close"))]
    assert right(made["quiz.next.report"]) == "La demande est notée"


def test_a_recourse_of_the_step_itself_is_no_wrong_answer():
    assert wrong(rich("recourse", "judge", at="record")["quiz.silence.visit"]) == {"J’écris une lettre"}
    assert "quiz.silence.record" not in rich("recourse", "judge", at="record")


def test_every_quiz_has_one_right_answer():
    for made in every_circuit():
        for quiz in make_quizzes(made, load_catalog(made.language)):
            assert 2 <= len(quiz.answers) <= 3
            assert wrong(quiz)
            assert all(differ(QuizAnswer("", right(quiz)), QuizAnswer("", each)) for each in wrong(quiz))
            assert {*quiz.source} <= {*made.sources}
            assert all(each[:1] == each[:1].upper() for each in quiz.answers)
            assert not any(map(dangers_in, quiz.answers))


def test_no_place_is_the_better_guess():
    for made in every_circuit():
        found = make_quizzes(made, load_catalog(made.language))
        for answers in (2, 3):
            places = [quiz.right for quiz in found if len(quiz.answers) == answers]
            counted = [Counter(places)[place] for place in range(1, answers + 1)]
            assert max(counted) - min(counted) <= 1
            assert places == [rank % answers + 1 for rank in range(len(places))]


def test_patterns_take_turns():
    names = [name.split(".")[1] for name in rich()]
    assert names[:7] == ["next", "delay", "trace", "silence", "urgency", "charge", "actor"]


def test_what_only_a_workshop_says_comes_last():
    evening = {"title": "Atelier du 25 novembre 2026, 30 personnes", "date": "2026-11-25"}
    sources = RICH["sources"] | {"atelier-2026-11-25": evening}
    data = altered("steps", "record", trace={"value": "Numéro de suivi", "source": "atelier-2026-11-25"})
    assert [*quizzes(circuit(**data | {"sources": sources}))][-1] == "quiz.trace.record"


def test_one_changed_title_changes_the_quizzes_that_say_it():
    before, after = rich(), rich("steps", "visit", title="Un contrôle a lieu")
    for name, quiz in before.items():
        said = (quiz.title, *quiz.answers)
        if not any("Quelqu’un vient voir" in text for text in said):
            assert after[name] == quiz


def test_one_more_item_moves_few_wrong_answers():
    more = deepcopy(RICH)
    more["steps"].append({"id": "survey", "title": "On me demande mon avis", "trace": "Questionnaire"})
    before, after = rich(), quizzes(circuit(**more))
    kept = [name for name in before if name in after and wrong(before[name]) <= {*wrong(after[name]), "Rien d’écrit"}]
    assert len(kept) >= len(before) * 2 / 3


def test_the_same_in_every_process():
    script = (
        "from tests.game.making import SHIPPED, shipped\n"
        "from jeu_oie.game.deck import deal_cards\n"
        "from jeu_oie.messages import load_catalog\n"
        "for path in SHIPPED[:3]: print(ascii(deal_cards(shipped(path), load_catalog('fr')).pile))\n"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
    assert "quiz.next." in made.pop()


def test_nobody_asks_who_pays_of_blows_insults_or_a_right():
    for keys in ({"title": "On me frappe", "like": "threats"}, {"kind": "neighbours"}, {"kind": "right"}):
        assert "quiz.charge.leak" not in rich("problems", "leak", **keys)
    assert "quiz.charge.leak" in rich()
