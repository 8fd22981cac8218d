"""The table of what can be asked for, and the server: its socket, uvicorn, the watch.

It ends when told to, whoever still listens.
"""

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from uvicorn.protocols.http.h11_impl import H11Protocol

from jeu_oie.messages import Catalog
from jeu_oie.serve.circuits import OpenCircuits
from jeu_oie.serve.form import COMMON_FORM, OWN_FORM, Form
from jeu_oie.serve.guard import BESIDE, DESK, FILE, HOST, PAGE, WRITES, Address, Guard, Keys
from jeu_oie.serve.home import Home
from jeu_oie.serve.pages import ASSETS, Pages
from jeu_oie.serve.requests import Refusal
from jeu_oie.serve.tasks import Tasks

MAX_WAITING = 128  # connections that the system keeps until we take them
MAX_CONNECTIONS = 1_000  # who comes later is told so
MAX_HEAD = 16 * 1024  # bytes of a request without its body
TIMEOUT_S = 2  # given to answers under way

CIRCUIT = "/c/{landlord}/{circuit}"


def routes(pages: Pages, home: Home) -> Iterator[Address]:
    """All that can be asked for, and what a browser may do with each answer."""
    yield Address("/", home.index, DESK)
    yield Address("/window/new", home.new, DESK)
    yield Address("/window/list", home.listing, DESK)
    yield Address("/window/publish", home.publish, DESK)
    yield Address("/window/bailleurs.csv", home.list_template)
    yield Address("/window/envois.zip", home.sent_files)
    yield Address("/window/tasks/{name}/events", home.follow)
    yield Address("/window/do", home.do, methods=WRITES)
    yield Address("/window/quit", home.quit, methods=WRITES)
    yield Address("/site.zip", home.site)
    for name in ASSETS:
        yield Address(f"/{name}", partial(pages.asset, name))
    yield Address(f"{CIRCUIT}/", pages.preview, BESIDE)
    yield Address(f"{CIRCUIT}/framed.html", pages.framed, PAGE)
    yield Address(f"{CIRCUIT}/events", pages.events)
    yield Address(f"{CIRCUIT}/print/", pages.prints, DESK)
    for name, form in ((OWN_FORM, Form(pages)), (COMMON_FORM, Form(pages, common=True))):
        yield Address(f"{CIRCUIT}/{name}", form.page, DESK)
        yield Address(f"{CIRCUIT}/{name}/files", form.files)
        yield Address(f"{CIRCUIT}/{name}/events", form.events)
        yield Address(f"{CIRCUIT}/{name}/save", form.save, methods=WRITES)
        yield Address(f"{CIRCUIT}/{name}/judge", form.judge, methods=WRITES)
    yield Address(f"{CIRCUIT}/{OWN_FORM}/sheets/{{sheet}}", Form(pages).sheet)
    yield Address(f"{CIRCUIT}/desk", home.desk, DESK)
    yield Address(f"{CIRCUIT}/desk/workshop.xlsx", home.template)
    yield Address(f"{CIRCUIT}/desk/reply.html", home.ask)
    yield Address(f"{CIRCUIT}/desk/reply", home.reply, methods=WRITES)
    yield Address(f"{CIRCUIT}/kit/{{name:path}}", home.kit_file, FILE)
    yield Address(f"{CIRCUIT}/{{name:path}}", pages.file, FILE)


def listen(port: int) -> socket.socket:
    """A socket on ``port`` of this machine alone; 0: one that is free.

    Raises OSError where the port is taken or not ours to take.
    """
    opened = socket.socket()
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
        opened.listen(MAX_WAITING)
    except OSError:
        opened.close()
        raise
    return opened


def protocol_of(guard: Guard) -> type[H11Protocol]:
    """HTTP as uvicorn speaks it; what is no request is refused as ``guard`` refuses."""

    class Protocol(H11Protocol):
        def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's signature)
            if getattr(self.cycle, "response_complete", True):  # not in the midst of an answer; there may be none yet
                self.transport.write(guard.refused_unread())
            self.transport.close()

    return Protocol


class Server(uvicorn.Server):
    """Serves ``circuits``; stops by itself on SIGINT and SIGTERM: ``signal`` is the one that came.

    ``report`` is told of failures that a person cannot mend; ``folder``: the one in which commands are run.
    """

    def __init__(
        self,
        circuits: OpenCircuits,
        words: Catalog,
        port: int,
        keys: Keys,
        report: Callable[[Exception], object],
        folder: Path,
    ) -> None:
        self.circuits, self.tasks = circuits, Tasks(folder, words.language)
        pages = Pages(circuits, words, keys)
        table = [*routes(pages, Home(pages, self.tasks, self.stop))]
        told = {HTTPException: pages.failed, Refusal: pages.refused, Exception: pages.broken}
        app = Starlette(routes=table, exception_handlers=told)
        guard = Guard(app, port, keys, words, report, self.is_crowded)
        super().__init__(
            uvicorn.Config(
                guard,
                http=protocol_of(guard),
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                backlog=MAX_WAITING,
                h11_max_incomplete_event_size=MAX_HEAD,
                timeout_graceful_shutdown=TIMEOUT_S,
            )
        )
        self.signal = 0
        self.loop: asyncio.AbstractEventLoop | None = None

    def is_crowded(self) -> bool:
        return len(self.server_state.connections) > MAX_CONNECTIONS

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
                self.loop.call_soon_threadsafe(self.circuits.stop)

    def serve_at(self, opened: socket.socket) -> int:
        """Serve until told to stop; gives the signal that told it."""
        with opened:
            asyncio.run(self.work(opened))
        return self.signal

    async def work(self, opened: socket.socket) -> None:
        self.loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self.circuits.watch())
        # The first page is the one that takes long: it is begun while the browser opens.
        warming = [asyncio.create_task(each.current()) for each in tuple(self.circuits.values())[:1]]
        try:
            await self.serve([opened])
        finally:
            await self.tasks.stop()
            self.circuits.stop()
            await asyncio.gather(watching, *warming)
