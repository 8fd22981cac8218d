"""A game on the page, through its buttons: problems, die, cards, questions, key, undo, the address, the end."""

import re
from collections import Counter
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.model import Question
from jeu_oie.circuit.read import read_text
from jeu_oie.game.kinds import Kind
from tests.browser.opening import address, come, enter, measure, opened, spaced, unstyle
from tests.browser.pages import FEW, LARGEST, STEADY, URGENT, made, make
from tests.browser.playing import CLICK, KINDS, LUCK, asked, bring, click, reach
from tests.chosen import chosen

pytestmark = pytest.mark.browser

VOTING = "opac-38/repairs.yaml"  # nobody has found how urgent some of its problems are
STATE = ("#chips", "#etat", "#cartes", "#agir", "#etapes")

# A track that leads past steps.
CIRCUIT = """\
format: 1
title: Une panne
topic: repairs
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps:
  - {id: ask, title: Je demande, source: s}
  - {id: note, title: On note, source: s}
  - {id: visit, title: On vient voir, source: s}
  - {id: mend, title: On répare, source: s}
detours: [{id: off, title: Hors contrat, from: ask, to: mend, steps: [{id: pay, title: Je paie}]}]
problems:
  - {id: leak, title: Fuite, urgency: none, charge: landlord, source: s}
  - {id: lock, title: Serrure, urgency: none, charge: tenant, source: s}
  - {id: bell, title: Sonnette, urgency: none, charge: landlord, source: s}
sources: {s: {title: Livret, address: "https://example.org"}}
"""


# Its pile has questions of its own, and « Fuite : qui paie ? », since nothing that holds anywhere fills it.
ASKING = f"""{CIRCUIT}
common: none
questions:
  - {{id: who, title: Que garder ?, answers: [Ma date, Rien], right: 1, source: s}}
  - {{id: when, title: Quand écrire ?, answers: [Tout de suite, Jamais], right: 1, source: s}}
"""


