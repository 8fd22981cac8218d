"""The person's sheet in another language than its circuit's: all words of the program in it, the circuit's as said."""

import re

import pytest

from jeu_oie.circuit.model import Channel, Status, Validation
from jeu_oie.circuit.read import read
from jeu_oie.errors import Severity
from jeu_oie.game.preset import Preset
from jeu_oie.game.sheet_language import load_sheet_catalog, review_mark
from jeu_oie.kit import plan_reading
from jeu_oie.messages import LANGUAGES, SHEET_LANGUAGES, load_catalog
from jeu_oie.print.content.person import person_content
from tests.chosen import chosen, crossed, named
from tests.circuits.generated import lay_out
from tests.game import making
from tests.house.source import ROOT
from tests.house.test_catalogs import places, sentences
from tests.print.sheets import squeezed
from tests.print.test_person import EVERY, of, said, urgent

PARTIAL = [language for language in SHEET_LANGUAGES if language not in LANGUAGES]
ALONE = pytest.mark.parametrize("language", PARTIAL)
FRENCH = re.compile(r"[a-zà-ÿ]{2,}", re.IGNORECASE)
CALL = {"kind": "phone", "value": "05 62 73 56 00"}
SILENT = {"if-silent": "s1", "delay": {"value": "2 jours", "at-most": "5 jours", "condition": "sauf accord"}}


def circuits_that_ask():
    """Circuits that say between them all that the sheet has words for, beside the shipped ones."""
    ways = [{"kind": str(kind), "value": "x"} for kind in Channel]
    steps = making.steps(3, s1={"channels": ways, "uncertain": True, "trace": "Un papier"}, s2=SILENT)
    recourse = [{"id": "r", "title": "J’écris", "delay": "2 mois", "contact": [CALL], "uncertain": True}]
    whole = making.circuit(steps=steps, recourse=recourse, shortcuts=[urgent(call=CALL["value"], criteria=["Fuite"])])
    yield whole
    yield making.circuit(topic="transfer")
    yield making.circuit(shortcuts=[urgent(criteria=["Fuite"])], steps=making.steps(3, s2={"missing": True}))
    former = whole.landlord.model_copy(update={"formerly": "OPH"})
    for on in ("2026", "2026-03", "2026-03-01", "2026-12-14"):
        signed = Validation.model_construct(by=("La direction",), on=on)
        yield whole.model_copy(update={"landlord": former, "status": Status.VALIDATED, "validated": signed})


@ALONE
def test_it_has_every_sentence_that_the_sheet_asks_for(language):
    """None is taken from elsewhere: what it lacks would stop the build (``SheetCatalog``)."""
    for circuit in circuits_that_ask():
        danger = of(circuit, language).danger
        told = " ".join((danger.title, danger.call, danger.gas.text, *(each.caption for each in danger.tiles)))
        assert FRENCH.search(told.replace("SMS", "")) is None
    assert all(load_sheet_catalog(language)(f"channel.{name}") for name in Channel)
    assert all(load_sheet_catalog(language)(f"date.month.{month}") for month in range(1, 13))


@ALONE
@pytest.mark.parametrize("number", chosen(range(8), range(3)))
def test_it_has_them_whatever_a_circuit_says(tmp_path, language, number):
    made, problems = plan_reading(read(lay_out(tmp_path, number)), Preset())
    if made is None:  # more words than the board's middle holds: refused as a whole, with its line
        assert {each.code for each in problems if each.severity is Severity.ERROR} == {"dangers-too-long"}
    else:
        assert person_content(made.board, made.dossier, None, language).title


@ALONE
def test_it_has_the_places_of_the_french_and_no_sentence_more(language):
    t = load_catalog("fr")
    own = sentences(language)
    french = {key: (t.translations.gettext(key),) for key in own}
    assert [key for key in own if french[key] == (key,)] == []
    assert [key for key in own if places(own[key]) != places(french[key])] == []
    asked = {key for key in own if not key.startswith(("date.", "channel."))}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    families = (
        *("bands.number.", "bands.gas", "handout.ask", "handout.carnet.", "handout.gesture.", "handout.helper."),
        "unknown.",
    )
    assert [key for key in asked if f'"{key}"' not in code and not key.startswith(families)] == []


@ALONE
def test_it_says_that_nobody_has_read_it_again_until_somebody_has(language, monkeypatch):
    circuit = making.shipped(EVERY[0])
    assert of(circuit, language).translation.endswith("traduction à relire\u2069")
    catalog = vars(load_sheet_catalog(language).translations)
    read_again = {key: text for key, text in catalog["_catalog"].items() if key != "handout.translation"}
    monkeypatch.setitem(catalog, "_catalog", read_again)
    assert of(circuit, language).translation == ""


def test_a_language_with_all_sentences_has_no_such_mark():
    assert all(review_mark(language, load_catalog("fr")) == () for language in LANGUAGES)


@pytest.mark.parametrize(
    "path, language", crossed(making.FEW, [each for each in SHEET_LANGUAGES if each != "fr"]), ids=named
)
def test_it_says_of_the_circuit_what_the_circuits_own_sheet_says(path, language):
    """Every step, in the circuit's own words; what one does at each call, in the reader's."""
    own, other = (of(making.shipped(path), each) for each in ("fr", language))
    assert [each.title for each in own.stages] == [each.title for each in other.stages]
    assert [each.title for each in own.questions] == [each.title for each in other.questions]
    assert all(squeezed(each.title.text) in squeezed(said(other)) for each in own.notebook.rungs)
    if language == "ar":
        assert FRENCH.search(" ".join(each.text for each in other.gestures[:5])) is None


def test_the_catalog_goes_to_other_processes_by_its_name():
    words = load_sheet_catalog("ar")
    make, arguments = words.__reduce__()
    assert make(*arguments) is words
