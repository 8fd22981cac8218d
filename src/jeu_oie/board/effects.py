"""What happens on a square, in the few words of its foot line and of its card's row « au jeu » (game.md)."""

from collections.abc import Callable, Mapping

from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.preset import Abandon, Preset
from jeu_oie.board.squares import Square
from jeu_oie.circuit.model import (
    OUT,
    Adopted,
    Item,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    SetbackItem,
    Shortcut,
    Space,
    Step,
)

Told = Callable[[Square, Facts], str]


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


def where(name: str | None, facts: Facts) -> str:
    """« case 12 », « l'arrivée », or that nobody knows."""
    if name is None:
        return facts.words("where.unknown", unknown=facts.unknown)
    if name == facts.board.squares[-1].name:
        return facts.words("where.finish")
    return facts.words("where.square", name=name)


def towards(name: str | None, facts: Facts) -> str:
    """« à la case 12 », « à l'arrivée »."""
    if name == facts.board.squares[-1].name:
        return facts.words("towards.finish")
    return facts.words("towards.square", name=name)


def closed_target(square: Square, facts: Facts) -> str:
    """Where a closed file sends whoever shows an egg; départ for all where the preset's ``abandon`` says so."""
    return "1" if facts.board.preset.abandon is Abandon.START else nearest_trace(square, facts)


def nearest_trace(square: Square, facts: Facts) -> str:
    """The nearest square behind that gives a trace, where a closed file sends whoever shows an egg; else départ."""
    behind = facts.board.squares[: square.number - 1]
    return next((each.name for each in reversed(behind) if each.gives_trace), "1")


# --- foot line -------------------------------------------------------------------------------------------


def effect_of(square: Square, facts: Facts) -> str:
    """What happens on a square, in the few words of its foot line."""
    told = EFFECTS.get(square.kind)
    return told(square, facts) if told else facts.words(f"effect.{square.kind}")


def practice_effect(square: Square, facts: Facts) -> str:
    return facts.words("effect.idea") if is_idea(square.item) else facts.words("effect.practice")


def shortcut_effect(square: Square, facts: Facts) -> str:
    outside = isinstance(square.item, Shortcut) and square.item.to == OUT
    return facts.words("where.out") if outside else where(square.target, facts)


def detour_effect(square: Square, facts: Facts) -> str:
    return where(square.target, facts) if square.target else facts.words("effect.detour-told")


def back_effect(square: Square, facts: Facts) -> str:
    return where(square.target, facts)


def wait_effect(square: Square, facts: Facts) -> str:
    turns = wait_turns(square.item, facts.board.preset)
    return facts.words.count("effect.turns", turns) if turns else facts.words("effect.no-wait")


def trap_effect(square: Square, facts: Facts) -> str:
    return facts.words.count("effect.turns", facts.board.preset.trap)


def question_effect(square: Square, facts: Facts) -> str:
    return facts.words("effect.question") if can_win(square.item) else facts.words("effect.debate")


def closed_effect(square: Square, facts: Facts) -> str:
    start = closed_target(square, facts) == "1"
    return facts.words("effect.closed-start") if start else facts.words("effect.closed")


EFFECTS: Mapping[Kind, Told] = {
    Kind.PRACTICE: practice_effect,
    Kind.SHORTCUT: shortcut_effect,
    Kind.DETOUR: detour_effect,
    Kind.BACK: back_effect,
    Kind.WAIT: wait_effect,
    Kind.SILENCE: trap_effect,
    Kind.BLOCKED: trap_effect,
    Kind.QUESTION: question_effect,
    Kind.CLOSED: closed_effect,
}


# --- row « au jeu » --------------------------------------------------------------------------------------


def game_of(square: Square, facts: Facts) -> str:
    """The row « au jeu »: what happens, in a short sentence; empty on a step that gives nothing."""
    told = GAMES.get(square.kind)
    return told(square, facts) if told else facts.words(f"game.{square.kind}")


def step_game(square: Square, facts: Facts) -> str:
    """What a step gives: an egg for a trace (not the first, at the start), a line to write where it is missing."""
    if isinstance(square.item, Step) and square.item.missing:
        return facts.words("game.blank")
    return facts.words("game.trace") if square.gives_trace and square.kind is Kind.STEP else ""


def practice_game(square: Square, facts: Facts) -> str:
    return facts.words("game.idea") if is_idea(square.item) else facts.words("game.practice")


def shortcut_game(square: Square, facts: Facts) -> str:
    """A shortcut to « out » or unknown costs a turn and stays; without problems whoever lands there crosses."""
    if square.target is None:
        return facts.words("game.stay")
    if facts.board.circuit.problems:
        return facts.words("game.shortcut", where=where(square.target, facts))
    return facts.words("game.go", where=towards(square.target, facts))


def detour_game(square: Square, facts: Facts) -> str:
    return back_game(square, facts) if square.target else facts.words("game.detour-told")


def back_game(square: Square, facts: Facts) -> str:
    return facts.words("game.go", where=towards(square.target, facts))


def wait_game(square: Square, facts: Facts) -> str:
    turns = wait_turns(square.item, facts.board.preset)
    return facts.words.count("game.wait", turns) if turns else facts.words("game.read")


def trap_game(square: Square, facts: Facts) -> str:
    return facts.words.count(f"game.{square.kind}", facts.board.preset.trap)


def closed_game(square: Square, facts: Facts) -> str:
    target = closed_target(square, facts)
    return facts.words("game.closed-start") if target == "1" else facts.words("game.closed", where=where(target, facts))


def question_game(square: Square, facts: Facts) -> str:
    return facts.words("game.question") if can_win(square.item) else facts.words("game.debate")


GAMES: Mapping[Kind, Told] = {
    Kind.START: step_game,
    Kind.STEP: step_game,
    Kind.BLANK: step_game,
    Kind.PRACTICE: practice_game,
    Kind.SHORTCUT: shortcut_game,
    Kind.DETOUR: detour_game,
    Kind.BACK: back_game,
    Kind.WAIT: wait_game,
    Kind.SILENCE: trap_game,
    Kind.BLOCKED: trap_game,
    Kind.CLOSED: closed_game,
    Kind.QUESTION: question_game,
}


def pile_game(item: Item, facts: Facts) -> str:
    """The row « au jeu » of a drawn card."""
    t = facts.words
    if isinstance(item, (Question, ProblemItem)):
        return t("game.question") if can_win(item) else t("game.debate")
    if isinstance(item, Recourse):
        return t("game.recourse")
    if isinstance(item, Space):
        return t("game.space")
    return t("game.idea") if is_idea(item) else t("game.read")
