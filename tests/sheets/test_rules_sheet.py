"""The rules stay on one sheet, whatever must stand on it besides."""

from dataclasses import replace

import pytest

from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.squares import assemble
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.document import Imprint
from jeu_oie.sheets.rules import rules_sheet
from tests.game import making
from tests.game.test_every_key import full
from tests.game.test_guide import NAMES
from tests.sheets.test_guide import DURATIONS, imprint_of, outside, text_of


def all_told(circuit, **rules):
    """What most has to be said of: a board whose centre holds none of its detours."""
    told = frozenset(detour.id for detour in circuit.detours)
    made, t = assemble(circuit, Preset(**rules), told), load_catalog(circuit.language)
    return Imprint(made, write(made, t), open_dossier(made, t), t, durations=DURATIONS)


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
@pytest.mark.parametrize("look", [{"ink": Ink.SAVER}, {"large": True}], ids=["saver", "large"])
def test_the_rules_hold_on_one_sheet_with_durations_and_code(path, look):
    imprint = replace(all_told(making.shipped(path), **look), page="https://exemple.fr/essai/index.html")
    document = pdf(rules_sheet(imprint).html, Printing(duplex=True))
    first, second, rest = text_of(document, "-layout").split("\f")
    assert rest.strip() == ""
    assert "Le but, la durée" in first
    assert "La fin" in first
    assert second.strip().startswith("Les cases")
    assert list(outside(document)) == []


def test_the_sheet_asks_for_no_name():
    imprint = imprint_of(making.circuit())
    assert "On ne dit aucun nom." in rules_sheet(imprint).html


@pytest.mark.parametrize("look", [{}, {"large": True}], ids=["usual", "large"])
def test_the_rules_of_every_kind_of_square_hold_on_one_sheet(look):
    imprint = imprint_of(making.circuit(**full()), DURATIONS, **look)
    kinds = {square.kind for square in imprint.board.squares}
    assert len(kinds) > 10
    assert text_of(pdf(rules_sheet(imprint).html)).count("\f") == 2
