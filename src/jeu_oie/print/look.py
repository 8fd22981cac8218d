"""How a kit's sheets look: in which ink, how large, in the colours of its board; how its cards stand on sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jeu_oie.draw.ink import CLAIM, WHITE, mix
from jeu_oie.draw.logo import Logo
from jeu_oie.game.association import Association
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Palette, Preset

LOGO_SIDE = 100.0  # of its longer side, in any unit
FADE = '<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter>'


class Ink(StrEnum):
    """In what a sheet is printed: in colour; in black and patterns; in black and greys, told of a sheet of text."""

    COLOUR = "colour"
    SAVER = "saver"
    BLACK = "black"


class Flip(StrEnum):
    """Along which edge the printer turns a sheet printed on both sides."""

    LONG = "long"
    SHORT = "short"


class CardsWay(StrEnum):
    """How a table's cards are printed: on both sides, on one side to fold, or as a booklet with nothing to cut."""

    DUPLEX = "duplex"
    FOLD = "fold"
    BOOKLET = "booklet"


MOST_SHIFT = 5.0  # mm either way that backs may be moved: as much bare paper as stands around a card


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a sheet looks. ``kinds``: kind of square, or « claim » → its colours (``band``, ``body``, ``text``).

    ``logo``: the landlord's, as an SVG that holds it; empty without. ``association``: hers, in greys, as it stands on
    pages in black ink too.
    """

    ink: Ink = Ink.COLOUR
    large: bool = False
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: str = ""
    association: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLook(Look):
    """How sheets of cards look besides.

    ``side``: their fronts alone, or their backs; « alone »: a front a page, to be looked at; « trial »: nothing, but it
    is tried whether each front finds room. ``part``: the first sheet, from 0, and the one before which it ends, if not
    after the last.

    ``shift_mm``: by how much the printer shifts what stands on a back, to the right and down on its own page; drawn
    that much to the left and up, backs come out behind their fronts.
    """

    way: CardsWay = CardsWay.DUPLEX
    flip: Flip = Flip.LONG
    shift_mm: tuple[float, float] = (0, 0)
    side: str = ""
    part: tuple[int, ...] = (0,)


def look_of(
    palette: Palette,
    *,
    large: bool,
    black: bool = False,
    logo: Logo | None = None,
    association: Association | None = None,
) -> Look:
    """The look of a kit's sheets; ``black``: of a sheet of text, in black ink."""
    kinds = {
        kind.value: {"band": each.band, "body": each.body, "text": each.text} for kind, each in palette.kinds.items()
    }
    claim = {"band": CLAIM, "body": mix(CLAIM, 0.11), "text": WHITE}
    kinds["claim"] = kinds[Kind.QUIZ.value] if palette.saver else claim
    ink = Ink.SAVER if palette.saver else Ink.BLACK if black else Ink.COLOUR
    own = framed(logo, grey=ink is not Ink.COLOUR) if logo else ""
    hers = framed(association.logo, grey=True) if association and association.logo else ""
    return Look(ink=ink, large=large, kinds=kinds, logo=own, association=hers)


def sheet_look_of(preset: Preset, *, black: bool = False) -> Look:
    """The look of a sheet that may bear the logos of its landlord and of its association."""
    return look_of(
        colours_of(preset), large=preset.large, black=black, logo=preset.logo, association=preset.association
    )


def card_look_of(
    palette: Palette,
    *,
    large: bool,
    way: CardsWay = CardsWay.DUPLEX,
    flip: Flip = Flip.LONG,
    shift_mm: tuple[float, float] = (0, 0),
    side: str = "",
) -> CardLook:
    """The look of the cards; no logo stands on one."""
    plain = look_of(palette, large=large)
    return CardLook(
        ink=plain.ink, large=plain.large, kinds=plain.kinds, way=way, flip=flip, shift_mm=shift_mm, side=side
    )


def framed(logo: Logo, *, grey: bool) -> str:
    """A PNG or SVG in an SVG, which alone a template takes from its content."""
    wide, high = logo.within(LOGO_SIDE, LOGO_SIDE)
    size = f'width="{wide:.2f}" height="{high:.2f}"'
    fade, faded = (FADE, 'filter="url(#grey)"') if grey else ("", "")
    drawn = f'{fade}<image {size} href="{logo.address}" {faded}/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.2f} {high:.2f}" {size}>{drawn}</svg>'
