"""Chance with a seed: the same numbers on every machine, in every version of Python."""

from collections.abc import Iterator
from itertools import chain

from numpy.random import PCG64

BLOCK_SIZE = 4096


def stream(seed: int) -> Iterator[float]:
    """Numbers from 0 up to 1, the 53 high bits of each draw (numpy promises that PCG64's bits never change)."""
    return chain.from_iterable(blocks(seed))


def blocks(seed: int) -> Iterator[list[float]]:
    bits = PCG64(seed)
    while True:
        yield ((bits.random_raw(BLOCK_SIZE) >> 11) * 2.0**-53).tolist()


class Seeded:
    """A source of chance for plays (``plays.Chance``)."""

    def __init__(self, seed: int) -> None:
        self.random = stream(seed).__next__

    def shuffle(self, cards: list[int]) -> None:
        for last in range(len(cards) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            cards[last], cards[other] = cards[other], cards[last]
