"""A link asked for, a route it may take, a jump as drawn. Lengths in millimetres."""

from dataclasses import dataclass

from jeu_oie.layout.geometry import Box, Point, Side
from jeu_oie.layout.tracks.model import Corridor

LINE, HALO, LANE = 2.0, 4.2, 4.6
HEAD_LENGTH, HEAD_WIDTH = 4.6, 5.0
PILL = 6.0


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to be drawn; ``label_width`` is the width of its pill, 0 for none."""

    from_: int
    to: int
    label_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump as drawn: ``line`` from the dot ``start`` to under the head, whose first point is the tip.

    The line ends half a head behind the head's base, so that its last bend is round: the head is drawn over it.
    """

    from_: int
    to: int
    forward: bool
    line: tuple[Point, ...]
    head: tuple[Point, Point, Point]
    start: Point
    label: Box | None


@dataclass(frozen=True, slots=True)
class End:
    """A place on a cell's border: the leg of the spine it looks at, and where along that leg's axis (x or y)."""

    leg: int
    along: float
    side: Side
    border: Point


@dataclass(frozen=True, slots=True)
class Route:
    """A possible way of a link, border to border.

    ``legs`` are the boxes, without width, from point to point, ``around`` the box of them all, ``head`` its length;
    ``span`` is the stretch of the spine; ``aside`` is True where the lane leaves room for another.
    """

    link: Link
    corridor: Corridor
    points: tuple[Point, ...]
    legs: tuple[Box, ...]
    around: Box
    head: float
    span: tuple[float, float]
    aside: bool
    cost: float
