"""The PDFs of every shipped kit can be read by a screen reader, and say how they want to be printed."""

import subprocess

import pikepdf
import pytest

from jeu_oie.circuit.read import read
from jeu_oie.draw.text import printable
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import by_step, write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.messages import load_catalog
from tests.game.making import FEW
from tests.kit.tagged import faults
from tests.kit.test_shipped import PRINTED


def prints(kit):
    return sorted((kit / "print").rglob("*.pdf"))


@pytest.mark.parametrize("name", PRINTED)
def test_every_document_can_be_read_aloud(shipped_kits, name):
    """But for the print shop's: what they say is in the files for the table."""
    screen = [file for file in prints(shipped_kits / name) if file.parent.name != "shop"]
    assert len(screen) > 8
    assert {file.name: told for file in screen if (told := faults(file.read_bytes()))} == {}


@pytest.mark.parametrize("name", PRINTED)
def test_every_file_is_printed_at_its_size_and_has_language_and_title(shipped_kits, name):
    for file in prints(shipped_kits / name):
        with pikepdf.open(file) as made:
            wishes = made.Root.ViewerPreferences
            assert str(wishes.PrintScaling) == "/None", file
            assert bool(wishes.DisplayDocTitle), file
            assert str(made.Root.Lang), file
            assert str(made.docinfo["/Title"]), file


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_circuit_is_read_in_its_own_order(shipped_kits, path):
    """Every card of the way, a step with all that follows it up to the next; then the arrival, then the pile."""
    circuit = read(path).circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), load_catalog(circuit.language)
    deck = write(made, t)
    stages = by_step(deck, [step.id for step in circuit.steps])
    expected = [card.title for stage in stages for card in stage if card.detailed]
    expected += [card.title for card in deck.cards if card.kind is Kind.FINISH]
    folder = f"{path.parent.name}/{path.stem}"
    told = headings(shipped_kits / folder / "print" / "more" / "circuit.pdf")
    first = told.index(squeezed(t("circuit.steps"))) + 1
    assert told[first : first + len(expected)] == list(map(squeezed, expected))
    assert {squeezed(card.title) for card in deck.pile} <= set(told[first + len(expected) :])


def headings(file):
    """The headings of a PDF as its tags give them, without spaces: a line ends between any two words."""
    told = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    inside, found = False, []
    for line in map(str.strip, told.stdout.splitlines()):
        if line.startswith(("H1 ", "H2 ", "H3 ", "H4 ")):
            inside = True
            found.append("")
        elif line.startswith('"') and inside:
            found[-1] += squeezed(line[1:-1])
        elif not line.startswith(("Span", "NonStruct")):
            inside = False
    return found


def squeezed(text: str) -> str:
    return "".join(printable(text).split())
