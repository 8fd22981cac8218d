"""« Que faire ? » shows answers: what game/answers says of each problem, and nothing that looks into the circuit."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.model import AnswerKind, Circuit
from jeu_oie.circuit.read import read
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.landlord import told_numbers
from jeu_oie.game.answers.model import PAPER, Act, Answer, State, Wait
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.association import Association
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.person import person_content
from jeu_oie.print.content.poster import poster_content
from jeu_oie.web.answer import pack, told_of_all
from jeu_oie.web.page import page as write_page
from tests.browser.opening import address, come, enter, opened, spaced
from tests.browser.pages import FEW, LARGEST, URGENT, made, make, shipped
from tests.chosen import chosen
from tests.game.answers.making import PLUMBER, TWO_NUMBERS
from tests.print.sheets import found_in

pytestmark = pytest.mark.browser
PHONE = (375, 667)
FIGURES = re.compile(r"\d(?:[ .]?\d){5,}|\b(?:15|17|18|112|3\d{3})\b")
TUESDAY, SATURDAY = "2026-12-01T10:00:00", "2026-12-05T10:00:00"
NOTHING_OF_LANDLORD = (
    "#quand-vient",
    "#faits",
    "#rien",
    "#trajet",
    "#aidants",
    "#horloge",
    "#urgence",
    "#ecrire",
    "#general",
)


def follow(page: Page, problem: str) -> None:
    """To the screen of a problem, from the list of all."""
    enter(page, "", f"suivre={problem}")


def ids_of(circuit: Circuit) -> dict[str, Answer]:
    """The answers to the circuit's problems, its dangers, common problems and anything else."""
    shared = shared_in(circuit.language)
    own = {each.id: each for each in circuit.problems}
    names = dict.fromkeys((*shared.shipped.listed, "other", *shared.shipped.dangers, *own))
    return {name: answer(own.get(name, name), circuit, shared, PAPER) for name in names}


