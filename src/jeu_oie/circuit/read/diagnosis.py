"""What the parser says about a file that it cannot parse → a problem that a person can mend."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from jeu_oie.circuit.read.source import REPORTED, SourceText, name_character

GLUED = re.compile(r"[ \t]*(?:- )?[\w-]+ ?:[^\s/]")  # « title:Fuite », but no address
OTHER_COLON = re.compile(r" {0,80}(?:- )?([a-z][a-z-]{0,40}) ?([=\uff1a\ufe55\u2236])([^\n]{0,200})")
DASH = re.compile(r" *-[^\s-]")  # « -title: Fuite »
SURROGATE = re.compile(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|U0000([dD][89a-fA-F][0-9a-fA-F]{2}))")


class Mark(NamedTuple):
    """A position as the parser counts: line and column from 0."""

    line: int
    column: int


class ScalarSpan(NamedTuple):
    """The extent of a scalar."""

    start: Mark
    end: Mark
    quoted: bool


@dataclass(frozen=True, slots=True)
class Break:
    """Where and why the parser stopped: ``start`` is where what it was reading began, ``last`` the text before."""

    place: Mark
    start: Mark
    context: str
    problem: str
    source: SourceText
    last: ScalarSpan | None

    @property
    def line(self) -> str:
        return line_of(self.source, self.place)


class Diagnosis(NamedTuple):
    """``place`` counts from 0."""

    place: Mark
    code: str
    values: dict[str, str]


def line_of(source: SourceText, mark: Mark) -> str:
    return source.lines[mark.line] if mark.line < len(source.lines) else ""


def diagnose(stop: Break) -> Diagnosis:
    """The place, the code and the values of what stopped the parser."""
    line = stop.line
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _at(Mark(stop.place.line, line.index("\t")), "tab")
    if "quoted scalar" in stop.context:
        return _diagnose_quote(stop)
    for told, reason in _REASONS:
        if told in stop.problem:
            return reason(stop)
    return _structure(stop)


def _at(place: Mark, code: str, **values: str) -> Diagnosis:
    return Diagnosis(place, code, values)


def _diagnose_quote(stop: Break) -> Diagnosis:
    if "stream" in stop.problem or "document" in stop.problem:
        return _at(stop.start, "unclosed-quote")
    line, column = stop.line, stop.place.column
    # libyaml points at the backslash, the pure parser behind « \u ».
    found = SURROGATE.match(line, column) or SURROGATE.match(line, max(column - 2, 0))
    if found:
        named = name_character(chr(int(found[1] or found[2], 16)))
        return _at(Mark(stop.place.line, found.start()), "control-character", character=named)
    return _at(stop.place, "bad-escape")


def _colon(stop: Break) -> Diagnosis:
    """A colon where no key can stand: inside a text, or after a line that is indented too far."""
    if stop.last is None or stop.last.start.line == stop.last.end.line:
        return _at(stop.place, "colon-in-text")
    for number in range(stop.last.start.line, stop.place.line):
        if GLUED.match(stop.source.lines[number]):
            return _at(Mark(number, 0), "space-after-colon")
    return _at(Mark(stop.place.line, len(stop.line) - len(stop.line.lstrip())), "indentation")


def _no_colon(stop: Break) -> Diagnosis:
    other = OTHER_COLON.match(line_of(stop.source, stop.start))
    if other:
        return _at(stop.start, "other-colon", sign=other[2], key=other[1], value=other[3].strip() or "…")
    glued = GLUED.match(line_of(stop.source, stop.start))
    return _at(stop.start, "space-after-colon" if glued else "missing-colon")


def _diagnose_reserved(stop: Break) -> Diagnosis:
    """A text that starts with a sign that means something in YAML: « @ », « * », « > »."""
    inside = stop.start.line == stop.place.line and stop.start.column < stop.place.column
    place = stop.start if inside else stop.place
    character = line_of(stop.source, place)[place.column : place.column + 1]
    if character == "\t":
        return _at(place, "tab")
    return _at(place, "reserved-start", character=character)


def _simply(code: str) -> Callable[[Break], Diagnosis]:
    return lambda stop: _at(stop.place, code)


_REASONS: tuple[tuple[str, Callable[[Break], Diagnosis]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("cannot start any token", _diagnose_reserved),
    ("alphabetic or numeric", _diagnose_reserved),
    ("comment or a line break", _diagnose_reserved),
    ("comment or line break", _diagnose_reserved),
    ("indentation indicators", _diagnose_reserved),
    ("sequence entries are not allowed", _diagnose_reserved),
    ("mapping keys are not allowed", _diagnose_reserved),
    ("tag handle", _simply("tag")),
    ("directive", _simply("directive")),
    ("<document start>", _simply("several-documents")),
)


def _structure(stop: Break) -> Diagnosis:
    line, column = stop.line, stop.place.column
    if "flow" in stop.context:
        here = stop.place.line == stop.start.line and line[column:].strip()
        return _at(stop.place if here else stop.start, "bracket")
    if line[column : column + 1] in ("]", "}", ","):
        return _at(stop.place, "bracket")
    if not line[:column].strip():
        return _at(stop.place, "space-after-dash" if DASH.match(line) else "indentation")
    quoted = stop.last is not None and stop.last.quoted and stop.last.end.line == stop.place.line
    return _at(stop.place, "quote-ends-early" if quoted else "text-after-value")


def blank_sign(source: SourceText, found: Diagnosis, last: ScalarSpan | None) -> SourceText | None:
    """``source`` without the sign that stopped the parser, and with its problem noted, so that the rest is read too.

    The value that held the sign counts as reported. None where no single sign is to blame.
    """
    extent = _blame(source, found, last)
    if extent is None:
        return None
    place, length = extent
    lines = source.text.split("\n")
    line = lines[place.line]
    if line[place.column : place.column + 1] in ("", REPORTED):
        return None
    lines[place.line] = line[: place.column] + REPORTED * length + line[place.column + length :]
    told = source.problem(found.place.line + 1, found.place.column + 1, found.code, **found.values)
    known = any(problem.place.line == told.place.line for problem in source.problems)
    return replace(source, text="\n".join(lines), problems=(*source.problems, *(() if known else (told,))))


def _blame(source: SourceText, found: Diagnosis, last: ScalarSpan | None) -> tuple[Mark, int] | None:
    """Where the sign stands that made the parser stop, and its length."""
    match found.code:
        case "control-character":
            escape = SURROGATE.match(line_of(source, found.place), found.place.column)
            return (found.place, len(escape.group())) if escape else None
        case "reserved-start" | "colon-in-text" | "bad-escape":
            return found.place, 1
        case "quote-ends-early":
            return (last.start, 1) if last else None
    return None
