"""Connections: who has sent no whole request for a while is let go, and who has waited longest makes room for others.

A system gives a process few descriptors (often 1024, sometimes 64), and each connection takes one.
"""

import asyncio
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if sys.platform != "win32":
    import resource

PATIENCE = 10  # seconds for a request to come, with all its headers; and between two of them
SLOW = 1  # seconds after which a client that does not ask, or does not read, makes room for others
MOST = 400  # connections at once
LEAST = 8
OWN = 40  # descriptors for the rest: files that are read, the watch, what is printed, connections that close


class ConnectionState(IntEnum):
    """What a connection is about; who is about less goes first."""

    WAITING = 0  # for a request, or for the rest of one
    STALLED = 1  # its client has not read for a while what it is sent
    NEW = 2  # its request may be under way
    FOLLOWING = 3  # it is told of changes; a page that is cut off asks again by itself
    ANSWERED = 4


class Connection(H11Protocol):
    """A connection that does not outstay its time.

    ``since``: when its last request was answered; ``paused``: when its client last was too slow to read.
    """

    since = paused = 0.0
    dropped = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.wait()
        self.make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self.patience.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self.patience.cancel()
        self.wait()
        super().on_response_complete()

    def shutdown(self) -> None:
        """The server stops: nobody is waited for who has asked nothing or reads nothing."""
        if self.state in (ConnectionState.WAITING, ConnectionState.STALLED, ConnectionState.NEW):
            self.drop()
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        self.paused = self.loop.time()
        super().pause_writing()

    def wait(self) -> None:
        self.since = self.loop.time()
        self.patience = self.loop.call_later(PATIENCE, self.let_go)

    def let_go(self) -> None:
        """Drop a connection of which nothing whole has come, however little by little it sends."""
        if self.state in (ConnectionState.WAITING, ConnectionState.NEW):
            self.drop()

    def drop(self) -> None:
        self.dropped = True
        self.transport.abort()

    @property
    def state(self) -> ConnectionState:
        now = self.loop.time()
        if self.flow.write_paused and now - self.paused > SLOW:
            return ConnectionState.STALLED
        answer: Any = self.cycle  # None before the first request, whatever its type says
        if answer is None or answer.response_complete:
            idle = ConnectionState.WAITING if now - self.since > SLOW else ConnectionState.NEW
            return ConnectionState.ANSWERED if self.flow.write_paused else idle
        return ConnectionState.FOLLOWING if is_stream(self.scope["path"]) else ConnectionState.ANSWERED

    def make_room(self) -> None:
        """Where there are too many connections, drop one; none that is being answered.

        Where all are, the guard tells the newcomer that it is one too many.
        """
        others = [each for each in self.connections if isinstance(each, Connection) and each is not self]
        held = [each for each in others if not each.dropped]
        if len(held) >= most():
            state, first = first_to_go(held)
            if state is not ConnectionState.ANSWERED:
                first.drop()


def first_to_go(held: Sequence[Connection]) -> tuple[ConnectionState, Connection]:
    """The connection that is about least, and has been for longest. Half of them may follow changes, no more."""
    states = [(each.state, each.since, rank) for rank, each in enumerate(held)]
    following = sorted(each for each in states if each[0] is ConnectionState.FOLLOWING)
    idle = [each for each in states if each[0] < ConnectionState.NEW]
    surplus = following if len(following) > most() // 2 else []
    state, _, rank = min(idle or surplus or states)
    return state, held[rank]


def is_stream(path: str) -> bool:
    """Whether the answer goes on as long as somebody listens."""
    return path.endswith("/events")


def most() -> int:
    """How many connections there may be at once, as many descriptors as the system gives us."""
    if sys.platform == "win32":
        return MOST
    given, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if given == resource.RLIM_INFINITY else max(LEAST, min(MOST, given - OWN))
