"""The board of the page: an ordered list of buttons on a grid, and its pictograms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from jeu_oie.board.arrows import draw_jumps, halos
from jeu_oie.board.ground import EDGE_MM, chevrons
from jeu_oie.board.jumps import Jump
from jeu_oie.board.rings import Track
from jeu_oie.circuit.model import Step
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.scene import Mark, Shape
from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.web.cards import anchor

SNAP_MM = 0.05  # mm: edges nearer than this are one grid line


@dataclass(frozen=True, slots=True)
class SquareButton:
    """A square of the list: its button's texts, and the card that it opens where that is another square's.

    ``second``: who acts in a step; ``line``: what is done there. A square that says one fact opens the card of what it
    is about; ``more`` is all that it says itself.
    """

    name: str
    kind: str
    pictogram: str
    label: str
    second: str
    line: str
    title: str
    more: str
    card: str
    classes: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Where a box stands on the grid: from and to which line, across and down (the first line is 1)."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PageGrid:
    """A grid whose tracks are as wide and high as the board's edges ask, in mm."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    places: Mapping[str, Lines]


def places(board: Board, deck: Deck, facts: FactFormatter) -> tuple[SquareButton, ...]:
    """The squares in the order of the circuit, side tracks after their entry."""
    squares = {square.name: square for square in board.every_square}
    shared = {card.kind: card for card in reversed(deck.cards) if squares[card.name].item is None}
    return tuple(place(card, squares[card.name], shared, facts) for card in deck.cards)


def place(card: Card, square: Square, shared: Mapping[Kind, Card], facts: FactFormatter) -> SquareButton:
    opens = opened_by(card, square, shared, facts)
    ways = {
        "side": card.card_id.place is Place.SIDE,
        "dashed": card.dashed or card.face.writes,
        "door": square.has_door,
    }
    return SquareButton(
        card.name,
        card.kind,
        card.face.pictogram,
        card.face.label,
        card.face.second if isinstance(square.item, Step) else "",
        card.face.line,
        card.face.title or card.title,
        card.text if square.aspect is not None else "",
        anchor(opens) if opens != card.name else "",
        " ".join(word for word, on in ways.items() if on),
    )


def opened_by(card: Card, square: Square, shared: Mapping[Kind, Card], facts: FactFormatter) -> str:
    """The name of the card that a square opens: its own, that of the item of which it says a fact, that of its kind."""
    if square.aspect is not None:
        return facts.card_names[square.aspect.item.id]
    return card.name if square.item is not None else shared[card.kind].name


def grid(boxes: Mapping[str, Box], area: Box) -> PageGrid:
    """Grid lines at the distinct edges of all boxes, and each box from line to line."""
    xs = edges((area.x, area.right, *(x for box in boxes.values() for x in (box.x, box.right))))
    ys = edges((area.y, area.bottom, *(y for box in boxes.values() for y in (box.y, box.bottom))))
    return PageGrid(
        steps(xs),
        steps(ys),
        {
            name: Lines(line(xs, box.x), line(xs, box.right), line(ys, box.y), line(ys, box.bottom))
            for name, box in boxes.items()
        },
    )


def edges(values: Iterable[float]) -> tuple[float, ...]:
    """The distinct values, in order, those closer than SNAP taken for one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP_MM:
            found.append(value)
    return tuple(found)


def steps(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(after - before, 2) for before, after in pairwise(values))


def line(values: Sequence[float], value: float) -> int:
    """The number of the grid line at ``value``."""
    return min(range(len(values)), key=lambda rank: abs(values[rank] - value)) + 1


def boxes_of(board: Board, track: Track) -> dict[str, Box]:
    """Square name → box, the side tracks in the lower part of the centre."""
    main = {str(cell.number): cell.box for cell in track.cells}
    return main | dict(side_boxes(board, track.centre))


MAX_ROW_MM = 34.0  # mm, the height of a side square at most
HEAD_SHARE = 0.36  # of the centre's height, for the goose and its sentence


def side_boxes(board: Board, centre: Box) -> Iterator[tuple[str, Box]]:
    """One row a side track, in the lower part of the centre; columns leave room for « De » and « Va à »."""
    tracks = [track for track in board.side_tracks if track.squares]
    if not tracks:
        return
    room = centre.inset(3)
    height = min(MAX_ROW_MM, (room.h * (1 - HEAD_SHARE)) / len(tracks) - 3)
    top = room.bottom - len(tracks) * (height + 3)
    for row, track in enumerate(tracks):
        width = room.w / (len(track.squares) + 1.1)
        left = room.x + (room.w - width * len(track.squares)) / 2
        for column, square in enumerate(track.squares):
            box = Box(left + column * width + 1, top + row * (height + 3) + 1.5, width - 2, height)
            yield square.name, box


def under(board: Board, track: Track, jumps: Sequence[Jump], palette: Palette) -> tuple[Shape, ...]:
    """What lies under the squares: bridges, the roads of the side tracks, white around the jumps.

    The road itself is drawn by the style sheet, around each square.
    """
    return shapes((*bridges(track, palette), *side_roads(board, track, palette), *halos(bare(jumps))))


def over(track: Track, jumps: Sequence[Jump], facts: FactFormatter, palette: Palette) -> tuple[Shape, ...]:
    """What lies over them: the ground of the bridges, chevrons and jumps."""
    return shapes(
        (
            *list(bridges(track, palette))[1:],
            *chevrons(track.cells, palette),
            *draw_jumps(bare(jumps), facts.words, palette),
        )
    )


def bare(jumps: Sequence[Jump]) -> tuple[Jump, ...]:
    """The jumps without their pills, whose words the buttons say."""
    return tuple(replace(jump, label=None) for jump in jumps)


def side_roads(board: Board, track: Track, palette: Palette) -> Iterator[Shape]:
    """Under each side track a road from its first to its last square and a little beyond."""
    boxes = dict(side_boxes(board, track.centre))
    for side in board.side_tracks:
        if side.squares:
            first, last = boxes[side.squares[0].name], boxes[side.squares[-1].name]
            path = f"M{number(first.x - 12)} {number(first.centre.y)}H{number(last.right + 12)}"
            yield Shape(path, "none", palette.edge, 9)
            yield Shape(path, "none", palette.road, 7.4)


def bridges(track: Track, palette: Palette) -> Iterator[Shape]:
    """The road from ring to ring: its edge, then its ground."""
    paths = "".join(rounded_path(cell.bridge, (0,) * 4) for cell in track.cells if cell.bridge)
    if paths:
        yield Shape(paths, palette.edge, palette.edge, 2 * EDGE_MM)
        yield Shape(paths, palette.road)


def shapes(marks: Iterable[Mark]) -> tuple[Shape, ...]:
    """The shapes; those of one look that follow each other as one."""
    found = (mark for mark in marks if isinstance(mark, Shape))
    return tuple(replace(look, path="".join(shape.path for shape in group)) for look, group in groupby(found, look_of))


def look_of(shape: Shape) -> Shape:
    """All of a shape but its path."""
    return replace(shape, path="")
