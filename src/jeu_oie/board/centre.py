"""What stands in the free room: goose, title, state, danger, legend, side tracks, in the centre and its recess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product
from math import log

from jeu_oie.board.cell import Measures
from jeu_oie.board.danger import DangerWords, draw_danger, fit_danger
from jeu_oie.board.fit import fullest
from jeu_oie.board.head import GOOSE_SHAPE, HEAD, NAMES, TITLE, TITLE_SIZES_PT, Head, draw_head, head_parts, subtitle_pt
from jeu_oie.board.legend import LegendEntry, draw_legend, legend_size
from jeu_oie.board.sides import SidePanel, draw_side, share_rows, side_fits, side_width
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.geometry import Side as Edge
from jeu_oie.draw.scene import Group, Icon, Shape
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import WrongSize

# The measures that the centre tries, the largest first: pt; mm of a side track's height.
LEGEND_SIZES_PT = (15.0, 14.0, 13.0, 12.0, 11.0)
SIDE_SIZES_PT = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
DANGER_SIZES_PT = (32.0, 29.0, 27.0, 25.0, 23.0, 21.0, 19.0, 17.0, 15.5, 14.0)
NAMES_SIZES_PT = (27.0, 24.0, 21.0)  # of the title that the circuit's own would stand under
TITLE_WORTH, GOOSE_WORTH, LINE_WORTH = 2.5, 0.8, 4.0
GOOSE_SHARES = (1.0, 0.85, 0.7)  # of the recess, as high or as wide as it is
LARGEST_GOOSE_MM, LEAST_GOOSE_MM = 50.0, 24.0
GAP_MM = 2.0
DANGER_SHARES = (0.26, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5)  # of the width, for the column of the danger box
LEAST_COLUMN = 54.0  # mm
EMPTY_COST = 1.2  # what a wholly empty centre would cost a layout
MAX_STRETCH = 1.3  # times its height, as far as a box goes where there is air


@dataclass(frozen=True, slots=True)
class Content:
    """All that the centre says."""

    dossier: Dossier
    legend: tuple[LegendEntry, ...]
    sides: tuple[SidePanel, ...]
    danger: DangerWords | None = None
    stamp: float = 0  # mm that a QR code takes at the foot of a column
    aside: float = 0  # mm at the right of the title that a logo takes


@dataclass(frozen=True, slots=True)
class Placed:
    """Centre and recess as placed, and the side tracks that found no room."""

    groups: tuple[Group, ...]
    left_out: tuple[SidePanel, ...]


@dataclass(frozen=True, slots=True)
class CentreColumn:
    """Blocks one under the other: how far from the left of the centre, how wide."""

    x: float
    w: float
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks over, beside each other and under, as wide as the centre but those of the ``columns``."""

    over: CentreColumn
    columns: tuple[CentreColumn, ...]
    under: CentreColumn


def layouts(w: float, blocks: Sequence[str]) -> Iterator[Layout]:
    """``blocks`` in one column; or the danger box in a column of its own, at the right or under the title."""
    none = CentreColumn(0, w, ())
    head, sides, stamp, danger, legend = (
        tuple(name for name in blocks if name in names)
        for names in ((HEAD, TITLE, NAMES), ("sides",), ("stamp",), ("danger",), ("legend",))
    )
    yield Layout(none, (CentreColumn(0, w, (*head, *danger, *legend, *sides, *stamp)),), none)
    for d in (w * share for share in DANGER_SHARES if w * share >= LEAST_COLUMN and (danger or stamp)):
        rest = w - d - GAP_MM
        feet = [(stamp, ()), ((), stamp)] if danger and stamp else [((), stamp)]
        for low, high in feet:
            left, right = CentreColumn(0, d, (*danger, *high)), CentreColumn(w - d, d, (*danger, *high))
            yield Layout(none, (CentreColumn(0, rest, (*head, *legend, *sides, *low)), right), none)
            if legend or sides or low:
                yield Layout(
                    CentreColumn(0, w, head), (left, CentreColumn(d + GAP_MM, rest, (*legend, *sides, *low))), none
                )
            if sides:
                yield Layout(none, (CentreColumn(0, rest, (*head, *legend, *low)), right), CentreColumn(0, w, sides))


@dataclass(frozen=True, slots=True)
class CentreBlock:
    """One block in a column with measures that fit: its height in mm, and how well it reads.

    ``size`` (pt) is that of ``TITLE_SIZES_PT``, ``LEGEND_SIZES_PT``, ``SIDE_SIZES_PT`` or ``DANGER_SIZES_PT``;
    ``less``: the head without its goose, side tracks without the lines of their squares;
    ``abreast``: tracks in a row.
    """

    name: str
    size: float
    height: float
    worth: float
    less: int = 0
    abreast: int = 1


