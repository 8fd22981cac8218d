"""The kit in other people's pages, in a real Chromium: a hostile host, the texts to copy, landlords side by side."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.making import entry_of, manifest
from jeu_oie.kit.plan import plan
from jeu_oie.messages import load_catalog
from jeu_oie.web.embed import EmbedParts, embed_page, snippet
from jeu_oie.web.site import KitEntry, comparison, gallery
from tests.browser.pages import ATTACK, HOSTILE, SHIPPED, circuit_of, made, make, shipped
from tests.kit.wordpress import RECEIVER, embedded

pytestmark = pytest.mark.browser
CIRCUIT = "oph-31/repairs.yaml"
# What themes and page builders do to elements that they do not know.
HOST_STYLE = """
* { all: unset !important; }
html, body, div { display: block !important; }
iframe, iframe.jeu-oie, body iframe { display: none !important; width: 10px !important; height: 3px !important;
  max-height: 5px !important; opacity: 0 !important; visibility: hidden !important; border: 9px solid red !important;
  margin: 40px !important; min-width: 4000px !important; }
"""
# A page that tells its parent whatever it is asked to.
STUB = "<!doctype html><title>stub</title><script>tell = (data) => parent.postMessage(data, '*')</script>"


@dataclass
class Site:
    """A small site on a port of its own, and the addresses that were asked of it."""

    files: dict[str, str]
    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(files: dict[str, str]) -> Iterator[Site]:
    site = Site(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            site.asked.append(path)
            found = site.files.get(path)
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def parts(address: str = "", *, hostile: bool = False) -> EmbedParts:
    page = make(circuit_of(HOSTILE, ATTACK)) if hostile else made(CIRCUIT)
    return EmbedParts(FactFormatter(page.board, page.parts.words), page.parts.dossier, address)


def host(kit: EmbedParts, style: str = HOST_STYLE, more: str = "") -> str:
    inside = snippet("site/iframe.html", kit) + snippet("site/listener.html", kit)
    return f"<!doctype html><title>h</title><style>{style}</style><body><div id=in>{inside}</div>{more}"


@contextmanager
def hosted(browser: Browser, page: str, width: int = 768, **more: str) -> Iterator[tuple[Page, Site, Site]]:
    """``page`` of one site, framed by another."""
    with served({"/index.html": page}) as kit, served({}) as other:
        other.files["/"] = host(parts(kit.address), **more)
        context = browser.new_context(viewport={"width": width, "height": 900})
        try:
            shown = context.new_page()
            shown.goto(other.address)
            yield shown, kit, other
        finally:
            context.close()


# --- the frame -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 768, 1100])
def test_a_hostile_page_shows_the_frame_whole_and_it_asks_for_nothing_else(browser, width):
    with hosted(browser, made(CIRCUIT).html, width) as (page, kit, _):
        assert kit.address.split(":")[2] not in page.url, "the frame is of the same origin as its host"
        frame = page.frame_locator("iframe.jeu-oie")
        expect(frame.locator("h1")).to_be_visible()
        page.wait_for_function("() => document.querySelector('iframe').offsetHeight !== 720")  # the page told its own
        box, room = page.locator("iframe").bounding_box(), page.locator("#in").bounding_box()
        assert box and room
        assert (box["x"], box["width"]) == (room["x"], room["width"])
        high = page.frames[1].evaluate("document.body.scrollHeight")
        assert box["height"] == pytest.approx(min(high, 4000), abs=1)
        style = page.evaluate(
            "(({opacity, visibility, borderTopWidth: border}) => [opacity, visibility, border])"
            "(getComputedStyle(document.querySelector('iframe')))"
        )
        assert style == ["1", "visible", "0px"]
        inner = page.frames[1]
        assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.wait_for_load_state("networkidle")
        assert set(kit.asked) == {"/index.html"}
        assert page.context.cookies() == []


def test_without_the_styles_of_the_snippet_such_a_page_would_hide_it(browser):
    """The guard: the host is hostile."""
    with served({"/index.html": STUB}) as kit:
        page = browser.new_page()
        page.set_content(f"<style>{HOST_STYLE}</style><iframe class=jeu-oie src='{kit.address}index.html'></iframe>")
        assert not page.locator("iframe").is_visible()
        page.close()


# --- its height ------------------------------------------------------------------------------------------


def height(page: Page) -> float:
    box = page.locator("iframe.jeu-oie").bounding_box()
    assert box
    return box["height"]


def told(page: Page, data: str, wanted: float) -> None:
    """The frame tells ``data``; its height becomes ``wanted``."""
    page.frames[1].evaluate(f"tell({data})")
    page.wait_for_function(
        "(h) => document.querySelector('iframe.jeu-oie').offsetHeight === h", arg=wanted, timeout=3000
    )


def test_the_frame_takes_the_height_that_its_page_tells_within_bounds(browser):
    with hosted(browser, STUB) as (page, _, _):
        page.frame_locator("iframe").locator("script").wait_for(state="attached")
        for value, wanted in (("1234.4", 1234), ("99999", 4000), ("1", 200), ("'800'", 800)):
            told(page, f"{{message: 'height', value: {value}}}", wanted)


def test_the_frame_heeds_neither_other_frames_nor_nonsense(browser):
    with served({"/": STUB}) as stranger:
        more = f"<iframe src='{stranger.address}' style='display:block!important'></iframe>"
        with hosted(browser, STUB, more=more) as (page, _, _):
            page.frame_locator("iframe.jeu-oie").locator("script").wait_for(state="attached")
            told(page, "{message: 'height', value: 500}", 500)
            other = next(frame for frame in page.frames if frame.url == stranger.address)
            other.evaluate("tell({message: 'height', value: 900})")
            page.evaluate("postMessage({message: 'height', value: 901}, '*')")
            for nonsense in (
                "null",
                "'height'",
                "{message: 'link', value: 902}",
                "{message: 'height', value: 'x'}",
                "{message: 'height', value: -5}",
                "{message: 'height', value: Infinity * 0}",
            ):
                page.frames[1].evaluate(f"tell({nonsense})")
            assert height(page) == 500
            told(page, "{message: 'height', value: 501}", 501)


# --- a pasted address --------------------------------------------------------------------------------------

LATE = (
    "<script>setTimeout(() => { const made = document.createElement('script'); made.textContent = %s; "
    "document.body.append(made); document.dispatchEvent(new Event('DOMContentLoaded')); }, 700)</script>"
)


@contextmanager
def pasted(browser: Browser, script: str, page: str, **options: object) -> Iterator[tuple[Page, Site]]:
    """A post that shows the address of ``page`` as WordPress does, with ``script``."""
    with served({"/index.html": page}) as kit, served({}) as blog:
        shown = embedded({"type": "rich", "html": snippet("site/oembed.html", parts(kit.address))})
        blog.files["/"] = f"<!doctype html><title>h</title><body><div style='height:3000px'></div>{shown}{script}"
        context = browser.new_context(viewport={"width": 800, "height": 600}, **options)  # type: ignore[arg-type]
        try:
            post = context.new_page()
            post.goto(blog.address)
            yield post, kit
        finally:
            context.close()


@pytest.mark.parametrize("script", [f"<script>{RECEIVER}</script>", LATE % json.dumps(RECEIVER)], ids=["early", "late"])
def test_wordpress_shows_a_pasted_address(browser, script):
    """Far below what is seen, in a frame that is hidden until its page has told its height."""
    with pasted(browser, script, made(CIRCUIT).html) as (post, kit):
        frame = post.locator("iframe")
        expect(frame).to_be_visible(timeout=4000)
        expect(post.locator("blockquote")).to_be_hidden()
        assert frame.get_attribute("height") == "1000"
        assert frame.evaluate("(each) => getComputedStyle(each).position") == "static"
        frame.scroll_into_view_if_needed()
        expect(post.frame_locator("iframe").locator("h1")).to_be_visible()
        assert kit.asked == ["/index.html"]


def test_wordpress_keeps_the_link_of_a_page_that_tells_nothing(browser):
    """The guard: nothing but what the page tells shows the frame."""
    with pasted(browser, f"<script>{RECEIVER}</script>", STUB) as (post, _):
        post.frame_locator("iframe").locator("script").wait_for(state="attached")
        assert not post.locator("iframe").is_visible()
        assert post.locator("blockquote a").is_visible()
        for wrong in ("", "-", "AbCd123457"):
            post.frames[1].evaluate("(secret) => tell({message: 'height', value: 500, secret})", wrong)
        assert not post.locator("iframe").is_visible()
        post.frames[1].evaluate("tell({message: 'height', value: 5000, secret: 'AbCd123456'})")
        expect(post.locator("iframe")).to_be_visible()
        assert post.locator("iframe").get_attribute("height") == "1000"


# --- the webmaster's page ----------------------------------------------------------------------------------


@contextmanager
def webmaster(browser: Browser, kit: EmbedParts, width: int = 1280) -> Iterator[tuple[Page, Site, list[str]]]:
    with served({"/embed.html": embed_page(kit), "/index.html": STUB, "/favicon.ico": ""}) as site:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        try:
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(f"{site.address}embed.html")
            yield page, site, said
        finally:
            context.close()


def test_a_button_copies_the_text_with_address_and_options(browser):
    with webmaster(browser, parts()) as (page, site, said):
        assert page.locator("#adresse").input_value() == site.address, "on line the page knows where it is"
        page.locator("#adresse").fill("https://federation.example/jeux/index.html?x")
        page.locator("#mode").select_option("jouer")
        page.locator("#teinte").select_option("ciel")
        page.locator("[data-copy=cadre]").click()
        expect(page.locator("#etat")).to_have_text("Copié : Cadre à coller.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert 'src="https://federation.example/jeux/index.html?mode=jouer&amp;teinte=ciel"' in copied
        assert "VOTRE-DOSSIER" not in copied
        assert page.locator("#seule").input_value() == "https://federation.example/jeux/index.html"
        assert page.locator("iframe.preview").get_attribute("src") == "index.html?mode=jouer&teinte=ciel"
        page.locator("#adresse").fill('javascript:alert(1)//"')
        assert "https://votre-site.fr/VOTRE-DOSSIER/index.html?" in page.locator("#cadre").input_value()
        assert said == []


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("hostile", [False, True])
def test_it_fits_and_says_nothing_to_the_console(browser, width, hostile):
    with webmaster(browser, parts("https://exemple.fr/", hostile=hostile), width) as (page, site, said):
        for summary in page.locator("details.see > summary").all():
            summary.click()
        expect(page.frame_locator("iframe.preview").locator("script")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert set(site.asked) <= {"/embed.html", "/index.html", "/favicon.ico"}
        assert said == []


def test_without_script_the_texts_can_be_read(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(embed_page(parts("https://exemple.fr/")))
    expect(page.locator("#cadre")).to_be_visible()
    expect(page.locator("[data-copy=cadre]")).to_be_hidden()
    context.close()


# --- gallery and comparison --------------------------------------------------------------------------------


@cache
def entries() -> tuple[KitEntry, ...]:
    """The shipped circuits as the gallery finds them."""
    found = []
    for name in SHIPPED:
        told = plan(shipped(name), Preset())
        files = {"index.html": b""}
        content = manifest(told, {}, files, name)
        found.append(entry_of(name.removesuffix(".yaml"), content))
    return tuple(filter(None, found))


def test_the_search_leaves_the_landlords_whose_name_holds_all_words(browser):
    page = browser.new_page()
    page.set_content(gallery(entries(), [], load_catalog("fr")))
    shown = page.locator("main > section:visible h2")
    assert shown.count() == 4
    page.locator("#bailleur").fill("ISERE habitat")
    assert shown.all_text_contents() == ["Alpes Isère Habitat (autrefois OPAC 38)"]
    expect(page.locator("[role=status]")).to_have_text("Bailleurs trouvés : 1")
    page.locator("#bailleur").fill("zzz")
    assert shown.count() == 0
    page.locator("#bailleur").fill("")
    assert shown.count() == 4
    page.close()


def test_side_by_side_the_same_question_stands_at_the_same_height(browser):
    own = [each for each in entries() if each.topic == "repairs"]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(comparison("repairs", own, load_catalog("fr")))
    tops = page.evaluate(
        "[...document.querySelectorAll('.asked, .landlord')].map((column) =>"
        " [...column.querySelectorAll('.asked > p, .row, h3')]"
        ".map((row) => Math.round(row.getBoundingClientRect().top)))"
    )
    asked, *landlords = tops
    assert len(landlords) == 4
    assert all(landlord == asked[1:] for landlord in landlords)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    lefts = page.evaluate(
        "[...document.querySelectorAll('.landlord')].map((each) => each.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 1
    expect(page.locator(".landlord").first.locator("dt").first).to_be_visible()
    page.close()
