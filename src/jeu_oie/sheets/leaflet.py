"""The leaflet (``print/leaflet.pdf``) and « Mon carnet à souche » (``print/carnet.pdf``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    Poured,
    cap,
    drop_space,
    height,
    largest,
    place_block,
    pour,
    qr,
    richest,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Image, Mark, Scene, Shape
from jeu_oie.draw.text import Style, at_most
from jeu_oie.game.handout import FirstGestures, Handout, HandoutEntry, NumberToCall, danger_source, hand_out
from jeu_oie.game.kinds import Kind
from jeu_oie.game.wording import Row, State, capital
from jeu_oie.sheets.paper import (
    FOLD,
    MARGIN,
    DrawnSheets,
    PrintContext,
    Sizes,
    danger_box,
    draw_danger,
    hash_of,
    identity,
    label,
    line,
    logo_beside,
    logo_over,
    logo_under,
    sheets,
    stamp_scene,
)

# --- « Mon carnet à souche » (``print/carnet.pdf``): slips in two halves, one stays at the desk
#
# One A4 sheet to copy as often as needed: how to use it, then slips. It promises nothing for a landlord: it only
# keeps what was said. Lengths in mm.

CARNET_WIDTH, CARNET_HEIGHT = 210.0, 297.0
ROOM = CARNET_WIDTH - 2 * MARGIN
STUB = 84.0  # from the margin to the perforation: the half that stays at the desk
CARNET_PAD = 4.0
DOTS = "0.4 1.4"

# What both halves keep, in the order in which one hears it.
FIELDS = ("what", "date", "number", "who", "promise", "until")


def carnet(paper: PrintContext) -> DrawnSheets:
    """One page."""
    code = tuple(qr(paper.page, EGG_BOX)) if paper.page else ()
    how = tuple(carnet_cover(paper))
    how += logo_beside(paper, (*how, *code), Box(MARGIN, MARGIN, ROOM, cover_height(paper) - 5))
    top = Group(how, "mode-d-emploi", "how")
    bottom = CARNET_HEIGHT - MARGIN - (13 if paper.large else 5)
    y = MARGIN + cover_height(paper)
    count = 2 if paper.large else 3
    high = (bottom - y) / count
    slips = [slip(paper, rank + 1, Box(MARGIN, y + rank * high, ROOM, high)) for rank in range(count)]
    scene = Scene(CARNET_WIDTH, CARNET_HEIGHT, (top, *slips), paper.dossier.language)
    digits = hash_of([scene])
    under = Box(MARGIN, MARGIN, ROOM, CARNET_HEIGHT - 2 * MARGIN)
    own = label(identity(paper, digits), paper.small, under)
    return sheets(paper, [stamp_scene(scene, *own, *code)], {"carnet": digits})


# --- how to use it ---------------------------------------------------------------------------------------


def rules(paper: PrintContext) -> Block:
    t, style = paper.words, paper.text
    title = Para(t("handout.carnet.title"), Style(20, bold=True))
    steps = (Para(t(f"handout.carnet.how.{rank}"), style, 0.4, 5, "•") for rank in range(1, 5))
    return (title, *steps, Para(t("handout.carnet.free"), style, 0.8))


EGG = 26.0
EGG_BOX = Box(CARNET_WIDTH - MARGIN - EGG, MARGIN + 1, EGG, EGG)


def cover_height(paper: PrintContext) -> float:
    return max(height(rules(paper), ROOM - EGG - CARNET_PAD), EGG) + 5


def carnet_cover(paper: PrintContext) -> Iterator[Mark]:
    yield from place_block(rules(paper), MARGIN, MARGIN, ROOM - EGG - CARNET_PAD)
    if paper.page is None:  # else the code of the page stands there: each slip has its egg besides
        yield Icon("egg", EGG_BOX)


# --- slips -----------------------------------------------------------------------------------------------


def slip(paper: PrintContext, rank: int, box: Box) -> Group:
    """The stub at the left, what the tenant keeps at the right of the perforation, a cut over both."""
    t = paper.words
    fold = box.x + STUB
    stub = Box(box.x, box.y + 3, STUB - CARNET_PAD, box.h - 5)
    own = Box(fold + CARNET_PAD, box.y + 3, box.right - fold - CARNET_PAD, box.h - 5)
    marks = (
        line(0, box.y, CARNET_WIDTH, box.y, kind="cut"),
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


# --- What the panels of the leaflet say, in blocks that stay together; how much of it, the panels decide --


def heading_block(title: str, room: float) -> Para:
    """A heading on one line, over its rule."""
    return Para(title, largest(title, room, (18, 17, 16, 15, 14)), 4, rule=True)


def more(paper: PrintContext) -> Block:
    return (Para(paper.words("handout.more"), paper.bold, 1.6),)


# --- what is urgent, what to keep ------------------------------------------------------------------------


def urgent(paper: PrintContext, hand: Handout, room: float) -> Iterator[Block]:
    """What to do first in a danger, when it is urgent, and what else to do at once."""
    levels = [level for way in hand.ways for level in way.levels]
    blocks = [danger_of(paper, danger) for danger in hand.dangers]
    if blocks:
        blocks.append((Para(danger_source(hand, paper.words), paper.small, 0.6),))
    blocks += [block for level in levels for block in level_of(paper, level)]
    if hand.criteria_missing:
        blocks.append((Para(hand.criteria_missing, paper.text, 1.6),))
    for title, first in hand.at_once:
        blocks.append((Para(title, paper.bold, 3, 7, "phone"), Para(first, paper.text, 0, 7)))
    if blocks:
        yield from under_heading(heading_block(paper.words("handout.urgent"), room), blocks)


def danger_of(paper: PrintContext, danger: FirstGestures) -> Block:
    """The gestures in order, one a line."""
    told = (Para(each, paper.text, 0.4, 7, str(rank)) for rank, each in enumerate(danger.gestures, 1))
    return (Para(danger.title, paper.bold, 3), *told)


def under_heading(title: Para, blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading that stays with the first block."""
    first, *others = blocks
    yield (title, *drop_space(first))
    yield from others


