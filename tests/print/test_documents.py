"""Documents that an association adapts, and letters blank and filled: an A4 each; templates of one's own win."""

import io
import os
import subprocess
import sys

import pypdfium2
import pytest

from jeu_oie import read
from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.errors import PangoMissing
from jeu_oie.game.letters.facts import LetterFacts
from jeu_oie.game.letters.writing import write_blank
from jeu_oie.game.preset import Preset
from jeu_oie.kit import plan_reading
from jeu_oie.print.documents import documents_of, letter_documents, letter_page, pdf
from jeu_oie.resources import Templates
from tests.chosen import chosen
from tests.house.source import ROOT

TEXTS = letter_texts()
FACTS = LetterFacts("", "ordinary", "Bailleur d’essai", laws=frozenset(TEXTS.laws))
A4 = (595, 842)  # pt
PAGES = dict(letter_documents(FACTS))


def read_pdf(html: str) -> tuple[list[tuple[int, int]], str]:
    """Sizes of the pages, in pt, and the words of a document as it prints."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf(html))) as made:
        sizes = [
            (round(width), round(height)) for width, height in (made.get_page_size(rank) for rank in range(len(made)))
        ]
        return sizes, " ".join(made[0].get_textpage().get_text_bounded().split())


def test_there_are_nine_blank_and_nine_filled():
    names = [each.id for each in TEXTS.letters]
    assert sorted(PAGES) == sorted([*names, *(f"{name}-exemple" for name in names)])


@pytest.mark.parametrize("name", chosen(PAGES, [name for name in PAGES if name.endswith("-exemple")]))
def test_each_fits_one_a4(name):
    sizes, text = read_pdf(PAGES[name])
    assert sizes == [A4]
    assert "Objet : " in text
    assert "signature" in text
    assert not any(mark in text for mark in "{}[]")


def test_the_guard_sees_a_second_page():
    sizes, _ = read_pdf(PAGES["cdc"].replace("</body>", "<p>encore</p>" * 60 + "</body>"))
    assert len(sizes) > 1


@pytest.mark.parametrize("name", [each.id for each in TEXTS.letters])
def test_a_blank_letter_names_nobody_and_no_day(name):
    text = " ".join(line.text for line in write_blank(name, FACTS).lines)
    assert "Exemple" not in text
    assert "20" not in text.replace("2002", "").replace("20-1", "")
    assert "........, signature" in text


def test_what_may_not_have_happened_is_no_line_of_a_blank_letter():
    bodies = {name: " ".join(write_blank(name, FACTS).said("body")) for name in ("remind", "neighbours", "notice")}
    assert "rendez-vous" in TEXTS.letter("remind").body[3]
    assert "rendez-vous" not in bodies["remind"].replace("un jour et une heure", "")
    assert "mise en demeure" not in bodies["neighbours"]
    assert "puis par écrit le ........" in bodies["notice"]


def test_a_blank_offer_lets_one_choose():
    assert len(write_blank("offer", FACTS).said("choice")) == 3


def test_a_template_of_ones_own_stands_in_the_place_of_ours():
    own = Templates("mine", (("documents/letters/hear.html", "<p>{{ letter.object }}, à nous</p>"),))
    blank = write_blank("hear", FACTS)
    assert letter_page(blank, own) == "<p>Objet : Demande de rendez-vous, à nous</p>"
    assert letter_page(blank) != letter_page(blank, own)


PRINTED_TWICE = """
import os, tempfile
from jeu_oie.print.documents import font_faces, pdf
style = f"<style>{font_faces()} p {{ font-family: A }}</style>"
one, other, again = (pdf(style + text) for text in ("<p>Un", "<p>Deux", "<p>Un"))
print(one == again != other, len(os.listdir(tempfile.gettempdir())))
"""


@pytest.mark.slow
def test_fonts_are_laid_in_one_folder_that_goes_with_the_process(tmp_path):
    ours = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", PRINTED_TWICE], env=ours, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "1"]
    assert list(tmp_path.iterdir()) == []


def test_without_pango_it_is_said(monkeypatch):
    import builtins

    real = builtins.__import__

    def refuse(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'pango'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(PangoMissing):
        pdf("<p>")


@pytest.mark.parametrize("circuit", chosen(["opac-38/repairs", "sdh/transfer"], ["opac-38/repairs"]))
def test_each_document_fits_one_a4_whoever_the_landlord_is(circuit):
    made, _ = plan_reading(read(ROOT / "circuits" / f"{circuit}.yaml"), Preset())
    assert made
    pages = {key: html for key, html in documents_of(made.board, made.dossier) if "/" not in key}
    assert len(pages) == 5
    for key, html in pages.items():
        sizes, text = read_pdf(html)
        assert sizes == [A4], key
        assert "{" not in text and "None" not in text, key
