"""A square's face in its cell; those that are drawn in their own way."""

from collections.abc import Callable, Iterator, Sequence

from jeu_oie.board.cell import (
    DOOR,
    LINE_MM,
    PAD,
    Frame,
    Measures,
    TitleOverflow,
    band,
    beside,
    disc,
    fit_title,
    head,
    label,
    plates,
    rooms_of,
    title_and_foot,
)
from jeu_oie.board.rings import Cell
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import band_path, cap, centred_text, largest, line_height, raise_sizes, side_insets, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.draw.text import Style, balance, leading, shorten
from jeu_oie.game.cards import Calendar, Card
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Palette

# --- Squares that are drawn in their own way: time, to fill in, départ, arrival ---------------------------

Painted = tuple[tuple[Sequence[Mark], Sequence[Mark]], int]


def paint_plain(frame: Frame, badge: str) -> Painted:
    """A square with a band: number, words and pictogram over a title and a foot."""
    under = [*band(frame)]
    over = [*head(frame)]
    room = Box(frame.box.x, frame.box.y + frame.sizes.band, frame.box.w, frame.box.h - frame.sizes.band)
    body, cut = title_and_foot(frame, room, badge)
    return (under, [*over, *body]), cut


def paint_time(frame: Frame, badge: str) -> Painted:
    """A tear-off calendar: so that nobody takes its number for the square's (tokens.md, time)."""
    calendar = frame.card.face.calendar
    assert calendar is not None, frame.card.name
    box, left = frame.box, frame.disc_x + frame.sizes.disc + 1.2
    under = 6.4 if calendar.under else 0
    height = min(26.0, box.h - under - 5.4)
    top = box.y + 1.4 + (box.h - under - height) / 2
    from_left, from_right = side_insets(box, frame.cell.radii, top, top + height)
    start, end = max(left, box.x + from_left + 0.6), box.right - max(1.8, from_right + 0.6)
    width = min(30.0, max(20.0, box.w * 0.56), end - start)
    page = Box(max(start, min(box.centre.x - width / 2, end - width)), top, width, height)
    marks = [*disc(frame), *calendar_page(frame, page, calendar)]
    if calendar.under:
        marks.append(under_calendar(frame, calendar.under))
    return ([], marks), 0


def under_calendar(frame: Frame, said: str) -> Text:
    """« au plus », « délai pas trouvé » at the foot of a time square, clear of its round corners."""
    baseline = frame.box.bottom - 3.2
    x, room = rooms_of(frame)(baseline - 3, baseline + 1)
    style = largest(said, room, raise_sizes((12, 11.5, 11, 10.5, 10, 9.5), frame.sizes.least))
    lines = balance(said, [room], style) or shorten(said, (room,), style)[0]
    middle = min(max(frame.box.centre.x, x + style.width(lines[0]) / 2), x + room - style.width(lines[0]) / 2)
    return centred_text(middle, baseline, lines[0], style)


def calendar_page(frame: Frame, page: Box, calendar: Calendar) -> Iterator[Mark]:
    """The page: its unit (on two lines where it is narrow) over the amount, as large as they fit."""
    least = frame.sizes.least
    narrow = Style(least, bold=True).width(calendar.unit) > page.w - 2.4
    header = 9.0 if narrow and " " in calendar.unit else max(page.h * 0.34, 6.2)
    yield Shape(rounded_path(page, (2.2,) * 4), WHITE)
    top = Box(page.x, page.y, page.w, header)
    yield Shape(rounded_path(top, (2.2, 2.2, 0, 0)), frame.colours.band)
    line = f"M{number(page.x)} {number(page.y + header)}H{number(page.right)}"
    yield Shape(line, "none", INK, LINE_MM * 0.8)
    yield Shape(rounded_path(page, (2.2,) * 4), "none", INK, LINE_MM)
    for ring in (0.24, 0.76):
        x = page.x + page.w * ring
        yield Shape(f"M{number(x)} {number(page.y - 1.6)}V{number(page.y + 1.1)}", "none", INK, 1.3)
    yield from calendar_unit(calendar.unit, page, header, least, narrow=narrow)
    room = page.h - header
    high: list[float] = [
        size for size in (34, 30, 26, 24, 22, 20, 18, 16, 14, 12, 11, 10) if cap(size) <= room - 1.8
    ] or [least]
    big = largest(calendar.amount, page.w - 3, high)
    middle = page.y + header + room / 2
    yield centred_text(page.centre.x, middle + cap(big.size_pt) / 2, calendar.amount, big)


