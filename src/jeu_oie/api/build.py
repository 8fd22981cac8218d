"""Circuits → kits on the disk."""

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec

from jeu_oie.api.read import find_project, today
from jeu_oie.builder.find import stops
from jeu_oie.builder.pool import cores
from jeu_oie.builder.presets import presets, vary
from jeu_oie.builder.project import Project
from jeu_oie.builder.run import CircuitResult, JobState, Order, Round, local, lock_folder
from jeu_oie.builder.templates import own_templates
from jeu_oie.disk import FilePath
from jeu_oie.errors import InvalidInput, Problem
from jeu_oie.kit.options import OPTIONS, Options

BuildSettings = dict[str, Any]  # what a build may be told besides its circuits, by the names of ``Options``
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What came of one circuit.

    ``folder`` holds the kit, ``files`` are its files as they lie there, by their names (« print/3-person.pdf »): those
    of this build, or of the former one where nothing has changed; ``older`` lie there besides, made by a build before.
    ``kept`` are what somebody had changed, beside their places (« index.html.1 »). ``warnings`` counts what an
    unchanged circuit was told when its kit was made; ``problems`` are those of this build.
    """

    circuit: Path
    folder: Path
    state: JobState
    files: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: int = 0

    @property
    def ready(self) -> bool:
        """Whether the kit that lies there is that of the circuit as it is now."""
        return self.state.ready


@dataclass(frozen=True)
class Call(Options):
    """The arguments of ``build``, for whoever checks types: those of ``Options``, and what a script names itself."""

    circuits: FilePath | Iterable[FilePath]
    project: FilePath | Project | None = field(default=None, kw_only=True)


def called_as(_: Callable[P, Call]) -> Callable[[Callable[..., tuple[Kit, ...]]], Callable[P, tuple[Kit, ...]]]:
    """Type the decorated function's arguments as those of what it is called as."""
    return lambda function: function


@called_as(Call)
def build(
    circuits: FilePath | Iterable[FilePath],
    *,
    project: FilePath | Project | None = None,
    **settings: Any,  # noqa: ANN401 (as ``Call`` says)
) -> tuple[Kit, ...]:
    """Make the kits of ``circuits`` (files, folders), of each that has changed; the others stand there already.

    A circuit that fails leaves its former kit and stops none of the others: look at ``ready`` and ``problems``. Of
    folders, and to ``pack``, the pages over all kits are made too. What ``settings`` say wins over the ``project`` file
    but for its ``printer``, which one person has measured: give ``shift_mm``.

    Raises InvalidInput for a board, a project file, templates, a profile that cannot be taken; OutputRefused where the
    output folder cannot be written; ValueError, TypeError for a setting that cannot be, or is none.
    """
    if unknown := settings.keys() - OPTIONS.keys():
        raise TypeError(f"build() has no setting {', '.join(sorted(unknown))}")
    found = find_project(project)
    said = {name: value for name, value in found.options().items() if name in OPTIONS} if found else {}
    options = Options(**{**said, **settings})
    given = (circuits,) if isinstance(circuits, str | os.PathLike) else circuits
    order, _ = make_order(tuple(map(Path, given)), found, options, board=settings.get("board"))
    work = Round(order)
    with lock_folder(options.out, lambda: None), closing(work.run(local(options.jobs or cores()))) as results:
        kits = tuple(kit_of(each) for each in results if each)
        work.renew_pages()
    return kits


def kit_of(result: CircuitResult) -> Kit:
    """A result as a script sees it."""
    outcome = result.outcome
    record = outcome.record if outcome.state.ready else None
    return Kit(
        circuit=Path(result.circuit),
        folder=result.kit,
        state=outcome.state,
        files=tuple(sorted(record.files)) if record else (),
        older=tuple(sorted(record.older)) if record else (),
        kept=outcome.written.kept,
        problems=outcome.problems,
        warnings=outcome.warnings,
    )


def make_order(
    paths: tuple[Path, ...], project: Project | None, options: Options, *, board: str | None
) -> tuple[Order, tuple[Problem, ...]]:
    """The order for all of ``paths``, and warnings: templates that stand in the place of none.

    ``board``: the one that wins over those of the landlords. Raises InvalidInput.
    """
    of = presets(project, board)
    folders = project.settings.landlords if project else ()
    own = {each: vary(of(Path(each) / "circuit"), options.ink, large=options.large) for each in folders}
    preset = vary(of(None), options.ink, large=options.large)
    templates, unused = own_templates(options.templates) if options.templates is not None else (None, ())
    if stops(unused, options.strict):
        raise InvalidInput(unused)
    return Order(paths, preset, options, today(), own, templates), unused
