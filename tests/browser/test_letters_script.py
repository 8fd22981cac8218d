"""The page writes the letters that paper has: whatever tenants tell, script and program give the same lines."""

import json
from dataclasses import asdict
from datetime import date, time

import pytest

from jeu_oie.game.letters.choosing import choose, due_end
from jeu_oie.game.letters.facts import Dossier, LetterFacts
from jeu_oie.game.letters.writing import letter, plain, write_letter
from jeu_oie.web.letters import facts_data, texts_data
from tests.game.telling import NAMES, cases
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
SCRIPTS = [ROOT / f"templates/page/script/{name}.js" for name in ("days", "letters")]
EACH = """([texts, cases]) => cases.map(([facts, dossier, name]) => {
  const minutes = dueEnd(facts, dossier);
  const chosen = chooseLetter(facts, dossier) ?? null;
  const lines = writeLetter(texts, name, facts, dossier);
  return [chosen, minutes ?? null, lines.map(({ role, pieces }) => [role, pieces]), plainLetter(lines)];
})"""


def plain_data(value: object) -> object:
    """As the page has it: days and hours are texts, empty where nobody noted them."""
    if isinstance(value, dict):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value


def dossier_data(dossier: Dossier) -> object:
    eggs = [
        {key: "" if each is None else plain_data(each) for key, each in asdict(egg).items()} for egg in dossier.eggs
    ]
    more = {"now": dossier.now.isoformat("T", "minutes"), "written": plain_data(dossier.written) or "", "eggs": eggs}
    return {**asdict(dossier), **more}


def minutes(facts: LetterFacts, dossier: Dossier) -> int | None:
    end = due_end(facts, dossier)
    return None if end is None else (end.toordinal() - date(1970, 1, 1).toordinal()) * 1440 + end.hour * 60 + end.minute


def written(facts: LetterFacts, dossier: Dossier, name: str) -> object:
    made = write_letter(name, facts, dossier)
    lines = [[line.role, [list(piece) for piece in line.pieces]] for line in made.lines]
    return [choose(facts, dossier), minutes(facts, dossier), lines, plain(made)]


@pytest.fixture
def page(browser):
    """A page that has nothing but these scripts."""
    made = browser.new_page()
    for script in SCRIPTS:
        made.add_script_tag(content=script.read_text("utf-8"))
    yield made
    made.close()


@pytest.mark.slow
def test_five_hundred_dossiers(page):
    told = [(facts, dossier, NAMES[rank % len(NAMES)]) for rank, (facts, dossier) in enumerate(cases(500))]
    sent = [[facts_data(facts), dossier_data(dossier), name] for facts, dossier, name in told]
    found = page.evaluate(EACH, [texts_data(), sent])
    for case, made in zip(told, found, strict=True):
        assert json.dumps(made) == json.dumps(written(*case)), case


def test_the_guard_sees_another_holiday(page):
    """One rule less in the script, and dossiers differ."""
    page.evaluate("FIXED.length = 0")
    counted = page.evaluate("isoOf(daysAfter(dayOf('2026-12-24'), 1, 'working'))")
    page.evaluate("FIXED.push('12-25')")
    assert counted == "2026-12-25"
    assert page.evaluate("isoOf(daysAfter(dayOf('2026-12-24'), 1, 'working'))") == "2026-12-28"


def test_every_letter_is_due_in_one_of_these_dossiers():
    """For the test of five hundred: it holds more than empty hands against each other."""
    made = [letter(facts, dossier) for facts, dossier in cases(500)]
    assert {each.id for each in made if each} == {*NAMES}
    assert made.count(None) > 100
