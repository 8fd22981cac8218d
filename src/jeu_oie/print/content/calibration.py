"""The calibration sheet: how far a printer shifts what it prints on the back, read without a sum.

On the front stand two long lines, one upright, one level. Behind each, the back has a staircase of short ticks with
their numbers. A printer that shifts its backs by n, to the right (x) or down (y), brings the tick of n onto the line:
held against the light, the number read there is the shift, with its sign, whichever edge the sheet was turned along.
Where the front is shifted too, only what one side is shifted against the other is read, which is what counts. A shift
holds for one edge and one way that the page lies.
"""

from dataclasses import dataclass

from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame
from jeu_oie.print.look import MOST_SHIFT, Flip

STEP = 0.5  # mm
STEPS = tuple(f"calibrate.{each}" for each in ("ruler", "light", "find", "write", "none"))


@dataclass(frozen=True, slots=True)
class Reading:
    """The ``shift`` in mm that a tick stands for, and how it is written."""

    shift: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """``steps``: what to do, in order; ``back``: what to read, where to note it, what to type."""

    frame: Frame
    title: str
    steps: tuple[str, ...]
    centimetres: str
    back: str
    here: str
    type: str
    command: str
    readings: tuple[Reading, ...]


def calibration(t: Catalog, flip: Flip, *, large: bool) -> Calibration:
    """For cards turned along the ``flip`` edge; ``large``: as they lie in large print."""
    more = f"{' --flip short' if flip is Flip.SHORT else ''}{' --large' if large else ''}"
    ranks = range(-round(MOST_SHIFT / STEP), round(MOST_SHIFT / STEP) + 1)
    return Calibration(
        frame=Frame(document=t("calibrate.title"), lang=t.language, dir="ltr"),
        title=t("calibrate.title"),
        steps=(t(f"calibrate.print.{flip}"), *map(t, STEPS)),
        centimetres=t("calibrate.cm"),
        back=t("calibrate.back"),
        here=t("calibrate.here"),
        type=t("calibrate.type"),
        command=t("calibrate.command", more=more),
        readings=tuple(Reading(rank * STEP, say_shift(rank * STEP, t)) for rank in ranks),
    )


def say_shift(shift: float, t: Catalog) -> str:
    return f"{shift:+g}".replace(".", t("decimal")) if shift else "0"
