"""Circuits → their kits: each a job, made where something changed, and how each went."""

import errno
import os
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
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
from jeu_oie.builder.gallery import ARCHIVE, list_strangers, renew_gallery
from jeu_oie.builder.pool import KITS_A_PROCESS, by_processes, kept_open
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
from jeu_oie.circuit.read import PathRefused, Reading, read_text
from jeu_oie.circuit.times import period_end
from jeu_oie.disk import resolve_path
from jeu_oie.errors import DoesNotFit, InvalidInput, OutputRefused, Problem
from jeu_oie.game.evening import Paper
from jeu_oie.game.preset import Preset
from jeu_oie.kit import KitFiles, Options, Sister, make
from jeu_oie.kit.fitting import misfit_problems
from jeu_oie.kit.writing import Written, refusals
from jeu_oie.resources import Templates
from jeu_oie.trust import Doubt
from jeu_oie.web.found import SiteAddress

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

RETRY_S = 0.1  # s between two tries to take the lock
BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of one circuit, for any process.

    ``circuit`` is its file, as problems name it; ``out`` the folder of its kit; ``input_hash`` the hash of what all
    circuits of a build share (``record.input_hash``); ``address``, ``around``, ``sisters``, ``own`` are those of its
    plan. With ``sources`` nothing is read from the disk: a machine of a cluster has none of our files.
    """

    circuit: str
    out: Path
    preset: Preset
    options: Options
    today: date
    input_hash: str = ""
    address: str | None = None
    around: tuple[str, ...] = ()
    sisters: tuple[Sister, ...] = ()
    own: Templates | None = None
    sources: find.Sources | None = None

    @property
    def linked(self) -> tuple[object, ...]:
        """All that the page leads to beside its own kit, which its record remembers."""
        return (*self.around, *self.sisters)


class JobState(StrEnum):
    MADE = "made"
    STOPPED = "stopped"  # by its problems
    REFUSED = "refused"  # it cannot be written
    FAILED = "failed"  # a fault of ours
    LOST = "lost"  # its process was killed, twice
    DEADLY = "deadly"  # it ended one machine of a cluster after another
    TAKEN = "taken"  # its folder is another circuit's
    UNCHANGED = "unchanged"

    @property
    def ready(self) -> bool:
        """Whether the kit that lies there is that of the circuit as it is now."""
        return self in (JobState.MADE, JobState.UNCHANGED)


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

    ``files`` are those that the circuit was read from; ``record`` is that of the kit, which lacks the stamps of its
    files until they are written; ``written`` tells what became of the former kit's files; ``refusal`` the arguments of
    OutputRefused.
    """

    state: JobState
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    kit: KitFiles | None = field(default=None, repr=False)
    record: KitRecord | None = None
    written: Written = field(default_factory=Written)
    refusal: tuple[str, str, str] | None = None
    fault: Fault | None = None

    @property
    def paper(self) -> Mapping[str, Paper]:
        """That of each print file."""
        return self.record.paper if self.record else {}

    @property
    def warnings(self) -> int:
        """How many an unchanged circuit had when its kit was made: those of this build are among its problems."""
        return self.record.warnings if self.record and self.state is JobState.UNCHANGED else 0


def run(job: Job) -> JobOutcome:
    """Make and write the kit of ``job``. Never raises for what a circuit, the disk or a bug of ours does."""
    return write_outcome(job, make_kit(job))


def make_kit(job: Job) -> JobOutcome:
    """The kit of ``job`` in memory; ``write_outcome`` writes it. Never raises, but for an interruption."""
    files: tuple[str, ...] = (job.circuit,)
    try:
        if job.sources is None:
            reading, sources = find.read_once(Path(job.circuit))
        else:
            reading, sources = read_text(job.sources.text, job.circuit, job.sources.siblings), job.sources
        files = tuple(path.as_posix() for path in reading.files)
        return judge_and_make(job, reading, sources, files)
    except Exception as error:  # noqa: BLE001 (whatever it is, the next circuit has its turn)
        return JobOutcome(JobState.FAILED, files=files, fault=Fault.of(error))


