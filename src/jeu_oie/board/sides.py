"""Side tracks in the centre of the board: « de la case 10 », their squares on a road, « reprenez case 12 »."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product
from math import sqrt

from jeu_oie.board.cell import DOOR, Measures, box_to_tick, label_second
from jeu_oie.board.fit import fullest
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, column, fit_lines, line_height, raise_sizes, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.draw.text import Style, break_lines, leading, shorten
from jeu_oie.game.cards import Card
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Colours, Palette

PILL_MM = 13.0
HEAD_MM, FOOT_MM = 9.0, 1.8  # of a square: its number and box to tick; what is bare under its line


@dataclass(frozen=True, slots=True)
class SidePanel:
    """A side track to draw: « de la case 10 », its cards, « va à la case 12 »."""

    cards: tuple[Card, ...]
    origin: str
    goes: str
    kind: Kind = Kind.DETOUR


@dataclass(frozen=True, slots=True)
class SideBoxes:
    """Where the two pills and the squares between them stand, in the order of travel."""

    start: Box
    cells: tuple[Box, ...]
    end: Box

    @property
    def way(self) -> tuple[Box, ...]:
        return (self.start, *self.cells, self.end)


JOINT_MM = 1.9
ROW_GAP_MM = 2.0  # between two tracks
NARROW_MM = 24.0  # mm: narrower squares hold no words, then they stand in rows of two


def cell_width(side: SidePanel, room: float) -> float:
    """The width of squares that stand in one row between the pills."""
    count = len(side.cards)
    return min(66.0, (room - 2 * PILL_MM - (count + 1) * JOINT_MM) / count)


def side_width(side: SidePanel, room: float) -> float:
    """The width of a square, mm: in one row or in rows of two."""
    width = cell_width(side, room)
    return width if width > NARROW_MM else (room - JOINT_MM) / 2


def side_height(side: SidePanel, room: float, high: float) -> float:
    """Mm of a track whose squares are ``high``: one row, or as many as rows of two take."""
    rows = 1 if cell_width(side, room) > NARROW_MM else -(-(len(side.cards) + 2) // 2)
    return rows * high + (rows - 1) * JOINT_MM


def share_rows(sides: Sequence[SidePanel], box: Box, high: float, abreast: int) -> tuple[Box, ...]:
    """The boxes of tracks from the top of ``box`` down, ``abreast`` in a row with squares of one width."""
    places: list[Box] = []
    y = box.y
    for row in (sides[start : start + abreast] for start in range(0, len(sides), abreast)):
        fixed = [2 * PILL_MM + (len(side.cards) + 1) * JOINT_MM for side in row]
        cell = (box.w - sum(fixed) - ROW_GAP_MM * (len(row) - 1)) / sum(len(side.cards) for side in row)
        widths = [each + cell * len(side.cards) for each, side in zip(fixed, row, strict=True)]
        heights = [side_height(side, width, high) for side, width in zip(row, widths, strict=True)]
        x = box.x
        for width, height in zip(widths, heights, strict=True):
            places.append(Box(x, y, width, height))
            x += width + ROW_GAP_MM
        y += max(heights) + ROW_GAP_MM
    return tuple(places)


def side_boxes(side: SidePanel, box: Box, high: float) -> SideBoxes:
    """In one row, else in rows of two."""
    count, width = len(side.cards), cell_width(side, box.w)
    if width <= NARROW_MM:
        wide = (box.w - JOINT_MM) / 2
        places = [
            Box(box.x + rank % 2 * (wide + JOINT_MM), box.y + rank // 2 * (high + JOINT_MM), wide, high)
            for rank in range(count + 2)
        ]
        return SideBoxes(pill_in(places[0]), tuple(places[1:-1]), pill_in(places[-1]))
    used = 2 * PILL_MM + count * width + (count + 1) * JOINT_MM
    left = box.x + (box.w - used) / 2
    cells = tuple(Box(left + PILL_MM + JOINT_MM + n * (width + JOINT_MM), box.y, width, high) for n in range(count))
    ends = (Box(x, box.y, PILL_MM, high) for x in (left, cells[-1].right + JOINT_MM))
    start, end = (pill_in(each) for each in ends)
    return SideBoxes(start, cells, end)


def pill_in(place: Box) -> Box:
    high = min(place.h, 15.0)
    return Box(place.x, place.centre.y - high / 2, place.w, high)


def side_fits(side: SidePanel, room: float, height: float, sizes: Measures, *, lined: bool) -> bool:
    """Whether every title of a side track stands whole in its square; ``lined``: over its line."""
    cells = side_boxes(side, Box(0, 0, room, height), height).cells
    return all(
        cell.w > NARROW_MM - 2 and square_fits(card, cell, sizes, lined=lined)
        for card, cell in zip(side.cards, cells, strict=True)
    )


def square_fits(card: Card, cell: Box, sizes: Measures, *, lined: bool) -> bool:
    line = line_of(card, cell, sizes) if lined else NO_LINE
    if line is None:
        return False
    body = over_foot(cell, line)
    if card.face.writes and not said_in(card):
        return body.h >= HEAD_MM + WRITING_MM
    return largest_title(card, body, sizes) is not None


def said_in(card: Card) -> str:
    """Its title; of a step that nobody has found what one will ask."""
    return card.face.title or card.face.text


def side_title(card: Card, cell: Box, sizes: Measures) -> tuple[tuple[str, ...], int, Style]:
    """The lines of a side square's title under its number, as large as they fit; ``cell``: over its line."""
    found = largest_title(card, cell, sizes)
    if found:
        return found
    title, style = said_in(card), Style(max(sizes.least, 10), bold=True)
    cut, over = shorten(title, [cell.w - 4] * max(1, rows_in(cell, title, style.size_pt)), style)
    return cut, over, style


