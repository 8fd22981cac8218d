"""The editor's answers: its page, the files that it opens, what changes in them meanwhile, and the one that it saves.

Only the circuit's own file is ever written, and only that of a circuit that is served: the landlord's file and
common.yaml are other circuits' too, so the editor reads them to judge and leaves them as they are. The program's own
circuits, where nothing else is served, are not written either: the next version would bring them back.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from jeu_oie.disk import digest
from jeu_oie.errors import OutputRefused
from jeu_oie.messages import Catalog
from jeu_oie.opening import LARGEST
from jeu_oie.render.html import fill
from jeu_oie.render.html.editor import Served, editor
from jeu_oie.studio.files import Elsewhere, FileChanged, NotText, content, legible, mark_of, open_file, replace_file
from jeu_oie.studio.guard import ALONE, PAGES, origin
from jeu_oie.studio.live import Bench
from jeu_oie.studio.views import COLOURS, Views, event, happens
from jeu_oie.studio.workers import aside

PATIENCE = 20  # seconds for all of it to come
MOST = 2 * LARGEST + 10_000  # bytes of a request to save: JSON may write a character in two
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
                if len(data) > MOST:
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
