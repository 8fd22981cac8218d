"""What a workshop's tables fill in by hand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from jeu_oie.circuit.gaps import STEP
from jeu_oie.draw.text import PT_MM, Style, wrap_text
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import WorksheetLine, worksheet
from jeu_oie.sheets.document import Imprint, Sheet, sheet

# --- What a table writes on (``print/worksheets.pdf``): one set a table, whose rows come back by the id of their
# item
#
# Printed on one side: a table shares the sheets out, and one is for the landlord's staff.
#
# Nobody is named on a sheet that comes back: each page says so. No box to write in is lower than 9 mm. The rows of
# a sheet are shared out evenly over its pages, and are as high as these allow: none ends with a row or two and an
# empty half.

PAGE = {False: 208.0, True: 176.0}  # mm for the rows of a page, under its headings; True in large print
HIGHEST = {False: 19.0, True: 28.0}  # mm of a row that has room to spare
TALLEST, HALF = 40.0, 0.6  # mm of a row where there are few, which then take so much of their page
WRITING = {False: 12.4, True: 18.0}  # mm of a row, at least
IDEA = {False: 17.0, True: 24.0}  # same, where an idea is told
TEXT, SMALL = {False: 11.0, True: 14.0}, {False: 9.0, True: 14.0}  # pt
LEADING = 1.22
# mm: what is asked of one item, by its heading, a line of its text, a fact, the item itself; between two of them
HEADING, LINE, FACT, WHOLE, APART = 6.0, 4.9, 9.4, 26.0, 2.6
# mm from side to side of the words of a row (templates/print/worksheets.html)
DELAY_ROOM, BLOCK_ROOM, IDEA_ROOM = 50.0, 46.0, 84.0
SAID_ROOM = 27.8  # same, of an announced delay
WIDTH = 182.0  # mm of a page between its margins


@dataclass(frozen=True, slots=True)
class Ruled:
    """A row and its height, mm."""

    line: WorksheetLine
    height: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What nobody has found about one item: ``is_step`` where it is the item itself."""

    about: WorksheetLine
    is_step: bool
    lines: tuple[WorksheetLine, ...]


def worksheets_sheet(imprint: Imprint) -> Sheet:
    """The sheets of a table."""
    rows, large = worksheet(imprint.deck, FactFormatter(imprint.board, imprint.words)), imprint.large
    (subject,), commitments, (date,), (lead,) = (tuple(each) for _, each in groupby(rows.closing, lambda row: row.fact))
    return sheet(
        "print/worksheets.html",
        imprint,
        delays=rule_pages(rows.delays, DELAY_ROOM, WRITING[large], large=large),
        home=rule_pages(rows.home, DELAY_ROOM, WRITING[large], large=large),
        blocks=rule_pages(rows.blocks, BLOCK_ROOM, WRITING[large], large=large),
        ideas=rule_pages(rows.ideas, IDEA_ROOM, IDEA[large], large=large),
        gaps=gap_pages(rows.blanks, large=large),
        subject=subject,
        commitments=commitments,
        date=date,
        lead=lead,
    )


def gap(lines: tuple[WorksheetLine, ...]) -> Gap:
    whole = lines[0].fact == STEP
    return Gap(lines[0], whole, lines[whole:])


def gap_pages(lines: Sequence[WorksheetLine], *, large: bool) -> tuple[tuple[Gap, ...], ...]:
    """What nobody has found, an item after the other, by page."""
    gaps = [gap(tuple(group)) for _, group in groupby(lines, lambda line: line.id)]
    starts = share_out([height_of_gap(each, large=large) for each in gaps], PAGE[large])
    return tuple(tuple(gaps[start:end]) for start, end in pairwise((*starts, len(gaps))))


def height_of_gap(asked: Gap, *, large: bool) -> float:
    """Mm of what is asked of one item."""
    scale = TEXT[large] / TEXT[False]
    told = asked.about.text if asked.is_step else ""
    lines = len(wrap_text(told, WIDTH, Style(TEXT[large]))) if told else 0
    return (HEADING + lines * LINE + FACT * len(asked.lines)) * scale + WHOLE * asked.is_step + APART


def rule_pages(
    lines: Sequence[WorksheetLine], room: float, lowest: float, *, large: bool
) -> tuple[tuple[Ruled, ...], ...]:
    """The rows by page, what each has to spare shared out among its own; none of a circuit that has none."""
    needed = [max(lowest, natural(line, room, large=large)) for line in lines]
    starts = share_out(needed, PAGE[large])
    return tuple(
        rule_lines(lines[start:end], needed[start:end], large=large) for start, end in pairwise((*starts, len(lines)))
    )


def rule_lines(lines: Sequence[WorksheetLine], needed: Sequence[float], *, large: bool) -> tuple[Ruled, ...]:
    """The rows of a page, each as high as it needs and as the others leave."""
    spare, few = (PAGE[large] - sum(needed)) / len(lines), min(TALLEST, HALF * PAGE[large] / len(lines))
    most = max(HIGHEST[large], few)
    heights = (max(height, min(most, height + max(0.0, spare))) for height in needed)
    return tuple(Ruled(line, round(height, 1)) for line, height in zip(lines, heights, strict=True))


def share_out(heights: Sequence[float], room: float) -> tuple[int, ...]:
    """Where each page begins: as few as hold ``heights`` in ``room`` mm, and as even as whole rows make them."""
    fewest = len(starts_within(heights, room))
    caps = (room * share / 100 for share in range(1, 100))
    return next(
        (found for cap in caps if len(found := starts_within(heights, cap)) == fewest), starts_within(heights, room)
    )


def starts_within(heights: Sequence[float], cap: float) -> tuple[int, ...]:
    """Where each page begins if none holds more than ``cap`` mm, but a row that is higher."""
    starts, held = [], math.inf
    for rank, height in enumerate(heights):
        if held + height > cap:
            starts.append(rank)
            held = 0.0
        held += height
    return tuple(starts)


def natural(line: WorksheetLine, room: float, *, large: bool) -> float:
    """The height of a row's words, its id under them, mm."""
    size = TEXT[large]
    lines = len(wrap_text(f"{line.title} {line.text}", room, Style(size, bold=bool(line.text))))
    said = 0 if line.text else len(wrap_text(line.said, SAID_ROOM, Style(size, bold=True)))
    small = 1 + (len(wrap_text(line.elsewhere, room, Style(SMALL[large]))) if line.elsewhere else 0)
    return (max(lines * size + small * SMALL[large], said * size) * LEADING) * PT_MM + 2.4
