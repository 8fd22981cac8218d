"""The circuit in full: every text of every card, nothing cut, nothing of a circuit is markup."""

import io
import re

import pikepdf
import pytest

from jeu_oie.game.wording import State
from jeu_oie.print.content.frame import as_data
from tests.chosen import chosen
from tests.game import making
from tests.print.sheets import document, found_in, planned, shipped, squeezed, unsaid, words

NAME = "more/circuit"
EVIL = '#eval("1+1") *gras* $x$ <script>alert(1)</script> {{ 7 * 7 }} [a] @b " & \\'


def told(made):
    deck, dossier = made.deck, made.dossier
    for card in deck.every:
        yield from (card.title, card.heading, *card.bullets, card.answer, card.provenance, card.second)
        if card.detailed:
            yield card.text
        yield from (row.value for row in (*card.rows, *card.notes))
        yield from (title for _, title in card.sources)
    yield from (part for pair in (*dossier.words, *dossier.actors) for part in pair)
    for source in dossier.sources:
        yield from (source.title, source.note or "", source.details)
    yield from (row.value for row in dossier.about)
    yield from (dossier.title, dossier.status, dossier.status_long, dossier.version, dossier.landlord)


@pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_its_content_holds_every_text_of_every_card(path):
    made = shipped(path)
    laid = document(NAME, made)
    said = squeezed(" ".join(found_in(as_data(laid.content))))
    assert [text for text in told(made) if squeezed(text) not in said] == []


@pytest.mark.parametrize("preset", chosen([{}, {"large": True}], [{}]), ids=["colour", "large"])
def test_paper_shows_every_text_of_its_content(preset):
    laid = document(NAME, shipped(making.SHIPPED[0], **preset))
    assert unsaid(laid.pdf(), laid.content) == ()


def test_markup_in_a_text_is_shown_as_text():
    circuit = making.circuit(
        title=EVIL, landlord={"name": EVIL}, steps=making.steps(3, s1={"title": EVIL, "text": EVIL})
    )
    laid = document(NAME, planned(circuit))
    assert squeezed(words(laid.pdf())).count(squeezed(EVIL)) >= 3


def test_a_word_longer_than_its_line_breaks_and_stays_whole_when_it_is_read():
    word = "Entretienlocatifmultiservicesinterminable" * 3
    circuit = making.circuit(steps=making.steps(3, s1={"title": word, "actor": "landlord"}))
    pdf = document(NAME, planned(circuit)).pdf()
    assert word in squeezed(words(pdf, "-raw"))
    boxes = re.findall(r'xMax="([\d.]+)"', words(pdf, "-bbox"))
    assert max(map(float, boxes)) < 595


def test_what_nobody_has_found_stands_in_a_frame_of_its_own():
    made = shipped(making.SHIPPED[0])
    rows = [row for stage in document(NAME, made).content.stages for card in stage.cards for row in card.rows]
    missing = [row for row in rows if row.state == State.MISSING]
    assert missing and len(missing) < len(rows)


def test_it_is_tagged_titled_and_printed_in_true_size_on_both_sides():
    laid = document(NAME, shipped(making.SHIPPED[0]))
    with pikepdf.open(io.BytesIO(laid.pdf())) as made:
        assert made.Root.MarkInfo.Marked and made.Root.Lang == "fr"
        assert str(made.docinfo["/Title"]) == laid.content.frame.document
        wishes = made.Root.ViewerPreferences
        asked = [str(wishes[key]) for key in ("/PrintScaling", "/Duplex", "/DisplayDocTitle")]
        assert asked == ["/None", "/DuplexFlipLongEdge", "True"]
        assert made.open_metadata()["pdfuaid:part"] == "1"


def test_the_hash_is_that_of_what_is_said_and_forgets_the_version():
    circuit = making.shipped(making.SHIPPED[0])
    before = document(NAME, planned(circuit)).sheets
    assert before == document(NAME, planned(circuit, ink="saver")).sheets
    assert before == document(NAME, planned(circuit.model_copy(update={"version": "2099-01"}))).sheets
    assert before != document(NAME, planned(circuit.model_copy(update={"words": {"bail": "Le contrat."}}))).sheets
