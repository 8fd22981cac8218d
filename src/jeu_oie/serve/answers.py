"""The answers: about circuits, their previews and files, and to the editor."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)

from jeu_oie.draw.html import fill
from jeu_oie.draw.ink import DRAFT, EDGE, GOLD, GROUND, INK, PAPER, ROAD
from jeu_oie.errors import InvalidInput, PrintEngineMissing, Problem, RenderingFailed, pointer
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.tongue import language_name, split_language
from jeu_oie.messages import Catalog, tell
from jeu_oie.resources import ready_font
from jeu_oie.serve.guard import Keys
from jeu_oie.serve.live import Bench, Preview, Shelf, errors
from jeu_oie.serve.workers import WorkerLost, makings_of

# --- The answers: the list of circuits, the preview of one, what changes in it, the files of its kit ------

TYPES = {  # of what our own pages load
    ".css": "text/css",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
}


def file_title(name: str, t: Catalog) -> str:
    """What a file of the list is, by its name in a kit."""
    plain, language = split_language(name.removeprefix("print/").rpartition(".")[0])
    said = t(f"studio.file.{plain}")
    return t("studio.file-in", sheet=said, language=language_name(language)) if language else said


# Files that a browser shows; the rest is saved.
SHOWN = {".html": "text/html", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml"}
# A link beside the page shows the board; what goes on line is in kit.zip, and on the desk.
UNLISTED = ("board.svg", "site.zip", "embed.html", "fragment.html", "manifest.json")
MOST = 50  # problems shown of one sort: ``check`` lists them all
BREATH = 5.0  # seconds between two signs of life: by these the server knows who has left
COLOURS = {
    "ink": INK,
    "paper": PAPER,
    "ground": GROUND,
    "road": ROAD,
    "edge": EDGE,
    "draft": DRAFT,
    "gold": GOLD,
    "band": KINDS[Kind.STEP].band,
}


@dataclass(frozen=True, slots=True)
class Views:
    """The answers about ``shelf``, in the language of ``words``."""

    shelf: Shelf
    words: Catalog
    port: int
    keys: Keys

    async def preview(self, request: Request) -> Response:
        """The frame around a page: state, problems, links; ``live.js`` keeps it current."""
        bench = self.bench(request)
        made = await bench.current()
        return self.page(
            "studio/preview.html",
            bench=bench,
            shipped=self.shelf.is_shipped(bench),
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
        names = [name for name in makings_of(good.plan) if name not in UNLISTED]
        files = [(name, file_title(name, self.words)) for name in names]
        return self.page("studio/prints.html", bench=bench, files=files)

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
        return give_file(name, data)

    async def framed(self, request: Request) -> Response:
        """The page of the kit for the frame of the preview: there it tells the reader's place (``framed.js``)."""
        good = (await self.bench(request).current()).good
        if good is None:
            raise HTTPException(404, self.words("studio.no-page"))
        return HTMLResponse(begin_with(fill("studio/framed.js"), good.page))

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

    async def font(self, weight: str, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        return Response(ready_font(weight), media_type=TYPES[".woff2"])

    async def failed(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """What is not there, in a sentence."""
        assert isinstance(error, HTTPException)
        unsaid = error.detail == HTTPStatus(error.status_code).phrase
        key = "studio.refused.method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "studio.not-found"
        detail = self.words(key) if unsaid else error.detail
        return PlainTextResponse(detail + "\n", error.status_code, error.headers)

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
        return f"/{self.keys.key}"

    def page(self, template: str, **values: object) -> Response:
        return HTMLResponse(fill(template, None, words=self.words, root=self.root, **values))


def give_file(name: str, data: bytes) -> Response:
    """A file by its name, shown or saved; no page takes one for its script or style."""
    file = PurePosixPath(name)
    if file.suffix in SHOWN:
        return Response(data, media_type=SHOWN[file.suffix])
    saved = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(data, media_type="application/octet-stream", headers=saved)


def begin_with(script: str, page: bytes) -> bytes:
    """``page`` with a script before all else: before the page's own policy, too, which would not know it."""
    begin = page.find(b">") + 1 if page[:9].lower() == b"<!doctype" else 0
    return b"".join((page[:begin], b"<script>", script.encode(), b"</script>", page[begin:]))


def event(**told: object) -> str:
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
