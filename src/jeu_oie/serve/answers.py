"""The answers: about circuits, their previews and files, and to the editor."""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

from jeu_oie.circuit.saving import Elsewhere, FileChanged, NotText, content, legible, mark_of, open_file, replace_file
from jeu_oie.disk import LARGEST, digest
from jeu_oie.draw.html import fill
from jeu_oie.draw.ink import DRAFT, EDGE, GROUND, INK, PAPER, ROAD
from jeu_oie.draw.ink import content as pictogram_content
from jeu_oie.errors import InvalidInput, OutputRefused, PrintEngineMissing, Problem, RenderingFailed, pointer
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.messages import Catalog, tell
from jeu_oie.resources import ready_font
from jeu_oie.serve.guard import ALONE, EDITOR, PAGES, Keys, origin
from jeu_oie.serve.live import Bench, Preview, Shelf, errors
from jeu_oie.serve.workers import WorkerLost, aside, makings_of
from jeu_oie.web.editor import Served, editor

# --- The answers: the list of circuits, the preview of one, what changes in it, the files of its kit ------

View = Callable[[Request], Awaitable[Response]]

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
# Our own pages: their one script and style come from here; they show only what comes from here.
OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {framing}"
)
# A picture opened by itself: a script in it, were there one, would not run.
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'self'"
TWICE = ("board.svg", "site.zip")  # the link beside the page shows it; the site is kit.zip without what is printed
MOST = 50  # problems shown of one sort: ``check`` lists them all
BREATH = 5.0  # seconds between two signs of life: by these the server knows who has left
COLOURS = {
    "ink": INK,
    "paper": PAPER,
    "ground": GROUND,
    "road": ROAD,
    "edge": EDGE,
    "draft": DRAFT,
    "band": KINDS[Kind.STEP].band,
}


