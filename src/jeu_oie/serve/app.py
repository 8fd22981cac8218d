"""The server itself: the table of what can be asked for, its socket, uvicorn, the watch.

It ends when told to, whoever still listens.
"""

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp
from uvicorn import Config, Server

from jeu_oie.messages import Catalog
from jeu_oie.serve.answers import Views
from jeu_oie.serve.editing import COMMON_FORM, OWN_FORM, Editing
from jeu_oie.serve.guard import BESIDE, DESK, FILE, HOST, PAGE, WRITES, Address, Guard, Keys
from jeu_oie.serve.home import Home
from jeu_oie.serve.live import Shelf
from jeu_oie.serve.tasks import Tasks

QUEUE = 128  # connections that the system keeps until we take them
MOST = 1_000  # connections and answers at once; who comes later is told so
LONGEST = 16 * 1024  # bytes of a request without its body
PATIENCE = 2  # seconds given to answers under way

CIRCUIT = "/c/{landlord}/{circuit}"
WEIGHTS = ("400", "700")  # of the font of our own pages


def application(views: Views, home: Home, report: Callable[[Exception], None]) -> ASGIApp:
    app = Starlette(
        routes=addresses(views, home), exception_handlers={HTTPException: views.failed, Exception: views.broken}
    )
    return Guard(app, views.port, views.keys, views.words, report)


def addresses(views: Views, home: Home) -> Sequence[Address]:
    """All that can be asked for, and what a browser may do with each answer."""
    return (
        Address("/", home.index, DESK),
        Address("/window/new", home.new, DESK),
        Address("/window/home.css", home.style),
        Address("/window/home.js", home.script),
        *font_addresses("/window", views),
        Address("/window/tasks/{name}/events", home.follow),
        Address("/window/do", home.do, methods=WRITES),
        Address("/window/quit", home.quit, methods=WRITES),
        Address("/site.zip", home.site),
        Address("/live.css", views.style),
        Address("/live.js", views.script),
        *font_addresses("", views),
        Address(f"{CIRCUIT}/", views.preview, BESIDE),
        Address(f"{CIRCUIT}/framed.html", views.framed, PAGE),
        Address(f"{CIRCUIT}/events", views.events),
        Address(f"{CIRCUIT}/print/", views.prints, DESK),
        *form_addresses(f"{CIRCUIT}/{OWN_FORM}", Editing(views)),
        *form_addresses(f"{CIRCUIT}/{COMMON_FORM}", Editing(views, common=True)),
        Address(f"{CIRCUIT}/desk", home.desk, DESK),
        Address(f"{CIRCUIT}/desk/workshop.xlsx", home.template),
        Address(f"{CIRCUIT}/kit/{{name:path}}", home.kit_file, FILE),
        Address(f"{CIRCUIT}/{{name:path}}", views.file, FILE),
    )


def font_addresses(folder: str, views: Views) -> Iterator[Address]:
    """One a weight that there is: a number that somebody types may have any length."""
    for weight in WEIGHTS:
        yield Address(f"{folder}/font-{weight}.woff2", partial(views.font, weight))


def form_addresses(address: str, editing: Editing) -> Sequence[Address]:
    """A form's page and what it asks for."""
    return (
        Address(address, editing.page, DESK),
        Address(f"{address}/files", editing.files),
        Address(f"{address}/events", editing.events),
        Address(f"{address}/save", editing.save, methods=WRITES),
        Address(f"{address}/judge", editing.judge, methods=WRITES),
    )


def listen(port: int) -> socket.socket:
    """A socket on ``port`` of this machine alone; 0: one that is free.

    Raises OSError where the port is taken or not ours to take.
    """
    opened = socket.socket()
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
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
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                backlog=QUEUE,
                limit_concurrency=MOST,
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

    async def work(self, opened: socket.socket) -> None:
        """Serve and watch until told to stop."""
        self.loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self.shelf.watch())
        await self.warm()
        try:
            await self.serve([opened])
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


def run(made: Studio, opened: socket.socket) -> int:
    """Serve until told to stop; gives the signal that told it."""
    with opened:
        asyncio.run(made.work(opened))
    return made.signal
