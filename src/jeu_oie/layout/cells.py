"""A square's face in its cell: band, number, pictogram, words, title, foot; all measured, then placed.

Sizes: ``look/tokens.md`` (Board A3). A title takes the lines that stand between band and foot, then gives up
the foot line, then ends after a whole word with « … » (game.md, The drawing).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from jeu_oie.board.cards import Calendar, Card, Face
from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import INK, WHITE, Colours, Palette
from jeu_oie.layout.font import CAP_HEIGHT, LINE, PT_MM
from jeu_oie.layout.geometry import Box, Radii, number, rounded
from jeu_oie.layout.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.layout.text import Style, balance, shorten
from jeu_oie.layout.tracks import Cell

LINE_MM = 0.8  # outlines
PAD = 2.6  # between a text and the outline of its cell


@dataclass(frozen=True, slots=True)
class Measures:
    """What changes with the size of the cells: mm, and pt for ``titles`` (largest first)."""

    band: float
    disc: float
    icon: float
    margin: float
    titles: tuple[float, ...]
    labels: tuple[float, ...]
    foot: tuple[float, ...]


WIDE = Measures(
    12, 4.9, 9.8, 1.6, (17, 16, 15.5, 15, 14.5, 14), (12, 11.5, 11, 10.5, 10, 9.5, 9), (11, 10.5, 10, 9.5, 9)
)
SMALL = Measures(10, 3.8, 7.4, 1.1, (13, 12.5, 12), (11, 10.5, 10, 9.5, 9), (10, 9.5, 9))
LOW = replace(SMALL, titles=WIDE.titles)
LOW_CELL_MM = 34


def measures(count: int, height: float = LOW_CELL_MM) -> Measures:
    """The measures for cells of ``height`` mm on a board of ``count`` (titles ≥ 14 pt up to 42, ≥ 12 pt with 63)."""
    if count > 42:
        return SMALL
    return LOW if height < LOW_CELL_MM else WIDE


@dataclass(frozen=True, slots=True)
class Cut:
    """A title that does not fit its square: ``over`` characters too many."""

    card: Card
    over: int


def text_at(x: float, y: float, content: str, style: Style, fill: str = INK) -> Text:
    """A line of text, its left end at x, its baseline at y."""
    return Text(x, y, content, style.size_pt, style.bold, fill, style.width(content))


def centred(x: float, y: float, content: str, style: Style, fill: str = INK) -> Text:
    """A line of text centred on x."""
    return text_at(x - style.width(content) / 2, y, content, style, fill)


def line_height(size_pt: float) -> float:
    return size_pt * PT_MM * LINE


def cap(size_pt: float) -> float:
    """Height of a capital, mm."""
    return size_pt * PT_MM * CAP_HEIGHT


def side_insets(box: Box, radii: Radii, top: float, bottom: float) -> tuple[float, float]:
    """How far the round corners reach in from the left and from the right between two heights."""
    top_left, top_right, bottom_right, bottom_left = radii

    def reach(radius: float, depth: float) -> float:
        inside = radius - max(depth, 0)
        return radius - sqrt(radius**2 - inside**2) if inside > 0 else 0

    from_top, from_bottom = top - box.y, box.bottom - bottom
    return (
        max(reach(top_left, from_top), reach(bottom_left, from_bottom)),
        max(reach(top_right, from_top), reach(bottom_right, from_bottom)),
    )


def band_path(box: Box, radii: Radii, height: float) -> str:
    """The upper ``height`` mm of a cell, under its round corners."""
    (left, _), (_, right) = (side_insets(box, radii, box.y + height, box.y + height) for _ in range(2))
    tl, tr = radii[0], radii[1]
    y = box.y + height
    corner_right = min(tr, height)
    return (
        f"M{number(box.x + left)} {number(y)}"
        f"{'' if tl > height else f'V{number(box.y + tl)}'}"
        f"A{number(tl)} {number(tl)} 0 0 1 {number(box.x + tl)} {number(box.y)}"
        f"H{number(box.right - tr)}"
        f"A{number(tr)} {number(tr)} 0 0 1 {number(box.right - right)} {number(box.y + corner_right)}"
        f"V{number(y)}Z"
    )


def disc_path(x: float, y: float, radius: float) -> str:
    r = number(radius)
    return (
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"
    )


def corner_shift(radius: float, reach: float, middle: float, spare: float) -> float:
    """How far from the side the centre of a disc stands that keeps ``reach`` mm of room, ``middle`` mm under the top.

    In a large round corner the disc moves inwards until it is all but inside: it may give up ``spare`` mm of that room.
    """
    depth, free = radius - middle, radius - reach + spare
    if depth <= 0 or radius < 8:
        return reach
    return max(radius - sqrt(max(free**2 - depth**2, 0)), reach)


@dataclass(frozen=True, slots=True)
class Frame:
    """A cell with what it is drawn with."""

    cell: Cell
    card: Card
    colours: Colours
    palette: Palette
    sizes: Measures

    @property
    def box(self) -> Box:
        return self.cell.box

    @property
    def disc_x(self) -> float:
        sizes = self.sizes
        return self.box.x + corner_shift(
            self.cell.radii[0], sizes.disc + sizes.margin, sizes.band / 2, sizes.margin - 0.2
        )

    @property
    def band_y(self) -> float:
        return self.box.y + self.sizes.band / 2

    def icon_box(self, side: float) -> Box:
        """Where the pictogram stands, moved inwards by a round corner."""
        shift = self.cell.radii[1] * 0.44 if self.cell.radii[1] > 8 else self.sizes.margin
        return Box(self.box.right - shift - side, self.band_y - side / 2, side, side)


def draw_cell(cell: Cell, card: Card, palette: Palette, count: int, badge: str = "") -> tuple[Group, Cut | None]:
    """The group of a square, and its title's cut if it has one. ``badge`` tells jumps that no corridor holds."""
    frame = Frame(cell, card, palette.kinds[card.kind], palette, measures(count, cell.box.h))
    paint = PAINTERS.get(card.kind, paint_plain)
    marks, over = paint(frame, badge)
    outline = rounded(cell.box, cell.radii)
    dash = "2.6 1.8" if card.kind is Kind.BLANK else ""
    body = Shape(outline, frame.colours.body, kind="cell")
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    edge = Shape(outline, "none", INK, LINE_MM, dash)
    group = Group((body, *marks[0], edge, *marks[1]), f"case-{card.name}", "square", data)
    return group, Cut(card, over) if over else None


