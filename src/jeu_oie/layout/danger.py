"""The box of danger on what a tenant hangs up or takes home: the numbers, then what to do first. Lengths in mm.

It comes before all that the landlord says, and nothing in it gives way to anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from jeu_oie.board.handout import FirstGestures, Number
from jeu_oie.board.palette import INK, WHITE
from jeu_oie.layout.flow import Block, Para, height, place_block
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, text_at
from jeu_oie.layout.paper import PrintContext
from jeu_oie.layout.scene import Mark, Shape
from jeu_oie.layout.text import Style

RED = "#CC2C06"
PAD, GAP = 3.0, 2.2
INNER = 2.0  # from the edge of a tile or a panel to its words
HEAD = 1.3  # height of the title's line over its size
MOST = 5  # tiles in a row
LINES = 2  # of a caption
HANG = 7.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in pt: of the box's title, of a number, of its caption, of the gestures."""

    title: float
    number: float
    caption: float
    gesture: float


@dataclass(frozen=True, slots=True)
class NumberTile:
    """A number over its caption."""

    number: Para
    caption: Para
    width: float

    @property
    def block(self) -> Block:
        return (self.number, self.caption)


Panel = tuple[Block, tuple[Block, ...]]
"""The name of a danger, and its gestures in columns."""


@dataclass(frozen=True, slots=True)
class DangerBox:
    """The box, measured: rows of tiles, then a panel of gestures in columns for each danger.

    ``hours`` are those of all numbers, beside the title.
    """

    title: Para
    hours: str
    small: Style
    rows: tuple[tuple[NumberTile, ...], ...]
    panels: tuple[tuple[Panel, ...], ...]
    width: float

    @property
    def height(self) -> float:
        head = height((self.title,), self.inner) + PAD
        rows = sum(row_height(row) + GAP for row in self.rows)
        panels = sum(panels_height(row, self.inner) + GAP for row in self.panels)
        return head + rows + panels + PAD - GAP + 1

    @property
    def inner(self) -> float:
        return self.width - 2 * PAD


def danger_box(
    paper: PrintContext,
    numbers: Sequence[Number],
    dangers: Sequence[FirstGestures],
    width: float,
    sizes: Sizes,
    columns: int,
) -> DangerBox:
    """The box ``width`` wide, the gestures in ``columns``."""
    inner = width - 2 * PAD
    most = MOST if columns > 1 else LINES
    rows = [numbers[rank : rank + most] for rank in range(0, len(numbers), most)]
    ink = INK if paper.palette.saver else WHITE
    return DangerBox(
        Para(paper.words("handout.danger"), Style(sizes.title, bold=True), fill=ink),
        shared_hours(numbers),
        Style(sizes.caption),
        tuple(tiles(row, inner, sizes, hours=not shared_hours(numbers)) for row in rows),
        tuple(panels(dangers, sizes, columns)),
        width,
    )


def shared_hours(numbers: Sequence[Number]) -> str:
    """The hours, where all numbers have the same; else they stand under each."""
    hours = {each.hours for each in numbers}
    return hours.pop() if len(hours) == 1 else ""


def caption(number: Number, *, hours: bool) -> str:
    return ", ".join(filter(None, (number.title, number.hours if hours else "")))


def tiles(numbers: Sequence[Number], room: float, sizes: Sizes, *, hours: bool) -> tuple[NumberTile, ...]:
    """A row of tiles as wide as their captions ask for, what is left shared out."""
    free = room - GAP * (len(numbers) - 1)
    paras = [
        (
            Para(each.number, Style(sizes.number, bold=True), centred=True),
            Para(caption(each, hours=hours), Style(sizes.caption), centred=True),
        )
        for each in numbers
    ]
    least = [max(width_of(caption), each.style.width(each.text)) + 2 * INNER for each, caption in paras]
    spare = max(free - sum(least), 0) / len(least)
    scale = min(1.0, free / sum(least))
    return tuple(NumberTile(*pair, width * scale + spare) for pair, width in zip(paras, least, strict=True))


