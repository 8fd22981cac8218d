"""The transition table: every square, throw and what a team holds → what happens. Data that everything else reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from jeu_oie.board.preset import Ends, Finish
from jeu_oie.board.rules import walk
from jeu_oie.board.rules.parts import CARDS, EGGS, ORIGINS, Entry, Position, Result


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
    cells: dict[tuple[int, int, int, int], Entry] = field(default_factory=dict, repr=False, compare=False)

    @property
    def arrival(self) -> int:
        return self.squares - 1

    @cached_property
    def ground(self) -> walk.Ground:
        return walk.Ground(self.positions, self.arrival, self.lowest, self.finish)

    def entry(self, at: int, throw: int, eggs: int = 0, card: int = 0) -> Entry:
        """What a throw does from the square of rank ``at``, with ``eggs`` (0 to 3) and ``card`` (0 or 1)."""
        key = (at, throw, eggs, card)
        if key not in self.cells:
            self.cells[key] = walk.entry(self.ground, *key)
        return self.cells[key]

    def opening(self, throw: int) -> Entry:
        """What a team's very first throw does."""
        return walk.opening(self.ground, 0, throw)

    def rank(self, name: str) -> int:
        """The rank of the square called ``name`` (« 12 », « 10a »)."""
        return next(rank for rank, each in enumerate(self.positions) if each.name == name)

    def as_data(self) -> dict[str, Any]:
        """The whole table for JSON: each different cell once, and for every square which one holds.

        ``cells[square][throw][eggs][card]`` and ``first[throw]`` are ranks in ``entries``, throws in the order of
        ``throws``.
        """
        known: dict[str, int] = {}
        entries: list[dict[str, Any]] = []

        def number(made: Entry) -> int:
            said = entry_data(made)
            key = repr(said)
            if key not in known:
                known[key] = len(entries)
                entries.append(said)
            return known[key]

        held = [[(eggs, card) for card in range(CARDS + 1)] for eggs in range(EGGS + 1)]
        cells = [
            [[[number(self.entry(at, throw, *each)) for each in row] for row in held] for throw in self.throws]
            for at in range(len(self.positions))
            if at != self.arrival
        ]
        names = [each.name for each in self.positions]
        return {
            "finish": self.finish.value,
            "ends": self.ends.value,
            "throws": {str(throw): chance for throw, chance in self.throws.items()},
            "squares": [square_data(each, names) for each in self.positions],
            "arrival": self.arrival,
            "origins": {str(key): list(origin) for key, origin in ORIGINS.items()},
            "first": [number(self.opening(throw)) for throw in self.throws],
            "cells": {names[at]: cell for at, cell in zip(self.inner(), cells, strict=True)},
            "entries": entries,
        }

    def inner(self) -> Iterator[int]:
        """The ranks of all squares but the arrival."""
        return (at for at in range(len(self.positions)) if at != self.arrival)


def square_data(position: Position, names: list[str]) -> dict[str, Any]:
    """A square with names in place of ranks, without what it does not have."""
    said = {
        "name": position.name,
        "kind": position.kind,
        "act": position.act.value,
        "following": None if position.following is None else names[position.following],
        "to": None if position.to is None else names[position.to],
        "turns": position.turns,
        "toll": position.toll,
        "chances": {key.value: chance for key, chance in position.chances.items()},
    }
    return {key: value for key, value in said.items() if value}


def entry_data(made: Entry) -> dict[str, Any]:
    return {
        "draws": made.draws,
        "results": {way.value: result_data(result) for way, result in made.results.items()},
    }


def result_data(result: Result) -> dict[str, Any]:
    """A result; moves are ``[rank, reason, played]``, and what is 0 or false is left out."""
    moves = [[move.to, move.why.value, move.played] for move in result.moves]
    rest = {key: value for key, value in result._asdict().items() if key != "moves" and value}
    return {"at": result.at, "moves": moves, **rest}


def dice(count: int) -> dict[int, float]:
    """The throws of one die or two, with their chances."""
    sums = [sum(faces) for faces in product(range(1, 7), repeat=count)]
    return {each: sums.count(each) / len(sums) for each in sorted(set(sums))}
