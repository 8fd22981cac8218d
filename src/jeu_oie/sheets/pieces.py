"""What lies on the table besides cards, to cut out and fold: a die, pawns, eggs, recourse cards (outputs.md).

Two A4 sheets, printed on one side: what has two faces is folded, so that no printer has to align anything. Eggs
and recourse cards stand edge to edge: a cut frees two of them. Lengths in mm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from jeu_oie.board.cell import pattern_shape
from jeu_oie.circuit.model import Recourse
from jeu_oie.draw.geometry import Box, Point
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    cap,
    centred_text,
    closed_path,
    disc_path,
    height,
    largest,
    lines_of,
    place_block,
    qr,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, Text
from jeu_oie.draw.text import Style
from jeu_oie.game.kinds import Kind
from jeu_oie.sheets.paper import (
    FOLD,
    MARGIN,
    THIN,
    DrawnSheets,
    PrintContext,
    hash_of,
    identity,
    label,
    line,
    rectangle,
    ruler,
    sheets,
    stamp_scene,
)

WIDTH, HEIGHT = 210.0, 297.0
ROOM = WIDTH - 2 * MARGIN
CODE = 24.0  # the side of the page's code
FOOT = 19.0  # the sheet's label and its ruler

TEAMS = "ABCDEF"
EGGS = 3  # a team holds at most 3 (game.md, Rules)


def pieces(paper: PrintContext) -> DrawnSheets:
    """The sheets, each with its own hash."""
    drawn = (first_sheet(paper), second_sheet(paper))
    hashes = [hash_of([scene]) for scene in drawn]
    said = [
        identity(paper, paper.words("print.sheet", n=rank, total=len(drawn), hash=digits))
        for rank, digits in enumerate(hashes, 1)
    ]
    scenes = tuple(stamp_scene(scene, *foot(paper, each)) for scene, each in zip(drawn, said, strict=True))
    return sheets(paper, scenes, {f"pieces-{rank}": digits for rank, digits in enumerate(hashes, 1)})


def foot(paper: PrintContext, said: str) -> Iterator[Mark]:
    bottom = Box(MARGIN, HEIGHT - MARGIN - FOOT, ROOM, FOOT)
    yield from ruler(paper, MARGIN, bottom.y + 1)
    yield from label(said, paper.small, bottom)
    if paper.page:
        yield from qr(paper.page, Box(bottom.right - CODE, bottom.y - 10, CODE, CODE))


def sheet(paper: PrintContext, shows: str, *groups: Group) -> Scene:
    title = f"{paper.words('pieces.title')} · {paper.dossier.title}"
    return Scene(WIDTH, HEIGHT, groups, paper.dossier.language, title, shows)


def first_sheet(paper: PrintContext) -> Scene:
    """The die with what to do, then the pawns under it."""
    top = MARGIN + 2
    die = Group(tuple(die_marks(Point(MARGIN + TAB + EDGE, top))), "de", "die")
    side = Box(MARGIN + 2 * TAB + 3 * EDGE + 6, top, 0, 4 * EDGE + TAB)
    beside = Box(side.x, side.y, WIDTH - MARGIN - side.x, side.h)
    words = Group(tuple(place_block(how(paper), beside.x, beside.y, beside.w)), "mode-d-emploi", "how")
    y = top + 4 * EDGE + TAB + 6
    pawns = [pawn(paper, rank, Point(LEFT + rank * BREADTH, y)) for rank in range(len(TEAMS))]
    return sheet(paper, paper.words("pieces.shows.first"), words, die, *pawns)


def how(paper: PrintContext) -> Block:
    t, text, bold = paper.words, paper.text, paper.bold
    title = Style(max(18, text.size_pt), bold=True)
    said = ("pieces.cut", "pieces.fold", "pieces.die.how", "pieces.pawn.how")
    return (
        Para(t("pieces.title"), title),
        *(Para(t(key), text, 1.6, 5, "•") for key in said),
        Para(t("pieces.instead"), bold, 3),
    )


# --- the die ---------------------------------------------------------------------------------------------

EDGE, TAB = 29.0, 7.0

# Faces of the net as (column, row) → pips: a cross whose column of four closes on itself. Opposite faces make 7;
# 1, 2, 3 turn to the right around their corner, as on dice in Europe.
NET = {(0, 0): 1, (0, 1): 2, (0, 2): 6, (0, 3): 5, (1, 1): 3, (-1, 1): 4}

# The seven edges that are glued, each once: (column, row) of the face and the side where its tab stands.
GLUED = (
    (0, 3, "bottom"),
    (-1, 1, "top"),
    (-1, 1, "bottom"),
    (-1, 1, "left"),
    (1, 1, "top"),
    (1, 1, "bottom"),
    (1, 1, "right"),
)

# Where pips stand, in quarters of the face from its middle.
PIPS = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
    6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}


def die_marks(corner: Point) -> Iterator[Shape]:
    """The net whose column of four starts at ``corner``: tabs, faces, pips, folds."""
    boxes = {place: Box(corner.x + place[0] * EDGE, corner.y + place[1] * EDGE, EDGE, EDGE) for place in NET}
    for column, row, side in GLUED:
        outline = closed_path(tab(boxes[column, row], side)).removesuffix("Z")  # open where it is folded, not cut
        yield Shape(outline, WHITE, INK, THIN, kind="tab")
    for place, count in NET.items():
        yield Shape(rectangle(boxes[place]), WHITE, kind="die-face", data=(("pips", str(count)),))
    for place in NET:
        yield from edges(boxes[place], place)
    for place, count in NET.items():
        middle = boxes[place].centre
        for x, y in PIPS[count]:
            yield Shape(disc_path(middle.x + x * EDGE / 4, middle.y + y * EDGE / 4, EDGE / 11), INK, kind="pip")


def tab(face: Box, side: str) -> tuple[Point, ...]:
    """A trapezoid whose slanting ends leave room for its neighbours."""
    half, slant = EDGE / 2, EDGE / 2 - 0.8 * TAB
    outline = ((-half, half), (-slant, half + TAB), (slant, half + TAB), (half, half))
    turns = {"bottom": (1, 0), "right": (0, 1), "top": (-1, 0), "left": (0, -1)}
    along, away = turns[side]
    middle = face.centre
    return tuple(Point(middle.x + x * along + y * away, middle.y + y * along - x * away) for x, y in outline)


def edges(face: Box, place: tuple[int, int]) -> Iterator[Shape]:
    """Folds where another face or a tab goes on, else a cut."""
    column, row = place
    around = {
        "top": ((column, row - 1), (face.x, face.y, face.right, face.y)),
        "right": ((column + 1, row), (face.right, face.y, face.right, face.bottom)),
        "bottom": ((column, row + 1), (face.x, face.bottom, face.right, face.bottom)),
        "left": ((column - 1, row), (face.x, face.y, face.x, face.bottom)),
    }
    for side, (neighbour, ends) in around.items():
        if neighbour in NET and neighbour < place:
            continue  # drawn with the other face
        folds = neighbour in NET or (column, row, side) in GLUED
        yield line(*ends, dash=FOLD if folds else "", kind="fold" if folds else "cut")


# --- pawns -----------------------------------------------------------------------------------------------

FACE, BASE, BREADTH = 40.0, 12.0, 26.0
LEFT = (WIDTH - BREADTH * len(TEAMS)) / 2

# A team's shape, colour and pattern are those of a kind of square, far apart from each other in grey too.
LOOKS = (Kind.SHORTCUT, Kind.START, Kind.BACK, Kind.PRACTICE, Kind.DETOUR, Kind.SILENCE)


def polygon(corners: int, turn: float = 0.0) -> tuple[Point, ...]:
    angles = [2 * pi * rank / corners + turn - pi / 2 for rank in range(corners)]
    return tuple(Point(cos(angle), sin(angle)) for angle in angles)


def star() -> tuple[Point, ...]:
    return tuple(Point(p.x * r, p.y * r) for p, r in zip(polygon(10), (1.15, 0.62) * 5, strict=True))


EMBLEMS: tuple[tuple[Point, ...], ...] = (
    (),  # a disc
    polygon(4, pi / 4),
    tuple(Point(p.x * 1.15, p.y * 1.15 + 0.2) for p in polygon(3)),
    polygon(4),
    star(),
    polygon(6),
)


@dataclass(frozen=True, slots=True)
class Half:
    """One face of a pawn: upright, or turned around ``pivot``, where the two faces meet."""

    pivot: Point
    turned: bool

    def at(self, x: float, y: float) -> Point:
        """(x, y) from the pivot, as the face is read: y upwards is towards the fold."""
        return Point(self.pivot.x - x, self.pivot.y - y) if self.turned else Point(self.pivot.x + x, self.pivot.y + y)


def pawn(paper: PrintContext, rank: int, corner: Point) -> Group:
    """A strip: base, face upside down, fold, face, base. Folded on top, it stands; both faces read upright."""
    strip = Box(corner.x, corner.y, BREADTH, 2 * (FACE + BASE))
    middle = Point(strip.centre.x, strip.centre.y)
    marks: list[Mark] = []
    for half in (Half(middle, turned=True), Half(middle, turned=False)):
        marks += pawn_face(paper, rank, half)
    for y in (strip.y + BASE, middle.y, strip.bottom - BASE):
        marks.append(line(strip.x, y, strip.right, y, dash=FOLD, kind="fold"))
    marks.append(Shape(rectangle(strip), "none", INK, THIN, kind="cut"))
    return Group(tuple(marks), f"pion-{TEAMS[rank]}", "pawn")


def pawn_face(paper: PrintContext, rank: int, half: Half) -> Iterator[Mark]:
    """The team's letter in its shape over its name, and a strip of its colour or pattern at the foot."""
    colours, radius = paper.palette.kinds[LOOKS[rank]], 9.4
    centre = half.at(0, 15)
    corners = tuple(half.at(point.x * radius, 15 + point.y * radius) for point in EMBLEMS[rank])
    path = closed_path(corners) if corners else disc_path(centre.x, centre.y, radius)
    yield Shape(path, colours.band, INK, 0.7, kind="emblem")
    letter = Style(24, bold=True)
    drop = 0.2 * radius if rank == 2 else 0
    yield read(half, -letter.width(TEAMS[rank]) / 2, 15 + drop + cap(24) / 2, TEAMS[rank], letter, colours.text)
    name = paper.words("pieces.team", team=TEAMS[rank])
    style = largest(name, BREADTH - 2, (14,) if paper.large else (12, 11, 10))
    yield read(half, -style.width(name) / 2, 31, name, style, INK)
    low, high = half.at(-BREADTH / 2, FACE), half.at(BREADTH / 2, FACE - 5)
    strip = Box(min(low.x, high.x), min(low.y, high.y), BREADTH, 5)
    foot = rectangle(strip)
    yield (
        pattern_shape(foot, LOOKS[rank], shape_kind="strip")
        if paper.palette.saver
        else Shape(foot, colours.band, kind="strip")
    )


