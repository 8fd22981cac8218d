"""Board → transition table: every square and throw → where it leads, every square → what it does there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

from jeu_oie.circuit.dangers import speaks_of_danger
from jeu_oie.circuit.model import Item, ProblemItem, Question, Recourse, Space
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import RankedBoard
from jeu_oie.game.kinds.landing import READ, Ask, Effect, Landing, Outcome, Reason, always
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import can_win, leaves_trace
from jeu_oie.game.preset import Dice, Ends, Finish, First
from jeu_oie.game.rules.walk import Ground, Position, Walk, mask_of, walk
from jeu_oie.game.squares import Board, SideTrack, Square

# --- The transition table: data that everything else reads -----------------------------------------------

NEVER = 99  # the level of a problem that is urgent at no bridge
BOTH_FROM, ALL_UP_TO = 48, 20  # squares: both dice together from, all teams arrive up to


class PileCard(NamedTuple):
    """A card of the pile: what it ``gives`` (``RIGHT``: a throw, if answered so), whether it is talked about."""

    gives: Outcome = Outcome.ELSE
    talk: bool = False


@dataclass(frozen=True)
class Table:
    """The rules of one board. Rank 0 is where teams start; side tracks stand after the ``squares`` of the main track.

    ``throws`` holds each throw with its chance: the numbers among which a team chooses. ``pile``: the cards to draw;
    ``problems``: those that teams draw, each by its level (the place of its urgency in the file, 0 the most urgent,
    ``NEVER``; None: the table votes). ``opened``: read by all before the first throw. Walks are worked out when first
    asked for and kept.
    """

    positions: tuple[Position, ...]
    squares: int
    throws: Mapping[tuple[int, ...], float]
    finish: Finish
    ends: Ends
    dice: Dice = Dice.ONE
    lowest: int = 0
    pile: tuple[PileCard, ...] = ()
    problems: tuple[int | None, ...] = ()
    opened: tuple[int, ...] = (0,)
    walks: dict[tuple[int, int], Walk] = field(default_factory=dict, repr=False, compare=False)

    @property
    def arrival(self) -> int:
        return self.squares - 1

    @cached_property
    def most(self) -> int:
        """The highest number that a pawn may move: an egg makes one more."""
        return max(map(max, self.throws)) + 1

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.positions, self.arrival, self.lowest, self.finish)

    @cached_property
    def unread(self) -> int:
        """The squares that stop the first pawn (bits by rank), before the first throw."""
        return mask_of([rank for rank, each in enumerate(self.positions) if each.first])

    @cached_property
    def geese(self) -> frozenset[int]:
        return frozenset(
            rank
            for rank, each in enumerate(self.positions)
            if any(change.goose for change in each.landing.ways.values())
        )

    def is_goose(self, at: int) -> bool:
        return at in self.geese

    def walk(self, at: int, number: int) -> Walk:
        """Where ``number`` squares from the one of rank ``at`` lead."""
        key = (at, number)
        found = self.walks.get(key)
        if found is None:
            found = self.walks[key] = walk(self.ground, at, number)
        return found

    def place(self, at: int) -> float:
        """How far along a square is: its rank, half more than its entry on a side track."""
        entry = self.positions[at].entry
        return at if entry is None else entry + 0.5

    def rank(self, name: str) -> int:
        """The rank of the square called ``name`` (« 12 », « 10a »)."""
        return next(rank for rank, each in enumerate(self.positions) if each.name == name)

    def inner(self) -> Iterator[int]:
        """The ranks of all squares but the arrival."""
        return (at for at in range(len(self.positions)) if at != self.arrival)


def offers(dice: Dice) -> dict[tuple[int, ...], float]:
    """The throws, each as the numbers among which a team chooses, with their chances."""
    if dice is Dice.ONE:
        return {(face,): 1 / 6 for face in range(1, 7)}
    found: dict[tuple[int, ...], float] = {}
    for one, two in product(range(1, 7), repeat=2):
        together = (one + two,) if dice is Dice.BOTH else ()
        numbers = tuple(sorted({one, two, *together}))
        found[numbers] = found.get(numbers, 0.0) + 1 / 36
    return found


def dice_of(board: Board) -> Dice:
    """What is thrown on a board."""
    asked = board.preset.dice
    if asked is not Dice.AUTO:
        return asked
    return Dice.BOTH if len(board.squares) >= BOTH_FROM else Dice.TWO


def ends_of(board: Board) -> Ends:
    """How many teams must have arrived on a board."""
    asked = board.preset.ends
    if asked is not Ends.AUTO:
        return asked
    return Ends.ALL if len(board.squares) <= ALL_UP_TO else Ends.HALF


# --- Board → transition table. What a square does is decided by its kind alone, and what the circuit says -

FIRST_KINDS: Mapping[First, tuple[Kind, ...]] = {
    First.STEP: (Kind.STEP, Kind.BLANK),
    First.DETOUR: (Kind.DETOUR, Kind.OTHER_WAY, Kind.RIGHT),
    First.RECOURSE: (Kind.RECOURSE,),
    First.SETBACK: (Kind.WAIT, Kind.SILENCE, Kind.BLOCKED, Kind.BACK, Kind.CLOSED),
}
TALKS = (Kind.BLANK, Kind.DELAY, Kind.ASK)


def compile_rules(board: Board) -> Table:
    """The transition table of a board under its preset."""
    source = RankedBoard(board)
    tracks = (each for track in source.tracks for each in side_track(source, track))
    positions = with_reads((*main_track(source), *tracks))
    dice = dice_of(board)
    return Table(
        positions,
        len(board.squares),
        offers(dice),
        board.preset.finish,
        ends_of(board),
        dice,
        pile=tuple(map(pile_card, board.pile)),
        problems=tuple(level_of(each, board) for each in board.problems),
        opened=(0, *(rank for rank, each in enumerate(positions) if each.kind == Kind.SHORTCUT)),
    )


def main_track(source: RankedBoard) -> Iterator[Position]:
    last = len(source.board.squares) - 1
    for rank, square in enumerate(source.board.squares):
        yield position(source, square, rank + 1 if rank < last else None)


def side_track(source: RankedBoard, track: SideTrack) -> Iterator[Position]:
    """Its squares, then what it leads to, which counts as a square.

    « out » and unknown lead on from the square after the entry; a track to ``end`` arrives with any throw that
    leaves it.
    """
    arrival = source.board.squares[-1].name
    entry = track.entry - 1
    first = First.DETOUR in source.preset.first
    for square in track.squares[:-1]:
        made = position(source, square, source.ranks[square.name] + 1)
        yield replace(made, entry=entry, first=first)
    following = source.ranks[track.target] if track.target else entry + 1
    made = position(source, track.squares[-1], following)
    yield replace(made, entry=entry, first=first, ends=track.target == arrival)


def position(source: RankedBoard, square: Square, following: int | None) -> Position:
    first = any(square.kind in FIRST_KINDS[each] for each in source.preset.first)
    kind_spec = KINDS[square.kind]
    return Position(
        square.name,
        square.kind.value,
        kind_spec.landing(source, square),
        following,
        first=first,
        step=kind_spec.step,
        talk=square.kind in TALKS or (square.item is not None and is_talked_about(square.item)),
        says=square.item is not None or square.aspect is not None or square.kind in (Kind.DRAW, Kind.FINISH),
    )


def with_reads(positions: Sequence[Position]) -> tuple[Position, ...]:
    """The squares; each way over a part of the circuit says what is read aloud before it is taken."""
    return tuple(replace(each, landing=reading(positions, rank, each.landing)) for rank, each in enumerate(positions))


def reading(positions: Sequence[Position], at: int, landing: Landing) -> Landing:
    ways = {
        way: replace(change, reads=between(positions, at, change.to))
        if change.why in (Reason.BRIDGE, Reason.EXIT) and change.to is not None
        else change
        for way, change in landing.ways.items()
    }
    return replace(landing, ways=ways)


def between(positions: Sequence[Position], at: int, to: int) -> tuple[int, ...]:
    """What is read first on the way from one square to another, side tracks that begin there included."""
    found, here = list[int](), positions[at].following
    while here is not None and here != to:
        found.append(here)
        found.extend(rank for rank, each in enumerate(positions) if each.entry == here)
        here = positions[here].following
    return tuple(each for each in found if positions[each].first)


def is_talked_about(item: Item) -> bool:
    """A question without a right answer: a debate, a situation."""
    return isinstance(item, Question) and not can_win(item)


def pile_card(item: Item) -> PileCard:
    """What a card gives that is drawn from the pile."""
    if can_win(item):
        return PileCard(Outcome.RIGHT)
    if isinstance(item, Recourse):
        return PileCard(Outcome.EGG if leaves_trace(item) else Outcome.FREE)
    if isinstance(item, Space):
        return PileCard(Outcome.SPACE)
    return PileCard(talk=is_talked_about(item))


def level_of(problem: ProblemItem, board: Board) -> int | None:
    """How urgent a problem is: at the bridge of its urgency and at each later one; at each where danger is spoken of.

    So it is where it says what to do first.
    """
    levels = [each.id for each in board.circuit.shortcuts]
    if problem.first or speaks_of_danger(problem, board.circuit):
        return 0
    if problem.urgency is None:
        return None
    return levels.index(problem.urgency) if problem.urgency in levels else NEVER


# --- A bare track with jumps, which starts at 0: games whose odds the world knows -------------------------


def bare(
    squares: int,
    jumps: Mapping[int, int] | None = None,
    finish: Finish = Finish.STAY,
    throws: Mapping[tuple[int, ...], float] | None = None,
) -> Table:
    """Squares 0 to ``squares``, ``jumps`` from one to another; one die, unless other ``throws`` are given."""
    sent = jumps or {}

    def position(at: int) -> Position:
        if at == squares:
            return Position(str(at), "finish", always(Effect(arrived=True)))
        landing = always(Effect(to=sent[at])) if at in sent else READ
        return Position(str(at), "step", landing, at + 1)

    positions = tuple(position(at) for at in range(squares + 1))
    return Table(positions, squares + 1, throws or offers(Dice.ONE), finish, Ends.FIRST, lowest=1)


def asks(table: Table, ask: Ask) -> tuple[int, ...]:
    """The squares on which ``ask`` decides."""
    return tuple(rank for rank, each in enumerate(table.positions) if each.landing.ask is ask)
