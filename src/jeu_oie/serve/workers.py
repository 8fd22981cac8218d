"""The files for paper, each made when it is asked for, in a process of its own.

What sets text (Pango) and what draws a picture (PDFium) are one for a process, and no two threads may use them at
once. Besides, a crash of theirs, or what they take of memory, is then not the server's, which goes on answering.
Processes are forked from one that has loaded the libraries, has one thread, and has not asked Pango for a font; it is
started when something is printed for the first time. All end with the server.
"""

import asyncio
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from jeu_oie.builder.pool import cores, prepare, shut_out
from jeu_oie.builder.run import Fault
from jeu_oie.builder.templates import blaming
from jeu_oie.errors import DoesNotFit, InvalidInput, PrintEngineMissing, RenderingFailed
from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.printing import board_document
from jeu_oie.kit.sheets import SHEETS, SheetSpec, by_maker, made_in
from jeu_oie.messages import SHEET_LANGUAGES

MOST = 16_000_000  # bytes of printed files that are kept
LOADED = "jeu_oie.serve.loaded"  # the module that loads what each process needs

Files = Mapping[str, bytes]
# The files that are made at one go, and how; the last argument is the hash of the sources.
Making = Callable[[Plan, Options, str], Files]
PICTURE = "board.png"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What a process is to make: the file ``name`` of MAKINGS, and those that are made at one go with it."""

    name: str
    plan: Plan
    options: Options
    source: str


class WorkerLost(Exception):
    """The process was ended before it had made its file: no memory was left, the engine crashed, or we stop."""


class WorkerFailed(Exception):
    """A fault of ours in the process; its text is the error and where it happened."""


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """A process that prints, and our end of its pipe: where that is closed, it ends."""

    process: BaseProcess
    pipe: "Connection[Any, Files | Exception]"


class Workers:
    """Processes that print, no more at once than there are cores."""

    def __init__(self) -> None:
        self.turn = asyncio.Semaphore(cores())
        self.context = way()
        self.starting = threading.Lock()
        self.going: list[Worker] = []
        self.stopped = False

    async def make(self, order: PrintOrder) -> Files:
        """The files of ``order``.

        Raises DoesNotFit, PrintEngineMissing, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        async with self.turn:
            return await asyncio.to_thread(self.made, order)

    def made(self, order: PrintOrder) -> Files:
        # Games are played here: what they were played on is much to send, and a killed sender leaves half of it.
        worker = self.start(replace(order, plan=order.plan.settled))
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            raise WorkerLost from None
        finally:
            worker.process.kill()  # it has nothing more to do
            worker.process.join()
            worker.pipe.close()
            self.going.remove(worker)
        if isinstance(told, Exception):
            raise told
        return told

    def start(self, order: PrintOrder) -> Worker:
        """A process for ``order``. Raises WorkerLost where none can be started."""
        with self.starting:
            if self.stopped:
                raise WorkerLost
            try:
                worker = start(order, self.context)
            except (OSError, EOFError) as error:  # no process, no descriptor or no memory to be had
                raise WorkerLost from error
            self.going.append(worker)
        return worker

    def stop(self) -> None:
        """End all processes; none starts any more."""
        with self.starting:
            self.stopped = True
            for worker in tuple(self.going):
                worker.process.kill()


def way() -> BaseContext:
    """How processes start: forked from one that has no thread and has imported LOADED; elsewhere than on Linux anew."""
    shut_out()
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    return context


def start(order: PrintOrder, context: BaseContext) -> Worker:
    """A process that makes ``order``. Raises OSError, EOFError where none can be started."""
    ours, its = context.Pipe()
    process = context.Process(target=tell, args=(its, order), daemon=True)  # type: ignore[attr-defined]
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        its.close()
    return Worker(process, ours)


def tell(pipe: "Connection[Files | Exception, Any]", order: PrintOrder) -> None:
    """In a process: make ``order``, and send what came of it."""
    prepare(pipe)
    with suppress(OSError):  # nobody waits any more
        pipe.send(result(order))


class Prints:
    """The files that are printed, or were last: one making a page at a time, MOST bytes; what is older goes."""

    def __init__(self) -> None:
        self.workers = Workers()
        self.making: dict[tuple[object, Making], asyncio.Task[Files]] = {}
        self.sizes: dict[tuple[object, Making], int] = {}  # of those that are made, the oldest first

    async def give(self, mark: object, order: PrintOrder) -> bytes:
        """The file of ``order``, of the page that has this ``mark``: once, whoever asks meanwhile.

        Raises DoesNotFit, PrintEngineMissing, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        key = (mark, MAKINGS[order.name])
        if key not in self.making:
            self.making[key] = asyncio.create_task(self.make(key, order))
        return (await asyncio.shield(self.making[key]))[order.name]

    async def make(self, key: tuple[object, Making], order: PrintOrder) -> Files:
        try:
            files = await self.workers.make(order)
        except BaseException:
            del self.making[key]  # it may be asked for again
            raise
        self.sizes[key] = sum(map(len, files.values()))
        while sum(self.sizes.values()) > MOST:
            oldest = next(iter(self.sizes))
            del self.sizes[oldest], self.making[oldest]
        return files


def result(order: PrintOrder) -> Files | Exception:
    try:
        making = MAKINGS[order.name]
        with blaming(order.options.user_templates):
            made = making(order.plan, order.options, order.source)
        return {name: data for name, data in made.items() if MAKINGS.get(name) is making}
    except (DoesNotFit, PrintEngineMissing, RenderingFailed, InvalidInput) as error:
        return error
    except Exception as error:  # noqa: BLE001 (told where the server was started)
        fault = Fault.of(error)
        return WorkerFailed(f"{fault.last} ({fault.where})")


def drawing(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, only=frozenset({"svg"})), source).files


def make_all(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, only=frozenset({"svg", "html", "pdf"})), source).files


def printing(row: SheetSpec) -> Making:
    return lambda made, options, _: row.maker(row.name, made, options).files()


def makings() -> Iterator[tuple[str, Making]]:
    by = {row.maker: printing(row) for row in by_maker(SHEETS)}
    yield PICTURE, by[board_document]
    yield from ((row.file, by[row.maker]) for row in SHEETS)
    yield "board.svg", drawing
    yield from ((name, make_all) for name in ("kit.zip", "site.zip", "embed.html", "fragment.html", "manifest.json"))


# Each file beside a page, in the order of their list; not every kit has all.
MAKINGS: Mapping[str, Making] = dict(makings())


def makings_of(made: Plan) -> Mapping[str, Making]:
    """Those of MAKINGS that a kit of ``made`` has."""
    absent = {row.file for row in SHEETS} - {row.file for row in made_in(made, also=SHEET_LANGUAGES)}
    return {name: making for name, making in MAKINGS.items() if name not in absent}
