"""The circuits that are served, each as it stands on the disk: its page, made again when its files have changed."""

import asyncio
import gc
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic

from jeu_oie.api.check import Checked, inspect_reading
from jeu_oie.api.read import today
from jeu_oie.builder.discover import Stamps, stamps
from jeu_oie.builder.watching import half_saved, looks
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.saving import legible
from jeu_oie.disk import digest, find_named, resolve_path, stamp, within
from jeu_oie.errors import InvalidInput, Problem, Severity
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, Plan
from jeu_oie.kit.making import made_page
from jeu_oie.resources import Templates
from jeu_oie.serve.overview import CircuitState, Known, list_files
from jeu_oie.serve.workers import MAKINGS, Files, Making, PrintCache, PrintOrder, Workers, aside, makings_of

PAGE = "index.html"
ALONE = threading.Lock()  # pages that are made side by side come no sooner, and take more memory
SETTLE = 0.08  # seconds that a file which is being replaced is given to come back

Examine = Callable[[Reading, Preset, date], tuple[Plan | None, tuple[Problem, ...]]]


# --- one circuit → its page, or why there is none --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hands:
    """How the command line finds, reads and judges circuits: the preview does it in the same way.

    ``find`` gives those that are not among the files that are known.
    ``preset`` and ``templates`` (a user's own, if any) raise InvalidInput; ``preset_files`` and ``template_files`` are
    what they may be read from; ``source`` is the hash of files; ``project`` the project file, where it was named.
    """

    find: Callable[[Container[Path]], tuple[Reading, ...]]
    read: Callable[[Path], Reading]
    preset: Callable[[Path], Preset]
    preset_files: Callable[[], Sequence[Path]]
    templates: Callable[[], Templates | None]
    template_files: Callable[[], Iterable[Path]]
    examine: Examine
    source: Callable[[Sequence[Path]], str]
    project: Path | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """A ``page`` that could be made, and all that the rest of its kit is made of; ``digest`` tells it from others.

    ``mark``: by which what was printed of it is kept; ``printing``: what is being made.
    """

    plan: Plan
    options: Options
    source: str
    page: bytes
    digest: str
    mark: object = field(default_factory=object)
    printing: dict[Making, asyncio.Task[Files]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a circuit gave when it was last read: the page of the last time that one could be made, and the problems.

    ``fault``: what an unforeseen failure said.
    """

    rank: int
    stamps: Stamps
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    good: Good | None = None


def edition(hands: Hands, path: Path, former: Preview | None) -> Preview:
    """Read, judge and make ``path``; where it has an error, ``former``'s page is kept. Never raises."""
    known = former.stamps if former else {}
    seen = stamps({path, *known, *beside(hands)})
    told: tuple[Problem, ...] = ()
    good, fault = former.good if former else None, ""
    try:
        reading = hands.read(path)
        seen |= stamps(list_files(path, reading) - seen.keys())
        seen = {each: seen[each] for each in (path, *list_files(path, reading), *beside(hands)) if each in seen}
        made, told = hands.examine(reading, hands.preset(reading.files[0]), today())
        if made and not errors(told):
            good = page(made, hands.templates(), hands.source(reading.files))
    except InvalidInput as error:
        told = (*told, *error.problems)
    except Exception as error:  # noqa: BLE001 (a preview goes on, whatever was saved)
        fault = f"{type(error).__name__}: {error}"
    return Preview(former.rank + 1 if former else 1, seen, told, fault, good)


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(each for each in problems if each.severity is Severity.ERROR)


def page(plan: Plan, own: Templates | None, source: str) -> Good:
    """The page alone: the rest is made when somebody asks for it."""
    options = Options(user_templates=own)
    made = made_page(plan, options)
    return Good(plan, options, source, made, digest(made)[:16])


def beside(hands: Hands) -> Iterator[Path]:
    """What else a page is made of: the preset's files, the templates that were asked for."""
    yield from hands.preset_files()
    yield from hands.template_files()


def inspect(hands: Hands, reading: Reading) -> Checked:
    """All that ``check`` finds; where the preset cannot be read, that alone."""
    try:
        return inspect_reading(reading, hands.preset(reading.files[0]), today(), falc=False)
    except InvalidInput as error:
        return Checked(reading, error.problems)


# --- a circuit that is being worked on -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """What the list of circuits says of one; without a title (it could not be read) its file speaks for it."""

    title: str = ""
    language: str = ""


def heading(circuit: Circuit | None) -> Heading:
    return Heading(circuit.title, circuit.language) if circuit else Heading()


class Bench:
    """A circuit under its name (« opac-38/repairs »). ``watchers``: how many pages follow it.

    ``home`` is where its file lay when it was taken in: what is written goes there or nowhere.
    """

    def __init__(self, name: str, path: Path, first: Heading, hands: Hands, workers: Workers, kept: PrintCache) -> None:
        self.name, self.path, self.first, self.hands = name, path, first, hands
        self.workers, self.kept = workers, kept
        self.home = resolve_path(path)
        self.edition: Preview | None = None
        self.watchers = 0
        self.changed = asyncio.Event()
        self.reading = asyncio.Lock()
        self.writing = asyncio.Lock()

    @property
    def heading(self) -> Heading:
        """The title of the page that is shown, else that of the start."""
        good = self.edition.good if self.edition else None
        return heading(good.plan.board.circuit) if good else self.first

    async def current(self) -> Preview:
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

    def made(self) -> Preview:
        with ALONE:
            return edition(self.hands, self.path, self.edition)

    async def outdated(self, last: Preview) -> bool:
        now = self.seen(last)
        if half_saved(last.stamps, now):
            await asyncio.sleep(SETTLE)
            now = self.seen(last)
        return now != last.stamps

    def seen(self, last: Preview) -> Stamps:
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
        if good is None or (name != PAGE and name not in makings_of(good.plan)):
            return None
        if name == PAGE:
            return good.page
        return self.kept.files.get((good.mark, name)) or (await self.printed(good, name))[name]

    async def printed(self, good: Good, name: str) -> Files:
        """The files that are made at one go with ``name``: once, whoever asks meanwhile."""
        making = MAKINGS[name]
        if making not in good.printing:
            good.printing[making] = asyncio.create_task(self.print(good, name))
            good.printing[making].add_done_callback(lambda _: good.printing.pop(making))
        return await asyncio.shield(good.printing[making])

    async def print(self, good: Good, name: str) -> Files:
        files = await self.workers.make(PrintOrder(name, good.plan, good.options, good.source))
        self.kept.add_files(good.mark, files)
        return files


# --- all of them -----------------------------------------------------------------------------------------


class Shelf:
    """The circuits of ``readings``; ``folders`` are those in which new ones may come.

    ``shipped``: the folder of the program's own, which nobody writes.
    """

    def __init__(
        self, readings: Iterable[Reading], folders: Sequence[Path], hands: Hands, *, shipped: Path | None = None
    ) -> None:
        self.hands, self.roots, self.shipped = hands, tuple(folders), shipped
        self.known = Known()
        self.workers, self.kept = Workers(), PrintCache()
        self.benches: dict[str, Bench] = {}
        self.stopping, self.taking = asyncio.Event(), asyncio.Lock()
        self.take(readings)
        self.listed = self.listing()

    def take(self, readings: Iterable[Reading]) -> None:
        """Take in the circuits that are not there yet; one whose file is gone stays, and says so."""
        known = {resolve_path(bench.path) for bench in self.benches.values()}
        for reading in readings:
            path = reading.files[0]
            if resolve_path(path) not in known:
                name = self.free_name(path)
                self.benches[name] = Bench(name, path, heading(reading.circuit), self.hands, self.workers, self.kept)
                self.known.learn(reading)

    def is_shipped(self, bench: Bench) -> bool:
        return self.shipped is not None and within(bench.home, self.shipped)

    def state(self, bench: Bench) -> CircuitState:
        """What the home says of a circuit, as its files are now."""
        return self.known.current(bench.path) or self.known.learn(self.hands.read(bench.path))

    def sources(self, bench: Bench) -> Iterable[Path]:
        """The files of a circuit as they are now, its own first."""
        self.state(bench)
        return self.known.sources(bench.path)

    def states(self, seconds: float) -> tuple[Mapping[str, CircuitState], int]:
        """That of all circuits, by their names; how many are those of before, as no more time was given."""
        end, made, late = monotonic() + seconds, {}, 0
        for bench in tuple(self.benches.values()):
            if monotonic() < end:
                made[bench.name] = self.state(bench)
            else:
                now = self.known.current(bench.path)
                made[bench.name] = now or self.known.last(bench.path)
                late += now is None
        return made, late

    def users(self, file: Path) -> list[Bench]:
        """The circuits that are read from a file besides their own, by their names."""
        whole = resolve_path(file)
        benches = sorted(self.benches.values(), key=lambda each: each.name)
        return [each for each in benches if whole in {resolve_path(one) for one in self.known.sources(each.path)}]

    def find_bench(self, path: Path) -> Bench | None:
        """The circuit of a file."""
        whole = resolve_path(path)
        return next((each for each in self.benches.values() if resolve_path(each.path) == whole), None)

    def free_name(self, path: Path) -> str:
        """« opac-38/repairs », as the folder of its kit would be called; « repairs-2 » where that is taken."""
        name = legible(f"{resolve_path(path).parent.name or 'circuit'}/{path.stem}")
        rank = next(rank for rank in range(1, len(self.benches) + 2) if number_name(name, rank) not in self.benches)
        return number_name(name, rank)

    def listing(self) -> frozenset[Path]:
        """The YAML files in the folders that are served."""
        found: set[Path] = set()
        for root in self.roots:
            found.update(find_named(root, "*.yaml"))
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
        return frozenset(resolve_path(each) for each in places if each.is_dir())

    async def refresh(self) -> None:
        """Make again what somebody looks at and has changed; take in new circuits."""
        for bench in tuple(self.benches.values()):
            if bench.watchers:
                await bench.current()
        async with self.taking:  # who asks meanwhile is answered once they are in
            listed = self.listing()
            if listed != self.listed:
                self.listed = listed
                self.take(await aside(lambda: self.hands.find(self.known.files)))

    async def adopt(self, path: Path) -> Bench | None:
        """Take in a circuit that was made for us, wherever it lies."""
        async with self.taking:
            if self.find_bench(path) is None and stamp(path):
                self.take((await aside(lambda: self.hands.read(path)),))
        return self.find_bench(path)

    async def watch(self) -> None:
        """Refresh whenever a file in the folders changes, until it stops."""
        async with aclosing(looks(self.folders, self.stopping)) as told:
            async for _ in told:
                await self.refresh()

    def stop(self) -> None:
        """Let go of all who wait, and of what is being printed."""
        self.stopping.set()
        self.workers.stop()
        for bench in self.benches.values():
            bench.tell()


def number_name(name: str, rank: int) -> str:
    return name if rank == 1 else f"{name}-{rank}"
