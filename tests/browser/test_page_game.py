"""A game on the page, through its buttons: throws, pawns, questions, undo, the address; nothing leaves the page."""

import re
from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Page

from jeu_oie.game.rules import Move, Outcome, Reason, Table, TableCell, compile_rules
from tests.browser.opening import address, opened, spaced, unstyle
from tests.browser.pages import LARGEST, SHIPPED, URGENT, made

pytestmark = pytest.mark.browser
BUTTONS = {"throw": "[data-dice]", "draw": "[data-answer]", "help": "button"}
ONE = "[data-throw='1']"  # no chance: each square in turn


def asked(page: Page) -> str:
    """What the panel waits for: throw, draw, help; over at the end."""
    found = page.locator("#jeu [data-when]:not([hidden])")
    return str(found.get_attribute("data-when")) if found.count() else "over"


def pawns(page: Page) -> dict[str, str]:
    """Team → name of the square where its pawn stands."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#track .pion')].map((each) => "
        "[each.textContent, each.closest('li').id.slice(5)]))"
    )
    return found


def chips(page: Page) -> list[str]:
    return page.locator("#chips li").all_inner_texts()


def cards(page: Page) -> list[str]:
    """The squares whose cards are shown, in order."""
    return page.locator("#jeu article .band b").all_inner_texts()


def test_a_whole_game_asks_for_nothing_and_keeps_nothing(browser, folder):
    requests: list[str] = []
    told: list[str] = []
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(address(folder, LARGEST) + "?mode=jouer")
        page.locator("#equipes").select_option("4")
        page.locator("[data-begin]").click()
        for turn in range(600):
            if (what := asked(page)) == "over":
                break
            page.locator(f"#jeu [data-when={what}] {BUTTONS[what]}").nth(turn % 2 if what == "draw" else 0).click()
        assert asked(page) == "over"
        assert "La partie est finie" in page.locator("#etat").inner_text()
        assert len(pawns(page)) == 4
        arrival = made(LARGEST).board.squares[-1].name
        assert sum(square == arrival for square in pawns(page).values()) == 2  # half of the teams
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.evaluate("indexedDB.databases().then((found) => found.length).catch(() => 0)") == 0
    asked_for = [url for url in requests if not url.startswith("data:")]
    assert asked_for == [address(folder, LARGEST) + "?mode=jouer"]
    assert told == []


def test_a_game_is_taken_up_from_its_address_and_undone(browser, folder):
    with opened(browser, address(folder, URGENT, "jouer=3.7."), reduced_motion="reduce") as page:
        seen = []
        for turn in range(12):
            seen.append((page.url, chips(page), pawns(page), cards(page), page.locator("#etat").inner_text()))
            what = asked(page)
            points = f"[data-throw='{turn % 6 + 1}']"
            page.locator(f"#jeu [data-when={what}] {points if what == 'throw' else BUTTONS[what]}").first.click()
        url, after = page.url, (chips(page), pawns(page), cards(page))
        for before in reversed(seen):
            page.locator("[data-undo]").click()
            assert (page.url, chips(page), pawns(page), cards(page), page.locator("#etat").inner_text()) == before
        assert page.locator("[data-undo]").is_disabled()
        page.goto("about:blank")
        page.goto(url)
        assert (chips(page), pawns(page), cards(page)) == after


@pytest.mark.parametrize("said", ["9.1.1", "2.1.zz!", "2.99999.1", "2.1.<b>", "2.1", "2.1.rrr", "%E0%A4%A"])
def test_a_broken_address_starts_no_broken_game(browser, folder, said):
    told: list[str] = []
    with opened(browser, "about:blank", reduced_motion="reduce") as page:
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(address(folder, URGENT, f"jouer={said}"))
        assert page.locator("#jeu").is_visible() or page.locator("#que-faire").is_visible()
        page.evaluate("document.querySelector(`nav a[href='#plateau']`).click()")
        page.wait_for_function("() => !document.getElementById('plateau').hidden")
        if page.locator("[data-begin]").is_visible():
            page.locator("[data-begin]").click()
        assert asked(page) in BUTTONS
        page.locator(f"#jeu [data-when={asked(page)}] {BUTTONS[asked(page)]}").first.click()
    assert told == []


def test_a_game_by_keyboard_alone(browser, folder):
    """Start, throw with the die and with a number, answer, undo; the focus stays where the hand is."""

    def press(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                page.keyboard.press("Enter")
                return
            page.keyboard.press("Tab")
        pytest.fail(f"{selector} cannot be reached")

    with opened(browser, address(folder, URGENT, "plateau"), reduced_motion="reduce") as page:
        press("[data-begin]")
        press("[data-dice]")
        answered = False
        for _ in range(80):
            what = asked(page)
            answered = answered or what == "draw"
            press(f"#jeu [data-when={what}] {ONE if what == 'throw' else BUTTONS[what]}")
            assert page.evaluate("document.activeElement !== document.body"), what
            if answered and what == "throw":
                break
        assert answered
        before = page.url
        press("[data-undo]")
        assert page.url == before[:-1]
        press("[data-new]")
        assert page.locator("[data-begin]").is_visible()


def test_pawns_walk_square_by_square_unless_motion_is_reduced(browser, folder):
    def seen(motion: str) -> set[str]:
        with opened(browser, address(folder, URGENT, "jouer=1.7."), reduced_motion=motion) as page:
            page.evaluate("""() => {
              window.seen = [];
              const look = () => {
                const square = document.querySelector('#track .pion').closest('li').id;
                if (seen.at(-1) !== square) seen.push(square);
              };
              new MutationObserver(look).observe(document.getElementById('track'), { childList: true, subtree: true });
            }""")
            page.locator("[data-throw='5']").click()
            page.wait_for_timeout(1200 if motion == "no-preference" else 50)
            return set(page.evaluate("seen"))

    walked, put = seen("no-preference"), seen("reduce")
    assert {f"case-{number}" for number in range(2, 7)} <= walked
    assert "case-3" not in put
    assert put <= walked


def test_a_question_keeps_its_answer_folded_until_one_looks(browser, folder):
    with opened(browser, address(folder, LARGEST, "jouer=2.7."), reduced_motion="reduce") as page:
        for _ in range(80):
            what = asked(page)
            if what == "draw" and page.locator("#jeu article .answer").count():
                break
            page.locator(f"#jeu [data-when={what}] {ONE if what == 'throw' else BUTTONS[what]}").first.click()
        answer = page.locator("#jeu article .answer")
        assert answer.is_hidden()
        page.locator("#jeu article summary").click()
        assert answer.is_visible()


def test_the_die_is_fair(browser, folder):
    """Each number from 1 to 6 about as often, over 600 throws of the die (chi square, 5 degrees, p > 1e-6)."""
    counts = dict.fromkeys("123456", 0)
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        page.evaluate("document.querySelector(`nav a[href='#plateau']`).click()")
        unstyle(page)
        signs: list[str] = page.evaluate("""() => {
          const signs = [];
          while (signs.length < 600) {
            document.querySelector("[data-begin]").click();
            document.querySelector("[data-dice]").click();
            signs.push(document.querySelector("[data-throw][aria-pressed=true]").dataset.throw);
            document.querySelector("[data-new]").click();
          }
          return signs;
        }""")
    for sign in signs:
        counts[sign] += 1
    assert sum((count - 100) ** 2 / 100 for count in counts.values()) < 36


def test_a_pawn_stands_on_the_square_that_asks(browser, folder):
    """Even where a goose brings it there: the sentence, the pawn and the card's band name that square."""
    met: set[bool] = set()
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        for seed in range(1, 60):
            page.evaluate("(seed) => { location.hash = `jouer=2.${seed}.`; }", seed)
            page.wait_for_function("(seed) => location.hash === `#jouer=2.${seed}.`", arg=seed)
            for _ in range(40):
                what = asked(page)
                if what in ("draw", "over"):
                    break
                page.locator(f"#jeu [data-when={what}] {BUTTONS[what]}").first.click()
            if asked(page) != "draw":
                continue
            name = cards(page)[-1]
            assert re.search(rf"\bcase {name}\.", page.locator("#etat").inner_text(), re.IGNORECASE)
            assert name in pawns(page).values()
            assert page.locator(f"#case-{name}").get_attribute("data-kind") in ("question", "practice", "blank")
            met.add("oie" in page.locator("#etat").inner_text())
            if met == {True, False}:
                return
    pytest.fail(f"met {met}")


