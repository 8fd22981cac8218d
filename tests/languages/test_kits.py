"""A kit in a language longer than French, and in one from right to left: nothing overflows, no word is another's."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from jeu_oie.draw.svg import draw_all
from jeu_oie.draw.text import MISSING, direction
from jeu_oie.errors import DoesNotFit, Misfit
from jeu_oie.game.preset import Preset
from jeu_oie.kit.fitting import try_cards, try_person
from jeu_oie.kit.plan import Plan, plan, settle_plan
from tests.chosen import chosen, named
from tests.game import making
from tests.languages.pseudo import GROWTH, LEFTWARD, LONG, SENTENCE, foreign, in_language, lengthen, spoken
from tests.languages.reading import Runs, pages_of, read_sheet, sheets_of, strangers, unmarked
from tests.print.mutants import mutate

LANGUAGES = (LONG, LEFTWARD)
SOME = sorted({*making.FEW, *making.CIRCUITS.glob("exemple/general.yaml")})
KITS = [(path, LANGUAGES[rank % 2]) for rank, path in enumerate(SOME)]  # the languages by turns
QUICK = [
    (path, language)
    for path, language in KITS
    if "/".join(path.parts[-2:]) in ("actis/transfer.yaml", "oph-31/neighbours.yaml")
]
ADDRESS = "https://exemple.fr/jeux/essai/"
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module", autouse=True)
def speaking() -> Iterator[None]:
    with spoken():
        yield


@cache
def planned(path: Path, language: str) -> Plan:
    return settle_plan(in_language(making.shipped(path), language), Preset(), ADDRESS)


EVERY = pytest.mark.parametrize("path, language", chosen(KITS, QUICK), ids=named)


def test_a_sentence_is_longer_by_as_much_as_is_said_and_keeps_its_places():
    said = lengthen("Je reçois un reçu, {n} jours <b>de l’été</b> : un SMS au 114.")
    assert "{n}" in said and "<b>" in said and "SMS" in said
    for sentence in ("Je demande un rendez-vous à mon bailleur.", "Délai annoncé", "Où ?"):
        assert len(lengthen(sentence)) == pytest.approx(len(sentence) * (1 + GROWTH), abs=1)


@SPOKEN
def test_a_word_of_another_language_is_told(language):
    assert foreign(SENTENCE[language]("Je reçois un reçu."), language) == []
    assert foreign("Je reçois un reçu.", language) == ["Je", "reçois", "un", "reçu"]


@EVERY
def test_the_board_speaks_its_language_and_all_of_it_stands_on_it(path, language):
    made = planned(path, language)
    scene = made.drawing.scene
    assert draw_all(scene, saver=False, fonts=()).split(">", 1)[0].count(f'lang="{language}"') == 1
    for text in scene.texts():
        assert text.x >= 0 and text.x + text.width <= scene.width, text
        assert MISSING not in text.content and strangers(text.content, language) == set(), text


@EVERY
def test_no_text_of_the_page_is_of_another_language_without_saying_so(path, language):
    for name, html in pages_of(planned(path, language)):
        assert unmarked(html, language) == set(), name
        assert MISSING not in "".join(text for _, text in Runs(html).said), name
        held = [each for each in Runs(html).elements if "lang" in each.attributes]
        assert held[0].attributes["dir"] == direction(language), name
        assert all("dir" in each.attributes for each in held if each.attributes["lang"] != language), name


@pytest.mark.slow
@pytest.mark.parametrize("path, language", KITS, ids=named)
def test_no_sheet_has_a_fault(path, language):
    made = plan(in_language(making.shipped(path), language), Preset(), ADDRESS)
    found = {sheet: read_sheet(pdf, sheet, language) for sheet, pdf in sheets_of(made)}
    assert {sheet: wrong for sheet, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path, language", chosen(QUICK, QUICK[:1]), ids=named)
def test_no_sheet_that_a_tenant_holds_has_a_fault(path, language):
    """And the cards, which all of test_no_sheet_has_a_fault sets, find room."""
    made = planned(path, language)
    try_cards(made)
    for sheet, pdf in sheets_of(made, ("1-board-a3", "3-person", "hall/poster")):
        assert read_sheet(pdf, sheet, language) == (), sheet


@pytest.mark.parametrize("number, language", chosen(enumerate(LANGUAGES), [(1, LANGUAGES[1])]))
def test_a_circuit_that_nobody_has_written_speaks_the_language(tmp_path, number, language):
    circuit = mutate(tmp_path, number).reading.circuit
    assert circuit
    made = settle_plan(in_language(circuit, language), Preset(), ADDRESS)
    for text in made.drawing.scene.texts():
        assert text.x >= 0 and text.x + text.width <= made.drawing.scene.width, text
        assert MISSING not in text.content and strangers(text.content, language) == set(), text
    for name, html in pages_of(made):
        assert unmarked(html, language) == set(), name
    assert all(each.at for trial in (try_person, try_cards) for each in misfits(trial, made))


def misfits(trial: Callable[[Plan], None], made: Plan) -> tuple[Misfit, ...]:
    """What is to be shortened, as it is of some in French."""
    try:
        trial(made)
    except DoesNotFit as error:
        return error.misfits
    return ()
