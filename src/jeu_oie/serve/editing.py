"""The editor's answers: its page, the files that it opens, what changes in them, what it saves, what is wrong in it."""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from jeu_oie.api.check import row
from jeu_oie.circuit.saving import Elsewhere, FileChanged, NotText, legible, mark_of, open_file, replace_file
from jeu_oie.disk import LARGEST
from jeu_oie.draw.html import fill
from jeu_oie.errors import OutputRefused, Problem
from jeu_oie.messages import Catalog
from jeu_oie.serve.answers import COLOURS, Views, event, happens
from jeu_oie.serve.guard import same
from jeu_oie.serve.live import Bench
from jeu_oie.serve.subject import (
    Subject,
    common_file,
    judge_circuit,
    judge_common,
    landlord,
    marks,
    name_landlord,
    others,
    own_file,
)
from jeu_oie.serve.workers import aside
from jeu_oie.web.editor import Served, editor

# Only the circuit's own file is ever written, and its landlord's, and only those of a circuit that is served;
# common.yaml, which is all landlords', by a page of its own, and only in a folder that is served. The program's own
# circuits, where nothing else is served, are not written: the next version would bring them back.

OWN_FORM, COMMON_FORM = "editor", "common"  # at the end of a circuit's address
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
    """The answers about ``views.shelf``, about circuits or the ``common`` files that they name.

    ``secret`` lives as long as the process.
    """

    views: Views
    common: bool = False
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
        subject = await aside(lambda: self.subject(request))
        bench = subject.bench
        address = f"{self.views.root}/c/{quote(bench.name)}"
        data = {
            "token": self.token(bench),
            "address": f"{address}/{COMMON_FORM if self.common else OWN_FORM}",
            "preview": f"{address}/?beside",
            "folder": "" if self.common else f"{bench.name.split('/')[0]}/",
            "words": {key.removeprefix("studio."): self.words(key) for key in SAID},
            "sharing": self.sharing(subject),
        }
        served = Served(
            data,
            "connect-src 'self'; frame-src 'self'",
            fill("studio/editor.css", None, colours=COLOURS),
            common=legible(subject.path.name) if self.common else "",
        )
        return HTMLResponse(await aside(lambda: editor(self.words, served)))

    async def files(self, request: Request) -> Response:
        """The circuit's own file and those that it names, as they stand; ``base`` is the mark of the first."""
        subject = await aside(lambda: self.subject(request))
        try:
            own = await aside(lambda: open_file(subject.path))
        except (NotText, OSError):
            return self.refused(SaveRefused(422, "unreadable"))
        if own is None:
            return self.refused(SaveRefused(404, "gone"))
        files = [{"name": legible(subject.path.name), "text": own.text}, *await aside(lambda: [*others(subject)])]
        return JSONResponse({"files": files, "base": own.mark, "landlord": await aside(lambda: landlord(subject))})

    async def events(self, request: Request) -> Response:
        """The marks of the files, now and whenever one changes (server-sent events)."""
        subject = await aside(lambda: self.subject(request))
        return StreamingResponse(self.changes(subject), media_type="text/event-stream")

    async def changes(self, subject: Subject) -> AsyncIterator[str]:
        bench = subject.bench
        bench.watchers += 1
        last: tuple[str, str] | None = None
        try:
            while not self.views.shelf.stopping.is_set():
                changed = bench.changed  # before looking: what changes from here on is not missed
                await bench.current()
                now = await aside(lambda: marks(subject))
                if now != last:
                    last = now
                    yield event(base=now[0], others=now[1])
                elif not await happens(changed):
                    yield ":\n\n"
        finally:
            bench.watchers -= 1

    async def save(self, request: Request) -> Response:
        """Write what a page holds, once it is known to be ours and the file to be the one that it opened."""
        subject = await aside(lambda: self.subject(request))
        bench, path = subject.bench, subject.path
        try:
            asked = understand(await body(request), Saving)
            self.ours(asked, bench)
            path, home = place(subject, asked.file)
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
        subject = await aside(lambda: self.subject(request))
        try:
            asked = understand(await body(request), Judging)
            self.ours(asked, subject.bench)
        except SaveRefused as refusal:
            return self.refused(refusal)
        async with self.judging:
            problems = await aside(lambda: self.problems(subject, asked))
        return JSONResponse([row(each, self.words) for each in problems])

    def ours(self, asked: Saving | Judging, bench: Bench) -> None:
        """Raises SaveRefused where ``asked`` does not come from a page of this circuit."""
        if not same(asked.token, self.token(bench)):
            raise SaveRefused(403, "token")

    def refused(self, refusal: SaveRefused) -> Response:
        return answer_refusal(refusal, self.words)

    def subject(self, request: Request) -> Subject:
        """What the page writes. Raises HTTPException."""
        shelf, bench = self.views.shelf, self.views.bench(request)
        if shelf.is_shipped(bench):
            raise HTTPException(403, self.words("studio.editor.shipped"))
        found = common_file(bench, shelf) if self.common else own_file(bench)
        if found is None:
            raise HTTPException(404, self.words("studio.common.none"))
        return found

    def call(self, bench: Bench) -> str:
        """What people call a circuit; its address where it could not be read."""
        state = self.views.shelf.known.last(bench.path)
        return self.words("answer.fact", label=state.landlord, value=state.title) if state.title else bench.name

    def sharing(self, subject: Subject) -> Mapping[str, object] | None:
        """Which circuits share the file, and a sentence about it; nothing: it is a circuit's own."""
        if not subject.is_common:
            return None
        names = sorted(map(self.call, {subject.bench, *self.views.shelf.users(subject.home)}))
        return {"said": self.words.count("studio.common.used", len(names)), "names": names}

    def problems(self, subject: Subject, asked: Judging) -> tuple[Problem, ...]:
        if subject.is_common:
            return judge_common(subject, self.views.shelf.users(subject.home), asked.text)
        return judge_circuit(subject.bench, asked.text, asked.landlord)


def answer_refusal(refusal: SaveRefused, words: Catalog) -> Response:
    message = words(f"studio.save.{refusal.why}", **refusal.values)
    return JSONResponse({"why": refusal.why, "message": message, **refusal.values}, refusal.status)


def place(subject: Subject, file: str) -> tuple[Path, Path]:
    """The file that is to be written, and where it must lie. Raises SaveRefused for any that the page does not hold."""
    if not file:
        return subject.path, subject.home
    if subject.is_common or file != name_landlord(subject.path):
        raise SaveRefused(400, "wrong")
    return subject.path.with_name(file), subject.home.with_name(file)


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
