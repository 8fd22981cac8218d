"""What stands in the free centre: goose, title, state, danger, legend, side tracks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from itertools import product
from math import log

from jeu_oie.board.cell import RED_MM, Measures, box_to_tick, red_of
from jeu_oie.board.danger import DangerWords, draw_danger, fit_danger
from jeu_oie.board.fit import fullest
from jeu_oie.board.sides import SidePanel, draw_side, side_fits, side_height, side_width
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, leading, shorten
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import WrongSize

# --- The measures that the centre tries, pt, and mm of a side track's height, the largest first -----------

TITLE_SIZES_PT = (42.0, 38.0, 34.0, 30.0, 27.0, 24.0, 21.0, 18.0)
LEGEND_SIZES_PT = (15.0, 14.0, 13.0, 12.0, 11.0)
SIDE_SIZES_PT = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
DANGER_SIZES_PT = (32.0, 29.0, 27.0, 25.0, 23.0, 21.0, 19.0, 17.0, 15.5, 14.0)
GOOSE_WORTH, LINE_WORTH = 0.8, 4.0


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the game's name, of the circuit's title, of the landlord; and the goose's side, mm.

    ``under``: the state stands under the words, not beside the last ones.
    """

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    by: tuple[str, ...]
    height: float
    goose: float
    under: bool


# --- The head of the centre: goose, the game's name, the circuit's title, the landlord, the draft mark ----


def head_parts(width: float, dossier: Dossier, size: float, *, goose_apart: bool = False) -> Head | None:
    """The head in ``width`` mm with its title at ``size`` pt, None where its lines don't fit.

    ``goose_apart``: the goose stands elsewhere.
    """
    goose = 0.0 if goose_apart or width < 90 else min(46.0, width * 0.22)
    room = width - goose - 12
    under = is_stacked(width, goose, dossier)
    lines = fit_or_shorten if size == TITLE_SIZES_PT[-1] else lines_of
    title = lines(dossier.game, room, Style(size, bold=True), 2)
    subtitle = lines(dossier.title, room, Style(subtitle_pt(size), bold=True), 2)
    beside = 0 if under else state_width(dossier) + 4
    by = lines(dossier.subtitle, room - beside, Style(12), 3)
    if title is None or subtitle is None or by is None:
        return None
    pitch = leading(dossier.title + dossier.subtitle, 1)
    words = (
        line_height(size) * len(title) * 0.95
        + (line_height(subtitle_pt(size)) * len(subtitle) + line_height(12) * len(by)) * pitch
        + (12 if under else 2)
    )
    height = max(words, min(goose * 1.08, words + (8 if size > TITLE_SIZES_PT[-2] else 0)))
    return Head(title, subtitle, by, height, min(goose, height / 1.08), under)


def subtitle_pt(title_pt: float) -> float:
    """Size of the circuit's title under the game's name."""
    return min(16.0, title_pt * 0.6)


def is_stacked(width: float, goose: float, dossier: Dossier) -> bool:
    """Whether the state stands under the words: there is no room for it beside the last lines."""
    beside = Style(16, bold=True).width(dossier.title)
    return goose + 12 + beside + 10 + state_width(dossier) > width


def state_width(dossier: Dossier) -> float:
    return min(Style(13, bold=True).width(dossier.status) + 9, 90.0)


def draw_head(box: Box, dossier: Dossier, title: float, head: Head, palette: Palette, least: float) -> Group:
    """The goose, the game's name, the circuit's title and landlord, and the draft mark."""
    left, y, marks = head_goose(box, head)
    big = Style(title, bold=True)
    for content in head.title:
        y += line_height(title) * 0.95
        marks.append(text_at(left, y - big.size_pt * 0.06, content, big))
    first = y
    said = [(content, Style(subtitle_pt(title), bold=True)) for content in head.subtitle]
    said += [(content, Style(12)) for content in head.by]
    for content, style in said:
        y += line_height(style.size_pt) * leading(content, 1)
        marks.append(text_at(left, y, content, style))
    if head.under:
        marks += state_pill(left, y + 3.4, box.right - left - 3, dossier, palette, least)
    else:
        width = state_width(dossier)
        marks += state_pill(box.right - width - 4, first + 1.2, width, dossier, palette, least)
    return Group(tuple(marks), "title")


