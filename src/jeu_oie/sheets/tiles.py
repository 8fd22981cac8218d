"""A board cut into pieces that a home printer can print, to glue together; what stands on their sheets. In mm.

Each piece but the last of its row and column ends in a strip that the next one covers; a piece is therefore cut
at its left and upper edge, and lies over its neighbours to the left and above. Seams keep out of the texts as far
as the paper leaves them room. The pieces are one drawing, shown under each sheet (``Placement``).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height, text_at
from jeu_oie.draw.scene import Group, Mark, Placement, Scene, Shape, Text
from jeu_oie.draw.text import Style, shorten, wrap_text
from jeu_oie.sheets.paper import PrintContext, line, ruler

A4 = (297.0, 210.0)
EDGE = 5.0  # what home printers leave white, and a line that runs outside a piece
FOOT = 8.0  # under the piece, for the line that says which one it is
OVERLAP = 10.0
STEP = 1.0  # between the places that a seam may have
AROUND = 1.0  # of a text, which a seam keeps free where it can


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
    """All pieces of a board, row by row; ``xs`` and ``ys``: where columns and rows begin.

    ``crossed``: how many texts of squares the seams cross; one that they nearly cross, or beside the squares, counts
    for a part of one.
    """

    leaf: Leaf
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    width: float
    height: float
    crossed: float = 0

    def share(self, texts: int) -> float:
        """Of so many texts of squares, those that a seam crosses on the average: more sheets have more seams."""
        seams = len(self.xs) + len(self.ys) - 2
        return self.crossed / max(1, texts) / max(1, seams)

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

    A seam rather runs through a few of the others than through one of the squares.
    """
    leaf = leaf_of(width, height)
    across = weigh([(box.x, box.right) for box in squares], [(box.x, box.right) for box in others])
    down = weigh([(box.y, box.bottom) for box in squares], [(box.y, box.bottom) for box in others])
    xs, ys = starts(width, leaf.room.w, across), starts(height, leaf.room.h, down)
    return Tiling(leaf, xs, ys, width, height, sum(map(across, xs[1:])) + sum(map(down, ys[1:])))


def leaf_of(width: float, height: float) -> Leaf:
    """Level or upright, whichever takes fewer sheets."""
    return min((Leaf(*A4), Leaf(*reversed(A4))), key=lambda each: sheets(width, height, each))


def sheets(width: float, height: float, leaf: Leaf) -> int:
    return count(width, leaf.room.w) * count(height, leaf.room.h)


def count(length: float, room: float) -> int:
    """How many pieces it takes: each but the last gives a strip to the next."""
    return max(1, ceil(round((length - OVERLAP) / (room - OVERLAP), 9)))


SCALE_STEP = 0.01
WORTH = 5.0  # times the share of the squares' texts that a seam crosses on the average, of the scale is given up for it


def enlarge(width: float, height: float, squares: Sequence[Box], others: Sequence[Box] = ()) -> tuple[float, Tiling]:
    """A board's pieces, as large as the sheets hold that it takes at this size; and how many times as large it is."""
    best: tuple[float, float, Tiling] | None = None
    for scale in scales(width, height):
        if best and scale <= best[0]:  # smaller ones are worth less, even with no text on a seam
            break
        boxes = ([each.scaled(scale) for each in texts] for texts in (squares, others))
        tiling = tile(width * scale, height * scale, *boxes)
        worth = scale - WORTH * tiling.share(len(squares))
        if best is None or worth > best[0]:
            best = (worth, scale, tiling)
    assert best, "a board stands on its sheets unenlarged"
    return best[1:]


def scales(width: float, height: float) -> Iterator[float]:
    """Those at which a board takes no more sheets than unenlarged, the largest first, down to 1."""
    room = leaf_of(width, height).room
    most = min(longest(width, room.w) / width, longest(height, room.h) / height)
    return (1 + rank * SCALE_STEP for rank in range(int(round((most - 1) / SCALE_STEP, 6)), -1, -1))


def longest(length: float, room: float) -> float:
    """How long a side may become on the pieces that it takes."""
    return count(length, room) * (room - OVERLAP) + OVERLAP


