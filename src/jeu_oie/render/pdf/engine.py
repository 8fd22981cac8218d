"""The print engine (WeasyPrint), loaded once: quiet, closed and repeatable.

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
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Protocol
from xml.sax.saxutils import escape

from jeu_oie import heavy
from jeu_oie.disk import write_new
from jeu_oie.errors import PrintEngineMissing
from jeu_oie.layout.font import FAMILY, MISSING
from jeu_oie.resources import arabic_font_path, font_path

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
    """The engine, loaded once a process with our font only. Raises PrintEngineMissing."""
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

    Raises PrintEngineMissing.
    """
    with redirect_stdout(io.StringIO()):
        load()


def load() -> ModuleType:
    """WeasyPrint itself, first without, then with the guessing of library names."""
    try:
        with no_guessing():
            found: ModuleType = heavy.weasyprint
    except OSError:
        try:
            found = heavy.weasyprint
        except OSError as error:
            raise PrintEngineMissing(str(error)) from error
    return found


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


# The font of Arabic letters has Latin ones too, which are not ours.
PREFERRED = f"""<match target="pattern"><edit name="family" mode="append" binding="strong">
<string>{FAMILY}</string></edit></match>"""


@contextmanager
def private_fonts(folder: Path) -> Iterator[None]:
    """Fontconfig sees the packages' fonts and nothing else: the same page on every machine."""
    own = "".join(f"<dir>{escape(str(path.parent))}</dir>" for path in (font_path("Regular"), arabic_font_path()))
    conf = folder / "fonts.conf"
    cached = f"<cachedir>{escape(str(folder))}</cachedir>"
    write_new(conf, f"<fontconfig>{own}{cached}{PREFERRED}</fontconfig>".encode())
    with setting("FONTCONFIG_FILE", str(conf)):
        yield


def timeless() -> AbstractContextManager[None]:
    """Meanwhile no font that is made of another (of Arabic letters, at one weight) bears the time of its making."""
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
