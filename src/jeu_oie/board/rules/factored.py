"""The table as data small enough for a page: what many cells share stands once, and a reader only looks up.

A throw comes down on a square, and what follows there does not depend on where the pawn came from::

    landing = landings[cells[square][throw] + square]     (both by rank; first[throw] for a team's very first throw)
    tail    = tails[landing["then"]]
    result  = results[tail["ways"][outcome]]     where that is a list: its entry for what the team holds

``landing["to"]`` and ``["why"]`` are the first move (none: the pawn stays; no reason: the throw). A result holds the
moves after it, ``[rank, reason]`` or ``[rank, reason, 0]`` for a square that was played before, and what changes:
what is 0 or false is left out. What a team holds counts as ``2 × eggs + card``. ``next`` tells which square follows
where it is not the next rank (at the end of a side track).
"""

import json
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

from jeu_oie.board.rules.parts import CARDS, EGGS, Entry, Reason, Result
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


def factored(table: Table) -> dict[str, Any]:
    """The whole table for JSON."""
    results, tails, landings = Once(), Once(), Once()

    def cell(entry_of: Callable[[int, int], Entry]) -> int:
        entries = [entry_of(*held) for held in HELD]
        tail = tails.rank(tail_of(entries, results))
        return landings.rank({**first_move(entries[0]), "then": tail})

    def row(at: int) -> list[int]:
        # Less the square's own rank, neighbours read alike, and a page of them is lighter.
        return [cell(partial(table.entry, at, throw)) - at for throw in table.throws] if at != table.arrival else []

    def opening(throw: int) -> int:
        made = table.opening(throw)
        return cell(lambda eggs, card: made)

    first = [opening(throw) for throw in table.throws]
    cells = [row(at) for at in range(len(table.positions))]
    return {
        "finish": table.finish.value,
        "ends": table.ends.value,
        "arrival": table.arrival,
        "throws": list(table.throws),
        "names": [position.name for position in table.positions],
        "next": {
            str(rank): each.following
            for rank, each in enumerate(table.positions)
            if each.following not in (None, rank + 1)
        },
        "first": first,
        "cells": cells,
        "landings": landings.values,
        "tails": tails.values,
        "results": results.values,
    }


def first_move(entry: Entry) -> dict[str, Any]:
    """Where the throw itself brings the pawn: the same whatever is held or drawn."""
    for move in next(iter(entry.results.values())).moves[:1]:
        return {"to": move.to} if move.why is Reason.THROW else {"to": move.to, "why": move.why.value}
    return {}


def tail_of(entries: list[Entry], results: Once) -> dict[str, Any]:
    """What follows on the square, for each outcome of its draw and for all that a team can hold."""
    ways: dict[str, Any] = {}
    for way in entries[0].results:
        ranks = [results.rank(change(entry.results[way])) for entry in entries]
        ways[way.value] = ranks if len(set(ranks)) > 1 else ranks[0]
    draws = entries[0].draws
    return {"ways": ways} if draws is None else {"draws": draws, "ways": ways}


def change(result: Result) -> dict[str, Any]:
    """A result without its first move, as what changes."""
    moves = [[move.to, move.why.value] if move.played else [move.to, move.why.value, 0] for move in result.moves[1:]]
    changed = {key: int(value) for key in CHANGES if (value := getattr(result, key))}
    return {**({"moves": moves} if moves else {}), **changed}
