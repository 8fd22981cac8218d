"""The deck of a table: priority, réclamations, no danger held, no two quizzes with the same answer (game.md)."""

from collections import Counter
from typing import Any

import pytest

from jeu_oie.circuit.model import AnswerKind, Question, Recourse, Tag
from jeu_oie.game.assembly import assemble
from jeu_oie.game.deck import (
    MAX_CARDS,
    MAX_PROBLEMS,
    MIN_CARDS,
    MIN_PROBLEMS,
    SHARES,
    apart_in_answer,
    count_cards,
    interleave,
    right_answer,
    size_pile,
)
from jeu_oie.game.kinds import Kind
from jeu_oie.game.pictured import Asked, is_danger, is_held, kind_of, list_questions
from jeu_oie.game.quiz import bare_answer, pattern_of
from tests.game.making import SHIPPED, board, circuit, preset, shipped, steps
from tests.game.test_assembly import NUMBERS, invented

every = pytest.mark.parametrize("path", SHIPPED, ids=str)


def quizzes_of(made):
    return [item for item in made.pile if isinstance(item, Question) and item.right is not None]


def check(made):
    """What holds of every deck."""
    quizzes = quizzes_of(made)
    answers = Counter(bare_answer(right_answer(quiz)) for quiz in quizzes)
    assert [answer for answer, count in answers.items() if count > 1] == []
    met = [square.item for square in made.squares if square.kind is Kind.QUIZ]
    assert not {bare_answer(right_answer(item)) for item in met} & {*answers}
    generated = [pattern_of(quiz) for quiz in quizzes if pattern_of(quiz)]
    assert len(generated) == len(set(generated)) <= 2
    assert MIN_CARDS <= len(made.pile) <= MAX_CARDS
    assert len({item.id for item in made.pile}) == len(made.pile)
    assert len(made.problems) <= MAX_PROBLEMS
    urgent = [each for each in made.problems if each.urgency not in (None, "none")]
    assert len(urgent) <= len(made.problems) - len(urgent) + 1
    for problem in made.problems:
        assert is_held(problem, made.circuit)
        assert not is_danger(problem, made.circuit)
        assert kind_of(problem, made.circuit) is not AnswerKind.DANGER


@every
def test_what_holds_of_every_shipped_deck(path):
    made = assemble(shipped(path), preset())
    check(made)
    assert len(made.problems) >= MIN_PROBLEMS or made.circuit.topic == "transfer"


@pytest.mark.parametrize("number", NUMBERS)
def test_what_holds_of_every_deck_of_an_invented_circuit(number):
    check(assemble(invented(number), preset()))


def test_danger_comes_first_then_rights_and_helpers():
    made = board(topic="repairs")
    tags = {question.id: question.tags for question in made.circuit.everywhere.questions}
    told = [tags.get(item.id, ()) for item in made.pile]
    assert sum(Tag.DANGER in each for each in told) >= SHARES[0]
    assert sum(isinstance(item, Recourse) for item in made.pile) >= 2


def test_a_danger_of_another_topic_is_everybody_s():
    made = board(topic="transfer")
    known = {question.id: question for question in made.circuit.everywhere.questions}
    dangers = [item for item in made.pile if item.id in known and Tag.DANGER in known[item.id].tags]
    assert len(dangers) >= SHARES[0]


HIGH: dict[str, Any] = {"id": "high", "title": "Urgent", "from": "s1", "to": "s3", "call": "01 02 03 04 05"}


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "Odeur de gaz"},
        {"title": "Feu chez moi"},
        {"title": "Menaces", "like": "threats"},
        {"title": "Coups", "kind": "danger"},
        {"title": "Quelqu’un crie", "urgency": "police"},
        {"title": "Dette", "like": "arrears"},
        {"title": "Expulsion", "like": "eviction"},
        {"title": "On se plaint de moi", "kind": "accused"},
        {"title": "Pas de nouvelle", "kind": "follow"},
        {"title": "La fibre", "kind": "not-ours"},
        {"title": "Mes droits", "kind": "right"},
    ],
)
def test_what_no_team_may_hold(keys):
    police = {"id": "police", "title": "Danger", "from": "s1", "to": "s3", "call": "17"}
    made = circuit(topic="repairs", shortcuts=[police], problems=[{"id": "p", "first": ["J’appelle le 17"], **keys}])
    assert not is_held(made.problems[0], made)
    assert "p" not in {problem.id for problem in assemble(made, preset()).problems}


