"""A circuit as it was in a revision of git: read through ``git``, which the user has, and nothing is checked out."""

import subprocess
from pathlib import Path

import click

from jeu_oie.circuit.fingerprint import matches
from jeu_oie.circuit.reader import Reading, read, read_text
from jeu_oie.cli.failure import PROBLEM
from jeu_oie.errors import Place, Problem
from jeu_oie.messages import Words


def read_revision(path: Path, revision: str, t: Words) -> Reading:
    """The circuit of ``path``, its landlord and what it takes of common.yaml, at ``revision``."""
    commit = commit_of(path, revision, t)
    name = f"{revision}:{path.as_posix()}"
    absent = Problem(Place(name), "file-not-found", (("path", name),))
    return at_commit(path, commit, name) or Reading(None, (absent,), {}, (path,), {name: ()})


def read_signed(path: Path, digits: str, t: Words) -> Reading:
    """The newest past of ``path`` whose content has the hash that was signed; a sentence and status 1 without one."""
    named = [other.name if other.parent == path.parent else f"../{other.name}" for other in read(path).files[1:]]
    found = git(path.parent, "rev-list", "HEAD", "--", path.name, *named)
    for commit in (found or b"").decode().split():
        reading = at_commit(path, commit, f"{commit[:7]}:{path.as_posix()}")
        if reading is not None and reading.circuit is not None and matches(digits, reading.circuit):
            return reading
    click.echo(t("signed.not-found", path=path), err=True)
    raise click.exceptions.Exit(PROBLEM)


def at_commit(path: Path, commit: str, name: str) -> Reading | None:
    """The circuit of ``path`` at ``commit``, called ``name``; None where it was not there."""
    text = blob(path.parent, commit, path.name)
    return None if text is None else read_text(text, name, lambda named: blob(path.parent, commit, named))


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
