"""The two bands that open what a tenant keeps or hangs up: whom to call in danger, then the landlord's number.

Each fills the box that it is given. In black and white an outline stands in place of the colour. Lengths in mm, sizes
in pt; measures: look/print/notes.md, §0 to §3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import DRAFT, INK, LINK, WHITE
from jeu_oie.draw.marks import (
    cap,
    centred_text,
    fit_or_shorten,
    largest,
    line_height,
    lines_of,
    raise_sizes,
    text_at,
    thing_icon,
)
from jeu_oie.draw.scene import Mark, Shape
from jeu_oie.draw.text import TIE, Style
from jeu_oie.game.calls import in_order
from jeu_oie.game.handout import OwnNumber, by_number, own_numbers, said_beside, shortcuts_of
from jeu_oie.game.wording import FactFormatter
from jeu_oie.print.content.bands import PICTURES, TILES, caption_of, tie
from jeu_oie.sheets.band_foot import LEAST, bold, draw_foot, foot_rows
from jeu_oie.sheets.paper import PrintContext

PAD, GAP, EDGE, CORNER = 3.0, 2.4, 0.8, 4.0
PAIRS = 5  # of a French number
PALE = "#DEEEF6"


@dataclass(frozen=True, slots=True)
class BandSizes:
    """Sizes in pt: of the words that name the band, of a number, of what stands under it, of the line at the foot.

    ``beside``: mm at the left for the words; 0: they stand over the rest, and a number that is read from afar has its
    tile to itself, its picture under it.
    """

    title: float
    number: float
    caption: float
    foot: float
    beside: float = 0


@dataclass(frozen=True, slots=True)
class DangerNumber:
    """A number of danger under its picture, and whom or what it is for."""

    number: str
    caption: str
    picture: str


# --- what they say ---------------------------------------------------------------------------------------


def danger_numbers(facts: FactFormatter) -> tuple[DangerNumber, ...]:
    """The numbers of the circuit, the four that are tiles first."""
    return tuple(
        DangerNumber(tie(each.call or ""), caption_of(each, facts), PICTURES.get(each.id, "thing-danger"))
        for each in in_order(facts)
    )


def list_own(facts: FactFormatter) -> tuple[OwnNumber, ...]:
    """The landlord's numbers as they are printed, one with known hours first."""
    found = (replace(each, call=tie(each.call)) for each in own_numbers(facts))
    told = (each if each.urgent else replace(each, label="", hours=said_beside(each, facts)) for each in found)
    return tuple(sorted(told, key=lambda each: not each.hours))


# --- danger ----------------------------------------------------------------------------------------------


def danger_band(paper: PrintContext, box: Box, sizes: BandSizes, *, gas: bool) -> Iterator[Mark]:
    """Red, with the title, a white tile for each number, and under them the others and, with ``gas``, what to do first.

    The tiles give way to the foot; all numbers of a row are as large as the narrowest tile allows.
    """
    facts, saver = paper.facts, paper.palette.saver
    ink = INK if saver else WHITE
    yield Shape(rounded_path(box, (CORNER,) * 4), WHITE if saver else DRAFT, INK, 2 * EDGE if saver else 1.2)
    found = danger_numbers(facts)
    others = [paper.words("bands.other", caption=each.caption, number=each.number) for each in found[TILES:]]
    aside = others if sizes.beside and gas and len(others) == 1 and fits_beside(others[0], sizes) else []
    rows = foot_rows(paper, [] if aside else others, box.w - 2 * PAD, sizes.foot, gas=gas, hours=not sizes.beside)
    foot = sum(row.height for row in rows)
    inner = Box(box.x + PAD, box.y + PAD, box.w - 2 * PAD, box.h - 2 * PAD - foot + (PAD - 1.4 if rows else 0))
    if sizes.beside:
        yield from words_beside(paper, aside, Box(box.x, inner.y, sizes.beside, inner.h), sizes, ink)
        tiles = Box(box.x + sizes.beside, inner.y - 0.6, box.right - PAD - box.x - sizes.beside, inner.h)
    else:
        head = line_height(sizes.title) * 1.08
        yield words_over(paper, Box(inner.x, box.y + 1.2, inner.w, head), sizes, ink)
        tiles = Box(inner.x, box.y + 1.2 + head, inner.w, inner.bottom - box.y - 1.2 - head)
    yield from draw_tiles(found[:TILES], tiles, sizes)
    y = box.bottom - 1.2 - foot
    for row in rows:
        yield from draw_foot(row, Box(box.x + PAD, y, box.w - 2 * PAD, row.height), ink)
        y += row.height


