"""« Que faire ? » answers: at once, with the urgency and delay of the very problem, on paper too; nothing is kept."""

import re
import subprocess
from collections.abc import Iterator
from itertools import chain

import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.model import NONE, Circuit, ProblemItem, Shortcut
from jeu_oie.game.assembly import assemble
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.web.answer import answer_data, delay_data
from tests.browser.opening import address, enter, opened, spaced
from tests.browser.pages import FEW, LARGEST, SHIPPED, URGENT, made, shipped
from tests.exchange.making import of
from tests.game import making

pytestmark = pytest.mark.browser
PHONE = (375, 667)
SOME = (*FEW, URGENT, "sdh/transfer.yaml")


def follow(page: Page, problem: str) -> None:
    """To the screen of a problem, from the list of all."""
    enter(page, "", f"suivre={problem}")


def shortcut_of(circuit: Circuit, problem: ProblemItem) -> Shortcut | None:
    return next((each for each in circuit.shortcuts if each.id == problem.urgency), None)


# --- ten seconds -----------------------------------------------------------------------------------------

# What helps on the first screen: a gesture, a number, where to find it, by which way; not under what sticks.
HELPS = """() => {
  const bars = [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility())
    .filter((each) => getComputedStyle(each).position === 'sticky').map((each) => each.getBoundingClientRect().top);
  const low = Math.min(innerHeight, ...bars.filter((top) => top > 0));
  const places = '.acts > li:not([id]), .acts a[href^="tel:"], .acts .where li, .acts .r-channels';
  return [...document.querySelectorAll(places)].filter((each) => each.checkVisibility()).filter((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return top >= 0 && bottom > top && bottom <= low;
  }).map((each) => each.textContent.trim());
}"""


# A tap on each problem and back again: its address, how far the page has scrolled, what helps there.
TAPS = f"""async () => {{
  const answer = document.getElementById('reponse'), found = [];
  const until = async (hidden) => {{
    for (let left = 500; left && answer.hidden !== hidden; left--) await new Promise((next) => setTimeout(next));
  }};
  for (const tile of document.querySelectorAll('#problemes summary')) {{
    tile.click();  // the seventh and those after it stand behind « voir les … »: a tap on a row is the same click
    await until(false);
    found.push([location.hash, scrollY, ({HELPS})()]);
    answer.querySelector('.back').click();
    await until(true);
  }}
  return found;
}}"""


@pytest.mark.parametrize("name", SHIPPED)
def test_one_tap_shows_a_gesture_or_a_number(browser, folder, name):
    with opened(browser, address(folder, name), *PHONE, reduced_motion="reduce") as page:
        number = page.locator("#numero").bounding_box()
        assert number
        assert number["y"] + number["height"] <= PHONE[1], "the first screen says the number, or where it stands"
        taps = page.evaluate(TAPS)
    problems = made(name).board.circuit.problems  # on the page what is urgent stands first
    assert sorted(tapped for tapped, _, _ in taps) == sorted(f"#suivre={each.id}" for each in problems)
    for tapped, scrolled, helps in taps:
        assert scrolled == 0, tapped
        assert helps, tapped


def test_the_guard_sees_that_the_fold_hides_the_answer(browser, folder):
    with opened(browser, address(folder, LARGEST, "suivre=grosse-fuite"), *PHONE) as page:
        assert page.evaluate(HELPS)
        page.evaluate("document.querySelector('.acts').style.marginTop = '500px'")
        assert page.evaluate(HELPS) == []


def test_who_is_threatened_is_not_sent_to_the_neighbour(browser, folder):
    """Where nobody but the police helps, neither the first step nor « vous êtes ici » stands in the way."""
    with opened(browser, address(folder, "oph-31/neighbours.yaml", "suivre=menaces")) as page:
        told = page.locator("#reponse .acts").inner_text()
        assert page.locator(".acts a[href='tel:17']").first.is_visible()
        assert "voisin" not in told
        assert page.locator(".here").count() == 0
        follow(page, "bruit")
        assert "voisin" in page.locator("#reponse .acts").inner_text()
        assert page.locator(".here").is_visible()


def test_where_no_number_is_known_the_button_says_so(browser, folder):
    for name, said in ((LARGEST, "Où trouver le numéro"), (URGENT, "Où trouver le numéro")):
        with opened(browser, address(folder, name, "suivre=autre"), *PHONE) as page:
            assert page.locator("#appel").inner_text() == said
            page.locator("#mien").fill("04 00 00 00 00")
            assert page.locator("#appel").inner_text() == "04 00 00 00 00"


