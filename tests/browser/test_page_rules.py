"""The page plays as the printed rules say: the plain player, told what its games decided, plays the same; long play."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from jeu_oie.game.preset import Size
from jeu_oie.game.squares import Board
from tests.browser.opening import address, opened, unstyle
from tests.browser.pages import FEW, LARGEST, made, make
from tests.browser.playing import CLICK, LUCK
from tests.chosen import chosen
from tests.game.plain import Game
from tests.game.test_assembly import invented

pytestmark = pytest.mark.browser

# Whole games by chance, each with what was decided, in its order, and where all stand after each turn.
GAMES = f"""([games, start]) => {{
  let now = start; {LUCK}
  const board = JSON.parse(document.getElementById("board").textContent);
  const landings = board.rules.lands.map((land) => board.rules.landings[land]);
  const boxes = landings.flatMap((landing, at) => (landing.box ? [at] : []));
  const stand = ({{ teams, unread }}) => [
    teams.map(({{ at, proofs, wait, home }}) => [board.squares[at], proofs, wait, home > 0]),
    boxes.filter((at) => !unread.has(at)).map((at) => board.squares[at]),
  ];
  return Array.from({{ length: games }}, () => {{
    const [count, seed] = [2 + luck(5), 1 + luck(9999)];
    const state = oie.begun(count, seed), run = oie.playing(state);
    const held = state.teams.map((team) => team.problem);
    const cards = board.pile.length ? Array.from({{ length: 200 }}, (_, rank) => oie.cardAt(state, rank)) : [];
    // Where no square asks how urgent a problem is, nobody votes.
    const silent = landings.some((landing) => "level" in landing) ? [] : held;
    const decided = silent.filter((rank) => (board.rules.problems[rank] ?? null) === null).map(() => ["yes", false]);
    const turns = [];
    let [next, round, last] = [run.next(), 1, ""];
    while (!next.done && decided.length < 3000) {{
      const {{ kind, signs, card }} = state.ask;
      if (state.round > round) decided.push(["begins", state.turn]);
      round = Math.max(round, state.round);
      const turn = state.round && `${{round}}.${{state.turn}}`;
      if (last && turn !== last) turns.push(stand(state));
      last = turn;
      const waits = (sign) => state.teams["ABCDEF".indexOf(sign)].wait;
      const sign = kind === "free" ? signs.toSorted((one, other) => waits(other) - waits(one))[0] : pick(signs);
      if (kind === "roll") decided.push(["die", Number(sign)]);
      else if (kind === "answer") decided.push(["yes", "abcdefghij".indexOf(sign) === board.right[card]]);
      else if (signs.includes("o")) decided.push(["yes", sign === "o"]);
      next = run.next(sign);
    }}
    turns.push(stand(state));
    return {{ count, held, cards, decided, turns, winners: oie.winners(state) }};
  }});
}}"""


class Told(Random):
    """Lots that fall as the page's did: the rules may ask for nothing else than what the page asked for."""

    def __init__(self, game: dict[str, Any]) -> None:
        super().__init__(0)
        self.decided = iter(game["decided"])
        self.orders = iter((game["cards"], game["held"]))

    def take(self, kind: str) -> Any:
        found, value = next(self.decided, ("end", None))
        assert found == kind, f"the page: {found}, the rules: {kind}"
        return value

    def random(self) -> float:
        return 0.0 if self.take("yes") else 0.999

    def randint(self, *_: int) -> int:
        return int(self.take("die"))

    def choice(self, seq: Any) -> Any:
        chosen = self.take("begins")
        assert chosen in seq
        return chosen

    def shuffle(self, x: Any) -> None:
        x[:] = [x[rank] for rank in next(self.orders)]


def follow(board: Board, told: dict[str, Any]) -> Iterator[list[Any]]:
    """Where all stand after each turn of a game whose lots fall as ``told``; at last who wins."""
    game = Game(board, right=0.5, shows=0.5, lots=Told(told))
    game.deal(told["count"])
    seats = range(told["count"])
    while not any(team.home for team in game.teams):
        first = game.begins() if game.rounds else 0
        for seat in (*seats[first:], *seats[:first]):
            if not game.teams[seat].home:
                game.turn(game.teams[seat])
                yield standing(game)
        game.rounds += 1
    most = max(team.proofs for team in game.teams if team.home)
    yield [seat for seat in seats if game.teams[seat].home and game.teams[seat].proofs == most]


