"""Circuits as they were in a revision of git, read through ``git``, which the user has; nothing is checked out.

git is run (``programs``) at the top of the work tree, never in the circuit's folder: whatever else a clone holds may
look like a repository there. What it is asked for is objects by their names, which go through no filter and no other
program.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

import click

from jeu_oie.api.read import read
from jeu_oie.circuit.read import Reading, read_shared, read_text
from jeu_oie.circuit.signing import matches
from jeu_oie.cli.terminal import one_line, stop
from jeu_oie.disk import MAX_FILE_BYTES, resolve_path
from jeu_oie.errors import Place, Problem
from jeu_oie.messages import Catalog
from jeu_oie.programs import git


@dataclass(frozen=True, slots=True)
class Tracked:
    """Where git keeps a circuit: the ``top`` of its work tree, and the circuit's ``name`` from there (« a/b.yaml »)."""

    top: Path
    name: str

    def named(self, other: str) -> str:
        """The name of « other.yaml » or « ../other.yaml », seen from the circuit."""
        return normpath(join(dirname(self.name), other))

    def git(self, *arguments: str) -> bytes | None:
        """What git says there; None where it fails. Raises ProgramRefused."""
        return git(self.top, *arguments)


def read_revision(path: Path, revision: str, t: Catalog) -> Reading:
    """The circuit of ``path``, its landlord and what it takes of common.yaml, at ``revision``.

    Raises ProgramRefused.
    """
    kept = kept_at(path)
    if kept is None:
        raise click.UsageError(t("changes.git.absent", path=one_line(path)))
    commit = commit_of(kept.top, revision, t)
    name = f"{revision}:{path.as_posix()}"
    absent = Problem(Place(name), "file-not-found", (("path", name),))
    return at_commit(kept, commit, name) or Reading(None, (absent,), {}, (path,), {name: ()})


def read_signed(path: Path, digits: str, t: Catalog) -> Reading:
    """The newest past of ``path`` whose content has the hash that was signed; a sentence and status 1 without one.

    Raises ProgramRefused.
    """
    kept = kept_at(path)
    revisions = list_revisions(kept, path) if kept else iter(())
    signed = (each for each in revisions if each.circuit is not None and matches(digits, each.circuit))
    return next(signed, None) or stop(t("signed.not-found", path=one_line(path)))


def list_revisions(kept: Tracked, path: Path) -> Iterator[Reading]:
    """The circuit after each change of it, or of what it names now, the newest first."""
    named = [other.name if other.parent == path.parent else f"../{other.name}" for other in read(path).files[1:]]
    found = kept.git("rev-list", "HEAD", "--", kept.name, *map(kept.named, named))
    for commit in (found or b"").decode().split():
        reading = at_commit(kept, commit, f"{commit[:7]}:{path.as_posix()}")
        if reading is not None:
            yield reading


def kept_at(path: Path) -> Tracked | None:
    """Where git keeps ``path``; None outside a work tree. Raises ProgramRefused."""
    folder = resolve_path(path.parent)
    top = top_of(folder)
    return Tracked(top, (folder / path.name).relative_to(top).as_posix()) if top else None


def top_of(folder: Path) -> Path | None:
    """The top of the work tree that holds ``folder``, a resolved path; None outside one. Raises ProgramRefused."""
    beside = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    said = git(beside, "rev-parse", "--show-toplevel") if beside else None
    if said is None:
        return None
    top = resolve_path(Path(os.fsdecode(said.removesuffix(b"\n"))))
    return top if folder.is_relative_to(top) else None


def at_commit(kept: Tracked, commit: str, name: str) -> Reading | None:
    """What stood there at ``commit``, called ``name``: a circuit, or what circuits share; None where nothing did."""
    text = blob(kept, commit, kept.name)
    if text is None:
        return None
    reading = read_text(text, name, lambda other: blob(kept, commit, kept.named(other)))
    return reading if reading.circuit else read_shared(text, name) or reading


def list_moved(top: Path, commit: str) -> dict[str, str]:
    """Name of each file that git keeps otherwise than at ``commit`` → git's letter for what has become of it."""
    said = git(top, "diff-index", "--cached", "--name-status", "--no-renames", "-z", commit, "--")
    parts = [os.fsdecode(each) for each in (said or b"").split(b"\0")[:-1]]
    return dict(zip(parts[1::2], parts[::2], strict=True))


def commit_of(top: Path, revision: str, t: Catalog) -> str:
    """The commit that ``revision`` names; wrong usage where there is none."""
    found = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise click.BadParameter(t("changes.git.revision", revision=revision), param_hint="--git")
    return found.decode().strip()


def blob(kept: Tracked, commit: str, name: str) -> bytes | None:
    """The bytes of ``name`` at ``commit``, None where there is none; of what is too large, only that it is."""
    size = kept.git("cat-file", "-s", f"{commit}:{name}")
    if size is not None and int(size) > MAX_FILE_BYTES:
        return bytes(MAX_FILE_BYTES + 1)  # as of a file: more than the reader takes, which tells it
    return kept.git("cat-file", "blob", f"{commit}:{name}")
