"""The two pictures of the rules: the table seen from above with all that lies on it, and one turn. Lengths in mm."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jeu_oie.draw import svg
from jeu_oie.draw.geometry import Box, Point, number, rounded_path
from jeu_oie.draw.ink import INK, PROBLEM, WHITE
from jeu_oie.draw.marks import centred_text, disc_path, line_height
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Dice, Palette
from jeu_oie.game.rules.table import dice_of
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import BASELINE, StyleRule, TextGroup, face_of, parts_of

WIDTH = 182.0
LINE = 0.7
KEPT = 1.8  # the outline of the die that is kept
NAME, MORE, CAPTION = Style(14, bold=True), Style(14), Style(14, bold=True)
TEAMS = (Kind.BACK, Kind.SHORTCUT, Kind.PRACTICE, Kind.START)  # whose bands are far apart


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A drawing for a document that flows: its shapes (base64 of an SVG), what it shows, its words by style."""

    shapes: str
    shows: str
    width: str
    height: str
    faces: tuple[StyleRule, ...]
    baseline: float
    parts: tuple[TextGroup, ...]


def picture(scene: Scene, *, saver: bool) -> PrintedPicture:
    faces: dict[StyleRule, int] = {}
    for text in scene.texts():
        faces.setdefault(face_of(text), len(faces) + 1)
    shapes = b64encode(svg.shapes(scene, saver).encode()).decode()
    parts = tuple(parts_of(scene, faces))
    size = number(scene.width), number(scene.height)
    return PrintedPicture(shapes, scene.description, *size, tuple(faces), BASELINE, parts)


def outline_box(box: Box, fill: str, radius: float = 1.6, line: float = LINE, ink: str = INK) -> Shape:
    return Shape(rounded_path(box, (radius,) * 4), fill, ink, line)


def disc(x: float, y: float, radius: float, fill: str) -> Shape:
    return Shape(disc_path(x, y, radius), fill, INK, LINE)


# --- the table seen from above ---------------------------------------------------------------------------

TABLE = Box(0.6, 8.5, WIDTH - 1.2, 65)
BOARD = Box(59, 15.5, 64, 51)
HEIGHT = 81.0
RINGS = ((8, 6), (7, 5), (6, 5))  # columns and rows of the board as it is drawn here, the largest that it fills


def table_scene(board: Board, words: Catalog) -> Scene:
    """The board in the middle with its own colours; left and right what else lies there, each under its name."""
    palette = colours_of(board.preset)
    people = tuple(seat_teams(palette))
    groups = (
        Group((outline_box(TABLE, palette.road, 9, 1.2, palette.edge),), "table"),
        Group(tuple(small_board(board, palette)), "board"),
        Group(people, "people"),
        *(Group(tuple(each), f"thing-{rank}") for rank, each in enumerate(things(board, palette, words))),
    )
    return Scene(WIDTH, HEIGHT, groups, board.circuit.language, words("rules.title"), words("rules.table"))


def seat_teams(palette: Palette) -> Iterator[Shape]:
    """Four teams of two, in the colours of their pawns: a head over shoulders."""
    for rank, kind in enumerate(TEAMS):
        x, low = (71.0 if rank % 2 == 0 else 111.0), rank > 1
        for side in (-6.6, 6.6):
            yield from person(x + side, HEIGHT - 0.6 if low else 15.0, palette.kinds[kind].band)


def person(x: float, y: float, fill: str) -> Iterator[Shape]:
    """Shoulders whose foot is at ``y``, a head over them."""
    path = f"M{number(x - 6)} {number(y)}v-2.6a6 5.4 0 0 1 12 0v2.6Z"
    yield Shape(path, fill, INK, LINE)
    yield disc(x, y - 9.2, 3.5, "#F8D8AD")


