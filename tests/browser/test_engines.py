"""What people read with: the page's modes, frames and pasted addresses in Chromium, Firefox and WebKit alike."""

import time

import pytest

from jeu_oie.web.embed import embed_page, snippet
from tests.browser.engines import Engine, Tab, wait
from tests.browser.hosting import CIRCUIT, host, parts, post, served
from tests.browser.opening import address
from tests.browser.pages import made
from tests.kit.wordpress import RECEIVER

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READY = "document.documentElement.matches('.ready:not(.wait)')"
LEAST = 720  # px, the height of a frame at least
FITS = "return document.documentElement.scrollWidth <= innerWidth"
SECTIONS = {"suivre": "que-faire", "jouer": "plateau", "salle": "plateau", "circuit": "circuit"}
# Of Chromium test_page_modes, test_page_browser and test_embed tell the same.
others = pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)


@others
@pytest.mark.parametrize("width", [375, 1280])
def test_each_mode_opens_whole(engine: Engine, folder, width: int):
    """Its script has run to the end, its section and no other is seen, its font is there, nothing sticks out."""
    tab = engine.tab(width, 720)
    sections = "return [...document.querySelectorAll('main > section:not([hidden])')].map((each) => each.id)"
    for mode, section in SECTIONS.items():
        tab.open(address(folder, CIRCUIT).replace(".html", f".html?mode={mode}"))
        wait(tab, READY)
        assert tab.run(sections) == [section], mode
        assert tab.run("return [...document.fonts].every((each) => each.status === 'loaded')"), mode
        assert tab.run(FITS), mode
    assert tab.screenshot().startswith(b"\x89PNG")


def press(tab: Tab, selector: str) -> None:
    """A click in the middle of the window: drivers scroll to its edge, where the bar of phones stands."""
    tab.run(f"document.querySelector('{selector}').scrollIntoView({{ block: 'center', behavior: 'instant' }})")
    tab.click(selector)


@others
def test_from_a_leak_to_a_letter(engine: Engine, folder):
    """A tile, its answer, what to do if nothing comes, the letter, and back by the browser's own way."""
    tab = engine.tab(375, 720)
    tab.open(address(folder, CIRCUIT))
    wait(tab, READY)
    press(tab, "#problemes details:first-child summary")
    wait(tab, "!document.querySelector('#reponse').hidden")
    title = tab.run("return document.querySelector('#h-reponse').firstChild.textContent.trim()")
    assert title in tab.run("return document.querySelector('#problemes summary').textContent")
    assert tab.run("return document.activeElement.id") == "h-reponse"
    assert tab.run("return document.querySelectorAll('.acts > li').length") >= 3
    press(tab, "#rien .next")
    wait(tab, "!document.querySelector('#bloque').hidden")
    asked = tab.run("return document.querySelector('#verdict').textContent")
    press(tab, "#fait label:nth-of-type(3)")
    wait(tab, "document.querySelectorAll('#fait input')[2].checked")
    assert tab.run("return document.querySelector('#verdict').textContent") != asked
    press(tab, "#fait label:nth-of-type(1)")
    wait(tab, "!document.querySelector('#lettre').hidden")
    assert title[1:] in tab.run("return document.querySelector('#texte').textContent")
    press(tab, "#copier")
    wait(tab, "document.querySelector('#copie').textContent")
    tab.run("history.back()")
    wait(tab, "!document.querySelector('#reponse').hidden && !document.querySelector('#que-faire').hidden")
    assert tab.run(FITS)


FRAME = "document.querySelector('iframe')"
# A page that tells its parent its height and copies, as ours does.
COPIES = """<!doctype html><title>c</title><button>b</button><p id=p>text</p><script>
document.querySelector("button").onclick = async () => {
  getSelection().selectAllChildren(p);
  const written = await navigator.clipboard?.writeText("text").then(() => true, () => false);
  document.title = written ? "written" : document.execCommand("copy") ? "copied" : "refused";
};
</script>"""


def framed(tab: Tab, address: str) -> None:
    """Into the frame of the host at ``address``, once its height is told."""
    tab.open(address)
    wait(tab, f"{FRAME}.style.minHeight.startsWith('0')")
    tab.inside("iframe")
    wait(tab, READY)


def as_high_as_its_page(tab: Tab) -> bool:
    """Whether the frame comes to the height of its page, which unfolds meanwhile."""
    for _ in range(50):
        tab.inside("iframe")
        high = tab.run("return document.body.scrollHeight")
        tab.inside(None)
        if abs(tab.run(f"return {FRAME}.offsetHeight") - high) <= 1:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("width", [360, 1100])
def test_the_code_shows_the_page_whole_in_another_site(engine: Engine, width: int):
    """At each width of a column, in a host that hides frames; as high as its page, however high that is."""
    tab = engine.tab(1200, 900)
    with served({"/index.html": made(CIRCUIT).html}) as kit, served({}) as other:
        other.files["/"] = host(parts(kit.address), width=f"{width}px")
        framed(tab, other.address)
        assert tab.run(FITS)
        assert tab.run("return innerWidth") == width
        tab.run("location.hash = 'circuit'")  # the highest of all modes, once its parts are unfolded
        wait(tab, "!document.querySelector('#circuit').hidden")
        tab.run("document.querySelectorAll('#circuit details').forEach((each) => (each.open = true))")
        wait(tab, "document.body.scrollHeight > 3000")
        assert as_high_as_its_page(tab)
        assert tab.run(f"return getComputedStyle({FRAME}).visibility") == "visible"
        assert kit.asked == ["/index.html"]


