"""« Le dossier avance » on the page: one pawn for a whole room, a calendar of days, votes, keys, a big screen."""

import re
from dataclasses import replace
from math import sqrt

import pytest

from jeu_oie.game.rules import compile_rules
from jeu_oie.game.rules.together import together
from jeu_oie.kit.plan import forecast
from jeu_oie.web.page import page as page_of
from tests.browser.opening import address, opened
from tests.browser.pages import FEW, LARGEST, URGENT, made, make
from tests.browser.playing import asked, bring
from tests.browser.test_page_rules import expected, starts, throw_all
from tests.game import making

pytestmark = pytest.mark.browser
ALONE = "const board = JSON.parse(document.getElementById('board').textContent);"
ALONE += "const rules = { ...board.rules, ...board.room.rules };"
WIDE = [(1280, 720), (1920, 1080)]

# Whole games of a room that takes any die, shows every other proof and has every other answer right: their days.
CARELESS = """([games]) => {
  const board = JSON.parse(document.getElementById('board').textContent);
  let now = 4711;
  const luck = (sides) => (now = (now * 48271) % 2147483647) % sides;
  const chosen = ({ kind, signs, card, offers }) => {
    if (kind === "roll") return signs[1 + luck(signs.length - 1)];
    if (kind === "choose") return signs[luck(offers.length)];
    if (kind === "full") return "c";
    if (kind !== "answer") return signs[luck(signs.length)];
    const right = signs[board.right[card]], others = signs.filter((each) => each !== right);
    return luck(2) ? right : others[luck(others.length)];
  };
  return Array.from({ length: games }, (_, seed) => {
    const state = oie.begun(1, seed + 1), run = oie.playing(state);
    for (let next = run.next(); !next.done; ) next = run.next(chosen(state.ask));
    return state.days;
  });
}"""


def room(browser, folder, name, width=1280, height=720, fragment="jouer=1.7."):
    return opened(browser, address(folder, name, fragment), width, height, reduced_motion="reduce")


# --- its rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FEW)
def test_a_room_throws_as_its_own_table_says(browser, folder, name):
    table = together(compile_rules(made(name).board))
    with opened(browser, address(folder, name)) as page:
        page.evaluate("oie.playBy(true)")
        found = throw_all(page, table, ALONE)
    wanted = [line for start in starts(table) for line in expected(table, start)]
    assert len(wanted) > 4000
    assert set(found) ^ set(wanted) == set()


# A bridge and a side track that lead to the arrival: a room reads them and goes on.
LEADING = {
    "steps": making.steps(4, s1={"trace": "Reçu"}, s3={"trace": "Avis"}),
    "shortcuts": [{"id": "u", "title": "Urgent", "from": "s2", "to": "end"}],
    "detours": [{"id": "off", "title": "Or", "from": "s3", "to": "end", "steps": [{"id": "pay", "title": "Je paie"}]}],
    "problems": [{"id": "leak", "title": "Fuite", "urgency": "u"}],
}


def test_a_room_reads_what_leads_to_the_arrival_and_goes_on(browser, tmp_path):
    page_made = make(making.circuit(**LEADING))
    teams = compile_rules(page_made.board)
    table = together(teams)
    assert table is not teams
    file = tmp_path / "page.html"
    file.write_text(page_made.html, "utf-8")
    wanted = {line for start in starts(table) for line in expected(table, start)}
    with opened(browser, file.as_uri()) as page:
        page.evaluate("oie.playBy(true)")
        assert set(throw_all(page, table, ALONE)) == wanted
        page.evaluate("oie.playBy(false)")
        teams_alone = ALONE.replace("...board.room.rules", "")
        assert set(throw_all(page, table, teams_alone)) != wanted, "the guard sees the rules of teams"


