"""The kit in other people's pages, in a real Chromium: a hostile host, the texts to copy, landlords side by side."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from jeu_oie.exchange.compare import KitEntry
from jeu_oie.messages import load_catalog
from jeu_oie.web.comparison import comparison
from jeu_oie.web.embed import EmbedParts, embed_page
from jeu_oie.web.site import gallery
from tests.browser.hosting import CIRCUIT, HOST_STYLE, Site, host, parts, post, served
from tests.browser.pages import SHIPPED, entry, made
from tests.browser.test_page_axe import dark_violations, violations
from tests.chosen import chosen
from tests.kit.wordpress import RECEIVER

pytestmark = pytest.mark.browser
# A page that tells its parent whatever it is asked to.
STUB = "<!doctype html><title>stub</title><script>tell = (data) => parent.postMessage(data, '*')</script>"


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


@pytest.mark.slow
@pytest.mark.parametrize("width", chosen([360, 1100], [360]))
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
        assert box["height"] == pytest.approx(high, abs=1)
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


def height(page: Page) -> float:
    box = page.locator("iframe.jeu-oie").bounding_box()
    assert box
    return box["height"]


def told(page: Page, data: str, wanted: float) -> None:
    """The frame tells ``data``; its height becomes ``wanted``."""
    page.frames[1].evaluate(f"tell({data})")
    page.wait_for_function(
        "(h) => document.querySelector('iframe.jeu-oie').offsetHeight === h", arg=wanted, timeout=30_000
    )


@pytest.mark.slow
def test_the_frame_takes_the_height_that_its_page_tells_within_bounds(browser):
    with hosted(browser, STUB) as (page, _, _):
        page.frame_locator("iframe").locator("script").wait_for(state="attached")
        for value, wanted in (("1234.4", 1234), ("12000", 12_000), ("'800'", 800)):
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
                "{message: 'height', value: 1}",
                "{message: 'height', value: 1e9}",
            ):
                page.frames[1].evaluate(f"tell({nonsense})")
            assert height(page) == 500
            told(page, "{message: 'height', value: 501}", 501)


LATE = (
    "<script>setTimeout(() => { const made = document.createElement('script'); made.textContent = %s; "
    "document.body.append(made); document.dispatchEvent(new Event('DOMContentLoaded')); }, 700)</script>"
)


@contextmanager
def pasted(browser: Browser, script: str, page: str, **options: object) -> Iterator[tuple[Page, Site]]:
    """A post that shows the address of ``page`` as WordPress does, with ``script``."""
    with served({"/index.html": page}) as kit, served({}) as blog:
        blog.files["/"] = post(parts(kit.address), script)
        context = browser.new_context(viewport={"width": 800, "height": 600}, **options)  # type: ignore[arg-type]
        try:
            shown = context.new_page()
            shown.goto(blog.address)
            yield shown, kit
        finally:
            context.close()


EARLY, LATER = f"<script>{RECEIVER}</script>", LATE % json.dumps(RECEIVER)


@pytest.mark.parametrize("script", chosen((EARLY, LATER), (LATER,)), ids=["early", "late"])
def test_wordpress_shows_a_pasted_address(browser, script):
    """Far below what is seen, in a frame that is hidden until its page has told its height."""
    with pasted(browser, script, made(CIRCUIT).html) as (shown, kit):
        frame = shown.locator("iframe")
        expect(frame).to_be_visible(timeout=30_000)
        expect(shown.locator("blockquote")).to_be_hidden()
        shown.frames[1].wait_for_function("() => document.documentElement.matches('.ready:not(.wait)')")
        whole = shown.frames[1].evaluate("document.body.scrollHeight")
        assert whole > 600
        expect(frame).to_have_attribute("height", str(min(whole, 1000)))
        assert frame.evaluate("(each) => getComputedStyle(each).position") == "static"
        frame.scroll_into_view_if_needed()
        expect(shown.frame_locator("iframe").locator("h1")).to_be_visible()
        assert kit.asked == ["/index.html"]


@pytest.mark.slow
def test_wordpress_keeps_the_link_of_a_page_that_tells_nothing(browser):
    """The guard: nothing but what the page tells shows the frame."""
    with pasted(browser, f"<script>{RECEIVER}</script>", STUB) as (shown, _):
        shown.frame_locator("iframe").locator("script").wait_for(state="attached")
        assert not shown.locator("iframe").is_visible()
        assert shown.locator("blockquote a").is_visible()
        for wrong in ("", "-", "AbCd123457"):
            shown.frames[1].evaluate("(secret) => tell({message: 'height', value: 500, secret})", wrong)
        assert not shown.locator("iframe").is_visible()
        shown.frames[1].evaluate("tell({message: 'height', value: 5000, secret: 'AbCd123456'})")
        expect(shown.locator("iframe")).to_be_visible()
        assert shown.locator("iframe").get_attribute("height") == "1000"


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


def test_on_line_the_page_knows_where_it_is(browser):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route(
            "https://federation.example/**",
            lambda route: route.fulfill(body=embed_page(parts()), content_type="text/html"),
        )
        page.goto("https://federation.example/jeux/embed.html")
        assert page.locator("#adresse").input_value() == "https://federation.example/jeux/"
    finally:
        context.close()


def test_a_button_copies_the_text_with_address_and_options(browser):
    with webmaster(browser, parts()) as (page, _, said):
        assert page.locator("#adresse").input_value() == "", "this computer is no place that others open"
        page.locator("#adresse").fill("https://federation.example/jeux/index.html?x")
        page.locator("#mode").select_option("jouer")
        page.locator("#teinte").select_option("ciel")
        page.locator("[data-copy=code]").click()
        expect(page.locator("#boite-code [role=status]")).to_have_text("Copié : Code à coller.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert 'src="https://federation.example/jeux/index.html?mode=jouer&amp;teinte=ciel"' in copied
        assert "VOTRE-DOSSIER" not in copied
        asked = "https://federation.example/jeux/index.html"
        assert page.locator("#seule").input_value() == asked, "WordPress asks oembed.json, which knows no option"
        page.get_by_role("radio", name="Wix").check()
        assert page.locator("#seule").input_value() == f"{asked}?mode=jouer&teinte=ciel"
        assert page.locator("iframe.preview").get_attribute("src") == "index.html?mode=jouer&teinte=ciel"
        page.locator("#adresse").fill('javascript:alert(1)//"')
        assert "https://votre-site.fr/VOTRE-DOSSIER/index.html?" in page.locator("#code").input_value()
        assert said == []


def test_without_an_address_the_example_is_grey_and_the_button_says_what_to_replace(browser):
    with webmaster(browser, parts()) as (page, _, _):
        good, code, told = (page.locator(each) for each in ("#juste", "#code", "#boite-code [role=status]"))
        expect(code).to_have_class("example")  # this computer's address is nobody else's
        page.locator("#adresse").fill("https://federation.example/jeux/")
        expect(good).to_have_text("L’adresse est écrite comme il faut. Le code est prêt.")
        expect(code).not_to_have_class("example")
        page.locator("#adresse").fill("jeux.fr")
        expect(good).to_contain_text("Ce n’est pas une adresse entière")
        expect(code).to_have_class("example")
        page.locator("[data-copy=code]").click()
        expect(told).to_contain_text("Remplacez https://votre-site.fr/VOTRE-DOSSIER/")


@pytest.mark.slow
def test_where_the_browser_refuses_to_copy_it_is_said_too(browser):
    with webmaster(browser, parts("https://exemple.fr/")) as (page, _, _):
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }"
        )
        page.locator("[data-copy=code]").click()
        expect(page.locator("#boite-code [role=status]")).to_contain_text("Ctrl + C")
        picked = page.evaluate("(({value, selectionEnd}) => value.length === selectionEnd)(document.activeElement)")
        assert picked, "the text is selected for a person to copy"


def test_each_place_shows_its_own_steps_and_texts(browser):
    boxes = {
        "WordPress": ["code", "seule"],
        "SPIP": ["code"],
        "Joomla": ["code"],
        "Wix": ["seule"],
        "Page HTML": ["code"],
        "Aucun cadre": ["morceau"],
    }
    with webmaster(browser, parts("https://exemple.fr/")) as (page, _, _):
        for place, wanted in boxes.items():
            page.get_by_role("radio", name=place).check()
            expect(page.locator("[data-boxes]:visible h3")).to_have_text([place])
            shown = page.locator(".pasted textarea:visible").all()
            assert [each.get_attribute("id") for each in shown] == wanted
            assert page.locator("iframe.preview").is_visible() is (place != "Aucun cadre")


@pytest.mark.parametrize("hostile", chosen([False, True], [True]))
def test_it_fits_and_says_nothing_to_the_console(browser, hostile):
    with webmaster(browser, parts("https://exemple.fr/", hostile=hostile)) as (page, site, said):
        for summary in page.locator("details.see > summary").all():
            summary.click()
        expect(page.frame_locator("iframe.preview").locator("script")).to_be_attached()
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert set(site.asked) <= {"/embed.html", "/index.html", "/favicon.ico"}
        assert said == []


def test_without_script_the_texts_can_be_read(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(embed_page(parts("https://exemple.fr/")))
    expect(page.locator("#code")).to_be_visible()
    assert page.locator("[data-boxes]:visible").count() == 6
    expect(page.locator("[data-copy=code]")).to_be_hidden()
    context.close()


@cache
def entries() -> tuple[KitEntry, ...]:
    """A circuit of each landlord, as the gallery finds it."""
    return tuple(entry(name) for name in SHIPPED if name.endswith("repairs.yaml"))


@pytest.mark.slow
def test_the_search_leaves_the_landlords_whose_name_holds_all_words(browser):
    page = browser.new_page()
    page.set_content(gallery(entries(), [], load_catalog("fr")))
    shown = page.locator("main > section:visible h2")
    assert shown.count() == 6
    page.locator("#bailleur").fill("alpes ISERE")
    assert shown.all_text_contents() == ["Alpes Isère Habitat (autrefois OPAC 38)"]
    expect(page.locator("[role=status]")).to_have_text("Bailleurs trouvés : 1")
    for asked in ("dauphinoise", "OPAC 38", "rennes", "ARCHIPEL"):
        page.locator("#bailleur").fill(asked)  # in full, by its former name, by where it lets
        assert shown.count() == 1, asked
    page.locator("#bailleur").fill("zzz")
    assert shown.count() == 0
    page.locator("#bailleur").fill("")
    assert shown.count() == 6
    page.close()


@contextmanager
def compared(browser: Browser, width: int, *, script: bool = True, scheme: str = "light") -> Iterator[Page]:
    """The repairs of four landlords on a screen ``width`` px wide."""
    four = ("actis", "opac-38", "oph-31", "sdh")
    own = [each for each in entries() if each.topic == "repairs" and each.folder.split("/")[0] in four]
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    try:
        page = context.new_page()
        page.set_content(comparison("repairs", own, load_catalog("fr")))
        yield page
    finally:
        context.close()


def test_side_by_side_a_landlord_has_one_column_and_a_question_one_row(browser):
    with compared(browser, 1280) as page:
        columns = page.evaluate(
            "[...document.querySelectorAll('.compare > .q > .inside, .p > .inside')]"
            ".map((row) => [...row.querySelectorAll(':scope > .cell')])"
            ".map((row) => row.map((cell) => Math.round(cell.getBoundingClientRect().left)))"
            ".filter((row) => row.length)"
        )
        assert len(columns) > 15
        assert {len(row) for row in columns} == {4}
        assert len({tuple(row) for row in columns}) == 1
        expect(page.locator(".who")).to_be_hidden()
        expect(page.locator(".fold:visible")).to_have_count(0)
        page.mouse.wheel(0, 1500)
        page.wait_for_function("() => scrollY > 1000")
        assert page.locator("#circuits").bounding_box()["y"] < 40, "the landlords stay at the top"  # type: ignore[index]


def test_on_a_phone_it_reads_in_four_screens_each_answer_once(browser):
    with compared(browser, 375) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        assert page.evaluate("document.documentElement.scrollHeight") <= 2500
        fold = page.get_by_role("button", name="Si rien ne vient, quels recours")
        assert fold.get_attribute("aria-expanded") == "false"
        fold.click()
        way = page.locator("#q-recourse li:visible").filter(has_text="Signal Logement (")
        expect(way).to_have_count(1)
        block = way.locator("xpath=ancestor::div[contains(@class, 'given')]")
        expect(block.locator(".l:visible")).to_have_text(["A", "I", "S"])
        expect(page.locator("#q-recourse .all")).to_contain_text("Chez tous")
        cited = page.locator("#q-recourse .src:visible").first
        source = page.locator(cited.get_attribute("href") or "")
        expect(source).to_be_hidden()
        cited.click()
        expect(source).to_be_in_viewport()


def test_a_box_that_is_not_ticked_hides_what_that_landlord_alone_says(browser):
    with compared(browser, 375, script=False) as page:
        number = page.locator("#q-number .given:visible")
        expect(number).to_have_count(2)
        page.get_by_label("OPH 31").uncheck()
        expect(number).to_have_count(1)
        expect(number).to_contain_text("Actis")
        silent = page.locator("#q-number .silent:visible .l:visible")
        expect(silent).to_have_text(["I", "S"])
        page.get_by_label("SDH").uncheck()
        expect(silent).to_have_text(["I"])


def folded(page: Page) -> int:
    """How many questions are folded."""
    found: int = page.evaluate(
        "[...document.querySelectorAll('.q > .inside')].filter((each) => !each.checkVisibility()).length"
    )
    return found


def test_without_script_and_in_print_all_of_it_is_there(browser):
    with compared(browser, 375, script=False) as page:
        assert folded(page) == 0
    with compared(browser, 375, scheme="dark") as page:
        assert folded(page) > 3
        page.emulate_media(media="print")
        assert folded(page) == 0
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(32, 34, 63)", "paper stays paper"


@pytest.mark.slow
def test_gallery_and_comparison_are_accessible(browser):
    with compared(browser, 1280) as page:
        page.evaluate("document.querySelectorAll('.fold[aria-expanded=false]').forEach((each) => each.click())")
        # A page of its own: the policy of the first would keep its style from a second one that is written over it.
        listed = page.context.new_page()
        listed.set_content(gallery(entries(), [], load_catalog("fr")))
        assert listed.evaluate("getComputedStyle(document.querySelector('.kits')).display") == "grid"
        for shown in (page, listed):
            for width in (1280, 320):
                shown.set_viewport_size({"width": width, "height": 800})
                assert violations(shown) == [], width
                assert shown.evaluate("document.documentElement.scrollWidth") == width
            assert dark_violations(shown) == []
