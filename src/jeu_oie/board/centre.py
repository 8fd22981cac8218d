"""What stands in the free centre: goose, title, state, legend, side tracks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt

from jeu_oie.board.cell import DOOR, Measures, label_second, pattern_shape
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    cap,
    centred_text,
    column,
    fit_lines,
    fit_or_shorten,
    largest,
    line_height,
    lines_of,
    raise_sizes,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, balance, leading, shorten
from jeu_oie.game.cards import Card
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Colours, Palette

# --- The measures that the centre tries, from the most generous to the tightest, and what was found to fit


@dataclass(frozen=True, slots=True)
class CentreFit:
    """One set of measures: pt of the title and of the legend, mm of a side track's height."""

    title: float
    legend: float
    side: float


TITLES = (40.0, 36.0, 32.0, 28.0, 25.0, 22.0, 20.0, 18.0)
LEGENDS = (12.0, 11.0, 10.0, 9.5, 9.0)
SIDES = (27.0, 21.0, 20.0, 16.0)

# From the most generous to the tightest: the legend's size weighs most, since it is read all evening.
FITS = sorted(
    (CentreFit(*each) for each in product(TITLES, LEGENDS, SIDES)),
    key=lambda fit: -(fit.title / 40 + fit.legend / 3 + fit.side / 40),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the game's name, of the circuit's title, of the landlord; and the goose's side, mm.

    ``tall``: the goose stands over the words. ``under``: the state stands under them, not beside the last ones.
    """

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    by: tuple[str, ...]
    height: float
    goose: float
    tall: bool
    under: bool


@dataclass(frozen=True, slots=True)
class CentreParts:
    """The head, and columns and height of the legend, all found to fit."""

    head: Head
    columns: int
    legend: float


# --- The head of the centre: goose, the game's name, the circuit's title, the landlord, the draft mark ----


def head_parts(box: Box, dossier: Dossier, size: float) -> Head | None:
    """The head with its title at ``size`` pt, None where its lines don't fit."""
    tall = box.h > box.w * 1.3
    goose = 0.0 if box.w < 90 and not tall else min(44.0, box.w * (0.5 if tall else 0.2))
    room = box.w - 8 if tall else box.w - goose - 12
    under = is_stacked(box, goose, dossier)
    lines = fit_or_shorten if size == TITLES[-1] else lines_of
    title = lines(dossier.game, room, Style(size, bold=True), 4 if tall else 2)
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
    height = words + goose * 1.1 if tall else max(words, min(goose * 1.08, words + 6))
    return Head(title, subtitle, by, height, goose if tall else min(goose, height / 1.08), tall, under)


def subtitle_pt(title_pt: float) -> float:
    """Size of the circuit's title under the game's name."""
    return min(16.0, title_pt * 0.6)


def is_stacked(box: Box, goose: float, dossier: Dossier) -> bool:
    """Whether the state stands under the words: there is no room for it beside the last lines."""
    beside = Style(16, bold=True).width(dossier.title)
    return box.h > box.w * 1.3 or goose + 12 + beside + 10 + state_width(dossier) > box.w


def state_width(dossier: Dossier) -> float:
    return min(Style(13, bold=True).width(dossier.status) + 9, 90.0)


def draw_head(box: Box, dossier: Dossier, fit: CentreFit, parts: CentreParts, palette: Palette, least: float) -> Group:
    """The goose, the game's name, the circuit's title and landlord, and the draft mark."""
    head = parts.head
    left, y, marks = head_goose(box, head)
    big = Style(fit.title, bold=True)
    for content in head.title:
        y += line_height(fit.title) * 0.95
        marks.append(text_at(left, y - big.size_pt * 0.06, content, big))
    first = y
    said = [(content, Style(subtitle_pt(fit.title), bold=True)) for content in head.subtitle]
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
    """Where the words begin (left and top), and the goose over or beside them, where there is one."""
    side = head.goose
    if not side:
        return box.x + 6, box.y, []
    goose = Box(box.x + (box.w - side) / 2 if head.tall else box.x + 5, box.y, side, side * 1.08)
    icon: list[Mark] = [Icon("goose-large", goose)]
    return (box.x + 4, goose.bottom + 2, icon) if head.tall else (goose.right + 5, box.y, icon)


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


# --- The legend: the kinds of this board, column by column, in a paper box --------------------------------


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind, its word, and what it does in two or three words."""

    kind: Kind
    pictogram: str
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
    for columns in (4, 3, 2, 1):
        if sum(column_widths(entries, columns, size)) + (columns + 1) * 4 <= room:
            return columns, -(-len(entries) // columns) * legend_row(size) + 3
    return None


def legend_row(size: float) -> float:
    return line_height(size) * 1.42


def draw_legend(
    box: Box, entries: Sequence[LegendEntry], fit: CentreFit, parts: CentreParts, palette: Palette
) -> Group:
    """The kinds of this board, column by column, in a paper box."""
    rows = -(-len(entries) // parts.columns)
    row = legend_row(fit.legend)
    marks: list[Mark] = [Shape(rounded_path(box, (4,) * 4), palette.paper, INK, 0.8)]
    widths = column_widths(entries, parts.columns, fit.legend)
    gap = (box.w - sum(widths)) / (parts.columns + 1)
    for rank, entry in enumerate(entries):
        at, line = divmod(rank, rows)
        x = box.x + gap * (at + 1) + sum(widths[:at])
        marks += legend_entry(x, box.y + 1.5 + line * row, row, entry, fit.legend, palette)
    return Group(tuple(marks), "legend", "legend")


def legend_entry(x: float, y: float, row: float, entry: LegendEntry, size: float, palette: Palette) -> list[Mark]:
    colours = palette.kinds[entry.kind]
    side = row - 1.1
    plate = Box(x, y + 0.55, side * 1.3, side)
    style, plain = Style(size, bold=True), Style(size)
    baseline = y + row / 2 + cap(size) / 2
    left = x + side * 1.3 + 1.8
    return [
        Shape(rounded_path(plate, (1.3,) * 4), WHITE if palette.saver else colours.band),
        *([pattern_shape(rounded_path(plate, (1.3,) * 4), entry.kind)] if palette.saver else []),
        Shape(rounded_path(plate, (1.3,) * 4), "none", INK, 0.5),
        Icon(
            entry.pictogram,
            Box(plate.centre.x - side * 0.45, plate.centre.y - side * 0.45, side * 0.9, side * 0.9),
            colours.text,
        ),
        text_at(left, baseline, entry.word, style),
        text_at(left + style.width(entry.word) + 1.2, baseline, entry.effect, plain),
    ]


# --- Side tracks: « de la case 10 », their squares on a road, « va à la case 12 » -------------------------

PILL = 23.0


@dataclass(frozen=True, slots=True)
class SidePanel:
    """A side track to draw: « de la case 10 », its cards, « va à la case 12 »."""

    cards: tuple[Card, ...]
    origin: str
    goes: str
    kind: Kind = Kind.DETOUR


def side_cells(side: SidePanel, box: Box) -> list[Box]:
    """The squares of a side track between its two pills."""
    count = len(side.cards)
    width = min(66.0, (box.w - 2 * PILL - (count + 1) * 1.9) / count)
    used = 2 * PILL + count * width + (count + 1) * 1.9
    left = box.x + (box.w - used) / 2 + PILL + 1.9
    return [Box(left + n * (width + 1.9), box.y, width, box.h) for n in range(count)]


def side_fits(side: SidePanel, room: float, height: float, sizes: Measures) -> bool:
    """Whether every title of a side track stands whole in its square."""
    cells = side_cells(side, Box(0, 0, room, height))
    return all(
        cell.w > 22 and side_title(card, cell, sizes)[1] == 0 for card, cell in zip(side.cards, cells, strict=True)
    )


def side_title(card: Card, cell: Box, sizes: Measures) -> tuple[tuple[str, ...], int, Style]:
    """The lines of a side square's title under its number."""
    size = sizes.titles[-1]
    style = Style(size, bold=True)
    count = max(1, int((cell.h - 8.4) / (line_height(size) * leading(card.face.title, 0.96))))
    room = cell.w - 4
    lines = lines_of(card.face.title, room, style, count)
    if lines is not None:
        return lines, 0, style
    cut, over = shorten(card.face.title, [room] * count, style)
    return cut, over, style


def draw_side(side: SidePanel, box: Box, palette: Palette, sizes: Measures) -> Iterator[Group]:
    """Pills and squares of one side track, on their road."""
    cells = side_cells(side, box)
    colours = palette.kinds[side.kind]
    middle = box.centre.y
    road = f"M{number(cells[0].x - PILL / 2)} {number(middle)}H{number(cells[-1].right + PILL / 2)}"
    ways = [Shape(road, "none", palette.edge, 7), Shape(road, "none", palette.road, 5.6)]
    start = Box(cells[0].x - 1.9 - PILL, middle - 7.5, PILL, 15)
    end = Box(cells[-1].right + 1.9, middle - 7.5, PILL, 15)
    yield Group(
        (
            *ways,
            *pill(start, side.origin, colours, sizes.least),
            *pill(end, side.goes, colours, sizes.least),
        )
    )
    for card, cell in zip(side.cards, cells, strict=True):
        yield side_square(card, cell, colours, sizes)


def pill(box: Box, content: str, colours: Colours, least: float) -> list[Mark]:
    """A round box with one to three centred lines, the largest that fit."""
    marks: list[Mark] = [Shape(rounded_path(box, (box.h / 2,) * 4), colours.band, INK, 0.8)]
    for size in raise_sizes((12, 11.5, 11, 10.5, 10, 9.5), least):
        for count in (1, 2, 3):
            style = Style(size, bold=True)
            lines = balance(content, round_rooms(box, size, count), style)
            if lines:
                return marks + list(column(lines, style, box, colours.text))
    lines, style = fit_lines(content, box.w - 5, 3, (least,))
    return marks + list(column(lines, style, box, colours.text))


def round_rooms(box: Box, size: float, count: int) -> list[float]:
    """Widths of the lines of a column in a round box: the outer ones end where its rounding begins."""
    step, radius = line_height(size) * 0.92, box.h / 2
    reach = [abs(rank - (count - 1) / 2) * step + cap(size) / 2 + 0.6 for rank in range(count)]
    return [box.w - 2 * (radius - sqrt(max(radius**2 - each**2, 0))) - 1.6 for each in reach]


def side_square(card: Card, cell: Box, colours: Colours, sizes: Measures) -> Group:
    outline = rounded_path(cell, (2.6,) * 4)
    blank = card.kind is Kind.BLANK
    number_box = Box(cell.x + 1.6, cell.y + 1.4, 11, 6)
    lines, _, style = side_title(card, cell, sizes)
    marks: list[Mark] = [
        Shape(outline, WHITE if blank else colours.body, kind="cell"),
        Shape(outline, "none", INK, 0.8, "2.6 1.8" if blank else ""),
    ]
    marks.append(Shape(rounded_path(number_box, (3,) * 4), WHITE, INK, 0.6))
    name = Style(11, bold=True)
    marks.append(centred_text(number_box.centre.x, number_box.centre.y + cap(11) / 2, card.name, name))
    marks += side_actor(card, cell, number_box, sizes.least)
    if card.kind is Kind.BLANK and not lines:
        marks += to_fill(cell)
    step = line_height(style.size_pt) * leading(card.face.title, 0.96)
    top = cell.y + 7.6 + (cell.h - 8.4 - step * len(lines)) / 2
    for rank, content in enumerate(lines):
        marks.append(text_at(cell.x + 2, top + step * (rank + 0.5) + cap(style.size_pt) / 2, content, style))
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    return Group(tuple(marks), f"case-{card.name}", "square", data)


def to_fill(cell: Box) -> list[Mark]:
    """A dotted line and a pencil, for what the group writes."""
    y = cell.bottom - 4.2
    return [
        Shape(f"M{number(cell.x + 3)} {number(y)}H{number(cell.right - 11)}", "none", INK, 0.5, "0.5 1.3"),
        Icon("pencil", Box(cell.right - 9, cell.bottom - 9, 7, 7)),
    ]


def side_actor(card: Card, cell: Box, number_box: Box, least: float) -> list[Mark]:
    """Who acts, beside the number, where there is room; with an egg where the tenant receives something, a door."""
    marks: list[Mark] = []
    right = cell.right - 1.4
    if card.face.foot_pictogram == "egg":
        marks.append(Icon("egg", Box(right - 5.6, number_box.y + 0.2, 5.6, 5.6)))
        right -= 6.2
    if card.face.door:
        marks.append(Icon(DOOR, Box(right - 5.6, number_box.y + 0.2, 5.6, 5.6)))
        right -= 6.2
    left = number_box.right + 1.2
    second = label_second(card.face.label if card.kind is Kind.BLANK else card.face.second, right - left, least)
    return (
        [*marks, text_at(left, number_box.centre.y + cap(second[1].size_pt) / 2, second[0], second[1])]
        if second
        else marks
    )


# --- What stands in the free centre: goose, title, state, legend, side tracks -----------------------------
#
# Tried from the most generous to the tightest measures until all of it fits; side tracks that the centre cannot
# hold are told on their card (game.md, rule 6).

GAP = 1.5


@dataclass(frozen=True, slots=True)
class Content:
    """All that the centre says."""

    dossier: Dossier
    legend: tuple[LegendEntry, ...]
    sides: tuple[SidePanel, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The centre as placed, and the side tracks that found no room."""

    groups: tuple[Group, ...]
    left_out: tuple[SidePanel, ...]


def place(box: Box, content: Content, palette: Palette, sizes: Measures) -> Placed:
    """The centre in ``box``; the last side tracks are left out while they don't fit."""
    heads = {size: head_parts(box, content.dossier, size) for size in TITLES}
    legends = {size: legend_size(box.w - 6, content.legend, size) for size in LEGENDS if size >= sizes.least}
    for held in range(len(content.sides), -1, -1):
        sides = content.sides[:held]
        fitting = {high: all(side_fits(side, box.w - 4, high, sizes) for side in sides) for high in SIDES}
        for fit in FITS:
            head, legend = heads[fit.title], legends.get(fit.legend)
            if head is None or legend is None or not fitting[fit.side]:
                continue
            if head.height + legend[1] + held * (fit.side + GAP) + 3 * GAP <= box.h:
                parts = CentreParts(head, *legend)
                kept = replace(content, sides=sides)
                return draw(box, kept, fit, parts, palette, sizes, content.sides[held:])
    raise AssertionError("the tightest centre without side tracks always fits")


def draw(
    box: Box,
    content: Content,
    fit: CentreFit,
    parts: CentreParts,
    palette: Palette,
    sizes: Measures,
    left_out: tuple[SidePanel, ...],
) -> Placed:
    """Head, legend and side tracks one under the other, the air shared out between them."""
    tracks = len(content.sides)
    air = box.h - parts.head.height - parts.legend - tracks * fit.side
    gap = air / (3 + tracks)
    head = Box(box.x, box.y + gap, box.w, parts.head.height)
    legend = Box(box.x + 3, head.bottom + gap, box.w - 6, parts.legend)
    groups = [
        draw_head(head, content.dossier, fit, parts, palette, sizes.least),
        draw_legend(legend, content.legend, fit, parts, palette),
    ]
    for rank, side in enumerate(content.sides):
        row = Box(box.x + 2, legend.bottom + gap + rank * (fit.side + gap), box.w - 4, fit.side)
        groups += draw_side(side, row, palette, sizes)
    return Placed(tuple(groups), left_out)
