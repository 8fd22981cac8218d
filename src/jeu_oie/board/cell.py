"""A square's cell with its measures, and its band: number, kind, pictogram; all measured, then placed.

Measures and patterns are those of ``tokens.md`` (Board A3, Kinds).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from unicodedata import decomposition

from jeu_oie.board.fit import fullest
from jeu_oie.board.rings import Cell
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE, text_on
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
from jeu_oie.draw.text import DESCENT, PT_MM, Style, break_lines, leading, shorten
from jeu_oie.game.cards import Card
from jeu_oie.game.faces import Face
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Colours, Palette


def pattern_shape(path: str, kind: Kind, tint: str = "", *, shape_kind: str = "") -> Shape:
    """In ``tint`` (#RRGGBB), else in ink."""
    fill = f"pattern:{kind}:{tint}" if tint else f"pattern:{kind}"
    return Shape(path, fill, kind=shape_kind, pattern=KINDS[kind].pattern)


LINE_MM = 0.8  # outlines
DASHED = "2.6 1.8"


DOOR = "door"  # a step where the matter often ends
RED_MM = 1.4  # the frame of a red square
CLEAR_MM = 0.3  # between the tail of a « p » and a line under it
TURNS_STYLE = Style(10.5, bold=True)


PAD_MM = 2.6  # between a text and the outline of its cell


@dataclass(frozen=True, slots=True)
class Measures:
    """What changes with the size of the cells: mm, and pt (largest first).

    ``titles`` are tried before all else, then ``less``; ``lines``: of what is done there. Nothing is smaller than
    ``least`` pt.
    """

    band: float
    disc: float
    icon: float
    margin: float
    titles: tuple[float, ...]
    less: tuple[float, ...]
    labels: tuple[float, ...]
    lines: tuple[float, ...]
    least: float

    @property
    def smaller(self) -> tuple[float, ...]:
        """What is tried before words are cut: no less than two thirds of a usual title."""
        floor = max(self.least, self.titles[-1] * 2 / 3)
        return tuple(size for size in TEXT_SIZES_PT if floor <= size < self.less[-1]) or (floor,)


TEXT_SIZES_PT = (15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.9, 9.5, 9)
LABEL_SIZES_PT = (13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9)
LINE_SIZES_PT = (10.8, 10.2, 9.6, 9)
LARGE = Measures(
    13.4,
    5.3,
    10.4,
    1.8,
    (26, 24, 22, 21, 20, 19, 18),
    (17, 16),
    (15, 14, 13.5, *LABEL_SIZES_PT),
    (13, 12, *LINE_SIZES_PT),
    9,
)
WIDE = Measures(12, 4.9, 9.8, 1.6, (19, 18, 17, 16, 15, 14), (13.5, 13, 12.5), LABEL_SIZES_PT, LINE_SIZES_PT, 9)
HIGH = replace(WIDE, titles=(22, 21, 20, *WIDE.titles))
SMALL = Measures(10, 3.8, 7.4, 1.1, (15, 14, 13.5, 13, 12.5, 12), (11.5, 11), LABEL_SIZES_PT[3:], LINE_SIZES_PT[2:], 9)
HIGH_CELL_MM = 46
LEAST_LARGE = 9.9  # 14 pt on the A2 paper of a large-print board


def measures(count: int, height: float = 0, *, large: bool = False) -> Measures:
    """The measures for cells of ``height`` mm on a board of ``count``: titles ≥ 18 pt up to 20, ≥ 14 up to 42, ≥ 12."""
    middle = HIGH if height > HIGH_CELL_MM and count < 32 else WIDE
    usual = LARGE if count <= 20 else SMALL if count > 42 else middle
    least = LEAST_LARGE if large else usual.least
    return replace(usual, labels=raise_sizes(usual.labels, least), lines=raise_sizes(usual.lines, least), least=least)


RED_BAND_MM = 10


def under_red(sizes: Measures) -> Measures:
    """Those of a red square: its band is lower, for the long line of what is done there."""
    band = min(sizes.band, RED_BAND_MM)
    return replace(sizes, band=band, disc=min(sizes.disc, band * 0.44), icon=min(sizes.icon, band * 0.8))


@dataclass(frozen=True, slots=True)
class TitleOverflow:
    """Words that do not fit their square: ``over`` characters too many."""

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
        """The middle of the band, under the frame of a red square."""
        frame = RED_MM if self.card.face.red else 0
        return self.box.y + (self.sizes.band + frame) / 2

    @property
    def band_free(self) -> float:
        """The height that words have in the band, between the frame of a red square or the outline, and its line."""
        return self.sizes.band - (RED_MM if self.card.face.red else 0) - LINE_MM - 2 * CLEAR_MM

    @property
    def dashed(self) -> bool:
        """Outlines of what is not yet, or is to be written."""
        return self.card.dashed or self.card.face.writes

    @property
    def band_end(self) -> float:
        """Where what stands in the band ends, moved inwards by a round corner."""
        return self.box.right - (self.cell.radii[1] * 0.44 if self.cell.radii[1] > 8 else self.sizes.margin)

    @property
    def tick_box(self) -> Box:
        side = self.sizes.band * 0.42
        return Box(self.band_end - side, self.band_y - side / 2, side, side)

    @property
    def turns_box(self) -> Box:
        """The pill of a red square, within its red frame."""
        width = TURNS_STYLE.width(self.card.face.turns_said) + 3.2
        end = self.band_end - RED_MM
        return Box(end - width, self.band_y - 2.7, width, 5.4)

    def icon_box(self, side: float) -> Box:
        """Where the pictogram stands, left of the box to tick or of the turns that are waited."""
        face = self.card.face
        right = self.tick_box.x if face.tick else self.turns_box.x if face.turns_said else self.band_end + 1.2
        right -= 1.2
        return Box(right - side, self.band_y - side / 2, side, side)


def band(frame: Frame) -> Iterator[Mark]:
    """The band, its lower line, and in black and white the kind's pattern."""
    box, height = frame.box, frame.sizes.band
    path = band_path(box, frame.cell.radii, height)
    yield Shape(path, frame.colours.body if frame.card.dashed else frame.colours.band)
    if frame.palette.saver:
        yield pattern_shape(path, frame.card.kind)
    left, right = side_insets(box, frame.cell.radii, box.y + height, box.y + height)
    if has_bar(frame):
        yield Shape(rounded_path(Box(box.x, box.y + height - LINE_MM / 2, box.w, BAR_MM + LINE_MM), (0,) * 4), INK)
    yield Shape(
        f"M{number(box.x + left)} {number(box.y + height)}H{number(box.right - right)}",
        "none",
        INK,
        LINE_MM,
        DASHED if frame.dashed else "",
    )


BAR_MM = 1.0  # how far the bar of a step reaches under the line of its band


def has_bar(frame: Frame) -> bool:
    """A step in black and white: it has no pattern."""
    return frame.palette.saver and frame.card.kind is Kind.STEP


def head(frame: Frame) -> Iterator[Mark]:
    """Number in its disc, kind and second line, pictogram (smaller where the word needs the room), box to tick."""
    yield from disc(frame)
    face = frame.card.face
    fill = INK if frame.card.dashed else frame.colours.text
    left = frame.disc_x + frame.sizes.disc + 1.2
    icon = icon_beside(frame, left)
    words = tuple(label(frame, left, label_end(frame, icon) - left, fill)) if says_kind(frame, left) else ()
    if frame.palette.saver:
        yield from plates(frame, icon, words)
    if icon.w:
        yield Icon(face.pictogram, icon, fill)
    if face.door and icon.w:
        yield Icon(DOOR, beside(icon))
    if face.tick:
        yield from box_to_tick(frame.tick_box, ticked=face.ticked)
    if face.turns_said:
        yield from turns_pill(frame)
    yield from words


def box_to_tick(box: Box, *, ticked: bool = False) -> Iterator[Mark]:
    """A ☐; ticked where all read it before the first throw."""
    yield Shape(rounded_path(box, (0.9,) * 4), WHITE, INK, 0.7)
    if ticked:
        yield Icon("shown", box.inset(0.5), INK)


def turns_pill(frame: Frame) -> Iterator[Mark]:
    """« 2 tours »."""
    box, red = frame.turns_box, red_of(frame.palette)
    ground, ink = (WHITE, INK) if frame.palette.saver else (red, text_on(red))
    yield Shape(rounded_path(box, (box.h / 2,) * 4), ground, INK, 0.5)
    said = frame.card.face.turns_said
    yield centred_text(box.centre.x, box.centre.y + cap(TURNS_STYLE.size_pt) / 2, said, TURNS_STYLE, ink)


def red_of(palette: Palette) -> str:
    """The red of what blocks; black where colours are spared."""
    return INK if palette.saver else palette.kinds[Kind.BACK].band


def red_frame(cell: Cell, palette: Palette) -> Shape:
    """Within the outline of a red square: the double frame says it in grey too."""
    inner = cell.box.inset(RED_MM / 2 + 0.4)
    one, two, three, four = (max(radius - RED_MM / 2 - 0.4, 0.0) for radius in cell.radii)
    return Shape(rounded_path(inner, (one, two, three, four)), "none", red_of(palette), RED_MM)


def icon_beside(frame: Frame, left: float) -> Box:
    """The largest pictogram that leaves the kind's word its usual size, or else the largest that it can have."""
    sizes = frame.sizes.labels
    usual = [size for size in sizes if size >= USUAL_LABEL] or [sizes[0]]
    forms = [partial(icon_holding, frame, usual, ICON_SHARES[:-1])]
    forms += [partial(icon_holding, frame, [size], ICON_SHARES) for size in sizes if size < USUAL_LABEL]
    found = fullest(forms, left)
    if found or says_kind(frame, left):
        return found or frame.icon_box(0)  # the word says more
    icons = (frame.icon_box(frame.sizes.icon * share) for share in (*ICON_SHARES, LEAST_ICON))
    return next((icon for icon in icons if icon.x >= left), frame.icon_box(0))


LEAST_ICON = 0.45  # of its side


def says_kind(frame: Frame, left: float) -> bool:
    """Whether the kind's word stands beside the pill of the turns; else its pictogram says more than « P… »."""
    return not frame.card.face.turns_said or label_fits(
        frame.card.face, label_end(frame, frame.icon_box(0)) - left, frame.sizes.labels
    )


ICON_SHARES = (1, 0.9, 0.8, 0.7, 0.55)  # of its side


def icon_holding(frame: Frame, sizes: Sequence[float], shares: Sequence[float], left: float) -> Box | None:
    """The largest that leaves the word one of ``sizes``; rather one that leaves who acts whole."""
    face = frame.card.face
    icons = [frame.icon_box(frame.sizes.icon * share) for share in shares]
    holding = [icon for icon in icons if label_fits(face, label_end(frame, icon) - left, sizes)]
    second = Style(frame.sizes.least).width(face.second or face.common)
    whole = (icon for icon in holding if second <= label_end(frame, icon) - left)
    return next(whole, next(iter(holding), None))


def label_end(frame: Frame, icon: Box) -> float:
    return (beside(icon) if frame.card.face.door else icon).x - 0.8


def beside(icon: Box) -> Box:
    """Where the door of a step stands: left of its pictogram, as high."""
    return Box(icon.x - icon.w - 0.4, icon.y, icon.w, icon.h)


USUAL_LABEL = 11


def label_fits(face: Face, room: float, sizes: Sequence[float]) -> bool:
    """Whether the kind's word stands whole in ``room`` mm at the smallest size."""
    small = Style(sizes[-1], bold=True)
    return break_lines(face.label, small, [room] if face.second else [room, room]) is not None


def plates(frame: Frame, icon: Box, words: Sequence[Mark]) -> Iterator[Shape]:
    """White under the words and the pictogram, where a pattern fills the band."""
    kind_spec = KINDS[frame.card.kind]
    if kind_spec.dark or not kind_spec.pattern.drawing:
        return
    yield Shape(rounded_path(icon.inset(-0.5), (1.5,) * 4), WHITE)
    for word in words:
        if isinstance(word, Text):
            height = cap(word.size_pt)
            above = 1 + (ACCENT * word.size_pt * PT_MM if accented(word.content) else 0)
            below = max(1.2, word.size_pt * PT_MM * 0.26 + 0.3)  # the tail of a « p »
            plate = Box(word.x - 0.7, word.y - height - above, word.width + 1.4, height + above + below)
            yield Shape(rounded_path(plate, (1,) * 4), WHITE)


ACCENT = 0.2  # of the size: how much higher « À » is than « A »


def accented(content: str) -> bool:
    """Whether an accent stands over a capital."""
    return any(letter.isupper() and decomposition(letter) for letter in content)


def disc(frame: Frame) -> Iterator[Mark]:
    """The number in its disc; narrower figures for side tracks (« 10a »)."""
    radius = frame.sizes.disc
    yield Shape(disc_path(frame.disc_x, frame.band_y, radius), WHITE, INK, LINE_MM)
    size = 16 if radius > 4.2 else 13
    style = Style(size if len(frame.card.name) < 3 else size - 3.5, bold=True)
    yield centred_text(frame.disc_x, frame.band_y + cap(style.size_pt) / 2, frame.card.name, style)


def label(frame: Frame, x: float, room: float, fill: str) -> Iterator[Mark]:
    """The kind's word on one or two lines; under it who acts in a step, or whose fact it is."""
    face, sizes = frame.card.face, frame.sizes.labels
    if second_line(face, room, frame.sizes.least):
        yield from label_with_second(frame, x, room, fill)
        return
    corner = side_insets(frame.box, frame.cell.radii, frame.band_y - 4.6, frame.band_y)[1]
    end = min(room, frame.box.right - corner - 0.8 - x)
    lines_found, style = fit_label(face.label, end, sizes, frame.band_free)
    step = label_step(style.size_pt)
    more = len(lines_found) - 1
    last = frame.band_y + cap(style.size_pt) / 2 + step * more / 2
    if more:  # what hangs under the last line stands within the band, too
        last = min(last, frame.band_y + frame.band_free / 2 - DESCENT * style.size_pt * PT_MM)
    for rank, content in enumerate(lines_found):
        yield text_at(x, last + (rank - more) * step, content, style, fill)


def label_step(size: float) -> float:
    """From a line to the next: two stand close, as one word."""
    return line_height(size) * 0.86


def label_with_second(frame: Frame, x: float, room: float, fill: str) -> Iterator[Mark]:
    """« Étape » and who acts: on one line under it, on two smaller ones where the band is high enough."""
    face, band_y = frame.card.face, frame.band_y
    style = largest(face.label, room, frame.sizes.labels)
    small = Style(frame.sizes.least)
    two = break_lines(face.second, small, (room, room), 2) if small.width(face.second) > room else None
    if two and frame.sizes.band >= 12:
        top = Style(min(10.5, style.size_pt), bold=True)
        lift = (small.size_pt - 9) / 10  # larger lines stand closer
        yield text_at(x, band_y - 1.75 - 2 * lift, face.label, top, fill)
        yield text_at(x, band_y + 1.65 - 2 * lift, two[0], small, fill)
        yield text_at(x, band_y + 4.95 - lift, two[1], small, fill)
        return
    yield text_at(x, band_y - 0.6, face.label, style, fill)
    second = second_line(face, room, small.size_pt)
    if second:
        yield text_at(x, band_y + 1.4 + cap(second[1].size_pt), second[0], second[1], fill)


def second_line(face: Face, room: float, least: float) -> tuple[str, Style] | None:
    """Who acts, shortened where it must be, else « Partout en France », whole or not at all."""
    if face.second or not face.common:
        return label_second(face.second, room, least)
    found = label_second(face.common, room, least)
    small = Style(LABEL_SIZES_PT[-1], bold=True)
    return found if found and found[0] == face.common and small.width(face.label) <= room else None


def band_tells_origin(frame: Frame) -> bool:
    """Whether « Partout en France » stands in the band."""
    face, left = frame.card.face, frame.disc_x + frame.sizes.disc + 1.2
    room = label_end(frame, icon_beside(frame, left)) - left
    return not face.second and second_line(face, room, frame.sizes.least) is not None


def label_second(content: str, room: float, least: float) -> tuple[str, Style] | None:
    """A second line (who acts) at the size that fits, shortened at ``least`` pt; None where no word has room."""
    if not content or room < 8:
        return None
    style = largest(content, room, raise_sizes((10.5, 10, 9.5), least), bold=False)
    said = shorten(content, (room,), style)[0][0]
    return (said, style) if said == content or said.count(" ") > 1 else None  # « Agent … » says nothing


def fit_label(content: str, room: float, sizes: Sequence[float], high: float) -> tuple[tuple[str, ...], Style]:
    """One line at nearly the full size, else two if they are no higher than ``high``, else what is left, small."""
    counts = ((size, count) for size in sizes for count in ((1, 2) if size > sizes[len(sizes) // 2] else (2, 1)))
    tried = ((size, count) for size, count in counts if count == 1 or two_high(size) * leading(content, 1) <= high)
    found = fullest((partial(on_lines, content, Style(size, bold=True), count) for size, count in tried), room)
    style = Style(sizes[-1], bold=True)
    return found or (shorten(content, (room, room), style)[0], style)


def two_high(size: float) -> float:
    """Mm of two lines, from a capital to what hangs under the last."""
    return cap(size) + label_step(size) + DESCENT * size * PT_MM


def on_lines(content: str, style: Style, count: int, room: float) -> tuple[tuple[str, ...], Style] | None:
    lines = break_lines(content, style, [room] * count, count)
    return (lines, style) if lines else None