Painted = tuple[tuple[Sequence[Mark], Sequence[Mark]], int]


def paint_plain(frame: Frame, badge: str) -> Painted:
    """A square with a band: number, words and pictogram over a title and a foot."""
    under = [*band(frame)]
    over = [*head(frame)]
    room = Box(frame.box.x, frame.box.y + frame.sizes.band, frame.box.w, frame.box.h - frame.sizes.band)
    body, cut = title_and_foot(frame, room, badge)
    return (under, [*over, *body]), cut


def band(frame: Frame) -> Iterator[Mark]:
    """The band, its lower line, and in black and white the kind's pattern."""
    box, height = frame.box, frame.sizes.band
    path = band_path(box, frame.cell.radii, height)
    yield Shape(path, frame.colours.body if frame.card.dashed else frame.colours.band)
    if frame.palette.saver:
        yield Shape(path, f"pattern:{frame.card.kind}")
    left, right = side_insets(box, frame.cell.radii, box.y + height, box.y + height)
    if frame.palette.saver and frame.card.kind is Kind.STEP:
        yield Shape(rounded(Box(box.x, box.y + height - 0.4, box.w, 1.8), (0,) * 4), INK)
    yield Shape(
        f"M{number(box.x + left)} {number(box.y + height)}H{number(box.right - right)}",
        "none",
        INK,
        LINE_MM,
        "2.6 1.8" if frame.card.dashed else "",
    )


