"""What the parts of the person's sheet share: colours, sizes of what is read, lines that stand closely."""

from dataclasses import dataclass

from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import Para
from jeu_oie.draw.text import PT_MM, Style, leading
from jeu_oie.sheets.paper import PrintContext

TEAL, TEAL_PALE = "#1C6A67", "#E1ECEB"
PURPLE, PURPLE_PALE = "#5B3AA6", "#EAE5F3"
PALE, CREAM = "#DEEEF6", "#FEEFCA"
WRITE_HERE = "2.4 1.6"  # dashes around what one writes in
READ, BOLD = Style(14), Style(14, bold=True)
PAD = 2.6
CLOSE = 1.14  # line spacing over the size


@dataclass(frozen=True, slots=True)
class Line(Para):
    """A paragraph whose lines stand a little closer: short ones, each under its title."""

    @property
    def step(self) -> float:
        return self.style.size_pt * PT_MM * leading(self.text, CLOSE)


def ink_of(paper: PrintContext, ink: str) -> str:
    return INK if paper.palette.saver else ink


def ground_of(paper: PrintContext, ground: str) -> str:
    return WHITE if paper.palette.saver else ground
