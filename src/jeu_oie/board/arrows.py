"""Jumps as they are drawn: arrows in the corridors with their pills, badges of those that no corridor holds."""

from collections.abc import Iterator, Sequence

from jeu_oie.board.jumps import Jump, Link
from jeu_oie.draw.geometry import Box, Point, number, polyline, rounded_path, toward
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, closed_path, text_at
from jeu_oie.draw.scene import Mark, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog

DASHES = "4 2.2"
DOT_INSET_MM = 1.2  # from the edge of a square to the dot where a jump starts: clear of a title that begins there


PILL_STYLE = Style(11, bold=True)


def links(board: Board, words: Catalog) -> tuple[Link, ...]:
    """The jumps of the main track: bridges and returns whose end is known."""
    aimed = [
        square
        for square in board.squares
        if KINDS[square.kind].arrow and square.target and square.target != square.name
    ]
    return tuple(
        Link(
            square.number, int(square.target or 0), label_width(square.number, square.target or "", square.kind, words)
        )
        for square in aimed
    )


def label_parts(start: int, end: str, kind: Kind, words: Catalog) -> tuple[str, str]:
    """What stands before and after the small drawn arrow of a jump's pill."""
    before = words("jump.shortcut", name=start) if kind is Kind.SHORTCUT else str(start)
    return before, end


def label_width(start: int, end: str, kind: Kind, words: Catalog) -> float:
    before, after = label_parts(start, end, kind, words)
    return PILL_STYLE.width(before) + PILL_STYLE.width(after) + 6 + 5


def badges_of(apart: Sequence[Link]) -> dict[int, str]:
    """The pairs of badges that stand for jumps no corridor holds: « › 12 » and « ‹ 6 »."""
    badges: dict[int, str] = {}
    for link in apart:
        badges[link.from_] = " ".join(filter(None, (badges.get(link.from_, ""), f"› {link.to}")))
        badges[link.to] = " ".join(filter(None, (badges.get(link.to, ""), f"‹ {link.from_}")))
    return badges


def draw_jumps(jumps: Sequence[Jump], words: Catalog, palette: Palette) -> Iterator[Mark]:
    """Lines, heads, dots, pills."""
    for jump in jumps:
        kind = Kind.SHORTCUT if jump.forward else Kind.BACK
        colour = INK if palette.saver else palette.kinds[kind].band
        data = (("from", str(jump.from_)), ("to", str(jump.to)))
        yield Shape(polyline(jump.line, 3), "none", colour, 2, "" if jump.forward else DASHES, "jump", data)
        yield Shape(closed_path(jump.head), colour, colour, 0.5)
        yield Shape(dot(toward(jump.start, jump.line[1], DOT_INSET_MM)), colour, WHITE, 0.8)
        if jump.label:
            yield from pill(jump.label, label_parts(jump.from_, str(jump.to), kind, words), colour)


def halos(jumps: Sequence[Jump]) -> Iterator[Mark]:
    """White around every line, under the cells and under all lines, so that it cuts none of them."""
    for jump in jumps:
        yield Shape(polyline(jump.line, 3), "none", WHITE, 4.2)
        yield Shape(closed_path(jump.head), WHITE, WHITE, 2)


def dot(at: Point) -> str:
    return f"M{number(at.x - 1.9)} {number(at.y)}a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0Z"


def pill(box: Box, parts: tuple[str, str], colour: str) -> Iterator[Mark]:
    """A label on a line: « Pont : 4 », a drawn arrow (the font has none), « 12 »."""
    yield Shape(rounded_path(box, (box.h / 2,) * 4), WHITE, colour, 0.6)
    before, after = (PILL_STYLE.width(part) for part in parts)
    x = box.centre.x - (before + 6 + after) / 2
    y = box.centre.y
    baseline = y + cap(PILL_STYLE.size_pt) / 2
    yield text_at(x, baseline, parts[0], PILL_STYLE, colour)
    start = x + before + 1.2
    yield Shape(
        f"M{number(start)} {number(y)}h2.6M{number(start + 1.6)} {number(y - 1.1)}l1.2 1.1l-1.2 1.1",
        "none",
        colour,
        0.6,
    )
    yield text_at(x + before + 6, baseline, parts[1], PILL_STYLE, colour)
