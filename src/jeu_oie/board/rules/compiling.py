"""Board → transition table. What a square does is decided by its kind alone, and what the circuit says."""

from collections.abc import Iterator

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.kinds.traits import RankedBoard
from jeu_oie.board.rules.parts import Position
from jeu_oie.board.rules.table import Table, dice
from jeu_oie.board.squares import Board, SideTrack, Square


def compile_rules(board: Board) -> Table:
    """The transition table of a board under its preset."""
    source = RankedBoard(board)
    positions = (*main_track(source), *(each for track in source.tracks for each in side_track(source, track)))
    preset = board.preset
    return Table(positions, len(board.squares), dice(preset.dice), preset.finish, preset.ends, drawable=len(board.pile))


def main_track(source: RankedBoard) -> Iterator[Position]:
    last = len(source.board.squares) - 1
    for rank, square in enumerate(source.board.squares):
        yield position(source, square, rank + 1 if rank < last else None)


def side_track(source: RankedBoard, track: SideTrack) -> Iterator[Position]:
    """Its squares, then what it leads to, which counts as a square.

    « out » and unknown cost a turn and lead on from the square after the entry; a track to ``end`` arrives with
    any throw that leaves it.
    """
    arrival = source.board.squares[-1].name
    for square in track.squares[:-1]:
        yield position(source, square, source.ranks[square.name] + 1)
    following = source.ranks[track.target] if track.target else track.entry
    toll = 0 if track.target else 1
    yield position(source, track.squares[-1], following, toll, ends=track.target == arrival)


def position(
    source: RankedBoard, square: Square, following: int | None, toll: int = 0, *, ends: bool = False
) -> Position:
    played = KINDS[square.kind].act(source, square)
    return Position(
        square.name,
        square.kind.value,
        played.act,
        following,
        toll,
        ends,
        played.to,
        played.why,
        played.turns,
        played.chances or {},
        square.kind is Kind.QUESTION and square.item is None,
    )