def read(half: Half, x: float, y: float, content: str, style: Style, fill: str) -> Text:
    """A line whose left end is (x, y) as the face is read."""
    left = half.at(x, y)
    return Text(left.x, left.y, content, style.size_pt, style.bold, fill, style.width(content), turned=half.turned)


# --- eggs and recourse cards -----------------------------------------------------------------------------

CELL = Box(0, 0, 32.0, 28.0)
CARD = Box(0, 0, 64.0, 28.0)


def second_sheet(paper: PrintContext) -> Scene:
    """A row of eggs a team, to fold between their two faces; under them a recourse card a team, if there are any."""
    top = MARGIN
    intro = (
        Para(paper.words("pieces.eggs"), Style(max(16, paper.text.size_pt), bold=True)),
        Para(paper.words("pieces.eggs.how"), paper.text, 0.6),
    )
    words = Group(tuple(place_block(intro, MARGIN, top, ROOM)), "mode-d-emploi", "how")
    y = top + height(intro, ROOM) + 3
    eggs = [
        egg(paper, Point(MARGIN + column * 2 * CELL.w, y + row * CELL.h), TEAMS[row], column)
        for row in range(len(TEAMS))
        for column in range(EGGS)
    ]
    low = y + len(TEAMS) * CELL.h + 5
    recourse = recourse_cards(paper, low) if gives_recourse(paper) else ()
    return sheet(paper, paper.words("pieces.shows.second"), words, *eggs, *recourse)


