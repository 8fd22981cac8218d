"""The project file as commands take it: found before their options are read, and a preset for each circuit."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from jeu_oie.build.project import LandlordSettings, Project, find_project, read_project
from jeu_oie.cli.circuits import invalid_input, preset_named
from jeu_oie.errors import InvalidInput
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog


def find_settled(named: Path | None, arguments: Sequence[str], t: Catalog) -> Project | None:
    """The project of the first path among ``arguments``, else of the folder that one works in.

    Its problems are told, with status 1.
    """
    paths = [Path(each) for each in arguments if not each.startswith("-") and Path(each).exists()]
    with invalid_input(t):
        return find_project(paths, Path.cwd(), named)


def options_of(project: Project, t: Catalog) -> Mapping[str, Any]:
    """The defaults of options that it says; a link that leads out of its folder is told, with status 1."""
    with invalid_input(t):
        return project.options()


def presets(board: str) -> Callable[[Path | None], Preset]:
    """The preset of each circuit: its landlord's board, unless another was asked for, with its colours and logo.

    None: that of a circuit of whose landlord the project says nothing. The file is read each time, since a preview
    goes on while it is edited. Calling it raises InvalidInput.
    """
    context = click.get_current_context()
    known = context.find_object(Project)
    asked = context.get_parameter_source("board") is ParameterSource.COMMANDLINE

    def preset_of(circuit: Path | None) -> Preset:
        project = read_project(known.file, trusted=known.trusted) if known else None
        own = project.landlord_of(circuit) if project and circuit else LandlordSettings()
        named = project.locate_board(own.board) if project and own.board and not asked else board
        preset = preset_named(named)
        logo = project.read_logo(own.logo) if project and own.logo else None
        return preset.model_copy(update={"palette": {**preset.palette, **own.palette}, "logo": logo})

    return preset_of


def landlord_folders() -> tuple[str, ...]:
    """The folders of landlords that the project names."""
    project = click.get_current_context().find_object(Project)
    return tuple(project.settings.landlords) if project else ()


def project_files(context: click.Context) -> tuple[Path, ...]:
    """The project file and what it names by now; none without one."""
    project = context.find_object(Project)
    if project is None:
        return ()
    with suppress(InvalidInput):  # told by whoever makes something of it
        project = read_project(project.file, trusted=project.trusted)
    return project.files