# --- the cards of a move ---------------------------------------------------------------------------------

# Plays one team's games through the buttons: before each throw what the team holds, after it what is shown.
PLAY = """([turns, throws]) => {
  let state = 20261125, seed = 0, signs = "";
  const luck = (sides) => (state = (state * 48271) % 2147483647) % sides;
  crypto.getRandomValues = (array) => array.fill(luck(2147483646));
  let address = location.hash;  // a browser takes only so many addresses in a while
  history.replaceState = (_, __, hash) => (address = hash);
  const told = [], shown = () => [...document.querySelectorAll("#jeu article")].map((card) =>
    [card.querySelector(".band b").textContent, card.querySelector("h3").textContent]);
  const begin = () => {
    document.querySelector("[data-new]").click();
    document.querySelector("#equipes").value = "1";
    document.querySelector("[data-begin]").click();
    [, seed] = /jouer=1[.](\\d+)[.]/.exec(address);
    signs = "";
  };
  begin();
  for (let turn = 0; turn < turns; turn++) {
    const open = document.querySelector("#jeu [data-when]:not([hidden])");
    if (!open) { begin(); continue; }
    const when = open.dataset.when, points = throws[luck(throws.length)];
    const sign = when === "throw" ? points.toString(36) : when === "draw" ? "re"[luck(2)] : "-";
    const [team] = oie.played(1, Number(seed), signs).teams;
    if (when === "throw") document.querySelector(`[data-throw="${points}"]`).click();
    else if (when === "draw") document.querySelector(`[data-answer="${sign}"]`).click();
    else open.querySelector("button:last-child").click();
    signs += sign;
    const asks = document.querySelector("#jeu [data-when=draw]").hidden ? "" : "draw";
    told.push({ when, sign, points, team, asks, shown: shown(), said: document.querySelector("#etat").textContent });
  }
  return told;
}"""


