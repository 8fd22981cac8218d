"""How wide the board must be for a square to hold its words at 16 px (look/tokens.md, Page): measured, in rem."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from jeu_oie.board.cards import Calendar
from jeu_oie.board.squares import Board
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.text import Style, flow
from jeu_oie.layout.tracks import Track
from jeu_oie.render.html.page_board import SquareButton, boxes_of

REM, MM = 16.0, 25.4 / 96
# From 56 rem on a square shows its words.
WIDTHS = (56, 64, 72, 80, 88)
PLAIN, BOLD = Style(12), Style(12, bold=True)  # 12 pt are 16 px
LINE = 19.0  # px, of the lines in a square
BAND, EDGES, PADS = 36.0, 5.0, 11.0  # px: band, both outlines, air around the words
MOST = 3  # lines of a title
CURVE = 26.0  # px that a round foot takes of the last line
# px of a calendar: room that the number takes beside it, a line of its head, its sheet with the air around both.
DISC, HEAD, SHEET = 48.0, 23.0, 56.0
# px that a picture takes beside the words: the goose of the first square, the house of a broad arrival.
GOOSE, HOUSE = 58.0, 64.0
TARGET = 44.0  # px: the least height and width of a button
COMPACT = {24: 24, 32: 26, 42: 26, 63: 30}  # rem


@dataclass(frozen=True, slots=True)
class SquareBreakpoints:
    """From which width (rem) a square shows its kind word, its second line, its title instead of that; 0: never.

    ``under`` is the line under a calendar.
    """

    label: int
    second: int
    title: int
    under: int


@dataclass(frozen=True, slots=True)
class Room:
    """A square's box in a board of ``across`` mm, the radii of its foot (right, left), px that a picture takes."""

    box: Box
    across: float
    foot: tuple[float, float]
    beside: float = 0


@dataclass(frozen=True, slots=True)
class BoardBreakpoint:
    """From which width (rem) a board is drawn so, and its width over its height."""

    rem: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """From which widths on the board shows what; ``fits`` by the names of the squares."""

    compact: BoardBreakpoint
    full: BoardBreakpoint
    fits: Mapping[str, SquareBreakpoints]


def fit_in(places: Iterable[SquareButton], board: Board, track: Track) -> Fitted:
    """The widths of a board, its side tracks in the centre."""
    boxes, told = boxes_of(board, track), tuple(places)
    room = rooms(track, boxes)
    small = compact(len(board.squares), track, boxes.values())
    large = full(told, track, room, small.rem)
    return Fitted(small, large, fits(told, room, large.rem))


def rooms(track: Track, boxes: Mapping[str, Box]) -> Mapping[str, Room]:
    """The room of each square, side tracks too."""
    feet = {str(cell.number): (cell.radii[2], cell.radii[3]) for cell in track.cells}
    arrival = track.cells[-1]
    beside = {"1": GOOSE, str(arrival.number): HOUSE if arrival.box.h <= arrival.box.w else 0}
    return {name: Room(box, track.area.w, feet.get(name, (0, 0)), beside.get(name, 0)) for name, box in boxes.items()}


def fits(places: Iterable[SquareButton], rooms: Mapping[str, Room], least: int) -> Mapping[str, SquareBreakpoints]:
    """The fits of the squares, by name; ``least`` is the width from which words show at all."""
    return {place.name: fit(place, rooms[place.name], least) for place in places}


def fit(place: SquareButton, room: Room, least: int) -> SquareBreakpoints:
    if place.calendar is not None:
        calendar = place.calendar
        return SquareBreakpoints(
            0, 0, 0, first(least, lambda width: bool(calendar.under) and holds_calendar(calendar, room, width))
        )
    second = width_for(place.label, place.second, room, least) if place.second else 0
    title = width_for(place.label, place.title, room, least) if place.title else 0
    return SquareBreakpoints(
        width_for(place.label, "", room, least), second if not title or second < title else 0, title, 0
    )


def width_for(label: str, text: str, room: Room, least: int) -> int:
    """The first width at which ``label`` and ``text`` stand together."""
    return first(least, lambda width: holds(label, text, room, width))


def first(least: int, held: Callable[[int], bool]) -> int:
    """The first width at which the words are held."""
    return next((max(width, least) for width in WIDTHS if held(max(width, least))), 0)


def holds_calendar(calendar: Calendar, room: Room, width: int) -> bool:
    """Whether the line under a calendar stands clear of it."""
    scale = width * REM / room.across
    across = (room.box.w * scale - EDGES - PADS) * MM
    head = len(flow(calendar.unit, across - DISC * MM, BOLD)) * HEAD
    return head + SHEET + len(flow(calendar.under, across, PLAIN)) * LINE <= room.box.h * scale


def holds(label: str, text: str, room: Room, width: int) -> bool:
    """Whether kind word and text stand whole in a square of a board ``width`` rem wide."""
    scale = width * REM / room.across
    right, left = (radius * scale > LINE for radius in room.foot)
    across = (room.box.w * scale - EDGES - PADS - room.beside) * MM
    lines = int((room.box.h * scale - BAND - EDGES - PADS / 2) / LINE) - left
    wrapped = flow(text, across, PLAIN)
    whole = all(PLAIN.width(word) <= across for word in text.split())
    words = flow(label, across, BOLD)
    used = len(words) + len(wrapped)
    last = PLAIN.width(wrapped[-1]) if wrapped else BOLD.width(words[-1])
    clear = not right or used < lines or last < across - CURVE * MM
    return whole and len(wrapped) <= MOST and used <= lines and clear


def compact(count: int, track: Track, boxes: Iterable[Box]) -> BoardBreakpoint:
    """The board of numbers and pictograms: every square 44 px wide and high."""
    sizes = tuple(boxes)
    narrow, low = min(box.w for box in sizes), min(box.h for box in sizes)
    least = ceil(TARGET / narrow * track.area.w / REM)
    rem = max(COMPACT.get(count, 30), least)
    tall = TARGET / low * track.area.h
    return BoardBreakpoint(rem, round(min(track.area.w / track.area.h, rem * REM / tall), 3))


def full(places: Iterable[SquareButton], track: Track, rooms: Mapping[str, Room], least: int) -> BoardBreakpoint:
    """The board with the words that stand in their squares; every calendar stands clear of its number."""
    told = [(place.calendar, rooms[place.name]) for place in places if place.calendar is not None]
    clear = first(least, lambda width: all(beside(calendar, room, width) for calendar, room in told))
    return BoardBreakpoint(clear or WIDTHS[-1], round(track.area.w / track.area.h, 3))


def beside(calendar: Calendar, room: Room, width: int) -> bool:
    """Whether a calendar stands beside the number of its square."""
    broadest = max(BOLD.width(word) for word in (*calendar.unit.split(), calendar.amount))
    return broadest / MM + DISC + EDGES <= room.box.w * width * REM / room.across
