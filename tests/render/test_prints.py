"""What is printed can be read, searched and trusted: text in reading order, nothing cut, nothing of HTML in it."""

import io
import subprocess

import pikepdf
import pytest

from jeu_oie.board.cards import write
from jeu_oie.board.dossier import open_dossier
from jeu_oie.board.preset import Preset
from jeu_oie.board.squares import assemble
from jeu_oie.circuit.reader import read
from jeu_oie.layout.cards.face import Press
from jeu_oie.layout.scene import Group, Scene, Shape, Text
from jeu_oie.layout.sheets import draw_cards, duplex_sheets
from jeu_oie.layout.text import Style
from jeu_oie.messages import words
from jeu_oie.render.html.prints import scenes_document
from jeu_oie.render.html.prints_circuit import circuit_document
from jeu_oie.render.html.prints_rules import rules_sheet, set_out
from jeu_oie.render.html.sheet import Imprint
from jeu_oie.render.pdf import SCREEN, Printing, pdf
from jeu_oie.render.svg import shapes
from tests.board import making
from tests.kit.tagged import faults

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
    made, t = making.board(**parts), words("fr")
    return made, write(made, t), open_dossier(made, t), t


def line(x, y, content, size=12.0, **more):
    return Text(
        x, y, content, size, more.get("bold", False), INK, Style(size).width(content), more.get("turned", False)
    )


def test_drawn_text_is_searched_in_reading_order():
    groups = (
        Group((line(10, 80, "trois"), line(10, 90, "quatre")), "b"),
        Group((Shape("M0 0h9", "none", INK, 1), line(90, 20, "un"), line(50, 60, "deux", turned=True)), "a"),
    )
    scene = Scene(100, 100, groups, reading=("a", "b"))
    document = pdf(scenes_document([scene, scene], [shapes(scene, Preset().colours)] * 2, "Essai"))
    assert text_of(document, "-raw") == "un deux trois quatre un deux trois quatre"


def test_a_line_stands_where_it_was_measured():
    measured = line(20, 50, "Réclamation", 30.0)
    scene = Scene(100, 100, (Group((measured,)),))
    document = pdf(scenes_document([scene], [shapes(scene, Preset().colours)], "Essai"))
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=document, capture_output=True, check=True).stdout
    (found,) = [each for each in boxes.decode().splitlines() if "<word" in each]
    left, right = (float(found.split(f'{key}="')[1].split('"')[0]) * 25.4 / 72 for key in ("xMin", "xMax"))
    assert left == pytest.approx(20, abs=0.05)
    assert right - left == pytest.approx(measured.width, abs=0.05)


def test_the_board_overruns_its_trim():
    scene = Scene(420, 297, (Group((line(10, 10, "a"),)),))
    html = scenes_document([scene], [shapes(scene, Preset().colours, 3)], "Essai", 3)
    assert "left: -3mm; top: -3mm" in html
    assert "img { width: 426mm; height: 303mm }" in html
    assert "bleed: 3mm" in html


def test_sheets_of_several_sizes_make_one_tagged_document():
    scenes = [Scene(*size, (Group((line(9, 20, "a"),)),)) for size in ((100, 50), (50, 100), (100, 50))]
    made = pdf(
        scenes_document(scenes, [shapes(each, Preset().colours) for each in scenes], "Essai"), Printing(variant=SCREEN)
    )
    assert faults(made) == []
    with pikepdf.open(io.BytesIO(made)) as opened:
        sizes = [[round(float(side) * 25.4 / 72) for side in page.TrimBox.as_list()[2:]] for page in opened.pages]
    assert sizes == [[100, 50], [50, 100], [100, 50]]


def test_a_square_is_read_as_paragraphs_and_has_its_bookmark():
    square = Group(
        (line(9, 20, "4"), line(9, 30, "J’attends", bold=True), line(9, 35, "la réponse", bold=True)), "b", "square"
    )
    scene = Scene(
        100, 100, (square, Group((line(9, 9, "Le jeu", 20.0),), "title")), "fr", "Jeu", "Un plateau", ("title", "b")
    )
    made = pdf(scenes_document([scene], [shapes(scene, Preset().colours)], "Essai"), Printing(variant=SCREEN))
    assert faults(made) == []
    told = subprocess.run(["pdfinfo", "-struct-text", "-"], input=made, capture_output=True, check=True).stdout.decode()
    kinds = [each.strip().split(" ")[0].strip(":") for each in told.splitlines() if "block" in each or "Fig" in each]
    assert kinds == ["Figure", "H1", "P", "P"]
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        (root,) = outline.root
        assert (root.title, [each.title for each in root.children]) == ("Jeu", ["4 J’attends la réponse"])


