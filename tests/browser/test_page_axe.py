"""axe-core finds nothing: WCAG 2.2 A and AA and best practice, in every mode, at every width."""

from functools import cache
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.opening import MODES, address, enter, go, opened, unfold
from tests.browser.pages import LARGEST, URGENT
from tests.browser.playing import KINDS, bring, list_squares
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DARK_ALONE = "#20223f"  # read on the light ground, not on the dark one
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that look at colours: in the dark nothing else changes
WIDTHS = (1280, 375)  # sizes, contrasts and edges are measured at four (test_page_browser)


@cache
def axe() -> str:
    assert AXE.exists(), "no axe-core: script/test installs it"
    return AXE.read_text("utf-8")


def violations(page: Page, only: list[str] = TAGS, within: str = "html") -> list[str]:
    """Rule and place of each violation; the page's policy lets no script in, an evaluation stands outside it.

    ``only``: the rules, or their tags; ``within``: one part of the page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {axe()} }}")
    found: list[str] = page.evaluate(
        """async ([runOnly, within]) => (await axe.run(within, { runOnly, resultTypes: ["violations"] })).violations
          .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target} ${node.failureSummary}`))""",
        [only, within],
    )
    return found


def dark_violations(page: Page, within: str = "html") -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = violations(page, COLOURS, within)
    page.emulate_media(color_scheme="light")
    return found


def dialog(page: Page) -> None:
    go(page, "plateau")
    list_squares(page)
    page.locator("#case-4 button").click()


def danger(page: Page) -> None:
    enter(page, "", "suivre=lift-inside")


def problem(page: Page) -> None:
    page.locator("#problemes summary").first.click()
    page.wait_for_function("() => !document.getElementById('reponse').hidden")


def folded(page: Page) -> None:
    unfold(page)


def found(page: Page) -> None:
    page.locator("#cherche").fill("fuite")


def letter(page: Page) -> None:
    problem(page)
    page.locator("#rien .main").click()
    page.wait_for_function("() => !document.getElementById('bloque').hidden")
    page.locator("#fait input").nth(1).check()
    page.locator("#l-date").fill("2026-11-02")
    page.locator("#texte [data-slot=nom]").first.fill("Camille")
    page.locator("#copier").click()


STATES = (found, danger, problem, letter, folded, dialog)


@pytest.mark.slow
@pytest.mark.parametrize("name, widths", [(LARGEST, WIDTHS), ("arabic", (375,))])
def test_every_mode_is_accessible(browser, folder, name, widths):
    """On one page: the second look of axe at it takes half the time of the first."""
    with opened(browser, address(folder, name), reduced_motion="reduce") as page:
        for mode, width in product(MODES, widths):
            page.set_viewport_size({"width": width, "height": 900})
            go(page, mode)
            assert violations(page) == [], (mode, width)
            if width == 375:
                assert dark_violations(page) == [], mode


@pytest.mark.slow
def test_what_opens_is_accessible(browser, folder):
    """In a window whose lower edge cuts no link of what is open: half of one would be told as small.

    On one page, on a phone, then on a table: the second look of axe at it takes half the time of the first.
    """
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        for state in STATES:
            height = 1100 if state is problem else 900
            page.set_viewport_size({"width": 375, "height": height})
            enter(page, "")
            state(page)
            for width in (375, 1280):
                page.set_viewport_size({"width": width, "height": height})
                assert violations(page) == [], (state, width)
                assert width != 375 or dark_violations(page) == [], state
            page.locator("#cherche").evaluate("(each) => (each.value = '')")


# The page hears of its new width as it is drawn: then only is the board of a phone a picture that nobody touches.
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"


@pytest.mark.slow
def test_a_game_is_accessible(browser, folder):
    """At its first question and its end the whole page, at the others the panel, which alone is another.

    In a window as high as all that is read: one that its edge cuts would be told as small.
    """
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        for wanted in (*KINDS, "over"):
            bring(page, wanted, count=6)
            part = "html" if wanted in (KINDS[0], "over") else "#jeu"
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 3000})
                page.evaluate(DRAWN)
                assert violations(page, within=part) == [], (wanted, width)
            page.set_viewport_size({"width": 1280, "height": 3000})
            page.evaluate(DRAWN)
            assert dark_violations(page, part) == [], wanted


@pytest.mark.slow
def test_the_rules_and_the_closing_test_are_accessible(browser, folder):
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        bring(page, "over")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.get_by_role("button", name="Remettez les étapes").click()
            assert violations(page) == [], width
            page.keyboard.press("Escape")
            page.evaluate("document.querySelector('#regle').click()")
            assert violations(page) == [], width
            page.keyboard.press("Escape")


PLANTED = {
    "label": "document.querySelector('#l-probleme').labels[0].replaceWith(document.querySelector('#l-probleme'))",
    "color-contrast": "document.querySelector('#lettre h3').style.color = '#aaa'",
    "button-name": "document.querySelector('#menu').replaceWith(document.createElement('button'))",
    "heading-order": "document.querySelector('#bloque h2').outerHTML = '<h5>Titre</h5>'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
}


@pytest.mark.slow
def test_the_guard_sees_planted_faults(browser, folder):
    with opened(browser, address(folder, URGENT, "bloque"), reduced_motion="reduce") as page:
        page.evaluate("(colour) => { document.querySelector('#bloque h2').style.color = colour; }", DARK_ALONE)
        assert violations(page) == []
        assert {each.partition(":")[0] for each in dark_violations(page)} == {"color-contrast"}
        for planted in PLANTED.values():
            page.evaluate(f"() => {{ {planted} }}")
        assert {each.partition(":")[0] for each in violations(page)} >= PLANTED.keys()
