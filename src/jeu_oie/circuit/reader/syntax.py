"""What PyYAML says about a file it cannot parse → a problem that a person can mend."""

import re
from dataclasses import replace
from typing import Any

from jeu_oie.circuit.reader.source import REPORTED, Source, named

GLUED = re.compile(r"[ \t]*(?:- )?[\w-]+:[^\s/]")  # « title:Fuite », but no address
SURROGATE = re.compile(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|U0000([dD][89a-fA-F][0-9a-fA-F]{2}))")

Diagnosis = tuple[int, int, str, dict[str, object]]  # line and column from 1, code, values


def diagnose(error: Any, source: Source, last: Any) -> Diagnosis:
    """The place, the code and the values of ``error``; ``last`` is the last scalar event before it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 1, 1, "yaml-syntax", {}
    start = getattr(error, "context_mark", None) or mark
    context, problem = error.context or "", error.problem or ""
    line = source.lines[mark.line] if mark.line < len(source.lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
        return mark.line + 1, line.index("\t") + 1, "tab", {}
    if "quoted scalar" in context:
        return _quoted(mark, start, problem, line)
    for told, code in _REASONS:
        if told in problem:
            return code(mark, start, source, last)
    return _structure(mark, start, context, line, last)


def _at(mark: Any, code: str, **values: object) -> Diagnosis:
    return mark.line + 1, mark.column + 1, code, values


def _quoted(mark: Any, start: Any, problem: str, line: str) -> Diagnosis:
    if "stream" in problem or "document" in problem:
        return _at(start, "unclosed-quote")
    found = SURROGATE.match(line, mark.column) or SURROGATE.match(line, max(mark.column - 2, 0))
    if found:
        code = int(found[1] or found[2], 16)
        return mark.line + 1, found.start() + 1, "control-character", {"character": named(chr(code))}
    return _at(mark, "bad-escape")


def _colon(mark: Any, start: Any, source: Source, last: Any) -> Diagnosis:
    """A colon where no key can stand: inside a text, or after a line that is indented too far."""
    if last is None or last.start_mark.line == last.end_mark.line:
        return _at(mark, "colon-in-text")
    for number in range(last.start_mark.line, mark.line):
        if GLUED.match(source.lines[number]):
            return number + 1, 1, "space-after-colon", {}
    line = source.lines[mark.line]
    return mark.line + 1, len(line) - len(line.lstrip()) + 1, "indentation", {}


def _no_colon(mark: Any, start: Any, source: Source, last: Any) -> Diagnosis:
    line = source.lines[start.line]
    return _at(start, "space-after-colon" if GLUED.match(line) else "missing-colon")


def _reserved(mark: Any, start: Any, source: Source, last: Any) -> Diagnosis:
    place = start if start.line == mark.line and start.column < mark.column else mark
    line = source.lines[place.line] if place.line < len(source.lines) else ""
    return _at(place, "reserved-start", character=line[place.column : place.column + 1])


def _simply(code: str) -> Any:
    return lambda mark, start, source, last: _at(mark, code)


_REASONS: tuple[tuple[str, Any], ...] = (
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


def _structure(mark: Any, start: Any, context: str, line: str, last: Any) -> Diagnosis:
    if "flow" in context:
        here = mark.line == start.line and line[mark.column :].strip()
        return _at(mark if here else start, "bracket")
    if line[mark.column : mark.column + 1] in ("]", "}", ","):
        return _at(mark, "bracket")
    if not line[: mark.column].strip():
        return _at(mark, "indentation")
    quoted = last is not None and last.style in ("'", '"') and last.end_mark.line == mark.line
    return _at(mark, "quote-ends-early" if quoted else "text-after-value")


def without_surrogate(source: Source, line: int, column: int) -> Source | None:
    """``source`` with the escape at ``line`` and ``column`` blanked out, and its problem noted; None if none is there.

    libyaml stops at such an escape; without it, the rest of the file can be read too.
    """
    lines = source.text.split("\n")
    found = SURROGATE.match(lines[line - 1], column - 1)
    if not found:
        return None
    lines[line - 1] = found.string[: found.start()] + REPORTED * len(found.group()) + found.string[found.end() :]
    character = named(chr(int(found[1] or found[2], 16)))
    problem = source.problem(line, column, "control-character", character=character)
    return replace(source, text="\n".join(lines), problems=(*source.problems, problem))
