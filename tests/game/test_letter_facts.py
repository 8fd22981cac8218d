"""Letters and answers say the same of a problem: what a letter needs is taken of the answer."""

import pytest

from jeu_oie.circuit.times import Starts, parse
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.model import Moment, Wait
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.answers.subject import OTHER
from jeu_oie.game.letters.choosing import choose
from jeu_oie.game.letters.known import announced_in, blank_facts, letter_facts
from tests.game.making import SHIPPED, shipped
from tests.game.telling import cases

SHARED = shared_in("fr")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-2:]))
def test_of_every_problem_of_a_circuit(path):
    circuit = shipped(path)
    dossiers = [dossier for _, dossier in cases(30)]
    for problem in circuit.problems:
        facts, told = letter_facts(problem, circuit, SHARED), answer(problem, circuit, SHARED, Moment())
        assert (facts.kind, facts.problem) == (told.kind.value, problem.title)
        if told.letter is None:
            assert facts.letter == "none"
            assert {choose(facts, dossier) for dossier in dossiers} == {None}


def test_a_common_problem_has_the_letter_of_its_own():
    circuit = shipped(SHIPPED[0])
    letters = {name: letter_facts(name, circuit, SHARED).letter for name in ("offer", "refused", "arrears", "lost-key")}
    assert letters == {"offer": "offer", "refused": "reason", "arrears": "none", "lost-key": "none"}
    assert letter_facts("threats", circuit, SHARED).kind == "danger"
    assert letter_facts(OTHER, circuit, SHARED).problem == ""
    assert blank_facts(circuit, SHARED).landlord == circuit.landlord.name


def test_of_a_later_step_no_day_is_counted_from_a_call():
    span = parse("5 jours")
    assert announced_in(Wait("5 jours", span=span)).term is not None
    assert announced_in(Wait("5 jours", "Réparation", span)).term is None
    assert announced_in(Wait("5 jours", "Réparation", span, Starts.CALL)).term is not None
    assert announced_in(Wait("5 jours", span=span, condition="avec accord")).doubt
