"""Sheets of cards: order, places, what stands behind what, cuts, the stamp card and its ruler."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.draw.text import PT_MM
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.card_face import card_hash
from jeu_oie.sheets.card_frame import DeckContext
from jeu_oie.sheets.card_sheets import draw_cards, duplex_sheets, fold_sheets
from jeu_oie.sheets.imposition import A6_ON_A4, A7_ON_A4, Flip
from tests.game import making

PARTS = {"questions": [{"id": f"q{n}", "title": f"Question {n}"} for n in range(19)]}
LONG = "Un texte bien trop long pour une seule carte, et qui continue encore un peu. " * 5
FORMATS = pytest.mark.parametrize("large", [False, True], ids=["A7", "large"])
FLIPS = pytest.mark.parametrize("flip", list(Flip))


def drawn(large=False, **parts):
    made = making.board(**parts)
    t = load_catalog("fr")
    return draw_cards(making.deck(**parts), DeckContext(open_dossier(made, t), colours_of(made.preset), t), large=large)


def texts(scene):
    return [mark.content for group in scene.groups for mark in group.marks if isinstance(mark, Text)]


def names(page):
    return [group.id for each in page.shown for group in each.face.groups if group.kind == "front"]


@FORMATS
def test_fronts_and_backs_alternate_and_hold_every_card_once(large):
    cards = drawn(large, **PARTS)
    made = duplex_sheets(cards).pages
    fronts = [name for page in made[::2] for name in names(page)]
    assert sorted(fronts) == sorted(["carte-timbre", *(f"carte-{card.name}" for card in cards.cards)])
    assert fronts[0] == "carte-timbre"
    assert [len(page.shown) for page in made[1::2]] == [len(page.shown) for page in made[::2]]
    size = (210, 297) if large else (297, 210)
    assert all((page.ground.width, page.ground.height) == size for page in made)


@FORMATS
def test_folded_cards_are_all_there_four_a_sheet_each_over_its_back(large):
    cards = drawn(large, **PARTS)
    made = fold_sheets(cards).pages
    assert len(made) == -(-(len(cards.cards) + 1) // (2 if large else 4))
    assert sorted(name for page in made for name in names(page))[:-1] == sorted(f"carte-{c.name}" for c in cards.cards)
    for page in made:
        half = len(page.shown) // 2
        for front, behind in zip(page.shown[:half], page.shown[half:], strict=True):
            assert not front.turned and behind.turned
            fold = page.ground.height / 2
            assert front.x == pytest.approx(behind.x)
            assert fold - (front.y + front.face.height * front.scale) == pytest.approx(behind.y - fold)


def test_what_stands_behind_what_follows_the_edge_and_the_way_the_page_lies():
    corner = Box(10, 20, 30, 40)
    assert A7_ON_A4.behind(corner, Flip.LONG) == Box(10, 150, 30, 40)
    assert A7_ON_A4.behind(corner, Flip.SHORT) == Box(257, 20, 30, 40)
    assert A6_ON_A4.behind(corner, Flip.LONG) == Box(170, 20, 30, 40)
    assert A6_ON_A4.behind(corner, Flip.SHORT) == Box(10, 237, 30, 40)


@pytest.mark.parametrize("imposition", [A7_ON_A4, A6_ON_A4])
@given(place=st.integers(0, 7), other=st.integers(0, 7), flip=st.sampled_from(Flip))
def test_places_are_apart_on_the_sheet_and_their_backs_are_places_too(imposition, place, other, flip):
    place, other = place % imposition.places, other % imposition.places
    sheet = Box(0, 0, imposition.width, imposition.height)
    seen, behind = imposition.cut(place), imposition.behind(imposition.cut(place), flip)
    assert sheet.contains(seen) and sheet.contains(behind)
    assert place == other or not seen.overlaps(imposition.cut(other))
    assert imposition.behind(behind, flip) == seen
    assert behind in [imposition.cut(each) for each in range(imposition.places)]


def test_a_card_that_says_more_leaves_all_others_where_they_are():
    before = duplex_sheets(drawn(**PARTS)).pages[::2]
    longer = {"questions": [{**each, "text": LONG} if each["id"] == "q3" else each for each in PARTS["questions"]]}
    after = duplex_sheets(drawn(**longer)).pages[::2]
    assert [names(one) for one in before] == [names(other) for other in after]


@FORMATS
def test_the_ruler_is_five_centimetres_long(large):
    cards = drawn(large)
    for sheets in (duplex_sheets(cards), fold_sheets(cards)):
        stamp = sheets.pages[0].shown[0]
        marks = [mark for group in stamp.face.groups for mark in group.marks if isinstance(mark, Shape)]
        ends = [float(re.findall(r"[\d.]+", mark.path)[0]) for mark in marks if mark.kind.startswith("ruler")]
        assert (ends[1] - ends[0]) * stamp.scale == pytest.approx(50.00, abs=0.001)


@FORMATS
def test_each_sheet_says_whose_it_is_and_each_card_its_hash(large):
    cards = drawn(large, **PARTS)
    made = duplex_sheets(cards)
    for rank, page in enumerate(made.pages[::2], 1):
        told = " ".join(texts(page.ground))
        assert all(part in told for part in ("Bailleur d’essai", "Essai", "Version 1", "Brouillon"))
        assert f"{rank} / {len(made.hashes)}" in told.replace("\u00a0", " ")
        assert made.hashes[rank - 1] in told
    whole = " ".join(text for page in made.pages for each in page.shown for text in texts(each.face))
    assert all(card_hash(card) in whole for card in cards.cards)


@pytest.mark.parametrize("text", ["Autre", LONG], ids=["single", "double"])
def test_a_sheet_hash_changes_only_with_its_own_cards(text):
    parts = [{**each, "text": text if each["id"] == "q2" else "Texte"} for each in PARTS["questions"]]
    changed = [{**each, "text": f"{text} !"} if each["id"] == "q2" else each for each in parts]
    before, after = (drawn(questions=questions) for questions in (parts, changed))
    for make in (duplex_sheets, fold_sheets):
        pairs = zip(make(before).hashes, make(after).hashes, strict=True)
        assert sum(one != other for one, other in pairs) == 1


def test_where_it_is_printed_changes_no_hash():
    cards = drawn(**PARTS)
    assert duplex_sheets(cards).hashes == duplex_sheets(cards, Flip.SHORT, (1.5, -0.5)).hashes


@FLIPS
@FORMATS
def test_cuts_of_both_sides_coincide(large, flip):
    cards = drawn(large, questions=[*PARTS["questions"], {"id": "long", "title": "Longue", "text": LONG}])
    made = duplex_sheets(cards, flip).pages
    for front, behind in zip(made[::2], made[1::2], strict=True):
        seen = {cards.imposition.behind(Box(x, y, 0, 0), flip) for x, y in corners(front)}
        assert {(round(box.x, 2), round(box.y, 2)) for box in seen} == corners(behind)


def corners(page):
    """Where the crosses of a sheet stand."""
    paths = [m.path for g in page.ground.groups for m in g.marks if isinstance(m, Shape) and m.kind == "cut"]
    return {(float(x), float(y)) for path in paths for x, y in re.findall(r"^M([\d.]+) ([\d.]+)", path)}


def test_no_cross_invites_to_cut_a_fold():
    cards = drawn(questions=[{"id": f"long{n}", "title": "Longue", "text": LONG} for n in range(8)])
    assert not [at for page in fold_sheets(cards).pages for at in corners(page) if at[1] == 105]


@pytest.mark.parametrize("status", ["draft", "validated"])
@pytest.mark.parametrize("make", [duplex_sheets, fold_sheets])
def test_long_names_leave_neither_the_stamp_card_nor_the_backs(status, make):
    many = "Un nom très long qui ne tient sur aucune ligne d’aucune carte de ce jeu " * 4
    validated = {"validated": {"by": [many, many], "on": "2026-03-14"}} if status == "validated" else {}
    cards = drawn(
        title=many,
        landlord={"name": many, "formerly": many},
        status=status,
        **validated,
        practices=[{"id": "p", "title": "Oie", "at": "s1", "adopted": True}],
        questions=[{"id": "q", "title": "Longue", "text": LONG}],
    )
    faces = {each.face for page in make(cards).pages for each in page.shown}
    for group in (group for face in faces for group in face.groups):
        told = [mark for mark in group.marks if isinstance(mark, Text) and not mark.turned]
        for one, other in combinations(told, 2):
            assert not box(one).overlaps(box(other), slack=0.05), (one.content, other.content)


def box(text: Text) -> Box:
    high = text.size_pt * PT_MM * 0.5
    return Box(text.x, text.y - high, text.width, high)
