"""What ships of common problems stands on sources, says the same in both languages, and names only what there is."""

import pytest

from jeu_oie.circuit.read.files import standard
from jeu_oie.circuit.read.shipped import CommonProblem, Level, ProblemsFile, shipped
from jeu_oie.circuit.read.validate import load
from jeu_oie.messages import LANGUAGES
from jeu_oie.resources import circuit_text

SAME = ("level", "source", "helper", "uncertain")


def of_file(name: str) -> ProblemsFile:
    said, problems = load(circuit_text(name), name, ProblemsFile)
    assert said is not None, problems
    return said


FRENCH, ENGLISH = (of_file(each.problems) for each in LANGUAGES.values())
EACH = pytest.mark.parametrize("problem", FRENCH.problems, ids=lambda problem: problem.id)


def sources_of(problem: CommonProblem) -> set[str]:
    parts = (problem, problem.charge, problem.until, *problem.elsewhere)
    return {name for part in parts if part for name in part.source}


def unsourced(problems: tuple[CommonProblem, ...]) -> set[str]:
    """The sources that the common file does not declare."""
    return {name for problem in problems for name in sources_of(problem)} - standard("fr").sources.keys()


def test_the_guard_sees_a_source_that_is_not_declared():
    assert unsourced((FRENCH.problems[0].model_copy(update={"source": ("hearsay",)}),)) == {"hearsay"}


def test_each_fact_names_a_source_of_the_common_file():
    assert all(problem.source for problem in FRENCH.problems)
    assert unsourced(FRENCH.problems) == set()
    assert {name for helper in FRENCH.helpers.values() for name in helper.source} <= standard("fr").sources.keys()


@EACH
def test_it_is_a_problem_of_the_index_and_who_helps_is_known(problem):
    recourse = {each.id for each in standard("fr").recourse}
    assert problem.id in shipped().ids
    assert set(problem.helper) <= recourse | FRENCH.helpers.keys()


@EACH
def test_a_danger_leaves_its_gestures_to_the_common_file_and_another_has_some(problem):
    dangers = {each.id for each in standard("fr").emergency if each.gestures}
    is_danger = problem.level is Level.DANGER
    assert is_danger == (problem.id in dangers)
    assert bool(problem.first) != is_danger
    assert len(problem.first) <= 4


def test_every_danger_that_people_type_has_its_gestures():
    assert shipped().dangers.keys() <= {each.id for each in standard("fr").emergency if each.gestures}


@EACH
def test_it_says_the_same_in_english(problem):
    english = {each.id: each for each in ENGLISH.problems}[problem.id]
    for key in SAME:
        assert getattr(problem, key) == getattr(english, key), key
    for key in ("first", "note", "never"):
        assert len(getattr(problem, key)) == len(getattr(english, key)), key
    for key in ("charge", "until", "ask", "law", "limit"):
        assert (getattr(problem, key) is None) == (getattr(english, key) is None), key
    assert sources_of(problem) == sources_of(english)
    assert [{*FRENCH.helpers}, len(FRENCH.problems)] == [{*ENGLISH.helpers}, len(ENGLISH.problems)]
