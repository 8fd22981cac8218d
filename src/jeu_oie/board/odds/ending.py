"""Whether a board can always be finished: backward reachability from the arrival."""

from collections.abc import Sequence

from jeu_oie.board.odds.chain import ARRIVED, Chain
from jeu_oie.board.rules import Act


class CannotEnd(ValueError):
    """The arrival can fall out of reach; ``squares`` are to blame, ``chance`` is that of arriving all the same."""

    def __init__(self, squares: Sequence[str], chance: float) -> None:
        super().__init__(f"{', '.join(squares)}: no way to the arrival")
        self.squares = tuple(squares)
        self.chance = chance


def find_stuck(chain: Chain) -> frozenset[int]:
    """The states from which no throws lead to the arrival."""
    before: dict[int, list[int]] = {}
    for step in chain.steps:
        before.setdefault(step.after, []).append(step.before)
    saved: set[int] = set()
    waiting = [ARRIVED]
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in saved:
                saved.add(state)
                waiting.append(state)
    return frozenset(range(len(chain.states))) - saved


def to_blame(chain: Chain, lost: frozenset[int]) -> tuple[str, ...]:
    """The squares that send a stuck pawn back; where none does, those on which it stands."""
    over = {at for step in chain.steps if step.before in lost for at in step.over}
    senders = {at for at in over if chain.table.positions[at].act in (Act.GO, Act.CLOSED, Act.BRIDGE, Act.GOOSE)}
    places = senders or {chain.states[state].at for state in lost}
    return tuple(chain.table.positions[at].name for at in sorted(places))
