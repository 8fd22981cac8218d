"""The poster for a stairwell: danger before anything else, then the landlord's number, then what is urgent.

Page 1 is A4, page 2 the same at A3: every length and size times √2. Where nobody has found the number, a draft has
boxes in which it is written with a felt pen. Lengths in mm, sizes in pt; measures: look/print/notes.md, §3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import GOLD, INK, WHITE, mix
from jeu_oie.draw.marks import Block, Para, cap, height, line_height, place_block, qr, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape
from jeu_oie.draw.text import Style, wrap_text
from jeu_oie.game.handout import Handout, danger_source, entrance, hand_out
from jeu_oie.game.wording import capital
from jeu_oie.sheets.band_foot import LEAST
from jeu_oie.sheets.bands import (
    BandSizes,
    blue_frame,
    danger_band,
    dotted_line,
    head_title,
    landlord_band,
    list_own,
    pill_marks,
    split_band,
)
from jeu_oie.sheets.paper import (
    POINT,
    DrawnSheets,
    PrintContext,
    hash_of,
    logo_beside,
    scale_scene,
    sheets,
    stamp_scene,
)
from jeu_oie.sheets.poster_choice import choose_tiles
from jeu_oie.sheets.poster_tiles import tile_groups

A3_SCALE = sqrt(2)
WIDTH, HEIGHT, MARGIN, TOP, BOTTOM = 210.0, 297.0, 12.0, 8.0, 6.0
ROOM = WIDTH - 2 * MARGIN
GAP = 2.8
# A number is read at 3 m where its figures are 13 mm high and more.
DANGER, DANGER_HIGH = BandSizes(25, 60, 16, 14), 47.0
OWN, KNOWN_HIGH, FILL_HIGH = BandSizes(24, 67, 18, 18), 54.0, 57.0
OTHER_HIGH = 12.0  # of another number
NOTE_HIGH, PICTURE = 16.6, 11.0
FOOT_HIGH = 11.0
CREAM = mix(GOLD, 0.4)
SOURCES = {False: 2, True: 1}  # lines at most, in large print


def poster(paper: PrintContext) -> DrawnSheets:
    """A4, then A3."""
    hand = hand_out(paper.facts)
    drawn = page(paper, hand)
    digits = hash_of([drawn])
    foot = foot_of(paper, digits)
    box = Box(MARGIN, HEIGHT - BOTTOM - foot.height, ROOM, foot.height)
    stamp = tuple(draw_stamp(paper, foot, box))
    small = stamp_scene(drawn, *stamp, *logo_beside(paper, stamp, box))
    return sheets(paper, (small, scale_scene(small, A3_SCALE, 297, 420)), {"poster-hall": digits})


def page(paper: PrintContext, hand: Handout) -> Scene:
    return Scene(WIDTH, HEIGHT, tuple(body(paper, hand)), paper.dossier.language)


def body(paper: PrintContext, hand: Handout) -> Iterator[Group]:
    """From the top danger and number, from the foot sources and note; the tiles take what is left."""
    yield Group(tuple(danger_band(paper, Box(MARGIN, TOP, ROOM, DANGER_HIGH), DANGER, gas=False)), "danger", "danger")
    own = own_band(paper, hand, TOP + DANGER_HIGH + GAP)
    yield Group(own.marks, "numero", "number")
    sources = sources_of(paper, hand)
    low = HEIGHT - BOTTOM - foot_of(paper, "0" * 6).height - height(sources, ROOM) - (1.2 if sources else 0)
    note = Box(MARGIN, low - GAP / 2 - NOTE_HIGH, ROOM, NOTE_HIGH)
    tiles = choose_tiles(paper.facts)
    room = Box(MARGIN, own.bottom + GAP, ROOM, note.y - own.bottom - 2 * GAP)
    yield from tile_groups(paper, tiles, room)
    yield Group(tuple(draw_note(paper, note)), "note", "note")
    if sources:
        yield Group(tuple(place_block(sources, MARGIN, low, ROOM)), "sources", "sources")


# --- the landlord's number, or where one begins ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A band, and where it ends."""

    marks: tuple[Mark, ...]
    bottom: float


