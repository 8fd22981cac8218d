"""What is printed can be read, searched and trusted: text in reading order, nothing cut, nothing of HTML in it."""

import re
import subprocess

import pytest

from jeu_oie.draw.pdf import pdf
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.document import Imprint
from jeu_oie.sheets.rules import rules_sheet
from tests.game import making
from tests.house.test_catalogs import sentences

INK = "#20223F"


def text_of(document: bytes, *options: str) -> str:
    made = subprocess.run(["pdftotext", *options, "-", "-"], input=document, capture_output=True, check=True)
    return plain(made.stdout.decode())


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def squeezed(text: str) -> str:
    """Without spaces: a text reader puts some between the lines and cells of a table."""
    return "".join(plain(text).split())


def printed(**parts):
    made, t = making.board(**parts), load_catalog("fr")
    return made, write(made, t), open_dossier(made, t), t


EVIL = '<script>alert(1)</script> <b>gras</b> {{ 7 * 7 }} " & </title>'


def test_markup_in_a_text_is_shown_as_text():
    made, deck, dossier, t = printed(
        title=EVIL, landlord={"name": EVIL}, steps=making.steps(3, s1={"title": EVIL, "text": EVIL})
    )
    html = rules_sheet(Imprint(made, deck, dossier, t)).html
    assert "<script" not in html
    assert "alert(1)" in squeezed(text_of(pdf(html)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_are_short_sentences(language):
    rules = {key: forms for key, forms in sentences(language).items() if key.startswith("rules.")}
    assert len(rules) > 40
    said = (form for key in rules.keys() - {"rules.credit"} for form in rules[key])
    for part in (part for form in said for part in re.split("[.?]", form)):
        assert len([word for word in part.split() if any(map(str.isalnum, word))]) <= 12, part


def test_a_board_tells_only_the_squares_that_it_has():
    made, deck, dossier, t = printed(rules=making.preset(finish="stay", ends="first", dice="two"))
    said = text_of(pdf(rules_sheet(Imprint(made, deck, dossier, t)).html))
    assert "Lancez 2 dés, gardez-en un." in said
    assert "ne bougez pas." in said
    assert "Urgence" not in said
    assert "Coup dur" not in said
