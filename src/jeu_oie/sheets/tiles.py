"""A board cut into pieces that a home printer can print, and what stands on their sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height, text_at
from jeu_oie.draw.scene import Group, Mark, Placement, Scene, Shape, Text
from jeu_oie.draw.text import Style, shorten, wrap_text
from jeu_oie.sheets.paper import PrintContext, line, ruler

# --- A board cut into pieces that a home printer can print, to glue together: where the seams run. Lengths in mm
#
# Each piece but the last of its row and column ends in a strip that the next one covers; a piece is therefore cut
# at its left and upper edge, and lies over its neighbours to the left and above. Seams keep out of the texts as far
# as the paper leaves them room.

A4 = (297.0, 210.0)
EDGE = 6.0  # what home printers leave white, and a line that runs outside a piece
FOOT = 9.0  # under the piece, for the line that says which one it is
OVERLAP = 10.0
STEP = 0.5  # between the places that a seam may have
AROUND = 1.0  # of a text, which a seam keeps free


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet, and the part of it that a piece may fill."""

    width: float
    height: float

    @property
    def room(self) -> Box:
        return Box(EDGE, EDGE, self.width - 2 * EDGE, self.height - 2 * EDGE - FOOT)


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of the board, its strips included: where it is on the board; which column and row, from 0."""

    column: int
    row: int
    box: Box


@dataclass(frozen=True, slots=True)
class Tiling:
    """All pieces of a board, row by row; ``xs`` and ``ys``: where columns and rows begin."""

    leaf: Leaf
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    width: float
    height: float

    @property
    def tiles(self) -> tuple[Tile, ...]:
        columns, rows = spans(self.xs, self.width), spans(self.ys, self.height)
        return tuple(
            Tile(column, row, Box(left, top, right - left, bottom - top))
            for row, (top, bottom) in enumerate(rows)
            for column, (left, right) in enumerate(columns)
        )


def spans(starts: Sequence[float], length: float) -> list[tuple[float, float]]:
    """From where to where each piece runs, strip included."""
    return [(start, end + OVERLAP) for start, end in pairwise(starts)] + [(starts[-1], length)]


def tile(width: float, height: float, squares: Sequence[Box], others: Sequence[Box] = ()) -> Tiling:
    """The pieces of a board of this size on as few sheets as can be; ``squares``, ``others``: where texts stand.

    A seam rather runs through one of the others than through one of the squares.
    """
    leaf = min((Leaf(*A4), Leaf(*reversed(A4))), key=lambda each: sheets(width, height, each))
    xs = starts(width, leaf.room.w, *([(box.x, box.right) for box in boxes] for boxes in (squares, others)))
    ys = starts(height, leaf.room.h, *([(box.y, box.bottom) for box in boxes] for boxes in (squares, others)))
    return Tiling(leaf, xs, ys, width, height)


def sheets(width: float, height: float, leaf: Leaf) -> int:
    return count(width, leaf.room.w) * count(height, leaf.room.h)


def count(length: float, room: float) -> int:
    """How many pieces it takes: each but the last gives a strip to the next."""
    return max(1, ceil(round((length - OVERLAP) / (room - OVERLAP), 9)))


Span = tuple[float, float]


def starts(length: float, room: float, squares: Sequence[Span], others: Sequence[Span]) -> tuple[float, ...]:
    """Where the pieces of a side begin.

    Each seam is free to move, from its place in equal parts, by half of what a piece could be longer: whatever the
    others do, every piece then fits in its room.
    """
    pieces = count(length, room)
    part = (length - OVERLAP) / pieces
    free = (room - OVERLAP - part) / 2
    return (0.0, *(seam(part * rank, free, squares, others) for rank in range(1, pieces)))


def seam(middle: float, free: float, squares: Sequence[Span], others: Sequence[Span]) -> float:
    """The place within ``free`` of ``middle`` that crosses fewest texts, those of squares first; then the nearest."""
    return min(
        places(middle, free),
        key=lambda at: (count_crossed(at, squares), count_crossed(at, others), round(abs(at - middle), 6), at),
    )


def places(middle: float, free: float) -> Iterator[float]:
    steps = int(free / STEP)
    return (middle + rank * STEP for rank in range(-steps, steps + 1))


def count_crossed(at: float, spans_: Sequence[Span]) -> int:
    return sum(low - AROUND < at < high + AROUND for low, high in spans_)


# --- What stands on the sheets of a tiled board beside its pieces: where to cut and to glue, which sheet it is,
# the plan
#
# The pieces themselves are one drawing, shown under each sheet (``Placement``).

CUT, GLUE = 0.25, "1.6 1.2"  # mm: the line to cut along; the dashes along which the next sheet is laid
HATCH = 5.0  # between the lines of a strip to glue
DISC = 4.2
STEPS = ("print", "measure", "cut", "glue", "order")
TITLE, SUBTITLE = Style(26, bold=True), Style(14, bold=True)


@dataclass(frozen=True, slots=True)
class TileSheet:
    """A sheet: what is drawn over the board, and where the board is shown."""

    scene: Scene
    board: Placement


def tile_sheets(tiling: Tiling, scale: float, paper: PrintContext, fingerprint: str) -> tuple[TileSheet, ...]:
    """The plan, then a sheet a piece, row by row; ``scale``: of the board that is shown."""
    pieces = tuple(piece_sheet(tiling, tile, scale, paper, fingerprint) for tile in tiling.tiles)
    return (plan_sheet(tiling, scale, paper, fingerprint), *pieces)


def number_of(tiling: Tiling, tile: Tile) -> int:
    return tile.row * len(tiling.xs) + tile.column + 1


def column_name(column: int) -> str:
    return chr(ord("A") + column)


# --- a piece ---------------------------------------------------------------------------------------------


def piece_sheet(tiling: Tiling, tile: Tile, scale: float, paper: PrintContext, fingerprint: str) -> TileSheet:
    room = tiling.leaf.room
    piece = Box(room.x, room.y, tile.box.w, tile.box.h)
    marks = (*strips(tiling, tile, piece), *edges(tiling, tile, piece))
    groups = (
        Group(marks, f"feuille-{number_of(tiling, tile)}", "tile"),
        Group(tuple(sheet_title(tiling, tile, paper, fingerprint)), "pied", "foot"),
    )
    board = Placement(room.x - tile.box.x, room.y - tile.box.y, scale, piece)
    return TileSheet(scene(tiling, groups, paper), board)


def scene(
    tiling: Tiling, groups: tuple[Group, ...], paper: PrintContext, shows: str = "", reading: tuple[str, ...] = ()
) -> Scene:
    leaf, title = tiling.leaf, paper.words("tiles.title")
    return Scene(leaf.width, leaf.height, groups, paper.dossier.language, title, shows, reading)


def edges(tiling: Tiling, tile: Tile, piece: Box) -> Iterator[Shape]:
    """The lines to cut along, just outside the piece: left and above, and where the board ends."""
    box = piece.inset(-CUT / 2)
    yield line(box.x, box.y, box.x, box.bottom, kind="cut", mm=CUT)
    yield line(box.x, box.y, box.right, box.y, kind="cut", mm=CUT)
    if tile.column == len(tiling.xs) - 1:
        yield line(box.right, box.y, box.right, box.bottom, kind="cut", mm=CUT)
    if tile.row == len(tiling.ys) - 1:
        yield line(box.x, box.bottom, box.right, box.bottom, kind="cut", mm=CUT)


def strips(tiling: Tiling, tile: Tile, piece: Box) -> Iterator[Mark]:
    """The strips that the next sheets cover, each with the number of the sheet that is glued there."""
    rank = number_of(tiling, tile)
    if tile.column < len(tiling.xs) - 1:
        yield from strip(Box(piece.right - OVERLAP, piece.y, OVERLAP, piece.h), rank + 1)
    if tile.row < len(tiling.ys) - 1:
        yield from strip(Box(piece.x, piece.bottom - OVERLAP, piece.w, OVERLAP), rank + len(tiling.xs))


def strip(box: Box, following: int) -> Iterator[Mark]:
    """A hatched strip; the dashes stand within it, so that the next sheet hides them."""
    yield Shape(hatch_path(box), "none", INK, 0.15)
    near = CUT / 2
    if box.h > box.w:
        yield line(box.x + near, box.y, box.x + near, box.bottom, dash=GLUE, kind="glue", mm=CUT)
        at = (box.centre.x, box.y + box.h * 0.25)
    else:
        yield line(box.x, box.y + near, box.right, box.y + near, dash=GLUE, kind="glue", mm=CUT)
        at = (box.x + box.w * 0.25, box.centre.y)
    yield from disc(*at, str(following), DISC)


def hatch_path(box: Box) -> str:
    """Lines that rise at 45° from side to side of a strip, path data."""
    side = min(box.w, box.h)
    steps = int((max(box.w, box.h) - side) / HATCH)
    if box.h > box.w:
        return "".join(f"M{box.x:.2f} {box.y + side + HATCH * n:.2f}l{side:.2f} -{side:.2f}" for n in range(steps + 1))
    return "".join(f"M{box.x + HATCH * n:.2f} {box.bottom:.2f}l{side:.2f} -{side:.2f}" for n in range(steps + 1))


def disc(x: float, y: float, content: str, radius: float) -> Iterator[Mark]:
    style = Style(round(radius * 3.3), bold=True)
    yield Shape(disc_path(x, y, radius), WHITE, INK, 0.35)
    yield centred_text(x, y + cap(style.size_pt) / 2, content, style)


def sheet_title(tiling: Tiling, tile: Tile, paper: PrintContext, fingerprint: str) -> Iterator[Mark]:
    """Which sheet it is, then whose board."""
    t, names = paper.words, {"column": column_name(tile.column), "row": tile.row + 1}
    which = t("tiles.sheet", n=number_of(tiling, tile), total=len(tiling.tiles), **names)
    yield from foot(tiling, which, paper, fingerprint)


def foot(tiling: Tiling, which: str, paper: PrintContext, fingerprint: str) -> Iterator[Mark]:
    """``which`` sheet it is, then its hash and state, then whose it is: there is little room in large print."""
    leaf, dossier, bold = tiling.leaf, paper.dossier, Style(max(11, paper.small.size_pt), bold=True)
    whose = f"{fingerprint} · {dossier.status} · {dossier.version} · {dossier.landlord} · {dossier.title}"
    y = leaf.height - EDGE - 2.2
    yield text_at(EDGE, y, which, bold)
    left = EDGE + bold.width(which) + 5
    (rest,), _ = shorten(whose, (leaf.width - EDGE - left,), paper.small)
    yield text_at(left, y, rest, paper.small)


# --- the plan --------------------------------------------------------------------------------------------


def plan_sheet(tiling: Tiling, scale: float, paper: PrintContext, fingerprint: str) -> TileSheet:
    """The board small with its pieces numbered, what to do, and a ruler."""
    leaf = tiling.leaf
    upright = leaf.height > leaf.width
    left, width = 2 * EDGE, leaf.width - 4 * EDGE
    head = tuple(heading(paper, left, width))
    top = 2 * EDGE + line_height(TITLE.size_pt) + line_height(SUBTITLE.size_pt) + 8
    column = width if upright else width * 0.38
    shown_width = width if upright else width - column - 10
    small = shown_width / tiling.width
    picture = Box(left if upright else left + column + 10, top, shown_width, tiling.height * small)
    steps = Box(left, picture.bottom + 8 if upright else top, column, 0)
    words = tuple(instructions(paper, steps))
    last = max(mark.y for mark in words if isinstance(mark, Text))
    y = max(last, picture.bottom) + 12
    groups = (
        Group(head, "titre", "title"),
        Group(tuple(number_pieces(tiling, picture, small)), "plan", "plan"),
        Group(words, "etapes", "steps"),
        Group(tuple(ruler(paper, left, y)), "regle", "ruler"),
        Group(tuple(foot(tiling, paper.words("tiles.plan"), paper, fingerprint)), "pied", "foot"),
    )
    shows = paper.words("tiles.shows", n=len(tiling.tiles))
    plan = scene(tiling, groups, paper, shows, ("titre", "etapes", "regle", "plan"))
    return TileSheet(plan, Placement(picture.x, picture.y, scale * small, picture))


def heading(paper: PrintContext, left: float, width: float) -> Iterator[Mark]:
    y = 2 * EDGE + cap(TITLE.size_pt)
    yield text_at(left, y, paper.words("tiles.title"), TITLE)
    (line_,), _ = shorten(f"{paper.dossier.title} · {paper.dossier.landlord}", (width,), SUBTITLE)
    yield text_at(left, y + line_height(SUBTITLE.size_pt) + 2, line_, SUBTITLE)


def number_pieces(tiling: Tiling, picture: Box, small: float) -> Iterator[Mark]:
    """The outline of the board, its seams, a number on each piece."""
    for tile in tiling.tiles:
        box = Box(picture.x + tile.box.x * small, picture.y + tile.box.y * small, *visible_size(tiling, tile, small))
        yield Shape(rounded_path(box, (0,) * 4), "none", WHITE, 1.6)
        yield Shape(rounded_path(box, (0,) * 4), "none", INK, 0.5, kind="piece")
        yield from disc(box.centre.x, box.centre.y, str(number_of(tiling, tile)), 8)


def visible_size(tiling: Tiling, tile: Tile, small: float) -> tuple[float, float]:
    """Width and height of what is seen of a piece once all are glued."""
    width = tile.box.w - (OVERLAP if tile.column < len(tiling.xs) - 1 else 0)
    height = tile.box.h - (OVERLAP if tile.row < len(tiling.ys) - 1 else 0)
    return width * small, height * small


def instructions(paper: PrintContext, box: Box) -> Iterator[Mark]:
    style = Style(14)
    y = box.y
    for rank, step in enumerate(STEPS, 1):
        lines = wrap_text(paper.words(f"tiles.{step}"), box.w - 9, style)
        yield text_at(box.x, y + cap(14), f"{rank}.", Style(14, bold=True))
        yield from column_of(lines, box.x + 9, y + cap(14), style)
        y += line_height(14) * len(lines) + 3


def column_of(lines: Sequence[str], x: float, y: float, style: Style) -> Iterator[Mark]:
    for rank, content in enumerate(lines):
        yield text_at(x, y + rank * line_height(style.size_pt), content, style)
