"""A door on the page: whoever lands exactly there chooses between the arrival and the way on."""

import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from tests.browser.opening import opened

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
    for name, text, dice in (("open", CIRCUIT, 2), ("shut", SHUT, 2), ("bridge", CIRCUIT, 1)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
        plan, _ = kit.plan_reading(
            read(folder / f"{name}.yaml"), Preset.model_validate({"squares": "24", "dice": dice})
        )
        assert plan is not None
        made = kit.make(plan, kit.Options(frozenset({"html"})), "source").files["index.html"]
        (folder / f"{name}.html").write_bytes(made)
    return lambda name, signs: f"{(folder / f'{name}.html').as_uri()}#jouer=2.1.{signs}"


def stands(page):
    """Where the first team's pawn stands."""
    return page.evaluate("document.getElementById('pion-A').closest('li').id")


@pytest.mark.parametrize("answer, at, told", [("r", 24, "Par la porte"), ("e", 10, "À l’équipe B")])
def test_who_lands_on_a_door_chooses(browser, address, answer, at, told):
    with opened(browser, address("open", "9"), reduced_motion="reduce") as page:
        page.locator(f"#jeu [data-when=door] [data-answer={answer}]").click()
        assert told in page.locator("#etat").inner_text()
        assert stands(page) == f"case-{at}"
        page.locator("[data-undo]").click()
        assert page.locator("#jeu [data-when=door]").is_visible()


@pytest.mark.parametrize("answer, at", [("r", 24), ("e", 17)])
def test_a_bridge_leads_to_a_door(browser, address, answer, at):
    with opened(browser, address("bridge", "1"), reduced_motion="reduce") as page:
        assert page.locator("#jeu article h3").all_inner_texts() == ["Urgence", "Bruit urgent", "Le trouble cesse"]
        page.locator(f"#jeu [data-when=door] [data-answer={answer}]").click()
        assert stands(page) == f"case-{at}"


def test_a_page_without_a_door_says_nothing_of_one(browser, address):
    with opened(browser, address("shut", "9"), reduced_motion="reduce") as page:
        assert page.locator("[data-when=door], .door, .r-exit").count() == 0
        assert page.locator("#jeu [data-when=throw]").is_visible()
    with opened(browser, address("open", "9"), reduced_motion="reduce") as page:
        assert page.locator("#track .door").count() == 2
