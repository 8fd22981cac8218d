"""What holds a pawn up or turns it aside: the old game's inn, well and labyrinth, and what a file meets besides."""

from collections.abc import Iterator, Sequence

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, same_landing, same_rules
from jeu_oie.game.kinds.landing import READ, WAIT_TURNS, Effect, Landing, Reason, always, unless_shown
from jeu_oie.game.meaning import closed_target, last_egg, towards, where
from jeu_oie.game.preset import TunedRule
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

DOT = '<circle cx="{0}" cy="{0}" r=".35" fill="currentColor" stroke="none"/>'


# --- waiting ---------------------------------------------------------------------------------------------


def name_wait(_: Square, facts: FactFormatter) -> str:
    return facts.words.count("effect.turns", WAIT_TURNS)


def tell_wait(_: Square, facts: FactFormatter) -> str:
    return facts.words.count("game.wait", WAIT_TURNS)


def wait_rules(_: Board, __: Sequence[Square], t: Catalog) -> Iterator[str]:
    yield t.count("rules.wait", WAIT_TURNS)


WAIT = KindSpec(
    kind=Kind.WAIT,
    band="#E88000",
    share=0.17,
    pattern=Pattern(3, 3, DOT.format(0.75) + DOT.format(2.25)),
    pictogram="hourglass",
    legend=6,
    group=Group.SETBACK,
    landing=same_landing(unless_shown(Effect(lost=WAIT_TURNS))),
    effect=name_wait,
    game=tell_wait,
    rules=wait_rules,
    old_name=True,
)


# --- held until somebody helps -----------------------------------------------------------------------------


def hold(source: RankedBoard, _: Square) -> Landing:
    return unless_shown(Effect(lost=source.preset.trap))


def name_trap(_: Square, facts: FactFormatter) -> str:
    return facts.words.count("effect.turns", facts.board.preset.trap)


def tell_trap(_: Square, facts: FactFormatter) -> str:
    return facts.words.count("game.wait", facts.board.preset.trap)


def trap_rules(board: Board, _: Sequence[Square], t: Catalog) -> Iterator[str]:
    yield t.count("rules.wait", board.preset.trap)


SILENCE = KindSpec(
    kind=Kind.SILENCE,
    band="#A8B9C8",
    share=0.24,
    pattern=Pattern(6, 3, '<path d="M0 1.5q1.5-1.6 3 0t3 0"/>'),
    pictogram="well",
    legend=7,
    group=Group.SETBACK,
    landing=hold,
    effect=name_trap,
    game=tell_trap,
    rules=trap_rules,
    old_name=True,
    rule=TunedRule.TRAP,
)

BLOCKED = KindSpec(
    kind=Kind.BLOCKED,
    band="#5B3C22",
    share=0.14,
    pattern=Pattern(2.6, 4, '<path d="M1.3 0v4" stroke-width=".7"/>'),
    pictogram="bars",
    legend=9,
    group=Group.SETBACK,
    landing=hold,
    effect=name_trap,
    game=tell_trap,
    rules=trap_rules,
    rule=TunedRule.TRAP,
)


# --- sent elsewhere ----------------------------------------------------------------------------------------


def turn_aside(source: RankedBoard, square: Square) -> Landing:
    """Onto the side track at once; where it is told on its card, that is only read."""
    if square.target is None:
        return READ
    return always(Effect(to=source.ranks[square.target], why=Reason(square.kind.value)))


def name_detour(square: Square, facts: FactFormatter) -> str:
    return where(square.target, facts) if square.target else facts.words("effect.detour-told")


def tell_detour(square: Square, facts: FactFormatter) -> str:
    if square.target is None:
        return facts.words("game.read")
    return facts.words("game.go", where=towards(square.target, facts))


def detour_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    """What holds on every side track; a kind of its own (``WAYS``) says no more."""
    drawn = [square for square in squares if square.target]
    if drawn:
        yield from map(t, ("rules.detour", "rules.detour.leaves"))
        ends = {track.entry for track in board.side_tracks if track.target == board.squares[-1].name}
        if any(square.number in ends for square in drawn):
            yield t("rules.detour.end")
        yield t("rules.detour.past")
    if len(drawn) < len(squares):
        yield t("rules.detour.told")


def go_back(source: RankedBoard, square: Square) -> Landing:
    assert square.target is not None
    return unless_shown(Effect(to=source.ranks[square.target], why=Reason.BACK))


def name_back(square: Square, facts: FactFormatter) -> str:
    return where(square.target, facts)


def tell_back(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.back", where=towards(square.target, facts))


def close_file(source: RankedBoard, square: Square) -> Landing:
    """Back to the last egg square behind, else to the départ."""
    return unless_shown(Effect(to=source.ranks[last_egg(square, source.board).name], why=Reason.CLOSED))


def name_closed(square: Square, facts: FactFormatter) -> str:
    target = closed_target(square, facts)
    return facts.words("effect.closed-start") if target == "1" else where(target, facts)


def tell_closed(square: Square, facts: FactFormatter) -> str:
    target = closed_target(square, facts)
    if target == "1":
        return facts.words("game.closed-start")
    return facts.words("game.back", where=towards(target, facts))


def closed_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    back = {last_egg(square, board) for square in squares}
    if back != {board.squares[0]}:
        yield t("rules.closed")
    if board.squares[0] in back:
        yield t("rules.closed.none")
    if any(square.has_door for square in back):
        yield t("rules.closed.door")


DETOUR = KindSpec(
    kind=Kind.DETOUR,
    band="#5B3AA6",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M0 2h4M2 0v4"/>'),
    pictogram="maze",
    legend=8,
    group=Group.DETOUR,
    landing=turn_aside,
    effect=name_detour,
    game=tell_detour,
    rules=detour_rules,
    old_name=True,
    sends=True,
)

BACK = KindSpec(
    kind=Kind.BACK,
    band="#CC2C06",
    share=0.13,
    pattern=Pattern(3, 3, '<path d="M0 3l3-3M-.5.5l1-1M2.5 3.5l1-1"/>'),
    pictogram="back",
    legend=11,
    group=Group.SETBACK,
    landing=go_back,
    effect=name_back,
    game=tell_back,
    rules=same_rules("rules.back"),
    arrow=True,
    sends=True,
)

CLOSED = KindSpec(
    kind=Kind.CLOSED,
    band="#232323",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M1 1l2 2M3 1l-2 2"/>'),
    pictogram="folder",
    legend=10,
    group=Group.SETBACK,
    landing=close_file,
    effect=name_closed,
    game=tell_closed,
    rules=closed_rules,
    dark=True,
)

TRAPS = (WAIT, SILENCE, DETOUR, BLOCKED, BACK, CLOSED)
