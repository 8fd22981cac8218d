"""Dates and delays as people write them: the same meaning in YAML, in a table and in the function that they read by."""

import unicodedata

import pytest

from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.times import DateError, read_date
from jeu_oie.errors import Problem
from jeu_oie.exchange.csv import sheet_of
from tests.circuit.test_reader import HEAD, reading
from tests.circuit.written import DATES, DELAYS, meant, understood_date, understood_delay
from tests.exchange.making import after
from tests.exchange.making import reading as made
from tests.exchange.test_csv import FILE, row_of, with_cell

ORIGIN = made(
    {
        "format": 1,
        "title": "T",
        "topic": "repairs",
        "landlord": {"name": "L"},
        "language": "fr",
        "version": "v",
        "status": "draft",
        "searched": "2001",
        "common": "none",
        "steps": [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "delay": "1 h"}, {"id": "c", "title": "C"}],
    }
)


def test_the_tables_are_long_enough():
    assert len(DELAYS) >= 120
    assert len(DATES) >= 60


@pytest.mark.parametrize("text", DELAYS)
def test_a_delay_means_what_the_table_says(text):
    assert understood_delay(text) == DELAYS[text]


@pytest.mark.parametrize("text", DATES)
def test_a_date_means_what_the_table_says(text):
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for each in (
        text,
        text.upper(),
        bare,
        f" {text}\N{NO-BREAK SPACE}",
        text.replace(" ", "\N{NARROW NO-BREAK SPACE}"),
    ):
        assert understood_date(each) == DATES[text], each


def outcome(found: Reading, key: str) -> str:
    """What a reader took for the delay of step b or for ``searched``, else « ? », as the table has it."""
    asked = [each for each in found.problems if each.code.startswith(("date-", "delay-"))]
    if found.circuit is None:
        (told,) = asked
        return understood(told)
    assert asked == []
    delay = found.circuit.steps[1].delay
    assert delay and delay.value
    return meant(delay.value) if key == "delay" else found.circuit.searched or ""


def understood(told: Problem) -> str:
    """A question, as the table has it."""
    if told.code in ("delay-unreadable", "date-unreadable"):
        return f"? {dict(told.values).get('nearest', '')}".strip()
    return f"? {told.code}"


def in_yaml(text: str, key: str) -> Reading:
    """``text`` as a plain scalar; in quotes where YAML has no plain one for it."""
    plain = f'"{text}"' if text[0] in "-<~" or " :" in text else text
    searched, delay = (plain, "1 h") if key == "searched" else ("2001", plain)
    steps = f"steps:\n  - {{id: a, title: A}}\n  - id: b\n    title: B\n    delay: {delay}\n  - {{id: c, title: C}}\n"
    found: Reading = reading(f"{HEAD}searched: {searched}\n{steps}")
    return found


def in_table(text: str, key: str) -> Reading:
    row, column = (row_of(ORIGIN, "searched"), "value") if key == "searched" else (row_of(ORIGIN, "b"), "delay")
    return after(sheet_of(with_cell(ORIGIN, row, column, text), FILE), ORIGIN)


@pytest.mark.parametrize("read", [in_yaml, in_table])
def test_every_reader_reads_what_the_table_says(read):
    asked = [("delay", *pair) for pair in DELAYS.items()] + [("searched", *pair) for pair in DATES.items()]
    told = {(key, text): outcome(read(text, key), key) for key, text, _ in asked}
    assert told == {(key, text): meaning for key, text, meaning in asked}


def test_a_day_that_may_be_a_month_is_asked_with_both_readings():
    with pytest.raises(DateError) as asked:
        read_date("3/4/2026", day_first=False)
    assert asked.value.readings == ("2026-04-03", "2026-03-04")
    assert read_date("3/14/2026", day_first=False) == "2026-03-14"
    assert read_date("4/4/2026", day_first=False) == "2026-04-04"


@pytest.mark.parametrize("language, codes", [("fr", []), ("en-GB", []), ("en", ["date-ambiguous"])])
def test_an_english_circuit_is_asked(language, codes):
    text = f"{HEAD}searched: 3/4/2026\nsteps: [{{id: a, title: A}}, {{id: b, title: B}}]\n"
    found = reading(text.replace("language: fr", f"language: {language}"))
    assert [each.code for each in found.problems if each.code.startswith("date")] == codes
    assert [dict(each.values) for each in found.problems if each.code in codes] == [
        {"value": "3/4/2026", "one": "2026-04-03", "other": "2026-03-04"} for _ in codes
    ]
