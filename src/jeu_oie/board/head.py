"""The head of the centre: goose, the game's name, the circuit's title, the landlord, the draft mark."""

from dataclasses import dataclass

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, balance_tied, leading, shorten
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.preset import Palette

TITLE_SIZES_PT = (42.0, 38.0, 34.0, 30.0, 27.0, 24.0, 21.0, 18.0)
GOOSE_SHAPE = 1.08  # its height by its width
TITLE, NAMES, HEAD = "title", "names", "head"  # the game's name; the circuit's title, its landlord, its state; both


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the game's name, of the circuit's title, of the landlord; and the goose's side, mm.

    ``under``: the state stands under the words, not beside the last ones.
    """

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    by: tuple[str, ...]
    height: float
    goose: float
    under: bool


def head_parts(width: float, dossier: Dossier, size: float, says: str, *, goose: bool = False) -> Head | None:
    """The head in ``width`` mm with its title at ``size`` pt, None where its lines don't fit.

    ``says``: TITLE, NAMES or HEAD; ``goose``: it stands beside them.
    """
    side = min(46.0, width * 0.22) if goose and width >= 90 else 0.0
    room = width - side - 12
    under = is_stacked(width, side, dossier)
    lines = fit_or_shorten if size == TITLE_SIZES_PT[-1] else lines_of
    title = lines(dossier.game, room, Style(size, bold=True), 2) if says != NAMES else ()
    title = title and (balance_tied(dossier.game, [room] * len(title), Style(size, bold=True)) or title)
    subtitle = lines(dossier.title, room, Style(subtitle_pt(size), bold=True), 2) if says != TITLE else ()
    beside = 0 if under else state_width(dossier) + 4
    by = lines(dossier.subtitle, room - beside, Style(12), 3) if says != TITLE else ()
    if title is None or subtitle is None or by is None:
        return None
    pitch = leading(dossier.title + dossier.subtitle, 1)
    words = (
        line_height(size) * len(title) * 0.95
        + (line_height(subtitle_pt(size)) * len(subtitle) + line_height(12) * len(by)) * pitch
        + (12 if under and says != TITLE else 2)
    )
    height = max(words, min(side * GOOSE_SHAPE, words + (8 if size > TITLE_SIZES_PT[-2] else 0)))
    return Head(title, subtitle, by, height, min(side, height / GOOSE_SHAPE), under)


def subtitle_pt(title_pt: float) -> float:
    """Size of the circuit's title under the game's name."""
    return min(16.0, title_pt * 0.6)


def is_stacked(width: float, goose: float, dossier: Dossier) -> bool:
    """Whether the state stands under the words: there is no room for it beside the last lines."""
    beside = Style(16, bold=True).width(dossier.title)
    return goose + 12 + beside + 10 + state_width(dossier) > width


def state_width(dossier: Dossier) -> float:
    return min(Style(13, bold=True).width(dossier.status) + 9, 90.0)


def draw_head(box: Box, dossier: Dossier, title: float, head: Head, palette: Palette, least: float) -> Group:
    """The goose, the game's name, the circuit's title and landlord, and the draft mark."""
    left, y, marks = head_goose(box, head)
    big = Style(title, bold=True)
    for content in head.title:
        y += line_height(title) * 0.95
        marks.append(text_at(left, y - big.size_pt * 0.06, content, big))
    first = y
    said = [(content, Style(subtitle_pt(title), bold=True)) for content in head.subtitle]
    said += [(content, Style(12)) for content in head.by]
    for content, style in said:
        y += line_height(style.size_pt) * leading(content, 1)
        marks.append(text_at(left, y, content, style))
    if not said:
        return Group(tuple(marks), TITLE)
    if head.under:
        marks += state_pill(left, y + 3.4, box.right - left - 3, dossier, palette, least)
    else:
        width = state_width(dossier)
        marks += state_pill(box.right - width - 4, first + 1.2, width, dossier, palette, least)
    return Group(tuple(marks), TITLE if head.title else NAMES)


def head_goose(box: Box, head: Head) -> tuple[float, float, list[Mark]]:
    """Where the words begin (left and top), and the goose beside them, where there is one."""
    side = head.goose
    if not side:
        return box.x + 6, box.y, []
    goose = Box(box.x + 5, box.y, side, side * GOOSE_SHAPE)
    return goose.right + 5, box.y, [Icon("goose-large", goose)]


def state_pill(x: float, y: float, room: float, dossier: Dossier, palette: Palette, least: float) -> list[Mark]:
    """The draft mark in a dashed pill, or by whom and when it was validated in a plain one."""
    style = largest(dossier.status, room - 9, raise_sizes((13, 12, 11, 10), least))
    lines, _ = shorten(dossier.status, (room - 9,), style)
    box = Box(x, y, style.width(lines[0]) + 9, 7.8)
    ink = palette.draft if dossier.draft else INK
    dash = "2.6 1.6" if dossier.draft else ""
    return [
        Shape(rounded_path(box, (3.9,) * 4), WHITE, INK, 0.7, dash),
        text_at(x + 4.5, box.centre.y + cap(style.size_pt) / 2, lines[0], style, ink),
    ]
