"""A circuit as it was in a revision of git: read through ``git``, which the user has, and nothing is checked out."""

import subprocess
from pathlib import Path

import click

from jeu_oie.circuit.reader import Reading, read_text
from jeu_oie.errors import Place, Problem
from jeu_oie.messages import Words


def read_revision(path: Path, revision: str, t: Words) -> Reading:
    """The circuit of ``path``, its landlord and what it takes of common.yaml, at ``revision``."""
    commit = commit_of(path, revision, t)
    name = f"{revision}:{path.as_posix()}"
    text = blob(path.parent, commit, path.name)
    if text is None:
        return Reading(None, (Problem(Place(name), "file-not-found", (("path", name),)),), {}, (path,), {name: ()})
    return read_text(text, name, lambda named: blob(path.parent, commit, named))


def commit_of(path: Path, revision: str, t: Words) -> str:
    """The commit that ``revision`` names; wrong usage where there is none."""
    if git(path.parent, "rev-parse", "--git-dir") is None:
        raise click.UsageError(t("changes.git.absent", path=path))
    found = git(path.parent, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise click.BadParameter(t("changes.git.revision", revision=revision), param_hint="--git")
    return found.decode().strip()


def blob(folder: Path, commit: str, named: str) -> bytes | None:
    """The bytes of ``named`` seen from ``folder``, at ``commit``."""
    return git(folder, "cat-file", "blob", f"{commit}:{named if named.startswith('../') else f'./{named}'}")


def git(folder: Path, *arguments: str) -> bytes | None:
    """What git says; None where it is not there, or fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
