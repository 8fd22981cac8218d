"""The window's own pages: all circuits, a new one, what can be done with one; and the actions that are asked for.

No script of a circuit's page reaches them (``guard``). An action is a command of the program (``actions``), run in the
folder where ``serve`` was started (``tasks``): what comes of it stands on the disk, where the command line would have
written it. Nothing is written outside the folder of circuits and that of kits.
"""

import asyncio
import base64
import secrets
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from shlex import join
from tempfile import TemporaryDirectory
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from jeu_oie import disk
from jeu_oie.api.check import Checked, gather
from jeu_oie.api.publish import list_published
from jeu_oie.api.read import today
from jeu_oie.api.reply import parse_reply, stand
from jeu_oie.builder.gallery import ARCHIVE
from jeu_oie.builder.project import CIRCUITS, REPLIES, SENT, find_project
from jeu_oie.builder.publish import Hashes
from jeu_oie.circuit.saving import legible
from jeu_oie.disk import Stamp, read, read_inside, resolve_path, within, write_new
from jeu_oie.draw.ink import content as pictogram_content
from jeu_oie.errors import InvalidInput
from jeu_oie.exchange.reply import Reply, Verdict, Weighed, show, show_row, weigh
from jeu_oie.game.dates import on_day
from jeu_oie.game.evening import Needs, seating
from jeu_oie.game.preset import Preset
from jeu_oie.kit.evening import PIECES, needs
from jeu_oie.kit.options import Options
from jeu_oie.kit.sheets import chosen
from jeu_oie.kit.writing import add_file
from jeu_oie.messages import Catalog, tell
from jeu_oie.resources import list_text
from jeu_oie.serve.actions import ACTIONS, BEGINNINGS, COMES, OF_ALL, OF_OWN, ActionPlace, name_plainly, place_new
from jeu_oie.serve.circuits import OpenCircuit, errors, hash_sources
from jeu_oie.serve.form import common_file
from jeu_oie.serve.guard import same
from jeu_oie.serve.kits import VARIANTS, KitOnDisk, find_archive, find_kit
from jeu_oie.serve.overview import Row, arrange, is_late, sum_up
from jeu_oie.serve.pages import PAGE, Pages, describe_problems, give_file, sentence
from jeu_oie.serve.requests import Refusal, receive
from jeu_oie.serve.tasks import Task, Tasks, TooMany
from jeu_oie.web.site import file_title

READING_S = 0.3  # for reading what has changed before the list is shown; the rest comes with the next one
MAX_SENT = 20  # files that come along
MAX_KIT_FILE = 60_000_000  # bytes of a file of a kit that are sent


def evening_in(kit: KitOnDisk | None) -> list[str]:
    """The files of an evening that a kit holds, in order; of the two boards the one for its size of print."""
    if kit is None:
        return []
    return [PurePosixPath(row.file).name for row in chosen(large=kit.large) if row.file in kit.files]


def needed_for(kit: KitOnDisk, preset: Preset, people: int) -> Needs:
    """What an evening of so many people needs, reckoned as the guide of this kit does."""
    seated = seating(people, preset.teams)
    return needs(chosen(large=kit.large), kit.paper, seated, saver=preset.saver, large=kit.large)


