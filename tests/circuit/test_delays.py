"""Delays: every form of the format's table, in both languages, and what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.circuit.times import DAYS, Delay, DelayError, Unit, parse

SPACES = [chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"]

READ = [
    ("tout de suite", 0, Unit.DAY, None, False),
    ("immédiat", 0, Unit.DAY, None, False),
    ("immédiate", 0, Unit.DAY, None, False),
    ("pas d'attente", 0, Unit.DAY, None, False),
    ("pas d’attente", 0, Unit.DAY, None, False),
    ("immediate", 0, Unit.DAY, None, False),
    ("at once", 0, Unit.DAY, None, False),
    ("30 min", 30, Unit.MINUTE, None, False),
    ("15 minutes", 15, Unit.MINUTE, None, False),
    ("4 h", 4, Unit.HOUR, None, False),
    ("4 heures", 4, Unit.HOUR, None, False),
    ("4 hours", 4, Unit.HOUR, None, False),
    ("48h", 48, Unit.HOUR, None, False),
    ("1 h 30", 90, Unit.MINUTE, None, False),
    ("1h30", 90, Unit.MINUTE, None, False),
    ("1 hour 30 minutes", 90, Unit.MINUTE, None, False),
    ("5 jours", 5, Unit.DAY, None, False),
    ("1 jour", 1, Unit.DAY, None, False),
    ("5 j", 5, Unit.DAY, None, False),
    ("5 days", 5, Unit.DAY, None, False),
    ("5 jours ouvrés", 5, Unit.WORKING_DAY, None, False),
    ("5 jours ouvrables", 5, Unit.OPEN_DAY, None, False),
    ("1 jour ouvré", 1, Unit.WORKING_DAY, None, False),
    ("5 j ouvrés", 5, Unit.WORKING_DAY, None, False),
    ("5 working days", 5, Unit.WORKING_DAY, None, False),
    ("5 business days", 5, Unit.WORKING_DAY, None, False),
    ("2 semaines", 2, Unit.WEEK, None, False),
    ("2 weeks", 2, Unit.WEEK, None, False),
    ("2 mois", 2, Unit.MONTH, None, False),
    ("2 months", 2, Unit.MONTH, None, False),
    ("1 an", 1, Unit.YEAR, None, False),
    ("2 ans", 2, Unit.YEAR, None, False),
    ("1 year", 1, Unit.YEAR, None, False),
    ("2 à 5 jours", 5, Unit.DAY, 2, False),
    ("2 a 5 jours", 5, Unit.DAY, 2, False),
    ("2-5 jours", 5, Unit.DAY, 2, False),
    ("2 – 5 jours ouvrés", 5, Unit.WORKING_DAY, 2, False),
    ("de 2 à 5 jours", 5, Unit.DAY, 2, False),
    ("entre 2 et 5 jours", 5, Unit.DAY, 2, False),
    ("between 2 and 5 days", 5, Unit.DAY, 2, False),
    ("from 2 to 5 days", 5, Unit.DAY, 2, False),
    ("2 jours à 5 jours", 5, Unit.DAY, 2, False),
    ("24 h à 5 jours", 5, Unit.DAY, 1, False),
    ("entre 1 h et 1 h 30", 90, Unit.MINUTE, 60, False),
    ("moins de 4 h", 4, Unit.HOUR, None, True),
    ("moins d’une semaine", 1, Unit.WEEK, None, True),
    ("sous 48 h", 48, Unit.HOUR, None, True),
    ("dans les 5 jours", 5, Unit.DAY, None, True),
    ("48 h maximum", 48, Unit.HOUR, None, True),
    ("48 h au maximum", 48, Unit.HOUR, None, True),
    ("48 h (maximum)", 48, Unit.HOUR, None, True),
    ("48 h max", 48, Unit.HOUR, None, True),
    ("au plus 3 jours", 3, Unit.DAY, None, True),
    ("3 jours au plus", 3, Unit.DAY, None, True),
    ("within 3 days", 3, Unit.DAY, None, True),
    ("up to 2 weeks", 2, Unit.WEEK, None, True),
    ("less than 4 h", 4, Unit.HOUR, None, True),
    ("at most 4 h", 4, Unit.HOUR, None, True),
    ("4 h at most", 4, Unit.HOUR, None, True),
    ("sous 2 à 5 jours", 5, Unit.DAY, 2, True),
    ("deux jours", 2, Unit.DAY, None, False),
    ("un jour", 1, Unit.DAY, None, False),
    ("two working days", 2, Unit.WORKING_DAY, None, False),
    ("0,5 jour", 0.5, Unit.DAY, None, False),
    ("1.5 hours", 1.5, Unit.HOUR, None, False),
    ("1 000 jours", 1000, Unit.DAY, None, False),
    ("0 jour", 0, Unit.DAY, None, False),
    ("100 ans", 100, Unit.YEAR, None, False),
    ("36500 jours", 36500, Unit.DAY, None, False),
    ("5 jours.", 5, Unit.DAY, None, False),
]

REFUSED = [
    *((text, "delay-unreadable") for text in ("", "bientôt", "5", "jours", "sous", "5 lunes", "1 h 75", "24/48 h")),
    *((text, "delay-unreadable") for text in ("plus de 5 jours", "au moins 5 jours", "2 jours à 3", "5 jours 5 jours")),
    ("1.000 jours", "delay-unreadable"),  # a thousand, or one?
    *((text, "delay-negative") for text in ("-5 jours", "- 5 jours", "−5 jours", "moins 5 jours")),
    *((text, "delay-too-long") for text in ("101 ans", "100 ans à 101 ans", "36501 jours", "9" * 500 + " h")),
    *((text, "delay-reversed") for text in ("5 à 2 jours", "2 semaines à 5 jours")),
]


@pytest.mark.parametrize("text,high,unit,low,bound", READ)
def test_a_delay_is_read_and_keeps_its_words(text, high, unit, low, bound):
    span = parse(text)
    assert (span.high, span.unit, span.low, span.bound) == (high, unit, low, bound)
    assert span.text == text


@pytest.mark.parametrize("text", [row[0] for row in READ])
def test_case_accents_and_spaces_do_not_matter(text):
    usual = parse(text)
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    wide = (text.replace(" ", space) for space in SPACES)
    for other in (text.upper(), text.capitalize(), bare, unicodedata.normalize("NFD", text), f"  {text} ", *wide):
        span = parse(other)
        assert (span.high, span.unit, span.low, span.bound) == (usual.high, usual.unit, usual.low, usual.bound)


@pytest.mark.parametrize("text,code", REFUSED)
def test_what_is_no_delay_is_refused(text, code):
    with pytest.raises(DelayError) as refused:
        parse(text)
    assert refused.value.code == code


def test_a_month_counts_30_days_and_a_year_365():
    assert parse("2 mois").days == 60
    assert parse("2 ans").days == 730
    assert parse("48 h").days == 2
    assert parse("1 h 30").days == pytest.approx(1.5 / 24)


def test_the_announced_time_is_the_usual_one_or_else_the_limit():
    usual, limit = parse("5 jours"), parse("2 semaines")
    assert Delay(usual, limit).announced is usual
    assert Delay(None, limit).announced is limit
    assert Delay(condition="Si le locataire est là").announced is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        span = parse(text)
    except DelayError as error:
        assert error.code.startswith("delay-")  # noqa: PT017 (both ends are fine)
    else:
        assert 0 <= span.days <= 36500
        assert span.low is None or 0 <= span.low <= span.high


@given(st.integers(0, 99), st.integers(0, 99), st.sampled_from(["jours", "h", "semaines", "jours ouvrés", "mois"]))
def test_a_range_runs_from_its_low_to_its_high_end(one, other, unit):
    low, high = sorted((one, other))
    span = parse(f"{low} à {high} {unit}")
    assert (span.low, span.high) == (low, high)
    assert span.days == high * DAYS[span.unit]
