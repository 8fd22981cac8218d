"""What a square or a card shows besides its words: pictogram, second line of the band, foot line."""

from functools import singledispatch

from jeu_oie.board.effects import is_idea
from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.squares import Square
from jeu_oie.circuit.model import (
    NONE,
    Advice,
    Fact,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    Space,
    Step,
)


def pictogram_of(square: Square) -> str:
    """The pictogram of a square: its kind's, or for a step that of its channel, else of its actor."""
    item = square.item
    if square.kind is Kind.STEP and isinstance(item, Step):
        if item.channels and item.channels[0].kind:
            return f"channel-{item.channels[0].kind}"
        first = item.actor[0] if item.actor else ""
        return {"tenant": "actor-tenant", "landlord": "actor-landlord", "": "actor-none"}.get(first, "actor-other")
    return KINDS[square.kind].pictogram


def second_of(square: Square, facts: FactFormatter) -> str:
    """The second line of a band: who acts in a step, else the old name."""
    if isinstance(square.item, Step):
        return facts.actors(square.item.actor)
    if isinstance(square.item, Practice) and is_idea(square.item):
        return facts.words(f"adopted.{square.item.adopted}")
    if KINDS[square.kind].old_name and facts.board.preset.old_names:
        return facts.words(f"old-name.{square.kind}")
    return ""


def foot_of(square: Square, facts: FactFormatter) -> tuple[str, str]:
    """The foot line of a square and its pictogram: the trace of a step, else what happens."""
    item = square.item
    if isinstance(item, Step) and not item.missing:
        if item.trace is None:
            return facts.unknown, "egg-unknown"
        return (facts.words("trace.none"), "egg-none") if item.trace == NONE else (item.trace, "egg")
    if isinstance(item, Step):
        return "", ""
    effect = KINDS[square.kind].effect(square, facts)
    if KINDS[square.kind].old_name and facts.board.preset.old_names and not is_idea(item):
        return facts.words("foot.old", name=facts.words(f"old-name.{square.kind}.foot"), effect=effect), ""
    return effect[:1].upper() + effect[1:], ""


@singledispatch
def pile_kind(item: object) -> tuple[Kind, str, str]:
    """Kind (for the colours), word and pictogram of a pile card."""
    raise TypeError(type(item))


@pile_kind.register
def _(item: Question) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "question" if item.right is not None else "debate", "question"


@pile_kind.register
def _(item: ProblemItem) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "problem", "wrench"


@pile_kind.register
def _(item: Fact) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "fact", "info"


@pile_kind.register
def _(item: Advice) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "advice", "tip"


@pile_kind.register
def _(item: Recourse) -> tuple[Kind, str, str]:
    return Kind.RECOURSE, "recourse", "signpost"


@pile_kind.register
def _(item: Space) -> tuple[Kind, str, str]:
    return Kind.SPACE, "space", "people"


@pile_kind.register
def _(item: Practice) -> tuple[Kind, str, str]:
    return Kind.PRACTICE, "practice", "goose-dashed" if is_idea(item) else "goose"
