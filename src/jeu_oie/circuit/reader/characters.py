"""The characters that no text may hold: what is printed, read aloud or signed must be what is written.

Two sorts: what YAML or a printer cannot show (controls, halves of surrogate pairs, noncharacters), and what nobody
sees, although it turns the order of reading or makes two names of one look. Of the second some are needed where they
stand, and stay: joiners within Arabic, Persian or Indic words and in emoji, marks of direction next to an Arabic or
Hebrew letter, a soft hyphen between two letters, the selector that colours an emoji. No-break spaces are seen.
The patterns are read by the editor's JavaScript too (``rulebook.script``): they say nothing that differs there.
"""

import re
from collections.abc import Mapping

# Stands in the text for a bad character that was reported, so that what holds it is not reported twice.
REPORTED = "\ufdd0"

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
DIRECTION = "\u202a-\u202e\u2066-\u2069\u206a-\u206f"
WIDTH = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
)
TAG = "\U000e0000-\U000e0fff"
MARK = "\u061c\u200e\u200f"
JOINER = "\u200c\u200d"
SELECTOR = "\ufe00-\ufe0f"
SOFT_HYPHEN = "\u00ad"

# Letters, points and signs of scripts that are written from right to left; their digits apart, which nothing may part.
_RTL = "\u0590-\u061b\u061d-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_JOINED = (
    f"{_RTL}\u0900-\u0965\u0970-\u0dff\u0f00-\u109f\u1700-\u17b3\u17b6-\u180a\u1810-\u18af\u1a00-\u1cff\ua800-\uabff"
)
_PICTURE = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_NEXT = "[ \u00a0\u202f!-/:-@\u00ab\u00bb\u060c\u061b\u061f\u2013\u2014\u2019\u2026]"  # between a mark and its letter

BAD = re.compile(
    "|".join(
        (
            f"[{CONTROL}{DIRECTION}{WIDTH}{TAG}]",
            f"[{MARK}](?<![{_RTL}].)(?<![{_RTL}]{_NEXT}.)(?<![{_RTL}]{_NEXT}{_NEXT}.)(?!{_NEXT}{{0,3}}[{_RTL}])",
            f"\u200c(?<![{_JOINED}].)",
            f"\u200d(?<![{_JOINED}].)(?!(?<=[{_PICTURE}\ufe0f].)[{_PICTURE}])",
            f"[{SELECTOR}](?<![{_PICTURE}].)(?!(?<=[0-9#*].)\u20e3)",
            rf"{SOFT_HYPHEN}(?<![^\W\d_].)|{SOFT_HYPHEN}(?![^\W\d_])",
        )
    )
)
# What a character that nobody sees does, by the key of its name.
HIDDEN: Mapping[str, re.Pattern[str]] = {
    "direction": re.compile(f"[{DIRECTION}]"),
    "width": re.compile(f"[{WIDTH}]"),
    "tag": re.compile(f"[{TAG}]"),
    "mark": re.compile(f"[{MARK}]"),
    "joiner": re.compile(f"[{JOINER}]"),
    "selector": re.compile(f"[{SELECTOR}]"),
    "soft-hyphen": re.compile(SOFT_HYPHEN),
}


def name_character(character: str) -> str:
    """« U+0007 »: a way to show what cannot be shown."""
    return f"U+{ord(character):04X}"


def classify_character(character: str) -> tuple[str, Mapping[str, str]]:
    """The code of the problem that a character which BAD has found is, and its values."""
    told = {"character": name_character(character)}
    sort = next((sort for sort, pattern in HIDDEN.items() if pattern.fullmatch(character)), None)
    return ("hidden-character", {**told, "sort": sort}) if sort else ("control-character", told)
