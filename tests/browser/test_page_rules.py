"""The page plays as the table says: every cell of every shipped board, whole games, thousands of throws."""

import json
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from jeu_oie.game.odds.teams import Thrown, squares_passed
from jeu_oie.game.preset import Size
from jeu_oie.game.rules import Result, Table, TableCell, compile_rules
from jeu_oie.game.rules.walk import CARDS, EGGS
from tests.browser.opening import address, opened, unstyle
from tests.browser.pages import LARGEST, SHIPPED, made

pytestmark = pytest.mark.browser

# For each cell, what the page makes of it, written as ``line`` writes it: one evaluation a board.
READ = """([throws, eggs, cards]) => {
  const { cell, result, passed } = globalThis.oie, count = board.rules.cells.length, lines = [];
  const changes = ["lost", "eggs_gained", "eggs_shown", "card_gained", "card_shown", "again", "arrived", "helps"];
  const told = (made, start) => [
    made.moves.map(([to, why, played]) => [to, why, played ?? 1]),
    ...changes.map((key) => made[key] ?? 0),
    [...passed(start, made.moves)].sort((a, b) => a - b),
  ];
  const write = (at, points, first) => {
    const found = cell(at, points, first);
    for (let egg = 0; egg <= eggs; egg++)
      for (let card = 0; card <= cards; card++)
        for (const outcome of Object.keys(found.ways)) {
          const made = result(found, outcome, egg, card);
          lines.push([at, points, first, egg, card, outcome, found.draws ?? null, ...told(made, at)]);
        }
  };
  for (let at = 0; at < count; at++) if (at !== arrival) for (const points of throws) write(at, points, false);
  for (const points of throws) write(0, points, true);
  return lines.map((line) => JSON.stringify(line));
}"""
DATA = "const board = JSON.parse(document.getElementById('board').textContent), arrival = board.rules.arrival;"


def told(table: Table, start: int, throw: int, entry: TableCell, result: Result) -> list[Any]:
    return [
        [[move.to, move.why.value, int(move.played)] for move in result.moves],
        *(
            int(value)
            for value in (
                result.lost,
                result.eggs_gained,
                result.eggs_shown,
                result.card_gained,
                result.card_shown,
                result.again,
                result.arrived,
                result.helps,
            )
        ),
        sorted(squares_passed(table, Thrown(start, throw, result, entry.draws))),
    ]


def expected(table: Table) -> list[str]:
    """A line for each square, throw, whether it is the first one, what is held, outcome: what the table says."""
    lines: list[list[Any]] = []

    def write(at: int, throw: int, first: bool) -> None:
        for eggs in range(EGGS + 1):
            for card in range(CARDS + 1):
                entry = table.opening(throw) if first else table.entry(at, throw, eggs, card)
                for outcome, result in entry.results.items():
                    found = [at, throw, first, eggs, card, outcome.value, entry.draws]
                    lines.append([*found, *told(table, at, throw, entry, result)])

    for at in table.inner():
        for throw in table.throws:
            write(at, throw, first=False)
    for throw in table.throws:
        write(0, throw, first=True)
    return [json.dumps(line, separators=(",", ":"), ensure_ascii=False) for line in lines]


def in_page(page: Page, table: Table) -> list[str]:
    found: list[str] = page.evaluate(
        f"(given) => {{ {DATA} return ({READ})(given); }}", [list(table.throws), EGGS, CARDS]
    )
    return found


@pytest.mark.parametrize("name", [*SHIPPED, "small"])
def test_every_cell_is_what_the_table_says(browser, folder, name):
    board = made("oph-31/neighbours.yaml", Size.S63).board if name == "small" else made(name).board
    table = compile_rules(board)
    with opened(browser, address(folder, name)) as page:
        found, wanted = in_page(page, table), expected(table)
    assert len(wanted) > 1500
    assert len(found) == len(wanted)
    assert set(found) ^ set(wanted) == set()