def head(frame: Frame) -> Iterator[Mark]:
    """Number in its disc, kind and second line, pictogram (smaller where the word needs the room)."""
    yield from disc(frame)
    face = frame.card.face
    fill = INK if frame.card.dashed else frame.colours.text
    left = frame.disc_x + frame.sizes.disc + 1.2
    icons = [frame.icon_box(frame.sizes.icon * share) for share in (1, 0.85, 0.7, 0.55)]
    holding = [box for box in icons if label_fits(face, box.x - 0.8 - left, frame.sizes.labels)]
    whole = [box for box in holding if Style(9).width(face.second) <= box.x - 0.8 - left]
    icon = next(iter(whole[:1] or holding or icons[-1:]))
    words = tuple(label(frame, left, icon.x - 0.8 - left, fill))
    if frame.palette.saver:
        yield from plates(frame, icon, words)
    yield Icon(face.pictogram, icon, fill)
    yield from words


def label_fits(face: Face, room: float, sizes: Sequence[float]) -> bool:
    """Whether the kind's word stands whole in ``room`` mm at the smallest size."""
    small = Style(sizes[-1], bold=True)
    return any(balance(face.label, [room] * count, small) for count in ((1,) if face.second else (1, 2)))


def plates(frame: Frame, icon: Box, words: Sequence[Mark]) -> Iterator[Shape]:
    """White under the words and the pictogram, where a pattern fills the band."""
    if frame.card.kind in (Kind.STEP, Kind.CLOSED):
        return
    yield Shape(rounded(icon.inset(-0.5), (1.5,) * 4), WHITE)
    for word in words:
        if isinstance(word, Text):
            height = cap(word.size_pt)
            below = max(1.2, word.size_pt * PT_MM * 0.26 + 0.3)  # the tail of a « p »
            plate = Box(word.x - 0.7, word.y - height - 1, word.width + 1.4, height + 1 + below)
            yield Shape(rounded(plate, (1,) * 4), WHITE)


def disc(frame: Frame) -> Iterator[Mark]:
    """The number in its disc; narrower figures for side tracks (« 10a »)."""
    radius = frame.sizes.disc
    yield Shape(disc_path(frame.disc_x, frame.band_y, radius), WHITE, INK, LINE_MM)
    size = 16 if radius > 4.5 else 13
    style = Style(size if len(frame.card.name) < 3 else size - 3.5, bold=True)
    yield centred(frame.disc_x, frame.band_y + cap(style.size_pt) / 2, frame.card.name, style)


def label(frame: Frame, x: float, room: float, fill: str) -> Iterator[Mark]:
    """The kind's word on one or two lines; on a step, who acts under it."""
    face, sizes = frame.card.face, frame.sizes.labels
    if label_second(face.second, room):
        yield from label_with_second(frame, x, room, fill)
        return
    lines_found, style = fit_label(face.label, room, sizes)
    step = line_height(style.size_pt) * 0.92
    first = frame.band_y + cap(style.size_pt) / 2 - step * (len(lines_found) - 1) / 2
    for rank, content in enumerate(lines_found):
        yield text_at(x, first + rank * step, content, style, fill)


def label_with_second(frame: Frame, x: float, room: float, fill: str) -> Iterator[Mark]:
    """« Étape » and who acts: on one line under it, on two smaller ones where the band is high enough."""
    face, band_y = frame.card.face, frame.band_y
    style = largest(face.label, room, frame.sizes.labels)
    small = Style(9)
    two = balance(face.second, (room, room), small) if small.width(face.second) > room else None
    if two and frame.sizes.band >= 12:
        top = Style(min(10.5, style.size_pt), bold=True)
        yield text_at(x, band_y - 1.75, face.label, top, fill)
        yield text_at(x, band_y + 1.65, two[0], small, fill)
        yield text_at(x, band_y + 4.95, two[1], small, fill)
        return
    yield text_at(x, band_y - 0.6, face.label, style, fill)
    second = label_second(face.second, room)
    if second:
        yield text_at(x, band_y + 1.4 + cap(second[1].size_pt), second[0], second[1], fill)


