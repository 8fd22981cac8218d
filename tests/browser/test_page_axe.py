"""axe-core finds nothing: WCAG 2.2 A and AA and best practice, in every mode, at every width."""

from functools import cache

import pytest
from playwright.sync_api import Page

from tests.browser.opening import MODES, address, go, opened
from tests.browser.pages import LARGEST, URGENT
from tests.browser.playing import bring, list_squares
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 768, 375, 320)  # colours are the same at each: the dark ones are looked at on a phone


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
    list_squares(page)
    page.locator("#case-4 button").click()


def draft(page: Page) -> None:
    page.locator(".draft summary").click()


def problem(page: Page) -> None:
    page.locator("#problemes summary").first.click()
    page.wait_for_function("() => !document.getElementById('reponse').hidden")


def folded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


def found(page: Page) -> None:
    page.locator("#cherche").fill("fuite")


def stuck(page: Page) -> None:
    problem(page)
    page.locator("#rien .main").click()
    page.wait_for_function("() => !document.getElementById('bloque').hidden")
    page.locator("#fait input").nth(1).check()
    page.locator("#l-date").fill("2026-11-02")


def letter(page: Page) -> None:
    stuck(page)
    page.locator("#l-probleme").fill("Une fuite")
    page.locator("#copier").click()


STATES = (dialog, draft, found, problem, folded, letter, stuck)


@pytest.mark.parametrize(
    "name, width", [*((LARGEST, each) for each in WIDTHS), *((each, 375) for each in (URGENT, "arabic"))]
)
def test_every_mode_is_accessible(browser, folder, name, width):
    with opened(browser, address(folder, name), width, reduced_motion="reduce") as page:
        for mode in MODES:
            go(page, mode)
            for scheme in ("light", "dark") if width == 375 else ("light",):
                page.emulate_media(color_scheme=scheme)
                assert violations(page) == [], (mode, scheme)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("state", STATES)
def test_what_opens_is_accessible(browser, folder, state, width):
    """In a window whose lower edge cuts no link of what is open: half of one would be told as small."""
    height = 1100 if state is problem else 900
    with opened(browser, address(folder, URGENT), width, height, reduced_motion="reduce") as page:
        state(page)
        for scheme in ("light", "dark") if width == 375 else ("light",):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], scheme


@pytest.mark.parametrize("wanted", ["ready", "roll", "choose", "egg", "answer", "talk", "help", "over"])
def test_a_game_is_accessible(browser, folder, wanted):
    with opened(browser, address(folder, LARGEST), WIDTHS[0], reduced_motion="reduce") as page:
        bring(page, wanted, count=6)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_rules_and_the_closing_test_are_accessible(browser, folder, width):
    with opened(browser, address(folder, URGENT), width, reduced_motion="reduce") as page:
        bring(page, "over")
        page.get_by_role("button", name="Remettez les étapes").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.evaluate("document.querySelector('#regle').click()")
        assert violations(page) == []


@pytest.mark.parametrize(
    "rule, planted",
    [
        ("label", "document.querySelector('#l-nom').labels[0].replaceWith(document.querySelector('#l-nom'))"),
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
