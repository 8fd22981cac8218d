"""Counting days as announced delays do: by the clock, calendar days, ouvrés, ouvrables, months; national holidays.

No time has a zone: the clock on the wall. The page counts the same (``templates/page/script/days.js``).
"""

import math
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from jeu_oie.circuit.times import DAYS, Span, Unit

DAY = timedelta(days=1)
MINUTES = 24 * 60  # of a day


class Counting(StrEnum):
    """How a delay is counted; ``WORKING``: ouvrés, Monday to Friday; ``OPEN``: ouvrables, Monday to Saturday."""

    MINUTES = "minutes"
    DAYS = "days"
    WORKING = "working"
    OPEN = "open"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Term:
    """A delay as it is counted: ``number`` of what ``by`` says."""

    number: int
    by: Counting


def term_of(span: Span) -> Term:
    """An announced time, its fractions rounded up: late, never early."""
    if span.unit in (Unit.MINUTE, Unit.HOUR):
        return Term(math.ceil(round(span.days * MINUTES, 6)), Counting.MINUTES)
    if span.unit in (Unit.WORKING_DAY, Unit.OPEN_DAY):
        return Term(math.ceil(span.high), Counting.OPEN if span.unit is Unit.OPEN_DAY else Counting.WORKING)
    if span.unit in (Unit.MONTH, Unit.YEAR):
        return Term(math.ceil(span.high * (12 if span.unit is Unit.YEAR else 1)), Counting.MONTHS)
    return Term(math.ceil(span.high * DAYS[span.unit]), Counting.DAYS)


FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))  # month, day
FROM_EASTER = (1, 39, 50)  # days after: Easter Monday, Ascension, Whit Monday


def easter(year: int) -> date:
    """Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * week) // 451
    month, day = divmod(h + week - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The eleven national holidays (code du travail, L.3133-1)."""
    sunday = easter(year)
    return frozenset([*(date(year, *each) for each in FIXED), *(sunday + each * DAY for each in FROM_EASTER)])


def counts(day: date, by: Counting) -> bool:
    """Whether ``day`` is one of those that ``by`` counts."""
    if by not in (Counting.WORKING, Counting.OPEN):
        return True
    return day.isoweekday() <= (5 if by is Counting.WORKING else 6) and day not in holidays(day.year)


def days_after(day: date, number: int, by: Counting) -> date:
    """The last of ``number`` counted days, ``day`` itself not among them."""
    while number > 0:
        day += DAY
        number -= counts(day, by)
    return day


def months_after(day: date, number: int) -> date:
    """The same day ``number`` months later; the last of that month where it has none."""
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working(day: date) -> date:
    """``day`` itself where it is ouvré, else the next that is."""
    while not counts(day, Counting.WORKING):
        day += DAY
    return day


def end_of(day: date) -> datetime:
    """The midnight that ends ``day``."""
    return datetime.combine(day + DAY, time())


def ends(day: date, at: time | None, term: Term) -> datetime:
    """The moment at which a delay is over that began on ``day``, ``at`` an hour or nobody knows when.

    By the clock an unknown hour is the end of its day; any other delay is over at the end of its last day.
    """
    if term.by is Counting.MINUTES:
        return (datetime.combine(day, at) if at else end_of(day)) + timedelta(minutes=term.number)
    if term.by is Counting.MONTHS:
        return end_of(months_after(day, term.number))
    return end_of(days_after(day, term.number, term.by))


def last_day(end: datetime) -> date:
    """The day that ``end`` belongs to: midnight ends the day before."""
    return (end - timedelta(minutes=1)).date()
