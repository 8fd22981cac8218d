"""What stands in the free centre: goose, title, state, legend, side tracks.

Tried from the most generous to the tightest measures until all of it fits; side tracks that the centre cannot
hold are told on their card (game.md, rule 6).
"""

from dataclasses import dataclass, replace

from jeu_oie.board.dossier import Dossier
from jeu_oie.board.palette import Palette
from jeu_oie.layout.cells.frame import Measures
from jeu_oie.layout.centre.fits import FITS, LEGENDS, SIDES, TITLES, CentreFit, CentreParts
from jeu_oie.layout.centre.head import draw_head, head_parts
from jeu_oie.layout.centre.legend import LegendEntry, draw_legend, legend_size
from jeu_oie.layout.centre.sides import SidePanel, draw_side, side_fits
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.scene import Group

GAP = 1.5


@dataclass(frozen=True, slots=True)
class Content:
    """All that the centre says."""

    dossier: Dossier
    legend: tuple[LegendEntry, ...]
    sides: tuple[SidePanel, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The centre as placed, and the side tracks that found no room."""

    groups: tuple[Group, ...]
    left_out: tuple[SidePanel, ...]


def place(box: Box, content: Content, palette: Palette, sizes: Measures) -> Placed:
    """The centre in ``box``; the last side tracks are left out while they don't fit."""
    heads = {size: head_parts(box, content.dossier, size) for size in TITLES}
    legends = {size: legend_size(box.w - 6, content.legend, size) for size in LEGENDS if size >= sizes.least}
    for held in range(len(content.sides), -1, -1):
        sides = content.sides[:held]
        fitting = {high: all(side_fits(side, box.w - 4, high, sizes) for side in sides) for high in SIDES}
        for fit in FITS:
            head, legend = heads[fit.title], legends.get(fit.legend)
            if head is None or legend is None or not fitting[fit.side]:
                continue
            if head.height + legend[1] + held * (fit.side + GAP) + 3 * GAP <= box.h:
                parts = CentreParts(head, *legend)
                kept = replace(content, sides=sides)
                return draw(box, kept, fit, parts, palette, sizes, content.sides[held:])
    raise AssertionError("the tightest centre without side tracks always fits")


def draw(
    box: Box,
    content: Content,
    fit: CentreFit,
    parts: CentreParts,
    palette: Palette,
    sizes: Measures,
    left_out: tuple[SidePanel, ...],
) -> Placed:
    """Head, legend and side tracks one under the other, the air shared out between them."""
    tracks = len(content.sides)
    air = box.h - parts.head.height - parts.legend - tracks * fit.side
    gap = air / (3 + tracks)
    head = Box(box.x, box.y + gap, box.w, parts.head.height)
    legend = Box(box.x + 3, head.bottom + gap, box.w - 6, parts.legend)
    groups = [
        draw_head(head, content.dossier, fit, parts, palette, sizes.least),
        draw_legend(legend, content.legend, fit, parts, palette),
    ]
    for rank, side in enumerate(content.sides):
        row = Box(box.x + 2, legend.bottom + gap + rank * (fit.side + gap), box.w - 4, fit.side)
        groups += draw_side(side, row, palette, sizes)
    return Placed(tuple(groups), left_out)
