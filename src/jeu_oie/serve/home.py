"""The window's own pages: all circuits, a new one, what can be done with one; and the deeds that are asked for.

No script of a circuit's page reaches them (``guard``). A deed is a command of the program
(``deeds``), run in the folder where ``serve`` was started (``tasks``): what comes of it stands on the disk, where the
command line would have written it. Nothing is written outside the folder of circuits and that of kits.
"""

import asyncio
import base64
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from shlex import join
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from jeu_oie.api.check import gather
from jeu_oie.api.read import today
from jeu_oie.builder.gallery import ARCHIVE
from jeu_oie.builder.project import find_project
from jeu_oie.circuit.lint import GAP_CODES
from jeu_oie.circuit.saving import legible
from jeu_oie.disk import LARGEST, Stamp, read, read_inside, resolve_path, within, write_new
from jeu_oie.draw.html import fill
from jeu_oie.draw.ink import content as pictogram_content
from jeu_oie.errors import InvalidInput, Problem, Severity
from jeu_oie.game.dates import on_day
from jeu_oie.game.preset import Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.sheets import BY_NAME, chosen, needs
from jeu_oie.messages import Catalog, tell
from jeu_oie.serve.answers import COLOURS, TYPES, Views, describe_problem, event, file_title, give_file, happens
from jeu_oie.serve.deeds import BEGINNINGS, DEEDS, OF_ALL, SHEETS, WITH_FILE, DeedPlace, name_plainly, place_new
from jeu_oie.serve.editing import SaveRefused, answer_refusal, body
from jeu_oie.serve.guard import same
from jeu_oie.serve.live import Bench, inspect
from jeu_oie.serve.overview import CircuitState, KitState, find_archive, find_kit
from jeu_oie.serve.subject import common_file
from jeu_oie.serve.tasks import Task, Tasks, TooMany
from jeu_oie.serve.workers import aside
from jeu_oie.sheets.evening import Needs, seating
from jeu_oie.sheets.guide_front import GLUED

PATIENCE = 0.3  # seconds for reading what has changed before the list is shown; the rest comes with the next one
MOST_KIT = 60_000_000  # bytes of a file of a kit that are sent


def evening_in(kit: KitState | None) -> list[str]:
    """The files of an evening that a kit holds, in order; of the two boards the one for its size of print."""
    if kit is None:
        return []
    return [PurePosixPath(row.file).name for row in chosen(large=kit.large) if row.file in kit.files]


def needed_for(kit: KitState, preset: Preset, people: int) -> Needs:
    """What an evening of so many people needs, reckoned as the guide of this kit does."""
    seated = seating(people, preset.players)
    return needs(chosen(large=kit.large), kit.pages, seated, saver=preset.saver, large=kit.large)


@dataclass(frozen=True, slots=True)
class ListedCircuit:
    """A circuit in the list."""

    bench: Bench
    state: CircuitState
    address: str
    shipped: bool


@dataclass(frozen=True, slots=True)
class DeedOrder:
    """A deed as a page asks for it; ``file``: what is sent along, under its ``name``."""

    deed: str
    circuit: str
    values: Mapping[str, str]
    name: str
    file: bytes


