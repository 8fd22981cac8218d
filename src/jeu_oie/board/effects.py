"""What an item and its square mean in the game, whatever the kind (game.md)."""

from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.preset import Abandon, Preset
from jeu_oie.board.squares import Square
from jeu_oie.circuit.model import (
    Adopted,
    Item,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    SetbackItem,
    Space,
)


def is_idea(item: Item | None) -> bool:
    """A practice that this landlord has not adopted (yet): no move, only something to discuss."""
    return isinstance(item, Practice) and item.adopted is not Adopted.TRUE


def wait_turns(item: Item | None, preset: Preset) -> int:
    """Turns lost on a wait: 1, or 2 if the delay exceeds 10 days (game.md), never more than the preset's ``skip``."""
    delay = item.delay if isinstance(item, SetbackItem) else None
    long = delay is not None and delay.announced is not None and delay.announced.days > 10
    return min(2 if long else 1, preset.skip)


def can_win(item: Item | None) -> bool:
    """Only a card with ``right``, or a problem with a stated ``urgency`` or ``charge``, can win a throw."""
    match item:
        case Question(right=right):
            return right is not None
        case ProblemItem(urgency=urgency, charge=charge):
            return urgency is not None or charge is not None
        case _:
            return False


def where(name: str | None, facts: FactFormatter) -> str:
    """« case 12 », « l'arrivée », or that nobody knows."""
    if name is None:
        return facts.words("where.unknown", unknown=facts.unknown)
    if name == facts.board.squares[-1].name:
        return facts.words("where.finish")
    return facts.words("where.square", name=name)


def towards(name: str | None, facts: FactFormatter) -> str:
    """« à la case 12 », « à l'arrivée »."""
    if name == facts.board.squares[-1].name:
        return facts.words("towards.finish")
    return facts.words("towards.square", name=name)


def closed_target(square: Square, facts: FactFormatter) -> str:
    """Where a closed file sends whoever shows an egg; départ for all where the preset's ``abandon`` says so."""
    return "1" if facts.board.preset.abandon is Abandon.START else nearest_trace(square, facts)


def nearest_trace(square: Square, facts: FactFormatter) -> str:
    """The nearest square behind that gives a trace, where a closed file sends whoever shows an egg; else départ."""
    behind = facts.board.squares[: square.number - 1]
    return next((each.name for each in reversed(behind) if each.gives_trace), "1")


def pile_game(item: Item, facts: FactFormatter) -> str:
    """The row « au jeu » of a drawn card."""
    t = facts.words
    if isinstance(item, (Question, ProblemItem)):
        return t("game.question") if can_win(item) else t("game.debate")
    if isinstance(item, Recourse):
        return t("game.recourse")
    if isinstance(item, Space):
        return t("game.space")
    return t("game.idea") if is_idea(item) else t("game.read")
