"""Tasks → what they give, on several cores: processes that have loaded everything before they part.

A task is the job of a circuit, a part of one kit, or a file that the preview prints. A process has all tasks from its
start and a pipe of its own, by which it is told the rank of the next one: so what was killed, and what it was doing,
is known. A job writes what it makes, only its small outcome returns; a part of a kit returns with its bytes.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext, ForkContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Generic, TypeVar

from jeu_oie.errors import PrintEngineMissing
from jeu_oie.kit.plan import Part, PrintedFiles, Share, in_turn

PATIENCE = 10  # s that a process has to take its drafts away when it is told to end
AGAIN = 0.5  # s after which whoever asks us to end is heard again
CLOCK: signal.Signals | None = getattr(signal, "SIGALRM", None)  # Windows has none
QUOTA = Path("/sys/fs/cgroup/cpu.max")
THREADS = Path("/proc/self/task")

T = TypeVar("T")
Task = Callable[[], T]


class Sign(Enum):
    """What is told of a task besides what it gave."""

    BEGUN = auto()
    LOST = auto()  # its process was killed, or it failed there


@dataclass(slots=True, eq=False)
class Worker:
    """A process, and the rank of the task that it does."""

    process: BaseProcess
    pipe: "Connection[object, object]"
    rank: int = -1


class Pool(Generic[T]):
    """Up to ``count`` processes that do ``tasks``."""

    def __init__(self, tasks: Sequence[Task[T]], count: int, context: BaseContext) -> None:
        self.tasks, self.count, self.context = tasks, count, context
        self.waiting = iter(range(len(tasks)))
        self.workers: list[Worker] = []

    def work(self) -> Generator[tuple[int, T | Sign]]:
        """The rank of a task and what it gave, or a sign of it, as soon as it is there.

        Leaving early (an interruption, a closed generator) ends the processes; none leaves a draft behind.
        """
        try:
            for _ in range(self.count):
                yield from self.send(None)
            while self.workers:
                for ready in wait([each.pipe for each in self.workers]):
                    yield from self.receive(next(each for each in self.workers if each.pipe is ready))
        finally:
            self.end()

    def send(self, worker: Worker | None) -> Iterator[tuple[int, Sign]]:
        """The next task to ``worker``, or to a new process; where none waits, the process may go."""
        rank = next(self.waiting, None)
        if rank is None:
            if worker is not None:
                self.release(worker)
            return
        if worker is None:
            worker = start(self.tasks, self.context, [each.pipe for each in self.workers])
            self.workers.append(worker)
        worker.rank = rank
        with suppress(BrokenPipeError):  # killed meanwhile: its pipe tells at the next look
            worker.pipe.send(rank)
        yield rank, Sign.BEGUN

    def receive(self, worker: Worker) -> Iterator[tuple[int, T | Sign]]:
        """What a task gave, or the news that its process was killed."""
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            self.release(worker)
            yield worker.rank, Sign.LOST
            yield from self.send(None)
            return
        yield worker.rank, told  # type: ignore[misc]  # what the task gave
        yield from self.send(worker)

    def release(self, worker: Worker) -> None:
        worker.pipe.close()
        self.workers.remove(worker)
        worker.process.join(PATIENCE)

    def end(self) -> None:
        """Nobody works on after us: who does not stop when told so is stopped."""
        for each in self.workers:
            each.process.terminate()
        for each in self.workers:
            each.process.join(PATIENCE)
            if each.process.is_alive():
                each.process.kill()
                each.process.join()
            each.pipe.close()


def start(
    tasks: Sequence[Task[object]], context: BaseContext, others: Iterable["Connection[object, object]"] = ()
) -> Worker:
    """A process that does those of ``tasks`` whose ranks it is sent; ``others``: our ends of the pipes of others.

    Raises OSError, EOFError where none can be started.
    """
    ours, its = context.Pipe()
    # A forked process holds copies of our ends of all pipes: one that is not closed hides our death.
    copies = (*others, ours) if isinstance(context, ForkContext) else ()
    process = context.Process(target=serve, args=(tasks, its, copies), daemon=True)  # type: ignore[attr-defined]
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        its.close()
    return Worker(process, ours)


def serve(
    tasks: Sequence[Task[object]],
    pipe: "Connection[object, object]",
    copies: tuple["Connection[object, object]", ...],
) -> None:
    """The life of a process: task after task, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the one that hears it tells us
    for each in copies:
        each.close()
    threading.Thread(target=die_with_parent, daemon=True).start()
    # It ends through all « finally », so that drafts are taken away.
    with obeying(SystemExit, signal.SIGTERM), suppress(EOFError, OSError):
        while True:
            rank = pipe.recv()
            assert isinstance(rank, int)
            try:
                made = tasks[rank]()
            except Exception:  # noqa: BLE001 (it fails again where it is told)
                made = Sign.LOST
            pipe.send(made)


def die_with_parent() -> None:
    """Whoever started us was killed: nobody holds the output folder for us any more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


# --- how many, and how they start ------------------------------------------------------------------------


def cores() -> int:
    """How many cores this process may use: a container may have fewer than its machine."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        most, period = QUOTA.read_text(encoding="ascii").split()
        usable = min(usable, max(1, int(most) // int(period)))  # « max »: no quota
    return usable


def way() -> BaseContext:
    """Fork where it is safe: on Linux, while this process has one thread; else a new interpreter for each.

    The system counts the threads: libraries have some of which Python does not know.
    """
    shut_out()
    if sys.platform == "linux" and len(tuple(THREADS.iterdir())) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def way_beside_threads(loaded: str) -> BaseContext:
    """The same where this process has threads: forked from one that has none and has imported the module ``loaded``."""
    shut_out()
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([loaded])
    return context


def shut_out() -> None:
    """New interpreters import nothing from the folder where one stands, in which anybody may have laid a module."""
    os.environ["PYTHONSAFEPATH"] = "1"


def load(sorts: Iterable[str]) -> None:
    """Load what every task needs, once, before the processes part."""
    if "pdf" in sorts:
        from jeu_oie.draw.pdf import warm

        with suppress(PrintEngineMissing):
            warm()


# --- the parts of one kit --------------------------------------------------------------------------------


def at_once(count: int) -> Share:
    """Parts shared out among ``count`` processes; in turn, in this one, where none can be forked.

    Whoever builds one circuit waits half as long on two cores.
    """

    def share(parts: Sequence[Part]) -> Iterable[PrintedFiles]:
        load(("pdf",))
        context = way()
        return together(parts, count, context) if isinstance(context, ForkContext) else in_turn(parts)

    return share


def together(parts: Sequence[Part], count: int, context: BaseContext) -> Iterator[PrintedFiles]:
    """What all parts give, in their order. What a process could not do is done here, and fails here."""
    order = (len(parts) - 1, *range(len(parts) - 1))  # the last part, the cards, takes longest: it comes first
    told = Pool([parts[rank] for rank in order], count, context).work()
    done = {order[at]: made for at, made in told if isinstance(made, PrintedFiles)}
    return (done[rank] if rank in done else part() for rank, part in enumerate(parts))


# --- how they end ----------------------------------------------------------------------------------------


@contextmanager
def obeying(raised: type[BaseException], *numbers: signal.Signals) -> Iterator[None]:
    """Each signal of ``numbers`` raises ``raised``: nothing half made is left.

    A library that calls back (fonts, the search for garbage) loses what is raised meanwhile. So it is raised again
    and again until it leaves, but not while it does: what is cleaned up on its way is not disturbed.
    """

    def end(_: int, __: FrameType | None) -> None:
        insist(AGAIN)
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