def calendar_unit(unit: str, page: Box, header: float, least: float, *, narrow: bool) -> Iterator[Text]:
    """« jours », « jours ouvrés » in the head of the page."""
    small = Style(least, bold=True)
    lines = balance(unit, (page.w - 1.4,) * 2, small) if narrow else None
    if lines:
        for rank, content in enumerate(lines):
            yield centred_text(page.centre.x, page.y + header - 4.8 + 3.6 * rank, content, small)
        return
    sizes = [
        size for size in raise_sizes((14, 13, 12, 11, 10, 9.5), least) if cap(size) <= header - 3.6 or size == least
    ]
    yield centred_text(page.centre.x, page.y + header - 1.4, unit, largest(unit, page.w - 2.4, sizes))


def paint_blank(frame: Frame, badge: str) -> Painted:
    """A square to fill in by hand: dotted lines under its words, a pencil."""
    box = frame.box
    marks: list[Mark] = [*disc(frame)]
    left = frame.disc_x + frame.sizes.disc + 1.3
    marks += label(frame, left, box.right - 1.8 - left, INK)
    title = frame.card.face.title
    pencil = 7.6
    first = box.y + frame.sizes.band + 8.5
    lines = [y for y in (first, first + 7.6, first + 15.2) if y < box.bottom - 4]
    if title:
        style = Style(frame.sizes.titles[-1], bold=True)
        room = Box(box.x, box.y + frame.sizes.band - 1, box.w, box.h - frame.sizes.band - 7)
        placed, over = fit_title(title, room, 0, (style.size_pt,), rooms_of(frame))
        marks += placed or []
        lines = [box.bottom - 5.2]
    else:
        over = 0
    for y in lines:
        inset = side_insets(box, frame.cell.radii, y - 2, y + 1)
        start, end = box.x + max(4, inset[0] + 2), box.right - max(4, inset[1] + 2) - pencil - 1
        marks.append(Shape(f"M{number(start)} {number(y)}H{number(end)}", "none", INK, 0.5, "0.5 1.3"))
    _, inset_right = side_insets(box, frame.cell.radii, box.bottom - 9, box.bottom - 2)
    marks.append(
        Icon("pencil", Box(box.right - max(2.4, inset_right + 1) - pencil, box.bottom - 2.6 - pencil, pencil, pencil))
    )
    return ([], marks), over


def paint_start(frame: Frame, badge: str) -> Painted:
    """Départ: the word large in the band, the goose in the square, or in the band if words need the room."""
    box, sizes = frame.box, frame.sizes
    room = Box(box.x, box.y + sizes.band, box.w, box.h - sizes.band)
    goose = min(box.h - sizes.band - 2.4, 24.0, box.w * 0.4)
    inset = side_insets(box, frame.cell.radii, box.bottom - goose, box.bottom - 2)[1]
    x = box.right - max(1.4, inset) - goose
    place = Box(x, box.bottom - goose - 1, goose, goose)
    body, over = title_and_foot(frame, room, badge, right=box.right - x + 0.8)
    left = frame.disc_x + sizes.disc + 1.4
    if over:
        small = Style(sizes.least, bold=True).width(frame.card.face.label) + left + 1
        places = [frame.icon_box((sizes.band - 0.6) * share) for share in (1, 0.8, 0.6)]
        place = next((each for each in places if small <= each.x), places[-1])
        body, over = title_and_foot(frame, room, badge)
    banded = place.y < box.y + sizes.band
    door = beside(place) if banded else frame.icon_box(sizes.icon)
    edge = door.x if frame.card.face.door else place.x if banded else box.right
    style = largest(
        frame.card.face.label, edge - 1 - left, raise_sizes((18, 17, 16, 15, 14, 13, 12, 11, 10), sizes.least)
    )
    word = text_at(left, frame.band_y + cap(style.size_pt) / 2, frame.card.face.label, style)
    plate = plates(frame, Box(left, frame.band_y, 0, 0), (word,)) if frame.palette.saver else ()
    doors = [Icon(DOOR, door)] if frame.card.face.door else []
    return ([*band(frame)], [*plate, *disc(frame), word, Icon("goose-letter", place), *doors, *body]), over