@dataclass(frozen=True, slots=True)
class Views:
    """The answers about ``shelf``, in the language of ``words``."""

    shelf: Shelf
    words: Catalog
    port: int
    keys: Keys

    async def index(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        """The circuits; where there is one only, its preview."""
        benches = self.shelf.benches
        if len(benches) == 1:
            return RedirectResponse(f"{self.root}/c/{quote(next(iter(benches)))}/")
        entries = sorted(benches.values(), key=lambda each: (each.heading.landlord.casefold(), each.name))
        return self.own("studio/index.html", benches=entries, goose=pictogram_content("goose-large"))

    async def preview(self, request: Request) -> Response:
        """The frame around a page: state, problems, links; ``live.js`` keeps it current."""
        bench = self.bench(request)
        made = await bench.current()
        return self.own(
            "studio/preview.html",
            bench=bench,
            many=len(self.shelf.benches) > 1,
            beside="beside" in request.query_params,
            page=made.good.digest if made.good else "",
            state=state(made, self.words),
            news=news(made, self.words),
        )

    async def prints(self, request: Request) -> Response:
        """The list of what can be printed; each file is made when it is opened."""
        bench = self.bench(request)
        good = (await bench.current()).good
        if good is None:
            raise HTTPException(404, self.words("studio.no-page"))
        names = [name for name in makings_of(good.plan) if name not in TWICE]
        files = [(name, self.words(f"studio.file.{PurePosixPath(name).stem}")) for name in names]
        return self.own("studio/prints.html", bench=bench, files=files)

    async def file(self, request: Request) -> Response:
        """A file of the kit by its name in it; nothing is looked up on the disk."""
        name = str(request.path_params["name"])
        try:
            data = await self.bench(request).file(name)
        except PrintEngineMissing:
            raise HTTPException(503, self.words("studio.engine")) from None
        except InvalidInput as error:  # a template of the user's
            raise HTTPException(500, "\n".join(sentence(each, self.words) for each in error.problems)) from None
        except WorkerLost:
            raise HTTPException(503, self.words("studio.print-lost")) from None
        except RenderingFailed as error:
            raise HTTPException(500, self.words("studio.rendering", details=str(error))) from error
        if data is None:
            raise HTTPException(404, self.words("studio.no-file"))
        suffix = PurePosixPath(name).suffix
        headers = {"Content-Security-Policy": PICTURE} if suffix == ".svg" else None
        return Response(data, media_type=TYPES.get(suffix, "application/octet-stream"), headers=headers)

    async def events(self, request: Request) -> Response:
        """State, problems and the page's digest, now and at each change (server-sent events)."""
        bench = self.bench(request)
        return StreamingResponse(self.changes(bench), media_type="text/event-stream")

    async def changes(self, bench: Bench) -> AsyncIterator[str]:
        bench.watchers += 1
        last = 0
        try:
            while not self.shelf.stopping.is_set():
                changed = bench.changed  # before looking: what changes from here on is not missed
                made = await bench.current()
                if made.rank != last:
                    last = made.rank
                    yield event(
                        page=made.good.digest if made.good else "",
                        state=state(made, self.words),
                        news=news(made, self.words),
                        title=bench.heading.title,
                    )
                elif not await happens(changed):
                    yield ":\n\n"
        finally:
            bench.watchers -= 1

    async def style(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return Response(fill("studio/live.css", None, colours=COLOURS), media_type=TYPES[".css"])

    async def script(self, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return Response(fill("studio/live.js"), media_type=TYPES[".js"])

    async def font(self, request: Request) -> Response:
        weight = "700" if request.path_params["weight"] == 700 else "400"
        return Response(ready_font(weight), media_type=TYPES[".woff2"])

    async def failed(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """What is not there, in a sentence."""
        assert isinstance(error, HTTPException)
        detail = error.detail if " " in error.detail else self.words("studio.not-found")
        return PlainTextResponse(detail + "\n", error.status_code)

    async def broken(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """A fault of ours, in a sentence; the guard, which gets it next, reports it."""
        return PlainTextResponse(self.words("studio.failed") + "\n", 500)

    def bench(self, request: Request) -> Bench:
        name = f"{request.path_params['landlord']}/{request.path_params['circuit']}"
        found = self.shelf.benches.get(name)
        if found is None:
            raise HTTPException(404, self.words("studio.no-circuit"))
        return found

    @property
    def root(self) -> str:
        """With what the address of every page begins."""
        return f"/{self.keys.pages}"

    def own(self, template: str, **values: object) -> Response:
        html = fill(template, None, words=self.words, root=self.root, shipped=self.shelf.shipped, **values)
        policy = OWN.format(framing=origin(EDITOR, self.port))
        return HTMLResponse(html, headers={"Content-Security-Policy": policy})


def event(**told: str) -> str:
    """One server-sent event: JSON has no line feed that would end it."""
    return f"data: {json.dumps(told)}\n\n"


async def happens(changed: asyncio.Event) -> bool:
    """Whether it does, before the next sign of life is due."""
    try:
        await asyncio.wait_for(changed.wait(), BREATH)
    except TimeoutError:
        return False
    return True


# --- what is told beside a page --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """One problem, said: where, what, how to mend it, and its line with a caret under the place."""

    file: str
    line: int
    message: str
    cure: str
    excerpt: str
    caret: str


def describe_problem(problem: Problem, words: Catalog) -> ToldProblem:
    message, cure = tell(problem, words)
    excerpt, caret = pointer(problem) if problem.excerpt else ("", "")
    return ToldProblem(problem.place.file, problem.place.line, message, cure, excerpt, caret)


def sentence(problem: Problem, words: Catalog) -> str:
    """A problem without its excerpt, on one line."""
    message, cure = tell(problem, words)
    return f"{words('studio.place', file=problem.place.file, line=problem.place.line)} {message} {cure}"


def warnings(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is told besides the errors; facts that nobody has found are on the page itself."""
    wrong = errors(tuple(problems))
    return tuple(each for each in problems if each not in wrong and each.stated)


def state(made: Preview, words: Catalog) -> str:
    """« À jour. », or what keeps the page from being so."""
    wrong = len(errors(made.problems))
    if not wrong and not made.fault:
        return words("studio.state.current")
    number = words.count("studio.state.errors", wrong) if wrong else words("studio.state.fault")
    return f"{number} {words('studio.state.kept' if made.good else 'studio.state.none')}"


def news(made: Preview, words: Catalog) -> str:
    """The problems as HTML, empty where there is none."""
    wrong, less = errors(made.problems), warnings(made.problems)
    return fill(
        "studio/news.html",
        None,
        words=words,
        fault=made.fault,
        wrong=[describe_problem(each, words) for each in wrong[:MOST]],
        more=max(0, len(wrong) - MOST),
        less=[describe_problem(each, words) for each in less[:MOST]],
        warned=len(less),
    )


# --- The editor's answers: its page, the files that it opens, what changes in them meanwhile, and the one that it
# saves
#
# Only the circuit's own file is ever written, and only that of a circuit that is served: the landlord's file and
# common.yaml are other circuits' too, so the editor reads them to judge and leaves them as they are. The program's
# own circuits, where nothing else is served, are not written either: the next version would bring them back.

PATIENCE = 20  # seconds for all of it to come
MOST_SENT = 2 * LARGEST + 10_000  # bytes of a request to save: JSON may write a character in two
# What the page's script says of its home.
SAID = (
    *("studio.save.changed", "studio.save.gone", "studio.editor.lost", "studio.editor.kept", "studio.editor.both"),
    *("studio.editor.theirs", "studio.editor.mine", "studio.editor.again", "studio.editor.download"),
    *("studio.editor.close", "studio.editor.reopen", "studio.editor.reopened", "studio.editor.unadopted"),
    *("studio.editor.preview", "studio.editor.tabs", "studio.editor.tab.form", "studio.editor.tab.board"),
    *("studio.editor.tab.preview", "studio.editor.table.caption", "studio.editor.table.mine"),
    *("studio.editor.table.theirs", "studio.editor.table.same"),
)


@dataclass(frozen=True, slots=True)
class Saving:
    """What a page asks to write: ``base`` is the mark of the file that it opened, « » where there was none."""

    token: str
    base: str
    text: str
    keep: bool = False  # lay the file that goes beside


class SaveRefused(Exception):
    """Why nothing is written: a status, a word for the page's script, and what else it must know."""

    def __init__(self, status: int, why: str, **values: object) -> None:
        super().__init__(why)
        self.status, self.why, self.values = status, why, values


@dataclass(frozen=True, slots=True)
class Editing:
    """The answers about ``views.shelf``. ``secret`` lives as long as the process."""

    views: Views
    secret: bytes = field(default_factory=partial(secrets.token_bytes, 32), repr=False)

    @property
    def words(self) -> Catalog:
        return self.views.words

    def token(self, bench: Bench) -> str:
        """What a page must say to write this circuit: another circuit's page has another one."""
        return hmac.new(self.secret, bench.name.encode(), hashlib.sha256).hexdigest()

    async def page(self, request: Request) -> Response:
        """The editor over this circuit, the preview beside it: it finds in ``studio`` where to read and to write."""
        bench = self.editable(request)
        pages, keys = origin(PAGES, self.views.port), self.views.keys
        address = f"/c/{quote(bench.name)}"
        data = {
            "token": self.token(bench),
            "address": f"/{keys.editor}{address}/editor",
            "preview": f"{pages}/{keys.pages}{address}/?beside",
            "words": {key.removeprefix("studio."): self.words(key) for key in SAID},
        }
        served = Served(
            data, f"connect-src 'self'; frame-src {pages}", fill("studio/editor.css", None, colours=COLOURS)
        )
        html = await aside(lambda: editor(self.words, served))
        return HTMLResponse(html, headers=ALONE)

    async def files(self, request: Request) -> Response:
        """The circuit's own file and those that it names, as they stand; ``base`` is the mark of the first."""
        bench = self.editable(request)
        try:
            own = await aside(lambda: open_file(bench.path))
        except (NotText, OSError):
            return self.refused(SaveRefused(422, "unreadable"))
        if own is None:
            return self.refused(SaveRefused(404, "gone"))
        files = [{"name": legible(bench.path.name), "text": own.text}, *await aside(lambda: [*others(bench)])]
        return JSONResponse({"files": files, "base": own.mark})

    async def events(self, request: Request) -> Response:
        """The marks of the files, now and whenever one changes (server-sent events)."""
        return StreamingResponse(self.changes(self.editable(request)), media_type="text/event-stream")

    async def changes(self, bench: Bench) -> AsyncIterator[str]:
        bench.watchers += 1
        last: tuple[str, str] | None = None
        try:
            while not self.views.shelf.stopping.is_set():
                changed = bench.changed  # before looking: what changes from here on is not missed
                await bench.current()
                now = await aside(lambda: marks(bench))
                if now != last:
                    last = now
                    yield event(base=now[0], others=now[1])
                elif not await happens(changed):
                    yield ":\n\n"
        finally:
            bench.watchers -= 1

    async def save(self, request: Request) -> Response:
        """Write what a page holds, once it is known to be ours and the file to be the one that it opened."""
        bench = self.editable(request)
        try:
            asked = self.ours(saving(await body(request)), bench)
            data = asked.text.encode()
            async with bench.writing:  # two windows on one circuit: one after the other
                kept = await aside(partial(replace_file, bench.path, bench.home, data, asked.base, keep=asked.keep))
        except SaveRefused as refusal:
            return self.refused(refusal)
        except FileChanged as changed:
            return self.refused(SaveRefused(409, "changed" if changed.mark else "gone"))
        except Elsewhere:
            return self.refused(SaveRefused(403, "link"))
        except OSError as error:
            return self.refused(explain_failure(error, bench.path))
        return JSONResponse({"base": mark_of(data), "kept": legible(kept)})

    def ours(self, asked: Saving, bench: Bench) -> Saving:
        """``asked``, if it comes from a page of this circuit. Raises SaveRefused."""
        if not hmac.compare_digest(asked.token.encode(), self.token(bench).encode()):
            raise SaveRefused(403, "token")
        return asked

    def refused(self, refusal: SaveRefused) -> Response:
        message = self.words(f"studio.save.{refusal.why}", **refusal.values)
        return JSONResponse({"why": refusal.why, "message": message, **refusal.values}, refusal.status)

    def editable(self, request: Request) -> Bench:
        bench = self.views.bench(request)
        if self.views.shelf.shipped:
            raise HTTPException(403, self.words("studio.editor.shipped"))
        return bench


def others(bench: Bench) -> Iterator[Mapping[str, str]]:
    """The landlord's file and the common one, as the reader found them: it takes none that lies elsewhere.

    One that is no text is left out: the preview tells what is wrong with it.
    """
    for path in bench.hands.read(bench.path).files[1:]:
        with suppress(NotText, OSError):
            if seen := open_file(path):
                yield {"name": legible(path.name), "text": seen.text}


def marks(bench: Bench) -> tuple[str, str]:
    """The mark of the circuit's own file, and one for all that it was read from besides."""
    seen = bench.edition.stamps if bench.edition else {}
    try:
        others = [mark_of(content(each)) for each in seen if each != bench.path and each.suffix in (".yaml", ".yml")]
        return mark_of(content(bench.path)), digest("".join(others).encode())
    except OSError:
        return "?", ""  # cannot be read just now: no mark of any file


async def body(request: Request) -> bytes:
    """The body of a request, as long as it is not too long, nor too long in coming. Raises SaveRefused."""
    data = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                data += chunk
                if len(data) > MOST_SENT:
                    raise SaveRefused(413, "large")
    except (ClientDisconnect, TimeoutError):
        raise SaveRefused(400, "wrong") from None
    return bytes(data)


def saving(data: bytes) -> Saving:
    """What the body of a request says. Raises SaveRefused."""
    try:
        asked = Saving(**json.loads(data))
        if not (
            all(isinstance(each, str) for each in (asked.token, asked.base, asked.text)) and asked.keep in (True, False)
        ):
            raise SaveRefused(400, "wrong")
        # Half a surrogate pair, which no file and no page of ours holds, is a ValueError too.
        _, _, size = (len(each.encode()) for each in (asked.token, asked.base, asked.text))
    except (ValueError, TypeError, RecursionError):
        raise SaveRefused(400, "wrong") from None
    if size > LARGEST:
        raise SaveRefused(413, "large")
    return asked


def explain_failure(error: OSError, path: Path) -> SaveRefused:
    """Why the system did not write."""
    told = OutputRefused.of(error, path.as_posix())
    if isinstance(error, FileNotFoundError):
        return SaveRefused(409, "folder")
    known = {"denied": (403, "read-only"), "full": (507, "full")}
    status, why = known.get(told.refusal, (500, "failed"))
    return SaveRefused(status, why, details=told.details)
