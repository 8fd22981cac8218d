"""Ways that leave the main track: an urgency, a case out of the circuit, another way to the same end, a right."""

from dataclasses import replace

from jeu_oie.circuit.model import Shortcut
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, same_landing
from jeu_oie.game.kinds.landing import Landing
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter


def cross(source: RankedBoard, square: Square) -> Landing:
    """Whose réclamation is as urgent crosses; out of the circuit, or to nobody knows where: as many squares again."""
    to = source.rank_of(square.target)
    return Landing(box=True, opened=True, level=source.board.level_of(square) - 1, bridge=to, again=to is None)


def tell_urgency(square: Square, facts: FactFormatter) -> str:
    """« Réclamation urgente, niveau 1 ou 2 : allez case 14. »"""
    assert isinstance(square.item, Shortcut)
    levels = facts.words("line.or").join(map(str, range(1, facts.board.level_of(square) + 1)))
    if square.target is None:
        return facts.words("line.urgent.out", levels=levels)
    return facts.words("line.urgent", levels=levels, to=square.target)


SHORTCUT = KindSpec(
    kind=Kind.SHORTCUT,
    band="#007AB6",
    share=0.13,
    pattern=Pattern(4, 2, '<path d="M0 1h4"/>'),
    pictogram="bridge",
    legend=4,
    group=Group.SHORTCUT,
    landing=cross,
    line=tell_urgency,
    arrow=True,
)


def tell_detour(square: Square, facts: FactFormatter) -> str:
    """Where the track is told on its card, that is only read."""
    if square.target is None:
        return facts.words("line.step")
    return f"{facts.words('line.step')} {facts.words('line.detour', name=square.target)}"


DETOUR = KindSpec(
    kind=Kind.DETOUR,
    band="#5B3AA6",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M0 2h4M2 0v4"/>'),
    pictogram="maze",
    legend=8,
    group=Group.DETOUR,
    landing=same_landing(Landing(box=True)),
    line=tell_detour,
)

OTHER_WAY = replace(
    DETOUR,
    kind=Kind.OTHER_WAY,
    band="#9A7DE8",
    share=0.2,
    pattern=Pattern(4, 4, '<path d="M0 1.2l2 1.6 2-1.6"/>'),
    pictogram="fork",
    group=Group.OTHER_WAY,
)

RIGHT = replace(
    OTHER_WAY,
    kind=Kind.RIGHT,
    band="#A6D9C8",
    share=0.3,
    pattern=Pattern(4, 4, '<path d="M1 1h2v2h-2z"/>'),
    pictogram="scales",
    group=Group.RIGHT,
)

WAYS = (SHORTCUT, DETOUR, OTHER_WAY, RIGHT)
