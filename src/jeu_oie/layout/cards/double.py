"""The front of a double card: two cells side by side (A6), cut as one and folded between its columns like a book.

Folded, its words lie inside and a back on either side: nobody sees in the pile which card is long.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from jeu_oie.board.cards import Card
from jeu_oie.board.palette import INK, Colours
from jeu_oie.layout.cards.face import (
    INSET,
    PAD,
    DeckContext,
    Front,
    between,
    body_of,
    frame_card,
    height_of,
    more,
    stack_blocks,
    under_rows,
)
from jeu_oie.layout.cards.fit import AIR, DOUBLE_FORMS, SUITE, FrontFit, Holds, fit
from jeu_oie.layout.cards.parts import GAP, Block, BlockColumn
from jeu_oie.layout.geometry import Box, number
from jeu_oie.layout.scene import Mark, Shape

GUTTER = 5.0  # from the fold to a column
SOURCES = 4  # lines that the titles of sources may take
FOLD = "1.2 0.9"


def double_front(card: Card, press: DeckContext, cut: Box) -> Front:
    """The front of ``card`` over two cells."""
    cell = cut.inset(INSET)
    marks, whole = inside(card, press, body_of(cell), press.palette.kinds[card.kind])
    return Front(frame_card(card, press, cell, (*fold_marks(cut), *marks)), whole)


def fold_marks(cut: Box) -> Iterator[Shape]:
    """Where it is folded: a dashed mark in the bare paper over the card and under it."""
    x = number(cut.centre.x)
    for top in (cut.y, cut.bottom - INSET + 0.8):
        yield Shape(f"M{x} {number(top)}v{number(INSET - 0.8)}", "none", INK, 0.25, FOLD, kind="fold")


def inside(card: Card, press: DeckContext, body: Box, colours: Colours) -> tuple[list[Mark], bool]:
    """Title, text and list at the left of the fold, rows at the right, what is too much for one in the other."""
    left, right = sides = columns(body, colours, saver=press.palette.saver)
    room = body.h - 3.5
    under = list(under_rows(card, press, right, lines=SOURCES))
    told = all(block.is_complete for block in under)
    holds = in_two(room, room - height_of(under) - (0 if told else SUITE))
    # Measured in each column, since a block stands where it was measured: the two are equally wide.
    texts = [BlockColumn(each.x + 1, each.width - 2, colours, each.saver) for each in sides]
    chosen, beside = (fit(card, text, rows, holds, DOUBLE_FORMS) for text, rows in zip(texts, sides, strict=True))
    whole = chosen.is_complete and told
    if not whole:
        under.insert(-1, more(press, right))
    area = Box(left.x, body.y + 2, left.width, room)
    count = split_blocks(chosen.top, chosen.rows, room, room - height_of(under)) or len(chosen.top)
    marks = (*at_left(card, chosen, count, area), *at_right(beside, count, under, area))
    return list(marks), whole


def columns(body: Box, colours: Colours, *, saver: bool) -> tuple[BlockColumn, BlockColumn]:
    """Where rows stand at the left and at the right of the fold."""
    width = body.w / 2 - PAD - GUTTER
    return BlockColumn(body.x + PAD, width, colours, saver), BlockColumn(body.centre.x + GUTTER, width, colours, saver)


def in_two(left: float, right: float) -> Holds:
    """Everything in two columns, of ``left`` and ``right`` mm."""

    def holds(top: Sequence[Block], rows: Sequence[Block], spare: float) -> bool:
        return split_blocks(top, rows, left, right - spare) is not None

    return holds


def split_blocks(top: Sequence[Block], rows: Sequence[Block], left: float, right: float) -> int | None:
    """How many of all blocks stand at the left: the words there and the rows at the right, if that can be."""
    blocks = (*top, *rows)
    most = len(blocks)
    for count in chain(range(len(top), most + 1), range(len(top) - 1, 0, -1)):
        if (
            measure_blocks(blocks[:count], len(top)) <= left
            and measure_blocks(blocks[count:], len(top) - count) <= right
        ):
            return count
    return None


def measure_blocks(blocks: Sequence[Block], words: int) -> float:
    """The height of ``blocks``, of which the first ``words`` are no rows."""
    rows = max(0, len(blocks) - max(0, words))
    return height_of(blocks) + GAP * rows + (AIR if rows and words > 0 else 0)


def at_left(card: Card, chosen: FrontFit, count: int, area: Box) -> Iterator[Mark]:
    """The first ``count`` blocks: words from the top down, rows on the foot."""
    rows = chosen.rows[: max(0, count - len(chosen.top))]
    over = area.y + height_of(chosen.top[:count])
    rows_top = area.bottom - sum(block.height + GAP for block in rows)
    yield from stack_blocks(chosen.top[:count], area.y)
    yield from stack_blocks(rows, rows_top, GAP)
    yield from between(card, Box(area.x, over, area.w, rows_top - over))


def at_right(chosen: FrontFit, count: int, under: Sequence[Block], area: Box) -> Iterator[Mark]:
    """The other blocks from the top down, and the foot."""
    words, rows = chosen.top[count:], chosen.rows[max(0, count - len(chosen.top)) :]
    yield from stack_blocks(words, area.y)
    yield from stack_blocks(rows, area.y + height_of(words) + (AIR if words else 0), GAP)
    yield from stack_blocks(under, area.bottom - height_of(under))
