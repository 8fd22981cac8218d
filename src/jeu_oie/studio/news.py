"""What the preview tells beside the page: the state in one sentence, the problems with their places and cures."""

from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.circuit.report import pointer, tell
from jeu_oie.errors import Problem
from jeu_oie.messages import Words
from jeu_oie.render.html import fill
from jeu_oie.studio.making import Edition, errors

MOST = 50  # problems shown of one sort: ``check`` lists them all


@dataclass(frozen=True, slots=True)
class Told:
    """One problem, said: where, what, how to mend it, and its line with a caret under the place."""

    file: str
    line: int
    message: str
    cure: str
    excerpt: str
    caret: str


def told(problem: Problem, words: Words) -> Told:
    message, cure = tell(problem, words)
    excerpt, caret = pointer(problem) if problem.excerpt else ("", "")
    return Told(problem.place.file, problem.place.line, message, cure, excerpt, caret)


def sentence(problem: Problem, words: Words) -> str:
    """A problem without its excerpt, on one line."""
    message, cure = tell(problem, words)
    return f"{words('studio.place', file=problem.place.file, line=problem.place.line)} {message} {cure}"


def warnings(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is told besides the errors; facts that nobody has found are on the page itself."""
    wrong = errors(tuple(problems))
    return tuple(each for each in problems if each not in wrong and each.stated)


def state(made: Edition, words: Words) -> str:
    """« À jour. », or what keeps the page from being so."""
    wrong = len(errors(made.problems))
    if not wrong and not made.fault:
        return words("studio.state.current")
    number = words.count("studio.state.errors", wrong) if wrong else words("studio.state.fault")
    return f"{number} {words('studio.state.kept' if made.good else 'studio.state.none')}"


def news(made: Edition, words: Words) -> str:
    """The problems as HTML, empty where there is none."""
    wrong, less = errors(made.problems), warnings(made.problems)
    return fill(
        "studio/news.html",
        None,
        words=words,
        fault=made.fault,
        wrong=[told(each, words) for each in wrong[:MOST]],
        more=max(0, len(wrong) - MOST),
        less=[told(each, words) for each in less[:MOST]],
        warned=len(less),
    )
