"""Whom to call, in the square itself: a number as large as it goes, its hours over it or a line to write under it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jeu_oie.board.cell import Frame
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, line_height, raise_sizes, text_at
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.draw.text import Style, break_lines
from jeu_oie.game.calls import SquareCall
from jeu_oie.game.wording import capital

Rooms = Callable[[float, float], tuple[float, float]]

NUMBER_SIZES_PT = (20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
LARGE = 14.0  # what is read across a table
SMALL_SIZES_PT = (12.0, 11.0, 10.0, 9.0)
LINE, LOW_LINE = 7.0, 5.2  # mm over a line that a hand writes on, as in a wide and in a squared exercise book
AIR, LOW_AIR = 1.6, 0.6  # mm under all of it
SHORTEST_LINE = 26.0  # mm, telephone and all: ten figures
DOTS = "0.5 1.2"
PHONE_ICON_MM = 5.2
AFTER_MM = 2.4  # from a number to its hours


@dataclass(frozen=True, slots=True)
class CallBlock:
    """The lines of a block in their styles, from the top; mm of a line to write on under them, 0: none.

    ``pictured``: a telephone stands before that line, in place of words over it. ``after``: what follows a short
    number on its line.
    """

    lines: tuple[tuple[str, Style], ...]
    line: float = 0
    pictured: bool = False
    after: tuple[tuple[str, Style], ...] = ()

    @property
    def height(self) -> float:
        """In mm."""
        return sum(pitch(style) for _, style in self.lines) + self.line + (LOW_AIR if self.line == LOW_LINE else AIR)


def pitch(style: Style) -> float:
    return line_height(style.size_pt) * 0.96


NUMBER_FORMS = 3


def blocks(call: SquareCall, width: float, least: float) -> list[list[CallBlock]]:
    """What a square may print in ``width`` mm, best first: its number large with hours, then smaller, then alone."""
    if call.line:
        pictured = [CallBlock((), high, pictured=True) for high in (LINE, LOW_LINE)]
        return [[*with_words(call, width, least), *pictured], [], []]
    fitting = [Style(size, bold=True) for size in NUMBER_SIZES_PT if size >= least]
    styles = [style for style in fitting if style.width(call.number) <= width]
    large = [style for style in styles if style.size_pt >= LARGE]
    small = [style for style in styles if least <= style.size_pt < LARGE]
    whole = [[block for style in tried for block in with_hours(call, style, width, least)] for tried in (large, small)]
    return [*whole, [CallBlock(((call.number, style),)) for style in styles]]


def with_words(call: SquareCall, width: float, least: float) -> Iterator[CallBlock]:
    """« Mon bailleur : », and a line; in less room a telephone stands for the words."""
    small = first_fitting(call.line, width, least)
    if small:
        yield CallBlock(((call.line, small),), LINE)


def first_fitting(content: str, width: float, least: float) -> Style | None:
    styles = (Style(size) for size in raise_sizes(SMALL_SIZES_PT, least))
    return next((style for style in styles if style.width(content) <= width), None)


def with_hours(call: SquareCall, number: Style, width: float, least: float) -> Iterator[CallBlock]:
    """Its hours after a short number, else over it, on a line or on two."""
    if not call.hours:
        yield CallBlock(((call.number, number),))
        return
    beside = first_fitting(call.hours, width - number.width(call.number) - AFTER_MM, least)
    if beside:
        yield CallBlock(((call.number, number),), after=((call.hours, beside),))
    found = (over_number(call.hours, [width] * count, least) for count in (1, 2))
    yield from (CallBlock((*over, (call.number, number))) for over in found if over)


def over_number(said: str, widths: list[float], least: float) -> tuple[tuple[str, Style], ...] | None:
    """On these lines, as large as they hold it."""
    for size in raise_sizes(SMALL_SIZES_PT, least):
        found = break_lines(capital(said), Style(size), widths, len(widths))
        if found:
            return tuple((line, Style(size)) for line in found)
    return None


def draw_call(frame: Frame, block: CallBlock, room: Box, rooms: Rooms) -> Iterator[Mark]:
    """The block at the foot of ``room``; ``rooms``: left end and width of a line between two heights."""
    y = room.bottom - block.height
    for content, style in block.lines:
        left, _ = rooms(y, y + pitch(style))
        baseline = y + pitch(style) / 2 + cap(style.size_pt) / 2
        yield text_at(left, baseline, content, style)
        for said, plain in block.after:
            yield text_at(left + style.width(content) + AFTER_MM, baseline, said, plain)
        y += pitch(style)
    if block.line:
        yield from line_to_write(frame, block, *rooms(y + 1, y + block.line - 0.6), y + block.line - 1.2)


def fits(block: CallBlock, room: Box, rooms: Rooms) -> bool:
    """Whether each line stands whole where the block is drawn."""
    y, after = room.bottom - block.height, sum(AFTER_MM + style.width(said) for said, style in block.after)
    for content, style in block.lines:
        if style.width(content) + after > rooms(y, y + pitch(style))[1]:
            return False
        y += pitch(style)
    return not block.line or rooms(y + 1, y + block.line - 0.6)[1] >= SHORTEST_LINE


def line_to_write(frame: Frame, block: CallBlock, left: float, width: float, y: float) -> Iterator[Mark]:
    if not frame.palette.saver:
        plate = Box(left - 1, y - block.line + 1.4, width + 2, block.line + 0.2)
        yield Shape(rounded_path(plate, (1.8,) * 4), WHITE)
    start = left
    if block.pictured:
        side = min(PHONE_ICON_MM, block.line - 1.2)
        yield Icon("phone", Box(left, y - side + 0.6, side, side), INK)
        start += side + 1.4
    yield Shape(f"M{start:.2f} {y:.2f}H{left + width:.2f}", "none", INK, 0.5, DOTS)
