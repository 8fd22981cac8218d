"""Reading circuits: one, or all that a folder holds."""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from jeu_oie.builder.find import read_once, yaml_in
from jeu_oie.builder.project import Project, read_project
from jeu_oie.circuit.read import Reading, beside, read_text
from jeu_oie.disk import FilePath, is_folder, resolve_path

CircuitSource = FilePath | Reading  # a file, a folder, or a circuit that was read


def read(path: FilePath, *, text: str | bytes | None = None) -> Reading:
    """The circuit at ``path``, with the landlord's and common file that it names.

    ``text``: what to read in the place of the file, as it stands in an editor; ``path`` then says how problems call
    it, and beside which files it lies. Never raises for what a file holds, or cannot be opened: ``problems`` tells,
    and where one of them is an error, ``circuit`` is None.
    """
    file = Path(path)
    return read_once(file)[0] if text is None else read_text(text, file.as_posix(), beside(file))


def list_circuits(circuits: CircuitSource | Iterable[CircuitSource]) -> tuple[Reading, ...]:
    """All of ``circuits``, each once: of a folder those that it holds. Not what another names as landlord or common."""
    given = (circuits,) if isinstance(circuits, str | os.PathLike | Reading) else circuits
    readings: list[Reading] = []
    for each in given:
        if isinstance(each, Reading):
            readings.append(each)
        else:
            files = [found.path for found in yaml_in(Path(each))] if is_folder(Path(each)) else [Path(each)]
            readings += map(read, files)
    named = {resolve_path(other) for each in readings for other in each.files[1:]}
    found = {resolve_path(each.files[0]): each for each in readings}
    return tuple(each for path, each in found.items() if path not in named)


def find_project(project: FilePath | Project | None) -> Project | None:
    """The project of a file that was named. Raises InvalidInput."""
    return project if project is None or isinstance(project, Project) else read_project(Path(project), asked=True)


def today() -> date:
    """Where this machine stands: circuits have a day on which they are to be reviewed."""
    return datetime.now(UTC).astimezone().date()
