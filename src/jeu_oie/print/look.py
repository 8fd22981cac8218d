"""How a kit's sheets look: in which ink, how large, in the colours of its board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jeu_oie.draw.logo import Logo
from jeu_oie.game.preset import Palette

LOGO_SIDE = 100.0  # of its longer side, in any unit
FADE = '<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter>'


class Ink(StrEnum):
    """In what a sheet is printed: in colour; in black and patterns; in black and greys, told of a sheet of text."""

    COLOUR = "colour"
    SAVER = "saver"
    BLACK = "black"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a sheet looks. ``kinds``: kind of square → its colours (``band``, ``body``, ``text``).

    ``logo``: the landlord's, as an SVG that holds it; empty without.
    """

    ink: Ink = Ink.COLOUR
    large: bool = False
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: str = ""


def look_of(palette: Palette, *, large: bool, black: bool = False, logo: Logo | None = None) -> Look:
    """The look of a kit's sheets; ``black``: of a sheet of text, in black ink."""
    kinds = {
        kind.value: {"band": each.band, "body": each.body, "text": each.text} for kind, each in palette.kinds.items()
    }
    ink = Ink.SAVER if palette.saver else Ink.BLACK if black else Ink.COLOUR
    return Look(ink=ink, large=large, kinds=kinds, logo=framed(logo, grey=ink is not Ink.COLOUR) if logo else "")


def framed(logo: Logo, *, grey: bool) -> str:
    """A PNG or SVG in an SVG, which alone a template takes from its content."""
    wide, high = logo.within(LOGO_SIDE, LOGO_SIDE)
    size = f'width="{wide:.2f}" height="{high:.2f}"'
    fade, faded = (FADE, 'filter="url(#grey)"') if grey else ("", "")
    drawn = f'{fade}<image {size} href="{logo.address}" {faded}/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.2f} {high:.2f}" {size}>{drawn}</svg>'