def judge_and_make(job: Job, reading: Reading, sources: find.Sources | None, files: tuple[str, ...]) -> JobOutcome:
    """The kit of a circuit that was read from ``files``, or what stops it."""
    plan, problems = find.examine(reading, job.preset, job.today, job.address, job.options.agency)
    stopped = JobOutcome(JobState.STOPPED, problems, files)
    if plan is None or sources is None or find.stops(problems, job.options.strict):
        return stopped
    plan = replace(plan, around=job.around, sisters=job.sisters, own=job.own)
    if job.options.prints:  # which needs the room that the games take
        plan = plan.settled
    try:
        with blaming(job.own):
            kit = make(plan, job.options, sources.hash())
    except InvalidInput as error:  # a template of the user's
        return replace(stopped, problems=(*problems, *error.problems))
    except DoesNotFit as error:
        return replace(stopped, problems=(*problems, *misfit_problems(reading, error)))
    review = plan.board.circuit.review
    end = period_end(review) if review else None
    record = KitRecord(
        key=sources.key(job.input_hash, job.address, job.linked),
        named=tuple(sources.named),
        files={},
        paper=kit.paper,
        warnings=len(problems),
        stated=sum(each.stated for each in problems),
        until=end.isoformat() if end and end >= job.today else None,
    )
    return JobOutcome(JobState.MADE, problems, files, kit, record)


def write_outcome(job: Job, outcome: JobOutcome) -> JobOutcome:
    """Write what ``make_kit`` made; the outcome without its bytes."""
    if outcome.kit is None or outcome.record is None:
        return outcome
    bare = replace(outcome, kit=None)
    try:
        record = replace(outcome.record, circuit=seen_from(job.out.parents[1], job.circuit))
        written, record = put_kit(outcome.kit, job.out, record, prune=job.options.prune)
        return replace(bare, written=written, record=record)
    except OutputRefused as error:
        return replace(bare, state=JobState.REFUSED, refusal=error.arguments)
    except Exception as error:  # noqa: BLE001 (as above)
        return replace(bare, state=JobState.FAILED, fault=Fault.of(error))


def seen_from(folder: Path, circuit: str) -> str:
    """The way from ``folder`` to ``circuit``, so that both may be moved together; none from one drive to another.

    Nor one whose bytes are no text.
    """
    try:
        way = Path(os.path.relpath(circuit, folder)).as_posix()
        way.encode()
    except ValueError:
        return ""
    return way


