"""Legends: the signs of many squares, in a paper box of the centre; the kinds of a board, for its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from jeu_oie.board.cell import DOOR, RED_MM, box_to_tick, red_of
from jeu_oie.board.fit import fullest
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    cap,
    line_height,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import KindSpec
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog


class Sign(StrEnum):
    """What is drawn on squares of many kinds."""

    BOX = "box"
    EGG = "egg"
    RED = "red"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign, its word, and what it means."""

    sign: Sign
    word: str
    effect: str


def entry_width(entry: LegendEntry, size: float) -> float:
    """Plate, word and effect, mm."""
    plate = (legend_row(size) - 1.1) * 1.3
    return plate + 3 + Style(size, bold=True).width(entry.word) + Style(size).width(entry.effect)


def column_widths(entries: Sequence[LegendEntry], columns: int, size: float) -> list[float]:
    """The widest entry of each column, filled from top to bottom."""
    rows = -(-len(entries) // columns)
    return [
        max((entry_width(entry, size) for entry in entries[at * rows : (at + 1) * rows]), default=0.0)
        for at in range(columns)
    ]


def legend_size(room: float, entries: Sequence[LegendEntry], size: float) -> tuple[int, float] | None:
    """Columns and height of the legend's box, None where no number of columns fits."""
    return fullest((partial(legend_columns, entries, size, columns) for columns in (4, 3, 2, 1)), room)


def legend_columns(entries: Sequence[LegendEntry], size: float, columns: int, room: float) -> tuple[int, float] | None:
    if sum(column_widths(entries, columns, size)) + (columns + 1) * 3 > room:
        return None
    return columns, -(-len(entries) // columns) * legend_row(size) + 3


def legend_row(size: float) -> float:
    return line_height(size) * 1.42


def draw_legend(box: Box, entries: Sequence[LegendEntry], size: float, columns: int, palette: Palette) -> Group:
    """The signs column by column, in a paper box; the rows share its height."""
    rows = -(-len(entries) // columns)
    row = (box.h - 3) / rows
    marks: list[Mark] = [Shape(rounded_path(box, (4,) * 4), palette.paper, INK, 0.8)]
    widths = column_widths(entries, columns, size)
    gap = (box.w - sum(widths)) / (columns + 1)
    for rank, entry in enumerate(entries):
        at, line = divmod(rank, rows)
        x = box.x + gap * (at + 1) + sum(widths[:at])
        marks += legend_entry(x, box.y + 1.5 + line * row, row, entry, size, palette)
    return Group(tuple(marks), "legend", "legend")


def legend_entry(x: float, y: float, row: float, entry: LegendEntry, size: float, palette: Palette) -> list[Mark]:
    side = legend_row(size) - 1.1
    plate = Box(x + side * 0.15, y + (row - side) / 2, side, side)
    style, plain = Style(size, bold=True), Style(size)
    baseline = y + row / 2 + cap(size) / 2
    left = x + side * 1.3 + 1.8
    return [
        *draw_sign(entry.sign, plate, palette),
        text_at(left, baseline, entry.word, style),
        text_at(left + style.width(entry.word) + 1.2, baseline, entry.effect, plain),
    ]


def draw_sign(sign: Sign, box: Box, palette: Palette) -> Iterator[Mark]:
    if sign is Sign.EGG:
        yield Icon("egg", box)
        return
    if sign is Sign.BOX:
        yield from box_to_tick(box.inset(0.4))
        return
    yield Shape(rounded_path(box, (1.3,) * 4), WHITE, INK, 0.5)
    yield Shape(rounded_path(box.inset(1), (0.8,) * 4), "none", red_of(palette), RED_MM)


def centre_legend(words: Catalog) -> tuple[LegendEntry, ...]:
    """The signs that stand on squares of many kinds."""
    return tuple(LegendEntry(sign, words(f"legend.sign.{sign}"), words(f"legend.{sign}")) for sign in Sign)


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind, its word, and what it does in two or three words."""

    kind: Kind
    pictogram: str
    word: str
    effect: str


def legend(board: Board, words: Catalog) -> tuple[KindEntry, ...]:
    """The kinds of a board, for its page."""
    present = {square.kind for square in board.squares}
    told = [kind_spec for kind_spec in KINDS.values() if kind_spec.legend and kind_spec.kind in present]
    ranked = sorted(told, key=lambda kind_spec: kind_spec.legend)
    trace = KindEntry(Kind.BLANK, "egg", words("legend.word.trace"), words("legend.trace"))
    door = KindEntry(Kind.BLANK, DOOR, words("legend.word.door"), words("legend.door"))
    return (*(kind_entry(each, words) for each in ranked), trace, *((door,) if board.has_door else ()))


def kind_entry(kind_spec: KindSpec, words: Catalog) -> KindEntry:
    word = words(f"legend.word.{kind_spec.kind}" if kind_spec.short_word else f"kind.{kind_spec.kind}")
    return KindEntry(kind_spec.kind, kind_spec.pictogram, word, words(f"legend.{kind_spec.kind}"))
