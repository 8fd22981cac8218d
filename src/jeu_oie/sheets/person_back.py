"""The back of the person's sheet: « Mon carnet », stubs to write on, and the ladder of recourse under them.

In black and greys, since it is printed behind a front in colour. The landlord's half of a stub is left out on purpose:
the front is on the same paper (look/print/notes.md, §2). Lengths in mm, sizes in pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    cap,
    centred_text,
    disc_path,
    height,
    largest,
    line_height,
    place_block,
    qr,
    text_at,
    thing_icon,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape
from jeu_oie.draw.text import Style, flow, leftward
from jeu_oie.game.person import PersonSheet, Rung
from jeu_oie.sheets.paper import POINT, PrintContext, line
from jeu_oie.sheets.person_parts import BOLD, READ, Line

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, BOTTOM = 12.0, 8.0, 7.0
ROOM = WIDTH - 2 * LEFT
DOTS = "0.4 1.2"
TAB, STUB, STUB_GAP = "#D9D9D9", 35.0, 2.4
STEP_INK, STEP_ROAD = "#4A4A4A", "#D9D9D9"
CODE = 24.0
FOOT = 2 * line_height(14)  # the sources and whose sheet it is: three lines of 9 pt, or two of large print


def draw_back(paper: PrintContext, said: PersonSheet) -> Scene:
    """The stubs, then the ladder: three stubs, more where it is short, fewer where it is long."""
    head = tuple(draw_head(paper))
    top = TOP + head_height(paper)
    low = HEIGHT - BOTTOM - FOOT - 1.5
    stubs, ladder = fit_stubs(paper, said, Box(LEFT, top, ROOM, low - top))
    boxes = [Box(LEFT, top + rank * (STUB + STUB_GAP), ROOM, STUB) for rank in range(stubs)]
    drawn = [Group(tuple(draw_stub(paper, n, box)), f"souche-{n}", "slip") for n, box in enumerate(boxes, 1)]
    groups = (
        Group(head, "titre"),
        *drawn,
        Group(ladder, "recours"),
        Group(tuple(draw_foot(paper, said)), "sources"),
    )
    title = POINT.join((paper.words("handout.carnet.title"), paper.dossier.title, paper.dossier.landlord))
    return Scene(WIDTH, HEIGHT, groups, paper.dossier.language, title, reading=("titre",))


# --- what it is for --------------------------------------------------------------------------------------


TAILED = 2.4  # under a title in large Arabic letters, whose tails reach lower


def head_block(paper: PrintContext) -> Block:
    t = paper.words
    return (
        Para(t("handout.carnet.title"), Style(28, bold=True)),
        Para(t("handout.carnet.lead"), READ, TAILED if leftward(t("handout.carnet.title")) else 0.4),
        Para(t("handout.proof"), BOLD, 0.2),
    )


def head_height(paper: PrintContext) -> float:
    return max(height(head_block(paper), ROOM - CODE - 4), CODE) + 2.5


def draw_head(paper: PrintContext) -> Iterator[Mark]:
    """How to use it; at the right the egg, or the code of the page."""
    yield from place_block(head_block(paper), LEFT, TOP, ROOM - CODE - 4)
    box = Box(LEFT + ROOM - CODE, TOP, CODE, CODE)
    if paper.page:
        yield from qr(paper.page, box)
    else:
        yield Icon("egg", box.inset(2.5))


# --- stubs -----------------------------------------------------------------------------------------------

FIELDS = (("date", "thing-day"), ("number", "number-tag"), ("who", "thing-trade"), ("until", "calendar"))
PROOFS = (("sms", "thing-sms"), ("letter", "thing-letter"), ("email", "thing-email"), ("photo", "thing-photo"))
TAB_WIDE, SIDE, TICK = 13.0, 7.5, 5.4


def draw_stub(paper: PrintContext, rank: int, box: Box) -> Iterator[Mark]:
    """A tab with its number, four lines to write on, four boxes to tick."""
    yield Shape(rounded_path(box, (4,) * 4), WHITE, INK, 0.9)
    tab = Box(box.x, box.y, TAB_WIDE, box.h)
    yield Shape(rounded_path(tab, (4, 0, 0, 4)), WHITE if paper.palette.saver else TAB, INK, 0.9)
    yield Shape(disc_path(tab.centre.x, tab.centre.y, 4.6), WHITE, INK, 0.7)
    yield centred_text(tab.centre.x, tab.centre.y + cap(16) / 2, str(rank), Style(16, bold=True))
    x, half = tab.right + 4.5, (box.right - tab.right - 9) / 2 + 1
    for at, (name, picture) in enumerate(FIELDS):
        place = Box(x + at % 2 * half, box.y + 2.2 + at // 2 * 10.2, half - 4, 10)
        yield from draw_field(paper.words(f"handout.carnet.{name}"), picture, place)
    yield from draw_proofs(paper, Box(x, box.y + 23.6, box.right - x - 3, 10))


def draw_field(label: str, picture: str, box: Box) -> Iterator[Mark]:
    """« Date ……… »"""
    yield thing_icon(picture, Box(box.x, box.centre.y - SIDE / 2, SIDE, SIDE))
    x = box.x + SIDE + 2
    style = largest(label, box.w * 0.6, (14,))
    base = box.centre.y + cap(14) / 2
    yield text_at(x, base, label, style)
    yield line(x + style.width(label) + 2, base + 0.6, box.right, base + 0.6, dash=DOTS, kind="write", mm=0.5)


def draw_proofs(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """« Ma preuve », to tick: the word is at the left, each sort after its box."""
    label = paper.words("handout.carnet.proof")
    yield thing_icon("egg", Box(box.x, box.centre.y - SIDE / 2, SIDE, SIDE))
    base = box.centre.y + cap(14) / 2
    x = box.x + SIDE + 2
    yield text_at(x, base, label, BOLD)
    x += BOLD.width(label) + 5
    words = [paper.words(f"handout.carnet.{name}") for name, _ in PROOFS]
    used = sum(READ.width(word) + TICK + SIDE + 3 for word in words)
    gap = max(1.5, (box.right - x - used) / len(words))
    for word, (_, picture) in zip(words, PROOFS, strict=True):
        yield Shape(rounded_path(Box(x, box.centre.y - TICK / 2, TICK, TICK), (1.2,) * 4), WHITE, INK, 0.6)
        yield thing_icon(picture, Box(x + TICK + 1.5, box.centre.y - 3.5, 7, 7))
        yield text_at(x + TICK + SIDE + 2, base, word, READ)
        x += READ.width(word) + TICK + SIDE + 3 + gap


# --- the ladder ------------------------------------------------------------------------------------------

DISC, PICTURE, WORDS = 11.5, 12.0, 27.5
LEAST = 14.0


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A rung with as many of its lines as there is room for."""

    rung: Rung
    block: Block

    @property
    def height(self) -> float:
        return max(height(self.block, ROOM - WORDS), LEAST)


