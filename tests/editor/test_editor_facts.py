"""The form shows and keeps what a fact says of itself, and lets a fact say it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.editor.pages import give, open_circuit, opened, part, settled, unfold
from tests.editor.test_editor_page import saved_text
from tests.editor.test_reading import data_of

pytestmark = pytest.mark.browser

OWN = """format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - id: a
    title: Un
    delay: {value: 5 jours, source: loi, uncertain: true}  # annoncé
    trace:
      value: Reçu
      source: loi  # page 3
    if-silent: {value: b, source: loi}
    source: guide
  - {id: b, title: Deux, source: guide}
sources:
  guide: {title: Guide}
  loi: {title: Loi}
"""


def open_own(page: Page, folder: Path) -> None:
    file = folder / "own.yaml"
    file.write_text(OWN, "utf-8")
    give(page, file)
    page.locator("#work").wait_for()
    settled(page)
    part(page, "steps")
    unfold(page, 1)


def test_a_value_is_edited_and_its_fact_keeps_its_source(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        open_own(page, tmp_path)
        assert saved_text(page) == OWN
        assert page.locator(".f-delay input").first.input_value() == "5"
        assert page.locator(".f-delay .f-source .one span").first.inner_text() == "Loi"
        assert page.locator(".f-delay .f-uncertain input").is_checked()
        for key, text in (("delay", "8 jours"), ("trace", "Un SMS")):
            value = page.locator(f".f-{key} input:not([type=radio]):not([type=checkbox])").first
            value.fill("")
            settled(page)
            value.fill(text)
        settled(page)
        now = data_of(saved_text(page))["steps"][0]
        assert now["delay"] == {"value": "8 jours", "source": "loi", "uncertain": "true"}
        assert now["trace"] == {"value": "Un SMS", "source": "loi"}
        assert now["if-silent"] == {"value": "b", "source": "loi"}
        assert now["source"] == "guide"


@pytest.mark.slow
def test_a_fact_may_be_given_a_source_of_its_own_and_nothing_else_changes(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        open_circuit(page, "oph-31/neighbours.yaml")
        before = data_of(saved_text(page))
        part(page, "steps")
        unfold(page, 1)
        field = page.locator(".f-trace").first
        field.get_by_role("button", name="Une source pour ce fait seul").click()
        field.locator(".f-source select").select_option(index=1)
        settled(page)
        after = data_of(saved_text(page))
        trace = after["steps"][0].pop("trace")
        assert trace["value"] == before["steps"][0].pop("trace")
        assert trace["source"]
        assert after == before
