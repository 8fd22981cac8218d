"""The modules of the editor in a page, opened once for each file of tests; forms of a server, each in its window."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.editor.modules import Modules
from tests.serve.conftest import PATIENCE, Served

Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def modules(chromium: Callable[[], Browser]) -> Iterator[Modules]:
    context = chromium().new_context()
    yield Modules(context.new_page())
    context.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Opens]:
    """``window(served)``: a form in a window of its own, that of a circuit or the ``common`` file that it names.

    ``without``: what is not loaded, by its address. The console has nothing to say.
    """
    contexts, said = [], []

    def opens(
        served: Served, name: str = "home/one", width: int = 1280, *, form: str = "editor", without: str = ""
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: said.append(str(error)))
        if without:
            page.route(re.compile(without), lambda route: route.abort())
        page.clock.install()
        come_in(page, served)
        page.goto(f"{served.address}/c/{name}/{form}")
        expect(page.locator("#form input").first).to_be_visible()
        expect(page.locator("#studio-tabs")).to_be_attached()
        return page

    yield opens
    for context in contexts:
        context.close()
    assert said == []


def come_in(page: Page, served: Served) -> None:
    """As by the address in the terminal; not to the preview, whose news would go on in this window's history."""
    page.context.add_cookies([served.held])