def fits_beside(other: str, sizes: BandSizes) -> bool:
    return bold(sizes.caption).width(other) <= sizes.beside - PAD - 2


def words_beside(paper: PrintContext, aside: Sequence[str], box: Box, sizes: BandSizes, ink: str) -> Iterator[Mark]:
    """« Danger ? » over « J’appelle tout de suite. », and a number that has no tile."""
    x, room = box.x + PAD + 1, box.w - PAD - 2
    title = largest(paper.words("bands.danger"), room, raise_sizes((sizes.title,), LEAST))
    small = Style(sizes.caption)
    lines = lines_of(paper.words("bands.danger.call"), room, small, 3) or (paper.words("bands.danger.call"),)
    step = line_height(small.size_pt) * 0.95
    y = box.centre.y - (line_height(title.size_pt) + step * (len(lines) + len(aside))) / 2
    yield text_at(x, y + line_height(title.size_pt) * 0.78, paper.words("bands.danger"), title, ink)
    y += line_height(title.size_pt)
    for rank, line in enumerate((*lines, *aside)):
        yield text_at(x, y + step * (rank + 0.78), line, small if rank < len(lines) else bold(small.size_pt), ink)


def words_over(paper: PrintContext, box: Box, sizes: BandSizes, ink: str) -> Mark:
    """« Danger ? J’appelle tout de suite. »"""
    said = f"{paper.words('bands.danger')} {paper.words('bands.danger.call')}"
    style = largest(said, box.w - 2, raise_sizes((sizes.title,), LEAST))
    return centred_text(box.centre.x, box.centre.y + cap(style.size_pt) / 2, said, style, ink)


def draw_tiles(found: Sequence[DangerNumber], box: Box, sizes: BandSizes) -> Iterator[Mark]:
    """Equal white tiles over the whole width."""
    if not found:
        return
    wide = (box.w - GAP * (len(found) - 1)) / len(found)
    big, small, lines = fit_tiles(found, wide, box.h, sizes)
    for rank, each in enumerate(found):
        tile = Box(box.x + rank * (wide + GAP), box.y, wide, box.h)
        yield Shape(rounded_path(tile, (3,) * 4), WHITE, INK, 0.4)
        draw = draw_tile if sizes.beside else draw_far_tile
        yield from draw(each, tile, big, small, lines)


def fit_tiles(found: Sequence[DangerNumber], wide: float, high: float, sizes: BandSizes) -> tuple[Style, Style, int]:
    """The largest number, the largest caption and its lines with which every tile holds both."""
    captions = raise_sizes(tuple(size for size in (sizes.caption, 15, 14) if size <= sizes.caption), LEAST)
    choices = (
        (Style(size, bold=True), Style(under), lines)
        for size in range(round(sizes.number), 19, -1)
        for under in captions
        for lines in (1, 2)
    )
    holds = tile_holds if sizes.beside else far_tile_holds
    return next(
        (choice for choice in choices if all(holds(each, wide, high, *choice) for each in found)),
        (Style(20, bold=True), Style(LEAST), 2),
    )


def tile_holds(each: DangerNumber, wide: float, high: float, big: Style, small: Style, lines: int) -> bool:
    return (
        picture_side(big) + 2 + big.width(each.number) <= wide - 3
        and lines_of(each.caption, wide - 2, small, lines) is not None
        and cap(big.size_pt) + caption_height(small, lines) + 5 <= high
    )


NEAR, FAR_PICTURE = 1.2, 6.2  # mm from a picture to the words beside it; its side