EVIL = '<script>alert(1)</script> <b>gras</b> {{ 7 * 7 }} " & </title>'


def test_markup_in_a_text_is_shown_as_text():
    made, deck, dossier, t = printed(
        title=EVIL, landlord={"name": EVIL}, steps=making.steps(3, s1={"title": EVIL, "text": EVIL})
    )
    press = Press(dossier, made.preset.colours, t)
    pages = duplex_sheets(draw_cards(deck, press)).pages
    cards = [each.face for page in pages for each in page.shown]
    for html in (
        circuit_document(Imprint(made, deck, dossier, t)),
        rules_sheet(Imprint(made, deck, dossier, t)).html,
        scenes_document(cards, [shapes(card, press.palette) for card in cards], dossier.title),
    ):
        assert "<script" not in html
        assert "alert(1)" in squeezed(text_of(pdf(html)))


@pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_circuit_in_full_says_every_text_of_every_card(path):
    circuit = read(path).circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), words(circuit.language)
    deck, dossier = write(made, t), open_dossier(made, t)
    said = squeezed(text_of(pdf(circuit_document(Imprint(made, deck, dossier, t))), "-raw"))
    lacking = [text for text in told(deck, dossier) if squeezed(text) not in said]
    assert lacking == []


def told(deck, dossier):
    for card in (*deck.cards, *deck.pile):
        yield from (card.title, card.heading, *card.bullets, card.answer, card.provenance, card.second)
        if card.printed:
            yield card.text
        yield from (row.value for row in (*card.rows, *card.notes))
        yield from (title for _, title in card.sources)
    yield from (part for pair in (*dossier.words, *dossier.actors) for part in pair)
    for source in dossier.sources:
        yield from (source.title, source.note or "", source.details)
    yield from (row.value for row in dossier.about)
    yield from (dossier.title, dossier.status, dossier.status_long, dossier.version, dossier.landlord)


@pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_rules_hold_on_one_sheet(path):
    circuit = read(path).circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), words(circuit.language)
    imprint = Imprint(made, write(made, t), open_dossier(made, t), t)
    document = pdf(rules_sheet(imprint).html, Printing(duplex=True))
    pages = subprocess.run(["pdfinfo", "-"], input=document, capture_output=True, check=True).stdout.decode()
    assert "Pages:           2" in pages
    said = text_of(document)
    assert "On montre la preuve, on ne la donne jamais." in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_are_short_sentences(language):
    t = words(language)
    catalog = vars(t.catalog)
    known = {key for each in (catalog, *fallbacks(t.catalog)) for key in each.get("_catalog", {})}
    rules = {key if isinstance(key, str) else key[0] for key in known if str(key).startswith(("rules.", "('rules."))}
    assert len(rules) > 40
    for key in rules - {"rules.credit"}:
        sentence = t.catalog.gettext(key)
        for part in (sentence if sentence != key else t.count(key, 3)).replace("?", ".").split("."):
            assert len([word for word in part.split() if any(map(str.isalnum, word))]) <= 12, part


def fallbacks(catalog):
    while (catalog := vars(catalog).get("_fallback")) is not None:
        yield vars(catalog)


def test_a_board_tells_only_the_squares_that_it_has():
    made, deck, dossier, t = printed(rules=making.preset(finish="stay", ends="first", dice=2))
    said = text_of(pdf(rules_sheet(Imprint(made, deck, dossier, t)).html))
    assert "Lancez les 2 dés." in said
    assert "Ne bougez pas." in said
    assert "Urgence" not in said
    assert "carte recours" not in said


def test_a_sentence_leaves_no_word_alone():
    ((*_, last),) = set_out(["Une équipe arrivée lit pour les autres."])
    assert " " in last
