"""Pages opened in Chromium: in one of their modes, measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
MODES = ("que-faire", "bloque", "circuit", "plateau")
WIDTHS = (320, 375, 768, 1280)
# The page's dice, from a seed: no test hangs on the throws of the day.
DICE = """
  let thrown = 20261127;
  crypto.getRandomValues = (values) => values.fill((thrown = (thrown * 48271) % 2147483647));"""


def address(folder: Path, name: str, fragment: str = "") -> str:
    """The address of a page (a circuit's file, or a page of its own) with what follows « # »."""
    file = name.replace("/", "-").replace(".yaml", ".html")
    made = (folder / (file if file.endswith(".html") else f"{file}.html")).as_uri()
    return f"{made}#{fragment}" if fragment else made


@contextmanager
def opened(browser: Browser, url: str, width: int = 1280, height: int = 900, **options: object) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    try:
        context.add_init_script(DICE)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.goto(url)
        if options.get("java_script_enabled", True):
            wait_for_font(page)
        yield page
    finally:
        context.close()


def wait_for_font(page: Page) -> None:
    """Until it is there nothing is shown, and so nothing takes the focus."""
    page.wait_for_function("() => !document.documentElement.classList.contains('wait')")


def come(page: Page, url: str) -> None:
    """To the page of ``url`` as one that has not been open: what differs after « # » alone would be no other page."""
    page.goto("about:blank")
    page.goto(url)
    wait_for_font(page)


def go(page: Page, mode: str) -> None:
    """Into a mode, as a link to it does."""
    page.evaluate("(id) => document.querySelector(`nav a[href='#${id}']`).click()", mode)
    page.wait_for_function("(id) => !document.getElementById(id).hidden", arg=mode)


# The page's own listener came first, so it has answered once this one is asked.
HEARD = """(fragment) => new Promise((heard) => {
  if (location.hash.slice(1) === fragment) return heard();
  addEventListener("hashchange", () => heard(), { once: true });
  location.hash = fragment;
})"""


def enter(page: Page, *fragments: str) -> None:
    """To one fragment after the other, as links do; the address changes before the page has heard of it."""
    for fragment in fragments:
        page.evaluate(HEARD, fragment)


def unstyle(page: Page) -> None:
    """Before a long play: a throw moves the focus, and working styles and places out anew is most of what that costs.

    So without styles, and without what stands around the panel.
    """
    page.evaluate("""() => {
      for (const sheet of document.styleSheets) sheet.disabled = true;
      for (let each = document.querySelector("#jeu"); each !== document.body; each = each.parentElement)
        for (const beside of each.parentElement.children) beside.hidden ||= beside !== each;
    }""")


def measure(page: Page, *what: str) -> list[str]:
    """The faults of these kinds, each of which measure.js lists; all of them of one look at the page."""
    found: list[str] = page.evaluate(
        f"(what) => {{ const seen = {MEASURE.strip()}; return what.flatMap((each) => seen[each]()); }}", what
    )
    return found


def spaced(text: str) -> str:
    """``text`` with plain spaces."""
    return " ".join(text.split())
