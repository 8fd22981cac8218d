"""All circuits that were asked for → their kits, and how each went."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from jeu_oie.board.preset import Preset
from jeu_oie.building.finding import Candidate, candidates, kit_folder
from jeu_oie.building.job import Job, Outcome, State
from jeu_oie.building.pool import Event, load, work
from jeu_oie.kit import Options

Work = Callable[[Sequence[Job]], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, the same for every circuit. ``options`` lack what differs: address and templates."""

    paths: tuple[Path, ...]
    out: Path
    preset: Preset
    options: Options
    today: date
    base_url: str | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Began:
    """A circuit that is being made now."""

    circuit: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a circuit went; ``kit`` is the folder of its kit, ``other`` the circuit that has it already."""

    circuit: str
    kit: Path
    outcome: Outcome
    other: str = ""


class Round:
    """One passage over all circuits that were asked for."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.found = candidates(order.paths)
        self.turn = 0
        self.early: dict[int, Result] = {}  # done before their turn: results are told in the order of the circuits
        self.doubtful: list[Result] = []  # wrong circuits, unless they are what other circuits name
        self.named: set[Path] = set()

    def run(self, act: Work) -> Iterator[Began | Result]:
        """Do all with ``act``; results come in the order of the circuits, those that lack something last."""
        ranked = self.jobs()
        yield from self.due()
        for event in act([job for _, job in ranked]):
            rank, job = ranked[event.rank]
            if event.outcome is None:
                yield Began(job.circuit)
            else:
                self.early[rank] = Result(job.circuit, job.out, event.outcome)
                yield from self.due()
        yield from (each for each in self.doubtful if Path(each.circuit).resolve() not in self.named)

    def due(self) -> Iterator[Result]:
        while self.turn in self.early:
            result = self.early.pop(self.turn)
            self.named.update(Path(file).resolve() for file in result.outcome.files[1:])
            if self.found[self.turn].asked or result.outcome.state not in (State.STOPPED, State.TAKEN):
                yield result
            else:
                self.doubtful.append(result)
            self.turn += 1

    def jobs(self) -> list[tuple[int, Job]]:
        """What is to be made; a circuit whose folder is taken by another gets its result at once."""
        taken: dict[str, Candidate] = {}
        jobs = []
        for rank, each in enumerate(self.found):
            folder = kit_folder(each.path, self.order.preset)
            first = taken.setdefault(folder.casefold(), each)
            if first is each:
                jobs.append((rank, self.job(each, folder)))
            else:
                outcome = Outcome(State.TAKEN, files=(each.path.as_posix(),))
                kit, other = self.order.out / folder, first.path.as_posix()
                self.early[rank] = Result(each.path.as_posix(), kit, outcome, other)
        return jobs

    def job(self, each: Candidate, folder: str) -> Job:
        order = self.order
        address = f"{order.base_url}{quote(folder)}/" if order.base_url else None
        options = replace(order.options, address=address)
        return Job(each.path.as_posix(), order.out / folder, order.preset, options, order.today, order.strict)


def local(hands: int, sorts: frozenset[str]) -> Work:
    """The cores of this machine: no more processes than there is work."""

    def act(jobs: Sequence[Job]) -> Iterator[Event]:
        count = min(hands, len(jobs))
        if count > 1:
            load(sorts)
        return work(jobs, count)

    return act
