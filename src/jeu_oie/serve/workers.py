"""The files for paper, each made when it is asked for, in a process of its own.

A crash of what sets text, or what it takes of memory, is then not the server's, which goes on answering. Processes
are forked from one that has loaded the libraries, has one thread, and has set nothing; it is started when something is
printed for the first time. All end with the server.

What is printed lies in a folder until it is sent, not in the server's memory: megabytes that come and go in many
threads leave it full of holes.
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
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jeu_oie.builder.pool import cores, prepare, shut_out
from jeu_oie.builder.run import Fault
from jeu_oie.builder.templates import blaming
from jeu_oie.disk import read, write_new
from jeu_oie.errors import DoesNotFit, InvalidInput, RenderingFailed
from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.printing import board_document
from jeu_oie.kit.sheets import SHEETS, by_maker, made_in
from jeu_oie.kit.spec import SheetSpec
from jeu_oie.messages import SHEET_LANGUAGES

MAX_BYTES = 16_000_000  # bytes of printed files that are kept on the disk
MAX_TRIES = 2  # to give a file before we own that it is lost
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
    pipe: "Connection[Any, int | Exception]"


class Workers:
    """Processes that print, no more at once than there are cores."""

    def __init__(self) -> None:
        self.turn = asyncio.Semaphore(cores())
        self.context = way()
        self.starting = threading.Lock()
        self.going: list[Worker] = []
        self.stopped = False

    async def make(self, order: PrintOrder, place: Path) -> int:
        """Write the files of ``order`` into ``place``, an empty folder; gives how many bytes they have.

        Raises DoesNotFit, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        async with self.turn:
            return await asyncio.to_thread(self.made, order, place)

    def made(self, order: PrintOrder, place: Path) -> int:
        # Games are played here: what they were played on is much to send, and a killed sender leaves half of it.
        worker = self.start(replace(order, plan=order.plan.settled), place)
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

    def start(self, order: PrintOrder, place: Path) -> Worker:
        """A process for ``order``. Raises WorkerLost where none can be started."""
        with self.starting:
            if self.stopped:
                raise WorkerLost
            try:
                worker = start(order, place, self.context)
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


def start(order: PrintOrder, place: Path, context: BaseContext) -> Worker:
    """A process that makes ``order``. Raises OSError, EOFError where none can be started."""
    ours, its = context.Pipe()
    process = context.Process(target=tell, args=(its, order, place), daemon=True)  # type: ignore[attr-defined]
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        its.close()
    return Worker(process, ours)


def tell(pipe: "Connection[int | Exception, Any]", order: PrintOrder, place: Path) -> None:
    """In a process: make ``order``, write it into ``place``, and send what came of it."""
    prepare(pipe)
    made = result(order)
    with suppress(OSError):  # nobody waits any more
        pipe.send(made if isinstance(made, Exception) else lay(made, place))


def lay(files: Files, place: Path) -> int | RenderingFailed:
    """Write ``files`` into ``place``; gives how many bytes they have, or what the disk says against it."""
    try:
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            write_new(place / name, data)
    except OSError as error:
        return RenderingFailed(error.strerror or str(error))
    return sum(map(len, files.values()))


class Prints:
    """The files that are printed, or were last: one making a page at a time, ``MAX_BYTES``; what is older goes.

    Each making has a folder, which goes with it; all of them go when the server ends.
    """

    def __init__(self) -> None:
        self.workers = Workers()
        self.making: dict[tuple[object, Making], asyncio.Task[TemporaryDirectory[str]]] = {}
        self.sizes: dict[tuple[object, Making], int] = {}  # of those that are made, the oldest first

    async def give(self, mark: object, order: PrintOrder) -> bytes:
        """The file of ``order``, of the page that has this ``mark``: once, whoever asks meanwhile.

        Raises DoesNotFit, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        key = (mark, MAKINGS[order.name])
        for _ in range(MAX_TRIES):
            if key not in self.making:
                self.making[key] = asyncio.create_task(self.make(key, order))
            making = self.making[key]
            file = Path((await asyncio.shield(making)).name, order.name)
            try:
                return read_whole(file)
            except FileNotFoundError:  # taken away by what was made since, or by who tidies temporary files
                if self.making.get(key) is making:
                    self.drop(key)
        raise WorkerLost

    async def make(self, key: tuple[object, Making], order: PrintOrder) -> TemporaryDirectory[str]:
        place = TemporaryDirectory(prefix="jeu-oie-", ignore_cleanup_errors=True)
        try:
            size = await self.workers.make(order, Path(place.name))
        except BaseException:
            place.cleanup()
            del self.making[key]  # it may be asked for again
            raise
        while self.sizes and sum(self.sizes.values()) + size > MAX_BYTES:
            self.drop(next(iter(self.sizes)))
        self.sizes[key] = size
        return place

    def drop(self, key: tuple[object, Making]) -> None:
        """Take away what is made."""
        del self.sizes[key]
        self.making.pop(key).result().cleanup()

    def stop(self) -> None:
        """End what is being printed; what was printed goes."""
        self.workers.stop()
        for key in tuple(self.sizes):
            self.drop(key)


def read_whole(file: Path) -> bytes:
    """Raises OSError."""
    return read(file, file.stat().st_size)


def result(order: PrintOrder) -> Files | Exception:
    try:
        making = MAKINGS[order.name]
        with blaming(order.plan.own):
            made = making(order.plan, order.options, order.source)
        return {name: data for name, data in made.items() if MAKINGS.get(name) is making}
    except (DoesNotFit, RenderingFailed, InvalidInput) as error:
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
