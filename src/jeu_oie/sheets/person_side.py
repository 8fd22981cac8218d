"""Beside the road of the person's sheet: the levels of urgency, where to turn if nothing comes, what the tenant pays.

Lengths in mm; what gives way first: look/print/notes.md, §1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, LINK, WHITE
from jeu_oie.draw.marks import Block, Para, height, place_block, thing_icon
from jeu_oie.draw.scene import Mark, Shape
from jeu_oie.game.person import Gesture, Level, PathStage, PersonSheet
from jeu_oie.sheets.paper import PrintContext, line
from jeu_oie.sheets.person_parts import (
    BOLD,
    PAD,
    PALE,
    PURPLE,
    PURPLE_PALE,
    READ,
    TEAL,
    TEAL_PALE,
    Line,
    ground_of,
    ink_of,
)

ASIDE, LINK_ROOM = 62.0, 4.6  # wide; from the titles to it
INSIDE, OVER, BETWEEN = ASIDE - 2 * PAD, 1.1, 1.2
RISE = 9.2  # over the first row, beside the heading
DASH = "1.8 1.2"
MANY = 99


@dataclass(frozen=True, slots=True)
class Beside:
    """What is left beside it: how much of the levels (2: all, 1: examples of the first, 0: delays), and the rest.

    ``again``: an answer that already stands beside an earlier step is told again.
    """

    levels: int
    charged: bool
    asides: int = MANY
    again: bool = False


BESIDES = (
    *(Beside(levels, charged=True, again=again) for levels in (2, 1, 0) for again in (True, False)),
    *(Beside(0, charged=False, asides=asides) for asides in (MANY, 2, 1, 0)),
)
LEVELS_SHOWN = BESIDES[:4]


@dataclass(frozen=True, slots=True)
class SideBox:
    """What stands beside the rows ``first`` to ``last``; ``head``: a band of its own over it, white on ``ink``."""

    first: int
    last: int
    block: Block
    ink: str
    ground: str
    head: Block = ()
    linked: bool = True

    @property
    def head_height(self) -> float:
        return height(self.head, INSIDE) + 2 if self.head else 0.0

    @property
    def height(self) -> float:
        return self.head_height + (height(self.block, INSIDE) + 2 * OVER if self.block else 0)


# --- what they say ---------------------------------------------------------------------------------------


def beside_of(paper: PrintContext, said: PersonSheet, stages: Sequence[PathStage], kept: Beside) -> Iterator[SideBox]:
    """The levels first, which one looks for first; the answers in the order of their steps; what the tenant pays."""
    boxes = [
        *levels_box(paper, said.levels, said.rest, said.unsure, kept.levels),
        *list(silent_boxes(paper, stages, again=kept.again))[: kept.asides],
        *(charged_box(paper, said, len(stages)) if kept.charged else ()),
    ]
    yield from boxes


def silent_boxes(paper: PrintContext, stages: Sequence[PathStage], *, again: bool) -> Iterator[SideBox]:
    """« Si rien ne vient ? », once for all steps in a row that have the same answer."""
    said: set[str] = set()
    numbers = {each.title: rank for rank, each in enumerate(stages, 1)}
    for silent, found in groupby(enumerate(stages), key=lambda each: each[1].silent):
        ranks = [rank for rank, _ in found]
        if silent and (again or silent not in said):
            said.add(silent)
            ink, t = ink_of(paper, TEAL), paper.words
            named = silent in numbers
            told = t("handout.silent.step", rank=numbers[silent], step=silent) if named else silent
            block = (
                Line(t("handout.silent"), BOLD, fill=ink),
                Line(told, READ, language="" if named else paper.foreign),
            )
            yield SideBox(ranks[0], ranks[-1], block, ink, ground_of(paper, TEAL_PALE))


def charged_box(paper: PrintContext, said: PersonSheet, count: int) -> Iterator[SideBox]:
    if said.charged:
        at = max(count - 1, 0)
        head = Line(paper.words("handout.charged"), BOLD, fill=ink_of(paper, PURPLE))
        cases = (Line(each, READ, language=paper.foreign) for each in said.charged)
        block = (head, *cases)
        yield SideBox(at, at, block, ink_of(paper, PURPLE), ground_of(paper, PURPLE_PALE), linked=False)


def levels_box(paper: PrintContext, levels: Sequence[Level], rest: str, unsure: str, much: int) -> Iterator[SideBox]:
    """The first level in pictures, the others by their delay and, where there is room, their examples.

    It ends with all that is in none of them, and what to do where one is not sure.
    """
    own = paper.foreign
    block = [
        *level_lines(levels, much, own),
        *((Line(rest, BOLD, 1.4),) if rest else ()),
        *((Line(unsure, READ, 1.2),) if unsure else ()),
    ]
    if not levels and not unsure:
        return
    ink = INK if paper.palette.saver else WHITE
    head = (Line(headline(levels[0]), BOLD, fill=ink, language=own),) if levels else ()
    yield SideBox(0, 0, tuple(block), LINK, ground_of(paper, PALE), head, linked=False)


def level_lines(levels: Sequence[Level], much: int, own: str) -> Iterator[Para]:
    """What stands under the title of the first level; ``own``: the circuit's language, where the sheet has another."""
    for rank, each in enumerate(levels):
        if rank:
            yield Line(headline(each), BOLD, 1.4, language=own)
            yield from (Line(one.text, READ, 0.2, 5, "•", language=own) for one in each.examples if much > 1)
            continue
        if each.hours and (much > 1 or not each.delay):
            yield Line(each.hours, READ, language=own)
        if much:
            yield from (example(one, own) for one in each.examples)


