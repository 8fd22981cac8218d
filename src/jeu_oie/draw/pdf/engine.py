"""HTML → PDF through the print engine (WeasyPrint): closed, repeatable, its tags completed, its parts bound."""

import ctypes.util
import gc
import io
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Protocol
from xml.sax.saxutils import escape

import pypdfium2

from jeu_oie.disk import write_new
from jeu_oie.draw.ink import channels, in_black
from jeu_oie.draw.pdf.document import PLAIN, Printing, open_document, wishes
from jeu_oie.draw.text import FAMILY, MISSING
from jeu_oie.errors import RenderingFailed
from jeu_oie.resources import PAPER_FONT, fonts

# --- The print engine (WeasyPrint), loaded once: quiet, closed and repeatable -----------------------------
#
# Nothing is fetched: a document carries all that it shows (``data:``), the fonts come with the program, and the
# machine's stay out. Whatever the engine complains about fails the build, since it would otherwise leave a
# drawing out in silence.

LENGTH = 300  # characters of a complaint that are told: some hold all of an image

# The font has no glyph for what stands for missing characters; its empty box (.notdef) is that very sign.
EXPECTED = f"(U+{ord(MISSING):04X})"


class Draft(Protocol):
    """A PDF just before it is written: its catalog and its objects are dictionaries of PDF names."""

    catalog: Any
    objects: list[Any]


@dataclass(frozen=True)
class Engine:
    """The engine once loaded: its module, what fetches, and the fonts that all documents share."""

    weasyprint: ModuleType
    fetcher: Any
    refused: type[BaseException]
    fonts: Any


def free_memory() -> None:
    """Free what the document before held: its boxes refer to each other, and glibc keeps freed memory to itself."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Meanwhile, garbage is looked for seldom: a document's boxes are millions, and none is garbage before its end."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def engine() -> Engine:
    """The engine, loaded once a process with our font only. Raises RenderingFailed."""
    with TemporaryDirectory(prefix="jeu-oie-") as folder, private_fonts(Path(folder)), redirect_stdout(io.StringIO()):
        # Redirected: it tells people on the standard output how to install Pango, which is for data here.
        weasyprint = load()
        gc.collect()
        gc.freeze()  # what is loaded stays: no later look for garbage needs to walk through it
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
        return Engine(
            weasyprint, fetcher, weasyprint.urls.FatalURLFetchingError, weasyprint.text.fonts.FontConfiguration()
        )


def warm() -> None:
    """Import the engine, without its fonts: these start a thread of Pango's, and who has two threads may not fork.

    Raises RenderingFailed.
    """
    with redirect_stdout(io.StringIO()):
        load()


def load() -> ModuleType:
    """WeasyPrint itself, first without, then with the guessing of library names."""
    try:
        with no_guessing():
            import weasyprint
    except OSError:
        try:
            import weasyprint
        except OSError as error:
            raise RenderingFailed(str(error)) from error
    loaded: ModuleType = weasyprint
    return loaded


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


# Whatever family a document names, it is set in the font of paper, whose zero is open; not in that of screens which
# lies beside it, nor in the Latin letters that the font of Arabic ones has too.
CHOICE = f"""<selectfont><rejectfont><pattern><patelt name="family"><string>{FAMILY}</string></patelt></pattern>
</rejectfont></selectfont><match target="pattern"><edit name="family" mode="append" binding="strong">
<string>{PAPER_FONT}</string></edit></match>"""


@contextmanager
def private_fonts(folder: Path) -> Iterator[None]:
    """Fontconfig sees the program's fonts and nothing else: the same page on every machine."""
    own = f"<dir>{escape(str(fonts()))}</dir>"
    conf = folder / "fonts.conf"
    cached = f"<cachedir>{escape(str(folder))}</cachedir>"
    write_new(conf, f"<fontconfig>{own}{cached}{CHOICE}</fontconfig>".encode())
    with setting("FONTCONFIG_FILE", str(conf)):
        yield


