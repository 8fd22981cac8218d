"""A page opened, and all that it did besides being shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Route

from tests.hostile.families import ADDRESS, AWAY

SCAN = Path(__file__).with_name("visit.js").read_text("utf-8")
LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  (globalThis.violated ??= []).push(`${event.violatedDirective} ${event.blockedURI}`))"""
# Opens what is folded and looks into each part of the page; what a text would do when it is reached, it does then.
REACH = """() => {
  for (const link of document.querySelectorAll("nav a[href^='#']")) link.click();
  for (const each of document.querySelectorAll("details")) each.open = true;
  const hands = "summary, a[href^='#'], [data-begin], #track button, [data-copy]";
  for (const each of document.querySelectorAll(hands)) each.click();
  for (const each of document.querySelectorAll("*")) each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
}"""
# Goes to each answer of a page, into each of its cases: all that is told there.
ANSWERS = """async () => {
  const told = [];
  const view = document.getElementById("reponse");
  location.hash = "que-faire";
  for (const id of [...Object.keys(JSON.parse(document.getElementById("board").textContent).answers.all), "autre"]) {
    const come = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = `suivre=${id}`;
    await come;
    told.push(view.textContent);
    for (let rank = 0; rank < view.querySelectorAll("#cas button").length; rank++) {
      view.querySelectorAll("#cas button")[rank].click();
      told.push(view.textContent);
    }
  }
  return told.join(" ");
}"""


@dataclass
class Visit:
    """A page that is open: what it asked for, and faults that it told while it was open."""

    page: Page
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def refuse(self, dialog: Dialog) -> None:
        self.told.append("a dialog opened")
        dialog.dismiss()

    def faults(self, fair: Callable[[str], bool]) -> list[str]:
        """All that is wrong, in every frame; ``fair`` says which addresses may be asked for."""
        found = [fault for frame in self.page.frames for fault in frame.evaluate(SCAN)]
        return [*found, *self.told, *(f"asked for {each}" for each in self.asked if not fair(each))]


def give(route: Route, folder: Path | None) -> None:
    file = folder / route.request.url.partition("#")[0].rpartition("/")[2] if folder else Path()
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404)


@contextmanager
def visited(engine: Browser, url: str, mirror: Path | None = None, *cookies: Any) -> Iterator[Visit]:
    """``url``, with the files of a folder, ``mirror``, where its kit will be on line."""
    context = engine.new_context(reduced_motion="reduce")
    try:
        context.add_cookies(cookies)
        visit = Visit(context.new_page())
        visit.page.set_default_timeout(20_000)
        visit.page.add_init_script(LISTEN)
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("pageerror", lambda error: visit.told.append(f"script error: {error}"))
        visit.page.on("popup", lambda _: visit.told.append("a window opened"))
        visit.page.on("dialog", visit.refuse)
        visit.page.route(f"{AWAY}/**", lambda route: route.fulfill(status=204))  # nobody goes there
        visit.page.route(f"{ADDRESS}/**", lambda route: give(route, mirror))
        visit.page.goto(url)
        yield visit
    finally:
        context.close()


def beside(*folders: Path) -> Callable[[str], bool]:
    """Files of these folders, and what an address holds itself."""
    places = tuple(f"{folder.as_uri()}/" for folder in folders)
    return lambda url: url.startswith(("data:", "about:", "blob:", *places))