def largest_title(card: Card, cell: Box, sizes: Measures) -> tuple[tuple[str, ...], int, Style] | None:
    """The whole title; None where it finds no room."""
    usual = (*sizes.titles, *sizes.less, *sizes.smaller)
    return fullest((partial(whole_title, said_in(card), Style(size, bold=True)) for size in usual), cell)


def whole_title(title: str, style: Style, cell: Box) -> tuple[tuple[str, ...], int, Style] | None:
    most = rows_in(cell, title, style.size_pt)
    lines = break_lines(title, style, [cell.w - 4] * most) if title else ()
    return None if lines is None or len(lines) > most else (lines, 0, style)


def rows_in(cell: Box, title: str, size: float) -> int:
    return int((cell.h - HEAD_MM) / (line_height(size) * leading(title, 0.96)))


SideLine = tuple[tuple[str, ...], Style]
NO_LINE: SideLine = ((), Style(9))
WRITING_MM = 7.4  # what a hand needs


def line_of(card: Card, cell: Box, sizes: Measures) -> SideLine | None:
    """What is done there, on as few lines as it takes, three at most; None where it finds no room."""
    tried = product((1, 2, 3), sizes.lines)
    return fullest((partial(whole_line, card.face.line, Style(size), count) for count, size in tried), cell.w - 4)


def whole_line(line: str, style: Style, count: int, room: float) -> SideLine | None:
    lines = break_lines(line, style, [room] * count)
    return (lines, style) if lines else None


def over_foot(cell: Box, line: SideLine) -> Box:
    """What a square's line leaves of it."""
    lines, style = line
    foot = line_height(style.size_pt) * 0.96 * len(lines) + FOOT_MM if lines else 0.0
    return Box(cell.x, cell.y, cell.w, cell.h - foot)


def draw_side(
    side: SidePanel, box: Box, high: float, palette: Palette, sizes: Measures, *, lined: bool
) -> Iterator[Group]:
    """Pills and squares of one side track, on their road; ``lined``: with what is done on each."""
    boxes = side_boxes(side, box, high)
    colours = palette.kinds[side.kind]
    road = "".join(
        f"M{number(a.centre.x)} {number(a.centre.y)}H{number(b.centre.x)}"
        for a, b in pairwise(boxes.way)
        if abs(a.centre.y - b.centre.y) < 1
    )
    ways = [Shape(road, "none", palette.edge, 7), Shape(road, "none", palette.road, 5.6)]
    ends = (*pill(boxes.start, side.origin, colours, sizes.least), *pill(boxes.end, side.goes, colours, sizes.least))
    yield Group((*ways, *ends))
    for card, cell in zip(side.cards, boxes.cells, strict=True):
        line = line_of(card, cell, sizes) if lined else NO_LINE
        yield side_square(card, cell, colours, sizes, line or NO_LINE)


