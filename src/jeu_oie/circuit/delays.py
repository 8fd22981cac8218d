"""Delays as people write them (« sous 48 h », « 2 à 5 jours ouvrés ») → spans of time."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The unit in which a delay is announced."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A month counts 30 days, a year 365 (circuit-format, Delays).
DAYS = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 30,
    Unit.YEAR: 365,
}


@dataclass(frozen=True, slots=True)
class Span:
    """An announced time: ``text`` in the author's own words, ``high`` and ``low`` in ``unit``.

    ``low`` is None unless a range was written; ``bound`` tells an upper bound (« moins de 4 h »).
    """

    text: str
    high: float
    unit: Unit
    low: float | None = None
    bound: bool = False

    @property
    def days(self) -> float:
        """The longest that was announced, in days."""
        return self.high * DAYS[self.unit]


@dataclass(frozen=True, slots=True)
class Delay:
    """``value`` as usually announced, ``at_most`` as its limit, ``condition`` of either. One stands at least."""

    value: Span | None = None
    at_most: Span | None = None
    condition: str | None = None

    @property
    def announced(self) -> Span | None:
        """The span that counts for the board: the usual value, else the limit."""
        return self.value or self.at_most
