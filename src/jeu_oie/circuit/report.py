"""A problem → the sentence that says it and the one that mends it, and the line with a caret."""

from jeu_oie.errors import Problem
from jeu_oie.messages import Catalog


def tell(problem: Problem, words: Catalog) -> tuple[str, str]:
    """The message and the cure of ``problem`` in the language of ``words``.

    A cure names the nearest known word where there is one. Raises KeyError on a code without a sentence.
    """
    values = _values(problem, words)
    cure = f"problem.{problem.code}.near.cure" if "nearest" in values else f"problem.{problem.code}.cure"
    return words(f"problem.{problem.code}", **values), words(cure, **values)


def _values(problem: Problem, words: Catalog) -> dict[str, str]:
    values = dict(problem.values)
    if problem.code in ("wrong-kind", "word-not-here"):
        values["expected"] = words(f"problem.expected.{values['key']}")
    if problem.code == "hidden-character":
        values["name"] = words(f"problem.hidden.{values['sort']}")
    if problem.code == "wrong-kind":
        values["kind"] = words(f"problem.kind.{values['kind']}")
    return values


def pointer(problem: Problem) -> tuple[str, str]:
    """The excerpt, and the line under it whose caret shows the place (tabs are kept, so that both align)."""
    column = problem.caret or problem.place.column
    before = problem.excerpt[: column - 1]
    return problem.excerpt, "".join("\t" if c == "\t" else " " for c in before) + "^"
