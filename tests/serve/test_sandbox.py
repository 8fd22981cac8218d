"""In a real Chromium: whatever runs in a page that is made of a circuit, or lies in a kit, reaches nothing of ours."""

import json
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from jeu_oie.serve.guard import PAGE
from jeu_oie.serve.home import Home
from jeu_oie.serve.pages import give_file
from jeu_oie.serve.workers import MAKINGS
from jeu_oie.web.embed import embed_page
from tests.browser.hosting import parts
from tests.chosen import chosen
from tests.serve.conftest import PATIENCE, SMALL, Served, laid

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)

# A page that knows the key, which stands in its address, and attempts what it can.
HOSTILE = """<!doctype html><title>x</title><main>Hostile</main><button>x</button><script>
const told = {};
const attempt = async (name, act) => {
  try { told[name] = String(await act()); } catch (error) { told[name] = error.name; }
};
const root = location.origin + "/" + location.pathname.split("/")[1];
const desk = root + "/c/home/one/desk", save = root + "/c/home/one/editor/save";
const body = JSON.stringify({ token: "", base: "", text: "x" });
(async () => {
  await attempt("origin", () => self.origin);
  if (top !== self) await attempt("top", () => top.document.body.textContent);
  if (top !== self) await attempt("parent", () => parent.document.body.textContent);
  await attempt("opener", () => opener && opener.document.body.textContent);
  await attempt("cookie", () => document.cookie);
  await attempt("storage", () => localStorage.length);
  await attempt("worker", () => navigator.serviceWorker.register(root + "/live.js"));
  await attempt("desk", async () => (await fetch(desk)).text());
  await attempt("blind", async () => (await fetch(desk, { mode: "no-cors", credentials: "include" })).text());
  const blind = { method: "POST", body, mode: "no-cors", credentials: "include" };
  await attempt("post", async () => (await fetch(save, blind)).text());
  const headers = { "Content-Type": "application/json" };
  await attempt("json", async () => (await fetch(save, { method: "POST", headers, body })).status);
  await attempt("events", () => new Promise((done) => {
    const stream = new EventSource(root + "/c/home/one/events");
    stream.onerror = () => done("refused");
    stream.onmessage = ({ data }) => done(data);
  }));
  await attempt("frame", async () => {
    const frame = document.createElement("iframe");
    frame.src = desk;
    document.body.append(frame);
    await new Promise((done) => setTimeout(done, 300));
    return frame.contentDocument.body.textContent;
  });
  new BroadcastChannel("jeu-oie").postMessage({ address: root + "/c/home/one/editor", token: "x" });
  if (top !== self) await attempt("lead", () => { top.location = root + "/"; return "led"; });
  told.done = "yes";
  document.querySelector("main").textContent = JSON.stringify(told);
})();
</script>"""
HEAR = "() => { new BroadcastChannel('jeu-oie').onmessage = ({data}) => { window.heard ||= data.token === 'x'; }; }"
REFUSED = {
    **dict.fromkeys(("origin", "opener"), "null"),
    **dict.fromkeys(("cookie", "storage", "worker"), "SecurityError"),
    **dict.fromkeys(("desk", "blind", "post", "json", "frame"), "TypeError"),
    "events": "refused",
    "done": "yes",
}


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    try:
        made = context.new_page()
        made.set_default_timeout(PATIENCE * 1000)
        yield made
    finally:
        context.close()


@pytest.fixture
def served(serve, tmp_path, monkeypatch) -> Served:
    """A server that gives HOSTILE wherever a file may be a page: as a template, which was asked for, or as in a kit."""

    async def kit_file(*_):
        return give_file("embed.html", HOSTILE.encode())

    async def make(_):
        return dict.fromkeys(MAKINGS, HOSTILE.encode())

    monkeypatch.setattr(Home, "kit_file", kit_file)
    own = tmp_path / "own/page"
    own.mkdir(parents=True)
    (own / "page.html").write_text("{% raw %}" + HOSTILE + "{% endraw %}", "utf-8")
    made: Served = serve(templates=own.parent)
    monkeypatch.setattr(made.made.circuits.prints, "produce", laid(make))
    return made