def far_tile_holds(each: DangerNumber, wide: float, high: float, big: Style, small: Style, lines: int) -> bool:
    return (
        big.width(each.number) <= wide - 4
        and lines_of(each.caption, wide - 2 - FAR_PICTURE - NEAR, small, lines) is not None
        and cap(big.size_pt) + far_gap(big) + max(caption_height(small, lines), FAR_PICTURE) + 2.4 <= high
    )


def far_gap(big: Style) -> float:
    """From a number to what stands under it."""
    return big.size_pt * 0.055


def draw_far_tile(each: DangerNumber, box: Box, big: Style, small: Style, lines: int) -> Iterator[Mark]:
    """The number as wide as its tile, under it the picture and what it is for."""
    room = box.w - 2 - FAR_PICTURE - NEAR
    said = lines_of(each.caption, room, small, lines) or (each.caption,)
    under = max(caption_height(small, lines), FAR_PICTURE)
    free = box.h - cap(big.size_pt) - far_gap(big) - under
    y = box.y + free * 0.55 + cap(big.size_pt)
    yield centred_text(box.centre.x, y, each.number, big)
    step = line_height(small.size_pt) * 0.95
    x = box.centre.x - (FAR_PICTURE + NEAR + max(map(small.width, said))) / 2
    middle = y + far_gap(big) + under / 2
    yield thing_icon(each.picture, Box(x, middle - FAR_PICTURE / 2, FAR_PICTURE, FAR_PICTURE))
    for rank, line in enumerate(said):
        top = middle - step * len(said) / 2
        yield text_at(x + FAR_PICTURE + NEAR, top + step * (rank + 0.78), line, small)


def picture_side(big: Style) -> float:
    return cap(big.size_pt) * 0.95


def caption_height(small: Style, lines: int) -> float:
    return line_height(small.size_pt) * 0.95 * lines


def draw_tile(each: DangerNumber, box: Box, big: Style, small: Style, lines: int) -> Iterator[Mark]:
    """The picture at the left of the number, under both what it is for."""
    side, high = picture_side(big), cap(big.size_pt)
    under = caption_height(small, lines)
    free = box.h - high - under
    y = box.y + free * 0.45
    x = box.centre.x - (side + 2 + big.width(each.number)) / 2
    yield thing_icon(each.picture, Box(x, y + (high - side) / 2, side, side))
    yield text_at(x + side + 2, y + high, each.number, big)
    said = lines_of(each.caption, box.w - 2, small, lines) or (each.caption,)
    top = y + high + free * 0.3 + (under - caption_height(small, len(said))) / 2
    for rank, line in enumerate(said):
        yield centred_text(box.centre.x, top + line_height(small.size_pt) * 0.95 * (rank + 0.78), line, small)


# --- the landlord's number -------------------------------------------------------------------------------


def landlord_band(paper: PrintContext, box: Box, sizes: BandSizes, more: Sequence[str] = ()) -> Iterator[Mark]:
    """Blue, with the landlord's numbers as large as they can stand, or five boxes in which one is written.

    ``more``: lines at its foot.
    """
    found = list_own(paper.facts)
    head, room = split_band(box, sizes)
    yield from blue_frame(paper, box, head, sizes)
    yield from own_head(paper, found, head, sizes, INK if paper.palette.saver else WHITE)
    lines, step = list(more), line_height(LEAST)
    top = Box(room.x, room.y, room.w, room.h - step * len(lines) - (1.5 if lines else 0))
    yield from draw_known(paper, found, top, sizes) if found else draw_boxes(paper, top, sizes)
    for rank, line in enumerate(lines):
        style, shown = Style(LEAST), fit_or_shorten(line, room.w - 2 * PAD, Style(LEAST), 1)[0]
        yield centred_text(room.centre.x, top.bottom + step * (rank + 0.72), shown, style)


