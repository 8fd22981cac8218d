"""The modes of the page: each to its last sentence, by address, by keyboard alone, with what people set."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.opening import MODES, address, come, enter, go, measure, opened
from tests.browser.pages import ATTACK, LARGEST, STEADY, URGENT, made
from tests.browser.playing import click
from tests.chosen import chosen

pytestmark = pytest.mark.browser
NAMES = {**dict(zip(("suivre", "bloque", "dossier", "circuit", "jouer"), MODES, strict=True)), "frise": "circuit"}


def shown(page: Page) -> list[str]:
    sections = page.locator("main > section").all()
    return [str(each.get_attribute("id")) for each in sections if each.is_visible()]


def arrive(page: Page, mode: str) -> None:
    """Wait until ``mode`` is the one that is shown: an address that changes is heard a little later."""
    page.wait_for_function(
        "(id) => [...document.querySelectorAll('main > section:not([hidden])')].map((each) => each.id).join() === id",
        arg=mode,
    )
    assert shown(page) == [mode]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses a key until the focus is there, and sees that it can be seen."""
    for _ in range(200):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            assert page.evaluate("document.activeElement.checkVisibility()")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    pytest.fail(f"{selector} cannot be reached")


@pytest.mark.parametrize("name, section", chosen(NAMES.items(), [("frise", "circuit")]))
def test_the_address_chooses_the_mode(browser, folder, name, section):
    """``?mode=`` is for frames, ``#`` for links."""
    with opened(browser, "about:blank") as page:
        for url in (f"{address(folder, URGENT)}?mode={name}", address(folder, URGENT, name)):
            come(page, url)
            assert shown(page) == [section]
            assert page.locator("nav [aria-current='page']").get_attribute("href") == f"#{section}"
            assert page.evaluate("scrollY") == 0


def test_an_unknown_mode_is_the_first_one(browser, folder):
    with opened(browser, f"{address(folder, URGENT)}?mode=x&teinte=y#%3Cnothing%3E") as page:
        assert shown(page) == ["que-faire"]


# Names that every object has, whatever it is of.
INHERITED = ("__proto__", "constructor", "toString")


@pytest.mark.parametrize("name", chosen(INHERITED, ["__proto__"]))
def test_no_name_that_every_object_has_is_a_mode(browser, folder, name):
    here = address(folder, URGENT)
    with opened(browser, "about:blank") as page:
        for url in (f"{here}?mode={name}", f"{here}#{name}", f"{here}#{name}=x", f"{here}#suivre={name}"):
            come(page, url)
            assert shown(page) == ["que-faire"], url


@pytest.mark.slow
def test_the_ground_of_the_page_can_be_chosen(browser, folder):
    def ground(hue: str) -> str:
        with opened(browser, f"{address(folder, URGENT)}?teinte={hue}") as page:
            for mode in MODES:
                go(page, mode)
                assert measure(page, "contrasts") == [], (hue, mode)
            return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    grounds = {"creme": "rgb(255, 251, 240)", "blanc": "rgb(255, 255, 255)", "ciel": "rgb(238, 246, 248)"}
    assert {hue: ground(hue) for hue in grounds} == grounds


