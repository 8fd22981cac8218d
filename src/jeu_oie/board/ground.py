"""The ground of a board: road, meadow, water, and the chevrons that show the way."""

import itertools
from collections.abc import Iterator, Sequence

from jeu_oie.board.jumps import Jump
from jeu_oie.board.rings import Cell, Track
from jeu_oie.draw.geometry import Box, Point, rounded_path
from jeu_oie.draw.geometry import Side as Edge
from jeu_oie.draw.ink import INK
from jeu_oie.draw.marks import closed_path
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.game.preset import Palette

ROAD_MM = 2.0
EDGE_MM = 0.9


def road(track: Track, palette: Palette) -> Iterator[Shape]:
    """The union of the cells and bridges grown by 2 mm: its edge is drawn once, under the whole road."""
    outlines = [rounded_path(cell.box, cell.radii) for cell in track.cells]
    outlines += [rounded_path(cell.bridge, (0,) * 4) for cell in track.cells if cell.bridge]
    path = "".join(outlines)
    yield Shape(path, palette.edge, palette.edge, 2 * (ROAD_MM + EDGE_MM))
    yield Shape(path, palette.road, palette.road, 2 * ROAD_MM)


def meadow(track: Track, jumps: Sequence[Jump]) -> Iterator[Mark]:
    """Tufts of grass in the corridors, where no jump runs; a flower at every third."""
    boxes = [segment for jump in jumps for segment in segments(jump)]
    spots = [spot for corridor in track.corridors for spot in along(corridor.spine, 31.0)]
    for rank, spot in enumerate(spots):
        box = Box(spot.x - 2.4, spot.y - 2.4, 4.8, 4.8)
        near = any(box.inset(-1).overlaps(each) for each in boxes)
        blocked = any(cell.bridge and box.overlaps(cell.bridge.inset(-3)) for cell in track.cells)
        if not near and not blocked:
            yield Icon("flower" if rank % 3 == 1 else "tuft", box)


def segments(jump: Jump) -> Iterator[Box]:
    """The ground that a jump's line covers, halo included."""
    points = (jump.start, *jump.line, *jump.head)
    for a, b in itertools.pairwise(points):
        yield Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).inset(-2.1)
    if jump.label:
        yield jump.label


def along(spine: Sequence[Point], step: float) -> Iterator[Point]:
    """Points every ``step`` mm along a line, half a step from its ends."""
    left = step / 2
    for a, b in itertools.pairwise(spine):
        length = a.distance(b)
        while left <= length:
            share = left / length
            yield Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            left += step
        left -= length


def pond(track: Track, palette: Palette, taken: Sequence[Box]) -> Iterator[Mark]:
    """The water of the centre, with a few waves at its edges, none where words stand."""
    centre = track.centre
    parts = (centre, *([joined(track.recess, centre)] if track.recess else []))
    yield Shape("".join(rounded_path(each, (5,) * 4) for each in parts), palette.water)
    for x, y in ((0.06, 0.03), (0.9, 0.04), (0.93, 0.26), (0.04, 0.9), (0.93, 0.93)):
        wave = Box(centre.x + centre.w * x - 5, centre.y + centre.h * y - 2, 10, 10)
        if centre.contains(wave) and not any(wave.overlaps(box) for box in taken):
            yield Icon("wave", wave)


def joined(recess: Box, centre: Box) -> Box:
    """``recess``, over the joint into the centre's water beside it."""
    grown = (recess.grown(side, 10) for side in Edge)
    return next((each for each in grown if each.overlaps(centre)), recess)


def chevrons(cells: Sequence[Cell], palette: Palette) -> Iterator[Shape]:
    """The way: one arrow at each joint, three on a bridge."""
    for cell, following in itertools.pairwise(cells):
        if cell.leaves is None:
            continue
        middle = joint(cell.box, following.box, cell.leaves)
        if cell.bridge:
            for shift in (-3.4, 0.0, 3.4):
                at, out = cell.bridge.centre, cell.leaves.outward
                yield chevron(Point(at.x + out.x * shift, at.y + out.y * shift), cell.leaves, palette)
        else:
            yield chevron(middle, cell.leaves, palette)


def joint(a: Box, b: Box, side: Edge) -> Point:
    """The middle of the stretch along which two neighbours touch."""
    if side.is_level:
        top, bottom = max(a.y, b.y), min(a.bottom, b.bottom)
        x = (a.right + b.x) / 2 if side is Edge.RIGHT else (a.x + b.right) / 2
        return Point(x, (top + bottom) / 2)
    left, right = max(a.x, b.x), min(a.right, b.right)
    y = (a.bottom + b.y) / 2 if side is Edge.BOTTOM else (a.y + b.bottom) / 2
    return Point((left + right) / 2, y)


def chevron(at: Point, side: Edge, palette: Palette) -> Shape:
    """A small ink triangle with a road-coloured rim, pointing the way."""
    out = side.outward
    tip = Point(at.x + out.x * 1.9, at.y + out.y * 1.9)
    base = Point(at.x - out.x * 1.5, at.y - out.y * 1.5)
    one = Point(base.x + out.y * 2.6, base.y + out.x * 2.6)
    two = Point(base.x - out.y * 2.6, base.y - out.x * 2.6)
    return Shape(closed_path((tip, one, two)), INK, palette.road, 0.6)