@dataclass(frozen=True, slots=True)
class Stack:
    """The blocks of a column, one under the other; ``height``: with the least air between and around them."""

    column: CentreColumn
    blocks: tuple[CentreBlock, ...]
    height: float
    worth: float

    def with_block(self, block: CentreBlock, filled: float) -> "Stack":
        """``filled``: what each mm of its height is worth."""
        worth = self.worth + block.worth + filled * block.height
        return replace(self, blocks=(*self.blocks, block), height=self.height + block.height, worth=worth)


class Measurer:
    """The blocks of one centre in columns of any width, each measured once. ``goose``: it may stand in the head."""

    def __init__(self, box: Box, content: Content, sizes: Measures, *, goose: bool) -> None:
        self.box, self.content, self.sizes, self.goose = box, content, sizes, goose
        # No cache of functions, which would hold the measurer that holds it: its thousands of stacks would wait for a
        # search for garbage.
        self.measured: dict[tuple[str, float], tuple[CentreBlock, ...]] = {}
        self.stacked: dict[CentreColumn, tuple[Stack, ...]] = {}

    def blocks(self, name: str, w: float) -> tuple[CentreBlock, ...]:
        if (name, w) not in self.measured:
            self.measured[name, w] = tuple(self.measure(name, w))
        return self.measured[name, w]

    def stacks(self, column: CentreColumn) -> tuple[Stack, ...]:
        """The stacks of ``column``, the worthiest first."""
        if column not in self.stacked:
            self.stacked[column] = tuple(sorted(self.stack(column), key=lambda each: -each.worth))
        return self.stacked[column]

    def head(self, name: str, w: float, size: float, less: int) -> Head | None:
        """Beside the place of a logo, but for names alone."""
        aside = 0 if name == NAMES else self.content.aside
        return head_parts(w - aside, self.content.dossier, size, name, goose=self.goose and not less)

    def measure(self, name: str, w: float) -> Iterator[CentreBlock]:
        """A block with all measures that fit ``w``; the legend's weigh most, since it is read all evening."""
        content, least = self.content, self.sizes.least
        if name in (HEAD, TITLE, NAMES):
            least_high = 0 if name == NAMES else content.aside * 0.75
            sizes = NAMES_SIZES_PT if name == NAMES else TITLE_SIZES_PT
            for size, less in product(sizes, (0, 1) if self.goose else (0,)):
                head = self.head(name, w, size, less)
                if head:
                    worth = TITLE_WORTH * log(size) * (name != NAMES) + 0.5 * log(subtitle_pt(size)) * (name != TITLE)
                    yield CentreBlock(name, size, max(head.height, least_high), worth - GOOSE_WORTH * less, less)
        elif name == "danger" and content.danger:
            fits = ((size, fit_danger(content.danger, w, size, least)) for size in DANGER_SIZES_PT)
            yield from (CentreBlock(name, size, fit.height, 2.7 * log(size)) for size, fit in fits if fit)
        elif name == "legend":
            for size in (size for size in LEGEND_SIZES_PT if size >= least):
                found = legend_size(w - 2, content.legend, size)
                if found:
                    yield CentreBlock(name, size, found[1], 2.2 * log(size))
        elif name == "sides":
            for high, less, abreast in product(SIDE_SIZES_PT, (0, 1), sorted({1, len(content.sides)})):
                places = share_rows(content.sides, Box(0, 0, w, 0), high, abreast)
                beside = list(zip(content.sides, places, strict=True))
                if all(side_fits(side, place.w, high, self.sizes, lined=not less) for side, place in beside):
                    narrowest = min(side_width(side, place.w) for side, place in beside)
                    worth = log(high) + log(narrowest) - LINE_WORTH * less
                    yield CentreBlock(name, high, max(place.bottom for place in places), worth, less, abreast)
        elif name == "stamp":
            yield CentreBlock(name, content.stamp, content.stamp, 0)

    def stack(self, column: CentreColumn) -> Iterator[Stack]:
        """The stacks no higher than the centre, with the least air between and around their blocks.

        Of two the higher is left out where it reads no better; what is not empty reads a little better.
        """
        piles = [Stack(column, (), GAP_MM * len(column.blocks), 0)]
        filled = EMPTY_COST * column.w / self.box.surface
        for name in column.blocks:
            grown = (pile.with_block(block, filled) for pile in piles for block in self.blocks(name, column.w))
            piles = []
            for pile in sorted(grown, key=lambda each: (each.height, -each.worth)):
                if pile.height <= self.box.h and (not piles or pile.worth > piles[-1].worth):
                    piles.append(pile)
        yield from piles