@pytest.mark.parametrize("name", FEW)
def test_its_days_are_those_of_the_odds(browser, folder, name):
    """The share of careless rooms that have arrived by each day, within 4 standard errors of the exact one."""
    odds = forecast(made(name).board).odds
    assert odds
    calendar, games = odds.room.calendar, 1500
    with opened(browser, address(folder, name)) as page:
        days = page.evaluate(CARELESS, [games])
    beyond = []
    for day, share in enumerate(calendar.careless):
        found = sum(each <= day for each in days) / games
        if abs(found - share) > 4 * sqrt(max(share * (1 - share), 1 / games) / games):
            beyond.append((day, round(float(share), 3), found))
    assert beyond == []
    assert abs(sum(each <= calendar.days for each in days) / games - calendar.careless_share) < 0.05


# --- before a room -----------------------------------------------------------------------------------------


def test_the_start_says_the_days_and_the_chance(browser, folder):
    days, share = made(URGENT).parts.room or (0, 0)
    assert days
    with opened(browser, address(folder, URGENT, "plateau"), reduced_motion="reduce") as page:
        said = page.locator("#jeu .start").nth(1).inner_text()
        assert f"{days} jours" in said
        assert f"{round(100 * share)} fois sur 100" in said
        page.get_by_role("button", name="Grand écran").click()
        assert asked(page) in ("ready", "vote")
        assert page.locator("#chips li").count() == 1
        assert page.locator("#etapes .jour").count() == days
        assert "jouer=1." in page.url
    with opened(browser, address(folder, URGENT) + "?mode=salle", reduced_motion="reduce") as page:
        assert page.locator("#etapes .jour").count() == days


def test_without_a_calendar_there_is_no_room(browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page_of(replace(made(URGENT).parts, room=None)), "utf-8")
    with opened(browser, f"{file.as_uri()}#jouer=1.7.", reduced_motion="reduce") as page:
        assert page.locator("[data-room]").count() == 0
        assert page.locator("#jeu.on").count() == 0
        page.locator("[data-begin]").click()
        assert page.locator("#chips li").count() == 4


def test_one_card_at_a_time_by_the_enter_key(browser, folder):
    with room(browser, folder, URGENT) as page:
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


@pytest.mark.parametrize("name", [LARGEST, URGENT])
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
        assert "gagné, ensemble" in said or "Le calendrier était plein" in said


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


@pytest.mark.parametrize("had, verdict", [("Oui", "Juste."), ("Non", "Non.")])
def test_a_room_that_counts_no_voices_says_whether_it_had_the_answer(browser, folder, had, verdict):
    with room(browser, folder, LARGEST) as page:
        bring(page, "answer", count=1)
        while page.locator(".vote:visible").count() == 0:
            page.keyboard.press("Enter")
        page.locator("#agir .main").click()
        assert page.locator("article .yes").count() == 1
        page.locator("#agir button", has_text=re.compile(f"^{had}")).click()
        assert page.locator(".verdict").inner_text().strip() == verdict


def test_a_full_calendar_is_said_once_and_one_may_stop(browser, folder):
    with room(browser, folder, LARGEST) as page:
        bring(page, "full", count=1)
        while "Carte suivante" in page.locator("#agir").inner_text():
            page.keyboard.press("Enter")
        url = page.url
        page.get_by_role("button", name="On continue").click()
        assert asked(page) == "roll"
        page.keyboard.press("ArrowLeft")
        assert page.url == url
        page.get_by_role("button", name="On s’arrête").click()
        assert "Le calendrier était plein" in page.locator("#fin").inner_text()
        steps = re.findall(r"\d+", page.locator("#fin p").first.inner_text())
        assert steps[-1] == steps[-2], "what nobody had read is read at the end"


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


@pytest.mark.parametrize(
    "width, height, name",
    [(*each, name) for each in WIDE for name in FEW],
)
def test_all_stands_in_the_window_and_is_large(browser, folder, name, width, height):
    """Text of 20 px and more at 1280 × 720, in that proportion elsewhere; the window never scrolls."""
    with room(browser, folder, name, width, height) as page:
        for kind in ("ready", "roll", "choose", "answer", "full"):
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
