"""The circuits that are served: how each stands, and its page, made again when its files have changed."""

import asyncio
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import monotonic

from jeu_oie.api.check import Checked, find_problems
from jeu_oie.api.read import read, today
from jeu_oie.api.status import CircuitState, state_of
from jeu_oie.builder.find import Stamps, candidates, examine, in_order, nameable, stamps, stops
from jeu_oie.builder.watching import half_saved, looks
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading, content
from jeu_oie.circuit.saving import legible
from jeu_oie.disk import Stamp, digest, find_named, resolve_path, stamp, within
from jeu_oie.errors import InvalidInput, Problem, RenderingFailed, Severity
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, Plan
from jeu_oie.kit.making import made_page
from jeu_oie.resources import Templates
from jeu_oie.serve.news import News
from jeu_oie.serve.sheets import try_sheets
from jeu_oie.serve.workers import Prints, WarmProcess, WorkerLost

SETTLE_S = 0.08  # seconds that a file which is being replaced is given to come back
FRESH_NS = 10_000_000_000  # ns: longer than a start takes to read 200 circuits
UNSURE: Stamp = (-1, -1, -1)  # of no file


@dataclass(frozen=True, slots=True)
class Services:
    """What the command line was told: the preview finds, reads and judges circuits in the same way.

    ``preset`` and ``templates`` (a user's own, if any) raise InvalidInput; ``preset_files`` and ``template_files`` are
    what they may be read from; ``project`` is the project file, where it was named.
    """

    paths: Sequence[Path]
    preset: Callable[[Path], Preset]
    preset_files: Callable[[], Sequence[Path]]
    templates: Callable[[], Templates | None]
    template_files: Callable[[], Iterable[Path]]
    project: Path | None = None

    def inspect(self, reading: Reading) -> Checked:
        """All that ``check`` finds but on paper, which is set in processes of their own (``OpenCircuits.check``).

        Where the preset cannot be read, that alone.
        """
        try:
            preset = self.preset(reading.files[0])
            return Checked(reading, find_problems(reading, preset, today(), falc=False, sheets=False))
        except InvalidInput as error:
            return Checked(reading, error.problems)


def read_circuits(paths: Iterable[Path], known: Container[Path] = ()) -> Iterator[Reading]:
    """The circuits of ``paths`` that are not ``known``, one after the other: what was read of many is much.

    Not what cannot have an address, nor what another circuit names.
    """
    named: set[Path] = set()
    doubtful: list[Reading] = []  # may be a common file, which is known once all have been read
    for each in candidates([path for path in paths if path.exists()]):
        if nameable(each.path) and resolve_path(each.path) not in known:
            reading = read(each.path)
            named.update(map(resolve_path, reading.files[1:]))
            if reading.circuit is None:
                doubtful.append(reading)
            else:
                yield reading
    yield from (each for each in doubtful if resolve_path(each.files[0]) not in named)


def hash_sources(reading: Reading) -> str:
    """Hash of all that a circuit was read from."""
    return digest(*map(content, reading.files))


@dataclass(frozen=True, slots=True)
class LastPage:
    """The last page (HTML) that could be made, and all that the rest of its kit is made of.

    ``mark``: by which what was printed of it is kept.
    """

    plan: Plan
    source: str
    html: bytes
    mark: object = field(default_factory=object)

    @property
    def digest(self) -> str:
        return digest(self.html)[:16]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a circuit gave when its page was made last: the problems, and the page, if need be that of before.

    ``stamps``: of all files that it was made of; ``fault``: what an unforeseen failure said.
    """

    stamps: Stamps
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    page: LastPage | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors(self.problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(each for each in problems if each.severity is Severity.ERROR)


def list_files(path: Path, reading: Reading) -> set[Path]:
    """The files that a circuit was read from, and those that it names in vain: they may come."""
    absent = [dict(each.values).get("path", "") for each in reading.problems if each.code.startswith("file-")]
    return {*reading.files, *(path.parent / name for name in absent if name and name != path.as_posix())}


def trust_old(seen: Stamps) -> Stamps:
    """What was saved a moment ago may have been saved while it was read: no stamp holds for it, as in git's index."""
    now = time.time_ns()
    return {each: UNSURE if found and now - FRESH_NS < found[1] <= now else found for each, found in seen.items()}


