"""How a kit's sheets look: in which ink, how large, in the colours of its board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jeu_oie.game.preset import Palette


class Ink(StrEnum):
    """In what a sheet is printed: in colour; in black and patterns; in black and greys, told of a sheet of text."""

    COLOUR = "colour"
    SAVER = "saver"
    BLACK = "black"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a sheet looks. ``kinds``: kind of square → its colours (``band``, ``body``, ``text``)."""

    ink: Ink = Ink.COLOUR
    large: bool = False
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def look_of(palette: Palette, *, large: bool, black: bool = False) -> Look:
    """The look of a kit's sheets; ``black``: of a sheet of text, in black ink."""
    kinds = {
        kind.value: {"band": each.band, "body": each.body, "text": each.text} for kind, each in palette.kinds.items()
    }
    ink = Ink.SAVER if palette.saver else Ink.BLACK if black else Ink.COLOUR
    return Look(ink=ink, large=large, kinds=kinds)