@dataclass(frozen=True, slots=True)
class ActionOrder:
    """An action as a page asks for it; ``files``: what is sent along, each under its name."""

    action: str
    circuit: str
    values: Mapping[str, str]
    files: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Home:
    """The answers about ``pages.circuits``; ``end`` stops the server, ``token`` lives as long as the process."""

    pages: Pages
    tasks: Tasks
    end: Callable[[], None]
    token: str = field(default_factory=partial(secrets.token_urlsafe, 32), repr=False)

    @property
    def words(self) -> Catalog:
        return self.pages.words

    async def index(self, request: Request) -> Response:
        """How far each circuit is; those that the program brings stand apart."""
        circuits = self.pages.circuits
        late = await asyncio.to_thread(circuits.refresh_states, READING_S)
        by = request.query_params.get("by", "")
        rows = arrange(await asyncio.to_thread(self.list_rows), by)
        own = [row for row in rows if not circuits.is_shipped(row.each)]
        brought = [row for row in rows if circuits.is_shipped(row.each)]
        landlords = len(self.list_landlords())
        figures = sum_up(own)
        return self.page(
            "studio/home.html", own=own, brought=brought, landlords=landlords, figures=figures, by=by, late=late
        )

    def list_rows(self) -> list[Row]:
        target, home, day = self.target(), self.home(), today()
        published = list_published(target, self.tasks.folder) if target else {}
        asked = {PurePosixPath(name).stem for name in list_sent(home)}
        return [
            Row(
                each,
                asked=f"{each.path.parent.name}-{each.path.stem}" in asked,
                late=is_late(each.state, day),
                online="" if published is None else self.find_online(each, published),
            )
            for each in self.pages.circuits.values()
        ]

    def find_online(self, circuit: OpenCircuit, published: Hashes) -> str:
        """Whether the page of a circuit is on line, as its kit has it."""
        folder = next(
            (each for each in (f"{circuit.name}{variant}" for variant in VARIANTS) if f"{each}/{PAGE}" in published), ""
        )
        if not folder:
            return "none"
        kit = self.own_kit(circuit)
        try:
            same_page = kit and not kit.old and disk.digest(read(kit.folder / PAGE)) == published[f"{folder}/{PAGE}"]
        except OSError:
            same_page = False
        return "now" if same_page else "old"

    def target(self) -> str:
        """Where the project puts it all on line; empty where it says nothing that holds."""
        return str(self.project_says(None).get("publish") or "")

    async def publish(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        packed = await asyncio.to_thread(find_archive, self.out(None)) is not None
        return self.page("studio/publish.html", packed=packed, target=self.target())

    async def new(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return self.page("studio/new.html", examples=BEGINNINGS, landlords=sorted(self.list_landlords()))

    async def listing(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return self.page("studio/list.html", sent=await asyncio.to_thread(list_sent, self.home()))

    async def list_template(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return give_file("bailleurs.csv", list_text(self.words.language).encode())

    async def sent_files(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        """All that goes out by e-mail, packed: the words of each, and the files to attach."""
        home = self.home()
        names = await asyncio.to_thread(list_sent, home)
        if not names:
            raise self.no_file()
        return give_file("envois.zip", await asyncio.to_thread(pack, home, names))

    async def desk(self, request: Request) -> Response:
        """One circuit: its state, its problems as ``check`` says them, and all that can be done with it."""
        circuit = self.pages.circuit(request)
        asked = request.query_params.get("people", "")
        people = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) else Options.people
        checked = await self.pages.circuits.check(circuit, await asyncio.to_thread(circuit.read))
        return await asyncio.to_thread(self.show_desk, circuit, (checked,), people)

    def show_desk(self, circuit: OpenCircuit, checked: tuple[Checked], people: int) -> Response:
        problems = gather(checked, missing=False)
        found = self.find_kit(circuit)
        kit = found if found and not found.problem else None
        evening = evening_in(kit)
        wrong = errors(problems)
        return self.page(
            "studio/desk.html",
            each=circuit,
            shipped=self.pages.circuits.is_shipped(circuit),
            kit=kit,
            strange=found if kit is None else None,
            evening=[(name, self.evening_title(name)) for name in evening],
            more=[(name, file_title(name, self.words)) for name in list_more(kit)],
            needed=self.needed(circuit, kit, people),
            wrong=describe_problems(wrong, self.words),
            warned=describe_problems([each for each in problems if each not in wrong], self.words),
            gaps=[tell(each, self.words)[0] for one in checked for each in one.missing],
            people=people,
            several=len(self.list_landlords()) > 1,
            today=today().isoformat(),
            commit=self.commit(circuit),
            common=common_file(circuit, self.pages.circuits) is not None,
        )

    def needed(self, circuit: OpenCircuit, kit: KitOnDisk | None, people: int) -> list[tuple[str, int]]:
        if kit is None or not kit.paper:
            return []
        return needed_for(kit, circuit.services.preset(circuit.path), people).rows(self.words)

    def evening_title(self, name: str) -> str:
        """What a file of an evening is; the board to glue stands there only where there is no other."""
        return self.words("studio.desk.glued") if name == f"{PIECES}.pdf" else file_title(name, self.words)

    def list_landlords(self) -> set[str]:
        """The names of those whose circuits are here, as they were read last."""
        circuits = self.pages.circuits
        own = (each for each in circuits.values() if not circuits.is_shipped(each))
        return {each.state.landlord for each in own} - {""}

    def page(self, template: str, **values: object) -> Response:
        day = partial(on_day, words=self.words)
        goose = pictogram_content("goose-large")
        return self.pages.page(template, token=self.token, goose=goose, day=day, address=self.pages.address, **values)

    def commit(self, circuit: OpenCircuit) -> str:
        """What one would type to keep this circuit in git; empty outside a repository."""
        home = resolve_path(self.tasks.folder)
        if not any((each / ".git").exists() for each in (home, *home.parents)):
            return ""
        files = [each for each in map(resolve_path, circuit.sources) if within(each, home)]
        names = [each.relative_to(home).as_posix() for each in files]
        message = self.words("studio.desk.commit.message", title=circuit.state.title)
        return f"{join(('git', 'add', '--', *names))}\n{join(('git', 'commit', '-m', message))}"

    def out(self, circuit: OpenCircuit | None) -> Path:
        """The folder of kits: what the project says, else « output »."""
        return resolve_path(self.tasks.folder) / str(self.project_says(circuit).get("out") or Options.out)

    def project_says(self, circuit: OpenCircuit | None) -> Mapping[str, Any]:
        """The options that the project of a circuit, or of all of them, says and that hold."""
        circuits = self.pages.circuits
        about = [circuit.path] if circuit else circuits.roots[-1:]
        try:
            project = find_project(about, self.tasks.folder, circuits.services.project)
            return project.options() if project else {}
        except InvalidInput:
            return {}

    @property
    def root(self) -> Path:
        """The folder of circuits."""
        return resolve_path(self.tasks.folder / self.pages.circuits.roots[-1])

    def home(self) -> Path:
        """The folder of the project: above « circuits », else the folder of circuits itself."""
        return self.root.parent if self.root.name == CIRCUITS else self.root

    def find_kit(self, circuit: OpenCircuit) -> KitOnDisk | None:
        """The kit of a circuit, ours or not."""
        circuit.current_state()
        return find_kit(self.out(circuit), circuit.name, circuit.sources, lambda: hash_sources(circuit.read()))

    def own_kit(self, circuit: OpenCircuit) -> KitOnDisk | None:
        found = self.find_kit(circuit)
        return found if found and not found.problem else None

    async def kit_file(self, request: Request) -> Response:
        """A file of the kit as it was made here; only what its record names, and as it was then."""
        name = str(request.path_params["name"])
        kit = await asyncio.to_thread(self.own_kit, self.pages.circuit(request))
        if kit is None:
            raise self.no_file()
        out = kit.folder.parents[1]
        return await self.sent(out, (kit.folder / name).relative_to(out).as_posix(), kit.files.get(name))

    async def site(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        """The site of all kits, packed."""
        out = self.out(None)
        return await self.sent(out, ARCHIVE, await asyncio.to_thread(find_archive, out))

    async def sent(self, out: Path, name: str, known: Stamp | None) -> Response:
        """A file under ``out`` that bears the stamp with which we wrote it."""
        if known is None:
            raise self.no_file()
        try:
            data = await asyncio.to_thread(read_inside, out, name, MAX_KIT_FILE, known=known)
        except OSError:
            raise self.no_file() from None
        return give_file(name, data)

    def no_file(self) -> HTTPException:
        return HTTPException(404, self.words("studio.no-file"))

    async def template(self, request: Request) -> Response:
        """The empty sheet of a workshop, as ``workshop --template`` writes it."""
        circuit = self.pages.circuit(request)
        data = await self.made_by(lambda file: ["workshop", f"--template={file}", "--", self.named(circuit)], ".xlsx")
        return give_file(legible(f"atelier-{circuit.path.stem}.xlsx"), data)

    async def ask(self, request: Request) -> Response:
        """The landlord's answer file, as ``ask`` writes it: to be sent, not to be filled in here."""
        circuit = self.pages.circuit(request)
        data = await self.made_by(lambda file: ["ask", f"--out={file}", "--", self.named(circuit)], ".html")
        return give_file(legible(f"reply-{circuit.path.parent.name}-{circuit.path.stem}.html"), data, saved=True)

    async def made_by(self, command: Callable[[Path], Sequence[str]], suffix: str) -> bytes:
        """The file that a command writes."""
        with TemporaryDirectory() as place:
            file = Path(place) / f"made{suffix}"
            try:
                task = self.tasks.start(command(file), nothing, place)
            except TooMany:
                raise HTTPException(503, self.words("studio.refused.busy")) from None
            async for _ in task.news.follow(task.told, lambda: task.ended):
                pass
            if task.status:
                raise HTTPException(422, "\n".join(task.lines))
            return await asyncio.to_thread(read, file)

    async def reply(self, request: Request) -> Response:
        """What a landlord's answer file says, a row an answer; nothing is written."""
        try:
            circuit, asked = self.pages.circuit(request), await self.ours(request)
            rows = await asyncio.to_thread(self.rows_of, circuit, unpack(asked))
        except (AttributeError, ValueError):
            raise Refusal(400, "wrong") from None
        except InvalidInput as error:
            return JSONResponse({"message": "\n".join(sentence(each, self.words) for each in error.problems)}, 422)
        return JSONResponse({"rows": rows})

    def rows_of(self, circuit: OpenCircuit, files: Sequence[tuple[str, bytes]]) -> list[Mapping[str, object]]:
        """Raises InvalidInput."""
        standing = stand(circuit.path, today())
        read = (parse_reply(data, show(name), standing) for name, data in files)
        replies = tuple(rank_reply(each, rank) for rank, each in enumerate(read, 1))
        by = {each.file: f"{each.by}{self.words('comma')}{on_day(each.on, self.words)}" for each in replies}
        return [self.row_data(each, by[each.answer.file]) for each in weigh(standing.asked, replies)]

    def row_data(self, weighed: Weighed, by: str) -> Mapping[str, object]:
        """``choice``: whose answer it is, where two differ."""
        row, twice = show_row(weighed, self.words), weighed.verdict is Verdict.TWICE
        why = " ".join(tell(row.problem, self.words)) if row.problem else ""
        why = self.words("studio.reply.twice") if twice else why
        after = self.words("studio.reply.after", before=row.before, after=row.after)
        title = " ".join(filter(None, (row.code, row.question)))
        was = f"{self.words('reply.was')} {row.was}" if row.was else ""
        return {
            "key": row.key,
            "title": title,
            "by": by if twice else "",
            "text": after,
            "was": was,
            "why": why,
            "free": row.verdict in (Verdict.SAFE, Verdict.STALE, Verdict.TWICE),
            "safe": not why,
            "choice": f"@{weighed.answer.file}" if twice else "",
        }

    def named(self, circuit: OpenCircuit) -> str:
        """A circuit's file as a command takes it, run in our folder."""
        return self.seen(resolve_path(circuit.path))

    def seen(self, path: Path) -> str:
        home = resolve_path(self.tasks.folder)
        return (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()

    async def do(self, request: Request) -> Response:
        """Begin what a page asks for; the answer names the task that tells how it goes."""
        try:
            task = await self.begin(parse_order(await self.ours(request)))
        except TooMany:
            return JSONResponse({"message": self.words("studio.refused.busy")}, 503)
        return JSONResponse({"task": task.name})

    async def ours(self, request: Request) -> Mapping[str, Any]:
        """What a page of ours sends. Raises Refusal."""
        asked = await receive(request)
        if not same(str(asked.get("token", "")), self.token):
            raise Refusal(403, "token")
        return asked

    async def begin(self, asked: ActionOrder) -> Task:
        """Raises Refusal, TooMany."""
        circuits = self.pages.circuits
        circuit = circuits.get(asked.circuit)
        if circuit is None and asked.action not in OF_ALL:
            raise Refusal(404, "gone")
        if circuit is not None and circuits.is_shipped(circuit) and asked.action in OF_OWN:
            raise Refusal(403, "link")
        target = place_new(asked.values, self.root) if asked.action == "new" else None
        if target and not within(target, self.root):
            raise Refusal(403, "link")
        place = TemporaryDirectory()
        sent = lay(asked.files, Path(place.name)) if asked.action in COMES else ()
        kit = await asyncio.to_thread(self.own_kit, circuit) if circuit else None
        about = ActionPlace(
            circuit=self.named(circuit) if circuit else self.seen(target) if target else "",
            out=self.seen(self.out(circuit)),
            circuits=Path(self.seen(self.root)),
            home=self.seen(self.home()),
            kit=self.seen(kit.folder) if kit else "",
            files=sent,
        )
        if target and sent:
            target.parent.mkdir(parents=True, exist_ok=True)  # « import » writes into a folder that is there

        async def after(status: int) -> str:
            place.cleanup()
            if asked.action == "list" and asked.values.get("yes"):
                await circuits.refresh()
            if asked.action == "keep" and not status:
                return f"{self.pages.root}/window/publish"
            made = await circuits.adopt(target) if target and not status else None
            return f"{self.pages.address(made)}/desk" if made else ""

        project = circuits.services.project
        named = [f"--project={self.seen(project)}"] if project else []
        command = (*named, *ACTIONS[asked.action](asked.values, about))
        return self.tasks.start(command, after, Path(place.name).as_posix())

    async def follow(self, request: Request) -> Response:
        """What a task says, as it says it."""
        task = self.tasks.known.get(request.path_params["name"])
        if task is None:
            raise HTTPException(404, self.words("studio.not-found"))
        return task.news.answer(task.told, lambda: task.ended)

    async def quit(self, request: Request) -> Response:
        """Stop the server, once the answer is sent."""
        await self.ours(request)
        asyncio.get_running_loop().call_later(0.2, self.end)
        return JSONResponse({"message": self.words("studio.home.stopped")})


async def nothing(_: int) -> str:
    return ""


def list_sent(home: Path) -> list[str]:
    """The e-mails of a list of landlords, and the files that go along, by their names in the project; none without."""
    if not disk.standing(home / SENT):
        return []
    pages = sorted((home / REPLIES).glob("*.html"))
    return [SENT, *(f"{REPLIES}/{each.name}" for each in pages if disk.standing(each))]


def pack(home: Path, names: Sequence[str]) -> bytes:
    """A zip of files of the project; one that leads out of it is left out."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            with suppress(OSError):
                add_file(archive, name, disk.read_inside(home, name, MAX_KIT_FILE))
    return made.getvalue()


def list_more(kit: KitOnDisk | None) -> list[str]:
    """The files for paper that are not of an evening."""
    opened = {f"print/{name}" for name in evening_in(kit)}
    names = sorted(kit.files) if kit else ()
    return [name for name in names if name.startswith("print/") and name.endswith(".pdf") and name not in opened]


def lay(files: Sequence[tuple[str, bytes]], folder: Path) -> tuple[str, ...]:
    """What was sent along, where the command finds it, each under a name of its own."""
    laid = []
    for rank, (name, data) in enumerate(files, 1):
        sent = PurePosixPath(name)
        stem = f"{name_plainly(sent.stem, 'tableau')}{f'-{rank}' if rank > 1 else ''}"
        laid.append(folder / f"{stem}{sent.suffix.lower()}")
        write_new(laid[-1], data)
    return tuple(each.as_posix() for each in laid)


def rank_reply(reply: Reply, rank: int) -> Reply:
    """``reply`` under its rank among those that were sent: two may be called alike."""
    return replace(reply, file=str(rank), answers=tuple(replace(each, file=str(rank)) for each in reply.answers))


def unpack(asked: Mapping[str, Any]) -> tuple[tuple[str, bytes], ...]:
    """The files that are sent along, by their names. Raises AttributeError, ValueError."""
    sent = asked.get("files", [])
    if not isinstance(sent, list) or len(sent) > MAX_SENT:
        raise ValueError(sent)
    files = ((PurePosixPath(str(each.get("name", ""))).name, str(each.get("file", ""))) for each in sent)
    return tuple((name, base64.b64decode(data, validate=True)) for name, data in files)


def parse_order(asked: Mapping[str, Any]) -> ActionOrder:
    """Raises Refusal."""
    try:
        made = ActionOrder(
            str(asked["action"]),
            str(asked.get("circuit", "")),
            {str(name): str(value) for name, value in asked["values"].items()},
            unpack(asked),
        )
    except (KeyError, AttributeError, ValueError):
        raise Refusal(400, "wrong") from None
    if not all(map(is_text, (*made.values, *made.values.values(), made.circuit, *(name for name, _ in made.files)))):
        raise Refusal(400, "letters")
    strange = any(PurePosixPath(name).suffix.lower() not in COMES[made.action] for name, _ in made.files)
    if made.action not in ACTIONS or strange:
        raise Refusal(400, "wrong")
    return made


def is_text(value: str) -> bool:
    """Whether a command can be given ``value``: no system takes the end of a text in it, nor half a character."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False
