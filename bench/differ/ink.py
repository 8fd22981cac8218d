"""Faults of ink: a letter off the page, cut off, over another one, across a line or over a picture.

Across what it lies on is told from the picture of the page without its letters: behind a letter, from its baseline up,
all is of one tone. So clips, fills and patterns count as they are seen; an underline, below the baseline, does not.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from bench.differ.arabic import is_arabic
from bench.differ.letters import SCALE, Box, Letter, Page, spell

OVERHANG = 1.0  # points that a letter may lean out of its page or frame: what PDFium rounds
SHARED = 1 / 3  # of the smaller letter's ink: kerned letters share less
CELL = 20.0  # points: only letters of one cell are held against each other
CONTRAST = 60  # of 255: a border is more, a tint and the rim of a rounded corner less


def faults(pages: Iterable[Page]) -> tuple[str, ...]:
    return tuple(
        f"page {page.number}: {what}: {spell(found)}"
        for page in pages
        for what, found in (
            ("off the page", off_the_page(page)),
            ("cut off", cut_off(page.letters)),
            ("over other letters", over_others(page.letters)),
            ("across a line or picture", across(page)),
        )
        if found
    )


def off_the_page(page: Page) -> list[Letter]:
    return [letter for letter in page.letters if leaves(letter.box, page.box)]


def cut_off(letters: Iterable[Letter]) -> list[Letter]:
    """What a frame hides, though it can be read aloud and copied."""
    return [letter for letter in letters if letter.context.frame and leaves(letter.box, letter.context.frame)]


def leaves(box: Box, outer: Box) -> bool:
    (left, bottom, right, top), (x, y, x2, y2) = box, outer
    return left < x - OVERHANG or bottom < y - OVERHANG or right > x2 + OVERHANG or top > y2 + OVERHANG


def over_others(letters: tuple[Letter, ...]) -> list[Letter]:
    cells: dict[tuple[int, int], list[int]] = {}
    for index, letter in enumerate(letters):
        if not is_arabic(letter):
            for cell in cells_of(letter.box):
                cells.setdefault(cell, []).append(index)
    pairs = (pair for inside in cells.values() for pair in combinations(inside, 2))
    hit = {index for a, b in pairs if covers(letters[a].box, letters[b].box) for index in (a, b)}
    return [letters[index] for index in sorted(hit)]


def cells_of(box: Box) -> Iterator[tuple[int, int]]:
    left, bottom, right, top = (int(side // CELL) for side in box)
    return ((x, y) for x in range(left, right + 1) for y in range(bottom, top + 1))


def covers(one: Box, other: Box) -> bool:
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 < height and width * height > SHARED * min(area(one), area(other))


def area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def across(page: Page) -> list[Letter]:
    letters = page.letters  # read before they are taken off
    behind, (left, _, _, top) = page.without_text(), page.box
    found = []
    for letter in letters:
        # A pixel is left out on each side: where ink ends, it has the tone of neither.
        columns = slice(int((letter.box[0] - left) * SCALE) + 1, int((letter.box[2] - left) * SCALE) - 1)
        rows = slice(
            int((top - letter.box[3]) * SCALE) + 1, int((top - max(letter.box[1], letter.baseline)) * SCALE) - 1
        )
        if min(columns.start, rows.start) < 0:
            continue  # off the page, and told as such
        tones = behind[rows, columns]
        if tones.size and int(tones.max()) - int(tones.min()) > CONTRAST:
            found.append(letter)
    return found
