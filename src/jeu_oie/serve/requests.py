"""What pages of the window send: JSON, as long as it is not too long, nor too long in coming."""

import asyncio
import json
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from jeu_oie.disk import MAX_FILE_BYTES
from jeu_oie.messages import Catalog

TIMEOUT_S = 20  # for all of it to come
MAX_BYTES = 2 * MAX_FILE_BYTES + 10_000  # JSON may write a character in two


class Refusal(Exception):
    """Why nothing is done: a status, a word for the page's script, and what else it must know."""

    def __init__(self, status: int, why: str, **values: object) -> None:
        super().__init__(why)
        self.status, self.why, self.values = status, why, values

    def answer(self, words: Catalog) -> Response:
        message = words(f"studio.save.{self.why}", **self.values)
        return JSONResponse({"why": self.why, "message": message, **self.values}, self.status)


async def receive(request: Request) -> dict[str, Any]:
    """The object that a request says. Raises Refusal."""
    data = bytearray()
    try:
        async with asyncio.timeout(TIMEOUT_S):
            async for chunk in request.stream():
                data += chunk
                if len(data) > MAX_BYTES:
                    raise Refusal(413, "large")
        asked = json.loads(data)
    except (ClientDisconnect, TimeoutError, ValueError, RecursionError):
        raise Refusal(400, "wrong") from None
    if not isinstance(asked, dict):
        raise Refusal(400, "wrong")
    return asked
