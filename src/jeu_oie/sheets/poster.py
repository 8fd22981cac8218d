"""The poster for a stairwell (``print/poster-hall.pdf``): danger before anything else, then the number, very large.

Page 1 is A4, page 2 the same at A3: every length and size times √2. Where nobody has found the number, a draft has a
box in which a caretaker can write it. Where nothing is urgent, it tells where one begins, and the path.
Lengths in mm, sizes in pt.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, sqrt

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    cap,
    centred_text,
    height,
    heights,
    largest,
    place_block,
    pour,
    qr,
    richest,
)
from jeu_oie.draw.scene import Group, Mark, Scene, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.handout import Handout, HandoutEntry, NumberToCall, danger_source, hand_out
from jeu_oie.game.kinds import Kind
from jeu_oie.game.wording import State, capital
from jeu_oie.sheets.paper import (
    FOLD,
    POINT,
    DangerBox,
    DrawnSheets,
    PrintContext,
    Sizes,
    danger_box,
    draw_danger,
    hash_of,
    logo_beside,
    scale_scene,
    sheets,
    stamp_scene,
)

A3_SCALE = sqrt(2)
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
ROOM = WIDTH - 2 * MARGIN
TITLE = Style(26, bold=True)  # 37 pt at A3
DANGER = Sizes(24, 46, 14, 14)  # numbers of 65 pt at A3: read from two metres
FACTORS = tuple(
    percent / 100 for percent in range(100, 60, -4)
)  # of the text sizes: the first that lets everything stand
SMALLEST = 14.0
NUMBERS = (67, 62, 56, 50, 44, 38, 32, 28)  # 95 pt at A3
GAP, PAD = 4.0, 4.5
FOOT = {False: 28.5, True: 30.0}  # True in large print; from the lower edge: whose poster it is stands there
BAND = 12.0
WRITE, WRITE_MOST = 22.0, 60.0  # how high the place is where a number can be written
CODE = 29.0
FEW = 24.0  # mm of criteria that stand in one column
FIRST = (5, 3, 1)  # dangers with their gestures, as many as leave room for the rest


def poster(paper: PrintContext) -> DrawnSheets:
    """A4, then A3."""
    hand = hand_out(paper.facts)
    drawn = page(paper, hand)
    digits = hash_of([drawn])
    stamp = whose(paper, digits)
    top = HEIGHT - 8 - height(stamp, ROOM)
    told = tuple(place_block(stamp, MARGIN, top, ROOM))
    small = stamp_scene(drawn, *told, *logo_beside(paper, told, Box(MARGIN, top, ROOM, HEIGHT - 8 - top)))
    return sheets(paper, (small, scale_scene(small, A3_SCALE, 297, 420)), {"poster-hall": digits})


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of a poster in one size of text, measured."""

    danger: DangerBox
    numbers: tuple["Framed", ...]
    source: Block
    criteria: tuple[Block, ...]
    foot: Block
    foot_height: float

    @property
    def write(self) -> int:
        """How many numbers can be written in."""
        return sum(framed.write for framed in self.numbers)

    @property
    def used(self) -> float:
        boxes = sum(height(framed.block, ROOM - 2 * PAD) + 2 * PAD + GAP for framed in self.numbers)
        danger = self.danger.height + height(self.source, ROOM) + GAP
        return danger + BAND + GAP + boxes + self.write * WRITE + self.foot_height


@dataclass(frozen=True, slots=True)
class Framed:
    """A number, or where one begins, in its frame: dashed unless ``found``; ``write``: with room to write."""

    block: Block
    found: bool
    write: bool = False


def page(paper: PrintContext, hand: Handout) -> Scene:
    room = HEIGHT - MARGIN - FOOT[paper.large]
    told = [replace(hand, dangers=hand.dangers[:first]) for first in FIRST]
    choices = (compose_poster(paper, each, factor, len(hand.dangers)) for each in told for factor in FACTORS)
    fitting = (each for each in choices if criteria_height(each) <= room - each.used)
    chosen = next(fitting, None) or compose_poster(paper, told[-1], FACTORS[-1], len(hand.dangers))
    return Scene(
        WIDTH,
        HEIGHT,
        tuple(body(paper, hand, chosen, room - chosen.used - criteria_height(chosen))),
        paper.dossier.language,
    )


def compose_poster(paper: PrintContext, hand: Handout, factor: float, dangers: int) -> Composed:
    """All parts; where ``hand`` tells fewer than all ``dangers``, it says where the others stand."""
    foot = foot_of(paper, hand, factor)
    beside = ROOM - 2 * PAD - (CODE + PAD if paper.page else 0)
    numbers = tuple(Framed(number_of(paper, way, factor), bool(way.call), writable(paper, way)) for way in hand.ways)
    return Composed(
        danger_box(paper, hand.numbers, hand.dangers, ROOM, DANGER, 2),
        numbers or (Framed(entrance_of(paper, hand, factor), found=True),),
        (Para(danger_source(hand, paper.words), Style(14 if paper.large else 9), 0.6),),
        (*criteria_of(paper, hand, factor), *(() if len(hand.dangers) == dangers else (more(paper),))),
        foot,
        max(height(foot, beside), CODE + height(caption(paper), CODE) if paper.page else 0) + 2 * PAD,
    )


