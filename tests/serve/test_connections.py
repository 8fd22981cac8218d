"""Who sends nothing, or little by little, or listens for ever, keeps nobody else from an answer."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from jeu_oie.serve import editing, guard
from jeu_oie.serve.guard import ConnectionState
from tests.serve.conftest import PATIENCE, Served, until
from tests.serve.test_editing import Window

HOME = "/c/home/one/"
SHORT = 0.3  # s, in the place of PATIENCE
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"  # the empty line that ends the headers never comes


@contextmanager
def connected(served: Served, count: int = 1, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """Connections on which ``sent`` has been sent."""
    with ExitStack() as stack:
        made = []
        for _ in range(count):
            each = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), PATIENCE))
            each.sendall(sent)
            made.append(each)
        yield made


def following(served: Served) -> bytes:
    """A request for the stream of what changes."""
    return f"GET /{served.keys.pages}{HOME}events HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()


def is_closed(opened: socket.socket) -> bool:
    """Whether the server has closed it; what it has sent is read on the way."""
    opened.settimeout(0)
    try:
        while opened.recv(1 << 16):
            pass
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize(
    "sent", [b"", HALF, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"], ids=["idle", "half", "done"]
)
def test_who_sends_no_more_is_let_go(serve, monkeypatch, sent):
    monkeypatch.setattr(guard, "PATIENCE", SHORT)
    served = serve()
    with connected(served, 1, sent) as (opened,):
        until(lambda: is_closed(opened))


def test_who_sends_little_by_little_is_let_go(serve, monkeypatch):
    """Each letter proves that somebody is there: they are not waited for all the same."""
    monkeypatch.setattr(guard, "PATIENCE", SHORT)
    served = serve()

    def sends(opened: socket.socket) -> bool:
        time.sleep(0.05)
        with suppress(ConnectionError):
            return bool(opened.send(b"X"))
        return False

    with connected(served, 1, HALF) as (opened,):
        until(lambda: not sends(opened))


def test_a_body_that_does_not_come_is_not_waited_for(serve, monkeypatch):
    monkeypatch.setattr(editing, "PATIENCE", SHORT)
    window = Window(serve())
    status, told = window.post(b"{", **{"Content-Length": "1000"})
    assert (status, told["why"]) == (400, "wrong")


def test_a_request_of_too_many_headers_is_refused(serve):
    served = serve()
    assert served.ask(HOME, Long="x" * 10_000).status == 200
    for sent in (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, b"GET /" + b"x" * 20_000):
        with connected(served, 1, sent) as (opened,):
            assert opened.recv(1 << 16).startswith(b"HTTP/1.1 400")
    assert served.ask(HOME).status == 200 and not served.faults


@pytest.mark.parametrize("sent", [b"", HALF], ids=["idle", "slow"])
def test_who_has_waited_longest_makes_room(serve, monkeypatch, sent):
    monkeypatch.setattr(guard, "MOST", 8)
    served = serve()
    with connected(served, 30, sent) as opened:
        assert served.ask(HOME).status == 200
        until(lambda: sum(not is_closed(each) for each in opened) < 8)
        assert is_closed(opened[0]) and not is_closed(opened[-1])


def test_streams_make_room_too_and_those_that_stay_are_told(serve, monkeypatch):
    monkeypatch.setattr(guard, "MOST", 8)
    served = serve()
    assert served.ask(HOME).status == 200
    with connected(served, 20, following(served)) as opened:
        until(lambda: is_closed(opened[0]))
        until(lambda: served.made.shelf.benches["home/one"].watchers <= 8)
        assert served.ask(f"{HOME}index.html").status == 200
        assert not is_closed(opened[-1])
        served.folder.joinpath("one.yaml").touch()
        opened[-1].settimeout(PATIENCE)
        assert b"data:" in opened[-1].recv(1 << 16)
    bench = served.made.shelf.benches["home/one"]
    until(lambda: bench.watchers == 0)


def test_answers_under_way_are_finished_and_one_too_many_is_told(serve, monkeypatch):
    monkeypatch.setattr(guard, "MOST", guard.LEAST)
    served = serve()
    assert served.ask(HOME).status == 200
    ready = asyncio.Event()

    async def slow(order):
        await ready.wait()
        return {order.name: b"made"}

    monkeypatch.setattr(served.made.shelf.workers, "make", slow)
    guide = f"/{served.keys.pages}{HOME}print/4-facilitator.pdf"
    asked = f"GET {guide} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()
    with connected(served, guard.LEAST, asked) as opened:
        until(
            lambda: (
                [each.state for each in served.made.server_state.connections].count(ConnectionState.ANSWERED)
                == len(opened)
            )
        )
        answer = served.ask(HOME)
        assert (
            answer.status == 503 and "trop de demandes" in answer.text and answer.headers["cache-control"] == "no-store"
        )
        assert served.made.loop is not None
        served.made.loop.call_soon_threadsafe(ready.set)
        for each in opened:
            each.settimeout(PATIENCE)
            assert each.recv(1 << 16).startswith(b"HTTP/1.1 200")
    until(lambda: served.ask(HOME).status == 200)


def test_who_does_not_read_makes_room(serve, monkeypatch):
    monkeypatch.setattr(guard, "MOST", 8)
    monkeypatch.setattr(guard, "SLOW", 0)
    served = serve()

    async def large(order):
        return {order.name: bytes(20_000_000)}

    assert served.ask(HOME).status == 200
    monkeypatch.setattr(served.made.shelf.workers, "make", large)
    guide = f"/{served.keys.pages}{HOME}print/4-facilitator.pdf"
    asked = f"GET {guide} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()
    with connected(served, 12, asked):
        until(lambda: len(served.made.server_state.connections) <= 9)
        assert served.ask(HOME).status == 200


def test_as_many_connections_as_the_system_gives_descriptors(monkeypatch):
    resource = pytest.importorskip("resource")
    for given, expected in [(64, 24), (10, guard.LEAST), (1024, guard.MOST), (-1, guard.MOST)]:
        monkeypatch.setattr(resource, "getrlimit", lambda _, given=given: (given, given))
        assert guard.most() == expected
