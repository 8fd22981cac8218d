"""The circuit itself: départ, steps, steps to fill in, arrival, and the time between them."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import Step
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.traits import Act, Played, RankedBoard, Traits, do, rule, say, say_nothing
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

CHEQUERS = Pattern(4, 4, '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>')


def give_egg(_: RankedBoard, square: Square) -> Played:
    """A trace gives an egg; the départ never does: teams start without its egg."""
    return Played(Act.EGG) if square.gives_trace else Played()


def tell_step(square: Square, facts: FactFormatter) -> str:
    """What a step gives: an egg for a trace (not the first, at the start), a line to write where it is missing."""
    if isinstance(square.item, Step) and square.item.missing:
        return facts.words("game.blank")
    return facts.words("game.trace") if square.gives_trace and square.kind is Kind.STEP else ""


def step_rules(_: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    yield t("rules.step")
    if any(square.gives_trace for square in squares):
        yield t("rules.step.egg")


START = Traits(
    kind=Kind.START,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="goose-letter",
    legend=0,
    sort="step",
    act=do(Act.READ),
    effect=say_nothing,
    game=tell_step,
    rules=rule(),
    painter="start",
    step=True,
)

STEP = Traits(
    kind=Kind.STEP,
    band="#1D3460",
    share=0,
    pattern=Pattern(40, 40, ""),
    pictogram="actor-none",
    legend=1,
    sort="step",
    act=give_egg,
    effect=say_nothing,
    game=tell_step,
    rules=step_rules,
    step=True,
)

BLANK = Traits(
    kind=Kind.BLANK,
    band="#FFFFFF",
    share=0,
    pattern=Pattern(4, 4, ""),
    pictogram="pencil",
    legend=14,
    sort="step",
    act=do(Act.READ),
    effect=say("effect.blank"),
    game=tell_step,
    rules=rule("rules.blank"),
    painter="blank",
    step=True,
)

TIME = Traits(
    kind=Kind.TIME,
    band="#F8D8AD",
    share=0.38,
    pattern=Pattern(3, 3, '<path d="M1.5 1.5v.01" stroke-linecap="round"/>'),
    pictogram="calendar",
    legend=2,
    sort="square",
    act=do(Act.READ),
    effect=say_nothing,
    game=say_nothing,
    rules=rule("rules.time"),
    painter="time",
    short_word=True,
)

FINISH = Traits(
    kind=Kind.FINISH,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="house",
    legend=0,
    sort="square",
    act=do(Act.ARRIVE),
    effect=say_nothing,
    game=say_nothing,
    rules=rule(),
    painter="finish",
)
