"""What all handouts share: sizes, folds, the line that says whose sheet it is, and the box of danger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil

from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import GOLD, INK, WHITE
from jeu_oie.draw.logo import find_place
from jeu_oie.draw.marks import Block, Para, box_of, cap, content_hash, height, line_height, place_block, text_at
from jeu_oie.draw.scene import Group, Icon, Image, Mark, Scene, Shape, Text, commands, mirror_scene
from jeu_oie.draw.text import Style, direction, wrap_text
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.handout import FirstGestures, Number
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

# --- What all handouts share: sizes, folds and cuts, the ruler, and the line that says whose sheet it is --

RULER = 50.0
FOLD = "2.4 1.6"
THIN = 0.25
POINT = "\u00a0· "  # never at the start of a line
LOGO, LOGO_GAP = (44.0, 16.0), 2.0  # mm at most; from its lower edge to the words
MARGIN = 8.0  # more than most printers' dead margin


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What is told and how it looks; ``page`` is the address of the circuit's page, for the QR code."""

    board: Board
    dossier: Dossier
    words: Catalog
    page: str | None = None

    @property
    def palette(self) -> Palette:
        return colours_of(self.board.preset)

    @property
    def facts(self) -> FactFormatter:
        return FactFormatter(self.board, self.words)

    @property
    def large(self) -> bool:
        return self.board.preset.large

    @property
    def small(self) -> Style:
        """For the stamp: 9 pt, 14 pt in large print."""
        return Style(14 if self.large else 9)

    @property
    def text(self) -> Style:
        """For what is read: 12 pt, 14 pt in large print."""
        return Style(14 if self.large else 12)

    @property
    def bold(self) -> Style:
        return replace(self.text, bold=True)


@dataclass(frozen=True, slots=True)
class DrawnSheets:
    """A drawn document: its pages, and name of a sheet → the hash that it carries.

    ``duplex``: printed on both sides, turned along the short edge where ``short_edge``.
    """

    scenes: tuple[Scene, ...]
    hashes: Mapping[str, str]
    duplex: bool = False
    short_edge: bool = False


def sheets(
    paper: PrintContext,
    scenes: Sequence[Scene],
    hashes: Mapping[str, str],
    *,
    duplex: bool = False,
    short_edge: bool = False,
) -> DrawnSheets:
    """The document; seen in a mirror for a language that is written from right to left."""
    leftward = direction(paper.dossier.language) == "rtl"
    return DrawnSheets(tuple(map(mirror_scene, scenes) if leftward else scenes), hashes, duplex, short_edge)


def hash_of(scenes: Sequence[Scene]) -> str:
    """Six hexadecimal digits over what all pages say, before they are stamped."""
    if len(scenes) == 1:
        return content_hash(scenes[0])
    return sha256("".join(map(content_hash, scenes)).encode()).hexdigest()[:6]


def stamp_scene(scene: Scene, *marks: Mark) -> Scene:
    """The sheet with the marks that its hash is not made of."""
    return replace(scene, groups=(*scene.groups, Group(marks, "timbre", "stamp")))


def identity(paper: PrintContext, fingerprint: str) -> str:
    """Whose sheet it is, in which state, version and hash."""
    dossier = paper.dossier
    return POINT.join((dossier.landlord, dossier.title, dossier.version, dossier.status, fingerprint))


def label(said: str, style: Style, box: Box) -> Iterator[Mark]:
    """``said`` on the last lines of ``box``."""
    lines, step = wrap_text(said, box.w, style), line_height(style.size_pt)
    for rank, line in enumerate(lines):
        yield text_at(box.x, box.bottom - step * (len(lines) - rank - 0.5) + cap(style.size_pt) / 2, line, style)


