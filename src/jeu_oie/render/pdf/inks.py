"""RGB → CMYK, for a print shop: every colour of a PDF that the engine drew, and no other word of it.

The grey that a colour holds is printed in black alone (full grey-component replacement), the rest in two inks at most:
little ink, neutral greys, and the same figures on every machine. The ink of texts and outlines becomes black and
nothing else, so that no letter depends on how well four plates stand on each other.
"""

import re
from functools import cache

import pikepdf

from jeu_oie.board.palette import INK, channels

COLOUR = re.compile(rb"^(?:([\d.]+) ([\d.]+) )?([\d.]+) (rg|RG|g|G)$", re.MULTILINE)
OPERATORS = {b"g": "k", b"G": "K"}


def to_inks(document: pikepdf.Pdf) -> None:
    """Rewrite all that ``document`` draws, and the colour spaces that it blends in."""
    for each in document.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
            each.write(COLOUR.sub(ink_colour, each.read_bytes()))
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            blend(each)


def blend(item: pikepdf.Object) -> None:
    """Transparency is worked out in inks (ISO 32000-1, 11.4.7); colour spaces that nothing uses are dropped."""
    if "/Group" in item:
        item.Group.CS = pikepdf.Name.DeviceCMYK
    if "/ColorSpace" in item and isinstance(item.ColorSpace, pikepdf.Dictionary):
        del item.ColorSpace
    if "/Resources" in item and "/ColorSpace" in item.Resources:
        del item.Resources.ColorSpace


def ink_colour(found: re.Match[bytes]) -> bytes:
    red, green, blue, operator = found.groups()
    return f"{cmyk(red or blue, green or blue, blue)} {OPERATORS[operator[-1:]]}".encode()


@cache
def cmyk(*colour: bytes) -> str:
    """Shares of cyan, magenta, yellow and black, 0 to 1, as a PDF has them."""
    light = tuple(map(float, colour))
    if tuple(round(255 * each) for each in light) == channels(INK) or not any(light):
        return "0 0 0 1"
    most = max(light)
    return " ".join(f"{share:.4g}" for share in (*((most - each) / most for each in light), 1 - most))