def write_page(text: str, folder: Path) -> str:
    """The address of the page of a circuit."""
    reading = read_text(text, "made-up.yaml", lambda _: None)
    assert reading.circuit, reading.problems
    file = folder / "page.html"
    file.write_text(make(reading.circuit).html, "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def own_page(tmp_path_factory):
    return write_page(CIRCUIT, tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def asking_page(tmp_path_factory):
    return write_page(ASKING, tmp_path_factory.mktemp("asking"))


def pawns(page: Page) -> dict[str, str]:
    """Team → name of the square where its pawn stands."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#track .pion')].map((each) => "
        "[each.textContent, each.closest('li').id.slice(5)]))"
    )
    return found


def cards(page: Page) -> list[str]:
    """The squares whose cards are shown, in order."""
    return page.locator("#jeu article .band b").all_inner_texts()


def seen(page: Page) -> list[Any]:
    """All that says where a game stands."""
    said = "(places) => [location.href, ...places.map((each) => document.querySelector(each).innerText)]"
    return [*page.evaluate(said, STATE), pawns(page)]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


# Plays by chance, a turn for each number; whether the game is over.
TURNS = f"""async (starts) => {{
  const over = () => document.querySelector("#jeu").dataset.asks === "over";
  for (const start of starts) if (!over()) ({CLICK})([1, start]);
  await new Promise(requestAnimationFrame);
  return over();
}}"""


def test_a_whole_game_asks_for_nothing_and_keeps_nothing(browser, folder):
    requests: list[str] = []
    told: list[str] = []
    with opened(browser, "about:blank", own=True, reduced_motion="reduce") as page:
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(address(folder, LARGEST) + "?mode=jouer")
        page.locator("#equipes").select_option("4")
        page.locator("[data-begin]").click()
        for start in range(0, 400, 10):  # between these the page is drawn, and might ask for something
            if page.evaluate(TURNS, [each * 104729 + 7 for each in range(start, start + 10)]):
                break
        assert page.locator("#fin h2").is_visible()
        assert "gagne" in page.locator("#fin").inner_text()
        arrival = made(LARGEST).board.squares[-1].name
        assert arrival in pawns(page).values()
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    asked_for = [url for url in requests if not url.startswith(("data:", "about:"))]
    assert asked_for == [address(folder, LARGEST) + "?mode=jouer"]
    assert told == []


@pytest.mark.slow
def test_a_game_is_taken_up_from_its_address_and_undone(browser, folder):
    with opened(browser, address(folder, VOTING, "partie=3.7."), reduced_motion="reduce") as page:
        before = []
        for start in range(8):
            before.append(seen(page))
            click(page, 1, start * 104729 + 7)
        url, after = page.url, seen(page)
        come(page, url)
        assert seen(page) == after
        for state in reversed(before):
            if page.url != state[0]:
                page.evaluate("document.querySelector('[data-undo]').click()")
            assert seen(page) == state
        assert page.locator("[data-undo]").is_disabled()


BROKEN = ("7.1.t", "2.99999.1", "2.1.<b>", "2.1", "2.1.rrr", "%E0%A4%A")


@pytest.mark.slow
def test_a_broken_address_starts_no_broken_game(browser, folder):
    told: list[str] = []
    with opened(browser, "about:blank", own=True, reduced_motion="reduce") as page:
        page.on("pageerror", lambda error: told.append(str(error)))
        for said in BROKEN:
            come(page, address(folder, URGENT, f"partie={said}"))
            page.evaluate("document.querySelector(`nav a[href='#plateau']`).click()")
            page.wait_for_function("() => !document.getElementById('plateau').hidden")
            if page.locator("[data-begin]").is_visible():
                page.locator("[data-begin]").click()
            assert asked(page) in ("vote", "ready"), said
            assert told == [], said


@pytest.mark.slow
def test_a_game_by_keyboard_alone(browser, folder):
    """From the first button on, then to the end; the focus is never lost, and comes to what is new."""
    with opened(browser, address(folder, URGENT, "plateau"), reduced_motion="reduce") as page:

        def press(selector: str) -> None:
            for _ in range(150):
                if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                    page.keyboard.press("Enter")
                    return
                page.keyboard.press("Tab")
            pytest.fail(f"{selector} cannot be reached")

        def play(turns: int) -> None:
            for turn in range(turns):
                if (what := asked(page)) == "over":
                    break
                press("#agir .main" if what == "roll" else "#agir button")
                assert page.evaluate("document.activeElement !== document.body"), (turn, what)

        press("[data-begin]")
        play(20)
        enter(page, reach(page, "over")[:-6])
        play(300)
        assert page.evaluate("document.activeElement.matches('#fin h2')")
        page.get_by_role("button", name="Revoir le plateau").press("Enter")
        before = page.url
        press("[data-undo]")
        assert page.url == before[:-1]
        press("[data-new]")
        assert page.locator("[data-begin]").is_visible()


def test_each_team_draws_a_problem_and_keeps_it(browser, folder):
    titles = {problem.title for problem in made(URGENT).board.problems}
    with opened(browser, address(folder, URGENT, "partie=6.7."), reduced_motion="reduce") as page:
        drawn = page.locator("#chips li b").all_inner_texts()
        assert len(set(drawn)) == 6
        assert {spaced(each) for each in drawn} <= {spaced(each) for each in titles}
        assert page.locator("#chips .look").evaluate_all(
            "(all) => all.every((each) => getComputedStyle(each).backgroundImage.startsWith('url('))"
        )
        card = page.locator("#jeu article").first
        assert card.locator("details").get_attribute("open") is None, "one says it before one looks"
        page.goto(address(folder, URGENT, "partie=6.8."))
        assert page.locator("#chips li b").all_inner_texts() != drawn


def test_what_the_file_does_not_say_is_voted(browser, folder):
    with opened(browser, address(folder, VOTING, "partie=6.7."), reduced_motion="reduce") as page:
        assert asked(page) == "vote"
        assert page.locator("#agir button").count() == 2
        votes = 0
        while asked(page) == "vote":
            page.locator("#agir button").first.click()
            votes += 1
        assert page.url.endswith(f".{'o' * votes}")


def test_no_bridge_no_vote(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=2.7."), reduced_motion="reduce") as page:
        assert asked(page) == "ready"


def test_a_question_about_a_problem_that_a_team_holds_lies_under_the_pile(browser, asking_page):
    """Whatever is drawn: « Qui paie ? » of one's own problem is known."""
    told = """([count, seeds]) => {
      const board = JSON.parse(document.getElementById('board').textContent), found = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const state = oie.begun(count, seed), held = state.teams.map((team) => team.problem);
        found.push(board.pile.map((_, drawn) => held.includes(board.rules.pile[oie.cardAt(state, drawn)].about)));
      }
      return found;
    }"""
    with opened(browser, asking_page) as page:
        found = page.evaluate(told, [2, 60])
    assert any(any(own) for own in found)
    assert all(own == sorted(own) for own in found)


@pytest.mark.slow
def test_a_team_reads_its_complaint_and_notes_its_key(browser, folder):
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        bring(page, "key", count=2)
        page.locator("#chips [aria-current] button").click()
        assert page.locator("#reclamation .note input").count() == 5
        page.locator("#reclamation .note input").first.fill("Je coupe l’eau")
        assert measure(page, "targets") == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Pas juste").click()
        bring(page, "key", count=2)
        assert "Notre note : Je coupe l’eau" not in page.locator("#cartes").inner_text(), "another game"


def test_our_own_die_has_six_faces(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=3.7.t"), reduced_motion="reduce") as page:
        page.locator("#agir summary").click()
        assert page.locator(".dice button").count() == 6
        page.locator(".dice button").first.click()
        assert pawns(page)["A"] == "2"


@pytest.mark.slow
def test_the_button_of_play_is_in_view_on_a_phone(browser, folder):
    """Whatever is asked, without scrolling; no two buttons say the same."""
    with opened(browser, address(folder, LARGEST), 375, 667, reduced_motion="reduce") as page:
        for kind in KINDS:
            bring(page, kind, count=4)
            page.locator("#jeu").focus()
            boxes = [each.bounding_box() for each in page.locator("#agir button:visible").all()]
            assert boxes and all(box and box["y"] >= 0 and box["y"] + box["height"] <= 667 for box in boxes), kind
            said = page.locator("#agir button:visible").all_inner_texts()
            assert len({*said}) == len(said), kind


def test_the_name_of_a_square_holds_its_pawns(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=2.7.t1"), reduced_motion="reduce") as page:
        assert "Équipe B" in spaced(str(page.locator("#case-1 button").text_content()))
        assert "Équipe A" in spaced(str(page.locator(f"#case-{pawns(page)['A']} button").text_content()))


@pytest.mark.slow
def test_the_timer_rings_and_the_round_is_finished(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=6.7."), own=True, reduced_motion="reduce") as page:
        page.clock.install()
        assert spaced(page.locator("[data-timer]").inner_text()) == "Minuteur : 33 minutes"
        page.locator("[data-timer]").click()
        page.clock.run_for(33 * 60_000 + 1000)
        assert "Le minuteur sonne" in spaced(page.locator("#etat").inner_text())
        for start in range(60):
            if asked(page) == "over":
                break
            click(page, 1, start * 104729 + 7)
        assert "Le minuteur a sonné" in page.locator("#fin").inner_text()


@pytest.mark.slow
def test_pawns_walk_square_by_square_unless_motion_is_reduced(browser, folder):
    def walked(motion: str) -> set[str]:
        with opened(browser, address(folder, URGENT), reduced_motion=motion) as page:
            bring(page, "roll", count=2)
            page.evaluate("""() => {
              window.seen = [];
              const look = () => {
                const square = document.querySelector('#pion-A').closest('li').id;
                if (seen.at(-1) !== square) seen.push(square);
              };
              new MutationObserver(look).observe(document.getElementById('track'), { childList: true, subtree: true });
            }""")
            page.evaluate("document.querySelectorAll('.dice button')[4].click()")
            page.wait_for_timeout(1300 if motion == "no-preference" else 50)
            return set(page.evaluate("seen"))

    step, put = walked("no-preference"), walked("reduce")
    assert len(step) > len(put) == 1


@pytest.mark.slow
def test_the_die_is_fair(browser, folder):
    """Each face about as often, over 300 throws (chi square, 5 degrees, p > 1e-6)."""
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        bring(page, "roll", count=2)
        unstyle(page)
        signs: list[str] = page.evaluate("""() => {
          const signs = [];
          for (let rank = 0; rank < 300; rank++) {
            document.querySelector("#agir .main").click();
            signs.push(location.hash.at(-1));
            document.querySelector("[data-undo]").click();
          }
          return signs;
        }""")
    counts = Counter(signs)
    assert len(counts) == 6
    assert sum((count - 50) ** 2 / 50 for count in counts.values()) < 36


def test_a_game_begins_with_the_cards_that_all_read(browser, folder):
    urgent = [square.name for square in made(URGENT).board.squares if square.kind is Kind.SHORTCUT]
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        bring(page, "ready", count=2)
        assert cards(page) == ["A", "B", "1", *urgent]
        assert page.locator("#jeu [role=status]").count() == 1


# Plays by chance until the end, a turn for each number; the cards that were shown: their squares, all that they say.
MET = f"""(starts) => {{
  const met = [];
  for (const start of starts) {{
    ({CLICK})([1, start]);
    if (document.querySelector("#jeu").dataset.asks === "over") break;
    for (const each of document.querySelectorAll("#jeu article"))
      met.push([each.querySelector(".band b").textContent, each.textContent]);
  }}
  return met;
}}"""


@pytest.mark.parametrize("name", chosen(FEW, [LARGEST]))
def test_every_square_that_is_met_shows_all_that_it_says(browser, folder, name):
    """In the panel: its own words first; what is missing there is folded, not left out."""
    parts = made(name).parts
    words = {card.name: card for card in parts.deck.cards}
    with opened(browser, address(folder, name, "partie=3.7.t"), reduced_motion="reduce") as page:
        unstyle(page)
        shown = page.evaluate(MET, [start * 104729 + 7 for start in range(120)])
    met = {(square, spaced(said)) for square, said in shown if square in words}
    met = {(square, said) for square, said in met if words[square].kind is not Kind.DRAW}
    for square, said in met:
        card = words[square]
        assert spaced(card.face.title or card.title) in said, square
        if card.kind in (Kind.HOLD, Kind.SAY, Kind.TIME, Kind.ASK):
            assert spaced(card.text) in said, square
        if card.recall and "Déjà lue" in said:
            assert spaced(card.recall.question) in said
            assert spaced(card.recall.answer) in said
        elif card.kind is not Kind.QUIZ:
            assert spaced(card.face.line) in said, square
    assert len({square for square, _ in met}) > 5


def test_what_is_read_aloud_are_the_cards_that_are_seen(browser, folder):
    speak = "() => { speechSynthesis.speak = ({ text }) => (window.told = text); }"
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        page.evaluate(speak)
        bring(page, "answer")
        page.locator("#jeu [data-read]").click()
        titles = page.locator("#jeu article h3").all_inner_texts()
        places = [page.evaluate("(title) => told.indexOf(title)", title) for title in titles]
        assert places == sorted(places)
        assert -1 not in places
        assert "Réponse" not in page.evaluate("told")


def test_the_first_pawn_stops_and_the_square_says_that_it_is_read(browser, folder):
    with opened(browser, address(folder, STEADY, "partie=2.7.t"), reduced_motion="reduce") as page:
        before = page.locator(".read.no").count()
        for start in range(30):
            if page.locator(".read.no").count() < before:
                break
            click(page, 1, start * 104729 + 7)
        assert page.locator(".read.no").count() == before - 1
        assert "Personne ne l’a lue" in page.locator("#etat").inner_text()
        boxes = page.locator(".read").count()
        assert f"{boxes - before + 1} sur {boxes}" in spaced(page.locator("#etapes").inner_text())
        assert page.locator("#etapes").get_attribute("aria-live") == "polite"


def quiz(page: Page, name: str) -> tuple[Question, list[str]]:
    """The quiz that is asked, and the texts of its buttons."""
    title = spaced(page.locator("#jeu article h3").last.inner_text())
    board = made(name).board
    items = (*board.pile, *(square.item for square in board.squares))
    found = next(item for item in items if isinstance(item, Question) and spaced(item.title) == title)
    return found, [spaced(each) for each in page.locator(".choices button").all_inner_texts()]


@pytest.mark.parametrize("right", [True, False])
def test_the_page_checks_an_answer(browser, folder, right):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        bring(page, "answer")
        found, buttons = quiz(page, LARGEST)
        assert found.right
        assert buttons == [f"{letter} {spaced(text)}" for letter, text in zip("abc", found.answers, strict=False)]
        assert page.locator("#jeu article .answer").count() == 0, "the answer stands nowhere before"
        label = page.locator("#jeu article .label").last.inner_text()
        chosen = found.right - 1 if right else found.right % len(found.answers)
        page.keyboard.press("abc"[chosen])
        verdict = page.locator(".verdict")
        assert verdict.inner_text().strip() == ("Juste." if right else "Non.")
        assert page.locator("#jeu article .answer").first.is_visible()
        assert spaced(page.locator("#jeu .yes").inner_text()).endswith(spaced(found.answers[found.right - 1]))
        assert focused(page) == verdict.inner_text()
        asked_in = page.locator("#jeu article", has=verdict)
        assert asked_in.locator(".label").inner_text() == label, "whose question it was"
        assert ("Avancez de" in page.locator("#etat").inner_text()) == right
        assert measure(page, "contrasts") == []


def test_a_question_is_heard_before_its_answers(browser, folder):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        bring(page, "answer")
        assert page.evaluate("""() => {
          const place = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
          const card = [...document.querySelectorAll('#jeu article')].at(-1);
          return Boolean(place(card.querySelector('h3'), document.querySelector('.choices')));
        }""")


def test_a_debate_is_only_talked_about(browser, folder):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        bring(page, "talk")
        page.get_by_role("button", name="Nous en avons parlé").click()
        assert asked(page) != "talk"
        assert page.locator(".verdict").count() == 0


def test_what_a_table_proposes_is_kept_for_the_end(browser, folder):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        gap = page.evaluate(f"""() => {{
          let now = 5; {LUCK}
          const kind = (at) => document.getElementById(`case-${{at + 1}}`)?.dataset.kind;
          for (let seed = 1; seed < 40; seed++) {{
            const state = oie.begun(2, seed), run = oie.playing(state);
            let signs = "";
            for (let next = run.next(); !next.done; ) {{
              const sign = pick(state.ask.signs);
              signs += sign;
              next = run.next(sign);
              const gap = ({{ at, again, card }}) => !card && !again && ["ask", "blank"].includes(kind(at));
              if (state.shown.some(gap)) return `partie=2.${{seed}}.${{signs}}`;
            }}
          }}
        }}""")
        enter(page, gap)
        page.locator("#cartes .note input").first.fill("huit jours")
        page.evaluate(TURNS, [each * 104729 + 7 for each in range(200)])
        page.locator("#fin h2").wait_for()
        assert "Notre proposition : huit jours" in spaced(page.locator("#fin").inner_text())


def test_the_focus_goes_to_the_heading_of_what_has_come(browser, folder):
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        bring(page, "roll", count=2)
        page.locator("#agir .main").click()
        assert focused(page) == page.locator("#jeu article h3").first.inner_text()


@pytest.mark.slow
@pytest.mark.parametrize(
    "size, name", chosen(zip(cycle([(1280, 720), (1366, 768)]), FEW, strict=False), [((1280, 720), LARGEST)])
)
def test_board_and_panel_stand_in_one_window(browser, folder, name, size):
    width, height = size
    with opened(browser, address(folder, name, "partie=6.7."), width, height, reduced_motion="reduce") as page:
        for kind in ("ready", "roll", "right", "answer", "free", "key"):
            bring(page, kind, count=6)
            assert page.evaluate("document.documentElement.scrollHeight") <= height, kind
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            for part in (".track", "#jeu", "[data-new]"):
                box = page.locator(f"#plateau {part}").first.bounding_box()
                assert box, part
                assert box["y"] + box["height"] <= height, (kind, part)
        titles = page.locator("#track .title").evaluate_all(
            "(all) => all.filter((each) => getComputedStyle(each).clipPath === 'none').length"
        )
        few = len(made(name).board.squares) <= 32  # of more squares, those that hold no title say their kind
        assert titles >= (2 / 3 if few else 1 / 3) * page.locator("#track li").count()


def test_on_a_phone_a_small_board_lives_above_the_card(browser, folder):
    with opened(browser, address(folder, URGENT), 375, 667, reduced_motion="reduce") as page:
        bring(page, "answer")
        assert page.locator("#track").evaluate("(each) => each.inert")
        page.evaluate("scrollTo(0, 9999)")
        board = page.locator(".board").bounding_box()
        assert board
        assert abs(board["y"]) < 1, "it stays in sight"
        assert board["height"] < 667 / 2
        for what in ("small", "contrasts", "targets", "wide"):
            found = [each for each in measure(page, what) if what != "small" or not re.match(r"\d+[ab]?:|[A-F]:", each)]
            assert found == [], what
        page.locator("#liste").click()
        assert not page.locator("#track").evaluate("(each) => each.inert")
        assert page.locator("#case-2 .title").is_visible()
        page.locator("#liste").click()
        assert page.locator("#track").evaluate("(each) => each.inert")
        page.locator(".below [data-rules]").click()
        assert page.locator("#regles .rules").is_visible()


def end(page: Page, seed: int = 7) -> None:
    bring(page, "over", seed=seed)


def test_the_end_tells_what_was_learnt_and_what_nobody_found(browser, folder):
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        end(page)
        assert page.locator(".table").is_hidden()
        headings = page.locator("#fin h3").all_inner_texts()
        assert headings[-3:] == ["Ce que nous avons appris", "Ce que personne n’a trouvé", "Racontez à votre voisin"]
        assert page.locator("#fin a[href='#que-faire']").is_visible()
        assert page.locator("#fin details .tale").count() == 3
        page.get_by_role("button", name="Revoir le plateau").click()
        assert page.locator(".table").is_visible()


@pytest.mark.slow
def test_what_nobody_read_is_read_at_the_end_and_every_other_team_says_a_key(browser, own_page):
    with opened(browser, own_page, reduced_motion="reduce") as page:
        for seed in range(1, 60):
            bring(page, "over", count=2, seed=seed)
            unread = page.locator("#track .read.no").count()
            away = 2 - page.locator("#fin .equipes", has_text="chez soi").locator("li", has_text="chez soi").count()
            assert page.locator("#fin .late article").count() == unread + away
            if unread:
                return
        pytest.fail("every ☐ was read in each game")


def test_the_closing_test_puts_the_steps_in_order_by_buttons(browser, folder):
    steps = [spaced(step.title) for step in made(URGENT).board.circuit.steps if not step.missing]
    with opened(browser, address(folder, URGENT), reduced_motion="reduce") as page:
        end(page)
        page.get_by_role("button", name="Remettez les étapes").click()
        assert focused(page) == "Remettez les étapes dans l’ordre"

        def order() -> list[str]:
            return [spaced(each) for each in page.locator("#ordre li span").all_inner_texts()]

        assert sorted(order()) == sorted(steps)
        assert order() != steps
        page.get_by_role("button", name="Vérifier").click()
        assert "Pas encore" in page.locator("#ordre [role=status]").inner_text()
        assert set(page.locator("#ordre small").all_inner_texts()) <= {"à sa place", "pas à sa place"}
        for rank, title in enumerate(steps):
            while (at := order().index(title)) > rank:
                page.locator("#ordre li").nth(at).locator(".up").click()
        assert measure(page, "targets") == []
        page.get_by_role("button", name="Vérifier").click()
        assert page.locator("#ordre [role=status]").inner_text().startswith("Juste")
        page.keyboard.press("Escape")


def test_a_game_can_be_brought_to_each_question(browser, folder):
    """What the other tests rest on."""
    with opened(browser, address(folder, LARGEST), reduced_motion="reduce") as page:
        for kind in (*KINDS, "over"):
            assert reach(page, kind).startswith("partie=3.7.")
        unstyle(page)
        page.evaluate(CLICK, [3, 5])
