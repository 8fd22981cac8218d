"""No board and no pile says nonsense, whatever the landlord: every template stands where its condition holds (game.md).

The conditions are said here once more, in the words of the design and not in those of the code.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from jeu_oie.circuit.model import NONE, UNKNOWN, AnswerKind, Charge, Circuit, Item, ProblemItem, Question, Step
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds import Kind
from jeu_oie.game.pictured import Asked, is_danger, kind_of
from jeu_oie.game.quiz import bare_answer, make_quizzes, pattern_of
from jeu_oie.game.sentences import long_words, names_actor
from jeu_oie.game.squares import WORD, Aspect, Board, Square, WrongSize
from jeu_oie.messages import load_catalog
from tests.circuits.generated import write_files
from tests.game.making import SHIPPED, board, preset, shipped, steps
from tests.print.mutants import TRIES, mutant_files

FEW = range(8)  # in every run
HUNDREDS = [range(start, start + 100) for start in range(0, 200, 100)]  # of a commit
PAID = (AnswerKind.URGENT, AnswerKind.ORDINARY)
SETTLED = (Charge.LANDLORD, Charge.TENANT, Charge.CONTRACT)
GROUNDS = (Kind.START, Kind.STEP, Kind.BLANK)  # a row of steps is the circuit's own
LEVELS = 2  # of urgency, below which nobody asks for one
ACTORS = 3  # that act, below which nobody asks who does


def is_anothers(step: Step) -> bool:
    return bool(step.actor) and "tenant" not in step.actor


def is_sure(item: Item, fact: str) -> bool:
    missing = isinstance(item, Step) and item.missing
    return not missing and not item.uncertain and not item.said_of(fact).uncertain


def speaks_to_somebody(step: Step) -> bool:
    return bool(step.channels or step.say or step.call)


def may_say_next(step: Step, circuit: Circuit) -> bool:
    after = circuit.steps[circuit.steps.index(step) + 1]
    leaving = {each.from_ for each in circuit.shortcuts} | {each.from_ for each in circuit.detours}
    return step.id not in leaving and is_sure(after, "title") and is_anothers(after)


def may_ask_delay(step: Step, _: Circuit) -> bool:
    delay = step.delay
    return delay is not None and delay.announced is not None and delay.at_least is None and is_anothers(step)


def may_ask_trace(step: Step, _: Circuit) -> bool:
    return step.trace not in (None, NONE) and is_anothers(step)


def may_ask_silence(step: Step, _: Circuit) -> bool:
    return step.if_silent not in (None, UNKNOWN, step.id) and speaks_to_somebody(step)


def may_ask_actor(step: Step, circuit: Circuit) -> bool:
    acting = {name for each in circuit.every_step for name in each.actor}
    return len(acting) >= ACTORS and not any(names_actor(step.title, name, circuit) for name in step.actor)


def may_ask_payer(problem: ProblemItem, circuit: Circuit) -> bool:
    return problem.charge in SETTLED and kind_of(problem, circuit) in PAID


def may_ask_level(problem: ProblemItem, circuit: Circuit) -> bool:
    return len(circuit.shortcuts) >= LEVELS and problem.urgency is not None and not is_danger(problem, circuit)


OF_STEPS: Mapping[str, tuple[str, Callable[[Step, Circuit], bool]]] = {
    "next": ("title", may_say_next),
    "delay": ("delay", may_ask_delay),
    "trace": ("trace", may_ask_trace),
    "silence": ("if_silent", may_ask_silence),
    "actor": ("actor", may_ask_actor),
}
OF_PROBLEMS: Mapping[str, tuple[str, Callable[[ProblemItem, Circuit], bool]]] = {
    "charge": ("charge", may_ask_payer),
    "urgency": ("urgency", may_ask_level),
}


def holds(quiz: Question, circuit: Circuit) -> bool:
    """Whether a generated quiz stands where its template may."""
    pattern, name = pattern_of(quiz), quiz.id.split(".", 2)[2]
    if pattern in OF_PROBLEMS:
        fact, allows = OF_PROBLEMS[pattern]
        problem = next(each for each in circuit.problems if each.id == name)
        return is_sure(problem, fact) and allows(problem, circuit)
    fact, may = OF_STEPS[pattern]
    step = next(each for each in circuit.every_step if each.id == name)
    return is_sure(step, fact) and may(step, circuit)


def stands(square: Square, circuit: Circuit) -> bool:
    """Whether a generated square, or a question over a picture, stands where its template may."""
    if square.kind is Kind.PROBLEM:
        return may_show(square, circuit)
    aspect = square.aspect
    if aspect is None or not isinstance(aspect.item, Step):
        return True
    if square.kind is Kind.ASK:
        return may_look_for(aspect.item, aspect.fact)
    return may_tell(aspect.item, aspect.fact, circuit)


def may_look_for(step: Step, fact: str) -> bool:
    """Nobody found it, and it is no act of the tenant."""
    return getattr(step, fact) is None and not step.missing and "tenant" not in step.actor


def may_tell(step: Step, fact: str, circuit: Circuit) -> bool:
    match fact:
        case "trace":
            return step.trace not in (None, NONE)
        case "if_silent":
            return may_ask_silence(step, circuit)
        case "actor":
            return is_anothers(step) and not any(names_actor(step.title, name, circuit) for name in step.actor)
        case _:
            return fact == WORD or getattr(step, fact) not in (None, ())


def may_show(square: Square, circuit: Circuit) -> bool:
    problem = square.item
    assert isinstance(problem, ProblemItem)
    match square.asks:
        case Asked.CHARGE:
            return may_ask_payer(problem, circuit)
        case Asked.URGENCY:
            return not is_danger(problem, circuit)
        case _:
            return True


def right_of(quiz: Question) -> str:
    assert quiz.right is not None
    return quiz.answers[quiz.right - 1]


def find_nonsense(made: Board) -> Iterator[str]:
    """What a board, its pile and all quizzes that could be dealt beside it say that makes no sense; nothing."""
    circuit, words = made.circuit, load_catalog(made.circuit.language)
    told = {(each.aspect.item.id, each.aspect.fact) for each in made.squares if each.aspect}
    for quiz in make_quizzes(circuit, words, told):
        if not quiz.source or not holds(quiz, circuit):
            yield f"{quiz.id}: outside its condition"
        if pattern_of(quiz) != "urgency" and any(long_words(quiz.title) & long_words(each) for each in quiz.answers):
            yield f"{quiz.id}: an answer shares a word with its question"
    yield from (f"{each.name} {each.kind}: outside its condition" for each in made.squares if not stands(each, circuit))
    asked = [each.item for each in made.squares if each.kind is Kind.QUIZ] + [
        item for item in made.pile if isinstance(item, Question) and item.right
    ]
    answers = Counter(bare_answer(right_of(item)) for item in asked if isinstance(item, Question))
    yield from (f"two quizzes: {answer}" for answer, count in answers.items() if count > 1)
    if sum(each.writes for each in made.every_square) > min(4, len(made.squares) // 6):
        yield "too much to write"
    for one, two, three in zip(made.squares, made.squares[1:], made.squares[2:], strict=False):
        if one.kind is two.kind is three.kind and three.kind not in GROUNDS:
            yield f"{three.name}: the third {three.kind} in a row"


def count_said(made: Board) -> Counter[str]:
    """What was looked at: quizzes by their pattern, squares by what they say or ask."""
    words = load_catalog(made.circuit.language)
    quizzes = Counter(f"quiz {pattern_of(each)}" for each in make_quizzes(made.circuit, words))
    return quizzes + Counter(f"{each.kind} {each.aspect.fact}" for each in made.squares if each.aspect)


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_no_shipped_board_says_nonsense(path):
    assert list(find_nonsense(assemble(shipped(path), preset()))) == []


def mutant(folder: Path, number: int) -> Board:
    """The board of a circuit in the words of the shipped ones, changed by lots; none of it is drawn."""
    for attempt in range(TRIES):
        lots = Random(f"{number}, {attempt}")
        found = read(write_files(folder / f"m{number:04}", mutant_files(lots, number))).circuit
        if found is not None:
            with suppress(WrongSize):
                return assemble(found, preset())
    raise AssertionError(f"no mutant {number} has a board")


def test_no_board_of_another_landlord_says_nonsense(tmp_path):
    assert [(number, said) for number in FEW for said in find_nonsense(mutant(tmp_path, number))] == []


@pytest.mark.slow
@pytest.mark.parametrize("numbers", HUNDREDS, ids=str)
def test_no_board_of_200_landlords_says_nonsense(numbers, tmp_path):
    seen: Counter[str] = Counter()
    wrong = []
    for number in numbers:
        made = mutant(tmp_path, number)
        seen += count_said(made)
        wrong += [(number, said) for said in find_nonsense(made)]
    assert wrong == []
    patterns = {f"quiz {pattern}" for pattern in (*OF_STEPS, *OF_PROBLEMS)}
    assert {*patterns, "hold trace", "say say", "fact if_silent", "fact actor", "ask trace"} <= seen.keys(), seen


def test_the_guard_sees_what_is_planted():
    step = {"actor": "landlord", "trace": "Un bon de passage", "source": "guide"}
    made = board(steps=steps(3, s2={**step, "actor": "tenant"}, s3=step), sources={"guide": {"title": "Guide"}})
    assert list(find_nonsense(made)) == []
    quiz = Question.model_construct(id="quiz.trace.s2", title="?", answers=("Reçu", "Rien"), right=1, source=("guide",))
    assert not holds(quiz, made.circuit)
    assert holds(quiz.model_copy(update={"id": "quiz.trace.s3"}), made.circuit)
    own = next(each for each in made.circuit.steps if each.id == "s2")
    ask = Square("", Kind.ASK, "s2", aspect=Aspect(own, "delay"), writes=True)
    planted = replace(made, squares=(*made.squares, *[ask] * 7), pile=(*made.pile, quiz, quiz))
    assert {said.rpartition(": ")[2] for said in find_nonsense(planted)} == {
        "outside its condition",
        "the third ask in a row",
        "recu",
        "too much to write",
    }


def test_the_guard_sees_an_answer_in_the_question():
    assert long_words("Après la visite, que recevez-vous ?") & long_words("Un bon de visite")
