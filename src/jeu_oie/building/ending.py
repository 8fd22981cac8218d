"""Who asks a build to end is obeyed at once, even where what is at work swallows the first word."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.5  # s after which it is said again
CLOCK: signal.Signals | None = getattr(signal, "SIGALRM", None)  # Windows has none


@contextmanager
def obeying(raised: type[BaseException], *numbers: signal.Signals) -> Iterator[None]:
    """Each signal of ``numbers`` raises ``raised``: nothing half made is left.

    A library that calls back (fonts, the search for garbage) loses what is raised meanwhile. So it is raised again
    and again until it leaves, but not while it does: what is cleaned up on its way is not disturbed.
    """

    def end(_: int, __: FrameType | None) -> None:
        insist(AGAIN)
        if not isinstance(sys.exc_info()[1], raised):
            raise raised

    heard = (*numbers, *([CLOCK] if CLOCK else []))
    before = [(number, signal.signal(number, end)) for number in heard]
    try:
        yield
    finally:
        insist(0)
        for number, handler in before:
            signal.signal(number, handler)


def insist(seconds: float) -> None:
    """Have the clock ring every so many seconds; 0: no more."""
    if CLOCK:
        signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
