"""Which card it is: its place, and its number there; files, pages and sheets name cards by it."""

import re
from dataclasses import dataclass
from enum import StrEnum

NAME = re.compile(r"([pbr]?)(\d+)([a-z]?)")


class Place(StrEnum):
    """Where a card is met: the value names the place in sentences (``place.…``, ``where.…``)."""

    SQUARE = "square"
    SIDE = "side"  # a square of a side track
    PILE = "pile"
    PROBLEM = "problem"  # of which each team draws one
    REST = "rest"  # what only page and guide tell


MARKS = {Place.PILE: "p", Place.PROBLEM: "b", Place.REST: "r"}
PLACES = {mark: place for place, mark in MARKS.items()}


@dataclass(frozen=True, slots=True)
class CardId:
    """A card by its place; ``letter`` of a side track, whose ``number`` is that of its entry.

    >>> str(CardId(Place.PILE, 7)), str(CardId(Place.SIDE, 10, "a"))
    ('p7', '10a')
    """

    place: Place
    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{MARKS.get(self.place, '')}{self.shown}"

    @property
    def shown(self) -> str:
        """Its number as people read it: « 10a », « 7 »."""
        return f"{self.number}{self.letter}"

    @property
    def on_board(self) -> bool:
        """Whether it is met on a square, rather than drawn or only told."""
        return self.place in (Place.SQUARE, Place.SIDE)


def read_card_id(name: str) -> CardId:
    """The card that is so named. Raises ValueError where none can be."""
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    mark, number, letter = found.groups()
    return CardId(PLACES.get(mark, Place.SIDE if letter else Place.SQUARE), int(number), letter)
