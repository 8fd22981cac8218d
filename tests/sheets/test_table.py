"""A table's sheet: room to write what matters, no id, and a strip of eggs that one cut frees."""

from dataclasses import replace
from itertools import pairwise

import pytest

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import COLOUR, channels
from jeu_oie.draw.scene import Icon, Shape, Text, commands
from jeu_oie.sheets.table import CUT, LEAST, MOST, TableRow, table_rows, table_sheet, writing
from tests.board.drawn import box_of, collisions, content, marks, outside, paper_of
from tests.game import making
from tests.house.source import ROOT

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
VARIANTS = [{}, {"ink": "saver"}, {"large": True}, {"players": 6, "large": True}]
REPAIRS = making.CIRCUITS / "oph-31" / "repairs.yaml"
THIN = making.CIRCUITS / "exemple" / "general.yaml"
PAGE = "https://exemple.fr/jeux/essai/index.html"


def scene(circuit, page=None, **preset):
    (found,) = table_sheet(paper_of(circuit, page, **preset)).scenes
    return found


def of_kind(found, *kinds):
    return [mark for mark in marks(found, Shape) if mark.kind in kinds]


def ends(shape):
    """Where a straight line begins and ends."""
    (x, y), (to_x, to_y) = ([float(figure) for _, figure in parts] for _, parts in commands(shape.path))
    return x, y, to_x, to_y


def rows(found):
    return [group for group in found.groups if group.kind == "row"]


# --- what is written --------------------------------------------------------------------------------------


@every
def test_at_most_six_rows_end_with_an_idea_and_a_question(path):
    found = rows(scene(making.shipped(path)))
    assert 4 <= len(found) <= MOST
    asked = [" ".join(mark.content for mark in group.marks if isinstance(mark, Text)) for group in found]
    assert "Notre idée" in asked[-2]
    assert "Notre question au bailleur" in asked[-1]


@every
@pytest.mark.parametrize("preset", VARIANTS)
def test_each_row_has_two_lines_of_writing_or_more_and_stands_alone(path, preset):
    found = scene(making.shipped(path), PAGE, **preset)
    assert collisions(found) == []
    assert outside(found, 5) == []
    for group in rows(found):
        lines = sorted(ends(mark)[1] for mark in group.marks if isinstance(mark, Shape) and mark.kind == "write")
        assert len(lines) >= 2
        assert min(low - high for high, low in pairwise(lines)) >= LEAST / 2 - 0.01
    assert min(text.size_pt for text in marks(found, Text)) >= (14 if preset.get("large") else 9)


def test_the_guards_see_a_line_on_another():
    found = scene(making.shipped(REPAIRS))
    (text, *_) = marks(found, Text)
    group = replace(found.groups[0], marks=(replace(text, y=text.y + 1),))
    assert collisions(replace(found, groups=(*found.groups, group)))


def test_what_nobody_found_comes_first_the_number_before_all():
    rows = table_rows(paper_of(making.shipped(REPAIRS)), 210)
    assert [row.code[0] for row in rows] == ["E", "E", "A", "A", "D", "F"]
    assert "Quel numéro" in rows[0].asks
    assert "Case\u00a016" in rows[2].about  # the board asks for a delay before it
    assert rows[3].asks == "Chez nous, est-ce ainsi\u00a0?"
    assert "moins de 5 jours ouvrés" in rows[3].about


def test_where_no_step_is_known_the_steps_are_asked_for():
    asked = [row.asks.replace("\u00a0", " ") for row in table_rows(paper_of(making.shipped(THIN)), 210)]
    assert asked[:2] == ["Case 1 · Par où commencer ?", "Case 6 · Où est-elle notée ?"]


def test_a_gap_gives_way_before_the_idea_and_the_question():
    paper = paper_of(making.shipped(REPAIRS))
    assert [row.code for row in table_rows(paper, 100)] == [row.code for row in table_rows(paper, 210)][-3:]


