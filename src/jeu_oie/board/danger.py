"""The box in the centre that says whom to call: numbers of danger on tiles, then the landlord's or a place for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import DRAFT, INK, LINK, WHITE, mix
from jeu_oie.draw.marks import cap, centred_text, largest, line_height, lines_of, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, shorten
from jeu_oie.game.answers.landlord import landlord_numbers_of
from jeu_oie.game.calls import caption, in_order, say_hours
from jeu_oie.game.preset import Palette
from jeu_oie.game.wording import FactFormatter

PAD_MM, GAP_MM = 3.0, 2.0
TILE_MARGINS_MM, CAPTION_GAP_MM = 2.4, 2.4  # mm in a tile: at both its ends, from a number to its caption
CAPTION_PT = 11.0  # pt
NUMBER_BOXES = 5  # a French number is five pairs of figures
MAX_LINES = 3
OWN_SIZES = (34.0, 30.0, 27.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)


@dataclass(frozen=True, slots=True)
class LandlordNumber:
    """The landlord's number and its hours; ``call`` is empty where it is to be written in."""

    label: str
    call: str
    hours: str


@dataclass(frozen=True, slots=True)
class DangerWords:
    """``tiles``: each number with who answers."""

    title: str
    tiles: tuple[tuple[str, str], ...]
    own: tuple[LandlordNumber, ...]


@dataclass(frozen=True, slots=True)
class DangerFit:
    """Sizes in pt, columns of tiles, heights in mm, all found to fit a width.

    ``beside``: mm of a number whose caption stands beside it; 0: under it.
    """

    number: float
    caption: float
    title: float
    columns: int
    lines: int
    beside: float
    height: float

    @property
    def head(self) -> float:
        return line_height(self.title) * 1.3

    @property
    def gap(self) -> float:
        """Between two rows of tiles."""
        return GAP_MM * 0.6 if self.beside else GAP_MM

    @property
    def tile(self) -> float:
        """Its height."""
        number, caption = line_height(self.number) * 0.92, line_height(self.caption) * self.lines
        return (max(number, caption) if self.beside else number + caption) + 1.6


def danger_of(facts: FactFormatter) -> DangerWords | None:
    """What the box says; None where the circuit has no number of danger."""
    words = facts.words
    tiles = tuple((each.call or "", caption(each, facts)) for each in in_order(facts))
    if not tiles:
        return None
    found = landlord_numbers_of(facts.circuit)
    labels = {found.closed: words("board.number.closed"), found.day: words("board.number")}
    own = tuple(LandlordNumber(labels[each], each.value, say_hours(each, facts)) for each in found.sure)
    if not own and facts.circuit.draft:
        own = (LandlordNumber(words("board.number"), "", ""),)
    return DangerWords(words("handout.danger"), tiles, own)


def fit_danger(said: DangerWords, width: float, size: float, least: float) -> DangerFit | None:
    """The lowest box ``width`` wide with numbers of ``size`` pt, None where they don't fit."""
    style = Style(size, bold=True)
    widest = max(style.width(each) for each, _ in said.tiles)
    found = (
        fit_tiles(said, width, bare_fit(size, columns, beside, least))
        for columns in range(len(said.tiles), 0, -1)
        for beside in (0.0, widest)
        if tile_width(width, columns) - TILE_MARGINS_MM >= widest
    )
    return min((each for each in found if each), key=lambda each: each.height, default=None)


def bare_fit(size: float, columns: int, beside: float, least: float) -> DangerFit:
    caption_pt, title = max(least, CAPTION_PT, min(15.0, size * 0.45)), max(least, min(24.0, size * 0.72))
    return DangerFit(size, caption_pt, title, columns, 1, beside, 0)


