"""A bare track with jumps, which starts at 0: games whose odds the world knows."""

from collections.abc import Mapping

from jeu_oie.board.kinds.traits import Act, Reason
from jeu_oie.board.preset import Ends, Finish
from jeu_oie.board.rules.parts import Position
from jeu_oie.board.rules.table import Table, dice


def bare(
    squares: int, jumps: Mapping[int, int] | None = None, finish: Finish = Finish.STAY, count: int = 1, sides: int = 0
) -> Table:
    """Squares 0 to ``squares``, ``jumps`` from one to another, ``count`` dice (or one die of ``sides``)."""
    sent = jumps or {}

    def position(at: int) -> Position:
        following = at + 1 if at < squares else None
        if at == squares:
            return Position(str(at), "finish", Act.ARRIVE)
        if at in sent:
            return Position(str(at), "back", Act.GO, following, to=sent[at], why=Reason.JUMP)
        return Position(str(at), "step", Act.READ, following)

    throws = dict.fromkeys(range(1, sides + 1), 1 / sides) if sides else dice(count)
    positions = tuple(position(at) for at in range(squares + 1))
    return Table(positions, squares + 1, throws, finish, Ends.FIRST, lowest=1)