def entry(table: Table, turn: dict[str, Any]) -> TableCell:
    """What the throw of a turn can do, by the table."""
    team = turn["team"]
    if team["at"] == 0 and not team["thrown"]:
        return table.opening(turn["points"])
    return table.entry(team["at"], turn["points"], team["eggs"], team["card"])


def reads(table: Table, thrown: dict[str, Any], turn: dict[str, Any]) -> list[tuple[Move, ...]]:
    """The moves of which one was made: the squares of one have to be shown."""
    found = entry(table, thrown)
    if turn["when"] == "draw":
        return [found.results[Outcome.RIGHT if turn["sign"] == "r" else Outcome.ELSE].moves]
    full = [result.moves for result in found.results.values()]
    if not turn["asks"]:
        return full
    stops = [next(rank for rank, move in enumerate(moves, 1) if move.to == found.draws) for moves in full]
    return [moves[:stop] for moves, stop in zip(full, stops, strict=True)]


def faults(table: Table, turns: list[dict[str, Any]]) -> tuple[list[object], set[Reason]]:
    """Turns after which other cards are shown than those of all squares of the move; the reasons that were met."""
    wrong: list[object] = []
    met: set[Reason] = set()
    thrown: dict[str, Any] = {}
    for turn in turns:
        if turn["when"] == "help":
            continue
        thrown = turn if turn["when"] == "throw" else thrown
        wanted = {tuple(table.positions[move.to].name for move in moves): moves for moves in reads(table, thrown, turn)}
        shown = tuple(name for name, _ in groupby(square for square, _ in turn["shown"]))
        both = Outcome.CROSSES in entry(table, thrown).results  # a bridge's own card, then the problem that was drawn
        if shown not in wanted or len(set(map(tuple, turn["shown"]))) < len(shown) + both:
            wrong.append((turn["sign"], turn["shown"], wanted))
        met |= {move.why for move in wanted.get(shown, ())} if len(shown) > 1 else set()
        if turn["when"] == "throw" and shown and f"Case {', puis case '.join(shown)}." not in turn["said"]:
            wrong.append(turn["said"])
    return wrong, met


