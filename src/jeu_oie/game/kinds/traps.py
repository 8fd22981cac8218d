"""What holds a pawn up or turns it aside: the old game's inn, well and labyrinth, and what a file meets besides."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import Detour
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.traits import Act, Play, Played, RankedBoard, Reason, Rules, Traits, rule
from jeu_oie.game.preset import Abandon
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter, closed_target, towards, wait_turns, where
from jeu_oie.messages import Catalog

UNDRAWN_MOST = 3  # turns lost on a detour that is told on its card, one a step (game.md, rule 6)
DOT = '<circle cx="{0}" cy="{0}" r=".35" fill="currentColor" stroke="none"/>'


# --- waiting ---------------------------------------------------------------------------------------------


def wait(source: RankedBoard, square: Square) -> Played:
    turns = wait_turns(square.item, source.preset)
    return Played(Act.LOSE, turns=turns) if turns else Played()


def name_wait(square: Square, facts: FactFormatter) -> str:
    turns = wait_turns(square.item, facts.board.preset)
    return facts.words.count("effect.turns", turns) if turns else facts.words("effect.no-wait")


def tell_wait(square: Square, facts: FactFormatter) -> str:
    turns = wait_turns(square.item, facts.board.preset)
    return facts.words.count("game.wait", turns) if turns else facts.words("game.read")


def wait_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    turns = {wait_turns(square.item, board.preset) for square in squares}
    yield t("rules.wait.several") if len(turns) > 1 else t.count("rules.wait", *turns)


WAIT = Traits(
    kind=Kind.WAIT,
    band="#E88000",
    share=0.17,
    pattern=Pattern(3, 3, DOT.format(0.75) + DOT.format(2.25)),
    pictogram="hourglass",
    legend=6,
    sort="setback",
    act=wait,
    effect=name_wait,
    game=tell_wait,
    rules=wait_rules,
    old_name=True,
    knob="skip",
)


# --- held until somebody helps -----------------------------------------------------------------------------


def hold(act: Act) -> Play:
    return lambda source, _: Played(act, turns=source.preset.trap)


def name_trap(_: Square, facts: FactFormatter) -> str:
    return facts.words.count("effect.turns", facts.board.preset.trap)


def tell_trap(square: Square, facts: FactFormatter) -> str:
    return facts.words.count(f"game.{square.kind}", facts.board.preset.trap)


def trap_rules(freed: str) -> Rules:
    """How long one waits, and by what one is ``freed``."""
    return lambda board, _, t: iter((t.count("rules.wait", board.preset.trap), t(freed)))


SILENCE = Traits(
    kind=Kind.SILENCE,
    band="#A8B9C8",
    share=0.24,
    pattern=Pattern(6, 3, '<path d="M0 1.5q1.5-1.6 3 0t3 0"/>'),
    pictogram="well",
    legend=7,
    sort="setback",
    act=hold(Act.SILENCE),
    effect=name_trap,
    game=tell_trap,
    rules=trap_rules("rules.silence.egg"),
    old_name=True,
    knob="trap",
)

BLOCKED = Traits(
    kind=Kind.BLOCKED,
    band="#5B3C22",
    share=0.14,
    pattern=Pattern(2.6, 4, '<path d="M1.3 0v4" stroke-width=".7"/>'),
    pictogram="bars",
    legend=9,
    sort="setback",
    act=hold(Act.BLOCKED),
    effect=name_trap,
    game=tell_trap,
    rules=trap_rules("rules.blocked.recourse"),
    knob="trap",
)


# --- sent elsewhere ----------------------------------------------------------------------------------------


def turn_aside(source: RankedBoard, square: Square) -> Played:
    """Onto the side track at once; where it is told on its card, a turn is lost for each of its steps."""
    if square.target is not None:
        return Played(Act.GO, source.ranks[square.target], Reason(square.kind.value))
    assert isinstance(square.item, Detour)
    return Played(Act.LOSE, turns=min(UNDRAWN_MOST, len(square.item.steps)))


def name_detour(square: Square, facts: FactFormatter) -> str:
    return where(square.target, facts) if square.target else facts.words("effect.detour-told")


def tell_detour(square: Square, facts: FactFormatter) -> str:
    return tell_back(square, facts) if square.target else facts.words("game.detour-told")


def detour_rules(_: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    """Those of one kind of detour: the words of its own, then what holds for every side track."""
    if any(square.target for square in squares):
        yield t(f"rules.{squares[0].kind}")
        yield t("rules.detour.after")
    if any(square.target is None for square in squares):
        yield t("rules.detour.told")


def go_back(source: RankedBoard, square: Square) -> Played:
    assert square.target is not None
    return Played(Act.GO, source.ranks[square.target], Reason.BACK)


def name_back(square: Square, facts: FactFormatter) -> str:
    return where(square.target, facts)


def tell_back(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.go", where=towards(square.target, facts))


def close_file(source: RankedBoard, square: Square) -> Played:
    return Played(Act.CLOSED, source.ranks[closed_target(square, source.facts)], Reason.CLOSED)


def name_closed(square: Square, facts: FactFormatter) -> str:
    start = closed_target(square, facts) == "1"
    return facts.words("effect.closed-start") if start else facts.words("effect.closed")


def tell_closed(square: Square, facts: FactFormatter) -> str:
    target = closed_target(square, facts)
    return facts.words("game.closed-start") if target == "1" else facts.words("game.closed", where=where(target, facts))


def closed_rules(board: Board, _: Sequence[Square], t: Catalog) -> Iterator[str]:
    if board.preset.abandon is Abandon.TRACE:
        yield t("rules.closed.egg")
        yield t("rules.closed.none")
    else:
        yield t("rules.closed.start")


DETOUR = Traits(
    kind=Kind.DETOUR,
    band="#5B3AA6",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M0 2h4M2 0v4"/>'),
    pictogram="maze",
    legend=8,
    sort="detour",
    act=turn_aside,
    effect=name_detour,
    game=tell_detour,
    rules=detour_rules,
    old_name=True,
    sends=True,
)

BACK = Traits(
    kind=Kind.BACK,
    band="#CC2C06",
    share=0.13,
    pattern=Pattern(3, 3, '<path d="M0 3l3-3M-.5.5l1-1M2.5 3.5l1-1"/>'),
    pictogram="back",
    legend=11,
    sort="setback",
    act=go_back,
    effect=name_back,
    game=tell_back,
    rules=rule("rules.back"),
    arrow=True,
    sends=True,
)

CLOSED = Traits(
    kind=Kind.CLOSED,
    band="#232323",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M1 1l2 2M3 1l-2 2"/>'),
    pictogram="folder",
    legend=10,
    sort="setback",
    act=close_file,
    effect=name_closed,
    game=tell_closed,
    rules=closed_rules,
    dark=True,
    knob="abandon",
)

TRAPS = (WAIT, SILENCE, DETOUR, BLOCKED, BACK, CLOSED)
