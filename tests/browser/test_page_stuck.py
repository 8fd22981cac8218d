"""« Rien ne vient ? »: from every step on, whom one turns to and what one asks; a letter that holds what was given."""

from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.model import Circuit
from tests.browser.opening import address, opened, spaced
from tests.browser.pages import FEW, LARGEST, SHIPPED, URGENT, made, make, shipped

pytestmark = pytest.mark.browser
NOW = "2026-11-26T10:00:00"  # a Thursday
FOUND = {"mail": "bailleur@example.org", "sms": "06 00 00 00 00"}


def say(page: Page, **fields: str) -> None:
    """Fills fields of the letter."""
    for name, value in fields.items():
        page.locator(f"#l-{name}").fill(value)


MINE = "C’est à moi : «"


# After a click on each thing that may have happened last: its words, and those of these places.
CHOOSE = """(places) => [...document.querySelectorAll('#fait label')].map((label) => {
  label.click();
  return [label.innerText, ...places.map((each) => document.querySelector(each).innerText)];
})"""


def answers(page: Page) -> list[tuple[str, str, str]]:
    """For each thing that may have happened last: its words, what is answered, the first recourse."""
    found = page.evaluate(CHOOSE, ["#verdict", "#echelle > li", "#aide summary"])
    return [(label, f"{verdict} {said}", help_) for label, verdict, said, help_ in found]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_last_step_has_an_answer_of_its_own(browser, folder, name):
    """It says what to ask for, or what one does oneself; no two things that happened have the same answer."""
    circuit = made(name).board.circuit
    with opened(browser, address(folder, name, "bloque"), reduced_motion="reduce") as page:
        found = answers(page)
        assert len(found) >= len(circuit.steps) + 1
        for title, said, help_ in found:
            assert ("Je demande : «" in spaced(said)) != (MINE in spaced(said)), title
            assert help_, title
            assert "À compléter" not in said, title
            assert ": quand ?" not in spaced(said), title
        # A step, and what goes wrong before the next one, may wait for the same; steps never.
        steps = [said for _, said, _ in found[1 : len(circuit.steps) + 1]]
        assert len(set(steps)) == len(steps)
        wrong = {said for _, said, _ in found[len(circuit.steps) + 1 :]}
        assert len(wrong) == len(circuit.setbacks) or len({said for _, said, _ in found}) > len(steps)
        links = page.locator("#aide a[href^='#']").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
        assert [link for link in links if page.locator(link).count() != 1] == []


@pytest.mark.parametrize("name", FEW)
def test_the_recourse_that_a_step_names_comes_first(browser, folder, name):
    circuit = made(name).board.circuit
    titles = {each.id: spaced(each.title) for each in circuit.recourse}
    named = [titles.get(step.if_silent or "") for step in circuit.steps]
    with opened(browser, address(folder, name, "bloque")) as page:
        found = answers(page)[1 : len(circuit.steps) + 1]
    for wanted, (title, _, help_) in zip(named, found, strict=True):
        if wanted:
            assert spaced(help_) == wanted, title


@pytest.mark.parametrize("name", FEW)
def test_what_is_mine_to_do_is_asked_of_nobody(browser, folder, name):
    """After a step that the tenant’s own follows: what it is, how, and no letter; else a letter."""
    circuit = made(name).board.circuit
    with opened(browser, address(folder, name, "bloque")) as page:
        labels = page.locator("#fait label").all()
        for rank, following in enumerate(circuit.steps[1:], 1):
            labels[rank].evaluate("(each) => each.click()")
            mine = following.actor[:1] == ("tenant",)
            assert (MINE in spaced(page.locator("#verdict").inner_text())) == mine, following.title
            assert page.locator("#lettre").is_visible() != mine, following.title
            if mine:
                told = spaced(page.locator("#echelle > li").first.inner_text())
                assert told.startswith(spaced(following.title))
                assert spaced(following.say or "") in told
                assert "Je demande : «" not in told


