"""What is common to a table of teams, the only state outside the transition table: what was read, help, who begins.

The page shares it as data (``share``).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol

from jeu_oie.game.preset import Ends
from jeu_oie.game.rules.table import Table

TEAMS = (2, 3, 4, 5, 6)


class Standing(Protocol):
    """A team as the others see it: where it stands, turns that it waits, whether it has arrived."""

    at: int
    wait: int
    arrived: bool


@dataclass(slots=True)
class SharedState:
    """What a table shares: ``unread``, the squares that nobody has read yet (bits by rank)."""

    table: Table
    unread: int

    @classmethod
    def begin(cls, table: Table) -> "SharedState":
        return cls(table, table.unread)

    def free(self, passed: Collection[int], others: Iterable[Standing]) -> None:
        """A pawn that passes a trap or lands on it frees whoever waits there."""
        for other in others:
            if other.wait and other.at in passed:
                other.wait = 0

    def move_on(self, other: Standing) -> int | None:
        """A team moved by a dialogue: a step that nobody has read is read (its rank), nothing is played."""
        to = self.table.positions[other.at].following
        assert to is not None
        other.at = to
        if not (self.table.positions[to].step and self.unread >> to & 1):
            return None
        self.unread ^= 1 << to
        return to


def can_move_on(table: Table, at: int) -> bool:
    """Whether a dialogue may move a pawn from there: it never arrives so."""
    position = table.positions[at]
    return not position.ends and position.following not in (None, table.arrival)


def round_order(table: Table, teams: Sequence[Standing]) -> list[int]:
    """The seats of a round: the farthest behind begins (the first of those), then clockwise, without who arrived."""
    playing = [seat for seat, team in enumerate(teams) if not team.arrived]
    places = [table.place(teams[seat].at) for seat in playing]
    begins = places.index(min(places)) if places else 0
    return playing[begins:] + playing[:begins]


def teams_needed(teams: int, ends: Ends) -> int:
    """How many teams must have arrived before the last round is finished: the first, half (rounded up), all."""
    return {Ends.FIRST: 1, Ends.ALL: teams}.get(ends, ceil(teams / 2))


def share(table: Table) -> dict[str, Any]:
    """The same for JSON: see ``data.factor_table``."""
    positions = table.positions
    return {
        "first": [rank for rank, each in enumerate(positions) if each.first],
        "opened": list(table.opened),
        "steps": [rank for rank, each in enumerate(positions) if each.step],
        "places": {str(rank): table.place(rank) for rank, each in enumerate(positions) if each.entry is not None},
        "moved": [rank for rank in range(len(positions)) if rank != table.arrival and not can_move_on(table, rank)],
        "needed": {str(teams): teams_needed(teams, table.ends) for teams in TEAMS},
    }
