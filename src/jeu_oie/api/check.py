"""What is wrong with circuits."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain

from jeu_oie.api.read import CircuitSource, find_project, list_circuits, today
from jeu_oie.builder.find import examine, in_order, stops
from jeu_oie.builder.pool import by_processes, cores
from jeu_oie.builder.presets import presets
from jeu_oie.builder.project import Project
from jeu_oie.circuit.falc import falc as hard_to_read
from jeu_oie.circuit.lint import hints, tell_gap
from jeu_oie.circuit.read import Reading
from jeu_oie.disk import FilePath
from jeu_oie.errors import Problem
from jeu_oie.game.asked import Asked, ask_landlord
from jeu_oie.game.preset import Preset
from jeu_oie.kit.fitting import find_misfits
from jeu_oie.kit.trial import find_in_games
from jeu_oie.messages import Catalog, tell

MANY = 8  # circuits that are checked by several processes


@dataclass(frozen=True, slots=True)
class Checked:
    """A circuit, and all that there is to mend in it."""

    reading: Reading
    problems: tuple[Problem, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What a landlord is asked, found or not."""
        return ask_landlord(self.reading.circuit) if self.reading.circuit else ()

    @property
    def missing(self) -> tuple[Problem, ...]:
        """What nobody has found yet, at its place."""
        lacking = (each for each in self.asked if not each.now)
        told = (tell_gap(self.reading, each.about, each.box, title=each.title, asked=each.question) for each in lacking)
        return tuple(told)


def check(
    circuits: CircuitSource | Iterable[CircuitSource],
    *,
    board: str | None = None,
    project: FilePath | Project | None = None,
    missing: bool = False,
    falc: bool = False,
) -> tuple[Problem, ...]:
    """All problems of ``circuits`` (files, folders, readings), as ``jeu-oie check`` tells them: none is a good answer.

    ``board``: a preset by its name or file (else what ``project`` says, else the classic one); ``missing``: with what
    nobody has found yet; ``falc``: with sentences that are hard to read. Raises InvalidInput for a board or a project
    file that cannot be read.
    """
    return gather(inspect(circuits, board=board, project=project, falc=falc), missing=missing)


def inspect(
    circuits: CircuitSource | Iterable[CircuitSource],
    *,
    board: str | None = None,
    project: FilePath | Project | None = None,
    falc: bool = False,
) -> tuple[Checked, ...]:
    """Each circuit with its own problems. Raises InvalidInput."""
    preset_of = presets(find_project(project), board)
    readings, day = tuple(list_circuits(circuits)), today()
    tasks = [partial(find_problems, each, preset_of(each.files[0]), day, falc=falc, sheets=True) for each in readings]
    told = by_pool(tasks) if len(tasks) >= MANY else [task() for task in tasks]
    return tuple(Checked(reading, problems) for reading, problems in zip(readings, told, strict=True))


def by_pool(tasks: Sequence[Callable[[], tuple[Problem, ...]]]) -> list[tuple[Problem, ...]]:
    """What each of ``tasks`` finds, in processes that end after a few: what sets a sheet keeps memory."""
    found: dict[int, tuple[Problem, ...]] = {}
    with closing(by_processes(tasks, min(cores(), len(tasks)), renewed=True)) as told:
        found.update((rank, future.result()) for rank, future in told if future)
    return [found[rank] for rank in range(len(tasks))]


def find_problems(reading: Reading, preset: Preset, day: date, *, falc: bool, sheets: bool) -> tuple[Problem, ...]:
    """``sheets``: what finds no room on paper too, where nothing else has to be mended first."""
    hard = hard_to_read(reading) if falc else ()
    made, problems = examine(reading, preset, day)
    played = () if made is None else find_in_games(reading, made)
    tried = made if sheets and not stops(problems, strict=False) else None
    misfits = () if tried is None else find_misfits(reading, tried)
    return in_order(reading, (*problems, *played, *misfits, *hints(reading), *hard))


def gather(checked: Sequence[Checked], *, missing: bool) -> tuple[Problem, ...]:
    """The problems of all, each once; without ``missing`` not what nobody has found, which the kit says at length."""
    told = (in_order(each.reading, (*each.problems, *each.missing)) if missing else each.problems for each in checked)
    return tuple(each for each in dict.fromkeys(chain.from_iterable(told)) if each.stated or missing)


def row(problem: Problem, words: Catalog) -> dict[str, object]:
    """One problem as ``check --json`` and the form are told it (outputs.md): ``code`` is the same in any language."""
    message, cure = tell(problem, words)
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": message,
        "cure": cure,
    }


def count_found(asked: Iterable[Asked]) -> tuple[int, int]:
    """How many facts of those that are asked have been found, and how many are asked."""
    found = [bool(each.now) for each in asked]
    return sum(found), len(found)
