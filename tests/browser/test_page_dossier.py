"""« Mon dossier »: what happened, kept where somebody says yes, and the letter that is due when one comes back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import come, enter, measure, opened, spaced
from tests.browser.pages import made
from tests.browser.test_embed import hosted
from tests.browser.test_page_axe import dark_violations, violations
from tests.chosen import chosen

pytestmark = pytest.mark.browser
FRENCH: dict[str, Any] = {"own": True, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
TUESDAY, TEN_DAYS_LATER = "2026-12-01T10:00:00+01:00", "2026-12-11T10:00:00+01:00"
KEY = "jeu-oie OPH 31"
REFUSING = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def at(page: Page, moment: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(moment))


def stored(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("() => ({ ...localStorage })")
    return found


def call(page: Page, url: str, problem: str = "silent") -> None:
    """Notes that one called on that Tuesday, and what was promised."""
    come(page, f"{url}#bloque={problem}")
    page.locator("#fait input").nth(1).check()
    page.locator("#l-date").fill("2026-12-01")
    page.locator("#l-heure").fill("09:30")
    page.locator("#l-numero").fill("4821")
    page.locator("#depuis input").nth(2).check()
    page.locator("#l-jour").fill("2026-12-01")
    page.locator("#l-mots").fill("demain.")
    page.locator("#noter button").click()


@contextmanager
def called(browser: Browser, url: str, *scripts: str, **more: Any) -> Iterator[Page]:
    """« Mon dossier », opened by its link, after a call that was noted on its day."""
    with opened(browser, "about:blank", **{**FRENCH, **more}) as page:
        for script in scripts:
            page.add_init_script(script)
        at(page, TUESDAY)
        call(page, url)
        page.locator("#garde-ici a").click()
        page.locator("#dossier").wait_for()
        yield page


def take_out(page: Page, folder: Path) -> Path:
    """The file that one saves."""
    with page.expect_download() as download:
        page.locator("#sortir").click()
    assert download.value.suggested_filename == "mon-dossier.json"
    file = folder / "mon-dossier.json"
    download.value.save_as(file)
    return file


def give(page: Page, name: str, text: str) -> str:
    """What is said of a file that one opens."""
    before = page.locator("#garde").evaluate("(each) => (each.textContent = '')")
    page.locator("#fichier").set_input_files({"name": name, "mimeType": "application/json", "buffer": text.encode()})
    page.wait_for_function("(before) => document.getElementById('garde').textContent !== before", arg=before)
    return page.locator("#garde").inner_text()


def test_nothing_is_kept_before_a_yes_and_nothing_is_ever_asked_of_the_network(browser, leaks):
    with opened(browser, "about:blank", **FRENCH) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        at(page, TUESDAY)
        call(page, leaks)
        page.locator("#garde-ici a").click()
        page.locator("#dossier").wait_for()
        assert stored(page) == {}
        assert "Rien n’est gardé" in page.locator("#garde").inner_text()
        page.locator("#oui").click()
        assert list(stored(page)) == [KEY]
        assert page.locator("#garder").is_hidden()
        assert page.locator("#garde").inner_text() == "Gardé sur ce téléphone seulement."
        page.locator("#effacer").click()
        assert {url.split("#")[0] for url in asked} == {leaks}


def test_an_egg_holds_what_was_told(browser, leaks):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        kept = json.loads(stored(page)[KEY])
        assert (kept["format"], kept["landlord"]) == (1, "OPH 31")
        first, second = kept["eggs"]
        empty = {"means": "", "whom": "", "said": "", "letter": "", "limit": ""}
        told = {"problem": "silent", "kind": "call", "date": "2026-12-01", "time": "09:30", "number": "4821"}
        assert first == {"id": first["id"], **told, **empty}
        assert (second["kind"], second["said"]) == ("promise", "demain.")
        assert first["id"] != second["id"]


def test_ten_days_later_the_letter_is_two_taps_away(browser, leaks):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        assert page.locator("#oeufs .lead").inner_text() == "Prochaine date : mercredi 9 décembre."
        at(page, TEN_DAYS_LATER)
        come(page, leaks)
        assert spaced(page.locator("#rappel").inner_text()) == "Mon dossier : délai passé depuis mercredi 9 décembre."
        page.locator("#rappel a").click()
        page.locator("#dossier").wait_for()
        assert page.locator("#oeufs .lead").inner_text() == "Délai passé depuis mercredi 9 décembre."
        page.locator("#oeufs .main").click()
        page.locator("#lettre").wait_for()
        text = spaced(page.locator("#texte").inner_text())
        assert "vendredi 11 décembre 2026" in text
        assert "signalé le mardi 1er décembre 2026" in text
        assert "numéro 4821" in text
        assert "« demain »" in text


def test_a_letter_that_was_sent_is_an_egg_with_the_day_that_it_proposes(browser, leaks):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        at(page, TEN_DAYS_LATER)
        come(page, f"{leaks}#bloque=silent")
        page.locator("#envoyee").click()
        assert page.locator("#lettre").is_hidden(), "one waits again"
        last = json.loads(stored(page)[KEY])["eggs"][-1]
        assert (last["kind"], last["letter"], last["date"]) == ("letter", "remind", "2026-12-11")
        assert last["limit"] == "2026-12-21", "eight days are a Saturday: the next working day"
        enter(page, "dossier")
        assert page.locator("#oeufs .lead").inner_text() == "Prochaine date : lundi 21 décembre."
        assert page.locator("#oeufs li").count() == 3


def test_an_egg_is_taken_back_and_one_tap_erases_all(browser, leaks):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        page.locator("#oeufs li button").first.click()
        assert [each["kind"] for each in json.loads(stored(page)[KEY])["eggs"]] == ["promise"]
        page.locator("#effacer").click()
        assert stored(page) == {}
        assert page.locator("#oeufs li").count() == 0
        assert page.locator("#garde").inner_text() == "Tout est effacé."
        come(page, leaks)
        assert page.locator("#rappel").is_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("refusal", chosen([REFUSING, FULL], [FULL]), ids=["refused", "full"])
def test_where_storage_is_refused_that_is_said_and_the_file_remains(browser, leaks, tmp_path, refusal):
    with called(browser, leaks, refusal) as page:
        page.locator("#oui").click()
        assert "ne garde rien" in page.locator("#garde").inner_text()
        assert page.locator("#oeufs li").count() == 2, "what one has is still there"
        assert len(json.loads(take_out(page, tmp_path).read_text("utf-8"))["eggs"]) == 2


def test_saved_erased_opened_it_is_the_same(browser, leaks, tmp_path):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        before, file = stored(page)[KEY], take_out(page, tmp_path).read_text("utf-8")
        assert file == before
        page.locator("#effacer").click()
        assert stored(page) == {}
        give(page, "mon-dossier.json", file)
        assert stored(page) == {}, "a file is no yes"
        page.locator("#oui").click()
        assert stored(page)[KEY] == before
        give(page, "mon-dossier.json", file)
        assert stored(page)[KEY] == before, "opened again it adds nothing"


EGG = {"id": "1", "problem": "silent", "kind": "call", "date": "2026-12-01", "time": "09:30", "means": "", "whom": ""}
EGG |= {"number": "", "said": "", "letter": "", "limit": ""}


def written(**more: object) -> str:
    return json.dumps({"format": 1, "landlord": "OPH 31", "eggs": [EGG | more]})


STRANGE = {
    "no JSON": "<script>alert(1)</script>",
    "nothing": "null",
    "another format": json.dumps({"format": 2, "landlord": "OPH 31", "eggs": [EGG]}),
    "another landlord": json.dumps({"format": 1, "landlord": "Actis", "eggs": [EGG]}),
    "no list": json.dumps({"format": 1, "landlord": "OPH 31", "eggs": {"length": 1}}),
    "too many": json.dumps({"format": 1, "landlord": "OPH 31", "eggs": [EGG] * 501}),
    "too large": written(said="x") + " " * 200_000,
    "no egg": json.dumps({"format": 1, "landlord": "OPH 31", "eggs": [EGG, None]}),
    "no id": written(id=""),
    "an unknown kind": written(kind="spell"),
    "an inherited kind": written(kind="constructor"),
    "no day": written(date="2026-02-30"),
    "a day as a list": written(date=["2026-12-01"]),
    "no hour": written(time="25:00"),
    "an hour as a list": written(time=["09:30"]),
    "a long text": written(said="x" * 1001),
    "a text as an object": written(said={"toString": "x"}),
    "an unknown letter": written(letter="love"),
    "no limit": written(limit="tomorrow"),
}


@pytest.mark.slow
def test_a_file_that_is_no_dossier_changes_nothing_and_what_a_stranger_wrote_is_shown_never_run(browser, leaks):
    with called(browser, leaks) as page:
        page.locator("#oui").click()
        before = stored(page)
        for name, text in STRANGE.items():
            assert give(page, "given.json", text) == "Ce fichier n’est pas un dossier avec ce bailleur.", name
            assert stored(page) == before, name
        give(page, "given.json", written())
        assert stored(page) != before, "the same file without that fault is read"
        attack = "<img src=x onerror=document.body.remove()>"
        give(page, "given.json", written(id=attack, problem=attack, kind="fact", said=attack, more=attack))
        assert attack in page.locator("#oeufs").inner_text()
        assert page.locator("#oeufs img").count() == 0
        assert page.locator("#oeufs .box").last.locator("a").count() == 0, "no page has that problem"
        assert "more" not in json.loads(stored(page)[KEY])["eggs"][-1]


@pytest.mark.slow
def test_a_storage_that_holds_something_else_is_no_dossier(browser, leaks):
    with opened(browser, f"{leaks}#dossier", **FRENCH) as page:
        for name in ("no JSON", "another format", "no list", "no egg", "an inherited kind"):  # read as a file is
            text = STRANGE[name]
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
            come(page, f"{leaks}#dossier")
            assert page.locator("#garder").is_visible()
            assert page.locator("#oeufs li").count() == 0


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_is_cut(browser, leaks):
    with called(browser, leaks, width=375) as page:
        assert violations(page) == []
        page.locator("#oui").click()
        at(page, TEN_DAYS_LATER)
        come(page, f"{leaks}#dossier")
        assert dark_violations(page) == []
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], width
            assert measure(page, "small", "targets", "wide", "cut") == [], width


def test_a_frame_keeps_nothing(browser):
    with hosted(browser, made("oph-31/repairs.yaml").html) as (page, _, _other):
        frame = page.frames[1]
        frame.locator("html.ready").wait_for(state="attached")
        frame.evaluate("location.hash = 'dossier'")
        frame.wait_for_function("() => !document.getElementById('dossier').hidden")
        assert frame.locator("#garder").is_hidden()
        frame.evaluate("document.getElementById('oui').click()")
        assert "ne garde rien" in frame.locator("#garde").inner_text()
