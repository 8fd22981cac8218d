"""The page in a real Chromium: seen, reached by keyboard, without script, at every width."""

import subprocess

import pytest

from tests.browser.opening import MODES, WIDTHS, address, enter, go, measure, opened, spaced, unfold
from tests.browser.pages import FEW, LARGEST, URGENT, made, make
from tests.browser.playing import list_squares
from tests.chosen import chosen
from tests.web.test_page import FRAMES, framed

pytestmark = pytest.mark.browser
LEGIBLE = ("small", "contrasts", "targets", "wide")


# A title that the board has room for.
SHOWN = "[...document.querySelectorAll('#track .title')].find((each) => getComputedStyle(each).clipPath === 'none')"


@pytest.mark.slow
@pytest.mark.parametrize(
    "what, mode, planted",
    [
        ("small", "bloque", "document.querySelector('#verdict').style.fontSize = '15px'"),
        ("contrasts", "bloque", "document.querySelector('#verdict').style.color = '#999'"),
        ("contrasts", "que-faire", "document.querySelector('#h-que-faire').style.color = '#8cf'"),
        (
            "targets",
            "que-faire",
            "document.querySelector('#problemes summary').style.cssText = 'min-height:0;padding:0'",
        ),
        ("wide", "bloque", "document.querySelector('#texte').style.cssText = 'width:2000px;max-width:none'"),
        (
            "cut",
            "plateau",
            f"{SHOWN}.textContent = 'Une étiquette sans fin '.repeat(9)",
        ),
    ],
)
def test_the_guards_see_planted_faults(browser, folder, what, mode, planted):
    with opened(browser, address(folder, URGENT, mode)) as page:
        before = measure(page, what)
        page.evaluate(planted)
        assert len(measure(page, what)) > len(before)


# Of these every layout: the most words, the most squares, texts that try to break out, from right to left.
STRAINED = (LARGEST, "small", "hostile", "arabic")


@pytest.mark.parametrize("name", chosen([*STRAINED, *sorted({*FEW, URGENT} - {LARGEST})], [LARGEST]))
def test_all_can_be_read_and_reached(browser, folder, name):
    """Every mode, and the screen of a problem, with all unfolded; on a phone in the dark, too."""
    with opened(browser, address(folder, name)) as page:
        first = str(page.locator("#problemes details").first.get_attribute("id"))
        for state in (*MODES, first):
            enter(page, state)
            unfold(page)
            for width in WIDTHS if name in STRAINED else (375,):
                page.set_viewport_size({"width": width, "height": 900})
                assert measure(page, *LEGIBLE) == [], (state, width)
                if width == 375:
                    page.emulate_media(color_scheme="dark")
                    assert measure(page, "contrasts") == [], (state, "dark")
                    page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        go(page, "plateau")
        assert measure(page, "cut") == []


