"""The rules: six drawn lines on the front, behind them all the others; on one sheet whatever must stand on it."""

import re
from dataclasses import replace

import pytest

from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.faces import pictogram_of
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.lines import twelve
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.document import Imprint, icon
from jeu_oie.sheets.rules import list_back, rules_sheet, six
from tests.game import making
from tests.game.test_every_key import full
from tests.print.sheets import words
from tests.sheets.sheets import imprint_of, outside, pages

DURATIONS = {2: (15, 27), 4: (31, 46), 6: (47, 63)}
LONGEST = 110  # characters of a line of the front: two rows of 55 (look/print)
DROPPED = re.compile(r"carte recours|premier lancer|prison|passez \d+ tour|jeton", re.IGNORECASE)


def text_of(document, *options):
    return words(document, *options).replace("\u00a0", " ")


def all_told(circuit, **rules):
    """What most has to be said of: a board whose centre holds none of its detours."""
    told = frozenset(detour.id for detour in circuit.detours)
    made, t = assemble(circuit, Preset(**rules), told), load_catalog(circuit.language)
    return Imprint(made, write(made, t), open_dossier(made, t), t, durations=DURATIONS)


@pytest.mark.parametrize("path", making.FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("look", [{"ink": Ink.SAVER}, {"large": True}], ids=["saver", "large"])
def test_the_rules_hold_on_one_sheet_with_durations_and_code(path, look):
    imprint = replace(all_told(making.shipped(path), **look), page="https://exemple.fr/essai/index.html")
    document = pdf(rules_sheet(imprint).html, Printing(duplex=True))
    first, second, *rest = text_of(document, "-layout").split("\f")
    assert [page for page in rest if page.strip()] == []
    assert "Jouer, en 6 lignes" in first
    assert "J’avance de 3 cases" in first
    assert second.strip().startswith("Sur les cases")
    assert [word for page in pages(document) for word in outside(page)] == []


@pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_back_has_ten_drawn_lines_at_most_that_are_short(path):
    """Three rows of 42 at 16 points: who reads with difficulty follows it by its pictures."""
    imprint = all_told(making.shipped(path))
    lines = list(list_back(imprint.board, imprint.words))
    assert 4 <= len(lines) <= 10
    assert [line for line in lines if not (line.icon or line.chips)] == []
    assert max(len("".join(run.text for run in line.runs)) for line in lines) <= 3 * 42


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_front_has_six_lines_that_hold_on_two_rows(language):
    for path in making.SHIPPED:
        board = assemble(making.shipped(path), Preset())
        lines = ["".join(run.text for run in line.runs) for line in six(board, load_catalog(language))]
        assert len(lines) == 6
        assert [line for line in lines if len(line) > LONGEST] == []


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


def test_the_sheet_asks_for_no_name_and_has_no_dropped_rule():
    html = rules_sheet(imprint_of(making.circuit(**full()))).html
    assert "On ne dit aucun nom." in html
    assert not DROPPED.search(html)


def test_the_rules_of_every_kind_of_square_hold_on_one_sheet():
    imprint = replace(imprint_of(making.circuit(**full())), durations=DURATIONS)
    kinds = {square.kind for square in imprint.board.squares}
    assert len(kinds) > 10
    assert text_of(pdf(rules_sheet(imprint).html)).count("\f") == 2


@pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_a_referee_reads_stands_on_one_sheet_in_eleven_points_or_more(path):
    imprint = all_told(making.shipped(path))
    document = pdf(rules_sheet(imprint).html, Printing(duplex=True))
    _, back = pages(document)
    assert "On la montre, on ne la donne jamais." in " ".join(text_of(document).split())
    foot = 297 - 18
    assert min(word.size_pt for word in back if word.bottom < foot and word.top > 30) >= 10.99


def test_a_kind_is_shown_as_on_the_board():
    """Who looks from the square to the sheet finds the same picture, in the same band."""
    imprint = all_told(making.shipped(making.CIRCUITS / "oph-31" / "repairs.yaml"))
    palette = colours_of(imprint.board.preset)
    looks = {
        (
            imprint.words(f"kind.{square.kind}"),
            palette.kinds[square.kind].band,
            icon(pictogram_of(square, imprint.board.circuit.topic), palette.kinds[square.kind].text, saver=False),
        )
        for square in imprint.board.squares
    }
    shown = {
        (chip.name, chip.band, chip.icon) for line in list_back(imprint.board, imprint.words) for chip in line.chips
    }
    assert shown and shown <= looks
