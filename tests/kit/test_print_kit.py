"""The printed kit as a whole: nothing lost in any variant, codes that can be scanned, hashes that change with words."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.kit.printing import CardDocument, TableDocument, TypesetDocument
from jeu_oie.kit.reprinting import printed_by
from jeu_oie.kit.sheets import GuideDocument, documents
from jeu_oie.print.content.frame import as_data
from tests.chosen import chosen, named
from tests.game.making import FEW, SHIPPED
from tests.kit.test_shipped import PRINTED, lost, of, squeezed
from tests.print.sheets import found_in

VARIANTS: dict[str, dict[str, object]] = {
    "saver": {"ink": Ink.SAVER},
    "large": {"large": True},
    "both": {"ink": Ink.SAVER, "large": True},
}
OPTIONS = kit.Options()
SMALL = Path(__file__).with_name("small.yaml")


def plan(path, **preset):
    made, problems = kit.plan_reading(read(path), Preset().model_copy(update=preset))
    assert made is not None, problems
    return made


def said(made):
    """Every word that is given to print."""
    return squeezed("".join(words_in(each) for each in documents(made, OPTIONS)))


def words_in(document):
    if isinstance(document, GuideDocument):
        return words_in(document.sheet({}))
    if isinstance(document, TypesetDocument):
        return "\n".join(found_in(as_data(document.content)))
    if isinstance(document, TableDocument):
        return "".join(map(words_in, document.parts))
    if isinstance(document, CardDocument | TypesetDocument):
        return "".join(found_in(as_data(document.content)))
    return "".join(text.content for text in document.made.drawing.scene.texts())


@pytest.mark.parametrize("variant, path", [("both", FEW[0]), ("saver", FEW[-1]), ("large", FEW[1])], ids=named)
def test_every_text_stands_in_every_variant_of_the_kit(path, variant):
    assert lost(of(f"{path.parent.name}/{path.stem}"), said(plan(path, **VARIANTS[variant]))) == []


def test_the_guard_sees_a_text_that_only_one_document_lost():
    whole = said(plan(SHIPPED[0]))
    text = squeezed(of(f"{SHIPPED[0].parent.name}/{SHIPPED[0].stem}")[-1])
    assert lost([text], whole.replace(text, "")) == [text]


# The code stands once in a document of several pages: first, last, or behind the card that says whose kit it is.


def codes(file):
    document = pypdfium2.PdfDocument(file)
    try:
        count = len(document)
        pages = dict.fromkeys([*range(min(3, count)), count - 1])
        pictures = (document[rank].render(scale=150 / 72).to_pil() for rank in pages)
        return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    finally:
        document.close()


@pytest.mark.slow
def test_every_document_carries_a_code_that_is_read_back_at_150_dots(shipped_kits):
    name = PRINTED[0]
    files = [file for file in (shipped_kits / name / "print").rglob("*.pdf") if file.parent.name != "shop"]
    assert len(files) > 8
    for file in files:
        found = codes(file)
        assert found, file.name
        assert set(found) == {f"https://exemple.fr/jeux/{name}/index.html"}, file.name


def hashes(made):
    printed = printed_by(made)
    return {**printed.sheets, **printed.cards}


# What tells the whole circuit, or a list over all its cards, changes with any card.
WHOLE = {"more/circuit", "4-facilitator", "more/all-cards", "landlord/validation"}


@pytest.mark.parametrize("path", chosen(SHIPPED[:3], SHIPPED[:1]), ids=named)
def test_a_change_of_one_card_reprints_its_sheet_and_no_other(path):
    made = plan(path)
    quizzes = (card for card in made.deck.pile if card.answer)
    card = min(quizzes, key=lambda card: len("".join((card.title, card.text, card.answer, *card.bullets))))
    other = replace(card, text=f"{card.text} Un mot.")
    pile = tuple(other if each is card else each for each in made.deck.pile)
    before, after = hashes(made), hashes(replace(made, deck=replace(made.deck, pile=pile)))
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]} - WHOLE
    assert card.name in changed
    sheets = {name for name in changed if name != card.name}
    assert sorted(re.sub(r"-\d+$", "", name) for name in sheets) == ["cards"]


@pytest.mark.slow
def test_every_hash_of_the_manifest_is_that_of_a_sheet(shipped_kits):
    told = json.loads((shipped_kits / PRINTED[0] / "manifest.json").read_bytes())["sheets"]
    assert {f"cards-{rank}" for rank in range(1, 7)} <= told.keys()
    assert {"board", "rules", "3-person", "4-facilitator", "hall/poster", "more/circuit"} <= told.keys()
    assert all(re.fullmatch(r"[0-9a-f]{6}", digits) for digits in told.values())
