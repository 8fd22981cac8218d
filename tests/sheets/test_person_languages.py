"""The person's sheet in another language than its circuit's: all words of the program in it, the circuit's own as said.

What stands in both keeps its order: a French sentence in an Arabic line, a number, a date.
"""

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from jeu_oie.circuit.model import Channel, Status, Validation
from jeu_oie.draw.glyphs import set_line
from jeu_oie.draw.marks import box_of
from jeu_oie.draw.pdf import SCREEN, Printing, draw_scenes
from jeu_oie.draw.scene import Icon, Text
from jeu_oie.draw.text import LEFT_TO_RIGHT_MARK, isolate, leftward
from jeu_oie.game.tongue import load_sheet_catalog, review_mark
from jeu_oie.messages import LANGUAGES, SHEET_LANGUAGES, load_catalog
from jeu_oie.sheets.paper import in_language
from jeu_oie.sheets.person import person
from tests.board.drawn import collisions, marks, outside, paper_of
from tests.game import making
from tests.house.source import ROOT
from tests.house.test_catalogs import places, sentences

EVERY = sorted(path for path in making.CIRCUITS.glob("*/*.yaml") if path.name != "landlord.yaml")
CIRCUITS = pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
PARTIAL = [language for language in SHEET_LANGUAGES if language not in LANGUAGES]
ALONE = pytest.mark.parametrize("language", PARTIAL)
PRESETS = [{}, {"ink": "saver"}, {"large": True}]
VARIANTS = pytest.mark.parametrize("preset", PRESETS, ids=["colour", "saver", "large"])
ARABIC = ROOT / "tests/kit/arabic.yaml"
SMALLER = ("titre", "bailleur", "sources", "timbre")  # those that hold a pill, or lines about the sheet itself
FRENCH = re.compile(r"[a-zà-ÿ]{2,}", re.IGNORECASE)


@cache
def made(path, language, large=False, ink="colour"):
    return person(paper_of(making.shipped(path), large=large, ink=ink), language)


def plain(text):
    return " ".join(text.replace(LEFT_TO_RIGHT_MARK, "").replace("\u00a0", " ").split())


def said(scene, *names):
    groups = [each for each in scene.groups if not names or each.id in names]
    return plain(" ".join(mark.content for each in groups for mark in each.marks if isinstance(mark, Text)))


def seen(text, *, leftward):
    """The characters of a line from left to right, as they are shown."""
    runs = set_line(text, bold=False, leftward=leftward)
    return "".join(each.text for run in runs for each in run.glyphs).replace("\u00a0", " ")


# --- its words -------------------------------------------------------------------------------------------

CALL = {"kind": "phone", "value": "05 62 73 56 00"}
SILENT = {"if-silent": "s1", "delay": {"value": "2 jours", "at-most": "5 jours", "condition": "sauf accord"}}


def circuits_that_ask():
    """Circuits that say between them all that the sheet has words for, beside the shipped ones."""
    own = {"id": "u", "title": "Niveau 1", "from": "s1", "to": "s3", "call": "05 62 73 56 00", "criteria": ["Fuite"]}
    ways = [{"kind": str(kind), "value": "x"} for kind in Channel]
    steps = making.steps(3, s1={"channels": ways, "uncertain": True, "trace": "Un papier"}, s2=SILENT)
    recourse = [{"id": "r", "title": "J’écris", "delay": "2 mois", "contact": [CALL], "uncertain": True}]
    whole = making.circuit(steps=steps, recourse=recourse, shortcuts=[own])
    unnumbered = {key: value for key, value in own.items() if key != "call"}
    yield whole
    yield making.circuit(topic="transfer")
    yield making.circuit(shortcuts=[unnumbered], steps=making.steps(3, s2={"missing": True}))
    former = whole.landlord.model_copy(update={"formerly": "OPH"})
    for on in ("2026", "2026-03", "2026-03-01", "2026-12-14"):
        signed = Validation.model_construct(by=("La direction",), on=on)
        yield whole.model_copy(update={"landlord": former, "status": Status.VALIDATED, "validated": signed})


