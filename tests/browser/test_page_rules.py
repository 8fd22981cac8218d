"""The page plays as the table says: every square, number, eggs and outcome of every shipped board; long play."""

import json
from random import Random
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from jeu_oie.game.preset import Size
from jeu_oie.game.rules import Pawn, Table, branches, compile_rules
from jeu_oie.game.rules.table import NEVER
from jeu_oie.game.rules.turn import EGGS
from jeu_oie.game.rules.walk import squares_passed
from tests.browser.opening import address, opened, unstyle
from tests.browser.pages import FEW, LARGEST, URGENT, made
from tests.browser.playing import CLICK, LUCK

pytestmark = pytest.mark.browser

# For each start what the page makes of it, by every outcome, written as ``told`` writes it.
READ = """(starts) => starts.flatMap(([at, number, held, level, unread, played]) => {
  const lines = [], waiting = [[]], sorted = (set) => [...set].sort((a, b) => a - b);
  while (waiting.length) {
    const decided = waiting.pop();
    const pawn = oie.pawnAt(at, held, level, new Set(unread), new Set(played));
    const run = oie.walks(pawn, number);
    let next = run.next();
    for (const way of decided) next = run.next(way);
    if (!next.done) {
      const { ways } = rules.landings[rules.lands[next.value.at]];
      waiting.push(...Object.keys(ways).map((way) => [...decided, way]));
      continue;
    }
    const { moves, reads, lost, again, arrived, helps, over } = pawn;
    const ends = [pawn.at, pawn.held, arrived ? 0 : lost, arrived ? 0 : again, arrived, helps, sorted(over)];
    lines.push(JSON.stringify([at, number, held, level, decided, moves, reads, sorted(pawn.unread), ...ends]));
  }
  return lines;
})"""
DATA = "const board = JSON.parse(document.getElementById('board').textContent), { rules } = board;"


def ranks(mask: int) -> list[int]:
    return [rank for rank in range(mask.bit_length()) if mask >> rank & 1]


def starts(table: Table) -> list[tuple[int, int, int, int, int, int]]:
    """Every square and number with whatever a team holds: nothing read, all read, something read and played."""
    dice = Random(5)
    found = []
    for at in table.inner():
        for number in range(1, table.most + 1):
            some = table.unread & dice.getrandbits(80), dice.getrandbits(len(table.positions)) & ~(1 << table.arrival)
            for held in range(len(EGGS)):
                found.append((at, number, held, 0, table.unread, 0))
                found.append((at, number, held, NEVER, 0, 0))
            found.append((at, number, dice.randrange(len(EGGS)), 1, *some))
    return found


def expected(table: Table, start: tuple[int, int, int, int, int, int]) -> list[str]:
    """A line for each outcome: what the table says."""
    at, number, held, level, unread, played = start
    lines: list[list[Any]] = []
    for decided, result in branches(lambda: Pawn(table, at, number, EGGS[held], unread, level, played)):
        moves = [[move.to, move.why.value, move.played] for move in result.moves]
        lines.append(
            [
                *(at, number, held, level, [outcome.value for _, outcome in decided]),
                *(moves, list(result.reads), ranks(result.unread), result.at, EGGS.index(result.held)),
                *(result.lost, int(result.again), int(result.arrived), result.helps and result.helps.value),
                sorted(squares_passed(table.ground, at, result.moves)),
            ]
        )
    return [json.dumps(line, separators=(",", ":"), ensure_ascii=False) for line in lines]


def throw_all(page: Page, table: Table, data: str = DATA) -> list[str]:
    """What the page makes of every start; both ways as one text: value by value they would take most of the time."""
    given = json.dumps([(*start[:4], ranks(start[4]), ranks(start[5])) for start in starts(table)])
    found: str = page.evaluate(f"(given) => {{ {data} return ({READ})(JSON.parse(given)).join('\\n'); }}", given)
    return found.split("\n")


@pytest.mark.parametrize("name", [*FEW, URGENT, "small"])
def test_every_throw_is_what_the_table_says(browser, folder, name):
    board = made("oph-31/neighbours.yaml", Size.S63).board if name == "small" else made(name).board
    table = compile_rules(board)
    with opened(browser, address(folder, name)) as page:
        found = throw_all(page, table)
    wanted = [line for start in starts(table) for line in expected(table, start)]
    assert len(wanted) > 4000
    assert len(found) == len(wanted)
    assert set(found) ^ set(wanted) == set()


def test_the_guard_sees_one_wrong_throw(browser, folder):
    table = compile_rules(made(LARGEST).board)
    with opened(browser, address(folder, LARGEST)) as page:
        page.evaluate("""() => {
            const { walks } = oie;
            oie.walks = (pawn, number) => walks(pawn, pawn.at === 5 && number === 2 ? 3 : number);
        }""")
        found = throw_all(page, table)
    wanted = [line for start in starts(table) for line in expected(table, start)]
    assert set(found) != set(wanted)


# Whole games by chance: what is not allowed is told.
GAMES = f"""(games) => {{
  let now = 20261125; {LUCK}
  const faults = [];
  for (let rank = 0; rank < games; rank++) {{
    const [count, seed] = [2 + luck(5), 1 + luck(9999)];
    const state = oie.begun(count, seed), run = oie.playing(state);
    let signs = "";
    const home = (team) => team.home > 0;
    const off = (team) =>
      !(team.at in rules.lands) || !(team.held in rules.eggs.held) || team.wait < 0 ||
      home(team) !== (team.at === rules.arrival);
    const idle = (team) => home(team) || team.wait > 0;
    const throws = () => ["roll", "choose"].includes(state.ask?.kind);
    const wrong = () => state.teams.some(off) || (throws() && idle(state.teams[state.turn]));
    let next = run.next();
    while (!next.done && signs.length < 3000 && !wrong()) {{
      const sign = pick(state.ask.signs);
      signs += sign;
      next = run.next(sign);
    }}
    const few = state.teams.filter(home).length < rules.common.needed[count];
    if (!next.done || wrong() || few || !oie.winners(state).length) faults.push([count, seed, signs]);
  }}
  return faults;
}}"""


@pytest.mark.parametrize("name", FEW)
def test_games_by_chance_end_and_keep_the_rules(browser, folder, name):
    """No pawn off the board, no fourth egg, nobody plays who waits or has arrived; each game ends."""
    with opened(browser, address(folder, name)) as page:
        faults = page.evaluate(f"(given) => {{ {DATA} return ({GAMES})(given); }}", 200)
    assert faults == []


# --- long play -------------------------------------------------------------------------------------------

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
