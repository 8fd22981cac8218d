"""The pieces of the game can be cut, folded and told apart: geometry of the die, the pawns, the eggs, the ruler."""

from collections import Counter
from dataclasses import replace

import pytest

from jeu_oie.draw.geometry import Point
from jeu_oie.draw.scene import Icon, Shape, Text, commands
from jeu_oie.sheets import pieces as drawing
from jeu_oie.sheets.pieces import EGGS, EMBLEMS, NET, TEAMS, die_marks, pieces
from tests.board.drawn import box_of, collisions, content, heavy, marks, outside, paper_of, polygon, square
from tests.game import making

VARIANTS = [{}, {"ink": "saver"}, {"large": True}, {"ink": "saver", "large": True}]
PARTS = {"recourse": [{"id": "r", "title": "J’écris", "at": "s1"}]}


def sheets(**preset):
    language = preset.pop("language", "fr")
    return pieces(paper_of(making.circuit(language=language, **PARTS), **preset)).scenes


def shapes(group, *kinds):
    return [mark for mark in group.marks if isinstance(mark, Shape) and mark.kind in kinds]


def groups(scenes, kind):
    return [group for scene in scenes for group in scene.groups if group.kind == kind]


@pytest.mark.parametrize("preset", VARIANTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_line_stands_on_the_sheet_and_on_no_other(preset, language):
    for scene in sheets(language=language, **preset):
        assert (scene.width, scene.height) == (210, 297)
        assert outside(scene, 5) == []
        assert collisions(scene) == []
        assert min(text.size_pt for text in marks(scene, Text)) >= (14 if preset.get("large") else 9)


def test_the_guard_sees_lines_that_collide_or_leave_the_sheet():
    scene = sheets()[0]
    group = next(group for group in scene.groups if group.kind == "how")
    (first, *_) = [mark for mark in group.marks if isinstance(mark, Text)]
    for wrong, guard in ((replace(first, x=first.x + 1), collisions), (replace(first, x=190), lambda s: outside(s, 5))):
        assert guard(replace(scene, groups=(*scene.groups, replace(group, marks=(wrong,)))))


@pytest.mark.parametrize("preset", VARIANTS)
def test_the_ruler_of_each_sheet_is_50_mm(preset):
    for scene in sheets(**preset):
        starts, ends = (
            [polygon_start(mark) for mark in marks(scene, Shape) if mark.kind == f"ruler-{end}"]
            for end in ("start", "end")
        )
        assert [round(end - start, 2) for start, end in zip(starts, ends, strict=True)] == [50.00]


def polygon_start(shape):
    return float(commands(shape.path)[0][1][0][1])


# --- the die ---------------------------------------------------------------------------------------------


def folded(net):
    """Face → pips, the net folded into a cube: a face is named by the direction that it looks to.

    Rolled over an edge, the face that comes on top looks up; the roll turns all directions with it.
    """
    rolls = {
        (1, 0): lambda x, y, z: (z, y, -x),
        (-1, 0): lambda x, y, z: (-z, y, x),
        (0, 1): lambda x, y, z: (x, z, -y),
        (0, -1): lambda x, y, z: (x, -z, y),
    }
    start = next(iter(net))
    found, waiting = {start: lambda *up: up}, [start]
    while waiting:
        place = waiting.pop()
        for (column, row), roll in rolls.items():
            other = (place[0] + column, place[1] + row)
            if other in net and other not in found:
                found[other] = lambda *up, roll=roll, before=found[place]: before(*roll(*up))
                waiting.append(other)
    return {found[place](0, 0, 1): pips for place, pips in net.items()}


def sums(net):
    cube = folded(net)
    return [pips + cube[-x, -y, -z] for (x, y, z), pips in cube.items()]


def test_the_folding_sees_a_wrong_die():
    wrong = {**NET, (0, 2): 5, (0, 3): 6}
    assert sums(wrong) != [7] * 6


def test_opposite_faces_of_the_folded_die_make_seven():
    assert len(folded(NET)) == 6
    assert sums(NET) == [7] * 6


def test_the_faces_of_the_die_are_equal_squares_with_their_pips():
    shapes = list(die_marks(Point(40, 10)))
    faces = {square(shape): int(dict(shape.data)["pips"]) for shape in shapes if shape.kind == "die-face"}
    assert {(face.w, face.h) for face in faces} == {(drawing.EDGE, drawing.EDGE)}
    assert sorted(faces.values()) == [1, 2, 3, 4, 5, 6]
    middles = [middle(shape) for shape in shapes if shape.kind == "pip"]
    for face, pips in faces.items():
        assert sum(face.inset(2).contains(point) for point in middles) == pips
    assert len(middles) == 21


def middle(disc):
    figures = [float(figure) for _, parts in commands(disc.path) for _, figure in parts]
    return Point(figures[0] + figures[2], figures[1])


def test_each_edge_of_the_cube_is_folded_or_glued_once():
    shapes = list(die_marks(Point(40, 10)))
    tabs = [shape for shape in shapes if shape.kind == "tab"]
    assert len(tabs) == 7
    assert sum(shape.kind == "fold" for shape in shapes) == 12  # 5 between faces, 7 to tabs
    assert sum(shape.kind == "cut" for shape in shapes) == 7
    assert not any(shape.path.endswith("Z") for shape in tabs)  # no solid line along a fold


def test_the_drawings_are_told_to_who_cannot_see_them():
    assert all(scene.description for scene in sheets())


def test_no_tab_lies_on_a_face():
    shapes = list(die_marks(Point(40, 10)))
    faces = [square(shape) for shape in shapes if shape.kind == "die-face"]
    for shape in shapes:
        if shape.kind == "tab":
            corners = polygon(shape)
            centre = Point(sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
            inner = [Point(x + (centre.x - x) * 0.01, y + (centre.y - y) * 0.01) for x, y in corners]
            assert not any(face.contains(point) for face in faces for point in inner)


# --- pawns, eggs, cards ----------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", VARIANTS)
def test_both_faces_of_a_pawn_stand_upright_when_it_is_folded(preset):
    pawns = groups(sheets(**preset), "pawn")
    assert len(pawns) == 6
    for pawn in pawns:
        fold = sorted({polygon(mark)[0][1] for mark in pawn.marks if isinstance(mark, Shape) and mark.kind == "fold"})
        pivot_y = fold[1]
        cut = next(square(mark) for mark in pawn.marks if isinstance(mark, Shape) and mark.kind == "cut")
        assert pivot_y == pytest.approx(cut.centre.y)
        texts = [mark for mark in pawn.marks if isinstance(mark, Text)]
        upright = {(round(text.x, 3), round(text.y, 3), text.content) for text in texts if not text.turned}
        turned = {
            (round(2 * cut.centre.x - text.x, 3), round(2 * pivot_y - text.y, 3), text.content)
            for text in texts
            if text.turned
        }
        assert upright == turned
        assert all(cut.contains(box_of(text)) for text in texts)
        emblems = shapes(pawn, "emblem", "strip")
        assert Counter((mark.kind, mark.fill) for mark in emblems).most_common()[-1][1] == 2


def test_teams_differ_without_any_colour():
    pawns = groups(sheets(ink="saver"), "pawn")
    letters = [
        {text.content for text in pawn.marks if isinstance(text, Text) and len(text.content) == 1} for pawn in pawns
    ]
    assert letters == [{letter} for letter in TEAMS]
    assert len(set(EMBLEMS)) == len(TEAMS)
    strips = [{mark.fill for mark in pawn.marks if isinstance(mark, Shape) and mark.kind == "strip"} for pawn in pawns]
    assert len(set.union(*strips)) == len(TEAMS)


def test_a_team_has_three_eggs_with_two_faces():
    eggs = groups(sheets(), "egg")
    assert len(eggs) == EGGS * len(TEAMS) == 18
    for egg in eggs:
        cut = next(square(mark) for mark in egg.marks if isinstance(mark, Shape) and mark.kind == "cut")
        fold = next(polygon(mark) for mark in egg.marks if isinstance(mark, Shape) and mark.kind == "fold")
        assert fold[0][0] == fold[1][0] == pytest.approx(cut.centre.x)
        left, right = (mark for mark in egg.marks if isinstance(mark, Icon))
        assert (left.name, right.name) == ("egg", "egg-none")
        assert right.box.x - left.box.x == pytest.approx(cut.w / 2)
        for text in (mark for mark in egg.marks if isinstance(mark, Text)):
            room = box_of(text)
            assert cut.inset(1).contains(room)
            assert not room.x < cut.centre.x < room.right
    assert content([sheets()[1]]).count("à montrer") == content([sheets()[1]]).count("montrée") == 18


def test_a_board_without_recourse_has_no_recourse_card():
    assert len(groups(sheets(), "recourse")) == 6
    assert groups(pieces(paper_of(making.circuit())).scenes, "recourse") == []


def test_black_and_white_pieces_have_no_large_fill():
    assert any(list(heavy(scene)) for scene in sheets())  # the guard sees colours
    for scene in sheets(ink="saver"):
        assert list(heavy(scene)) == []


def test_each_sheet_says_whose_it_is_and_changes_its_hash_with_its_words_only():
    circuit = making.circuit(**PARTS)
    made, other = pieces(paper_of(circuit)), pieces(paper_of(circuit.model_copy(update={"version": "2"})))
    assert made.hashes == other.hashes
    for rank, scene in enumerate(made.scenes, 1):
        said = " ".join(content([scene]))
        assert (
            f"Essai · Version 1 · Brouillon, à valider · Planche {rank} / 2 · {made.hashes[f'pieces-{rank}']}" in said
        )
    without = pieces(paper_of(making.circuit()))
    assert without.hashes["pieces-1"] == made.hashes["pieces-1"]
    assert without.hashes["pieces-2"] != made.hashes["pieces-2"]
