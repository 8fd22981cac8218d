"""HTML → PDF, PDF → picture: the print engine (WeasyPrint) behind one function, quiet, closed and repeatable.

Nothing is fetched: a document carries all that it shows (``data:``), the font comes from its package, and the
machine's fonts stay out. Whatever the engine complains about fails the build, since it would otherwise leave
a drawing out in silence.
"""

import ctypes
import ctypes.util
import gc
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Protocol
from xml.sax.saxutils import escape

import pikepdf
import pypdfium2

from jeu_oie.errors import PrintEngineMissing, RenderingFailed
from jeu_oie.layout.font import MISSING
from jeu_oie.resources import font_path

MM_PT = 72 / 25.4
FEW, LENGTH = 12, 300  # complaints that are told: the same one comes for each page, with all of an image in it

# The font has no glyph for what stands for missing characters; its empty box (.notdef) is that very sign.
EXPECTED = f"(U+{ord(MISSING):04X})"


@dataclass(frozen=True, slots=True)
class Printing:
    """How a document is meant to be printed.

    ``duplex``: double-sided, turned along the long edge. ``bleed_mm``: how far the art overruns the trim
    (the page then has crop marks outside of it). ``variant``: « pdf/ua-1 », or none. ``order``: which page of
    the document stands where, counted from 0, one that comes again being drawn once; empty: as they come.
    """

    duplex: bool = False
    bleed_mm: float = 0
    variant: str = ""
    order: tuple[int, ...] = ()


PLAIN = Printing()


class Draft(Protocol):
    """A PDF just before it is written: its catalog and its objects are dictionaries of PDF names."""

    catalog: dict[str, object]
    objects: list[object]


@dataclass(frozen=True)
class Engine:
    """The engine once loaded: its module, what fetches, and the fonts that all documents share."""

    weasyprint: ModuleType
    fetcher: Any
    refused: type[BaseException]
    fonts: Any


Part = str | Callable[[int], str]
"""The HTML of a part of a document, as it is, or given how many pages stand before it."""


def pdf(parts: Part | Sequence[Part], printing: Printing = PLAIN) -> bytes:
    """The PDF of a whole HTML document; its ``<title>`` and ``lang`` become the file's.

    Several parts make one file, page after page: the engine keeps all of a document in memory.
    Raises PrintEngineMissing without Pango, RenderingFailed on anything that the engine complains about.
    """
    done: list[bytes] = []
    before = 0
    for part in [parts] if isinstance(parts, str) or callable(parts) else parts:
        done.append(made(part(before) if callable(part) else part, printing))
        before += page_count(done[-1])
    return joined(done, printing.order) if len(done) > 1 or printing.order else done[0]


def page_count(document: bytes) -> int:
    with pikepdf.open(io.BytesIO(document)) as opened:
        return len(opened.pages)


def made(html: str, printing: Printing) -> bytes:
    """The PDF of one document."""
    loaded = engine()
    give_back()

    def finish(_: object, draft: Draft) -> None:
        prefer(draft, printing)
        set_bleed(draft, printing.bleed_mm)

    options = {"pdf_variant": printing.variant} if printing.variant else {}
    with complaints() as said:
        try:
            document = loaded.weasyprint.HTML(string=html, url_fetcher=loaded.fetcher)
            written = document.write_pdf(finisher=finish, font_config=loaded.fonts, **options)
        except loaded.refused as error:
            raise RenderingFailed(str(error)) from error
    if said:
        raise RenderingFailed("\n".join(list(dict.fromkeys(said))[:FEW]))
    assert isinstance(written, bytes)
    return written


