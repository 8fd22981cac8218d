"""The sheet that one looks at while one edits, and what finds no room, by one process that is kept warm.

A new process, which forks none: it sets one sheet after the other, and Typst runs threads. It begins with the first
that is asked for, sets nothing else before, and ends with the server.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from jeu_oie.builder.find import stops
from jeu_oie.builder.pool import processes, submit
from jeu_oie.builder.templates import blaming
from jeu_oie.circuit.read import Reading
from jeu_oie.errors import DoesNotFit, Problem
from jeu_oie.game.preset import Preset
from jeu_oie.kit.fitting import find_misfits, misfit_problems
from jeu_oie.kit.pictures import Looked, Picture, show
from jeu_oie.kit.plan import plan_reading
from jeu_oie.resources import Templates
from jeu_oie.serve.workers import MAX_TRIES, WorkerLost

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of a sheet, or the ``problems`` that keep it from being set; an item without a card has neither."""

    pictures: tuple[Picture, ...] = ()
    problems: tuple[Problem, ...] = ()


def see(reading: Reading, preset: Preset, own: Templates | None, sheet: Looked, item: str) -> Seen:
    """Raises InvalidInput for a template of the user's, RenderingFailed."""
    made, problems = plan_reading(reading, preset)
    if made is None or stops((*reading.problems, *problems), strict=False):
        return Seen(problems=tuple(each for each in (*reading.problems, *problems) if stops([each], strict=False)))
    try:
        with blaming(own):
            return Seen(show(replace(made, own=own), sheet, item))
    except DoesNotFit as error:
        return Seen(problems=tuple(misfit_problems(reading, error)))


def try_sheets(reading: Reading, preset: Preset) -> tuple[Problem, ...]:
    """What ``check`` finds on paper; nothing where something else has to be mended first. Raises RenderingFailed."""
    made, _ = plan_reading(reading, preset)
    return () if made is None else tuple(find_misfits(reading, made))


class WarmProcess:
    """One task after the other, in a process that is started anew where it was lost."""

    def __init__(self) -> None:
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
                self.pool = self.held.enter_context(processes(1, renewed=False))
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
