"""The rules: six drawn lines on the front, behind them what one does on the squares; on one sheet whatever there is."""

import re

import pytest

from bench.differ.faults import faults
from bench.differ.letters import pages
from jeu_oie.game.assembly import assemble
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.faces import pictogram_of
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.lines import twelve
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.printing import TypesetDocument, rules_content, typeset_document
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import as_data, content_hash
from jeu_oie.print.content.rules import rules_sheet, six
from jeu_oie.print.look import look_of
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
DURATIONS = {2: (15, 27), 4: (31, 46), 6: (47, 63)}
PAGE = "https://exemple.fr/essai/index.html"
LONGEST = 110  # characters of a line of the front: two rows of 55 (look/print)
DROPPED = re.compile(r"carte recours|premier lancer|prison|passez \d+ tour|jeton", re.IGNORECASE)
LOOKS = [{}, {"ink": Ink.SAVER}, {"large": True}]
EVIL = '#eval("1+1") *gras* $x$ <script>alert(1)</script> {{ 7 * 7 }} [a] @b " & \\'


def told(circuit, **rules):
    """Of a board of which most has to be said: its centre holds none of its detours."""
    aside = frozenset(detour.id for detour in circuit.detours)
    board, t = assemble(circuit, Preset(**rules), aside), load_catalog(circuit.language)
    return board, rules_sheet(board, open_dossier(board, t), t, DURATIONS, PAGE)


def printed(circuit, **rules):
    board, content = told(circuit, **rules)
    look = look_of(colours_of(board.preset), large=board.preset.large, black=True)
    return content, TypesetDocument("rules", "rules", content, look, None, duplex=True).pdf()


def boxes(pdf):
    """Each word of its first page, and how far from the left it begins."""
    found = re.findall(r'xMin="([\d.]+)".*?>(.*?)</word>', words(pdf, "-bbox", "-l", "1"))
    return [(text, float(left)) for left, text in found]


def said(line):
    return "".join(run.text for run in line.runs)


# --- what it says -----------------------------------------------------------------------------------------


@every
def test_the_back_has_ten_drawn_lines_at_most_that_are_short(path):
    """Three rows of 42 at 16 points: who reads with difficulty follows it by its pictures."""
    _, content = told(making.shipped(path))
    assert 4 <= len(content.ten) <= 10
    assert [line for line in content.ten if not (line.icon or line.chips)] == []
    assert max(len(said(line)) for line in content.ten) <= 3 * 42


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_front_has_six_lines_that_hold_on_two_rows(language):
    for path in making.SHIPPED:
        lines = six(assemble(making.shipped(path), Preset()), load_catalog(language))
        assert len(lines) == 6
        assert [line for line in lines if len(said(line)) > LONGEST] == []


def test_a_board_without_goose_and_bridge_has_six_lines_too():
    board, t = making.board(), load_catalog("fr")
    assert len(six(board, t)) == 6
    assert not [line for line in twelve(board, t) if "oie" in line or "pont" in line]


@pytest.mark.parametrize(
    "keys, says",
    [
        ({"dice": "one"}, "Lancez le dé."),
        ({"dice": "both"}, "Lancez 2 dés : un, ou les deux."),
        ({"ends": "first"}, "Une équipe est arrivée : finissez le tour."),
        ({"ends": "half"}, "La moitié est arrivée : finissez le tour."),
        ({"finish": "pass"}, "Vous êtes arrivés aussi."),
        ({"first": "none"}, "Lisez la case. Déjà lue"),
    ],
)
def test_the_lines_follow_the_preset(keys, says):
    board = making.board(rules=making.preset(**keys))
    assert says in " ".join(twelve(board, load_catalog("fr"))).replace("\u00a0", " ")


def test_a_board_tells_only_the_squares_that_it_has():
    board, t = making.board(rules=making.preset(finish="stay", ends="first", dice="two")), load_catalog("fr")
    content = rules_sheet(board, open_dossier(board, t), t, {}, None)
    everything = " ".join(found_in(as_data(content)))
    assert "Lancez 2\u00a0dés, gardez-en un." in everything.replace("2 dés", "2\u00a0dés")
    assert "ne bougez pas." in everything
    assert "Urgence" not in everything
    assert "Coup dur" not in everything


