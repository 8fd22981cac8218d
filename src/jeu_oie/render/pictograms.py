"""Pictograms by name: those that the project draws, and Material Design icons (package, Apache-2.0) of one colour."""

import re
from functools import cache

from jeu_oie.board.palette import BLACK, COLOUR, INK
from jeu_oie.resources import icons, pictogram

# What stands for a channel or an actor is of one colour, white on the band of a step.
ICONS = {
    "channel-phone": "phone",
    "channel-desk": "store",
    "channel-letter": "email-outline",
    "channel-portal": "laptop",
    "channel-email": "at",
    "channel-sms": "cellphone-message",
    "channel-caretaker": "account-key",
    "channel-in-person": "handshake",
    "actor-tenant": "account",
    "actor-landlord": "office-building",
    "actor-other": "account-hard-hat",
    "actor-none": "clipboard-text",
}
SVG = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def drawing(name: str) -> str:
    """The SVG text of a pictogram, from the project or from the package."""
    return icons(tuple(ICONS.values()))[ICONS[name]] if name in ICONS else pictogram(name)


@cache
def content(name: str, saver: bool = False) -> tuple[str, str]:
    """View box and inside of a pictogram; with ``saver`` ink is black and everything else white."""
    found = SVG.search(drawing(name))
    assert found is not None, name
    box, inside = found.groups()
    return box, (bare(inside, BLACK) if saver else inside).strip()


def bare(inside: str, ink: str = INK) -> str:
    """What is drawn of a pictogram in ``ink``, and white."""
    return COLOUR.sub(lambda match: ink if match[0].upper() == INK else "#FFFFFF", inside)