def test_the_guard_sees_one_wrong_cell(browser, folder):
    table = compile_rules(made(LARGEST).board)
    with opened(browser, address(folder, LARGEST)) as page:
        page.evaluate("""() => {
            const { cell } = oie;
            oie.cell = (at, points, first) => cell(at, at === 5 && points === 2 ? 3 : points, first);
        }""")
        found = in_page(page, table)
    assert set(found) != set(expected(table))


# Whole games by chance: what is not allowed is told. ``luck`` is a small generator with a seed.
GAMES = """([games, eggs, cards]) => {
  let state = 20261125;
  const luck = (sides) => (state = (state * 48271) % 2147483647) % sides;
  const pick = (list) => list[luck(list.length)];
  const wrong = (team) => !(team.at in board.rules.cells) || team.eggs < 0 || team.eggs > eggs || team.card < 0 ||
    team.card > cards || team.wait < 0 || (team.home && team.at !== arrival);
  const others = (now) => now.teams.flatMap((team, rank) => (rank === now.turn || team.home ? [] : ["ABCDEF"[rank]]));
  const next = (now) => (now.draw ? pick("re") : now.help ? pick(["-", ...others(now)]) : pick(throws).toString(36));
  const faults = [];
  for (let rank = 0; rank < games; rank++) {
    const [count, seed] = [1 + luck(6), 1 + luck(9999)];
    let signs = "", now = oie.played(count, seed, signs);
    while (!now.over && signs.length < 2000 && !now.teams.some(wrong) && !now.teams[now.turn].home) {
      signs += next(now);
      now = oie.played(count, seed, signs);
    }
    if (!now.over || now.teams.some(wrong)) faults.push([count, seed, signs]);
  }
  return faults;
}"""


@pytest.mark.parametrize("name", SHIPPED)
def test_games_by_chance_end_and_keep_the_rules(browser, folder, name):
    """No pawn off the board, no fourth egg, no second card, nobody plays who has arrived; each game ends."""
    with opened(browser, address(folder, name)) as page:
        data = f"{DATA} const throws = board.rules.throws;"
        faults = page.evaluate(f"(given) => {{ {data} return ({GAMES})(given); }}", [300, EGGS, CARDS])
    assert faults == []


# --- long play -------------------------------------------------------------------------------------------

# Plays through the buttons until ``throws`` were made; a game that is over begins anew.
PLAY = """(throws) => {
  for (let made = 0; made < throws; ) {
    const open = document.querySelector("#jeu [data-when]:not([hidden])");
    const on = document.querySelector("#jeu").classList.contains("on");
    if (!on) document.querySelector("[data-begin]").click();
    else if (!open) document.querySelector("[data-new]").click();
    else if (open.dataset.when === "throw" && ++made) open.querySelector("[data-dice]").click();
    else open.querySelector("button").click();
  }
  document.querySelector("[data-new]").click();
}"""


KEEP = "() => document.addEventListener('click', () => (window.kept ??= []).push(document.createElement('b')))"


def held(page: Page, session: CDPSession) -> tuple[float, int]:
    """Bytes of the script's heap and nodes of the page, once the rest is collected."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    return heap, session.send("Memory.getDOMCounters")["nodes"]


def grown(page: Page, session: CDPSession, throws: int) -> tuple[float, int]:
    before = held(page, session)
    page.evaluate(PLAY, throws)
    after = held(page, session)
    return after[0] - before[0], after[1] - before[1]


def test_five_thousand_throws_leave_nothing_behind(browser, folder):
    with opened(browser, address(folder, LARGEST, "plateau"), reduced_motion="reduce") as page:
        page.set_default_timeout(60_000)
        session = page.context.new_cdp_session(page)
        unstyle(page)
        page.evaluate(PLAY, 1500)  # what is made once is made
        heap, nodes = grown(page, session, 5000)
        assert heap < 100_000
        assert nodes < 200
        page.evaluate(KEEP)
        assert grown(page, session, 500)[1] > 200  # the guard sees a leak
