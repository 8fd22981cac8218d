"""The leaflet (``print/leaflet.pdf``): A4 folded in three, which stands alone; the number is on its cover.

Imposition, lengths in mm. Outside, from the left: the panel that folds in (97), the back (100), the cover (100);
inside: 100, 100, and the back of the panel that folds in (97), 3 mm narrower so that it lies flat. Both pages stand
upright on a screen, so the printer must turn the sheet along its short edge: the file asks for it, and the margin of
the back says it, since browsers do not obey. (A second page on its head would suit the long edge, but nobody
could read it on a telephone.)
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jeu_oie.board.handout import Handout, hand_out
from jeu_oie.layout.carnet import fields
from jeu_oie.layout.flow import Block, Para, Poured, drop_space, height, place_block, pour, richest
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.leaflet.blocks import (
    HELPS,
    heading_block,
    help_of,
    more,
    proof_blocks,
    stage,
    under_heading,
    urgent,
)
from jeu_oie.layout.leaflet.cover import cover
from jeu_oie.layout.paper import FOLD, MARGIN, DrawnSheets, PrintContext, hash_of, identity, line, sheets, stamp_scene
from jeu_oie.layout.scene import Group, Mark, Scene
from jeu_oie.layout.stamp import qr

WIDTH, HEIGHT = 297.0, 210.0
OUTSIDE = (97.0, 100.0, 100.0)
INSIDE = (100.0, 100.0, 97.0)
CLEAR = 6.0  # from a fold to the text; 4 at least
TICK = 5.0  # fold marks stand in the margins, at both ends of a fold


def leaflet(paper: PrintContext) -> DrawnSheets:
    """Both sides of the sheet, one hash for both.

    What is urgent and what to keep stand on the panel that folds in and go on upon the back; what helps if nothing
    comes stands inside and goes on upon the back too, under the rest.
    """
    hand = hand_out(paper.facts)
    (flap, back, front), inside = panels(OUTSIDE), panels(INSIDE)
    used = height(imprint(paper, HASH), back.w) + 3 + (CODE + 3 if paper.page else 0)
    free = Box(back.x, back.y, back.w, back.h - used)
    proof = richest([[*urgent(paper, hand, flap.w), *proof_blocks(paper, hand, flap.w)]], [flap, free], more(paper))
    helps = draw_help(paper, hand, inside[2], remaining_box(proof, free))
    under = Box(free.x, helps.bottom, free.w, free.bottom - helps.bottom)
    behind = (*proof.columns[1], *helps.outside, *notes(paper, under), *follow(paper, free))
    told = (tuple(cover(paper, hand, front)), proof.columns[0], behind)
    outside = side(paper, OUTSIDE, dict(zip(("couverture", "urgent", "dos"), told, strict=True)))
    way = path(paper, hand, inside[:2])
    inner = side(paper, INSIDE, {"chemin": way[0], "chemin-suite": way[1], "recours": helps.inside})
    digits = hash_of((outside, inner))
    block = imprint(paper, digits)
    stamp = place_block(block, back.x, back.bottom - height(block, back.w), back.w)
    return sheets(paper, (stamp_scene(outside, *stamp), inner), {"leaflet": digits}, duplex=True, short_edge=True)


def remaining_box(poured: Poured, box: Box) -> Box:
    """What is left of the second column."""
    y = poured.bottom + 5 if poured.columns[1] else box.y
    return Box(box.x, y, box.w, box.bottom - y)


def panels(widths: Sequence[float]) -> tuple[Box, ...]:
    """Where text stands in each panel: inside the margins of the sheet and clear of the folds."""
    boxes: list[Box] = []
    x = 0.0
    for width in widths:
        left = MARGIN if not x else CLEAR
        right = MARGIN if x + width == WIDTH else CLEAR
        boxes.append(Box(x + left, MARGIN, width - left - right, HEIGHT - 2 * MARGIN))
        x += width
    return tuple(boxes)


def side(paper: PrintContext, widths: Sequence[float], told: Mapping[str, tuple[Mark, ...]]) -> Scene:
    """A side of the sheet: its panels in reading order, and a mark at each end of each fold."""
    folds = [
        line(x, y, x, y + TICK, dash=FOLD, kind="fold") for x in accumulate(widths[:-1]) for y in (0, HEIGHT - TICK)
    ]
    groups = (Group(marks, name, "panel") for name, marks in told.items() if marks)
    title = f"{paper.dossier.title} · {paper.dossier.landlord}"
    return Scene(WIDTH, HEIGHT, (*groups, Group(tuple(folds), "plis", "folds")), paper.dossier.language, title)


def path(paper: PrintContext, hand: Handout, boxes: Sequence[Box]) -> tuple[tuple[Mark, ...], ...]:
    """Step by step: announced days, what one should receive, with their sources; as much more as there is room."""
    title = heading_block(paper.words("page.path"), boxes[0].w)
    end: Block = (Para(hand.arrival, paper.bold, 3, 7, "house"),)
    choices = [
        [*under_heading(title, [stage(paper, each, rank, much) for rank, each in enumerate(hand.stages, 1)]), end]
        for much in (2, 1, 0)
    ]
    return richest(choices, boxes, more(paper)).columns


@dataclass(frozen=True, slots=True)
class Helped:
    """What helps, inside and upon the back; ``bottom``: from where on the back is free."""

    inside: tuple[Mark, ...]
    outside: tuple[Mark, ...]
    bottom: float


def draw_help(paper: PrintContext, hand: Handout, inside: Box, outside: Box) -> Helped:
    """If nothing comes: whom to turn to, how, by when; inside, and what goes on upon the back."""
    if not hand.helps:
        return Helped((), (), outside.y)
    t = paper.words
    title = heading_block(t("handout.helps"), inside.w)
    choices = [
        list(under_heading(title, [help_of(paper, each, text, rows) for each in hand.helps])) for text, rows in HELPS
    ]
    if outside.h < LEAST or not pour(choices[0], [inside]).rest:
        return Helped(richest(choices, [inside], more(paper)).columns[0], (), outside.y)
    again = drop_space((heading_block(t("handout.helps.more"), outside.w),))
    over = height(again, outside.w)
    poured = richest(choices, [inside, Box(outside.x, outside.y + over, outside.w, outside.h - over)], more(paper))
    heading = tuple(place_block(again, outside.x, outside.y, outside.w))
    return Helped(poured.columns[0], (*heading, *poured.columns[1]), poured.bottom + 5)


LEAST = 30.0  # mm of the back that are worth going on upon


NOTES = 75.0


def notes(paper: PrintContext, box: Box) -> tuple[Mark, ...]:
    """Lines to write on what was said, where the back has room for them."""
    title: Block = (heading_block(paper.words("handout.notes"), box.w),)
    if box.h < NOTES:
        return ()
    top = box.y + height(drop_space(title), box.w)
    return (
        *place_block(drop_space(title), box.x, box.y, box.w),
        *fields(paper, Box(box.x, top, box.w, min(NOTES, box.bottom - top))),
    )


CODE = 30.0
HASH = "0" * 6  # as wide as any


def follow(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """The page's QR code and what it is for, under ``box``."""
    if paper.page:
        y, room = box.bottom + 3, box.w - CODE - 3
        yield from qr(paper.page, Box(box.x, y, CODE, CODE))
        said: Block = (Para(paper.words("stamp.follow"), paper.bold), Para(paper.words("handout.whole"), paper.text, 1))
        yield from place_block(said, box.x + CODE + 3, y + (CODE - height(said, room)) / 2, room)


def imprint(paper: PrintContext, digits: str) -> Block:
    """How to print and fold; whose sheet it is, in which state, version and hash."""
    whole = () if paper.page else (Para(paper.words("handout.whole"), paper.text),)
    return (
        *whole,
        Para(paper.words("handout.fold"), paper.small, 1),
        Para(identity(paper, digits), paper.small, 0.8),
    )
