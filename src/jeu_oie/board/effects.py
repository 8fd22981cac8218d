"""What happens on a square, in the few words of its foot line and of its card's row « au jeu » (game.md)."""

from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.preset import Preset
from jeu_oie.board.squares import Square
from jeu_oie.circuit.model import Adopted, Item, Practice, ProblemItem, Question, SetbackItem


def is_idea(item: Item | None) -> bool:
    """A practice that this landlord has not adopted (yet): no move, only something to discuss."""
    return isinstance(item, Practice) and item.adopted is not Adopted.TRUE


def wait_turns(item: Item | None, preset: Preset) -> int:
    """Turns lost on a wait: 1, or 2 if the delay exceeds 10 days (game.md), never more than the preset's ``skip``."""
    delay = item.delay if isinstance(item, SetbackItem) else None
    long = delay is not None and delay.announced is not None and delay.announced.days > 10
    return min(2 if long else 1, preset.skip)


def where(name: str | None, facts: Facts) -> str:
    """« case 12 », « l'arrivée », or that nobody knows."""
    if name is None:
        return facts.words("where.unknown", unknown=facts.unknown)
    if name == facts.board.squares[-1].name:
        return facts.words("where.finish")
    return facts.words("where.square", name=name)


def effect_of(square: Square, facts: Facts) -> str:
    """What happens on a square, in the few words of its foot line."""
    t, preset = facts.words, facts.board.preset
    match square.kind:
        case Kind.PRACTICE:
            return t("effect.idea") if is_idea(square.item) else t("effect.practice")
        case Kind.DETOUR if square.target is None:
            return t("effect.detour-told")
        case Kind.SHORTCUT | Kind.DETOUR | Kind.BACK:
            return where(square.target, facts)
        case Kind.WAIT:
            return t.count("effect.turns", wait_turns(square.item, preset))
        case Kind.SILENCE | Kind.BLOCKED:
            return t.count("effect.turns", preset.trap)
        case Kind.QUESTION:
            return t("effect.question") if can_win(square.item) else t("effect.debate")
        case kind:
            return t(f"effect.{kind}")


def can_win(item: Item | None) -> bool:
    """Only a card with ``right``, or a problem with a stated ``urgency`` or ``charge``, can win a throw."""
    match item:
        case Question(right=right):
            return right is not None
        case ProblemItem(urgency=urgency, charge=charge):
            return urgency is not None or charge is not None
        case _:
            return False


def game_of(square: Square, facts: Facts) -> str:
    """The row « au jeu »: what happens, in a short sentence; empty on a step that gives nothing."""
    t, preset = facts.words, facts.board.preset
    match square.kind:
        case Kind.STEP | Kind.START if square.gives_trace and square.kind is Kind.STEP:
            return t("game.trace")
        case Kind.STEP | Kind.START:
            return ""
        case Kind.PRACTICE:
            return t("game.idea") if is_idea(square.item) else t("game.practice")
        case Kind.SHORTCUT:
            return shortcut_game(square, facts)
        case Kind.DETOUR if square.target is None:
            return t("game.detour-told")
        case Kind.DETOUR | Kind.BACK:
            return t("game.go", where=where(square.target, facts))
        case Kind.WAIT:
            return t.count("game.wait", wait_turns(square.item, preset))
        case Kind.SILENCE | Kind.BLOCKED:
            return t.count(f"game.{square.kind}", preset.trap)
        case Kind.CLOSED:
            return t("game.closed", where=where(nearest_trace(square, facts), facts))
        case Kind.QUESTION:
            return t("game.question") if can_win(square.item) else t("game.debate")
        case kind:
            return t(f"game.{kind}")


def shortcut_game(square: Square, facts: Facts) -> str:
    t = facts.words
    if square.target is None:
        return t("game.stay")
    key = "game.shortcut" if facts.board.circuit.problems else "game.go"
    return t(key, where=where(square.target, facts))


def nearest_trace(square: Square, facts: Facts) -> str:
    """The nearest square behind that gives a trace, where a closed file sends whoever shows an egg; else départ."""
    behind = facts.board.squares[: square.number - 1]
    return next((each.name for each in reversed(behind) if each.gives_trace), "1")
