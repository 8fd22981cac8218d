"""The head of the centre: goose, the game's name, the circuit's title, the landlord, the draft mark."""

from jeu_oie.board.dossier import Dossier
from jeu_oie.board.palette import INK, WHITE, Palette
from jeu_oie.layout.centre.fits import TITLES, CentreFit, CentreParts, Head
from jeu_oie.layout.direction import leading
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.layout.scene import Group, Icon, Mark, Shape
from jeu_oie.layout.text import Style, shorten


def head_parts(box: Box, dossier: Dossier, size: float) -> Head | None:
    """The head with its title at ``size`` pt, None where its lines don't fit."""
    tall = box.h > box.w * 1.3
    goose = 0.0 if box.w < 90 and not tall else min(44.0, box.w * (0.5 if tall else 0.2))
    room = box.w - 8 if tall else box.w - goose - 12
    under = is_stacked(box, goose, dossier)
    lines = fit_or_shorten if size == TITLES[-1] else lines_of
    title = lines(dossier.game, room, Style(size, bold=True), 4 if tall else 2)
    subtitle = lines(dossier.title, room, Style(subtitle_pt(size), bold=True), 2)
    beside = 0 if under else state_width(dossier) + 4
    by = lines(dossier.subtitle, room - beside, Style(12), 3)
    if title is None or subtitle is None or by is None:
        return None
    pitch = leading(dossier.title + dossier.subtitle, 1)
    words = (
        line_height(size) * len(title) * 0.95
        + (line_height(subtitle_pt(size)) * len(subtitle) + line_height(12) * len(by)) * pitch
        + (12 if under else 2)
    )
    height = words + goose * 1.1 if tall else max(words, min(goose * 1.08, words + 6))
    return Head(title, subtitle, by, height, goose if tall else min(goose, height / 1.08), tall, under)


def subtitle_pt(title_pt: float) -> float:
    """Size of the circuit's title under the game's name."""
    return min(16.0, title_pt * 0.6)


def is_stacked(box: Box, goose: float, dossier: Dossier) -> bool:
    """Whether the state stands under the words: there is no room for it beside the last lines."""
    beside = Style(16, bold=True).width(dossier.title)
    return box.h > box.w * 1.3 or goose + 12 + beside + 10 + state_width(dossier) > box.w


def state_width(dossier: Dossier) -> float:
    return min(Style(13, bold=True).width(dossier.status) + 9, 90.0)


def draw_head(box: Box, dossier: Dossier, fit: CentreFit, parts: CentreParts, palette: Palette, least: float) -> Group:
    """The goose, the game's name, the circuit's title and landlord, and the draft mark."""
    head = parts.head
    left, y, marks = head_goose(box, head)
    big = Style(fit.title, bold=True)
    for content in head.title:
        y += line_height(fit.title) * 0.95
        marks.append(text_at(left, y - big.size_pt * 0.06, content, big))
    first = y
    said = [(content, Style(subtitle_pt(fit.title), bold=True)) for content in head.subtitle]
    said += [(content, Style(12)) for content in head.by]
    for content, style in said:
        y += line_height(style.size_pt) * leading(content, 1)
        marks.append(text_at(left, y, content, style))
    if head.under:
        marks += state_pill(left, y + 3.4, box.right - left - 3, dossier, palette, least)
    else:
        width = state_width(dossier)
        marks += state_pill(box.right - width - 4, first + 1.2, width, dossier, palette, least)
    return Group(tuple(marks), "title")


def head_goose(box: Box, head: Head) -> tuple[float, float, list[Mark]]:
    """Where the words begin (left and top), and the goose over or beside them, where there is one."""
    side = head.goose
    if not side:
        return box.x + 6, box.y, []
    goose = Box(box.x + (box.w - side) / 2 if head.tall else box.x + 5, box.y, side, side * 1.08)
    icon: list[Mark] = [Icon("goose-large", goose)]
    return (box.x + 4, goose.bottom + 2, icon) if head.tall else (goose.right + 5, box.y, icon)


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