def egg(paper: PrintContext, corner: Point, team: str, rank: int) -> Group:
    """Two faces side by side: folded backwards along the middle, both stand upright."""
    t = paper.words
    faces = (("egg", t("pieces.egg.to-show")), ("egg-none", t("pieces.egg.shown")))
    marks: list[Mark] = []
    for column, (picture, words) in enumerate(faces):
        box = Box(corner.x + column * CELL.w, corner.y, CELL.w, CELL.h)
        marks += egg_face(paper, box, picture, words, team)
    fold = corner.x + CELL.w
    marks.append(line(fold, corner.y, fold, corner.y + CELL.h, dash=FOLD, kind="fold"))
    marks.append(Shape(rectangle(Box(corner.x, corner.y, 2 * CELL.w, CELL.h)), "none", INK, THIN, kind="cut"))
    return Group(tuple(marks), f"oeuf-{team}{rank + 1}", "egg")


def egg_face(paper: PrintContext, box: Box, picture: str, words: str, team: str) -> Iterator[Mark]:
    side = 15.5
    yield Icon(picture, Box(box.centre.x - side / 2, box.y + 2.4, side, side))
    style = largest(words, box.w - 3, (14,) if paper.large else (12, 11, 10))
    yield centred_text(box.centre.x, box.bottom - 3.4, words, style)
    yield centred_text(box.x + 4, box.y + 3 + cap(style.size_pt), team, style)


