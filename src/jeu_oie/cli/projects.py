"""The project file as commands take it: found before their options are read, and a preset for each circuit."""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

import click
from click.core import ParameterSource

from jeu_oie import trust
from jeu_oie.builder.presets import presets as find_presets
from jeu_oie.builder.project import WISHES, Project, find_project, read_project
from jeu_oie.cli.circuits import invalid_input
from jeu_oie.cli.terminal import agree, is_asked, one_line, say
from jeu_oie.disk import stamp
from jeu_oie.errors import InvalidInput, OutputRefused
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates


def find_settled(
    named: Path | None, paths: Sequence[Path], parameters: Container[str | None], t: Catalog
) -> Project | None:
    """The project that is ``named``, else that of the first of ``paths`` that exists, else of where one works.

    Where it wishes one of ``parameters`` and somebody can answer, they are asked. Its problems are told, with status 1.
    """
    with invalid_input(t):
        found = find_project([each for each in paths if stamp(each)], Path.cwd(), named)
    wished = found and not found.agreed and any(name in parameters for name in found.wishes)
    return ask_for(found, t) if found and wished and is_asked() else found


def ask_for(project: Project, t: Catalog) -> Project:
    """``project`` as somebody says at the terminal, to all of it; a yes is kept, until anything of it changes."""
    wishes = ", ".join(t(f"project.ask.{name}", value=one_line(value)) for name, value in project.wishes.items())
    if not agree(f"{one_line(project.file)}\n{t('project.ask', wishes=wishes)}", t):
        return project
    with suppress(OutputRefused):  # nothing can be kept there: it is asked again
        trust.keep_consent(project.file, project.content)
    return replace(project, agreed=True)


def agree_to(file: Path) -> None:
    """To a project file that we have just written."""
    with suppress(OutputRefused):  # nothing can be kept here: one is asked when it is used
        trust.keep_consent(file, read_project(file, asked=True).content)


def tell_project(templates: Path | None, t: Catalog) -> None:
    """What acts in this run besides the program: ``templates``, what the project file says; what it says in vain."""
    context, project = click.get_current_context(), settled_project()
    asking = context.meta.get("asking", ())
    wishes = {name: value for name, value in project.wishes.items() if name in asking} if project else {}
    if project and wishes and not project.agreed:
        file, keys = one_line(project.file), ", ".join(WISHES[name] for name in wishes)
        say(t("project.half", file=file, keys=keys, named=one_line(quote(str(project.file)))))
        wishes = {}
    typed = {each for each in WISHES if context.get_parameter_source(each) is ParameterSource.COMMANDLINE}
    used = {name: value for name, value in wishes.items() if name not in typed}
    if templates and "templates" in typed:
        used["templates"] = templates.as_posix()
    if used:
        say(" · ".join(t(f"project.used.{name}", value=one_line(value)) for name, value in used.items()))


def check_templates() -> Callable[[Templates | None], None]:
    """To call with templates as they were read: whether the project’s are still those that were agreed to.

    Of a folder on the command line nothing is asked. Calling it raises InvalidInput.
    """
    project = settled_project()
    source = click.get_current_context().get_parameter_source("templates")
    return project.check_templates if project and source is ParameterSource.DEFAULT_MAP else lambda _: None


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
        return find_presets(read_again(known) if known else None, asked)(circuit)

    return preset_of


def read_again(known: Project) -> Project:
    """The project file as it is now; a yes to it as it was read holds, even where that could not be kept."""
    project = read_project(known.file, asked=known.asked)
    return replace(project, agreed=project.agreed or (known.agreed and project.content == known.content))


def project_files(context: click.Context) -> tuple[Path, ...]:
    """The project file and what it names by now; none without one."""
    project = context.find_object(Project)
    if project is None:
        return ()
    with suppress(InvalidInput):  # told by whoever makes something of it
        project = read_project(project.file, asked=project.asked)
    return project.files


def language_of_pages(t: Catalog) -> str:
    """The language of the pages over all kits: what the project says, else that of ``t``."""
    project = settled_project()
    said = project.options().get("language") if project else None
    return str(said or t.language)
