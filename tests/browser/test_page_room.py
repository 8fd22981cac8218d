"""One pawn for a whole room on the page: crosses, votes, keys, a big screen, a telephone."""

import re
from dataclasses import replace
from itertools import cycle

import pytest

from jeu_oie.web.page import page as page_of
from tests.browser.opening import address, opened
from tests.browser.pages import FEW, LARGEST, STEADY, URGENT, made
from tests.browser.playing import LUCK, asked, bring
from tests.chosen import chosen

pytestmark = pytest.mark.browser
WIDE = [(1280, 720), (1920, 1080)]

# Whole games of a room by chance: how many crosses, whether it came home.
ROOMS = f"""(games) => {{
  let now = 4711; {LUCK}
  return Array.from({{ length: games }}, (_, seed) => {{
    const state = oie.begun(1, seed + 1), run = oie.playing(state);
    for (let next = run.next(); !next.done; ) next = run.next(pick(state.ask.signs));
    return [state.crosses, state.teams[0].home > 0];
  }});
}}"""


def room(browser, folder, name, width=1280, height=720, fragment="partie=1.7."):
    return opened(browser, address(folder, name, fragment), width, height, reduced_motion="reduce")


@pytest.mark.parametrize("name", chosen(FEW[:2], FEW[1:2]))
def test_a_room_is_at_home_or_has_spent_its_crosses(browser, folder, name):
    turns, _ = made(name).parts.room or (0, 0)
    with opened(browser, address(folder, name)) as page:
        found = page.evaluate(ROOMS, 300)
    assert {home for _, home in found} == {True, False}
    assert all(crosses <= turns and (home or crosses == turns) for crosses, home in found)


def test_the_start_says_the_crosses_and_the_chance(browser, folder):
    turns, share = made(URGENT).parts.room or (0, 0)
    assert turns
    with opened(browser, address(folder, URGENT, "plateau"), reduced_motion="reduce") as page:
        said = page.locator("#jeu .start").nth(1).inner_text()
        assert f"{turns} croix" in said
        assert f"{round(100 * share)} fois sur 100" in said
        page.get_by_role("button", name="Jouer à un seul pion").click()
        assert asked(page) in ("ready", "vote")
        assert page.locator("#chips li").count() == 1
        assert page.locator("#etapes .jour").count() == turns
        assert "partie=1." in page.url
    with opened(browser, address(folder, URGENT) + "?mode=salle", reduced_motion="reduce") as page:
        assert page.locator("#etapes .jour").count() == turns


def test_without_a_calendar_there_is_no_room(browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page_of(replace(made(URGENT).parts, room=None)), "utf-8")
    with opened(browser, f"{file.as_uri()}#partie=1.7.", reduced_motion="reduce") as page:
        assert page.locator("[data-room]").count() == 0
        assert page.locator("#jeu.on").count() == 0
        page.locator("[data-begin]").click()
        assert page.locator("#chips li").count() == 4


def test_one_card_at_a_time_by_the_enter_key(browser, folder):
    with room(browser, folder, STEADY) as page:
        shown = page.locator("#cartes article:visible")
        titles = []
        while "Carte suivante" in page.locator("#agir").inner_text():
            assert shown.count() == 1
            titles.append(shown.locator("h3").inner_text())
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.matches('h3')")
        assert len(set(titles)) == len(titles) == page.locator("#cartes article").count() - 1
        page.keyboard.press("Enter")
        assert asked(page) == "roll"


# What is asked, the keys of the buttons that are open, whether voices are counted; what each key must change.
TURN = """() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const keys = seen("#jeu [data-press]").map((each) => each.dataset.press);
  const shown = [location.href, document.querySelector("#agir").innerText];
  return [document.querySelector("#jeu").dataset.asks, keys, seen(".vote").length, shown];
}"""


@pytest.mark.slow
@pytest.mark.parametrize("name", chosen([LARGEST, URGENT], [URGENT]))
def test_a_whole_game_by_keys_alone(browser, folder, name):
    """Every button that is open says its key, and that key does what the button does."""
    with room(browser, folder, name) as page:
        before: list[str] = []
        for turn in range(400):
            what, keys, votes, shown = page.evaluate(TURN)
            assert shown != before
            if what == "over":
                break
            assert keys
            assert len(set(keys)) == len(keys)
            before = shown
            if what == "answer" and votes:
                page.keyboard.press("abc"[turn % 2])
            page.keyboard.press({" ": "Space"}.get(keys[0], keys[0]))
        assert asked(page) == "over"
        said = page.locator("#fin").inner_text()
        assert "gagné, ensemble" in said or "La dernière croix" in said