def split_band(box: Box, sizes: BandSizes) -> tuple[Box, Box]:
    """Where its words stand, at the left or over the rest, and the rest."""
    if sizes.beside:
        left = box.x + sizes.beside
        return Box(box.x, box.y, sizes.beside, box.h), Box(left, box.y, box.right - left, box.h)
    head = Box(box.x, box.y, box.w, line_height(sizes.title) * 1.5)
    return head, Box(box.x, head.bottom, box.w, box.bottom - head.bottom)


def blue_frame(paper: PrintContext, box: Box, head: Box, sizes: BandSizes) -> Iterator[Mark]:
    """Pale, its ``head`` blue; in black and white both are white."""
    saver, radii = paper.palette.saver, (CORNER, 0.0, 0.0, CORNER) if sizes.beside else (CORNER, CORNER, 0.0, 0.0)
    yield Shape(rounded_path(box, (CORNER,) * 4), WHITE if saver else PALE, INK, 1.2)
    yield Shape(rounded_path(head, radii), WHITE if saver else LINK, INK, 1.2)


def own_head(paper: PrintContext, found: Sequence[OwnNumber], box: Box, sizes: BandSizes, ink: str) -> Iterator[Mark]:
    """Whose number it is, and when one calls."""
    t, name = paper.words, landlord_name(paper)
    plain = any(not each.urgent for each in found)
    if sizes.beside:
        when = t("bands.own.plain.when" if plain else "bands.own.when")
        said = (name, when) if found else (t("bands.own.urgent"), t("bands.own.whose"))
        yield from stack(box, said, sizes, ink)
        return
    call = "bands.own.plain" if plain else "bands.own.call"
    yield head_title(t(call, landlord=name) if found else t("bands.own.fill"), box, sizes, ink)


def head_title(title: str, box: Box, sizes: BandSizes, ink: str) -> Mark:
    style = largest(title, box.w - 2 * PAD, raise_sizes((sizes.title, 22, 20, 18, 16), LEAST))
    return centred_text(box.centre.x, box.centre.y + cap(style.size_pt) / 2, title, style, ink)


def landlord_name(paper: PrintContext) -> str:
    """As short as it is known; a former name stands at the foot of the sheet."""
    landlord = paper.facts.circuit.landlord
    return landlord.short or landlord.name


def stack(box: Box, said: tuple[str, str], sizes: BandSizes, ink: str) -> Iterator[Mark]:
    """A title over a smaller line or two, from the left of a narrow box."""
    x, room = box.x + PAD + 1, box.w - PAD - 2
    title, small = largest(said[0], room, raise_sizes((sizes.title, 16, 15), LEAST)), Style(sizes.caption)
    over, under = lines_of(said[0], room, title, 3) or (said[0],), lines_of(said[1], room, small, 3) or (said[1],)
    lines = [*((line, title) for line in over), *((line, small) for line in under)]
    y = box.centre.y - sum(line_height(style.size_pt) for _, style in lines) / 2
    for line, style in lines:
        yield text_at(x, y + line_height(style.size_pt) * 0.78, line, style, ink)
        y += line_height(style.size_pt)


def draw_known(paper: PrintContext, found: Sequence[OwnNumber], box: Box, sizes: BandSizes) -> Iterator[Mark]:
    """The first number huge over its hours, the others under it with what they are for."""
    first, *others = found
    style = largest(first.call, box.w - 4 * PAD, raise_sizes((*range(round(sizes.number), 28, -1),), 20))
    small = Style(sizes.caption)
    rows = [own_line(paper, each) for each in others]
    under = line_height(small.size_pt) * 1.35 if first.hours or first.doubt else 0
    below = sum(line_height(28) for _ in rows)
    free = box.h - cap(style.size_pt) - under - below
    y = box.y + free * 0.55 + cap(style.size_pt)
    yield centred_text(box.centre.x, y, first.call, style)
    y += free * (0.2 if under else 0)
    if under:
        yield from hours_line(paper, first, box, y + under / 2, small)
    y += under
    for label, call in rows:
        y += line_height(28)
        big = largest(call, box.w / 2, (28, 24, 20))
        said = largest(
            label, box.w - 4 * PAD - big.width(call) - 3, raise_sizes((sizes.caption, 16), LEAST), bold=False
        )
        x = box.centre.x - (said.width(label) + 3 + big.width(call)) / 2
        yield text_at(x, y - 2, label, said)
        yield text_at(x + said.width(label) + 3, y - 2, call, big)


