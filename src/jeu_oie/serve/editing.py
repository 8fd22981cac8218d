"""The editor's answers: its page, the files that it opens, what changes in them, what it saves, what is wrong in it."""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from jeu_oie.api.check import gather, row
from jeu_oie.builder.discover import topic_of
from jeu_oie.circuit.read import beside, read_text
from jeu_oie.circuit.read.files import LANDLORD
from jeu_oie.circuit.saving import Elsewhere, FileChanged, NotText, content, legible, mark_of, open_file, replace_file
from jeu_oie.disk import LARGEST, digest, resolve_path
from jeu_oie.draw.html import fill
from jeu_oie.errors import OutputRefused, Problem
from jeu_oie.messages import Catalog
from jeu_oie.serve.answers import COLOURS, Views, event, happens
from jeu_oie.serve.guard import ALONE, PAGES, origin, same
from jeu_oie.serve.live import Bench, inspect
from jeu_oie.serve.workers import aside
from jeu_oie.web.editor import Served, editor

# Only the circuit's own file is ever written, and its landlord's, and only those of a circuit that is served:
# common.yaml is all landlords', so the editor reads it to judge and leaves it as it is. The program's own circuits,
# where nothing else is served, are not written either: the next version would bring them back.

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
    """What a page asks to write: ``base`` is the mark of the file that it opened, « » where there was none.

    ``file``: the landlord's, by the name that the circuit gives it; else the circuit's own.
    """

    token: str
    base: str
    text: str
    keep: bool = False  # lay the file that goes beside
    file: str = ""


@dataclass(frozen=True, slots=True)
class Judging:
    """What a page asks about: the text of its circuit, and of the landlord's file where that is being written too."""

    token: str
    text: str
    landlord: str = ""


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
    judging: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)  # one after the other: each takes a core

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
        return JSONResponse({"files": files, "base": own.mark, "landlord": await aside(lambda: landlord(bench))})

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
        path = bench.path
        try:
            asked = understand(await body(request), Saving)
            self.ours(asked, bench)
            path, home = place(bench, asked.file)
            data = asked.text.encode()
            async with bench.writing:  # two windows on one circuit: one after the other
                kept = await aside(partial(replace_file, path, home, data, asked.base, keep=asked.keep))
        except SaveRefused as refusal:
            return self.refused(refusal)
        except FileChanged as changed:
            return self.refused(SaveRefused(409, "changed" if changed.mark else "gone"))
        except Elsewhere:
            return self.refused(SaveRefused(403, "link"))
        except OSError as error:
            return self.refused(explain_failure(error, path))
        return JSONResponse({"base": mark_of(data), "kept": legible(kept)})

    async def judge(self, request: Request) -> Response:
        """What ``check --json`` says of a text that stands where the circuit's file does. Nothing is written."""
        bench = self.editable(request)
        try:
            asked = understand(await body(request), Judging)
            self.ours(asked, bench)
        except SaveRefused as refusal:
            return self.refused(refusal)
        async with self.judging:
            problems = await aside(lambda: judge(bench, asked))
        return JSONResponse([row(each, self.words) for each in problems])

    def ours(self, asked: Saving | Judging, bench: Bench) -> None:
        """Raises SaveRefused where ``asked`` does not come from a page of this circuit."""
        if not same(asked.token, self.token(bench)):
            raise SaveRefused(403, "token")

    def refused(self, refusal: SaveRefused) -> Response:
        return answer_refusal(refusal, self.words)

    def editable(self, request: Request) -> Bench:
        bench = self.views.bench(request)
        if self.views.shelf.is_shipped(bench):
            raise HTTPException(403, self.words("studio.editor.shipped"))
        return bench


def answer_refusal(refusal: SaveRefused, words: Catalog) -> Response:
    message = words(f"studio.save.{refusal.why}", **refusal.values)
    return JSONResponse({"why": refusal.why, "message": message, **refusal.values}, refusal.status)


def others(bench: Bench) -> Iterator[Mapping[str, str]]:
    """The landlord's file and the common one, as the reader found them: it takes none that lies elsewhere.

    One that is no text is left out: the preview tells what is wrong with it.
    """
    for path in bench.hands.read(bench.path).files[1:]:
        with suppress(NotText, OSError):
            if seen := open_file(path):
                yield {"name": legible(path.name), "text": seen.text}


def landlord(bench: Bench) -> Mapping[str, object] | None:
    """The landlord's file where the circuit names one: its mark, and which other circuits beside it name it too."""
    name = name_landlord(bench.path)
    if not name:
        return None
    try:
        mark = mark_of(content(bench.path.with_name(name)))
        beside = sorted(bench.path.parent.glob("*.yaml"))
    except OSError:
        return None
    others = [legible(each.name) for each in beside if each != bench.path and name_landlord(each) == name]
    return {"name": name, "base": mark, "shared": others}


def name_landlord(circuit: Path) -> str:
    """The landlord's file beside ``circuit`` as it names it, whatever else is wrong there; empty: it names none."""
    named = topic_of(circuit)[1].removeprefix(f"{resolve_path(circuit).parent}/")
    return named if LANDLORD.fullmatch(named) else ""


def place(bench: Bench, file: str) -> tuple[Path, Path]:
    """The file that is to be written, and where it must lie. Raises SaveRefused for any but the circuit's two."""
    if not file:
        return bench.path, bench.home
    if file != name_landlord(bench.path):
        raise SaveRefused(400, "wrong")
    return bench.path.with_name(file), bench.home.with_name(file)


def judge(bench: Bench, asked: Judging) -> tuple[Problem, ...]:
    """The problems of a text in the place of the circuit's own, with what stands beside it on the disk."""
    siblings, named = beside(bench.path), name_landlord(bench.path)

    def known(name: str) -> bytes | None:
        return asked.landlord.encode() if asked.landlord and name == named else siblings(name)

    reading = read_text(asked.text.encode(), bench.path.as_posix(), known)
    return gather((inspect(bench.hands, reading),), missing=False)


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


Asked = TypeVar("Asked", Saving, Judging)


def understand(data: bytes, model: type[Asked]) -> Asked:
    """What the body of a request says. Raises SaveRefused."""
    try:
        asked = model(**json.loads(data))
        values = {each.name: getattr(asked, each.name) for each in fields(asked)}
        if values.pop("keep", False) not in (True, False) or not all(isinstance(each, str) for each in values.values()):
            raise SaveRefused(400, "wrong")
        # Half a surrogate pair, which no file and no page of ours holds, is a ValueError too.
        sizes = {name: len(each.encode()) for name, each in values.items()}
    except (ValueError, TypeError, RecursionError):
        raise SaveRefused(400, "wrong") from None
    if max(sizes["text"], sizes.get("landlord", 0)) > LARGEST:
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
