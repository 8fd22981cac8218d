"""A table's sheet: room to write what matters, no id, and a strip of eggs that one cut frees."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from bench.differ.faults import faults
from bench.differ.frames import strokes
from bench.differ.letters import pages
from jeu_oie.circuit.model import Status
from jeu_oie.errors import DoesNotFit
from jeu_oie.game.worksheet import MOST
from jeu_oie.kit.options import Options
from jeu_oie.kit.printing import of_cards, typeset_document
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.table import table_sheet
from tests.chosen import chosen, named
from tests.game import making
from tests.house.source import ROOT
from tests.kit.test_evening import is_coloured
from tests.print.mutants import mutate
from tests.print.sheets import found_in, planned, shipped, squeezed, unsaid, words

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
REPAIRS = making.CIRCUITS / "oph-31" / "repairs.yaml"
THIN = making.CIRCUITS / "exemple" / "general.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
PAGE = "https://exemple.fr/jeux/essai/"
LOOKS = [{}, {"ink": "saver"}, {"large": True}, {"teams": 6, "large": True}]
PAPERS = [*making.FEW[::3], THIN, ARABIC]
CUT = 180  # mm from the edge where reading begins


def told(made):
    return of_cards(table_sheet)(made, Options())


def sheet(made):
    return typeset_document("table", of_cards(table_sheet), "worksheet", made, Options(), black=True)


def lines_of(pdf):
    """The straight lines of its page: left, top, right, bottom in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        return [box for box, _ in strokes(made.pages[0]) if min(box[2] - box[0], box[3] - box[1]) < 0.01]


@every
def test_at_most_six_rows_end_with_an_idea_and_a_question(path):
    content = told(shipped(path))
    rows = [*content.gaps, *content.thoughts]
    assert 4 <= len(rows) <= MOST
    assert "Notre idée" in rows[-2].asks.text
    assert "Notre question au bailleur" in rows[-1].asks.text


def test_what_nobody_found_comes_first_the_number_before_all():
    content = told(shipped(REPAIRS))
    assert [row.code[0] for row in (*content.gaps, *content.thoughts)] == ["E", "E", "A", "A", "D", "F"]
    assert "Quel numéro" in content.gaps[0].asks.text
    assert content.gaps[2].about.text == "Case\u00a05 · L’appel est enregistré"  # the first step without a delay
    assert content.thoughts[0].asks.text == "Chez nous, est-ce ainsi\u00a0?"
    assert "moins de 5 jours ouvrés" in content.thoughts[0].about.text


def test_where_no_step_is_known_the_steps_are_asked_for():
    asked = [row.asks.text.replace("\u00a0", " ") for row in told(shipped(THIN)).gaps]
    assert asked[:2] == ["Case 1 · Par où commencer ?", "Case 7 · Où est-elle notée ?"]


def test_which_facts_of_the_squares_nobody_has_found_is_said_once():
    """A draft: nobody has found them. Read again by the landlord: they are not said."""
    steps = making.steps(3, s1={"trace": "Un numéro"}, s2={"delay": "5 jours"})
    circuit = making.circuit(steps=steps)
    said = told(planned(circuit, squares="24")).nobody.replace("\u00a0", " ")
    assert said.startswith("Personne n’a trouvé le délai (")
    assert ", ni la preuve (cases " in said
    validated = circuit.model_copy(update={"status": Status.VALIDATED})
    assert told(planned(validated, squares="24")).nobody.startswith("Ce n’est pas dit\u00a0: le délai (")


@every
def test_no_id_is_told_and_nobody_is_named(path):
    made = shipped(path)
    content = told(made)
    said = list(found_in(as_data(content)))
    assert content.no_name == "N’écrivez aucun nom\u00a0: un métier, jamais une personne."
    circuit = made.board.circuit
    assert {item.id for item in (*circuit.steps, *circuit.shortcuts, *circuit.problems)}.isdisjoint(said)
    assert not [text for text in said if text.startswith(("closing.", "idea.", "blocks.", "home."))]


@pytest.mark.parametrize("path, look", [*zip(PAPERS, LOOKS, strict=True)], ids=named)
def test_its_paper_has_no_fault(path, look):
    made = shipped(path, **look)
    assert faults(sheet(made).pdf(), "2-table", large=made.board.preset.large) == ()


@pytest.mark.parametrize("number", chosen((0, 5), (5,)))
def test_that_of_another_landlord_has_none_either(tmp_path, number):
    assert faults(sheet(mutate(tmp_path, number).plan).pdf(), "2-table") == ()