@every
def test_no_id_is_told_and_nobody_is_named(path):
    circuit = making.shipped(path)
    lines = content([scene(circuit)])
    assert "N’écrivez aucun nom : un métier, jamais une personne." in lines
    assert {item.id for item in (*circuit.steps, *circuit.shortcuts, *circuit.problems)}.isdisjoint(lines)
    assert not [line for line in lines if line.startswith(("closing.", "idea.", "blocks.", "home."))]


def test_a_number_of_days_has_a_box_before_the_line():
    row = TableRow("thing-delay", "A1", "", "Combien ?", unit="jours, parce que")
    drawn = list(writing(paper_of(making.circuit()), row, Box(30, 40, 130, 18)))
    box, unit, first, *_ = drawn
    assert isinstance(box, Shape) and box.kind == "figure"
    assert ends(first)[0] > box_of(unit).right


# --- the eggs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("players, count", [(2, 12), (4, 12), (5, 15), (6, 18)])
def test_each_team_can_hold_three_eggs(players, count):
    found = scene(making.circuit(), players=players)
    assert len([group for group in found.groups if group.kind == "egg"]) == count
    assert f"{count} œufs" in found.description


@pytest.mark.parametrize("preset", VARIANTS)
def test_one_cut_along_the_sheet_frees_the_strip_and_snips_part_the_eggs(preset):
    found = scene(making.shipped(REPAIRS), **preset)
    (cut,) = of_kind(found, "cut")
    assert ends(cut) == (CUT, 0, CUT, 297)
    eggs = [group for group in found.groups if group.kind == "egg"]
    snips = [ends(mark) for mark in of_kind(found, "snip")]
    assert len(snips) == len(eggs) - 1
    assert all((x, to_x) == (CUT, 210) and y == to_y for x, y, to_x, to_y in snips)
    strip = {id(mark) for group in eggs for mark in group.marks}
    for text in marks(found, Text):
        room = box_of(text)
        assert (room.x > CUT) if id(text) in strip else (room.right < CUT)
        assert not [y for _, y, _, _ in snips if id(text) in strip and room.y < y < room.bottom]


def test_the_sheet_says_how_an_egg_is_used_and_that_a_coin_does():
    said = " ".join(content([scene(making.circuit())]))
    assert "Preuve gagnée : prenez un œuf, dessin visible." in said
    assert "Pas de ciseaux ? Une pièce : pile, à montrer ; face, montré." in said


# --- the sheet --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", VARIANTS)
def test_it_is_drawn_in_black_and_greys(preset):
    found = scene(making.shipped(REPAIRS), PAGE, **preset)
    paints = {paint for mark in marks(found, Shape) for paint in (mark.fill, mark.stroke)}
    paints |= {mark.fill for mark in (*marks(found, Text), *marks(found, Icon))}
    colours = [channels(paint) for paint in paints if COLOUR.fullmatch(paint)]
    assert colours
    assert all(len(set(colour)) == 1 for colour in colours)


def test_its_ruler_is_50_mm():
    found = scene(making.circuit())
    starts = [ends_of(found, "ruler-start"), ends_of(found, "ruler-end")]
    assert round(starts[1] - starts[0], 2) == 50.00


def ends_of(found, kind):
    (mark,) = of_kind(found, kind)
    return float(commands(mark.path)[0][1][0][1])


def test_it_says_whose_it_is_and_changes_its_hash_with_its_words_only():
    circuit = making.circuit()
    made, other = (table_sheet(paper_of(each)) for each in (circuit, circuit.model_copy(update={"version": "2"})))
    assert made.hashes == other.hashes
    assert f"Essai · Version 1 · Brouillon, à valider · {made.hashes['worksheet']}" in " ".join(content(made.scenes))
    renamed = table_sheet(paper_of(making.circuit(title="Autre")))
    assert renamed.hashes != made.hashes


def test_in_english_too():
    found = scene(making.circuit(language="en"))
    assert "Our question to the landlord" in content([found])
    assert collisions(found) == outside(found, 5) == []


def test_in_a_mirror_the_strip_stands_at_the_left_edge():
    found = scene(making.shipped(ROOT / "tests" / "kit" / "arabic.yaml"))
    (cut,) = of_kind(found, "cut")
    assert ends(cut)[0] == 210 - CUT
