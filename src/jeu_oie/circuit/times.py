"""Dates and delays as people write them → what they mean: the one reader of YAML, form, tables and command line.

What may mean two things is never decided here: it raises, and whoever asked says both readings. The form reads by the
same patterns (``templates/editor/script/times.js``), which hold nothing that JavaScript would take otherwise.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
APOSTROPHES = re.compile("[\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")


def normalize(text: str) -> str:
    """Lower case, no accents, one plain space for any Unicode space, one kind of dash and of apostrophe."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    spaced = " ".join(APOSTROPHES.sub("'", DASHES.sub("-", bare)).split())
    return spaced.removesuffix(".").removesuffix(" ")


_MONTH_NAMES = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juil july jul",
    "aout august aug",
    "septembre sept september sep",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# Of the groups, ``y``, ``m``, ``d`` are figures, ``n`` is a month's name; ``a`` and ``b`` are day and month, as a rule.
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        "(?P<y>[0-9]{4})(?:[-/.](?P<m>[0-9]{1,2})(?:[-/.](?P<d>[0-9]{1,2}))?)?",
        "(?:le )?(?P<a>[0-9]{1,2})[-/. ](?P<b>[0-9]{1,2})[-/. ](?P<y>[0-9]{4}|[0-9]{2})",
        "(?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})",
        rf"(?:le )?(?P<d>[0-9]{{1,2}})(?:er|st|nd|rd|th)?[- /](?P<n>{MONTH})\.?,?[- /](?P<y>[0-9]{{4}}|[0-9]{{2}})",
        rf"(?:en |in )?(?P<n>{MONTH})\.?(?: (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,)?[- /](?P<y>[0-9]{{4}})",
        rf"(?P<n>{MONTH})\.?-(?P<y>[0-9]{{2}})",
    )
)
CENTURY = 30  # two digits below are of this century, as a spreadsheet has it


class DateError(ValueError):
    """A text that is no date, or that may be either of two: ``readings``."""

    def __init__(self, *readings: str) -> None:
        super().__init__(*readings)
        self.readings = readings


def read_date(text: str, *, day_first: bool = True) -> str:
    """The date of ``text``; ``day_first``: « 3/4/2017 » is in April, which not everybody means.

    >>> read_date("30/11/2026"), read_date("Novembre 2026"), read_date("1er mars 17")
    ('2026-11-30', '2026-11', '2017-03-01')

    Raises DateError.
    """
    words = normalize(text)
    found = next(filter(None, (pattern.fullmatch(words) for pattern in DATES)), None)
    said = found.groupdict() if found else {}
    one, other = said.get("a"), said.get("b")
    month = MONTHS.get(said.get("n") or "") or said.get("m")
    readings = [_join_date(said.get("y"), month or other, said.get("d") or one)]
    if one != other:
        readings.append(_join_date(said.get("y"), one, other))
    known = [each for each in readings if each]
    if len(known) > 1 and not day_first:
        raise DateError(*known)
    if not known:
        raise DateError
    return known[0]


def _join_date(year: str | None, month: str | int | None, day: str | None) -> str:
    """YYYY-MM-DD as far as it is said; empty where no calendar has it."""
    if year is None:
        return ""
    whole = year if len(year) == 4 else f"{'20' if int(year) < CENTURY else '19'}{year}"
    try:
        date(int(whole), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join((whole, *(f"{int(part):02}" for part in (month, day) if part)))


MONTH_FIRST = ("en", "en-us")  # the languages in which « 3/4/2017 » may be in March


def puts_day_first(language: str | None) -> bool:
    """Whether « 3/4/2017 » can only be in April, in a text of that language."""
    return (language or "").casefold() not in MONTH_FIRST


def is_day(value: str) -> bool:
    """Whether ``value`` is a whole date, YYYY-MM-DD."""
    try:
        return len(value) == len(read_date(value)) == 10
    except DateError:
        return False


def period_end(value: str) -> date:
    """The last day of ``value`` (YYYY, YYYY-MM or YYYY-MM-DD)."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    return date(year, 12, 31) if month in (0, 12) else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


class Unit(StrEnum):
    """The unit in which a delay is announced: « ouvrés » are five days a week, ``OPEN_DAY`` (« ouvrables ») six."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    OPEN_DAY = "open-day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A month counts 30 days, a year 365.
DAYS = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.OPEN_DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 30,
    Unit.YEAR: 365,
}
MAX_DAYS = 100 * 365  # days


