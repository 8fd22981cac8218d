"""« Mon chemin » on the person's sheet: a road with a disc a step, its picture and title, beside it what else counts.

Beside the road stand, each at its own step, the levels of urgency, where to turn if nothing comes, and what the tenant
pays; under it, where there is room, what nobody has found as questions with a line to write on. What gives way first:
look/print/notes.md, §1. Lengths in mm, sizes in pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import Block, Para, cap, centred_text, disc_path, height, largest, place_block, thing_icon
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.person import PathStage, PersonSheet
from jeu_oie.sheets.paper import PrintContext
from jeu_oie.sheets.person_parts import READ, Line
from jeu_oie.sheets.person_questions import (
    TIGHT,
    WRITTEN,
    AskedLine,
    draw_questions,
    height_of_questions,
    questions_of,
)
from jeu_oie.sheets.person_side import (
    ASIDE,
    BESIDES,
    BETWEEN,
    LEVELS_SHOWN,
    LINK_ROOM,
    MANY,
    RISE,
    Beside,
    SideBox,
    beside_of,
    draw_beside,
)

ROAD, DISC, PICTURE = 5.4, 11.5, 13.0
TITLE_X = 30.5  # from the left edge of the path
LEAST_ROW, TALL, HOUSE, AIR = 11.1, 15.0, 13.0, 9.6  # a taller row has its disc beside its first lines
MOST = 10  # steps on one sheet
LAST = "intervene"  # where a longer path is cut: somebody comes


@dataclass(frozen=True, slots=True)
class Trim:
    """What is left of the path: how many steps have a sentence to say, how many of the landlord's own are joined."""

    bubbles: int
    joined: int


TRIMS = (Trim(MANY, 0), *(Trim(1, joined) for joined in range(MOST + 1)), Trim(0, MANY))


@dataclass(frozen=True, slots=True)
class PathRow:
    """A step as it is drawn, ``least`` mm high."""

    stage: PathStage
    block: Block
    least: float


@dataclass(frozen=True, slots=True)
class PathLayout:
    """``asked``: how many questions stand under the path."""

    marks: tuple[Mark, ...]
    asked: int


def lay_path(paper: PrintContext, said: PersonSheet, box: Box) -> PathLayout:
    """The path in ``box``, under its heading, as full as it holds, over what nobody has found as questions."""
    stages = cut_path(said.stages)
    heading = (Line(paper.words("handout.path"), Style(19, bold=True)),)
    top = box.y + height(heading, box.w) + 1.2
    room = Box(box.x, top, box.w, box.bottom - top)
    fitted, asked = fit_both(paper, replace(said, stages=stages), room)
    used = replace(room, h=min(fitted.most, room.h - height_of_questions(asked)) if asked else room.h)
    low = Box(box.x, used.bottom + 2, box.w, room.bottom - used.bottom - 2)
    marks = (
        *place_block(heading, box.x, box.y, box.w),
        *draw_path(paper, said, fitted, used),
        *(draw_questions(paper, asked, low) if asked else ()),
    )
    return PathLayout(marks, len(asked))


def fit_both(paper: PrintContext, said: PersonSheet, room: Box) -> tuple["FittedPath", tuple[AskedLine, ...]]:
    """The path with the levels of urgency over as many questions as fit; else the path alone, as long as it can be."""
    whole = len(said.questions)
    fewer = range(whole, min(LEAST_ASKED, whole) - 1, -1)
    barer = ((TRIMS[:many], False, TIGHT, count) for count in fewer for many in (1, 2))
    for trims, say, line_high, count in ((TRIMS[:1], True, WRITTEN, whole), (TRIMS[:1], False, WRITTEN, whole), *barer):
        asked = questions_of(paper, said, room.w, line_high, say=say)[:count]
        fitted = fit_path(paper, said, replace(room, h=room.h - height_of_questions(asked)), trims, LEVELS_SHOWN)
        if fitted:
            return fitted, asked
    for kept in range(len(said.stages), 0, -1):
        fitted = fit_path(paper, replace(said, stages=said.stages[:kept]), room, TRIMS, BESIDES)
        if fitted:
            return fitted, ()
    return FittedPath((), (), 0), ()


LEAST_ASKED = 2


def cut_path(stages: tuple[PathStage, ...]) -> tuple[PathStage, ...]:
    """At most ten steps: a longer path ends where somebody comes, and the foot says where the rest is."""
    if len(stages) <= MOST:
        return stages
    return stages[: next((rank for rank, each in enumerate(stages[:MOST], 1) if each.id == LAST), MOST)]


# --- fitted: as much as the height holds -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FittedPath:
    """The rows and what stands beside them, ``most`` mm high with as much air as it takes."""

    rows: tuple[PathRow, ...]
    beside: tuple[SideBox, ...]
    most: float