@dataclass(frozen=True, slots=True)
class Corner:
    """The goose in the recess, and blocks beside or under it."""

    goose: Box
    room: Box
    stack: Stack

    @property
    def worth(self) -> float:
        return self.stack.worth + GOOSE_WORTH * log(self.goose.w / LEAST_GOOSE_MM)


@dataclass(frozen=True, slots=True)
class Fitting:
    """The stacks over, beside each other and under that fit the centre, and what stands in its recess."""

    over: Stack
    columns: tuple[Stack, ...]
    under: Stack
    corner: Corner | None

    @property
    def worth(self) -> float:
        """How well it reads."""
        return sum(each.worth for each in (self.over, *self.columns, self.under, self.corner) if each)


def fittings(layout: Layout, measurer: Measurer, corner: Corner | None) -> Iterator[Fitting]:
    """For each height over and under, the best columns between them."""
    for over, under in product(measurer.stacks(layout.over), measurer.stacks(layout.under)):
        room = measurer.box.h - over.height - under.height - GAP_MM
        best = [next((s for s in measurer.stacks(each) if s.height <= room), None) for each in layout.columns]
        found = tuple(each for each in best if each)
        if len(found) == len(best):
            yield Fitting(over, found, under, corner)


def corners(recess: Box | None, blocks: Sequence[str], measurer: Measurer) -> Iterator[Corner | None]:
    """What the recess may hold, as it reads best for each choice of blocks."""
    if recess is None:
        yield None
        return
    choices = [(), (NAMES,), ("legend",), (NAMES, "legend")]
    choices += [(*each, "stamp") for each in choices if "stamp" in blocks]
    for names in choices:
        found = [each for share in GOOSE_SHARES if (each := corner_of(recess, share, names, measurer))]
        if found:
            yield max(found, key=lambda each: each.worth)


def corner_of(recess: Box, share: float, names: tuple[str, ...], measurer: Measurer) -> Corner | None:
    """The goose with ``names`` beside it in a wide recess, under it in a high one; alone it stands in its middle."""
    w = share * min(recess.w, recess.h / GOOSE_SHAPE, LARGEST_GOOSE_MM)
    h = w * GOOSE_SHAPE
    if w < LEAST_GOOSE_MM:
        return None
    if not names:
        room, goose = Box(recess.x, recess.bottom, recess.w, 0), recess
    elif recess.w > recess.h:
        goose, room = Box(recess.x, recess.y, w, recess.h), recess.grown(Edge.LEFT, -w - GAP_MM)
    else:
        goose, room = Box(recess.x, recess.y, recess.w, h), recess.grown(Edge.TOP, -h - GAP_MM)
    stack = next((each for each in measurer.stacks(CentreColumn(0, room.w, names)) if each.height <= room.h), None)
    return Corner(Box(goose.centre.x - w / 2, goose.centre.y - h / 2, w, h), room, stack) if stack else None


class DangersTooLong(WrongSize):
    """The numbers of danger don't fit the centre beside title and legend: none is ever shortened or left out."""


def place(box: Box, content: Content, palette: Palette, sizes: Measures, recess: Box | None = None) -> Placed:
    """The centre in ``box``, with its ``recess``; the last side tracks are left out while they don't fit."""
    held, best = fit_centre(box, content, sizes, recess)
    kept = replace(content, sides=content.sides[:held])
    groups = tuple(draw(box, best, Measurer(box, kept, sizes, goose=recess is None), palette))
    goose = (Group((Icon("goose-large", best.corner.goose),), "goose"),) if best.corner else ()
    return Placed((*groups, *goose), content.sides[held:])


@lru_cache(maxsize=64)  # inks, papers and squares change oftener than the centre's words
def fit_centre(box: Box, content: Content, sizes: Measures, recess: Box | None) -> tuple[int, Fitting]:
    """How many side tracks the centre holds, and the stacks that read best with them. Raises DangersTooLong.

    Those that it cannot hold are told on their card (game.md, rule 6).
    """
    forms = (partial(with_sides, content, sizes, held, recess) for held in range(len(content.sides), -1, -1))
    found = fullest(forms, box)
    if found is None and content.danger:
        raise DangersTooLong
    assert found, "the tightest centre without side tracks and dangers always fits"
    return found


