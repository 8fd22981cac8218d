"""The circuit itself: départ, steps, steps to fill in, arrival, and the time between them."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import Step
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.traits import Act, Outcome, Played, RankedBoard, Reason, Traits, do, rule, say, say_nothing
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

CHEQUERS = Pattern(4, 4, '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>')


# A door is a choice: an attentive team always takes it (game.md, « The eye »), the others do half of the time.
CARE = 0.7
TAKEN = CARE + (1 - CARE) / 2


def give_egg(source: RankedBoard, square: Square) -> Played:
    """A trace gives an egg; the départ never does: teams start without its egg."""
    return open_door(source, square, Act.EGG if square.gives_trace else Act.READ)


def read_start(source: RankedBoard, square: Square) -> Played:
    return open_door(source, square, Act.READ)


def open_door(source: RankedBoard, square: Square, act: Act) -> Played:
    """What the step does, and the way to the arrival where the matter often ends there."""
    if not square.has_door:
        return Played(act)
    arrival = source.ranks[source.board.squares[-1].name]
    return Played(act, arrival, Reason.EXIT, chances={Outcome.LEAVES: TAKEN, Outcome.STAYS: 1 - TAKEN}, door=True)


def tell_step(square: Square, facts: FactFormatter) -> str:
    """What a step gives: an egg for a trace (not the first, at the start), a line to write where it is missing."""
    if isinstance(square.item, Step) and square.item.missing:
        return facts.words("game.blank")
    egg = facts.words("game.trace") if square.gives_trace and square.kind is Kind.STEP else ""
    door = facts.words("game.door") if square.has_door else ""
    return facts.words("game.both", one=egg, other=door) if egg and door else egg or door


def step_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    yield t("rules.step")
    if any(square.gives_trace for square in squares):
        yield t("rules.step.egg")
    if board.has_door:
        yield t("rules.step.door")
        yield t("rules.step.door.why")
        yield t("rules.step.door.read")


START = Traits(
    kind=Kind.START,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="goose-letter",
    legend=0,
    sort="step",
    act=read_start,
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
