"""Board → transition table: every square, throw and what a team holds → what happens; small enough for a page."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import product, takewhile
from typing import Any

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.kinds.traits import Act, Outcome, RankedBoard, Reason
from jeu_oie.game.preset import Ends, Finish
from jeu_oie.game.rules import walk
from jeu_oie.game.rules.walk import CARDS, EGGS, Move, Position, Result, TableCell
from jeu_oie.game.squares import Board, SideTrack, Square

# --- The transition table: every square, throw and what a team holds → what happens. Data that everything else
# reads


@dataclass(frozen=True)
class Table:
    """The rules of one board. ``throws`` holds each throw with its chance; rank 0 is where teams start.

    ``squares`` counts those of the main track; side tracks stand after them in ``positions``. ``drawable`` is the
    number of cards in the pile. Cells are worked out when first asked for and kept.
    """

    positions: tuple[Position, ...]
    squares: int
    throws: Mapping[int, float]
    finish: Finish
    ends: Ends
    lowest: int = 0
    drawable: int = 0
    cells: dict[tuple[int, int, int, int], TableCell] = field(default_factory=dict, repr=False, compare=False)

    @property
    def arrival(self) -> int:
        return self.squares - 1

    @cached_property
    def ground(self) -> walk.Ground:
        return walk.Ground(self.positions, self.arrival, self.lowest, self.finish)

    def entry(self, at: int, throw: int, eggs: int = 0, card: int = 0) -> TableCell:
        """What a throw does from the square of rank ``at``, with ``eggs`` (0 to 3) and ``card`` (0 or 1)."""
        key = (at, throw, eggs, card)
        if key not in self.cells:
            self.cells[key] = walk.entry(self.ground, *key)
        return self.cells[key]

    def opening(self, throw: int) -> TableCell:
        """What a team's very first throw does."""
        return walk.opening(self.ground, 0, throw)

    def rank(self, name: str) -> int:
        """The rank of the square called ``name`` (« 12 », « 10a »)."""
        return next(rank for rank, each in enumerate(self.positions) if each.name == name)

    def inner(self) -> Iterator[int]:
        """The ranks of all squares but the arrival."""
        return (at for at in range(len(self.positions)) if at != self.arrival)


def dice(count: int) -> dict[int, float]:
    """The throws of one die or two, with their chances."""
    sums = [sum(faces) for faces in product(range(1, 7), repeat=count)]
    return {each: sums.count(each) / len(sums) for each in sorted(set(sums))}


# --- Board → transition table. What a square does is decided by its kind alone, and what the circuit says -


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
        played.door,
    )


# --- A bare track with jumps, which starts at 0: games whose odds the world knows -------------------------


def bare(
    squares: int, jumps: Mapping[int, int] | None = None, finish: Finish = Finish.STAY, count: int = 1, sides: int = 0
) -> Table:
    """Squares 0 to ``squares``, ``jumps`` from one to another, ``count`` dice (or one die of ``sides``)."""
    sent = jumps or {}

    def position(at: int) -> Position:
        following = at + 1 if at < squares else None
        if at == squares:
            return Position(str(at), "finish", Act.ARRIVE)
        if at in sent:
            return Position(str(at), "back", Act.GO, following, to=sent[at], why=Reason.JUMP)
        return Position(str(at), "step", Act.READ, following)

    throws = dict.fromkeys(range(1, sides + 1), 1 / sides) if sides else dice(count)
    positions = tuple(position(at) for at in range(squares + 1))
    return Table(positions, squares + 1, throws, finish, Ends.FIRST, lowest=1)


# --- The table as data small enough for a page: what many cells share stands once, and a reader only looks up
#
# A throw comes down on a square, and what follows there does not depend on where the pawn came from::
#
# landing = cells[square][throw] + square (both by rank; first[throw] for a team's very first throw) to, why =
# [landing], or landings[landing - squares] where there is no square of that rank tail = tails[then[landing]] result
# = results[tail["ways"][outcome]] where that is a list: its entry for what the team holds
#
# ``to`` and ``why`` are the first move (null: the pawn stays; no reason: the throw). A tail that only says a rank
# or a list is that of the one outcome « none », without a draw. Tail and result hold the moves that follow,
# ``[rank, reason]`` or ``[rank, reason, 0]`` for a square that was played before; ``draws`` says that the square
# where those of the tail end draws a card. A result holds what changes: what is 0 or false is left out. What a team
# holds counts as ``2 × eggs + card``. ``next`` tells which square follows where it is not the next rank (at the end
# of a side track).

