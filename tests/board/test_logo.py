"""A landlord's logo stands in the centre of the board where nothing else does, or it is told that it cannot."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.board import lay_out
from jeu_oie.circuit.read import read
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.logo import find_place
from jeu_oie.draw.marks import box_of
from jeu_oie.draw.scene import Icon, Image, Text
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.kit import plan_reading
from jeu_oie.messages import load_catalog
from tests.board.drawn import marks
from tests.chosen import chosen, named
from tests.draw.logos import logo
from tests.game import making

LOGOS = {"wide": (400, 100), "tall": (100, 200), "square": (100, 100), "strip": (800, 100), "pole": (100, 800)}


def drawn(circuit, shown, **preset):
    board = assemble(circuit, Preset.model_validate(preset).model_copy(update={"logo": shown}))
    words = load_catalog(circuit.language)
    return lay_out(board, write(board, words), open_dossier(board, words), words)


@cache
def bare(path):
    return drawn(making.shipped(path), None)


def others(scene):
    return [each for group in scene.groups if group.id != "logo" for each in group.marks]


def meetings(scene):
    """Texts and pictures of the centre and of the squares that a logo touches."""
    (shown,) = marks(scene, Image)
    said = [mark for mark in others(scene) if isinstance(mark, Text | Icon) and mark != shown]
    return [mark for mark in said if box_of(mark).overlaps(shown.box)]


# The widest and the highest on all.
SHOWN = [*product(making.SHIPPED, (LOGOS["strip"], LOGOS["pole"])), *product(making.FEW, list(LOGOS.values())[:3])]


@pytest.mark.parametrize("path, size", chosen(SHOWN, [pair for pair in SHOWN if pair[0] in making.FEW]), ids=named)
def test_it_stands_clear_of_all_words(path, size):
    made = drawn(making.shipped(path), logo(*size))
    assert not made.crowded
    (shown,) = marks(made.scene, Image)
    assert meetings(made.scene) == []
    assert shown.box.w <= 22 + 1e-6
    assert shown.box.h <= 14 + 1e-6
    assert shown.box.w / shown.box.h == pytest.approx(size[0] / size[1])
    assert made.track.centre.contains(shown.box)
    assert made.fingerprint == bare(path).fingerprint, "it says nothing: what is printed need not be printed again"


def test_the_guard_sees_a_logo_on_a_word():
    made = drawn(making.shipped(making.SHIPPED[0]), logo())
    word = next(made.scene.texts())
    (group,) = (each for each in made.scene.groups if each.id == "logo")
    (shown,) = marks(made.scene, Image)
    object.__setattr__(shown, "box", Box(word.x, word.y - 3, 22, 5.5))
    assert word in meetings(made.scene)
    assert group.marks[1] is shown


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    st.text("aàéil mMW’,", min_size=1, max_size=150).filter(str.strip),
    st.text("abéM ", min_size=1, max_size=80).filter(str.strip),
    st.tuples(st.integers(20, 160), st.integers(20, 160)),
    st.booleans(),
)
def test_whatever_the_words_it_meets_none(title, landlord, size, large):
    circuit = making.circuit(title=f"T{title}", landlord={"name": f"L{landlord}"})
    made = drawn(circuit, logo(*size), large=large)
    assert made.crowded is not bool(marks(made.scene, Image))
    assert made.crowded or meetings(made.scene) == []


def test_without_a_logo_nothing_is_drawn():
    assert not bare(making.SHIPPED[0]).crowded
    assert not [group for group in bare(making.SHIPPED[0]).scene.groups if group.id == "logo"]


def test_where_there_is_no_room_it_is_told(monkeypatch):
    monkeypatch.setattr("jeu_oie.board.logo.find_place", lambda *_: None)
    reading = read(making.SHIPPED[0])
    made, told = plan_reading(reading, Preset().model_copy(update={"logo": logo()}))
    assert made
    assert not marks(made.drawing.scene, Image)
    (problem,) = (each for each in told if each.code == "logo-left-out")
    assert (problem.severity, problem.place.line) == ("warning", reading.place("", "title").line)


@given(
    st.lists(st.builds(Box, *[st.floats(0, 60)] * 2, *[st.floats(1, 40)] * 2), max_size=6),
    st.integers(20, 160),
)
def test_a_place_is_free_and_inside(taken, width):
    zone = Box(0, 0, 60, 40)
    box = find_place(logo(width, 80), zone, taken, (22, 14))
    assert box or taken
    assert not box or (zone.inset(-1e-6).contains(box) and not any(box.overlaps(each) for each in taken))
