"""How wide the page's board must be for a square to hold its words, and what its style sheet needs of this board.

Words are measured at 16 px (tokens.md, Page), widths are in rem; what ``templates/page/page.css`` needs is in mm.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from jeu_oie.board.rings import Cell, Track
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.text import Style, flow
from jeu_oie.game.squares import Board
from jeu_oie.web.board import PageGrid, SquareButton, boxes_of, grid

REM_PX, MM_PX = 16.0, 25.4 / 96
# From 56 rem on a square shows its words.
FULL = 56
WIDTHS = (FULL, 60, 66, 76, 88)
PLAIN, BOLD = Style(12), Style(12, bold=True)  # 12 pt are 16 px
LINE_PX = 18.0  # px, of the lines in a square
BAND_PX, SIDES_PX, FOOT_PX = 33.6, 14.0, 3.0  # px: over the words, on both sides of them, under them
CURVE_PX = 26.0  # px that a round foot takes of the last line
HOUSE_PX = 64.0  # px that the house of a broad arrival takes beside its words
MIN_TARGET_PX = 44.0  # px: the least height and width of a button
ROOMY_PX = 120.0  # px: a band that holds number, « à lire » and pictogram
COMPACT = {24: 24, 32: 26, 42: 26, 63: 30}  # rem


@dataclass(frozen=True, slots=True)
class SquareBreakpoints:
    """From which width (rem) a square shows its kind word, its title instead, both of them; 0: never."""

    label: int
    title: int
    both: int

    @property
    def classes(self) -> str:
        """As the style sheet names them."""
        found = {"label": self.label, "title": self.title, "both": self.both}
        return " ".join(f"{part}-{width}" for part, width in found.items() if width)


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
    """From which widths on the board shows what; ``fits`` by the names of the squares.

    ``roomy``: between number and pictogram a band holds the words « à lire ».
    """

    compact: BoardBreakpoint
    full: BoardBreakpoint
    fits: Mapping[str, SquareBreakpoints]
    roomy: bool

    @property
    def widths(self) -> list[int]:
        """From which widths on some square shows more."""
        return sorted({width for each in self.fits.values() for width in (each.label, each.title, each.both) if width})


def fit_in(places: Iterable[SquareButton], board: Board, track: Track) -> Fitted:
    """The widths of a board, its side tracks in the centre."""
    boxes, told = boxes_of(board, track), tuple(places)
    room = rooms(track, boxes)
    small = compact(len(board.squares), track, boxes.values())
    large = full(track)
    narrowest = min(cell.box.w for cell in track.cells) / track.area.w * large.rem * REM_PX
    return Fitted(small, large, fits(told, room, large.rem), narrowest >= ROOMY_PX)


def rooms(track: Track, boxes: Mapping[str, Box]) -> Mapping[str, Room]:
    """The room of each square, side tracks too."""
    feet = {str(cell.number): (cell.radii[2], cell.radii[3]) for cell in track.cells}
    arrival = track.cells[-1]
    beside = {str(arrival.number): HOUSE_PX if is_large(arrival, track) and arrival.box.h <= arrival.box.w else 0}
    return {name: Room(box, track.area.w, feet.get(name, (0, 0)), beside.get(name, 0)) for name, box in boxes.items()}


def is_large(arrival: Cell, track: Track) -> bool:
    """Whether it takes more room than the squares before it."""
    return arrival.box.surface > 1.4 * max(cell.box.surface for cell in track.cells[:-1])


def fits(places: Iterable[SquareButton], rooms: Mapping[str, Room], least: int) -> Mapping[str, SquareBreakpoints]:
    """The fits of the squares, by name; ``least`` is the width from which words show at all."""
    return {place.name: fit(place, rooms[place.name], least) for place in places}


def fit(place: SquareButton, room: Room, least: int) -> SquareBreakpoints:
    """The title says most; where a square says one fact (« Le bailleur »), its word says of what (« Qui paie ? »)."""
    label, title = width_for("", place.label, room, least), width_for("", place.title, room, least)
    both = width_for(place.label, place.title, room, least) if place.more else 0
    return SquareBreakpoints(label if not title or label < title else 0, title, both)


def width_for(label: str, title: str, room: Room, least: int) -> int:
    """The first width at which ``label`` and ``title`` stand together."""
    return first(least, lambda width: holds(label, title, room, width))


def first(least: int, held: Callable[[int], bool]) -> int:
    """The first width at which the words are held."""
    return next((max(width, least) for width in WIDTHS if held(max(width, least))), 0)


def holds(label: str, title: str, room: Room, width: int) -> bool:
    """Whether kind word and title stand whole in a square of a board ``width`` rem wide."""
    scale = width * REM_PX / room.across
    right, left = (radius * scale > LINE_PX for radius in room.foot)
    across = (room.box.w * scale - SIDES_PX - room.beside) * MM_PX
    lines = int((room.box.h * scale - BAND_PX - FOOT_PX) / LINE_PX) - left
    words, wrapped = flow(label, across, PLAIN), flow(title, across, BOLD)
    whole = all(BOLD.width(word) <= across for word in (*label.split(), *title.split()))
    clear = not right or len(words) + len(wrapped) < lines or BOLD.width(wrapped[-1]) < across - CURVE_PX * MM_PX
    return whole and len(words) + len(wrapped) <= lines and clear


def compact(count: int, track: Track, boxes: Iterable[Box]) -> BoardBreakpoint:
    """The board of numbers and pictograms: every square 44 px wide and high."""
    sizes = tuple(boxes)
    narrow, low = min(box.w for box in sizes), min(box.h for box in sizes)
    least = ceil(MIN_TARGET_PX / narrow * track.area.w / REM_PX)
    rem = max(COMPACT.get(count, 30), least)
    tall = MIN_TARGET_PX / low * track.area.h
    return BoardBreakpoint(rem, round(min(track.area.w / track.area.h, rem * REM_PX / tall), 3))


def full(track: Track) -> BoardBreakpoint:
    """The board with the words that stand in their squares."""
    return BoardBreakpoint(FULL, round(track.area.w / track.area.h, 3))


ROUND = 3.0  # corners beyond this are a ring's
# At the usual scale: radius of the number's disc, its centre under the top, its distance from a straight side.
DISC, MIDDLE, AWAY = 4.8, 6.0, 2.0
MAX_HEAD_HEIGHT = 45.0  # the height of the centre's head at most


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """Where the squares stand on the ``grid``, and what is round: ``corners`` are properties by name of the square.

    ``centre``: where the name of the circuit stands, above the side tracks, in the grid's coordinates; ``head``: the
    height of the goose there. ``house``: the height of a large arrival's, which stands under its words where ``high``;
    0: it stands in the band, as any pictogram.
    """

    grid: PageGrid
    corners: Mapping[str, Mapping[str, float]]
    centre: Box
    head: float
    arrival: str
    house: float
    high: bool


def board_sheet(board: Board, track: Track) -> BoardSheet:
    boxes, last = boxes_of(board, track), track.cells[-1]
    area, centre = track.area, track.centre
    side = [box.y - centre.y - 2 for name, box in boxes.items() if not name.isdigit()]
    high, large = last.box.h > last.box.w, is_large(last, track)
    return BoardSheet(
        grid(boxes, area),
        {str(cell.number): corners(cell) for cell in track.cells},
        Box(centre.x - area.x, centre.y - area.y, centre.w, centre.h),
        min([*side, MAX_HEAD_HEIGHT]),
        str(last.number),
        last.box.h * (0.38 if high else 0.48) if large else 0,
        high,
    )


def corners(cell: Cell) -> Mapping[str, float]:
    """The round corners of a ring (from the top left on), and how far number and pictogram move inwards."""
    names = ("--r0", "--r1", "--r2", "--r3", "--le", "--ri")
    found = (radius if radius > ROUND else 0 for radius in cell.radii)
    moved = (shift(radius) if radius > ROUND else 0 for radius in cell.radii[:2])
    return {name: value for name, value in zip(names, (*found, *moved), strict=True) if value}


def shift(radius: float) -> float:
    """How far a disc in the band moves inwards to touch a round corner from inside."""
    depth, free = radius - MIDDLE, radius - DISC
    return max(0.0, radius - sqrt(max(free**2 - depth**2, 0)) - DISC - AWAY)
