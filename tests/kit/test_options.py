"""The options of a build: what is given is read once for all, and a kit is made anew where it would differ by one."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from jeu_oie.builder.record import input_hash
from jeu_oie.game.preset import Preset
from jeu_oie.kit import CardsWay, Flip, Options
from jeu_oie.kit.options import OPTIONS, AgencyId, Choice, Count, PressProfile, Several, Shift, Switch


def test_what_is_given_is_read():
    asked = Options(flip="short", cards="fold", only=["pdf"], also=("ar", "en"), out="kits", base_url="https://a.fr/b")
    assert (asked.flip, asked.cards, asked.out) == (Flip.SHORT, CardsWay.FOLD, Path("kits"))
    assert (sorted(asked.only), sorted(asked.also), asked.base_url) == (["pdf"], ["ar", "en"], "https://a.fr/b/")
    assert replace(asked) == pickle.loads(pickle.dumps(asked)) == asked != Options()


@pytest.mark.parametrize(
    "wrong",
    [
        {"flip": "up"},
        {"flip": None},
        {"only": ()},
        {"also": ["de"]},
        {"people": 1},
        {"jobs": 0},
        {"base_url": "ftp://a.fr"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^$|up|None|de|0|1|ftp"):
        Options(**wrong)


def other_value(name):
    """One that it does not have where nothing is said."""
    match OPTIONS[name].form:
        case Switch():
            return not OPTIONS[name].default
        case Count(low):
            return low
        case Choice(words):
            return [*words][-1]
        case Several(known):
            return known[-1:]
    return {AgencyId: "nord", PressProfile: b"profile", Shift: (1.0, 2.0)}[type(OPTIONS[name].form)]


@pytest.mark.parametrize("name", [name for name, each in OPTIONS.items() if each.remakes])
def test_another_value_makes_a_kit_anew(name):
    assert input_hash(Preset(), Options(**{name: other_value(name)})) != input_hash(Preset(), Options())