def timeless() -> AbstractContextManager[None]:
    """Meanwhile no font that is cut out of another bears the time of its making."""
    return setting("SOURCE_DATE_EPOCH", "0")


@contextmanager
def setting(name: str, value: str) -> Iterator[None]:
    """Meanwhile a variable of the environment has ``value``."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


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


# --- RGB → grey, for who prints in black alone: every colour of a document of the engine, just before it is
# written

COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)


def blacken(draft: Draft) -> None:
    """Rewrite all that ``draft`` draws."""
    for each in draft.objects:
        operators = getattr(each, "stream", None)
        if operators is not None and holds_operators(each.extra):
            each.stream = [COLOUR.sub(grey_colour, item) if isinstance(item, bytes) else item for item in operators]


def holds_operators(told: Mapping[str, object]) -> bool:
    """Whether a stream that says this of itself holds operators: a page's has no type, others are forms or patterns."""
    return told.get("Subtype") == "/Form" or "PatternType" in told or not {"Type", "Subtype", "Length1"} & set(told)


def grey_colour(found: re.Match[bytes]) -> bytes:
    red, green, blue = (round(255 * float(each)) for each in found.groups()[:3])
    (light, *_) = channels(in_black(f"#{red:02X}{green:02X}{blue:02X}"))
    return b"%s %s" % (f"{light / 255:.4g}".encode(), found[4][1:])


# --- What the engine's tags lack of PDF/UA-1 (ISO 14289-1), mended in its draft just before that is written
#
# - An image with an empty ``alt`` is decoration, as in HTML: its drawing becomes an artifact (7.3). The engine
# knows only figures and complains about those without ``alt``, so such an image comes here named ``DECORATION``. -
# What stands in a page's margins is an artifact (7.8): the engine tags it, then leaves it out of the tree. - A
# figure's box is told in points from the foot of its page (ISO 32000-1, 14.8.5.4.3), not in pixels from its top.

DECORATION = "\ue000"  # an alternate text that nobody writes
PX_PT = 0.75

Element = Any  # a structure element: a dictionary of PDF names that is also an object of the file


def complete(draft: Draft) -> None:
    """Mend the tags of ``draft``; one without tags stays as it is. Raises RenderingFailed."""
    elements = {each.reference: each for each in draft.objects if kind(each) == "/StructElem"}
    if not elements:
        return
    tree = next(each for each in draft.objects if kind(each) == "/StructTreeRoot")
    for figure in [each for each in elements.values() if is_decoration(each)]:
        elements[figure["P"]]["K"].remove(figure.reference)
    read = set(reached_elements(tree["K"], elements))
    unread = [each for each in elements.values() if each.reference not in read]
    pages = {each.reference: each for each in draft.objects if kind(each) == "/Page"}
    for page_reference, page in pages.items():
        there = [each for each in unread if each["Pg"] == page_reference]
        make_artifacts(draft, page, {rank for each in there for rank in each["K"] if isinstance(rank, int)})
    for each in unread:
        each.clear()  # not freed: readers that count the objects of a stream would lose their way
    forget(draft, tree, {each.reference for each in unread})
    for element in elements.values():
        if element.get("S") == "/Figure":
            if "Alt" not in element:
                raise RenderingFailed("a drawing without <title>")  # the engine tells of images, not of inline SVG
            element["A"]["BBox"] = in_points(element["A"]["BBox"], pages[element["Pg"]])


def kind(item: object) -> object:
    return item.get("Type") if isinstance(item, dict) else None


def is_decoration(element: Element) -> bool:
    return "Alt" in element and element["Alt"].string == DECORATION


def reached_elements(references: Sequence[object], elements: Mapping[bytes, Element]) -> Iterator[bytes]:
    """The elements under these, in reading order."""
    for each in references:
        if isinstance(each, bytes) and each in elements:
            yield each
            yield from reached_elements(elements[each]["K"], elements)


