"""Who is answered, and what every answer lets a browser do with it.

Any web site that a person has open may send requests to 127.0.0.1, and by a name of its own that it points there (DNS
rebinding) read the answers: only this very address is answered, and no other page may show or read what is given.

Other users of this machine get nothing: every address begins with a key, and needs a cookie besides (``Keys``).

What is made of a circuit (its page, its board) has the address of the window's own pages, and not their origin: its
policy shuts it in a sandbox, so that whatever runs there (a template that was asked for may put any script into a page)
reads no answer, reaches into no window or frame, and has no cookie to ask with; what it sends bears the origin
« null », which writes nothing. So is every answer whose route states no policy.
"""

import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jeu_oie.messages import Catalog
from jeu_oie.web.inline import fingerprint

POLICY, OPENER = "Content-Security-Policy", "Cross-Origin-Opener-Policy"
SEALED = "default-src 'none'; sandbox"  # what a browser may do with an answer where nothing is stated: nothing
# A page of the window's own: nobody may hold it in a frame. What it loads and where it turns to it says itself.
DESK = "frame-ancestors 'none'"
BESIDE = "frame-ancestors 'self'"  # the preview, which also stands beside the form
# A picture opened by itself: a script in it, were there one, would not run.
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"
# A page made of a circuit: the scripts and styles that it was made with, and no origin. Without « allow-modals » it
# could not be printed; a window that kept the sandbox would show no PDF.
PAGE = (
    "default-src 'none'; script-src {script}; style-src {style}; font-src data:; img-src data:; sandbox allow-scripts "
    "allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-top-navigation-by-user-activation"
)
FILE = {"text/html": PAGE, "image/svg+xml": PICTURE}  # of a kit, by what it is

READS, WRITES = ("GET", "HEAD"), ("POST",)

View = Callable[[Request], Awaitable[Response]]


class Address(Route):
    """An entry of the table of routes: what answers, and the ``policy`` of that answer.

    A policy is a text, or one for each type of what is answered. An answer without one is sealed.
    """

    def __init__(
        self, path: str, view: View, policy: str | Mapping[str, str] = SEALED, methods: Sequence[str] = READS
    ) -> None:
        self.view, self.policy = view, policy
        super().__init__(path, self.answer, methods=methods)

    async def answer(self, request: Request) -> Response:
        made = await self.view(request)
        stated = self.policy if isinstance(self.policy, str) else self.policy.get(made.media_type or "", SEALED)
        made.headers[POLICY] = fill_policy(stated, bytes(made.body)) if stated == PAGE else stated
        return made


def fill_policy(policy: str, page: bytes) -> str:
    """``policy`` with the hashes of the scripts and styles that stand in a page."""
    html = page.decode("utf-8", "replace")
    return policy.format(**{tag: hashes(html, tag) for tag in ("script", "style")})


def hashes(html: str, tag: str) -> str:
    return " ".join(fingerprint(each) for each in dict.fromkeys(inside(html, tag))) or "'none'"


def inside(html: str, tag: str) -> Iterator[str]:
    """What stands in each element called ``tag``, which holds nothing but text."""
    begin = -1
    for each in re.finditer(rf"<(/?){tag}\b", html, re.IGNORECASE):
        if not each[1]:
            begin = each.end() if begin < 0 else begin
        elif begin >= 0:
            yield html[html.find(">", begin, each.start()) + 1 : each.start()]
            begin = -1


KEY_BYTES = 24  # bytes of a key, 32 letters: beyond guessing
HOST = "127.0.0.1"  # no name, which something else might answer to
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

new = partial(secrets.token_urlsafe, KEY_BYTES)


@dataclass(slots=True)
class Keys:
    """The secrets of one run of the server, without which nothing is answered.

    Every user of this machine can ask 127.0.0.1; circuits are read and written by the one who sees the terminal only.
    So every address begins with a key that nobody can guess, made anew at each start.

    - ``key``, in the path, and ``cookie``, which no script sees and which the browser sends to these addresses alone:
      not to another server of this machine, whose ports all share their cookies. Both are needed: a script in a
      circuit's page sees the key in its own address.
    - ``entrance``, in the address that the terminal shows. It is exchanged for the others, once: programs that open an
      address (and the browser that they start) show it to all users in their arguments. The browser that came in by it
      may use it again; for another one there is the next, which ``announce`` is given.
    """

    announce: Callable[[str], None] = field(repr=False)
    key: str = field(default_factory=new, repr=False)
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
    """Why a request is not answered: the status and the key of its sentence."""

    status: int
    key: str