def test_where_the_site_keeps_no_script_the_frame_takes_the_height_if_the_engine_can(engine: Engine):
    """« frame-sizing » knows the page's height without a message; an engine without it keeps the least height."""
    tab = engine.tab(600, 900)
    with served({"/index.html": made(CIRCUIT).html}) as kit, served({}) as other:
        code = snippet("site/code.html", parts(kit.address)).partition("<script>")[0]
        other.files["/"] = f"<!doctype html><title>h</title>{code}"
        tab.open(other.address)
        tab.inside("iframe")
        wait(tab, READY)
        high = tab.run("return document.body.scrollHeight")
        tab.inside(None)
        able = tab.run("return CSS.supports('frame-sizing', 'content-height')")
        wait(tab, f"Math.abs({FRAME}.offsetHeight - {high if able else LEAST}) <= 1")
    assert able or engine.name != "chromium", "else nothing would be tested"


def test_a_card_opens_where_its_square_was_touched(engine: Engine):
    """In a frame higher than the screen, the middle of the frame is where nobody looks."""
    tab = engine.tab(1200, 900)
    with served({"/index.html": made(CIRCUIT).html}) as kit, served({}) as other:
        code = snippet("site/code.html", parts(kit.address)).replace("index.html", "index.html?mode=jouer")
        other.files["/"] = f"<!doctype html><title>h</title>{code}"
        framed(tab, other.address)
        tab.run("document.body.style.minHeight = '4000px'")
        wait(tab, "innerHeight > screen.height")
        tab.click("#track li:last-child button")
        wait(tab, "document.getElementById('carte').open")
        place = "document.querySelector('#track li:last-child button').getBoundingClientRect().top"
        top = "document.getElementById('carte').getBoundingClientRect().top"
        wait(tab, f"Math.abs({top} - {place}) < 4")
        within = tab.run(f"return {top}")
        tab.inside(None)
        wait(tab, f"(({within} + {FRAME}.getBoundingClientRect().top + 100) / innerHeight) < 1")
        assert tab.run(f"return {within} + {FRAME}.getBoundingClientRect().top") >= 0, "the site has scrolled past it"


@pytest.mark.parametrize("allowed", [True, False])
def test_a_frame_may_copy(engine: Engine, allowed: bool):
    """The clipboard itself where the frame may have it; the elder way, which needs no leave, elsewhere."""
    tab = engine.tab()
    with served({"/index.html": COPIES}) as kit, served({}) as other:
        shown = host(parts(kit.address))
        other.files["/"] = shown if allowed else shown.replace(' allow="clipboard-write"', "")
        tab.open(other.address)
        tab.inside("iframe")
        wait(tab, "document.querySelector('button')")
        tab.click("button")
        done = wait(tab, "document.title !== 'c' && document.title")
    # Firefox and WebKit ask no leave of the frame; without it Chromium keeps the clipboard shut.
    assert done == ("copied" if engine.name == "chromium" and not allowed else "written")


SHOWN = f"getComputedStyle({FRAME}).visibility === 'visible' && {FRAME}.height !== ''"


@others
def test_wordpress_shows_a_pasted_address_however_far_below(engine: Engine):
    tab = engine.tab(800, 600)
    with served({"/index.html": made(CIRCUIT).html}) as kit, served({}) as blog:
        blog.files["/"] = post(parts(kit.address), f"<script>{RECEIVER}</script>", above=20_000)
        tab.open(blog.address)
        wait(tab, SHOWN)
        assert tab.run("return document.querySelector('blockquote').offsetHeight") == 0
        tab.run(f"{FRAME}.scrollIntoView()")
        tab.inside("iframe")
        wait(tab, f"{READY} && document.querySelector('h1').offsetHeight")
        high = tab.run("return document.body.scrollHeight")
        tab.inside(None)
        wait(tab, f"Math.abs({FRAME}.height - {min(high, 1000)}) <= 1")
        assert high > 200, "WordPress makes every frame that high"


def test_with_a_height_as_attribute_wordpress_would_not_even_ask_for_it(engine: Engine):
    """The guard: WordPress makes such a frame wait until one scrolls near it."""
    tab = engine.tab(800, 600)
    with served({"/index.html": made(CIRCUIT).html}) as kit, served({}) as blog:
        html = snippet("site/oembed.html", parts(kit.address)).replace("<iframe", '<iframe height="720"')
        blog.files["/"] = post(parts(kit.address), f"<script>{RECEIVER}</script>", html, above=20_000)
        tab.open(blog.address)
        wait(tab, "document.readyState === 'complete'")
        assert kit.asked == []
        assert tab.run(f"return {SHOWN}") is False


@others
def test_the_publish_box_copies_and_says_so(engine: Engine):
    tab = engine.tab()
    with served({"/embed.html": embed_page(parts()), "/index.html": COPIES}) as site:
        tab.open(f"{site.address}embed.html")
        tab.click("[data-copy=code]")
        wait(tab, "document.querySelector('#boite-code [role=status]').textContent.startsWith('Copié')")