def label_second(content: str, room: float) -> tuple[str, Style] | None:
    """A second line (who acts) at the size that fits, shortened at 9 pt; None where no word of it has room."""
    if not content or room < 8:
        return None
    style = largest(content, room, (10.5, 10, 9.5, 9), bold=False)
    said = shorten(content, (room,), style)[0][0]
    return (said, style) if said == content or said.endswith(" …") else None


def largest(content: str, room: float, sizes: Sequence[float], *, bold: bool = True) -> Style:
    """The largest of ``sizes`` at which ``content`` fits in ``room`` mm; the smallest if none."""
    return next((Style(s, bold) for s in sizes if Style(s, bold).width(content) <= room), Style(sizes[-1], bold))


def fit_label(content: str, room: float, sizes: Sequence[float]) -> tuple[tuple[str, ...], Style]:
    """One line at nearly the full size, else two, else whatever is left at the smallest."""
    for size in sizes:
        style = Style(size, bold=True)
        for count in (1, 2) if size > sizes[len(sizes) // 2] else (2, 1):
            lines = balance(content, [room] * count, style)
            if lines:
                return lines, style
    style = Style(sizes[-1], bold=True)
    return shorten(content, (room, room), style)[0], style


# --- title and foot --------------------------------------------------------------------------------------

Rooms = Callable[[float, float], tuple[float, float]]


def rooms_of(frame: Frame, right: float = 0) -> Rooms:
    """Left end and width that a line has between two heights, the round corners left out."""

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        from_left, from_right = side_insets(frame.box, frame.cell.radii, top, bottom)
        left = frame.box.x + max(PAD, from_left + 1.2)
        end = frame.box.right - max(PAD, from_right + 1.2, right)
        return left, end - left

    return rooms


def title_and_foot(frame: Frame, room: Box, badge: str, right: float = 0) -> tuple[list[Mark], int]:
    """The title over the foot in what the band leaves; ``right`` mm are taken at the right (the goose at départ)."""
    rooms = rooms_of(frame, right)
    foot_height = 6.6 if frame.card.face.foot or badge else 0
    lines, over = fit_title(frame.card.face.title, room, foot_height, frame.sizes.titles, rooms)
    if over or lines is None:
        without, over_without = fit_title(frame.card.face.title, room, 5.4 if badge else 0, frame.sizes.titles, rooms)
        if without is not None and (lines is None or over_without < over):
            pill = badge_pill(frame, room, badge) if badge else []
            return [*without, *pill], over_without
    marks: list[Mark] = list(lines or ())
    return [*marks, *foot(frame, room, rooms, badge)], over


def fit_title(
    title: str, room: Box, foot_height: float, sizes: Sequence[float], rooms: Rooms
) -> tuple[list[Mark] | None, int]:
    """The title at the largest size that holds it whole; else shortened at the smallest, with what is over."""
    for size in sizes:
        style = Style(size, bold=True)
        # Larger sizes are only for titles that leave air around them.
        for count in range(1, max_lines(room.h - foot_height, size, 1.4 if size == sizes[-1] else 3.6) + 1):
            placed = block(room, foot_height, size, count)
            spans = [rooms(top, bottom) for top, bottom in placed]
            left = max(span[0] for span in spans)
            lines = balance(title, [span[0] + span[1] - left for span in spans], style)
            if lines:
                return set_lines(lines, placed, left, style), 0
    size = sizes[-1]
    count = max_lines(room.h - foot_height, size)
    if count < 1:
        return None, len(title)
    placed = block(room, foot_height, size, count)
    spans = [rooms(top, bottom) for top, bottom in placed]
    left = max(span[0] for span in spans)
    style = Style(size, bold=True)
    lines, over = shorten(title, [span[0] + span[1] - left for span in spans], style)
    return set_lines(lines, placed, left, style), over


def max_lines(height: float, size: float, air: float = 1.4) -> int:
    """How many lines of a size stand in ``height`` mm, with ``air`` mm above and below."""
    return int((height - air) / (line_height(size) * 0.96))


def block(room: Box, foot_height: float, size: float, count: int) -> list[tuple[float, float]]:
    """Top and bottom of ``count`` lines, centred in what the foot leaves."""
    step = line_height(size) * 0.96
    top = room.y + 0.4 + (room.h - foot_height - step * count) / 2
    return [(top + step * rank, top + step * (rank + 1)) for rank in range(count)]


def set_lines(lines: Sequence[str], placed: Sequence[tuple[float, float]], left: float, style: Style) -> list[Mark]:
    """Each line on its baseline: a capital stands in the middle of the line's height."""
    return [
        text_at(left, (top + bottom) / 2 + cap(style.size_pt) / 2, content, style)
        for content, (top, bottom) in zip(lines, placed, strict=False)
    ]


def foot(frame: Frame, room: Box, rooms: Rooms, badge: str) -> Iterator[Mark]:
    """The foot line: an egg and the trace, or what happens; a jump's badge at its right."""
    face = frame.card.face
    baseline = room.bottom - 3.2
    left, width = rooms(baseline - 4, baseline + 0.8)
    if badge:
        yield from badge_pill(frame, room, badge)
        width -= badge_width(badge) + 1
    if face.foot_pictogram:
        yield Icon(face.foot_pictogram, Box(left - 0.6, baseline - 4.2, 5.4, 5.4))
        left, width = left + 5.4, width - 5.4
    if face.foot and width > 8:
        smallest = Style(frame.sizes.foot[-1])
        said = next(
            (each for each in (face.foot, face.foot_short) if each and smallest.width(each) <= width), face.foot
        )
        style = largest(said, width, frame.sizes.foot, bold=False)
        shown = shorten(said, (width,), style)[0][0]
        if shown == said or shown.count(" ") > 1:  # one word and « … » say less than the egg alone
            yield text_at(left, baseline, shown, style)


def badge_width(badge: str) -> float:
    return Style(10, bold=True).width(badge) + 4


def badge_pill(frame: Frame, room: Box, badge: str) -> list[Mark]:
    """A jump that no corridor holds: « › 12 » where it starts, « ‹ 6 » where it ends."""
    baseline = room.bottom - 3.2
    _, inset = side_insets(frame.box, frame.cell.radii, baseline - 4, baseline + 1.6)
    width = badge_width(badge)
    box = Box(frame.box.right - max(1.4, inset + 0.8) - width, baseline - 4, width, 5.6)
    style = Style(10, bold=True)
    return [
        Shape(rounded(box, (2.8,) * 4), WHITE, INK, 0.5),
        centred(box.centre.x, box.centre.y + cap(10) / 2, badge, style),
    ]


# --- squares that are drawn in their own way -------------------------------------------------------------


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
    style = largest(said, room, (12, 11.5, 11, 10.5, 10, 9.5, 9))
    lines = balance(said, [room], style) or shorten(said, (room,), style)[0]
    middle = min(max(frame.box.centre.x, x + style.width(lines[0]) / 2), x + room - style.width(lines[0]) / 2)
    return centred(middle, baseline, lines[0], style)


def calendar_page(frame: Frame, page: Box, calendar: Calendar) -> Iterator[Mark]:
    """The page: its unit (on two lines where it is narrow) over the amount, as large as they fit."""
    narrow = Style(9, bold=True).width(calendar.unit) > page.w - 2.4
    header = 9.0 if narrow and " " in calendar.unit else max(page.h * 0.34, 6.2)
    yield Shape(rounded(page, (2.2,) * 4), WHITE)
    top = Box(page.x, page.y, page.w, header)
    yield Shape(rounded(top, (2.2, 2.2, 0, 0)), frame.colours.band)
    line = f"M{number(page.x)} {number(page.y + header)}H{number(page.right)}"
    yield Shape(line, "none", INK, LINE_MM * 0.8)
    yield Shape(rounded(page, (2.2,) * 4), "none", INK, LINE_MM)
    for ring in (0.24, 0.76):
        x = page.x + page.w * ring
        yield Shape(f"M{number(x)} {number(page.y - 1.6)}V{number(page.y + 1.1)}", "none", INK, 1.3)
    yield from calendar_unit(calendar.unit, page, header, narrow=narrow)
    room = page.h - header
    high = [size for size in (34, 30, 26, 24, 22, 20, 18, 16, 14, 12, 11, 10) if cap(size) <= room - 1.8] or [9]
    big = largest(calendar.amount, page.w - 3, high)
    middle = page.y + header + room / 2
    yield centred(page.centre.x, middle + cap(big.size_pt) / 2, calendar.amount, big)


def calendar_unit(unit: str, page: Box, header: float, *, narrow: bool) -> Iterator[Text]:
    """« jours », « jours ouvrés » in the head of the page."""
    lines = balance(unit, (page.w - 1.4,) * 2, Style(9, bold=True)) if narrow else None
    if lines:
        for rank, content in enumerate(lines):
            yield centred(page.centre.x, page.y + header - 4.8 + 3.6 * rank, content, Style(9, bold=True))
        return
    sizes = [size for size in (14, 13, 12, 11, 10, 9.5, 9) if cap(size) <= header - 3.6 or size == 9]
    yield centred(page.centre.x, page.y + header - 1.4, unit, largest(unit, page.w - 2.4, sizes))


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
        small = Style(9, bold=True).width(frame.card.face.label) + left + 1
        places = [frame.icon_box((sizes.band - 0.6) * share) for share in (1, 0.8, 0.6)]
        place = next((each for each in places if small <= each.x), places[-1])
        body, over = title_and_foot(frame, room, badge)
    edge = place.x if place.y < box.y + sizes.band else box.right
    style = largest(frame.card.face.label, edge - 1 - left, (18, 17, 16, 15, 14, 13, 12, 11, 10, 9))
    word = text_at(left, frame.band_y + cap(style.size_pt) / 2, frame.card.face.label, style)
    plate = plates(frame, Box(left, frame.band_y, 0, 0), (word,)) if frame.palette.saver else ()
    return ([*band(frame)], [*plate, *disc(frame), word, Icon("goose-letter", place), *body]), over


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
        scene = [Shape(rounded(stage, (frame.cell.radii[0], 0, 0, frame.cell.radii[3])), frame.colours.band)]
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
    marks += finish_words(frame, words)
    return ([*scene, Shape(edge, "none", INK, LINE_MM)], marks), finish_over(frame, words)


def finish_sizes(frame: Frame, words: Box) -> tuple[Style, list[str], Style, int]:
    face = frame.card.face
    room = words.w - 2 * PAD
    big = largest(face.label, room, (22, 20, 18, 17, 16, 15, 14, 13, 12))
    free = words.h - line_height(big.size_pt) - 3
    for size in frame.sizes.titles:
        style = Style(size, bold=True)
        for count in range(1, max(1, int(free / line_height(size))) + 1):
            lines = balance(face.title, [room] * count, style)
            if lines:
                return big, list(lines), style, 0
    style = Style(frame.sizes.titles[-1], bold=True)
    cut, over = shorten(face.title, [room] * max(1, int(free / line_height(style.size_pt))), style)
    return big, list(cut), style, over


def finish_words(frame: Frame, words: Box) -> Iterator[Mark]:
    big, lines, style, _ = finish_sizes(frame, words)
    height = line_height(big.size_pt) + 1 + line_height(style.size_pt) * len(lines)
    top = words.y + (words.h - height) / 2
    yield centred(words.centre.x, top + line_height(big.size_pt) / 2 + cap(big.size_pt) / 2, frame.card.face.label, big)
    start = top + line_height(big.size_pt) + 1
    for rank, content in enumerate(lines):
        y = start + line_height(style.size_pt) * (rank + 0.5) + cap(style.size_pt) / 2
        yield centred(words.centre.x, y, content, style)


def finish_over(frame: Frame, words: Box) -> int:
    return finish_sizes(frame, words)[3]


PAINTERS: dict[Kind, Callable[[Frame, str], Painted]] = {
    Kind.TIME: paint_time,
    Kind.BLANK: paint_blank,
    Kind.START: paint_start,
    Kind.FINISH: paint_finish,
}
