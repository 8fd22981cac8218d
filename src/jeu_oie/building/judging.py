"""What stops a circuit: all that reading, looking at it and drawing it find."""

from collections.abc import Iterable
from datetime import date

from jeu_oie.board.preset import Preset
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.reader import Reading
from jeu_oie.errors import Problem, Severity
from jeu_oie.kit import Plan, planned


def examine(
    reading: Reading, preset: Preset, today: date, address: str | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The drawn plan of a circuit, and what reading, lint and assembling find, in line order."""
    made, found = planned(reading, preset, address)
    return made, in_order(reading, (*reading.problems, *lint(reading, today), *found))


def in_order(reading: Reading, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The circuit's own problems first, then those of the files that it names, each in line order."""
    own = reading.files[0].as_posix()
    return tuple(sorted(problems, key=lambda each: (each.place.file != own, each.place)))


def stops(problems: Iterable[Problem], strict: bool) -> bool:
    """Whether something must be mended first; ``strict`` counts warnings, but not facts that nobody has found."""
    return any(each.severity is Severity.ERROR or (strict and each.stated) for each in problems)
