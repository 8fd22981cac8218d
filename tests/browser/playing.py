"""A game on the page, driven: what it waits for, a sign or a click that answers, a game brought to a question."""

from playwright.sync_api import FrameLocator, Page

from tests.browser.opening import enter

# What a game waits for, in any of the shipped circuits.
KINDS = ("ready", "roll", "show", "right", "answer", "talk", "free", "said", "spent", "key")

# A small generator with a seed: whatever is tried by chance is the same each time.
LUCK = """
  const luck = (sides) => (now = (now * 48271) % 2147483647) % sides;
  const pick = (list) => list[luck(list.length)];"""

# Plays by chance, without the panel, until ``kind`` is asked, of a card that ``again`` says; gives the signs.
REACH = f"""([count, seed, kind, start, again]) => {{
  let now = start; {LUCK}
  const state = oie.begun(count, seed), run = oie.playing(state);
  const asked = () => state.ask?.kind === kind && (again === null || state.shown.at(-1)?.again === again);
  let signs = "";
  for (let next = run.next(); !asked(); ) {{
    if (next.done) return kind === "over" ? signs : null;
    const sign = pick(state.ask.signs);
    signs += sign;
    next = run.next(sign);
  }}
  return signs;
}}"""

# Clicks what can be clicked, by chance, so many times, and takes nothing back; a game that is over begins anew.
CLICK = f"""([times, start]) => {{
  let now = start; {LUCK}
  const panel = document.querySelector("#jeu");
  for (let made = 0; made < times; made++) {{
    const open = [...panel.querySelectorAll("#agir button")];
    if (!panel.classList.contains("on")) document.querySelector("[data-begin]").click();
    else if (panel.dataset.asks === "over") document.querySelector("#fin [data-new]").click();
    else pick(open).click();
  }}
}}"""


def asked(page: Page) -> str:
    """What the panel waits for; over at the end."""
    return str(page.locator("#jeu").get_attribute("data-asks"))


def reach(page: Page, kind: str, count: int = 3, seed: int = 7, *, again: bool | None = None) -> str:
    """The fragment of a game in which ``kind`` is asked next; ``again``: of what all have heard, or not."""
    for start in range(seed, seed + 60):
        signs = page.evaluate(REACH, [count, seed, kind, start, again])
        if signs is not None:
            return f"partie={count}.{seed}.{signs}"
    raise AssertionError(f"never asked: {kind}")


def bring(page: Page, kind: str, count: int = 3, seed: int = 7, *, again: bool | None = None) -> None:
    """Brings the page to a game in which ``kind`` is asked."""
    fragment = reach(page, kind, count, seed, again=again)
    enter(page, fragment)
    page.wait_for_function("(kind) => document.querySelector('#jeu').dataset.asks === kind", arg=kind)


def click(page: Page, times: int, start: int = 11) -> None:
    page.evaluate(CLICK, [times, start])


def list_squares(page: Page | FrameLocator) -> None:
    """Where the board is a small picture, its squares as a list."""
    if page.locator("#liste").is_visible():
        page.locator("#liste").click()