def test_back_and_forward_go_through_the_modes(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        for mode in ("plateau", "circuit"):
            if not page.locator(f"nav a[href='#{mode}']").is_visible():
                page.locator("#menu").click()
            page.locator(f"nav a[href='#{mode}']").click()
            arrive(page, mode)
        for move, mode in ((page.go_back, "plateau"), (page.go_back, "que-faire"), (page.go_forward, "plateau")):
            move()
            arrive(page, mode)


def test_a_game_is_still_there_when_one_comes_back(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=2.5.t")) as page:
        go(page, "circuit")
        go(page, "plateau")
        assert page.url.endswith("#partie=2.5.t")
        page.reload()
        assert shown(page) == ["plateau"]
        assert page.locator("#chips li").count() == 2


def test_the_steps_are_a_list_of_two_screens_and_all_else_is_folded_under_its_name(browser, folder):
    name = "opac-38/repairs.yaml"
    with opened(browser, address(folder, name, "circuit"), 375, 667, reduced_motion="reduce") as page:
        path = page.locator(".path").bounding_box()
        assert path
        assert path["y"] + path["height"] <= 2 * 667
        assert page.locator(".path > li:visible").count() == len(made(name).board.circuit.steps) + 1
        parts = page.locator("#circuit > details")
        assert parts.count() > 8
        assert page.locator("#circuit details[open]:not(#trajet)").count() == 0
        assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 667
        for part in parts.all():
            assert part.locator("summary h3").is_visible()
            assert part.evaluate("(each) => each.textContent.length > 2 * each.firstElementChild.textContent.length")
        page.evaluate("document.querySelectorAll('#circuit details').forEach((each) => (each.open = true))")
        assert page.evaluate("document.documentElement.scrollHeight") > 10 * 667, "the guard sees what is unfolded"


@pytest.mark.parametrize("target", chosen(["recours", "sources", "source-1"], ["source-1"]))
def test_a_page_opened_at_a_part_shows_it_unfolded_and_its_section_alone(browser, folder, target):
    with opened(browser, address(folder, LARGEST, target), reduced_motion="reduce") as page:
        assert shown(page) == ["circuit"]
        assert page.locator("#circuit > details[open]").count() == 1
        place = page.locator(f"#{target}")
        assert place.is_visible()
        in_sight = "(id) => document.getElementById(id).getBoundingClientRect().top < innerHeight"
        page.wait_for_function(in_sight, arg=target)


SIGNED = "document.querySelector('#texte .signature').innerText.startsWith('Camille')"


@pytest.mark.slow
def test_a_problem_and_its_letter_by_keyboard(browser, folder):
    """From the tile to the letter and back: the focus stands on the heading of what has come."""
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        tab_to(page, "#problemes summary")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'h-reponse'")
        tab_to(page, "#rien .main")
        page.keyboard.press("Enter")
        arrive(page, "bloque")
        assert focused(page) == "h-bloque"
        tab_to(page, "#fait input")
        before = page.locator("#verdict").inner_text()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('#fait input:checked')"), "the answer takes no focus"
        assert page.locator("#verdict").inner_text() != before
        page.keyboard.press("ArrowUp")
        tab_to(page, "#texte [data-slot=nom]")
        page.keyboard.type("Camille")
        tab_to(page, "#copier")
        # Whether a file may write the clipboard is the browser's affair, and not the same each time.
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.held = text; }")
        page.keyboard.press("Space")
        page.wait_for_function(f"() => {SIGNED} && window.held?.includes('Camille, signature')")
        tab_to(page, "#bloque .back", "Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'h-reponse'")
        tab_to(page, "#reponse .back", "Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'h-que-faire'")


def test_all_problems_and_all_steps_by_keyboard(browser, folder):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        tab_to(page, "#tous")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('#problemes details:nth-child(7) summary')")
        assert page.locator("#problemes details:visible").count() == len(made(LARGEST).board.circuit.problems)
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'h-reponse'")
        tab_to(page, "#trajet > summary")
        page.keyboard.press("Enter")
        assert page.locator(".path > li:visible").count() == len(made(LARGEST).board.circuit.steps) + 1


@pytest.mark.slow
def test_all_modes_by_keyboard(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        for mode in (*MODES[1:], MODES[0]):
            if not page.locator(f"nav a[href='#{mode}']").is_visible():
                tab_to(page, "#menu", "Shift+Tab")
                page.keyboard.press("Enter")
            tab_to(page, f"nav a[href='#{mode}']", "Shift+Tab")
            page.keyboard.press("Enter")
            arrive(page, mode)
            assert focused(page) == f"h-{mode}"


def test_the_menu_of_a_phone_by_keyboard(browser, folder):
    with opened(browser, address(folder, URGENT), 375, 812) as page:
        assert page.locator("nav a:visible").count() == 0
        tab_to(page, "#menu")
        page.keyboard.press("Enter")
        assert page.locator("#menu").get_attribute("aria-expanded") == "true"
        assert page.locator("nav a:visible").count() == len(MODES)
        tab_to(page, "nav a[href='#circuit']")
        page.keyboard.press("Enter")
        arrive(page, "circuit")
        assert page.locator("#menu").get_attribute("aria-expanded") == "false"


def test_the_focus_follows_a_link_into_another_mode(browser, folder):
    with opened(browser, address(folder, LARGEST, "suivre=grosse-fuite"), 375, 812, reduced_motion="reduce") as page:
        page.evaluate("document.querySelectorAll('#trajet, .path details').forEach((each) => (each.open = true))")
        link = page.locator(".path .r-silent a:visible").first
        target = str(link.get_attribute("href"))
        link.focus()
        page.keyboard.press("Enter")
        arrive(page, "circuit")
        page.wait_for_function("(id) => document.activeElement.matches(id)", arg=target)
        box = page.locator(target).bounding_box()
        assert box
        assert 0 <= box["y"] < 812


@pytest.mark.parametrize("width", chosen([320, 1280], [320]))
def test_nothing_sticks_on_a_low_screen(browser, folder, width):
    """RGAA 10.11 as outputs.md has it: below 480 px of height nothing stays over what is read."""
    sticking = """[...document.querySelectorAll('body *')].filter((each) => each.checkVisibility())
      .filter((each) => ['sticky', 'fixed'].includes(getComputedStyle(each).position) && each.tagName !== 'DIALOG')
      .map((each) => each.className || each.id)"""
    with opened(browser, address(folder, URGENT), width, 400) as page:
        for mode in MODES:
            go(page, mode)
            assert page.evaluate(sticking) == [], mode
        page.set_viewport_size({"width": 375, "height": 812})
        enter(page, "suivre=autre")
        assert page.evaluate(sticking) == ["bar js"]  # what the guard would see


@pytest.mark.parametrize("state", chosen(["suivre=lift-inside", "bloque"], ["bloque"]))
def test_what_sticks_on_phones_hides_no_focus(browser, folder, state):
    """The bar under a problem, the answer where nothing comes."""
    with opened(browser, address(folder, URGENT, state), 375, 600, reduced_motion="reduce") as page:
        bar = {"bloque": "#verdict"}.get(state, ".bar")
        assert page.locator(bar).is_visible()
        for _ in range(60):
            page.keyboard.press("Tab")
            covered = page.evaluate(
                """(bar) => {
                  const low = document.querySelector(bar), here = document.activeElement;
                  if (here === document.body || low.contains(here)) return false;
                  return here.getBoundingClientRect().bottom > low.getBoundingClientRect().top + 1
                    && here.getBoundingClientRect().top < low.getBoundingClientRect().bottom;
                }""",
                bar,
            )
            assert not covered, focused(page)


@pytest.mark.slow
def test_forced_colours_keep_edges_and_pawns(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=3.7.t"), forced_colors="active") as page:
        for selector in (".die", "#chips button", ".pion"):
            edge = page.locator(selector).first.evaluate("(each) => getComputedStyle(each).borderTopWidth")
            assert float(edge.removesuffix("px")) > 0, selector
        for mode in MODES:
            go(page, mode)
            assert measure(page, "wide") == []


@pytest.mark.parametrize("mode", chosen(["que-faire", "circuit", "plateau"], ["circuit"]))
def test_printed_is_what_is_on_the_screen(browser, folder, mode):
    """And nothing that only a screen can do; afterwards all stands as before."""
    with opened(browser, address(folder, URGENT, mode)) as page:
        opens = "[...document.querySelectorAll('details')].map((each) => each.open)"
        before = page.evaluate(opens)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert shown(page) == [mode]
        for part in ("#jeu", "nav", ".bar", "#cherche", ".back", ".ways"):
            assert page.locator(part).first.is_hidden(), part
        for part in {"que-faire": ["#problemes", "#numero"], "circuit": [".path", ".deck .card"]}.get(mode, ["#track"]):
            assert page.locator(part).first.is_visible(), part
        if mode == "circuit":
            cards = page.locator("#circuit .card")
            assert cards.evaluate_all("(all) => all.every((each) => each.checkVisibility())")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(opens) == before


# All but whether the bar gives way: how long the texts are decides what is in sight.
ELEMENTS = """[...document.querySelectorAll('*')]
  .map((each) => each.tagName + (each.matches('.bar') ? '' : [...each.attributes].map((a) => a.name)))"""


def write_letters(page: Page, found: list[list[str]]) -> None:
    page.locator("#problemes summary").first.click()
    page.wait_for_function("() => !document.getElementById('reponse').hidden")
    found.append(page.evaluate(ELEMENTS))
    page.locator("#rien .main").click()
    arrive(page, "bloque")
    for radio in page.locator("#fait input").all():
        radio.check()
        if page.locator("#quand").is_visible():
            page.locator("#l-numero").fill(ATTACK)
            page.locator("#l-date").fill("2026-11-05")
        for slot in ("nom", "faits"):
            page.locator(f"#texte [data-slot={slot}]").first.fill(ATTACK)
        found.append(page.evaluate(ELEMENTS))
    page.locator("#copier").click()
    enter(page, f"suivre={quote(ATTACK, safe='')}")
    assert page.locator("#que-faire").is_visible()
    enter(page, f"suivre=autre&numero={quote(ATTACK, safe='')}")
    assert page.locator("#h-reponse").is_visible()
    found.append(page.evaluate(ELEMENTS))


def visit(page: Page, found: list[list[str]]) -> None:
    for mode in MODES:
        go(page, mode)
        found.append(page.evaluate(ELEMENTS))


def play(page: Page) -> None:
    """Some turns of one game, then every card."""
    enter(page, "partie=2.7.")
    assert page.locator("#jeu.on #chips li").count() == 2
    click(page, 14)
    page.evaluate("""() => {
      for (const square of document.querySelectorAll("#track button")) {
        square.click();
        if (!document.querySelector("#carte").open) throw new Error(square.textContent);
        document.querySelector("#carte").close();
      }
    }""")
    assert re.search(r"#partie=2\.7\.[\w+-]+$", page.url)


@pytest.mark.slow
def test_markup_in_every_field_changes_nothing_in_any_mode(browser, folder):
    """Each state of the hostile page has the elements of the tame one; nothing runs, nothing is asked for."""

    def states(name: str) -> list[list[str]]:
        said: list[str] = []
        found: list[list[str]] = []
        with opened(browser, address(folder, name), own=True, reduced_motion="reduce") as page:
            page.on("dialog", lambda dialog: said.append(dialog.message))
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: said.append(request.url))
            write_letters(page, found)
            visit(page, found)
            play(page)
        assert said == []
        return found

    assert states("hostile") == states("tame")