HELD = tuple(product(range(EGGS + 1), range(CARDS + 1)))
CHANGES = (
    "lost", "eggs_gained", "eggs_shown", "card_gained", "card_shown", "again", "arrived", "helps",
)  # fmt: skip


class Once:
    """A list in which each different value stands once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.ranks: dict[str, int] = {}

    def rank(self, value: Any) -> int:  # noqa: ANN401 (any JSON)
        key = json.dumps(value)
        if key not in self.ranks:
            self.ranks[key] = len(self.values)
            self.values.append(value)
        return self.ranks[key]


def factor_table(table: Table) -> dict[str, Any]:
    """The whole table for JSON."""
    results, tails = Once(), Once()

    def landing(entry_of: Callable[[int, int], TableCell]) -> Landing:
        entries = [entry_of(*held) for held in HELD]
        return (*first_move(entries[0]), tails.rank(tail_of(entries, results)))

    def opening(throw: int) -> Landing:
        made = table.opening(throw)
        return landing(lambda eggs, card: made)

    first = [opening(throw) for throw in table.throws]
    rows = [
        [landing(partial(table.entry, at, throw)) for throw in table.throws] if at != table.arrival else []
        for at in range(len(table.positions))
    ]
    order = order_landings((each for row in (first, *rows) for each in row), len(table.positions))
    ranks = {each: rank for rank, each in enumerate(order) if each is not None}
    return {
        "finish": table.finish.value,
        "ends": table.ends.value,
        "arrival": table.arrival,
        "throws": list(table.throws),
        "next": {
            str(rank): each.following
            for rank, each in enumerate(table.positions)
            if each.following not in (None, rank + 1)
        },
        "first": [ranks[each] for each in first],
        # Less the square's own rank, neighbours read alike, and a page of them is lighter.
        "cells": [[ranks[each] - at for each in row] for at, row in enumerate(rows)],
        "landings": [[to, *whys] for to, *whys, _ in filter(None, order[len(table.positions) :])],
        "then": [each[-1] if each is not None else 0 for each in order],
        "tails": tails.values,
        "results": results.values,
    }


Landing = tuple[Any, ...]  # where to (None: nowhere), why where it is not the throw, the rank of what follows


def order_landings(landings: Iterable[Landing], count: int) -> list[Landing | None]:
    """Each landing once: first for each of ``count`` squares one that only says where to, then the others."""
    found = tuple(dict.fromkeys(landings))
    plain = {each[0]: each for each in reversed(found) if len(each) == PLAIN and each[0] is not None}
    others = (each for each in found if plain.get(each[0]) != each)
    return [
        *(plain.get(at) for at in range(count)),
        *sorted(others, key=lambda each: (len(each), each[0] is None, each[0], each[-1])),
    ]


PLAIN = 2


def first_move(entry: TableCell) -> tuple[Any, ...]:
    """Where the throw itself brings the pawn: the same whatever is held or drawn."""
    for move in next(iter(entry.results.values())).moves[:1]:
        return (move.to,) if move.why is Reason.THROW else (move.to, move.why.value)
    return (None,)


def tail_of(entries: list[TableCell], results: Once) -> Any:  # noqa: ANN401 (any JSON)
    """What follows on the square, for each outcome of its draw and for all that a team can hold."""
    told = [result.moves[1:] for entry in entries for result in entry.results.values()]
    shared = commonprefix(told)
    ways: dict[str, Any] = {}
    for way in entries[0].results:
        ranks = [results.rank(change(entry.results[way], 1 + len(shared))) for entry in entries]
        ways[way.value] = ranks if len(set(ranks)) > 1 else ranks[0]
    draws = {} if entries[0].draws is None else {"draws": 1}
    moves = {"moves": list_moves(shared)} if shared else {}
    none = ways.get(Outcome.NONE.value)
    return none if len(ways) == 1 and none is not None and not draws and not moves else {**draws, **moves, "ways": ways}


def list_moves(moves: Iterable[Move]) -> list[list[Any]]:
    return [[move.to, move.why.value] if move.played else [move.to, move.why.value, 0] for move in moves]


def change(result: Result, told: int) -> dict[str, Any]:
    """A result without its first moves, as what changes."""
    moves = list_moves(result.moves[told:])
    changed = {key: int(value) for key in CHANGES if (value := getattr(result, key))}
    return {**({"moves": moves} if moves else {}), **changed}


def commonprefix(told: list[tuple[Move, ...]]) -> tuple[Move, ...]:
    """The moves with which all begin."""
    alike = takewhile(lambda each: len(set(each)) == 1, zip(*told, strict=False))
    return tuple(each[0] for each in alike)