@dataclass(frozen=True, slots=True)
class Span:
    """An announced time: ``text`` in the author's own words, ``high`` and ``low`` in ``unit``.

    ``low`` is None unless a range was written; ``bound`` tells an upper bound (« moins de 4 h »), ``about`` that it is
    rough (« environ 3 jours »): no date is counted from it.
    """

    text: str
    high: float
    unit: Unit
    low: float | None = None
    bound: bool = False
    about: bool = False

    @property
    def days(self) -> float:
        """The longest that was announced, in days."""
        return self.high * DAYS[self.unit]


class Starts(StrEnum):
    """The event from which a delay counts."""

    CALL = "call"
    REPORT = "report"
    APPOINTMENT = "appointment"
    RECEIPT = "receipt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delay:
    """``value`` as usually announced, ``at_most`` as its limit, ``condition`` of either. One stands at least.

    ``at_least``: a legal minimum, which never becomes a limit. ``starts``: None where nobody says from when it counts.
    """

    value: Span | None = None
    at_most: Span | None = None
    condition: str | None = None
    at_least: Span | None = None
    starts: Starts | None = None

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
    Unit.OPEN_DAY: r"(?:jours?|j) ?(?:ouvrables?|\(ouvrables?\))|working days? incl(?:uding|\.) saturdays?",
    Unit.WORKING_DAY: r"(?:jours?|j) ?(?:ouvres?|\(ouvres?\))|(?:working|business) days?",
    Unit.DAY: "(?:jours?|journees?|j)(?: calendaires?)?|(?:calendar )?days?|d",
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
}
WORDS |= {"une": 1.0, "a": 1.0, "an": 1.0, "vingt": 20.0, "trente": 30.0, "quarante": 40.0, "soixante": 60.0}
WORDS |= {"vingt-quatre": 24.0, "quarante-huit": 48.0, "soixante-douze": 72.0, "quatre-vingt-dix": 90.0}
WORDS |= {"twenty": 20.0, "twenty-four": 24.0, "thirty": 30.0, "forty-eight": 48.0, "sixty": 60.0, "ninety": 90.0}
# What is said in other words: « J+5 » counts days, as « huitaine » and « quinzaine » do.
OTHERWISE = {
    r"\bj ?\+ ?([0-9]+)": r"\1 jours",
    r"\bh ?\+ ?([0-9]+)": r"\1 heures",
    r"\b(?:une )?huitaine(?: de jours)?(?![a-z])": "8 jours",
    r"\b(?:une )?quinzaine(?: de jours)?(?![a-z])": "15 jours",
    r"\b(?:une )?(?:demi[- ]|1[/\u2044]2 )(?=heure|journee)": "0,5 ",
}
ABOUT = re.compile(
    r"\b(?:environ|env\.|a peu pres|approximativement|de l'ordre de|autour de|plus ou moins|about|around"
    r"|approximately|roughly)(?= |$)|[~\u2248]|\+/-"
)

# A decimal has two digits at most: « 1.000 » might be a thousand.
_DIGITS = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+(?:[.,][0-9]{1,2})?"
_NUMBER = rf"{_DIGITS}|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
# « @ » stands for the side of a range, in the names of the groups: l(ow) or h(igh).
_UNIT = "|".join(f"(?P<@{unit.name}>{forms})" for unit, forms in UNITS.items())
# « 1 h 30 », « 1 hour 30 minutes »; « 1.5 h » has its minutes already.
_CLOCK = (
    rf"(?P<@h>[0-9]+) ?(?:{UNITS[Unit.HOUR]}) ?(?:et |and )?"
    rf"(?P<@m>[0-5]?[0-9])(?: ?(?:{UNITS[Unit.MINUTE]}))?"
)
_AMOUNT = rf"(?:{_CLOCK}|(?P<@n>{_NUMBER}) ?(?:{_UNIT})\.?(?P<@half> et demie?)?)"
_BARE = rf"(?P<b>{_NUMBER})"

