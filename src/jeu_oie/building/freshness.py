"""All that a kit is made of, as one hash: where it is the same, the kit is the same."""

import ctypes
import json
import sys
import unicodedata
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jeu_oie.board.preset import Preset
from jeu_oie.disk import digest
from jeu_oie.kit import Options
from jeu_oie.resources import PACKAGE, folder

# The libraries that have a hand in what a kit holds, with those that they in turn leave it to.
WRITERS = (
    *("brotli", "fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans-arabic", "fonttools", "jinja2"),
    *("justmyresource-mdi", "markupsafe", "numpy", "pikepdf", "pydantic", "pypdfium2", "python-bidi"),
    *("pyyaml", "segno", "svgwrite", "uharfbuzz", "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2"),
    *("pyphen", "pillow"),
)
OURS = ("*.py", "*.mo", "*.woff2")
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
COMPANIONS = (
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
)


def basis(preset: Preset, options: Options) -> str:
    """Hash of what is the same for all circuits of a build: the program, its libraries, what was asked for."""
    told = {
        "program": program(),
        "libraries": libraries(),
        "engine": engine() if "pdf" in options.sorts else "",
        "preset": preset.model_dump(mode="json"),
        "options": [sorted(options.sorts), options.flip, options.shift_mm, options.people],
        "templates": options.templates.digest if options.templates else "",
        "icc": digest(options.icc or b""),
    }
    return digest(json.dumps(told, sort_keys=True).encode())


@cache
def program() -> str:
    """Hash of this program: its modules, sentences, fonts, templates, dangers."""
    told = (*files_in(folder("templates")), *folder("circuits").glob("common.*"))  # their dangers stand in for others
    paths = sorted({*(each for kind in OURS for each in PACKAGE.rglob(kind)), *told})
    return digest(*(f"{path.name} {len(data)} ".encode() + data for path in paths for data in (path.read_bytes(),)))


def files_in(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


@cache
def libraries() -> tuple[str, ...]:
    """The libraries' versions, Python's, and those of what Python brings."""
    return (sys.version, zlib.ZLIB_RUNTIME_VERSION, unicodedata.unidata_version, *map(version_of, WRITERS))


def version_of(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


@cache
def engine() -> str:
    """The version of Pango, which no package tells, and which of its companions are there.

    They may come, go or change behind our back.
    """
    pango = find_library(PANGO)
    if pango is None:
        return ""
    pango.pango_version_string.restype = ctypes.c_char_p
    return f"{pango.pango_version_string()} {[find_library(names) is not None for names in COMPANIONS]}"


def find_library(names: Iterable[str]) -> ctypes.CDLL | None:
    """The library that bears one of ``names``."""
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None
