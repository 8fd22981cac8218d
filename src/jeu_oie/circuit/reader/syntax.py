"""What the parser says about a file it cannot parse → a problem that a person can mend."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from jeu_oie.circuit.reader.source import REPORTED, Source, named

GLUED = re.compile(r"[ \t]*(?:- )?[\w-]+:[^\s/]")  # « title:Fuite », but no address
SURROGATE = re.compile(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|U0000([dD][89a-fA-F][0-9a-fA-F]{2}))")


class Mark(NamedTuple):
    """A position as the parser counts: line and column from 0."""

    line: int
    column: int


class Text(NamedTuple):
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
    source: Source
    last: Text | None

    @property
    def line(self) -> str:
        return line_of(self.source, self.place)


class Diagnosis(NamedTuple):
    """``place`` counts from 0."""

    place: Mark
    code: str
    values: dict[str, str]


def line_of(source: Source, mark: Mark) -> str:
    return source.lines[mark.line] if mark.line < len(source.lines) else ""


def diagnose(stop: Break) -> Diagnosis:
    """The place, the code and the values of what stopped the parser."""
    line = stop.line
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _at(Mark(stop.place.line, line.index("\t")), "tab")
    if "quoted scalar" in stop.context:
        return _quoted(stop)
    for told, reason in _REASONS:
        if told in stop.problem:
            return reason(stop)
    return _structure(stop)


def _at(place: Mark, code: str, **values: str) -> Diagnosis:
    return Diagnosis(place, code, values)


def _quoted(stop: Break) -> Diagnosis:
    if "stream" in stop.problem or "document" in stop.problem:
        return _at(stop.start, "unclosed-quote")
    line, column = stop.line, stop.place.column
    # libyaml points at the backslash, the pure parser behind « \u ».
    found = SURROGATE.match(line, column) or SURROGATE.match(line, max(column - 2, 0))
    if found:
        return _at(Mark(stop.place.line, found.start()), "control-character", character=_half(found))
    return _at(stop.place, "bad-escape")


def _half(found: re.Match[str]) -> str:
    return named(chr(int(found[1] or found[2], 16)))


def _colon(stop: Break) -> Diagnosis:
    """A colon where no key can stand: inside a text, or after a line that is indented too far."""
    if stop.last is None or stop.last.start.line == stop.last.end.line:
        return _at(stop.place, "colon-in-text")
    for number in range(stop.last.start.line, stop.place.line):
        if GLUED.match(stop.source.lines[number]):
            return _at(Mark(number, 0), "space-after-colon")
    return _at(Mark(stop.place.line, len(stop.line) - len(stop.line.lstrip())), "indentation")


def _no_colon(stop: Break) -> Diagnosis:
    glued = GLUED.match(line_of(stop.source, stop.start))
    return _at(stop.start, "space-after-colon" if glued else "missing-colon")


def _reserved(stop: Break) -> Diagnosis:
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
    ("cannot start any token", _reserved),
    ("alphabetic or numeric", _reserved),
    ("comment or a line break", _reserved),
    ("comment or line break", _reserved),
    ("indentation indicators", _reserved),
    ("sequence entries are not allowed", _reserved),
    ("mapping keys are not allowed", _reserved),
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
        return _at(stop.place, "indentation")
    quoted = stop.last is not None and stop.last.quoted and stop.last.end.line == stop.place.line
    return _at(stop.place, "quote-ends-early" if quoted else "text-after-value")


def without_surrogate(source: Source, place: Mark) -> Source | None:
    r"""``source`` with the escape at ``place`` blanked out, and its problem noted; None if none is there.

    libyaml stops at « \ud800 »; without it, the rest of the file can be read too.
    """
    lines = source.text.split("\n")
    found = SURROGATE.match(lines[place.line], place.column)
    if not found:
        return None
    blank = REPORTED * len(found.group())
    lines[place.line] = found.string[: found.start()] + blank + found.string[found.end() :]
    problem = source.problem(place.line + 1, place.column + 1, "control-character", character=_half(found))
    return replace(source, text="\n".join(lines), problems=(*source.problems, problem))
