"""What a track is: cells in the order of travel, the corridors between them, the room left over."""

from dataclasses import dataclass

from jeu_oie.layout.geometry import Box, Point, Radii, Side

HALF_JOINT = 0.95
"""Each cell keeps this far from the edge of its slot, so that two neighbours stand 1.9 mm apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Square ``number`` (from 1): its outline, and the sides through which the pawn comes and goes.

    ``bridge`` is the road to the next cell where the two do not touch.
    """

    number: int
    box: Box
    radii: Radii
    enters: Side | None
    leaves: Side | None
    bridge: Box | None


@dataclass(frozen=True, slots=True)
class Port:
    """A side of a cell where a line may start or end.

    ``at`` and ``span`` are lengths along the corridor's spine; ``border`` is the point of the outline at ``at``.
    """

    cell: int
    at: float
    border: Point
    side: Side
    span: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Corridor:
    """Free ground between cells: its middle line, of level and upright legs, and its width."""

    spine: tuple[Point, ...]
    width: float
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A board's geometry.

    ``centre`` is the largest free rectangle, ``spare`` are free boxes of a cell's size besides.
    """

    area: Box
    cells: tuple[Cell, ...]
    centre: Box
    spare: tuple[Box, ...]
    corridors: tuple[Corridor, ...]
