"""``jeu-oie completion``: the line by which a shell completes what is typed after ``jeu-oie``."""

import os
import sys
from pathlib import Path
from shlex import quote
from shutil import which

import click

from jeu_oie.cli.terminal import NAME, give, say
from jeu_oie.messages import Catalog

# Shell → the line, and the file where it stands (click, « Shell Completion »).
LINES = {
    "bash": ('eval "$(_JEU_OIE_COMPLETE=bash_source {program})"', "~/.bashrc"),
    "zsh": ('eval "$(_JEU_OIE_COMPLETE=zsh_source {program})"', "~/.zshrc"),
    "fish": ("_JEU_OIE_COMPLETE=fish_source {program} | source", "~/.config/fish/config.fish"),
}


def completion_params(t: Catalog) -> list[click.Parameter]:
    return [click.Argument(["shell"], type=click.Choice([*LINES]), required=False)]


def completion_command(t: Catalog, shell: str | None) -> None:
    """Give the line of ``shell``, else of the one that one works in, and say where it is to stand."""
    named = shell or Path(os.environ.get("SHELL", "")).name
    if named not in LINES:
        raise click.UsageError(t("completion.which"))
    line, file = LINES[named]
    started = Path(sys.argv[0])
    program = str(started.absolute()) if started.stem == NAME and not which(NAME) else NAME
    give(line.format(program=quote(program)))
    say(t("completion.next", file=file))
