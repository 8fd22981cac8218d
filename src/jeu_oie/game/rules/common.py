"""What is common to a table of teams, the only state outside the transition table: who begins, who waits, the end.

Games that are played all together (``odds``) and the page follow the same; so these are the rules in one place, and as
data for the page.
"""

from collections.abc import Sequence
from typing import Any

from jeu_oie.game.kinds.landing import ANSWER_SQUARES, HELP_SQUARES, MAX_PROOFS, RECALL_SQUARES
from jeu_oie.game.rules.table import Table

TEAMS = (2, 3, 4, 5, 6)
KEYS_CHOSEN, KEY_QUESTIONS = 2, 5


def farthest_behind(table: Table, at: Sequence[int], home: Sequence[bool]) -> list[int]:
    """The seats of those who are farthest behind of who is not at home: one begins the round, of several the lowest die."""
    places = {seat: table.place(where) for seat, where in enumerate(at) if not home[seat]}
    least = min(places.values(), default=0.0)
    return [seat for seat, place in places.items() if place == least]


def round_order(begins: int, home: Sequence[bool]) -> list[int]:
    """The seats of a round: who begins, then to the left, without who is at home."""
    count = len(home)
    return [seat % count for seat in range(begins, begins + count) if not home[seat % count]]


def turns_after(wait: int, *, complete: bool) -> int:
    """The turns still to wait after one: of two, none more where whom, what and by when were all said."""
    return 0 if wait < 2 or complete else wait - 1


def winners(home: Sequence[bool], proofs: Sequence[int]) -> list[int]:
    """Who is at home when the round ends; of several, whoever has most proofs."""
    most = max((proofs[seat] for seat in range(len(home)) if home[seat]), default=0)
    return [seat for seat in range(len(home)) if home[seat] and proofs[seat] == most]


def share() -> dict[str, Any]:
    """The figures of the rules for JSON."""
    return {
        "answer": ANSWER_SQUARES,
        "recall": RECALL_SQUARES,
        "help": HELP_SQUARES,
        "proofs": MAX_PROOFS,
        "keys": [KEYS_CHOSEN, KEY_QUESTIONS],
    }
