"""What the page by itself begins with: an example without its facts, the national cards, the draft of last time."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jeu_oie.api.read import read
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import LISTS, Topic
from jeu_oie.circuit.read import read_text
from jeu_oie.messages import load_catalog
from jeu_oie.web.editor import Served, editor
from jeu_oie.web.examples import EXAMPLES, list_examples
from tests.browser.test_page_axe import violations
from tests.chosen import chosen
from tests.editor.pages import CIRCUITS, PLAIN, html, opened, part, settled
from tests.editor.test_editor_page import saved_text
from tests.house.source import ROOT

HEAD = {
    "format": 1,
    "language": "fr",
    "version": "1",
    "status": "draft",
    "landlord": {"name": "Bailleur"},
    "common": "standard",
}
FACTS = {
    "text",
    "delay",
    "trace",
    "call",
    "hours",
    "charge",
    "channels",
    "contact",
    "source",
    "acceptable",
    "elsewhere",
}
FACTS |= {"if-silent", "criteria", "condition", "urgency", "first", "exit", "remedy", "say", "examples"}


def test_an_example_is_a_circuit_that_states_nothing_of_anybody():
    for example in list_examples("fr"):
        text = json.dumps({**HEAD, "topic": example.topic, **example.data}, ensure_ascii=False)
        reading = read_text(text, "exemple.yaml", lambda _: None)
        assert [each.code for each in reading.problems] == []
        assert [each.code for each in lint(reading, date(2026, 11, 28))] == []
        for name, items in example.data.items():
            for item in items if name in LISTS else ():
                assert not FACTS & item.keys(), item
                inner = item.get("steps", ())
                assert all(not FACTS & step.keys() for step in inner)
                assert item.get("actor", "tenant") == "tenant"
                if name != "use":
                    assert ("uncertain" in item) != ("missing" in item), item


def test_no_landlord_is_named_in_an_example_and_no_number():
    for example in list_examples("fr"):
        text = json.dumps(example.data, ensure_ascii=False)
        assert not re.search(r"\d\d[ .]\d\d|[Bb]ilan|OPAC|Alpes Isère|Grenoble|Isère|Actis|https?:", text)


def test_an_example_is_offered_in_its_language_alone():
    assert len(list_examples("fr")) == html("fr").count("data-example=") == 3
    assert list_examples("en") == () and "data-example=" not in html("en")


def test_the_guard_sees_a_fact_that_would_be_copied():
    assert FACTS & read(ROOT / "circuits/opac-38/repairs.yaml").circuit.steps[0].model_fields_set  # type: ignore[union-attr]
    assert set(EXAMPLES) == {Topic.REPAIRS, Topic.NEIGHBOURS, Topic.TRANSFER}


@pytest.mark.browser
@pytest.mark.parametrize("rank, national", chosen([(0, True), (1, False), (2, True)], [(1, False)]))
def test_an_example_is_taken_with_or_without_the_national_cards(browser, tmp_path, rank, national):
    example = list_examples("fr")[rank]
    with opened(browser, tmp_path) as page:
        if not national:
            page.locator("#national").click()
        page.locator("[data-example]").nth(rank).click()
        settled(page)
        assert page.locator(".bad:visible").count() == 0
        page.locator('[data-path="landlord/name"] input').fill("Habitat du Lac")
        part(page, "steps")
        assert page.locator("#form > .list > .items > .item").count() == example.steps
        page.locator("#form .fold").first.click()
        settled(page)
        assert page.locator("#hand dl .none").count() > 0
        assert "à vérifier" in page.locator("#hand").inner_text()
        text = saved_text(page)
    assert ("common: standard" in text) == national
    reading = read_text(text, "exemple.yaml", lambda _: None)
    assert {each.code for each in reading.problems} <= {"missing-key"}
    if reading.circuit:
        assert bool(reading.circuit.recourse) == national


@pytest.fixture
def tabs(browser: Browser, tmp_path: Path):
    """``tab()``: the page in a new tab of one browser, as the same person opens the same file, or instead of one."""
    file = tmp_path / "editor.html"
    file.write_text(html("fr"), "utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    faults: list[str] = []

    def tab(init: str = PLAIN, instead_of: Page | None = None):
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(init)
        page.clock.install()
        page.goto(file.as_uri())
        if instead_of:  # closed after: Chromium may read its storage before it has written that of a last tab
            instead_of.close(run_before_unload=False)
        return page

    yield tab
    context.close()
    assert faults == []


STORED = "localStorage.length"


@pytest.mark.browser
def test_nothing_is_kept_unless_it_is_asked_for(tabs):
    page = tabs()
    page.locator("#begin").click()
    page.keyboard.type("Mon circuit")
    page.clock.run_for(2100)
    assert page.evaluate(STORED) == 0
    assert not page.locator("#draft-said").is_visible()
    page.close()
    assert not tabs().locator("#resume").is_visible()


@pytest.mark.slow
@pytest.mark.browser
def test_a_draft_survives_a_tab_that_is_killed_but_for_the_last_two_seconds(tabs):
    page = tabs()
    page.locator("#begin").click()
    page.locator("#draft").check()
    assert "Pas sur un ordinateur partagé" in page.locator("#draft-said").inner_text()
    page.locator('[data-path="title"] input').click()
    for written in ("Mon circuit", " gardé"):  # what follows a first writing is written too
        page.keyboard.type(written)
        page.clock.run_for(1000)
    page.keyboard.type(" et perdu")
    page.evaluate("addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)")
    again = tabs(instead_of=page)
    assert re.match(r"Reprendre le brouillon du \d+ \w+", again.locator("#resume").inner_text())
    assert violations(again) == []
    again.locator("#resume").click()
    settled(again)
    value = again.locator('[data-path="title"] input').input_value()
    assert value.startswith("Mon circuit gardé")
    assert again.locator("#unsaved").is_visible()
    assert again.locator("#draft").is_checked()
    assert violations(again) == []
    again.get_by_role("button", name="Effacer le brouillon").click()
    assert again.evaluate(STORED) == 0
    assert not again.locator("#draft").is_checked()
    assert again.locator('[data-path="title"] input').input_value() == value, "only the copy is erased"


@pytest.mark.slow
@pytest.mark.browser
def test_a_draft_of_a_file_keeps_its_lines_and_comments(tabs):
    source = (CIRCUITS / "opac-38/repairs.yaml").read_text("utf-8")
    page = tabs()
    with page.expect_file_chooser() as chooser:
        page.locator("#start [data-open]").click()
    chooser.value.set_files([CIRCUITS / "opac-38/repairs.yaml"])
    page.locator("#draft").check()
    page.locator('[data-path="title"] input').fill("Un autre titre")
    page.clock.run_for(1300)
    again = tabs(instead_of=page)
    again.locator("#resume").click()
    settled(again)
    assert saved_text(again) == source.replace("title: Ma réclamation technique", "title: Un autre titre", 1)


@pytest.mark.slow
@pytest.mark.browser
def test_another_circuit_does_not_take_the_place_of_a_draft_unasked(tabs):
    page = tabs()
    page.locator("#begin").click()
    page.locator("#draft").check()
    page.locator('[data-path="title"] input').fill("Le premier")
    page.clock.run_for(1300)
    again = tabs(instead_of=page)
    again.locator("#begin").click()
    again.keyboard.type("Le second")
    again.clock.run_for(1300)
    assert "Le premier" in again.evaluate("localStorage.getItem('jeu-oie-draft')")
    again.once("dialog", lambda dialog: dialog.dismiss())
    again.locator("#draft").click()
    assert not again.locator("#draft").is_checked()
    assert "Le premier" in again.evaluate("localStorage.getItem('jeu-oie-draft')")
    again.once("dialog", lambda dialog: dialog.accept())
    again.locator("#draft").click()
    assert again.locator("#draft").is_checked()
    assert "Le second" in again.evaluate("localStorage.getItem('jeu-oie-draft')")


REFUSED = f"""{PLAIN} Object.defineProperty(window, "localStorage", {{
  get() {{ throw new DOMException("", "SecurityError"); }},
}});"""


@pytest.mark.browser
def test_where_the_browser_keeps_nothing_it_is_said(tabs):
    page = tabs(REFUSED)
    assert not page.locator("#resume").is_visible()
    page.locator("#begin").click()
    page.locator("#draft").click()
    assert "ne garde rien ici" in page.locator("#news").inner_text()
    assert not page.locator("#draft").is_checked()


@pytest.mark.browser
def test_the_end_says_what_to_do_with_the_file(tabs):
    page = tabs()
    page.locator("#begin").click()
    part(page, "read")
    told = page.locator(".after li").all_inner_texts()
    assert len(told) == 3
    assert "jeu-oie build" in told[1]


def test_the_page_of_serve_has_neither_examples_nor_a_draft():
    made = editor(load_catalog("fr"), Served({}, ""))
    assert 'id="draft"' not in made
    assert 'id="examples"' not in made
    assert "localStorage" not in made
    assert "localStorage" in html("fr")
