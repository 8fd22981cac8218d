"""What a file that was made would do besides being read: run, fetch, lead away; and what making it asked for."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from tests.house.source import ROOT

KNOWN = (
    str(ROOT),
    sys.prefix,
    sys.base_prefix,
    "/usr/",
    "/proc/",
    "/sys/",
    "/dev/",
    "/etc/ssl/",
    "/etc/mime.types",
    "/lib",
)


def astray(asked: tuple[str, ...] | list[str], folder: Path) -> list[str]:
    """What was asked of the system outside the known folders, of the network, of other programs."""
    kept = (*KNOWN, str(folder))
    return [line for line in asked if not line.startswith(tuple(f"open {place}" for place in kept))]


ACTS = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/AA", "/GoToR", "/GoToE", "/SubmitForm"}
DEEP = 20  # what a PDF holds directly is hardly ever three deep
ACTS |= {"/ImportData", "/RichMedia", "/Movie", "/Sound", "/Rendition", "/XFA", "/AcroForm", "/Filespec", "/OpenAction"}


def acts(file: bytes) -> Iterator[str]:
    """What a PDF could do when it is opened or clicked: names that act, addresses that lead away."""
    with pikepdf.open(BytesIO(file)) as opened:
        for each in (opened.Root, *opened.objects):
            yield from acting(each)


def acting(item: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(item, pikepdf.Array):
        for each in item:
            if not getattr(each, "is_indirect", False):
                yield from acting(each, depth + 1)
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key, value in item.items():
        if key in ACTS or (isinstance(value, pikepdf.Name) and str(value) in ACTS):
            yield f"{key} {value}"
        if key == "/URI" and isinstance(value, pikepdf.String) and not fair(str(value)):
            yield f"/URI {value}"
        if depth < DEEP and not getattr(value, "is_indirect", True):
            yield from acting(value, depth + 1)


def fair(address: str) -> bool:
    """An address that the format has as one, of the web or of a telephone."""
    return bool(re.match(r"https?://(?!away\.invalid)|(tel|sms):[+0-9]+$", address, re.IGNORECASE))  # RFC 3986, 3.1
