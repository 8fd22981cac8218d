"""Variants: ink, large print, both; what the command line says wins over the preset."""

from contextlib import closing
from math import hypot
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from jeu_oie.builder.find import kit_folder
from jeu_oie.builder.presets import vary
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, make, plan
from jeu_oie.kit.plan import settle_plan
from jeu_oie.resources import folder
from tests.chosen import chosen
from tests.game.making import EARLIER, FEW
from tests.kit.generated import circuit, reading, titles, with_long_words

PAGE = "https://exemple.fr/jeux/opac-38/repairs-large/"
SMALL = Path(__file__).parent / "small.yaml"
ON_A2 = 2**0.5  # the drawing, made for A3, is printed on A2
STEPS = {24: 6, 32: 8, 42: 12, 63: 20}


def sizes(circuit, **preset):
    return [text.size_pt for text in settle_plan(circuit, Preset.model_validate(preset), PAGE).drawing.scene.texts()]


@pytest.mark.parametrize(
    "ink, large, name",
    [
        (None, False, "opac-38/repairs"),
        ("saver", False, "opac-38/repairs-saver"),
        (None, True, "opac-38/repairs-large"),
        ("saver", True, "opac-38/repairs-saver-large"),
    ],
)
def test_each_variant_has_its_folder(ink, large, name):
    assert kit_folder(folder("circuits") / "opac-38" / "repairs.yaml", vary(Preset(), ink, large=large)) == name


def test_the_command_line_wins_over_the_preset():
    saver = Preset.model_validate({"ink": "saver", "large": "true", "teams": 3})
    assert vary(saver, "colour", large=False).ink == "colour"
    assert vary(saver, None, large=False) == saver
    assert vary(saver, "colour", large=False).model_copy(update={"ink": saver.ink}) == saver


@pytest.mark.parametrize("file", chosen(FEW, FEW[:1]), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_large_print_board_has_nothing_under_14_pt_on_its_a2_paper(file):
    made = read(file).circuit
    assert min(sizes(made, large="true")) * ON_A2 >= 14
    assert min(sizes(made, squares="63")) * ON_A2 < 14  # the guard sees smaller ones


@pytest.mark.parametrize("said", [titles, with_long_words])
@pytest.mark.parametrize("squares", STEPS)
def test_a_large_print_board_of_long_titles_too(squares, said):
    made = reading(circuit(STEPS[squares], said())).circuit
    assert min(sizes(made, squares=str(squares), large="true")) * ON_A2 >= 14


def test_large_print_says_all_that_the_usual_one_says():
    made = read(EARLIER[0]).circuit
    assert made is not None
    usual, large = (settle_plan(made, Preset.model_validate({"large": way}), None) for way in ("false", "true"))
    assert large.deck == usual.deck
    assert [cut.card.name for cut in large.drawing.cuts] == [cut.card.name for cut in usual.drawing.cuts]


REDUCED = ("print/1-board-a4.pdf",)  # its plan shows the whole board, small


def smallest(document):
    """The smallest size, in pt, at which a PDF shows a character."""
    with closing(pypdfium2.PdfDocument(document)) as opened:
        return min(size for page in opened for size in shown(page.get_textpage()))


def shown(text):
    for rank in range(text.count_chars()):
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text.raw, rank, matrix)
        if chr(raw.FPDFText_GetUnicode(text.raw, rank)).strip():
            yield raw.FPDFText_GetFontSize(text.raw, rank) * hypot(matrix.a, matrix.b)


@pytest.mark.slow
def test_nothing_is_under_14_pt_in_a_large_print_kit():
    made = read(SMALL).circuit
    assert made is not None
    preset = Preset.model_validate({"large": "true", "ink": "saver"})
    files = make(plan(made, preset), Options(only=frozenset({"pdf"})), "").files
    found = {name: smallest(data) for name, data in files.items() if name.endswith(".pdf")}
    small = {name for name, size in found.items() if size < 13.95}
    assert len(found) == 9  # all but the board on A3
    assert small == set(REDUCED)  # the guard sees what is small
    assert "print/1-board-a3.pdf" not in files