def test_there_is_somebody_s_own_step_to_see():
    """For the test before: shipped circuits have such steps, and others."""
    following = [step.actor[:1] == ("tenant",) for name in SHIPPED for step in made(name).board.circuit.steps[1:]]
    assert following.count(True) >= 5
    assert following.count(False) >= 50


@pytest.mark.parametrize("name", FEW)
def test_nobody_came_can_be_said_where_somebody_comes(browser, folder, name):
    comes = [step for step in made(name).board.circuit.steps if "intervene" in (step.stage, step.id)]
    with opened(browser, address(folder, name, "bloque")) as page:
        choice = page.locator("#fait label").filter(has_text="Personne n’est venu")
        assert choice.count() == len(comes)
        if comes:
            choice.click()
            asked = spaced(page.locator("#echelle > li").first.inner_text())
            assert "Quel jour venez-vous ?" in asked or spaced(comes[0].title) in asked


# The answer as one sees it, above what sticks and below nothing: all of it in the window.
IN_SIGHT = """() => {
  const { top, bottom } = document.querySelector('#verdict').getBoundingClientRect();
  return top >= 0 && bottom > top && bottom <= innerHeight;
}"""


@pytest.mark.parametrize("name", FEW)
def test_on_a_phone_the_answer_stands_in_sight_of_every_choice(browser, folder, name):
    with opened(browser, address(folder, name, "bloque"), 375, 667, reduced_motion="reduce") as page:
        assert page.evaluate(IN_SIGHT)
        for label in page.locator("#fait label").all():
            label.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
            label.click()
            assert label.locator("input").is_checked()
            assert page.evaluate(IN_SIGHT), label.inner_text()
        page.evaluate("scrollTo(0, 0)")
        page.evaluate("document.querySelector('#verdict').style.position = 'static'")
        assert not page.evaluate(IN_SIGHT), "the guard sees an answer below the fold"


def test_the_guard_sees_one_answer_for_all(browser, folder):
    with opened(browser, address(folder, URGENT, "bloque")) as page:
        assert len({said for _, said, _ in answers(page)}) > 3
        page.evaluate(
            "document.getElementById('bloque').addEventListener('input', (event) => event.stopPropagation(), true)"
        )
        assert len({said for _, said, _ in answers(page)}) == 1


# --- is it late? ------------------------------------------------------------------------------------------


def delayed(delays: dict[int, str]) -> Circuit:
    """The largest circuit with these delays of some of its steps."""
    circuit = shipped(LARGEST)
    fields = circuit.model_dump(by_alias=True, exclude_unset=True, mode="json")
    for rank, told in delays.items():
        fields["steps"][rank]["delay"] = told
    return Circuit.model_validate(fields)


def due(start: str, days: int, *, working: bool) -> datetime:
    """The last day, counted otherwise than the page does: one by one, weekends apart."""
    day = datetime.fromisoformat(start)
    while days:
        day += timedelta(days=1)
        days -= not working or day.isoweekday() < 6
    return day


MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
CASES = [
    *((told, count, working, start) for told, count, working in (("5 jours", 5, False), ("3 jours ouvrés", 3, True))
      for start in ("2026-11-18", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-24", "2026-11-25")),
]  # fmt: skip


@pytest.fixture(scope="module")
def clocked(tmp_path_factory):
    """A page whose second, third and fourth steps have delays in days, working days and hours."""
    file = tmp_path_factory.mktemp("delays") / "delays.html"
    file.write_text(make(delayed({1: "5 jours", 2: "3 jours ouvrés", 3: "4 h"})).html, "utf-8")
    return file.as_uri()


def test_days_and_working_days_are_counted_as_announced(browser, clocked):
    with opened(browser, f"{clocked}#bloque", own=True, locale="fr-FR", timezone_id="Europe/Paris") as page:
        page.clock.set_fixed_time(datetime.fromisoformat(f"{NOW}+01:00"))
        for told, count, working, start in CASES:
            page.locator("#fait input").nth(2 if working else 1).check()
            say(page, date=start)
            last = due(f"{start}T12:00", count, working=working)
            said = spaced(page.locator("#verdict").inner_text())
            assert spaced(told) in said
            assert f"{last.day} {MONTHS[last.month - 1]}" in said.replace("1er", "1"), (start, told)
            late = last < datetime.fromisoformat(NOW)
            assert ("C’est passé" in said) == late, (start, told, said)
            assert ("Pas encore" in said) != late, (start, told, said)


def test_hours_are_counted_by_the_clock(browser, clocked):
    with opened(browser, f"{clocked}#bloque", own=True, locale="fr-FR", timezone_id="Europe/Paris") as page:
        page.clock.set_fixed_time(datetime.fromisoformat(f"{NOW}+01:00"))
        page.locator("#fait input").nth(3).check()
        verdict = page.locator("#verdict")
        assert "Quel jour" in verdict.inner_text()
        say(page, date="2026-11-26", heure="05:00")
        assert "9:00" in verdict.inner_text().replace("09:00", "9:00")
        assert "C’est passé" in verdict.inner_text()
        say(page, heure="07:30")
        assert "11:30" in verdict.inner_text()
        assert "Pas encore" in verdict.inner_text()


def test_where_no_delay_is_known_no_number_is_made_up(browser, folder):
    with opened(browser, address(folder, LARGEST, "bloque"), locale="fr-FR") as page:
        say(page, date="2026-11-02")
        for radio in page.locator("#fait input").all():
            radio.check()
            said = page.locator("#verdict").inner_text()
            assert "Aucun délai" in said
            assert not any(each.isdigit() for each in said.partition("»")[2])


def test_what_is_asked_is_french_and_true_of_the_step(browser, clocked):
    """Late or not, known or not; « personne n’est venu » only where somebody was to come."""
    steps = [step.title for step in shipped(LARGEST).steps]
    comes = next(rank for rank, step in enumerate(shipped(LARGEST).steps) if step.id == "intervene")
    assert not any(steps[rank].endswith("?") for rank in (1, comes))
    with opened(browser, f"{clocked}#bloque", own=True, locale="fr-FR", timezone_id="Europe/Paris") as page:
        page.clock.set_fixed_time(datetime.fromisoformat(f"{NOW}+01:00"))
        asked = page.locator("#echelle > li").first

        def question(rank: int, date: str) -> str:
            page.locator("#fait input").nth(rank).check()
            say(page, date=date)
            told = spaced(asked.inner_text()).partition("Je demande : « ")[2].partition(" »")[0]
            assert told in spaced(page.locator("#texte").inner_text())
            return told

        reply = "Je n’ai pas de nouvelle. Quel jour aurai-je une réponse ?"
        assert question(1, "2026-11-25") == reply
        assert question(1, "2026-11-02") == f"Le délai est passé. {reply}"
        assert question(comes, "2026-11-02") == "Je n’ai pas de nouvelle. Quel jour venez-vous ?"
        assert question(2, "2026-11-02") == steps[2], "a title that asks is what one asks"


def test_a_late_visit_is_asked_for_by_its_day(browser, tmp_path):
    comes = next(rank for rank, step in enumerate(shipped(LARGEST).steps) if step.id == "intervene")
    (tmp_path / "late.html").write_text(make(delayed({comes: "5 jours"})).html, "utf-8")
    with opened(browser, f"{(tmp_path / 'late.html').as_uri()}#bloque") as page:
        page.locator("#fait input").nth(comes).check()
        say(page, date="2020-01-02")
        said = spaced(page.locator("#texte").inner_text())
        assert "Le délai est passé. Personne n’est venu. Quel jour venez-vous ?" in said


# --- the letter -------------------------------------------------------------------------------------------


def test_the_day_stands_with_what_happened_that_day(browser, folder):
    with opened(browser, address(folder, LARGEST, "bloque"), locale="fr-FR") as page:
        for rank, line in ((1, "J’ai fait une réclamation"), (4, "La dernière chose qui s’est passée")):
            page.locator("#fait input").nth(rank).check()
            say(page, date="2026-11-02")
            dated = [each for each in spaced_lines(page) if "2 novembre" in each]
            assert [each.startswith(line) for each in dated] == [True], dated


def spaced_lines(page: Page) -> list[str]:
    return [spaced(line) for line in page.locator("#texte").inner_text().splitlines() if line.strip()]


def test_without_a_name_the_page_reminds_one_of_it(browser, folder):
    with opened(browser, address(folder, URGENT, "bloque")) as page:
        hint = page.get_by_text("Je n’oublie pas mon nom")
        assert hint.is_visible()
        say(page, nom="Mme Idir")
        assert hint.is_hidden()


@pytest.mark.parametrize("name", FEW)
def test_the_letter_holds_only_what_was_given(browser, folder, name):
    with opened(browser, address(folder, name, "bloque"), locale="fr-FR") as page:
        text = page.locator("#texte")
        for _, said in page.evaluate(CHOOSE, ["#texte"]):
            for hole in ("{", "}", "undefined", "null", "()", "Invalid", "NaN", "  "):
                assert hole not in said, said
        say(page, probleme="Une fuite", date="2026-11-02", numero="A-12", nom="Mme Idir, 3 rue Haute")
        said = spaced(text.inner_text())
        for given in ("Une fuite", "2 novembre", "A-12", "Mme Idir, 3 rue Haute"):
            assert given in said
            assert page.locator("#texte mark", has_text=given).count() == 1
        say(page, probleme="", date="", numero="", nom="")
        said = text.inner_text()
        assert not any(each in said for each in ("Une fuite", "novembre", "A-12", "Idir"))
        assert ": ." not in spaced(said)
        assert "Une" not in page.url
        assert "A-12" not in page.url


def test_mail_and_message_hold_the_letter_and_go_to_the_landlord(browser, folder):
    for name, at in ((URGENT, 0), (LARGEST, 1)):
        write = made(name)
        with opened(browser, address(folder, name, "bloque")) as page:
            page.locator("#fait input").nth(at).check()
            say(page, probleme="Une fuite & de l’eau")
            letter = page.locator("#texte").evaluate("(each) => each.textContent.trim()")
            mail, sms = (str(page.locator(f"#par-{each}").get_attribute("href")) for each in ("mail", "sms"))
            assert unquote(mail.partition("&body=")[2]) == unquote(sms.partition("&body=")[2]) == letter
            assert unquote(mail.partition("subject=")[2].partition("&")[0]) == "Une fuite & de l’eau"
            contacts = {str(each.kind): each.value for each in write.board.circuit.landlord.contacts if each.value}
            assert mail.startswith(f"mailto:{contacts.get('email', '')}?")


@pytest.mark.parametrize("clipboard", ["granted", "refused", "none"])
def test_copying_always_says_a_word(browser, folder, clipboard):
    with opened(browser, address(folder, URGENT, "bloque")) as page:
        if clipboard == "granted":
            page.evaluate("navigator.clipboard.writeText = async (text) => { window.held = text; }")
        else:
            page.evaluate("document.execCommand = () => false")
            refusing = "{ writeText: () => Promise.reject(new Error('no')) }" if clipboard == "refused" else "undefined"
            page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{ value: {refusing} }})")
        page.locator("#copier").click()
        said = page.locator("#copie")
        page.wait_for_function("() => document.getElementById('copie').textContent")
        letter = page.locator("#texte").evaluate("(each) => each.textContent.trim()")
        if clipboard == "granted":
            assert said.inner_text() == "Copié."
            assert page.evaluate("window.held") == letter
        else:
            assert "Le texte est choisi" in said.inner_text()
            assert spaced(page.evaluate("getSelection().toString()")) == spaced(letter)
        assert said.get_attribute("role") == "status"
