"""The card and the square in hand, the calm count, and the first screen of a phone, in Chromium."""

import json
import re

import pytest

from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.model import Item
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.bodies import body_of
from jeu_oie.game.wording import FactFormatter, Row, State
from jeu_oie.messages import load_catalog
from tests.browser.opening import spaced
from tests.browser.pages import LARGEST
from tests.chosen import chosen
from tests.circuit.lacking import list_gaps
from tests.editor.pages import CIRCUITS, give, open_circuit, opened, part, settled

pytestmark = pytest.mark.browser
WORDS = load_catalog("fr")
LISTS = {"steps": "steps", "shortcuts": "ways", "detours": "ways", "setbacks": "stuck", "recourse": "stuck"}
# What the card in hand leaves to the page: dangers, and what the program adds of other items.
APART = {"emergency", "danger", "elsewhere"}
ROWS = """[...document.querySelectorAll("#hand dl div")].map((row) =>
[row.querySelector("dt").textContent, row.querySelector("dd").textContent, row.classList.contains("none")])"""


def rows_of(item: Item, facts: FactFormatter) -> list[tuple[str, str, bool]]:
    """Label, value and whether it is missing, of each row of the printed card, without sources and squares."""
    body = body_of(item, facts)
    unfilled = WORDS("to-fill")
    kept = (row for row in (*body.rows, *body.notes) if row.key not in APART and row.value != unfilled)
    return sorted((row.label, value_of(row), row.state is State.MISSING) for row in kept)


def value_of(row: Row) -> str:
    return re.sub(r" : (?:case|carte) [\w]+$", "", spaced(row.bare))


@pytest.mark.slow
def test_the_card_in_hand_says_what_the_printed_one_says(browser, tmp_path):
    name = LARGEST
    reading = read(CIRCUITS / name)
    circuit = reading.circuit
    assert circuit
    facts = FactFormatter(assemble(circuit, preset_named("classic")), WORDS)
    seen = 0
    with opened(browser, tmp_path) as page:
        open_circuit(page, name)
        for list_name, held in LISTS.items():
            part(page, held)
            for rank, item in enumerate(getattr(reading.written, list_name)):
                if getattr(item, "missing", False):
                    continue
                fold = page.locator(f'[data-fold="{list_name}/{rank}"]')
                fold.evaluate(
                    "each => each.ariaExpanded === 'false' && each.click()"
                )  # not how one comes there is asked
                page.locator(f'[data-path="{list_name}/{rank}/title"] input').focus()
                settled(page)
                told = sorted((spaced(a), spaced(b), c) for a, b, c in page.evaluate(ROWS))
                merged = next(each for each in getattr(circuit, list_name) if each.id == item.id)
                assert told == rows_of(merged, facts), item.id
                assert page.locator("#hand .name").inner_text() == item.title
                fold.evaluate("each => each.click()")
                seen += len(told)
    assert seen > 10


@pytest.mark.parametrize("width", chosen((1280, 375), (375,)))
def test_the_card_follows_what_is_typed_and_nobody_is_told(browser, tmp_path, width):
    with opened(browser, tmp_path, width=width) as page:
        open_circuit(page, "oph-31/repairs.yaml")
        assert not page.locator("#hand").is_visible()
        part(page, "steps")
        page.locator("#form .fold").nth(1).click()
        title = page.locator('[data-path="steps/1/title"] input')
        title.fill("Mon titre à moi")
        settled(page)
        assert page.locator("#hand .name").inner_text() == "Mon titre à moi"
        assert page.locator("#hand .square").inner_text() == "Mon titre à moi"
        assert (
            page.locator("#hand").evaluate("hand => hand.closest('[aria-live], [role=status], [role=alert]')") is None
        )
        assert page.locator(".item #hand").count() == (width == 375), "on a phone it stands in the item"
        part(page, "names")
        assert not page.locator("#hand").is_visible()


def test_the_calm_count_is_that_of_check(browser, tmp_path):
    """Which gaps they are tells test_gaps."""
    name = LARGEST
    circuit = read(CIRCUITS / name).circuit
    assert circuit
    expected = len(list_gaps(circuit))
    with opened(browser, tmp_path) as page:
        open_circuit(page, name)
        assert expected
        assert page.locator("#unfound").inner_text() == f"{expected} faits encore à trouver"
        part(page, "read")
        assert page.locator("#form .gaps li").count() == expected


WRONG = """
format: 1
title: Essai
topic: repairs
landlord: {name: B}
language: fr
version: "1"
status: draft
steps: [{id: a, title: A, short: "Un titre court qui est bien trop long"}, {id: b, title: B}]
"""


@pytest.mark.slow
def test_what_is_wrong_in_an_opened_file_is_red_only_once_its_field_was_left_or_all_is_read_again(browser, tmp_path):
    file = tmp_path / "faux.yaml"
    file.write_text(WRONG, "utf-8")
    with opened(browser, tmp_path) as page:
        give(page, file)
        page.locator("#work").wait_for()
        part(page, "steps")
        page.locator("#form .fold").first.click()
        page.locator("#form .item details.more").first.locator("summary").click()
        field = page.locator('[data-path="steps/0/short"] input')
        settled(page)
        assert field.get_attribute("aria-invalid") is None
        assert page.locator("#left").inner_text() == "1 chose à corriger"
        assert page.locator("#left").get_attribute("data-wrong") == "false"
        field.focus()
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.blur()")
        settled(page)
        assert field.get_attribute("aria-invalid") == "true"
        give(page, file)
        settled(page)
        part(page, "read")
        part(page, "steps")
        page.locator("#form .fold").first.click()
        page.locator("#form .item details.more").first.locator("summary").click()
        settled(page)
        assert field.get_attribute("aria-invalid") == "true"