def head_goose(box: Box, head: Head) -> tuple[float, float, list[Mark]]:
    """Where the words begin (left and top), and the goose beside them, where there is one."""
    side = head.goose
    if not side:
        return box.x + 6, box.y, []
    goose = Box(box.x + 5, box.y, side, side * 1.08)
    return goose.right + 5, box.y, [Icon("goose-large", goose)]


def state_pill(x: float, y: float, room: float, dossier: Dossier, palette: Palette, least: float) -> list[Mark]:
    """The draft mark in a dashed pill, or by whom and when it was validated in a plain one."""
    style = largest(dossier.status, room - 9, raise_sizes((13, 12, 11, 10), least))
    lines, _ = shorten(dossier.status, (room - 9,), style)
    box = Box(x, y, style.width(lines[0]) + 9, 7.8)
    ink = palette.draft if dossier.draft else INK
    dash = "2.6 1.6" if dossier.draft else ""
    return [
        Shape(rounded_path(box, (3.9,) * 4), WHITE, INK, 0.7, dash),
        text_at(x + 4.5, box.centre.y + cap(style.size_pt) / 2, lines[0], style, ink),
    ]


# --- The legend: the signs of many squares, column by column, in a paper box ------------------------------


class Sign(StrEnum):
    """What is drawn on squares of many kinds."""

    BOX = "box"
    EGG = "egg"
    RED = "red"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign, its word, and what it means."""

    sign: Sign
    word: str
    effect: str


def entry_width(entry: LegendEntry, size: float) -> float:
    """Plate, word and effect, mm."""
    plate = (legend_row(size) - 1.1) * 1.3
    return plate + 3 + Style(size, bold=True).width(entry.word) + Style(size).width(entry.effect)


def column_widths(entries: Sequence[LegendEntry], columns: int, size: float) -> list[float]:
    """The widest entry of each column, filled from top to bottom."""
    rows = -(-len(entries) // columns)
    return [
        max((entry_width(entry, size) for entry in entries[at * rows : (at + 1) * rows]), default=0.0)
        for at in range(columns)
    ]


def legend_size(room: float, entries: Sequence[LegendEntry], size: float) -> tuple[int, float] | None:
    """Columns and height of the legend's box, None where no number of columns fits."""
    return fullest((partial(legend_columns, entries, size, columns) for columns in (4, 3, 2, 1)), room)


