"""The preview in a real Chromium: a save changes the page under the reader's eyes and leaves them at their place."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from jeu_oie.resources import folder
from tests.serve.conftest import PATIENCE, Served, laid
from tests.serve.test_preview import titled

pytestmark = pytest.mark.browser
SHIPPED = (folder("circuits") / "sdh/repairs.yaml").read_text("utf-8")
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that notes what its console says."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        window = context.new_page()
        said: list[str] = []
        window.on("console", lambda message: said.append(message.text))
        window.on("pageerror", lambda error: said.append(str(error)))
        yield window
        assert said == []
    finally:
        context.close()


def opened(page: Page, served: Served, path: str = "/c/home/one/") -> FrameLocator:
    page.context.add_cookies([served.held])
    page.goto(served.address + path)
    inside = page.frame_locator("#shown iframe:not(.coming)")
    expect(page.get_by_role("status").first).to_contain_text("·")  # the first event has come
    expect(inside.locator("main")).to_be_visible()
    return inside


def save(served: Served, text: str) -> None:
    (served.folder / "one.yaml").write_text(text, "utf-8")


def test_a_save_changes_the_page_that_is_open(serve, page):
    served = serve()
    inside = opened(page, served)
    for title in ("Premier essai", "Second essai"):
        save(served, titled(title))
        expect(inside.locator("body")).to_contain_text(title)
        expect(page.locator("h1")).to_have_text(title)
        expect(page).to_have_title(re.compile(title))
        expect(page.locator("iframe:not(.coming)")).to_have_attribute("title", re.compile(title))
    assert page.locator("iframe").count() == 1


def test_an_error_stands_with_its_line_over_the_former_page_until_it_is_mended(serve, page):
    served = serve(one=titled("Avant"))
    inside = opened(page, served)
    broken = titled("Après").replace("title:", "titel:", 1)
    save(served, broken)
    line = broken[: broken.index("titel:")].count("\n") + 1
    expect(page.locator("#news .wrong")).to_contain_text(f"ligne {line}")
    expect(page.get_by_role("status").first).to_contain_text("celle d’avant")
    expect(inside.locator("body")).to_contain_text("Avant")
    save(served, titled("Après"))
    expect(inside.locator("body")).to_contain_text("Après")
    expect(page.locator("#news .wrong")).to_have_count(0)
    expect(page.get_by_role("status").first).to_contain_text("à jour")


@pytest.mark.slow
def test_the_first_page_comes_once_a_circuit_is_mended(serve, page):
    served = serve(one=titled("Enfin").replace("title:", "titel:", 1))
    page.context.add_cookies([served.held])
    page.goto(f"{served.address}/c/home/one/")
    expect(page.locator("#news .wrong")).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    save(served, titled("Enfin"))
    expect(page.frame_locator("iframe:not(.coming)").locator("body")).to_contain_text("Enfin")


def framed(page: Page) -> Frame:
    """What stands in the frame; the preview itself cannot reach into it."""
    found = page.locator("#shown iframe:not(.coming)").element_handle().content_frame()
    assert found
    return found


def swapped(inside: FrameLocator) -> None:
    """The page that was marked as old has given way to another one."""
    expect(inside.locator("html:not([data-old]) main")).to_be_visible()


def place(page: Page) -> dict[str, object]:
    """Where the reader of the page in the frame is."""
    told: dict[str, object] = framed(page).evaluate("""() => {
      const open = document.querySelector("dialog[open]");
      const seen = (each) => each.getBoundingClientRect().height && each.getBoundingClientRect().top < 100;
      const at = [...document.querySelectorAll("[id]")].findLast(seen);
      return {
        hash: location.hash,
        folds: [...document.querySelectorAll("details")].filter((each) => each.open).length,
        card: open && open.querySelector("h2").textContent,
        marked: document.documentElement.matches("[data-old]"),
        focus: [...document.querySelectorAll("summary")].indexOf(document.activeElement),
        scrolled: document.scrollingElement.scrollTop,
        at: at && at.id,
        top: at && at.getBoundingClientRect().top,
      };
    }""")
    return told


@pytest.fixture
def furnished(serve, tmp_path):
    """``serve`` in a folder with the files that SHIPPED names."""
    shutil.copy(folder("circuits") / "common.yaml", tmp_path)
    shutil.copy(folder("circuits") / "sdh/landlord.yaml", tmp_path / "home")
    return serve


@pytest.mark.slow
def test_the_reader_keeps_scroll_folds_and_focus(furnished, page):
    served = furnished(one=SHIPPED)
    inside = opened(page, served)
    inside.locator("nav a[href='#circuit']").click()
    page.locator("iframe").focus()
    framed(page).evaluate("""async () => {
      document.documentElement.dataset.old = "";
      // The page itself moves the focus to what an address names, once it has heard of that.
      for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
      const folds = [...document.querySelectorAll("details")].slice(-3);
      folds.forEach((each) => (each.open = true));
      scrollTo({ top: 700, behavior: "instant" });
      folds[0].querySelector("summary").focus({ preventScroll: true });
      for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
    }""")
    before = place(page)
    assert before["marked"] and before["focus"] != -1
    # A title of many lines: what the reader looks at moves down in the page, not under their eyes.
    save(served, SHIPPED.replace("\ntitle:", "\ntitle: Encore" + " et encore" * 80, 1))
    expect(page.locator("h1")).to_contain_text("Encore")
    swapped(inside)
    after = place(page)
    for what in ("hash", "folds", "card", "focus", "at"):
        assert after[what] == before[what], what
    assert abs(float(str(after["top"])) - float(str(before["top"]))) <= 2
    assert float(str(after["scrolled"])) > float(str(before["scrolled"])) + 20


@pytest.mark.slow
def test_the_reader_keeps_the_card_that_is_open(furnished, page):
    served = furnished(one=SHIPPED)
    inside = opened(page, served)
    framed(page).evaluate("() => { document.documentElement.dataset.old = ''; }")
    inside.locator("nav a[href='#plateau']").click()
    inside.locator("#case-7 button").click()
    before = place(page)
    assert before["card"]
    save(served, SHIPPED.replace("\ntitle:", "\ntitle: Encore", 1))
    swapped(inside)
    assert place(page)["card"] == before["card"]


def test_a_server_that_went_is_told_and_the_page_stays(serve, page):
    served = serve()
    inside = opened(page, served)
    served.made.stop()
    expect(page.get_by_role("status").first).to_contain_text("ne répond plus")
    expect(inside.locator("main")).to_be_visible()


@pytest.mark.slow
def test_nothing_runs_out_of_the_window(furnished, page):
    served = furnished(one=SHIPPED.replace("title:", "titel:", 1), two=SHIPPED)
    page.goto(served.entrance)
    ours = [page.url + each for each in ("", "window/new", "c/home/one/desk", "c/home/two/desk")]
    for path in (*ours, f"{served.address}/c/home/one/", f"{served.address}/c/home/two/"):
        page.goto(path)
        for width in (1280, 375, 320):
            page.set_viewport_size({"width": width, "height": 800})
            expect(page.locator("h1")).to_be_visible()
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, (path, width)


@pytest.mark.slow
def test_what_leads_out_of_the_page_opens_a_window_of_its_own(serve, page):
    """In the frame a sandboxed page is asked for without the cookie, and would be refused."""
    inside = opened(page, serve())
    inside.locator("main").evaluate("(main) => { main.innerHTML = '<a href=board.svg>Le plateau</a>'; }")
    with page.expect_popup() as led:
        inside.get_by_role("link", name="Le plateau").click()
    expect(led.value.locator("svg").first).to_be_visible()
    assert led.value.evaluate("() => [self.origin, opener]") == ["null", None]


@pytest.mark.slow
def test_the_page_prints_itself_in_its_sandbox(serve, page):
    """A browser says nothing where a page may not: it does not print."""
    opened(page, serve())
    asked = framed(page).evaluate("""() => {
      let asked = 0;
      addEventListener("beforeprint", () => asked++);
      document.querySelector("[data-print]").click();
      return asked;
    }""")
    assert asked == 1


@pytest.mark.slow
def test_a_sheet_is_opened_from_the_preview_and_what_is_to_be_saved_is(serve, page, monkeypatch):
    served = serve()

    async def make(order):
        return {order.name: b"%PDF-1.7 made" if order.name.endswith("pdf") else b"PK made"}

    monkeypatch.setattr(served.made.circuits.prints, "produce", laid(make))
    opened(page, served)
    with page.expect_popup() as listed:
        page.get_by_role("link", name="Imprimer").click()
    with page.context.expect_event("response", lambda answer: answer.url.endswith(".pdf")) as sheet:
        listed.value.locator("a[href$='2-table.pdf']").click()
    assert (sheet.value.status, sheet.value.headers["content-type"]) == (200, "application/pdf")
    packed = listed.value.locator("a[href$='kit.zip']")
    packed.evaluate("(link) => link.removeAttribute('target')")
    with listed.value.expect_download() as download:
        packed.click()
    assert download.value.suggested_filename == "kit.zip"
    assert download.value.path().read_bytes() == b"PK made"