def test_the_sheet_asks_for_no_name_and_has_no_dropped_rule():
    _, content = told(making.circuit(**full()))
    everything = " ".join(found_in(as_data(content)))
    assert "On ne dit aucun nom." in everything
    assert not DROPPED.search(everything)


def test_a_kind_is_shown_as_on_the_board():
    """Who looks from the square to the sheet finds the same picture, under the same name."""
    board, content = told(making.shipped(REPAIRS))
    t = load_catalog("fr")
    on_board = {
        (square.kind.value, pictogram_of(square, board.circuit.topic), t(f"kind.{square.kind}"))
        for square in board.squares
    }
    chips = {(chip.kind, chip.icon, chip.name) for line in content.ten for chip in line.chips}
    assert len(chips) > 5 and chips <= on_board


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_are_short_sentences(language):
    rules = {key: forms for key, forms in sentences(language).items() if key.startswith("rules.")}
    assert len(rules) > 40
    said = (form for key in rules.keys() - {"rules.credit"} for form in rules[key])
    for part in (part for form in said for part in re.split("[.?]", form)):
        assert len([word for word in part.split() if any(map(str.isalnum, word))]) <= 12, part


# --- on paper ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [REPAIRS, ARABIC], ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("look", LOOKS, ids=["usual", "saver", "large"])
def test_its_paper_has_no_fault(path, look):
    """With durations and the code of the page: what most has to stand on it. Another page would be refused."""
    _, pdf = printed(making.shipped(path), **look)
    assert faults(pdf, "2-table", large="large" in look) == ()


@pytest.mark.parametrize("look", LOOKS, ids=["usual", "saver", "large"])
def test_all_that_is_told_stands_on_paper_for_every_kind_of_square(look):
    content, pdf = printed(making.circuit(**full()), **look)
    assert unsaid(pdf, content, ("table.shows", "turn.shows")) == ()
    assert faults(pdf, "2-table", large="large" in look) == ()


@pytest.mark.usefixtures("few_games")
@pytest.mark.parametrize("number", range(0, 40, 8))
def test_that_of_another_landlord_has_no_fault(tmp_path, number):
    made = mutate(tmp_path, number).plan
    laid = typeset_document("rules", rules_content, "rules", made, Options(), black=True, duplex=True)
    assert faults(laid.pdf(), "2-table") == ()


def test_the_front_comes_before_the_squares():
    _, pdf = printed(making.shipped(REPAIRS))
    first, second, *_ = words(pdf, "-layout").split("\f")
    assert "Jouer, en 6 lignes" in first and "J’avance de 3 cases" in first
    assert second.strip().startswith("Sur les cases")


def test_on_a_sheet_from_right_to_left_a_line_in_french_keeps_its_order():
    """Its words in bold are no text of their own, which would stand after those that follow."""
    _, pdf = printed(making.shipped(ARABIC))
    where = {text: box for text, box in boxes(pdf) if text in ("Chaque", "pioche", "garde.")}
    assert where["Chaque"] < where["pioche"] < where["garde."]


@pytest.mark.parametrize("look", LOOKS[:2], ids=["usual", "saver"])
def test_it_is_printed_in_black_and_greys(look):
    _, pdf = printed(making.shipped(REPAIRS), **look)
    assert [page.number for page in pages(pdf) if is_coloured(page.picture(1))] == []


def test_markup_in_a_text_is_shown_as_text():
    _, pdf = printed(making.circuit(title=EVIL, landlord={"name": EVIL}))
    assert squeezed(words(pdf)).count(squeezed(EVIL)) >= 3


def test_its_hash_is_that_of_its_words_not_of_its_look():
    usual, saver, other = (
        content_hash(told(making.shipped(REPAIRS), **rules)[1]) for rules in ({}, {"ink": Ink.SAVER}, {"dice": "one"})
    )
    assert usual == saver != other
