"""A landlord's logo on what is handed out and signed: beside its name, never on a word, and no word moves for it."""

from functools import cache

import pytest

from jeu_oie.draw.marks import box_of
from jeu_oie.draw.scene import Icon, Image, Text
from jeu_oie.sheets.poster import poster
from tests.board.drawn import marks, paper_of
from tests.draw.logos import logo
from tests.game import making

HANDOUTS = {"poster": poster}
EACH_HANDOUT = pytest.mark.parametrize("make", HANDOUTS.values(), ids=HANDOUTS)
SHIPPED = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
LOGOS = {"wide": (400, 100), "tall": (100, 200), "square": (100, 100)}
EACH_LOGO = pytest.mark.parametrize("size", LOGOS.values(), ids=LOGOS)
PAGE = "https://exemple.fr/jeux/essai/index.html"


def sheets_with(make, path, shown, page=None, **preset):
    paper = paper_of(making.shipped(path), page, **preset)
    paper.board.preset.__dict__["logo"] = shown
    return make(paper)


@cache
def bare(make, path, page):
    return sheets_with(make, path, None, page)


def words(scene, made):
    """Its words and where they begin. A hash may change where a picture gives way."""
    (digits,) = set(made.hashes.values())
    return [(each.x, each.y, each.content.replace(digits, "")) for each in marks(scene, Text)]


def meetings(scene):
    """What a logo touches."""
    said = marks(scene, Text) + marks(scene, Icon)
    return [mark for shown in marks(scene, Image) for mark in said if box_of(mark).overlaps(shown.box)]


@SHIPPED
@EACH_HANDOUT
@EACH_LOGO
@pytest.mark.parametrize("page", [None, PAGE], ids=["", "coded"])
def test_it_meets_no_word_and_moves_none(make, path, size, page):
    made = sheets_with(make, path, logo(*size), page)
    assert any(marks(scene, Image) for scene in made.scenes)
    assert [meetings(scene) for scene in made.scenes] == [[]] * len(made.scenes)
    usual = bare(make, path, page)
    for one, other in zip(made.scenes, usual.scenes, strict=True):
        assert words(one, made) == words(other, usual)
        for shown in marks(one, Image):
            assert shown.box.w / shown.box.h == pytest.approx(size[0] / size[1])


@SHIPPED
@EACH_HANDOUT
def test_in_large_print_it_meets_none_either(make, path):
    for size in LOGOS.values():
        made = sheets_with(make, path, logo(*size), large=True)
        assert [meetings(scene) for scene in made.scenes] == [[]] * len(made.scenes)


def test_the_guard_sees_a_logo_on_a_word():
    scene = sheets_with(poster, making.SHIPPED[0], logo()).scenes[0]
    shown = marks(scene, Image)[0]
    object.__setattr__(shown, "box", box_of(marks(scene, Text)[0]))
    assert meetings(scene)