def pill(box: Box, content: str, colours: Colours, least: float) -> list[Mark]:
    """A round box with one to three centred lines, the largest that fit."""
    marks: list[Mark] = [Shape(rounded_path(box, (min(box.w, box.h) / 2,) * 4), colours.band, INK, 0.8)]
    tried = product(raise_sizes((13.5, 13, 12, 11.5, 11, 10.5, 10, 9.5), least), (1, 2, 3))
    found = fullest((partial(round_lines, content, Style(size, bold=True), count) for size, count in tried), box)
    lines, style = found or fit_lines(content, box.w - 5, 3, (least,))
    return marks + list(column(lines, style, box, colours.text))


def round_lines(content: str, style: Style, count: int, box: Box) -> tuple[tuple[str, ...], Style] | None:
    lines = break_lines(content, style, round_rooms(box, style.size_pt, count), count)
    return (lines, style) if lines else None


def round_rooms(box: Box, size: float, count: int) -> list[float]:
    """Widths of the lines of a column in a round box: the outer ones end where its rounding begins."""
    step, radius = line_height(size) * 0.92, min(box.w, box.h) / 2
    reach = [abs(rank - (count - 1) / 2) * step + cap(size) / 2 + 0.6 for rank in range(count)]
    return [box.w - 2 * (radius - sqrt(max(radius**2 - each**2, 0))) - 1.6 for each in reach]


def side_square(card: Card, cell: Box, colours: Colours, sizes: Measures, line: SideLine) -> Group:
    outline = rounded_path(cell, (2.6,) * 4)
    blank = card.kind is Kind.BLANK
    number_box = Box(cell.x + 1.6, cell.y + 1.4, 11, 6)
    body = over_foot(cell, line)
    lines, _, style = side_title(card, body, sizes)
    marks: list[Mark] = [
        Shape(outline, WHITE if blank else colours.body, kind="cell"),
        Shape(outline, "none", INK, 0.8, "2.6 1.8" if blank else ""),
    ]
    marks.append(Shape(rounded_path(number_box, (3,) * 4), WHITE, INK, 0.6))
    name = Style(11, bold=True)
    marks.append(centred_text(number_box.centre.x, number_box.centre.y + cap(11) / 2, card.name, name))
    marks += side_actor(card, cell, number_box, sizes.least)
    if card.face.writes and not lines:
        marks += to_fill(body)
    step = line_height(style.size_pt) * leading(said_in(card), 0.96)
    top = cell.y + 7.6 + (body.bottom - 0.8 - cell.y - 7.6 - step * len(lines)) / 2
    for rank, content in enumerate(lines):
        marks.append(text_at(cell.x + 2, top + step * (rank + 0.5) + cap(style.size_pt) / 2, content, style))
    marks += side_line(cell, line)
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    return Group(tuple(marks), f"case-{card.name}", "square", data)


def side_line(cell: Box, line: SideLine) -> Iterator[Text]:
    """What is done there, at the foot."""
    lines, style = line
    for rank, content in enumerate(lines, 1 - len(lines)):
        yield text_at(cell.x + 2, cell.bottom - FOOT_MM + rank * line_height(style.size_pt) * 0.96, content, style)


def to_fill(cell: Box) -> list[Mark]:
    """A dotted line and a pencil, for what the group writes; the pencil keeps clear of the box to tick."""
    y, side = cell.bottom - 4.2, min(7.0, cell.h - 10.4)
    return [
        Shape(f"M{number(cell.x + 3)} {number(y)}H{number(cell.right - 11)}", "none", INK, 0.5, "0.5 1.3"),
        Icon("pencil", Box(cell.right - 2 - side, cell.bottom - 2 - side, side, side)),
    ]


def side_actor(card: Card, cell: Box, number_box: Box, least: float) -> list[Mark]:
    """Who acts, beside the number, where there is room; with an egg where the tenant receives something, a door."""
    marks: list[Mark] = []
    right = cell.right - 1.4
    if card.face.tick:
        marks += box_to_tick(Box(right - 4.8, number_box.y + 0.6, 4.8, 4.8))
        right -= 6
    if card.face.egg:
        marks.append(Icon("egg", Box(right - 5.6, number_box.y + 0.2, 5.6, 5.6)))
        right -= 6.2
    if card.face.door:
        marks.append(Icon(DOOR, Box(right - 5.6, number_box.y + 0.2, 5.6, 5.6)))
        right -= 6.2
    left = number_box.right + 1.2
    said = card.face.label if card.face.writes else card.face.second
    second = label_second(said, right - left, least)
    if second and second[0] != said and card.face.writes:
        return marks  # its dotted line says it too
    return (
        [*marks, text_at(left, number_box.centre.y + cap(second[1].size_pt) / 2, second[0], second[1])]
        if second
        else marks
    )
