"""The facilitator's guide: complete, short sentences, within its margins, one first page that stands alone."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.squares import assemble
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.sheets import guide
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.document import Imprint
from jeu_oie.sheets.evening import list_answered
from jeu_oie.sheets.guide import split_sentences, still
from tests.exchange.tables import circuit_after
from tests.game import making
from tests.game.test_guide import NAMES
from tests.game.test_sentences import BLAME, FRENCH, OTHER_WORDS, ill_set
from tests.house.test_catalogs import catalog, sentences

LONGEST = 20  # words of a sentence
DURATIONS = {2: (15, 27), 4: (31, 46), 6: (47, 63)}
OPAC = making.CIRCUITS / "opac-38" / "repairs.yaml"
MARGIN = 14 / 25.4 * 72 - 0.5  # pt; half a point for a letter's overhang
LOWEST = 8 / 25.4 * 72  # pt from the lower edge: many printers cut what stands nearer


def imprint_of(circuit, durations=None, **rules):
    made, t = assemble(circuit, Preset(**rules)), load_catalog(circuit.language)
    return Imprint(made, write(made, t), open_dossier(made, t), t, durations=durations or {})


def printed(imprint):
    return pdf(guide(imprint).html, Printing(duplex=True))


@cache
def shipped(path):
    """The guide of a shipped circuit, with all that a first page may have to hold, made once."""
    imprint = replace(imprint_of(making.shipped(path), DURATIONS), page="https://exemple.fr/jeux/essai/index.html")
    return imprint, printed(imprint)


def text_of(document, *options):
    made = subprocess.run(["pdftotext", *options, "-", "-"], input=document, capture_output=True, check=True)
    return made.stdout.decode().replace("\u00a0", " ")


def plain(document):
    return " ".join(text_of(document).split())


def squeezed(text):
    """Without spaces: a text reader puts some between the lines and cells of a table."""
    return "".join(text.split())


# --- what it says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_every_answer_and_every_question_is_printed(path):
    imprint, document = shipped(path)
    said = squeezed(text_of(document, "-raw"))
    for card in (card for cards in list_answered(imprint.deck) for card in cards):
        name = f"Carte {card.name[1:]}" if card.in_pile else f"Case {card.name}"
        assert squeezed(f"{name} {card.title} {card.answer}") in said
    open_questions = still(imprint, FactFormatter(imprint.board, imprint.words))
    for each in open_questions.first:
        assert squeezed(f"{each.where} · {each.title} {' '.join(each.questions)}" if each.title else each.where) in said
    for line in (line for grid in open_questions.grids for line in grid.lines):
        assert squeezed(f"{line.where} {line.title}") in said


def test_the_question_of_the_die_comes_before_every_other():
    said = plain(shipped(OPAC)[1])
    debate = said.index("Le débat")
    die = said.index("Qu’est-ce qui a dépendu du dé ? Et dans la vie, de qui cela dépend-il ?")
    assert debate < die < min(said.index(f"{name} ") for name in ("Voir clair", "Qui fait quoi", "Ce qui peut bouger"))


def test_how_long_a_game_lasts_stands_only_where_it_is_known():
    known, unknown = plain(shipped(OPAC)[1]), plain(printed(imprint_of(making.circuit())))
    assert "de 31 à 46 minutes" in known
    assert "dont 50 minutes" in known
    assert "de 31 à 46 minutes" not in unknown
    assert "Personne n’a calculé la durée" in unknown


@pytest.mark.parametrize(
    "status, says, not_says",
    [
        ("draft", ["Ce que personne n’a trouvé", "C’est un brouillon"], ["Ce jeu est validé", "n’a pas dit"]),
        ("validated", ["Ce que le bailleur n’a pas dit", "Ce jeu est validé"], ["C’est un brouillon", "pas trouvé"]),
    ],
)
def test_a_draft_and_a_validated_circuit_say_what_they_are(status, says, not_says):
    more = {"validated": {"by": ["Le bailleur"], "on": "2026-11-01"}} if status == "validated" else {}
    way = {"id": "u", "title": "Urgence", "from": "s1", "to": "unknown"}
    said = plain(printed(imprint_of(making.circuit(status=status, shortcuts=[way], **more))))
    assert [text for text in says if text not in said] == []
    assert [text for text in not_says if text in said] == []


def test_how_many_will_come_changes_the_copies_and_not_the_hash():
    imprint = imprint_of(making.shipped(OPAC), DURATIONS)
    few, many = (guide(replace(imprint, people=people)) for people in (30, 12))
    assert few.hash == many.hash
    assert few.html != many.html
    assert "Demain, 12\u00a0personnes" in many.html


def test_the_board_in_large_print_is_asked_for_on_the_paper_that_it_is_made_for():
    usual, large = (plain(printed(imprint_of(making.circuit(), large=large))) for large in (False, True))
    assert ("board-a3-screen.pdf" in usual, "board-a2.pdf" in usual) == (True, False)
    assert ("board-a3-screen.pdf" in large, "board-a2.pdf" in large) == (False, True)


@pytest.mark.parametrize("large", [False, True])
def test_the_board_for_the_hall_is_named_once_a_workshop_has_come_back(large):
    """And what to prepare still holds on its pages."""
    name = "tenants-board-a2.pdf" if large else "tenants-board-a3.pdf"
    document = printed(imprint_of(circuit_after(OPAC), DURATIONS, large=large))
    pages = [" ".join(page.split()) for page in text_of(document, "-layout").split("\f")]
    assert name in " ".join(pages[: 1 + large])
    assert "La salle" in pages[large]
    assert pages[1 + large].startswith("La soirée, minute par minute")
    assert "tenants-board" not in guide(imprint_of(making.circuit())).html


def test_a_circuit_without_gaps_says_so():
    said = {"delay": "5 jours", "trace": "Numéro", "if-silent": "aide", "channels": ["letter"]}
    made = making.circuit(
        steps=making.steps(3, s1=said, s2=said, s3=said),
        recourse=[{"id": "aide", "title": "Aide", "delay": "1 jour", "trace": "Avis"}],
    )
    assert "Il n’y a pas de question ici." in plain(printed(imprint_of(made)))


# --- how it says it --------------------------------------------------------------------------------------


def long_sentences(texts):
    each = (
        (sentence, len(re.findall(r"\w[\w’'-]*", sentence))) for text in texts for sentence in split_sentences(text)
    )
    return [(count, sentence) for sentence, count in each if count > LONGEST]


def spoken(language):
    return {key: text for key, forms in sentences(catalog(language, "guide")).items() for text in forms}


def test_the_guard_sees_a_long_sentence():
    assert long_sentences(["mot " * 21])
    assert not long_sentences(["mot " * 12 + "fin. Puis " + "mot " * 12])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_are_short(language):
    assert long_sentences(spoken(language).values()) == []


def test_french_is_well_set_blames_nobody_and_has_one_word_for_one_thing():
    said = spoken("fr").items()
    assert [key for key, text in said if ill_set(text)] == []
    assert [key for key, text in said if BLAME.search(text) or OTHER_WORDS.search(text)] == []


def test_english_has_no_french_word():
    assert [text for text in spoken("en").values() if FRENCH.search(text)] == []


# --- how it lies on paper --------------------------------------------------------------------------------


def outside(document):
    """Words beyond the margins, and those that lie below the foot."""
    made = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=document, capture_output=True, check=True)
    width, height = 210 / 25.4 * 72, 297 / 25.4 * 72
    for line in made.stdout.decode().splitlines():
        if "<word" in line:
            left, right, top, bottom = (
                float(line.split(f'{key}="')[1].split('"')[0]) for key in ("xMin", "xMax", "yMin", "yMax")
            )
            if left < MARGIN or right > width - MARGIN or top < MARGIN - 4 or bottom > height - LOWEST:
                yield line.strip()


def test_the_guard_sees_a_word_outside_the_margins():
    body = '<p style="position: absolute; left: -9mm">mot</p>'
    html = f'<style>@page {{ size: A4; margin: 14mm }} html {{ font-family: "Atkinson Hyperlegible" }}</style>{body}'
    assert list(outside(pdf(html)))


LOOKS = [("fr", {"large": True}), ("fr", {"ink": Ink.SAVER}), ("en", {}), ("en", {"large": True})]


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_the_first_page_stands_alone_and_no_word_leaves_the_page(path):
    _, document = shipped(path)
    first, second, *_ = (" ".join(page.split()) for page in text_of(document, "-layout").split("\f"))
    assert "guide.pdf" in first
    assert "Imprimez à 100 %" in first
    assert "La salle" in first
    assert second.startswith("La soirée, minute par minute")
    assert list(outside(document)) == []


@pytest.mark.parametrize("language, look", LOOKS)
def test_no_word_leaves_the_page_in_any_look(language, look):
    circuit = making.shipped(OPAC).model_copy(update={"language": language})
    assert list(outside(printed(imprint_of(circuit, DURATIONS, **look)))) == []


def test_large_print_has_one_idea_a_line_at_14_points():
    imprint = imprint_of(making.shipped(OPAC), DURATIONS, large=True)
    html = guide(imprint).html
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", html)]
    assert min(sizes) >= 14
    assert ".s { display: block" in html


@pytest.mark.parametrize("page", [None, "https://exemple.fr/jeux/essai/index.html"], ids=["alone", "online"])
def test_in_large_print_what_to_prepare_holds_on_the_first_two_pages(page):
    imprint = replace(imprint_of(making.shipped(OPAC), DURATIONS, large=True), page=page)
    first, second, third, *_ = (" ".join(each.split()) for each in text_of(printed(imprint), "-layout").split("\f"))
    assert "Ces 2 pages disent tout" in first
    assert second.startswith("À imprimer")
    assert "La salle" in second
    assert third.startswith("La soirée, minute par minute")


def test_twelve_points_for_what_is_read_and_nine_for_the_rest():
    html = guide(imprint_of(making.shipped(OPAC), DURATIONS)).html
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", html)]
    assert min(sizes) >= 9
