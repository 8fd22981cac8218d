"""All that has changed in a folder of circuits since a revision of git, whatever file moved.

Each circuit is asked what it says otherwise, each file that circuits share too; of all that is no circuit it is told
that it is new, changed or gone. Nothing is planned nor drawn: ``diff`` of one circuit says what to print again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from jeu_oie.api.read import list_circuits
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading, made_of, read_shared
from jeu_oie.circuit.read.shared import NO_STEP
from jeu_oie.cli.circuits import read_former
from jeu_oie.cli.difference import danger_lines, name_files, section_lines
from jeu_oie.cli.history import Tracked, at_commit, commit_of, list_moved, top_of
from jeu_oie.cli.terminal import Part, Styled, give, one_line, say
from jeu_oie.disk import resolve_path
from jeu_oie.exchange.diff import Difference, difference
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

LETTERS = {"A": "added", "D": "removed"}  # git's; any other is a change


@dataclass(frozen=True, slots=True)
class Moved:
    """A file: what it says otherwise, None where it cannot be read; ``note``: why it is to be read as a whole."""

    name: str
    found: Difference | None
    note: str = ""


def tell_moved(folder: Path, revision: str, t: Catalog) -> bool:
    """Tell what has changed in ``folder`` since ``revision``, and whether anything has. Raises ProgramRefused."""
    top = top_of(resolve_path(folder))
    if top is None:
        raise click.UsageError(t("changes.git.absent", path=one_line(folder)))
    commit = commit_of(top, revision, t)
    moved = (each for each in compare_files(folder, top, commit, t) if each.found is None or each.found.sections)
    found = sorted(moved, key=lambda each: bool(each.note))  # whatever is new hides nothing that people know
    compared = {each.name for each in found}
    others = {name: letter for name, letter in list_moved(top, commit).items() if name not in compared}
    if not found and not others:
        say(t("changes.same"))
        return False
    for line in all_lines(found, others, t):
        give(line)
    return True


def compare_files(folder: Path, top: Path, commit: str, t: Catalog) -> Iterator[Moved]:
    """Those that circuits of ``folder`` share, then the circuits."""
    circuits = list_circuits(folder)
    shared = dict.fromkeys(other for each in circuits for other in each.files[1:])
    readings = [*(read_shared(read_former(path), path.as_posix()) for path in shared), *circuits]
    named = {resolve_path(each.files[0]): each for each in readings if each}
    for path, now in named.items():
        if path.is_relative_to(top):
            name = path.relative_to(top).as_posix()
            yield compare(name, at_commit(Tracked(top, name), commit, name), now, t)


def compare(name: str, before: Reading | None, now: Reading, t: Catalog) -> Moved:
    if now.circuit is None:
        return Moved(name, None)
    if before is not None and before.circuit is not None:
        return Moved(name, difference_of(before, now, t))
    found = between(made_of(None), now.circuit, t)
    return Moved(name, found, t("changes.moved.new" if before is None else "changes.moved.unread"))


def difference_of(before: Reading, now: Reading, t: Catalog) -> Difference:
    """What two readings that hold something say otherwise."""
    assert before.circuit is not None
    assert now.circuit is not None
    return between(before.circuit, now.circuit, t)


def between(before: Circuit, now: Circuit, t: Catalog) -> Difference:
    """In the words of ``t``, without boards: nothing stands on a square."""
    old, new = (FactFormatter(Board(each, Preset(), (), (), ()), t) for each in (before, now))
    found = difference(old, new)
    return replace(found, sections=tuple(each for each in found.sections if each.step != NO_STEP.id))


def all_lines(found: list[Moved], others: Mapping[str, str], t: Catalog) -> Iterator[Part]:
    """Dangers and numbers of all; what is no circuit; then each file, with what none before it has told."""
    yield from danger_lines({each.name: each.found.changes for each in found if each.found}, t)
    if others:
        yield ""
        yield Styled(t("changes.moved.others"), bold=True)
        for name, letter in others.items():
            what = t(f"changes.moved.{LETTERS.get(letter, 'changed')}")
            yield f"  {what} {one_line(name)}"
    told: set[object] = set()
    alike = []
    for each in found:
        own = without(each.found, told) if each.found else None
        if own and own.sections:
            told.update(own.changes)
            yield ""
            yield Styled(one_line(each.name), bold=True)
            yield from (each.note,) if each.note else section_lines(own, t)
        elif own:
            alike.append(each.name)
    unread = [each.name for each in found if each.found is None]
    for key, names in (("changes.moved.alike", alike), ("changes.moved.unreadable", unread)):
        if names:
            yield ""
            yield t(key, files=name_files(names, t))


def without(found: Difference, told: set[object]) -> Difference:
    """``found`` but for the changes that are ``told``."""
    kept = (replace(each, changes=tuple(one for one in each.changes if one not in told)) for each in found.sections)
    return replace(found, sections=tuple(each for each in kept if each.changes))
