"""Where cards stand on sheets, and the calibration sheet that tells how far a printer shifts their backs."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from jeu_oie.draw.geometry import Box, number
from jeu_oie.draw.ink import GOLD, INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, line_height, text_at
from jeu_oie.draw.scene import Group, Mark, Scene, Shape
from jeu_oie.draw.text import PT_MM, Style, wrap_text
from jeu_oie.messages import Catalog

# --- Where cards stand on sheets, in mm, and what stands behind what: that depends on how a sheet is turned

CELL = Box(0, 0, 74.25, 105)  # a card of A7 as it is drawn, whatever the size that it is printed at


class Flip(StrEnum):
    """Along which edge the printer turns a sheet printed on both sides."""

    LONG = "long"
    SHORT = "short"


class CardsWay(StrEnum):
    """How a table's cards are printed: on both sides, on one side to fold, or as a booklet with nothing to cut."""

    DUPLEX = "duplex"
    FOLD = "fold"
    BOOKLET = "booklet"


@dataclass(frozen=True, slots=True)
class Imposition:
    """A sheet cut in ``columns`` × ``rows`` equal cells, with crosses of ``cross`` mm at the cuts."""

    width: float
    height: float
    columns: int
    rows: int
    cross: float = 5.2
    cross_mm: float = 0.2

    @property
    def cell(self) -> Box:
        return Box(0, 0, self.width / self.columns, self.height / self.rows)

    @property
    def scale(self) -> float:
        """From a card as it is drawn to one as it is printed; both sides of its cell allow it."""
        return min(self.cell.w / CELL.w, self.cell.h / CELL.h)

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def cut(self, place: int) -> Box:
        """The cell where the front of a place is cut, row by row."""
        row, column = divmod(place, self.columns)
        return Box(column * self.cell.w, row * self.cell.h, self.cell.w, self.cell.h)

    def behind(self, seen: Box, flip: Flip) -> Box:
        """Where on the back's own page stands what is behind ``seen``.

        A sheet that is turned along a level edge keeps its x and mirrors its y; along an upright one, the other
        way round. The long edges of a landscape page are level, those of a portrait page upright.
        """
        if (flip is Flip.LONG) == (self.width > self.height):
            return Box(seen.x, self.height - seen.bottom, seen.w, seen.h)
        return Box(self.width - seen.right, seen.y, seen.w, seen.h)


A7_ON_A4 = Imposition(297, 210, 4, 2)
A6_ON_A4 = Imposition(210, 297, 2, 2, 5.2 * sqrt(2), 0.2 * sqrt(2))  # large print: A7 drawn √2 as large


# --- The calibration sheet: how far a printer shifts what it prints on the back, read without a sum -------
#
# On the front stand two long lines, one upright, one level. Behind each, the back has a staircase of short ticks
# with their numbers. With p the place of a line as it should come out on the back's own page, the tick of the
# number n stands at p - n. A printer that shifts its backs by n, to the right (x) or down (y), brings that very
# tick onto the line: held against the light, the number read there *is* the shift, with its sign, whichever edge
# the sheet was turned along. ``sheets.duplex_sheets`` then draws the backs that much to the left and up. Where the
# front is shifted too, only what one side is shifted against the other is read, which is what counts.
#
# A shift holds for one edge and one way that the page lies: a printer turns its content by a quarter or a half.

MOST = 5.0  # mm either way: as much bare paper as stands around a card
STEP = 0.5
VALUES = tuple(rank * STEP for rank in range(-int(MOST / STEP), int(MOST / STEP) + 1))
RULER = 100.0
LINE_MM = 0.3
TICK = 4.6  # length of a tick
HEAD = Style(20, bold=True)
TEXT = Style(14)
BOLD = Style(14, bold=True)
VALUE = Style(10)
BOLD_VALUE = Style(11, bold=True)
SIGN = Style(22, bold=True)

# Text, upright line and level line on the front, by whether the page lies (cards) or stands (large print).
LYING = (Box(14, 12, 155, 140), Box(232, 20, 0, 112), Box(60, 178, 176, 0))
STANDING = (Box(14, 12, 182, 118), Box(112, 136, 0, 108), Box(22, 270, 166, 0))


def calibration_sheet(t: Catalog, flip: Flip = Flip.LONG, *, large: bool = False) -> tuple[Scene, Scene]:
    """Front and back of the sheet, for the ``flip`` edge; ``large``: as the cards in large print lie."""
    imposition = A6_ON_A4 if large else A7_ON_A4
    told, upright, level = STANDING if large else LYING
    lines = [Shape(line_path(line), "none", INK, LINE_MM, kind="line") for line in (upright, level)]
    front = (*instructions(told, t, flip), *lines)
    behind = [imposition.behind(each, flip) for each in (told, upright, level)]
    back = (*reading(behind[0], t, flip, large=large), *stairs(behind[1], "x", t), *stairs(behind[2], "y", t))
    return page(front, imposition, t), page(back, imposition, t)


