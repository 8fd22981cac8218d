"""What a spreadsheet does to a cell, and how a text comes through it unharmed.

Opening a CSV, it takes « 0476000000 » for a number (the zero is gone), « 2017-01 » for a date (« janv-17 »), « 1.5 »
for the first of May, « =A1 » or « -x » for a sum. Such a text is written after an apostrophe, which a spreadsheet shows
and keeps, and which comes off when it is read. What was changed all the same is read back right where it can mean one
thing only, and told where not.
"""

import re
from dataclasses import dataclass

from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.times import MONTH, DateError, read_date
from jeu_oie.errors import Severity
from jeu_oie.exchange.table import DATES, FLAGS, NUMBERS

APOSTROPHE = "'"
# What makes a formula of a cell (OWASP, CSV injection), wide forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # fmt: skip
_SIGNS = r"[\d\s.,:/%€$£()+-]*"
ERROR = re.compile(r"#(?:nom\?|name\?|ref!|valeur!|value!|div/0!|n/a|nul!|null!|nombre!|num!)")
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d*)?e[+-]?\d+")  # what is taken for a number
ROUNDED = re.compile(r"\d(?:[.,]\d+)?E[+-]\d{2,}")  # how a long one is shown, and saved
CHANGED = re.compile(
    rf"(?=.*\d){_SIGNS}(?:(?:{MONTH})\.?{_SIGNS})?|(?:{MONTH})\.?|{SCIENTIFIC.pattern}|{ERROR.pattern}"
    r"|\d{1,2}(?::\d\d)* ?[ap]m?|true|false|vrai|faux"
)
KEPT = re.compile(r"0|[1-9]\d{0,7}")  # short whole numbers stay what they are

DATE = "cell-date"
WEIGHTS = {DATE: Severity.WARNING}  # it may be what the author meant

BOOLEANS = {
    **dict.fromkeys(("true", "vrai", "oui", "yes"), "true"),
    **dict.fromkeys(("false", "faux", "non", "no"), "false"),
}
# « janv-17 » for 2017-01 or 1-17, « 01-mai » for 1.5: what a spreadsheet shows of a date that nobody typed.
REWRITTEN = re.compile(rf"(?:{MONTH})\.?-\d\d|\d\d?-(?:{MONTH})\.?")
PHONE_SHORT = re.compile(r"[1-9]\d{8}|33[1-9]\d{8}")  # a French number without its zero, or its plus


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell as it was read.

    ``sure``: its text is what its author wrote (it was marked as a text); ``odd``: the code of what is wrong in it
    whatever stands there (a formula, a date where a text should be).
    """

    text: str
    sure: bool = False
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """The text that a cell meant, and the code of what has to be told about it."""

    text: str
    code: str = ""
    severity: Severity = Severity.ERROR
    values: tuple[tuple[str, str], ...] = ()


def is_changed(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV would take ``text`` for something else."""
    text = text.lstrip(APOSTROPHE)  # one that was there before comes off alone: what follows decides
    bare = plain(text).strip()
    return text.startswith(FORMULA) or (not KEPT.fullmatch(text) and CHANGED.fullmatch(bare) is not None)


def guard_text(text: str) -> str:
    return APOSTROPHE + text if is_changed(text) else text


def unguard_text(text: str) -> ReadCell:
    """The inverse of ``guard_text``; what was not guarded may have been changed."""
    if text.startswith(APOSTROPHE) and is_changed(text[1:]):
        return ReadCell(text[1:], sure=True)
    return ReadCell(text)


def mend_cell(key: str, cell: ReadCell, *, day_first: bool) -> Mended:
    """What ``cell`` means under ``key``; ``day_first``: 3/4/2017 is in April."""
    text, bare = cell.text, plain(cell.text).strip()
    if cell.odd and not (cell.odd == DATE and key in DATES):
        return Mended(text, cell.odd, WEIGHTS.get(cell.odd, Severity.ERROR))
    if not cell.sure and (code := _spoiled_code(key, text.strip(), bare)):
        return Mended(text, code, WEIGHTS.get(code, Severity.ERROR))
    if key in DATES and not cell.sure:
        return _date(text, day_first=day_first)
    if key in FLAGS:
        return Mended(BOOLEANS.get(bare, text))
    return Mended(re.sub(r"[.,]0+$", "", text) if key in NUMBERS else text)


def _spoiled_code(key: str, text: str, bare: str) -> str:
    """The code of what a spreadsheet has made of a text that cannot be told any more; nothing if it has not."""
    if ERROR.fullmatch(bare):
        return "cell-error"
    if ROUNDED.fullmatch(text):
        return "cell-digits"
    if key == "call" and PHONE_SHORT.fullmatch(bare):
        return "cell-phone"
    return DATE if key not in DATES and REWRITTEN.fullmatch(bare) else ""


def _date(text: str, *, day_first: bool) -> Mended:
    """« 14/03/2017 » → 2017-03-14; what is no date is left to the reader; what may be two days is told."""
    try:
        return Mended(read_date(text, day_first=day_first))
    except DateError as error:
        readings = tuple(zip(("one", "other"), error.readings, strict=False))
        return Mended(text, "date-ambiguous", values=readings) if readings else Mended(text)
