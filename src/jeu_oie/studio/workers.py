"""The files for paper, each made in a process of its own.

What sets text (Pango) and what draws a picture (PDFium) are one for a process, and no two threads may use them at
once. Besides, a crash of theirs, or what they take of memory, is then not the server's, which goes on answering.
Processes are forked from one that has loaded the libraries, has one thread, and has not asked Pango for a font; it is
started when something is printed for the first time. All end with the server.
"""

import asyncio
import multiprocessing
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from jeu_oie.building.job import Fault
from jeu_oie.building.pool import cores, die_with_parent, shut_out
from jeu_oie.building.templates import blaming
from jeu_oie.errors import InvalidInput, PrintEngineMissing, RenderingFailed
from jeu_oie.kit import Options, Plan
from jeu_oie.studio.aside import aside
from jeu_oie.studio.prints import MAKINGS, Files

MOST = 16_000_000  # bytes of printed files that are kept
LOADED = "jeu_oie.studio.loaded"  # the module that loads what each process needs


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to make: the file ``name`` of MAKINGS, and those that are made at one go with it."""

    name: str
    plan: Plan
    options: Options
    source: str


class Kept:
    """The files that were printed last, under a mark of their page and their name: MOST bytes, what is older goes."""

    def __init__(self) -> None:
        self.files: dict[tuple[object, str], bytes] = {}

    def put(self, mark: object, files: Files) -> None:
        self.files |= {(mark, name): data for name, data in files.items()}
        size = sum(map(len, self.files.values()))
        while size > MOST:
            size -= len(self.files.pop(next(iter(self.files))))


class WorkerLost(Exception):
    """The process was ended before it had made its file: no memory was left, the engine crashed, or we stop."""


class WorkerFailed(Exception):
    """A fault of ours in the process; its text is the error and where it happened."""


class Workers:
    """Processes that print, no more at once than there are cores."""

    def __init__(self) -> None:
        self.turn = asyncio.Semaphore(cores())
        self.context = way()
        self.hiring = threading.Lock()
        self.going: set[BaseProcess] = set()
        self.stopped = False

    async def make(self, order: Order) -> Files:
        """The files of ``order``.

        Raises PrintEngineMissing, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        async with self.turn:
            return await aside(partial(self.made, order))

    def made(self, order: Order) -> Files:
        ours, its = self.context.Pipe(duplex=False)
        with ours:
            process = self.hire(its, order)
            try:
                told = ours.recv()
            except (EOFError, OSError):
                raise WorkerLost from None
            finally:
                process.kill()  # it has nothing more to do
                process.join()
                self.going.discard(process)
        if isinstance(told, Exception):
            raise told
        assert isinstance(told, Mapping)
        return told

    def hire(self, pipe: "Connection[object, object]", order: Order) -> BaseProcess:
        """A process at work on ``order``; only it holds ``pipe``. Raises WorkerLost where none can be started."""
        process: BaseProcess = self.context.Process(target=work, args=(pipe, order), daemon=True)  # type: ignore[attr-defined]
        with pipe, self.hiring:
            if self.stopped:
                raise WorkerLost
            try:
                process.start()
            except (OSError, EOFError) as error:  # no process, no descriptor or no memory to be had
                raise WorkerLost from error
            self.going.add(process)
        return process

    def stop(self) -> None:
        """End all processes; none starts any more."""
        with self.hiring:
            self.stopped = True
            for process in self.going:
                process.kill()


def way() -> BaseContext:
    """How processes start: as ``building.pool`` forks only on Linux, elsewhere a new interpreter for each."""
    shut_out()
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    return context


def work(pipe: "Connection[object, object]", order: Order) -> None:
    """The life of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the one that hears it ends us
    threading.Thread(target=die_with_parent, daemon=True).start()
    with suppress(OSError):  # nobody waits for it any more
        pipe.send(result(order))


def result(order: Order) -> Files | Exception:
    try:
        making = MAKINGS[order.name]
        with blaming(order.options.templates):
            made = making(order.plan, order.options, order.source)
        return {name: data for name, data in made.items() if MAKINGS.get(name) is making}
    except (PrintEngineMissing, RenderingFailed, InvalidInput) as error:
        return error
    except Exception as error:  # noqa: BLE001 (told where the server was started)
        fault = Fault.of(error)
        return WorkerFailed(f"{fault.last} ({fault.where})")
