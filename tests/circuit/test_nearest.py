"""The word that was meant: mistyped, in French, or none."""

import pytest

from jeu_oie.circuit.nearest import FRENCH, distance, nearest

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


def test_nothing_is_near_nothing():
    assert nearest("title", ()) is None


@pytest.mark.parametrize("a,b,steps", [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abcd", 1), ("abc", "xyz", 3)])
def test_swapped_neighbours_count_once(a, b, steps):
    assert distance(a, b) == steps == distance(b, a)


def test_french_words_are_plain():
    assert all(word.isascii() and word == word.lower() for word in FRENCH)