def test_on_a_phone_the_circuit_stands_on_the_first_screen(browser, tmp_path):
    with opened(browser, tmp_path, width=375) as page:
        open_circuit(page, "oph-31/repairs.yaml")
        head, chosen = page.locator("header").bounding_box(), page.locator("#part-now").bounding_box()
        title = page.locator("#form h2").bounding_box()
        assert head and chosen and title
        assert (head["height"] <= 60, chosen["height"] <= 52, title["y"] <= 190) == (True, True, True)
        page.locator("#menu-open").click()
        assert page.locator("#redo").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#redo").is_visible()
        page.locator("#part-now").click()
        page.locator("#parts button", has_text="Les étapes").click()
        assert page.locator("#form h2").inner_text() == "Les étapes"
        assert page.locator("#part-now").inner_text().startswith("Les étapes 7")


TITLES = "#form > .list > .items > .item > h3 .title"


def given(page, tmp_path, **parts):
    file = tmp_path / "pas.yaml"
    steps = [{"id": f"s{n}", "title": f"Pas {n}"} for n in range(1, 8)]
    head = {"format": 1, "title": "T", "topic": "repairs", "landlord": {"name": "B"}, "language": "fr"}
    file.write_text(json.dumps({**head, "version": "1", "status": "draft", "steps": steps, **parts}), "utf-8")
    give(page, file)
    page.locator("#work").wait_for()
    part(page, "steps")
    return page.locator(TITLES)


def order(titles):
    return [each.removeprefix("Pas ") for each in titles.all_inner_texts()]


def news(page):
    return page.locator("#news").inner_text()


@pytest.mark.parametrize("width", chosen((1280, 375), (1280,)))
def test_a_step_is_drawn_to_another_place_by_its_handle(browser, tmp_path, width):
    with opened(browser, tmp_path, width=width) as page:
        titles = given(page, tmp_path)
        handle = page.locator(".handle").nth(4)
        box, target = handle.bounding_box(), page.locator(".handle").nth(1).bounding_box()
        assert box and target and box["width"] >= 44 and box["height"] >= 44
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 22, box["y"] - 30, steps=4)
        page.mouse.move(box["x"] + 22, target["y"] + 2, steps=4)
        assert " ".join(page.locator(".place").inner_text().split()) == "2 ici"
        page.mouse.up()
        assert order(titles) == ["1", "5", "2", "3", "4", "6", "7"]
        assert news(page) == "Étape 2 sur 7"
        assert page.locator(".place, .lifted").count() == 0
        page.locator("#undo").click()
        assert order(titles) == [*"1234567"]


@pytest.mark.slow
def test_a_drag_that_is_given_up_moves_nothing(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        titles = given(page, tmp_path)
        box = page.locator(".handle").nth(4).bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 20, box["y"] - 150, steps=4)
        page.keyboard.press("Escape")
        page.mouse.up()
        assert order(titles) == [*"1234567"]
        assert page.locator("#undo").is_disabled()


@pytest.mark.slow
def test_alt_and_an_arrow_move_a_step_and_so_do_the_buttons_in_it(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        titles = given(page, tmp_path)
        page.locator("#form .fold").nth(4).focus()
        page.keyboard.press("Alt+ArrowDown")
        assert (order(titles), news(page)) == ([*"1234657"], "Étape 6 sur 7")
        assert page.evaluate("document.activeElement.dataset.fold") == "steps/5"
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
        assert order(titles) == [*"1235467"]
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Descendre : Pas 5").click()
        assert (order(titles), news(page)) == ([*"1234567"], "Étape 5 sur 7")


def test_a_move_that_would_lead_the_wrong_way_is_refused_with_its_reason(browser, tmp_path):
    urgent = {"title": "Vite", "id": "v", "from": "s2", "to": "s4", "criteria": ["x"], "call": "le gardien"}
    with opened(browser, tmp_path) as page:
        titles = given(page, tmp_path, shortcuts=[urgent])
        page.locator("#form .fold").nth(2).focus()
        page.keyboard.press("Alt+ArrowDown")
        assert order(titles) == [*"1243567"]
        page.locator("#form .fold").nth(2).focus()
        page.locator("#form .fold").nth(1).focus()
        page.keyboard.press("Alt+ArrowDown")
        assert order(titles) == [*"1243567"]
        assert news(page).startswith("Pas déplacé. ") and len(news(page)) > 30


@pytest.mark.slow
def test_enter_in_the_title_of_a_step_makes_the_next_one(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        page.locator("#begin").click()
        part(page, "steps")
        page.get_by_role("button", name="Ajouter une étape", exact=True).click()
        for title in ("Un", "Deux", "Trois"):
            page.keyboard.type(title)
            page.keyboard.press("Enter")
        page.keyboard.press("Enter")  # nothing follows what has no title yet
        assert page.locator(TITLES).all_inner_texts()[:3] == ["Un", "Deux", "Trois"]
        assert page.locator(TITLES).count() == 4
