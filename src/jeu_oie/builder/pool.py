"""Tasks → what they give, by several processes: new interpreters that the library's pool starts, and renews.

Spawned, not forked: Typst runs threads. What a task gives is small (it writes what it makes): a process that is killed
while it hands over more than a pipe holds would leave the pool waiting for ever.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TypeVar

if sys.platform != "win32":  # where it is not, nor is needed
    from multiprocessing.reduction import DupFd

TIMEOUT_S = 10  # that a process has to take its drafts away when it is told to end
LOOK_S = 10  # until it is asked again how many tasks may be at work
AGAIN_S = 0.5  # after which whoever asks us to end is heard again
KITS_A_PROCESS = 5  # kits on paper after which a process ends: what sets them keeps memory
CLOCK: signal.Signals | None = getattr(signal, "SIGALRM", None)  # Windows has none
QUOTA = Path("/sys/fs/cgroup/cpu.max")

T = TypeVar("T")
Work = TypeVar("Work")
Task = Callable[[], T]
Told = Generator[
    tuple[int, Future[T] | None]
]  # the rank of a task: alone when it begins, with what came of it once done


def hand_out(
    submit: Callable[[Work], Future[T]], tasks: Iterator[tuple[int, Work]], room: Callable[[], int]
) -> Told[T]:
    """``tasks`` one after the other, as long as fewer than ``room`` are at work: one a process.

    Why: where all wait in a pool that renews its processes, it waits for ever in the end (Python 3.11); and what waits
    beside a task that kills its process is blamed with it. Where there is no room, the rest is left in ``tasks``.
    """
    going: dict[Future[T], int] = {}
    done: list[tuple[int, Future[T]]] = []
    while True:
        for rank, work in islice(tasks, max(0, room() - len(going))):
            yield rank, None
            going[submit(work)] = rank
        yield from done
        if not going:
            return
        done = [(going.pop(each), each) for each in wait(going, LOOK_S, FIRST_COMPLETED).done]


def by_processes(tasks: Sequence[Task[T]], count: int, *, renewed: bool) -> Told[T]:
    """``tasks`` by ``count`` processes; ``renewed``: each ends after a few.

    A process that was killed takes its pool along, and nobody says what it was doing: what was under way is done again,
    each task in a pool of its own. The future of one that kills that too raises BrokenProcessPool.
    """
    waiting = iter(list(enumerate(tasks)))
    while unfinished := (yield from in_one_pool(waiting, count, renewed=renewed)):
        for rank, _ in unfinished:
            yield from (yield from in_one_pool(iter([(rank, tasks[rank])]), 1, renewed=renewed))


def in_one_pool(
    tasks: Iterator[tuple[int, Task[T]]], count: int, *, renewed: bool
) -> Generator[tuple[int, Future[T] | None], None, list[tuple[int, Future[T]]]]:
    """``tasks``, until a process is killed; gives what was under way then. What has not begun is left in ``tasks``.

    Leaving early (an interruption, a closed generator) ends the processes; none leaves a draft behind.
    """
    unfinished: list[tuple[int, Future[T]]] = []
    with processes(count, renewed=renewed) as pool:
        told = hand_out(partial(submit, pool), tasks, lambda: 0 if unfinished else count)
        for rank, future in told:
            if future and isinstance(future.exception(), BrokenProcessPool):
                unfinished.append((rank, future))
            else:
                yield rank, future
    return unfinished


def submit(pool: ProcessPoolExecutor, task: Task[T]) -> Future[T]:
    try:
        with unheard():
            return pool.submit(obediently, task)
    except BrokenProcessPool as error:  # since the last look
        future: Future[T] = Future()
        future.set_exception(error)
        return future


@contextmanager
def processes(count: int, *, renewed: bool) -> Iterator[ProcessPoolExecutor]:
    """A pool of ``count`` processes, which end with us, however we end."""
    shut_out()
    theirs, ours = multiprocessing.Pipe(duplex=False)
    most = KITS_A_PROCESS if renewed else None
    given = (theirs, tuple(map(Inherited, KEPT)))
    with theirs, ours, ProcessPoolExecutor(count, Anew(), prepare, given, max_tasks_per_child=most) as pool:
        try:
            yield pool
        except BaseException:
            ours.close()  # they are told to end, and waited for
            raise


def cores() -> int:
    """How many cores this process may use: a container may have fewer than its machine."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        most, period = QUOTA.read_text(encoding="ascii").split()
        usable = min(usable, max(1, int(most) // int(period)))  # « max »: no quota
    return usable


class NewProcess(multiprocessing.context.SpawnProcess):
    """A new interpreter that runs nothing of whoever started us: a script needs no ``if __name__ == "__main__":``."""

    def start(self) -> None:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")  # what is to be run there again; this one has no file
        try:
            super().start()
        finally:
            sys.modules["__main__"] = script


class Anew(multiprocessing.context.SpawnContext):
    Process = NewProcess


KEPT: set[int] = set()  # descriptors that each process gets


@contextmanager
def kept_open(descriptor: int) -> Iterator[None]:
    """Processes that begin meanwhile have ``descriptor`` open to their end: a lock that it holds outlives us with them.

    Not on Windows, whose locks are those of one process.
    """
    if sys.platform == "win32":
        yield
        return
    KEPT.add(descriptor)
    try:
        yield
    finally:
        KEPT.discard(descriptor)


class Inherited:
    """A descriptor as it is sent to a process that begins: there it comes out as a number, and stays open."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        return take_over, (DupFd(self.descriptor),)


def take_over(sent: Any) -> int:  # noqa: ANN401 (multiprocessing does not say what it is)
    return int(sent.detach())


def shut_out() -> None:
    """New interpreters import nothing from the folder where one stands, in which anybody may have laid a module."""
    os.environ["PYTHONSAFEPATH"] = "1"


@contextmanager
def unheard() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C, which reaches all: the one that hears it tells the others."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: they hear it while they load
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare(starter: "Connection[Any, Any]", held: Sequence[object]) -> None:
    """Have this process end with the one that holds the other end of ``starter``; ``held``: what is open so long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow, args=(starter,), daemon=True).start()


def follow(starter: "Connection[Any, Any]") -> None:
    """Wait until whoever started us needs us no more; then end as we are told, or at once where he was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for([starter, parent.sentinel])
    if not wait_for([parent.sentinel], 0):
        os.kill(os.getpid(), signal.SIGTERM)
        wait_for([parent.sentinel], TIMEOUT_S)
    os._exit(1)  # nobody holds the output folder for us any more


def obediently(task: Task[T]) -> T:
    """What ``task`` gives. Told to end, this process does so through all « finally », so that drafts are taken away."""
    try:
        with obeying(SystemExit, signal.SIGTERM):
            return task()
    except SystemExit:
        os._exit(1)  # the pool would take it for what the task gave, and hand us the next


@contextmanager
def obeying(raised: type[BaseException], *numbers: signal.Signals) -> Iterator[None]:
    """Each signal of ``numbers`` raises ``raised``: nothing half made is left.

    A library that calls back (fonts, the search for garbage) loses what is raised meanwhile. So it is raised again
    and again until it leaves, but not while it does: what is cleaned up on its way is not disturbed.
    """

    def end(_: int, __: FrameType | None) -> None:
        insist(AGAIN_S)
        if not isinstance(sys.exc_info()[1], raised):
            raise raised

    heard = (*numbers, *([CLOCK] if CLOCK else []))
    before = [(number, signal.signal(number, end)) for number in heard]
    try:
        yield
    finally:
        insist(0)
        for number, handler in before:
            signal.signal(number, handler)


def insist(seconds: float) -> None:
    """Have the clock ring every so many seconds; 0: no more."""
    if CLOCK:
        signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
