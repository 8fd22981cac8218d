"""Board → transition table: every square and die → the squares ahead, every square → what it does there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from jeu_oie.circuit.model import NONE, Item, ProblemItem, Question, Recourse, Space
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import RankedBoard
from jeu_oie.game.kinds.landing import READ, Landing
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import can_win
from jeu_oie.game.squares import Board, SideTrack, Square

FACES = 6
NEVER = 99  # the level of a réclamation that crosses nowhere


class Gives(StrEnum):
    """What a card of the pile gives: squares to a right answer, help to a team that waits, or it is only read."""

    ANSWER = "answer"
    HELP = "help"
    TALK = "talk"
    READ = "read"


class PileCard(NamedTuple):
    """``about``: the rank of the réclamation that it asks about; a card that its team holds goes under the pile."""

    gives: Gives
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A square as the rules see it; other squares are told by their rank in the table.

    ``following``: the next one on the way, None after the arrival. ``leaves``: the first square of the side track by
    which a pawn that stands here leaves. ``entry``: the square at which its own side track begins. ``writes``: the
    table writes there.
    """

    name: str
    kind: Kind
    landing: Landing = READ
    following: int | None = None
    leaves: int | None = None
    entry: int | None = None
    writes: bool = False


@dataclass(frozen=True)
class Table:
    """The rules of one board. Rank 0 is where teams start; side tracks stand after the ``squares`` of the main track.

    ``pile``: the cards to draw; ``problems``: the réclamations, each by its level (0 the most urgent, ``NEVER``;
    None: the table votes, urgent then means 0).
    """

    positions: tuple[Position, ...]
    squares: int
    pile: tuple[PileCard, ...] = ()
    problems: tuple[int | None, ...] = ()

    @property
    def arrival(self) -> int:
        return self.squares - 1

    @cached_property
    def paths(self) -> tuple[tuple[int, ...], ...]:
        """Of each square the six ahead, in order; the arrival is never passed. A detour's entry leaves by its track."""
        return tuple(self.walk(at) for at in range(len(self.positions)))

    def walk(self, at: int) -> tuple[int, ...]:
        here = self.positions[at]
        ahead = [self.following(at) if here.leaves is None else here.leaves]
        while len(ahead) < FACES:
            ahead.append(self.following(ahead[-1]))
        return tuple(ahead)

    def following(self, at: int) -> int:
        """The next square on the main track, or on the side track; the arrival after itself."""
        following = self.positions[at].following
        return at if following is None else following

    def way(self, at: int, to: int) -> tuple[int, ...]:
        """The squares from one to another further on: where a bridge or a door leads, the first ☐ on it stops."""
        passed = [self.following(at)]
        while passed[-1] not in (to, self.arrival):
            passed.append(self.following(passed[-1]))
        return tuple(passed)

    def place(self, at: int) -> float:
        """How far along a square is: its rank, half more than its entry on a side track."""
        entry = self.positions[at].entry
        return at if entry is None else entry + 0.5

    def rank(self, name: str) -> int:
        """The rank of the square called ``name`` (« 12 », « 10a »)."""
        return next(rank for rank, each in enumerate(self.positions) if each.name == name)

    @property
    def unread(self) -> tuple[int, ...]:
        """The ☐ that are not ticked before the first throw."""
        return tuple(rank for rank, each in enumerate(self.positions) if each.landing.box and not each.landing.opened)


class CannotEnd(ValueError):
    """A board on which a pawn may never arrive; ``squares``: the names of those without a way."""

    def __init__(self, squares: Sequence[str]) -> None:
        super().__init__(", ".join(squares))
        self.squares = tuple(squares)


def compile_rules(board: Board) -> Table:
    """The transition table of a board. Raises CannotEnd."""
    source = RankedBoard(board)
    tracks = (each for track in source.tracks for each in side_track(source, track))
    table = Table(
        (*main_track(source), *tracks),
        len(board.squares),
        tuple(pile_card(item, board) for item in board.pile),
        tuple(level_of(problem, board) for problem in board.problems),
    )
    if stuck := list_stuck(table):
        raise CannotEnd([table.positions[rank].name for rank in stuck])
    return table


def main_track(source: RankedBoard) -> Iterator[Position]:
    entries = {track.entry: source.ranks[track.squares[0].name] for track in source.tracks}
    last = len(source.board.squares) - 1
    for rank, square in enumerate(source.board.squares):
        yield position(source, square, rank + 1 if rank < last else None, leaves=entries.get(square.number))


def side_track(source: RankedBoard, track: SideTrack) -> Iterator[Position]:
    """Its squares, then what it leads to: right after its entry where it ends out of the circuit, or nobody knows."""
    entry = track.entry - 1
    arrival = source.board.squares[-1].name
    for square in track.squares[:-1]:
        yield position(source, square, source.ranks[square.name] + 1, entry=entry)
    known = track.target is not None and track.target != arrival
    following = source.rank_of(track.target) if known else entry + 1
    yield position(source, track.squares[-1], following, entry=entry)


def position(
    source: RankedBoard, square: Square, following: int | None, *, leaves: int | None = None, entry: int | None = None
) -> Position:
    landing = KINDS[square.kind].landing(source, square)
    return Position(square.name, square.kind, landing, following, leaves, entry, square.writes)


def pile_card(item: Item, board: Board) -> PileCard:
    """What a card gives that is drawn from the pile."""
    if isinstance(item, Question):
        asked = item.id.rpartition(".")[2] if item.id.startswith("quiz.") else ""
        ranks = {problem.id: rank for rank, problem in enumerate(board.problems)}
        return PileCard(Gives.ANSWER if can_win(item) else Gives.TALK, ranks.get(asked))
    return PileCard(Gives.HELP if isinstance(item, Recourse | Space) else Gives.READ)


def level_of(problem: ProblemItem, board: Board) -> int | None:
    """How urgent a réclamation is: the place of its urgency in the file; None where the table votes."""
    levels = [each.id for each in board.circuit.shortcuts]
    if problem.urgency in levels:
        return levels.index(problem.urgency)
    return NEVER if problem.urgency == NONE else None


def list_stuck(table: Table) -> tuple[int, ...]:
    """The squares that a pawn may reach and from which no throw leads to the arrival, by reachability backwards."""
    leads = {at: set(list_ends(table, at)) for at in range(len(table.positions))}
    met, waiting = {0}, [0]
    while waiting:
        new = leads[waiting.pop()] - met
        met |= new
        waiting += new
    home = {table.arrival}
    while True:
        more = {at for at, ends in leads.items() if at not in home and ends & home}
        if not more:
            return tuple(sorted(met - home))
        home |= more


def list_ends(table: Table, at: int) -> Iterator[int]:
    """Where one throw may leave a pawn that shows no proof and answers nothing."""
    if at == table.arrival:
        return
    for number, ahead in enumerate(table.paths[at], 1):
        landing = table.positions[ahead].landing
        yield ahead if landing.back is None else landing.back
        if landing.again:
            yield table.paths[ahead][number - 1]


def bare(squares: int, *, boxes: bool = False) -> Table:
    """``squares`` of which each is only read, the first the départ; ``boxes``: each is a ☐ that nobody has read."""
    landing = Landing(box=True) if boxes else READ

    def square(at: int) -> Position:
        if at == squares - 1:
            return Position(str(at + 1), Kind.FINISH)
        return Position(str(at + 1), Kind.STEP if boxes else Kind.FACT, landing if at else READ, at + 1)

    return Table(tuple(map(square, range(squares))), squares)