@pytest.mark.parametrize("look", LOOKS[:2], ids=["usual", "saver"])
def test_paper_shows_all_that_is_told(look):
    laid = sheet(shipped(REPAIRS, **look))
    eggs = {f"eggs.{key}" for key in ("shows", "number")}  # spoken, counted
    assert unsaid(laid.pdf(), laid.content, eggs) == ()


def test_a_gap_gives_way_before_the_idea_and_the_question():
    laid = sheet(replace(shipped(REPAIRS, large=True), address=PAGE))
    *first, last = laid.content.gaps
    shown = words(laid.pdf()).split()
    assert last.code not in shown
    assert {row.code for row in (*first, *laid.content.thoughts)} <= {*shown}


@pytest.mark.parametrize("look", LOOKS, ids=["usual", "saver", "large", "six-large"])
def test_lines_to_write_on_stand_far_enough_apart(look):
    """Two a row or more, none nearer to the one above than a hand needs."""
    laid = sheet(shipped(REPAIRS, **look))
    lows = sorted(top for left, top, right, _ in lines_of(laid.pdf()) if right < CUT and 40 < right - left < 150)
    shown = words(laid.pdf()).split()
    rows = [row for row in (*laid.content.gaps, *laid.content.thoughts) if row.code in shown]
    assert len(lows) >= 2 * len(rows)
    assert min(low - high for high, low in pairwise(lows)) >= 8 - 0.01


@pytest.mark.parametrize("teams, count", [(2, 12), (4, 12), (5, 15), (6, 18)])
def test_each_team_can_hold_three_eggs(teams, count):
    laid = sheet(planned(making.circuit(), teams=teams))
    assert words(laid.pdf()).count(laid.content.eggs.front) == count + 2  # where it is told how one is used
    assert f"{count} œufs" in laid.content.eggs.shows


@pytest.mark.parametrize("path, left", [(REPAIRS, CUT), (ARABIC, 210 - CUT)], ids=["left", "right"])
def test_one_cut_along_the_sheet_frees_the_strip(path, left):
    """Where reading ends: at the left edge of a sheet in Arabic."""
    lines = lines_of(sheet(shipped(path)).pdf())
    (cut,) = [box for box in lines if box[3] - box[1] > 200]
    assert cut == pytest.approx((left, 0, left, 297), abs=0.3)
    snips = [box for box in lines if box[2] - box[0] == pytest.approx(210 - CUT, abs=0.3)]
    assert len(snips) == 11


def test_its_ruler_is_50_mm():
    with pikepdf.open(io.BytesIO(sheet(planned(making.circuit())).pdf())) as made:
        parts = [box for box, _ in strokes(made.pages[0]) if box[3] - box[1] == pytest.approx(3, abs=0.01)]
    assert len(parts) == 5
    assert parts[-1][2] - parts[0][0] == pytest.approx(50, abs=0.01)


def test_it_is_printed_in_black_and_greys():
    page, *_ = pages(sheet(shipped(REPAIRS)).pdf())
    assert not is_coloured(page.picture(1))


def test_it_says_whose_it_is_and_changes_its_hash_with_its_words_only():
    circuit = making.circuit()
    made, other = (sheet(planned(each)) for each in (circuit, circuit.model_copy(update={"version": "2"})))
    assert made.sheets == other.sheets
    stamp = f"Essai · Version 1 · Brouillon, à valider · {made.sheets['worksheet']}"
    assert squeezed(stamp) in squeezed(words(made.pdf()))
    assert sheet(planned(making.circuit(title="Autre"))).sheets != made.sheets


def test_in_english_too():
    laid = sheet(planned(making.circuit(language="en")))
    assert "Our question to the landlord" in words(laid.pdf())
    assert faults(laid.pdf(), "2-table") == ()


def test_a_word_without_end_breaks():
    word = "Entretienlocatif" * 8
    laid = sheet(planned(making.circuit(steps=making.steps(3, s1={"title": word, "delay": "5 jours"}))))
    assert word in squeezed(words(laid.pdf(), "-raw"))
    assert faults(laid.pdf(), "2-table") == ()


def test_a_title_that_leaves_no_room_is_refused_at_its_line():
    with pytest.raises(DoesNotFit) as refused:
        sheet(planned(making.circuit(title="Mes réparations " * 120), large=True)).pdf()
    assert [each.at for each in refused.value.misfits] == ["title"]
