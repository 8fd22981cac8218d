"""Points, boxes and SVG path data. Lengths in millimetres, y downwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import dist

EPSILON = 1e-6
Radii = tuple[float, float, float, float]  # top left, top right, bottom right, bottom left


class Side(StrEnum):
    """A side of a box, clockwise from the top."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"

    @property
    def outward(self) -> "Point":
        """The unit vector that leaves a box through this side."""
        return OUTWARD[self]

    @property
    def is_level(self) -> bool:
        """True where the side runs from left to right."""
        return self in {Side.TOP, Side.BOTTOM}


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    def moved(self, towards: "Point", by: float) -> "Point":
        """This point, ``by`` times the vector ``towards`` farther."""
        return Point(self.x + by * towards.x, self.y + by * towards.y)

    def distance(self, other: "Point") -> float:
        return dist((self.x, self.y), (other.x, other.y))


OUTWARD = {Side.TOP: Point(0, -1), Side.RIGHT: Point(1, 0), Side.BOTTOM: Point(0, 1), Side.LEFT: Point(-1, 0)}


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: its top left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def centre(self) -> Point:
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    @property
    def surface(self) -> float:
        return self.w * self.h

    def inset(self, d: float) -> "Box":
        """The box with each side ``d`` farther inside (outside if ``d`` is negative)."""
        return Box(self.x + d, self.y + d, self.w - 2 * d, self.h - 2 * d)

    def scaled(self, by: float) -> "Box":
        """As a drawing ``by`` times as large has it."""
        return Box(self.x * by, self.y * by, self.w * by, self.h * by)

    def grown(self, side: Side, by: float) -> "Box":
        """The box with one side ``by`` farther outside."""
        push = side.outward
        left, top = self.x + by * min(push.x, 0), self.y + by * min(push.y, 0)
        return Box(left, top, self.w + by * abs(push.x), self.h + by * abs(push.y))

    def edge(self, side: Side) -> float:
        """Where the side lies: y of a level one, x of an upright one."""
        return {Side.TOP: self.y, Side.RIGHT: self.right, Side.BOTTOM: self.bottom, Side.LEFT: self.x}[side]

    def along(self, side: Side) -> tuple[float, float]:
        """From where to where the side runs: x of a level one, y of an upright one."""
        return (self.x, self.right) if side.is_level else (self.y, self.bottom)

    def contains(self, other: "Box | Point", slack: float = EPSILON) -> bool:
        inner = other if isinstance(other, Box) else Box(other.x, other.y, 0, 0)
        level = self.x - slack <= inner.x and inner.right <= self.right + slack
        return level and self.y - slack <= inner.y and inner.bottom <= self.bottom + slack

    def overlaps(self, other: "Box", slack: float = EPSILON) -> bool:
        """True where the two share more than an edge."""
        level = self.x < other.right - slack and other.x < self.right - slack
        return level and self.y < other.bottom - slack and other.y < self.bottom - slack

    def apart(self, other: "Box") -> tuple[float, float]:
        """How far apart the boxes lie along x and along y; negative where they run beside each other."""
        level = max(other.x - self.right, self.x - other.right)
        return level, max(other.y - self.bottom, self.y - other.bottom)


def between(a: Point, b: Point) -> Box:
    """The box whose opposite corners are ``a`` and ``b``."""
    return Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all."""
    all_ = tuple(boxes)
    left, top = min(box.x for box in all_), min(box.y for box in all_)
    return Box(left, top, max(box.right for box in all_) - left, max(box.bottom for box in all_) - top)


def facing(a: Box, b: Box) -> Side:
    """The side through which one leaves ``a`` to reach ``b``."""
    level, upright = a.apart(b)
    if level >= upright:
        return Side.RIGHT if b.x >= a.x else Side.LEFT
    return Side.BOTTOM if b.y >= a.y else Side.TOP


def shared_length(a: Box, b: Box) -> float:
    """Length of the stretch along which two boxes stand face to face."""
    return -min(a.apart(b))


def largest_free(area: Box, taken: Sequence[Box]) -> Box:
    """The box of largest surface in ``area`` that overlaps none of ``taken``; of several the topmost, leftmost.

    An empty box where nothing is free.
    """
    inner = [box for box in taken if box.overlaps(area)]
    ys = cuts([area.y, area.bottom, *(y for box in inner for y in (box.y, box.bottom))], area.y, area.bottom)
    bands = (Box(area.x, top, area.w, bottom - top) for top, bottom in combinations(ys, 2))
    found = (free for band in bands for free in gaps(band, inner))
    return min(found, key=largest_first, default=Box(area.x, area.y, 0, 0))


def gaps(band: Box, taken: Sequence[Box]) -> Iterator[Box]:
    """The parts of ``band``, as high, that overlap none of ``taken``, from left to right."""
    blocks = sorted((round(box.x, 6), round(box.right, 6)) for box in taken if box.overlaps(band))
    left = band.x
    for start, end in (*blocks, (band.right, band.right)):
        if start - left > EPSILON:
            yield Box(left, band.y, start - left, band.h)
        left = max(left, end)


def cuts(values: Iterable[float], low: float, high: float) -> list[float]:
    return sorted({round(value, 6) for value in values if low - EPSILON <= value <= high + EPSILON})


def largest_first(box: Box) -> tuple[float, float, float]:
    return (-round(box.surface, 4), box.y, box.x)


def number(value: float) -> str:
    """A length as path data has it: two decimals at most, no trailing zero, no minus before zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def rounded_path(box: Box, radii: Radii) -> str:
    """SVG path data of ``box`` with one radius a corner: top left, top right, bottom right, bottom left."""
    tl, tr, br, bl = (min(radius, box.w / 2, box.h / 2) for radius in radii)
    return (
        f"M{pair(Point(box.x + tl, box.y))}H{number(box.right - tr)}{arc(tr, box.right, box.y + tr)}"
        f"V{number(box.bottom - br)}{arc(br, box.right - br, box.bottom)}"
        f"H{number(box.x + bl)}{arc(bl, box.x, box.bottom - bl)}V{number(box.y + tl)}{arc(tl, box.x + tl, box.y)}Z"
    )


def arc(radius: float, x: float, y: float) -> str:
    """A quarter turn, clockwise, to (x, y)."""
    return f"A{number(radius)} {number(radius)} 0 0 1 {pair(Point(x, y))}" if radius else ""


def polyline(points: Sequence[Point], radius: float) -> str:
    """SVG path data of an open line with rounded bends; a bend takes at most half of each leg."""
    start, *_, end = points
    bends = (bend(*three, radius) for three in zip(points, points[1:], points[2:], strict=False))
    return f"M{pair(start)}{''.join(bends)}L{pair(end)}"


def bend(before: Point, corner: Point, after: Point, radius: float) -> str:
    """The line to a corner and the curve around it: an arc drawn as a quadratic, which fits any angle."""
    reach = min(radius, before.distance(corner) / 2, corner.distance(after) / 2)
    if reach < EPSILON:
        return f"L{pair(corner)}"
    return f"L{pair(toward(corner, before, reach))}Q{pair(corner)} {pair(toward(corner, after, reach))}"


def toward(a: Point, b: Point, by: float) -> Point:
    """The point ``by`` millimetres from ``a`` on the way to ``b``."""
    share = by / a.distance(b)
    return Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