def test_a_right_is_held_only_where_one_asks_for_another_home():
    right = [{"id": "p", "title": "Adapter", "kind": "right"}]
    for topic, held in (("transfer", True), ("repairs", False)):
        made = circuit(topic=topic, problems=right)
        assert is_held(made.problems[0], made) is held


def test_urgent_ones_and_others_come_by_turns():
    urgent = [{"id": f"u{n}", "title": f"Urgence {n}", "urgency": "high"} for n in range(3)]
    others = [{"id": f"o{n}", "title": f"Panne {n}", "urgency": "none"} for n in range(6)]
    made = board(topic="repairs", shortcuts=[HIGH], problems=[*urgent, *others])
    assert [problem.id for problem in made.problems] == ["u0", "o0", "u1", "o1", "u2", "o2", "o3", "o4"]


def test_few_are_filled_up_with_common_ones_of_the_topic():
    made = board(topic="repairs", problems=[{"id": "mine", "title": "Ma panne"}])
    assert len(made.problems) == MIN_PROBLEMS
    own = {problem.id for problem in made.circuit.everywhere.problems}
    assert {problem.id for problem in made.problems} - {"mine"} <= own


def questions_of(**keys: Any) -> tuple[Asked, ...]:
    made = circuit(
        topic="repairs",
        sources={"page": {"title": "Page"}},
        shortcuts=[HIGH],
        problems=[{"id": "p", "title": "Panne", "source": "page", **keys}],
    )
    return list_questions(made.problems[0], made)


def test_what_is_asked_of_a_problem_is_the_first_that_is_known():
    assert questions_of(first=["Je coupe"], urgency="high", charge="landlord")[0] is Asked.FIRST
    assert questions_of(urgency="high", charge="landlord")[0] is Asked.URGENCY
    assert questions_of(charge="landlord") == (Asked.CHARGE, Asked.AGREED)
    assert questions_of(charge="depends") == questions_of() == (Asked.AGREED,)


def test_nobody_asks_who_pays_of_blows_nor_whether_a_danger_is_urgent():
    for keys in ({"kind": "neighbours"}, {"kind": "right"}, {"title": "On me frappe", "like": "threats"}):
        assert Asked.CHARGE not in questions_of(charge="landlord", **keys)
    assert questions_of(title="Odeur de gaz", urgency="high", charge="landlord") == (Asked.FIRST,)


def test_who_pays_is_asked_once_a_board_and_of_what_nobody_knows_twice():
    problems = [{"id": f"p{n}", "title": f"Panne {n}", "charge": "landlord", "source": "page"} for n in range(20)]
    made = board(topic="repairs", sources={"page": {"title": "Page"}}, problems=problems, steps=steps(3))
    asked = Counter(square.asks for square in made.squares if square.kind is Kind.PROBLEM)
    assert asked[Asked.CHARGE] <= 1
    assert asked[Asked.AGREED] <= 2


def test_each_class_to_its_figure_then_what_places_are_left_in_the_same_order():
    assert count_cards([20, 20, 20, 20, 20], 24) == (6, 6, 10, 2, 0)
    assert count_cards([1, 9, 3, 2, 9], 24) == (1, 9, 3, 2, 2)
    assert count_cards([9, 9, 0, 0, 9], 24) == (9, 9, 0, 0, 2)
    assert count_cards([0, 0, 0, 0, 0], 24) == (0, 0, 0, 0, 0)


def test_the_pile_ends_where_six_sheets_are_full_and_never_under_twelve():
    assert size_pile(10, 8) == MAX_CARDS
    assert size_pile(30, 8) == MIN_CARDS
    assert size_pile(20, 8) == 18


def test_cards_come_in_proportion():
    quizzes = [Question.model_construct(id=f"q{n}", title="") for n in range(6)]
    assert [item.id for item in interleave((quizzes[:4], quizzes[4:]))] == ["q0", "q4", "q1", "q2", "q5", "q3"]


def test_of_two_quizzes_with_the_same_answer_the_first_stays():
    first = Question(id="a", title="Qui ?", answers=("Le bailleur", "Moi"), right=1)
    second = Question(id="b", title="Qui donc ?", answers=("Moi", "BAILLEUR"), right=2)
    debate = Question(id="c", title="Et vous ?")
    assert apart_in_answer(([first], [second, debate]), ()) == ((first,), (debate,))
    assert apart_in_answer(([second],), [first]) == ((),)
