"""What a file says, whatever its bytes: aspect → its parts in order. A file of any kind is compared by these alone."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
from PIL import Image

from bench.differ import arabic, floors, ink, letters, press, tags

Reading = Mapping[str, tuple[str, ...]]
HASH = re.compile(r"[0-9a-f]{6}|[0-9a-f]{64}")  # as sheets and cards bear it, and as files are signed
OF_BYTES = ("bytes", "sha256")  # what a manifest says of a file's bytes, which may change where nothing else does
# Compared, but each is another one in each file: that it changed is told, not from what to what.
UNSAID = ("hashes", "picture", "bytes")
DRAWN, VIEW = "1-board-a3.pdf", 1.0  # the board that is read square by square; pixels a point of a picture
LARGE = "-large/"  # in the path of a kit in large print
READ_ALOUD = {"alt", "aria-label", "content", "placeholder", "title", "value"}


def read_file(file: Path) -> Reading:
    return READERS.get(file.suffix, read_bytes)(file)


def read_pdf(file: Path) -> Reading:
    pages = letters.pages(file)
    pictures = tuple(digest(page.picture(VIEW).tobytes()) for page in pages)  # before letters are taken off for « ink »
    with pikepdf.open(file) as pdf:
        read = tags.read_tags(pdf)
        boxes, intents, screen = press.read_boxes(pdf), press.read_intents(pdf), press.press_faults(pdf)
        faults = tags.faults(pdf, pages)
    return {
        "pages": (str(len(pages)),),
        "boxes": boxes,
        "least type": (f"{min((letter.size for page in pages for letter in page.letters), default=0):.1f} pt",),
        "type": floors.faults(pages, floors.floor_of(file.stem, large=LARGE in file.as_posix())),
        **read_words(pages, read),
        "tags": (*faults, *(board_faults(file, pages, read) if file.name == DRAWN else ())),
        "intent": intents,
        "screen colours": screen,
        "ink": ink.faults(pages),
        "picture": pictures,
    }


def read_words(pages: Sequence[letters.Page], read: Sequence[tags.Tag]) -> Reading:
    """The words as ``read`` tags order them and in the order of the stream; of a sheet in Arabic what can be read."""
    stream = "".join(letter.text for page in pages for letter in page.letters).split()
    if any(arabic.is_arabic(letter) for page in pages for letter in page.letters):
        found = {"words that are not Arabic": arabic.latin_words(pages), "numbers": arabic.printed_numbers(pages)}
    else:
        tagged = tags.text_of(read[0], tags.mark_texts(pages)).split() if read else ()
        found = {"words by tags": words(tagged), "words as drawn": words(stream)}
    return {**found, "hashes": hashes(stream)}


def board_faults(file: Path, pages: Iterable[letters.Page], read: Iterable[tags.Tag]) -> tuple[str, ...]:
    """Of the order in which a board's squares are read; how many there are, its kit says."""
    kit = json.loads((file.parents[1] / "manifest.json").read_text("utf-8"))
    return tags.square_faults(read, tags.mark_texts(pages), kit["board"]["squares"])


def read_markup(file: Path) -> Reading:
    reader = Markup()
    reader.feed(file.read_text("utf-8"))
    return {"words": words(reader.words), "hashes": hashes(reader.words)}


class Markup(HTMLParser):
    """Gathers the words that are read or read aloud, and those of data for scripts; no script, no style."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.inside = "json" if "json" in (dict(attrs).get("type") or "") else tag
        self.words += (word for name, text in attrs if name in READ_ALOUD for word in (text or "").split())

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "json":
            self.words += (word for path, text in flatten(json.loads(data)) for word in f"{path} {text}".split())
        elif not self.inside:
            self.words += data.split()


def read_json(file: Path) -> Reading:
    held = list(flatten(json.loads(file.read_text("utf-8"))))
    return {
        "values": tuple(f"{path} = {text}" for path, text in held if not HASH.fullmatch(text)),
        "hashes": tuple(f"{path} = {text}" for path, text in held if HASH.fullmatch(text)),
    }


def flatten(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each value of JSON with its path, but those that are told of bytes."""
    match value:
        case dict():
            for key, each in value.items():
                if key not in OF_BYTES:
                    yield from flatten(each, f"{path}.{key}" if path else key)
        case list():
            yield path, f"{len(value)} items"
            for each in value:
                yield from flatten(each, f"{path}[]")
        case _:
            yield path, str(value)


def read_csv(file: Path) -> Reading:
    return {"cells": tuple(file.read_text("utf-8-sig").splitlines())}


def read_xlsx(file: Path) -> Reading:
    book = openpyxl.load_workbook(file, read_only=True)
    return {
        "cells": tuple(
            f"{sheet.title}: " + " | ".join("" if cell is None else str(cell) for cell in row)
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        )
    }


def read_zip(file: Path) -> Reading:
    """Names alone: what they hold stands beside the archive too."""
    return {"names": tuple(sorted(zipfile.ZipFile(file).namelist()))}


def read_png(file: Path) -> Reading:
    with Image.open(file) as image:
        return {"size": (f"{image.width} × {image.height}",), "picture": (digest(image.convert("RGBA").tobytes()),)}


def read_bytes(file: Path) -> Reading:
    return {"bytes": (digest(file.read_bytes()),)}


READERS: Mapping[str, Callable[[Path], Reading]] = {
    ".pdf": read_pdf,
    ".html": read_markup,
    ".svg": read_markup,
    ".json": read_json,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".zip": read_zip,
    ".png": read_png,
}


def words(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in found if not HASH.fullmatch(word))


def hashes(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in found if HASH.fullmatch(word))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