def standing(game: Game) -> list[Any]:
    teams = [[team.at, team.proofs, team.wait, team.home] for team in game.teams]
    boxes = (square.name for square in game.board.every_square if square.has_box)
    return [teams, [name for name in boxes if name in game.ticked]]


def list_differences(board: Board, games: list[dict[str, Any]]) -> list[str]:
    """The first turn of each game after which the page and the printed rules differ."""
    return [fault for number, told in enumerate(games) if (fault := differs(board, told, number))]


def differs(board: Board, told: dict[str, Any], number: int) -> str:
    played = [*told["turns"], told["winners"]]
    try:
        for turn, (page, rules) in enumerate(zip(played, follow(board, told), strict=True)):
            if page != rules:
                return f"game {number}, turn {turn}: {page} {rules}"
    except (AssertionError, ValueError) as fault:
        return f"game {number}: {fault}"
    return ""


@pytest.mark.parametrize("name", chosen([*FEW, "small"], [LARGEST]))
def test_games_of_the_page_are_those_of_the_printed_rules(browser, folder, name):
    """Positions, proofs, turns to spend, ticks after each turn; who wins."""
    board = made("oph-31/neighbours.yaml", Size.S63).board if name == "small" else made(name).board
    with opened(browser, address(folder, name)) as page:
        games = page.evaluate(GAMES, [40, 20261130])
    assert list_differences(board, games) == []
    assert sum(len(game["turns"]) for game in games) > 1000


@pytest.mark.slow
@pytest.mark.parametrize("number", chosen(range(4), [0]))
def test_so_are_those_of_boards_made_by_chance(browser, tmp_path, number):
    found = make(invented(number))
    (tmp_path / "page.html").write_text(found.html, "utf-8")
    with opened(browser, address(tmp_path, "page.html")) as page:
        games = page.evaluate(GAMES, [40, 7 + number])
    assert list_differences(found.board, games) == []


@pytest.mark.parametrize(
    "rule, other", chosen([('"recall":1', '"recall":2'), ('"waits":1', '"waits":2')], [('"waits":1', '"waits":2')])
)
def test_the_guard_sees_one_rule_that_differs(browser, tmp_path, rule, other):
    found = made(LARGEST)
    assert rule in found.html
    (tmp_path / "page.html").write_text(found.html.replace(rule, other), "utf-8")
    with opened(browser, address(tmp_path, "page.html")) as page:
        games = page.evaluate(GAMES, [10, 20261130])
    assert list_differences(found.board, games)


KEEP = "() => document.addEventListener('click', () => (window.kept ??= []).push(document.createElement('b')))"


def held(page: Page, session: CDPSession) -> tuple[float, int]:
    """Bytes of the script's heap and nodes of the page, once the rest is collected."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    return heap, session.send("Memory.getDOMCounters")["nodes"]


def grown(page: Page, session: CDPSession, clicks: int) -> tuple[float, int]:
    page.evaluate("document.querySelector('#jeu.on [data-new]')?.click()")
    before = held(page, session)
    page.evaluate(CLICK, [clicks, 17])
    page.evaluate("document.querySelector('#jeu.on [data-new]')?.click()")
    after = held(page, session)
    return after[0] - before[0], after[1] - before[1]


@pytest.mark.slow
def test_thousands_of_clicks_leave_nothing_behind(browser, folder):
    with opened(browser, address(folder, LARGEST, "plateau"), own=True, reduced_motion="reduce") as page:
        page.set_default_timeout(60_000)
        session = page.context.new_cdp_session(page)
        unstyle(page)
        page.evaluate(CLICK, [1200, 11])  # what is made once is made
        heap, nodes = grown(page, session, 1200)
        assert heap < 100_000
        assert nodes < 300
        page.evaluate(KEEP)
        assert grown(page, session, 400)[1] > 300  # the guard sees a leak
