"""A door on the page: whoever lands exactly there chooses between the arrival and the way on."""

import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from tests.browser.opening import opened
from tests.browser.playing import asked, bring

pytestmark = pytest.mark.browser
CIRCUIT = """\
format: 1
title: Un trouble de voisinage
topic: neighbours
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps:
  - {id: talk, title: J’en parle}
  - {id: report, title: Je signale, trace: Reçu, exit: Le calme revient}
  - {id: close, title: Le trouble cesse, exit: L’accord tient}
shortcuts:
  - {id: u, title: Urgence, from: talk, to: close}
problems:
  - {id: noise, title: Bruit, urgency: u}
"""
SHUT = CIRCUIT.replace(", exit: Le calme revient", "").replace(", exit: L’accord tient", "")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of the pages, with doors and without."""
    folder = tmp_path_factory.mktemp("doors")
    for name, text in (("open", CIRCUIT), ("shut", SHUT)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
        plan, _ = kit.plan_reading(read(folder / f"{name}.yaml"), Preset())
        assert plan is not None
        made = kit.make(plan, kit.Options(only=frozenset({"html"})), "source").files["index.html"]
        (folder / f"{name}.html").write_bytes(made)
    return lambda name, fragment="plateau": f"{(folder / f'{name}.html').as_uri()}#{fragment}"


def stands(page):
    """Where the pawn of the team that is asked stands."""
    letter = page.locator("#chips [aria-current] .pion").inner_text()
    return page.evaluate("(letter) => document.getElementById(`pion-${letter}`).closest('li').id", letter)


@pytest.mark.parametrize("answer", [0, 1])
def test_who_lands_on_a_door_that_was_read_chooses(browser, address, answer):
    with opened(browser, address("open"), reduced_motion="reduce") as page:
        bring(page, "door")
        here = stands(page)
        assert page.locator(f"#{here}.door").count() == 1
        assert page.locator(f"#{here} .read").inner_text() == "lu"
        choices = page.locator("#jeu article button")
        assert choices.all_inner_texts() == ["Oui, à l’arrivée", "Non, je continue"]
        before = page.url
        choices.nth(answer).click()
        assert ("Par la porte" in page.locator("#etat").inner_text()) == (answer == 0)
        page.locator("[data-undo]").evaluate("(each) => each.click()")
        assert page.url == before
        assert asked(page) == "door"


def test_a_page_without_a_door_says_nothing_of_one(browser, address):
    with opened(browser, address("shut"), reduced_motion="reduce") as page:
        assert page.locator(".door, .r-exit").count() == 0
        assert "Oui, à l’arrivée" not in page.locator("#jeu").inner_text()
    with opened(browser, address("open"), reduced_motion="reduce") as page:
        assert page.locator("#track .door").count() == 2
