"""The window's first page: a row a circuit, how far it is, whether its landlord has answered, what is on line of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jeu_oie.api.status import CircuitState, rank
from jeu_oie.serve.circuits import OpenCircuit


@dataclass(frozen=True, slots=True)
class Row:
    """``asked``: its answer file lies ready to be sent; ``late``: it should have been read again.

    ``online``: « now », « old » where what is on line is another than the kit, « none »; empty where nobody can see it.
    """

    each: OpenCircuit
    asked: bool
    late: bool
    online: str

    @property
    def state(self) -> CircuitState:
        return self.each.state

    @property
    def signed(self) -> str:
        """The day of a signature that holds."""
        return "" if self.state.draft or self.state.broken else self.state.signed


NEVER = "9999"  # after any date
# What a heading sorts by.
COLUMNS: Mapping[str, Callable[[Row], Any]] = {
    "landlord": lambda row: (row.state.landlord.casefold(), row.each.name),
    "title": lambda row: (row.state.title or row.each.name).casefold(),
    "found": lambda row: row.state.found / (row.state.asked or 1),
    "ten": lambda row: row.state.ten,
    "oldest": lambda row: row.state.oldest or NEVER,
    "reply": lambda row: (row.state.replied or NEVER, not row.asked),
    "signed": lambda row: row.signed or NEVER,
    "review": lambda row: row.state.review or NEVER,
    "online": lambda row: row.online,
}
DOWN = "-"


def is_late(state: CircuitState, day: date) -> bool:
    """Whether its review is due; it may be told by the month."""
    return bool(state.review) and state.review < day.isoformat()[: len(state.review)]


def arrange(rows: Iterable[Row], by: str) -> list[Row]:
    """By the name of a column, behind a « - » downwards; else as ``status`` tells them."""
    ordered = sorted(rows, key=lambda row: rank(row.state))
    column = COLUMNS.get(by.removeprefix(DOWN))
    return sorted(ordered, key=column, reverse=by.startswith(DOWN)) if column else ordered


def sum_up(rows: Iterable[Row]) -> Mapping[str, int]:
    """The figures over all."""
    all_of_them = tuple(rows)
    return {
        "found": sum(row.state.found for row in all_of_them),
        "asked": sum(row.state.asked for row in all_of_them),
        "reply": sum(bool(row.state.replied) for row in all_of_them),
        "signed": sum(bool(row.signed) for row in all_of_them),
        "review": sum(row.late for row in all_of_them),
        "online": sum(row.online in ("now", "old") for row in all_of_them),
    }
