"""Delays as people write them (« sous 48 h », « 2 à 5 jours ouvrés ») → spans of time."""

import re
import unicodedata
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


# A month counts 30 days, a year 365.
DAYS = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 30,
    Unit.YEAR: 365,
}
LONGEST = 100 * 365  # days


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


class DelayError(ValueError):
    """A text that is no delay; ``code`` names the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


AT_ONCE = frozenset(
    (
        *("tout de suite", "immediat", "immediate", "immediatement", "aussitot"),
        *("pas d'attente", "sans attente", "aucune attente", "sans delai"),
        *("immediately", "at once", "right away", "straight away", "now", "no wait", "no waiting", "without waiting"),
    )
)
UNITS = {
    Unit.MINUTE: "minutes?|mins?|mn",
    Unit.HOUR: "heures?|hours?|hrs?|h",
    Unit.WORKING_DAY: r"(?:jours?|j) ?(?:ouvres?|ouvrables?)|(?:working|business) days?",
    Unit.DAY: "(?:jours?|j)(?: calendaires?)?|(?:calendar )?days?|d",
    Unit.WEEK: "semaines?|sem|weeks?|wks?",
    Unit.MONTH: "mois|months?",
    Unit.YEAR: "ans?|annees?|years?",
}
WORDS = {
    word: float(number)
    for words in (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    )
    for number, word in enumerate(words.split())
} | {"une": 1.0, "a": 1.0, "an": 1.0, "vingt": 20.0, "trente": 30.0, "twenty": 20.0, "thirty": 30.0}

# A decimal has two digits at most: « 1.000 » might be a thousand.
_DIGITS = r"\d{1,3}(?: \d{3})+|\d+(?:[.,]\d{1,2})?"
_NUMBER = rf"{_DIGITS}|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
# « @ » stands for the side of a range, in the names of the groups: l(ow) or h(igh).
_UNIT = "|".join(f"(?P<@{unit.name}>{forms})" for unit, forms in UNITS.items())
# « 1 h 30 », « 1 hour 30 minutes »; « 1.5 h » has its minutes already.
_CLOCK = (
    rf"(?P<@h>\d+) ?(?:{UNITS[Unit.HOUR]}) ?(?:et |and )?"
    rf"(?P<@m>[0-5]?\d)(?: ?(?:{UNITS[Unit.MINUTE]}))?"
)
_AMOUNT = rf"(?:{_CLOCK}|(?P<@n>{_NUMBER}) ?(?:{_UNIT})\.?)"
_BARE = rf"(?P<b>{_NUMBER})"

_BEFORE = (
    r"(?:en )?moins (?:de |d')|sous(?: un delai de)?|dans (?:les|un delai de)|au plus|(?:au )?maximum|max\.?"
    r"|jusqu'a|within|(?:up|in up) to|(?:in )?less than|at (?:the )?most|no(?:t)? more than|under|maximum of"
)
_AFTER = r"au plus|(?:au )?maximum|maxi?\.?|at (?:the )?most|or less|ou moins"
RANGE = re.compile(
    rf"(?:entre |de |d'|between |from )?(?:{_AMOUNT.replace('@', 'l')}|{_BARE})"
    rf" ?(?:a|et|ou|to|and|or|-) ?{_AMOUNT.replace('@', 'h')}"
)
SINGLE = re.compile(_AMOUNT.replace("@", "h"))
BOUND = re.compile(rf"(?:(?P<before>{_BEFORE}) ?)?(?P<core>.*?)(?: ?,? ?\(?(?P<after>{_AFTER})\)?)?")
NEGATIVE = re.compile(r"(?:-|moins |minus ) ?\d")
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
APOSTROPHES = re.compile("[\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")


def parse(text: str) -> Span:
    """Read a delay in French or English.

    « 1 h 30 » is 90 minutes, a range of two units (« 24 h à 5 jours ») counts in the longer's unit, « 0,5 jour »
    and « deux jours » are read too. Raises DelayError: ``delay-unreadable``, ``delay-negative``,
    ``delay-too-long`` (over 100 years) or ``delay-reversed`` (« 5 à 2 jours »).
    """
    words = _normalize(text)
    if words in AT_ONCE:
        return Span(text, 0, Unit.DAY)
    if NEGATIVE.match(words):
        raise DelayError("delay-negative")
    found = BOUND.fullmatch(words)
    assert found is not None
    span = _core(text, found["core"], bound=bool(found["before"] or found["after"]))
    if span is None:
        raise DelayError("delay-unreadable")
    if span.days > LONGEST:
        raise DelayError("delay-too-long")
    if span.low is not None and span.low > span.high:
        raise DelayError("delay-reversed")
    return span


def _normalize(text: str) -> str:
    """Lower case, no accents, one plain space for any Unicode space, one kind of dash and of apostrophe."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    spaced = " ".join(APOSTROPHES.sub("'", DASHES.sub("-", bare)).split())
    return spaced.removesuffix(".").removesuffix(" ")


def _core(text: str, words: str, *, bound: bool) -> Span | None:
    if single := SINGLE.fullmatch(words):
        high, unit = _amount(single, "h")
        return Span(text, high, unit, None, bound)
    if both := RANGE.fullmatch(words):
        high, unit = _amount(both, "h")
        if both["b"]:
            return Span(text, high, unit, _value(both["b"]), bound)
        low, low_unit = _amount(both, "l")
        return Span(text, high, unit, round(low * DAYS[low_unit] / DAYS[unit], 6), bound)
    return None


def _amount(found: re.Match[str], side: str) -> tuple[float, Unit]:
    if found[f"{side}h"]:
        return float(found[f"{side}h"]) * 60 + float(found[f"{side}m"]), Unit.MINUTE
    unit = next(unit for unit in UNITS if found[f"{side}{unit.name}"])
    return _value(found[f"{side}n"]), unit


def _value(number: str) -> float:
    if number in WORDS:
        return WORDS[number]
    return float(number.replace(" ", "").replace(",", "."))