# --- follows ---------------------------------------------------------------------------------------------


def faults(circuit: Circuit) -> Iterator[str]:
    """Where what the script reads of a problem is not what the circuit says of it."""
    facts = FactFormatter(assemble(circuit, making.preset(), frozenset()), load_catalog(circuit.language))
    items = {each.id: each for each in (*circuit.shortcuts, *circuit.problems)}
    data, ranks = answer_data(items, facts), [step.id for step in circuit.steps]
    by_id = {each["id"]: each for each in data["problems"]}
    for problem in circuit.problems:
        read, way = by_id[problem.id], shortcut_of(circuit, problem)
        if read.get("urgency") != problem.urgency or read.get("delay") != delay_data(problem.delay, facts):
            yield problem.id
        if (way is None) != (problem.urgency in (None, NONE)):
            yield f"{problem.id}: no such urgency"
    for way in circuit.shortcuts:
        known = {**{each: rank for rank, each in enumerate(ranks)}, "end": len(ranks)}
        if data["ways"][way.id].get("to") != known.get(way.to):
            yield f"{way.id} leads elsewhere"
        if data["ways"][way.id].get("delay") != delay_data(way.delay, facts):
            yield f"{way.id} has another delay"


def test_the_data_of_every_problem_is_its_own():
    """Of the shipped circuits and of 200 that nobody has written."""
    generated = (of(seed).circuit for seed in range(200))
    checked = 0
    for circuit in chain(map(shipped, SHIPPED), generated):
        assert circuit
        assert list(faults(circuit)) == [], circuit.title
        checked += len(circuit.problems)
    assert checked > 250


# What the screen of a problem says: is urgency asked, where does the path start, which delays stand at its start. Where
# it is urgent a call comes before.
SCREEN = """() => {
  const seen = (each) => each.checkVisibility();
  const items = [...document.querySelectorAll('.path > li:not(.fold, .first-call)')];
  const at = items.findIndex((each) => !each.classList.contains('passed'));
  const asked = [...document.querySelectorAll('#urgence details')].some(seen);
  const start = document.querySelector('.path > li');
  const here = document.querySelector('.here')?.closest('li') === (start.matches('.first-call') ? start : items[at]);
  items[at].querySelector('details').open = true;
  const delays = [...items[at].querySelectorAll('.r-delay:not(.missing)')].filter(seen);
  return [asked, at, here, delays.map((each) => each.querySelector('b').textContent.trim())];
}"""


@pytest.mark.parametrize("name", SOME)
def test_each_problem_has_its_own_urgency_path_and_delay(browser, folder, name):
    circuit, facts = made(name).board.circuit, FactFormatter(made(name).board, load_catalog("fr"))
    ranks = {**{step.id: rank for rank, step in enumerate(circuit.steps)}, "end": len(circuit.steps)}
    said = any(each.criteria or each.examples for each in circuit.shortcuts)
    with opened(browser, address(folder, name)) as page:
        for problem in circuit.problems:
            way = shortcut_of(circuit, problem)
            follow(page, problem.id)
            asked, at, here, delays = page.evaluate(SCREEN)
            assert asked == (said and problem.urgency is None and not facts.dangers_of(problem)), problem.id
            assert at == (ranks.get(way.to, 0) if way else 0), problem.id
            away = way is not None and circuit.topic == "neighbours" and way.to not in ranks
            assert here != away, problem.id
            own = [each.delay for each in (problem, way) if each and each.delay and each.delay.announced]
            if at:
                assert delays == [spaced(str(facts.delay(own[0])))] if own else delays == [], problem.id


# The path as one sees it: of each line whether it is « vous êtes ici », and its words.
PATH = """() => [...document.querySelectorAll('.path > li')].filter((each) => each.checkVisibility())
  .map((each) => [Boolean(each.querySelector('.here')), each.innerText])"""


def urgent(circuit: Circuit, facts: FactFormatter) -> list[ProblemItem]:
    return [each for each in circuit.problems if shortcut_of(circuit, each) or facts.dangers_of(each)]


