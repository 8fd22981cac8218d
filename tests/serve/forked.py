"""The window's commands as processes that are forked from one that has loaded the program: most of their time.

Loaded by that process too, so nothing of pytest. No sheet is set there: what is forked from a process that has used
Typst waits for ever.
"""

import asyncio
import io
import multiprocessing
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from jeu_oie.cli import COMMANDS, main
from jeu_oie.kit import sheets
from jeu_oie.programs import OWN

for each in COMMANDS.values():
    import_module(f"jeu_oie.cli.{each.module}")
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Brief:
    """What a build makes less of: ``only`` its option, ``sheets`` the beginnings of the names of those to print."""

    only: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ("",)


class Command:
    """What ``programs.start_own`` gives, as far as the server asks it."""

    def __init__(self, arguments: Sequence[str], folder: Path, brief: Brief) -> None:
        self.said, there = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=run, args=(tuple(arguments), folder, brief, there))
        self.process.start()
        there.close()
        self.terminate, self.kill = self.process.terminate, self.process.kill

    @property
    async def stdout(self) -> AsyncIterator[bytes]:
        while line := await asyncio.to_thread(self.receive):
            yield line

    def receive(self) -> bytes:
        try:
            return self.said.recv_bytes()
        except EOFError:
            return b""

    async def wait(self) -> int:
        await asyncio.to_thread(self.process.join)
        return self.process.exitcode or 0


def forking(brief: Brief | None = None) -> Callable[[Sequence[str], Path], Awaitable[Command]]:
    """In the place of ``programs.start_own``."""
    return lambda arguments, folder: asyncio.to_thread(Command, arguments, folder, brief or Brief())


class Lines(io.RawIOBase):
    """What is written goes out line by line."""

    def __init__(self, there: Connection) -> None:
        self.there, self.begun = there, b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        *whole, self.begun = (self.begun + bytes(data)).split(b"\n")
        for line in whole:
            self.there.send_bytes(line + b"\n")
        return len(data)


def run(arguments: Sequence[str], folder: Path, brief: Brief, there: Connection) -> None:
    """In the process: the command, its figures of few games; what it says goes ``there``."""
    os.chdir(folder)
    os.environ.update(OWN)
    vars(import_module("jeu_oie.kit.plan")).update(PRINTED_GAMES=100)
    made_in = sheets.made_in
    sheets.made_in = lambda *given, **more: [  # type: ignore[assignment]
        row for row in made_in(*given, **more) if row.name.startswith(brief.sheets)
    ]
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BufferedWriter(Lines(there)), "utf-8", write_through=True)
    main([part for each in arguments for part in ((each, *brief.only) if each == "build" else (each,))])