def test_dark_is_dark_and_paper_is_light(browser, folder):
    def ground(page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    with opened(browser, address(folder, URGENT), color_scheme="dark") as page:
        assert ground(page) == "rgb(20, 22, 43)"
        page.emulate_media(color_scheme="dark", media="print")
        assert ground(page) == "rgb(255, 255, 255)"


@pytest.mark.slow
@pytest.mark.parametrize("name", chosen([LARGEST, "small"], ["small"]))
def test_no_word_leaves_its_square(browser, folder, name):
    with opened(browser, address(folder, name, "plateau")) as page:
        for width in (420, 560, 900, 960, 1100, 1280, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert measure(page, "cut") == [], width


@pytest.mark.parametrize("width", chosen([375, 640, 1280], [375]))
def test_text_twice_as_large_loses_nothing(browser, folder, width):
    with opened(browser, address(folder, LARGEST), width) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for mode in MODES:
            go(page, mode)
            assert measure(page, "wide", "cut") == []
        for state in ("suivre=grosse-fuite", "bloque=grosse-fuite"):
            enter(page, state)
            part = "#reponse" if state.startswith("suivre") else "#bloque"
            assert page.locator(part).is_visible()
            assert measure(page, "wide") == []


@pytest.mark.parametrize("width", chosen([320, 1280], [320]))
def test_wider_text_spacing_loses_nothing(browser, folder, width):
    """WCAG 2.2, 1.4.12."""
    spacing = "each.style.cssText += ';line-height:1.5;letter-spacing:.12em;word-spacing:.16em'"
    with opened(browser, address(folder, LARGEST), width) as page:
        page.evaluate(f"document.querySelectorAll('main *').forEach((each) => {{ {spacing} }})")
        for mode in MODES:
            go(page, mode)
            assert measure(page, "wide") == []


@pytest.mark.slow
def test_the_board_is_wide_compact_or_a_list(browser, folder):
    def display(width: int, *, script: bool = True) -> list[object]:
        with opened(browser, address(folder, LARGEST, "plateau"), width, java_script_enabled=script) as page:
            found: list[object] = page.evaluate("""() => {
              const clip = getComputedStyle(document.querySelector('#case-2 .title')).clipPath;
              return [getComputedStyle(document.querySelector('#track')).display, clip === 'none'];
            }""")
            return found

    assert display(375, script=False) == ["flex", True]
    assert display(375) == ["grid", False]  # a small picture of the game
    assert display(768) == ["grid", False]
    assert display(1280) == ["grid", True]


@pytest.mark.slow
def test_squares_stand_where_the_layout_puts_them(browser, folder):
    track = made(LARGEST).parts.track
    with opened(browser, address(folder, LARGEST, "plateau")) as page:
        outer = page.locator(".track").bounding_box()
        assert outer
        scale = outer["width"] / track.area.w
        for cell in track.cells:
            box = page.locator(f"#case-{cell.number} button").bounding_box()
            assert box
            assert abs(box["x"] - outer["x"] - (cell.box.x - track.area.x) * scale) < 1
            assert abs(box["y"] - outer["y"] - (cell.box.y - track.area.y) * scale) < 1
            assert abs(box["width"] - cell.box.w * scale) < 1


@pytest.mark.parametrize("key", chosen(["Enter", "Space"], ["Enter"]))
def test_a_card_opens_by_keyboard_and_gives_focus_back(browser, folder, key):
    with opened(browser, address(folder, URGENT, "plateau")) as page:
        page.locator("#case-4 button").focus()
        page.keyboard.press(key)
        assert page.locator("#carte").evaluate("(each) => each.open")
        heading = page.evaluate("document.activeElement.textContent")
        title = next(card.title for card in made(URGENT).parts.deck.cards if card.name == "4")
        assert spaced(heading) == spaced(title)
        page.keyboard.press("Escape")
        assert not page.locator("#carte").evaluate("(each) => each.open")
        page.wait_for_function("() => document.activeElement.closest('li')?.id === 'case-4'")


def test_the_next_card_is_one_button_away(browser, folder):
    cards = made(URGENT).parts.deck.cards
    with opened(browser, address(folder, URGENT, "plateau")) as page:
        page.locator("#case-1 button").click()
        assert page.locator("[data-go='-1']").is_disabled()
        for card in cards[1:4]:
            page.locator("[data-go='1']").click()
            assert spaced(page.locator("#carte h2").inner_text()) == spaced(card.face.title or card.title)
            assert page.locator("#carte .band b").inner_text() == card.name
        page.locator("#carte [data-go='0']").click()
        page.wait_for_function("(id) => document.activeElement.closest('li')?.id === id", arg=f"case-{cards[3].name}")


CARD_OF = """(name) => {
  document.getElementById("carte").close();
  document.querySelector(`#case-${CSS.escape(name)} button`).click();
  return document.getElementById("carte").innerText;
}"""


def test_every_square_shows_its_card(browser, folder):
    """Title and every row of the card stand in the dialog; nothing in it has an anchor of its own."""
    parts, seen = made(LARGEST).parts, set()
    with opened(browser, address(folder, LARGEST, "plateau")) as page:
        for card in parts.deck.cards:
            said = spaced(page.evaluate(CARD_OF, card.name))
            assert spaced(card.face.title or card.title) in said
            assert card.detailed or not card.rows or spaced(card.text) in said
            for row in card.rows:
                if row.key not in ("game", "silent"):
                    assert spaced(row.value) in said, (card.name, row)
            if card.kind not in seen:  # its colours are those of its kind
                seen.add(card.kind)
                assert measure(page, "contrasts") == []
        assert page.locator("#carte [id]").count() == 1


def test_a_link_in_a_card_leads_to_the_other_card(browser, folder):
    with opened(browser, address(folder, LARGEST, "plateau"), reduced_motion="reduce") as page:
        page.locator("#case-1 button").click()
        link = page.locator("#carte .r-silent a")
        target = str(link.get_attribute("href"))
        link.click()
        assert not page.locator("#carte").evaluate("(each) => each.open")
        in_sight = (
            "(id) => { const { y } = document.querySelector(id).getBoundingClientRect(); return 0 <= y && y < 900; }"
        )
        page.wait_for_function(in_sight, arg=target)


@pytest.mark.slow
def test_a_dialog_fits_a_phone(browser, folder):
    with opened(browser, address(folder, LARGEST, "plateau"), 320, 480) as page:
        list_squares(page)
        page.locator("#case-1 button").click()
        assert measure(page, "small", "targets", "wide") == []
        box = page.locator("#carte").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 480


@pytest.mark.parametrize("name", chosen([LARGEST, "hostile"], ["hostile"]))
def test_no_request_but_the_page_no_cookie_no_storage_no_violation(browser, folder, name):
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.goto(address(folder, name))
    for mode in MODES:
        go(page, mode)
    go(page, "plateau")
    page.locator("#case-2 button").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert [url for url in requests if not url.startswith("data:")] == [address(folder, name)]
    assert told == []
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.slow
def test_the_guard_sees_a_violation(browser, folder):
    told: list[str] = []
    with opened(browser, address(folder, URGENT), own=True) as page:
        page.on("console", lambda message: told.append(message.text))
        page.evaluate("document.body.setAttribute('style', 'color:red')")
        page.wait_for_timeout(100)
    assert any("Content Security Policy" in text for text in told)


def test_the_font_of_the_page_is_used(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        page.evaluate("document.fonts.ready")
        assert page.evaluate("[...document.fonts].map((each) => each.status)") == ["loaded", "loaded"]


def test_without_script_all_can_be_read(browser, folder):
    with opened(browser, address(folder, LARGEST), java_script_enabled=False) as page:
        for card in made(LARGEST).parts.deck.cards:
            assert page.locator(f"#case-{card.name} button").is_visible()
        assert page.locator("article").first.is_visible()
        assert page.locator("#sources").is_visible()
        for folded in page.locator("#problemes > details").all():
            assert folded.is_visible()
            folded.locator("summary").first.click()
            assert folded.evaluate("(each) => each.innerText.length > each.firstChild.innerText.length")
        for step in page.locator(".path > li").all():
            assert step.is_visible()
        for recourse in made(LARGEST).board.circuit.recourse:
            assert page.get_by_role("heading", name=recourse.title, exact=True).first.is_visible()
        for part in ("#numero .r-call", "#gestes", "#urgence", "#recours"):
            assert page.locator(part).is_visible(), part
        for part in ("#reponse", "#bloque", "#cherche", ".bar", "#copier"):
            assert page.locator(part).is_hidden(), part


def test_it_works_inside_another_page(browser, folder):
    (folder / "host.html").write_text(
        '<iframe sandbox="allow-scripts" width="600" height="800" title="x" '
        f'src="{address(folder, "hostile", "plateau")}"></iframe>',
        "utf-8",
    )
    with opened(browser, (folder / "host.html").as_uri()) as page:
        frame = page.frame_locator("iframe")
        list_squares(frame)
        frame.locator("#case-1 button").click()
        assert frame.locator("#carte h2").is_visible()


DEAD = 'a:is([href^="tel:"], [href^="sms:"], [href^="mailto:"]):visible, [data-print]:visible'


@pytest.mark.slow
def test_no_button_is_dead_in_the_frame_of_a_site_that_lets_it_only_run_scripts(browser, folder):
    """WordPress gives its frame a secret; there a number is text, and the answer of a danger still says it."""
    host = '<iframe sandbox="allow-scripts" src="https://site.test/index.html#?secret=abc"></iframe>'
    with opened(browser, address(folder, LARGEST, "suivre=fire")) as page:
        assert page.locator(DEAD).count(), "what telephones is seen where it may"
    with opened(browser, address(folder, LARGEST), own=True) as page:
        bodies = {"https://site.test/host.html": host, "https://site.test/index.html": made(LARGEST).html}
        page.route("**", lambda route: route.fulfill(body=bodies[route.request.url], content_type="text/html"))
        page.goto("https://site.test/host.html")
        frame = page.frames[-1]
        frame.evaluate("location.hash = 'suivre=fire'")
        frame.locator("#reponse .call").first.wait_for()
        assert "18" in frame.locator("#reponse").inner_text()
        assert frame.locator(DEAD).count() == 0


def test_a_link_opens_what_is_folded(browser, folder):
    with opened(browser, address(folder, LARGEST, "circuit")) as page:
        folded = page.locator(".deck details:has(.answer)").first
        assert not folded.evaluate("(each) => each.open")
        page.goto(address(folder, LARGEST, str(folded.get_attribute("id"))))
        assert folded.evaluate("(each) => each.open")


def test_forced_colours_keep_the_pictograms(browser, folder):
    with opened(browser, address(folder, LARGEST), forced_colors="active") as page:
        band = page.locator("#case-2 button").evaluate("(each) => getComputedStyle(each, '::before').backgroundImage")
        assert band.startswith("url(")


def test_reduced_motion_is_obeyed(browser, folder):
    def behaviour(motion: str) -> str:
        with opened(browser, address(folder, URGENT), reduced_motion=motion) as page:
            return str(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))

    assert behaviour("reduce") == "auto"
    assert behaviour("no-preference") == "smooth"


@pytest.mark.slow
@pytest.mark.parametrize("mode", chosen(["circuit", "plateau"], ["circuit"]))
def test_no_printed_sheet_is_empty_and_the_board_is_large(browser, folder, tmp_path, mode):
    """The board alone, and all of it where that is asked for."""
    with opened(browser, address(folder, URGENT, mode)) as page:
        if mode == "circuit":
            page.evaluate("window.print = () => {}")
            page.locator("[data-print=tout]").click()
        # Printed while the screen still waits for its font: paper does not.
        page.evaluate("document.fonts.ready.then(() => document.documentElement.classList.add('wait'))")
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        page.emulate_media(media="print")
        if mode == "circuit":
            page.locator("[data-print=tout]").evaluate("(each) => each.click()")
        board, sheet = (page.locator(each).bounding_box() for each in (".track", "#plateau"))
        assert board
        assert sheet
        assert board["width"] > 0.75 * sheet["width"]
    told = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    sheets = told.split("\f")[:-1]
    assert len(sheets) > (5 if mode == "circuit" else 0)
    assert [rank for rank, text in enumerate(sheets, 1) if len(text.strip()) < 100] == []


def test_the_first_screen_of_a_phone_says_whom_to_call(browser, folder):
    for name in (LARGEST, URGENT):
        with opened(browser, address(folder, name), 375, 812) as page:
            for place in ("h1", ".state a", "#gestes > summary", ".dial a", "#problemes summary", "#numero"):
                box = page.locator(place).first.bounding_box()
                assert box, place
                assert box["y"] + box["height"] <= 812, place


@pytest.mark.slow
def test_the_page_of_a_circuit_begun_from_an_example_answers(browser, tmp_path):
    """Its first sources are cited on paper alone, its steps are questions."""
    (tmp_path / "begun.html").write_text(make(framed(FRAMES[0])).html, "utf-8")
    with opened(browser, (tmp_path / "begun.html").as_uri(), reduced_motion="reduce") as page:
        go(page, "bloque")
        assert page.locator("#bloque :is(button, a):visible").count() > 1
        go(page, "plateau")
        page.locator("#plateau button:visible").first.click()