def logo_over(paper: PrintContext, room: Box) -> tuple[Image, ...]:
    """The landlord's logo at the foot of ``room``, in its middle; nothing without one, or where it would be tiny."""
    logo = paper.board.preset.logo
    if logo is None:
        return ()
    wide, high = logo.within(LOGO[0], min(LOGO[1], room.h - 2 * LOGO_GAP))
    if high < logo.within(*LOGO)[1] * 0.4:
        return ()
    return (Image(logo, Box(room.centre.x - wide / 2, room.bottom - high - LOGO_GAP, wide, high)),)


def logo_under(paper: PrintContext, told: Iterable[Mark], room: Box) -> tuple[Image, ...]:
    """The landlord's logo at the foot of ``room``, where what is ``told`` there leaves it enough."""
    lows = (box.bottom for box in map(box_of, told) if box.y < room.bottom)
    low = max(lows, default=room.y)
    return logo_over(paper, Box(room.x, low, room.w, room.bottom - low))


def logo_beside(paper: PrintContext, told: Iterable[Mark], room: Box) -> tuple[Image, ...]:
    """The landlord's logo in ``room``, at the end of the lines that are ``told``; nothing where they leave none."""
    logo = paper.board.preset.logo
    taken = [box_of(mark).inset(-LOGO_GAP) for mark in told]
    box = logo and find_place(logo, room, taken, (LOGO[0], min(LOGO[1], room.h)))
    return (Image(logo, box),) if logo and box else ()


def ruler(paper: PrintContext, x: float, y: float) -> Iterator[Mark]:
    """A ruler of exactly 5 cm whose top left corner is (x, y), and what it is: measures what a printer scaled."""
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not paper.palette.saver else WHITE
        yield Shape(f"M{number(x + 10 * rank)} {number(y)}h10v3h-10Z", fill, INK, 0.2)
    yield Shape(f"M{x:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-start")
    yield Shape(f"M{x + RULER:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-end")
    yield text_at(x + RULER + 3, y + 1.5 + cap(paper.small.size_pt) / 2, paper.words("print.ruler"), paper.small)


def line(x: float, y: float, to_x: float, to_y: float, *, dash: str = "", kind: str = "", mm: float = THIN) -> Shape:
    """A straight line: solid to cut, dashed to fold."""
    return Shape(f"M{x:.3f} {y:.3f}L{to_x:.3f} {to_y:.3f}", "none", INK, mm, dash, kind)


def rectangle(box: Box) -> str:
    return f"M{number(box.x)} {number(box.y)}h{number(box.w)}v{number(box.h)}h-{number(box.w)}Z"


def scale_scene(scene: Scene, by: float, width: float, height: float) -> Scene:
    """The same sheet on paper of ``width`` × ``height``, every length and size times ``by``."""
    groups = (replace(group, marks=tuple(scaled_mark(mark, by) for mark in group.marks)) for group in scene.groups)
    return replace(scene, width=width, height=height, groups=tuple(groups))


def scaled_mark(mark: Mark, by: float) -> Mark:
    match mark:
        case Text():
            x, y, size, wide = (value * by for value in (mark.x, mark.y, mark.size_pt, mark.width))
            return replace(mark, x=x, y=y, size_pt=size, width=wide)
        case Icon() | Image():
            box = mark.box
            return replace(mark, box=Box(box.x * by, box.y * by, box.w * by, box.h * by))
        case Shape():
            dash = " ".join(f"{float(part) * by:.2f}" for part in mark.dash.split())
            return replace(mark, path=scaled_path(mark.path, by), stroke_mm=mark.stroke_mm * by, dash=dash)


def scaled_path(path: str, by: float) -> str:
    """Path data, its lengths times ``by``: angles and flags of arcs are none."""
    return "".join(
        command + " ".join(figure if part in "afs" else f"{float(figure) * by:.3f}" for part, figure in parts)
        for command, parts in commands(path)
    )


# --- The box of danger on what a tenant hangs up or takes home: the numbers, then what to do first. Lengths in mm
#
# It comes before all that the landlord says, and nothing in it gives way to anything.

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
