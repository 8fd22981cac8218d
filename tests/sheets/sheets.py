"""What the tests of printed documents share: the words of a document, where they stand on paper."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
HEIGHT = 0.95 + 0.29  # of a word's box, in sizes: the font's ascent and descent
MM_PT = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A word on paper: mm from the left and the top, size in pt."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size_pt: float


def pages(document):
    """The words of each page, where they stand."""
    made = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=document, capture_output=True, check=True)
    return [[word_of(found) for found in WORD.findall(page)] for page in made.stdout.decode().split("<page ")[1:]]


def word_of(found):
    left, top, right, bottom = (float(each) / MM_PT for each in found[:4])
    return Word(unescape(found[4]), left, top, right, bottom, (bottom - top) * MM_PT / HEIGHT)


def outside(words, margin_mm=5.0):
    """Words nearer to the edge of an A4 page than any office printer prints."""
    return [word for word in words if min(word.left, word.top, 210 - word.right, 297 - word.bottom) < margin_mm]


def overlapping(words):
    """Pairs of words that stand on each other."""
    found = []
    for rank, one in enumerate(words):
        for other in words[rank + 1 :]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            if wide > 0.3 and high > 0.35 * min(one.bottom - one.top, other.bottom - other.top):
                found.append((one.text, other.text))
    return found


def share_used(words):
    """Of an A4 page, how far down its words go, its foot apart."""
    body = [word.bottom for word in words if word.bottom < 297 - 21]
    return max(body, default=0) / (297 - 21)
