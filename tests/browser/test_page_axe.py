"""axe-core finds nothing: WCAG 2.2 A and AA and best practice, in every mode, at every width."""

from functools import cache

import pytest
from playwright.sync_api import Page

from tests.browser.opening import MODES, address, go, opened
from tests.browser.pages import LARGEST, URGENT
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 768, 320)


@cache
def axe() -> str:
    assert AXE.exists(), "no axe-core: script/test installs it"
    return AXE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Rule and place of each violation; the page's policy lets no script in, an evaluation stands outside it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {axe()} }}")
    found: list[str] = page.evaluate(
        """async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations
          .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target} ${node.failureSummary}`))""",
        TAGS,
    )
    return found


def dialog(page: Page) -> None:
    go(page, "plateau")
    page.locator("#case-4 button").click()


def draft(page: Page) -> None:
    page.locator(".draft summary").click()


def problem(page: Page) -> None:
    page.locator("#problemes summary").first.click()


def folded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


def letter(page: Page) -> None:
    page.locator("#l-probleme").fill("Une fuite")
    page.locator("#l-date").fill("2026-11-02")
    page.locator("#copier").click()


def stuck(page: Page) -> None:
    go(page, "bloque")
    page.locator("#depuis").fill("9")


STATES = (dialog, draft, problem, folded, letter, stuck)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [LARGEST, URGENT, "arabic"])
def test_every_mode_is_accessible(browser, folder, name, width):
    with opened(browser, address(folder, name), width, reduced_motion="reduce") as page:
        for mode in MODES:
            go(page, mode)
            assert violations(page) == [], mode


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_what_opens_is_accessible(browser, folder, state, width):
    with opened(browser, address(folder, URGENT), width, reduced_motion="reduce") as page:
        state(page)
        assert violations(page) == []


def until(page: Page, wanted: str) -> None:
    """Plays until the panel asks what is ``wanted``: throw, draw, help or over."""
    for _ in range(400):
        asked = page.locator("#jeu [data-when]:not([hidden])")
        what = str(asked.get_attribute("data-when")) if asked.count() else "over"
        if wanted == what:
            return
        if what == "over":  # the dice may end a game before anybody helps: then another one
            page.locator("[data-new]").click()
            page.locator("[data-begin]").click()
            continue
        asked.locator({"throw": "[data-dice]", "draw": "[data-answer='e']", "help": "button"}[what]).first.click()
    pytest.fail(f"never came to {wanted}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("wanted", ["throw", "draw", "help", "over"])
def test_a_game_is_accessible(browser, folder, wanted, width):
    with opened(browser, address(folder, LARGEST, "jouer=6.7."), width, reduced_motion="reduce") as page:
        until(page, wanted)
        assert violations(page) == []


@pytest.mark.parametrize(
    "rule, planted",
    [
        ("label", "document.querySelector('#depuis').labels[0].remove()"),
        ("color-contrast", "document.querySelector('#bloque h2').style.color = '#aaa'"),
        ("button-name", "document.querySelector('#menu').replaceWith(document.createElement('button'))"),
        ("heading-order", "document.querySelector('#bloque h2').outerHTML = '<h5>Titre</h5>'"),
        ("html-has-lang", "document.documentElement.removeAttribute('lang')"),
    ],
)
def test_the_guard_sees_planted_faults(browser, folder, rule, planted):
    with opened(browser, address(folder, URGENT, "bloque"), reduced_motion="reduce") as page:
        page.evaluate(f"() => {{ {planted} }}")
        assert any(each.startswith(f"{rule}:") for each in violations(page))