def own_band(paper: PrintContext, hand: Handout, y: float) -> PlacedBand:
    """The number; where nothing is urgent, or once the landlord does not say it, where one begins."""
    found = list_own(paper.facts)
    if hand.urgent and (found or paper.dossier.draft):
        more = more_lines(paper, hand)
        high = KNOWN_HIGH + OTHER_HIGH * (len(found) - 1) if found else FILL_HIGH
        spare = len(more) - 1 if found else len(more)  # a known number leaves room for one line
        box = Box(MARGIN, y, ROOM, high + line_height(LEAST) * max(spare, 0))
        return PlacedBand(tuple(landlord_band(paper, box, OWN, more)), box.bottom)
    return entrance_band(paper, hand, y)


def more_lines(paper: PrintContext, hand: Handout) -> tuple[str, ...]:
    """That who is not sure may call; how one writes who cannot telephone."""
    t = paper.words
    unsure = [t("page.unsure")] if any(way.sure for way in hand.ways) else []
    return tuple(
        line for said in (*unsure, *written_way(paper, hand)) for line in wrap_text(said, ROOM - 8, Style(LEAST))
    )


def written_way(paper: PrintContext, hand: Handout) -> list[str]:
    known = hand.written != paper.facts.unknown
    return [paper.words("page.written", written=hand.written)] if known and hand.urgent else []


def entrance_band(paper: PrintContext, hand: Handout, y: float) -> PlacedBand:
    """What it is about, and each way in; a draft that knows none has a line to write it on."""
    t, room = paper.words, ROOM - 16
    small = [t("poster.number.unsaid"), *written_way(paper, hand)] if hand.urgent else []
    ways = [said for said in entrance(paper.facts) if said != capital(paper.facts.unknown)]
    empty = not ways and paper.dossier.draft
    first = next((step.title for step in paper.facts.circuit.steps if not step.missing and step.title), "")
    size = 22 if len(ways) < 3 else 18
    said = (
        Para(paper.dossier.title, Style(18), centred=True),
        *(
            Para(way, Style(size, bold=True), 1, centred=True)
            for way in ways or ([] if empty or not first else [first])
        ),
        *(Para(line, Style(LEAST), 1.5, centred=True) for line in small),
    )
    high = split_band(Box(0, y, ROOM, 0), OWN)[0].h + height(said, room) + 6 + (16 if empty else 0)
    box = Box(MARGIN, y, ROOM, high)
    head, inner = split_band(box, OWN)
    marks = [
        *blue_frame(paper, box, head, OWN),
        head_title(t("poster.start"), head, OWN, INK if paper.palette.saver else WHITE),
        *place_block(said, inner.x + 8, inner.y + 3, room),
    ]
    if empty:
        style, foot = Style(18, bold=True), box.bottom - 6
        marks += [
            text_at(inner.x + 8, foot, t("poster.where"), style),
            dotted_line(inner.x + 10 + style.width(t("poster.where")), inner.right - 8, foot + 0.6),
        ]
    return PlacedBand(tuple(marks), box.bottom)


# --- what one notes, sources, foot -----------------------------------------------------------------------


