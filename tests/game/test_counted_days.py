"""Announced delays as they are counted: by the clock, in days, ouvrés, ouvrables, months; never a day early."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.circuit.times import parse
from jeu_oie.game.days import (
    Counting,
    Term,
    counts,
    days_after,
    easter,
    ends,
    holidays,
    last_day,
    next_working,
    term_of,
)

# Published by the Bureau des longitudes.
EASTERS = ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"]
HOLIDAYS_2026 = """2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01
2026-11-11 2026-12-25""".split()


@pytest.mark.parametrize("day", EASTERS)
def test_easter(day):
    assert easter(int(day[:4])).isoformat() == day


def test_the_eleven_national_holidays():
    assert sorted(day.isoformat() for day in holidays(2026)) == HOLIDAYS_2026


def ended(told: str, day: str, at: str = "") -> str:
    """The last day of a delay that is announced in these words."""
    end = ends(date.fromisoformat(day), time.fromisoformat(at) if at else None, term_of(parse(told)))
    return last_day(end).isoformat()


@pytest.mark.parametrize(
    "told, began, last",
    [
        ("5 jours", "2026-11-30", "2026-12-05"),
        ("10 jours", "2026-12-24", "2027-01-03"),
        ("1 jour ouvré", "2026-04-03", "2026-04-07"),  # Good Friday: after it Saturday, Sunday, Easter Monday
        ("1 jour ouvrable", "2026-04-03", "2026-04-04"),
        ("2 jours ouvrables", "2026-04-03", "2026-04-07"),
        ("3 jours ouvrés", "2026-12-31", "2027-01-06"),  # a Friday 1st January
        ("3 jours ouvrables", "2026-12-31", "2027-01-05"),
        ("2 mois", "2026-12-31", "2027-02-28"),
        ("1 mois", "2026-12-31", "2027-01-31"),
        ("2 semaines", "2026-12-31", "2027-01-14"),
        ("moins de 24 h", "2026-11-30", "2026-12-01"),
        ("4 h", "2026-11-30", "2026-12-01"),  # nobody noted the hour: late, never early
        ("2,5 jours", "2026-11-30", "2026-12-03"),
    ],
)
def test_the_last_day(told, began, last):
    assert ended(told, began) == last


def test_hours_are_counted_by_the_clock():
    term = term_of(parse("1 h 30"))
    assert ends(date(2026, 12, 31), time(23), term) == datetime.fromisoformat("2027-01-01T00:30")
    assert ended("4 h", "2026-11-30", "10:00") == "2026-11-30"
    assert ended("4 h", "2026-11-30", "20:00") == "2026-11-30", "midnight ends the day before"


def test_the_next_working_day():
    assert next_working(date(2026, 4, 4)) == date(2026, 4, 7)
    assert next_working(date(2026, 12, 25)) == date(2026, 12, 28)
    assert next_working(date(2026, 12, 31)) == date(2026, 12, 31)


DAYS = st.dates(date(2024, 1, 1), date(2060, 1, 1))


@given(DAYS, st.integers(1, 40), st.sampled_from([Counting.WORKING, Counting.OPEN]))
def test_counted_days_lie_between(day, number, by):
    last = days_after(day, number, by)
    between = [day + timedelta(days=each) for each in range(1, (last - day).days + 1)]
    assert sum(counts(each, by) for each in between) == number
    assert counts(last, by)


@given(DAYS, st.integers(0, 60), st.sampled_from(list(Counting)))
def test_no_delay_is_over_before_it_began(day, number, by):
    assert ends(day, None, Term(number, by)) > datetime.combine(day, time())