def unpacked(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the script makes of the data, as it makes it."""

    def whole(field: str, value: Any) -> Any:
        if isinstance(value, list):
            return [whole(field, each) for each in value]
        if isinstance(value, str) and field in ("first", "never", "note"):
            return {"text": value, "scope": "general"}
        return data["parts"][value] if isinstance(value, int) and not isinstance(value, bool) else value

    joined = {name: {**data["kinds"][told["kind"]], **told} for name, told in data["all"].items()}
    return {
        name: {field: whole(field, value) for field, value in told.items() if value is not None}
        for name, told in joined.items()
    }


def carried(html: str) -> dict[str, Any]:
    data = html.split('id="board">', 1)[1].split("</script>", 1)[0]
    found: dict[str, Any] = json.loads(data)["answers"]
    return found


@pytest.mark.parametrize("name", [LARGEST, "oph-31/neighbours.yaml"])
def test_the_page_carries_the_answers_as_they_are(name):
    told = told_of_all(FactFormatter(made(name).board, load_catalog("fr")))
    assert unpacked(carried(made(name).html)) == told
    like = {each.like for each in shipped(name).problems}
    for problem, each in ids_of(shipped(name)).items():
        if problem in like:
            continue
        shown = told[problem]
        assert [act["text"] for act in shown.get("first", [])] == [act.text for act in each.first], problem
        assert [one["value"] for one in shown.get("numbers", [])] == [one.value for one in each.numbers], problem
        assert [one.get("state", "undated") for one in shown.get("numbers", [])] == [one.state for one in each.numbers]
        assert (shown.get("wait", {}).get("text", "")) == (each.wait.text if each.wait else ""), problem
        assert [rung["act"]["text"] for rung in shown.get("rungs", [])] == [rung.act.text for rung in each.rungs]
        assert len(shown.get("sources", [])) == len(each.sources), problem


def test_what_is_said_twice_is_written_once():
    act, other = {"text": "J’appelle."}, {"text": "J’écris."}
    general = {"text": "Je note.", "scope": "general"}
    answers = {
        "a": {"kind": "ordinary", "first": [act, other, general]},
        "b": {"kind": "ordinary", "first": [act, general], "gap": "x"},
    }
    packed = pack(answers)
    assert packed["parts"] == [act]
    assert packed["all"]["b"]["first"] == [0, "Je note."]
    assert unpacked(packed) == answers


# Of a screen: its kind, its acts, the foot of the first with all ways to do it (but the field for a number that one
# finds), the upper edge of the bar and what it offers, the numbers in the box, all that is seen, folded and unfolded.
SEEN = """() => {
  const view = document.getElementById('reponse');
  const texts = (selector, root = view) => [...root.querySelectorAll(selector)]
    .filter((each) => each.checkVisibility()).map((each) => each.textContent.trim());
  const first = document.createRange();
  first.selectNodeContents(view.querySelector('.acts > li'));
  if (first.endContainer.lastChild.id === 'trouve') first.setEndBefore(first.endContainer.lastChild);
  const bar = document.querySelector('.bar');
  const seen = {
    kind: view.dataset.answer, acts: texts('.acts > li'), numbers: texts('.acts .call a'),
    foot: first.getBoundingClientRect().bottom, edge: bar.hidden ? innerHeight : bar.getBoundingClientRect().top,
    offered: bar.hidden ? [] : texts('a', bar), title: view.querySelector('h2').firstChild.textContent,
    path: Boolean(document.querySelector('.here')), folded: view.innerText,
  };
  for (const each of view.querySelectorAll('details')) each.open = true;
  return { ...seen, text: view.innerText };
}"""
WRITING = (AnswerKind.DEADLINE, AnswerKind.ACCUSED)


def offered_for(told: Answer, numbers: list[str]) -> list[str]:
    """What the bar is to offer: the number of a danger; to write, where that is the act; else the screen's."""
    if told.kind is AnswerKind.DANGER:
        return [told.numbers[0].value]
    if told.letter and told.kind in WRITING:
        return ["J’écris aujourd’hui"]
    doubtful = {each.value for each in told.numbers if each.state is State.DOUBTFUL}
    return [f"{each} (à vérifier)" if each in doubtful else each for each in numbers[:2]]


def facts_of(told: Answer) -> list[str]:
    """All that an answer says, each with its doubt where it has one."""
    acts: list[Act] = [*told.never, *told.note, *filter(None, (told.after, told.say, told.keep))]
    acts += [*(each.act for each in told.rungs), *([told.pays.act] if told.pays else [])]
    waits: list[Wait] = [each for each in (told.wait, told.until) if each]
    assert [each.text for each in (*told.first, *acts) if each.doubt and each.doubt not in each.text] == []
    assert [each.text for each in waits if each.doubt and each.doubt not in each.text] == []
    helped = [text for each in told.helpers for text in (each.name, *each.ways)]
    helped += [*(each.text for each in told.rungs), *(each.text for each in told.ways)]
    numbers = [each.value for each in told.numbers]
    if told.kind is not AnswerKind.DANGER:  # where a number is all that one reads
        numbers += [text for each in told.numbers for text in (each.label, each.hours, each.condition)]
    first = [part for each in told.first for part in re.split(r"\s: ", each.text)]
    return [
        text.removesuffix(".")
        for text in (*first, *(each.text for each in acts), *(each.text for each in waits), *helped, *numbers)
        if text
    ]


@pytest.mark.parametrize("name", chosen(FEW, ["habitat-76/repairs.yaml"]))
def test_each_problem_is_told_its_own(browser, folder, name):
    """First act on the first screen, its number or none in the bar; all that is told with its doubt; of a danger
    nothing of the landlord.

    A common problem that the circuit has as its own leads to that one.
    """
    own = {each.id: spaced(each.title) for each in shipped(name).problems}
    with opened(browser, address(folder, name), *PHONE, reduced_motion="reduce") as page:
        for problem, told in ids_of(shipped(name)).items():
            if problem == "other":
                continue
            follow(page, problem)
            seen = page.evaluate(SEEN)
            if problem not in own and spaced(seen["title"]) in own.values():
                continue
            assert seen["kind"] == told.kind, problem
            assert seen["acts"], problem
            assert seen["foot"] <= seen["edge"], problem
            assert seen["offered"] == offered_for(told, seen["numbers"]), problem
            assert set(seen["numbers"]) <= {each.value for each in told.numbers}, problem
            assert seen["path"] == (told.place is not None and told.place.at.id in page_steps(name)), problem
            if told.kind is AnswerKind.DANGER:
                assert [each for each in NOTHING_OF_LANDLORD if page.locator(each).is_visible()] == [], problem
                assert seen["numbers"] == [told.numbers[0].value], problem
                assert not told.rungs and not told.letter, problem
            said = spaced(seen["text"])
            titles = {told.title, seen["title"]}  # a danger that several number share tells its title in the head
            missing = [each for each in facts_of(told) if spaced(each) not in said and each not in titles]
            assert missing == [], problem
            if told.letter == "offer":
                assert "Je dépose" not in seen["folded"], problem


@pytest.mark.parametrize("name", chosen(FEW, ["habitat-76/repairs.yaml"]))
def test_page_sheet_and_poster_give_the_same_numbers(browser, folder, name):
    """What the screens of the circuit's problems give of the landlord's stands on paper, and paper gives no other."""
    board = made(name).board
    words = load_catalog("fr")
    dossier = open_dossier(board, words)
    paper = [*found_in(as_data(poster_content(board, dossier, words, None)))]
    paper += found_in(as_data(person_content(board, dossier, None)))
    printed = {number for text in paper for number in FIGURES.findall(spaced(text))}
    circuit = shipped(name)
    danger = {figures for each in circuit.emergency for figures in FIGURES.findall(each.call or "")}
    landlord = {each.value for each in told_numbers(circuit)}
    shown: set[str] = set()
    with opened(browser, address(folder, name), *PHONE, reduced_motion="reduce") as page:
        for problem in circuit.problems:
            follow(page, problem.id)
            shown.update(page.evaluate(SEEN)["numbers"])
        follow(page, "autre")
        shown.update(page.evaluate(SEEN)["numbers"])
        whole = spaced(page.content())
    assert shown & landlord <= printed
    assert landlord <= shown
    assert [each for each in printed - danger if each not in whole] == []


@cache
def page_steps(name: str) -> frozenset[str]:
    return frozenset(each.id for each in shipped(name).steps)


def test_a_lift_asks_where_one_is_and_an_empty_one_is_no_danger(browser, folder):
    with opened(browser, address(folder, URGENT, "suivre=lift-inside"), *PHONE) as page:
        inside = page.locator(".acts").inner_text()
        assert "alarme" in inside
        page.get_by_role("button", name="Quelqu’un est dedans").click()
        assert "alarme" not in page.locator(".acts").inner_text()
        assert page.evaluate("document.activeElement.ariaPressed") == "true"
        assert page.locator("#apres a[href='#suivre=lift-down']").is_visible()


def test_a_fire_asks_where_it_is_with_its_number_in_the_bar(browser, folder):
    with opened(browser, address(folder, URGENT), *PHONE) as page:
        assert page.locator(".bar").is_hidden(), "home has no bar"
        page.locator("#cherche").fill("feu dans l’entrée")
        assert page.locator("#resultats .asks a").all_inner_texts() == ["Chez moi", "Ailleurs"]
        assert page.locator(".bar a").get_attribute("href") == "tel:18"
        page.locator("#cherche").fill("")
        assert page.locator(".bar").is_hidden()


def test_the_bar_is_away_while_its_twin_is_in_sight(browser, folder):
    away = "(wanted) => { const bar = document.querySelector('.bar'); return bar.inert === wanted; }"
    with opened(browser, address(folder, URGENT, "suivre=grosse-fuite"), *PHONE, reduced_motion="reduce") as page:
        acts = page.locator(".acts")
        acts.evaluate("(each) => { each.style.marginTop = '900px'; }")
        page.wait_for_function(away, arg=False)
        assert page.locator(".bar a").first.is_visible()
        acts.evaluate("(each) => { each.style.marginTop = ''; }")
        page.wait_for_function(away, arg=True)
        assert page.locator(".bar a").first.is_hidden()


@contextmanager
def clocked(browser, path, file) -> Iterator[Callable[[str, str], dict[str, Any]]]:
    """What is seen of a problem at some moment, on the page of the circuit of ``path``."""
    circuit = read(path).circuit
    assert circuit
    file.write_text(make(circuit).html, "utf-8")
    with opened(browser, "about:blank", *PHONE, own=True) as page:

        def asked_at(problem: str, when: str) -> dict[str, Any]:
            page.clock.set_fixed_time(when)
            come(page, f"{file.as_uri()}#suivre={problem}")
            seen: dict[str, Any] = page.evaluate(SEEN)
            return seen

        yield asked_at


def is_danger(told: Answer) -> bool:
    return told.kind is AnswerKind.DANGER


def test_an_urgency_calls_who_answers_now(browser, tmp_path):
    circuit = read(TWO_NUMBERS).circuit
    assert circuit
    told = ids_of(circuit)
    own = {
        told[each.id].kind is AnswerKind.URGENT: each.id for each in circuit.problems if not is_danger(told[each.id])
    }
    with clocked(browser, TWO_NUMBERS, tmp_path / "page.html") as asked_at:
        day, closed = (asked_at(own[True], when) for when in (TUESDAY, SATURDAY))
        others = [asked_at(own[False], when) for when in (TUESDAY, SATURDAY)]
    assert len(day["numbers"]) == 2
    assert day["numbers"] == [*reversed(closed["numbers"])]
    assert day["offered"] == day["numbers"]
    assert [each["numbers"] for each in others] == [day["numbers"][:1]] * 2


@pytest.mark.slow
def test_nobody_calls_a_plumber_about_a_noise(browser, tmp_path):
    circuit = read(PLUMBER).circuit
    assert circuit
    told = ids_of(circuit)
    with clocked(browser, PLUMBER, tmp_path / "page.html") as asked_at:
        for problem in circuit.problems:
            found = asked_at(problem.id, TUESDAY)["numbers"]
            assert found == [each.value for each in told[problem.id].numbers]


def test_what_is_shared_is_short_and_holds_nothing_of_mine(browser, folder):
    with opened(browser, address(folder, URGENT), *PHONE) as page:
        page.evaluate("navigator.share = undefined")
        for problem in shipped(URGENT).problems[:2]:
            follow(page, problem.id)
            page.locator("#horloge button").evaluate("(each) => each.click()")
            page.locator("#diffuser").click()
            text = page.locator("#envoi-texte").inner_text()
            assert problem.title in text
            assert len(text) <= 480
            assert "J’ai appelé" not in text
            page.locator("#diffuser").click()


def test_no_button_reads_aloud_without_a_voice(browser, folder):
    with opened(browser, "about:blank", own=True) as page:
        page.add_init_script("speechSynthesis.getVoices = () => [{ lang: window.name }]")
        for spoken, seen in (("fr-FR", True), ("en-GB", False)):
            page.evaluate("(lang) => { window.name = lang; }", spoken)
            page.goto(address(folder, URGENT, "suivre=gas"))
            page.reload()
            assert page.locator("#ecouter").is_visible() == seen


def arrive(page: Page, part: str) -> None:
    page.wait_for_function("(id) => document.getElementById(id).checkVisibility()", arg=part)


def test_back_forward_and_reload_keep_the_state_and_nothing_is_stored(browser, folder):
    asked: list[str] = []
    with opened(browser, address(folder, LARGEST), *PHONE, own=True, reduced_motion="reduce") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.locator("#problemes summary").first.click()
        arrive(page, "reponse")
        assert page.evaluate("document.activeElement.id") == "h-reponse"
        page.locator("#mien").fill("04 00 00 00 00")
        assert page.locator(".acts a[href='tel:0400000000']").is_visible()
        assert page.locator(".bar a").get_attribute("href") == "tel:0400000000"
        page.locator("#horloge button").click()
        answered = page.locator("#h-reponse, #horloge span").all_inner_texts()
        assert all(answered)
        page.locator("#rien .main").click()
        arrive(page, "bloque")
        page.locator("#fait label").nth(1).click()
        stuck = [page.locator(each).input_value() for each in ("#fait :checked", "#l-date", "#l-heure", "#mien")]
        assert all(stuck)
        link = page.locator("#bloque .back")
        moves = (
            (page.reload, "bloque"),
            (page.go_back, "reponse"),
            (page.go_forward, "bloque"),
            (link.click, "reponse"),
        )
        for move, part in moves:
            move()
            arrive(page, part)
            if part == "reponse":
                assert page.locator("#h-reponse, #horloge span").all_inner_texts() == answered
            else:
                kept = [page.locator(each).input_value() for each in ("#fait :checked", "#l-date", "#l-heure", "#mien")]
                assert kept == stuck
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.context.cookies() == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} <= {address(folder, LARGEST)}