def level_of(paper: PrintContext, level: HandoutEntry) -> Iterator[Block]:
    """A level of urgency: in what time, when, from what source."""
    text = () if level.bullets or not level.text else (Para(level.text, paper.text, 0.6),)
    yield (Para(level.title, paper.bold, 3), *text, *(fact(paper, row) for row in level.rows))
    for bullet in level.bullets:
        yield (Para(bullet, paper.text, 0.4, 6, "•"),)
    if level.origin:
        yield (Para(level.origin, paper.text, 0.6),)


PICTURES = {"delay": "calendar", "trace": "egg", "call": "phone", "contact": "phone", "silent": "signpost"}
DOUBTFUL = {
    ("delay", State.MISSING): "calendar-unknown",
    ("trace", State.MISSING): "egg-unknown",
    ("trace", State.NOTHING): "egg-none",
}


def fact(paper: PrintContext, row: Row) -> Para:
    """« Délai annoncé : 5 jours », with its pictogram."""
    said = paper.words("answer.fact", label=capital(row.label), value=row.value)
    return Para(said, paper.text, 0.2, 7, DOUBTFUL.get((row.key, row.state), PICTURES.get(row.key, "")))


KEPT = ("date", "number", "who", "promise", "until")


def proof_blocks(paper: PrintContext, hand: Handout, room: float) -> Iterator[Block]:
    """What to keep as proof, and the traces that the circuit gives."""
    t = paper.words
    told = (Para(t(f"handout.keep.{name}"), paper.text, 1.2, 6, "•") for name in KEPT)
    blocks: list[Block] = [(Para(t("handout.proof"), paper.bold), *told)]
    traces = [Para(trace, paper.text, 0.4, 7, "egg") for trace in hand.kept]
    if traces:
        blocks.append((Para(t("handout.keep.traces"), paper.bold, 2.4), *traces))
    yield from under_heading(heading_block(t("handout.keep"), room), blocks)


# --- the path, the recourse ------------------------------------------------------------------------------

SURE = ("delay", "trace")


def stage(paper: PrintContext, step: HandoutEntry, rank: int, much: int) -> Block:
    """A step: all of it (``much`` 2), without its text (1), only the announced days and what one receives (0)."""
    rows = [row for row in step.rows if much or row.key in SURE]
    stated = any(row.key in SURE and row.state is not State.MISSING for row in rows)
    said = [Para(f"{rank}. {step.title}", paper.bold, 3)]
    if much > 1 and step.text:
        said.append(Para(step.text, paper.text))
    said += (fact(paper, row) for row in rows)
    if origin := step.origin if stated else step.doubt:
        said.append(Para(origin, paper.text, 0.2, 7))
    return tuple(said)


# What a recourse tells, the fullest first: with its text, and which of its rows.
HELPS = (
    (True, ("who", "contact", "delay", "condition", "trace")),
    (True, ("contact", "delay", "condition")),
    (False, ("who", "contact", "delay", "condition")),
    (False, ("contact", "delay", "condition")),
    (False, ("contact",)),
)


def help_of(paper: PrintContext, entry: HandoutEntry, text: bool, kept: Sequence[str]) -> Block:
    """Whom, how and by when, as far as a source says so."""
    rows = [row for row in entry.rows if row.key in kept and row.state is State.STATED]
    told = (Para(entry.text, paper.text),) if text and entry.text else ()
    return (Para(entry.title, paper.bold, 2.6), *told, *(fact(paper, row) for row in rows))


# --- The cover of the leaflet: danger before anything else, then the number or where one begins; whose it is at
# the foot
#
# Lengths in mm.

COVER_PAD = 4.0
BAND = 12.0
DANGER, LARGE = Sizes(15, 20, 12, 12), Sizes(16, 20, 14, 14)
WRITE = 14.0
NUMBERS = (40, 36, 33, 30, 28, 26, 24, 22, 20)


