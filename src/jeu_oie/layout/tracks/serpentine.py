"""The serpentine: rows from the bottom up, to the right, to the left, …, and a panel beside or above them."""

from collections.abc import Sequence

from jeu_oie.layout.geometry import Box, Point, Radii, hull
from jeu_oie.layout.tracks.model import HALF_JOINT, Cell, Corridor, Track
from jeu_oie.layout.tracks.parts import CLEAR, PLAIN, build, corridor, spare

GRIDS = {24: (5, 5), 32: (7, 5), 42: (7, 6), 63: (9, 7)}
PANEL, PANEL_SHARE = 96.0, 0.24
TURN = 13.0
WIDEST_ARRIVAL = 3


def serpentine(count: int, area: Box, gap: float) -> Track:
    """``count`` squares (24, 32, 42 or 63) in rows; a portrait area turns the grid and has its panel on top."""
    columns, rows = GRIDS[count] if area.w >= area.h else GRIDS[count][::-1]
    panel, ground = split_area(area, gap)
    slots = grid(ground, columns, rows, gap)
    # More than three cells for the arrival would be a banner: what is left then stays free.
    taken = (*slots[: count - 1], hull(slots[count - 1 : count - 1 + WIDEST_ARRIVAL]))
    cells = build(taken, corners(columns, count))
    corridors = tuple(between_rows(cells, columns, row, ground, gap) for row in range(rows - 1))
    return Track(area, cells, panel.inset(HALF_JOINT), spare(slots[count:], taken, panel), corridors)


def split_area(area: Box, gap: float) -> tuple[Box, Box]:
    """The panel (on the left, or on top of a portrait area) and the ground of the rows."""
    if area.w >= area.h:
        wide = min(PANEL, PANEL_SHARE * area.w)
        return Box(area.x, area.y, wide, area.h), Box(area.x + wide + gap, area.y, area.w - wide - gap, area.h)
    high = min(PANEL, PANEL_SHARE * area.h)
    return Box(area.x, area.y, area.w, high), Box(area.x, area.y + high + gap, area.w, area.h - high - gap)


def grid(ground: Box, columns: int, rows: int, gap: float) -> list[Box]:
    """All slots in the order of travel."""
    w, h = ground.w / columns, (ground.h - (rows - 1) * gap) / rows
    lines = [
        [Box(ground.x + i * w, ground.bottom - h - j * (h + gap), w, h) for i in range(columns)] for j in range(rows)
    ]
    return [box for j, line in enumerate(lines) for box in (line if j % 2 == 0 else line[::-1])]


def corners(columns: int, count: int) -> dict[int, Radii]:
    """Round outer corners where the road turns from a row to the next: right, left, right, …"""
    found: dict[int, Radii] = {1: (PLAIN, PLAIN, PLAIN, TURN)}
    for turn, number in enumerate(range(columns, count, columns)):
        at_right = turn % 2 == 0
        found[number] = (PLAIN, PLAIN, TURN, PLAIN) if at_right else (PLAIN, PLAIN, PLAIN, TURN)
        found[number + 1] = (PLAIN, TURN, PLAIN, PLAIN) if at_right else (TURN, PLAIN, PLAIN, PLAIN)
    return found


def between_rows(cells: Sequence[Cell], columns: int, row: int, ground: Box, gap: float) -> Corridor:
    """The corridor above a row, from its open end to the bridge."""
    road = cells[(row + 1) * columns - 1].bridge
    assert road, "rows lie a corridor apart"
    y = road.centre.y
    spine = (
        (Point(ground.x, y), Point(road.x - CLEAR, y))
        if row % 2 == 0
        else (Point(ground.right, y), Point(road.right + CLEAR, y))
    )
    return corridor(spine, gap, cells[row * columns : (row + 2) * columns])