def page(marks: Sequence[Mark], imposition: Imposition, t: Catalog) -> Scene:
    return Scene(imposition.width, imposition.height, (Group(tuple(marks), "", "calibration"),), t.language)


def line_path(line: Box) -> str:
    return f"M{number(line.x)} {number(line.y)}L{number(line.right)} {number(line.bottom)}"


def stairs(line: Box, name: str, t: Catalog) -> Iterator[Mark]:
    """Behind a line of the front: a tick for each number, and the number beside it; the sign of the axis at one end."""
    upright = line.w == 0
    pitch = (line.h or line.w) / len(VALUES)
    for rank, value in enumerate(VALUES):
        along = (line.y if upright else line.x) + pitch * (rank + 0.5)
        style = BOLD_VALUE if value == int(value) else VALUE
        said = f"{value:+g}".replace(".", t("decimal")) if value else "0"
        low = cap(style.size_pt) / 2
        if upright:
            x = line.x - value
            yield Shape(f"M{x:.3f} {number(along - TICK / 2)}v{TICK}", "none", INK, LINE_MM, kind=f"tick{value:g}")
            yield text_at(line.x - MOST - 4 - style.width(said), along + low, said, style)
        else:
            y = line.y - value
            yield Shape(f"M{number(along - TICK / 2)} {y:.3f}h{TICK}", "none", INK, LINE_MM, kind=f"tick{value:g}")
            yield centred_text(along, line.y + MOST + 5 + low, said, style)
    if upright:
        yield centred_text(line.x + MOST + 6, line.centre.y + cap(SIGN.size_pt) / 2, name, SIGN)
    else:
        yield centred_text(line.x - 9, line.y + cap(SIGN.size_pt) / 2, name, SIGN)


# --- words -----------------------------------------------------------------------------------------------


def instructions(box: Box, t: Catalog, flip: Flip) -> Iterator[Mark]:
    """What to do, in order, with a ruler that tells whether the sheet came out at true size."""
    said = [t(f"calibrate.print.{flip}"), t("calibrate.ruler"), t("calibrate.light"), t("calibrate.find")]
    said += [t("calibrate.write"), t("calibrate.none")]
    y = yield from paragraphs([(t("calibrate.title"), HEAD)], box)
    y = yield from paragraphs([(f"{rank}. {each}", TEXT) for rank, each in enumerate(said, 1)], below(box, y + 2))
    yield from ruler(box.x, y + 5, t)


def reading(box: Box, t: Catalog, flip: Flip, *, large: bool) -> Iterator[Mark]:
    """On the back: what to read, where to note it, what to type."""
    more = f"{' --flip short' if flip is Flip.SHORT else ''}{' --large' if large else ''}"
    told = [(t("calibrate.back"), HEAD), (t("calibrate.here"), TEXT)]
    y = yield from paragraphs(told, box)
    for rank, name in enumerate(("x", "y")):
        yield text_at(box.x + 45 * rank, y + 9, f"{name} =", SIGN)
        yield Shape(f"M{number(box.x + 45 * rank + 15)} {number(y + 10)}h22", "none", INK, 0.3, "0.3 1.1")
    typed = [(t("calibrate.type"), TEXT), (t("calibrate.command", more=more), BOLD)]
    yield from paragraphs(typed, below(box, y + 16))


def below(box: Box, y: float) -> Box:
    return Box(box.x, y, box.w, box.bottom - y)


def paragraphs(told: Sequence[tuple[str, Style]], box: Box) -> Generator[Mark, None, float]:
    """Lines from the top of ``box`` down; gives where they end."""
    y = box.y
    for content, style in told:
        step = line_height(style.size_pt)
        for line in wrap_text(content, box.w, style):
            yield text_at(box.x, y + step / 2 + cap(style.size_pt) / 2, line, style)
            y += step
        y += style.size_pt * PT_MM * 0.25
    return y


def ruler(x: float, y: float, t: Catalog) -> Iterator[Mark]:
    """Exactly 10 cm, in centimetres; longer marks at its ends and at 5 cm."""
    for rank in range(10):
        yield Shape(f"M{number(x + 10 * rank)} {number(y)}h10v4h-10Z", WHITE if rank % 2 else GOLD, INK, 0.2)
    for rank, kind in ((0, "start"), (5, "middle"), (10, "end")):
        at = x + rank * RULER / 10
        yield Shape(f"M{at:.3f} {number(y - 1.5)}v7", "none", INK, 0.2, kind=f"ruler-{kind}")
        yield centred_text(at, y + 9.5, str(rank), VALUE)
    yield text_at(x + RULER + 3, y + 3.6, t("calibrate.cm"), VALUE)