def own_line(paper: PrintContext, each: OwnNumber) -> tuple[str, str]:
    """What a number is for, and the number."""
    doubt = paper.words("uncertain") if each.doubt else ""
    return paper.facts.comma.join(filter(None, (each.label, each.hours, doubt))) + f"{TIE}:", each.call


def hours_line(paper: PrintContext, first: OwnNumber, box: Box, middle: float, small: Style) -> Iterator[Mark]:
    """The hours, and a pill where the number is to be verified."""
    said = paper.words("bands.own.doubt") if first.doubt else ""
    mark = Style(max(13, round(small.size_pt * 0.74)), bold=True)
    pill = mark.width(said) + 6 if said else 0
    hours = largest(first.hours, box.w - 2 * PAD - pill - 4, raise_sizes((small.size_pt, 16, 15), LEAST), bold=False)
    gap = 3 if said and first.hours else 0
    x = box.centre.x - (hours.width(first.hours) + gap + pill) / 2
    if first.hours:
        yield text_at(x, middle + cap(hours.size_pt) / 2, first.hours, hours)
        x += hours.width(first.hours) + gap
    if said:
        yield from pill_marks(paper, said, Box(x, middle - 3.2, pill, 6.4), mark)


def pill_marks(paper: PrintContext, said: str, box: Box, style: Style) -> Iterator[Mark]:
    """What is not sure, in a dashed pill."""
    yield Shape(rounded_path(box, (box.h / 2,) * 4), WHITE, INK, 0.35, "1.2 0.9")
    yield centred_text(box.centre.x, box.centre.y + cap(style.size_pt) / 2, said, style, paper.palette.draft)


def draw_boxes(paper: PrintContext, box: Box, sizes: BandSizes) -> Iterator[Mark]:
    """A box for each pair of figures over a dotted foot; with room for it, the hours, to be written too."""
    hours = 0 if sizes.beside else 12.6
    high = min(25.0, box.h - hours - 6) if hours else min(15.5, box.h - 8)
    side = 2 * PAD if hours else 1.6 * PAD
    wide = (box.w - 2 * side - GAP * 1.5 * (PAIRS - 1)) / PAIRS
    y = box.y + (box.h - hours - high) / 2
    for rank in range(PAIRS):
        cell = Box(box.x + side + rank * (wide + GAP * 1.5), y, wide, high)
        yield Shape(rounded_path(cell, (2.4,) * 4), WHITE, INK, 0.7)
        yield dotted_line(cell.x + wide * 0.12, cell.right - wide * 0.12, cell.bottom - high * 0.24)
    if hours:
        foot = Box(box.x + side, box.bottom - hours, box.w - 2 * side, hours)
        known = OwnNumber("", known_hours(paper.facts), "", doubt=False, at="")
        yield from (
            hours_line(paper, known, foot, foot.centre.y, Style(sizes.caption))
            if known.hours
            else draw_hours(paper, foot)
        )


def known_hours(facts: FactFormatter) -> str:
    """The hours of a way in that lacks its number only."""
    ways = by_number(shortcuts_of(facts.board))
    return f"{TIE}· ".join(dict.fromkeys(each.hours for each in ways if each.hours and not each.call))


def draw_hours(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """« Jour : …… Soir, week-end : …… »"""
    style, half = Style(17, bold=True), box.w / 2
    for rank, key in enumerate(("bands.own.day", "bands.own.night")):
        x, said = box.x + rank * (half + 2), paper.words(key)
        yield text_at(x, box.centre.y + 1.2, said, style)
        yield dotted_line(x + style.width(said) + 2, x + half - 2, box.centre.y + 2)


def dotted_line(x: float, to_x: float, y: float) -> Shape:
    """A line to write on."""
    return Shape(f"M{x:.3f} {y:.3f}H{to_x:.3f}", "none", INK, 0.6, "0.6 0.7")