def legend_columns(entries: Sequence[LegendEntry], size: float, columns: int, room: float) -> tuple[int, float] | None:
    if sum(column_widths(entries, columns, size)) + (columns + 1) * 3 > room:
        return None
    return columns, -(-len(entries) // columns) * legend_row(size) + 3


def legend_row(size: float) -> float:
    return line_height(size) * 1.42


def draw_legend(box: Box, entries: Sequence[LegendEntry], size: float, columns: int, palette: Palette) -> Group:
    """The signs column by column, in a paper box; the rows share its height."""
    rows = -(-len(entries) // columns)
    row = (box.h - 3) / rows
    marks: list[Mark] = [Shape(rounded_path(box, (4,) * 4), palette.paper, INK, 0.8)]
    widths = column_widths(entries, columns, size)
    gap = (box.w - sum(widths)) / (columns + 1)
    for rank, entry in enumerate(entries):
        at, line = divmod(rank, rows)
        x = box.x + gap * (at + 1) + sum(widths[:at])
        marks += legend_entry(x, box.y + 1.5 + line * row, row, entry, size, palette)
    return Group(tuple(marks), "legend", "legend")


def legend_entry(x: float, y: float, row: float, entry: LegendEntry, size: float, palette: Palette) -> list[Mark]:
    side = legend_row(size) - 1.1
    plate = Box(x + side * 0.15, y + (row - side) / 2, side, side)
    style, plain = Style(size, bold=True), Style(size)
    baseline = y + row / 2 + cap(size) / 2
    left = x + side * 1.3 + 1.8
    return [
        *draw_sign(entry.sign, plate, palette),
        text_at(left, baseline, entry.word, style),
        text_at(left + style.width(entry.word) + 1.2, baseline, entry.effect, plain),
    ]


def draw_sign(sign: Sign, box: Box, palette: Palette) -> Iterator[Mark]:
    if sign is Sign.EGG:
        yield Icon("egg", box)
        return
    if sign is Sign.BOX:
        yield from box_to_tick(box.inset(0.4))
        return
    yield Shape(rounded_path(box, (1.3,) * 4), WHITE, INK, 0.5)
    yield Shape(rounded_path(box.inset(1), (0.8,) * 4), "none", red_of(palette), RED_MM)


# --- What stands where: columns of blocks, tried from the most generous measures to the tightest ------------
#
# Side tracks that the centre cannot hold are told on their card (game.md, rule 6).

GAP_MM = 2.0
DANGER_SHARES = (0.26, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5)  # of the width, for the column of the danger box
LEAST_COLUMN = 54.0  # mm
EMPTY_COST = 1.2  # what a wholly empty centre would cost a layout
MAX_STRETCH = 1.3  # times its height, as far as a box goes where there is air


@dataclass(frozen=True, slots=True)
class Content:
    """All that the centre says."""

    dossier: Dossier
    legend: tuple[LegendEntry, ...]
    sides: tuple[SidePanel, ...]
    danger: DangerWords | None = None
    stamp: float = 0  # mm that a QR code takes at the foot of a column
    aside: float = 0  # mm at the right of the title that a logo takes


@dataclass(frozen=True, slots=True)
class Placed:
    """The centre as placed, and the side tracks that found no room."""

    groups: tuple[Group, ...]
    left_out: tuple[SidePanel, ...]


@dataclass(frozen=True, slots=True)
class CentreColumn:
    """Blocks one under the other: how far from the left of the centre, how wide."""

    x: float
    w: float
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks over, beside each other and under, as wide as the centre but those of the ``columns``."""

    over: CentreColumn
    columns: tuple[CentreColumn, ...]
    under: CentreColumn


def layouts(w: float, content: Content) -> Iterator[Layout]:
    """One column; or the danger box in a column of its own, at the right or under the title."""
    none, sides = CentreColumn(0, w, ()), ("sides",) if content.sides else ()
    stamp, danger = ("stamp",) if content.stamp else (), ("danger",) if content.danger else ()
    yield Layout(none, (CentreColumn(0, w, ("title", *danger, "legend", *sides, *stamp)),), none)
    for d in (w * share for share in DANGER_SHARES if w * share >= LEAST_COLUMN and (danger or stamp)):
        rest = w - d - GAP_MM
        feet = [(stamp, ()), ((), stamp)] if danger and stamp else [((), stamp)]
        for low, high in feet:
            left, right = CentreColumn(0, d, (*danger, *high)), CentreColumn(w - d, d, (*danger, *high))
            yield Layout(none, (CentreColumn(0, rest, ("title", "legend", *sides, *low)), right), none)
            yield Layout(
                CentreColumn(0, w, ("title",)), (left, CentreColumn(d + GAP_MM, rest, ("legend", *sides, *low))), none
            )
            if sides:
                yield Layout(none, (CentreColumn(0, rest, ("title", "legend", *low)), right), CentreColumn(0, w, sides))


@dataclass(frozen=True, slots=True)
class CentreBlock:
    """One block in a column with measures that fit: its height in mm, and how well it reads.

    ``size`` (pt) is that of ``TITLE_SIZES_PT``, ``LEGEND_SIZES_PT``, ``SIDE_SIZES_PT`` or ``DANGER_SIZES_PT``;
    ``less``: the title without its goose, side tracks without the lines of their squares.
    """

    name: str
    size: float
    height: float
    worth: float
    less: int = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """The blocks of a column, one under the other; ``height``: with the least air between and around them."""

    column: CentreColumn
    blocks: tuple[CentreBlock, ...]
    height: float
    worth: float

    @property
    def surface(self) -> float:
        return self.column.w * self.height


class Measurer:
    """The blocks of one centre in columns of any width, each measured once."""

    def __init__(self, box: Box, content: Content, sizes: Measures, *, goose_apart: bool) -> None:
        self.box, self.content, self.sizes, self.goose_apart = box, content, sizes, goose_apart
        # No cache of functions, which would hold the measurer that holds it: its thousands of stacks would wait for a
        # search for garbage.
        self.measured: dict[tuple[str, float], tuple[CentreBlock, ...]] = {}
        self.stacked: dict[CentreColumn, tuple[Stack, ...]] = {}

    def blocks(self, name: str, w: float) -> tuple[CentreBlock, ...]:
        if (name, w) not in self.measured:
            self.measured[name, w] = tuple(self.measure(name, w))
        return self.measured[name, w]

    def stacks(self, column: CentreColumn) -> tuple[Stack, ...]:
        """The stacks of ``column``, the worthiest first."""
        if column not in self.stacked:
            self.stacked[column] = tuple(sorted(self.stack(column), key=lambda each: -each.worth))
        return self.stacked[column]

    def head(self, w: float, size: float, less: int) -> Head | None:
        """Beside the place of a logo."""
        apart = self.goose_apart or less > 0
        return head_parts(w - self.content.aside, self.content.dossier, size, goose_apart=apart)

    def measure(self, name: str, w: float) -> Iterator[CentreBlock]:
        """A block with all measures that fit ``w``; the legend's weigh most, since it is read all evening."""
        content, least = self.content, self.sizes.least
        if name == "title":
            least_high = content.aside * 0.75
            for size, less in product(TITLE_SIZES_PT, (0,) if self.goose_apart else (0, 1)):
                head = self.head(w, size, less)
                if head:
                    worth = 1.1 * log(size) - GOOSE_WORTH * less
                    yield CentreBlock(name, size, max(head.height, least_high), worth, less)
        elif name == "danger" and content.danger:
            fits = ((size, fit_danger(content.danger, w, size, least)) for size in DANGER_SIZES_PT)
            yield from (CentreBlock(name, size, fit.height, 2.7 * log(size)) for size, fit in fits if fit)
        elif name == "legend":
            for size in (size for size in LEGEND_SIZES_PT if size >= least):
                found = legend_size(w - 2, content.legend, size)
                if found:
                    yield CentreBlock(name, size, found[1], 2.2 * log(size))
        elif name == "sides":
            for high, less in product(SIDE_SIZES_PT, (0, 1)):
                if all(side_fits(side, w, high, self.sizes, lined=not less) for side in content.sides):
                    total = sum(side_height(side, w, high) + GAP_MM for side in content.sides) - GAP_MM
                    narrowest = min(side_width(side, w) for side in content.sides)
                    yield CentreBlock(name, high, total, log(high) + log(narrowest) - LINE_WORTH * less, less)

        elif name == "stamp":
            yield CentreBlock(name, content.stamp, content.stamp, 0)

    def stack(self, column: CentreColumn) -> Iterator[Stack]:
        """All stacks that are no higher than the centre, with the least air between and around their blocks."""
        piles: list[tuple[tuple[CentreBlock, ...], float, float]] = [((), 0.0, 0.0)]
        air = GAP_MM * len(column.blocks)
        for count, name in enumerate(column.blocks, 1):
            blocks = self.blocks(name, column.w)
            piles = [
                ((*pile, block), height + block.height, worth + block.worth)
                for pile, height, worth in piles
                for block in blocks
                if height + block.height + GAP_MM * count <= self.box.h
            ]
        for pile, height, worth in piles:
            yield Stack(column, pile, height + air, worth)


@dataclass(frozen=True, slots=True)
class Fitting:
    """The stacks over, beside each other and under that fit the centre."""

    over: Stack
    columns: tuple[Stack, ...]
    under: Stack

    def score(self, box: Box) -> float:
        """How well it reads, less what it leaves empty."""
        parts = (self.over, *self.columns, self.under)
        used = sum(each.surface for each in parts) / box.surface
        return sum(each.worth for each in parts) - EMPTY_COST * (1 - used)


def fittings(layout: Layout, measurer: Measurer) -> Iterator[Fitting]:
    """For each height over and under, the best columns between them."""
    for over, under in product(measurer.stacks(layout.over), measurer.stacks(layout.under)):
        room = measurer.box.h - over.height - under.height - GAP_MM
        best = [next((s for s in measurer.stacks(each) if s.height <= room), None) for each in layout.columns]
        found = tuple(each for each in best if each)
        if len(found) == len(best):
            yield Fitting(over, found, under)


class DangersTooLong(WrongSize):
    """The numbers of danger don't fit the centre beside title and legend: none is ever shortened or left out."""


def place(box: Box, content: Content, palette: Palette, sizes: Measures, perch: Box | None = None) -> Placed:
    """The centre in ``box``; the last side tracks are left out while they don't fit. The goose may have a ``perch``."""
    held, best = fit_centre(box, content, sizes, goose_apart=perch is not None)
    kept = replace(content, sides=content.sides[:held])
    measurer = Measurer(box, kept, sizes, goose_apart=perch is not None)
    groups = tuple(draw(box, best, measurer, palette))
    goose = (Group((Icon("goose-large", perch),), "goose"),) if perch else ()
    return Placed((*groups, *goose), content.sides[held:])


@lru_cache(maxsize=64)  # inks, papers and squares change oftener than the centre's words
def fit_centre(box: Box, content: Content, sizes: Measures, *, goose_apart: bool) -> tuple[int, Fitting]:
    """How many side tracks the centre holds, and the stacks that read best with them. Raises DangersTooLong."""
    forms = (
        partial(with_sides, content, sizes, held, goose_apart=goose_apart) for held in range(len(content.sides), -1, -1)
    )
    found = fullest(forms, box)
    if found is None and content.danger:
        raise DangersTooLong
    assert found, "the tightest centre without side tracks and dangers always fits"
    return found


def with_sides(
    content: Content, sizes: Measures, held: int, box: Box, *, goose_apart: bool
) -> tuple[int, Fitting] | None:
    """The centre with the first side tracks, as it reads best."""
    kept = replace(content, sides=content.sides[:held])
    measurer = Measurer(box, kept, sizes, goose_apart=goose_apart)
    found = [each for layout in layouts(box.w, kept) for each in fittings(layout, measurer)]
    return (held, max(found, key=lambda each: each.score(box))) if found else None


def draw(box: Box, found: Fitting, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    """The stacks in their places; title first, side tracks last, as they are read."""
    columns = max(stack.height for stack in found.columns)
    air = (box.h - GAP_MM - found.over.height - found.under.height - columns) / (
        1 + len(found.over.blocks) + len(found.under.blocks)
    )
    top = box.y + GAP_MM / 2
    middle = top + found.over.height + air * len(found.over.blocks)
    low = middle + columns + air
    groups = list(draw_stack(Box(box.x, top, box.w, middle - top), found.over, measurer, palette))
    for stack in found.columns:
        room = Box(box.x + stack.column.x, middle, stack.column.w, low - middle)
        groups += draw_stack(room, stack, measurer, palette)
    groups += draw_stack(Box(box.x, low, box.w, box.bottom - GAP_MM / 2 - low), found.under, measurer, palette)
    order = {"title": 0, "danger": 1, "legend": 2}
    yield from sorted(groups, key=lambda group: order.get(group.id, 3))


def draw_stack(room: Box, stack: Stack, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    """A column in ``room``: boxes take some of the air, what is left stands between them."""
    spare = room.h - stack.height
    boxes = [block for block in stack.blocks if block.name in ("danger", "legend")]
    grown = {block.name: min(block.height * (MAX_STRETCH - 1), spare / len(boxes)) for block in boxes}
    gap = (spare - sum(grown.values())) / (len(stack.blocks) or 1) + GAP_MM
    y = room.y + gap / 2
    for block in stack.blocks:
        box = Box(room.x, y, room.w, block.height + grown.get(block.name, 0))
        yield from draw_block(box, block, measurer, palette)
        y = box.bottom + gap


def draw_block(box: Box, block: CentreBlock, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    content, sizes = measurer.content, measurer.sizes
    if block.name == "title":
        head = measurer.head(box.w, block.size, block.less)
        assert head, "it was measured"
        box = Box(box.x, box.y, box.w - content.aside, box.h)
        yield draw_head(box, content.dossier, block.size, head, palette, sizes.least)
    elif block.name == "legend":
        entries = content.legend
        found = legend_size(box.w - 2, entries, block.size)
        assert found, "it was measured"
        yield draw_legend(Box(box.x + 1, box.y, box.w - 2, box.h), entries, block.size, found[0], palette)
    elif block.name == "stamp":  # drawn last: it holds the hash of all else
        yield Group((Shape(rounded_path(box, (0,) * 4), "none"),), "stamp")
    elif block.name == "danger":
        fit = content.danger and fit_danger(content.danger, box.w, block.size, sizes.least)
        assert content.danger and fit, "it was measured"
        yield draw_danger(box, content.danger, fit, palette)
    else:
        y = box.y
        for side in content.sides:
            high = side_height(side, box.w, block.size)
            place = Box(box.x, y, box.w, high)
            yield from draw_side(side, place, block.size, palette, sizes, lined=not block.less)
            y += high + GAP_MM
