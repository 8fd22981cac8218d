"""What a sheet that tenants hang up or take home begins with: where nobody waits in danger one begins elsewhere."""

from collections.abc import Iterable, Iterator, Mapping

from jeu_oie.circuit.model import Shortcut, Topic
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital


def by_number(shortcuts: Iterable[Shortcut]) -> Mapping[tuple[str, str], list[Shortcut]]:
    """Number and hours, empty where nobody found them → the shortcuts that have them, in the order of the first."""
    found: dict[tuple[str, str], list[Shortcut]] = {}
    for shortcut in shortcuts:
        found.setdefault((shortcut.call or "", shortcut.hours or ""), []).append(shortcut)
    return found


def is_calm(facts: FactFormatter) -> bool:
    """Whether nobody waits in danger: a request to move, unless its circuit has an urgent way."""
    return facts.circuit.topic is Topic.TRANSFER and not any(shortcuts_of(facts.board))


def entrance(facts: FactFormatter) -> tuple[str, ...]:
    """Each way into the first step, or that nobody has found one."""
    found = (facts.contacts([channel]) for channel in facts.circuit.steps[0].channels)
    return tuple(capital(each) for each in found if each) or (capital(facts.unknown),)


def shortcuts_of(board: Board) -> Iterator[Shortcut]:
    """In the order of their squares."""
    return (square.item for square in board.squares if isinstance(square.item, Shortcut))
