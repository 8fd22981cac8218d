"""The words of the rules: where each comes from, what a square is, what a throw gives. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jeu_oie.board.kinds.traits import Act, Outcome, Reason

EGGS, CARDS = 3, 1  # what a team holds at most (game.md, « Rules, to the last case »)


OLD, DESIGN = "old game", "game.md"
ORIGINS: Mapping[str, tuple[str, str]] = {
    Reason.THROW: (OLD, "the pawn moves on as many squares as the dice say"),
    Reason.BOUNCE: (OLD, "points too many are counted back from the arrival"),
    Reason.GOOSE: (OLD, "on a goose the same throw counts again, in the same direction"),
    Reason.BRIDGE: (DESIGN, "the bridge is crossed if the problem drawn is as urgent; without problems, always"),
    Reason.DETOUR: (DESIGN, "the labyrinth is a side track: the pawn goes onto it at once"),
    Reason.BACK: (DESIGN, "the file goes back to an earlier step"),
    Reason.CLOSED: (DESIGN, "a closed file begins again at the last trace whose proof is shown, else at the départ"),
    Reason.JUMP: (OLD, "a square sends the pawn to another"),
    Act.READ: (DESIGN, "the card is read, nothing else happens"),
    Act.EGG: (DESIGN, "a step that leaves a trace gives an egg, three at most"),
    Act.CARD: (DESIGN, "a recourse gives its card, one at most"),
    Act.GO: (OLD, "the pawn goes where the square says and plays there too"),
    Act.LOSE: (OLD, "the inn: turns are lost"),
    Act.SILENCE: (OLD, "the well holds the pawn; an egg shown frees at once (game.md)"),
    Act.BLOCKED: (OLD, "the pawn is held; a recourse card frees at once (game.md)"),
    Act.DRAW: (DESIGN, "a right answer wins a throw"),
    Act.SPACE: (DESIGN, "another team is freed, or moved on one square"),
    Act.ARRIVE: (OLD, "the team has arrived"),
}


@dataclass(frozen=True, slots=True)
class Position:
    """A square as the rules see it; other squares are told by their rank in the table.

    ``following`` is the next one on the way, None after the arrival; ``toll`` the turns lost by whoever goes on
    from here (a side track to « out » or unknown); ``ends``: whoever leaves has arrived (one to ``end``).
    ``to`` and ``why`` say where it sends a pawn and for what reason, ``turns`` what is lost on it, ``chances`` how
    a draw on it falls out. ``piles``: its card is the top one of the pile.
    """

    name: str
    kind: str
    act: Act = Act.READ
    following: int | None = None
    toll: int = 0
    ends: bool = False
    to: int | None = None
    why: Reason = Reason.JUMP
    turns: int = 0
    chances: Mapping[Outcome, float] = field(default_factory=dict)
    piles: bool = False


class Move(NamedTuple):
    """The pawn comes to ``to``; ``played`` is False where it has played that square in this throw already."""

    to: int
    why: Reason
    played: bool = True


class Result(NamedTuple):
    """What one throw does: the squares in order, turns lost, tokens, and what comes next.

    ``at``, ``eggs`` and ``card`` are where the pawn stands and what its team holds afterwards (an egg that was
    shown is turned over: it is no longer counted). ``again``: the team throws once more at once. ``helps``:
    another team may be freed, or moved one square.
    """

    moves: tuple[Move, ...]
    at: int
    eggs: int
    card: int
    lost: int = 0
    eggs_gained: int = 0
    eggs_shown: int = 0
    card_gained: int = 0
    card_shown: int = 0
    again: bool = False
    arrived: bool = False
    helps: bool = False


class TableCell(NamedTuple):
    """A cell of the table: the result of each outcome, and the square that draws (None where nothing is drawn)."""

    draws: int | None
    results: Mapping[Outcome, Result]
