"""The answer file as a landlord has it: alone on the disk, in each engine; what is saved there is what is read back."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Page, ViewportSize

from jeu_oie.api.reply import Standing, choose, parse_reply, rewrite, stand
from jeu_oie.exchange.reply import Verdict, weigh
from jeu_oie.game.asked import AnswerForm
from jeu_oie.web.reply import Request, reply_page
from tests.browser.engines import Engine, wait
from tests.browser.opening import unfold
from tests.browser.test_page_axe import COLOURS, violations
from tests.exchange.replying import DAY, can_be_told, forget, says
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
FOUND = ROOT / "docs" / "format" / "fr"
MOST_CLICKS, MOST_BYTES, LARGEST_PAGE = 12, 30_000, 250_000
# Every answer as a landlord types it: a choice among the three, then what the field's form asks for.
TELL = """
const told = %s;
const set = (box, part, value) => {
  const control = box.querySelector(`[data-part="${part}"]`);
  control.value = value ?? "";
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
};
const FORMS = {
  text: (box, value) => set(box, "value", value),
  hours: (box, value) => set(box, "value", value),
  choice: (box, value) => set(box, "value", [].concat(value)[0]),
  list: (box, value) => set(box, "value", value.join("\\n")),
  delay: (box, value) => {
    const { value: words, ...more } = typeof value === "string" ? { value } : value;
    set(box, "words", words);
    const others = ["at-most", "at-least", "condition"].filter((part) => box.querySelector(`[data-part="${part}"]`));
    for (const part of others) set(box, part, more[part]);
  },
  contacts: (box, value) => {
    while (box.querySelectorAll(".way").length < value.length) box.querySelector(".fields > .btn:last-child").click();
    value.forEach((way, rank) => {
      const row = box.querySelectorAll(".way")[rank];
      for (const part of ["kind", "value", "label", "hours"]) set(row, part, way[part]);
    });
  },
  step: (box, value) => set(box, "title", value.title),
};
for (const [key, { form, says, value }] of Object.entries(told)) {
  const box = [...document.querySelectorAll(".fact")].find((each) => each.dataset.key === key);
  box.querySelector(`input[value=${says}]`).click();
  if (says === "other") FORMS[form](box, value);
}
"""
SMALL = """(all) => all.filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML)"""
SAVE = """
const former = URL.createObjectURL;
URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return former.call(URL, blob); };
location.hash = "end";
document.getElementById("save").click();
"""


@pytest.fixture
def circuit(tmp_path: Path) -> Path:
    """The handbook's circuit, of which nearly all is known; its landlord has a way to write to it."""
    place = tmp_path / "format"
    place.mkdir()
    for file in FOUND.glob("*.yaml"):
        copy(file, place)
    return place / "circuit.yaml"


def page_of(standing: Standing) -> str:
    file = standing.path.with_name("reply.html")
    file.write_text(reply_page(standing.facts, standing.asked, Request()), "utf-8")
    assert file.stat().st_size <= LARGEST_PAGE
    return file.as_uri()


def answers_of(known: Standing, now: Standing) -> dict[str, Any]:
    """What the page can be told of each fact: what was known, else that it is right as it stands."""
    facts = {each.key: each for each in known.asked if can_be_told(each)}
    told = {}
    for each in now.asked:
        former = facts.get(each.key)
        if former is None or (each.settled and not each.rank):
            continue
        same = former.now == each.now or (each.form is AnswerForm.CHOICE and isinstance(former.value, list))
        told[each.key] = {"form": each.form, "says": "right" if same else "other", "value": former.value}
    return told


@pytest.mark.slow
def test_what_a_landlord_types_in_each_engine_is_what_is_written(engine: Engine, circuit: Path):
    types_all(engine, circuit)


def types_all(engine: Engine, circuit: Path) -> None:
    known, now = forget(circuit, settled=False)
    tab = engine.tab(375, 667)
    tab.open(page_of(now))
    tab.run(TELL % json.dumps(answers_of(known, now)))
    tab.run(SAVE)
    saved = str(wait(tab, "window.saved")).encode()
    assert len(saved) <= MOST_BYTES
    assert tab.run("return document.documentElement.scrollWidth <= innerWidth")
    reply = parse_reply(saved, "r.json", now)
    weighed = weigh(now.asked, (reply,))
    assert {each.verdict for each in weighed} == {Verdict.SAFE}, [each.problem for each in weighed if each.problem]
    for each in rewrite(now, choose(weighed, ["all"], (reply,)), (reply,)):
        each.path.write_bytes(each.now)
    assert says(stand(circuit, DAY)) == says(known)


@pytest.fixture
def opened_reply(browser: Browser, circuit: Path) -> Iterator[Callable[..., Page]]:
    """The page in a context of its own, which asks nobody for anything."""

    def open_it(width: int = 375, **seen: Any) -> Page:
        size: ViewportSize = {"width": width, "height": 667}
        page = browser.new_context(viewport=size, accept_downloads=True, **seen).new_page()
        address = page_of(stand(circuit, DAY))
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(address)
        assert {*asked_for} == {address}
        return page

    asked_for: list[str] = []
    yield open_it
    for context in browser.contexts:
        if any(page.url.endswith("reply.html") for page in context.pages):
            context.close()
    assert {each.partition(":")[0] for each in asked_for} <= {"file", "blob"}