USUAL, AIRY = 3, 12.0  # stubs; mm to spare where there are more of them


def fit_stubs(paper: PrintContext, said: PersonSheet, box: Box) -> tuple[int, tuple[Mark, ...]]:
    """How many stubs stand over the ladder; it loses lines only under three and fewer, then its last rungs."""
    for count in (USUAL + 2, USUAL + 1, USUAL, USUAL - 1, USUAL - 2):
        used = count * (STUB + STUB_GAP)
        room = Box(box.x, box.y + used, box.w, box.h - used)
        ladder = fit_ladder(paper, said, room, whole=count > USUAL)
        if ladder is not None:
            return count, ladder
    *rungs, last = said.rungs
    return fit_stubs(paper, replace(said, rungs=tuple(rungs), others=(last.title, *said.others)), box)


def fit_ladder(paper: PrintContext, said: PersonSheet, box: Box, *, whole: bool) -> tuple[Mark, ...] | None:
    """The ladder in ``box``, lines dropped from the longest rung first; None where it is too high even so.

    ``whole``: nothing is dropped, and there is air between the rungs.
    """
    if not said.rungs:
        return ()
    head, rest = heading(paper), others(paper, said)
    free = box.h - height((head,), ROOM - 16) - 2 - (height(rest, ROOM) + 3 if rest else 0)
    kept = [len(each.lines) for each in said.rungs]
    while True:
        steps = [step(paper, each, count) for each, count in zip(said.rungs, kept, strict=True)]
        over = sum(each.height for each in steps) - free
        if over <= (-AIRY if whole else 0):
            return tuple(draw_ladder(paper, steps, head, rest, box, -over))
        spare = [rank for rank, each in enumerate(said.rungs) if kept[rank] > each.least]
        if not spare or whole:
            return None
        kept[max(spare, key=lambda rank: (kept[rank], steps[rank].height))] -= 1


