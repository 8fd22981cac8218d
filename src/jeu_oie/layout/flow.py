"""Measured paragraphs poured into columns: what does not fit is given back, never cut. Lengths in mm.

Handouts (leaflet, poster, carnet, pieces) are drawn sheets, so that a test can tell where each line stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.board.palette import INK
from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import EPSILON, Box
from jeu_oie.layout.marks import cap, centred_text, disc_path, text_at
from jeu_oie.layout.scene import Icon, Mark, Shape
from jeu_oie.layout.text import Style, even_lines, wrap_text

RULE = 3.0  # under a heading: a line and the room around it
LEADING = 1.26  # line spacing over the size: airy enough for who reads slowly


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: ``before`` is the room over it, ``hang`` that at its left, for ``mark``.

    ``mark``: the name of a pictogram, « • », or a number. ``rule``: a heading, over a line.
    """

    text: str
    style: Style
    before: float = 0
    hang: float = 0
    mark: str = ""
    centred: bool = False
    fill: str = INK
    rule: bool = False

    @property
    def step(self) -> float:
        return self.style.size_pt * PT_MM * LEADING

    def lines(self, room: float) -> tuple[str, ...]:
        """Even lines where they are centred: no short last one."""
        lines = wrap_text(self.text, room - self.hang, self.style)
        return (even_lines(self.text, room, self.style, len(lines)) or lines) if self.centred else lines


Block = tuple[Para, ...]
"""Paragraphs that stay together."""


def height(block: Block, room: float) -> float:
    return sum(para.before + para.step * len(para.lines(room)) + RULE * para.rule for para in block)


def heights(blocks: Iterable[Block], room: float) -> float:
    return sum(height(block, room) for block in blocks)


def place_block(block: Block, x: float, y: float, room: float) -> Iterator[Mark]:
    """The marks of a block whose top left corner is (x, y)."""
    for para in block:
        y += para.before
        if para.mark and para.text:
            yield paragraph_mark(para, x, y)
        for line in para.lines(room):
            baseline = y + para.step / 2 + cap(para.style.size_pt) / 2
            if para.centred:
                yield centred_text(x + room / 2, baseline, line, para.style, para.fill)
            else:
                yield text_at(x + para.hang, baseline, line, para.style, para.fill)
            y += para.step
        if para.rule:
            yield Shape(f"M{x:.3f} {y + 0.6:.3f}H{x + room:.3f}", "none", para.fill, 0.8)
            y += RULE


def paragraph_mark(para: Para, x: float, y: float) -> Mark:
    """What stands at the left of a paragraph, at the height of its first line."""
    middle = y + para.step / 2
    if para.mark == "•":
        return Shape(disc_path(x + para.hang / 2, middle, para.style.size_pt * 0.055), para.fill)
    if para.mark.isdecimal():
        style = replace(para.style, bold=True)
        return text_at(x, middle + cap(style.size_pt) / 2, f"{para.mark}.", style, para.fill)
    side = min(para.hang - 1, para.step)
    return Icon(para.mark, Box(x, middle - side / 2, side, side))


@dataclass(frozen=True, slots=True)
class Poured:
    """The marks of each column, the blocks that found no room, and how far down the last column that is used goes."""

    columns: tuple[tuple[Mark, ...], ...]
    rest: tuple[Block, ...]
    bottom: float


def pour(blocks: Sequence[Block], boxes: Sequence[Box]) -> Poured:
    """The blocks in the boxes, one after the other."""
    columns: list[tuple[Mark, ...]] = []
    rest, bottom = list(blocks), boxes[0].y
    for box in boxes:
        marks: list[Mark] = []
        y = box.y
        while rest:
            block = rest[0] if y > box.y else drop_space(rest[0])
            if y + height(block, box.w) > box.bottom + EPSILON:
                break
            marks += place_block(block, box.x, y, box.w)
            y += height(block, box.w)
            rest.pop(0)
        columns.append(tuple(marks))
        bottom = y if marks else bottom
    return Poured(tuple(columns), tuple(rest), bottom)


def drop_space(block: Block) -> Block:
    """A block on top of a column has no room over it."""
    first, *others = block
    return (replace(first, before=0), *others)


def richest(choices: Sequence[Sequence[Block]], boxes: Sequence[Box], more: Block) -> Poured:
    """The first of ``choices`` (the fullest first) that fits whole; any other ends with ``more``, never in silence."""
    fullest, *others = choices
    poured = pour(fullest, boxes)
    if not poured.rest:
        return poured
    *before, last = boxes
    room = height(more, last.w)
    for blocks in others or [fullest]:
        poured = pour(blocks, [*before, Box(last.x, last.y, last.w, last.h - room)])
        if not poured.rest:
            break
    *columns, ending = poured.columns
    end = tuple(place_block(more, last.x, last.bottom - room, last.w))
    return replace(poured, columns=(*columns, (*ending, *end)), bottom=last.bottom)
