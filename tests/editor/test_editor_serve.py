"""The editor over files on the disk, in a real Chromium: what is saved, what is asked, what no page may do."""

import errno
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from jeu_oie.api.check import check, row
from jeu_oie.circuit.saving import replace_file
from jeu_oie.messages import load_catalog
from jeu_oie.resources import folder
from tests.browser.pages import FEW
from tests.browser.test_page_axe import violations
from tests.chosen import chosen
from tests.editor.conftest import come_in
from tests.house.source import ROOT
from tests.serve.conftest import PATIENCE, SMALL, Served, servers, until
from tests.serve.test_preview import titled

pytestmark = pytest.mark.browser
SHIPPED = sorted(path.relative_to(folder("circuits")).as_posix() for path in folder("circuits").glob("*/*.yaml"))
CIRCUITS = [name for name in SHIPPED if not name.endswith("landlord.yaml")]
TITLE = '[data-path="title"] input'
expect.set_options(timeout=PATIENCE * 1000)

LIVE = r"\?beside$|/events$"  # the preview and the news, which are made anew on every save


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Without sheets."""
    (tmp_path / "home").mkdir()
    with servers(tmp_path / "home", sheets=False) as made:
        yield made


@pytest.fixture
def printing(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """The same with sheets, which a process of its own tries."""
    (tmp_path / "home").mkdir()
    with servers(tmp_path / "home") as made:
        yield made


def file_of(served: Served) -> Path:
    return served.folder / "one.yaml"


def save(page: Page) -> None:
    page.locator("#save").click()
    expect(page.locator("#news")).to_contain_text("Enregistré")
    expect(page.locator("#unsaved")).to_be_hidden()


def choose(page: Page, text: str) -> None:
    page.locator("#studio-notice").get_by_role("button", name=text).click()


def differing(before: bytes, after: bytes) -> list[bytes]:
    """The lines of ``after`` that are other ones; a line more or less is every line from there on."""
    former, now = before.split(b"\n"), after.split(b"\n")
    assert len(former) == len(now)
    return [line for line, other in zip(now, former, strict=True) if line != other]


@pytest.mark.slow
def test_a_shipped_circuit_keeps_every_byte_but_those_of_the_field_that_changed(tmp_path, window):
    """Two of them, and one as people's programs leave files: with a mark, and the ends of lines of Windows.

    That each circuit keeps its bytes is shown by test_reading; here it goes to the disk and back.
    """
    shutil.copytree(folder("circuits"), tmp_path / "circuits")
    spoilt = tmp_path / "circuits" / CIRCUITS[0].replace(".yaml", "-windows.yaml")
    spoilt.write_bytes(
        ("\ufeff" + (tmp_path / "circuits" / CIRCUITS[0]).read_text("utf-8").replace("\n", "\r\n")).encode()
    )
    for name in set(CIRCUITS) - set(FEW[::3]):  # each form would ask them whose landlord they share
        (tmp_path / "circuits" / name).unlink()
    with servers(tmp_path / "circuits") as made:
        served = made(one=SMALL)
        for file in (spoilt, *(served.folder / name for name in FEW[::3])):
            one_field_changed(window(served, f"{file.parent.name}/{file.stem}", without=LIVE), file)


def one_field_changed(page: Page, file: Path) -> None:
    before = file.read_bytes()
    save(page)
    assert file.read_bytes() == before, "opened and saved, nothing changed"
    page.locator(TITLE).fill("Un autre titre : l’essai")
    save(page)
    (title,) = differing(before, file.read_bytes())
    assert title.startswith(b"title: ") and "Un autre titre : l’essai".encode() in title
    page.locator('[data-part="steps"]').click()
    page.locator('[data-fold="steps/1"]').click()
    page.locator('[data-path="steps/1/text"] textarea').fill("Tout autre chose, mot pour mot.")
    save(page)
    now = differing(before, file.read_bytes())
    assert len(now) == 2 and now[0] == title and b"Tout autre chose, mot pour mot." in now[1]
    page.get_by_role("button", name="Revenir à l’ouverture").click()
    expect(page.locator("#news")).to_contain_text("comme à l’ouverture")
    assert file.read_bytes() == before
    page.close()


def test_a_save_stands_in_the_preview_beside_the_form(serve, window):
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Un titre d’essai")
    expect(page.locator("#unsaved")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("#news")).to_contain_text("Enregistré")
    inside = page.frame_locator("#studio-preview").frame_locator("iframe:not(.coming)")
    expect(inside.locator("body")).to_contain_text("Un titre d’essai")
    assert differing(SMALL.encode(), file_of(served).read_bytes()) == ["title: Un titre d’essai".encode()]
    expect(page.locator("#studio-notice")).to_be_hidden()


@pytest.mark.slow
def test_what_is_typed_while_a_save_is_under_way_counts_as_not_saved(serve, window, monkeypatch):
    served = serve()
    page = window(served)
    under_way, go_on = threading.Event(), threading.Event()

    def slow(path: Path, home: Path, data: bytes, mark: str, *, keep: bool) -> str:
        under_way.set()
        assert go_on.wait(PATIENCE)
        return replace_file(path, home, data, mark, keep=keep)

    monkeypatch.setattr("jeu_oie.serve.form.replace_file", slow)
    page.locator(TITLE).fill("Avant")
    page.locator("#save").click()
    assert under_way.wait(PATIENCE)
    page.locator(TITLE).fill("Après")
    go_on.set()
    expect(page.locator("#news")).to_contain_text("Enregistré")
    expect(page.locator("#unsaved")).to_be_visible()
    assert file_of(served).read_text("utf-8") == titled("Avant")
    page.locator("#save").click()
    expect(page.locator("#unsaved")).to_be_hidden()
    assert file_of(served).read_text("utf-8") == titled("Après")


@pytest.mark.slow
def test_another_programs_work_is_told_at_once_shown_and_kept_beside_mine(serve, window):
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    file_of(served).write_text(titled("D’un autre"), "utf-8")
    expect(page.locator("#studio-notice")).to_contain_text("a changé ailleurs")
    choose(page, "Voir les deux")
    marked = page.locator(".both mark")
    expect(marked).to_have_text(["title: Le mien", "title: D’un autre"])
    assert violations(page) == []
    choose(page, "Garder le mien")
    expect(page.locator("#news")).to_contain_text("one.yaml.1.txt")
    expect(page.locator("#studio-notice")).to_be_hidden()
    assert file_of(served).read_text("utf-8") == titled("Le mien")
    assert (served.folder / "one.yaml.1.txt").read_text("utf-8") == titled("D’un autre")
    save(page)


def test_a_save_over_another_programs_work_asks_first_and_taking_that_can_be_undone(serve, window):
    served = serve()
    page = window(served, without=LIVE)  # without news: the save is the first to know
    page.locator(TITLE).fill("Le mien")
    file_of(served).write_text(titled("D’un autre"), "utf-8")
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_contain_text("Rien n’a été écrasé")
    expect(page.locator("#studio-notice")).to_be_focused()
    assert file_of(served).read_text("utf-8") == titled("D’un autre")
    expect(page.locator(TITLE)).to_have_value("Le mien")
    choose(page, "Reprendre le fichier")
    expect(page.locator(TITLE)).to_have_value("D’un autre")
    expect(page.locator("#unsaved")).to_be_hidden()
    page.locator("#undo").click()
    expect(page.locator(TITLE)).to_have_value("Le mien")
    save(page)
    assert file_of(served).read_text("utf-8") == titled("Le mien")


@pytest.mark.slow
def test_two_windows_on_one_circuit(serve, window):
    served = serve()
    first, second = window(served), window(served)
    second.locator(TITLE).fill("Seconde fenêtre")
    first.locator(TITLE).fill("Première fenêtre")
    save(first)
    expect(second.locator("#studio-notice")).to_contain_text("a changé ailleurs")
    choose(second, "Plus tard")
    second.locator("#save").click()
    expect(second.locator("#studio-notice")).to_be_visible()
    assert file_of(served).read_text("utf-8") == titled("Première fenêtre")
    expect(first.locator("#studio-notice")).to_be_hidden()
    choose(second, "Garder le mien")
    expect(first.locator("#studio-notice")).to_contain_text("a changé ailleurs")
    assert (served.folder / "one.yaml.1.txt").read_text("utf-8") == titled("Première fenêtre")


@pytest.mark.slow
def test_a_file_that_cannot_be_shown_is_not_taken(serve, window):
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    file_of(served).write_text("a: [\n", "utf-8")
    expect(page.locator("#studio-notice")).to_contain_text("a changé ailleurs")
    choose(page, "Reprendre le fichier")
    expect(page.locator("#studio-notice")).to_contain_text("ne peut pas être ouvert")
    expect(page.locator(TITLE)).to_have_value("Le mien")


@pytest.mark.slow
def test_a_file_that_is_broken_is_told_with_its_line_and_opens_by_itself_once_it_is_mended(serve, browser):
    own = re.sub(r"(?m)^landlord: .*$", "landlord: landlord.yaml", SMALL)
    served = serve(one=own.replace("steps:\n", "steps: [\n", 1), landlord="name: Bailleur d’essai\n")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    come_in(page, served)
    page.goto(f"{served.address}/c/home/one/editor")
    told = page.locator("#refused")
    expect(told).to_contain_text("Corrigez home/one.yaml dans un éditeur de texte")
    lines = file_of(served).read_text("utf-8").splitlines()
    line = int(re.findall(r"Ligne (\d+)", told.inner_text())[0])
    assert told.locator("code").first.inner_text() == lines[line - 1].strip()
    assert "Il manque le circuit" not in told.inner_text()
    file_of(served).write_text(own, "utf-8")
    expect(page.locator(TITLE)).to_be_visible()
    expect(told).to_be_empty()
    context.close()


@pytest.mark.slow
def test_a_deleted_file_is_put_back_when_that_is_asked(serve, window):
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    file_of(served).unlink()
    expect(page.locator("#studio-notice")).to_contain_text("n’est plus là")
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_be_focused()
    assert not file_of(served).exists()
    choose(page, "Remettre le fichier")
    expect(page.locator("#studio-notice")).to_be_hidden()
    assert file_of(served).read_text("utf-8") == titled("Le mien")


@pytest.mark.slow
def test_a_circuit_that_goes_with_its_landlord_leaves_the_form_as_it_is(serve, window):
    own = re.sub(r"(?m)^landlord: .*$", "landlord: landlord.yaml", SMALL)
    served = serve(one=own, landlord="name: Bailleur d’essai\ncontacts: [{kind: phone, value: 01 00 00 00 00}]\n")
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    expect(page.frame_locator("#studio-preview").frame_locator("iframe:not(.coming)").locator("body")).not_to_be_empty()
    for name in ("landlord.yaml", "one.yaml"):
        (served.folder / name).unlink()
    expect(page.locator("#studio-notice")).to_contain_text("n’est plus là")
    expect(page.locator(TITLE)).to_have_value("Le mien")


def test_two_texts_side_by_side_show_every_line_of_each_once_and_in_order(browser):
    entry = 'export { rows } from "./templates/editor/script/lines.js";'
    command = [str(ROOT / "node_modules/.bin/esbuild"), "--bundle", "--format=iife", "--global-name=made"]
    script = subprocess.run(command, input=entry, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    some = Random(7)
    pairs = []
    for _ in range(200):
        lines = [some.choice("abcde") for _ in range(some.randrange(1, 30))]
        others = [each for each in lines if some.random() > 0.2]
        for _ in range(some.randrange(4)):
            others.insert(some.randrange(len(others) + 1), some.choice("abxyz"))
        pairs.append(["\n".join(lines), "\r\n".join(others)])
    page = browser.new_page()
    page.add_script_tag(content=script)
    found = page.evaluate("pairs => pairs.map(([mine, theirs]) => made.rows(mine, theirs))", pairs)
    page.close()
    for (mine, theirs), rows in zip(pairs, found, strict=True):
        left, right = zip(*rows, strict=True)
        assert [line for line in left if line is not None] == mine.split("\n")
        assert [line for line in right if line is not None] == theirs.split("\r\n")
        assert all(one is not None or other is not None for one, other in rows)


LANDLORD = "# ce que nous savons\nname: Bailleur d’essai\nwebsite: https://exemple.fr\n"
NAMED = re.sub(r"(?m)^landlord: .*$", "landlord: landlord.yaml", SMALL)
NAME = '[data-path="landlord/name"] input'


def test_the_landlord_s_file_is_written_with_the_circuit_each_in_its_own(serve, window):
    served = serve(one=NAMED, landlord=LANDLORD)
    page = window(served, without=LIVE)
    expect(page.locator(".landlord")).to_contain_text("enregistré avec le circuit")
    page.locator(NAME).fill("Autre bailleur")
    page.locator(TITLE).fill("Autre titre")
    save(page)
    assert (served.folder / "landlord.yaml").read_text("utf-8") == LANDLORD.replace(
        "Bailleur d’essai", "Autre bailleur"
    )
    assert differing(NAMED.encode(), file_of(served).read_bytes()) == [b"title: Autre titre"]
    page.locator("#undo").click()
    page.locator("#undo").click()
    save(page)
    assert (served.folder / "landlord.yaml").read_text("utf-8") == LANDLORD
    assert file_of(served).read_text("utf-8") == NAMED


@pytest.mark.slow
def test_what_other_circuits_share_is_said_before_it_is_saved(serve, window):
    served = serve(one=NAMED, two=NAMED, landlord=LANDLORD)
    page = window(served, without=LIVE)
    expect(page.locator(".landlord")).to_contain_text("Il sert aussi à : two.yaml.")
    page.locator(NAME).fill("Autre bailleur")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.locator("#save").click()
    expect(page.locator("#unsaved")).to_be_visible()
    assert "two.yaml" in asked.value.message
    assert (served.folder / "landlord.yaml").read_text("utf-8") == LANDLORD
    page.once("dialog", lambda dialog: dialog.accept())
    save(page)
    assert "Autre bailleur" in (served.folder / "landlord.yaml").read_text("utf-8")


@pytest.mark.slow
def test_a_landlord_s_file_that_another_program_wrote_is_not_overwritten_unasked(serve, window):
    served = serve(one=NAMED, landlord=LANDLORD)
    page = window(served, without=LIVE)
    page.locator(NAME).fill("Le mien")
    other = LANDLORD.replace("Bailleur d’essai", "D’un autre")
    (served.folder / "landlord.yaml").write_text(other, "utf-8")
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_contain_text("landlord.yaml")
    expect(page.locator("#studio-notice")).to_be_focused()
    assert (served.folder / "landlord.yaml").read_text("utf-8") == other
    choose(page, "Garder le mien")
    expect(page.locator("#unsaved")).to_be_hidden()
    assert "Le mien" in (served.folder / "landlord.yaml").read_text("utf-8")
    assert (served.folder / "landlord.yaml.1.txt").read_text("utf-8") == other


@pytest.mark.slow
def test_a_landlord_s_file_that_changes_elsewhere_is_taken_where_nothing_was_written_in_the_form(serve, window):
    served = serve(one=NAMED, landlord=LANDLORD)
    page = window(served)
    expect(page.locator(NAME)).to_have_value("Bailleur d’essai")
    expect(page.frame_locator("#studio-preview").frame_locator("iframe:not(.coming)").locator("body")).not_to_be_empty()
    (served.folder / "landlord.yaml").write_text(LANDLORD.replace("Bailleur d’essai", "D’un autre"), "utf-8")
    expect(page.locator(NAME)).to_have_value("D’un autre")
    expect(page.locator("#unsaved")).to_be_hidden()


SAID = "[...document.querySelectorAll('.left li p')].map((each) => each.textContent.replace(/\\s+/g, ' ').trim())"


def check_file(path: Path) -> list[str]:
    problems = [row(each, load_catalog("fr")) for each in check(path)]
    return sorted(" ".join(f"{each['message']} {each['cure']}".split()) for each in problems)


def lengthened() -> str:
    """More steps than a board has squares for, one of which has a fault."""
    steps = "".join(f"  - {{id: plus-{rank}, title: Plus {rank}}}\n" for rank in range(60))
    return re.sub(r"(?m)^steps:\n", f"steps:\n{steps}", SMALL).replace("title: Plus 3}", "title: Plus 3, delay: vite}")


@pytest.mark.slow
def test_the_form_says_what_check_says_of_the_board_too_in_the_same_words(printing, window):
    served = printing()
    page = window(served, without=LIVE)
    file_of(served).write_text(lengthened(), "utf-8")
    page.reload()
    page.locator("#left").click()
    expect(page.locator(".review")).to_contain_text("Le programme a relu")
    expected = check_file(file_of(served))
    assert len(expected) == 1, "no board is made of what has an error"
    assert sorted(page.evaluate(SAID)) == expected
    page.locator(".left a").first.click()
    assert page.evaluate("document.activeElement.value") == "vite"
    page.locator(":focus").fill("5 jours")
    page.locator("#left").click()
    file_of(served).write_text(lengthened().replace("vite", "5 jours"), "utf-8")
    expected = check_file(file_of(served))
    expect(page.locator(".left li")).to_have_count(len(expected))
    assert sorted(page.evaluate(SAID)) == expected
    assert len(expected) > 1, "only a board shows it"


@pytest.mark.slow
def test_where_the_program_does_not_answer_the_page_judges_alone_and_says_so(serve, window):
    page = window(serve(), without=LIVE)
    page.route("**/judge", lambda route: route.abort())
    page.locator(TITLE).fill("")
    page.locator("#left").click()
    expect(page.locator(".review")).to_contain_text("ne répond pas")
    expect(page.locator(".left li")).not_to_have_count(0)


@pytest.mark.slow
def test_what_cannot_be_written_stays_in_the_page_and_can_be_had_as_a_copy(serve, window, monkeypatch):
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    file_of(served).chmod(0o444)
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_contain_text("protégé")
    file_of(served).chmod(0o644)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        page.locator("#save").click()
        expect(page.locator("#studio-notice")).to_contain_text("Le disque est plein")
    with page.expect_download() as waited:
        choose(page, "Télécharger une copie")
    assert Path(waited.value.path()).read_text("utf-8") == titled("Le mien")
    assert file_of(served).read_text("utf-8") == SMALL
    assert [each.name for each in served.folder.iterdir()] == ["one.yaml"]
    expect(page.locator("#unsaved")).to_be_visible()
    save(page)
    expect(page.locator("#studio-notice")).to_be_hidden()
    assert file_of(served).read_text("utf-8") == titled("Le mien")


@pytest.mark.slow
def test_a_server_that_was_started_again_takes_what_the_page_kept(serve, window):
    """Its keys are others: the page has them of the next one that is opened on the same circuit."""
    served = serve()
    page = window(served)
    page.locator(TITLE).fill("Le mien")
    page.wait_for_load_state("networkidle")  # a server that a thread stops leaves what was just opened without answer
    served.made.stop()
    until(lambda: served.made.started and not served.made.servers[0].is_serving())
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_contain_text("ne répond plus")
    again = serve(port=served.port)
    page.locator("#save").click()
    expect(page.locator("#studio-notice")).to_contain_text("ne répond plus")
    come_in(page, again)
    page.context.new_page().goto(f"{again.address}/c/home/one/editor")
    expect(page.context.pages[1].locator(TITLE)).to_be_visible()
    save(page)
    assert file_of(again).read_text("utf-8") == titled("Le mien")


@pytest.mark.slow
def test_form_board_and_preview_are_reached_at_any_width(printing, window):
    """In one window: the second look of axe at it takes half the time of the first."""
    page = window(printing())
    seen = {"form": "#form", "board": "#board", "sheet": "#studio-sheet", "preview": "#studio-preview"}
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for side in ("preview", "sheet", "board") if width == 1280 else seen:
            page.locator(f'#studio-tabs [data-side="{side}"]').click()
            expect(page.locator(seen[side])).to_be_visible()
            if side == "sheet":
                page.locator('[data-sheet="person"]').first.click()
                expect(page.locator("#studio-sheet img")).to_have_count(2)
            others = {name for name in seen if page.locator(seen[name]).is_visible()}
            assert others == ({"form", side} if width == 1280 else {side}), width
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
            assert violations(page) == [], (width, side)


@pytest.mark.slow
def test_where_there_is_room_form_card_and_preview_stand_side_by_side(printing, window):
    page = window(printing(), width=1600)
    page.locator('[data-part="steps"]').click()
    page.locator("#form .fold").first.click()
    places = [page.locator(each).bounding_box() for each in ("#form", "#board", "#studio-preview")]
    assert all(place["width"] > 380 for place in places)
    assert all(one["x"] + one["width"] <= other["x"] for one, other in pairwise(places))
    expect(page.locator("#board #hand")).to_be_visible()
    page.locator('#studio-tabs [data-side="sheet"]').click()
    expect(page.locator("#studio-sheet img").first).to_be_visible()
    expect(page.locator("#studio-preview")).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1600
    assert violations(page) == []


@pytest.mark.slow
def test_the_card_that_is_printed_stands_beside_its_item_and_follows_each_save(printing, window):
    page = window(printing())
    page.locator('#studio-tabs [data-side="sheet"]').click()
    expect(page.locator("#studio-sheet")).to_contain_text("Ouvrez une étape")
    page.locator('[data-part="steps"]').click()
    page.locator('[data-fold="steps/0"]').click()
    card = page.locator("#studio-sheet .pages button").first
    expect(card).to_have_attribute("aria-label", re.compile("Je signale"))
    page.locator('[data-path="steps/0/title"] input').fill("J’écris à l’agence")
    expect(card).to_have_attribute("aria-label", re.compile("Je signale"))
    page.keyboard.press("Control+s")
    expect(card).to_have_attribute("aria-label", re.compile("J’écris à l’agence"))
    page.locator('[data-fold="steps/1"]').click()
    expect(card).to_have_attribute("aria-label", re.compile("C’est noté"))
    card.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.page img")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog.page")).to_have_count(0)
    expect(card).to_be_focused()


@pytest.mark.slow
def test_what_finds_no_room_leads_to_its_field_and_counts_until_it_is_changed(printing, window):
    page = window(printing())
    page.locator('#studio-tabs [data-side="sheet"]').click()
    page.locator('[data-part="steps"]').click()
    page.locator('[data-fold="steps/0"]').click()
    expect(page.locator("#studio-sheet img").first).to_be_visible()
    field = page.locator('[data-path="steps/0/trace"]')
    received = field.locator("input:not([type=checkbox], [type=radio]), textarea").first
    received.fill("reçu " * 90)
    save(page)
    expect(page.locator("#left")).not_to_contain_text("Rien")
    page.locator("#studio-sheet .left a").first.click()
    expect(field.locator(":focus")).to_have_count(1)
    received.fill("Un numéro")
    save(page)
    expect(page.locator("#studio-sheet .left a")).to_have_count(0)
    expect(page.locator("#studio-sheet img").first).to_be_visible()
    expect(page.locator("#left")).to_contain_text("Rien")


@pytest.mark.slow
def test_the_card_in_hand_stands_beside_its_form(serve, window):
    page = window(serve())
    page.locator('[data-part="steps"]').click()
    page.locator("#form .fold").first.click()
    expect(page.locator("#board #hand")).to_be_visible()
    page.locator('#studio-tabs [data-side="preview"]').click()
    expect(page.locator("#form #hand")).to_be_visible()


@pytest.mark.slow
def test_on_a_narrow_screen_what_leads_to_a_field_shows_the_form(serve, window):
    page = window(serve(), width=375)
    for side, asked in [("preview", '[data-part="steps"]'), ("preview", "#left"), ("board", "#board li button")]:
        page.locator(f'#studio-tabs [data-side="{side}"]').click()
        if "part" in asked:
            page.locator("#part-now").click()
        page.locator(asked).first.click()
        expect(page.locator("#form")).to_be_visible()
        expect(page.locator("#form :focus")).to_have_count(1)


@pytest.mark.slow
def test_the_preview_and_the_list_lead_to_the_editor(serve, window):
    served = serve(one=SMALL, two=titled("Second"))
    page = window(served)
    page.goto(f"{served.address}/c/home/one/")
    page.get_by_role("link", name="Modifier ce circuit").click()
    expect(page.locator(TITLE)).to_be_visible()
    page.get_by_role("link", name="Mes circuits").click()
    page.locator("a[href$='/c/home/two/desk']").click()
    page.get_by_role("link", name="Écrire", exact=True).click()
    expect(page.locator(TITLE)).to_be_visible()
    expect(page.frame_locator("#studio-preview").get_by_role("link", name="Modifier")).to_have_count(0)


@pytest.mark.parametrize("width", chosen((1280, 360), (360,)))
def test_the_form_leads_back_to_the_list_and_on_to_what_is_made(serve, window, width):
    page = window(serve(), width=width, without=LIVE)
    head = page.locator("header").bounding_box()
    assert head and head["height"] < 60, "one row"
    if width < 640:
        page.locator("#menu-open").click()
    links, home = page.locator("#menu a"), page.url.removesuffix("/c/home/one/editor")
    assert links.all_inner_texts() == ["Mes circuits", "Fabriquer, publier"]
    assert links.evaluate_all("all => all.map((each) => each.href)") == [
        f"{home}/",
        f"{home}/c/home/one/desk",
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    links.last.click()
    expect(page).to_have_url(f"{home}/c/home/one/desk")
    expect(page.locator("h1")).to_be_visible()