def step(paper: PrintContext, each: Rung, count: int) -> LadderStep:
    own = paper.foreign
    title = Line(each.title, Style(16, bold=True), language=own)
    return LadderStep(each, (title, *(Line(told, READ, language=own) for told in each.lines[:count])))


def heading(paper: PrintContext) -> Para:
    said = paper.words("handout.ladder")
    return Para(said, largest(said, ROOM - 17, (22, 21, 20, 19, 18)))


def others(paper: PrintContext, said: PersonSheet) -> Block:
    if not said.others:
        return ()
    return (Line(paper.words("handout.others", names=POINT.join(said.others)), READ),)


def draw_ladder(
    paper: PrintContext, steps: Sequence[LadderStep], head: Para, rest: Block, box: Box, spare: float
) -> Iterator[Mark]:
    """Discs on a road, each with its picture and its words; the air shared out between them."""
    high = height((head,), ROOM - 16)
    yield Icon("signpost", Box(box.x, box.y, 12, 12))
    yield from place_block((head,), box.x + 16, box.y + 1, ROOM - 16)
    air = min(spare / (len(steps) + 1), 5)
    y = box.y + high + 3 + air / 2
    tops = []
    for each in steps:
        tops.append(y)
        y += each.height + air
    x = box.x + DISC / 2
    middles = [top + DISC / 2 for top in tops]
    road = Box(x - 2.7, middles[0], 5.4, max(middles[-1] - middles[0], 0.1))
    yield Shape(rounded_path(road, (0,) * 4), WHITE if paper.palette.saver else STEP_ROAD, STEP_INK, 0.4)
    for rank, (each, top) in enumerate(zip(steps, tops, strict=True), 1):
        saver = paper.palette.saver
        yield Shape(disc_path(x, top + DISC / 2, DISC / 2), WHITE if saver else STEP_INK, INK, 0.7)
        ink = INK if saver else WHITE
        yield centred_text(x, top + DISC / 2 + cap(16) / 2, str(rank), Style(16, bold=True), ink)
        yield thing_icon(each.rung.picture, Box(box.x + 13.4, top, PICTURE, PICTURE))
        yield from place_block(each.block, box.x + WORDS, top, ROOM - WORDS)
    yield from place_block(rest, box.x, box.bottom - height(rest, ROOM), ROOM)


# --- the foot --------------------------------------------------------------------------------------------


def source_lines(paper: PrintContext, said: PersonSheet) -> tuple[str, ...]:
    """That it binds nobody, then what the ladder rests on."""
    names = tuple(dict.fromkeys(name for each in said.rungs for name in each.sources))
    return name_sources(paper, names, f"{paper.words('handout.carnet.free')} ")


def name_sources(paper: PrintContext, names: Sequence[str], before: str = "") -> tuple[str, ...]:
    """As many sources as two lines hold, one in large print, and that the circuit in full has the rest."""
    more, rows = paper.words("handout.more"), 1 if paper.large else 2
    for count in range(len(names), -1, -1):
        told = paper.words("handout.sources", sources=POINT.join(names[:count])) + POINT if count else ""
        lines = flow(f"{before}{told}{more}", ROOM, paper.small)
        if len(lines) <= rows:
            return lines
    return flow(f"{before}{more}", ROOM, paper.small)


def draw_foot(paper: PrintContext, said: PersonSheet) -> Iterator[Mark]:
    step = line_height(paper.small.size_pt)
    lines = source_lines(paper, said)
    y = HEIGHT - BOTTOM - step * (len(lines) + 1)
    for rank, told in enumerate(lines):
        yield text_at(LEFT, y + step * (rank + 0.5) + cap(paper.small.size_pt) / 2, told, paper.small)
