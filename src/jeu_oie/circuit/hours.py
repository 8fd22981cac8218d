"""Opening hours as landlords write them → when somebody answers: by day, while it is closed, always."""

import re
from collections.abc import Iterator

from jeu_oie.circuit.model import When
from jeu_oie.circuit.times import normalize

_CLOCK = r"(\d{1,2}) ?(?:(?:h|:|heures?)(?: ?([0-5]\d)\b)?|([ap])\.?m\b\.?)?"
# « 8 h 30 à 12 h », « 9-17h », « 8h30/16h », « from 9 am to 5 pm ».
RANGES = re.compile(rf"\b{_CLOCK} ?(?:-|/|a|jusqu'a|to|until) ?{_CLOCK}(?!\d)")
ALWAYS = re.compile(
    r"\b24 ?(?:h|heures)? ?(?:sur|/) ?(?:24 ?h?|7 ?j?)\b|\b7 ?(?:j|jours)? ?(?:sur|/) ?7\b"
    r"|\bjour et nuit\b|\bnuit et jour\b|\ba toute heure\b|\bday and night\b|\baround the clock\b"
)
CLOSED = re.compile(
    r"\b(?:soir(?:ee)?s?|nuits?|week-?ends?|dimanches?|feries?|astreintes?|evenings?|nights?|out of hours)\b"
)
OUTSIDE = re.compile(
    r"\b(?:hors|dehors|out of hours|outside)\b"
    r"|\b(?:vendredi|samedi|friday|saturday)\b[^;,.]* (?:au lundi|to monday)\b"
)
SHUT = re.compile(r"\b(?:ferme\w*|closed|sauf|except)\b[^;.]*")  # what follows is when nobody answers
WEEKDAYS = re.compile(
    r"\b(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|en semaine|ouvre\w*|ouvrables?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|week)days?)\b"
)
DAYTIME = re.compile(
    r"\b(?:matin(?:ee)?s?|apres-midis?|journee|bureau|ouverture|mornings?|afternoons?|office|opening)\b"
)
HALF_DAY = 12


def read_when(hours: str) -> When | None:
    """When a number answers that is reached at ``hours``; None: nobody can tell.

    >>> [read_when(each) for each in ("24h/24", "17 h 30 à 8 h 30", "lundi 9h-17h, fermé le week-end")]
    [<When.ALWAYS: 'always'>, <When.CLOSED: 'closed'>, <When.DAY: 'day'>]
    """
    said = normalize(hours)
    spans = list(_spans(ALWAYS.sub(" ", said)))
    over_midnight = [end < start for start, end in spans]
    if any(over_midnight):
        return When.CLOSED if all(over_midnight) else When.ALWAYS
    if OUTSIDE.search(said):
        return When.CLOSED
    answered = SHUT.sub(" ", said)
    if not spans and ALWAYS.search(answered):
        return When.ALWAYS
    by_day = DAYTIME.search(answered) or (spans and WEEKDAYS.search(answered))
    if CLOSED.search(answered) and not by_day:
        return When.CLOSED
    return When.DAY if spans or by_day or WEEKDAYS.search(answered) else None


def _spans(said: str) -> Iterator[tuple[float, float]]:
    """From what hour to what hour, as far as ``said`` tells it by the clock."""
    for found in RANGES.finditer(said):
        hour, minute, half, hour_end, minute_end, half_end = found.groups()
        if not any((minute, half, minute_end, half_end)) and not re.search("h|:", found[0]):
            continue  # « 2-3 » is no time
        half = half or (half_end if half_end and int(hour) < int(hour_end) else None)
        yield _hour(hour, minute, half), _hour(hour_end, minute_end, half_end) or 24


def _hour(hour: str, minute: str | None, half: str | None) -> float:
    return int(hour) % (HALF_DAY if half else 25) + int(minute or 0) / 60 + (HALF_DAY if half == "p" else 0)
