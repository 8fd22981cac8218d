"""The word that was meant: mistyped, in French, or none."""

import pytest

from jeu_oie.circuit import nearest as module
from jeu_oie.circuit.nearest import FRENCH, distance, nearest
from jeu_oie.circuit.read.validate import choice

KNOWN = ("delay", "title", "text", "if-silent", "landlord", "trace")


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("delai", "delay"),
        ("Délais", "delay"),
        ("titel", "title"),
        ("if_silent", "if-silent"),
        ("bailleur", "landlord"),
        ("TRACE", "trace"),
        ("xylophone", None),
        ("", None),
        ("x" * 3000, None),
        ("id", None),
    ],
)
def test_the_nearest_word(typed, meant):
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["réparation", "réparations", "Reparation", "repairs", "repair"])
def test_a_french_word_is_near_however_it_is_written(typed):
    assert nearest(typed, ("repairs", "neighbours", "transfer")) == "repairs"


def test_no_number_is_near_another_by_its_figures():
    assert choice("60", ["auto", "18", "20", "63"]) == {"value": "60", "known": "auto, 18, 20, 63"}
    assert choice("aut", ["auto", "18"])["nearest"] == "auto"


def test_nothing_is_near_nothing():
    assert nearest("title", ()) is None


@pytest.mark.parametrize("a,b,steps", [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abcd", 1), ("abc", "xyz", 3)])
def test_swapped_neighbours_count_once(a, b, steps):
    assert distance(a, b) == steps == distance(b, a)


def test_french_words_are_plain():
    assert all(word.isascii() and word == word.lower() for word in FRENCH)


def test_the_nearest_of_thousands_is_among_the_few_that_are_compared():
    names = [f"{word}-{number}" for number in range(1_000) for word in ("fuite", "panne", "clef", "porte", "gaz")]
    assert nearest("chaudiere", [*names, "chaudières"]) == "chaudières"


def test_of_thousands_only_a_few_are_compared(monkeypatch):
    asked = []

    def counted(a, b):
        asked.append((a, b))
        return distance(a, b)

    monkeypatch.setattr(module, "distance", counted)
    nearest("abcdefghijklmnopqrst", [f"tsrqponmlkjihgfedcb{n}" for n in range(5_000)])
    assert 0 < len(asked) <= module.MAX_COMPARED
