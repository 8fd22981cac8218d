"""Title and foot of a square.

A title takes the lines that stand between band and foot, then gives up the foot line, then ends after a whole
word with « … » (game.md, The drawing).
"""

from collections.abc import Callable, Iterator, Sequence

from jeu_oie.board.palette import INK, WHITE
from jeu_oie.layout.cells.frame import PAD, Frame
from jeu_oie.layout.direction import leading
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, centred_text, largest, line_height, side_insets, text_at
from jeu_oie.layout.scene import Icon, Mark, Shape
from jeu_oie.layout.text import Style, balance, shorten

Rooms = Callable[[float, float], tuple[float, float]]


def rooms_of(frame: Frame, right: float = 0) -> Rooms:
    """Left end and width that a line has between two heights, the round corners left out."""

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        from_left, from_right = side_insets(frame.box, frame.cell.radii, top, bottom)
        left = frame.box.x + max(PAD, from_left + 1.2)
        end = frame.box.right - max(PAD, from_right + 1.2, right)
        return left, end - left

    return rooms


def title_and_foot(frame: Frame, room: Box, badge: str, right: float = 0) -> tuple[list[Mark], int]:
    """The title over the foot in what the band leaves; ``right`` mm are taken at the right (the goose at départ)."""
    rooms = rooms_of(frame, right)
    foot_height = 6.6 if frame.card.face.foot or badge else 0
    lines, over = fit_title(frame.card.face.title, room, foot_height, frame.sizes.titles, rooms)
    if over or lines is None:
        without, over_without = fit_title(frame.card.face.title, room, 5.4 if badge else 0, frame.sizes.titles, rooms)
        if without is not None and (lines is None or over_without < over):
            pill = badge_pill(frame, room, badge) if badge else []
            return [*without, *pill], over_without
    marks: list[Mark] = list(lines or ())
    return [*marks, *foot(frame, room, rooms, badge)], over


def fit_title(
    title: str, room: Box, foot_height: float, sizes: Sequence[float], rooms: Rooms
) -> tuple[list[Mark] | None, int]:
    """The title at the largest size that holds it whole; else shortened at the smallest, with what is over."""
    pitch = leading(title, 0.96)
    for size in sizes:
        style, line = Style(size, bold=True), line_height(size) * pitch
        # Larger sizes are only for titles that leave air around them.
        for count in range(1, max_lines(room.h - foot_height, line, 1.4 if size == sizes[-1] else 3.6) + 1):
            placed = block(room, foot_height, line, count)
            spans = [rooms(top, bottom) for top, bottom in placed]
            left = max(span[0] for span in spans)
            lines = balance(title, [span[0] + span[1] - left for span in spans], style)
            if lines:
                return set_lines(lines, placed, left, style), 0
    size = sizes[-1]
    line = line_height(size) * pitch
    count = max_lines(room.h - foot_height, line)
    if count < 1:
        return None, len(title)
    placed = block(room, foot_height, line, count)
    spans = [rooms(top, bottom) for top, bottom in placed]
    left = max(span[0] for span in spans)
    style = Style(size, bold=True)
    lines, over = shorten(title, [span[0] + span[1] - left for span in spans], style)
    return set_lines(lines, placed, left, style), over


def max_lines(height: float, line: float, air: float = 1.4) -> int:
    """How many lines of ``line`` mm stand in ``height`` mm, with ``air`` mm above and below."""
    return int((height - air) / line)


def block(room: Box, foot_height: float, line: float, count: int) -> list[tuple[float, float]]:
    """Top and bottom of ``count`` lines of ``line`` mm, centred in what the foot leaves."""
    top = room.y + 0.4 + (room.h - foot_height - line * count) / 2
    return [(top + line * rank, top + line * (rank + 1)) for rank in range(count)]


def set_lines(lines: Sequence[str], placed: Sequence[tuple[float, float]], left: float, style: Style) -> list[Mark]:
    """Each line on its baseline: a capital stands in the middle of the line's height."""
    return [
        text_at(left, (top + bottom) / 2 + cap(style.size_pt) / 2, content, style)
        for content, (top, bottom) in zip(lines, placed, strict=False)
    ]


def foot(frame: Frame, room: Box, rooms: Rooms, badge: str) -> Iterator[Mark]:
    """The foot line: an egg and the trace, or what happens; a jump's badge at its right."""
    face = frame.card.face
    baseline = room.bottom - 3.2
    left, width = rooms(baseline - 4, baseline + 0.8)
    if badge:
        yield from badge_pill(frame, room, badge)
        width -= badge_width(badge) + 1
    if face.foot_pictogram:
        yield Icon(face.foot_pictogram, Box(left - 0.6, baseline - 4.2, 5.4, 5.4))
        left, width = left + 5.4, width - 5.4
    if face.foot and width > 8:
        smallest = Style(frame.sizes.foot[-1])
        said = next(
            (each for each in (face.foot, face.foot_short) if each and smallest.width(each) <= width), face.foot
        )
        style = largest(said, width, frame.sizes.foot, bold=False)
        shown = shorten(said, (width,), style)[0][0]
        if shown == said or shown.count(" ") > 1:  # one word and « … » say less than the egg alone
            yield text_at(left, baseline, shown, style)


def badge_width(badge: str) -> float:
    return Style(10, bold=True).width(badge) + 4


def badge_pill(frame: Frame, room: Box, badge: str) -> list[Mark]:
    """A jump that no corridor holds: « › 12 » where it starts, « ‹ 6 » where it ends."""
    baseline = room.bottom - 3.2
    _, inset = side_insets(frame.box, frame.cell.radii, baseline - 4, baseline + 1.6)
    width = badge_width(badge)
    box = Box(frame.box.right - max(1.4, inset + 0.8) - width, baseline - 4, width, 5.6)
    style = Style(10, bold=True)
    return [
        Shape(rounded_path(box, (2.8,) * 4), WHITE, INK, 0.5),
        centred_text(box.centre.x, box.centre.y + cap(10) / 2, badge, style),
    ]