def with_sides(
    content: Content, sizes: Measures, held: int, recess: Box | None, box: Box
) -> tuple[int, Fitting] | None:
    """The centre with the first side tracks, as it reads best."""
    kept = replace(content, sides=content.sides[:held])
    measurer = Measurer(box, kept, sizes, goose=recess is None)
    blocks = blocks_of(kept)
    found = [
        each
        for corner in corners(recess, blocks, measurer)
        for layout in layouts(box.w, less(blocks, corner))
        for each in fittings(layout, measurer, corner)
    ]
    return (held, max(found, key=lambda each: each.worth)) if found else None


def blocks_of(content: Content) -> tuple[str, ...]:
    """The blocks that ``content`` needs, as they are read."""
    needed = (
        ("danger", content.danger),
        ("legend", content.legend),
        ("sides", content.sides),
        ("stamp", content.stamp),
    )
    return (HEAD, *(name for name, says in needed if says))


def less(blocks: Sequence[str], corner: Corner | None) -> tuple[str, ...]:
    """``blocks`` but for what stands in ``corner``: without names the head is the title."""
    held = {block.name for block in corner.stack.blocks} if corner else set()
    head = {HEAD: TITLE} if NAMES in held else {}
    return tuple(head.get(name, name) for name in blocks if name not in held)


def draw(box: Box, found: Fitting, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    """The stacks in their places; title first, side tracks last, as they are read."""
    columns = max(stack.height for stack in found.columns)
    air = (box.h - GAP_MM - found.over.height - found.under.height - columns) / (
        1 + len(found.over.blocks) + len(found.under.blocks)
    )
    top = box.y + GAP_MM / 2
    middle = top + found.over.height + air * len(found.over.blocks)
    low = middle + columns + air
    groups = list(draw_stack(Box(box.x, top, box.w, middle - top), found.over, measurer, palette))
    for stack in found.columns:
        room = Box(box.x + stack.column.x, middle, stack.column.w, low - middle)
        groups += draw_stack(room, stack, measurer, palette)
    groups += draw_stack(Box(box.x, low, box.w, box.bottom - GAP_MM / 2 - low), found.under, measurer, palette)
    if found.corner:
        groups += draw_stack(found.corner.room, found.corner.stack, measurer, palette)
    order = (TITLE, NAMES, "danger", "legend")
    yield from sorted(groups, key=lambda group: order.index(group.id) if group.id in order else len(order))


def draw_stack(room: Box, stack: Stack, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    """A column in ``room``: boxes take some of the air, what is left stands between them."""
    spare = room.h - stack.height
    boxes = [block for block in stack.blocks if block.name in ("danger", "legend")]
    grown = {block.name: min(block.height * (MAX_STRETCH - 1), spare / len(boxes)) for block in boxes}
    gap = (spare - sum(grown.values())) / (len(stack.blocks) or 1) + GAP_MM
    y = room.y + gap / 2
    for block in stack.blocks:
        box = Box(room.x, y, room.w, block.height + grown.get(block.name, 0))
        yield from draw_block(box, block, measurer, palette)
        y = box.bottom + gap


def draw_block(box: Box, block: CentreBlock, measurer: Measurer, palette: Palette) -> Iterator[Group]:
    content, sizes = measurer.content, measurer.sizes
    if block.name in (HEAD, TITLE, NAMES):
        head = measurer.head(block.name, box.w, block.size, block.less)
        assert head, "it was measured"
        box = Box(box.x, box.y, box.w - (0 if block.name == NAMES else content.aside), box.h)
        yield draw_head(box, content.dossier, block.size, head, palette, sizes.least)
    elif block.name == "legend":
        entries = content.legend
        found = legend_size(box.w - 2, entries, block.size)
        assert found, "it was measured"
        yield draw_legend(Box(box.x + 1, box.y, box.w - 2, box.h), entries, block.size, found[0], palette)
    elif block.name == "stamp":  # drawn last: it holds the hash of all else
        yield Group((Shape(rounded_path(box, (0,) * 4), "none"),), "stamp")
    elif block.name == "danger":
        fit = content.danger and fit_danger(content.danger, box.w, block.size, sizes.least)
        assert content.danger and fit, "it was measured"
        yield draw_danger(box, content.danger, fit, palette)
    else:
        places = share_rows(content.sides, box, block.size, block.abreast)
        for side, place in zip(content.sides, places, strict=True):
            yield from draw_side(side, place, block.size, palette, sizes, lined=not block.less)