def paint_finish(frame: Frame, badge: str) -> Painted:
    """The arrival: a house on gold, « Arrivée » and the title under it, or beside it in a wide cell."""
    box = frame.box
    if box.w < 70 and box.h <= box.w * 1.15:
        return paint_plain(frame, badge)
    tall = box.h > box.w * 1.15
    if tall:
        stage = Box(box.x, box.y, box.w, box.h * 0.5)
        side = min(stage.w - 6, stage.h - 3)
        words = Box(box.x, stage.bottom, box.w, box.h - stage.h)
        scene = [Shape(band_path(box, frame.cell.radii, stage.h), frame.colours.band)]
        edge = f"M{number(box.x)} {number(stage.bottom)}H{number(box.right)}"
    else:
        side = min(box.h - 4, box.w * 0.46)
        stage = Box(box.x, box.y, side + 5, box.h)
        words = Box(stage.right, box.y, box.w - stage.w, box.h)
        scene = [Shape(rounded_path(stage, (frame.cell.radii[0], 0, 0, frame.cell.radii[3])), frame.colours.band)]
        edge = f"M{number(stage.right)} {number(box.y)}V{number(box.bottom)}"
    house = Box(
        stage.centre.x - side / 2 + (2 if not tall else 0),
        stage.bottom - side - (0 if tall else (box.h - side) / 2),
        side,
        side,
    )
    if tall:
        house = Box(house.x + 3, house.y + side * 0.03, side, side)
    marks: list[Mark] = [Icon("house", house), *disc(frame)]
    big, lines, style, over = finish_sizes(frame, words)
    marks += finish_words(frame.card.face.label, big, lines, style, words)
    return ([*scene, Shape(edge, "none", INK, LINE_MM)], marks), over


def finish_sizes(frame: Frame, words: Box) -> tuple[Style, list[str], Style, int]:
    face = frame.card.face
    room = words.w - 2 * PAD
    big = largest(face.label, room, (22, 20, 18, 17, 16, 15, 14, 13, 12))
    free = words.h - line_height(big.size_pt) - 3
    for size in frame.sizes.titles:
        style = Style(size, bold=True)
        for count in range(1, max(1, int(free / line_height(size) / leading(face.title, 1))) + 1):
            lines = balance(face.title, [room] * count, style)
            if lines:
                return big, list(lines), style, 0
    style = Style(frame.sizes.titles[-1], bold=True)
    cut, over = shorten(face.title, [room] * max(1, int(free / line_height(style.size_pt))), style)
    return big, list(cut), style, over


def finish_words(label: str, big: Style, lines: Sequence[str], style: Style, words: Box) -> Iterator[Mark]:
    step = line_height(style.size_pt) * leading("".join(lines), 1)
    height = line_height(big.size_pt) + 1 + step * len(lines)
    top = words.y + (words.h - height) / 2
    yield centred_text(words.centre.x, top + line_height(big.size_pt) / 2 + cap(big.size_pt) / 2, label, big)
    start = top + line_height(big.size_pt) + 1
    for rank, content in enumerate(lines):
        y = start + step * (rank + 0.5) + cap(style.size_pt) / 2
        yield centred_text(words.centre.x, y, content, style)


# --- A square's face in its cell: band, number, pictogram, words, title, foot; all measured, then placed --

PAINTERS: dict[str, Callable[[Frame, str], Painted]] = {
    "plain": paint_plain,
    "time": paint_time,
    "blank": paint_blank,
    "start": paint_start,
    "finish": paint_finish,
}


def draw_cell(
    cell: Cell, card: Card, palette: Palette, sizes: Measures, badge: str = ""
) -> tuple[Group, TitleOverflow | None]:
    """The group of a square, and its title's cut if it has one. ``badge`` tells jumps that no corridor holds."""
    frame = Frame(cell, card, palette.kinds[card.kind], palette, sizes)
    paint = PAINTERS[KINDS[card.kind].painter]
    marks, over = paint(frame, badge)
    outline = rounded_path(cell.box, cell.radii)
    dash = "2.6 1.8" if card.kind is Kind.BLANK else ""
    body = Shape(outline, frame.colours.body, kind="cell")
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    edge = Shape(outline, "none", INK, LINE_MM, dash)
    group = Group((body, *marks[0], edge, *marks[1]), f"case-{card.name}", "square", data)
    return group, TitleOverflow(card, over) if over else None
