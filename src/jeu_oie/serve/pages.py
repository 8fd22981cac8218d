"""The window's pages about a circuit: its preview, what can be printed of it, its files; what is told beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from jeu_oie.api.check import row
from jeu_oie.api.read import read
from jeu_oie.draw.html import fill
from jeu_oie.draw.ink import DRAFT, EDGE, GOLD, GROUND, INK, PAPER, ROAD
from jeu_oie.errors import DoesNotFit, InvalidInput, Problem, RenderingFailed, pointer
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.kit.fitting import misfit_problems
from jeu_oie.kit.options import Options
from jeu_oie.messages import Catalog, tell
from jeu_oie.resources import ready_font
from jeu_oie.serve.circuits import LastPage, OpenCircuit, OpenCircuits, Preview
from jeu_oie.serve.guard import Keys
from jeu_oie.serve.requests import Refusal
from jeu_oie.serve.workers import PrintOrder, WorkerLost, makings_of
from jeu_oie.web.site import file_title

PAGE = "index.html"
# Files that a browser shows; the rest is saved.
SHOWN = {".html": "text/html", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml"}
# What our own pages load, one a weight of the font that there is: a number that somebody types may have any length.
ASSETS = ("home.css", "home.js", "live.css", "live.js", "font-400.woff2", "font-700.woff2")
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
# A link beside the page shows the board; what goes on line is in kit.zip, and on the desk.
UNLISTED = ("board.svg", "site.zip", "embed.html", "fragment.html", "manifest.json")
MAX_PROBLEMS = 50  # problems shown of one sort: ``check`` lists them all
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
class Pages:
    """The answers about ``circuits``, in the language of ``words``."""

    circuits: OpenCircuits
    words: Catalog
    keys: Keys

    async def preview(self, request: Request) -> Response:
        """The frame around a page: state, problems, links; ``live.js`` keeps it current."""
        circuit = self.circuit(request)
        return self.page(
            "studio/preview.html",
            name=circuit.name,
            shipped=self.circuits.is_shipped(circuit),
            beside="beside" in request.query_params,
            **await self.told(circuit),
            language=circuit.heading.language,
        )

    async def told(self, circuit: OpenCircuit) -> Mapping[str, object]:
        """What the frame tells: which page is shown, its state, the problems as HTML."""
        made = await circuit.current()
        return {
            "page": made.page.digest if made.page else "",
            "state": state(made, self.words),
            "news": news(made, self.words),
            "title": circuit.heading.title,
        }

    async def events(self, request: Request) -> Response:
        circuit = self.circuit(request)
        return circuit.news.answer(partial(self.told, circuit), self.circuits.stopping.is_set)

    async def prints(self, request: Request) -> Response:
        """The list of what can be printed; each file is made when it is opened."""
        circuit = self.circuit(request)
        page = await self.last_page(circuit)
        files = [(name, file_title(name, self.words)) for name in makings_of(page.plan) if name not in UNLISTED]
        return self.page("studio/prints.html", title=circuit.heading.title, files=files)

    async def file(self, request: Request) -> Response:
        """A file of the kit by its name in it; nothing is looked up on the disk."""
        name = str(request.path_params["name"])
        page = (await self.circuit(request).current()).page
        if page and name == PAGE:
            return give_file(name, page.html)
        if page is None or name not in makings_of(page.plan):
            raise HTTPException(404, self.words("studio.no-file"))
        order = PrintOrder(name, page.plan, Options(), page.source)
        try:
            return give_file(name, await self.circuits.prints.give(page.mark, order))
        except InvalidInput as error:  # a template of the user's
            raise HTTPException(500, "\n".join(sentence(each, self.words) for each in error.problems)) from None
        except DoesNotFit as error:
            told = misfit_problems(read(self.circuit(request).path), error)
            raise HTTPException(409, "\n".join(sentence(each, self.words) for each in told)) from None
        except WorkerLost:
            raise HTTPException(503, self.words("studio.print-lost")) from None
        except RenderingFailed as error:
            raise HTTPException(500, self.words("studio.rendering", details=str(error))) from error

    async def framed(self, request: Request) -> Response:
        """The page of the kit for the frame of the preview: there it tells the reader's place (``framed.js``)."""
        page = await self.last_page(self.circuit(request))
        return HTMLResponse(begin_with(fill("studio/framed.js"), page.html))

    async def asset(self, name: str, request: Request) -> Response:  # noqa: ARG002 (every view's signature)
        file = PurePosixPath(name)
        is_font = file.suffix == ".woff2"
        data = ready_font(file.stem[-3:]) if is_font else fill(f"studio/{name}", None, colours=COLOURS)
        return Response(data, media_type=TYPES[file.suffix])

    async def failed(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """What is not there, in a sentence."""
        assert isinstance(error, HTTPException)
        unsaid = error.detail == HTTPStatus(error.status_code).phrase
        key = "studio.refused.method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "studio.not-found"
        detail = self.words(key) if unsaid else error.detail
        return PlainTextResponse(detail + "\n", error.status_code, error.headers)

    async def refused(self, request: Request, refusal: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """What a page asked for and does not get, as its script reads it."""
        assert isinstance(refusal, Refusal)
        return refusal.answer(self.words)

    async def broken(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 (starlette's)
        """A fault of ours, in a sentence; the guard, which gets it next, reports it."""
        return PlainTextResponse(self.words("studio.failed") + "\n", 500)

    def circuit(self, request: Request) -> OpenCircuit:
        found = self.circuits.get(f"{request.path_params['landlord']}/{request.path_params['circuit']}")
        if found is None:
            raise HTTPException(404, self.words("studio.no-circuit"))
        return found

    async def last_page(self, circuit: OpenCircuit) -> LastPage:
        page = (await circuit.current()).page
        if page is None:
            raise HTTPException(404, self.words("studio.no-page"))
        return page

    @property
    def root(self) -> str:
        """With what the address of every page begins."""
        return f"/{self.keys.key}"

    def address(self, circuit: OpenCircuit) -> str:
        return f"{self.root}/c/{quote(circuit.name)}"

    def page(self, template: str, **values: object) -> Response:
        return HTMLResponse(fill(template, None, words=self.words, root=self.root, **values))


def give_file(name: str, data: bytes, *, saved: bool = False) -> Response:
    """A file by its name, shown, or ``saved``; no page takes one for its script or style."""
    file = PurePosixPath(name)
    if file.suffix in SHOWN and not saved:
        return Response(data, media_type=SHOWN[file.suffix])
    head = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(data, media_type="application/octet-stream", headers=head)


def begin_with(script: str, page: bytes) -> bytes:
    """``page`` with a script before all else: before the page's own policy, too, which would not know it."""
    begin = page.find(b">") + 1 if page[:9].lower() == b"<!doctype" else 0
    return b"".join((page[:begin], b"<script>", script.encode(), b"</script>", page[begin:]))


def describe_problems(problems: Iterable[Problem], words: Catalog) -> list[Mapping[str, object]]:
    """Each as ``check`` tells it, with its line and a caret under the place."""
    pointed = ((each, pointer(each) if each.excerpt else ("", "")) for each in problems)
    return [{**row(each, words), "excerpt": excerpt, "caret": caret} for each, (excerpt, caret) in pointed]


def sentence(problem: Problem, words: Catalog) -> str:
    """A problem without its excerpt, on one line."""
    message, cure = tell(problem, words)
    return f"{words('studio.place', file=problem.place.file, line=problem.place.line)} {message} {cure}"


def state(made: Preview, words: Catalog) -> str:
    """« À jour. », or what keeps the page from being so."""
    wrong = len(made.errors)
    if not wrong and not made.fault:
        return words("studio.state.current")
    number = words.count("studio.state.errors", wrong) if wrong else words("studio.state.fault")
    return f"{number} {words('studio.state.kept' if made.page else 'studio.state.none')}"


def news(made: Preview, words: Catalog) -> str:
    """The problems as HTML, empty where there is none; facts that nobody has found are on the page itself."""
    wrong = made.errors
    less = [each for each in made.problems if each not in wrong and each.stated]
    return fill(
        "studio/news.html",
        None,
        words=words,
        fault=made.fault,
        wrong=describe_problems(wrong[:MAX_PROBLEMS], words),
        more=max(0, len(wrong) - MAX_PROBLEMS),
        less=describe_problems(less[:MAX_PROBLEMS], words),
        warned=len(less),
    )