class OpenCircuit:
    """A circuit under its name (« opac-38/repairs »), as it was read last.

    ``home`` is where its file lay when it was taken in: what is written goes there or nowhere. ``alone``: one page at
    a time is made, as several come no sooner and take more memory.
    """

    def __init__(self, name: str, reading: Reading, services: Services, alone: asyncio.Lock) -> None:
        self.name, self.path, self.services, self.alone = name, reading.files[0], services, alone
        self.home = resolve_path(self.path)
        self.preview: Preview | None = None
        self.news = News()
        self.previewing, self.writing = asyncio.Lock(), asyncio.Lock()
        self.learn(reading)

    # How it stands

    def learn(self, reading: Reading) -> None:
        self.seen, self.state = trust_old(stamps(list_files(self.path, reading))), state_of(reading)

    def read(self) -> Reading:
        reading = read(self.path)
        self.learn(reading)
        return reading

    def is_current(self) -> bool:
        """Whether ``state`` is that of the files as they are now."""
        return stamps(set(self.seen)) == self.seen

    def current_state(self) -> CircuitState:
        if not self.is_current():
            self.read()
        return self.state

    @property
    def sources(self) -> tuple[Path, ...]:
        """What it was read from, itself first."""
        return (self.path, *sorted(each for each, found in self.seen.items() if found and each != self.path))

    # Its page

    @property
    def heading(self) -> Circuit | CircuitState:
        """What has the title of the page that is shown; of none (its file speaks for it) where it was never read."""
        page = self.preview.page if self.preview else None
        return page.plan.board.circuit if page else self.state

    async def current(self) -> Preview:
        """That of the files as they stand now."""
        async with self.previewing:
            if self.preview is None or await self.is_outdated(self.preview):
                async with self.alone:
                    self.preview = await asyncio.to_thread(self.make)
                self.news.tell()
            return self.preview

    def make(self) -> Preview:
        """Read, judge, make the page: the rest is made when somebody asks for it. Never raises."""
        former = self.preview
        page, fault = former.page if former else None, ""
        problems: tuple[Problem, ...] = ()
        seen = stamps({self.path, *(former.stamps if former else ()), *self.beside()})
        try:
            reading = self.read()
            files = {self.path, *list_files(self.path, reading), *self.beside()}
            seen = {each: seen[each] if each in seen else stamp(each) for each in files}
            plan, problems = examine(reading, self.services.preset(self.path), today())
            if plan and not errors(problems):
                plan = replace(plan, own=self.services.templates())
                page = LastPage(plan, hash_sources(reading), made_page(plan, Options()))
        except InvalidInput as error:
            problems = (*problems, *error.problems)
        except Exception as error:  # noqa: BLE001 (a preview goes on, whatever was saved)
            fault = f"{type(error).__name__}: {error}"
        return Preview(seen, problems, fault, page)

    def beside(self) -> set[Path]:
        """What else a page is made of: the preset's files, the templates that were asked for."""
        return {*self.services.preset_files(), *self.services.template_files()}

    async def is_outdated(self, last: Preview) -> bool:
        now = self.stamps(last)
        if half_saved(last.stamps, now):
            await asyncio.sleep(SETTLE_S)
            now = self.stamps(last)
        return now != last.stamps

    def stamps(self, last: Preview) -> Stamps:
        return stamps({*last.stamps, *self.beside()})


