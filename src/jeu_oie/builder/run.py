"""Circuits → their kits: each a job, made where something changed, and how each went."""

import errno
import os
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath

from jeu_oie import disk
from jeu_oie.builder import find
from jeu_oie.builder.pool import by_processes, kept_open
from jeu_oie.builder.record import (
    HIDDEN,
    KitRecord,
    KitState,
    examine_kit,
    find_orphans,
    input_hash,
    is_interrupted,
    parse_record,
    sweep,
)
from jeu_oie.builder.record import write_kit as put_kit
from jeu_oie.builder.templates import blaming
from jeu_oie.circuit.fields import period_end
from jeu_oie.circuit.read import PathRefused, read_text
from jeu_oie.disk import Stamp, resolve_path
from jeu_oie.errors import DoesNotFit, InvalidInput, OutputRefused, Problem
from jeu_oie.game.evening import Paper
from jeu_oie.game.preset import Preset
from jeu_oie.kit import KitFiles, Options, make
from jeu_oie.kit.fitting import misfit_problems
from jeu_oie.kit.writing import Written, refusals
from jeu_oie.resources import Templates
from jeu_oie.trust import Doubt

# --- One circuit → its kit: read, judged, made, and written unless somebody else does that ----------------


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of one circuit, for any process.

    ``circuit`` is its file, as problems name it; ``out`` the folder of its kit; ``input_hash`` the hash of what all
    circuits of a build share (``record.input_hash``); ``address``, ``around``, ``own`` are those of its plan. With
    ``sources`` nothing is read from the disk: a machine of a cluster has none of our files.
    """

    circuit: str
    out: Path
    preset: Preset
    options: Options
    today: date
    input_hash: str = ""
    address: str | None = None
    around: tuple[str, ...] = ()
    own: Templates | None = None
    sources: find.Sources | None = None


class JobState(StrEnum):
    MADE = "made"
    STOPPED = "stopped"  # by its problems
    REFUSED = "refused"  # it cannot be written
    FAILED = "failed"  # a fault of ours
    LOST = "lost"  # its process was killed, twice
    DEADLY = "deadly"  # it ended one machine of a cluster after another
    TAKEN = "taken"  # its folder is another circuit's
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of ours, as a report needs it: the error, and where it happened."""

    last: str
    where: str

    @classmethod
    def of(cls, error: BaseException) -> "Fault":
        lines = traceback.format_exception(error)
        return cls(lines[-1].strip(), lines[-2].strip() if len(lines) > 1 else "")


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of a job, small and picklable but for ``kit``, which is there until it is written.

    ``files`` are those that the circuit was read from; ``written`` tells what became of the former kit's files;
    ``refusal`` the arguments of OutputRefused; ``paper`` of each print file; ``key`` and ``named`` are for the record
    (``standing``), as ``until``; ``warnings`` those that an unchanged circuit had when it was made.
    """

    state: JobState
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    kit: KitFiles | None = field(default=None, repr=False)
    written: Written = field(default_factory=Written)
    paper: Mapping[str, Paper] = field(default_factory=dict)
    engine_missing: bool = False
    refusal: tuple[str, str, str] | None = None
    fault: Fault | None = None
    key: str = ""
    named: tuple[str, ...] = ()
    until: str | None = None
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """The job of a rank has begun (no outcome), or is done."""

    rank: int
    outcome: JobOutcome | None = None


def run(job: Job) -> JobOutcome:
    """Make and write the kit of ``job``. Never raises for what a circuit, the disk or a bug of ours does."""
    return write_outcome(job, make_kit(job))


def make_kit(job: Job) -> JobOutcome:
    """The kit of ``job`` in memory; ``write_outcome`` writes it. Never raises, but for an interruption."""
    read = [job.circuit]
    try:
        return judge_and_make(job, read)
    except Exception as error:  # noqa: BLE001 (whatever it is, the next circuit has its turn)
        return JobOutcome(JobState.FAILED, files=tuple(read), fault=Fault.of(error))


def judge_and_make(job: Job, read: list[str]) -> JobOutcome:
    """What ``make_kit`` gives; ``read`` gets the names of the files, for the case that this fails."""
    if job.sources is None:
        reading, sources = find.read_once(Path(job.circuit))
    else:
        sources = job.sources
        reading = read_text(sources.text, job.circuit, sources.siblings)
    read[:] = [path.as_posix() for path in reading.files]
    plan, problems = find.examine(reading, job.preset, job.today, job.address)
    outcome = JobOutcome(JobState.STOPPED, problems, tuple(read))
    if plan is None or sources is None or find.stops(problems, job.options.strict):
        return outcome
    plan = replace(plan, around=job.around, own=job.own)
    if job.options.prints:  # which needs the room that the games take
        plan = plan.settled
    try:
        with blaming(job.own):
            kit = make(plan, job.options, sources.hash())
    except InvalidInput as error:  # a template of the user's
        return replace(outcome, problems=(*problems, *error.problems))
    except DoesNotFit as error:
        return replace(outcome, problems=(*problems, *misfit_problems(reading, error)))
    return replace(
        outcome,
        state=JobState.MADE,
        kit=kit,
        paper=kit.paper,
        engine_missing=kit.engine_missing,
        key=sources.key(job.input_hash, job.address, job.around),
        named=tuple(sources.named),
        until=quiet_until(plan.board.circuit.review, job.today),
    )


def quiet_until(review: str | None, today: date) -> str | None:
    """The last day on which a circuit that is to be reviewed gives no new warning (ISO)."""
    end = period_end(review) if review else None
    return end.isoformat() if end and end >= today else None


def write_outcome(job: Job, outcome: JobOutcome) -> JobOutcome:
    """Write what ``make_kit`` made; the outcome without its bytes."""
    if outcome.kit is None:
        return outcome
    bare = replace(outcome, kit=None)
    try:
        record = partial(record_of, job.out, outcome)
        return replace(bare, written=put_kit(outcome.kit, job.out, record, prune=job.options.prune))
    except OutputRefused as error:
        return replace(bare, state=JobState.REFUSED, refusal=error.arguments)
    except Exception as error:  # noqa: BLE001 (as above)
        return replace(bare, state=JobState.FAILED, fault=Fault.of(error))


def record_of(kit: Path, outcome: JobOutcome, files: Mapping[str, Stamp]) -> KitRecord:
    """What is remembered of a kit that was made."""
    stated = sum(each.stated for each in outcome.problems)
    return KitRecord(
        outcome.key,
        outcome.named,
        files,
        dict(outcome.paper),
        len(outcome.problems),
        stated,
        outcome.until,
        outcome.engine_missing,
        seen_from(kit.parents[1], outcome.files[0]),
    )


def seen_from(folder: Path, circuit: str) -> str:
    """The way from ``folder`` to ``circuit``, so that both may be moved together; none from one drive to another."""
    try:
        return Path(os.path.relpath(circuit, folder)).as_posix()
    except ValueError:
        return ""


# --- All circuits that were asked for → their kits, and how each went; one build at a time in an output folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

RETRY_S = 0.1  # s between two tries to take the lock
BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

Work = Callable[[Sequence[Job]], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, the same for every circuit; ``own``: the user's templates, as they were read."""

    paths: tuple[Path, ...]
    preset: Preset
    options: Options
    today: date
    landlords: Mapping[str, Preset] = field(default_factory=dict)  # folder → the preset of its circuits
    own: Templates | None = None

    @property
    def has_pages(self) -> bool:
        """Whether pages over all kits are to be made: of folders, and of all that goes on line."""
        return self.options.pack or any(map(disk.is_folder, self.paths))

    def landlord_of(self, circuit: Path) -> str:
        """The folder of a landlord that has a preset of its own, else nothing."""
        name = circuit.absolute().parent.name
        return name if name in self.landlords else ""


