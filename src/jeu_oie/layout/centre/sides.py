"""Side tracks: « de la case 10 », their squares on a road, « va à la case 12 »."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from jeu_oie.board.cards import Card
from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import INK, WHITE, Colours, Palette
from jeu_oie.layout.cells.band import label_second
from jeu_oie.layout.cells.frame import Measures
from jeu_oie.layout.direction import leading
from jeu_oie.layout.geometry import Box, number, rounded_path
from jeu_oie.layout.marks import cap, centred_text, column, fit_lines, line_height, lines_of, raise_sizes, text_at
from jeu_oie.layout.scene import Group, Icon, Mark, Shape
from jeu_oie.layout.text import Style, balance, shorten

PILL = 23.0


@dataclass(frozen=True, slots=True)
class SidePanel:
    """A side track to draw: « de la case 10 », its cards, « va à la case 12 »."""

    cards: tuple[Card, ...]
    origin: str
    goes: str


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
    colours = palette.kinds[Kind.DETOUR]
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
        yield side_square(card, cell, palette, sizes)


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


def side_square(card: Card, cell: Box, palette: Palette, sizes: Measures) -> Group:
    colours = palette.kinds[Kind.DETOUR]
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
    """Who acts, beside the number, where there is room; with an egg where the tenant receives something."""
    marks: list[Mark] = []
    right = cell.right - 1.4
    if card.face.foot_pictogram == "egg":
        marks.append(Icon("egg", Box(right - 5.6, number_box.y + 0.2, 5.6, 5.6)))
        right -= 6.2
    left = number_box.right + 1.2
    second = label_second(card.face.label if card.kind is Kind.BLANK else card.face.second, right - left, least)
    return (
        [*marks, text_at(left, number_box.centre.y + cap(second[1].size_pt) / 2, second[0], second[1])]
        if second
        else marks
    )