@ALONE
def test_it_has_every_sentence_that_the_sheet_asks_for(language):
    """None is taken from elsewhere: what it lacks would stop the build (``SheetCatalog``)."""
    for circuit in circuits_that_ask():
        for scene in person(paper_of(circuit), language).scenes:
            assert FRENCH.search(said(scene, "danger").replace("SMS", "")) is None
    for name in (*Channel,):
        assert load_sheet_catalog(language)(f"channel.{name}")
    assert all(load_sheet_catalog(language)(f"date.month.{month}") for month in range(1, 13))


@ALONE
def test_it_has_the_places_of_the_french_and_no_sentence_more(language):
    t = load_catalog("fr")
    own = sentences(language)
    french = {key: (t.translations.gettext(key),) for key in own}
    assert [key for key in own if french[key] == (key,)] == []
    assert [key for key in own if places(own[key]) != places(french[key])] == []
    asked = {key for key in own if not key.startswith(("date.", "channel."))}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    families = ("bands.number.", "bands.gas", "handout.ask", "handout.carnet.", "handout.gesture.", "unknown.")
    assert [key for key in asked if f'"{key}"' not in code and not key.startswith(families)] == []


@ALONE
def test_it_says_that_nobody_has_read_it_again_until_somebody_has(language, monkeypatch):
    front = made(EVERY[0], language).scenes[0]
    mark = plain(" · ".join(review_mark(language, load_catalog("fr"))))
    assert mark.endswith("traduction à relire")
    assert mark in said(front, "sources")
    assert min(text.size_pt for text in marks(front, Text)) >= 9
    read_again = {key: text for key, text in held_by(language).items() if key != "handout.translation"}
    monkeypatch.setitem(vars(load_sheet_catalog(language).translations), "_catalog", read_again)
    assert review_mark(language, load_catalog("fr")) == ()


def held_by(language):
    return vars(load_sheet_catalog(language).translations)["_catalog"]


def test_a_language_with_all_sentences_has_no_such_mark():
    assert all(review_mark(language, load_catalog("fr")) == () for language in LANGUAGES)


# --- each circuit, in each language ----------------------------------------------------------------------


@CIRCUITS
@VARIANTS
@pytest.mark.parametrize("language", [each for each in SHEET_LANGUAGES if each != "fr"])
def test_nothing_collides_is_cut_or_too_small(path, language, preset):
    sheets = made(path, language, **preset)
    for scene in sheets.scenes:
        assert collisions(scene) == []
        assert outside(scene, 5) == []
        pictures = [box_of(mark).inset(0.8) for mark in marks(scene, Icon)]
        words = [box_of(mark).inset(0.6) for mark in marks(scene, Text)]
        assert not [1 for one in pictures for other in words if one.overlaps(other)]
        read = (each for each in scene.groups if each.id not in SMALLER)
        assert min(mark.size_pt for each in read for mark in each.marks if isinstance(mark, Text)) >= 14
    assert "…" not in said(sheets.scenes[0], "danger", "bailleur", "gestes", "demande")


@CIRCUITS
@pytest.mark.parametrize("language", [each for each in SHEET_LANGUAGES if each != "fr"])
def test_it_says_of_the_circuit_what_the_circuits_own_sheet_says(path, language):
    """Every step that stands on the one stands on the other, in the circuit's own words."""
    own, other = (said(made(path, each).scenes[0], "chemin") for each in ("fr", language))
    for step in making.shipped(path).steps:
        title = plain(step.title or "")
        assert (title in own) == (title in other)


@CIRCUITS
def test_five_gestures_are_in_the_readers_language(path):
    words = said(made(path, "ar").scenes[0], "gestes")
    assert FRENCH.search(words) is None
    assert "أكتب التاريخ" in words


def test_the_circuits_own_language_makes_the_same_sheet():
    circuit = making.shipped(EVERY[0])
    assert person(paper_of(circuit)).hashes == person(paper_of(circuit), "fr").hashes
    paper = paper_of(making.shipped(ARABIC))
    assert person(paper).scenes[0].language == "ar"
    assert "ماذا أفعل؟" in said(person(paper).scenes[0], "titre")
    assert "Que faire" in said(person(paper, "fr").scenes[0], "titre")


# --- directions ------------------------------------------------------------------------------------------


