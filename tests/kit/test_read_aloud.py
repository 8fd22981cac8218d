"""The PDFs of every shipped kit can be read by a screen reader, and say how they want to be printed."""

import io
import subprocess
from collections import defaultdict
from contextlib import closing
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from pypdfium2 import raw

from jeu_oie.circuit.read import read
from jeu_oie.draw.text import printable
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import by_step, write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.messages import load_catalog
from jeu_oie.print.look import Look
from jeu_oie.print.shop import for_printing
from jeu_oie.print.typeset import typeset
from tests.game.making import CIRCUITS
from tests.kit import conftest
from tests.kit.tagged import faults, kids, walk
from tests.kit.test_shipped import name_of
from tests.print.test_typeset import Said, own

HEADINGS = {"/H1", "/H2", "/H3", "/H4"}
PDFIUM_HYPHEN = "\x02"  # what PDFium gives for one that ends a line


@pytest.mark.parametrize(
    "ruin, fault",
    [
        pytest.param(lambda made: made.Root.__delattr__("Lang"), "no language", id="language"),
        pytest.param(lambda made: made.Root.__delattr__("Outlines"), "no bookmark", id="bookmark"),
        pytest.param(lambda made: made.Root.__delattr__("StructTreeRoot"), "no structure", id="tags"),
        pytest.param(lambda made: setattr(elements(made)["/H1"], "S", Name.H2), "/H2 follows a heading of level 0"),
        pytest.param(lambda made: setattr(elements(made)["/LI"], "S", Name.Div), "/Div in /L", id="list"),
        pytest.param(lambda made: elements(made)["/Figure"].__delattr__("Alt"), "a figure without a text instead"),
        pytest.param(
            lambda made: made.pages[0].contents_add(b"0 0 9 9 re f"),
            "page 1: f paints what is neither read nor an artifact",
            id="painted",
        ),
        pytest.param(
            lambda made: elements(made)["/L"].__setattr__("K", []), "page 1: /Span 2 is not in the tree", id="lost"
        ),
    ],
)
def test_the_guard_sees_what_a_screen_reader_would_stumble_over(ruin, fault):
    body = '#list([un])#figure(alt: "Un carré", square())'
    sound = typeset("essai", "circuit", Said(), Look(), own(circuit=body))
    assert faults(for_printing(sound)) == []
    with pikepdf.open(io.BytesIO(for_printing(sound))) as opened, io.BytesIO() as ruined:
        ruin(opened)
        opened.save(ruined)
        assert fault in faults(ruined.getvalue())


def elements(made):
    """The last element of each sort."""
    return {str(each.S): each for each in walk(made.Root.StructTreeRoot)}


def prints(kit):
    return sorted((kit / "print").rglob("*.pdf"))


@pytest.mark.slow
@conftest.printed
def test_every_document_can_be_read_aloud_has_a_title_and_is_printed_at_its_size(printed_kit):
    """But for the print shop's, which nobody reads aloud: what they say is in the files for the table."""
    files = prints(printed_kit)
    screen = [file for file in files if file.parent.name != "shop"]
    assert len(screen) > 8
    assert {file.name: told for file in screen if (told := faults(file.read_bytes()))} == {}
    for file in files:
        with pikepdf.open(file) as made:
            wishes = made.Root.ViewerPreferences
            assert str(wishes.PrintScaling) == "/None", file
            assert bool(wishes.DisplayDocTitle), file
            assert str(made.Root.Lang), file
            assert str(made.docinfo["/Title"]), file


@pytest.mark.slow
@conftest.printed
def test_the_circuit_is_read_in_its_own_order(printed_kit):
    """Every card of the way, a step with all that follows it up to the next; then the arrival, then the pile."""
    circuit = read(CIRCUITS / f"{name_of(printed_kit)}.yaml").circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), load_catalog(circuit.language)
    deck = write(made, t)
    stages = by_step(deck, [step.id for step in circuit.steps])
    expected = [card.title for stage in stages for card in stage if card.detailed]
    expected += [card.title for card in deck.cards if card.kind is Kind.FINISH]
    told = headings(printed_kit / "print" / "more" / "circuit.pdf")
    first = told.index(squeezed(t("circuit.steps"))) + 1
    assert told[first : first + len(expected)] == list(map(squeezed, expected))
    assert {squeezed(card.title) for card in deck.pile} <= set(told[first + len(expected) :])


def headings(file):
    """The headings of a PDF as its tags give them, without spaces: a line ends between any two words."""
    complaints = subprocess.run(["pdfinfo", "-struct", file], capture_output=True, check=True).stderr.splitlines()
    # A cell may have a colour a side (ISO 32000-1, 14.8.5.4), of which poppler knows one.
    assert [each for each in complaints if b"BorderColor" not in each] == []
    with pikepdf.open(file) as made:
        numbers = {page.objgen: rank for rank, page in enumerate(made.pages)}
        shown = texts_by_mark(file)
        titles = (each for each in walk(made.Root.StructTreeRoot) if str(each.S) in HEADINGS)
        return ["".join(shown[numbers[page], mark] for page, mark in marks_of(each)) for each in titles]


def marks_of(element):
    """Page and number of each marked content of a heading, of what stands within its lines too."""
    held: list[Any] = kids(element)
    for child in held:
        if isinstance(child, int):
            yield element.Pg.objgen, child
        elif "/MCID" in child:
            yield child.get("/Pg", element.get("/Pg")).objgen, int(child.MCID)
        elif str(child.get("/S")) in ("/Span", "/NonStruct"):
            yield from marks_of(child)


def texts_by_mark(file):
    """Page (from 0) and number of a marked content → the letters that it shows: another reader's than the tags'."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    with closing(pypdfium2.PdfDocument(file)) as document:
        for rank, page in enumerate(document):
            said = page.get_textpage()
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
                letters = (raw.FPDF_WCHAR * 2000)()
                size = raw.FPDFTextObj_GetText(each, said, letters, len(letters))  # bytes, the final 0 among them
                assert size <= 2 * len(letters)
                text = bytes(letters)[: size - 2].decode("utf-16-le").replace(PDFIUM_HYPHEN, "-")
                found[rank, raw.FPDFPageObj_GetMarkedContentID(each)] += squeezed(text)
    return found


def squeezed(text: str) -> str:
    return "".join(printable(text).split())
