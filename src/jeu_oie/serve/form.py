"""The form's answers: its page, the files that it opens, what changes in them, what it saves, what is wrong in it.

Only the circuit's own file is ever written, and its landlord's, and only those of a circuit that is served;
common.yaml, which is all landlords', by a page of its own, and only in a folder that is served. The program's own
circuits, where nothing else is served, are not written: the next version would bring them back.
"""

import asyncio
import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import partial
from os.path import normpath
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from jeu_oie.api.check import gather, row
from jeu_oie.builder.find import topic_of, value_of
from jeu_oie.circuit.fields import COMMON, LANDLORD
from jeu_oie.circuit.read import Reading, beside, read_text
from jeu_oie.circuit.read.files import STANDARD
from jeu_oie.circuit.saving import Elsewhere, FileChanged, NotText, content, legible, mark_of, open_file, replace_file
from jeu_oie.disk import MAX_FILE_BYTES, digest, resolve_path, within
from jeu_oie.draw.html import fill
from jeu_oie.errors import InvalidInput, OutputRefused, Problem, RenderingFailed, Severity
from jeu_oie.kit.pictures import Looked, Picture
from jeu_oie.messages import Catalog
from jeu_oie.serve.circuits import OpenCircuit, OpenCircuits
from jeu_oie.serve.guard import same
from jeu_oie.serve.pages import COLOURS, Pages
from jeu_oie.serve.requests import Refusal, receive
from jeu_oie.serve.sheets import Seen, see
from jeu_oie.serve.workers import WorkerLost
from jeu_oie.web.editor import Served, editor