def saved_by(page: Page) -> Download:
    with page.expect_download() as found:
        page.locator("#save").click()
    return found.value


@pytest.mark.slow
def test_ten_facts_that_are_right_take_twelve_clicks(circuit, opened_reply):
    text = circuit.read_text("utf-8")
    way = "channels:\n      - {kind: letter, label: Par courrier}\n"
    circuit.write_text(re.sub(r"channels:\n", way, text, count=1), "utf-8")
    page = opened_reply()
    page.get_by_role("button", name="Commencer").click()
    clicks = 1
    for rank in range(1, 11):
        own = page.locator(f"#q{rank}")
        own.wait_for()
        whole = own.get_by_role("button", name="Tout cela est juste")
        (whole if whole.count() else own.get_by_text("C’est juste", exact=True)).click()
        clicks += 1
    page.locator("#end").wait_for()
    download = saved_by(page)
    clicks += 1
    assert clicks <= MOST_CLICKS
    assert re.fullmatch(r"reponse-[a-z0-9-]+-repairs-\d{4}-\d\d-\d\d\.json", download.suggested_filename)
    now = stand(circuit, DAY)
    reply = parse_reply(Path(download.path()).read_bytes(), "r.json", now)
    weighed = weigh(now.asked, (reply,))
    ten = {each.key for each in now.asked if each.rank}
    assert {each.answer.key for each in weighed} == ten
    assert {each.verdict for each in weighed} == {Verdict.SAFE}


def test_a_saved_answer_is_opened_again_and_goes_on(opened_reply, tmp_path):
    page = opened_reply()
    page.locator("#by").fill("Office d’essai, accueil")
    page.evaluate("location.hash = 'q1'")
    own = page.locator("#q1 .fact").first
    own.get_by_text("C’est autrement").click()
    own.locator("[data-part=value]").first.fill("04 76 11 11 11")
    page.evaluate("location.hash = 'end'")
    first = tmp_path / "first.json"
    saved_by(page).save_as(first)
    again = opened_reply()
    again.locator("#again").set_input_files(first)
    again.get_by_text("Votre réponse est là").wait_for()
    again.evaluate("location.hash = 'end'")
    assert Path(saved_by(again).path()).read_bytes() == first.read_bytes()
    for wrong in (b"{}", b"[", json.dumps({"jeu-oie": "reply", "answers": {}, "landlord": "Un autre"}).encode()):
        (tmp_path / "wrong.json").write_bytes(wrong)
        again.evaluate("location.hash = 'start'")
        again.locator("#again").set_input_files(tmp_path / "wrong.json")
        again.get_by_text("Choisissez celui").wait_for()


def test_a_person_is_refused_where_it_is_typed(opened_reply):
    page = opened_reply()
    for text, told in (
        ("Mme Martin, accueil", "personne"),
        ("Lucie MARTIN", "personne"),
        ("accueil 06 12 34 56 78", "portable"),
        ("lucie.martin@exemple.fr", "personne"),
        ("12 rue de la Paix", "logement"),
    ):
        page.locator("#by").fill(text)
        assert told in page.locator("#by-wrong").inner_text(), text
    for text in ("service.technique@exemple.fr", "agence de la rue Jean Jaurès", "04 76 00 00 00", "direction"):
        page.locator("#by").fill(text)
        assert page.locator("#by-wrong").inner_text() == "", text
    page.locator("#by").fill("Mme Martin")
    page.evaluate("location.hash = 'end'")
    page.locator("#save").click()
    assert page.locator("#refused").inner_text()


@pytest.mark.slow
def test_arrows_pass_over_answers_and_do_not_go_on(opened_reply):
    page = opened_reply()
    page.evaluate("location.hash = 'q1'")
    page.locator("#q1 input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    assert page.locator("#q1").is_visible()
    assert page.locator("#q1 .fields").first.is_visible()


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_sticks_out(opened_reply):
    page = opened_reply()
    # The bar at the foot covers what stands there, until one scrolls.
    page.evaluate("document.querySelectorAll('.bar').forEach((each) => (each.style.position = 'static'))")
    for screen in ("start", "q1", "q5", "end"):
        page.evaluate(f"location.hash = '{screen}'")
        page.locator(f"#{screen}").wait_for()
        unfold(page)
        for each in page.locator(f"#{screen} input[value=other]").all()[:12]:
            each.check()
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 667})
            where = screen, width
            assert width == 320 or violations(page) == [], where
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
            sizes = page.locator(".btn, .pick > label, summary, select, textarea, .rail a").evaluate_all(SMALL)
            assert sizes == [], where
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []


def test_on_paper_it_holds_every_fact_with_its_code(circuit, opened_reply):
    page = opened_reply(1280)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = page.locator("main").inner_text()
    for each in stand(circuit, DAY).asked:
        if each.rank or not each.settled:
            assert f"{each.code} " in said or each.code in said.split(), each.key
    assert page.locator(".fact legend").evaluate_all("(all) => Math.min(...all.map((each) => each.offsetWidth))") > 100
    assert page.locator(".pen").first.is_visible()
    assert not page.locator("#save").is_visible()
