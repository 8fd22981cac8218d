"""Who is answered, which connections are kept, and what every answer says of itself."""

import asyncio
import hmac
import re
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from jeu_oie.messages import Catalog

# --- Connections: who has sent no whole request for a while is let go, and who has waited longest makes room for
# others
#
# A system gives a process few descriptors (often 1024, sometimes 64), and each connection takes one.

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


# --- Who is answered, and what every answer says of itself ------------------------------------------------
#
# Any web site that a person has open may send requests to 127.0.0.1, and by a name of its own that it points there
# (DNS rebinding) read the answers: only the two names of this very address are answered, and no other page may show
# or read what is given.
#
# The two names are two origins, and the browser keeps them apart. What is made of a circuit (its page, its
# pictures, and the preview that reaches into the page to keep the reader's place) is given as 127.0.0.1; the
# editor, with its token, and what it writes as localhost; what is asked for under the other name is led to its own.
# So whatever runs in a circuit's page (a template that was asked for may put any script there) can neither fetch
# the editor, nor reach into a window or frame that holds it, and its own requests to write bear an origin that is
# refused. This holds for what a page brings along unseen.
#
# Other users of this machine get nothing: every address begins with a key of its origin, and the editor's needs a
# cookie besides (``Keys``). What leads from one origin to the other names its key in a redirection, which no script
# can read; the key of the pages, which a circuit's script sees in its own address, lets it find the editor's, but
# not the cookie.
#
# A browser sends that cookie only where a request starts from the editor's own site. A link of the preview leads
# there from another one, so the editor first answers with an empty page that asks for itself again.

LETTERS = 24  # bytes of a key, 32 letters: beyond guessing
READS = ("GET", "HEAD")
WRITES = ("POST",)
PAGES, EDITOR = "127.0.0.1", "localhost"
KEYED = re.compile(r"/(?P<key>[^/]*)(?P<path>/.*)?", re.DOTALL)
OF_EDITOR = re.compile(r"/(?:window/(?P<deed>.*))?|/c/[^/]+/[^/]+/(?:desk|editor|common)(?:/(?P<what>.*))?", re.DOTALL)
DO, QUIT = "do", "quit"  # the home's
SAVE, JUDGE = "save", "judge"
SENT = frozenset({SAVE, JUDGE})  # what a page of the editor sends: judging writes nothing, and takes as much work
# Nobody may hold the editor in a frame, and no window that opens it, or is opened by it, keeps a hand on it. What it
# may load and where it may turn to is said in the page itself.
ALONE = {"Content-Security-Policy": "frame-ancestors 'none'", "Cross-Origin-Opener-Policy": "same-origin"}
AGAIN = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=0><title>jeu-oie</title>"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


new = partial(secrets.token_urlsafe, LETTERS)


@dataclass(slots=True)
class Keys:
    """The secrets of one run of the server, without which nothing is answered.

    Every user of this machine can ask 127.0.0.1; circuits are read and written by the one who sees the terminal only.
    So every address begins with a key that nobody can guess, made anew at each start.

    - ``pages``, of what is made of circuits, in the path and nowhere else: the preview also stands in a frame beside
      the editor, where a browser sends no cookie. A script in a circuit's page sees this key; it opens only what that
      script can read anyway, and never the editor.
    - ``editor``, in the path of the editor's addresses, and ``cookie``, which no script sees and which the browser
      sends to these addresses alone: not to another server of this machine, whose ports all share their cookies. Both
      are needed.
    - ``entrance``, in the address that the terminal shows. It is exchanged for the others, once: programs that open an
      address (and the browser that they start) show it to all users in their arguments. The browser that came in by it
      may use it again; for another one there is the next, which ``announce`` is given.
    """

    announce: Callable[[str], None] = field(repr=False)
    pages: str = field(default_factory=new, repr=False)
    editor: str = field(default_factory=new, repr=False)
    cookie: str = field(default_factory=new, repr=False)
    entrance: str = field(default_factory=new, repr=False)
    used: list[str] = field(default_factory=list, repr=False)

    def enter(self, key: str, cookie: str) -> bool:
        """Whether ``key`` is an entrance for who has this ``cookie`` (or none yet); a new one is used up by it."""
        if same(key, self.entrance):
            self.used.append(self.entrance)
            self.entrance = new()
            self.announce(self.entrance)
            return True
        # Not « any », which would stop at the one that is found.
        return sum(same(key, each) for each in self.used) > 0 and same(cookie, self.cookie)


def same(told: str, secret: str) -> bool:
    """In a time that tells nothing of ``secret``."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), secret.encode())


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a request is not answered: the status and the key of its sentence; ``methods``: what may be asked."""

    status: int
    key: str
    methods: Sequence[str] = ()


def hosts(port: int) -> tuple[str, ...]:
    """What a Host header may say: the port may be left out where it is the usual one (RFC 9110, 7.2)."""
    bare = (PAGES, EDITOR)
    return (*(f"{name}:{port}" for name in bare), *(bare if port == 80 else ()))


def origin(name: str, port: int) -> str:
    """How a browser spells the origin: without the usual port (RFC 6454, 6.2)."""
    return f"http://{name}" + (f":{port}" if port != 80 else "")


