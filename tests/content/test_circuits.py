"""What the shipped circuits teach: sources that were read, easy French, answers anywhere."""

import re
from collections import Counter
from datetime import date
from statistics import median

import pytest
import yaml

from jeu_oie.circuit.falc import falc
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Circuit, ProblemItem, Question, Topic
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import rows_shown, write
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter, State
from jeu_oie.messages import load_catalog, split_sentences
from script.handbook.statements import (
    OPEN,
    Statement,
    row,
    state,
    unknown_keys,
    write_facts,
)
from tests.game.making import SHIPPED, shipped
from tests.house.source import ROOT

FOLDER = ROOT / "circuits"
CIRCUITS = {f"{path.parent.name}/{path.stem}": shipped(path) for path in SHIPPED}
CHECKS = yaml.safe_load((ROOT / "docs" / "reports" / "facts.yaml").read_text("utf-8"))
EVERY = {**CIRCUITS, "exemple/general": shipped(FOLDER / "exemple" / "general.yaml")}
ORIGIN = re.compile(r" \(source.*?\)(?=\.|$)")
WORD = re.compile(r"\d+(?:[ \u00a0.]\d+)*|[\w’'-]+")
each_circuit = pytest.mark.parametrize("name", CIRCUITS)


def in_order(circuits: dict[str, Circuit]) -> dict[str, Circuit]:
    """By name, as script/facts reads them."""
    return dict(sorted(circuits.items()))


def quizzes(circuit: Circuit) -> list[Question]:
    """The questions of a table with a right answer."""
    board = assemble(circuit, Preset())
    items = (*board.pile, *(square.item for square in board.squares))
    return [item for item in items if isinstance(item, Question) and item.right]


def test_the_table_of_statements_is_what_the_circuits_say_and_none_is_distorted():
    statements = state(in_order(EVERY))
    written = (ROOT / "docs" / "reports" / "facts.md").read_text("utf-8")
    assert written == write_facts(statements, CHECKS), "script/facts makes it"
    assert [each for each in statements if each.key not in CHECKS["checked"]] == []
    assert [key for key, verdict in CHECKS["checked"].items() if verdict.startswith("loin")] == []
    assert unknown_keys(statements, CHECKS) == []


def test_a_statement_that_changes_is_to_be_checked_again():
    one = Statement("a/repairs", "leak", "Délai annoncé : 4 h", ("page",))
    assert OPEN not in row(one, {}, {one.key: "fidèle"})
    for other in (("leak", "Délai annoncé : 5 h", ("page",)), ("leak", one.said, ("elsewhere",))):
        assert OPEN in row(Statement("a/repairs", *other), {}, {one.key: "fidèle"})


@each_circuit
def test_it_is_easy_to_read(name):
    reading = read(FOLDER / f"{name}.yaml")
    assert lint(reading, date(2026, 11, 28)) == ()
    assert falc(reading) == ()


@each_circuit
def test_sentences_of_the_cards_are_short(name):
    """Half of them 10 words or fewer, none over 18; where a fact comes from is no part of them."""
    deck = write(assemble(CIRCUITS[name], Preset()), load_catalog(CIRCUITS[name].language))
    texts = [text for card in deck.printed for text in (card.title, card.text, *card.bullets, card.answer)]
    sentences = [each for text in texts for each in split_sentences(ORIGIN.sub("", text))]
    lengths = [len(WORD.findall(each)) for each in sentences]
    assert median(lengths) <= 10
    assert [each for each, length in zip(sentences, lengths, strict=True) if length > 18] == []


@pytest.mark.parametrize("name", [name for name, circuit in CIRCUITS.items() if circuit.topic is Topic.REPAIRS])
def test_a_problem_says_an_urgency_a_gesture_or_what_is_said_elsewhere(name):
    circuit = CIRCUITS[name]
    board = assemble(circuit, Preset())
    facts = FactFormatter(board, load_catalog(circuit.language))
    items = [board.items[card.name] for card in write(board, facts.words).every if card.name in board.items]
    problems = [item for item in items if isinstance(item, ProblemItem)]
    rich = [each for each in problems if each.urgency or each.first or each.elsewhere or facts.dangers_of(each)]
    assert len(rich) >= 0.7 * len(problems)


@each_circuit
def test_few_quizzes_have_two_answers(name):
    told = quizzes(CIRCUITS[name])
    assert sum(len(each.answers) == 2 for each in told) <= 0.2 * len(told)


@each_circuit
def test_right_answers_stand_anywhere(name):
    """25 to 40 % at each place, over the quizzes of three answers of a kit."""
    three = [each for each in quizzes(CIRCUITS[name]) if len(each.answers) == 3]
    places = Counter(each.right for each in three)
    assert len(three) >= 9
    assert all(0.25 <= places[place] / len(three) <= 0.40 for place in (1, 2, 3)), places


@pytest.mark.parametrize("name", [name for name, circuit in CIRCUITS.items() if circuit.topic is Topic.REPAIRS])
def test_the_cards_of_a_kit_do_not_play_its_gaps(name):
    """« Pas trouvé » 15 times at most on what is printed, and once on a card."""
    board = assemble(CIRCUITS[name], Preset())
    shown = [rows_shown(card) for card in write(board, load_catalog(CIRCUITS[name].language)).printed]
    gaps = [sum(row.state is State.MISSING for row in rows if row.key != "call") for rows in shown]
    calls = sum(row.state is State.MISSING for rows in shown for row in rows if row.key == "call")
    assert max(gaps) <= 1
    assert sum(gaps) + calls <= 15
