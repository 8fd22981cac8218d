"""A drawing for a language written from right to left: laid out from left to right, then seen in a mirror.

Outlines are reflected; words, pictograms and QR codes take the place of their reflection, and read as they did.
"""

import re
from dataclasses import replace
from itertools import cycle

from jeu_oie.layout.direction import leftward
from jeu_oie.layout.geometry import Box, Point, Radii, Side, number
from jeu_oie.layout.jumps import Jump
from jeu_oie.layout.scene import Icon, Mark, Scene, Shape, Text
from jeu_oie.layout.tracks.model import Cell, Corridor, Port, Track

COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
FIGURE = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
# What each figure of a path command is: x, y, a radius, an angle, a flag, the sense of an arc.
PARTS = {"M": "xy", "L": "xy", "T": "xy", "H": "x", "V": "y", "Q": "xyxy", "S": "xyxy", "C": "xyxyxy", "A": "rrafsxy"}


def mirror_scene(scene: Scene) -> Scene:
    """The scene reflected from left to right."""
    width = scene.width
    groups = (replace(group, marks=tuple(mark_in(mark, width) for mark in group.marks)) for group in scene.groups)
    return replace(scene, groups=tuple(groups))


def mark_in(mark: Mark, width: float) -> Mark:
    """A mark on the other side of a sheet of ``width`` mm."""
    match mark:
        case Text():
            # What is upside down begins at its right end on the paper.
            x = width - mark.x + (mark.width if mark.turned else -mark.width)
            return replace(mark, x=x, leftward=leftward(mark.content))
        case Icon():
            return replace(mark, box=box_in(mark.box, width))
        case Shape():
            return replace(mark, path=move_path(mark.path, width) if mark.upright else reflect_path(mark.path, width))


def reflect_path(path: str, width: float) -> str:
    """SVG path data in the mirror."""
    return "".join(
        command + " ".join(figure_in(part, float(figure), width, relative=command.islower()) for part, figure in parts)
        for command, parts in commands(path)
    )


def commands(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each command with its figures, and what each of them is."""
    return [
        (command, list(zip(cycle(PARTS.get(command.upper(), "")), FIGURE.findall(figures), strict=False)))
        for command, figures in COMMAND.findall(path)
    ]


def figure_in(part: str, value: float, width: float, *, relative: bool) -> str:
    if part == "x":
        return number(-value if relative else width - value)
    if part == "s":
        return number(1 - value)
    return number(-value if part == "a" else value)


def move_path(path: str, width: float) -> str:
    """A path of little squares (a QR code) in the place of its reflection: a reader knows it upright only."""
    told = commands(path)
    lefts = [float(parts[0][1]) for command, parts in told if command == "M"]
    side = next(float(parts[0][1]) for command, parts in told if command == "h")
    shift = width - min(lefts) - max(lefts) - side
    return re.sub(r"M(\S+)", lambda found: f"M{number(float(found[1]) + shift)}", path)


# --- the track and its jumps, of which the page draws its own board ---------------------------------------


def track_in(track: Track, width: float) -> Track:
    return Track(
        box_in(track.area, width),
        tuple(cell_in(cell, width) for cell in track.cells),
        box_in(track.centre, width),
        tuple(box_in(box, width) for box in track.spare),
        tuple(corridor_in(each, width) for each in track.corridors),
    )


def cell_in(cell: Cell, width: float) -> Cell:
    return replace(
        cell,
        box=box_in(cell.box, width),
        radii=radii_in(cell.radii),
        enters=side_in(cell.enters) if cell.enters else None,
        leaves=side_in(cell.leaves) if cell.leaves else None,
        bridge=box_in(cell.bridge, width) if cell.bridge else None,
    )


def corridor_in(corridor: Corridor, width: float) -> Corridor:
    ports = (port_in(port, width) for port in corridor.ports)
    return replace(corridor, spine=points_in(corridor.spine, width), ports=tuple(ports))


def port_in(port: Port, width: float) -> Port:
    return replace(port, border=point_in(port.border, width), side=side_in(port.side))


def jump_in(jump: Jump, width: float) -> Jump:
    tip, one, other = points_in(jump.head, width)
    return replace(
        jump,
        line=points_in(jump.line, width),
        head=(tip, one, other),
        start=point_in(jump.start, width),
        label=box_in(jump.label, width) if jump.label else None,
    )


def box_in(box: Box, width: float) -> Box:
    return replace(box, x=width - box.right)


def point_in(point: Point, width: float) -> Point:
    return Point(width - point.x, point.y)


def points_in(points: tuple[Point, ...], width: float) -> tuple[Point, ...]:
    return tuple(point_in(point, width) for point in points)


def side_in(side: Side) -> Side:
    return side if side.is_level else side.opposite


def radii_in(radii: Radii) -> Radii:
    top_left, top_right, bottom_right, bottom_left = radii
    return (top_right, top_left, bottom_left, bottom_right)
