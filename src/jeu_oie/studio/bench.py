"""One circuit being worked on: its last edition, made again when its files have changed, and who waits for the next."""

import asyncio
import gc
import threading
from dataclasses import dataclass
from pathlib import Path

from jeu_oie.circuit.reader import Reading
from jeu_oie.studio.aside import aside
from jeu_oie.studio.making import Edition, Good, Hands, beside, edition
from jeu_oie.studio.prints import MAKINGS, Files, makings_of
from jeu_oie.studio.stamps import Stamps, half_saved, stamps
from jeu_oie.studio.workers import Kept, Order, Workers

ALONE = threading.Lock()  # pages that are made side by side come no sooner, and take more memory
SETTLE = 0.08  # seconds that a file which is being replaced is given to come back


@dataclass(frozen=True, slots=True)
class Heading:
    """What the list of circuits says of one; without a title (it could not be read) its file speaks for it."""

    landlord: str
    title: str
    language: str


def heading(reading: Reading) -> Heading:
    circuit = reading.circuit
    return Heading(circuit.landlord.name, circuit.title, circuit.language) if circuit else Heading("", "", "")


class Bench:
    """A circuit under its name (« opac-38/repairs »). ``watchers``: how many pages follow it.

    ``home`` is where its file lay when it was taken in: what is written goes there or nowhere.
    """

    def __init__(self, name: str, path: Path, first: Heading, hands: Hands, workers: Workers, kept: Kept) -> None:
        self.name, self.path, self.first, self.hands = name, path, first, hands
        self.workers, self.kept = workers, kept
        self.home = path.resolve()
        self.edition: Edition | None = None
        self.watchers = 0
        self.changed = asyncio.Event()
        self.reading = asyncio.Lock()
        self.writing = asyncio.Lock()

    @property
    def heading(self) -> Heading:
        """The title of the page that is shown, else that of the start."""
        good = self.edition.good if self.edition else None
        if good is None:
            return self.first
        circuit = good.plan.board.circuit
        return Heading(circuit.landlord.name, circuit.title, circuit.language)

    async def current(self) -> Edition:
        """The edition of the files as they stand now."""
        async with self.reading:
            if self.edition is None or await self.outdated(self.edition):
                first = self.edition is None
                self.edition = await aside(self.made)
                if first:
                    # What now stands in memory stays there: to look through it on each save costs 50 ms.
                    gc.freeze()
                self.tell()
            return self.edition

    def made(self) -> Edition:
        with ALONE:
            return edition(self.hands, self.path, self.edition)

    async def outdated(self, last: Edition) -> bool:
        now = self.seen(last)
        if half_saved(last.stamps, now):
            await asyncio.sleep(SETTLE)
            now = self.seen(last)
        return now != last.stamps

    def seen(self, last: Edition) -> Stamps:
        return stamps({*last.stamps, *beside(self.hands)})

    def tell(self) -> None:
        """Wake those who wait for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def file(self, name: str) -> bytes | None:
        """A file of the kit of the page that is shown; None where it has none of that name.

        Raises PrintEngineMissing, RenderingFailed, InvalidInput, WorkerLost, WorkerFailed.
        """
        good = (await self.current()).good
        if good is None or (name not in good.files and name not in makings_of(good.plan)):
            return None
        if name in good.files:
            return good.files[name]
        return self.kept.files.get((good.mark, name)) or (await self.printed(good, name))[name]

    async def printed(self, good: Good, name: str) -> Files:
        """The files that are made at one go with ``name``: once, whoever asks meanwhile."""
        making = MAKINGS[name]
        if making not in good.printing:
            good.printing[making] = asyncio.create_task(self.print(good, name))
            good.printing[making].add_done_callback(lambda _: good.printing.pop(making))
        return await asyncio.shield(good.printing[making])

    async def print(self, good: Good, name: str) -> Files:
        files = await self.workers.make(Order(name, good.plan, good.options, good.source))
        self.kept.put(good.mark, files)
        return files
