"""What drawings are made of: placed lines of text, outlines, paragraphs poured into columns, the stamp; in mm."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from jeu_oie.draw.geometry import Box, Point, Radii, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.scene import Icon, Image, Mark, Scene, Shape, Text, bounds
from jeu_oie.draw.text import (
    CAP_HEIGHT,
    DESCENT,
    LINE,
    PT_MM,
    Style,
    break_lines,
    direction,
    leftward,
    shorten,
    wrap_text,
)

ASCENT = 0.8  # of the size: accents on capitals reach higher than a capital


def text_at(x: float, y: float, content: str, style: Style, fill: str = INK, language: str = "") -> Text:
    """A line of text, its left end at x, its baseline at y; in ``language``, where it is not the sheet's."""
    rtl = direction(language) == "rtl" and leftward(content)
    width = style.width(content)
    return Text(x, y, content, style.size_pt, style.bold, fill, width, leftward=rtl, language=language)


def centred_text(x: float, y: float, content: str, style: Style, fill: str = INK, language: str = "") -> Text:
    """A line of text centred on x."""
    return text_at(x - style.width(content) / 2, y, content, style, fill, language)


def line_height(size_pt: float) -> float:
    return size_pt * PT_MM * LINE


def cap(size_pt: float) -> float:
    """Height of a capital, mm."""
    return size_pt * PT_MM * CAP_HEIGHT


def box_of(mark: Mark) -> Box:
    """The room that a mark takes; of a line of text from its ascenders to its descenders."""
    match mark:
        case Text():
            size = mark.size_pt * PT_MM
            return Box(mark.x, mark.y - ASCENT * size, mark.width, (ASCENT + DESCENT) * size)
        case Icon() | Image():
            return mark.box
        case Shape():
            return bounds(mark.path)


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
    y = box.y + height
    left, right = side_insets(box, radii, y, y)
    tl, tr = radii[0], radii[1]
    return (
        f"M{number(box.x + left)} {number(y)}"
        f"{'' if tl > height else f'V{number(box.y + tl)}'}"
        f"A{number(tl)} {number(tl)} 0 0 1 {number(box.x + tl)} {number(box.y)}"
        f"H{number(box.right - tr)}"
        f"A{number(tr)} {number(tr)} 0 0 1 {number(box.right - right)} {number(box.y + min(tr, height))}"
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


def largest(content: str, room: float, sizes: Sequence[float], *, bold: bool = True) -> Style:
    """The largest of ``sizes`` at which ``content`` fits in ``room`` mm; the smallest if none."""
    return next((Style(s, bold) for s in sizes if Style(s, bold).width(content) <= room), Style(sizes[-1], bold))


def raise_sizes(sizes: Sequence[float], least: float) -> tuple[float, ...]:
    """``sizes`` (largest first) as far as they are larger than ``least`` pt, then ``least``."""
    return (*(size for size in sizes if size > least), least)


def lines_of(content: str, room: float, style: Style, most: int) -> tuple[str, ...] | None:
    """``content`` on as few even lines as it takes, at most ``most``."""
    return break_lines(content, style, [room] * most)


def fit_or_shorten(content: str, room: float, style: Style, most: int) -> tuple[str, ...]:
    """``content`` on even lines, else cut after a whole word: the page and ``circuit.pdf`` say it whole."""
    return lines_of(content, room, style, most) or shorten(content, [room] * most, style)[0]


def fit_lines(content: str, room: float, most: int, sizes: Sequence[float]) -> tuple[tuple[str, ...], Style]:
    for size in sizes:
        style = Style(size, bold=True)
        lines = lines_of(content, room, style, most)
        if lines:
            return lines, style
    style = Style(sizes[-1], bold=True)
    return shorten(content, [room] * most, style)[0], style


def column(lines: Sequence[str], style: Style, box: Box, ink: str = INK, language: str = "") -> Iterator[Text]:
    """Lines centred in a box."""
    step = line_height(style.size_pt) * 0.92
    first = box.centre.y + cap(style.size_pt) / 2 - step * (len(lines) - 1) / 2
    for rank, content in enumerate(lines):
        yield centred_text(box.centre.x, first + rank * step, content, style, ink, language)


def closed_path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in points) + "Z"


LEADING = 1.26  # line spacing over the size: airy enough for who reads slowly


@dataclass(frozen=True, slots=True)
class Para:
    text: str
    style: Style

    @property
    def step(self) -> float:
        return self.style.size_pt * PT_MM * LEADING

    def lines(self, room: float) -> tuple[str, ...]:
        return wrap_text(self.text, room, self.style)


Block = tuple[Para, ...]
"""Paragraphs that stay together."""


