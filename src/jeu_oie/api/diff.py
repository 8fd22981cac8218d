"""What changed in a circuit, and what to print again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeu_oie.api.read import find_project, read
from jeu_oie.builder.find import stops
from jeu_oie.builder.presets import presets
from jeu_oie.builder.project import Project
from jeu_oie.circuit.read import Reading
from jeu_oie.disk import FilePath
from jeu_oie.errors import DoesNotFit, InvalidInput, Problem, Severity
from jeu_oie.exchange.report import PrintedHashes, Report
from jeu_oie.game.preset import Preset
from jeu_oie.kit import KitFiles, Options, Plan, plan_reading, write
from jeu_oie.kit.fitting import misfit_problems
from jeu_oie.kit.reprinting import Both, changes_files, data_of
from jeu_oie.messages import load_catalog


@dataclass(frozen=True, slots=True)
class CircuitDiff:
    """A circuit before and after, each drawn on the same board; ``after``: the latter as it was read."""

    both: Both
    after: Reading

    @property
    def same(self) -> bool:
        """Whether nothing has changed that is said or printed."""
        return self.report().nothing

    def report(self, language: str = "fr") -> Report:
        """What changed, in words of ``language``."""
        return self.both.report(load_catalog(language))

    def data(self, language: str = "fr") -> dict[str, Any]:
        """The whole report, as ``jeu-oie diff --json`` gives it."""
        return data_of(self.both, self.report(language))

    def write(
        self, folder: FilePath, *, flip: str = "long", shift_mm: tuple[float, float] = (0.0, 0.0)
    ) -> tuple[Path, ...]:
        """A page, a PDF with both boards, and only those cards that are to be printed again; gives their files.

        Raises InvalidInput where a card has no room for what it says, OutputRefused.
        """
        try:
            files = changes_files(self.both, Options(flip=flip, shift_mm=shift_mm))
        except DoesNotFit as error:
            raise InvalidInput(tuple(misfit_problems(self.after, error))) from error
        write(KitFiles(files), Path(folder))
        return tuple(Path(folder) / name for name in files)


def diff(
    before: FilePath | Reading,
    after: FilePath | Reading,
    *,
    board: str | Preset | None = None,
    project: FilePath | Project | None = None,
    printed: PrintedHashes | None = None,
) -> CircuitDiff:
    """What changed from ``before`` to ``after``, both drawn on the ``board`` of the latter.

    ``printed``: what a kit in hand carries, where that is known; else what ``before`` would print. Raises InvalidInput
    with the errors that stop either.
    """
    old, new = (each if isinstance(each, Reading) else read(each) for each in (before, after))
    preset = board if isinstance(board, Preset) else presets(find_project(project), board)(new.files[0])
    (former, wrong), (latter, more) = (plan_or_problems(each, preset) for each in (old, new))
    if former is None or latter is None:
        raise InvalidInput((*wrong, *more))
    return CircuitDiff(Both(former, latter, printed), new)


def plan_or_problems(reading: Reading, preset: Preset) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a reading, or the errors that stop it."""
    made, problems = plan_reading(reading, preset)
    errors = tuple(each for each in (*reading.problems, *problems) if each.severity is Severity.ERROR)
    return (None if stops(errors, strict=False) else made), errors
