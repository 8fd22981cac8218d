"""The server itself: what can be asked for, the sockets of « localhost », uvicorn, the watch.

It ends when told to, whoever still listens.
"""

import asyncio
import ctypes
import errno
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from types import FrameType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn import Config, Server

from jeu_oie.messages import Catalog
from jeu_oie.serve.answers import Views
from jeu_oie.serve.editing import COMMON_FORM, OWN_FORM, Editing
from jeu_oie.serve.guard import DO, JUDGE, QUIT, SAVE, WRITES, Connection, Guard, Keys
from jeu_oie.serve.home import Home
from jeu_oie.serve.live import Shelf
from jeu_oie.serve.tasks import Tasks

HOST, HOST_6 = "127.0.0.1", "::1"
NO_IPV6 = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
TRIES = 20  # ports that are tried until one is free under both addresses
QUEUE = 128  # connections that the system keeps until we take them
AT_ONCE = 1  # taken between two looks at who must go: a hundred at once would use up few descriptors
GLIBC = {-3: 128 * 1024, -8: 1}  # bytes from which a block is the system's own (M_MMAP_THRESHOLD); M_ARENA_MAX
LONGEST = 16 * 1024  # bytes of a request without its body
PATIENCE = 2  # seconds given to answers under way

CIRCUIT = "/c/{landlord}/{circuit}"
WEIGHTS = ("400", "700")  # of the font of our own pages


def application(views: Views, home: Home, report: Callable[[Exception], None]) -> ASGIApp:
    routes = [
        Route("/", home.index),
        Route("/window/new", home.new),
        Route("/window/home.css", home.style),
        Route("/window/home.js", home.script),
        *font_routes("/window", views),
        Route("/window/tasks/{name}/events", home.follow),
        Route(f"/window/{DO}", home.do, methods=WRITES),
        Route(f"/window/{QUIT}", home.quit, methods=WRITES),
        Route("/site.zip", home.site),
        Route("/live.css", views.style),
        Route("/live.js", views.script),
        *font_routes("", views),
        Route(f"{CIRCUIT}/", views.preview),
        Route(f"{CIRCUIT}/events", views.events),
        Route(f"{CIRCUIT}/print/", views.prints),
        *form_routes(f"{CIRCUIT}/{OWN_FORM}", Editing(views)),
        *form_routes(f"{CIRCUIT}/{COMMON_FORM}", Editing(views, common=True)),
        Route(f"{CIRCUIT}/desk", home.desk),
        Route(f"{CIRCUIT}/desk/workshop.xlsx", home.template),
        Route(f"{CIRCUIT}/kit/{{name:path}}", home.kit_file),
        Route(f"{CIRCUIT}/{{name:path}}", views.file),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: views.failed, Exception: views.broken})
    return Guard(app, views.port, views.keys, views.words, report)


def font_routes(folder: str, views: Views) -> Iterator[Route]:
    """One a weight that there is: a number that somebody types may have any length."""
    for weight in WEIGHTS:
        yield Route(f"{folder}/font-{weight}.woff2", partial(views.font, weight))


def form_routes(address: str, editing: Editing) -> tuple[Route, ...]:
    """A form's page and what it asks for."""
    return (
        Route(address, editing.page),
        Route(f"{address}/files", editing.files),
        Route(f"{address}/events", editing.events),
        Route(f"{address}/{SAVE}", editing.save, methods=WRITES),
        Route(f"{address}/{JUDGE}", editing.judge, methods=WRITES),
    )


def listen(port: int) -> tuple[socket.socket, ...]:
    """Sockets on ``port`` of all the addresses of « localhost »; 0: one that is free.

    Whoever held one of them would be asked in our place, and told the keys. Raises OSError where the port is taken or
    not ours to take.
    """
    for rank in range(TRIES):
        first = bind_socket(socket.AF_INET, HOST, port)
        try:
            return first, bind_socket(socket.AF_INET6, HOST_6, first.getsockname()[1])
        except OSError as error:
            if error.errno in NO_IPV6:
                return (first,)
            first.close()
            if port or rank == TRIES - 1:
                raise
    raise AssertionError


def bind_socket(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    """A socket that listens. Raises OSError."""
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(QUEUE)
    except OSError:
        opened.close()
        raise
    return opened


class Studio(Server):
    """Stops by itself on SIGINT and SIGTERM; ``signal`` is the one that came."""

    def __init__(self, app: ASGIApp, shelf: Shelf, tasks: Tasks) -> None:
        super().__init__(
            Config(
                app,
                http=Connection,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                backlog=AT_ONCE,
                h11_max_incomplete_event_size=LONGEST,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self.shelf, self.tasks = shelf, tasks
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

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(QUEUE)  # asyncio has set it to AT_ONCE

    async def work(self, opened: Sequence[socket.socket]) -> None:
        """Serve and watch until told to stop."""
        self.loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self.shelf.watch())
        await self.warm()
        try:
            await self.serve(list(opened))
        finally:
            await self.tasks.stop()
            self.shelf.stop()
            await watching

    async def warm(self) -> None:
        """Begin with the first circuit while the browser opens: the first page is the one that takes long."""
        first = next(iter(self.shelf.benches.values()), None)
        if first is None:
            return
        self.warming = asyncio.create_task(first.current())


def studio(
    shelf: Shelf, words: Catalog, port: int, keys: Keys, report: Callable[[Exception], None], folder: Path | None = None
) -> Studio:
    """The server of ``shelf``, ready to run; ``report`` is told of failures that a person cannot mend.

    ``folder``: the one in which commands are run; where one stands, without it.
    """
    views, tasks = Views(shelf, words, port, keys), Tasks(folder or Path.cwd(), words.language)
    home = Home(views, tasks.folder, tasks)
    made = Studio(application(views, home, report), shelf, tasks)
    home.end = made.stop
    return made


def thrifty() -> None:
    """Have what is freed go back to the system: glibc keeps large blocks, the more so the more threads there are."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such call
            for option, value in GLIBC.items():
                ctypes.CDLL(None).mallopt(option, value)


def run(made: Studio, opened: Sequence[socket.socket]) -> int:
    """Serve until told to stop; gives the signal that told it."""
    thrifty()
    with ExitStack() as stack:
        for each in opened:
            stack.enter_context(each)
        asyncio.run(made.work(opened))
    return made.signal
