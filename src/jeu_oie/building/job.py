"""One circuit → its kit: read, judged, made, and written unless somebody else does that."""

import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from jeu_oie.board.preset import Preset
from jeu_oie.building.discover import Sources, examine, read_once, stops
from jeu_oie.building.records import KitRecord
from jeu_oie.building.records import write_kit as put_kit
from jeu_oie.building.templates import blaming
from jeu_oie.circuit.fields import period_end
from jeu_oie.circuit.reader import read_text
from jeu_oie.disk import Stamp
from jeu_oie.errors import InvalidInput, OutputRefused, Problem
from jeu_oie.kit import Kit, Options, make
from jeu_oie.kit.sharing import Share, in_turn


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of one circuit, for any process.

    ``circuit`` is its file, as problems name it; ``out`` the folder of its kit; ``basis`` the hash of what all jobs
    are made of. With ``sources`` nothing is read from the disk: a machine of a cluster has none of our files.
    """

    circuit: str
    out: Path
    preset: Preset
    options: Options
    today: date
    strict: bool = False
    basis: str = ""
    sources: Sources | None = None


class JobState(StrEnum):
    MADE = "made"
    STOPPED = "stopped"  # by its problems
    REFUSED = "refused"  # it cannot be written
    FAILED = "failed"  # a fault of ours
    LOST = "lost"  # its process was killed
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

    ``files`` are those that the circuit was read from; ``removed`` what the former kit had and this one has not;
    ``refusal`` the arguments of OutputRefused; ``pages`` of each print file; ``key`` and ``named`` are for the
    record (``standing``), as ``until``; ``warnings`` those that an unchanged circuit had when it was made.
    """

    state: JobState
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    kit: Kit | None = field(default=None, repr=False)
    removed: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
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


def run(job: Job, share: Share = in_turn) -> JobOutcome:
    """Make and write the kit of ``job``. Never raises for what a circuit, the disk or a bug of ours does."""
    return write_outcome(job, make_kit(job, share))


def make_kit(job: Job, share: Share = in_turn) -> JobOutcome:
    """The kit of ``job`` in memory; ``write_outcome`` writes it. Never raises, but for an interruption."""
    read = [job.circuit]
    try:
        return make_share(job, share, read)
    except Exception as error:  # noqa: BLE001 (whatever it is, the next circuit has its turn)
        return JobOutcome(JobState.FAILED, files=tuple(read), fault=Fault.of(error))


def make_share(job: Job, share: Share, read: list[str]) -> JobOutcome:
    """What ``make_kit`` gives; ``read`` gets the names of the files, for the case that this fails."""
    if job.sources is None:
        reading, sources = read_once(Path(job.circuit))
    else:
        sources = job.sources
        reading = read_text(sources.text, job.circuit, sources.siblings)
    read[:] = [path.as_posix() for path in reading.files]
    plan, problems = examine(reading, job.preset, job.today, job.options.address)
    outcome = JobOutcome(JobState.STOPPED, problems, tuple(read))
    if plan is None or sources is None or stops(problems, job.strict):
        return outcome
    try:
        with blaming(job.options.templates):
            kit = make(plan, job.options, sources.hash(), share)
    except InvalidInput as error:  # a template of the user's
        return replace(outcome, problems=(*problems, *error.problems))
    return replace(
        outcome,
        state=JobState.MADE,
        kit=kit,
        pages=kit.pages,
        engine_missing=kit.engine_missing,
        key=sources.key(job.basis, job.options.address),
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
        return replace(bare, removed=put_kit(outcome.kit, job.out, partial(record_of, job.out, outcome)))
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
        dict(outcome.pages),
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