@dataclass(frozen=True, slots=True)
class Began:
    """A circuit that is being made now."""

    circuit: str


@dataclass(frozen=True, slots=True)
class CircuitResult:
    """How a circuit went; ``kit`` is the folder of its kit, ``other`` the circuit that has it already.

    ``before``: what stood there.
    """

    circuit: str
    kit: Path
    outcome: JobOutcome
    other: str = ""
    before: KitState = KitState.NOTHING


class Round:
    """One passage over all circuits that were asked for, under the lock of the output folder.

    ``swept``: how many drafts of killed builds were taken away; ``laid``: what a killed save would have replaced, or
    was replaced by, and now lies beside.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.found = find.candidates(order.paths)
        self.shared_topics = find.topics_shared(each.path for each in self.found) if is_around(order) else set()
        self.swept = 0
        self.laid: list[Path] = []
        self.turn = 0
        self.before: dict[int, KitState] = {}
        self.kits: set[Path] = set()  # where the kits of all that was found stand
        self.now: dict[int, str] = {}  # what is being made
        self.early: dict[
            int, CircuitResult
        ] = {}  # done before their turn: results are told in the order of the circuits
        self.doubtful: list[CircuitResult] = []  # wrong circuits, unless they are what other circuits name
        self.read: set[str] = set()  # what circuits name, as they name it
        self.named: set[Path] = set()  # and where that leads

    def run(self, act: Work) -> Generator[Began | CircuitResult]:
        """Do all with ``act``; results come in the order of the circuits, those that lack something last."""
        self.swept = sweep(self.order.options.out) + sweep(self.order.options.out / HIDDEN)
        self.laid = find.sweep_saves(find.homes(self.order.paths, (each.path for each in self.found)))
        ranked = self.jobs()
        yield from self.due()
        for event in act([job for _, job in ranked]):
            rank, job = ranked[event.rank]
            if event.outcome is None:
                self.now[rank] = job.circuit
                yield Began(job.circuit)
            else:
                del self.now[rank]
                self.early[rank] = CircuitResult(job.circuit, job.out, event.outcome, before=self.before[rank])
                yield from self.due()
        yield from (each for each in self.doubtful if resolve_path(Path(each.circuit)) not in self.named)

    def due(self) -> Iterator[CircuitResult]:
        while self.turn in self.early:
            result = self.early.pop(self.turn)
            self.name(result.outcome)
            if self.found[self.turn].asked or result.outcome.state not in (JobState.STOPPED, JobState.TAKEN):
                yield result
            else:
                self.doubtful.append(result)
            self.turn += 1

    def jobs(self) -> list[tuple[int, Job]]:
        """What is to be made; a circuit whose folder is taken by another gets its result at once."""
        taken: dict[str, find.Candidate] = {}
        presets = {"": self.order.preset, **self.order.landlords}
        bases = {name: input_hash(preset, self.order.options, self.order.own) for name, preset in presets.items()}
        jobs = []
        for rank, each in enumerate(self.found):
            landlord = self.order.landlord_of(each.path)
            preset, shared = presets[landlord], bases[landlord]
            folder = find.named_after(each.path, find.variant_of(preset))
            self.kits.add(self.order.options.out / folder)
            first = taken.setdefault(folder.casefold(), each)
            if first is each:
                job = self.job(each, folder, preset, shared)
                self.before[rank], settled = self.look(job)
                if settled is None:
                    jobs.append((rank, job))
                else:
                    self.name(settled)
                    self.early[rank] = CircuitResult(job.circuit, job.out, settled, before=self.before[rank])
            else:
                outcome = JobOutcome(JobState.TAKEN, files=(each.path.as_posix(),))
                kit, other = self.order.options.out / folder, first.path.as_posix()
                self.early[rank] = CircuitResult(each.path.as_posix(), kit, outcome, other)
        return [(rank, job) for rank, job in jobs if not self.shared(rank, job)]

    def forsaken(self) -> list[Path]:
        """The kits that stand there and whose circuit has gone, in the order of their names."""
        return sorted(find_orphans(self.order.options.out, self.kits))

    def name(self, outcome: JobOutcome) -> None:
        for file in outcome.files[1:]:
            if file not in self.read:
                self.read.add(file)
                self.named.add(resolve_path(Path(file)))

    def shared(self, rank: int, job: Job) -> bool:
        """Whether a file is known not to be a circuit, since unchanged circuits name it: it need not be read."""
        if self.found[rank].asked or resolve_path(Path(job.circuit)) not in self.named:
            return False
        self.early[rank] = CircuitResult(job.circuit, job.out, JobOutcome(JobState.STOPPED))
        return True

    def look(self, job: Job) -> tuple[KitState, JobOutcome | None]:
        """What stands where ``job`` is to put its kit, and its outcome where nothing is to be done."""
        try:
            disk.keep_within(job.out, self.order.options.out)
        except OutputRefused as error:
            return KitState.OTHER, JobOutcome(JobState.REFUSED, files=(job.circuit,), refusal=error.arguments)
        self.swept += sweep(job.out)
        before, record = find_kit(job)
        asked = job.options.force or (job.options.prune and record is not None and bool(record.older))
        if before is not KitState.SAME or record is None or asked or (job.options.strict and record.stated):
            return before, None
        files = (job.circuit, *(normpath(join(dirname(job.circuit), name)) for name in record.named))
        paper, missing = record.paper, record.engine_missing
        outcome = JobOutcome(
            JobState.UNCHANGED, files=files, paper=paper, engine_missing=missing, warnings=record.warnings
        )
        return before, outcome

    def around(self, circuit: Path) -> Iterator[str]:
        """The pages over all kits to which the page of ``circuit`` leads back."""
        if is_around(self.order):
            yield "gallery"
            if find.topic_of(circuit)[0] in self.shared_topics:
                yield "comparison"

    def job(self, each: find.Candidate, folder: str, preset: Preset, shared: str) -> Job:
        order, options = self.order, self.order.options
        address = f"{options.base_url}{disk.as_address(folder)}/" if options.base_url else None
        around, name = tuple(self.around(each.path)), each.path.as_posix()
        return Job(name, options.out / folder, preset, options, order.today, shared, address, around, order.own)


def is_around(order: Order) -> bool:
    """Whether pages lead back to those over all kits: where these are made, and it is known where all stand."""
    return bool(order.options.base_url and "html" in order.options.only and order.has_pages)


FOUND = {None: KitState.SAME, Doubt.CHANGED: KitState.DAMAGED}  # of a kit of the same sources


def find_kit(job: Job) -> tuple[KitState, KitRecord | None]:
    """What stands where ``job`` is to put its kit, and its record."""
    if is_interrupted(job.out):
        return KitState.INTERRUPTED, None
    record = parse_record(job.out)
    if record is None:
        return KitState.NOTHING, None
    try:
        key = find.reread(Path(job.circuit), record.named).key(job.input_hash, job.address, job.around)
    except (OSError, PathRefused):  # gone, or no longer to be read: making it will tell
        return KitState.OTHER, record
    if key != record.key or (record.until and job.today.isoformat() > record.until):
        return KitState.OTHER, record
    return FOUND.get(examine_kit(job.out, record).problem, KitState.OTHER), record


def local(hands: int) -> Work:
    """The cores of this machine: no more processes than there is work, and none but this one for a single kit."""

    def act(jobs: Sequence[Job]) -> Iterator[Event]:
        count = min(hands, len(jobs))
        if count > 1:
            yield from shared_out(jobs, count)
            return
        for rank, job in enumerate(jobs):
            yield Event(rank)
            yield Event(rank, run(job))

    return act


def shared_out(jobs: Sequence[Job], count: int) -> Iterator[Event]:
    """``jobs`` done by several processes; each outcome as soon as it is there."""
    prints = any(job.options.prints for job in jobs)
    with closing(by_processes([partial(run, job) for job in jobs], count, renewed=prints)) as told:
        for rank, future in told:
            yield Event(rank, outcome_of(jobs[rank], future) if future else None)


def outcome_of(job: Job, future: Future[JobOutcome]) -> JobOutcome:
    error = future.exception()
    return unfinished(job, error) if error else future.result()


def unfinished(job: Job, error: BaseException) -> JobOutcome:
    """What came of ``job`` in another process, here or elsewhere, that gave ``error``."""
    if isinstance(error, BrokenProcessPool):
        return JobOutcome(JobState.LOST, files=(job.circuit,))
    return JobOutcome(JobState.FAILED, files=(job.circuit,), fault=Fault.of(error))


# --- one at a time ---------------------------------------------------------------------------------------


@contextmanager
def lock_folder(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the output folder; call ``waiting`` once where another build holds it, then wait for its end.

    The lock is the system's: it ends with the process that holds it, however that ends, and with those that it started
    meanwhile, which end then, too. Raises OutputRefused where the folder cannot be written to.
    """
    with refusals(folder):
        file = open_lock(folder)
    try:
        told = False
        while not take(file):
            if not told:
                waiting()
                told = True
            time.sleep(RETRY_S)
        with kept_open(file):
            yield
    finally:
        os.close(file)


def open_lock(folder: Path) -> int:
    """The lock's file. Raises OSError, which names no file: ``folder`` is what the user knows."""
    try:
        disk.make_folder(folder / HIDDEN, folder)
        return disk.lock_file(folder / HIDDEN / "lock")
    except OSError as error:
        raise OSError(error.errno, error.strerror) from error


def take(file: int) -> bool:
    """Whether the lock is ours. A disk that knows no locks gives it to all: nothing better can be had there."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in BUSY
    return True
