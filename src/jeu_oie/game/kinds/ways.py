"""Side tracks that are no labyrinth: another way to the same end, a right that one uses (``label`` of a detour)."""

from dataclasses import replace

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group
from jeu_oie.game.kinds.traps import DETOUR

WAY = replace(DETOUR, old_name=False)

OTHER_WAY = replace(
    WAY,
    kind=Kind.OTHER_WAY,
    band="#9A7DE8",
    share=0.2,
    pattern=Pattern(4, 4, '<path d="M0 1.2l2 1.6 2-1.6"/>'),
    pictogram="fork",
    group=Group.OTHER_WAY,
)

RIGHT = replace(
    WAY,
    kind=Kind.RIGHT,
    band="#A6D9C8",
    share=0.3,
    pattern=Pattern(4, 4, '<path d="M1 1h2v2h-2z"/>'),
    pictogram="scales",
    group=Group.RIGHT,
)

WAYS = (OTHER_WAY, RIGHT)
