"""What a page is told as it happens: server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from starlette.responses import Response, StreamingResponse

BREATH_S = 5.0  # seconds between two signs of life: by these the server knows who has left

Look = Callable[[], Awaitable[Mapping[str, object]]]


class News:
    """What pages wait for. ``tell`` wakes those who follow; ``followers``: how many they are."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.followers = 0

    def tell(self) -> None:
        self.told.set()
        self.told = asyncio.Event()

    def answer(self, look: Look, ended: Callable[[], bool]) -> Response:
        return StreamingResponse(self.follow(look, ended), media_type="text/event-stream")

    async def follow(self, look: Look, ended: Callable[[], bool]) -> AsyncIterator[str]:
        """What ``look`` gives, now and whenever it is something else: the last time once it has ``ended``."""
        self.followers += 1
        last: Mapping[str, object] | None = None
        try:
            while True:
                told, over = self.told, ended()  # before looking: what happens from here on is not missed
                seen = await look()
                if seen != last:
                    last = seen
                    yield f"data: {json.dumps(seen)}\n\n"  # JSON has no line feed that would end it
                if over:
                    return
                try:
                    await asyncio.wait_for(told.wait(), BREATH_S)
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self.followers -= 1
