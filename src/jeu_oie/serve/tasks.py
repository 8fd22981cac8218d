"""What the window has the program do: its own commands, each a process, one after the other.

What a button does is what the command line does, in the same words: the window shows the command and what it says.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shlex import join

from jeu_oie.programs import start_own
from jeu_oie.serve.news import News

MAX_TASKS = 20  # tasks that are remembered, and that may wait
MAX_LINES = 2_000  # lines of one that are kept
TIMEOUT_S = 10  # in which a command that is told to end does


@dataclass(eq=False, slots=True)
class Task:
    """A command: what it has said so far, and its status once it has ended.

    ``after`` is called then, and says to which address it ``leads``, if to any. ``folder``, where what was sent along
    lies for a while, is nobody's concern: it is not shown.
    """

    name: str
    arguments: tuple[str, ...]
    after: Callable[[int], Awaitable[str]]
    folder: str
    lines: list[str] = field(default_factory=list)
    status: int | None = None
    leads: str = ""
    news: News = field(default_factory=News)

    @property
    def command(self) -> str:
        """As one would type it."""
        return self.without_folder(join(("jeu-oie", *self.arguments)))

    def without_folder(self, line: str) -> str:
        return line.replace(f"{self.folder}/", "")

    async def told(self) -> Mapping[str, object]:
        """What its page is told: all that it has said."""
        return {"command": self.command, "lines": [*self.lines], "status": self.status, "leads": self.leads}

    @property
    def ended(self) -> bool:
        return self.status is not None


class TooMany(Exception):
    """So many tasks wait that another one would be a mistake, or an attack."""


class Tasks:
    """The tasks of a window; they run in ``folder`` and speak ``language``."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.known: dict[str, Task] = {}
        self.turn = asyncio.Lock()
        self.stopped = False
        self.process: asyncio.subprocess.Process | None = None
        self.going: set[asyncio.Task[None]] = set()

    def start(self, arguments: Sequence[str], after: Callable[[int], Awaitable[str]], folder: str) -> Task:
        """Have a command done in its turn; ``folder``: of the files that were sent along. Raises TooMany."""
        if sum(not each.ended for each in self.known.values()) >= MAX_TASKS:
            raise TooMany
        task = Task(secrets.token_urlsafe(9), tuple(arguments), after, folder)
        self.known[task.name] = task
        for each in [each for each in self.known.values() if each.ended][:-MAX_TASKS]:
            del self.known[each.name]
        doing = asyncio.create_task(self.do(task))
        self.going.add(doing)
        doing.add_done_callback(self.going.discard)
        return task

    async def do(self, task: Task) -> None:
        async with self.turn:
            status = 1
            try:
                if not self.stopped:
                    status = await self.run(task)
            except OSError as error:  # no process, no memory
                task.lines.append(error.strerror or str(error))
            finally:
                self.process = None
                task.leads = await task.after(status)
                task.status = status
                task.news.tell()

    async def run(self, task: Task) -> int:
        """Its status; lines come as they are said."""
        process = await start_own(("--lang", self.language, *task.arguments), self.folder)
        self.process = process
        if self.stopped:  # meanwhile
            self.interrupt()
        assert process.stdout is not None
        async for line in process.stdout:
            del task.lines[MAX_LINES - 1 :]  # the last one sums up
            task.lines.append(task.without_folder(line.decode("utf-8", "replace").rstrip()))
            task.news.tell()
        return await process.wait()

    async def stop(self) -> None:
        """End the command that runs, and wait for its end; none begins any more.

        One that does not heed what Ctrl-C would tell it is killed: the next build sweeps up what it leaves.
        """
        self.stopped = True
        self.interrupt()
        if self.going:
            _, late = await asyncio.wait(self.going, timeout=TIMEOUT_S)
            if late and self.process is not None:
                self.process.kill()
                await asyncio.wait(late)

    def interrupt(self) -> None:
        """Tell the command that runs to end, as Ctrl-C would: it leaves nothing half done."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.terminate()
