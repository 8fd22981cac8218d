"""Circuits → kits on the disk."""

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec

from jeu_oie.api.read import find_project, today
from jeu_oie.builder.find import stops
from jeu_oie.builder.gallery import ARCHIVE, list_strangers, renew_gallery
from jeu_oie.builder.pool import cores
from jeu_oie.builder.presets import presets, vary
from jeu_oie.builder.project import Project
from jeu_oie.builder.record import parse_record
from jeu_oie.builder.run import Began, CircuitResult, JobState, Order, Round, Work, local, lock_folder
from jeu_oie.builder.templates import own_templates
from jeu_oie.disk import FilePath
from jeu_oie.errors import InvalidInput, Problem
from jeu_oie.kit.options import OPTIONS, Options
from jeu_oie.kit.writing import Written
from jeu_oie.web.found import SiteAddress

READY = (JobState.MADE, JobState.UNCHANGED)

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
        return self.state in READY


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
    order, _ = make_order(list_paths(circuits), found, options, board=settings.get("board"))
    work = Building(order)
    with work.lock(), closing(work.results(local(options.jobs or cores()))) as results:
        kits = tuple(kit_of(each) for each in results if isinstance(each, CircuitResult))
        work.renew_pages()
    return kits


def kit_of(result: CircuitResult) -> Kit:
    """A result as a script sees it."""
    outcome = result.outcome
    ready = outcome.state in READY
    record = parse_record(result.kit) if ready else None
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


def list_paths(circuits: FilePath | Iterable[FilePath]) -> tuple[Path, ...]:
    given = (circuits,) if isinstance(circuits, str | os.PathLike) else circuits
    return tuple(map(Path, given))


# --- doing it --------------------------------------------------------------------------------------------


class Building:
    """A build under way: circuits in turn, then the pages over all kits, all under the lock of the output folder."""

    def __init__(self, order: Order) -> None:
        self.order, self.out = order, order.options.out
        self.round = Round(order)
        self.made: set[str] = set()  # the kits that stand there, by their folders in the output folder
        self.strangers: list[str] = []  # other kits there, which are not ours
        self.pages = Written()  # what became of the pages over all kits that a former build had made

    def lock(self, waiting: Callable[[], None] = lambda: None) -> AbstractContextManager[None]:
        """Held while results come and pages are made; ``waiting`` is called where another build has it."""
        return lock_folder(self.out, waiting)

    def results(self, act: Work) -> Generator[Began | CircuitResult]:
        """What begins and what is done, as ``act`` does it; results come in the order of the circuits."""
        with closing(self.round.run(act)) as results:
            for each in results:
                if isinstance(each, CircuitResult) and each.outcome.state in READY:
                    self.made.add(each.kit.relative_to(self.out).as_posix())
                yield each

    @property
    def has_pages(self) -> bool:
        """Whether pages over all kits are to be made, and there are kits."""
        return bool(self.made) and self.order.has_pages

    def renew_pages(self) -> tuple[Path, ...]:
        """Make the pages over all kits, if there are to be any; gives those to open or to send."""
        if not self.has_pages:
            return ()
        asked = self.order.options
        where = SiteAddress(asked.base_url or "", asked.index_drafts)
        self.pages = (
            renew_gallery(self.out, asked.language, made=self.made, pack=asked.pack, where=where, prune=asked.prune)
            or Written()
        )
        self.strangers = list_strangers(self.out, self.made)
        names = ("index.html", ARCHIVE) if asked.pack else ("index.html",)
        return tuple(self.out / name for name in names)