def test_the_majority_answers(browser, folder):
    with room(browser, folder, LARGEST) as page:
        bring(page, "answer", count=1)
        while page.locator(".vote:visible").count() == 0:
            page.keyboard.press("Enter")
        url, voices = page.url, page.locator(".vote strong")
        page.keyboard.press("a")
        page.keyboard.press("b")
        page.keyboard.press("b")
        page.keyboard.press("Shift+B")
        assert voices.all_inner_texts()[:2] == ["1", "1"]
        page.keyboard.press("Enter")
        assert "Égalité" in page.locator("#etat").inner_text()
        assert page.url == url
        page.locator(".vote .a").nth(1).click()
        page.locator(".vote .less").first.click()
        page.locator("#agir .main").click()
        assert page.url == url + "b"
        assert page.locator(".verdict").count() == 1
        page.keyboard.press("ArrowLeft")
        assert page.url == url


@pytest.mark.parametrize("had, verdict", chosen([("Oui", "Juste."), ("Non", "Non.")], [("Non", "Non.")]))
def test_a_room_that_counts_no_voices_says_whether_it_had_the_answer(browser, folder, had, verdict):
    with room(browser, folder, LARGEST) as page:
        bring(page, "answer", count=1)
        while page.locator(".vote:visible").count() == 0:
            page.keyboard.press("Enter")
        page.locator("#agir .main").click()
        assert page.locator("article .yes").count() == 1
        page.locator("#agir button", has_text=re.compile(f"^{had}")).click()
        assert page.locator(".verdict").inner_text().strip() == verdict


def test_a_game_that_was_left_is_taken_up_again(browser, folder):
    with room(browser, folder, URGENT) as page:
        bring(page, "roll", count=1)
        url = page.url
        page.keyboard.press("Escape")
        assert page.locator("#jeu.on").count() == 0
        assert page.evaluate("document.documentElement.classList.contains('salle')") is False
        page.locator("[data-resume]").click()
        assert page.url == url
        assert asked(page) == "roll"


OUT = """() => {
  const found = [], high = innerHeight, wide = innerWidth, least = 20 * Math.min(wide / 1280, high / 720);
  if (document.documentElement.scrollHeight > high) found.push("the window scrolls");
  for (const each of document.querySelectorAll("#chips, #etat, #agir, #cartes, .foot, .board, header, #etapes")) {
    const box = each.getBoundingClientRect();
    const out = box.bottom > high + 1 || box.right > wide + 1 || box.left < -1;
    if (box.width && out) found.push(`${each.id || each.className} out`);
  }
  const panel = document.querySelector("#cartes").getBoundingClientRect();
  const square = document.querySelector(".board").getBoundingClientRect();
  if (square.right > panel.left && panel.width) found.push("board over cards");
  const said = document.querySelector("#etat").getBoundingClientRect();
  if (said.width && said.top < square.bottom - 1) found.push("sentence over board");
  const texts = "#cartes article:not([hidden]) *, #agir *, #etat, #chips *, #etapes *";
  for (const each of document.querySelectorAll(texts)) {
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !each.checkVisibility() || each.matches("kbd")) continue;
    if (parseFloat(getComputedStyle(each).fontSize) < least - 0.1) found.push(`small: ${each.textContent}`);
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("size, name", chosen(zip(cycle(WIDE), FEW, strict=False), [(WIDE[0], FEW[0])]))
def test_all_stands_in_the_window_and_is_large(browser, folder, name, size):
    """Text of 20 px and more at 1280 × 720, in that proportion elsewhere; the window never scrolls."""
    width, height = size
    with room(browser, folder, name, width, height) as page:
        for kind in ("ready", "roll", "right", "answer", "key"):
            bring(page, kind, count=1)
            for _ in range(6):
                assert page.evaluate(OUT) == [], kind
                if "Carte suivante" not in page.locator("#agir").inner_text():
                    break
                page.keyboard.press("Enter")
        page.evaluate("document.querySelector('#chips').style.fontSize = '10px'")
        page.evaluate("document.querySelector('#etat').style.height = '40rem'")
        page.evaluate("document.querySelector('header').style.minHeight = '200vh'")  # in whatever state the room is
        assert page.evaluate(OUT) != [], "the guard sees"
