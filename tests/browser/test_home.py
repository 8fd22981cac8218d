"""The window in a browser: from nothing to a published page without a terminal, by keys alone, on a phone too."""

import shutil
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from jeu_oie.programs import start_own
from jeu_oie.serve import tasks
from tests.browser.engines import Chromium, Engine, Tab, wait
from tests.browser.test_page_axe import violations
from tests.house.source import ROOT
from tests.serve.conftest import Served, servers

LANDLORD = "Habitat des Alpes"
MOST_CLICKS = 25


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server over one shipped circuit."""
    (tmp_path / "circuits").mkdir()
    shutil.copytree(ROOT / "circuits/oph-31", tmp_path / "circuits/oph-31")
    shutil.copy(ROOT / "circuits/common.yaml", tmp_path / "circuits")
    with servers(tmp_path / "circuits") as made:
        yield made()


class Hand:
    """A person at a tab: counts the clicks."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.clicks = tab, 0

    def click(self, selector: str) -> None:
        wait(self.tab, f"document.querySelector({selector!r})")
        self.tab.click(selector)
        self.clicks += 1

    def write(self, selector: str, text: str) -> None:
        """A click into the field, then keys."""
        self.click(selector)
        self.tab.run(
            f"const field = document.querySelector({selector!r}); field.value = {text!r};"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
        )


def arrive(tab: Tab, expression: str) -> None:
    """Wait on the next page: a script that is asked for while the page goes fails, in each engine in its way."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(Exception):
            if tab.run(f"return Boolean({expression})"):
                return
        time.sleep(0.1)
    raise AssertionError(expression)


@pytest.fixture
def light(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a kit goes without paper, as in all engines but one: most of its time, and none of the browser's."""
    light = not isinstance(engine, Chromium)
    if light:
        monkeypatch.setattr(tasks, "start_own", start_light)
    return light


def start_light(arguments: Sequence[str], folder: Path) -> Awaitable[Process]:
    """A command of the window; a build without paper."""
    at = [*arguments].index("build") + 1 if "build" in arguments else 0
    return start_own((*arguments[:at], *(("--only=svg,html",) if at else ()), *arguments[at:]), folder)


@pytest.mark.slow
def test_from_nothing_to_a_published_page(engine: Engine, served: Served, tmp_path: Path, light: bool):
    tab = engine.tab(1280, 900)
    hand = Hand(tab)
    tab.open(served.entrance)
    hand.click("nav a.main")
    hand.click("input[value=repairs]")
    hand.write("#landlord", LANDLORD)
    hand.click("form.action button:not([disabled])")
    arrive(tab, "document.querySelector('#kit button.main:not([disabled])')")
    hand.click("#kit button.main:not([disabled])")
    wait(tab, "document.querySelector('#publier ol a[href$=\"embed.html\"]')", seconds=300)
    assert wait(tab, "document.querySelector('#kit .told .state').textContent") == "C’est fait."
    kit = tmp_path / "output/habitat-des-alpes/repairs"
    assert (kit / "site.zip").exists()
    assert (kit / "print/4-facilitator.pdf").exists() is not light
    tab.open(tab.run("return document.querySelector('#publier ol a[href$=\"embed.html\"]').href"))
    hand.clicks += 1
    hand.write("#adresse", "https://exemple.org/jeux/alpes/")
    wait(
        tab, "[...document.querySelectorAll('textarea')].some((each) => each.value.includes('exemple.org/jeux/alpes/'))"
    )
    assert hand.clicks + 1 <= MOST_CLICKS, "and one to copy it"


@pytest.fixture
def window(browser: Browser, served: Served) -> Iterator[Callable[[int], Page]]:
    """A window of so many pixels, come in; nothing is said on its console."""
    said: list[str] = []
    contexts = []

    def opened(width: int) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(served.entrance)
        return page

    yield opened
    for each in contexts:
        each.close()
    assert said == []


@pytest.mark.slow
def test_from_a_list_to_a_published_gallery(window, tmp_path, monkeypatch):
    """Without paper, which takes most of the time of a kit: no YAML, no terminal."""
    monkeypatch.setattr(tasks, "start_own", start_light)
    page, clicks = window(375), []

    def click(selector: str) -> None:
        page.click(selector, timeout=60_000)
        clicks.append(selector)

    click("nav a[href$='window/list']")
    click("#pasted")
    page.keyboard.insert_text("\n".join(("nom\tcommunes", *(f"Office {rank}\tVille {rank}" for rank in range(5)))))
    click("#liste form > p > button")
    click("#liste [data-yes]")
    click("#envois a.main")
    click("#envois a:not(.main)")
    expect(page.locator(".states tbody tr")).to_have_count(8)
    click("nav a[href$='window/publish']")
    click("#fabriquer button")
    expect(page.locator("#fabriquer .state")).to_have_text("C’est fait.", timeout=200_000)
    click("#where")
    page.keyboard.insert_text("site")
    click("[data-action=keep] button")
    click("[data-action=publish] > p > button")
    click("[data-action=publish] [data-yes]")
    expect(page.locator("[data-action=publish] .state")).to_have_text("C’est fait.", timeout=20_000)
    click("nav a")
    expect(page.locator(".states span.good")).to_have_count(8)
    assert (tmp_path / "site/index.html").exists()
    assert len(clicks) <= MOST_CLICKS, clicks


@pytest.mark.slow
def test_axe_finds_nothing(window, served):
    page = window(375)
    home = page.url
    for path in ("", "window/new", "window/list", "window/publish", "c/oph-31/repairs/desk"):
        page.goto(home + path)
        expect(page.locator("[data-late]")).to_have_count(0, timeout=60_000)  # reloads until its circuits are judged
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_a_search_without_result_says_so(browser, tmp_path):
    shutil.copytree(ROOT / "circuits", tmp_path / "circuits")
    with servers(tmp_path / "circuits") as made:
        page = browser.new_page()
        page.goto(made().entrance)
        for typed, said in (("zzz", "Aucun circuit ne s’appelle ainsi."), ("opac", "")):
            page.locator("#find").fill(typed)
            expect(page.locator("[data-none]")).to_have_text(said)
        page.close()


@pytest.mark.slow
def test_by_keys_alone_and_told_once(window):
    page = window(1280)
    page.get_by_role("link", name="Nouveau circuit").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#landlord")
    page.locator("#landlord").focus()
    page.keyboard.type(LANDLORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    page.locator("#manque summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#manque li").first).to_be_visible()
    page.locator("#by").focus()
    page.keyboard.type("OPH 31")
    page.locator("#valider button").focus()
    page.keyboard.press("Enter")
    told = page.locator("#valider [role=status]")
    expect(told).to_contain_text("Ce n’est pas fait", timeout=60_000)  # by a program that starts
    expect(told).to_have_count(1)
    expect(page.locator("#valider pre")).to_contain_text("faits seront imprimés")


@pytest.mark.slow
def test_leaving_ends_the_program(window, served):
    page = window(1280)
    page.click("[data-quit]")
    page.wait_for_selector("main .notice")
    assert "arrêté" in page.inner_text("main")
