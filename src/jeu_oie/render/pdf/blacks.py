"""RGB → grey, for who prints in black alone: every colour of a document of the engine, just before it is written."""

import re
from collections.abc import Mapping

from jeu_oie.board.palette import channels, in_black
from jeu_oie.render.pdf.engine import Draft

COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)


def blacken(draft: Draft) -> None:
    """Rewrite all that ``draft`` draws."""
    for each in draft.objects:
        operators = getattr(each, "stream", None)
        if operators is not None and holds_operators(each.extra):
            each.stream = [COLOUR.sub(grey_colour, item) if isinstance(item, bytes) else item for item in operators]


def holds_operators(told: Mapping[str, object]) -> bool:
    """Whether a stream that says this of itself holds operators: a page's has no type, others are forms or patterns."""
    return told.get("Subtype") == "/Form" or "PatternType" in told or not {"Type", "Subtype", "Length1"} & set(told)


def grey_colour(found: re.Match[bytes]) -> bytes:
    red, green, blue = (round(255 * float(each)) for each in found.groups()[:3])
    (light, *_) = channels(in_black(f"#{red:02X}{green:02X}{blue:02X}"))
    return b"%s %s" % (f"{light / 255:.4g}".encode(), found[4][1:])
