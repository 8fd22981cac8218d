"""Sheets of cards: order, places, cuts, the stamp card and its ruler."""

import re
from itertools import combinations

import pytest

from jeu_oie.board.dossier import open_dossier
from jeu_oie.layout.cards.face import Press, card_hash
from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.scene import Shape, Text
from jeu_oie.layout.sheets import A7_ON_A4, card_sheets
from jeu_oie.messages import words
from tests.board import making

PARTS = {"questions": [{"id": f"q{n}", "title": f"Question {n}"} for n in range(9)]}


def sheets(**parts):
    made = making.board(**parts)
    deck = making.deck(**parts)
    t = words("fr")
    return deck, card_sheets(deck, Press(open_dossier(made, t), made.preset.colours, t))


def test_fronts_and_backs_alternate_and_hold_every_card_once():
    deck, made = sheets(**PARTS)
    fronts = [[group.id for group in scene.groups if group.kind == "front"] for scene in made[::2]]
    assert [name for names in fronts for name in names] == ["carte-timbre", *(f"carte-{c.name}" for c in deck.printed)]
    backs = [[group for group in scene.groups if group.kind == "back"] for scene in made[1::2]]
    assert [len(names) for names in backs] == [len(names) for names in fronts]
    assert all((scene.width, scene.height) == (297, 210) for scene in made)


def test_a_back_stands_behind_its_front_once_the_sheet_is_turned_along_its_long_edge():
    for place in range(A7_ON_A4.places):
        seen, behind = A7_ON_A4.cut(place), A7_ON_A4.cut_behind(place)
        turned = Box(behind.x, A7_ON_A4.height - behind.bottom, behind.w, behind.h)
        assert turned == seen
        assert (seen.w, seen.h) == (74.25, 105)
    assert A7_ON_A4.cut_behind(0) == A7_ON_A4.cut(4)


def test_the_ruler_is_five_centimetres_long():
    _, made = sheets()
    marks = [mark for group in made[0].groups for mark in group.marks if isinstance(mark, Shape)]
    ends = [float(re.findall(r"[\d.]+", mark.path)[0]) for mark in marks if mark.kind.startswith("ruler")]
    assert ends[1] - ends[0] == pytest.approx(50.00, abs=0.001)


def test_each_sheet_says_whose_it_is_and_each_card_its_hash():
    deck, made = sheets(**PARTS)
    for rank, scene in enumerate(made[::2], 1):
        told = " ".join(mark.content for group in scene.groups for mark in group.marks if isinstance(mark, Text))
        assert all(part in told for part in ("Bailleur d’essai", "Essai", "Version 1", "Brouillon"))
        assert f"{rank} / {len(made) // 2}" in told.replace("\u00a0", " ")
    whole = " ".join(
        mark.content for scene in made for group in scene.groups for mark in group.marks if isinstance(mark, Text)
    )
    assert all(card_hash(card) in whole for card in deck.printed)


def test_a_sheet_hash_changes_only_with_its_own_cards():
    _, before = sheets(**PARTS)
    changed = {"questions": [*PARTS["questions"][:-1], {"id": "q8", "title": "Autre"}]}
    _, after = sheets(**changed)

    def own(scene):
        (line,) = [
            m.content for g in scene.groups if g.kind == "sheet" for m in g.marks if m.content.startswith("Planche")
        ]
        return line.split(" · ")[-1]

    differing = [one for one, other in zip(before[::2], after[::2], strict=True) if own(one) != own(other)]
    assert len(differing) == 1


def test_crosses_stand_at_the_corners_of_the_cells():
    _, made = sheets()
    (cuts,) = [group for group in made[0].groups if group.kind == "cuts"]
    assert len(cuts.marks) == 15
    assert {mark.stroke_mm for mark in cuts.marks} == {0.2}
    assert any(mark.path == "M71.65 105H76.85M74.25 102.4V107.6" for mark in cuts.marks)


@pytest.mark.parametrize("status", ["draft", "validated"])
def test_long_names_leave_neither_the_stamp_card_nor_the_backs(status):
    many = "Un nom très long qui ne tient sur aucune ligne d’aucune carte de ce jeu " * 4
    validated = {"validated": {"by": [many, many], "on": "2026-03-14"}} if status == "validated" else {}
    _, made = sheets(
        title=many,
        landlord={"name": many, "formerly": many},
        status=status,
        **validated,
        practices=[{"id": "p", "title": "Oie", "at": "s1", "adopted": True}],
    )
    for group in (group for scene in made[:2] for group in scene.groups if group.kind in ("front", "back")):
        texts = [mark for mark in group.marks if isinstance(mark, Text) and not mark.turned]
        for one, other in combinations(texts, 2):
            assert not box(one).overlaps(box(other), slack=0.05), (one.content, other.content)


def box(text: Text) -> Box:
    high = text.size_pt * PT_MM * 0.5
    return Box(text.x, text.y - high, text.width, high)
