"""How wide the board must be for a square to hold its words at 16 px (look/tokens.md, Page): measured, in rem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from jeu_oie.layout.geometry import Box
from jeu_oie.layout.text import Style, flow
from jeu_oie.layout.tracks import Track
from jeu_oie.render.html.page_board import Place

REM, MM = 16.0, 25.4 / 96
# From 56 rem on a square shows its words.
WIDTHS = (56, 60, 64, 68, 72, 76, 80, 84, 88)
PLAIN, BOLD = Style(12), Style(12, bold=True)  # 12 pt are 16 px
LINE = 19.0  # px, of the lines in a square
BAND, EDGES, PADS = 36.0, 5.0, 11.0  # px: band, both outlines, air around the words
MOST = 3  # lines of a title
CURVE = 26.0  # px that a round foot takes of the last line
TARGET = 44.0  # px: the least height and width of a button
COMPACT = {24: 24, 32: 26, 42: 26, 63: 30}  # rem


@dataclass(frozen=True, slots=True)
class Fit:
    """From which width (rem) a square shows its second line and its title instead; 0: never."""

    second: int
    title: int


@dataclass(frozen=True, slots=True)
class Room:
    """A square's box in a board of ``across`` mm, and the radii of its foot (right, left)."""

    box: Box
    across: float
    foot: tuple[float, float]


def rooms(track: Track, boxes: Mapping[str, Box]) -> Mapping[str, Room]:
    """The room of each square, side tracks too."""
    feet = {str(cell.number): (cell.radii[2], cell.radii[3]) for cell in track.cells}
    return {name: Room(box, track.area.w, feet.get(name, (0, 0))) for name, box in boxes.items()}


def fits(places: Iterable[Place], rooms: Mapping[str, Room]) -> Mapping[str, Fit]:
    """The fits of the squares, by name."""
    return {
        place.name: Fit(first(place, rooms[place.name], place.second), first(place, rooms[place.name], place.title))
        for place in places
    }


def first(place: Place, room: Room, text: str) -> int:
    """The first width at which ``text`` fits under the kind word."""
    if not text or place.calendar:
        return 0
    return next((width for width in WIDTHS if holds(place.label, text, room, width)), 0)


def holds(label: str, text: str, room: Room, width: int) -> bool:
    """Whether kind word and text stand whole in a square of a board ``width`` rem wide."""
    scale = width * REM / room.across
    right, left = (radius * scale > LINE for radius in room.foot)
    across = (room.box.w * scale - EDGES - PADS) * MM
    lines = int((room.box.h * scale - BAND - EDGES - PADS / 2) / LINE) - left
    wrapped = flow(text, across, PLAIN)
    whole = all(PLAIN.width(word) <= across for word in text.split())
    used = len(flow(label, across, BOLD)) + len(wrapped)
    clear = not right or used < lines or PLAIN.width(wrapped[-1] if wrapped else label) < across - CURVE * MM
    return whole and len(wrapped) <= MOST and used <= lines and clear


@dataclass(frozen=True, slots=True)
class Size:
    """From which width (rem) a board is drawn so, and its width over its height."""

    rem: int
    ratio: float


def compact(count: int, track: Track, boxes: Iterable[Box]) -> Size:
    """The board of numbers and pictograms: every square 44 px wide and high."""
    sizes = tuple(boxes)
    narrow, low = min(box.w for box in sizes), min(box.h for box in sizes)
    least = ceil(TARGET / narrow * track.area.w / REM)
    rem = max(COMPACT.get(count, 30), least)
    tall = TARGET / low * track.area.h
    return Size(rem, round(min(track.area.w / track.area.h, rem * REM / tall), 3))


def full(places: Iterable[Place], track: Track, rooms: Mapping[str, Room], least: int) -> Size:
    """The board with its words: every kind word stands whole in its square."""
    worded = [place for place in places if not place.calendar]
    enough = (width for width in WIDTHS if all(holds(place.label, "", rooms[place.name], width) for place in worded))
    return Size(max(least, next(enough, WIDTHS[-1])), round(track.area.w / track.area.h, 3))
