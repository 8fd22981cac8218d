"""« Pas de réponse ? »: what I told, when, what came → a day to wait for, or the letter that facts choose."""

from datetime import datetime
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.model import Recourse
from tests.browser.opening import address, opened, spaced
from tests.browser.pages import FEW, made
from tests.chosen import chosen

pytestmark = pytest.mark.browser
NOW = "2026-12-09T10:00:00+01:00"  # a Wednesday
FRENCH: dict[str, Any] = {"own": True, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
NO, CALL, LETTER = range(3)


def say(page: Page, **fields: str) -> None:
    """Fills fields of the screen."""
    for name, value in fields.items():
        page.locator(f"#l-{name.replace('_', '-')}").fill(value)


def told(page: Page, how: int, date: str = "") -> str:
    """What is answered once one has told the landlord, on a day."""
    page.locator("#fait input").nth(how).check()
    if how and date:
        say(page, date=date)
    return spaced(page.locator("#verdict").inner_text())


def at(page: Page, moment: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(moment))


def test_a_minute_after_a_call_there_is_no_letter(browser, leaks):
    with opened(browser, f"{leaks}#bloque=sure", **FRENCH) as page:
        at(page, NOW)
        said = told(page, CALL, "2026-12-09")
        say(page, heure="09:59")
        assert "Pas encore" in said
        assert page.locator("#lettre").is_hidden()


def test_hours_are_counted_by_the_clock(browser, leaks):
    with opened(browser, f"{leaks}#bloque=sure", **FRENCH) as page:
        at(page, NOW)
        told(page, CALL, "2026-12-09")
        say(page, heure="05:30")
        assert "Délai passé depuis mercredi 9 décembre" in spaced(page.locator("#verdict").inner_text())
        assert page.locator("#lettre").is_visible()
        say(page, heure="06:30")
        assert "Pas encore" in page.locator("#verdict").inner_text()


def test_ten_days_later_the_reminder_is_there(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        at(page, NOW)
        assert "Pas encore : avant jeudi 17 décembre." in told(page, CALL, "2026-12-09")
        at(page, "2026-12-19T10:00:00+01:00")
        assert "Délai passé depuis jeudi 17 décembre." in told(page, CALL, "2026-12-09")
        assert page.locator("#texte .object").inner_text().startswith("Objet : Relance")


def event(page: Page) -> str:
    """The event that is offered for an agenda."""
    return unquote(str(page.locator("#agenda").get_attribute("href")).removeprefix("data:text/calendar,"))


def test_a_day_to_wait_for_goes_into_an_agenda_that_says_nothing_of_what(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        at(page, NOW)
        told(page, NO)
        assert page.locator("#agenda").is_hidden(), "no day is waited for"
        assert "avant jeudi 17 décembre" in told(page, CALL, "2026-12-09")
        first = event(page)
        assert first.split("\r\n") == [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jeu-oie//FR", "BEGIN:VEVENT", "UID:20261217@jeu-oie"),
            *("DTSTAMP:20261217T000000Z", "DTSTART;VALUE=DATE:20261217", "SUMMARY:Une date à ne pas laisser passer"),
            *("END:VEVENT", "END:VCALENDAR", ""),
        ]
        at(page, "2026-12-10T10:00:00+01:00")
        told(page, CALL, "2026-12-09")
        assert event(page) == first, "made again it is the same event"
        at(page, "2026-12-19T10:00:00+01:00")
        told(page, CALL, "2026-12-09")
        assert page.locator("#agenda").is_hidden(), "it is past"


def test_the_date_on_an_offer_goes_into_an_agenda(browser, folder):
    with opened(browser, address(folder, "sdh/transfer.yaml", "bloque=absence"), **FRENCH) as page:
        at(page, NOW)
        assert page.locator("#h-bloque").inner_text() == "J’écris aujourd’hui", "nobody waits for an answer"
        assert page.locator("#agenda").is_hidden()
        say(page, ecrite="2026-12-20")
        assert "DTSTART;VALUE=DATE:20261220" in event(page)
        assert page.locator("#agenda").is_visible()


def test_easter_monday_is_no_day_to_propose(browser, leaks):
    with opened(browser, f"{leaks}#bloque=sure", **FRENCH) as page:
        at(page, "2026-04-03T10:00:00+02:00")
        told(page, CALL)
        told(page, NO)
        assert "avant le mardi 7 avril 2026" in spaced(page.locator("#texte").inner_text())


def test_a_visit_that_did_not_happen(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        at(page, NOW)
        told(page, CALL, "2026-12-07")
        page.locator("#depuis input").nth(1).check()
        say(page, jour="2026-12-08")
        assert "Le rendez-vous du mardi 8 décembre 2026 n’a pas eu lieu." in spaced(page.locator("#texte").inner_text())


def test_nobody_is_asked_for_a_letter_that_there_is_not(browser, leaks):
    with opened(browser, f"{leaks}#bloque=gone") as page:
        assert page.locator("#lettre").is_hidden()
        assert page.locator("#fait").is_hidden()


@pytest.mark.parametrize("name", chosen(FEW, ["oph-31/neighbours.yaml"]))
def test_no_letter_in_a_danger(browser, folder, name):
    """Whatever circuit: nothing is asked, nothing written."""
    kinds = "Object.entries(JSON.parse(document.getElementById('board').textContent).answers.all)"
    with opened(browser, address(folder, name, "bloque")) as page:
        found = [problem for problem, told in page.evaluate(kinds) if told["kind"] == "danger"]
        assert len(found) > 8
        for problem in found:
            page.goto(address(folder, name, f"bloque={problem}"))
            assert page.locator("#lettre").is_hidden(), problem
            assert page.locator("#fait").is_hidden(), problem


@pytest.mark.parametrize("name", chosen(FEW, ["oph-31/neighbours.yaml"]))
def test_help_stands_below_each_answer(browser, folder, name):
    with opened(browser, address(folder, name, "bloque")) as page:
        board = made(name).board
        helped = {each.id for each in board.items.values() if isinstance(each, Recourse)}
        assert helped >= {each.id for each in board.circuit.recourse}
        assert page.locator("#aide summary").count() == len(helped)
        links = page.locator("#aide a[href^='#']").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
        assert [link for link in links if page.locator(link).count() != 1] == []


# The answer as one sees it, above what sticks and below nothing: all of it in the window.
IN_SIGHT = """() => {
  const { top, bottom } = document.querySelector('#verdict').getBoundingClientRect();
  return top >= 0 && bottom > top && bottom <= innerHeight;
}"""


def test_on_a_phone_the_answer_stands_in_sight_of_every_choice(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", 375, 667, own=True, reduced_motion="reduce") as page:
        at(page, NOW)
        for label in page.locator("#fait label").all():
            label.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
            label.click()
            assert page.evaluate(IN_SIGHT), label.inner_text()
        page.evaluate("scrollTo(0, 0)")
        page.evaluate("document.querySelector('#verdict').style.position = 'static'")
        assert not page.evaluate(IN_SIGHT), "the guard sees an answer below the fold"


ME = {"nom": "Camille Exemple", "adresse": "12 rue des Exemples, 31000 Exemple", "commune": "Exemple"}


def ready(page: Page) -> None:
    """A reminder, with all that it asks for."""
    at(page, NOW)
    told(page, CALL, "2026-11-30")
    for slot, value in {**ME, "faits": "L’eau goutte & coule.", "moyen": "téléphone"}.items():
        page.locator(f"#texte [data-slot='{slot}']").first.fill(value)


def test_what_is_typed_stands_wherever_the_letter_says_it(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        at(page, NOW)
        told(page, CALL, "2026-11-30")
        assert "nom" in page.locator("#manque").inner_text()
        page.locator("#texte [data-slot=nom]").first.fill("Camille Exemple")
        assert page.locator("#texte .signature").inner_text() == "Camille Exemple, signature"
        assert "nom" not in page.locator("#manque").inner_text().split()
        assert "Camille" not in page.url


def test_a_date_that_i_propose_and_a_rent_that_i_do_not_speak_of(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        ready(page)
        page.locator("#ajouts [data-fill=limite]").fill("2026-12-31")
        page.locator("#ajouts [data-fill=limite]").blur()
        assert "avant le jeudi 31 décembre 2026" in spaced(page.locator("#texte").inner_text())
        assert "Je continue à payer mon loyer." in page.locator("#texte").inner_text()
        page.locator("#ajouts .tick input").first.uncheck()
        assert "loyer" not in page.locator("#texte").inner_text()


def test_a_doubtful_delay_waits_for_a_tick(browser, leaks):
    with opened(browser, f"{leaks}#bloque=doubtful", **FRENCH) as page:
        ready(page)
        assert "à vérifier" in page.locator("#verdict").inner_text()
        assert "5 jours" not in page.locator("#texte").inner_text()
        page.locator("#ajouts .tick input").last.check()
        assert "Vous annoncez ce délai : 5 jours." in spaced(page.locator("#texte").inner_text())


def test_the_mail_holds_the_letter_as_far_as_a_mail_may(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        ready(page)
        mail = str(page.locator("#par-mail").get_attribute("href"))
        assert len(mail) <= 1800
        assert "L’eau goutte & coule." in unquote(mail.partition("&body=")[2])
        assert unquote(mail.partition("subject=")[2].partition("&")[0]).startswith("Objet : Relance")
        page.locator("#texte [data-slot=faits]").first.fill("L’eau coule. " * 120)
        assert page.locator("#par-mail").is_hidden()
        assert page.locator("#long").is_visible()


def test_the_letter_prints_alone_on_one_a4(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        ready(page)
        with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
            assert len(printed) == 1
            text = spaced(printed[0].get_textpage().get_text_bounded())
        assert text.startswith("Camille Exemple")
        for other in ("Retour", "Copier", "Pas de réponse", "Je relis", "Brouillon"):
            assert other not in text, other


def test_nothing_is_asked_of_the_network_nor_kept(browser, leaks):
    with opened(browser, f"{leaks}#bloque=silent", **FRENCH) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        ready(page)
        assert asked == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_facts_about_neighbours_come_first(browser, folder):
    with opened(browser, address(folder, "oph-31/neighbours.yaml", "bloque=bruit"), **FRENCH) as page:
        at(page, NOW)
        assert page.locator("#lettre").is_hidden()
        say(page, vu="2026-12-01", vu_heure="23:00", vu_mots="musique, une heure")
        page.locator("#vu").click()
        assert "mardi 1er décembre 2026, 23 h : musique, une heure." in spaced(page.locator("#texte").inner_text())


@pytest.mark.parametrize("clipboard", chosen(["granted", "refused", "none"], ["granted", "refused"]))
def test_copying_always_says_a_word(browser, leaks, clipboard):
    with opened(browser, f"{leaks}#bloque=silent", own=True) as page:
        if clipboard == "granted":
            page.evaluate("navigator.clipboard.writeText = async (text) => { window.held = text; }")
        else:
            page.evaluate("document.execCommand = () => false")
            refusing = "{ writeText: () => Promise.reject(new Error('no')) }" if clipboard == "refused" else "undefined"
            page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{ value: {refusing} }})")
        page.locator("#copier").click()
        said = page.locator("#copie")
        page.wait_for_function("() => document.getElementById('copie').textContent")
        if clipboard == "granted":
            assert said.inner_text() == "Copié."
            assert "Objet : Demande : fenêtre" in page.evaluate("window.held")
        else:
            assert "Le texte est choisi" in said.inner_text()
            assert "Objet : Demande : fenêtre" in spaced(page.evaluate("getSelection().toString()"))
        assert said.get_attribute("role") == "status"