def split_key(path: str) -> tuple[str, str]:
    """The key with which a path begins, and the rest; no key where it does not begin with a slash."""
    found = KEYED.fullmatch(path)
    return (found["key"], found["path"] or "") if found else ("", "")


def refusal(method: str, path: str, headers: Headers, port: int) -> Refused | None:
    """Why a request for ``path`` (without its key) is refused, None where it is not."""
    allowed = WRITES if writes(path) else READS
    if method not in allowed:
        return Refused(405, "studio.refused.method", allowed)
    return refused_to_write(headers, port) if writes(path) else None


def is_misdirected(headers: Headers, port: int) -> bool:
    """Whether a request is meant for another server."""
    named = headers.getlist("host")
    return len(named) != 1 or named[0].lower() not in hosts(port)


def refused_to_write(headers: Headers, port: int) -> Refused | None:
    """Only a page of the editor's own origin writes: browsers tell it with every POST, and no page can forge it."""
    if (
        headers.getlist("origin") != [origin(EDITOR, port)]
        or headers.get("sec-fetch-site", "same-origin") != "same-origin"
    ):
        return Refused(403, "studio.refused.origin")
    # A form, which may be sent anywhere unasked, cannot say this type.
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return Refused(415, "studio.refused.type")
    return None


def writes(path: str) -> bool:
    found = OF_EDITOR.fullmatch(path)
    return found is not None and (found["what"] in SENT or found["deed"] in (DO, QUIT))


def is_opened(headers: Headers) -> bool:
    """Whether a person goes to a page from another site: the browser then keeps strict cookies back."""
    told = [headers.get(f"sec-fetch-{name}") for name in ("site", "mode", "dest")]
    return told == ["cross-site", "navigate", "document"]


def cookie_name(port: int) -> str:
    """Ports share their cookies."""
    return f"jeu-oie-{port}"


class Guard:
    """Answers only what has its key and is not refused, leads to the right name, reports failures.

    Every answer gets HEADERS.
    """

    def __init__(
        self, app: ASGIApp, port: int, keys: Keys, words: Catalog, report: Callable[[Exception], None]
    ) -> None:
        self.app, self.port, self.keys, self.words, self.report = app, port, keys, words, report
        self.going = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # neither web sockets nor events of the server's life

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", f"frame-ancestors 'self' {origin(EDITOR, self.port)}")
            await send(message)

        short = self.short(scope)
        if short:
            await short(scope, receive, sealed)
            return
        counted = not is_stream(scope["path"])  # those that follow changes make room by themselves
        self.going += counted
        try:
            await self.app({**scope, "root_path": f"/{split_key(scope['path'])[0]}"}, receive, sealed)
        except Exception as error:  # noqa: BLE001 (the one who asked has been told in a sentence)
            self.report(error)
        finally:
            self.going -= counted

    def short(self, scope: Scope) -> Response | None:
        """The answer to what does not get in, or not under this name."""
        headers = Headers(scope=scope)
        if is_misdirected(headers, self.port):
            return self.refused(Refused(421, "studio.refused.host"))
        if self.going >= most():
            return self.refused(Refused(503, "studio.refused.busy"))
        key, path = split_key(str(scope["path"]))
        of_editor = headers["host"].lower().partition(":")[0] == EDITOR
        refused = refusal(scope["method"], path, headers, self.port)
        if not same(key, self.keys.editor if of_editor else self.keys.pages):
            entered = of_editor and scope["method"] == "GET" and self.keys.enter(key, self.cookie(scope))
            return self.entered(key) if entered else self.refused(Refused(403, "studio.refused.key"))
        if of_editor and not same(self.cookie(scope), self.keys.cookie):
            again = not refused and is_opened(headers)
            return HTMLResponse(AGAIN, headers=ALONE) if again else self.refused(Refused(403, "studio.refused.key"))
        return self.refused(refused) if refused else self.led(path, scope["query_string"], of_editor=of_editor)

    def led(self, path: str, query: bytes, *, of_editor: bool) -> Response | None:
        """To the name under which ``path`` is given, nowhere where that is the one that was asked."""
        if bool(OF_EDITOR.fullmatch(path)) == of_editor:
            return None
        asked = quote(path) + (f"?{query.decode('latin-1')}" if query else "")
        return RedirectResponse((self.pages if of_editor else self.editor) + asked)

    def entered(self, entrance: str) -> Response:
        """To the home, with the cookie of the editor."""
        answer = RedirectResponse(f"{self.editor}/", 303)
        for each in (self.keys.editor, entrance):
            answer.set_cookie(
                cookie_name(self.port), self.keys.cookie, path=f"/{each}", httponly=True, samesite="strict"
            )
        return answer

    def refused(self, refused: Refused) -> Response:
        allow = {"Allow": ", ".join(refused.methods)} if refused.methods else None
        return PlainTextResponse(self.words(refused.key) + "\n", refused.status, allow)

    def cookie(self, scope: Scope) -> str:
        return HTTPConnection(scope).cookies.get(cookie_name(self.port), "")

    @property
    def pages(self) -> str:
        return f"{origin(PAGES, self.port)}/{self.keys.pages}"

    @property
    def editor(self) -> str:
        return f"{origin(EDITOR, self.port)}/{self.keys.editor}"
