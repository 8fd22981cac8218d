"""How wide the board must be for a square to hold its words at 16 px (look/tokens.md, Page): measured, in rem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jeu_oie.layout.geometry import Box
from jeu_oie.layout.text import Style, flow
from jeu_oie.layout.tracks import Cell, Track
from jeu_oie.render.html.page_board import Place

REM, MM = 16.0, 25.4 / 96
FULL = 56  # rem: from here on a square shows its words
WIDTHS = (56, 60, 64, 68, 72, 76, 80, 84, 88)
PLAIN, BOLD = Style(12), Style(12, bold=True)  # 12 pt are 16 px
LINE = 19.0  # px, of the lines in a square
BAND, EDGES, PADS = 36.0, 5.0, 11.0  # px: band, both outlines, air around the words
MOST = 3  # lines of a title
TARGET = 44.0  # px: the least height and width of a button
COMPACT = {24: 24, 32: 26, 42: 26, 63: 30}  # rem


@dataclass(frozen=True, slots=True)
class Fit:
    """From which width (rem) a square shows its second line and its title instead; 0: never."""

    second: int
    title: int


def fits(places: Iterable[Place], track: Track) -> Mapping[str, Fit]:
    """The fits of the squares of the track, by name."""
    cells = {str(cell.number): cell for cell in track.cells}
    return {
        place.name: Fit(
            first(place, cells[place.name], track, place.second), first(place, cells[place.name], track, place.title)
        )
        for place in places
        if place.name in cells
    }


def first(place: Place, cell: Cell, track: Track, text: str) -> int:
    """The first width at which ``text`` fits under the kind word."""
    if not text or place.calendar:
        return 0
    return next((width for width in WIDTHS if holds(place.label, text, cell, width * REM / track.area.w)), 0)


def holds(label: str, text: str, cell: Cell, scale: float) -> bool:
    """Whether kind word and text stand whole in a cell at ``scale`` px a mm."""
    room = (cell.box.w * scale - EDGES - PADS) * MM
    round_foot = max(cell.radii[2:]) * scale > LINE
    lines = int((cell.box.h * scale - BAND - EDGES - PADS / 2) / LINE) - round_foot
    wrapped = flow(text, room, PLAIN)
    whole = all(PLAIN.width(word) <= room for word in text.split())
    return whole and len(wrapped) <= MOST and len(flow(label, room, BOLD)) + len(wrapped) <= lines


def compact(count: int, track: Track, boxes: Iterable[Box]) -> tuple[int, float]:
    """From which width (rem) squares are 44 px wide, and the board's width over its height that makes them as high."""
    sizes = tuple(boxes)
    narrow, low = min(box.w for box in sizes), min(box.h for box in sizes)
    least = -(-TARGET / narrow * track.area.w // REM)
    rem = max(COMPACT.get(count, 30), int(least))
    tall = TARGET / low * track.area.h
    return rem, min(track.area.w / track.area.h, rem * REM / tall)