def test_a_sheet_from_right_to_left_is_a_mirror_and_its_french_lines_are_not():
    french, arabic = (made(making.CIRCUITS / "oph-31/repairs.yaml", language).scenes[0] for language in ("fr", "ar"))
    (goose,) = [mark for mark in marks(arabic, Icon) if mark.name == "goose-letter"]
    assert goose.box.x > 160
    own = [mark for mark in marks(arabic, Text) if mark.language == "fr"]
    assert own and not any(mark.leftward for mark in own if not leftward(mark.content))
    numbers = {mark.content for mark in marks(french, Text) if re.fullmatch(r"[\d\u00a0]+", mark.content)}
    assert numbers == {mark.content for mark in marks(arabic, Text) if re.fullmatch(r"[\d\u00a0]+", mark.content)}


LEFT_TO_RIGHT = (
    *("24 h sur 24", "2 semaines (avec mon accord)", "05 62 73 56 00", "2026-11", "14/03/2026"),
    *("Quel jour venez-vous ?", "OPH 31", "contact@exemple.fr"),
)


@pytest.mark.parametrize("value", LEFT_TO_RIGHT)
def test_what_is_read_from_left_to_right_keeps_its_order_in_an_arabic_line(value):
    t = load_sheet_catalog("ar")
    assert value in seen(t("in-brackets", said=value, note=t("uncertain")), leftward=True)
    assert value in seen(t("handout.then", step=value), leftward=True)


def test_what_stands_between_points_is_read_in_the_order_of_the_sheet():
    """« Bailleur (autrefois OPAC 38) · Essai »: from left to right a bracket that closes has its logical sign here."""
    circuit = making.circuit()
    former = circuit.landlord.model_copy(update={"formerly": "OPAC 38"})
    front = person(paper_of(circuit.model_copy(update={"landlord": former})), "ar").scenes[0]
    (foot,) = [mark for group in front.groups if group.kind == "stamp" for mark in group.marks]
    assert isinstance(foot, Text)
    line = seen(foot.content, leftward=foot.leftward)
    assert line.index("Essai") < line.index(")OPAC 38") < line.index("Bailleur")


def test_an_arabic_circuit_keeps_its_order_on_a_french_sheet():
    front = person(paper_of(making.shipped(ARABIC)), "fr").scenes[0]
    for mark in marks(front, Text):
        assert mark.leftward == (mark.language == "ar" and leftward(mark.content))
    assert any(mark.leftward for mark in marks(front, Text))


def test_the_guard_sees_an_order_that_is_lost():
    assert "2026-11" not in seen("النسخة 2026-11", leftward=True)


def test_marks_of_direction_are_only_where_they_are_needed_and_never_shown():
    assert isolate("24 h", "fr") == "24 h"
    assert isolate("الهاتف", "ar") == "الهاتف"
    assert isolate("Je relance", "ar") == "Je relance"
    bound = isolate("24 h", "ar")
    assert bound == f"{LEFT_TO_RIGHT_MARK}24{LEFT_TO_RIGHT_MARK} h"
    assert seen(bound, leftward=True) == "24 h"


# --- languages in the file -------------------------------------------------------------------------------


def read(language):
    sheets = made(making.CIRCUITS / "oph-31/repairs.yaml", language)
    pdf = draw_scenes(sheets.scenes, saver=False, title="Essai", printing=Printing(variant=SCREEN))
    return pikepdf.open(io.BytesIO(pdf))


def languages_of(document):
    sections = document.Root.StructTreeRoot.K[0].K
    return [str(paragraph.get("/Lang", "")) for section in sections for paragraph in section.K]


def test_a_paragraph_in_the_circuits_language_says_so():
    with read("ar") as document:
        assert str(document.Root.Lang) == "ar"
        found = languages_of(document)
        assert set(found) == {"", "fr"}
        assert 10 < found.count("fr") < len(found) - 10
    with read("fr") as document:
        assert set(languages_of(document)) == {""}


def test_the_catalog_goes_to_other_processes_by_its_name():
    words = load_sheet_catalog("ar")
    make, arguments = words.__reduce__()
    assert make(*arguments) is words
    paper = paper_of(making.circuit())
    assert in_language(paper, "fr") == paper
    assert replace(paper, words=words) != paper
