"""A square's face in its cell: band, number, pictogram, words, title, foot; all measured, then placed."""

from collections.abc import Callable

from jeu_oie.board.cards import Card
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.palette import INK, Palette
from jeu_oie.layout.cells.faces import Painted, paint_blank, paint_finish, paint_plain, paint_start, paint_time
from jeu_oie.layout.cells.frame import LINE_MM, Frame, Measures, TitleOverflow
from jeu_oie.layout.geometry import rounded_path
from jeu_oie.layout.scene import Group, Shape
from jeu_oie.layout.tracks import Cell

PAINTERS: dict[str, Callable[[Frame, str], Painted]] = {
    "plain": paint_plain,
    "time": paint_time,
    "blank": paint_blank,
    "start": paint_start,
    "finish": paint_finish,
}


def draw_cell(
    cell: Cell, card: Card, palette: Palette, sizes: Measures, badge: str = ""
) -> tuple[Group, TitleOverflow | None]:
    """The group of a square, and its title's cut if it has one. ``badge`` tells jumps that no corridor holds."""
    frame = Frame(cell, card, palette.kinds[card.kind], palette, sizes)
    paint = PAINTERS[KINDS[card.kind].painter]
    marks, over = paint(frame, badge)
    outline = rounded_path(cell.box, cell.radii)
    dash = "2.6 1.8" if card.kind is Kind.BLANK else ""
    body = Shape(outline, frame.colours.body, kind="cell")
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    edge = Shape(outline, "none", INK, LINE_MM, dash)
    group = Group((body, *marks[0], edge, *marks[1]), f"case-{card.name}", "square", data)
    return group, TitleOverflow(card, over) if over else None