def printed(page: Page, place) -> list[str]:
    """The texts of the sheets."""
    page.pdf(path=place / "page.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", place / "page.pdf", "-"], capture_output=True, text=True, check=True)
    return [spaced(sheet) for sheet in told.stdout.split("\f")[:-1]]


@pytest.mark.slow
def test_a_mail_of_what_is_wrong_names_the_answer_that_one_reads(browser, tmp_path):
    parts = make(shipped(URGENT)).parts
    port = Association("Locataires du Port", phone="09 99 99 99 99", corrections="corrections@example.org")
    preset = parts.board.preset.model_copy(update={"association": port})
    file = tmp_path / "page.html"
    file.write_text(write_page(replace(parts, board=replace(parts.board, preset=preset))), "utf-8")
    with opened(browser, file.as_uri(), *PHONE, locale="fr-FR") as page:
        for problem in (*(each.id for each in shipped(URGENT).problems), "noise", "autre"):
            follow(page, problem)
            href = page.locator("#faux").get_attribute("href") or ""
            assert href.startswith("mailto:corrections@example.org?subject=")
            assert href.count(f"%20{problem}%20") == 2 and "*" not in href
            assert page.locator("#faux").is_visible()


@pytest.mark.parametrize("name", chosen([URGENT, "sdh/transfer.yaml"], [URGENT]))
def test_a_problem_is_printed_without_bars_and_buttons(browser, folder, tmp_path, name):
    with opened(browser, address(folder, name), locale="fr-FR") as page:
        for problem in shipped(name).problems[:4]:
            follow(page, problem.id)
            sheets = printed(page, tmp_path)
            assert 1 <= len(sheets) <= 2, problem.id
            said = " ".join(sheets)
            assert spaced(problem.title) in said
            assert [
                each for each in ("Partager", "Imprimer", "Je dis où j’en suis", "J’ai appelé") if each in said
            ] == []


@pytest.mark.slow
def test_everything_is_printed_where_it_is_asked_for(browser, folder, tmp_path):
    circuit = made(URGENT).board.circuit
    with opened(browser, address(folder, URGENT, "circuit"), locale="fr-FR") as page:
        page.evaluate("window.print = () => {}")
        page.locator("[data-print=tout]").click()
        sheets = printed(page, tmp_path)
    said = " ".join(sheets)
    assert [rank for rank, sheet in enumerate(sheets, 1) if len(sheet) < 100] == []
    everything = (*circuit.steps, *circuit.problems, *circuit.recourse, *circuit.setbacks)
    assert [each.title for each in everything if spaced(each.title) not in said] == []
    words = load_catalog("fr")
    for key in ("page.board", "page.rules", "page.legend", "page.sources", "page.words"):
        assert spaced(words(key)) in said, key
