"""The circuit itself: départ, steps, steps to fill in, arrival."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jeu_oie.circuit.model import Step
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import (
    Group,
    KindSpec,
    Painting,
    RankedBoard,
    no_sentence,
    same_landing,
    same_rules,
    same_sentence,
)
from jeu_oie.game.kinds.landing import EGG, READ, Ask, Effect, Landing, Outcome, Reason, always
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

CHEQUERS = Pattern(4, 4, '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>')


def give_egg(source: RankedBoard, square: Square) -> Landing:
    """A trace gives an egg; the départ never does: teams start without its egg."""
    return open_door(source, square, EGG if square.gives_egg else READ)


def read_start(source: RankedBoard, square: Square) -> Landing:
    return open_door(source, square, READ)


def open_door(source: RankedBoard, square: Square, landing: Landing) -> Landing:
    """What the step does, and the way to the arrival where the matter often ends there."""
    if not square.has_door:
        return landing
    stays = landing.ways[Outcome.NONE]
    leaves = replace(stays, to=source.ranks[source.board.squares[-1].name], why=Reason.EXIT)
    return Landing({Outcome.LEAVES: leaves, Outcome.STAYS: stays}, Ask.DOOR)


def tell_step(square: Square, facts: FactFormatter) -> str:
    """What a step gives: an egg for a trace (not the first, at the start), a line to write where it is missing."""
    if isinstance(square.item, Step) and square.item.missing:
        return facts.words("game.blank")
    egg = facts.words("game.trace") if square.gives_egg and square.kind is Kind.STEP else ""
    door = facts.words("game.door") if square.has_door else ""
    return facts.words("game.both", one=egg, other=door) if egg and door else egg or door


def step_rules(board: Board, _: Sequence[Square], t: Catalog) -> Iterator[str]:
    """Where one stops and reads and takes a proof stands in the lines that hold for all."""
    if board.has_door:
        yield from map(t, ("rules.step.door", "rules.step.door.exact", "rules.reads"))


START = KindSpec(
    kind=Kind.START,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="goose-letter",
    legend=0,
    group=Group.STEP,
    landing=read_start,
    effect=no_sentence,
    game=tell_step,
    rules=same_rules(),
    painting=Painting.START,
    step=True,
)

STEP = KindSpec(
    kind=Kind.STEP,
    band="#1D3460",
    share=0,
    pattern=Pattern(40, 40, ""),
    pictogram="actor-none",
    legend=1,
    group=Group.STEP,
    landing=give_egg,
    effect=no_sentence,
    game=tell_step,
    rules=step_rules,
    step=True,
)

BLANK = KindSpec(
    kind=Kind.BLANK,
    band="#FFFFFF",
    share=0,
    pattern=Pattern(4, 4, ""),
    pictogram="pencil",
    legend=14,
    group=Group.STEP,
    landing=same_landing(READ),
    effect=same_sentence("effect.blank"),
    game=tell_step,
    rules=same_rules("rules.write"),
    painting=Painting.FIELD,
    step=True,
)

FINISH = KindSpec(
    kind=Kind.FINISH,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="house",
    legend=0,
    group=Group.SQUARE,
    landing=same_landing(always(Effect(arrived=True))),
    effect=no_sentence,
    game=no_sentence,
    rules=same_rules(),
    painting=Painting.FINISH,
)
