"""What in a circuit's files names a person, or passes for another name: letters of two alphabets, unusual addresses.

Told, never refused: all of it may be right. Sources may name whoever wrote them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from jeu_oie.circuit.persons import names_in
from jeu_oie.circuit.reader import LocatedText, Reading
from jeu_oie.errors import Place, Problem

MOST = 20  # of one sort that are told at their places, the others being counted
CITED = "sources"  # the key under which people are cited
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Greek, Cyrillic, Armenian, Cherokee: alphabets in which letters look like Latin ones.
ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0589\u13a0-\u13ff]")
HOST = re.compile(r"https?://[^\s/?#]*(?:xn--|[^\x00-\x7f])[^\s/?#]*", re.IGNORECASE)


def naming(reading: Reading) -> Iterator[Problem]:
    """The warnings, the first MOST of each sort; how many others there are stands at the last of them."""
    counts: Counter[str] = Counter()
    last: dict[str, tuple[Place, str]] = {}
    for said, following in zip_longest(reading.texts, reading.texts[1:]):
        for code, value in _find_names(said):
            counts[code] += 1
            if counts[code] <= MOST:
                place = _place(reading, said, following, value)
                last[code] = place, value
                yield reading.problem_at(place.file, place.line, place.column, code, value=value)
    for code, (place, value) in last.items():
        if counts[code] > MOST:
            told = {"value": value, "count": counts[code] - MOST}
            yield reading.problem_at(place.file, place.line, place.column, f"{code}-others", **told)


def mixed_in(text: str) -> Iterator[str]:
    """The words that hold letters of two alphabets."""
    if ALIKE.search(text):
        words = (match.group() for match in WORD.finditer(text))
        yield from (word for word in words if LATIN.search(word) and ALIKE.search(word))


def _find_names(said: LocatedText) -> Iterator[tuple[str, str]]:
    """The code and the words of each."""
    if CITED not in said.keys:
        yield from (("person-named", match.group().strip()) for match in names_in(said.text))
    yield from (("mixed-alphabets", word) for word in mixed_in(said.text))
    yield from (("unusual-host", match.group()) for match in HOST.finditer(said.text))


def _place(reading: Reading, said: LocatedText, following: LocatedText | None, value: str) -> Place:
    """Where the words themselves stand: in the lines of their text, which end where the next one begins."""
    place = said.place
    lines = reading.lines.get(place.file, ())
    last = following.place.line if following and following.place.file == place.file else len(lines)
    for number, line in enumerate(lines[place.line - 1 : last], place.line):
        column = line.find(value, place.column - 1 if number == place.line else 0)
        if column >= 0:
            return Place(place.file, number, column + 1)
    return place
