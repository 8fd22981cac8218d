"""The modes of the page: each to its last sentence, by address, by keyboard alone, with what people set."""

import re
from datetime import date, timedelta
from math import ceil
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from tests.browser.opening import MODES, address, go, measure, opened, spaced
from tests.browser.pages import ATTACK, LARGEST, SHIPPED, URGENT, made

pytestmark = pytest.mark.browser
NAMES = dict(zip(("suivre", "jouer", "frise", "bloque", "circuit"), MODES, strict=True))
DELAYS = "sdh/transfer.yaml"  # some delays are announced


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


# --- by address ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, section", NAMES.items())
def test_the_address_chooses_the_mode(browser, folder, name, section):
    """``?mode=`` is for frames, ``#`` for links."""
    for url in (f"{address(folder, URGENT)}?mode={name}", address(folder, URGENT, name)):
        with opened(browser, url) as page:
            assert shown(page) == [section]
            assert page.locator("nav [aria-current='page']").get_attribute("href") == f"#{section}"
            assert page.evaluate("scrollY") == 0


def test_an_unknown_mode_is_the_first_one(browser, folder):
    with opened(browser, f"{address(folder, URGENT)}?mode=x&teinte=y#%3Cnothing%3E") as page:
        assert shown(page) == ["que-faire"]


# Names that every object has, whatever it is of.
INHERITED = ("__proto__", "constructor", "toString")


@pytest.mark.parametrize("name", INHERITED)
def test_no_name_that_every_object_has_is_a_mode(browser, folder, name):
    here = address(folder, URGENT)
    for url in (f"{here}?mode={name}", f"{here}#{name}", f"{here}#{name}=x", f"{here}#suivre={name}"):
        with opened(browser, url) as page:
            assert shown(page) == ["que-faire"], url


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
        for mode in ("plateau", "frise"):
            page.locator(f"nav a[href='#{mode}']").click()
            arrive(page, mode)
        for move, mode in ((page.go_back, "plateau"), (page.go_back, "que-faire"), (page.go_forward, "plateau")):
            move()
            arrive(page, mode)


def test_a_game_is_still_there_when_one_comes_back(browser, folder):
    with opened(browser, address(folder, URGENT, "jouer=2.5.4")) as page:
        go(page, "circuit")
        go(page, "plateau")
        assert page.url.endswith("#jouer=2.5.4")
        page.reload()
        assert shown(page) == ["plateau"]
        assert page.locator("#chips li").count() == 2


# --- what to do ------------------------------------------------------------------------------------------


def problem_of(name: str) -> tuple[str, str]:
    """Id and title of the last problem of a circuit."""
    problem = made(name).board.circuit.problems[-1]
    return problem.id, problem.title


@pytest.mark.parametrize("width", [375, 1280])
def test_a_link_leads_to_a_problem_and_asks_whether_it_is_urgent(browser, folder, width):
    id_, title = problem_of(LARGEST)
    with opened(browser, address(folder, LARGEST, f"suivre={id_}"), width, reduced_motion="reduce") as page:
        chosen = page.locator("#problemes details[open]")
        assert spaced(str(chosen.locator("summary").text_content())).startswith(spaced(title))
        assert page.locator("#problemes details:visible").count() == 1
        for answer in chosen.locator(".ask a").all():
            box = answer.bounding_box()
            assert box
            assert box["y"] + box["height"] <= 900
        assert page.locator("#l-probleme").input_value() == title.replace("’", "’")
        page.locator("#changer").click()
        assert page.locator("#problemes details:visible").count() == page.locator("#problemes details").count()
        assert page.url.endswith("#suivre")


