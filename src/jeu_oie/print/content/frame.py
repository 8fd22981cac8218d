"""What every sheet says of itself, and the hash over what it tells; contents know no mm, font or colour."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any, Protocol

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import qr_path
from jeu_oie.draw.text import TIE, direction, isolate, isolate_numbers, printable, tie_marks
from jeu_oie.game.dossier import Dossier
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Whose sheet it is, in which state and language.

    ``document``: the title of the PDF; ``lang``: a BCP 47 code; ``dir``: ltr or rtl; ``foreign``: the circuit's own
    language where the sheet is in another. ``code``: an SVG, the QR code of the circuit's page, ``follow`` what it is;
    empty without an address. What is a circuit's is empty on a sheet of none.
    """

    document: str
    lang: str
    dir: str
    foreign: str = ""
    game: str = ""
    title: str = ""
    landlord: str = ""
    version: str = ""
    status: str = ""
    draft: bool = False
    page: str = ""
    code: str = ""
    follow: str = ""


# Keys of what is no text.
# In a number, or before a short word that it counts, no line ends.
UNIT = re.compile(r"(?<=\d) (?=\d|\w{1,5}\b|[%€])")
NAMES = frozenset(
    {"at", "icon", "icons", "pictogram", "picture", "patterns", "kind", "kinds", "form", "state", "level"}
    | {"lang", "dir", "foreign", "code", "fill", "shapes"}
)


class Content(Protocol):
    """What a sheet tells: a frozen dataclass of texts, numbers and tuples of them, absent ones empty."""

    @property
    def frame(self) -> Frame: ...


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text that may be too long for its place; ``at``: its address, ``steps.report.title`` or ``catalog.KEY``."""

    text: str
    at: str


def frame_of(dossier: Dossier, words: Catalog, page: str | None, what: str, *, foreign: str = "") -> Frame:
    """The frame of a sheet that is called ``what``; ``page``: the address of the circuit's page."""
    return Frame(
        document=f"{what} · {dossier.title} · {dossier.landlord}",
        lang=dossier.language,
        dir=direction(dossier.language),
        foreign=foreign,
        game=dossier.game,
        title=dossier.title,
        landlord=dossier.landlord,
        version=dossier.version,
        status=dossier.status,
        draft=dossier.draft,
        page=words("circuit.page"),
        code=qr_code(page) if page else "",
        follow=words("stamp.follow") if page else "",
    )


def plain_fields(frame: Frame) -> dict[str, Any]:
    """Its fields by name, for the frame of a sheet that says more of itself."""
    return {each.name: getattr(frame, each.name) for each in fields(frame)}


def qr_code(address: str) -> str:
    """The QR code of ``address`` as an SVG, black on nothing."""
    path = qr_path(address, Box(0, 0, 24, 24))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{path}"/></svg>'


def content_hash(content: Content) -> str:
    """Six hexadecimal digits over what a sheet says: not over its frame, its look, its template or the day."""
    said = {key: value for key, value in as_data(content).items() if key != "frame"}
    told = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()[:6]


def as_data(content: Content) -> dict[str, Any]:
    """The content as a template reads it: its texts final, ▯ for what no font has, marks tied to the word before.

    A number is tied to what it counts. On a sheet from right to left what is read the other way is isolated.
    """
    text = final_leftward if content.frame.dir == "rtl" else final_text
    return {
        key: value if key in NAMES else final(value, text)
        for key, value in asdict(content).items()  # type: ignore[call-overload]
    }


def final(value: Any, text: Callable[[str], str]) -> Any:  # noqa: ANN401 (what JSON may hold)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {key: each if key in NAMES else final(each, text) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [final(each, text) for each in value]
    return "" if value is None else value


def final_text(text: str) -> str:
    return UNIT.sub(TIE, tie_marks(printable(text)))


def final_leftward(text: str) -> str:
    return isolate_numbers(isolate(final_text(text)))
