"""What every drawing is made of: placed lines of text, outlines of bands and discs. Lengths in mm."""

from collections.abc import Iterator, Sequence
from math import sqrt

from jeu_oie.board.palette import INK
from jeu_oie.layout.font import CAP_HEIGHT, LINE, PT_MM
from jeu_oie.layout.geometry import Box, Point, Radii, number
from jeu_oie.layout.scene import Text
from jeu_oie.layout.text import Style, balance, shorten


def text_at(x: float, y: float, content: str, style: Style, fill: str = INK) -> Text:
    """A line of text, its left end at x, its baseline at y."""
    return Text(x, y, content, style.size_pt, style.bold, fill, style.width(content))


def centred_text(x: float, y: float, content: str, style: Style, fill: str = INK) -> Text:
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
    return next((lines for n in range(1, most + 1) if (lines := balance(content, [room] * n, style))), None)


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


def column(lines: Sequence[str], style: Style, box: Box, ink: str = INK) -> Iterator[Text]:
    """Lines centred in a box."""
    step = line_height(style.size_pt) * 0.92
    first = box.centre.y + cap(style.size_pt) / 2 - step * (len(lines) - 1) / 2
    for rank, content in enumerate(lines):
        yield centred_text(box.centre.x, first + rank * step, content, style, ink)


def closed_path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in points) + "Z"
