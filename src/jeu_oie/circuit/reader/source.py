"""Bytes → the lines that a person sees in an editor, and the problems of the bytes themselves."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from jeu_oie.circuit.reader.characters import BAD, REPORTED, classify_character
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.opening import LARGEST

EXCERPT = 160  # characters
VALUE = 500  # characters of what a sentence shows: all keys of an item take about 300

# What a word processor puts for a space, where YAML wants a space: before a key, around its colon, at the end.
_GAP = r"[ \u00a0\u202f]"
HARD = re.compile(rf"^{_GAP}*(?:-{_GAP}+)*(?:[a-z][a-z-]*{_GAP}*:(?:{_GAP}+|$))?|(?<!{_GAP}){_GAP}+$", re.MULTILINE)
MOST_REPORTED = 1_000  # problems of one sort that are told of one file: nobody reads more, and each costs time


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
    return value if len(value) <= VALUE else value[: VALUE - 1] + "…"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """What is shown of ``line``, and where ``column`` stands in it (0: at its own place)."""
    start = 0 if column <= EXCERPT // 2 else max(min(column - EXCERPT // 2, len(line) - EXCERPT), 0)
    shown = BAD.sub("\N{REPLACEMENT CHARACTER}", line[start : start + EXCERPT])
    if start + EXCERPT < len(line):
        shown = shown[:-1] + "…"
    return (shown, 0) if start == 0 else ("…" + shown[1:], column - start)


def source(data: bytes | str, file: str) -> SourceText:
    """Decode ``data``; a source with problems may have an empty text, never raises."""
    if len(data) > LARGEST:
        return _refuse(file, "", 1, 1, "file-too-large", limit=LARGEST // 1_000_000)
    if isinstance(data, str):
        return _check_text(data.removeprefix("\ufeff"), file)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _refuse(file, "", 1, 1, "not-utf-8")
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
    if "\u00a0" not in text and "\u202f" not in text:
        return text
    return HARD.sub(lambda found: found.group().replace("\u00a0", " ").replace("\u202f", " "), text)


def _bad_characters(bare: SourceText) -> tuple[Problem, ...]:
    found = ((number, match) for number, line in enumerate(bare.lines, 1) for match in BAD.finditer(line))
    return tuple(_bad_character(bare, number, match) for number, match in islice(found, MOST_REPORTED))


def _bad_character(bare: SourceText, number: int, found: re.Match[str]) -> Problem:
    code, values = classify_character(found.group())
    return bare.problem(number, found.start() + 1, code, **values)
