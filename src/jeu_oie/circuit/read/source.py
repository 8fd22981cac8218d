"""Bytes → the lines that a person sees, and what is wrong with them."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from jeu_oie.disk import MAX_FILE_BYTES
from jeu_oie.errors import Place, Problem, Severity

# What no text may hold, of two sorts: what YAML or a printer cannot show (controls, halves of surrogate pairs,
# noncharacters), and what nobody sees, although it turns the order of reading or makes two names of one look. Of the
# second some are needed where they stand, and stay: joiners within Arabic, Persian or Indic words and in emoji, marks
# of direction next to an Arabic or Hebrew letter, a soft hyphen between two letters, the selector that colours an
# emoji. No-break spaces are seen. The patterns are read by the editor's JavaScript too (``rulebook.script``): they say
# nothing that differs there.

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


EXCERPT_CHARS = 160  # characters
VALUE_CHARS = 700  # characters of what a sentence shows: all keys of an item take about 300, all pictures 600

# What a word processor puts for a space, where YAML wants a space: before a key, around its colon, at the end.
_WIDE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_GAP = rf"[ {_WIDE}]"
SPACES = re.compile(f"[{_WIDE}]")
HARD = re.compile(rf"^{_GAP}*(?:-{_GAP}+)*(?:[a-z][a-z-]*{_GAP}*:(?:{_GAP}+|$))?|(?<!{_GAP}){_GAP}+$", re.MULTILINE)
MAX_REPORTED = 1_000  # problems of one sort that are told of one file: nobody reads more, and each costs time


@dataclass(frozen=True)
class SourceText:
    """A file's text: ``lines`` as typed, ``text`` with line feeds only and bad characters replaced."""

    file: str
    text: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def problem(
        self,
        line: int,
        column: int,
        code: str,
        severity: Severity = Severity.ERROR,
        /,
        **values: object,
    ) -> Problem:
        """A problem at ``line`` and ``column`` (from 1), with its excerpt."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        shown, caret = excerpt(text, column)
        told = tuple((name, shorten_value(str(value))) for name, value in values.items())
        place = Place(self.file, line, column)
        return Problem(place, code, told, severity, shown, caret=caret)


def shorten_value(value: str) -> str:
    """What a sentence shows of a value."""
    return value if len(value) <= VALUE_CHARS else value[: VALUE_CHARS - 1] + "…"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """What is shown of ``line``, and where ``column`` stands in it (0: at its own place)."""
    start = 0 if column <= EXCERPT_CHARS // 2 else max(min(column - EXCERPT_CHARS // 2, len(line) - EXCERPT_CHARS), 0)
    shown = BAD.sub("\N{REPLACEMENT CHARACTER}", line[start : start + EXCERPT_CHARS])
    if start + EXCERPT_CHARS < len(line):
        shown = shown[:-1] + "…"
    return (shown, 0) if start == 0 else ("…" + shown[1:], column - start)


# What a file begins with that is no YAML in UTF-8, whatever its name.
STARTS: Mapping[bytes, str] = {
    codecs.BOM_UTF16_LE: "not-utf-8",
    codecs.BOM_UTF16_BE: "not-utf-8",
    b"%PDF-": "file-is-pdf",
}


def source(data: bytes | str, file: str) -> SourceText:
    """Decode ``data``; a source with problems may have an empty text, never raises."""
    if len(data) > MAX_FILE_BYTES:
        return _refuse(file, "", 1, 1, "file-too-large", limit=MAX_FILE_BYTES // 1_000_000)
    if isinstance(data, str):
        return _check_text(data.removeprefix("\ufeff"), file)
    if code := next((code for start, code in STARTS.items() if data.startswith(start)), None):
        return _refuse(file, "", 1, 1, code)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _check_text(data.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return _refuse(file, "", 1, 1, "not-a-text-file")
        before = _line_feeds(data[: error.start].decode("utf-8")).split("\n")
        text = _line_feeds(data.decode("utf-8", "replace"))
        return _refuse(file, text, len(before), len(before[-1]) + 1, "not-utf-8")


def _refuse(file: str, text: str, line: int, column: int, code: str, **values: object) -> SourceText:
    shell = SourceText(file, "", tuple(text.split("\n")))
    return SourceText(file, "", shell.lines, (shell.problem(line, column, code, **values),))


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_text(text: str, file: str) -> SourceText:
    text = _line_feeds(text)
    lines = tuple(text.split("\n"))
    bare = SourceText(file, text, lines)
    problems = _bad_characters(bare) if BAD.search(text) else ()
    # YAML 1.1 ends a line at U+2028 and U+2029, no editor does: lines would be counted differently.
    text = BAD.sub(REPORTED, text).replace("\u2028", " ").replace("\u2029", " ")
    return SourceText(file, space_text(text), lines, problems)


def space_text(text: str) -> str:
    """``text`` with spaces for no-break ones that nobody sees where YAML wants a space; columns stay."""
    if not SPACES.search(text):
        return text
    return HARD.sub(lambda found: SPACES.sub(" ", found.group()), text)


def _bad_characters(bare: SourceText) -> tuple[Problem, ...]:
    found = ((number, match) for number, line in enumerate(bare.lines, 1) for match in BAD.finditer(line))
    return tuple(_bad_character(bare, number, match) for number, match in islice(found, MAX_REPORTED))


def _bad_character(bare: SourceText, number: int, found: re.Match[str]) -> Problem:
    code, values = classify_character(found.group())
    return bare.problem(number, found.start() + 1, code, **values)
