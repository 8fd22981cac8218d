"""All circuits that are served, by name; those that come while serving are taken in."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from jeu_oie.circuit.reader import Reading
from jeu_oie.studio.aside import aside
from jeu_oie.studio.bench import Bench, heading
from jeu_oie.studio.files import legible
from jeu_oie.studio.making import Hands
from jeu_oie.studio.workers import Kept, Workers


class Shelf:
    """The circuits of ``readings``; ``folders`` are those in which new ones may come.

    ``shipped``: they are the program's own, which nobody writes.
    """

    def __init__(
        self, readings: Iterable[Reading], folders: Sequence[Path], hands: Hands, *, shipped: bool = False
    ) -> None:
        self.hands, self.roots, self.shipped = hands, tuple(folders), shipped
        self.workers, self.kept = Workers(), Kept()
        self.benches: dict[str, Bench] = {}
        self.stopping = asyncio.Event()
        self.take(readings)
        self.listed = self.listing()

    def take(self, readings: Iterable[Reading]) -> None:
        """Take in the circuits that are not there yet; one whose file is gone stays, and says so."""
        known = {bench.path.resolve() for bench in self.benches.values()}
        for reading in readings:
            path = reading.files[0]
            if path.resolve() not in known:
                name = self.free_name(path)
                self.benches[name] = Bench(name, path, heading(reading), self.hands, self.workers, self.kept)

    def free_name(self, path: Path) -> str:
        """« opac-38/repairs », as the folder of its kit would be called; « repairs-2 » where that is taken."""
        name = legible(f"{path.resolve().parent.name or 'circuit'}/{path.stem}")
        rank = next(rank for rank in range(1, len(self.benches) + 2) if numbered(name, rank) not in self.benches)
        return numbered(name, rank)

    def listing(self) -> frozenset[Path]:
        """The YAML files in the folders that are served."""
        found: set[Path] = set()
        for root in self.roots:
            with suppress(OSError):  # a folder that goes while it is listed
                found.update(root.rglob("*.yaml"))
        return frozenset(found)

    def folders(self) -> frozenset[Path]:
        """Where a save may happen: a circuit's folder, the one above (common.yaml), the preset's, the templates'."""
        places = set(self.roots)
        for bench in self.benches.values():
            places |= {bench.path.parent, bench.path.parent / ".."}
            places.update(
                each if each.is_dir() else each.parent for each in (bench.edition.stamps if bench.edition else ())
            )
        places.update(each.parent for each in self.listed)
        places.update(each.parent for each in self.hands.preset_files())
        return frozenset(each.resolve() for each in places if each.is_dir())

    async def refresh(self) -> None:
        """Make again what somebody looks at and has changed; take in new circuits."""
        for bench in tuple(self.benches.values()):
            if bench.watchers:
                await bench.current()
        listed = self.listing()
        if listed != self.listed:
            self.listed = listed
            self.take(await aside(self.hands.find))

    def stop(self) -> None:
        """Let go of all who wait, and of what is being printed."""
        self.stopping.set()
        self.workers.stop()
        for bench in self.benches.values():
            bench.tell()


def numbered(name: str, rank: int) -> str:
    return name if rank == 1 else f"{name}-{rank}"