def draw_note(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """« Je note : date, numéro, ce qui est promis », and the code of the page, where there is one."""
    t = paper.words
    yield Shape(rounded_path(box, (5,) * 4), WHITE if paper.palette.saver else CREAM, INK, 1.2)
    items = (
        ("thing-day.flat", t("poster.note.date")),
        ("number-tag", t("poster.note.number")),
        ("calendar", t("poster.note.promised")),
    )
    title = Style(21, bold=True)
    if not paper.page:
        inner = Box(box.x + 5, box.y, box.w - 9, box.h)
        yield text_at(inner.x, inner.centre.y + cap(title.size_pt) / 2, t("poster.note"), title)
        left = inner.x + title.width(t("poster.note")) + 4
        yield from draw_items(items, Box(left, box.y, inner.right - left, box.h))
        return
    side = box.h - 2.4
    code = Box(box.right - side - 2, box.y + 1.2, side, side)
    yield from qr(paper.page, code)
    said: Block = (Para(t("stamp.follow"), Style(LEAST, bold=True), centred=True),)
    yield from place_block(said, code.x - 31, box.centre.y - height(said, 29) / 2, 29)
    inner = Box(box.x + 5, box.y + 1, code.x - 33 - box.x - 5, box.h - 2)
    half = inner.h / 2
    yield text_at(inner.x, inner.y + half / 2 + cap(title.size_pt) / 2, t("poster.note"), title)
    left = inner.x + title.width(t("poster.note")) + 4
    yield from draw_items(items[:2], Box(left, inner.y, inner.right - left, half))
    yield from draw_items(items[2:], Box(left, inner.y + half, inner.right - left, half))


def draw_items(items: tuple[tuple[str, str], ...], box: Box) -> Iterator[Mark]:
    """Pictures before their words, spread over ``box``."""
    side = min(PICTURE, box.h - 1.5)
    sizes = (18.0, 17.0, 16.0, 15.0, LEAST)
    widths = {size: [side + 2 + Style(size).width(said) for _, said in items] for size in sizes}
    size = next((each for each in sizes if sum(widths[each]) + 3 * (len(items) - 1) <= box.w), LEAST)
    gap = min((box.w - sum(widths[size])) / max(len(items) - 1, 1), 14.0)
    x = box.x
    for (name, said), wide in zip(items, widths[size], strict=True):
        yield Icon(name, Box(x, box.centre.y - side / 2, side, side))
        yield text_at(x + side + 2, box.centre.y + cap(size) / 2, said, Style(size))
        x += wide + gap


def sources_of(paper: PrintContext, hand: Handout) -> Block:
    """Where the numbers and gestures of danger are from; too long, where the list is."""
    said, style = danger_source(hand, paper.words), Style(LEAST if paper.large else 9)
    while said and len(wrap_text(said, ROOM, style)) > SOURCES[paper.large]:
        named, _, _ = said.removesuffix(POINT + paper.words("handout.more")).rpartition(POINT)
        if not named:
            break
        said = named + POINT + paper.words("handout.more")
    return (Para(said, style),) if said else ()


@dataclass(frozen=True, slots=True)
class PosterFoot:
    """Whose poster it is, in which state, which version: each measured in its column."""

    landlord: Block
    state: Block
    version: Block
    wide: tuple[float, float, float]

    @property
    def height(self) -> float:
        columns = zip((self.landlord, self.state, self.version), self.wide, strict=True)
        return max(FOOT_HIGH, *(height(block, wide) for block, wide in columns))


def foot_of(paper: PrintContext, digits: str) -> PosterFoot:
    """Each as wide as it asks for, at most a share of the sheet."""
    dossier, small = paper.dossier, Style(LEAST if paper.large else 9)
    mark = Style(LEAST if paper.large else 13, bold=True)
    version = (Para(dossier.title, small), Para(POINT.join((dossier.version, digits)), small))
    wide = max(small.width(dossier.version + POINT + digits), min(small.width(dossier.title), 58))
    state = min(mark.width(dossier.status) + 7, 62)
    return PosterFoot(
        (Para(dossier.landlord, Style(15, bold=True)),),
        (Para(dossier.status, mark, centred=True, fill=paper.palette.draft if dossier.draft else INK),),
        version,
        (min(Style(15, bold=True).width(dossier.landlord) + 0.5, ROOM - wide - state - 6), state, wide + 0.5),
    )


def draw_stamp(paper: PrintContext, foot: PosterFoot, box: Box) -> Iterator[Mark]:
    """The landlord at the left, the state before the version at the right: between them there is room for a logo."""
    blocks = (foot.landlord, foot.state, foot.version)
    lefts = (box.x, box.right - foot.wide[2] - 3 - foot.wide[1], box.right - foot.wide[2])
    for block, x, wide in zip(blocks, lefts, foot.wide, strict=True):
        high = height(block, wide)
        y = box.centre.y - high / 2
        if block is foot.state and paper.dossier.draft:
            (said,) = block
            pill = Box(x, box.centre.y - 3.6, wide, 7.2)
            yield from pill_marks(paper, said.text, pill, said.style)
        else:
            yield from place_block(block, x, y, wide)
