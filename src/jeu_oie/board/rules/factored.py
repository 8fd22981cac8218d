"""The table as data small enough for a page: what many cells share stands once, and a reader only looks up.

A throw comes down on a square, and what follows there does not depend on where the pawn came from::

    landing = cells[square][throw] + square     (both by rank; first[throw] for a team's very first throw)
    to, why = [landing], or landings[landing - squares] where there is no square of that rank
    tail    = tails[then[landing]]
    result  = results[tail["ways"][outcome]]     where that is a list: its entry for what the team holds

``to`` and ``why`` are the first move (null: the pawn stays; no reason: the throw). A tail that only says a rank or a
list is that of the one outcome « none », without a draw. Tail and result hold the moves that follow, ``[rank,
reason]`` or ``[rank, reason, 0]`` for a square that was played before; ``draws`` says that the square where those of
the tail end draws a card. A result holds what changes: what is 0 or false is left out. What a team holds counts as
``2 × eggs + card``. ``next`` tells which square follows where it is not the next rank (at the end of a side track).
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product, takewhile
from typing import Any

from jeu_oie.board.kinds.traits import Outcome, Reason
from jeu_oie.board.rules.parts import CARDS, EGGS, Move, Result, TableCell
from jeu_oie.board.rules.table import Table

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