def test_whoever_does_not_know_sees_the_number_and_the_criteria(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        page.locator("#problemes summary").first.click()
        page.locator(".ask a").nth(1).click()
        assert page.locator("#urgence .call a").first.is_visible()
        for level in page.locator("#urgence details").all():
            assert level.evaluate("(each) => each.open")


# Without a step, a number or a date nothing is left open in the text.
def test_the_letter_says_what_is_given_and_no_more(browser, folder):
    with opened(browser, address(folder, URGENT), locale="fr-FR") as page:
        text = page.locator("#texte")
        assert "{" not in text.inner_text()
        assert page.locator("#rappel").is_hidden()
        page.locator("#l-probleme").fill("Une fuite")
        page.locator("#l-date").fill("2026-11-02")
        page.locator("#l-numero").fill("A-12")
        for form in ("mail", "sms", "voice"):
            page.locator("#l-forme").select_option(form)
            said = text.inner_text()
            assert "2 novembre 2026" in said
            assert "A-12" in said
            assert "une fuite" in said.lower()
            assert "  " not in said
        assert "Une" not in page.url


def test_the_reminder_stands_on_the_announced_day(browser, folder):
    """15 days, 3 working days: the day is counted as it is announced."""
    with opened(browser, address(folder, URGENT), locale="fr-FR") as page:
        page.locator("#l-probleme").fill("Fuite; l’évier, d’eau")
        page.locator("#l-date").fill("2026-11-05")  # a Thursday
        steps = page.locator(".path > li[data-days]")
        assert steps.count()
        for item in steps.all():
            days, working = float(item.get_attribute("data-days") or 0), item.get_attribute("data-working") is not None
            title = item.locator("h4").evaluate("(each) => each.lastChild.textContent.trim()")
            page.locator("#l-etape").select_option(label=title)
            made_file = unquote(str(page.locator("#rappel").get_attribute("href")))
            assert made_file.startswith("data:text/calendar,BEGIN:VCALENDAR\r\n")
            assert f"DTSTART;VALUE=DATE:{after('2026-11-05', ceil(days), working=working)}\r\n" in made_file
            assert "SUMMARY:" in made_file
            assert "Fuite\\; l’évier\\, d’eau" in made_file


def after(day: str, days: int, *, working: bool) -> str:
    found = date.fromisoformat(day)
    while days:
        found += timedelta(days=1)
        days -= not working or found.weekday() < 5
    return found.strftime("%Y%m%d")


# --- the days --------------------------------------------------------------------------------------------


def test_the_days_add_up_until_one_is_not_known(browser, folder):
    with opened(browser, address(folder, DELAYS, "frise"), locale="fr-FR") as page:
        rows = [[cell.inner_text() for cell in row.locator("th, td").all()] for row in page.locator("#axes tr").all()]
        steps = page.locator(".path > li:not(:last-child)").all()
        known = [item.get_attribute("data-days") for item in steps]
    told = [row for row in rows[1:] if len(row) == 3]
    assert len(told) == len(steps)
    total = 0.0
    for row, days in zip(told, known, strict=True):
        total = total + float(days) if days is not None else 0.0
        assert row[2] in ("?", f"{total:g}".replace(".", ","))
    assert any(days is not None for days in known)
    assert any(row[2] not in ("?", "0") for row in told)


def test_a_circuit_without_delays_says_so(browser, folder):
    with opened(browser, address(folder, LARGEST, "frise")) as page:
        assert "Aucun délai n’est connu" in page.locator("#axes").inner_text()
        assert page.locator(".axe").count() == 0
        assert page.locator("#axes tr").first.locator("th").count() == 2


@pytest.mark.parametrize("name", SHIPPED)
def test_where_one_is_stuck_is_told_for_any_number_of_days(browser, folder, name):
    with opened(browser, address(folder, name, "bloque")) as page:
        for days in ("0", "1", "9", "40", "3650"):
            page.locator("#depuis").fill(days)
            assert page.locator("#ou").inner_text()
            assert page.locator("#la article").count() == 1
            assert page.locator("#la [id]").count() == 0
        page.locator("#depuis").fill("")
        assert page.locator("#ou").inner_text() == ""


# --- by keyboard alone -----------------------------------------------------------------------------------


def test_a_problem_and_its_letter_by_keyboard(browser, folder):
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        tab_to(page, "#problemes summary")
        page.keyboard.press("Enter")
        assert page.locator("#problemes details:visible").count() == 1
        tab_to(page, ".ask a[href='#chemin']")
        page.keyboard.press("Enter")
        tab_to(page, "#l-probleme")
        page.keyboard.press("Control+a")
        page.keyboard.type("Porte")
        tab_to(page, "#copier")
        page.keyboard.press("Space")
        assert "Porte" in page.locator("#texte").inner_text()
        assert page.evaluate("getSelection().toString()").strip() == page.locator("#texte").inner_text().strip()
        tab_to(page, "#changer", "Shift+Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('#problemes summary')")


def test_all_modes_by_keyboard(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        for mode in MODES[1:]:
            tab_to(page, f"nav a[href='#{mode}']", "Tab" if mode == MODES[1] else "Shift+Tab")
            page.keyboard.press("Enter")
            arrive(page, mode)
            assert focused(page) == f"h-{mode}"


def test_the_menu_of_a_phone_by_keyboard(browser, folder):
    with opened(browser, address(folder, URGENT), 375, 812) as page:
        assert page.locator("nav a:visible").count() == 1
        tab_to(page, "#menu")
        page.keyboard.press("Enter")
        assert page.locator("#menu").get_attribute("aria-expanded") == "true"
        assert page.locator("nav a:visible").count() == len(MODES)
        tab_to(page, "nav a[href='#frise']")
        page.keyboard.press("Enter")
        arrive(page, "frise")
        assert page.locator("#menu").get_attribute("aria-expanded") == "false"


def test_the_focus_follows_a_link_into_another_mode(browser, folder):
    with opened(browser, address(folder, URGENT), 375, 812, reduced_motion="reduce") as page:
        tab_to(page, ".bar a")
        page.keyboard.press("Enter")
        arrive(page, "bloque")
        assert focused(page) == "h-bloque"
        tab_to(page, "#depuis")
        tab_to(page, "#bloque a[href='#recours']")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'recours'")


# --- settings of people ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1280])
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
        go(page, "que-faire")
        assert page.evaluate(sticking) == ["bar js"]  # what the guard would see


def test_the_bar_of_phones_hides_no_focus(browser, folder):
    with opened(browser, address(folder, URGENT), 375, 600, reduced_motion="reduce") as page:
        for _ in range(60):
            page.keyboard.press("Tab")
            covered = page.evaluate("""() => {
              const bar = document.querySelector('.bar'), here = document.activeElement;
              if (here === document.body || bar.contains(here)) return false;
              return here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
            }""")
            assert not covered, focused(page)


def test_forced_colours_keep_edges_and_pawns(browser, folder):
    with opened(browser, address(folder, URGENT, "jouer=3.7.4"), forced_colors="active") as page:
        for selector in ("#etat", ".throws button", "#chips li", ".pion"):
            edge = page.locator(selector).first.evaluate("(each) => getComputedStyle(each).borderTopWidth")
            assert float(edge.removesuffix("px")) > 0, selector
        for mode in MODES:
            go(page, mode)
            assert measure(page, "wide") == []


@pytest.mark.parametrize("mode", MODES)
def test_printed_from_any_mode_it_gives_circuit_cards_and_rules(browser, folder, mode):
    with opened(browser, address(folder, URGENT, mode)) as page:
        if mode == "que-faire":
            page.locator("#problemes summary").first.click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for part in (".path article", "#track", ".rules", ".legend", ".deck .card", "#sources"):
            assert page.locator(part).first.is_visible(), part
        assert page.locator(".deck .card").evaluate_all("(all) => all.every((each) => each.checkVisibility())")
        assert page.locator("#problemes details").evaluate_all("(all) => all.every((each) => each.checkVisibility())")
        for part in ("#jeu", "#lettre", "#frise", "#bloque", "nav", ".bar", "#changer"):
            assert page.locator(part).is_hidden(), part
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".deck details[open]").count() == 0


# --- safety ----------------------------------------------------------------------------------------------


ELEMENTS = "[...document.querySelectorAll('*')].map((each) => each.tagName + [...each.attributes].map((a) => a.name))"


def write_letters(page: Page, found: list[list[str]]) -> None:
    page.locator("#problemes summary").first.click()
    page.locator("#l-numero").fill(ATTACK)
    page.locator("#l-probleme").fill(ATTACK)
    page.locator("#l-date").fill("2026-11-05")
    for form in ("mail", "sms", "voice"):
        page.locator("#l-forme").select_option(form)
        found.append(page.evaluate(ELEMENTS))


def visit(page: Page, found: list[list[str]]) -> None:
    for mode in MODES[2:]:
        go(page, mode)
        found.append(page.evaluate(ELEMENTS))
    go(page, "bloque")
    page.locator("#depuis").fill("30")
    found.append(page.evaluate(ELEMENTS))


def play(page: Page) -> None:
    """A few throws, then every card; chance draws the cards, so elements differ from game to game."""
    go(page, "plateau")
    page.locator("[data-begin]").click()
    for throw in (1, 2, 3, 6, 5, 4, 1, 1):
        asked = page.locator("#jeu [data-when]:not([hidden])")
        if asked.count() and asked.get_attribute("data-when") == "throw":
            page.locator(f"[data-throw='{throw}']").click()
        elif asked.count():
            asked.locator("button").last.click()
    for square in page.locator("#track button").all():
        square.click()
        page.keyboard.press("Escape")
    assert re.search(r"#jouer=2\.\d+\.[\w-]+$", page.url)


def test_markup_in_every_field_changes_nothing_in_any_mode(browser, folder):
    """Each state of the hostile page has the elements of the tame one; nothing runs, nothing is asked for."""

    def states(name: str) -> list[list[str]]:
        said: list[str] = []
        found: list[list[str]] = []
        with opened(browser, address(folder, name), reduced_motion="reduce") as page:
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