# Who makes the kits of jobs, in any order: the rank of each, alone when it begins, with its outcome once done.
Workers = Callable[[Sequence[Job]], Iterator[tuple[int, JobOutcome | None]]]


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

    @property
    def leads_back(self) -> bool:
        """Whether pages lead back to those over all kits: where these are made, and it is known where all stand."""
        return bool(self.options.base_url and self.options.has_page and self.has_pages)


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
    """One passage over all circuits that were asked for, under the lock of the output folder; then the pages over all.

    ``swept``: how many drafts of killed builds were taken away; ``laid``: what a killed save would have replaced, or
    was replaced by, and now lies beside; ``now``: what is being made; ``ready``: the kits that are as they should be,
    by their folders in the output folder; ``strangers``: other kits there, which are not ours; ``pages``: what became
    of the pages over all kits that a former build had made.
    """

    def __init__(self, order: Order) -> None:
        self.order, self.out = order, order.options.out
        self.found = find.candidates(order.paths)
        self.heads = {each.path: find.topic_of(each.path) for each in self.found} if order.leads_back else {}
        self.shared_topics = find.topics_shared(self.heads)
        self.by_landlord = find.by_landlord(self.heads)
        self.swept = 0
        self.laid: list[Path] = []
        self.kits: set[Path] = set()  # where the kits of all that was found stand
        self.now: dict[int, str] = {}
        self.ready: set[str] = set()
        self.strangers: list[str] = []
        self.pages = Written()

    def run(self, workers: Workers) -> Generator[CircuitResult | None]:
        """Have ``workers`` make all; results come in the order of the circuits, those that lack something last.

        Between them None, where another circuit is begun: ``now`` says which are being made.

        A wrong circuit that was only found in a folder may be what other circuits share: it is told at the end, unless
        one of them names it.
        """
        self.swept = sweep(self.out) + sweep(self.out / HIDDEN)
        self.laid = find.sweep_saves(find.homes(self.order.paths, (each.path for each in self.found)))
        early: dict[int, CircuitResult] = {}  # done before their turn
        doubtful: list[CircuitResult] = []
        named: set[str] = set()
        turn = 0
        with closing(self.work(workers)) as results:
            for rank, result in results:
                if result is None:
                    yield None
                    continue
                early[rank] = result
                while turn in early:
                    due = early.pop(turn)
                    named.update(due.outcome.files[1:])
                    if self.found[turn].asked or due.outcome.state not in (JobState.STOPPED, JobState.TAKEN):
                        if due.outcome.state.ready:
                            self.ready.add(due.kit.relative_to(self.out).as_posix())
                        yield due
                    else:
                        doubtful.append(due)
                    turn += 1
        shared = resolved(named)
        yield from (each for each in doubtful if resolve_path(Path(each.circuit)) not in shared)

    def work(self, workers: Workers) -> Generator[tuple[int, CircuitResult | None]]:
        """Each circuit by its rank: alone when it begins, with its result once done; first what needs no work."""
        todo: list[tuple[int, Job, KitState]] = []
        named: set[str] = set()
        for rank, planned in enumerate(self.plan()):
            if isinstance(planned, CircuitResult):
                yield rank, planned
                continue
            before, settled = self.look(planned)
            if settled is None:
                todo.append((rank, planned, before))
            else:
                named.update(settled.files[1:])
                yield rank, CircuitResult(planned.circuit, planned.out, settled, before=before)
        shared = resolved(named)
        jobs = []
        for rank, job, before in todo:
            if not self.found[rank].asked and resolve_path(Path(job.circuit)) in shared:
                # What unchanged circuits name is no circuit: it need not be read.
                yield rank, CircuitResult(job.circuit, job.out, JobOutcome(JobState.STOPPED))
            else:
                jobs.append((rank, job, before))
        for place, outcome in workers([job for _, job, _ in jobs]):
            rank, job, before = jobs[place]
            if outcome is None:
                self.now[rank] = job.circuit
                yield rank, None
            else:
                del self.now[rank]
                yield rank, CircuitResult(job.circuit, job.out, outcome, before=before)

    def plan(self) -> Iterator[Job | CircuitResult]:
        """What is to be made of each circuit; one whose folder another has taken gets its result at once."""
        taken: dict[str, find.Candidate] = {}
        presets = {"": self.order.preset, **self.order.landlords}
        hashes = {name: input_hash(preset, self.order.options, self.order.own) for name, preset in presets.items()}
        for each in self.found:
            above = each.path.absolute().parent.name
            landlord = above if above in presets else ""
            folder = find.kit_folder(each.path, presets[landlord], self.order.options.agency)
            kit, name = self.out / folder, each.path.as_posix()
            self.kits.add(kit)
            first = taken.setdefault(folder.casefold(), each)
            if first is each:
                yield self.job(each, folder, presets[landlord], hashes[landlord])
            else:
                outcome = JobOutcome(JobState.TAKEN, files=(name,))
                yield CircuitResult(name, kit, outcome, first.path.as_posix())

    def job(self, each: find.Candidate, folder: str, preset: Preset, shared: str) -> Job:
        order, options = self.order, self.order.options
        address = f"{options.base_url}{disk.as_address(folder)}/" if options.base_url else None
        around, sisters = tuple(self.around(each.path)), tuple(self.sisters(each.path, folder))
        out, name = self.out / folder, each.path.as_posix()
        return Job(name, out, preset, options, order.today, shared, address, around, sisters, order.own)

    def around(self, circuit: Path) -> Iterator[str]:
        """The pages over all kits to which the page of ``circuit`` leads back."""
        if self.order.leads_back:
            yield "gallery"
            if self.heads[circuit][0] in self.shared_topics:
                yield "comparison"

    def sisters(self, circuit: Path, folder: str) -> Iterator[Sister]:
        """The other circuits of its landlord whose kits stand beside its own, in ``folder``."""
        variant = folder.removeprefix(find.named_after(circuit, ""))
        for other in self.by_landlord.get(self.heads.get(circuit, ("", ""))[1], ()):
            beside, name = find.named_after(other, variant).split("/")
            if other != circuit and find.nameable(other) and folder.startswith(f"{beside}/"):
                yield Sister(self.heads[other][0], name)

    def look(self, job: Job) -> tuple[KitState, JobOutcome | None]:
        """What stands where ``job`` is to put its kit, and its outcome where nothing is to be done."""
        try:
            disk.keep_within(job.out, self.out)
        except OutputRefused as error:
            return KitState.OTHER, JobOutcome(JobState.REFUSED, files=(job.circuit,), refusal=error.arguments)
        self.swept += sweep(job.out) + sweep(job.out / "print")  # whose files stand a folder deeper
        before, record = find_kit(job)
        asked = job.options.force or (job.options.prune and record is not None and bool(record.older))
        if before is not KitState.SAME or record is None or asked or (job.options.strict and record.stated):
            return before, None
        files = (job.circuit, *(normpath(join(dirname(job.circuit), name)) for name in record.named))
        return before, JobOutcome(JobState.UNCHANGED, files=files, record=record)

    def forsaken(self) -> list[Path]:
        """The kits that stand there and whose circuit has gone, in the order of their names."""
        return sorted(find_orphans(self.out, self.kits))

    @property
    def has_pages(self) -> bool:
        """Whether pages over all kits are to be made, and there are kits."""
        return bool(self.ready) and self.order.has_pages

    def renew_pages(self) -> tuple[Path, ...]:
        """Make the pages over all kits, if there are to be any; gives those to open or send. Raises OutputRefused."""
        if not self.has_pages:
            return ()
        asked = self.order.options
        where = SiteAddress(asked.base_url or "", asked.index_drafts)
        renewed = renew_gallery(
            self.out, asked.language, made=self.ready, pack=asked.pack, where=where, prune=asked.prune
        )
        self.pages = renewed or Written()
        self.strangers = list_strangers(self.out, self.ready)
        names = ("index.html", ARCHIVE) if asked.pack else ("index.html",)
        return tuple(self.out / name for name in names)


