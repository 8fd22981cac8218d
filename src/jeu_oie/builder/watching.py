"""Waiting for a save: the watch only says when to look, the stamps of the files say whether something changed."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from jeu_oie.builder.find import Stamps

HOW: dict[str, Any] = {
    "watch_filter": None,
    "step": 10,  # ms between two looks at what the system has told: a save is seen once nothing more comes
    "debounce": 200,  # ms after which it is seen even if more comes
    "rust_timeout": 1000,  # ms after which the files are looked at though nothing was told: network disks tell nothing
    "yield_on_timeout": True,
    "recursive": False,
    "ignore_permission_denied": True,
}
POLL_S = 0.25  # s between two looks where the system cannot tell of changes


def half_saved(before: Stamps, now: Stamps) -> bool:
    """Whether a file has just gone or lost all it held: most editors are then about to write it."""
    return any(before.get(path) and (seen is None or not seen[0]) for path, seen in now.items())


def await_change(before: Stamps, now: Callable[[], Stamps], where: Callable[[], Collection[Path]]) -> None:
    """Come back when ``now`` is no longer ``before``. Raises KeyboardInterrupt."""
    from watchfiles import watch

    try:
        for _ in watch(*where(), **HOW):
            if now() != before:
                return
    except OSError:  # no more folders can be watched, or one went in that moment
        while now() == before:
            time.sleep(POLL_S)


async def looks(where: Callable[[], Collection[Path]], stopping: asyncio.Event) -> AsyncGenerator[None]:
    """Each moment when something may have changed in the folders of ``where``, until ``stopping``."""
    from watchfiles import awatch

    while not stopping.is_set():
        try:
            folders = where()
            async with aclosing(awatch(*folders, **HOW, stop_event=stopping)) as told:
                async for _ in told:
                    yield
                    if where() != folders:
                        break
        except (OSError, ExceptionGroup):
            # No more folders can be watched, one went in that moment, or a file has a name that is no text.
            yield
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), POLL_S)
