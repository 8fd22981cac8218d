"""A door on the page: whoever lands there once it was read says why it is over, and stands at the arrival."""

import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from tests.browser.opening import enter, opened, spaced
from tests.browser.playing import LUCK, asked

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


# Plays by chance until a pawn goes through a door: the signs before, the last one, the square of the door, where the
# pawn stands then (at the arrival, or at the first ☐ before it that nobody has read).
THROUGH = f"""() => {{
  let now = 11; {LUCK}
  const {{ squares, words }} = JSON.parse(document.getElementById("board").textContent);
  const state = oie.begun(3, 7), run = oie.playing(state);
  let signs = "";
  for (let next = run.next(); !next.done; ) {{
    const sign = pick(state.ask.signs);
    state.told = [], state.moves = [];
    next = run.next(sign);
    const stands = state.moves.map(([, way]) => squares[way.at(-1)]);
    if (state.told.includes(words.exit)) return [signs, sign, ...stands.slice(-2)];
    signs += sign;
  }}
}}"""


@pytest.mark.slow
def test_who_lands_on_a_door_that_was_read_is_led_towards_the_arrival(browser, address):
    with opened(browser, address("open"), reduced_motion="reduce") as page:
        signs, throw, here, beyond = page.evaluate(THROUGH)
        enter(page, f"partie=3.7.{signs}")
        assert page.locator(f"#case-{here}.door .read").inner_text().strip() == "lu"
        assert asked(page) == "roll"
        before = page.url
        page.locator(".dice button").nth(int(throw) - 1).evaluate("(each) => each.click()")
        assert "Dites pourquoi c’est fini" in spaced(page.locator("#etat").inner_text())
        assert page.locator(f"#case-{beyond} .pion").count() == 1
        page.locator("[data-undo]").evaluate("(each) => each.click()")
        assert page.url == before


def test_a_page_without_a_door_says_nothing_of_one(browser, address):
    with opened(browser, address("shut"), reduced_motion="reduce") as page:
        assert page.locator(".door, .r-exit").count() == 0
    with opened(browser, address("open"), reduced_motion="reduce") as page:
        assert page.locator("#track .door").count() == 2
