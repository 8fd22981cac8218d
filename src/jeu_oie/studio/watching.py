"""Waiting for saves."""

import asyncio
from contextlib import aclosing, suppress

from watchfiles import awatch

from jeu_oie.studio.shelf import Shelf

STEP = 10  # ms between two looks at what the system has told: a save is seen once nothing more comes
QUIET = 200  # ms after which it is seen even if more comes
LOOK = 1000  # ms after which the files are looked at though nothing was told: network disks tell nothing
POLL = 0.25  # s between two looks where the system cannot tell of changes


async def watch(shelf: Shelf) -> None:
    """Refresh ``shelf`` whenever a file in its folders changes, until it stops."""
    while not shelf.stopping.is_set():
        try:
            await follow(shelf)
        except (OSError, ExceptionGroup):
            # No more folders can be watched, one went in that moment, or a file has a name that is no text.
            await poll(shelf)


async def follow(shelf: Shelf) -> None:
    """Refresh on each change, as long as the folders stay the same."""
    folders = shelf.folders()
    changes = awatch(
        *folders,
        watch_filter=None,
        debounce=QUIET,
        step=STEP,
        stop_event=shelf.stopping,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    async with aclosing(changes):
        async for _ in changes:
            await shelf.refresh()
            if shelf.folders() != folders:
                return


async def poll(shelf: Shelf) -> None:
    await shelf.refresh()
    with suppress(TimeoutError):
        await asyncio.wait_for(shelf.stopping.wait(), POLL)
