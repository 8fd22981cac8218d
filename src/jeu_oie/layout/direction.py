"""Writing from right to left: which languages, which lines, and figures that keep their order within them."""

import re

TIE = "\u00a0"
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
# Letters of Hebrew, Arabic and their neighbours (UAX 9, classes R and AL), figures left out.
STRONG = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
NUMBER = re.compile(r"\d(?:[ .\u00a0]?\d){5,}")  # a telephone number


def direction(language: str) -> str:
    """``rtl`` for the languages written from right to left (a BCP 47 code)."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def leftward(text: str) -> bool:
    """Whether ``text`` holds a letter that is written from right to left."""
    return STRONG.search(text) is not None


def leading(text: str, usual: float) -> float:
    """From line to line, times the height of a line: Arabic letters reach higher and lower than European ones."""
    return max(usual, 1.2) if leftward(text) else usual


def hold_numbers(text: str) -> str:
    """``text`` with telephone numbers that keep their order in a line from right to left.

    Figures parted by plain spaces would stand in reverse there; parted by no-break ones they are one number
    (UAX 9, W4: a common separator).
    """
    return NUMBER.sub(lambda found: found[0].replace(" ", TIE), text) if leftward(text) else text
