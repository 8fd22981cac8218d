"""« Mon carnet à souche » (``print/carnet.pdf``): slips in two halves, one for the tenant, one that stays at the desk.

One A4 sheet to copy as often as needed: how to use it, then slips. It promises nothing for a landlord: it only
keeps what was said. Lengths in mm.
"""

from collections.abc import Iterator

from jeu_oie.board.palette import INK
from jeu_oie.layout.flow import Block, Para, height, place_block
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import text_at
from jeu_oie.layout.paper import (
    FOLD,
    MARGIN,
    DrawnSheets,
    PrintContext,
    hash_of,
    identity,
    label,
    line,
    sheets,
    stamp_scene,
)
from jeu_oie.layout.scene import Group, Icon, Mark, Scene, Shape
from jeu_oie.layout.stamp import qr
from jeu_oie.layout.text import Style, at_most

WIDTH, HEIGHT = 210.0, 297.0
ROOM = WIDTH - 2 * MARGIN
STUB = 84.0  # from the margin to the perforation: the half that stays at the desk
PAD = 4.0
DOTS = "0.4 1.4"

# What both halves keep, in the order in which one hears it.
FIELDS = ("what", "date", "number", "who", "promise", "until")


def carnet(paper: PrintContext) -> DrawnSheets:
    """One page."""
    top = Group(tuple(cover(paper)), "mode-d-emploi", "how")
    bottom = HEIGHT - MARGIN - (13 if paper.large else 5)
    y = MARGIN + cover_height(paper)
    count = 2 if paper.large else 3
    high = (bottom - y) / count
    slips = [slip(paper, rank + 1, Box(MARGIN, y + rank * high, ROOM, high)) for rank in range(count)]
    scene = Scene(WIDTH, HEIGHT, (top, *slips), paper.dossier.language)
    digits = hash_of([scene])
    under = Box(MARGIN, MARGIN, ROOM, HEIGHT - 2 * MARGIN)
    own = label(identity(paper, digits), paper.small, under)
    code = qr(paper.page, EGG_BOX) if paper.page else ()
    return sheets(paper, [stamp_scene(scene, *own, *code)], {"carnet": digits})


# --- how to use it ---------------------------------------------------------------------------------------


def rules(paper: PrintContext) -> Block:
    t, style = paper.words, paper.text
    title = Para(t("handout.carnet.title"), Style(20, bold=True))
    steps = (Para(t(f"handout.carnet.how.{rank}"), style, 0.4, 5, "•") for rank in range(1, 5))
    return (title, *steps, Para(t("handout.carnet.free"), style, 0.8))


EGG = 26.0
EGG_BOX = Box(WIDTH - MARGIN - EGG, MARGIN + 1, EGG, EGG)


def cover_height(paper: PrintContext) -> float:
    return max(height(rules(paper), ROOM - EGG - PAD), EGG) + 5


def cover(paper: PrintContext) -> Iterator[Mark]:
    yield from place_block(rules(paper), MARGIN, MARGIN, ROOM - EGG - PAD)
    if paper.page is None:  # else the code of the page stands there: each slip has its egg besides
        yield Icon("egg", EGG_BOX)


# --- slips -----------------------------------------------------------------------------------------------


def slip(paper: PrintContext, rank: int, box: Box) -> Group:
    """The stub at the left, what the tenant keeps at the right of the perforation, a cut over both."""
    t = paper.words
    fold = box.x + STUB
    stub = Box(box.x, box.y + 3, STUB - PAD, box.h - 5)
    own = Box(fold + PAD, box.y + 3, box.right - fold - PAD, box.h - 5)
    marks = (
        line(0, box.y, WIDTH, box.y, kind="cut"),
        *half(paper, stub, t("handout.carnet.stub"), rank),
        line(fold, box.y, fold, box.bottom, dash=FOLD, kind="perforation", mm=0.5),
        Shape(rounded_path(own, (3,) * 4), "none", INK, 0.5, kind="own"),
        *half(paper, Box(own.x + 3, own.y + 2, own.w - 6, own.h - 3), t("handout.carnet.own"), rank, egg=True),
    )
    return Group(marks, f"feuillet-{rank}", "slip")


def half(paper: PrintContext, box: Box, title: str, rank: int, *, egg: bool = False) -> Iterator[Mark]:
    """Title, number of the slip, fields on dotted lines; the tenant's half ends with the rule of the proof."""
    t = paper.words
    head: Block = (
        Para(title, Style(14, bold=True)),
        Para(t("handout.carnet.slip", n=rank), Style(14 if paper.large else 10)),
    )
    side = 11.0
    if egg:
        yield Icon("egg", Box(box.right - side, box.y, side, side))
    yield from place_block(head, box.x, box.y, box.w - (side if egg else 0))
    motto: Block = (Para(t("handout.proof"), Style(14 if paper.large else 11, bold=True)),) if egg else ()
    top = box.y + height(head, box.w - (side if egg else 0))
    low = box.bottom - height(motto, box.w)
    yield from fields(paper, Box(box.x, top, box.w, low - top - (1.5 if egg else 0)))
    yield from place_block(motto, box.x, low, box.w)


def fields(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """A label and a dotted line to write on, as high as the room allows."""
    step, style = box.h / len(FIELDS), paper.text
    for rank, name in enumerate(FIELDS):
        said = paper.words(f"handout.carnet.{name}")
        baseline = box.y + step * (rank + 1) - 2.2
        assert at_most(said, box.w - 15, style, 1)[1], said
        yield text_at(box.x, baseline, said, style)
        start = box.x + style.width(said) + 2
        yield line(start, baseline + 0.6, box.right, baseline + 0.6, dash=DOTS, kind="write", mm=0.4)
