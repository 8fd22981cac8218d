"""Dates as people say them: « 14 mars 2017 », « mars 2017 », « 2017 »."""

from jeu_oie.messages import Catalog


def day(value: str, words: Catalog) -> str:
    """The date ``value`` (YYYY, YYYY-MM or YYYY-MM-DD) in words."""
    year, *rest = value.split("-")
    if not rest:
        return year
    month = words(f"date.month.{int(rest[0])}")
    if len(rest) == 1:
        return words("date.month", month=month, year=year)
    number = int(rest[1])
    return words("date.day", day=words("date.first") if number == 1 else number, month=month, year=year)


def on_day(value: str, words: Catalog) -> str:
    """When it was: « le 14 mars 2017 », « en mars 2017 »."""
    return words("date.on" if value.count("-") == 2 else "date.in", date=day(value, words))
