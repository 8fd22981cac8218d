"""Who is answered, and what every answer says of itself.

Any web site that a person has open may send requests to 127.0.0.1, and by a name of its own that it points there (DNS
rebinding) read the answers: only the two names of this very address are answered, and no other page may show or read
what is given.
"""

from collections.abc import Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jeu_oie.messages import Words

METHODS = ("GET", "HEAD")
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def hosts(port: int) -> tuple[str, ...]:
    """What a Host header may say: the port may be left out where it is the usual one (RFC 9110, 7.2)."""
    bare = ("127.0.0.1", "localhost")
    return (*(f"{name}:{port}" for name in bare), *(bare if port == 80 else ()))


def refusal(method: str, named: Sequence[str], allowed: Sequence[str]) -> tuple[int, str] | None:
    """The status and the sentence of a request that is refused; ``named``: all its Host headers."""
    if len(named) != 1 or named[0].lower() not in allowed:
        return 421, "studio.refused.host"
    if method not in METHODS:
        return 405, "studio.refused.method"
    return None


class Guard:
    """Refuses what ``refusal`` says, reports failures, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, port: int, words: Words, report: Callable[[Exception], None]) -> None:
        self.app, self.allowed, self.words, self.report = app, hosts(port), words, report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # neither web sockets nor events of the server's life

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", "frame-ancestors 'self'")
            await send(message)

        named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        refused = refusal(scope["method"], named, self.allowed)
        if refused:
            await self.say(*refused)(scope, receive, sealed)
            return
        try:
            await self.app(scope, receive, sealed)
        except Exception as error:  # noqa: BLE001 (the one who asked has been told in a sentence)
            self.report(error)

    def say(self, status: int, key: str) -> PlainTextResponse:
        headers = {"Allow": ", ".join(METHODS)} if status == 405 else None
        return PlainTextResponse(self.words(key, address=self.allowed[0]) + "\n", status, headers)
