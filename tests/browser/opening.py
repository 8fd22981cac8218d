"""Pages opened in Chromium: in one of their modes, measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Never

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.pages import make_named

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
MODES = ("que-faire", "bloque", "dossier", "circuit", "plateau")
WIDTHS = (320, 375, 768, 1280)
# The page's dice, from a seed: no test hangs on the throws of the day.
DICE = """
  let thrown = 20261127;
  crypto.getRandomValues = (values) => values.fill((thrown = (thrown * 48271) % 2147483647));"""


def address(folder: Path, name: str, fragment: str = "") -> str:
    """The address of a page (a circuit's file, or a page of its own) with what follows « # »; made when first asked."""
    file = folder / f"{name.replace('/', '-').removesuffix('.html').removesuffix('.yaml')}.html"
    if not file.exists():
        file.write_text(make_named(name).html, "utf-8")
    return f"{file.as_uri()}#{fragment}" if fragment else file.as_uri()


# What people set, which a page that is open can be given: as in a browser that is new.
SEEN = {"media": "null", "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
# What would stay with a page, or with its browser, when the test is over.
LASTING = ("on", "once", "route", "add_init_script", "expose_function", "expose_binding", "set_extra_http_headers")
SHARED = ("add_cookies", "grant_permissions", "new_cdp_session", "set_offline", "set_geolocation", *LASTING)
CLOCK = ("install", "fast_forward", "pause_at", "run_for", "set_fixed_time", "set_system_time")
STORED = "() => location.protocol === 'about:' ? 0 : localStorage.length + sessionStorage.length"


@dataclass(frozen=True)
class Kept:
    """A page that one test after the other has: half of what a page costs is the process that a new one begins."""

    page: Page
    session: CDPSession

    def dress(self, width: int, height: int, seen: dict[str, Any]) -> Page:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(**{**SEEN, **seen})
        self.page.set_default_timeout(30_000)
        return self.page

    def undress(self) -> None:
        """Nothing of a test comes to the next one: no storage, no way back, no pointer that rests on something."""
        assert self.page.evaluate(STORED) == 0, "the page has stored something"
        assert self.page.context.cookies() == []
        self.page.goto("about:blank")
        self.page.mouse.move(-1, -1)
        self.session.send("Page.resetNavigationHistory")
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()


KEPT: dict[tuple[Browser, tuple[tuple[str, object], ...]], Kept] = {}


def refuse(name: str, *_: object, **__: object) -> Never:
    raise AssertionError(f"{name}: it would outlive the test; opened(…, own=True) gives a page that ends with it")


def begin(browser: Browser, options: dict[str, Any]) -> Kept:
    context = browser.new_context(**options)
    context.add_init_script(DICE)
    page = context.new_page()
    return Kept(page, context.new_cdp_session(page))


def keep(page: Page) -> None:
    """From now on it refuses what it could not forget."""
    for each, names in ((page, LASTING), (page.context, SHARED), (page.clock, CLOCK)):
        vars(each).update({name: partial(refuse, name) for name in names})


@contextmanager
def opened(
    browser: Browser, url: str, width: int = 1280, height: int = 900, *, own: bool = False, **options: Any
) -> Iterator[Page]:
    """The page of ``url``; ``own``: in a browser of its own, for whoever listens to it or looks into its memory.

    A test that fails leaves no page to the next.
    """
    rest = {name: value for name, value in options.items() if name not in SEEN}
    key = (browser, tuple(sorted(rest.items())))
    kept = KEPT.pop(key) if key in KEPT and not own else begin(browser, rest)
    if not own:
        keep(kept.page)
    try:
        page = kept.dress(width, height, {name: value for name, value in options.items() if name in SEEN})
        page.goto(url)
        if options.get("java_script_enabled", True):
            wait_for_font(page)
        yield page
        if not own and key not in KEPT:
            kept.undress()
            KEPT[key] = kept
    finally:
        if KEPT.get(key) is not kept:
            kept.page.context.close()


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


def unfold(page: Page, within: str = "") -> None:
    """All that is folded, or what is folded ``within`` some element."""
    page.evaluate(
        "(each) => document.querySelectorAll(each).forEach((each) => (each.open = true))", f"{within} details"
    )


def unstyle(page: Page) -> None:
    """Before a long play: a throw moves the focus, and working styles and places out anew is most of what that costs.

    So without styles, without what stands around the panel, and without that focus.
    """
    page.evaluate("""() => {
      HTMLElement.prototype.focus = () => {};
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
