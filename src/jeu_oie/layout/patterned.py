"""An outline filled with the pattern of a kind: what tells kinds apart in black and white (``tokens.md``, Kinds)."""

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.layout.scene import Shape


def pattern_shape(path: str, kind: Kind, tint: str = "", *, shape_kind: str = "") -> Shape:
    """In ``tint`` (#RRGGBB), else in ink."""
    fill = f"pattern:{kind}:{tint}" if tint else f"pattern:{kind}"
    return Shape(path, fill, kind=shape_kind, pattern=KINDS[kind].pattern)
