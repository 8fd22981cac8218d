"""Who is answered, and what every answer says of itself.

Any web site that a person has open may send requests to 127.0.0.1, and by a name of its own that it points there (DNS
rebinding) read the answers: only the two names of this very address are answered, and no other page may show or read
what is given.

The two names are two origins, and the browser keeps them apart. What is made of a circuit (its page, its pictures, and
the preview that reaches into the page to keep the reader's place) is given as 127.0.0.1; the editor, with its token,
and what it writes as localhost; what is asked for under the other name is led to its own. So whatever runs in a
circuit's page — a template that was asked for may put any script there — can neither fetch the editor, nor reach into
a window or frame that holds it, and its own requests to write bear an origin that is refused.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jeu_oie.messages import Words

READS = ("GET", "HEAD")
WRITES = ("POST",)
PAGES, EDITOR = "127.0.0.1", "localhost"
OF_EDITOR = re.compile(r"/c/[^/]+/[^/]+/editor(?:/(?P<what>.*))?", re.DOTALL)
SAVE = "save"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


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


def refusal(method: str, path: str, headers: Headers, port: int) -> Refused | None:
    """Why a request is refused, None where it is not."""
    named = headers.getlist("host")
    if len(named) != 1 or named[0].lower() not in hosts(port):
        return Refused(421, "studio.refused.host")
    allowed = WRITES if writes(path) else READS
    if method not in allowed:
        return Refused(405, "studio.refused.method", allowed)
    return refused_to_write(headers, port) if writes(path) else None


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
    return found is not None and found["what"] == SAVE


def elsewhere(path: str, host: str, port: int) -> str | None:
    """The origin under which ``path`` is given, None where ``host`` says so already (or there is no such path)."""
    name = EDITOR if OF_EDITOR.fullmatch(path) else PAGES
    return None if host.lower().partition(":")[0] == name or path[:1] != "/" else origin(name, port)


class Guard:
    """Refuses what ``refusal`` says, leads to the right name, reports failures, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, port: int, words: Words, report: Callable[[Exception], None]) -> None:
        self.app, self.port, self.words, self.report = app, port, words, report

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
        try:
            await self.app(scope, receive, sealed)
        except Exception as error:  # noqa: BLE001 (the one who asked has been told in a sentence)
            self.report(error)

    def short(self, scope: Scope) -> Response | None:
        """The answer to what does not get in, or not under this name."""
        headers, path = Headers(scope=scope), str(scope["path"])
        refused = refusal(scope["method"], path, headers, self.port)
        if refused:
            allow = {"Allow": ", ".join(refused.methods)} if refused.methods else None
            sentence = self.words(refused.key, address=hosts(self.port)[0])
            return PlainTextResponse(sentence + "\n", refused.status, allow)
        home = elsewhere(path, headers["host"], self.port)
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(home + quote(path) + (f"?{query}" if query else "")) if home else None
