"""The transition table: every square, throw and what a team holds → what happens. Data that everything else reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from jeu_oie.board.preset import Ends, Finish
from jeu_oie.board.rules import walk
from jeu_oie.board.rules.parts import Position, TableCell


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