class OpenCircuits(Mapping[str, OpenCircuit]):
    """The circuits of ``readings`` by their names; ``folders`` are those in which new ones may come.

    ``shipped``: the folder of the program's own, which nobody writes.
    """

    def __init__(
        self, readings: Iterable[Reading], folders: Sequence[Path], services: Services, *, shipped: Path | None = None
    ) -> None:
        self.services, self.roots, self.shipped = services, tuple(folders), shipped
        self.prints, self.warm = Prints(), WarmProcess()
        self.alone, self.taking, self.stopping = asyncio.Lock(), asyncio.Lock(), asyncio.Event()
        self.named: dict[str, OpenCircuit] = {}
        self.take(readings)
        self.listed = self.listing()

    def __getitem__(self, name: str) -> OpenCircuit:
        return self.named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self.named))

    def __len__(self) -> int:
        return len(self.named)

    def take(self, readings: Iterable[Reading]) -> None:
        """Take in the circuits that are not there yet; one whose file is gone stays, and says so."""
        known = {resolve_path(each.path) for each in self.values()}
        for reading in readings:
            path = reading.files[0]
            if resolve_path(path) not in known:
                name = self.free_name(path)
                self.named[name] = OpenCircuit(name, reading, self.services, self.alone)

    def free_name(self, path: Path) -> str:
        """« opac-38/repairs », as the folder of its kit would be called; « repairs-2 » where that is taken."""
        name = legible(f"{resolve_path(path).parent.name or 'circuit'}/{path.stem}")
        names = (name, *(f"{name}-{rank}" for rank in range(2, len(self) + 2)))
        return next(each for each in names if each not in self)

    async def check(self, circuit: OpenCircuit, reading: Reading) -> Checked:
        """All that ``check`` finds; where no sheet could be set, who looks at it is told why."""
        checked = await asyncio.to_thread(circuit.services.inspect, reading)
        if not stops(checked.problems, strict=False):
            with suppress(WorkerLost, RenderingFailed):
                preset = circuit.services.preset(circuit.path)
                misfits = await self.warm.do(partial(try_sheets, reading, preset))
                return Checked(reading, in_order(reading, (*checked.problems, *misfits)))
        return checked

    def is_shipped(self, circuit: OpenCircuit) -> bool:
        return self.shipped is not None and within(circuit.home, self.shipped)

    def refresh_states(self, seconds: float) -> int:
        """Read again what has changed; how many have, and were not read, as no more time was given."""
        end, late = monotonic() + seconds, 0
        for each in self.values():
            if not each.is_current():
                if monotonic() < end:
                    each.read()
                else:
                    late += 1
        return late

    def users(self, file: Path) -> list[OpenCircuit]:
        """The circuits that are read from a file besides their own, by their names."""
        whole = resolve_path(file)
        found = (each for each in self.values() if whole in map(resolve_path, each.sources))
        return sorted(found, key=lambda each: each.name)

    def listing(self) -> frozenset[Path]:
        """The YAML files in the folders that are served."""
        return frozenset(file for root in self.roots for file in find_named(root, "*.yaml"))

    def folders(self) -> frozenset[Path]:
        """Where a save may happen: a circuit's folder, the one above (common.yaml), the preset's, the templates'."""
        places = {*self.roots, *(each.parent for each in (*self.listed, *self.services.preset_files()))}
        for circuit in self.values():
            places |= {circuit.path.parent, circuit.path.parent / ".."}
            seen = circuit.preview.stamps if circuit.preview else ()
            places.update(each if each.is_dir() else each.parent for each in seen)
        return frozenset(resolve_path(each) for each in places if each.is_dir())

    async def refresh(self) -> None:
        """Make again what somebody looks at and has changed; take in new circuits."""
        for circuit in self.values():
            if circuit.news.followers:
                await circuit.current()
        async with self.taking:  # who asks meanwhile is answered once they are in
            listed = self.listing()
            if listed != self.listed:
                self.listed = listed
                known = {resolve_path(file) for each in self.values() for file in each.seen}
                self.take(await asyncio.to_thread(lambda: [*read_circuits(self.services.paths, known)]))

    async def adopt(self, path: Path) -> OpenCircuit | None:
        """Take in a circuit that was made for us, wherever it lies."""
        async with self.taking:
            if stamp(path):
                self.take((await asyncio.to_thread(read, path),))
        whole = resolve_path(path)
        return next((each for each in self.values() if resolve_path(each.path) == whole), None)

    async def watch(self) -> None:
        """Refresh whenever a file in the folders changes, until it stops."""
        async with aclosing(looks(self.folders, self.stopping)) as told:
            async for _ in told:
                await self.refresh()

    def stop(self) -> None:
        """Let go of all who wait, and of what is being printed."""
        self.stopping.set()
        self.prints.stop()
        self.warm.stop()
        for circuit in self.values():
            circuit.news.tell()