def example(each: Gesture, own: str) -> Para:
    """With its picture; a sentence of more than three lines has none, which would make it longer still."""
    pictured = Line(each.text, READ, 0.6, EXAMPLE + 1.4, each.picture, language=own)
    count = len(pictured.lines(INSIDE))
    if not each.picture or count > 3:
        return Line(each.text, READ, 0.6, language=own)
    return replace(pictured, before=2.6) if count == 1 else pictured


EXAMPLE = 8.0


def headline(level: Level) -> str:
    return f"{level.title} : {level.call}" if level.call and level.call not in level.title else level.title


# --- drawn -----------------------------------------------------------------------------------------------


def draw_beside(boxes: Sequence[SideBox], middles: Sequence[float], box: Box) -> Iterator[Mark]:
    """Each at the middle of its steps, as near as the others let it."""
    x = box.right - ASIDE
    for rank, (each, y) in enumerate(zip(boxes, places(boxes, middles, box), strict=True)):
        place = Box(x, y, ASIDE, each.height)
        if each.linked:
            yield from links(each, middles, place, TRACKS[rank % len(TRACKS)])
        yield from draw_box(each, place)


def places(boxes: Sequence[SideBox], middles: Sequence[float], box: Box) -> list[float]:
    """The upper edges: first each as low as it wants to be, then up as far as the foot asks for it."""
    tops: list[float] = []
    low = box.y - RISE
    for each in boxes:
        wanted = (middles[each.first] + middles[each.last]) / 2 - each.height / 2
        tops.append(max(wanted, low))
        low = tops[-1] + each.height + BETWEEN
    high = box.bottom
    for rank in range(len(tops) - 1, -1, -1):
        tops[rank] = min(tops[rank], high - boxes[rank].height)
        high = tops[rank] - BETWEEN
    return tops


TRACKS = (1.4, 2.8)  # from a box to the dashes beside it: two boxes that follow each other share none


def links(each: SideBox, middles: Sequence[float], place: Box, track: float) -> Iterator[Mark]:
    """Dashes from each of its steps to the box."""
    ys = [middles[rank] for rank in range(each.first, each.last + 1)]
    to = min(max(middle_of(ys), place.y + 3), place.bottom - 3)
    x, left = place.x - track, place.x - LINK_ROOM + 0.4
    ends = [*((left, y, x, y) for y in ys), (x, to, place.x, to)]
    if max(*ys, to) - min(*ys, to) > 0.2:
        ends.append((x, min(*ys, to), x, max(*ys, to)))
    for one in ends:
        yield replace(line(*one, dash=DASH, mm=0.6), stroke=each.ink)


def middle_of(ys: Sequence[float]) -> float:
    return (ys[0] + ys[-1]) / 2


def draw_box(each: SideBox, place: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(place, (3,) * 4), each.ground, each.ink, 0.6)
    if each.head:
        head = Box(place.x, place.y, place.w, each.head_height)
        saver = each.ground == WHITE
        radii = (3.0, 3.0, 0.0, 0.0) if each.block else (3.0,) * 4
        yield Shape(rounded_path(head, radii), WHITE if saver else each.ink, INK, 0.6)
        yield from place_block(each.head, head.x + PAD, head.y + 1, INSIDE)
    yield from draw_pictured(each.block, place.x + PAD, place.y + each.head_height + OVER)


def draw_pictured(block: Block, x: float, y: float) -> Iterator[Mark]:
    """The words, each thing large beside the lines that name it."""
    for para in block:
        tall = para.step * len(para.lines(INSIDE))
        if para.mark.startswith("thing-"):
            middle = y + para.before + tall / 2
            yield thing_icon(para.mark, Box(x, middle - EXAMPLE / 2, EXAMPLE, EXAMPLE))
        words = para if para.mark == "•" else replace(para, mark="")
        yield from place_block((words,), x, y, INSIDE)
        y += para.before + tall
