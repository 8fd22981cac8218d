"""The band of a square: number in its disc, kind and second line, pictogram."""

from collections.abc import Iterator, Sequence

from jeu_oie.board.cards import Face
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.palette import INK, WHITE
from jeu_oie.layout.cells.frame import LINE_MM, Frame
from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import Box, number, rounded_path
from jeu_oie.layout.marks import (
    band_path,
    cap,
    centred_text,
    disc_path,
    largest,
    line_height,
    raise_sizes,
    side_insets,
    text_at,
)
from jeu_oie.layout.patterned import pattern_shape
from jeu_oie.layout.scene import Icon, Mark, Shape, Text
from jeu_oie.layout.text import Style, balance, shorten


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
    icons = [frame.icon_box(frame.sizes.icon * share) for share in (1, 0.85, 0.7, 0.55)]
    holding = [box for box in icons if label_fits(face, box.x - 0.8 - left, frame.sizes.labels)]
    whole = [box for box in holding if Style(frame.sizes.least).width(face.second) <= box.x - 0.8 - left]
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