def size_style(size: float, factor: float, *, bold: bool = False) -> Style:
    return Style(max(round(size * factor, 1), SMALLEST), bold)


def writable(paper: PrintContext, way: NumberToCall) -> bool:
    """Only a draft may be completed by hand: the landlord has not said anything yet."""
    return not way.call and paper.dossier.draft


# --- what it says ----------------------------------------------------------------------------------------


def number_of(paper: PrintContext, way: NumberToCall, factor: float) -> Block:
    """« J’appelle le », the number as large as the sheet holds, its hours."""
    t, room = paper.words, ROOM - 2 * PAD
    number = Para(way.number, largest(way.number, room, NUMBERS), centred=True)
    if not way.call:
        write = (Para(t("handout.write"), size_style(20, factor), centred=True),) if writable(paper, way) else ()
        return (Para(way.number, largest(way.number, room, NUMBERS[4:]), centred=True), *write)
    hours = (Para(way.hours, size_style(26, factor, bold=True), 1, centred=True),) if way.hours else ()
    unsure = (Para(t("page.unsure"), size_style(18, factor), 1, centred=True),) if way.sure else ()
    return (Para(t("page.call"), size_style(22, factor), centred=True), number, *hours, *unsure)


def entrance_of(paper: PrintContext, hand: Handout, factor: float) -> Block:
    """What it is about, and each way in."""
    title = largest(paper.dossier.title, ROOM - 2 * PAD, NUMBERS[3:])
    ways = (Para(said, size_style(24, factor, bold=True), 3, centred=True) for said in hand.entrance)
    return (Para(paper.dossier.title, title, centred=True), *ways)


def criteria_of(paper: PrintContext, hand: Handout, factor: float) -> Iterator[Block]:
    """What else to do at once, when it is urgent; where nothing is, the path."""
    if not hand.urgent:
        yield (Para(paper.words("page.path"), size_style(26, factor, bold=True), 2),)
        yield from (stage_of(paper, stage, rank, factor) for rank, stage in enumerate(hand.stages, 1))
    for title, gesture in hand.at_once:
        said = paper.words("answer.fact", label=title, value=gesture)
        yield (Para(said, size_style(18, factor, bold=True), 2, 10, "phone"),)
    for level in (level for way in hand.ways for level in way.levels):
        yield from level_of(paper, level, factor)
    if hand.criteria_missing:
        yield (Para(hand.criteria_missing, size_style(18, factor), 2),)


def stage_of(paper: PrintContext, stage: HandoutEntry, rank: int, factor: float) -> Block:
    """A step, and in how many days, with its source where one says so."""
    delays = [row for row in stage.rows if row.key == "delay"]
    said = (paper.words("answer.fact", label=capital(row.label), value=row.value) for row in delays)
    stated = any(row.state is State.STATED for row in delays)
    origin = (Para(stage.origin, size_style(14, factor), 0, 10),) if stated and stage.origin else ()
    title = Para(f"{rank}. {stage.title}", size_style(20, factor, bold=True), 3)
    return (title, *(Para(each, size_style(18, factor), 0.4, 10) for each in said), *origin)


def level_of(paper: PrintContext, level: HandoutEntry, factor: float) -> Iterator[Block]:
    style = size_style(18, factor)
    facts = (paper.words("answer.fact", label=capital(row.label), value=row.value) for row in level.rows)
    text = () if level.bullets or not level.text else (Para(level.text, style),)
    yield (Para(level.title, size_style(22, factor, bold=True), 2), *text, *(Para(said, style) for said in facts))
    for bullet in level.bullets:
        yield (Para(bullet, size_style(20, factor), 0.6, 7, "•"),)
    if level.origin:
        yield (Para(level.origin, size_style(14, factor), 0.6),)


def foot_of(paper: PrintContext, hand: Handout, factor: float) -> Block:
    """Who cannot telephone, what to keep."""
    t, style = paper.words, size_style(18, factor)
    written = (Para(t("page.written", written=hand.written), style, 0.6),) if hand.urgent else ()
    return (
        *written,
        Para(t("handout.keep"), size_style(20, factor, bold=True), 2, 9, "egg"),
        Para(t("handout.keep.short"), style, 0.4),
    )


