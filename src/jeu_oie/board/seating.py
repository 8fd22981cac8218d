"""How many tables and teams so many people make."""

from dataclasses import dataclass

SEATS = 2  # people in a team: nobody is left out of the talk


@dataclass(frozen=True, slots=True)
class Seating:
    """``tables`` with ``teams`` each, ``seats`` people at most at one of them."""

    people: int
    tables: int
    teams: int
    seats: int


def seating(people: int, players: int) -> Seating:
    """Tables of ``players`` teams of two; fewer teams where one table holds all (game.md: two to six teams)."""
    tables = max(1, -(-people // (players * SEATS)))
    seats = -(-people // tables)
    return Seating(people, tables, max(2, min(players, -(-seats // SEATS))), seats)