def attempted(main: Any) -> dict[str, str]:
    expect(main).to_contain_text('"done"')
    told: dict[str, str] = json.loads(main.inner_text())
    return told


def bare(route: Route) -> None:
    route.fulfill(response=route.fetch(), headers={"content-type": "text/html"})


@pytest.mark.slow
def test_the_attempts_are_real(served, page):
    """Without a policy each of them reaches what it is after."""
    page.context.add_cookies([served.held])
    page.route("**/framed.html", bare)
    page.goto(f"{served.address}/c/home/one/editor")
    page.evaluate(HEAR)
    told = attempted(page.frame_locator("#studio-preview").frame_locator("iframe").locator("main"))
    assert told["origin"] == served.origin and page.evaluate("() => window.heard")
    assert "Petit circuit" in told["top"] and "Petit circuit" in told["desk"] and '"page"' in told["events"]
    assert told["json"] == "403", "the token of the form is not that of this page"


def stripped(route: Route) -> None:
    """The page without its policy, but for the sandbox: what the sandbox alone, and the server, hold off."""
    answer = route.fetch()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    sandbox = "sandbox" + PAGE.partition("sandbox")[2]
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": sandbox})


@pytest.mark.parametrize("alone", chosen((False, True), (False,)), ids=["whole policy", "sandbox alone"])
def test_a_page_beside_the_form_reaches_neither_it_nor_a_desk(served, page, alone):
    """What the frame of the form forbids besides: to lead the window elsewhere."""
    page.context.add_cookies([served.held])
    if alone:
        page.route("**/framed.html", stripped)
    page.goto(f"{served.address}/c/home/one/editor")
    page.evaluate(HEAR)
    inside = page.frame_locator("#studio-preview").frame_locator("iframe")
    told = attempted(inside.locator("main"))
    assert told == {**REFUSED, **dict.fromkeys(("top", "parent", "lead"), "SecurityError")}
    assert page.url.endswith("/c/home/one/editor") and not page.evaluate("() => window.heard")
    assert (served.folder / "one.yaml").read_text("utf-8") == SMALL and not served.faults


PAGES = [*product(("index.html", "kit/embed.html", "embed.html"), (False, True))]


@pytest.mark.slow
@pytest.mark.parametrize("name, alone", chosen(PAGES, [("kit/embed.html", True)]))
def test_a_page_in_a_window_of_its_own_reaches_no_other(served, page, name, alone):
    """A stranger's ``embed.html``, too, were it given."""
    page.context.add_cookies([served.held])
    if alone:
        page.context.route(f"**/{name}", stripped)
    page.goto(f"{served.address}/c/home/one/desk")
    page.evaluate("(name) => { document.querySelector('h1').innerHTML = `<a href=${name} target=_blank>x</a>`; }", name)
    with page.expect_popup() as opened:
        page.locator("h1 a").click()
    assert attempted(opened.value.locator("main")) == REFUSED
    assert (served.folder / "one.yaml").read_text("utf-8") == SMALL and not served.faults


@pytest.mark.slow
def test_the_code_to_paste_is_taken_in_its_sandbox(serve, page, monkeypatch):
    """What lies beside the page does not come there, and leaves no gap."""
    served = serve()

    async def make(order):
        return {order.name: embed_page(replace(parts(), pictured=True)).encode()}

    monkeypatch.setattr(served.made.circuits.prints, "produce", laid(make))
    page.context.add_cookies([served.held])
    page.goto(f"{served.address}/c/home/one/embed.html")
    page.locator("[name=ou][value=html]").check()
    page.locator("#boite-code [data-copy]").click()
    status = page.locator("#boite-code [role=status]")
    expect(status).to_have_text(page.locator("#boite-code [data-copy]").get_attribute("data-example") or "")
    expect(page.locator("iframe, img")).to_have_count(0)
    assert page.evaluate("() => getSelection().toString()").startswith("<iframe")
