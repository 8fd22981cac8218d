"""The rules: ten drawn lines on the front, behind them one picture a kind with its line; on one sheet always."""

import re

import pytest

from bench.differ.faults import faults
from bench.differ.letters import pages
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.lines import LINES, Handicap
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.printing import TypesetDocument, rules_content, typeset_document
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import as_data, content_hash
from jeu_oie.print.content.rules import Run, rules_sheet, runs_of
from jeu_oie.print.look import look_of
from tests.chosen import chosen, named
from tests.game import making
from tests.game.test_every_key import full
from tests.house.source import ROOT
from tests.house.test_catalogs import sentences
from tests.kit.test_evening import is_coloured
from tests.print.mutants import mutate
from tests.print.sheets import found_in, squeezed, unsaid, words

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
REPAIRS = making.CIRCUITS / "oph-31" / "repairs.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
MINUTES = (31, 46)
PAGE = "https://exemple.fr/essai/index.html"
LONGEST = 90  # characters of a line of the front: two rows of 45 (look/print)
DROPPED = re.compile(r"carte recours|premier lancer|prison|jeton|2 dés|point exact|carton", re.IGNORECASE)
LOOKS = [{}, {"ink": Ink.SAVER}, {"large": True}]
EVIL = '#eval("1+1") *gras* $x$ <script>alert(1)</script> {{ 7 * 7 }} [a] @b " & \\'


def told(circuit, **rules):
    board, t = assemble(circuit, Preset(**rules)), load_catalog(circuit.language)
    return board, rules_sheet(board, open_dossier(board, t), t, MINUTES, Handicap.FIRST, PAGE)


def printed(circuit, **rules):
    board, content = told(circuit, **rules)
    look = look_of(colours_of(board.preset), large=board.preset.large)
    return content, TypesetDocument("rules", "rules", content, look, None, duplex=True).pdf()


def boxes(pdf):
    """Each word of its first page, and how far from the left it begins."""
    found = re.findall(r'xMin="([\d.]+)".*?>(.*?)</word>', words(pdf, "-bbox", "-l", "1"))
    return [(text, float(left)) for left, text in found]


def said(line):
    return "".join(run.text for run in line)


@every
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_front_has_ten_lines_that_hold_on_two_rows(path, language):
    _, content = told(making.shipped(path).model_copy(update={"language": language}))
    assert len(content.lines) == LINES == 10
    usual = [line for rank, line in enumerate(content.lines, 1) if rank != 3]  # to which the head start of two is added
    assert [said(line) for line in usual if len(said(line)) > LONGEST] == []


def test_a_line_says_in_bold_what_one_does_and_its_box_is_drawn():
    assert runs_of("Une case ☐ : *lisez, cochez ☐.* Puis") == (
        Run("Une case "),
        Run("", box=True),
        Run(" : "),
        Run("lisez, cochez ", bold=True),
        Run("", bold=True, box=True),
        Run(".", bold=True),
        Run(" Puis"),
    )


@every
def test_every_kind_icon_verb_and_number_of_a_board_stands_on_its_sheet(path):
    """Who looks from a square or a card to the sheet finds the same picture, and the same words."""
    board, content = told(making.shipped(path))
    t = load_catalog(board.circuit.language)
    deck = write(board, t)
    pictures = {(each.kind, each.ticked if each.tick else None) for line in content.kinds for each in line.pictures}
    lines = {line.line for line in content.kinds}
    for card in deck.printed:
        if card.sort == "problem":
            continue
        ticked = card.face.ticked if card.face.tick and not card.in_pile else None
        assert (card.kind.value, ticked) in pictures, card.title
    assert {card.face.line for card in deck.cards} <= lines
    names = " ".join(line.names for line in content.kinds)
    assert [card.face.label for card in deck.cards if card.face.label not in names] == []


def test_a_board_tells_only_the_squares_that_it_has():
    _, content = told(making.circuit(common="none"))
    everything = " ".join(found_in(as_data(content)))
    assert not re.search("Urgente|ncore d’autant", everything)
    assert "Urgence" not in " ".join(line.names for line in content.kinds)
    assert "Retour" not in everything


