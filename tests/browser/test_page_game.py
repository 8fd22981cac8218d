"""A game on the page, through its buttons: throws, pawns, questions, undo, the address; nothing leaves the page."""

import pytest
from playwright.sync_api import Page

from tests.browser.opening import address, opened
from tests.browser.pages import LARGEST, URGENT, made

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
            seen.append((page.url, chips(page), pawns(page), page.locator("#etat").inner_text()))
            what = asked(page)
            points = f"[data-throw='{turn % 6 + 1}']"
            page.locator(f"#jeu [data-when={what}] {points if what == 'throw' else BUTTONS[what]}").first.click()
        url, after = page.url, (chips(page), pawns(page))
        for before in reversed(seen):
            page.locator("[data-undo]").click()
            assert (page.url, chips(page), pawns(page), page.locator("#etat").inner_text()) == before
        assert page.locator("[data-undo]").is_disabled()
        page.goto("about:blank")
        page.goto(url)
        assert (chips(page), pawns(page)) == after


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
        for turn in range(80):
            what = asked(page)
            answered = answered or what == "draw"
            press(f"#jeu [data-when={what}] {'[data-throw]' if what == 'throw' and turn % 2 else BUTTONS[what]}")
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
            if what == "draw" and page.locator("#carte-jeu .answer").count():
                break
            page.locator(f"#jeu [data-when={what}] {ONE if what == 'throw' else BUTTONS[what]}").first.click()
        answer = page.locator("#carte-jeu .answer")
        assert answer.is_hidden()
        page.locator("#carte-jeu summary").click()
        assert answer.is_visible()


def test_the_die_is_fair(browser, folder):
    """Each number from 1 to 6 about as often, over 600 throws of the die (chi square, 5 degrees, p > 1e-6)."""
    counts = dict.fromkeys("123456", 0)
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        page.evaluate("document.querySelector(`nav a[href='#plateau']`).click()")
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
            name = page.locator("#carte-jeu .band b").inner_text()
            assert f"Case {name}." in page.locator("#etat").inner_text()
            assert name in pawns(page).values()
            assert page.locator(f"#case-{name}").get_attribute("data-kind") in ("question", "practice", "blank")
            met.add("oie" in page.locator("#etat").inner_text())
            if met == {True, False}:
                return
    pytest.fail(f"met {met}")
