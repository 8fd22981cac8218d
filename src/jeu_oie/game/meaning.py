"""What an item and its square mean in the game, whatever the kind (game.md)."""

from collections.abc import Sequence

from jeu_oie.circuit import model
from jeu_oie.circuit.keys import of
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog


def is_idea(item: model.Item | None) -> bool:
    """A practice that this landlord has not adopted (yet): no move, only something to discuss."""
    return isinstance(item, model.Practice) and item.adopted is not model.Adopted.TRUE


def leaves_trace(item: model.Item | None) -> bool:
    """Whether a recourse that is drawn gives an egg."""
    return isinstance(item, model.Recourse) and item.trace not in (None, model.NONE)


def can_win(item: model.Item | None) -> bool:
    """Only a card with ``right``, or a problem that states what its card asks, can win a throw."""
    match item:
        case model.Question(right=right):
            return right is not None
        case model.ProblemItem():
            return any(getattr(item, name) is not None for name, key in of(type(item)).items() if key.asked)
        case _:
            return False


def ask_delay(steps: Sequence[model.Step], words: Catalog) -> str:
    """The steps whose delay nobody has found: « De “A” à “B” », « Avant “A” »."""
    if len(steps) == 1:
        return words("delay.before", step=steps[0].title)
    return words("delay.between", first=steps[0].title, last=steps[-1].title)


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
    """Where a closed file sends whoever shows no egg."""
    return last_egg(square, facts.board).name


def last_egg(square: Square, board: Board) -> Square:
    """The nearest square behind where a proof is won, else the départ."""
    behind = board.squares[: square.number - 1]
    return next((each for each in reversed(behind) if each.gives_egg), board.squares[0])


def pile_game(item: model.Item, facts: FactFormatter) -> str:
    """The row « au jeu » of a drawn card."""
    t = facts.words
    if isinstance(item, model.ProblemItem):
        return t("game.problem")
    if isinstance(item, model.Question):
        return t("game.question") if can_win(item) else t("game.debate")
    if isinstance(item, model.Recourse):
        return t("game.trace" if leaves_trace(item) else "game.recourse")
    if isinstance(item, model.Space):
        return t("game.space")
    return t("game.idea") if is_idea(item) else t("game.read")
