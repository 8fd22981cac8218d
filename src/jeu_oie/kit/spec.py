"""What a printed file is: its name and maker, for whom it is printed, on what paper, in which colours."""

from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.kit import printing


class Per(StrEnum):
    """For whom a copy is printed: each table, each person, or one of the others."""

    TABLE = "table"
    PERSON = "person"
    FACILITATOR = "facilitator"
    HALL = "hall"
    LANDLORD = "landlord"
    SHOP = "shop"


class Colour(StrEnum):
    """Which pages of a file are drawn in colour; the others in black and greys."""

    NONE = "none"
    ALL = "all"
    FRONTS = "fronts"
    CARDS = "cards"  # of a table the rules, which show each kind in its colour, and the fronts of its cards


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A printed file: ``name`` without ending, in its folder; ``maker``, for whom, on which ``paper``.

    ``line``: its place among the four files of an evening, 0 where it is not one of them; ``choice``: in place of the
    line before. ``large``: where it is made in large print alone (True), or never then (False). ``workshop``: only made
    once a workshop has come back. ``language``: only made where it is asked for, and is not the circuit's own.
    """

    name: str
    maker: printing.Maker
    per: Per
    paper: str = "a4"
    duplex: bool = False
    colour: Colour = Colour.NONE
    line: int = 0
    choice: bool = False
    large: bool | None = None
    workshop: bool = False
    language: str = ""

    @property
    def file(self) -> str:
        return printing.print_file(self.name)

    @property
    def shop(self) -> bool:
        """Whether it is made on request alone."""
        return self.per is Per.SHOP