def width_of(caption: Para) -> float:
    """How much room a caption asks for on ``LINES`` lines."""
    words = max(caption.style.width(word) for word in caption.text.split(" "))
    whole = caption.style.width(caption.text)
    room = max(words, whole / LINES)
    while len(caption.lines(room)) > LINES and room < whole:
        room += 1
    return room


def row_height(row: Sequence[NumberTile]) -> float:
    return max(height(tile.block, tile.width - 2 * INNER) for tile in row) + INNER


def panels(dangers: Sequence[FirstGestures], sizes: Sizes, columns: int) -> Iterator[tuple[Panel, ...]]:
    """The first danger over the whole width, the others side by side, two by two."""
    for danger in dangers[:1]:
        yield (panel(danger, sizes, columns),)
    for at in range(1, len(dangers), 2):
        pair = dangers[at : at + 2]
        yield tuple(panel(danger, sizes, columns if len(pair) == 1 else 1) for danger in pair)


def panel(danger: FirstGestures, sizes: Sizes, columns: int) -> Panel:
    """The name of a danger, and its gestures numbered, in columns read one after the other."""
    style = Style(sizes.gesture)
    told = [Para(gesture, style, 0.6, HANG, str(rank)) for rank, gesture in enumerate(danger.gestures, 1)]
    share = ceil(len(told) / columns)
    title = (Para(danger.title, Style(sizes.gesture + 2, bold=True)),)
    return title, tuple(tuple(told[at : at + share]) for at in range(0, len(told), share))


def panels_height(row: Sequence[Panel], room: float) -> float:
    return max(panel_height(each, panel_room(room, len(row))) for each in row)


def panel_room(room: float, count: int) -> float:
    return (room - (count - 1) * GAP) / count


def panel_height(told: Panel, room: float) -> float:
    title, columns = told
    return (
        height(title, room - 2 * INNER)
        + max(height(each, column_width(room, len(columns))) for each in columns)
        + 2 * INNER
    )


def column_width(room: float, count: int) -> float:
    return (room - 2 * INNER - (count - 1) * 2 * INNER) / count


def draw_danger(paper: PrintContext, told: DangerBox, x: float, y: float) -> Iterator[Mark]:
    """The box with its upper left corner at (x, y); in black and white a thick outline in place of the red."""
    saver = paper.palette.saver
    box = Box(x, y, told.width, told.height)
    yield Shape(rounded_path(box, (5,) * 4), WHITE if saver else RED, INK, 2.0 if saver else 1.2)
    inner = x + PAD
    title, small = told.title, told.small
    baseline = y + PAD / 2 + title.step / 2 + cap(title.style.size_pt) / 2
    yield text_at(inner + 1, baseline, title.text, title.style, title.fill)
    if told.hours and title.style.width(title.text) + small.width(told.hours) + 6 < told.inner:
        yield text_at(inner + told.inner - 1 - small.width(told.hours), baseline, told.hours, small, title.fill)
    y += height((told.title,), told.inner) + PAD
    for row in told.rows:
        yield from draw_row(row, inner, y)
        y += row_height(row) + GAP
    for pair in told.panels:
        high, room = panels_height(pair, told.inner), panel_room(told.inner, len(pair))
        for rank, each in enumerate(pair):
            yield from draw_panel(each, Box(inner + rank * (room + GAP), y, room, high))
        y += high + GAP


def draw_panel(told: Panel, box: Box) -> Iterator[Mark]:
    title, columns = told
    yield Shape(rounded_path(box, (3,) * 4), WHITE, INK, 0.6)
    yield from place_block(title, box.x + INNER, box.y + INNER, box.w - 2 * INNER)
    width, top = column_width(box.w, len(columns)), box.y + INNER + height(title, box.w - 2 * INNER)
    for rank, column in enumerate(columns):
        yield from place_block(column, box.x + INNER + rank * (width + 2 * INNER), top, width)


def draw_row(row: Sequence[NumberTile], x: float, y: float) -> Iterator[Mark]:
    high = row_height(row)
    for tile in row:
        yield Shape(rounded_path(Box(x, y, tile.width, high), (3,) * 4), WHITE, INK, 0.6)
        yield from place_block(tile.block, x + INNER, y + INNER / 2, tile.width - 2 * INNER)
        x += tile.width + GAP
