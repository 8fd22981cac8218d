"""A server of one's own on a free port of 127.0.0.1, over circuits in a folder of the test."""

import http.client
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from jeu_oie.api.read import list_circuits
from jeu_oie.builder.presets import preset_named
from jeu_oie.cli.serve import entrance, services
from jeu_oie.messages import load_catalog
from jeu_oie.serve.circuits import OpenCircuits
from jeu_oie.serve.guard import HOST, Keys
from jeu_oie.serve.routes import Server, listen
from jeu_oie.serve.workers import Files, lay
from tests.house.source import ROOT

SMALL = (ROOT / "tests/kit/small.yaml").read_text("utf-8")
LONGEST = 200.0  # seconds until an answer that goes on (server-sent events) counts as one that never ends
PATIENCE = 60.0  # seconds until something that must happen counts as not happening


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return " ".join(self.body.decode().split())


@dataclass
class Served:
    """A running server; ``faults`` is what it reported."""

    folder: Path
    port: int
    made: Server
    keys: Keys
    faults: list[Exception] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        """With what the address of every page begins."""
        return f"{self.origin}/{self.keys.key}"

    @property
    def entrance(self) -> str:
        """What the terminal shows: a browser comes in by it."""
        return entrance(self.port, self.keys.entrance)

    @property
    def cookie(self) -> str:
        """What a browser that has come in sends."""
        return f"jeu-oie-{self.port}={self.keys.cookie}"

    @property
    def held(self) -> Any:
        """The same, as playwright gives it to a browser."""
        name, value = self.cookie.split("=")
        return {
            "name": name,
            "value": value,
            "domain": HOST,
            "path": f"/{self.keys.key}",
            "httpOnly": True,
            "sameSite": "Lax",
        }

    def ask(self, path: str, method: str = "GET", *, patience: float = PATIENCE, **headers: str) -> Answer:
        """``path`` as a browser that has come in asks for it."""
        return self.knock(f"/{self.keys.key}{path}", method, patience=patience, **{"Cookie": self.cookie, **headers})

    def home(self) -> str:
        """What the home says."""
        return self.ask("/").text

    def knock(self, path: str, method: str = "GET", *, patience: float = PATIENCE, **headers: str) -> Answer:
        """``path`` goes out to the letter: no dots are taken out before, no key is added."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=patience)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            received = {k.lower(): v for k, v in answer.getheaders()}
            until, said = time.monotonic() + LONGEST, b""
            while part := answer.read1():
                said += part
                assert time.monotonic() < until, f"{path} is never said to its end"
            return Answer(answer.status, received, said)
        finally:
            connection.close()

    def post(self, path: str, body: object, /, **headers: str) -> Answer:
        """What a page of the window sends, as its own browser would: ``body`` as JSON, or as it stands."""
        sent = {"Origin": self.origin, "Cookie": self.cookie, "Content-Type": "application/json"}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", f"/{self.keys.key}{path}", data, sent | headers)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())


def laid(make: Callable[[Any], Awaitable[Files]]) -> Callable[[Any, Path], Awaitable[object]]:
    """In the place of the processes that print: ``make`` gives the files of an order."""

    async def made(order: Any, place: Path) -> object:
        return lay(await make(order), place)

    return made


Serve = Callable[..., Served]


async def no_misfits(*_: object) -> tuple[()]:
    """In the place of the process that tries sheets for a desk, which takes seconds to begin."""
    return ()


@contextmanager
def servers(folder: Path, *, sheets: bool = True) -> Iterator[Serve]:
    """``serve(one=text)``: a server of ``folder`` with these circuits, stopped at the end.

    Without ``sheets`` its desks tell nothing of what finds no room on paper.
    """
    running: list[tuple[Served, Thread]] = []

    def serve(
        board: str = "classic", language: str = "fr", port: int = 0, templates: Path | None = None, **circuits: str
    ) -> Served:
        for name, text in (circuits or {"one": SMALL}).items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        paths = (folder,)
        used = services(paths, board, lambda _: preset_named(board), templates)
        opened = listen(port)
        port = opened.getsockname()[1]
        faults: list[Exception] = []
        keys = Keys(lambda _: None)
        made = Server(
            OpenCircuits(list_circuits(paths), paths, used),
            load_catalog(language),
            port,
            keys,
            faults.append,
            folder.parent,
        )
        if not sheets:
            vars(made.circuits.warm)["do"] = no_misfits
        served = Served(folder, port, made, keys, faults)
        thread = Thread(target=made.serve_at, args=(opened,), daemon=True)
        thread.start()
        running.append((served, thread))
        return served

    yield serve
    for served, thread in running:
        served.made.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Without sheets: those are tried in test_sheets.py, and for a desk in test_home.py."""
    (tmp_path / "home").mkdir()
    with servers(tmp_path / "home", sheets=False) as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for tests that only ask; beside its circuit lies what nobody may have."""
    folder = tmp_path_factory.mktemp("shared") / "home"
    (folder / "templates").mkdir(parents=True)
    (folder.parent / "secret.txt").write_text("SECRET")
    (folder / "templates/note.txt").write_text("SECRET")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    with servers(folder, sheets=False) as made:
        yield made()


def come_in(address: str) -> tuple[OpenerDirector, str, str]:
    """A browser that has come in by the address in the terminal: itself, the home's address, and what that says."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(address, timeout=PATIENCE) as answer:
        return browser, answer.url, answer.read().decode()


def until(what: Callable[[], object]) -> None:
    """Wait until ``what`` gives something true, at most PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