def whose(paper: PrintContext, digits: str) -> Block:
    """Whose it is, to be read by who passes; that nobody has validated it; the rest small."""
    dossier = paper.dossier
    state = (Para(dossier.status_long, Style(SMALLEST, bold=True), fill=paper.palette.draft),) if dossier.draft else ()
    rest = POINT.join((dossier.title, dossier.version, *(() if dossier.draft else (dossier.status,)), digits))
    return (
        Para(dossier.landlord, largest(dossier.landlord, ROOM, (16, 15, 14))),
        *state,
        Para(rest, Style(14 if paper.large else 11)),
    )


# --- where it stands -------------------------------------------------------------------------------------


def heading(paper: PrintContext, hand: Handout, y: float) -> Iterator[Mark]:
    """A band of colour; in black and white a thick outline."""
    colours = paper.palette.kinds[Kind.SHORTCUT if hand.urgent else Kind.START]
    box, said = Box(MARGIN, y, ROOM, BAND), paper.words("page.urgent" if hand.urgent else "handout.start")
    yield Shape(rounded_path(box, (6,) * 4), colours.band, INK, 1.2)
    yield centred_text(box.centre.x, box.centre.y + cap(TITLE.size_pt) / 2, said, TITLE, colours.text)


def body(paper: PrintContext, hand: Handout, parts: Composed, spare: float) -> Iterator[Group]:
    """Danger, number, criteria, foot; what room is left goes to where one writes."""
    y = MARGIN
    danger = (
        *draw_danger(paper, parts.danger, MARGIN, y),
        *place_block(parts.source, MARGIN, y + parts.danger.height, ROOM),
    )
    yield Group(danger, "danger", "danger")
    y += parts.danger.height + height(parts.source, ROOM) + GAP
    yield Group(tuple(heading(paper, hand, y)), "titre", "heading")
    y += BAND + GAP
    extra = min(max(spare, 0), WRITE_MOST * parts.write) / max(parts.write, 1)
    for rank, framed in enumerate(parts.numbers, 1):
        room = height(framed.block, ROOM - 2 * PAD) + (WRITE + extra if framed.write else 0) + 2 * PAD
        yield Group(tuple(number_box(framed, Box(MARGIN, y, ROOM, room))), f"numero-{rank}", "number")
        y += room + GAP
    low = HEIGHT - FOOT[paper.large] - parts.foot_height
    yield Group(tuple(criteria(paper, parts, Box(MARGIN, y, ROOM, low - y - GAP / 2))), "criteres", "criteria")
    yield Group(tuple(foot(paper, parts, Box(MARGIN, low, ROOM, parts.foot_height))), "pied", "foot")


def number_box(framed: Framed, box: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(box, (6,) * 4), WHITE, INK, 1.2, "" if framed.found else FOLD)
    yield from place_block(framed.block, box.x + PAD, box.y + PAD, box.w - 2 * PAD)


def more(paper: PrintContext) -> Block:
    return (Para(paper.words("handout.more"), Style(SMALLEST, bold=True), 1),)


def columns(parts: Composed, box: Box) -> tuple[Box, ...]:
    """Where the criteria stand: in one column where they are few, else in two."""
    if heights(parts.criteria, box.w) <= FEW:
        return (box,)
    width = (box.w - PAD) / 2
    return (Box(box.x, box.y, width, box.h), Box(box.x + width + PAD, box.y, width, box.h))


def criteria_height(parts: Composed) -> float:
    """How high the criteria stand, in steps of 2 mm; a long text makes each try costly, so they are halved."""

    def holds(step: int) -> bool:
        return not pour(parts.criteria, columns(parts, Box(0, 0, ROOM, FEW + 2 * step))).rest

    steps = range(ceil((HEIGHT - FEW) / 2))
    return FEW + 2 * bisect_left(steps, x=True, key=holds) + GAP if parts.criteria else 0


def criteria(paper: PrintContext, parts: Composed, box: Box) -> list[Mark]:
    """The criteria, and where the others stand if there are too many."""
    room = Box(box.x, box.y, box.w, min(box.h, max(criteria_height(parts) - GAP, FEW)))
    return [mark for column in richest([parts.criteria], columns(parts, room), more(paper)).columns for mark in column]


def foot(paper: PrintContext, parts: Composed, box: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(box, (6,) * 4), paper.palette.paper, INK, 0.8)
    inner = Box(box.x + PAD, box.y + PAD, box.w - 2 * PAD, box.h - 2 * PAD)
    if paper.page:
        yield from qr(paper.page, Box(inner.right - CODE, inner.y, CODE, CODE))
        yield from place_block(caption(paper), inner.right - CODE, inner.y + CODE, CODE)
        inner = Box(inner.x, inner.y, inner.w - CODE - PAD, inner.h)
    yield from place_block(parts.foot, inner.x, inner.y, inner.w)


def caption(paper: PrintContext) -> Block:
    """What the QR code is for; nothing without one."""
    return (Para(paper.words("stamp.follow"), Style(SMALLEST, bold=True), 1, centred=True),) if paper.page else ()