def small_board(board: Board, palette: Palette) -> Iterator[Mark]:
    """A ring of squares in the colours of those that the board begins with, the pawns on the first."""
    yield outline_box(BOARD, palette.ground, 3, 1)
    inner = BOARD.inset(2.2)
    columns, rows = next(each for each in RINGS if 2 * sum(each) - 4 <= len(board.squares))
    across, high = inner.w / columns, inner.h / rows
    for (column, row), square in zip(ring_of_cells(columns, rows), board.squares, strict=False):
        box = Box(inner.x + column * across, inner.y + row * high, across, high).inset(0.35)
        colours = palette.kinds[square.kind]
        yield outline_box(box, WHITE, 1, 0.45)
        yield outline_box(Box(box.x, box.y, box.w, box.h * 0.42), colours.band, 1, 0.45)
    yield Icon("goose-large", Box(BOARD.centre.x - 11, BOARD.centre.y - 11.8, 22, 23.6))
    for rank, kind in enumerate(TEAMS):
        spot = Point(inner.x + 2 + 2.1 * (rank % 2), inner.bottom - 4.2 + 2.4 * (rank // 2))
        yield disc(spot.x, spot.y, 1.05, palette.kinds[kind].band)


def ring_of_cells(columns: int, rows: int) -> Iterator[tuple[int, int]]:
    """(column, row) from below on the left, around the outside."""
    yield from ((column, rows - 1) for column in range(columns))
    yield from ((columns - 1, row) for row in range(rows - 2, -1, -1))
    yield from ((column, 0) for column in range(columns - 2, -1, -1))
    yield from ((0, row) for row in range(1, rows - 1))


def things(board: Board, palette: Palette, t: Catalog) -> Iterator[Iterable[Mark]]:
    """What lies around the board: piles by the colour of their backs, dice, eggs, a sheet to write on."""
    own = WHITE if palette.saver else PROBLEM
    question, step = palette.kinds[Kind.QUESTION], palette.kinds[Kind.STEP]
    yield (*pile(15.5, own, "wrench", WHITE), *name_thing(15.5, t("rules.table.problems")))
    if board.pile:
        yield (*pile(43, question.band, "question", question.text), *name_thing(43, t("rules.table.pile")))
    dice = 1 if dice_of(board) is Dice.ONE else 2
    yield (*dice_marks(29, 57.5, dice), centred_text(29, 69, t.count("rules.table.dice", dice), MORE))
    yield (
        *pile(139, step.band, "book", step.text),
        *name_thing(139, t("rules.table.steps"), t("rules.table.steps.more")),
    )
    yield (*paper(166.5), *name_thing(166.5, t("rules.table.sheet"), t("rules.table.sheet.more")))
    yield (*eggs(152.5, 58.5), centred_text(152.5, 69, t("rules.table.eggs"), MORE))


def pile(x: float, fill: str, pictogram: str, ink: str) -> Iterator[Mark]:
    """Three cards on each other, seen from above."""
    for shift in (2.4, 1.2, 0.0):
        yield outline_box(Box(x - 7 - shift / 2, 17 - shift + 2.4, 14, 20), fill)
    yield Icon(pictogram, Box(x - 4.6, 24.8, 9.2, 9.2), ink)


def name_thing(x: float, *lines: str) -> Iterator[Mark]:
    """A name under a thing, and in smaller letters what else is said of it."""
    for rank, content in enumerate(lines):
        style = MORE if rank else NAME
        yield centred_text(x, 45 + rank * line_height(MORE.size_pt), content, style)


def dice_marks(x: float, y: float, count: int) -> Iterator[Mark]:
    for rank in range(count):
        yield Icon("die", Box(x - 6.5 * count + 13 * rank + 0.75, y - 6, 11.5, 11.5))


def paper(x: float) -> Iterator[Mark]:
    box = Box(x - 8, 18.2, 16, 21)
    yield outline_box(box, WHITE)
    for rank in range(3):
        y = number(box.y + 5.4 + 4.6 * rank)
        yield Shape(f"M{number(box.x + 3)} {y}h10", "none", INK, 0.5, "1.2 1")
    yield Icon("pencil", Box(x + 1, 30, 9, 9))


def eggs(x: float, y: float) -> Iterator[Mark]:
    for rank in (-1, 0, 1):
        yield Icon("egg", Box(x + 10 * rank - 5, y - 5, 10, 10))


# --- one turn in four pictures ---------------------------------------------------------------------------

TURN = Box(0.6, 0.6, WIDTH - 1.2, 42.8)
BORDERS = (42.0, 99.0, 143.0)
CELL = Box(0, 14, 12.2, 15)
PIPS = {3: ((-1, -1), (0, 0), (1, 1)), 5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1))}


