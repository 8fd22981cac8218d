"""What several landlords answer to the same questions; never a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeu_oie.api.read import CircuitSource, list_circuits
from jeu_oie.disk import FilePath
from jeu_oie.errors import InvalidInput, Severity
from jeu_oie.exchange.compare import KitEntry
from jeu_oie.game.squares import WrongSize
from jeu_oie.kit import KitFiles, write
from jeu_oie.kit.plan import wrong_size
from jeu_oie.kit.reprinting import compare_files, comparison_data_of, entry
from jeu_oie.messages import load_catalog
from jeu_oie.web.comparison import comparisons, left_alone


@dataclass(frozen=True, slots=True)
class Comparison:
    """Circuits side by side; ``entries`` is what each of them answers."""

    entries: tuple[KitEntry, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """Those of which two landlords or more have a circuit; without one there is nothing to compare."""
        return tuple(comparisons(self.entries))

    @property
    def alone(self) -> tuple[KitEntry, ...]:
        """The circuits that no other landlord has one beside."""
        return left_alone(self.entries)

    def data(self) -> list[dict[str, Any]]:
        """For each topic its questions, and what each landlord answers, with the sources."""
        return comparison_data_of(self.entries)

    def write(self, folder: FilePath, *, language: str = "fr") -> tuple[Path, ...]:
        """A page and a poster for each topic into ``folder``; gives their files.

        Raises OutputRefused.
        """
        made = compare_files(self.entries, load_catalog(language))
        write(KitFiles(made), Path(folder))
        return tuple(Path(folder) / name for name in made)


def compare(circuits: CircuitSource | Iterable[CircuitSource]) -> Comparison:
    """The circuits of several landlords (files, folders, readings), topic by topic.

    Raises InvalidInput with all errors where one cannot be read.
    """
    readings = list_circuits(circuits)
    entries, problems = [], []
    for reading in readings:
        problems += [each for each in reading.problems if each.severity is Severity.ERROR]
        if reading.circuit is not None:
            try:
                entries.append(entry(reading.circuit, reading.files[0].as_posix()))
            except WrongSize as error:
                problems.append(wrong_size(reading, error))
    if len(entries) < len(readings):
        raise InvalidInput(tuple(problems))
    return Comparison(tuple(entries))