def leaflet_cover(paper: PrintContext, hand: Handout, box: Box) -> Iterator[Mark]:
    """Danger, then the number or where one begins; who cannot telephone; at the foot whose leaflet it is."""
    danger = danger_box(paper, hand.numbers, (), box.w, LARGE if paper.large else DANGER, 1)
    yield from draw_danger(paper, danger, box.x, box.y)
    band = Box(box.x, box.y + danger.height + 3, box.w, BAND)
    yield from heading(paper, hand, band)
    y = band.bottom + 3
    for way in hand.ways:
        block = number_of(paper, way, box.w - 2 * COVER_PAD)
        write = WRITE if not way.call and paper.dossier.draft else 0
        room = Box(box.x, y, box.w, height(block, box.w - 2 * COVER_PAD) + write + 2 * COVER_PAD - 1)
        yield Shape(rounded_path(room, (4,) * 4), WHITE, INK, 0.8, "" if way.call else FOLD)
        yield from place_block(block, room.x + COVER_PAD, room.y + COVER_PAD - 1, room.w - 2 * COVER_PAD)
        y = room.bottom + 3
    if not hand.urgent:
        inner = box.w - COVER_PAD
        block = entrance_of(paper, hand, inner)
        room = Box(box.x, y, box.w, height(block, inner) + 2 * COVER_PAD - 1)
        yield Shape(rounded_path(room, (4,) * 4), WHITE, INK, 0.8)
        yield from place_block(block, room.x + COVER_PAD / 2, room.y + COVER_PAD - 1, inner)
        y = room.bottom + 3
    foot = name_of(paper, box.w)
    low = box.bottom - height(foot, box.w)
    top = y + height(under(paper, hand), box.w)
    logo = logo_over(paper, Box(box.x, top, box.w, low - top))
    free = min((mark.box.y - 1 for mark in logo), default=low)
    goose = min(46.0, free - top - 4)
    yield from place_block(under(paper, hand), box.x, y, box.w)
    if goose > 12:
        yield Icon("goose-large", Box(box.centre.x - goose / 2, free - goose * 1.075 - 1, goose, goose * 1.075))
    yield from (*logo, *place_block(foot, box.x, low, box.w))


def heading(paper: PrintContext, hand: Handout, band: Box) -> Iterator[Mark]:
    """What the landlord's part is about, in its band."""
    colours = paper.palette.kinds[Kind.SHORTCUT if hand.urgent else Kind.START]
    said = paper.words("page.urgent" if hand.urgent else "handout.start")
    yield Shape(rounded_path(band, (4,) * 4), colours.band, INK, 0.8)
    title = largest(said, band.w - 2 * COVER_PAD, (24, 22, 20, 18))
    y = band.centre.y + cap(title.size_pt) / 2
    yield text_at(band.centre.x - title.width(said) / 2, y, said, title, colours.text)


def number_of(paper: PrintContext, way: NumberToCall, room: float) -> Block:
    t = paper.words
    number = Para(way.number, largest(way.number, room, NUMBERS), centred=True)
    if not way.call:
        return (number, Para(t("handout.write"), paper.text, centred=True)) if paper.dossier.draft else (number,)
    hours = (Para(way.hours, Style(14, bold=True), 0.6, centred=True),) if way.hours else ()
    unsure = (Para(t("page.unsure"), paper.bold, 1, centred=True),) if way.sure else ()
    return (Para(t("page.call"), Style(14), centred=True), number, *hours, *unsure)


def entrance_of(paper: PrintContext, hand: Handout, room: float) -> Block:
    """Each way in, in a size that breaks no address where one can."""
    longest = max((word for said in hand.entrance for word in said.split()), key=len)
    style = largest(longest, room, (14,) if paper.large else (14, 13, 12))
    return tuple(Para(said, style, 2.0 * bool(rank), centred=True) for rank, said in enumerate(hand.entrance))


def under(paper: PrintContext, hand: Handout) -> Block:
    """Who cannot telephone."""
    t = paper.words
    return (Para(t("page.written", written=hand.written), paper.text, 1.6),) if hand.urgent else ()


def name_of(paper: PrintContext, room: float) -> Block:
    dossier = paper.dossier
    return (
        Para(dossier.title, largest(dossier.title, room, (20, 18, 16)), centred=True),
        Para(dossier.landlord, Style(14), 0.6, centred=True),
        Para(dossier.status_long, paper.bold, 1, centred=True, fill=paper.palette.draft if dossier.draft else INK),
    )


# --- The leaflet (``print/leaflet.pdf``): A4 folded in three, which stands alone; the number is on its cover
#
# Imposition, lengths in mm. Outside, from the left: the panel that folds in (97), the back (100), the cover (100);
# inside: 100, 100, and the back of the panel that folds in (97), 3 mm narrower so that it lies flat. Both pages
# stand upright on a screen, so the printer must turn the sheet along its short edge: the file asks for it, and the
# margin of the back says it, since browsers do not obey. (A second page on its head would suit the long edge, but
# nobody could read it on a telephone.)

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
    cover = tuple(leaflet_cover(paper, hand, front))
    logo = () if any(isinstance(mark, Image) for mark in cover) else logo_under(paper, behind, free)
    told = (cover, proof.columns[0], (*behind, *logo))
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
