"""What stands under the tiles of the danger band: what to do where it smells of gas, numbers without a tile, hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.draw.scene import Icon, Mark
from jeu_oie.draw.text import TIE, Style
from jeu_oie.game.handout import numbers
from jeu_oie.print.content.bands import gas_line
from jeu_oie.sheets.paper import PrintContext, shared_hours

LEAST = 14.0  # pt of all that is read here


@dataclass(frozen=True, slots=True)
class FootRow:
    """What stands under the tiles, in bold and not, after a picture."""

    lines: tuple[str, ...]
    style: Style
    picture: str = ""

    @property
    def step(self) -> float:
        return line_height(self.style.size_pt) * (1.12 if len(self.lines) == 1 else 1.02)

    @property
    def height(self) -> float:
        return self.step * len(self.lines)

    @property
    def side(self) -> float:
        """Of the picture, in mm."""
        return min(self.height - 0.4, 9.0) if self.picture else 0.0

    @property
    def width(self) -> float:
        return max(map(self.style.width, self.lines)) + (self.side + 2 if self.picture else 0)


def foot_rows(
    paper: PrintContext, others: Sequence[str], room: float, size_pt: float, *, gas: bool, hours: bool
) -> tuple[FootRow, ...]:
    """The gestures for gas, then the other numbers, and with ``hours`` those of all."""
    said = (*others, shared_hours(numbers(paper.facts)) if hours else "")
    rest, line = f"{TIE}· ".join(filter(None, said)), gas_line(paper.facts) if gas else ""
    sizes_tried = raise_sizes((size_pt, 16, 15), LEAST)
    if not line:
        return (FootRow((rest,), largest(rest, room, sizes_tried, bold=False)),) if rest else ()
    style = next((each for each in map(bold, sizes_tried) if lines_of(line, room - 11, each, 2)), bold(sizes_tried[-1]))
    rows = [FootRow(tuple(fit_or_shorten(line, room - 11, style, 2)), style, "thing-gas")]
    rows += [FootRow((rest,), largest(rest, room, sizes_tried, bold=False))] if rest else []
    return tuple(rows)


def draw_foot(row: FootRow, box: Box, ink: str) -> Iterator[Mark]:
    x = box.centre.x - row.width / 2
    if row.picture:
        yield Icon(row.picture, Box(x, box.centre.y - row.side / 2, row.side, row.side), ink)
        x += row.side + 2
    for rank, each in enumerate(row.lines):
        yield text_at(x, box.y + row.step * (rank + 0.5) + cap(row.style.size_pt) / 2, each, row.style, ink)


def bold(size_pt: float) -> Style:
    return Style(size_pt, bold=True)