@dataclass(slots=True)
class Home:
    """The answers about ``views.shelf``; deeds are done in ``folder``. ``token`` lives as long as the process."""

    views: Views
    folder: Path
    tasks: Tasks
    end: Callable[[], None] = lambda: None  # stops the server
    token: str = field(default_factory=partial(secrets.token_urlsafe, 32), repr=False)

    @property
    def words(self) -> Catalog:
        return self.views.words

    # --- pages ---

    async def index(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        """All circuits, by landlord; those that the program brings stand apart."""
        shelf = self.views.shelf
        states, late = await aside(lambda: shelf.states(PATIENCE))
        shown = [self.listed(shelf.benches[name], state) for name, state in states.items()]
        ranked = sorted(shown, key=lambda each: (each.state.landlord.casefold(), each.bench.name))
        own, shipped = ([each for each in ranked if each.shipped is apart] for apart in (False, True))
        landlords: dict[str, list[ListedCircuit]] = {}
        for each in own:
            landlords.setdefault(each.state.landlord or each.bench.name.partition("/")[0], []).append(each)
        packed = await aside(lambda: find_archive(self.out(None))) is not None
        return self.page("studio/home.html", landlords=landlords, brought=shipped, packed=packed, late=late)

    async def new(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        landlords = self.list_landlords()
        return self.page("studio/new.html", examples=BEGINNINGS, landlords=sorted(landlords))

    async def desk(self, request: Request) -> Response:
        """One circuit: its state, its problems as ``check`` says them, and all that can be done with it."""
        bench = self.views.bench(request)
        problems, gaps = await aside(lambda: self.problems(bench))
        found = await aside(lambda: self.find_kit(bench))
        kit = found if found and not found.problem else None
        asked = request.query_params.get("people", "")
        people = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) else Options.people
        wrong = [each for each in problems if each.severity is Severity.ERROR]
        return self.page(
            "studio/desk.html",
            each=self.shown(bench),
            kit=kit,
            strange=found if kit is None else None,
            evening=[(name, self.evening_title(name)) for name in evening_in(kit)],
            more=self.more(kit),
            needed=self.needed(bench, kit, people),
            wrong=[describe_problem(each, self.words) for each in wrong],
            warned=[describe_problem(each, self.words) for each in problems if each not in wrong],
            gaps=gaps,
            people=people,
            several=len(self.list_landlords()) > 1,
            today=today().isoformat(),
            commit=await aside(lambda: self.commit(bench)),
            common=await aside(lambda: common_file(bench, self.views.shelf)) is not None,
        )

    def problems(self, bench: Bench) -> tuple[tuple[Problem, ...], list[str]]:
        """What ``check`` says, and of each fact that nobody has found a sentence."""
        checked = (inspect(bench.hands, bench.hands.read(bench.path)),)
        missing = [tell(each, self.words)[0] for each in gather(checked, missing=True) if each.code in GAP_CODES]
        return gather(checked, missing=False), missing

    def needed(self, bench: Bench, kit: KitState | None, people: int) -> list[tuple[str, int]]:
        if kit is None or not kit.pages:
            return []
        return needed_for(kit, bench.hands.preset(bench.path), people).rows(self.words)

    def more(self, kit: KitState | None) -> list[tuple[str, str]]:
        """The other files for paper, each with what it is."""
        names = (name for name in (kit.files if kit else ()) if name.startswith("print/"))
        opened = {f"print/{name}" for name in evening_in(kit)}
        rows = (name for name in sorted(names) if name not in opened and name.endswith(".pdf"))
        return [(name, self.file_title(name)) for name in rows]

    def evening_title(self, name: str) -> str:
        """What a file of an evening is; the board to glue stands there only where there is no other."""
        return self.words("studio.desk.glued") if name == GLUED else file_title(name, self.words)

    def file_title(self, name: str) -> str:
        """What a file of a kit is; of several of one sort each has its number."""
        plain = name.removeprefix("print/").removesuffix(".pdf")
        sort, _, rank = plain.rpartition("-")
        if plain not in BY_NAME and sort in BY_NAME and rank.isdecimal():
            return f"{file_title(f'{sort}.pdf', self.words)} ({rank})"
        return file_title(name, self.words)

    def shown(self, bench: Bench) -> ListedCircuit:
        return self.listed(bench, self.views.shelf.state(bench))

    def listed(self, bench: Bench, state: CircuitState) -> ListedCircuit:
        return ListedCircuit(bench, state, f"/c/{quote(bench.name)}", self.views.shelf.is_shipped(bench))

    def list_landlords(self) -> set[str]:
        """The names of those whose circuits are here, as they were read last."""
        shelf = self.views.shelf
        own = (each for each in shelf.benches.values() if not shelf.is_shipped(each))
        return set(filter(None, (shelf.known.last(each.path).landlord for each in own)))

    def page(self, template: str, **values: object) -> Response:
        day = partial(on_day, words=self.words)
        goose = pictogram_content("goose-large")
        return self.views.page(template, token=self.token, goose=goose, day=day, **values)

    async def style(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return Response(fill("studio/home.css", None, colours=COLOURS), media_type=TYPES[".css"])

    async def script(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return Response(fill("studio/home.js"), media_type=TYPES[".js"])

    def commit(self, bench: Bench) -> str:
        """What one would type to keep this circuit in git; empty outside a repository."""
        home = resolve_path(self.folder)
        if not any((each / ".git").exists() for each in (home, *home.parents)):
            return ""
        files = [each for each in map(resolve_path, self.views.shelf.sources(bench)) if within(each, home)]
        names = [each.relative_to(home).as_posix() for each in files]
        message = self.words("studio.desk.commit.message", title=self.views.shelf.state(bench).title)
        return f"{join(('git', 'add', '--', *names))}\n{join(('git', 'commit', '-m', message))}"

    # --- kits ---

    def out(self, bench: Bench | None) -> Path:
        """The folder of kits: what the project says, else « output »."""
        try:
            shelf = self.views.shelf
            project = find_project([bench.path] if bench else shelf.roots[:1], self.folder, shelf.hands.project)
            said = project.options().get("out") if project else None
        except InvalidInput:
            said = None
        return resolve_path(self.folder) / str(said or Options.out)

    def kit(self, bench: Bench) -> KitState | None:
        """The kit of a circuit, where it is ours."""
        found = self.find_kit(bench)
        return found if found and not found.problem else None

    def find_kit(self, bench: Bench) -> KitState | None:
        """The same, ours or not."""
        hands = bench.hands
        sources = self.views.shelf.sources(bench)
        return find_kit(self.out(bench), bench.name, sources, lambda: hands.source(hands.read(bench.path).files))

    async def kit_file(self, request: Request) -> Response:
        """A file of the kit as it was made here; only what its record names, and as it was then."""
        name = str(request.path_params["name"])
        bench = self.views.bench(request)
        kit = await aside(lambda: self.kit(bench))
        if kit is None or name not in kit.files:
            raise HTTPException(404, self.words("studio.no-file"))
        out = kit.folder.parents[1]
        return await self.sent(out, (kit.folder / name).relative_to(out).as_posix(), kit.files[name])

    async def site(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        """The site of all kits, packed."""
        out = self.out(None)
        known = await aside(lambda: find_archive(out))
        if known is None:
            raise HTTPException(404, self.words("studio.no-file"))
        return await self.sent(out, ARCHIVE, known)

    async def sent(self, out: Path, name: str, known: Stamp) -> Response:
        """A file under ``out`` that bears the stamp with which we wrote it."""
        try:
            data = await aside(lambda: read_inside(out, name, MOST_KIT, known=known))
        except OSError:
            raise HTTPException(404, self.words("studio.no-file")) from None
        return give_file(name, data)

    async def template(self, request: Request) -> Response:
        """The empty sheet of a workshop, as ``workshop --template`` writes it."""
        bench = self.views.bench(request)
        with TemporaryDirectory() as place:
            file = Path(place) / f"{bench.path.stem}.xlsx"
            task = self.tasks.start(["workshop", f"--template={file}", "--", self.named(bench)], nothing, place)
            while task.status is None:
                await task.changed.wait()
            if task.status:
                raise HTTPException(422, "\n".join(task.lines))
            data = await aside(lambda: read(file))
        return give_file(legible(f"atelier-{file.name}"), data)

    def named(self, bench: Bench) -> str:
        """A circuit's file as a command takes it, run in our folder."""
        return self.seen(resolve_path(bench.path))

    def seen(self, path: Path) -> str:
        home = resolve_path(self.folder)
        return (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()

    # --- deeds ---

    async def do(self, request: Request) -> Response:
        """Begin what a page asks for; the answer names the task that tells how it goes."""
        try:
            task = await self.begin(deed_of(self.ours(await body(request))))
        except SaveRefused as refusal:
            return answer_refusal(refusal, self.words)
        except TooMany:
            return JSONResponse({"message": self.words("studio.refused.busy")}, 503)
        return JSONResponse({"task": task.name})

    def ours(self, data: bytes) -> dict[str, Any]:
        """What a page of ours sends. Raises SaveRefused."""
        asked = parse(data)
        if not same(str(asked.get("token", "")), self.token):
            raise SaveRefused(403, "token")
        return asked

    async def begin(self, asked: DeedOrder) -> Task:
        """Raises SaveRefused, TooMany."""
        shelf = self.views.shelf
        bench = shelf.benches.get(asked.circuit)
        if bench is None and asked.deed not in OF_ALL:
            raise SaveRefused(404, "gone")
        if bench is not None and shelf.is_shipped(bench) and asked.deed in ("validate", "workshop"):
            raise SaveRefused(403, "link")
        circuits = resolve_path(self.folder / shelf.roots[-1])
        target = place_new(asked.values, circuits) if asked.deed == "new" else None
        if target and not within(target, circuits):
            raise SaveRefused(403, "link")
        place = TemporaryDirectory()
        sent = self.lay(asked, Path(place.name)) if asked.file and asked.deed in WITH_FILE else ""
        kit = await aside(lambda: self.kit(bench)) if bench else None
        circuit = self.named(bench) if bench else self.seen(target) if target else ""
        folder = self.seen(kit.folder) if kit else ""
        about = DeedPlace(circuit, self.seen(self.out(bench)), Path(self.seen(circuits)), folder, sent)
        if target and sent:
            target.parent.mkdir(parents=True, exist_ok=True)  # « import » writes into a folder that is there

        async def after(status: int) -> str:
            place.cleanup()
            made = await shelf.adopt(target) if target and not status else None
            return f"{self.views.root}/c/{quote(made.name)}/desk" if made else ""

        named = [f"--project={self.seen(shelf.hands.project)}"] if shelf.hands.project else []
        command = (*named, *DEEDS[asked.deed](asked.values, about))
        return self.tasks.start(command, after, Path(place.name).as_posix())

    def lay(self, asked: DeedOrder, folder: Path) -> str:
        """What was sent along, where the command finds it."""
        name = PurePosixPath(asked.name)
        file = folder / f"{name_plainly(name.stem, 'tableau')}{name.suffix.lower()}"
        write_new(file, asked.file)
        return file.as_posix()

    async def follow(self, request: Request) -> Response:
        """What a task says, as it says it (server-sent events)."""
        task = self.tasks.known.get(request.path_params["name"])
        if task is None:
            raise HTTPException(404, self.words("studio.not-found"))
        return StreamingResponse(self.said(task), media_type="text/event-stream")

    async def said(self, task: Task) -> AsyncIterator[str]:
        shown = 0
        while True:
            changed, ended, lines = task.changed, task.status, task.lines[shown:]
            shown += len(lines)
            if lines or ended is not None:
                yield event(lines=lines, status=ended, leads=task.leads, command=task.command)
            elif not await happens(changed):
                yield ":\n\n"
            if ended is not None:
                return

    async def quit(self, request: Request) -> Response:
        """Stop the server, once the answer is sent."""
        try:
            self.ours(await body(request))
        except SaveRefused as refusal:
            return answer_refusal(refusal, self.words)
        asyncio.get_running_loop().call_later(0.2, self.end)
        return JSONResponse({"message": self.words("studio.home.stopped")})


async def nothing(_: int) -> str:
    return ""


def deed_of(asked: Mapping[str, Any]) -> DeedOrder:
    """Raises SaveRefused."""
    try:
        made = DeedOrder(
            str(asked["deed"]),
            str(asked.get("circuit", "")),
            {str(name): str(value) for name, value in asked["values"].items()},
            PurePosixPath(str(asked.get("name", ""))).name,
            base64.b64decode(str(asked.get("file", "")), validate=True),
        )
    except (KeyError, AttributeError, ValueError):
        raise SaveRefused(400, "wrong") from None
    if not all(map(is_text, (*made.values, *made.values.values(), made.circuit, made.name))):
        raise SaveRefused(400, "letters")
    if made.deed not in DEEDS or (made.file and PurePosixPath(made.name).suffix.lower() not in SHEETS):
        raise SaveRefused(400, "wrong")
    return made


def is_text(value: str) -> bool:
    """Whether a command can be given ``value``: no system takes the end of a text in it, nor half a character."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def parse(data: bytes) -> dict[str, Any]:
    """The JSON object that a page sends. Raises SaveRefused."""
    if len(data) > 2 * LARGEST:
        raise SaveRefused(413, "large")
    try:
        made = json.loads(data)
    except (ValueError, RecursionError):
        raise SaveRefused(400, "wrong") from None
    if not isinstance(made, dict):
        raise SaveRefused(400, "wrong")
    return made
