"""Each problem gets its own answer: what is promised of all circuits, then what single kinds are told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.dangers import figures_in
from jeu_oie.circuit.model import AnswerKind, Circuit, Letter, ProblemItem, When, named_contacts
from jeu_oie.circuit.read.shipped import shipped
from jeu_oie.game.answers.data import as_data
from jeu_oie.game.answers.model import Act, Answer, Moment, Number, State, Time, Wait
from jeu_oie.messages import LANGUAGES
from tests.game.answers.making import TWO_NUMBERS, ask, generated, read_one
from tests.game.making import SHIPPED, circuit, steps
from tests.game.making import shipped as shipped_circuit

TIMES = [Moment(time) for time in Time]
CIRCUITS = st.integers(0, 20)  # reading one takes longest: they are kept


def answers_of(made: Circuit, moment: Moment) -> Iterator[Answer]:
    """To its own problems, to all common ones and dangers, to anything else."""
    problems: tuple[ProblemItem | str, ...] = (*made.problems, *shipped().ids, "other")
    for problem in problems:
        yield ask(problem, made, moment)


def generated_answers(number: int, moment: Moment) -> Iterator[tuple[Circuit, Answer]]:
    """All answers of a circuit that nobody has written."""
    made = generated(number)
    if made:
        yield from ((made, found) for found in answers_of(made, moment))


def own_numbers(made: Answer) -> list[Number]:
    """Those that the landlord, or a step, gives."""
    return [each for each in made.numbers if each.at.startswith(("landlord.", "steps.", "shortcuts."))]


@settings(max_examples=25, deadline=None)
@given(CIRCUITS, st.sampled_from(TIMES))
def test_no_answer_of_any_circuit_tells_a_number_or_a_doubt_that_it_should_not(number, moment):
    """In a danger nothing of the landlord; nowhere a contact that claims nothing, nor one on call by day."""
    for made, found in generated_answers(number, moment):
        own = own_numbers(found)
        if found.kind is AnswerKind.DANGER:
            assert own == []
            assert (found.rungs, found.helpers, found.letter, found.wait, found.place) == ((), (), None, None, None)
            assert all(not each.at or each.at.startswith("emergency.") for each in found.numbers)
        for each in own:
            assert each.covers or each.at.startswith("steps."), each
            assert found.kind is AnswerKind.URGENT or each.when is not When.CLOSED
            assert each.state is State.DOUBTFUL or not is_doubtful(each.at, made), each
        figures = [figures_in(each.value) or (each.value,) for each in found.numbers]
        assert len(figures) == len(set(figures))
        assert bool(found.gap) is bool(found.unknown)
        assert len({each.key for each in found.unknown}) == len(found.unknown)


def is_doubtful(at: str, made: Circuit) -> bool:
    """Whether the circuit doubts the contact at an address: itself, or the step that gives it."""
    held = {f"landlord.contacts.{name}": way for name, way in named_contacts(made.landlord.contacts)}
    for step in made.every_step:
        if at.startswith(f"steps.{step.id}.channels") and step.said_of("channels").uncertain:
            return True
        if at == f"steps.{step.id}.call" and step.said_of("call").uncertain:
            return True
        held |= {f"steps.{step.id}.channels.{name}": way for name, way in named_contacts(step.channels)}
    return at in held and held[at].uncertain


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_answer_of_a_shipped_circuit_begins_with_an_act_and_cites_what_it_tells(path):
    """And each of its dangers has a number."""
    told_here = list(answers_of(shipped_circuit(path), Moment()))
    for found in told_here:
        assert found.first or found.cases or found.kind is AnswerKind.DANGER, found.id
        assert len(found.first) <= 4
        told = {source for act in found.first for source in act.source}
        assert told <= {each.id for each in found.sources}, found.id
        json.dumps(as_data(found))
    dangers = [each for each in told_here if each.kind is AnswerKind.DANGER]
    assert len(dangers) >= 12
    assert all(each.numbers for each in dangers)


def test_what_is_common_is_said_in_the_language_of_the_circuit():
    like = [{"id": "p", "title": "No hot water", "like": "hot-water", "urgency": "none"}]
    for language in LANGUAGES:
        told = [each.text for each in ask("p", facts(language=language, problems=like)).first]
        assert told == list(shipped(language).problems["hot-water"].first)
    assert shipped("en").problems["hot-water"].first != shipped("fr").problems["hot-water"].first


def facts(**parts: object) -> Circuit:
    return circuit(topic="repairs", sources={"g": {"title": "Guide"}}, **parts)


def test_every_doubt_is_told():
    doubt: dict[str, Any] = {"source": "g", "uncertain": True}
    made = facts(
        steps=steps(3, s1={"trace": {"value": "Un reçu", **doubt}, "say": {"value": "Bonjour", **doubt}}),
        problems=[
            {"id": "p", "title": "Un volet cassé", "first": ["Je ferme"], "delay": "5 jours", "charge": "landlord"}
            | doubt
        ],
    )
    found = ask("p", made)
    assert found.keep and found.say and found.wait and found.pays
    told: list[Act | Wait] = [found.keep, found.say, found.first[0], found.wait, found.pays.act]
    assert [each.doubt for each in told] == ["à vérifier"] * 5
    assert all("à vérifier" in each.text for each in told)


def test_a_danger_waits_for_no_landlord_whatever_its_circuit_says():
    found = ask("gaz", read_one(TWO_NUMBERS))
    assert (found.kind, found.wait, [each.value for each in found.numbers]) == (AnswerKind.DANGER, None, ["18", "112"])


def test_an_urgency_that_calls_for_help_is_a_danger():
    made = circuit(
        topic="neighbours",
        shortcuts=[{"id": "u", "title": "On me menace", "from": "s1", "to": "out", "call": "17"}],
        problems=[{"id": "p", "title": "Cris la nuit", "urgency": "u"}],
    )
    assert ask("p", made).kind is AnswerKind.DANGER


def test_an_offer_has_the_tenants_own_time_and_no_step():
    found = ask("offer", facts())
    assert (found.kind, found.place, found.wait, found.rungs) == (AnswerKind.DEADLINE, None, None, ())
    assert found.until and found.until.text == "au moins 10 jours"
    assert found.until.span is None  # a minimum has no due day
    assert found.letter is Letter.OFFER


def test_whoever_is_accused_is_told_to_be_heard():
    found = ask("accused", circuit(topic="neighbours"))
    assert (found.letter, found.rungs) == (Letter.HEAR, ())
    assert len(found.first) == 3


@pytest.mark.parametrize(
    "problem, expected",
    [
        ("leak-big", ("remind 1", "notice 2")),
        ("worn", ("remind 8", "notice 8")),
        ("cold", ("remind 8", "decency 8")),
        ("hot-water", ("remind 1", "notice 2", "decency 8")),
    ],
)
def test_letters_stand_at_their_days(problem, expected):
    found = ask(problem, facts(common="standard"))
    told = tuple(f"{each.letter} {each.after.days}" for each in found.rungs if each.letter and each.after.days)
    assert told[: len(expected)] == expected


def test_a_home_that_is_not_decent_comes_before_the_commission_two_months_later():
    (found,) = (each for each in ask("cold", facts(common="standard")).rungs if each.letter is Letter.CDC)
    assert (found.after.months, found.after.days) == (2, None)


@pytest.mark.parametrize("problem", ["noise", "parking", "hall-occupied"])
def test_the_commission_is_for_no_neighbours(problem):
    found = ask(problem, circuit(topic="neighbours", common="standard"))
    assert Letter.CDC not in [each.letter for each in found.rungs]
    assert "cdc" not in [each.id for each in found.helpers]


def test_what_the_landlord_says_of_a_rung_takes_the_place_of_what_holds_in_general():
    made = facts(
        steps=steps(3, s1={"if-silent": {"value": "ecrire", "source": "g"}}),
        recourse=[{"id": "ecrire", "title": "J’écris au siège"}],
        problems=[{"id": "p", "title": "Un volet cassé"}],
    )
    reminders = [each for each in ask("p", made).rungs if each.letter is Letter.REMIND]
    assert [(each.act.text, each.after.days) for each in reminders] == [("J’écris au siège", 8)]


def test_a_problem_of_another_topic_has_no_step_of_this_path():
    found = ask("noise", facts(steps=steps(3, s1={"channels": [{"kind": "phone", "value": "13 70"}]})))
    assert (found.numbers, found.place, found.ways) == ((), None, ())
