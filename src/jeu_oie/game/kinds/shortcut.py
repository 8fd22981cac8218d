"""An urgency: a bridge over part of the circuit."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import OUT, Shortcut
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard
from jeu_oie.game.kinds.landing import NO_EFFECT, Ask, Effect, Landing, Outcome, Reason
from jeu_oie.game.meaning import where
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog


def cross(source: RankedBoard, square: Square) -> Landing:
    """Whose problem is as urgent crosses; where it leads out of the circuit, or nobody knows where, it throws again."""
    assert isinstance(square.item, Shortcut)
    to = None if square.target is None else source.ranks[square.target]
    crosses = Effect(again=True) if to is None else Effect(to=to, why=Reason.BRIDGE)
    level = source.board.circuit.shortcuts.index(square.item)
    return Landing({Outcome.CROSSES: crosses, Outcome.STAYS: NO_EFFECT}, Ask.URGENT, level)


def name_effect(square: Square, facts: FactFormatter) -> str:
    outside = isinstance(square.item, Shortcut) and square.item.to == OUT
    return facts.words("where.out") if outside else where(square.target, facts)


def tell_game(square: Square, facts: FactFormatter) -> str:
    """Where it leads out of the circuit, or nobody knows where, one throws again."""
    if square.target is None:
        return facts.words("game.stay")
    return facts.words("game.shortcut", where=where(square.target, facts))


def list_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    crossed = [square for square in squares if square.target]
    if crossed:
        yield t("rules.shortcut")
        yield t("rules.reads")
    if len(squares) > 1:
        yield t("rules.shortcut.levels", names=", ".join(square.name for square in most_urgent_first(board, squares)))
    if len(crossed) < len(squares):
        yield t("rules.shortcut.none")
    yield t("rules.shortcut.past")


def most_urgent_first(board: Board, squares: Sequence[Square]) -> list[Square]:
    """The file lists urgencies from the most to the least urgent, wherever they stand on the board."""
    ranks = {each.id: rank for rank, each in enumerate(board.circuit.shortcuts)}
    return sorted(squares, key=lambda square: ranks[square.item.id] if square.item else 0)


SHORTCUT = KindSpec(
    kind=Kind.SHORTCUT,
    band="#007AB6",
    share=0.13,
    pattern=Pattern(4, 2, '<path d="M0 1h4"/>'),
    pictogram="bridge",
    legend=4,
    group=Group.SHORTCUT,
    landing=cross,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
    old_name=True,
    arrow=True,
    sends=True,
)
