"""The part of the font that a drawing or a page carries with it, as woff2."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from jeu_oie.draw.text import ARABIC, covered_arabic, covered_letters
from jeu_oie.resources import ready_font

WEIGHTS: Mapping[str, str] = {"400": "Regular", "700": "Bold"}
# In the words of hardly any circuit, and a kilobyte of each page: a circuit that says one gets a font that has it.
RARE = frozenset(map(ord, '$\\^`{|}~<>[]#*"%&=@_'))
READY = frozenset(range(0x20, 0x7F)) - RARE | frozenset(map(ord, "\u00a0«»°·€’–…ÀÇÉÊÎÔŒàâçéèêëîïôùûœ"))


@dataclass(frozen=True, slots=True)
class WebFont:
    """A woff2 file of a weight (``400``, ``700``); ``letters``: the only ones it is for (CSS, unicode-range)."""

    weight: str
    data: bytes
    letters: str = ""


def fonts_for(texts: Iterable[str], light: bool = False) -> tuple[WebFont, ...]:
    """The files that hold every letter of ``texts`` that a shipped font has.

    A drawing stands where the font itself was measured; ``light`` is for a page, whose lines break by themselves.
    """
    said = frozenset(chain.from_iterable(texts))
    needed = frozenset(map(ord, said)) & covered_letters()
    arabic = frozenset(ord(char) for char in said if ARABIC.match(char)) & covered_arabic()
    european = [WebFont(weight, european_font(weight, needed, light)) for weight in WEIGHTS]
    if not arabic:
        return tuple(european)
    from jeu_oie.draw.cutting import arabic_subset

    return (*european, *(WebFont(weight, arabic_subset(name, arabic), RANGE) for weight, name in WEIGHTS.items()))


RANGE = "U+600-6FF,U+750-77F,U+870-8FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF"  # as in font.ARABIC


def european_font(weight: str, needed: frozenset[int], light: bool) -> bytes:
    if needed <= READY:
        return ready_font(weight if light else f"drawn-{weight}")
    from jeu_oie.draw.cutting import subset

    return subset(WEIGHTS[weight], READY | needed, light)
