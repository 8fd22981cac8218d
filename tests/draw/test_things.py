"""Pictograms of what circuits speak of, each in its colour."""

import re

from jeu_oie.circuit.pictures import Picture
from jeu_oie.draw.ink import FLAT, content, in_flat_colour


def test_a_thing_is_drawn_in_its_colour_under_ink_and_white_in_black():
    for name, colour in FLAT.items():
        shown = "danger" if name == "thing-danger" else f"{name}.flat"
        assert name == "thing-danger" or (colour in content(shown)[1] and "stroke" in content(shown)[1])
        assert set(re.findall("#[0-9A-Fa-f]{6}", content(shown, saver=True)[1])) <= {"#000000", "#FFFFFF"}


def test_each_thing_has_its_colour():
    assert {f"thing-{each}" for each in Picture} <= set(FLAT)


def test_the_sign_of_danger_is_never_drawn_in_one_colour():
    """Its mark would be lost."""
    assert [in_flat_colour(name) for name in ("thing-danger", "thing-gas", "bubble")] == [
        "danger",
        "thing-gas.flat",
        "bubble",
    ]
