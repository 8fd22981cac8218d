"""Each code has its sentence and its cure, in French and in English."""

import ast
from pathlib import Path

import pytest

from jeu_oie.errors import Place, Problem, pointer
from jeu_oie.messages import load_catalog, tell

SOURCE = Path(__file__).parents[2] / "src" / "jeu_oie" / "circuit"
TELLERS = {"problem", "complain", "stop", "refused", "_at", "_simply", "_refused", "PydanticCustomError", "DelayError"}


def codes():
    """The codes that stand in the program: what is given to a function that makes a problem."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in TELLERS:
                yield from (
                    each.value
                    for argument in node.args
                    for each in ast.walk(argument)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and "-" in each.value
                )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "code", sorted({*codes(), "address", "language", "tab", "tag", "bracket", "directive"} - {"at-most"})
)
def test_each_code_has_a_sentence_and_a_cure(code, language):
    say = load_catalog(language)
    for key in (f"problem.{code}", f"problem.{code}.cure"):
        sentence = say(key)
        assert sentence[0].isupper() or sentence[0] in "«“"
        assert sentence[-1] in ".?:»”" or sentence.endswith(("}.", '".'))


def test_the_nearest_word_is_the_cure():
    near = Problem(Place("a.yaml"), "unknown-key", (("key", "delais"), ("nearest", "delay")))
    assert tell(near, load_catalog("fr")) == (
        "La clé «\u00a0delais\u00a0» n’existe pas ici.",
        "Vouliez-vous dire «\u00a0delay\u00a0»\u00a0?",
    )
    assert tell(near, load_catalog("en"))[1] == "Did you mean “delay”?"
    lost = Problem(Place("a.yaml"), "unknown-key", (("key", "x"), ("known", "id, title")))
    assert tell(lost, load_catalog("fr"))[1] == "Clés possibles\u00a0: id, title."


def test_a_value_with_braces_is_told_as_it_stands():
    problem = Problem(Place("a.yaml"), "delay-unreadable", (("value", "{x} {0}"),))
    assert "{x} {0}" in tell(problem, load_catalog("fr"))[0]


def test_kinds_are_said_in_words():
    values = (("id", "voisins"), ("key", "at"), ("kind", "detours"))
    message, _ = tell(Problem(Place("a.yaml"), "wrong-kind", values), load_catalog("en"))
    assert message == "“voisins” is a detour: the key “at” expects a step of the main track."


def test_the_caret_stands_under_its_place():
    assert pointer(Problem(Place("a", 1, 3), "tab", excerpt="\ta: b")) == ("\ta: b", "\t ^")
    assert pointer(Problem(Place("a", 1, 300), "tab", excerpt="…a: b", caret=2)) == ("…a: b", " ^")
