"""What is filled in by hand: worksheets by a workshop's tables, the validation by the landlord."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from jeu_oie import heavy
from jeu_oie.circuit.gaps import STEP
from jeu_oie.circuit.signing import SHORTEST, fingerprint
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK
from jeu_oie.draw.text import PT_MM, Style, wrap_text
from jeu_oie.game.dossier import sections
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import WorksheetLine, worksheet
from jeu_oie.sheets.document import Imprint, Sheet, sheet

# --- What a table writes on (``print/worksheets.pdf``): one set a table, whose rows come back by the id of their
# item
#
# Printed on one side: a table shares the sheets out, and one is for the landlord's staff.
#
# Nobody is named on a sheet that comes back: each page says so. No box to write in is lower than 9 mm. The rows of
# a sheet share out its pages, so that none ends with a row or two and an empty half.

PAGE = {False: 208.0, True: 176.0}  # mm for the rows of a page, under its headings; True in large print
HIGHEST = {False: 19.0, True: 28.0}  # mm of a row that has room to spare
WRITING = {False: 12.4, True: 18.0}  # mm of a row, at least
IDEA = {False: 17.0, True: 24.0}  # same, where an idea is told
TEXT, SMALL = {False: 11.0, True: 14.0}, {False: 9.0, True: 14.0}  # pt
LEADING = 1.22
# mm from side to side of the words of a row (templates/print/worksheets.html)
DELAY_ROOM, BLOCK_ROOM, IDEA_ROOM = 50.0, 46.0, 84.0
SAID_ROOM = 27.8  # same, of an announced delay


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
        delays=rule_lines(rows.delays, DELAY_ROOM, WRITING[large], large=large),
        home=rule_lines(rows.home, DELAY_ROOM, WRITING[large], large=large),
        blocks=rule_lines(rows.blocks, BLOCK_ROOM, WRITING[large], large=large),
        ideas=rule_lines(rows.ideas, IDEA_ROOM, IDEA[large], large=large),
        gaps=tuple(gap(tuple(group)) for _, group in groupby(rows.blanks, lambda line: line.id)),
        subject=subject,
        commitments=commitments,
        date=date,
        lead=lead,
    )


def gap(lines: tuple[WorksheetLine, ...]) -> Gap:
    whole = lines[0].fact == STEP
    return Gap(lines[0], whole, lines[whole:])


def rule_lines(lines: Sequence[WorksheetLine], room: float, lowest: float, *, large: bool) -> tuple[Ruled, ...]:
    """The rows, what a page has to spare shared out among them."""
    needed = [max(lowest, natural(line, room, large=large)) for line in lines]
    pages = ceil(sum(needed) / PAGE[large])
    lost = max(needed) if pages > 1 else 0  # where a page ends, a row may not fit
    spare = max(0.0, (pages * (PAGE[large] - lost) - sum(needed)) / len(lines))
    heights = (max(height, min(HIGHEST[large], height + spare)) for height in needed)
    return tuple(Ruled(line, round(height, 1)) for line, height in zip(lines, heights, strict=True))


def natural(line: WorksheetLine, room: float, *, large: bool) -> float:
    """The height of a row's words, its id under them, mm."""
    size = TEXT[large]
    lines = len(wrap_text(f"{line.title} {line.text}", room, Style(size, bold=bool(line.text))))
    said = 0 if line.text else len(wrap_text(line.said, SAID_ROOM, Style(size, bold=True)))
    small = 1 + (len(wrap_text(line.elsewhere, room, Style(SMALL[large]))) if line.elsewhere else 0)
    return (max(lines * size + small * SMALL[large], said * size) * LEADING) * PT_MM + 2.4


# --- What the landlord signs (``print/validation.pdf``): a row a fact, three boxes to tick, room to correct
#
# It is read at a desk by a quality department, then comes back: no row breaks over two pages, and each page says
# what to do. The hash that is signed is the circuit's own (``circuit/signing``), not the sheet's.

GROUP = 4  # digits that the eye takes in at once
BOX = 4.8  # mm, to tick
LOGO = (44.0, 14.0)  # mm at most
# mm: what the game says, source; then the three columns to tick, in large print too.
WORDS = {False: (84.0, 13.0), True: (72.0, 19.5)}
TICKS = {False: (12.0, 15.0, 19.0), True: (16.0, 22.0, 21.0)}


def validation_sheet(imprint: Imprint) -> Sheet:
    """The circuit to read again and to sign."""
    signed, logo = fingerprint(imprint.board.circuit), imprint.board.preset.logo
    return sheet(
        "print/validation.html",
        imprint,
        duplex=True,
        sections=sections(imprint.deck, imprint.dossier, FactFormatter(imprint.board, imprint.words)),
        said=WORDS[imprint.large][0],
        from_=WORDS[imprint.large][1],
        columns=TICKS[imprint.large],
        ticks=sum(TICKS[imprint.large]),
        boxes=boxes(TICKS[imprint.large]),
        signed=group_digits(signed[:SHORTEST]),
        signed_whole=group_digits(signed),
        logo=logo and heavy.pdf.printed_logo(logo, saver=imprint.saver),
        logo_size=[round(side, 1) for side in logo.within(*LOGO)] if logo else (),
    )


def group_digits(digits: str) -> str:
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def boxes(columns: Sequence[float]) -> str:
    """A row's boxes to tick as one picture, over its three columns: a thousand boxes of the engine take a second."""
    height = 9.0
    middles = (sum(columns[:rank]) + width / 2 for rank, width in enumerate(columns))
    drawn = "".join(rounded_path(Box(middle - BOX / 2, (height - BOX) / 2, BOX, BOX), (0.8,) * 4) for middle in middles)
    lines = "".join(f"M{number(sum(columns[:rank]))} -60V69" for rank in range(1, len(columns)))
    size = f'width="{sum(columns)}mm" height="{height}mm" viewBox="0 0 {sum(columns)} {height}"'
    path = f'<path d="{drawn}{lines}" fill="none" stroke="{INK}" stroke-width="0.35"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} overflow="visible">{path}</svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