def resolved(files: Iterable[str]) -> set[Path]:
    """Where the files that circuits name lead."""
    return {resolve_path(Path(each)) for each in files}


FOUND = {None: KitState.SAME, Doubt.CHANGED: KitState.DAMAGED}  # of a kit of the same sources


def find_kit(job: Job) -> tuple[KitState, KitRecord | None]:
    """What stands where ``job`` is to put its kit, and its record."""
    if is_interrupted(job.out):
        return KitState.INTERRUPTED, None
    record = parse_record(job.out)
    if record is None:
        return KitState.NOTHING, None
    try:
        key = find.reread(Path(job.circuit), record.named).key(job.input_hash, job.address, job.linked)
    except (OSError, PathRefused):  # gone, or no longer to be read: making it will tell
        return KitState.OTHER, record
    if key != record.key or (record.until and job.today.isoformat() > record.until):
        return KitState.OTHER, record
    return FOUND.get(examine_kit(job.out, record).problem, KitState.OTHER), record


def local(processes: int) -> Workers:
    """The cores of this machine: no more processes than there is work, and none but this one where one does it all.

    Of kits on paper, one does no more than a few: what sets them keeps memory.
    """

    def make_all(jobs: Sequence[Job]) -> Iterator[tuple[int, JobOutcome | None]]:
        count = min(processes, len(jobs))
        prints = any(job.options.prints for job in jobs)
        if count < 2 and not (prints and len(jobs) > KITS_A_PROCESS):
            for rank, job in enumerate(jobs):
                yield rank, None
                yield rank, run(job)
            return
        with closing(by_processes([partial(run, job) for job in jobs], count, renewed=prints)) as futures:
            for rank, future in futures:
                if future is None:
                    yield rank, None
                elif error := future.exception():
                    yield rank, unfinished(jobs[rank], error)
                else:
                    yield rank, future.result()

    return make_all


def unfinished(job: Job, error: BaseException) -> JobOutcome:
    """What came of ``job`` in another process, here or elsewhere, that gave ``error``."""
    if isinstance(error, BrokenProcessPool):
        return JobOutcome(JobState.LOST, files=(job.circuit,))
    return JobOutcome(JobState.FAILED, files=(job.circuit,), fault=Fault.of(error))


@contextmanager
def lock_folder(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the output folder; call ``waiting`` once where another build holds it, then wait for its end.

    The lock is the system's: it ends with the process that holds it, however that ends, and with those that it started
    meanwhile, which end then, too. Raises OutputRefused where the folder cannot be written to.
    """
    with refusals(folder):
        try:
            disk.make_folder(folder / HIDDEN, folder)
            file = disk.lock_file(folder / HIDDEN / "lock")
        except OSError as error:
            raise OSError(error.errno, error.strerror) from error  # of no file: ``folder`` is what the user knows
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