Span = tuple[float, float]
Weight = Callable[[float], float]
OTHER = 0.2  # of what a text of a square weighs, one beside the squares does
NEAR = 0.3  # of what a text weighs that a seam crosses, one does beside which it runs
OFF = 1e-5  # what a mm weighs by which a seam leaves the place that makes all pieces alike
SHORTEST = 2 * OVERLAP  # a piece


def weigh(squares: Sequence[Span], others: Sequence[Span]) -> Weight:
    """What it costs to have a seam at a place: the texts that it crosses, those of squares first."""
    inner, outer = crossing(squares), crossing(others)
    return lambda at: inner(at) + OTHER * outer(at)


def crossing(spans_: Sequence[Span]) -> Weight:
    """How many spans a place is in; where it is only close to one, as between two lines, this counts for less."""
    through, near = counter(spans_, 0), counter(spans_, AROUND)
    return lambda at: (1 - NEAR) * through(at) + NEAR * near(at)


def counter(spans_: Sequence[Span], around: float) -> Callable[[float], int]:
    """How many spans, and ``around`` mm beside them, hold a place."""
    lows, highs = sorted(low - around for low, _ in spans_), sorted(high + around for _, high in spans_)
    return lambda at: bisect_left(lows, at) - bisect_right(highs, at)


def starts(length: float, room: float, weight: Weight) -> tuple[float, ...]:
    """Where the pieces of a side begin: no piece is longer than its room, and all weigh least together."""
    pieces = count(length, room)
    part, reach = (length - OVERLAP) / pieces, room - OVERLAP
    ways: list[tuple[float, tuple[float, ...]]] = [(0.0, (0.0,))]
    for rank in range(1, pieces):
        spots = [(at, weight(at) + OFF * abs(at - part * rank)) for at in places(rank, pieces, part, reach)]
        ways = [(found[0] + cost, (*found[1], at)) for at, cost in spots if (found := before(ways, at, reach))]
    return min(ways)[1]


def places(rank: int, pieces: int, part: float, reach: float) -> Iterator[float]:
    """Those where a seam leaves what is before and after it short enough."""
    free = min(rank, pieces - rank) * (reach - part)
    steps = int(min(free, part - SHORTEST) / STEP + 1e-9)
    return (part * rank + step * STEP for step in range(-steps, steps + 1))


def before(
    ways: Sequence[tuple[float, tuple[float, ...]]], at: float, reach: float
) -> tuple[float, tuple[float, ...]] | None:
    """The best of the ways after which a piece may end at ``at``."""
    return min((way for way in ways if SHORTEST <= at - way[1][-1] <= reach + 1e-6), default=None)


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
    t, names = paper.words, {"column": chr(ord("A") + tile.column), "row": tile.row + 1}
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


def plan_sheet(tiling: Tiling, scale: float, paper: PrintContext, fingerprint: str) -> TileSheet:
    """The board small with its pieces numbered, what to do, and a ruler."""
    leaf = tiling.leaf
    upright = leaf.height > leaf.width
    left, width = 2 * EDGE, leaf.width - 4 * EDGE
    head = tuple(heading(paper, left, width, size_said(tiling, scale, paper)))
    top = 2 * EDGE + line_height(TITLE.size_pt) + 2 * line_height(SUBTITLE.size_pt) + 8
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


def heading(paper: PrintContext, left: float, width: float, size: str) -> Iterator[Mark]:
    y = 2 * EDGE + cap(TITLE.size_pt)
    yield text_at(left, y, paper.words("tiles.title"), TITLE)
    (line_,), _ = shorten(f"{paper.dossier.title} · {paper.dossier.landlord}", (width,), SUBTITLE)
    yield text_at(left, y + line_height(SUBTITLE.size_pt) + 2, line_, SUBTITLE)
    yield text_at(left, y + 2 * line_height(SUBTITLE.size_pt) + 2, size, replace(SUBTITLE, bold=False))


def size_said(tiling: Tiling, scale: float, paper: PrintContext) -> str:
    """How large the board is once it is glued, and beside an A3, in whole cm and hundredths."""
    sides = {"width": round(tiling.width / 10), "height": round(tiling.height / 10)}
    return paper.words("tiles.size", **sides, percent=round(100 * scale))


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