def fit_path(
    paper: PrintContext, said: PersonSheet, box: Box, trims: Sequence[Trim], besides: Sequence[Beside]
) -> FittedPath | None:
    """The fullest that ``box`` holds; None where even the barest is too high."""
    wide = any(each.silent for each in said.stages) or said.levels or said.charged
    room = box.w - TITLE_X - (ASIDE + LINK_ROOM if wide else 0)
    end = HOUSE if said.stages else 0
    for trim in trims:
        rows = tuple(rows_of(paper, said.stages, trim, room))
        least = sum(row.least for row in rows) + end
        if least > box.h:
            continue
        for kept in besides:
            beside = tuple(beside_of(paper, said, [row.stage for row in rows], kept))
            high = sum(each.height + BETWEEN for each in beside)
            if high <= box.h + RISE:
                return FittedPath(rows, beside, max(least + AIR * len(rows), high))
        return None
    return None


def rows_of(paper: PrintContext, stages: Sequence[PathStage], trim: Trim, room: float) -> Iterator[PathRow]:
    held: list[tuple[PathStage, list[str]]] = []
    joined = 0
    for stage in stages:
        if joined < trim.joined and held and not (stage.mine or stage.facts or stage.ways):
            held[-1][1].append(stage.title)
            joined += 1
        else:
            held.append((stage, []))
    for rank, (stage, after) in enumerate(held):
        block = tuple(row_block(paper, stage, after, room, say=rank < trim.bubbles))
        yield PathRow(stage, block, max(height(block, room) + 1.6, LEAST_ROW))


def row_block(paper: PrintContext, stage: PathStage, after: Sequence[str], room: float, *, say: bool) -> Iterator[Para]:
    """The title on one line, under it whom to reach, what one receives and by when, what one can say."""
    own = paper.foreign
    yield Line(stage.title, largest(stage.title, room, (16, 15.5, 15, 14.5, 14)), language=own)
    if stage.ways:
        yield Line(stage.ways, READ)
    for picture, told in stage.facts:
        yield Line(told, READ, 0.2, 6.6, picture, language=own)
    if say and stage.says:
        yield Line(shortest(paper, stage.says, room - 7), READ, 0.2, 6.6, "bubble", language=own)
    for each in after:
        yield Line(paper.words("handout.then", step=each), READ)


def shortest(paper: PrintContext, says: Sequence[str], room: float) -> str:
    """The sentences that stand on two lines, the last ones first: the greeting gives way to what is asked."""
    choices = [paper.facts.quoted(" ".join(says[rank:])) or "" for rank in range(len(says))]
    return next((each for each in choices if len(Line(each, READ).lines(room)) <= 2), choices[-1])


# --- drawn -----------------------------------------------------------------------------------------------


def draw_path(paper: PrintContext, said: PersonSheet, fitted: FittedPath, box: Box) -> Iterator[Mark]:
    """The road, its rows with the air shared out, the house at its end, and what stands beside."""
    if not fitted.rows:
        return
    free = box.h - sum(row.least for row in fitted.rows) - HOUSE
    air = min(free / len(fitted.rows), AIR)
    tops = [box.y]
    for row in fitted.rows:
        tops.append(tops[-1] + row.least + air)
    middles = [top + min(row.least, TALL) / 2 for top, row in zip(tops, fitted.rows, strict=False)]
    x = box.x + 1.2 + DISC / 2
    road = Box(x - ROAD / 2, middles[0], ROAD, tops[-1] + 2 - middles[0])
    palette = paper.palette
    yield Shape(rounded_path(road, (0,) * 4), palette.road, palette.edge, 0.5)
    for rank, (row, middle) in enumerate(zip(fitted.rows, middles, strict=True), 1):
        yield from draw_row(row, rank, box, middle, row.least + air)
    yield Icon("house", Box(x - HOUSE / 2, tops[-1], HOUSE, HOUSE))
    style = Style(16, bold=True)
    end = Line(said.arrival, style, language=paper.language_of(said.arrival))
    yield from place_block((end,), box.x + TITLE_X - 13, tops[-1] + HOUSE / 2 - end.step / 2, box.w - TITLE_X)
    yield from draw_beside(fitted.beside, middles, box)


def draw_row(row: PathRow, rank: int, box: Box, middle: float, pitch: float) -> Iterator[Mark]:
    """Its disc and picture no higher than ``pitch``, the words as high as their first lines."""
    x = box.x + 1.2 + DISC / 2
    yield Shape(disc_path(x, middle, min(DISC, pitch - 1.2) / 2), WHITE, INK, 0.7)
    yield centred_text(x, middle + cap(17) / 2, str(rank), Style(17, bold=True))
    side = min(PICTURE, pitch - 0.6)
    yield thing_icon(row.stage.picture, Box(box.x + 22 - side / 2, middle - side / 2, side, side))
    high = height(row.block, box.w - TITLE_X - ASIDE - LINK_ROOM)
    top = middle - min(high, TALL) / 2
    yield from place_block(row.block, box.x + TITLE_X, top, box.w - TITLE_X - ASIDE - LINK_ROOM)
