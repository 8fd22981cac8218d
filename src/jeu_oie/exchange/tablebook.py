"""What the program knows of a circuit's table, as JSON: with it, the editor opens a CSV as ``filling`` does."""

import re
from collections.abc import Mapping
from typing import Any

from jeu_oie.circuit.rulebook import script
from jeu_oie.exchange import cells, spreadsheet
from jeu_oie.exchange.csv import SEPARATORS
from jeu_oie.exchange.filling import CODES
from jeu_oie.exchange.sheet import HEAD, LONGEST, columns, sorts
from jeu_oie.exchange.table import COLUMNS, ITEMS, NAMED, OWN
from jeu_oie.messages import Catalog

# The codes that a table adds to those of the reader.
REPORTED = (
    *("cell-head", "cell-column", "cell-column-twice", "cell-no-column", "cell-no-list", "cell-list", "cell-only-list"),
    *("cell-no-id", "cell-no-value", "cell-not-here", "cell-no-detour", "cell-date", "cell-day-or-month"),
    *("cell-error", "cell-digits", "cell-phone", "cell-quote", "duplicate-key"),
)
NEAR = ("cell-column", "cell-list")


def tablebook(words: Catalog) -> Mapping[str, Any]:
    """The columns, the rows and what a spreadsheet does to them; sentences in the language of ``words``."""
    return {
        "columns": {name: key for name, key in columns().items() if name != key},
        "keys": COLUMNS,
        "sorts": sorts(),
        "items": ITEMS,
        "declared": NAMED,
        "own": OWN,
        "codes": sorted(CODES),
        "separators": SEPARATORS,
        "head": HEAD,
        "longest": LONGEST,
        "lists": sorted(cells.LISTS),
        "contacts": sorted(cells.CONTACTS),
        "parts": cells.PARTS,
        "bullets": cells.BULLETS,
        "flags": sorted(cells.FLAGS),
        "dates": sorted(cells.DATES),
        "numbers": sorted(cells.NUMBERS),
        "booleans": spreadsheet.BOOLEANS,
        "months": spreadsheet.MONTHS,
        "formula": spreadsheet.FORMULA,
        "warnings": sorted(spreadsheet.WEIGHTS),
        "patterns": {name: script(pattern) for name, pattern in _patterns().items()},
        "sentences": _sentences(words),
    }


def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        "changed": spreadsheet.CHANGED,
        "kept": spreadsheet.KEPT,
        "error": spreadsheet.ERROR,
        "rounded": spreadsheet.ROUNDED,
        "phone": spreadsheet.PHONE_SHORT,
        "rewritten": spreadsheet.REWRITTEN,
        "day": spreadsheet.DAY,
        "named": spreadsheet.NAMED,
        "month-year": spreadsheet.MONTH_YEAR,
    }


def _sentences(words: Catalog) -> Mapping[str, str]:
    endings = {code: ("", ".cure", *([".near.cure"] if code in NEAR else ())) for code in REPORTED}
    return {f"{code}{end}": words(f"problem.{code}{end}") for code, ends in endings.items() for end in ends}