@pytest.mark.parametrize(
    "handicap, says", [(Handicap.NONE, ""), (Handicap.FIRST, "la première part"), (Handicap.SECOND, "la seconde part")]
)
def test_of_two_teams_the_one_that_wins_less_starts_with_a_proof(handicap, says):
    board, t = making.board(), load_catalog("fr")
    content = rules_sheet(board, open_dossier(board, t), t, None, handicap, None)
    assert says in said(content.lines[2])
    assert ("À deux" in said(content.lines[2])) == bool(handicap)


def test_how_long_a_game_lasts_stands_only_where_it_is_known():
    board, t = making.board(), load_catalog("fr")
    known, unknown = (
        rules_sheet(board, open_dossier(board, t), t, minutes, Handicap.NONE, None) for minutes in (MINUTES, None)
    )
    assert "31" in known.lasts and "46" in said(known.foot)
    assert not unknown.lasts and "minutes" not in said(unknown.foot)


def test_the_sheet_forces_nobody_to_read_and_has_no_dropped_rule():
    _, content = told(making.circuit(**full()))
    everything = " ".join(found_in(as_data(content)))
    assert "Personne n’est obligé de lire à voix haute." in everything
    assert not DROPPED.search(everything)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_are_short_sentences(language):
    rules = [forms for key, forms in sentences(language).items() if key.startswith(("sheet.line.", "line.", "rules."))]
    assert len(rules) > 40
    for part in (part for forms in rules for form in forms for part in re.split("[.?:;]", form)):
        assert len([word for word in part.split() if any(map(str.isalnum, word))]) <= 12, part


@pytest.mark.parametrize("path, look", [(REPAIRS, LOOKS[0]), (ARABIC, LOOKS[1]), (REPAIRS, LOOKS[2])], ids=named)
def test_its_paper_has_no_fault(path, look):
    """With durations and the code of the page: what most has to stand on it. Another page would be refused."""
    _, pdf = printed(making.shipped(path), **look)
    assert faults(pdf, "2-table", large="large" in look) == ()


@pytest.mark.parametrize("look", chosen(LOOKS, LOOKS[:1]), ids=["usual", "saver", "large"])
def test_all_that_is_told_stands_on_paper_for_every_kind_of_square(look):
    content, pdf = printed(making.circuit(**full()), **look)
    assert unsaid(pdf, content) == ()
    assert faults(pdf, "2-table", large="large" in look) == ()


@pytest.mark.parametrize("number", chosen((0, 8), (0,)))
def test_that_of_another_landlord_has_no_fault(tmp_path, number):
    made = mutate(tmp_path, number).plan
    laid = typeset_document("rules", rules_content, "rules", made, Options(), duplex=True)
    assert faults(laid.pdf(), "2-table") == ()


def test_the_front_comes_before_the_squares():
    _, pdf = printed(making.shipped(REPAIRS))
    first, second, *_ = words(pdf, "-layout").split("\f")
    assert "Jouer, en 10 lignes" in first
    assert second.strip().startswith("Chaque case, et sa ligne")


def test_on_a_sheet_from_right_to_left_a_line_in_french_keeps_its_order():
    """Its words in bold are no text of their own, which would stand after those that follow."""
    _, pdf = printed(making.shipped(ARABIC))
    where = dict(reversed(boxes(pdf)))  # where it stands first
    assert where["Chaque"] < where["équipe"] < where["pioche"]


@pytest.mark.parametrize("look, coloured", [({}, [1, 2]), ({"ink": Ink.SAVER}, [])], ids=["usual", "saver"])
def test_a_kind_has_its_colour_and_none_in_black_ink(look, coloured):
    _, pdf = printed(making.shipped(REPAIRS), **look)
    assert [page.number for page in pages(pdf) if is_coloured(page.picture(1))] == coloured


def test_markup_in_a_text_is_shown_as_text():
    _, pdf = printed(making.circuit(title=EVIL, landlord={"name": EVIL}))
    assert squeezed(words(pdf)).count(squeezed(EVIL)) >= 3


def test_its_hash_is_that_of_its_words_not_of_its_look():
    usual, saver, other = (
        content_hash(told(making.shipped(REPAIRS), **rules)[1]) for rules in ({}, {"ink": Ink.SAVER}, {"talk": 60})
    )
    assert usual == saver != other