def make_artifacts(draft: Draft, page: Element, ranks: set[int]) -> None:
    """The marked contents ``ranks`` of ``page`` become artifacts."""
    written = next(each for each in draft.objects if each.reference == page["Contents"]).stream
    for at, item in enumerate(written):
        if isinstance(item, dict) and item.get("MCID") in ranks:
            written[at - 1 : at + 2] = ["/Artifact", b"BMC", b""]


def forget(draft: Draft, tree: Element, gone: set[bytes]) -> None:
    """Nothing leads any more from the marked contents of a page to the elements that are ``gone``."""
    owners = next(each for each in draft.objects if each.reference == tree["ParentTree"])["Nums"]
    for held in owners:
        if isinstance(held, list):
            held[:] = ["null" if each in gone else each for each in held]


def in_points(box: list[float], page: Element) -> list[float]:
    left, top, right, low = (each * PX_PT for each in box)
    height = page["TrimBox"][3]
    return type(box)([left, height - low, right, height - top])


# --- HTML → PDF, through the engine; several PDFs in one --------------------------------------------------

FEW = 12  # complaints that are told: the same one comes for each page


def page_count(document: bytes) -> int:
    with open_document(document) as read:
        return len(read.pages)


def pdf(html: str, printing: Printing = PLAIN) -> bytes:
    """The PDF of a whole HTML document; its ``<title>`` and ``lang`` become the file's.

    A page is as large as its trim: art that overruns it (``bleed``) stays in the file, unseen, for the print shop.
    Raises RenderingFailed without Pango and on anything that the engine complains about.
    """
    loaded = engine()
    free_memory()

    def finish(document: Any, draft: Draft) -> None:  # noqa: ANN401 (a class of the engine's)
        document.pages.clear()  # drawn: what is written next takes their room
        prefer(draft, printing)
        trim(draft)
        complete(draft)
        if printing.black:
            blacken(draft)

    options: dict[str, Any] = {"pdf_variant": printing.variant} if printing.variant else {}
    if printing.variant:
        html = html.replace(' alt=""', f' alt="{DECORATION}"')
    with rarely_collected(), timeless(), complaints() as said:
        try:
            document = loaded.weasyprint.HTML(string=html, url_fetcher=loaded.fetcher)
            written = document.write_pdf(finisher=finish, font_config=loaded.fonts, **options)
        except loaded.refused as error:
            raise RenderingFailed(str(error)) from error
    if said:
        raise RenderingFailed("\n".join(list(dict.fromkeys(said))[:FEW]))
    assert isinstance(written, bytes)
    return written


def prefer(draft: Draft, printing: Printing) -> None:
    """Write down how a document is meant to be printed."""
    told = {key: "true" if value is True else value for key, value in wishes(printing).items()}
    before = draft.catalog.get("ViewerPreferences")
    draft.catalog["ViewerPreferences"] = type(draft.catalog)({**(before if isinstance(before, dict) else {}), **told})


def trim(draft: Draft) -> None:
    """Each page as large as its TrimBox: no viewer shows, and no office printer prints, what overruns it."""
    for page in (each for each in draft.objects if isinstance(each, dict) and each.get("Type") == "/Page"):
        page["MediaBox"] = page["TrimBox"]
        page.pop("BleedBox", None)


# --- PDF → picture ----------------------------------------------------------------------------------------


def picture(document: bytes, width_px: int = 1600) -> bytes:
    """The first page's TrimBox as a PNG, ``width_px`` wide, without a date."""
    with ExitStack() as stack, io.BytesIO() as file:
        # Closed here, in order, and not when the interpreter ends: the library would be gone by then.
        opened = stack.enter_context(closing(pypdfium2.PdfDocument(document)))
        page = stack.enter_context(closing(opened[0]))
        page.set_cropbox(*page.get_trimbox())
        free_memory()
        drawn = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
        stack.callback(drawn.close)
        drawn.to_pil().save(file, "PNG")
        return file.getvalue()