OWN_FORM, COMMON_FORM = "editor", "common"  # at the end of a circuit's address
JUDGING_S = 2  # in which other circuits are read with a common file as it would be
# What the page's script says of its home.
SAID = (
    *("studio.save.changed", "studio.save.gone", "studio.editor.lost", "studio.editor.kept", "studio.editor.both"),
    *("studio.editor.theirs", "studio.editor.mine", "studio.editor.again", "studio.editor.download"),
    *("studio.editor.close", "studio.editor.reopen", "studio.editor.reopened", "studio.editor.unadopted"),
    *("studio.editor.preview", "studio.editor.tabs", "studio.editor.tab.form", "studio.editor.tab.board"),
    *("studio.editor.tab.preview", "studio.editor.table.caption", "studio.editor.table.mine"),
    *("studio.editor.table.theirs", "studio.editor.table.same", "studio.editor.tab.sheet"),
    *("studio.sheet.board", "studio.sheet.card", "studio.sheet.person", "studio.sheet.sheets", "studio.sheet.title"),
    *("studio.sheet.when", "studio.sheet.waiting", "studio.sheet.pdf", "studio.sheet.larger", "studio.sheet.close"),
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
    sheets: bool = False  # whether all finds room on paper, too


@dataclass(frozen=True, slots=True)
class Subject:
    """A file that a page writes, opened from ``circuit``. ``home`` is where it must lie."""

    circuit: OpenCircuit
    path: Path
    home: Path
    is_common: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The answers about ``pages.circuits``, or about the ``common`` files that they name.

    ``secret`` lives as long as the process.
    """

    pages: Pages
    common: bool = False
    secret: bytes = field(default_factory=partial(secrets.token_bytes, 32), repr=False)
    judging: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)  # one after the other: each takes a core

    @property
    def words(self) -> Catalog:
        return self.pages.words

    def token(self, circuit: OpenCircuit) -> str:
        """What a page must say to write this circuit: another circuit's page has another one."""
        return hmac.new(self.secret, circuit.name.encode(), hashlib.sha256).hexdigest()

    async def page(self, request: Request) -> Response:
        subject = await self.subject(request)
        return HTMLResponse(await asyncio.to_thread(self.write_page, subject))

    def write_page(self, subject: Subject) -> str:
        """The form over this circuit, the preview beside it: it finds in ``studio`` where to read and to write."""
        circuit = subject.circuit
        address = self.pages.address(circuit)
        data = {
            "token": self.token(circuit),
            "address": f"{address}/{COMMON_FORM if self.common else OWN_FORM}",
            "preview": f"{address}/?beside",
            "folder": "" if self.common else f"{circuit.name.split('/')[0]}/",
            "words": {key.removeprefix("studio."): self.words(key) for key in SAID},
            "sharing": self.sharing(subject),
        }
        served = Served(
            data,
            "connect-src 'self'; frame-src 'self'",
            fill("studio/editor.css", None, colours=COLOURS),
            common=legible(subject.path.name) if self.common else "",
        )
        return editor(self.words, served)

    async def files(self, request: Request) -> Response:
        """The circuit's own file and those that it names, as they stand; ``base`` is the mark of the first."""
        return JSONResponse(await asyncio.to_thread(list_files, await self.subject(request)))

    async def events(self, request: Request) -> Response:
        """The marks of the files, now and whenever one changes."""
        subject = await self.subject(request)

        async def look() -> Mapping[str, object]:
            await subject.circuit.current()
            return await asyncio.to_thread(marks, subject)

        return subject.circuit.news.answer(look, self.pages.circuits.stopping.is_set)

    async def save(self, request: Request) -> Response:
        """Write what a page holds, once it is known to be ours and the file to be the one that it opened."""
        subject = await self.subject(request)
        asked = await self.ours(request, Saving, subject)
        path, home = place(subject, asked.file)
        data = asked.text.encode()
        try:
            async with subject.circuit.writing:  # two windows on one circuit: one after the other
                kept = await asyncio.to_thread(replace_file, path, home, data, asked.base, keep=asked.keep)
        except FileChanged as changed:
            raise Refusal(409, "changed" if changed.mark else "gone") from None
        except Elsewhere:
            raise Refusal(403, "link") from None
        except OSError as error:
            raise explain_failure(error, path) from None
        return JSONResponse({"base": mark_of(data), "kept": legible(kept)})

    async def judge(self, request: Request) -> Response:
        """What ``check --json`` says of a text that stands where the circuit's file does. Nothing is written."""
        subject = await self.subject(request)
        asked = await self.ours(request, Judging, subject)
        async with self.judging:
            problems = await self.problems(subject, asked)
        return JSONResponse([row(each, self.words) for each in problems])

    async def sheet(self, request: Request) -> Response:
        """The pages of the board, of an item's cards or of the person's sheet, as the circuit is saved, or why none."""
        subject = await self.subject(request)
        try:
            sheet = Looked(request.path_params["sheet"])
        except ValueError:
            raise HTTPException(404, self.words("studio.not-found")) from None
        said, seen = "", Seen()
        try:
            seen = await self.see(subject.circuit, sheet, request.query_params.get("item", ""))
        except WorkerLost:
            said = self.words("studio.print-lost")
        except (RenderingFailed, InvalidInput) as error:  # of a preset, a template of the user's
            said = self.words("studio.rendering", details=str(error))
        return JSONResponse(describe_sheet(sheet, seen, said, self.words))

    async def see(self, circuit: OpenCircuit, sheet: Looked, item: str) -> Seen:
        """Raises WorkerLost, RenderingFailed, InvalidInput."""
        reading = await asyncio.to_thread(circuit.read)
        preset, own = circuit.services.preset(circuit.path), circuit.services.templates()
        return await self.pages.circuits.warm.do(partial(see, reading, preset, own, sheet, item))

    async def ours(self, request: Request, model: type["Asked"], subject: Subject) -> "Asked":
        """What a page of this circuit asks. Raises Refusal, also where it comes from another."""
        asked = understand(await receive(request), model)
        if not same(asked.token, self.token(subject.circuit)):
            raise Refusal(403, "token")
        return asked

    async def subject(self, request: Request) -> Subject:
        """What the page writes. Raises HTTPException."""
        circuits, circuit = self.pages.circuits, self.pages.circuit(request)
        if circuits.is_shipped(circuit):
            raise HTTPException(403, self.words("studio.editor.shipped"))
        if not self.common:
            return Subject(circuit, circuit.path, circuit.home)
        found = await asyncio.to_thread(common_file, circuit, circuits)
        if found is None:
            raise HTTPException(404, self.words("studio.common.none"))
        return found

    def call(self, circuit: OpenCircuit) -> str:
        """What people call a circuit; its address where it could not be read."""
        state = circuit.state
        return self.words("answer.fact", label=state.landlord, value=state.title) if state.title else circuit.name

    def sharing(self, subject: Subject) -> Mapping[str, object] | None:
        """Which circuits share the file, and a sentence about it; nothing: it is a circuit's own."""
        if not subject.is_common:
            return None
        names = sorted(map(self.call, {subject.circuit, *self.pages.circuits.users(subject.home)}))
        return {"said": self.words.count("studio.common.used", len(names)), "names": names}

    async def problems(self, subject: Subject, asked: Judging) -> tuple[Problem, ...]:
        circuits, circuit = self.pages.circuits, subject.circuit
        if subject.is_common:
            return await asyncio.to_thread(judge_common, subject, circuits.users(subject.home), asked.text)
        reading = await asyncio.to_thread(read_asked, circuit, asked)
        if asked.sheets:
            return gather((await circuits.check(circuit, reading),), missing=False)
        return gather((await asyncio.to_thread(circuit.services.inspect, reading),), missing=False)


def place(subject: Subject, file: str) -> tuple[Path, Path]:
    """The file that is to be written, and where it must lie. Raises Refusal for any that the page does not hold."""
    if not file:
        return subject.path, subject.home
    if subject.is_common or file != name_landlord(subject.path):
        raise Refusal(400, "wrong")
    return subject.path.with_name(file), subject.home.with_name(file)


Asked = TypeVar("Asked", Saving, Judging)


def understand(told: Mapping[str, Any], model: type[Asked]) -> Asked:
    """What a page says. Raises Refusal."""
    try:
        asked = model(**told)
        values = {each.name: getattr(asked, each.name) for each in fields(asked)}
        flags = [values.pop(each) for each in ("keep", "sheets") if each in values]
        if not all(isinstance(each, bool) for each in flags) or not all(
            isinstance(each, str) for each in values.values()
        ):
            raise Refusal(400, "wrong")
        # Half a surrogate pair, which no file and no page of ours holds, is a ValueError.
        sizes = {name: len(each.encode()) for name, each in values.items()}
    except (ValueError, TypeError):
        raise Refusal(400, "wrong") from None
    if max(sizes["text"], sizes.get("landlord", 0)) > MAX_FILE_BYTES:
        raise Refusal(413, "large")
    return asked


def explain_failure(error: OSError, path: Path) -> Refusal:
    """Why the system did not write."""
    told = OutputRefused.of(error, path.as_posix())
    if isinstance(error, FileNotFoundError):
        return Refusal(409, "folder")
    known = {"denied": (403, "read-only"), "full": (507, "full")}
    status, why = known.get(told.refusal, (500, "failed"))
    return Refusal(status, why, details=told.details)


def common_file(circuit: OpenCircuit, circuits: OpenCircuits) -> Subject | None:
    """The common file that a circuit names; None where it names none, or one that lies in no folder that is served."""
    name = name_common(circuit.path)
    if not name or circuits.is_shipped(circuit):
        return None
    home = Path(normpath(circuit.home.parent / name))  # no link followed that has come since
    if not any(within(home, root) for root in circuits.roots):
        return None
    return Subject(circuit, circuit.path.parent / name, home, is_common=True)


def name_common(circuit: Path) -> str:
    """The common file as ``circuit`` names it; empty: it names none, or that of the program."""
    try:
        named = value_of(content(circuit) or b"", "common")
    except OSError:
        return ""
    return named if COMMON.fullmatch(named) and named != STANDARD else ""


def name_landlord(circuit: Path) -> str:
    """The landlord's file beside ``circuit`` as it names it, whatever else is wrong there; empty: it names none."""
    named = topic_of(circuit)[1].removeprefix(f"{resolve_path(circuit).parent}/")
    return named if LANDLORD.fullmatch(named) else ""


def list_files(subject: Subject) -> Mapping[str, object]:
    """What a page opens. Raises Refusal."""
    try:
        own = open_file(subject.path)
    except (NotText, OSError):
        raise Refusal(422, "unreadable") from None
    if own is None:
        raise Refusal(404, "gone")
    files = [{"name": legible(subject.path.name), "text": own.text}, *others(subject)]
    return {"files": files, "base": own.mark, "landlord": landlord(subject)}


def others(subject: Subject) -> Iterator[Mapping[str, str]]:
    """The landlord's file and the common one, as the reader found them: it takes none that lies elsewhere.

    One that is no text is left out: the preview tells what is wrong with it. A common file names no other.
    """
    if subject.is_common:
        return
    for path in subject.circuit.read().files[1:]:
        with suppress(NotText, OSError):
            if seen := open_file(path):
                yield {"name": legible(path.name), "text": seen.text}


def landlord(subject: Subject) -> Mapping[str, object] | None:
    """The landlord's file where the circuit names one: its mark, and which other circuits beside it name it too."""
    name = "" if subject.is_common else name_landlord(subject.path)
    if not name:
        return None
    try:
        mark = mark_of(content(subject.path.with_name(name)))
        beside = sorted(subject.path.parent.glob("*.yaml"))
    except OSError:
        return None
    others = [legible(each.name) for each in beside if each != subject.path and name_landlord(each) == name]
    return {"name": name, "base": mark, "shared": others}


def marks(subject: Subject) -> Mapping[str, object]:
    """The mark of the file, and one for all that a circuit was read from besides."""
    preview = None if subject.is_common else subject.circuit.preview
    seen = sorted(preview.stamps) if preview else []
    try:
        others = [mark_of(content(each)) for each in seen if each != subject.path and each.suffix in (".yaml", ".yml")]
        return {"base": mark_of(content(subject.path)), "others": digest("".join(others).encode())}
    except OSError:
        return {"base": "?", "others": ""}  # cannot be read just now: no mark of any file


def describe_sheet(sheet: Looked, seen: Seen, said: str, words: Catalog) -> Mapping[str, object]:
    """What a page is told: ``pages`` (PNG in their addresses, and what they are), ``problems``, a sentence."""
    if seen.problems:
        said = words("studio.sheet.stopped")
    elif not said and not seen.pictures:
        said = words("studio.sheet.none")
    pages = [describe_page(sheet, each, rank, len(seen.pictures), words) for rank, each in enumerate(seen.pictures, 1)]
    return {"said": said, "pages": pages, "problems": [row(each, words) for each in seen.problems]}


def describe_page(sheet: Looked, picture: Picture, rank: int, count: int, words: Catalog) -> Mapping[str, str]:
    called = words(f"studio.sheet.{sheet}")
    if picture.title:
        called = words("answer.fact", label=called, value=picture.title)
    address = f"data:image/png;base64,{b64encode(picture.png).decode()}"
    return {"src": address, "alt": words("studio.sheet.page", sheet=called, page=rank, pages=count)}


def read_asked(circuit: OpenCircuit, asked: Judging) -> Reading:
    """A text in the place of the circuit's own, with what stands beside it on the disk."""
    return read_with(circuit, asked.text.encode(), name_landlord(circuit.path), asked.landlord or None)


def judge_common(subject: Subject, users: Collection[OpenCircuit], text: str) -> tuple[Problem, ...]:
    """The problems of a text in the place of the common file, as the circuit from which it was opened shows them.

    Of that circuit itself, and of its other ``users`` as far as time allows, what stops their kits.
    """
    circuit = subject.circuit
    found = gather((circuit.services.inspect(read_over(circuit, text)),), missing=False)
    end = monotonic() + JUDGING_S
    for each in users:
        if monotonic() > end:
            break
        if each is not circuit:
            found += read_over(each, text).problems
    home = resolve_path(subject.home)
    kept = (each for each in found if each.severity is Severity.ERROR or resolve_path(Path(each.file)) == home)
    return tuple(dict.fromkeys(kept))


def read_over(circuit: OpenCircuit, text: str) -> Reading:
    """``circuit`` as it stands, over a common file that says ``text``."""
    return read_with(circuit, content(circuit.path) or b"", name_common(circuit.path), text)


def read_with(circuit: OpenCircuit, own: bytes, name: str, text: str | None) -> Reading:
    """A circuit that says ``own``, the file that it names so saying ``text``; None: what stands on the disk."""
    siblings = beside(circuit.path)

    def known(asked: str) -> bytes | None:
        return text.encode() if text is not None and asked == name else siblings(asked)

    return read_text(own, circuit.path.as_posix(), known)