def gives_recourse(paper: PrintContext) -> bool:
    board = paper.board
    return any(isinstance(item, Recourse) for item in (*board.pile, *(square.item for square in board.squares)))


def recourse_cards(paper: PrintContext, top: float) -> Iterator[Group]:
    """As many as there are teams: each holds at most one (game.md, Rules)."""
    for rank in range(len(TEAMS)):
        row, column = divmod(rank, 3)
        box = Box(MARGIN + column * CARD.w, top + row * CARD.h, CARD.w, CARD.h)
        yield Group(tuple(recourse_card(paper, box)), f"recours-{TEAMS[rank]}", "recourse")


def recourse_card(paper: PrintContext, box: Box) -> Iterator[Mark]:
    colours, room = paper.palette.kinds[Kind.RECOURSE], box.w - 24
    yield Shape(rectangle(box), colours.body, INK, THIN, kind="cut")
    yield Icon("signpost", Box(box.x + 3, box.centre.y - 7.5, 15, 15))
    title = largest(paper.words("rules.recourse"), room, (14, 13, 12) if not paper.large else (14,))
    block: Block = (Para(paper.words("rules.recourse"), title), *card_text(paper, room))
    yield from place_block(block, box.x + 21, box.centre.y - height(block, room) / 2, room)


def card_text(paper: PrintContext, room: float) -> Sequence[Para]:
    """What the card does, where it stands on two lines."""
    words, style = paper.words("rules.recourse.keep"), Style(14 if paper.large else 10)
    return (Para(words, style, 0.6),) if lines_of(words, room, style, 3) else ()
