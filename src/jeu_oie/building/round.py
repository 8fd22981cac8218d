"""All circuits that were asked for → their kits, and how each went."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote

from jeu_oie.board.preset import Preset
from jeu_oie.building.finding import Candidate, candidates, named_after, variant_of
from jeu_oie.building.freshness import basis
from jeu_oie.building.job import Job, Outcome, State
from jeu_oie.building.parting import at_once
from jeu_oie.building.pool import Event, load, work
from jeu_oie.building.sources import reread
from jeu_oie.building.standing import HIDDEN, Before, Record, forsaken, is_half, recorded, sweep, whole
from jeu_oie.circuit.reader import PathRefused
from jeu_oie.disk import keep_within
from jeu_oie.errors import OutputRefused
from jeu_oie.kit import Options
from jeu_oie.kit.sharing import in_turn

Work = Callable[[Sequence[Job]], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, the same for every circuit. ``options`` lack what differs: the address."""

    paths: tuple[Path, ...]
    out: Path
    preset: Preset
    options: Options
    today: date
    base_url: str | None = None
    strict: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Began:
    """A circuit that is being made now."""

    circuit: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a circuit went; ``kit`` is the folder of its kit, ``other`` the circuit that has it already.

    ``before``: what stood there.
    """

    circuit: str
    kit: Path
    outcome: Outcome
    other: str = ""
    before: Before = Before.NOTHING


class Round:
    """One passage over all circuits that were asked for, under the lock of the output folder.

    ``swept``: how many drafts of killed builds were taken away.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.found = candidates(order.paths)
        self.swept = 0
        self.turn = 0
        self.before: dict[int, Before] = {}
        self.kits: set[Path] = set()  # where the kits of all that was found stand
        self.now: dict[int, str] = {}  # what is being made
        self.early: dict[int, Result] = {}  # done before their turn: results are told in the order of the circuits
        self.doubtful: list[Result] = []  # wrong circuits, unless they are what other circuits name
        self.read: set[str] = set()  # what circuits name, as they name it
        self.named: set[Path] = set()  # and where that leads

    def run(self, act: Work) -> Generator[Began | Result]:
        """Do all with ``act``; results come in the order of the circuits, those that lack something last."""
        self.swept = sweep(self.order.out) + sweep(self.order.out / HIDDEN)
        ranked = self.jobs()
        yield from self.due()
        for event in act([job for _, job in ranked]):
            rank, job = ranked[event.rank]
            if event.outcome is None:
                self.now[rank] = job.circuit
                yield Began(job.circuit)
            else:
                del self.now[rank]
                self.early[rank] = Result(job.circuit, job.out, event.outcome, before=self.before[rank])
                yield from self.due()
        yield from (each for each in self.doubtful if Path(each.circuit).resolve() not in self.named)

    def due(self) -> Iterator[Result]:
        while self.turn in self.early:
            result = self.early.pop(self.turn)
            self.name(result.outcome)
            if self.found[self.turn].asked or result.outcome.state not in (State.STOPPED, State.TAKEN):
                yield result
            else:
                self.doubtful.append(result)
            self.turn += 1

    def jobs(self) -> list[tuple[int, Job]]:
        """What is to be made; a circuit whose folder is taken by another gets its result at once."""
        taken: dict[str, Candidate] = {}
        shared, variant = basis(self.order.preset, self.order.options), variant_of(self.order.preset)
        jobs = []
        for rank, each in enumerate(self.found):
            folder = named_after(each.path, variant)
            self.kits.add(self.order.out / folder)
            first = taken.setdefault(folder.casefold(), each)
            if first is each:
                job = self.job(each, folder, shared)
                self.before[rank], settled = self.look(job)
                if settled is None:
                    jobs.append((rank, job))
                else:
                    self.name(settled)
                    self.early[rank] = Result(job.circuit, job.out, settled, before=self.before[rank])
            else:
                outcome = Outcome(State.TAKEN, files=(each.path.as_posix(),))
                kit, other = self.order.out / folder, first.path.as_posix()
                self.early[rank] = Result(each.path.as_posix(), kit, outcome, other)
        return [(rank, job) for rank, job in jobs if not self.shared(rank, job)]

    def forsaken(self) -> list[Path]:
        """The kits that stand there and whose circuit has gone, in the order of their names."""
        return sorted(forsaken(self.order.out, self.kits))

    def name(self, outcome: Outcome) -> None:
        for file in outcome.files[1:]:
            if file not in self.read:
                self.read.add(file)
                self.named.add(Path(file).resolve())

    def shared(self, rank: int, job: Job) -> bool:
        """Whether a file is known not to be a circuit, since unchanged circuits name it: it need not be read."""
        if self.found[rank].asked or Path(job.circuit).resolve() not in self.named:
            return False
        self.early[rank] = Result(job.circuit, job.out, Outcome(State.STOPPED))
        return True

    def look(self, job: Job) -> tuple[Before, Outcome | None]:
        """What stands where ``job`` is to put its kit, and its outcome where nothing is to be done."""
        try:
            keep_within(job.out, self.order.out)
        except OutputRefused as error:
            return Before.OTHER, Outcome(State.REFUSED, files=(job.circuit,), refusal=error.told)
        self.swept += sweep(job.out)
        before, record = found(job)
        if before is not Before.SAME or record is None or self.order.force or (job.strict and record.stated):
            return before, None
        files = (job.circuit, *(normpath(join(dirname(job.circuit), name)) for name in record.named))
        pages, missing = record.pages, record.engine_missing
        outcome = Outcome(State.UNCHANGED, files=files, pages=pages, engine_missing=missing, warnings=record.warnings)
        return before, outcome

    def job(self, each: Candidate, folder: str, shared: str) -> Job:
        order = self.order
        address = f"{order.base_url}{quote(folder)}/" if order.base_url else None
        options = replace(order.options, address=address)
        name, out = each.path.as_posix(), order.out / folder
        return Job(name, out, order.preset, options, order.today, order.strict, shared)


def found(job: Job) -> tuple[Before, Record | None]:
    """What stands where ``job`` is to put its kit, and its record."""
    if is_half(job.out):
        return Before.HALF, None
    record = recorded(job.out)
    if record is None:
        return Before.NOTHING, None
    try:
        key = reread(Path(job.circuit), record.named).key(job.basis, job.options.address)
    except (OSError, PathRefused):  # gone, or no longer to be read: making it will tell
        return Before.OTHER, record
    if key != record.key or (record.until and job.today.isoformat() > record.until):
        return Before.OTHER, record
    return (Before.SAME if whole(job.out, record) else Before.DAMAGED), record


def local(hands: int, sorts: frozenset[str]) -> Work:
    """The cores of this machine: no more processes than there is work; of one kit alone, the parts are shared out."""

    def act(jobs: Sequence[Job]) -> Iterator[Event]:
        count = min(hands, len(jobs))
        if count > 1:
            load(sorts)
        return work(jobs, count, at_once(hands) if hands > 1 and len(jobs) == 1 else in_turn)

    return act
