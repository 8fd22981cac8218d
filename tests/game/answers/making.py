"""Answers for tests: of small circuits, of those that ship, of those that nobody has written."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jeu_oie.circuit.model import Circuit, ProblemItem
from jeu_oie.circuit.read import read, read_text
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.model import PAPER, Answer, Moment
from jeu_oie.game.answers.shared import shared_in
from tests.circuits.generated import CIRCUIT, Generated

NUMBERS = Path(__file__).parents[2] / "circuits" / "numbers"
TWO_NUMBERS, PLUMBER = NUMBERS / "two-numbers.yaml", NUMBERS / "plumber.yaml"


@cache
def read_one(path: Path) -> Circuit:
    found = read(path)
    assert found.circuit is not None, found.problems
    return found.circuit


def ask(problem: ProblemItem | str, made: Circuit, moment: Moment = PAPER) -> Answer:
    """The answer to one of the circuit's problems, by its id, to a common one, or to what it holds."""
    own = {each.id: each for each in made.problems}
    named = own.get(problem, problem) if isinstance(problem, str) else problem
    return answer(named, made, shared_in(made.language), moment)


def values(made: Answer) -> list[str]:
    return [each.value for each in made.numbers]


@cache
def generated(number: int) -> Circuit | None:
    """A circuit that nobody has written, by its number; None where the reader refuses it."""
    files: dict[str, Any] = Generated(number).files()

    def beside(name: str) -> bytes | None:
        return json.dumps(files[name]).encode() if name in files else None

    return read_text(json.dumps(files[CIRCUIT], ensure_ascii=False), CIRCUIT, beside).circuit