def hosts(port: int) -> tuple[str, ...]:
    """What a Host header may say: the port may be left out where it is the usual one (RFC 9110, 7.2)."""
    return (f"{HOST}:{port}", *((HOST,) if port == 80 else ()))


def origin(port: int) -> str:
    """How a browser spells the origin: without the usual port (RFC 6454, 6.2)."""
    return f"http://{HOST}" + (f":{port}" if port != 80 else "")


def key_of(path: str) -> str:
    """The key with which a path begins; none where it does not begin with a slash."""
    return path[1:].partition("/")[0] if path.startswith("/") else ""


def is_misdirected(headers: Headers, port: int) -> bool:
    """Whether a request is meant for another server."""
    named = headers.getlist("host")
    return len(named) != 1 or named[0].lower() not in hosts(port)


def refused_to_write(headers: Headers, port: int) -> Refused | None:
    """Only a page of the window's own writes: browsers tell its origin with every POST, and no page can forge it."""
    if headers.getlist("origin") != [origin(port)] or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return Refused(403, "studio.refused.origin")
    # A form, which may be sent anywhere unasked, cannot say this type.
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return Refused(415, "studio.refused.type")
    return None


def cookie_name(port: int) -> str:
    """Ports share their cookies."""
    return f"jeu-oie-{port}"


class Guard:
    """Answers only what has its key and is not refused, reports failures.

    Every answer gets HEADERS, and is sealed where nothing else is stated. ``crowded``: whether so many are connected
    that who comes now is told to come again.
    """

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        keys: Keys,
        words: Catalog,
        report: Callable[[Exception], object],
        crowded: Callable[[], bool],
    ) -> None:
        self.app, self.port, self.keys, self.words = app, port, keys, words
        self.report, self.crowded = report, crowded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # neither web sockets nor events of the server's life

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seal(MutableHeaders(scope=message))
            await send(message)

        try:
            answer = self.short(scope) or self.app
            await answer({**scope, "root_path": f"/{key_of(scope['path'])}"}, receive, sealed)
        except Exception as error:  # noqa: BLE001 (the one who asked has been told in a sentence)
            self.report(error)

    def short(self, scope: Scope) -> Response | None:
        """The answer to what does not get in."""
        headers = Headers(scope=scope)
        if self.crowded():
            return self.refused(Refused(503, "studio.refused.busy"), Connection="close")
        if is_misdirected(headers, self.port):
            return self.refused(Refused(421, "studio.refused.host"))
        key = key_of(scope["path"])
        cookie = HTTPConnection(scope).cookies.get(cookie_name(self.port), "")
        if not same(key, self.keys.key):
            entered = scope["method"] == "GET" and self.keys.enter(key, cookie)
            return self.entered(key) if entered else self.refused(Refused(403, "studio.refused.key"))
        if not same(cookie, self.keys.cookie):
            return self.refused(Refused(403, "studio.refused.key"))
        refused = None if scope["method"] in READS else refused_to_write(headers, self.port)
        return self.refused(refused) if refused else None

    def entered(self, entrance: str) -> Response:
        """To the home, with the cookie."""
        answer = RedirectResponse(f"/{self.keys.key}/", 303)
        for each in (self.keys.key, entrance):
            answer.set_cookie(cookie_name(self.port), self.keys.cookie, path=f"/{each}", httponly=True, samesite="lax")
        return answer

    def refused(self, refused: Refused, **headers: str) -> Response:
        return PlainTextResponse(self.words(refused.key) + "\n", refused.status, headers)

    def refused_unread(self) -> bytes:
        """All that is sent to who sends no request: what is none never comes to us (``routes``)."""
        answer = self.refused(Refused(400, "studio.refused.request"), Connection="close")
        seal(answer.headers)
        status = f"HTTP/1.1 {answer.status_code} {HTTPStatus(answer.status_code).phrase}".encode()
        head = (status, *(name + b": " + value for name, value in answer.raw_headers), b"", b"")
        return b"\r\n".join(head) + bytes(answer.body)


def seal(headers: MutableHeaders) -> None:
    """Give the ``headers`` of an answer what every answer has."""
    headers.update(HEADERS)
    if "sandbox" not in headers.setdefault(POLICY, SEALED):
        # No window that opens it, or is opened by it, keeps a hand on it.
        headers[OPENER] = "same-origin"
