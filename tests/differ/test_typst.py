"""What Typst makes is judged as all paper is: parts in forms, fonts by their glyphs, patterns, tags."""

from io import BytesIO

import pikepdf
import pytest
import typst

from bench.differ import letters, tags
from bench.differ.faults import faults
from bench.differ.readings import read_words

HEAD = """
#set document(title: "Essai", date: none)
#set page(width: 120mm, height: 80mm, margin: 6mm)
#set text(lang: "fr", size: 14pt, hyphenate: false, overhang: false)
#let at(x, y, body) = place(top + left, dx: x * 1mm, dy: y * 1mm, body)
#let line-at(x, y, length, ..how) = pdf.artifact(at(x, y, line(length: length * 1mm, ..how)))
= Danger ?
"""
RIGHT = """
#underline[Je note la date.]
#at(0, 24, block(stroke: 0.5mm, radius: 3mm, inset: 2mm, width: 50mm)[J’appelle le 18])
#at(60, 24, table(columns: 2, [Gaz], [18], [Malade], [15]))
#at(0, 44, [Nom : #box(width: 40mm, pdf.artifact(line(length: 100%, stroke: (dash: "dotted"))))])
#let stripes = tiling(size: (4mm, 4mm), line(end: (4mm, 4mm)))
#at(20, 44, [Durand])
#at(0, 54, block(fill: stripes, inset: 4mm, block(fill: white, inset: 2mm)[Dos]))
#at(40, 54, block(fill: gradient.linear(aqua, white), inset: 2mm, [efficace]))
"""


def made(*planted: str) -> bytes:
    source = "\n".join((HEAD, RIGHT, *planted))
    pdf = typst.compile(source.encode(), pdf_standards=["ua-1"], timestamp=0, ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def test_a_right_sheet_has_no_fault():
    """An underline, a frame, a table's grid, dots written on, a pattern behind a label, a ground that fades."""
    assert faults(made(), "3-person") == ()


@pytest.mark.parametrize(
    "planted, told",
    [
        pytest.param("#at(95, 5, [dehors, loin])", "page 1: off the page: ", id="off the page"),
        pytest.param("#at(13.5, 26, [15])", "page 1: over other letters: ", id="number over words"),
        pytest.param(
            "#at(80, 10, [112])\n#line-at(75, 12, 20)", "page 1: across a line or picture: 112", id="line over a number"
        ),
        pytest.param("#at(44, 25, [Malade])", "page 1: across a line or picture: ", id="caption across its frame"),
        pytest.param("#at(62, 22.3, [mercredi])", "page 1: across a line or picture: ", id="over a table's line"),
        pytest.param(
            "#at(80, 40, block(clip: true, width: 20mm, height: 6mm, box(width: 60mm)[Beaucoup trop long]))",
            "page 1: cut off: ",
            id="cut off",
        ),
        pytest.param("#at(50, 44.8, [Dupont])", "page 1: across a line or picture: ", id="over dots to write on"),
        pytest.param("#at(80, 65, text(12pt)[petit])", "page 1: 12.0 pt, under 14: petit", id="small"),
        pytest.param("#at(0, 66, [= Encore])", "2 H1", id="two H1"),
    ],
)
def test_a_planted_fault_is_seen(planted, told):
    assert any(fault.startswith(told) for fault in faults(made(planted), "3-person"))


def test_words_are_the_same_wherever_lines_break_and_however_they_are_bound():
    """A hyphen where the line ends, letters in one glyph, what binds words."""
    wide = "#at(0, 30, block(width: 100mm)[Comment est-elle enregistrée ? Le greffier affirme.])"
    narrow = "#at(0, 30, block(width: 24mm)[Comment est-elle enregistrée\\u{a0}? Le greffier af\\u{2060}firme.])"
    one, other = (read_of(text) for text in (wide, narrow))
    assert one == other
    assert "est-elle" in one["words by tags"]
    assert "greffier" in one["words as drawn"]


def read_of(text: str):
    pdf = typst.compile((HEAD + text).encode(), pdf_standards=["ua-1"], timestamp=0)
    with pikepdf.open(BytesIO(pdf)) as opened:
        return read_words(letters.pages(pdf), tags.read_tags(opened))
