"""The editor's page, opened in Chromium as a person opens the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page

from jeu_oie.messages import load_catalog
from jeu_oie.web.editor import editor
from tests.house.source import ROOT

CIRCUITS = ROOT / "circuits"
# A browser that cannot write in place: files come by a field and go to the downloads.
PLAIN = "delete window.showOpenFilePicker; delete window.showSaveFilePicker;"


@cache
def html(language: str) -> str:
    return editor(load_catalog(language))


@contextmanager
def opened(
    browser: Browser, folder: Path, language: str = "fr", width: int = 1280, *, init: str = PLAIN, timed: bool = False
) -> Iterator[Page]:
    """The page, whose script has no fault and asks for nothing beyond the file itself.

    Its clock can be put forward, unless it is to be ``timed``: by the browser's own clock.
    """
    file = folder / f"{language}.html"
    file.write_text(html(language), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.stack or str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    page.add_init_script(init)
    if not timed:
        page.clock.install()
    page.goto(file.as_uri())
    try:
        yield page
        assert faults == [], faults
    finally:
        context.close()


def give(page: Page, *files: Path) -> None:
    """Open files by the button of the page that is shown."""
    with page.expect_file_chooser() as chooser:
        page.locator("[data-open]:visible").first.click()
    chooser.value.set_files(list(files))


def circuit_files(name: str) -> list[Path]:
    """A shipped circuit, its landlord and the common file."""
    file = CIRCUITS / name
    return [file, file.with_name("landlord.yaml"), CIRCUITS / "common.yaml"]


def open_circuit(page: Page, name: str) -> None:
    give(page, *circuit_files(name))
    page.locator("#work").wait_for()
    settled(page)


def settled(page: Page) -> None:
    """Once the last change is judged and drawn, which the page does 120 ms after it: its clock is put forward."""
    page.clock.run_for(160)


def part(page: Page, name: str) -> None:
    asked = page.locator(f"#parts [data-part={name}]")
    if not asked.is_visible():
        page.locator("#part-now").click()
    asked.click()
    settled(page)


def unfold(page: Page, most: int = 2) -> None:
    """The first items of the part, and all that is folded in them."""
    folded = page.locator("#form > .list > .items > .item .fold[aria-expanded=false]")
    for _ in range(min(most, folded.count())):
        folded.first.click()
    page.evaluate("document.querySelectorAll('#form details').forEach((each) => (each.open = true))")
    settled(page)
