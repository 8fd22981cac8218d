"""``icon``: an author chooses what the card shows, from a closed list; nothing chosen, all stays as it was."""

from typing import Any

import pytest

from jeu_oie.circuit.pictures import Picture
from jeu_oie.circuit.read import read_text
from jeu_oie.draw.ink import THINGS
from jeu_oie.game import faces
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.squares import Square
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.print.content.cards import pictogram_of, picture_of
from tests.game.making import card, circuit, deck, steps

FIRE: dict[str, Any] = {"problems": [{"id": "p", "title": "Fumée", "first": ["Sortir"], "icon": "smoke"}]}


def test_each_thing_is_drawn_and_named_in_every_language():
    assert [f"thing-{each}" for each in Picture] == list(THINGS)
    for language in LANGUAGES:
        named = [load_catalog(language)(f"picture.{each}") for each in Picture]
        assert len(set(named)) == len(named)


def test_a_step_and_a_problem_show_what_their_author_chose():
    made = deck(steps=steps(3, s2={"icon": "lift"}), problems=[{"id": "p", "title": "Fuite", "icon": "leak"}])
    assert card(made, "s2").face.pictogram == "thing-lift"
    assert card(made, "p").face.pictogram == "thing-leak"
    plain = deck(steps=steps(3), problems=[{"id": "p", "title": "Fuite"}], common="none")
    assert not [each.thing for each in plain.printed if each.thing]
    assert not [each.face for each in plain.printed if each.face.pictogram.startswith("thing-")]


def test_the_band_has_the_pictogram_of_the_kind_and_the_body_the_thing():
    made = card(deck(setbacks=[{"id": "t", "at": "s2", "kind": "silence", "title": "Rien", "icon": "phone"}]), "t")
    assert made.face.pictogram == KINDS[Kind.SILENCE].pictogram == pictogram_of(made)
    assert picture_of(made) == "thing-phone"


def test_what_its_author_chose_wins_over_what_its_title_speaks_of():
    assert picture_of(card(deck(**FIRE), "p")) == "thing-smoke"
    other = {"problems": [{**FIRE["problems"][0], "icon": "lock"}]}
    assert picture_of(card(deck(problems=other["problems"]), "p")) == "thing-lock"


@pytest.mark.parametrize(
    "title, picture",
    [
        ("Odeur de gaz, et plus d’eau chaude", "thing-gas"),
        ("Grosse fuite d’eau", "thing-leak"),
        ("L’entreprise prend rendez-vous", "thing-appointment"),
        ("Mise en demeure", "thing-registered"),
        ("La CALEOL décide", "thing-meeting"),
        ("Je ne sais pas", ""),
    ],
)
def test_a_title_shows_the_thing_that_it_speaks_of_danger_first(title, picture):
    assert faces.thing_in(title) == picture


@pytest.mark.parametrize("written, cure", [("lifts", "« lift »"), ("mon-image.png", "")])
def test_a_picture_of_one_s_own_is_refused(written, cure):
    text = f"format: 1\ntitle: T\nsteps:\n  - {{id: a, title: A, icon: {written}}}\n  - {{id: b, title: B}}\n"
    found = [each for each in read_text(text, "essai.yaml", lambda _: None).problems if each.code == "unknown-choice"]
    assert [(each.place.line, dict(each.values)["value"]) for each in found] == [(4, written)]


@pytest.mark.parametrize("topic, shown", [("repairs", "wrench"), ("neighbours", "people"), ("transfer", "house")])
def test_a_square_about_a_problem_without_a_picture_shows_what_its_circuit_is_about(topic, shown):
    """A tap would be wrong on the board of a noise, as it is on its card."""
    made = circuit(topic=topic, problems=[{"id": "p", "title": "Un cas"}])
    square = Square("9", Kind.PROBLEM, "", made.problems[0])
    assert faces.pictogram_of(square, made.topic) == shown
