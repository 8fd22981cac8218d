"""Typst sets what it is given and nothing else; what finds no room is told; the same bytes everywhere."""

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass

import pikepdf
import pytest

from jeu_oie.circuit.read import read_text
from jeu_oie.errors import DoesNotFit, InvalidInput, RenderingFailed
from jeu_oie.kit.fitting import find_line, misfit_problems
from jeu_oie.kit.printing import calibration_file
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import Frame
from jeu_oie.print.look import Flip, Look
from jeu_oie.print.typeset import typeset
from jeu_oie.resources import Templates
from tests.house.source import ROOT
from tests.print.sheets import words

FRAME = Frame(document="Essai", lang="fr", dir="ltr", draft=True)
SHEET = '#import "lib.typ": *\n#let data = json("content.json")\n#show: sheet.with(data)\n#heading(level: 1, "Essai")\n'


@dataclass(frozen=True)
class Said:
    frame: Frame = FRAME
    text: str = "Bonjour"


def own(**texts):
    return Templates("t", tuple((f"print/{name}.typ", SHEET + text) for name, text in texts.items()))


def made(text, content=Said()):
    return typeset("essai", "circuit", content, Look(), own(circuit=text))


def test_a_users_template_stands_in_the_place_of_ours():
    assert "Bonjour" in words(made("#say(data.text)"))


@pytest.mark.parametrize("path", ["/etc/passwd", "../../pyproject.toml", "/../fonts/Oie-Bold.ttf"])
def test_a_template_reads_nothing_but_what_lies_beside_ours(path):
    with pytest.raises(InvalidInput):
        made(f'#read("{path}", encoding: none).len()')


def test_a_template_fetches_no_package():
    with pytest.raises(InvalidInput) as told:
        made('#import "@preview/cetz:0.3.0"')
    assert [(each.place.file, each.place.line) for each in told.value.problems] == [("t/print/circuit.typ", 5)]


MISTAKES = {
    "syntax": "#say(data.text",
    "name": "#nothing(1)",
    "key": "#data.nothing",
    "called": "#let f() = { nothing }\n#f()",
}


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_line_as_of_other_templates(text):
    with pytest.raises(InvalidInput) as told:
        made(f"\n{text}")
    (problem,) = told.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("template-printing", "t/print/circuit.typ", 6)
    assert problem.excerpt == text.split("\n")[0]


def test_a_mistake_in_a_file_that_others_import_is_told_there():
    with pytest.raises(InvalidInput) as told:
        typeset(
            "essai", "circuit", Said(), Look(), own(circuit='#import "mine.typ": f\n#f()', mine="#let f() = nobody")
        )
    assert [each.place.file for each in told.value.problems] == ["t/print/mine.typ"]


def test_a_complaint_of_the_engine_fails_the_build():
    with pytest.raises(RenderingFailed):
        made('#text(font: "Comic Sans")[a]')


def test_a_letter_that_the_font_lacks_fails_the_build_but_for_the_sign_of_missing_ones():
    assert made('#say("▯")')
    with pytest.raises(RenderingFailed, match="漢"):
        made('#say("漢")')


def test_only_our_fonts_are_there_and_each_is_embedded():
    """Arabic letters at both weights, too; the figures beside them are those of the other font."""
    with pikepdf.open(io.BytesIO(made('#say("0 شكوى") #strong("8 شكوى")'))) as opened:
        held = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
        names = {str(each.BaseFont).partition("+")[2] for each in held if "/BaseFont" in each}
        descriptors = [each for each in held if each.get("/Type") == "/FontDescriptor"]
        assert names == {f"{name}-{weight}" for name in ("Oie", "IBMPlexSansArabic") for weight in ("Regular", "Bold")}
        assert len(descriptors) == len(names)
        assert all({"/FontFile2", "/FontFile3"} & set(each.keys()) for each in descriptors)


def test_the_title_is_that_of_the_document_and_there_is_no_date():
    with pikepdf.open(io.BytesIO(made("#say(data.text)"))) as opened:
        assert str(opened.docinfo["/Title"]) == "Essai"
        assert not {"/CreationDate", "/ModDate"} & set(opened.docinfo.keys())


def test_all_that_finds_no_room_is_told_each_once():
    with pytest.raises(DoesNotFit) as told:
        made(
            '#block(width: 20mm, say("Signalement" * 3, at: "steps.a.title"))'
            '#pick((() => block(height: 30mm),), 20mm, 20mm, "steps.b.text")'
            '#fit((dropped, air) => block(height: 30mm), (), 20mm, 20mm, "steps.b.text")'
        )
    assert told.value.sheet == "essai"
    assert [each.at for each in told.value.misfits] == ["steps.a.title", "steps.b.text"]
    assert all(each.need > each.have > 0 for each in told.value.misfits)


def test_a_text_of_ours_that_finds_no_room_is_our_fault():
    with pytest.raises(RenderingFailed):
        made('#pick((() => block(height: 30mm),), 20mm, 20mm, "catalog.bands.call")')


def test_what_gives_way_goes_in_its_order_and_no_further():
    build = '(dropped, air) => stack(..("a", "b", "c").filter(x => x not in dropped).map(x => block(height: 10mm, x)))'
    assert words(made(f'#fit({build}, ("c", "b"), 20mm, 21mm, "x")')).split() == ["Essai", "a", "b"]


CIRCUIT = """format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
version: "1"
status: draft
steps:
  - {id: a, title: Signaler, actor: tenant, source: []}
  - {id: b, title: Venir, actor: landlord}
  - {id: c, title: Finir, actor: landlord}
sources: {}
"""


def test_an_address_leads_to_its_line():
    reading = read_text(CIRCUIT, "c.yaml", lambda _: None)
    assert find_line(reading, "steps.b.title") == ("b", "title")
    assert find_line(reading, "steps.b.nothing") == ("b", "")
    assert find_line(reading, "title") == ("", "title")
    assert find_line(reading, "nobody.title") == ("", ""), "no title but its own"
    error = DoesNotFit("3-person", ())
    assert list(misfit_problems(reading, error)) == []


def test_our_templates_bind_nothing_themselves_and_fetch_nothing():
    for file in sorted((ROOT / "templates/print").glob("*.typ")):
        assert not re.search(r'"@|https?://', file.read_text("utf-8")), file


ELSEWHERE = """
import sys
from jeu_oie.kit.printing import calibration_file
from jeu_oie.messages import load_catalog
from jeu_oie.print.look import Flip
sys.stdout.buffer.write(calibration_file(load_catalog("fr"), Flip.LONG, large=False))
"""


def test_the_same_bytes_in_another_process_zone_and_order():
    surroundings = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], env=surroundings, capture_output=True, check=True)
    assert done.stdout == calibration_file(load_catalog("fr"), Flip.LONG, large=False)
    assert done.stdout.startswith(b"%PDF")
