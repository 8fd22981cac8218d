"""The files for paper, each made when it is asked for, in a process of its own.

A crash of what sets text, or what it takes of memory, is then not the server's, which goes on answering. It is a new
process, which forks none: Typst runs threads. It begins with the first task, and ends with the server.

What is printed lies in a folder until it is sent, not in the server's memory: megabytes that come and go in many
threads leave it full of holes.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from jeu_oie.builder.pool import processes, submit
from jeu_oie.builder.run import Fault
from jeu_oie.builder.templates import blaming
from jeu_oie.disk import read, write_new
from jeu_oie.errors import DoesNotFit, InvalidInput, RenderingFailed
from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.printing import BoardDocument
from jeu_oie.kit.sheets import SHEETS, by_maker, made_in
from jeu_oie.kit.spec import SheetSpec
from jeu_oie.messages import SHEET_LANGUAGES

MAX_BYTES = 16_000_000  # bytes of printed files that are kept on the disk
MAX_TRIES = 2  # to give a file before we own that it is lost

T = TypeVar("T")
Files = Mapping[str, bytes]
# The files that are made at one go, and how; the last argument is the hash of the sources.
Making = Callable[[Plan, Options, str], Files]
PICTURE = "board.png"


class WorkerLost(Exception):
    """The process was ended before it had done its task: no memory was left, the engine crashed, or we stop."""


class WorkerFailed(Exception):
    """A fault of ours in the process; its text is the error and where it happened."""


class WarmProcess:
    """One task after the other, in a process that is started anew where it was lost, or after a few if ``renewed``."""

    def __init__(self, *, renewed: bool = False) -> None:
        self.renewed = renewed
        self.turn = asyncio.Lock()
        self.starting = threading.Lock()
        self.held = ExitStack()
        self.pool: ProcessPoolExecutor | None = None
        self.stopped = False

    async def do(self, task: Callable[[], T]) -> T:
        """What ``task`` gives. Raises WorkerLost, and what the task raises."""
        async with self.turn:
            return await asyncio.to_thread(self.done, task)

    def done(self, task: Callable[[], T]) -> T:
        for _ in range(MAX_TRIES):
            try:
                return submit(self.warm(), task).result()
            except BrokenProcessPool:
                self.end()
            except OSError as error:  # no process, no descriptor or no memory to be had
                raise WorkerLost from error
        raise WorkerLost

    def warm(self) -> ProcessPoolExecutor:
        """Raises WorkerLost once it is stopped, OSError where no process can be started."""
        with self.starting:
            if self.stopped:
                raise WorkerLost
            if self.pool is None:
                self.pool = self.held.enter_context(processes(1, renewed=self.renewed))
            return self.pool

    def end(self) -> None:
        """End the process, whatever it does; the next task has another."""
        with self.starting, suppress(Interrupted):
            self.pool, held = None, self.held.pop_all()
            with held:
                raise Interrupted

    def stop(self) -> None:
        """End the process; none starts any more."""
        self.stopped = True
        self.end()


class Interrupted(Exception):
    """Has a pool tell its process to end, not wait for it to finish."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What a process is to make: the file ``name`` of MAKINGS, and those that are made at one go with it."""

    name: str
    plan: Plan
    options: Options
    source: str


class Prints:
    """The files that are printed, or were last: one making a page at a time, ``MAX_BYTES``; what is older goes.

    Each making has a folder, which goes with it; all of them go when the server ends.
    """

    def __init__(self) -> None:
        self.process = WarmProcess(renewed=True)
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
            size = await self.produce(order, Path(place.name))
        except BaseException:
            place.cleanup()
            del self.making[key]  # it may be asked for again
            raise
        while self.sizes and sum(self.sizes.values()) + size > MAX_BYTES:
            self.drop(next(iter(self.sizes)))
        self.sizes[key] = size
        return place

    async def produce(self, order: PrintOrder, place: Path) -> int:
        """Games are played here, in a thread: what they were played on is much to send to a process."""
        plan = await asyncio.to_thread(lambda: order.plan.settled)
        return await self.process.do(partial(print_files, replace(order, plan=plan), place))

    def drop(self, key: tuple[object, Making]) -> None:
        """Take away what is made."""
        del self.sizes[key]
        self.making.pop(key).result().cleanup()

    def stop(self) -> None:
        """End what is being printed; what was printed goes."""
        self.process.stop()
        for key in tuple(self.sizes):
            self.drop(key)


def read_whole(file: Path) -> bytes:
    """Raises OSError."""
    return read(file, file.stat().st_size)


def print_files(order: PrintOrder, place: Path) -> int:
    """In the process: write the files of ``order`` into ``place``, an empty folder; gives how many bytes they have.

    Raises DoesNotFit, RenderingFailed, InvalidInput, WorkerFailed.
    """
    try:
        return lay(make_files(order), place)
    except (DoesNotFit, RenderingFailed, InvalidInput):
        raise
    except Exception as error:
        fault = Fault.of(error)
        raise WorkerFailed(f"{fault.last} ({fault.where})") from error


def lay(files: Files, place: Path) -> int:
    """Raises RenderingFailed: what the disk says against it."""
    try:
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            write_new(place / name, data)
    except OSError as error:
        raise RenderingFailed(error.strerror or str(error)) from error
    return sum(map(len, files.values()))


def make_files(order: PrintOrder) -> Files:
    making = MAKINGS[order.name]
    with blaming(order.plan.own):
        made = making(order.plan, order.options, order.source)
    return {name: data for name, data in made.items() if MAKINGS.get(name) is making}


def building(*sorts: str) -> Making:
    return lambda made, options, source: make(made, replace(options, only=frozenset(sorts)), source).files


def printing(row: SheetSpec) -> Making:
    return lambda made, options, _: row.maker(row.name, made, options).files()


def makings() -> Iterator[tuple[str, Making]]:
    by = {row.maker: printing(row) for row in by_maker(SHEETS)}
    yield PICTURE, by[BoardDocument]
    yield from ((row.file, by[row.maker]) for row in SHEETS)
    yield "board.svg", building("svg")
    make_all = building("svg", "html", "pdf")
    yield from ((name, make_all) for name in ("kit.zip", "site.zip", "embed.html", "fragment.html", "manifest.json"))


# Each file beside a page, in the order of their list; not every kit has all.
MAKINGS: Mapping[str, Making] = dict(makings())


def makings_of(made: Plan) -> Mapping[str, Making]:
    """Those of MAKINGS that a kit of ``made`` has."""
    absent = {row.file for row in SHEETS} - {row.file for row in made_in(made, also=SHEET_LANGUAGES)}
    return {name: making for name, making in MAKINGS.items() if name not in absent}
