"""What gives way where room is scarce: forms of a drawing stand beside it, fullest first; the first that fits is drawn.

The last form of a square cuts its words and says so (``Fitted.over``), which a problem of the circuit tells
(``kit/plan``); of the centre nothing is cut, it has no last form.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jeu_oie.draw.scene import Mark

Room = TypeVar("Room")
Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words as they stand, and how many of their characters found no room."""

    marks: Sequence[Mark]
    over: int = 0


def fullest(forms: Iterable[Callable[[Room], Drawn | None]], room: Room) -> Drawn | None:
    """What the first of ``forms`` that ``room`` holds draws; None if it holds none.

    >>> fullest((lambda room: "a long word" if room > 9 else None, lambda room: "word"), 5)
    'word'
    """
    return next((drawn for form in forms if (drawn := form(room)) is not None), None)
