"""Quizzes made from a circuit are fair: from sure facts alone, one answer right, nothing dangerous to believe."""

from copy import deepcopy
from typing import Any

import pytest

from bench.content import generated
from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.fields import ID
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import Circuit, Question
from jeu_oie.circuit.times import Delay, parse
from jeu_oie.game.quiz import QuizAnswer, bare_answer, days_of, differ, make_quizzes, pattern_of
from jeu_oie.game.sentences import long_words
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED, circuit, shipped

RICH: dict[str, Any] = {
    "topic": "repairs",
    "sources": {name: {"title": f"Source {name}"} for name in ("page", "lettre", "loi")},
    "actors": {"contractor": {"name": "Entreprise"}, "desk": {"name": "Guichet"}, "expert": {"name": "Expert"}},
    "steps": [
        {
            "id": "report",
            "title": "Je signale",
            "actor": "tenant",
            "channels": ["phone"],
            "if-silent": "letter",
            "source": "page",
        },
        {
            "id": "record",
            "title": "On inscrit mon cas",
            "actor": "desk",
            "delay": "2 jours",
            "trace": "Numéro",
            "source": "page",
        },
        {
            "id": "visit",
            "title": "Quelqu’un vient voir",
            "actor": "contractor",
            "trace": "Bon de passage",
            "source": ["page", "loi"],
        }
        | {"delay": {"value": "3 semaines", "at-most": "2 mois", "condition": "sur rendez-vous"}},
        {
            "id": "check",
            "title": "Un contrôle a lieu",
            "actor": "expert",
            "delay": "1 an",
            "trace": "Rapport",
            "source": "page",
        },
        {"id": "close", "title": "Le dossier se ferme", "actor": "landlord", "source": "page"},
    ],
    "shortcuts": [
        {"id": "high", "title": "Niveau 1", "from": "report", "to": "visit", "source": "page"},
        {"id": "low", "title": "Niveau 2", "from": "report", "to": "close", "source": "page"},
    ],
    "recourse": [
        {"id": "letter", "title": "J’écris une lettre", "who": "Mon bailleur", "source": "lettre"},
        {"id": "judge", "title": "Je saisis le juge", "who": "Juge", "source": "loi"},
    ],
    "problems": [
        {"id": "leak", "title": "Grosse fuite d’eau", "urgency": "high", "charge": "landlord", "source": "page"},
        {
            "id": "tap",
            "title": "Joint usé",
            "text": "Sauf la vétusté.",
            "urgency": "none",
            "charge": "tenant",
            "source": "page",
        },
    ],
}
MYTHS = {
    "Je garde le loyer",
    "C’est toujours moi",
    "J’attends que l’on m’appelle",
}
MYTHS |= {"Un appel suffit", "Après un mois, c’est d’accord"}
# Each pattern: a quiz of RICH, what is right, what may be wrong.
ASKED = {
    "quiz.next.record": ("Quelqu’un vient voir", {"Le dossier se ferme", "Un contrôle a lieu"}),
    "quiz.delay.visit": ("3 semaines", {"2 jours", "1 an"}),
    "quiz.trace.visit": ("Bon de passage", {"Numéro", "Rapport"}),
    "quiz.silence.report": ("J’écris une lettre", {*MYTHS, "Je saisis le juge"}),
    "quiz.urgency.leak": ("Niveau 1", {"Niveau 2", "Pas urgent"}),
    "quiz.charge.tap": ("Le ou la locataire", {"Le bailleur", "Le contrat d’entretien"}),
    "quiz.actor.visit": ("Entreprise", {"Guichet", "Expert", "Locataire"}),
}
# The facts on which a quiz of RICH rests: list, id, key.
FACTS = (
    ("quiz.delay.visit", "steps", "visit", "delay"),
    ("quiz.trace.visit", "steps", "visit", "trace"),
    ("quiz.silence.report", "steps", "report", "if-silent"),
    ("quiz.urgency.leak", "problems", "leak", "urgency"),
    ("quiz.charge.leak", "problems", "leak", "charge"),
    ("quiz.actor.visit", "steps", "visit", "actor"),
)
KEYS = {key.name: key for key in DECLARED}
# The items without which it is not sure.
ITEMS = (
    *((quiz, part, item) for quiz, part, item, _ in FACTS),
    ("quiz.next.record", "steps", "record"),
    ("quiz.next.record", "steps", "visit"),
    ("quiz.silence.report", "recourse", "letter"),
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
    made = [circuit(**generated(number) | {"landlord": {"name": "Bailleur"}}) for number in range(4)]
    return [*map(shipped, SHIPPED), *made, circuit(**RICH)]


@pytest.mark.parametrize("name", ASKED)
def test_each_pattern_asks_what_the_circuit_says(name):
    quiz, (answer, others) = rich()[name], ASKED[name]
    assert right(quiz) == answer
    assert wrong(quiz) <= others
    assert len(wrong(quiz)) == min(2, len(others))


def test_a_quiz_is_a_question_whose_name_no_item_can_have():
    quiz = rich()["quiz.next.record"]
    assert quiz.source == quiz.all_sources == quiz.said_of("title").source == ("page", "loi")
    assert quiz.stated == {}
    assert not quiz.has_doubt
    assert quiz.at is None
    assert not ID.fullmatch(quiz.id)


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


@pytest.mark.parametrize(
    "one, other, apart",
    [
        ("5 jours", "10 jours", True),
        ("5 jours", "9 jours", False),
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


@pytest.mark.parametrize(
    "one, other, apart",
    [("Un devis", "Une facture", True), ("SMS", "SMS ou mail", False), ("Reçu", "RECU", False), ("…", "Mail", False)],
)
def test_answers_differ_in_words(one, other, apart):
    assert differ(QuizAnswer("a", one), QuizAnswer("b", other)) is apart


def test_the_landlord_is_no_wrong_answer_to_somebody_of_its_own():
    for quiz in rich().values():
        if quiz.id.startswith("quiz.actor."):
            assert not {"Bailleur", "Guichet"} <= {*quiz.answers}
            assert not {"Bailleur", "Entreprise"} <= {*quiz.answers}


def test_one_changed_title_changes_the_quizzes_that_say_it():
    before, after = rich(), rich("steps", "visit", title="Un contrôle a lieu")
    for name, quiz in before.items():
        said = (quiz.title, *quiz.answers)
        if name in after and not any("Quelqu’un vient voir" in text for text in said):
            assert (after[name].title, {*after[name].answers}, right(after[name])) == (
                quiz.title,
                {*quiz.answers},
                right(quiz),
            )


def test_it_is_asked_in_the_words_of_the_language():
    french, english = rich()["quiz.next.record"], quizzes(circuit(**RICH, language="en"))["quiz.charge.tap"]
    assert french.title == "Après «\xa0On inscrit mon cas\xa0», que se passe-t-il\xa0?"
    assert english.title == "“Joint usé”: who pays?"


def test_its_source_is_that_of_the_fact():
    trace = {"value": "Bon", "source": "lettre"}
    assert rich("steps", "visit", trace=trace)["quiz.trace.visit"].source == ("lettre",)
    assert rich()["quiz.trace.visit"].source == ("page", "loi")


def test_the_answer_says_on_what_it_depends():
    assert rich()["quiz.delay.visit"].why == "3 semaines, au plus 2 mois (sur rendez-vous)."
    assert rich()["quiz.charge.tap"].why == "Sauf la vétusté."
    after = rich("steps", "visit", condition="la panne continue")["quiz.next.record"]
    assert after.why == "Dans quel cas\xa0: la panne continue."


def test_nothing_is_asked_of_what_tenants_do_themselves():
    own = rich("steps", "visit", actor="tenant")
    assert not {"quiz.delay.visit", "quiz.trace.visit", "quiz.actor.visit", "quiz.next.record"} & {*own}
    assert not {"quiz.delay.visit", "quiz.trace.visit"} & {*rich("steps", "visit", actor=None)}


def test_nothing_is_asked_without_a_source():
    data = deepcopy(RICH)
    for each in (*data["steps"], *data["problems"]):
        del each["source"]
    assert not [name for name in quizzes(circuit(**data)) if not name.startswith("quiz.next.")]


def test_a_legal_minimum_is_no_delay_to_ask():
    assert "quiz.delay.visit" not in rich("steps", "visit", delay={"value": "3 semaines", "at-least": "10 jours"})


def test_what_a_square_of_the_board_says_is_not_asked():
    made = circuit(**RICH)
    told = {("visit", "trace"), ("visit", "delay")}
    names = {quiz.id for quiz in make_quizzes(made, load_catalog("fr"), told)}
    assert names == {*quizzes(made)} - {"quiz.trace.visit", "quiz.delay.visit"}


def test_a_step_that_something_leaves_is_not_asked_what_comes_next():
    assert "quiz.next.report" not in rich()
    assert "quiz.next.record" not in rich("shortcuts", "high", **{"from": "record"})


def test_no_wrong_rung_is_an_earlier_one():
    later = rich("steps", "report", **{"if-silent": "judge"})["quiz.silence.report"]
    assert right(later) == "Je saisis le juge"
    assert wrong(later) <= MYTHS


def test_of_whom_nobody_asks_who_pays():
    """Blows, threats, insults: never « qui paie »; where an author writes so, it is no quiz."""
    for keys in ({"title": "On me frappe", "like": "threats"}, {"kind": "neighbours"}, {"kind": "right"}):
        assert "quiz.charge.leak" not in rich("problems", "leak", **keys)


def test_no_number_and_no_danger_is_ever_an_answer():
    for title in ("J’appelle le 01 02 03 04 05", "J’appelle le 3928", "J’appelle le 18", "Il y a le feu"):
        for part, item in (("steps", "visit"), ("recourse", "letter"), ("shortcuts", "high")):
            made = rich(part, item, title=title)
            assert not [quiz for quiz in made.values() if title in (*quiz.answers, quiz.title) or title in quiz.title]
    assert "quiz.trace.visit" not in rich("steps", "visit", trace="SMS du 06 12 34 56 78")


def test_an_answer_shares_no_long_word_with_its_question():
    assert "quiz.trace.visit" not in rich("steps", "visit", title="Je reçois un bon de passage")
    assert "quiz.actor.visit" not in rich("steps", "visit", title="L’entreprise vient voir")


def test_every_quiz_has_one_right_answer_and_two_that_are_wrong():
    for made in every_circuit():
        for quiz in make_quizzes(made, load_catalog(made.language)):
            assert len(quiz.answers) == 3
            assert all(differ(QuizAnswer("", right(quiz)), QuizAnswer("", each)) for each in wrong(quiz))
            levels = pattern_of(quiz) == "urgency"  # « quel niveau ? », « Niveau 1 »
            assert levels or not any(long_words(quiz.title) & long_words(each) for each in quiz.answers)
            assert {*quiz.source} <= {*made.sources}
            assert not any(map(dangers_in, quiz.answers))


def test_two_items_of_one_title_are_not_asked_about():
    made = rich("steps", "close", title="Quelqu’un vient voir")
    assert not [name for name in made if name.endswith((".visit", ".close"))]


def test_patterns_take_turns():
    names = [pattern_of(quiz) for quiz in rich().values()]
    assert names[:7] == ["next", "delay", "trace", "silence", "charge", "urgency", "actor"]
    assert pattern_of(Question(id="q", title="Et vous ?")) == ""


def test_articles_and_accents_make_no_other_answer():
    assert bare_answer("Le bailleur") == bare_answer("bailleur") == bare_answer("LE BAILLEUR.")
    assert bare_answer("Un reçu") != bare_answer("Une facture")
