"""The project file as commands take it: found before their options are read, and a preset for each circuit."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from jeu_oie.builder.presets import presets as find_presets
from jeu_oie.builder.project import Project, find_project, read_project
from jeu_oie.cli.circuits import invalid_input
from jeu_oie.disk import stamp
from jeu_oie.errors import InvalidInput
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog


def find_settled(named: Path | None, arguments: Sequence[str], t: Catalog) -> Project | None:
    """The project of the first path among ``arguments``, else of the folder that one works in.

    Its problems are told, with status 1.
    """
    paths = [Path(each) for each in arguments if not each.startswith("-") and stamp(Path(each))]
    with invalid_input(t):
        return find_project(paths, Path.cwd(), named)


def options_of(project: Project, t: Catalog) -> Mapping[str, Any]:
    """The defaults of options that it says; a link that leads out of its folder is told, with status 1."""
    with invalid_input(t):
        return project.options()


def settled_project() -> Project | None:
    """The project of the command that runs."""
    return click.get_current_context().find_object(Project)


def asked_board(board: str) -> str | None:
    """``board`` where it stands on the command line, and so wins over what the project says of landlords."""
    asked = click.get_current_context().get_parameter_source("board")
    return board if asked is ParameterSource.COMMANDLINE else None


def presets(board: str) -> Callable[[Path | None], Preset]:
    """The preset of each circuit (``builder.presets``).

    The project file is read each time, since a preview goes on while it is edited. Calling it raises InvalidInput.
    """
    known, asked = settled_project(), asked_board(board)

    def preset_of(circuit: Path | None) -> Preset:
        project = read_project(known.file, trusted=known.trusted) if known else None
        return find_presets(project, asked)(circuit)

    return preset_of


def project_files(context: click.Context) -> tuple[Path, ...]:
    """The project file and what it names by now; none without one."""
    project = context.find_object(Project)
    if project is None:
        return ()
    with suppress(InvalidInput):  # told by whoever makes something of it
        project = read_project(project.file, trusted=project.trusted)
    return project.files


def language_of_pages(t: Catalog) -> str:
    """The language of the pages over all kits: what the project says, else that of ``t``."""
    project = settled_project()
    said = project.options().get("language") if project else None
    return str(said or t.language)