@pytest.mark.parametrize("name", [URGENT, LARGEST, "archipel-habitat/repairs.yaml"])
def test_an_urgent_path_begins_with_the_call(browser, folder, name):
    """By a number, or where it is found; then where the shortcut leads, and there one stands once one has called."""
    circuit, facts = made(name).board.circuit, FactFormatter(made(name).board, load_catalog("fr"))
    ranks = {step.id: rank for rank, step in enumerate(circuit.steps)}
    assert len(urgent(circuit, facts)) > 2
    with opened(browser, address(folder, name)) as page:
        for problem in circuit.problems:
            way = shortcut_of(circuit, problem)
            follow(page, problem.id)
            path = page.evaluate(PATH)
            if problem not in urgent(circuit, facts):
                assert "J’appelle mon bailleur" not in path[0][1], problem.id
                continue
            (here, call), *others = path
            assert here, problem.id
            assert "J’appelle mon bailleur" in call, problem.id
            assert re.search(r"avis d’échéance|0\d( \d\d){4}", call), problem.id
            steps = [spaced(said) for _, said in others if not re.search(r"Étapes sautées|Autres étapes", said)]
            to = ranks.get(way.to) if way else None
            wanted = [circuit.arrival] if to is None else [circuit.steps[to].title, circuit.arrival]
            assert len(steps) == len(wanted), problem.id
            assert all(spaced(str(title)) in said for title, said in zip(wanted, steps, strict=True)), problem.id
            page.locator("#horloge button").click()
            (here,) = (said for here, said in page.evaluate(PATH) if here)
            assert spaced(circuit.steps[to or 0].title) in spaced(here)
            assert "J’appelle mon bailleur" not in page.locator(".path").inner_text()


def test_a_level_that_one_says_moves_the_path(browser, folder):
    """Of a problem that no urgency is known of: « C’est mon cas » starts the path where that shortcut ends."""
    circuit = made(URGENT).board.circuit
    ranks = {step.id: rank for rank, step in enumerate(circuit.steps)}
    with opened(browser, address(folder, URGENT, "suivre=autre")) as page:
        assert page.locator("#urgence").is_visible()
        page.evaluate("document.querySelectorAll('#urgence details').forEach((each) => (each.open = true))")
        button = page.locator("#urgence [data-urgency]:visible").first
        level = str(button.get_attribute("data-urgency"))
        button.click()
        page.locator("#urgence details").first.wait_for(state="hidden")
        assert f"niveau={level}" in page.url
        to = next(each.to for each in circuit.shortcuts if each.id == level)
        asked, at, here, _ = page.evaluate(SCREEN)
        assert (asked, at, here) == (False, ranks[to], True)
        page.reload()
        assert page.evaluate(SCREEN)[1] == ranks[to]


# --- its address ------------------------------------------------------------------------------------------


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
        assert page.locator("#appel").get_attribute("href") == "tel:0400000000"
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


# --- on paper ---------------------------------------------------------------------------------------------


def printed(page: Page, place) -> list[str]:
    """The texts of the sheets."""
    page.pdf(path=place / "page.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", place / "page.pdf", "-"], capture_output=True, text=True, check=True)
    return [spaced(sheet) for sheet in told.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", [URGENT, LARGEST, "oph-31/neighbours.yaml", "sdh/transfer.yaml"])
def test_a_problem_is_one_sheet_with_number_path_and_letter(browser, folder, tmp_path, name):
    circuit = made(name).board.circuit
    with opened(browser, address(folder, name), locale="fr-FR") as page:
        for problem in circuit.problems:
            follow(page, problem.id)
            sheets = printed(page, tmp_path)
            assert len(sheets) == 1, problem.id
            first = page.evaluate(SCREEN)[1]
            letter = spaced(page.locator("#texte").inner_text())
            wanted = [problem.title, letter.split(".")[1], *(step.title for step in circuit.steps[first:])]
            assert [each for each in wanted if spaced(each) not in sheets[0]] == [], problem.id
            places = [spaced(each) for each in page.locator("#reponse .acts .where li").all_inner_texts()]
            calls = [spaced(each) for each in page.locator("#reponse .acts a[href^='tel:']").all_inner_texts()]
            assert any(each in sheets[0] for each in [*places, *calls]), problem.id
            if name == URGENT and first:
                told = sheets[0].partition("Mon chemin")[2]
                assert "Vous êtes ici J’appelle mon bailleur" in told.partition(spaced(circuit.steps[first].title))[0]


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
