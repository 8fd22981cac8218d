"""An urgency: a bridge over part of the circuit."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import OUT, Shortcut
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.steps import TAKEN
from jeu_oie.game.kinds.traits import Act, Outcome, Played, RankedBoard, Reason, Traits
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter, towards, where
from jeu_oie.messages import Catalog


def cross(source: RankedBoard, square: Square) -> Played:
    """To « out » or unknown it costs a turn and stays; without problems whoever lands there crosses."""
    if square.target is None:
        return Played(Act.LOSE, turns=1)
    to, problems = source.ranks[square.target], source.board.circuit.problems
    if not problems:
        return Played(Act.GO, to, Reason.BRIDGE)
    assert isinstance(square.item, Shortcut)
    urgent = sum(each.urgency == square.item.id for each in problems) / len(problems)
    ways = {Outcome.CROSSES: urgent, Outcome.STAYS: 1 - urgent}
    if source.board.squares[to].has_door:  # whoever crosses lands there: another choice
        ways |= {Outcome.CROSSES: urgent * (1 - TAKEN), Outcome.LEAVES: urgent * TAKEN}
    return Played(Act.BRIDGE, to, Reason.BRIDGE, chances=ways)


def name_effect(square: Square, facts: FactFormatter) -> str:
    outside = isinstance(square.item, Shortcut) and square.item.to == OUT
    return facts.words("where.out") if outside else where(square.target, facts)


def tell_game(square: Square, facts: FactFormatter) -> str:
    """A shortcut to « out » or unknown costs a turn and stays; without problems whoever lands there crosses."""
    if square.target is None:
        return facts.words("game.stay")
    if facts.board.circuit.problems:
        return facts.words("game.shortcut", where=where(square.target, facts))
    return facts.words("game.go", where=towards(square.target, facts))


def list_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    if any(square.target for square in squares):
        if board.circuit.problems:
            yield t("rules.shortcut.draw")
            yield t("rules.shortcut.urgent")
            yield t("rules.shortcut.else")
        else:
            yield t("rules.shortcut.cross")
    if not all(square.target for square in squares):
        yield t("rules.shortcut.stay")


SHORTCUT = Traits(
    kind=Kind.SHORTCUT,
    band="#007AB6",
    share=0.13,
    pattern=Pattern(4, 2, '<path d="M0 1h4"/>'),
    pictogram="bridge",
    legend=4,
    sort="shortcut",
    act=cross,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
    old_name=True,
    arrow=True,
    sends=True,
)