def test_the_card_of_every_square_of_a_move_is_shown_in_order(browser, folder):
    met: set[Reason] = set()
    for name in SHIPPED:
        table = compile_rules(made(name).board)
        with opened(browser, address(folder, name, "jouer=1.7."), reduced_motion="reduce") as page:
            wrong, found = faults(table, page.evaluate(PLAY, [150, list(table.throws)]))
        assert wrong == []
        met |= found
    assert {Reason.GOOSE, Reason.DETOUR, Reason.BACK, Reason.CLOSED, Reason.BRIDGE} <= met


def test_the_guard_sees_a_card_that_is_left_out(browser, folder):
    table = compile_rules(made(LARGEST).board)
    with opened(browser, address(folder, LARGEST, "jouer=1.7."), reduced_motion="reduce") as page:
        turns = page.evaluate(PLAY, [90, list(table.throws)])
    for turn in turns:
        turn["shown"] = turn["shown"][-1:]
    assert faults(table, turns)[0]


def ways(table: Table) -> dict[int, str]:
    """Square → throws that bring one pawn there from the start whatever is drawn, holding nothing (breadth first)."""
    found: dict[int, str] = {0: ""}
    for at in (queue := [0]):
        for throw in table.throws:
            results = (table.entry(at, throw, 0, 0) if at else table.opening(throw)).results
            result = results.get(Outcome.NONE)
            if result and result.moves and not (result.lost or result.eggs_gained or result.card_gained):
                end = result.moves[-1].to
                if end not in found and end != table.arrival:
                    found[end] = found[at] + format(throw, "x")
                    queue.append(end)
    return found


def test_a_practice_is_read_where_the_goose_goes_on(browser, folder):
    """All that a landlord's own practice says, then the card of where the goose leads."""
    board = made(LARGEST).board
    table = compile_rules(board)
    signs, goose = next(
        (signs + format(throw, "x"), board.squares[result.moves[0].to])
        for at, signs in ways(table).items()
        if at
        for throw in table.throws
        for result in table.entry(at, throw, 0, 0).results.values()
        if [move.why for move in result.moves][:2] == [Reason.THROW, Reason.GOOSE]
    )
    assert goose.item
    with opened(browser, address(folder, LARGEST, f"jouer=1.7.{signs}"), reduced_motion="reduce") as page:
        assert cards(page)[0] == goose.name
        first = spaced(page.locator("#jeu article").first.inner_text())
        assert spaced(goose.item.title) in first
        assert (
            spaced(page.locator(f"#carte-{goose.name}").evaluate("(each) => each.lastElementChild.innerText")) in first
        )
        assert len(cards(page)) > 1


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_game_begins_with_the_first_card(browser, folder, motion):
    with opened(browser, address(folder, LARGEST, "plateau"), reduced_motion=motion) as page:
        page.locator("[data-begin]").click()
        assert cards(page) == ["1"]
        assert page.locator("#jeu article h3").all_inner_texts() == [made(LARGEST).board.circuit.steps[0].title]
        assert page.locator("#jeu [role=status]").count() == 1
        page.locator("[data-dice]").click()
        assert cards(page) != ["1"]
        page.locator("[data-undo]").click()
        assert cards(page) == ["1"]


def test_what_is_read_aloud_are_the_cards_that_are_seen(browser, folder):
    """All cards of the move in order, and no answer that is folded still."""
    speak = "() => { speechSynthesis.speak = ({ text }) => (window.told = text); }"
    with opened(browser, address(folder, LARGEST, "jouer=1.7."), reduced_motion="reduce") as page:
        page.evaluate(speak)
        for _ in range(80):
            page.locator("#jeu [data-read]").click()
            seen = page.locator("#jeu article h3").all_inner_texts()
            places = [page.evaluate("(title) => told.indexOf(title)", title) for title in seen]
            assert places == sorted(places)
            assert -1 not in places
            what = asked(page)
            if what == "draw" and page.locator("#jeu article .answer").count():
                break
            page.locator(f"#jeu [data-when={what}] {ONE if what == 'throw' else BUTTONS[what]}").first.click()
        answer = page.locator("#jeu article .answer").evaluate("(each) => each.textContent")
        assert answer
        assert answer not in page.evaluate("told")
