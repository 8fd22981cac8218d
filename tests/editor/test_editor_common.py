"""The common file in a form, in a real Chromium: what one sees, what is written, and that no other byte changes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from jeu_oie.resources import folder
from tests.browser.test_page_axe import violations
from tests.editor.conftest import Opens
from tests.editor.pages import part, unfold
from tests.editor.test_editor_serve import differing, save
from tests.serve.conftest import SMALL, Served, servers

pytestmark = pytest.mark.browser
NAMED = SMALL.replace("\nlandlord:", "\ncommon: ../common.yaml\nuse: [mairie]\nlandlord:", 1)
PARTS = ("circuit", "dangers", "stuck", "cards", "names", "read")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/one.yaml").write_text(NAMED, "utf-8")
    (tmp_path / "common.yaml").write_bytes((folder("circuits") / "common.yaml").read_bytes())
    with servers(tmp_path, sheets=False) as made:
        yield made(alone=SMALL)


@pytest.fixture
def opens(window: Opens, served: Served) -> Callable[..., Page]:
    """``opens(width)``: the form over the common file, without the preview."""
    return partial(window, served, "home/one", form="common", without=r"\?beside$")


def file_of(served: Served) -> Path:
    return served.folder / "common.yaml"


def test_one_field_changes_one_line(served, opens):
    before = file_of(served).read_bytes()
    page = opens()
    part(page, "stuck")
    page.locator("#form .fold").first.click()
    page.locator("#form .f-title input").first.fill("J’écris au bailleur")
    save(page)
    assert differing(before, file_of(served).read_bytes()) == ["    title: J’écris au bailleur".encode()]
    page.locator("#undo").click()
    save(page)
    assert file_of(served).read_bytes() == before


@pytest.mark.slow
def test_a_danger_a_gesture_and_a_topic_are_written_as_the_format_says(served, opens):
    before = file_of(served).read_text("utf-8")
    page = opens()
    part(page, "dangers")
    page.locator("#add-emergency").click()
    page.locator("#form .item .f-danger input:visible").fill("Chute de pierres")
    page.locator("#form .item .f-id input:visible").fill("rocks")
    page.locator("#form .item .f-call input:visible").first.fill("112")
    page.locator("#add-gestures").click()
    page.locator("#form .item .f-icon select:visible").select_option("photo")
    page.locator("#form .item .f-text :is(input, textarea):visible").fill("Je prends une photo")
    part(page, "cards")
    page.locator("#form .fold").first.click()
    topics = page.locator("#form .item .f-topics:visible")
    topics.locator("summary").click()
    topics.get_by_label("Troubles de voisinage").check()
    save(page)
    after = file_of(served).read_text("utf-8")
    added = [line.strip() for line in after.splitlines() if line not in before.splitlines()]
    assert "- id: rocks" in added and "danger: Chute de pierres" in added
    assert "- icon: photo" in added and "text: Je prends une photo" in added
    both = "topics: [repairs, neighbours]"
    assert after.count(both) == before.count(both) + 1


@pytest.mark.slow
def test_what_circuits_stumble_over_is_told_with_its_file(served, opens):
    page = opens()
    part(page, "stuck")
    taken = page.locator("#form > .list > .items > .item", has_text="Je préviens la mairie")
    taken.locator(".fold").click()
    taken.locator(".remove").click()
    part(page, "read")
    expect(page.locator(".review")).to_contain_text("one.yaml")
    expect(page.locator(".review")).to_contain_text("mairie")


@pytest.mark.slow
def test_each_part_is_accessible_and_fits(opens):
    """On a phone: of a wide window the form over a circuit tells the same (test_editor_page_access)."""
    page = opens(375)
    for name in PARTS:
        part(page, name)
        folded = page.locator("#form .fold[aria-expanded=false]")
        if folded.count():
            folded.first.click()
        page.evaluate("scrollTo(0, 0)")
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name


def test_it_tells_whom_it_concerns_and_draws_no_board(opens):
    page = opens()
    expect(page.locator("#board")).to_be_hidden()
    shared = page.locator(".shared")
    expect(shared).to_contain_text("Dangers, recours, questions et mots d’un circuit.")
    shared.locator("summary").click()
    expect(shared).to_contain_text("Petit circuit d’essai")


@pytest.mark.slow
def test_the_right_answer_stays_so_where_another_is_taken_away(served, opens):
    before = file_of(served).read_text("utf-8")
    page = opens()
    part(page, "cards")
    page.locator("#form > .list > .items > .item", has_text="Ça sent le gaz chez moi").locator(".fold").click()
    answers, right = page.locator("#form .f-answers:visible"), page.locator("#form .f-right select:visible")
    expect(right.locator("option:checked")).to_contain_text("J’ouvre les fenêtres")
    answers.get_by_role("button", name="Retirer").first.click()
    expect(right.locator("option:checked")).to_contain_text("J’ouvre les fenêtres")
    answers.get_by_role("button", name="Retirer").first.click()
    expect(right).to_have_value("")
    page.locator("#undo").click()
    page.locator("#undo").click()
    save(page)
    assert file_of(served).read_text("utf-8") == before


@pytest.mark.slow
def test_what_is_still_wrong_is_written_only_if_that_is_wanted(served, opens):
    before = file_of(served).read_text("utf-8")
    page = opens()
    part(page, "stuck")
    page.locator("#form .fold").first.click()
    page.locator("#form .f-title input").first.fill("")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.locator("#save").click()
    expect(page.locator("#left")).to_have_attribute("data-wrong", "true")
    assert len(asked) == 1 and "Il reste à corriger" in asked[0]
    assert file_of(served).read_text("utf-8") == before


@pytest.mark.slow
def test_a_new_word_is_ready_to_be_written_over(opens):
    page = opens()
    part(page, "names")
    page.locator("#add-words").click()
    page.keyboard.type("caution")
    assert page.locator("#form :focus").input_value() == "caution"


@pytest.mark.slow
def test_a_press_ends_on_what_it_began_on(opens):
    """The card goes to the item that gets the focus: not under a mouse that is down."""
    page = opens()
    part(page, "stuck")
    for rank in (0, 1):
        page.locator("#form .fold").nth(rank).click()
    page.locator("#form .item").first.locator("input:visible").first.focus()
    count = page.locator("#form > .list > .items > .item").count()
    page.locator("#form .item").nth(1).locator(".remove").click()
    expect(page.locator("#form > .list > .items > .item")).to_have_count(count - 1)


@pytest.mark.slow
def test_shared_sources_are_folded_and_found_by_a_word(served, window):
    page = window(served, "home/one", without=r"\?beside$")
    part(page, "steps")
    page.locator("#form .fold").first.click()
    unfold(page)
    field = page.locator("#form .f-source").filter(has=page.locator(".one")).first
    assert field.locator("select option").all_inner_texts() == ["Choisir une autre source"]
    find = field.get_by_label("Chercher une source commune")
    find.fill("pas une source")
    find.press("Tab")
    expect(field.locator(".one span")).to_have_text(["Guide d’essai"])
    find.fill("Loi de 1989, article 6-1")
    find.press("Tab")
    expect(field.locator(".one span")).to_have_text(["Guide d’essai", "Loi de 1989, article 6-1"])
    assert violations(page) == []
    save(page)
    assert "source: [guide, loi-89-6-1]" in (served.folder / "home/one.yaml").read_text("utf-8")
