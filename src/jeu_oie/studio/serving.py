"""The server itself: a socket of 127.0.0.1, uvicorn, the watch; it ends when it is told to, whoever still listens."""

import asyncio
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from starlette.types import ASGIApp
from uvicorn import Config, Server

from jeu_oie.messages import Words
from jeu_oie.studio.routes import application
from jeu_oie.studio.shelf import Shelf
from jeu_oie.studio.watching import watch

HOST = "127.0.0.1"
PATIENCE = 2  # seconds given to answers under way


def listen(port: int) -> socket.socket:
    """A socket on ``port``; 0: any that is free. Raises OSError where it is taken or not ours to take."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
        opened.listen()
    except OSError:
        opened.close()
        raise
    return opened


class Studio(Server):
    """Stops by itself on SIGINT and SIGTERM; ``signal`` is the one that came."""

    def __init__(self, app: ASGIApp, shelf: Shelf) -> None:
        super().__init__(
            Config(
                app,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self.shelf = shelf
        self.signal = 0
        self.loop: asyncio.AbstractEventLoop | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 (uvicorn's signature)
        """Not uvicorn's, which would send the signal on once all is closed: the exit status is ours to give."""
        self.force_exit = self.should_exit
        self.signal = sig
        self.stop()

    def stop(self) -> None:
        """Stop, from whichever thread."""
        self.should_exit = True
        if self.loop:
            with suppress(RuntimeError):  # it has stopped already
                self.loop.call_soon_threadsafe(self.shelf.stop)

    async def work(self, opened: socket.socket) -> None:
        """Serve and watch until told to stop."""
        self.loop = asyncio.get_running_loop()
        watching = asyncio.create_task(watch(self.shelf))
        await self.warm()
        try:
            await self.serve([opened])
        finally:
            self.shelf.stop()
            await watching

    async def warm(self) -> None:
        """Begin with the first circuit while the browser opens: the first page is the one that takes long."""
        first = next(iter(self.shelf.benches.values()))
        self.warming = asyncio.create_task(first.current())


def studio(shelf: Shelf, words: Words, port: int, report: Callable[[Exception], None]) -> Studio:
    """The server of ``shelf``, ready to run; ``report`` is told of failures that a person cannot mend."""
    return Studio(application(shelf, words, port, report), shelf)


def run(made: Studio, opened: socket.socket) -> int:
    """Serve until told to stop; gives the signal that told it."""
    with opened:
        asyncio.run(made.work(opened))
    return made.signal
