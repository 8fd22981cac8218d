"""What an item and its square mean in the game, whatever the kind (game.md)."""

import re

from jeu_oie.circuit import model
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog


def is_idea(item: model.Item | None) -> bool:
    """A practice that this landlord has not adopted (yet): no move, only something to discuss."""
    return isinstance(item, model.Practice) and item.adopted is not model.Adopted.TRUE


def is_known_step(item: model.Item | None) -> bool:
    return isinstance(item, model.Step) and not item.missing


def is_landlord(who: str | None, circuit: model.Circuit, words: Catalog) -> bool:
    """Whether ``who`` is the landlord: by its names, or by the word for it (« Mon bailleur »)."""
    names = (
        words("actor.landlord"),
        circuit.landlord.name,
        circuit.landlord.short or "",
        circuit.landlord.formerly or "",
    )
    said = plain(who or "")
    return any(re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", said) for name in names if name)


def is_asked_of_landlord(item: model.Recourse, circuit: model.Circuit, words: Catalog) -> bool:
    """Whether a recourse is a letter to the landlord, and no help: where it names nobody its title tells."""
    return is_landlord(item.who or item.title, circuit, words)


def can_win(item: model.Item | None) -> bool:
    """Whether a card asks what one knows: a quiz, and not a debate."""
    return isinstance(item, model.Question) and item.right is not None


def where(name: str | None, facts: FactFormatter) -> str:
    """« case 12 », « l'arrivée », or that nobody knows."""
    if name is None:
        return facts.words("where.unknown", unknown=facts.unknown)
    if name == facts.board.squares[-1].name:
        return facts.words("where.finish")
    return facts.words("where.square", name=name)


def tell_card(item: model.Item, t: Catalog) -> str:
    """What is done with a card of the pile, in the words of the lines."""
    match item:
        case model.Question():
            return t("line.quiz" if can_win(item) else "line.debate")
        case model.ProblemItem():
            return t("line.keep")
        case model.Recourse() | model.Space():
            return t("line.help")
        case _:
            return t("line.card.fact")
