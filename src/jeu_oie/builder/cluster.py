"""Jobs → outcomes on the machines of a Dask cluster. They see none of our disk: bytes go there, bytes come back.

Whoever may speak to a scheduler may run what he likes on its workers, and reads what they are sent: the cluster is
trusted as this machine is.
"""

import logging
import pickle
import sys
import threading
import time
import warnings
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jeu_oie.builder.find import read_once
from jeu_oie.builder.pool import hand_out
from jeu_oie.builder.record import WRITERS, program, version_of
from jeu_oie.builder.run import Job, JobOutcome, JobState, Workers, make_kit, run, unfinished, write_outcome
from jeu_oie.errors import ClusterRefused, Unfit
from jeu_oie.version import __version__

if TYPE_CHECKING:
    from distributed import Client

TIMEOUT_S = 10  # for the scheduler to answer, and for a first worker
EMPTY_S = 60  # without any worker, before the rest is given up

ONE = threading.Lock()  # a worker may have several threads, the print engine has one set of fonts
Made = JobOutcome | tuple[str, ...]  # what a worker gives: a kit, or what makes kits there, where that differs


def cluster(address: str) -> Workers:
    """The workers of the scheduler at ``address``. Working raises ClusterRefused."""

    def make_all(jobs: Sequence[Job]) -> Iterator[tuple[int, JobOutcome | None]]:
        if not jobs:
            return
        with connect(address) as client, working(client) as executor:
            own = ClusterRun(client, executor, address)
            for rank, future in hand_out(own.submit, enumerate(jobs), own.room):
                yield rank, own.outcome(jobs[rank], future) if future else None

    return make_all


@contextmanager
def connect(address: str) -> Iterator["Client"]:
    """The cluster, with a worker at least. Raises ClusterRefused."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterRefused(Unfit.MISSING, address) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # lost workers are told in our words
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the versions of its own libraries
            client = Client(address, timeout=TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise ClusterRefused(Unfit.UNREACHABLE, address) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=TIMEOUT_S)
        except TimeoutError as error:
            raise ClusterRefused(Unfit.EMPTY, address) from error
        yield client


@contextmanager
def working(client: "Client") -> Iterator[Executor]:
    """The cluster as one of Python's executors; what it still does in the end is called off."""
    executor = client.get_executor(pure=False)
    try:
        yield executor
    finally:
        with suppress(OSError, CancelledError):  # the cluster may be gone
            executor.shutdown(wait=False)


class ClusterRun:
    """Jobs among the workers, one for each: what waits with a worker that is killed would be suspected with it."""

    def __init__(self, client: "Client", executor: Executor, address: str) -> None:
        self.client, self.executor, self.address = client, executor, address
        self.seen = time.monotonic()  # when there was a worker last

    def room(self) -> int:
        """How many workers there are, one at least. Raises ClusterRefused if there has been none for long."""
        with self.answering():
            count = len(self.client.nthreads())
        if count:
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > EMPTY_S:
            raise ClusterRefused(Unfit.EMPTY, self.address)
        return max(1, count)

    def submit(self, job: Job) -> Future[Made]:
        _, sources = read_once(Path(job.circuit))  # a worker does not see this disk
        if sources is None:  # it cannot be opened: nothing to send, only to tell
            told: Future[Made] = Future()
            told.set_result(run(job))
            return told
        with self.answering():
            return self.executor.submit(remotely, pickle.dumps(replace(job, sources=sources)), makers())

    def outcome(self, job: Job, future: Future[Made]) -> JobOutcome:
        """What came of ``job``, its kit written. Raises ClusterRefused where a worker would make other bytes."""
        from distributed import KilledWorker

        with self.answering():
            error = future.exception()
        if isinstance(error, KilledWorker):
            return JobOutcome(JobState.DEADLY, files=(job.circuit,))
        if isinstance(error, ModuleNotFoundError):
            raise ClusterRefused(Unfit.DIFFERS, self.address, makers()[0], "–") from error
        if error is not None:
            return unfinished(job, error)
        found = future.result()
        if isinstance(found, tuple):
            here, there = next(pair for pair in zip(makers(), found, strict=True) if pair[0] != pair[1])
            raise ClusterRefused(Unfit.DIFFERS, self.address, here, there)
        return write_outcome(job, found)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Raises ClusterRefused where the scheduler is lost meanwhile."""
        try:
            yield
        except (OSError, CancelledError) as error:
            raise ClusterRefused(Unfit.LOST, self.address) from error


def remotely(parcel: bytes, expected: tuple[str, ...]) -> Made:
    """On a worker: the outcome of a job with its kit; or what makes kits there, where that is not what is ``expected``.

    The job is unpacked by the program that packed it only: another may not understand it.
    """
    own = makers()
    if own != expected:
        return own
    with ONE:
        return make_kit(pickle.loads(parcel))  # noqa: S301 (whoever sends it can run anything here)


@cache
def makers() -> tuple[str, ...]:
    """What has a hand in the bytes of a kit, named as people name it, the program first."""
    python = ".".join(map(str, sys.version_info[:3]))
    shared = (f"Python {python}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}")
    return (f"jeu-oie {__version__} ({program()[:8]})", *shared, *map(version_of, WRITERS))
