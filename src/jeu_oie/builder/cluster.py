"""Jobs → outcomes on the machines of a Dask cluster. They see none of our disk: bytes go there, bytes come back.

Whoever may speak to a scheduler may run what he likes on its workers, and reads what they are sent: the cluster is
trusted as this machine is.
"""

import logging
import pickle
import sys
import threading
import warnings
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jeu_oie.builder.discover import carry_sources
from jeu_oie.builder.records import WRITERS, engine, program, version_of
from jeu_oie.builder.run import Event, Fault, Job, JobOutcome, JobState, Work, make_kit, run, write_outcome
from jeu_oie.errors import ClusterRefused, Unfit
from jeu_oie.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10  # s for the scheduler to answer, and for a first worker
EMPTY = 60  # s without any worker, before the rest is given up

ONE = threading.Lock()  # a worker may have several threads, the print engine has one set of fonts


def cluster(address: str) -> Work:
    """The workers of the scheduler at ``address``. Working raises ClusterRefused."""

    def act(jobs: Sequence[Job]) -> Iterator[Event]:
        if not jobs:
            return
        with connect(address) as client:
            yield from ClusterRun(client, address, jobs).work()

    return act


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
            client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ClusterRefused(Unfit.UNREACHABLE, address) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ClusterRefused(Unfit.EMPTY, address) from error
        yield client


class ClusterRun:
    """Jobs among the workers, one for each: what waits with a worker that is killed would be suspected with it.

    A worker is given its next job before its result is fetched and written, which happens one at a time.
    """

    def __init__(self, client: "Client", address: str, jobs: Sequence[Job]) -> None:
        self.client, self.address = client, address
        self.waiting = enumerate(jobs)
        self.going: dict[Future, tuple[int, Job]] = {}

    def work(self) -> Iterator[Event]:
        try:
            yield from self.send()
            while self.going:
                future = self.ended()
                rank, job = self.going.pop(future)
                yield from self.send()
                yield Event(rank, self.outcome(future, job))
        finally:
            with suppress(OSError, CancelledError):  # the cluster may be gone
                self.client.cancel(list(self.going))

    def send(self) -> Iterator[Event]:
        """Jobs for the workers that there are now."""
        while len(self.going) < max(1, self.workers()):
            rank, job = next(self.waiting, (-1, None))
            if job is None:
                return
            yield Event(rank)
            sources = carry_sources(Path(job.circuit))
            if sources is None:  # it cannot be opened: nothing to send, only to tell
                yield Event(rank, run(job))
                continue
            parcel = pickle.dumps(replace(job, sources=sources))
            with self.answering():
                future = self.client.submit(remotely, parcel, makers(), pure=False)
            self.going[future] = (rank, job)

    def workers(self) -> int:
        with self.answering():
            return len(self.client.nthreads())

    def ended(self) -> "Future":
        """One of the jobs under way, once it is done. Raises ClusterRefused if no worker is left for long."""
        from distributed import wait

        alone = 0
        while alone < EMPTY:
            with self.answering(), suppress(TimeoutError):
                return next(iter(wait(list(self.going), PATIENCE, "FIRST_COMPLETED").done))
            alone = 0 if self.workers() else alone + PATIENCE
        raise ClusterRefused(Unfit.EMPTY, self.address)

    def outcome(self, future: "Future", job: Job) -> JobOutcome:
        """What came of ``job``, its kit written. Raises ClusterRefused where a worker would make other bytes."""
        from distributed import KilledWorker

        with self.answering():
            error = future.exception()
            found = None if error else future.result()
        future.release()
        if isinstance(error, KilledWorker):
            return JobOutcome(JobState.DEADLY, files=(job.circuit,))
        if isinstance(error, ModuleNotFoundError):
            raise ClusterRefused(Unfit.DIFFERS, self.address, makers()[0], "–") from error
        if error is not None:
            return JobOutcome(JobState.FAILED, files=(job.circuit,), fault=Fault.of(error))
        if isinstance(found, tuple):
            here, there = next(pair for pair in zip(makers(), found, strict=True) if pair[0] != pair[1])
            raise ClusterRefused(Unfit.DIFFERS, self.address, here, there)
        assert isinstance(found, JobOutcome)
        return write_outcome(job, found)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Raises ClusterRefused where the scheduler is lost meanwhile."""
        try:
            yield
        except TimeoutError:
            raise
        except (OSError, CancelledError) as error:
            raise ClusterRefused(Unfit.LOST, self.address) from error


def remotely(parcel: bytes, expected: tuple[str, ...]) -> JobOutcome | tuple[str, ...]:
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
    shared = (f"Python {python}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}", f"Pango {engine()}")
    return (f"jeu-oie {__version__} ({program()[:8]})", *shared, *map(version_of, WRITERS))
