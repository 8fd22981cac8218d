"""A circuit's own file written anew: whole or not at all, and never over what somebody else has just written."""

from pathlib import Path

import click

from jeu_oie.building.discover import stops
from jeu_oie.circuit.reader import Reading, beside, content, read_text
from jeu_oie.cli.circuits import show
from jeu_oie.cli.failure import PROBLEM
from jeu_oie.cli.terminal import one_line, say
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.messages import Catalog
from jeu_oie.studio.files import FileChanged, mark_of, replace_file


def read_former(path: Path) -> bytes:
    """What stands in a file before it is read: nothing where it cannot be opened, which reading tells."""
    try:
        return content(path)
    except OSError:
        return b""


def reread(now: bytes | str, path: Path, t: Catalog, *, alone: bool = False) -> Reading:
    """``now`` as ``check`` would read it at ``path``: what a command makes is written only if it can be read again.

    Otherwise what is wrong in it is told, with status 1. ``alone``: the files that it names may not be there yet.
    """
    again = read_text(now, path.as_posix(), beside(path))
    problems = [each for each in again.problems if not (alone and each.code == "file-not-found")]
    if stops(problems, strict=False):
        show(problems, t)
        say(t("cli.unreadable", path=one_line(path)))
        raise click.exceptions.Exit(PROBLEM)
    return again


def save(path: Path, former: bytes | None, now: bytes) -> None:
    """Put ``now`` in the place of ``former`` (None: no file yet); a link stays one.

    Raises OutputRefused, the file being as it was.
    """
    home = path.resolve()
    try:
        replace_file(home, home, now, mark_of(former))
    except FileChanged as error:
        raise OutputRefused(str(path), Refusal.CHANGED) from error
    except PermissionError as error:
        raise OutputRefused(str(path), Refusal.DENIED) from error
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error
