"""The legend: the kinds of this board, column by column, in a paper box."""

from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import INK, WHITE, Palette
from jeu_oie.layout.centre.fits import CentreFit, CentreParts
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, line_height, text_at
from jeu_oie.layout.patterned import pattern_shape
from jeu_oie.layout.scene import Group, Icon, Mark, Shape
from jeu_oie.layout.text import Style


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind, its word, and what it does in two or three words."""

    kind: Kind
    pictogram: str
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
    for columns in (4, 3, 2, 1):
        if sum(column_widths(entries, columns, size)) + (columns + 1) * 4 <= room:
            return columns, -(-len(entries) // columns) * legend_row(size) + 3
    return None


def legend_row(size: float) -> float:
    return line_height(size) * 1.42


def draw_legend(
    box: Box, entries: Sequence[LegendEntry], fit: CentreFit, parts: CentreParts, palette: Palette
) -> Group:
    """The kinds of this board, column by column, in a paper box."""
    rows = -(-len(entries) // parts.columns)
    row = legend_row(fit.legend)
    marks: list[Mark] = [Shape(rounded_path(box, (4,) * 4), palette.paper, INK, 0.8)]
    widths = column_widths(entries, parts.columns, fit.legend)
    gap = (box.w - sum(widths)) / (parts.columns + 1)
    for rank, entry in enumerate(entries):
        at, line = divmod(rank, rows)
        x = box.x + gap * (at + 1) + sum(widths[:at])
        marks += legend_entry(x, box.y + 1.5 + line * row, row, entry, fit.legend, palette)
    return Group(tuple(marks), "legend", "legend")


def legend_entry(x: float, y: float, row: float, entry: LegendEntry, size: float, palette: Palette) -> list[Mark]:
    colours = palette.kinds[entry.kind]
    side = row - 1.1
    plate = Box(x, y + 0.55, side * 1.3, side)
    style, plain = Style(size, bold=True), Style(size)
    baseline = y + row / 2 + cap(size) / 2
    left = x + side * 1.3 + 1.8
    return [
        Shape(rounded_path(plate, (1.3,) * 4), WHITE if palette.saver else colours.band),
        *([pattern_shape(rounded_path(plate, (1.3,) * 4), entry.kind)] if palette.saver else []),
        Shape(rounded_path(plate, (1.3,) * 4), "none", INK, 0.5),
        Icon(
            entry.pictogram,
            Box(plate.centre.x - side * 0.45, plate.centre.y - side * 0.45, side * 0.9, side * 0.9),
            colours.text,
        ),
        text_at(left, baseline, entry.word, style),
        text_at(left + style.width(entry.word) + 1.2, baseline, entry.effect, plain),
    ]
