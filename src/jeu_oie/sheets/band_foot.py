"""What stands under the tiles of the danger band: what to do where it smells of gas, numbers without a tile, hours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.circuit.dangers import FIGURES
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.draw.scene import Icon, Mark
from jeu_oie.draw.text import TIE, Style
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.handout import numbers
from jeu_oie.game.tongue import tongue
from jeu_oie.game.wording import FactFormatter
from jeu_oie.sheets.paper import PrintContext, shared_hours

LEAST = 14.0  # pt of all that is read here
GAS = "gas"


def tie(call: str) -> str:
    """A number that no line breaks; ten figures in a row stand in pairs."""
    if re.fullmatch(r"0\d{9}", call):
        call = " ".join(call[at : at + 2] for at in range(0, 10, 2))
    return FIGURES.sub(lambda found: re.sub(r"\s", TIE, found[0]), call)


def gas_line(facts: FactFormatter) -> str:
    """What to do where it smells of gas, in order; nothing where the circuit has no gestures for it.

    A sheet in another language than the circuit's has the same gestures in its own words.
    """
    found = next((each for each in facts.dangers if each.id == GAS), None)
    if not found:
        return ""
    t, own = facts.words, facts.words.language == tongue(facts.circuit.language)
    title = facts.danger_title(found) if found.has_doubt else t("bands.danger.gas")
    call = spell_call(found.call or "", facts)
    gestures = (
        shorten_gestures(found.first) if own else (t("bands.gas"), t("bands.gas.call", call=call) if call else "")
    )
    return " ".join(filter(None, (t("bands.ask", danger=title), *map(tie, gestures))))


EITHER = re.compile(r"([\d\s]*\d)\s+(?:ou|or)\s+(\d[\d\s]*)")  # as ``common.yaml`` says it in its languages


def spell_call(call: str, facts: FactFormatter) -> str:
    """« 18 ou 112 » in the words of the sheet, any other as it was written."""
    found = EITHER.fullmatch(call)
    return facts.words("bands.either", first=tie(found[1]), second=tie(found[2])) if found else tie(call)


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