def give_back() -> None:
    """Free what the document before held: its boxes refer to each other, and glibc keeps freed memory to itself."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


def joined(documents: Sequence[bytes], order: Sequence[int]) -> bytes:
    """The pages of all documents, in ``order`` if there is one; a page that comes again shares its drawing."""
    with ExitStack() as stack, io.BytesIO() as file:
        first, *others = (stack.enter_context(pikepdf.open(io.BytesIO(each))) for each in documents)
        for other in others:
            first.pages.extend(other.pages)
        count = len(first.pages)
        for rank in order or range(count):
            first.pages.append(first.pages[rank])
        del first.pages[:count]
        first.save(file, deterministic_id=True)
        return file.getvalue()


def prefer(draft: Draft, printing: Printing) -> None:
    """What a viewer's print dialogue starts from: true size, both sides (ISO 32000-1, 12.2), the title shown."""
    wishes = {"PrintScaling": "/None", "DisplayDocTitle": "true"}
    if printing.duplex:
        wishes["Duplex"] = "/DuplexFlipLongEdge"
    before = draft.catalog.get("ViewerPreferences")
    draft.catalog["ViewerPreferences"] = type(draft.catalog)({**(before if isinstance(before, dict) else {}), **wishes})


def set_bleed(draft: Draft, bleed_mm: float) -> None:
    """The BleedBox, ``bleed_mm`` around the TrimBox: the engine would take in the crop marks (up to 10 pt)."""
    by = bleed_mm * MM_PT
    for page in (each for each in draft.objects if isinstance(each, dict) and each.get("Type") == "/Page"):
        left, low, right, high = page["TrimBox"]
        page["BleedBox"] = type(page["TrimBox"])([left - by, low - by, right + by, high + by])


# --- the engine ------------------------------------------------------------------------------------------


@cache
def engine() -> Engine:
    """The engine, loaded once a process with our font only. Raises PrintEngineMissing."""
    with TemporaryDirectory(prefix="jeu-oie-") as folder, private_fonts(Path(folder)), redirect_stdout(io.StringIO()):
        # Redirected: it tells people on the standard output how to install Pango, which is for data here.
        weasyprint = load()
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 (a heavy import, only where PDF is made)
        from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 (same)

        fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
        return Engine(weasyprint, fetcher, FatalURLFetchingError, FontConfiguration())


def load() -> ModuleType:
    """WeasyPrint itself, first without, then with the guessing of library names."""
    try:
        with no_guessing():
            import weasyprint  # noqa: PLC0415 (a heavy import, only where PDF is made)
    except OSError:
        try:
            import weasyprint  # noqa: PLC0415 (same)
        except OSError as error:
            raise PrintEngineMissing(str(error)) from error
    return weasyprint  # type: ignore[no-any-return]


@contextmanager
def no_guessing() -> Iterator[None]:
    """On Linux, libraries are found under their exact names: asking the compiler for each guess takes 0.2 s."""
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


@contextmanager
def private_fonts(folder: Path) -> Iterator[None]:
    """Fontconfig sees the package's font and nothing else: the same page on every machine."""
    fonts, cached = (escape(str(path)) for path in (font_path("Regular").parent, folder))
    conf = folder / "fonts.conf"
    conf.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{cached}</cachedir></fontconfig>", encoding="utf-8")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(conf)
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def complaints() -> Iterator[list[str]]:
    """What the engine warns about meanwhile."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.getMessage().endswith(EXPECTED):
                said.append(record.getMessage()[:LENGTH])

    listener, logger = Listener(logging.WARNING), logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


# --- pictures --------------------------------------------------------------------------------------------


def picture(document: bytes, width_px: int = 1600) -> bytes:
    """The first page's TrimBox as a PNG, ``width_px`` wide, without a date."""
    with ExitStack() as stack, io.BytesIO() as file:
        # Closed here, in order, and not when the interpreter ends: the library would be gone by then.
        opened = stack.enter_context(closing(pypdfium2.PdfDocument(document)))
        page = stack.enter_context(closing(opened[0]))
        page.set_cropbox(*page.get_trimbox())
        give_back()
        drawn = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
        stack.callback(drawn.close)
        drawn.to_pil().save(file, "PNG")
        return file.getvalue()
