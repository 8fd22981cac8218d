"""How small letters may be on each sheet, in points: the one table of floors, and what stands below them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import groupby
from math import sqrt

from bench.differ.letters import Letter, Page, spell

HASH = re.compile(r"\b[0-9a-f]{6}\b")  # a stamp bears it
LARGE = 14.0  # of what is read in large print, whatever the sheet
PILL_LENGTH = 40  # letters: « Brouillon, à valider »
LINE_LENGTH = 80  # letters: « Montrez une preuve en arrivant. Sinon, au lieu de lancer, dites : … » has more
ROUNDED = 0.05
UNDER = " pt, under "  # stands in each fault


@dataclass(frozen=True, slots=True)
class Floor:
    """``least``: of what is read; ``pill``: of the few words that say its state; ``stamp``: of what its hash ends.

    ``line``: of the long line that says what is done on a red square.
    """

    least: float
    pill: float = 0
    line: float = 0
    stamp: float = 9


BOARD = 9.0  # on A3: titles have more
# The name of a file, without folder and ending → its floor; the first that fits holds.
FLOORS = {
    "3-person*": Floor(14, pill=13),
    "poster": Floor(14, pill=13),
    "2-table-*": Floor(11),  # with a booklet of cards
    "2-table": Floor(12),
    "cards-*": Floor(12, line=11),
    "*board-a4": Floor(0, stamp=0),  # the plan of its pieces shows the board small
    "*board-a3": Floor(BOARD),
    "*board-a2": Floor(BOARD * sqrt(2)),
    "*board-a1": Floor(BOARD * 2),
    "*": Floor(12),  # what flows
}


def floor_of(sheet: str, *, large: bool = False) -> Floor:
    """``sheet``: its file's name in the register or in a kit, with its folder or without."""
    name = sheet.rsplit("/", 1)[-1].removesuffix(".pdf")
    found = next(floor for pattern, floor in FLOORS.items() if fnmatch(name, pattern))
    return Floor(max(found.least, LARGE), max(found.pill, LARGE), stamp=found.stamp) if large and found.least else found


def faults(pages: Iterable[Page], floor: Floor) -> tuple[str, ...]:
    """Each size that is too small, page by page, with the words that have it."""
    return tuple(
        f"page {page.number}: {size:.1f}{UNDER}{floor.least:g}: {spell(letters)}"
        for page in pages
        for size, letters in too_small(page, floor)
    )


def too_small(page: Page, floor: Floor) -> Iterator[tuple[float, list[Letter]]]:
    found: dict[float, list[Letter]] = {}
    pills = 0
    for size, letters in runs(page.letters):
        text = "".join(letter.text for letter in letters).strip()
        if size >= floor.least - ROUNDED or (HASH.search(text) and size >= floor.stamp - ROUNDED):
            continue
        if floor.line and size >= floor.line - ROUNDED and len(text) > LINE_LENGTH:
            continue
        if floor.pill and size >= floor.pill - ROUNDED and len(text) <= PILL_LENGTH and not pills:
            pills += 1
            continue
        found.setdefault(size, []).extend(letters)
    yield from sorted(found.items())


def runs(letters: Iterable[Letter]) -> Iterator[tuple[float, list[Letter]]]:
    """Letters of one size after each other, in the order of the stream."""
    return ((size, list(run)) for size, run in groupby(letters, key=lambda letter: round(letter.size, 1)))