def height(block: Block, room: float) -> float:
    return sum(para.step * len(para.lines(room)) for para in block)


def place_block(block: Block, x: float, y: float, room: float) -> Iterator[Mark]:
    """The marks of a block whose top left corner is (x, y)."""
    for para in block:
        for line in para.lines(room):
            yield text_at(x, y + para.step / 2 + cap(para.style.size_pt) / 2, line, para.style)
            y += para.step


QUIET_MODULES = 4  # modules of white around a QR code (ISO/IEC 18004)


def content_hash(scene: Scene) -> str:
    """Six hexadecimal digits of what a drawing says: its texts, pictograms and marks, not where they stand."""
    said = [str(mark_says(mark)) for group in scene.groups for mark in group.marks if mark_says(mark)]
    said += [str(group.data) for group in scene.groups if group.data]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:6]


def mark_says(mark: Mark) -> object:
    match mark:
        case Text():
            return mark.content
        case Icon():
            return mark.name
        case Shape():
            return mark.data
        case Image():
            return ""


def stamp(
    box: Box, version: str, fingerprint: str, invitation: str, page: str | None, paper: str, least: float
) -> Iterator[Mark]:
    """The stamp in ``box``: version and hash, and beside or over them the QR code of ``page`` with its invitation.

    Nothing is smaller than ``least`` pt.
    """
    said = f"{version} · {fingerprint}"
    if box.h < 6:
        yield from stamp_edge(box, said, least)
        return
    yield Shape(rounded_path(box, (3,) * 4), paper, INK, 0.6)
    if page is None:
        lines = (version, fingerprint) if box.h > 14 else (said,)
        widest = max(lines, key=Style(11).width)
        yield from column(lines, largest(widest, box.w - 4, raise_sizes((11, 10), least), bold=False), box)
        return
    if box.w > box.h * 2.2:
        yield from stamp_strip(box, f"{invitation} · {said}", page, least)
    else:
        yield from stamp_upright(box, invitation, (said, version, fingerprint), page, least)


def stamp_edge(box: Box, said: str, least: float) -> Iterator[Mark]:
    """One small line at the edge of a sheet, on nothing."""
    yield Shape(rounded_path(box, (0,) * 4), "none")
    yield from column((said,), Style(max(least, 9)), box)


def stamp_strip(box: Box, words: str, page: str, least: float) -> Iterator[Mark]:
    """A low stamp: the code at the left, all words beside it."""
    side = box.h - 3
    code = Box(box.x + 1.5, box.y + 1.5, side, side)
    yield from qr(page, code)
    beside = Box(code.right + 1.5, code.y, box.right - code.right - 3, side)
    lines, style = invite(words, beside, least)
    yield from column(lines, style, beside)


def stamp_upright(box: Box, invitation: str, said: Sequence[str], page: str, least: float) -> Iterator[Mark]:
    """A high stamp: the code over the invitation and the version, as far as they stand on a line each."""
    room = box.w - 3
    lines = [line for line in (one_line([invitation], room, least), one_line(said, room, least)) if line]
    side = min(box.h - 2.5 - 4.4 * len(lines), box.w - 4)
    yield from qr(page, Box(box.centre.x - side / 2, box.y + 1.2, side, side))
    for rank, (content, style) in enumerate(reversed(lines)):
        yield centred_text(box.centre.x, box.bottom - 2 - 4.3 * rank, content, style)


def one_line(choices: Sequence[str], room: float, least: float) -> tuple[str, Style] | None:
    """The first of ``choices`` that stands on one line, 10 to ``least`` pt."""
    sizes = raise_sizes((10, 9.5), least)
    return next(((each, Style(s)) for each in choices for s in sizes if Style(s).width(each) <= room), None)


def qr(address: str, box: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(box, (1,) * 4), WHITE)
    yield Shape(qr_path(address, box), INK)


def invite(words: str, room: Box, least: float) -> tuple[tuple[str, ...], Style]:
    """The invitation where it stands whole, else nothing: the code says enough."""
    for size in raise_sizes((12, 11, 10, 9.5), least):
        style = Style(size, bold=True)
        lines = break_lines(words, style, [room.w] * int(room.h / (size * 0.45)))
        if lines:
            return lines, style
    return (), Style(least)


def qr_path(address: str, box: Box) -> str:
    """The dark modules of the QR code of ``address``, as path data filling ``box`` with its quiet zone."""
    import segno

    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    size = box.w / (len(rows) + 2 * QUIET_MODULES)
    step, quiet = number(size), QUIET_MODULES
    return "".join(
        f"M{number(box.x + (x + quiet) * size)} {number(box.y + (y + quiet) * size)}h{step}v{step}h-{step}z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