def turn_scene(board: Board, words: Catalog) -> Scene:
    """Throw, move on, read, take an egg."""
    palette = colours_of(board.preset)
    lines = (Shape(f"M{number(x)} {number(TURN.y)}V{number(TURN.bottom)}", "none", INK, 0.4) for x in BORDERS)
    groups = (
        Group((outline_box(TURN, palette.paper, 3, 1), *lines), "frame"),
        Group(tuple(throwing(21.3, dice_of(board), palette, words)), "throw"),
        Group(tuple(moving(70.5, palette, words)), "move"),
        Group(tuple(reading(121, palette, words)), "read"),
        Group(tuple(taking(162.2, words)), "egg"),
    )
    return Scene(
        WIDTH, TURN.bottom + 0.6, groups, board.circuit.language, words("rules.turn"), words("rules.turn.shows")
    )


def captions(x: float, *lines: str) -> Iterator[Mark]:
    """Lines that end at the foot of the frame."""
    step = line_height(CAPTION.size_pt)
    top = TURN.bottom - 2.4 - step * (len(lines) - 1)
    for rank, content in enumerate(lines):
        yield centred_text(x, top + rank * step, content, CAPTION)


def throwing(x: float, dice: Dice, palette: Palette, t: Catalog) -> Iterator[Mark]:
    """The die that is kept in gold and in a thick line, which black and white shows too."""
    if dice is Dice.ONE:
        yield from die(x, 15, 3, palette.kinds[Kind.START].band)
        yield from captions(x, t("rules.turn.throw"), t("rules.turn.three"))
        return
    yield from die(x + 9.5, 15, 5, WHITE)
    yield from die(x - 9.5, 15, 3, palette.kinds[Kind.START].band, KEPT)
    yield from captions(x, t("rules.turn.throw"), t("rules.turn.keep"))


def die(x: float, y: float, pips: int, fill: str, line: float = LINE) -> Iterator[Mark]:
    yield outline_box(Box(x - 7.5, y - 7.5, 15, 15), fill, 2.6, line)
    for across, down in PIPS[pips]:
        yield Shape(disc_path(x + 3.9 * across, y + 3.9 * down, 1.45), INK)


def moving(x: float, palette: Palette, t: Catalog) -> Iterator[Mark]:
    """Four squares, the pawn on the last of them, where it stood on the first."""
    kinds = (Kind.QUESTION, Kind.TIME, Kind.PRACTICE, Kind.STEP)
    left = x - 2 * CELL.w - 1.5
    for rank, kind in enumerate(kinds):
        box = Box(left + rank * (CELL.w + 1), CELL.y, CELL.w, CELL.h)
        yield outline_box(box, WHITE)
        yield outline_box(Box(box.x, box.y, box.w, 5), palette.kinds[kind].band)
        if rank:
            yield from hop(box.centre.x - CELL.w - 1, box.centre.x, CELL.y - 1.2)
    yield from pawn(left + CELL.w / 2, CELL.bottom - 1, WHITE, "1.2 1")
    yield from pawn(left + 3.5 * CELL.w + 3, CELL.bottom - 1, palette.kinds[Kind.BACK].band)
    yield from captions(x, t("rules.turn.move"))


def hop(start: float, end: float, y: float) -> Iterator[Shape]:
    """An arc with a head: from square to square."""
    middle = number((start + end) / 2)
    yield Shape(
        f"M{number(start + 1)} {number(y)}Q{middle} {number(y - 10)} {number(end - 1.4)} {number(y - 1)}",
        "none",
        INK,
        0.8,
    )
    yield Shape(f"M{number(end)} {number(y + 0.6)}l-3.1 -1.3l2.3 -2.2Z", INK)


def pawn(x: float, foot: float, fill: str, dash: str = "") -> Iterator[Shape]:
    path = f"M{number(x - 3)} {number(foot)}l1.6 -5a2.1 2.1 0 1 1 2.8 0l1.6 5Z"
    yield Shape(path, fill, INK, 0.6, dash)


def reading(x: float, palette: Palette, t: Catalog) -> Iterator[Mark]:
    """A card of a step in lines."""
    box, colours = Box(x - 9.5, 4, 19, 26), palette.kinds[Kind.STEP]
    yield outline_box(box, WHITE)
    yield outline_box(Box(box.x, box.y, box.w, 6.4), colours.band)
    for rank, length in enumerate((13, 13, 9)):
        yield Shape(f"M{number(box.x + 3)} {number(box.y + 11 + 4.4 * rank)}h{length}", "none", INK, 0.6)
    yield from captions(x, t("rules.turn.read"))


def taking(x: float, t: Catalog) -> Iterator[Mark]:
    yield Icon("egg", Box(x - 11, 4, 22, 22))
    yield from captions(x, t("rules.turn.egg"), t("rules.turn.egg.one"))
