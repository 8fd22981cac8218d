"""A square's cell, its band, its title and foot; all measured, then placed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.board.rings import Cell
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    band_path,
    cap,
    centred_text,
    corner_shift,
    disc_path,
    largest,
    line_height,
    raise_sizes,
    side_insets,
    text_at,
)
from jeu_oie.draw.scene import Icon, Mark, Shape, Text
from jeu_oie.draw.text import PT_MM, Style, balance, leading, shorten
from jeu_oie.game.cards import Card, Face
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Colours, Palette

# --- An outline filled with the pattern of a kind: what tells kinds apart in black and white (``tokens.md``,
# Kinds)


def pattern_shape(path: str, kind: Kind, tint: str = "", *, shape_kind: str = "") -> Shape:
    """In ``tint`` (#RRGGBB), else in ink."""
    fill = f"pattern:{kind}:{tint}" if tint else f"pattern:{kind}"
    return Shape(path, fill, kind=shape_kind, pattern=KINDS[kind].pattern)


# --- A cell with what it is drawn with, and the measures that change with its size (``look/tokens.md``, Board A3)

LINE_MM = 0.8  # outlines


DOOR = "door"  # a step where the matter often ends


PAD = 2.6  # between a text and the outline of its cell


@dataclass(frozen=True, slots=True)
class Measures:
    """What changes with the size of the cells: mm, and pt for ``titles`` (largest first).

    Nothing is smaller than ``least`` pt.
    """

    band: float
    disc: float
    icon: float
    margin: float
    titles: tuple[float, ...]
    labels: tuple[float, ...]
    foot: tuple[float, ...]
    least: float


WIDE = Measures(
    12, 4.9, 9.8, 1.6, (17, 16, 15.5, 15, 14.5, 14), (12, 11.5, 11, 10.5, 10, 9.5, 9), (11, 10.5, 10, 9.5, 9), 9
)


SMALL = Measures(10, 3.8, 7.4, 1.1, (13, 12.5, 12), (11, 10.5, 10, 9.5, 9), (10, 9.5, 9), 9)


LOW = replace(SMALL, titles=WIDE.titles)


LOW_CELL_MM = 34


LEAST_LARGE = 9.9  # 14 pt on the A2 paper of a large-print board


def measures(count: int, height: float = LOW_CELL_MM, *, large: bool = False) -> Measures:
    """The measures for cells of ``height`` mm on a board of ``count`` (titles ≥ 14 pt up to 42, ≥ 12 pt with 63)."""
    usual = SMALL if count > 42 else LOW if height < LOW_CELL_MM else WIDE
    least = LEAST_LARGE if large else usual.least
    return replace(usual, labels=raise_sizes(usual.labels, least), foot=raise_sizes(usual.foot, least), least=least)


@dataclass(frozen=True, slots=True)
class TitleOverflow:
    """A title that does not fit its square: ``over`` characters too many."""

    card: Card
    over: int


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


# --- The band of a square: number in its disc, kind and second line, pictogram ----------------------------


def band(frame: Frame) -> Iterator[Mark]:
    """The band, its lower line, and in black and white the kind's pattern."""
    box, height = frame.box, frame.sizes.band
    path = band_path(box, frame.cell.radii, height)
    yield Shape(path, frame.colours.body if frame.card.dashed else frame.colours.band)
    if frame.palette.saver:
        yield pattern_shape(path, frame.card.kind)
    left, right = side_insets(box, frame.cell.radii, box.y + height, box.y + height)
    if frame.palette.saver and frame.card.kind is Kind.STEP:
        yield Shape(rounded_path(Box(box.x, box.y + height - 0.4, box.w, 1.8), (0,) * 4), INK)
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

    def room(icon: Box) -> float:
        return (beside(icon).x if face.door else icon.x) - 0.8 - left

    icons = [frame.icon_box(frame.sizes.icon * share) for share in (1, 0.85, 0.7, 0.55)]
    holding = [box for box in icons if label_fits(face, room(box), frame.sizes.labels)]
    whole = [box for box in holding if Style(frame.sizes.least).width(face.second) <= room(box)]
    icon = next(iter(whole[:1] or holding or icons[-1:]))
    words = tuple(label(frame, left, room(icon), fill))
    if frame.palette.saver:
        yield from plates(frame, icon, words)
    yield Icon(face.pictogram, icon, fill)
    if face.door:
        yield Icon(DOOR, beside(icon))
    yield from words


def beside(icon: Box) -> Box:
    """Where the door of a step stands: left of its pictogram, as high."""
    return Box(icon.x - icon.w - 0.4, icon.y, icon.w, icon.h)


def label_fits(face: Face, room: float, sizes: Sequence[float]) -> bool:
    """Whether the kind's word stands whole in ``room`` mm at the smallest size."""
    small = Style(sizes[-1], bold=True)
    return any(balance(face.label, [room] * count, small) for count in ((1,) if face.second else (1, 2)))


def plates(frame: Frame, icon: Box, words: Sequence[Mark]) -> Iterator[Shape]:
    """White under the words and the pictogram, where a pattern fills the band."""
    traits = KINDS[frame.card.kind]
    if traits.dark or not traits.pattern.drawing:
        return
    yield Shape(rounded_path(icon.inset(-0.5), (1.5,) * 4), WHITE)
    for word in words:
        if isinstance(word, Text):
            height = cap(word.size_pt)
            below = max(1.2, word.size_pt * PT_MM * 0.26 + 0.3)  # the tail of a « p »
            plate = Box(word.x - 0.7, word.y - height - 1, word.width + 1.4, height + 1 + below)
            yield Shape(rounded_path(plate, (1,) * 4), WHITE)


def disc(frame: Frame) -> Iterator[Mark]:
    """The number in its disc; narrower figures for side tracks (« 10a »)."""
    radius = frame.sizes.disc
    yield Shape(disc_path(frame.disc_x, frame.band_y, radius), WHITE, INK, LINE_MM)
    size = 16 if radius > 4.5 else 13
    style = Style(size if len(frame.card.name) < 3 else size - 3.5, bold=True)
    yield centred_text(frame.disc_x, frame.band_y + cap(style.size_pt) / 2, frame.card.name, style)


def label(frame: Frame, x: float, room: float, fill: str) -> Iterator[Mark]:
    """The kind's word on one or two lines; on a step, who acts under it."""
    face, sizes = frame.card.face, frame.sizes.labels
    if label_second(face.second, room, frame.sizes.least):
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
    small = Style(frame.sizes.least)
    two = balance(face.second, (room, room), small) if small.width(face.second) > room else None
    if two and frame.sizes.band >= 12:
        top = Style(min(10.5, style.size_pt), bold=True)
        lift = (small.size_pt - 9) / 10  # larger lines stand closer
        yield text_at(x, band_y - 1.75 - 2 * lift, face.label, top, fill)
        yield text_at(x, band_y + 1.65 - 2 * lift, two[0], small, fill)
        yield text_at(x, band_y + 4.95 - lift, two[1], small, fill)
        return
    yield text_at(x, band_y - 0.6, face.label, style, fill)
    second = label_second(face.second, room, small.size_pt)
    if second:
        yield text_at(x, band_y + 1.4 + cap(second[1].size_pt), second[0], second[1], fill)


def label_second(content: str, room: float, least: float) -> tuple[str, Style] | None:
    """A second line (who acts) at the size that fits, shortened at ``least`` pt; None where no word has room."""
    if not content or room < 8:
        return None
    style = largest(content, room, raise_sizes((10.5, 10, 9.5), least), bold=False)
    said = shorten(content, (room,), style)[0][0]
    return (said, style) if said == content or said.endswith(" …") else None


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


# --- Title and foot of a square ---------------------------------------------------------------------------
#
# A title takes the lines that stand between band and foot, then gives up the foot line, then ends after a whole
# word with « … » (game.md, The drawing).

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
    pitch = leading(title, 0.96)
    for size in sizes:
        style, line = Style(size, bold=True), line_height(size) * pitch
        # Larger sizes are only for titles that leave air around them.
        for count in range(1, max_lines(room.h - foot_height, line, 1.4 if size == sizes[-1] else 3.6) + 1):
            placed = block(room, foot_height, line, count)
            spans = [rooms(top, bottom) for top, bottom in placed]
            left = max(span[0] for span in spans)
            lines = balance(title, [span[0] + span[1] - left for span in spans], style)
            if lines:
                return set_lines(lines, placed, left, style), 0
    size = sizes[-1]
    line = line_height(size) * pitch
    count = max_lines(room.h - foot_height, line)
    if count < 1:
        return None, len(title)
    placed = block(room, foot_height, line, count)
    spans = [rooms(top, bottom) for top, bottom in placed]
    left = max(span[0] for span in spans)
    style = Style(size, bold=True)
    lines, over = shorten(title, [span[0] + span[1] - left for span in spans], style)
    return set_lines(lines, placed, left, style), over


def max_lines(height: float, line: float, air: float = 1.4) -> int:
    """How many lines of ``line`` mm stand in ``height`` mm, with ``air`` mm above and below."""
    return int((height - air) / line)


def block(room: Box, foot_height: float, line: float, count: int) -> list[tuple[float, float]]:
    """Top and bottom of ``count`` lines of ``line`` mm, centred in what the foot leaves."""
    top = room.y + 0.4 + (room.h - foot_height - line * count) / 2
    return [(top + line * rank, top + line * (rank + 1)) for rank in range(count)]


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
        Shape(rounded_path(box, (2.8,) * 4), WHITE, INK, 0.5),
        centred_text(box.centre.x, box.centre.y + cap(10) / 2, badge, style),
    ]
