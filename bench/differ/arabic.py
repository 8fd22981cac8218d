"""What can be compared of a sheet in Arabic: its numbers as they are printed, its other words in no order.

No engine's PDF gives Arabic words back whole, and PDFium turns what stands in their lines round: the rest is for eyes.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bench.differ.letters import Letter, Page

# Marks and ligatures of Arabic lie over each other as they should.
BLOCKS = (range(0x590, 0x900), range(0xFB50, 0xFF00))
NEAR, APART = 0.7, 0.15  # of their size: the next digits of a number; digits with a space between
LATIN = re.compile(r"[^\W\d_]+")


def is_arabic(letter: Letter) -> bool:
    return any(ord(letter.text[0]) in block for block in BLOCKS)


def latin_words(pages: Iterable[Page]) -> tuple[str, ...]:
    text = "".join(letter.text if not is_arabic(letter) else " " for page in pages for letter in page.letters)
    return tuple(sorted(word for word in LATIN.findall(text) if word.isascii() or word.lower() != word.upper()))


def printed_numbers(pages: Iterable[Page]) -> tuple[str, ...]:
    """« 05 62 73 56 00 », however it is stored: digits side by side, from left to right, line by line from the top."""
    return tuple(number for page in pages for number in numbers_of(page.letters))


def numbers_of(letters: Iterable[Letter]) -> Iterator[str]:
    lines = groupby(sorted(letters, key=place), key=lambda letter: place(letter)[0])
    for line in (list(found) for _, found in lines):
        number, end = "", 0.0
        for letter in line:
            gap = (letter.box[0] - end) / letter.size if number else 0.0
            if number and (not is_digit(letter) or gap > NEAR):
                yield number
                number = ""
            if is_digit(letter):
                number += (" " if number and gap > APART else "") + letter.text[0]
                end = letter.box[2]
        if number:
            yield number


def place(letter: Letter) -> tuple[int, float]:
    return -round(letter.baseline), letter.box[0]


def is_digit(letter: Letter) -> bool:
    return letter.text[0] in "0123456789"