def fit_tiles(said: DangerWords, width: float, bare: DangerFit) -> DangerFit | None:
    """With the lines that captions take and the height of all, None where a caption doesn't fit."""
    room = tile_width(width, bare.columns) - TILE_MARGINS_MM - (bare.beside + CAPTION_GAP_MM if bare.beside else 0)
    found = [lines_of(each, room, Style(bare.caption), MAX_LINES) for _, each in said.tiles]
    if room <= 0 or not all(found):
        return None
    fit = replace(bare, lines=max(len(each or ()) for each in found))
    rows = -(-len(said.tiles) // fit.columns)
    own = sum(one_height(each, width, fit) for each in said.own) + (1.6 if said.own else 0)
    return replace(fit, height=fit.head + GAP_MM + rows * (fit.tile + fit.gap) + own)


def tile_width(width: float, columns: int) -> float:
    return (width - 2 * PAD_MM - (columns - 1) * GAP_MM) / columns


def one_height(own: LandlordNumber, width: float, fit: DangerFit) -> float:
    label = line_height(fit.caption) * len(own_label(own, width, fit))
    under = line_height(fit.caption) if own.hours else 0
    return label + under + (line_height(own_style(own, width, fit).size_pt) if own.call else boxes_height(width)) + 2.4


def own_label(own: LandlordNumber, width: float, fit: DangerFit) -> tuple[str, ...]:
    style = Style(fit.caption, bold=True)
    return lines_of(own.label, width - 2 * PAD_MM, style, MAX_LINES) or (own.label,)


def own_style(own: LandlordNumber, width: float, fit: DangerFit) -> Style:
    sizes = [size for size in OWN_SIZES if size <= fit.number] or [fit.number]
    return largest(own.call, width - 2 * PAD_MM, sizes)


def boxes_height(width: float) -> float:
    return min(13.0, max(9.0, (width - 2 * PAD_MM) / NUMBER_BOXES * 0.8))


def draw_danger(box: Box, said: DangerWords, fit: DangerFit, palette: Palette) -> Group:
    """In ``box``, the air that the measures leave shared out between the rows."""
    corner = (4.0,) * 4
    rows = -(-len(said.tiles) // fit.columns)
    air = max(0.0, box.h - fit.height) / (rows + 2 * len(said.own) or 1)
    top = box.y + fit.head + GAP_MM
    own_top = top + rows * (fit.tile + fit.gap + air)
    marks: list[Mark] = [Shape(rounded_path(box, corner), WHITE)]
    marks += head(Box(box.x, box.y, box.w, fit.head), said.title, fit, palette)
    if said.own:
        low = Box(box.x, own_top, box.w, box.bottom - own_top)
        marks.append(Shape(rounded_path(low, (0, 0, 4, 4)), WHITE if palette.saver else mix(LINK, 0.13)))
        marks.append(Shape(f"M{number(box.x)} {number(own_top)}H{number(box.right)}", "none", INK, 0.8))
    marks.append(Shape(rounded_path(box, corner), "none", INK, 0.9))
    for rank, tile in enumerate(said.tiles):
        row, at = divmod(rank, fit.columns)
        held = min(fit.columns, len(said.tiles) - row * fit.columns)
        width = tile_width(box.w, held)
        place = Box(
            box.x + PAD_MM + at * (width + GAP_MM), top + row * (fit.tile + fit.gap + air), width, fit.tile + air * 0.6
        )
        marks += draw_tile(place, tile, fit)
    y = own_top + 1.6 + air / 2
    for own in said.own:
        marks += draw_own(box.x, y, box.w, own, fit)
        y += one_height(own, box.w, fit) + air
    return Group(tuple(marks), "danger")


def head(box: Box, title: str, fit: DangerFit, palette: Palette) -> Iterator[Mark]:
    """The word on red; in black and white on paper, over a line."""
    ink = INK if palette.saver else WHITE
    if not palette.saver:
        yield Shape(rounded_path(box, (4, 4, 0, 0)), DRAFT)
    yield Shape(f"M{number(box.x)} {number(box.bottom)}H{number(box.right)}", "none", INK, 0.8)
    style, side = Style(fit.title, bold=True), box.h * 0.72
    yield Icon("thing-danger", Box(box.x + PAD_MM, box.centre.y - side / 2, side, side), ink)
    yield text_at(box.x + PAD_MM + side + 2, box.centre.y + cap(fit.title) / 2, title, style, ink)


def draw_tile(box: Box, tile: tuple[str, str], fit: DangerFit) -> Iterator[Mark]:
    """A number over who answers, or beside it."""
    yield Shape(rounded_path(box, (2.2,) * 4), WHITE, INK, 0.6)
    big, small = Style(fit.number, bold=True), Style(fit.caption)
    room = box.w - TILE_MARGINS_MM - (fit.beside + CAPTION_GAP_MM if fit.beside else 0)
    lines = lines_of(tile[1], room, small, MAX_LINES) or ()
    high, step = line_height(fit.number) * 0.92, line_height(fit.caption)
    if fit.beside:
        left = box.x + TILE_MARGINS_MM / 2 + fit.beside + CAPTION_GAP_MM
        first = box.centre.y + cap(fit.caption) / 2 - step * (len(lines) - 1) / 2
        middle = box.x + TILE_MARGINS_MM / 2 + fit.beside / 2
        yield centred_text(middle, box.centre.y + cap(fit.number) / 2, tile[0], big)
        yield from (text_at(left, first + step * rank, line, small) for rank, line in enumerate(lines))
        return
    y = box.y + (box.h - high - step * len(lines)) / 2
    yield centred_text(box.centre.x, y + high / 2 + cap(fit.number) / 2, tile[0], big)
    for rank, line in enumerate(lines):
        yield centred_text(box.centre.x, y + high + step * rank + cap(fit.caption) * 1.1, line, small)


def draw_own(x: float, y: float, width: float, own: LandlordNumber, fit: DangerFit) -> Iterator[Mark]:
    """The landlord's number under its label, or boxes in which it is written."""
    bold, step, middle = Style(fit.caption, bold=True), line_height(fit.caption), x + width / 2
    for line in own_label(own, width, fit):
        yield centred_text(middle, y + step / 2 + cap(fit.caption) / 2, shorten(line, (width - 2,), bold)[0][0], bold)
        y += step
    if not own.call:
        yield from boxes(Box(x + PAD_MM, y + 1.2, width - 2 * PAD_MM, boxes_height(width)))
        return
    style = own_style(own, width, fit)
    high = line_height(style.size_pt)
    yield centred_text(middle, y + high / 2 + cap(style.size_pt) / 2, own.call, style)
    if own.hours:
        small = largest(own.hours, width - 2 * PAD_MM, (fit.caption, 9), bold=False)
        said = shorten(own.hours, (width - 2 * PAD_MM,), small)[0][0]
        yield centred_text(middle, y + high + step / 2 + cap(small.size_pt) / 2, said, small)


def boxes(room: Box) -> Iterator[Mark]:
    """Five white boxes, one a pair of figures."""
    gap = 2.0
    side = (room.w - gap * (NUMBER_BOXES - 1)) / NUMBER_BOXES
    for rank in range(NUMBER_BOXES):
        yield Shape(rounded_path(Box(room.x + rank * (side + gap), room.y, side, room.h), (1.6,) * 4), WHITE, INK, 0.6)