_BEFORE = (
    r"moins (?:de |d')|(?:au plus tard )?(?:(?:sous|dans)(?: un)? delai(?: maxim(?:al|um))? d(?:e|')|sous|dans les"
    r"|d'ici(?: a)?|avant)|(?:un |le )?delai maxim(?:al|um)(?: de| d'| :)?|au plus(?: tard)?"
    r"|(?:au )?maximum|maxi?\.?|jusqu'a|<=?|\u2264"
    r"|within|(?:up|in up) to|less than|at (?:the )?most|no(?:t)? more than|under|maximum of"
)
_AFTER = r"au plus(?: tard)?|(?:au )?maximum|maxi?\.?|at (?:the )?most|or less|ou moins"
# What only says that a delay follows.
_NAMED = r"(?:(?:un |le )?delai(?! maxim)(?: de| d'| ?:)? ?|(?:dans(?! les| un)|en|in) )?"
RANGE = re.compile(
    rf"(?:entre |de |d'|between |from )?(?:{_AMOUNT.replace('@', 'l')}|{_BARE})"
    rf" ?(?:a|et|ou|to|and|or|-) ?{_AMOUNT.replace('@', 'h')}"
)
SINGLE = re.compile(_AMOUNT.replace("@", "h"))
BOUND = re.compile(rf"{_NAMED}(?:(?P<before>{_BEFORE}) ?)?(?P<core>.*?)(?: ?,? ?\(?(?P<after>{_AFTER})\)?)?")
LEAST = re.compile("(?:au moins|au minimum|minimum|at least) ", re.IGNORECASE)
MAX_WORDS = 12  # of a delay: no more are tried
NEGATIVE = re.compile("(?:-|moins |minus ) ?[0-9]")
PATTERNS = {"single": SINGLE, "range": RANGE, "bound": BOUND, "about": ABOUT, "least": LEAST, "negative": NEGATIVE}


def parse(text: str) -> Span:
    """Read a delay in French or English.

    « 1 h 30 » is 90 minutes, a range of two units (« 24 h à 5 jours ») counts in the longer's unit, « 0,5 jour »
    and « deux jours » are read too. Raises DelayError: ``delay-unreadable``, ``delay-negative``,
    ``delay-too-long`` (over 100 years) or ``delay-reversed`` (« 5 à 2 jours »).
    """
    words = normalize(text)
    if words in AT_ONCE:
        return Span(text, 0, Unit.DAY)
    if NEGATIVE.match(words):
        raise DelayError("delay-negative")
    for pattern, instead in OTHERWISE.items():
        words = re.sub(pattern, instead, words)
    sure = " ".join(ABOUT.sub(" ", words).split())
    found = BOUND.fullmatch(sure)
    assert found is not None
    span = _core(text, found["core"], bound=bool(found["before"] or found["after"]))
    if span is None:
        raise DelayError("delay-unreadable")
    if span.days > MAX_DAYS:
        raise DelayError("delay-too-long")
    if span.low is not None and span.low > span.high:
        raise DelayError("delay-reversed")
    return replace(span, about=sure != words)


def propose(text: str) -> dict[str, str]:
    """The parts of a delay that ``text`` most likely means, to be asked; nothing where it has no delay.

    >>> propose("10 jours après réception"), propose("au moins 5 jours")
    ({'value': '10 jours', 'condition': 'après réception'}, {'at-least': '5 jours'})
    """
    words = text.split()
    if (least := LEAST.match(text)) and is_delay(text[least.end() :]):
        return {"at-least": text[least.end() :].strip()}
    for cut in range(min(len(words), MAX_WORDS) - 1, 0, -1):
        value, condition = (" ".join(part).strip(" ,;:()-.") for part in (words[:cut], words[cut:]))
        if condition and is_delay(value):
            return {"value": value, "condition": condition}
    return {}


def is_delay(text: str) -> bool:
    """Whether ``text`` can be read as a delay."""
    try:
        parse(text)
    except DelayError:
        return False
    return True


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
    number = _value(found[f"{side}n"])
    if found[f"{side}half"] and number % 1:  # « 1,5 jour et demi »
        raise DelayError("delay-unreadable")
    return number + (0.5 if found[f"{side}half"] else 0), unit


def _value(number: str) -> float:
    if number in WORDS:
        return WORDS[number]
    return float(number.replace(" ", "").replace(",", "."))
