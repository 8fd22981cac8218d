"""What a board is made of: squares in order, side tracks, the cards that are dealt for one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jeu_oie.circuit import model
from jeu_oie.game.card_id import CardId, Place, read_card_id
from jeu_oie.game.kinds import TURNS, Kind
from jeu_oie.game.preset import SIZES, Preset

LETTERS = "abcdef"
WAYS = {
    model.DetourLabel.OUT_OF_CIRCUIT: Kind.DETOUR,
    model.DetourLabel.OTHER_WAY: Kind.OTHER_WAY,
    model.DetourLabel.RIGHT: Kind.RIGHT,
}
# The squares with a ☐: what the first pawn that comes stops to read for all (game.md, « Rules »).
BOXES = frozenset(
    {Kind.START, Kind.STEP, Kind.BLANK, Kind.SHORTCUT, Kind.RECOURSE, Kind.HELPER, *WAYS.values()},
)
OPENED = frozenset({Kind.START, Kind.SHORTCUT})  # read by all before the first throw: their ☐ is printed ticked
RED = frozenset({*TURNS, Kind.BACK})

# What a square of these kinds says is cut out as a card; every other square says all on itself (outputs.md).
CUT_OUT = BOXES | RED | {Kind.PROBLEM, Kind.QUIZ, Kind.DEBATE}


def kind_of_detour(detour: model.Detour) -> Kind:
    """The kind of the square at which a side track is entered: only a case out of the circuit is the labyrinth."""
    return WAYS[detour.label or model.DetourLabel.OUT_OF_CIRCUIT]


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a square says, or asks for, of an item that has a card elsewhere.

    ``fact`` is an attribute of the item (``trace``, ``if_silent``), or ``WORD`` (``term`` is explained).
    """

    item: model.Item
    fact: str
    term: str = ""

    @property
    def id(self) -> str:
        """With a dot, which no item's id holds; the same as long as the circuit keeps the item."""
        return f"{self.fact}.{self.item.id}"


WORD = "word"
TRACE, SAY, AID, ACTOR, DELAY = "trace", "say", "if_silent", "actor", "delay"


@dataclass(frozen=True, slots=True)
class Square:
    """One square. ``name`` is its number, with a letter on a side track (``10a``).

    ``step`` is the id of the step that it is, or that it follows; ``item`` what the circuit says there, ``aspect``
    what is said there of an item that stands elsewhere; ``target`` the name of the square to which it sends a pawn.
    ``writes``: the table writes there, of a blank that otherwise is only read. ``common``: nothing that its landlord
    says (« Partout en France »). ``asks``: what is asked of a problem in a picture (``game/pictured``).
    """

    name: str
    kind: Kind
    step: str
    item: model.Item | None = None
    target: str | None = None
    aspect: Aspect | None = None
    writes: bool = False
    common: bool = False
    asks: str = ""

    @property
    def number(self) -> int:
        """The number on the main track (that of its entry, on a side track)."""
        return read_card_id(self.name).number

    @property
    def on_side(self) -> bool:
        return bool(self.name) and read_card_id(self.name).place is Place.SIDE

    @property
    def has_box(self) -> bool:
        """Whether it has a ☐."""
        return self.kind in BOXES

    @property
    def turns(self) -> int:
        """The turns that are waited there."""
        return TURNS.get(self.kind, 0)

    @property
    def gives_egg(self) -> bool:
        """Whether a proof is won there: the trace of a step or of a letter, one that is held, or one that is asked for.

        The départ gives none.
        """
        if self.aspect is not None:
            return self.aspect.fact == TRACE
        if self.kind not in (Kind.STEP, Kind.RECOURSE):
            return False
        return getattr(self.item, "trace", None) not in (None, model.NONE)

    @property
    def has_door(self) -> bool:
        """Whether the matter often ends here: once it is ticked, whoever stops there may go to the arrival."""
        return (
            self.kind is Kind.STEP
            and isinstance(self.item, model.Step)
            and not self.item.missing
            and self.item.exit is not None
        )


@dataclass(frozen=True, slots=True)
class SideTrack:
    """The squares of an out-of-circuit case; ``target`` is the square after them, None for « out » or unknown.

    ``drawn`` is False where the centre of the board cannot hold them: then they are told on their cards.
    """

    entry: int
    detour: model.Detour
    squares: tuple[Square, ...]
    target: str | None
    drawn: bool = True

    @property
    def kind(self) -> Kind:
        """That of its entry."""
        return kind_of_detour(self.detour)


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board: squares 1 to n, side tracks, and the cards dealt for one table.

    ``pile``: what draw squares draw, top card first; ``problems``: the réclamations of which each team draws one;
    ``undealt``: what only page and guide tell. ``left_out``: what went to the pile or the guide for want of squares;
    ``rows``: the names of squares that are the third of a kind in a row, where none could change places.
    """

    circuit: model.Circuit
    preset: Preset
    squares: tuple[Square, ...]
    side_tracks: tuple[SideTrack, ...]
    pile: tuple[model.Item, ...]
    problems: tuple[model.ProblemItem, ...] = ()
    undealt: tuple[model.Item, ...] = ()
    left_out: tuple[model.Item, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def every_square(self) -> tuple[Square, ...]:
        """Those of the side tracks after those of the main track."""
        return (*self.squares, *(square for track in self.side_tracks for square in track.squares))

    @property
    def has_door(self) -> bool:
        return any(square.has_door for square in self.every_square)

    @property
    def loose(self) -> Mapping[str, model.Item]:
        """Card name → item, of what stands on no square: ``p7`` of the pile, ``b3`` a problem, ``r2`` of the rest."""
        lists: Mapping[Place, Sequence[model.Item]] = {
            Place.PILE: self.pile,
            Place.PROBLEM: self.problems,
            Place.REST: self.undealt,
        }
        return {str(CardId(place, rank)): item for place, items in lists.items() for rank, item in enumerate(items, 1)}

    @property
    def items(self) -> Mapping[str, model.Item]:
        """Card name → item, of every card that has one: on its square, else loose."""
        placed = {square.name: square.item for square in self.every_square if square.item is not None}
        return {**placed, **self.loose}

    @property
    def draws(self) -> int:
        """How many squares draw from the pile."""
        return sum(square.kind is Kind.DRAW for square in self.squares)

    def level_of(self, square: Square) -> int:
        """The level of an urgency: the file lists them from the most urgent, which is 1."""
        assert square.item is not None
        return [each.id for each in self.circuit.shortcuts].index(square.item.id) + 1


class WrongSize(ValueError):
    """A circuit does not make a board of the ``size`` that was asked for, or of any."""


class TooManyItems(WrongSize):
    """The circuit ``needed`` more squares than the ``size`` of the board; ``fits`` is the smallest that holds it."""

    def __init__(self, needed: int, size: int) -> None:
        super().__init__(f"{needed} items, {size} squares")
        self.needed = needed
        self.size = size
        self.fits = next((each for each in SIZES if each >= needed), None)


class TooFewItems(WrongSize):
    """The circuit has not enough to say for ``size`` squares; ``most`` is the largest board that it fills."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"{size} squares, {most} can be filled")
        self.size = size
        self.most = most
