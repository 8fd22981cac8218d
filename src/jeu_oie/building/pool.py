"""Jobs → outcomes, on several cores: processes that have loaded everything before they part.

Each process has a pipe of its own, so that what was killed, and what it was making, is known. The kits never come
this way: a process writes what it makes, and only small outcomes return.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from jeu_oie import heavy
from jeu_oie.building.ending import obeying
from jeu_oie.building.job import Job, Outcome, State, run
from jeu_oie.errors import PrintEngineMissing
from jeu_oie.kit.sharing import Share, in_turn

PATIENCE = 10  # s that a process has to take its drafts away when it is told to end
QUOTA = Path("/sys/fs/cgroup/cpu.max")
THREADS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Event:
    """The job of a rank has begun (no outcome), or is done."""

    rank: int
    job: Job
    outcome: Outcome | None = None


@dataclass(slots=True)
class Hand:
    """A process at work, and what it is making."""

    process: BaseProcess
    pipe: "Connection[object, object]"
    rank: int = -1
    job: Job | None = None


def cores() -> int:
    """How many cores this process may use: a container may have fewer than its machine."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        most, period = QUOTA.read_text(encoding="ascii").split()
        usable = min(usable, max(1, int(most) // int(period)))  # « max »: no quota
    return usable


def work(jobs: Iterable[Job], hands: int, share: Share = in_turn) -> Iterator[Event]:
    """Do ``jobs`` with ``hands`` processes, in this one alone where that is one; each outcome as soon as it is there.

    In this one, ``share`` does the parts of a kit.

    Leaving early (an interruption, a closed generator) ends the processes; none leaves a draft behind.
    """
    if hands > 1:
        yield from Crew(jobs, hands).work()
        return
    for rank, job in enumerate(jobs):
        yield Event(rank, job)
        yield Event(rank, job, run(job, share))


class Crew:
    """Several processes, and the jobs that wait for them."""

    def __init__(self, jobs: Iterable[Job], hands: int) -> None:
        self.waiting = enumerate(jobs)
        self.count = hands
        self.context = way()
        self.hands: list[Hand] = []

    def work(self) -> Iterator[Event]:
        try:
            for _ in range(self.count):
                yield from self.give(None)
            while self.hands:
                for ready in wait([hand.pipe for hand in self.hands]):
                    hand = next(each for each in self.hands if each.pipe is ready)
                    yield from self.take(hand)
        finally:
            self.end()

    def give(self, hand: Hand | None) -> Iterator[Event]:
        """The next job to ``hand``, or to a new process; where none waits, the process may go."""
        rank, job = next(self.waiting, (-1, None))
        if job is None:
            if hand is not None:
                self.dismiss(hand)
            return
        hand = hand or self.hire()
        hand.rank, hand.job = rank, job
        with suppress(BrokenPipeError):  # killed meanwhile: its pipe tells at the next look
            hand.pipe.send(job)
        yield Event(rank, job)

    def take(self, hand: Hand) -> Iterator[Event]:
        """The outcome of a job, or the news that its process was killed."""
        assert hand.job is not None
        try:
            outcome = hand.pipe.recv()
        except (EOFError, OSError):
            self.dismiss(hand)
            yield Event(hand.rank, hand.job, Outcome(State.LOST, files=(hand.job.circuit,)))
            yield from self.give(None)
            return
        assert isinstance(outcome, Outcome)
        yield Event(hand.rank, hand.job, outcome)
        yield from self.give(hand)

    def hire(self) -> Hand:
        ours, its = self.context.Pipe()
        # A forked process holds copies of our ends of all pipes: one that is not closed hides our death.
        copies = (*(each.pipe for each in self.hands), ours) if self.context.get_start_method() == "fork" else ()
        process = self.context.Process(target=serve, args=(its, copies), daemon=True)  # type: ignore[attr-defined]
        process.start()
        its.close()
        self.hands.append(Hand(process, ours))
        return self.hands[-1]

    def dismiss(self, hand: Hand) -> None:
        hand.pipe.close()
        self.hands.remove(hand)
        hand.process.join(PATIENCE)

    def end(self) -> None:
        """Nobody works on after us: who does not stop when told so is stopped."""
        for hand in self.hands:
            hand.process.terminate()
        for hand in self.hands:
            hand.process.join(PATIENCE)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
            hand.pipe.close()


def way() -> BaseContext:
    """Fork where it is safe: on Linux, while this process has one thread; else a new interpreter for each.

    The system counts the threads: libraries have some of which Python does not know.
    """
    shut_out()
    if sys.platform == "linux" and len(tuple(THREADS.iterdir())) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def shut_out() -> None:
    """New interpreters import nothing from the folder where one stands, in which anybody may have laid a module."""
    os.environ["PYTHONSAFEPATH"] = "1"


def load(sorts: Iterable[str]) -> None:
    """Load what every job needs, once, before the processes part."""
    if "pdf" in sorts:
        with suppress(PrintEngineMissing):
            heavy.pdf.warm()


def serve(pipe: "Connection[object, object]", copies: tuple["Connection[object, object]", ...]) -> None:
    """The life of one of the processes: job after job, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the one that hears it tells us
    for each in copies:
        each.close()
    threading.Thread(target=die_with_parent, daemon=True).start()
    # It ends through all « finally », so that drafts are taken away.
    with obeying(SystemExit, signal.SIGTERM), suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            assert isinstance(job, Job)
            pipe.send(run(job))


def die_with_parent() -> None:
    """Whoever started us was killed: nobody holds the output folder for us any more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
