"""The letters of a PDF as PDFium reads them: where their ink is, how large, how marked, and what lies behind them."""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image
from pypdfium2 import raw

SCALE = 2.0  # pixels a point of what lies behind the letters: 144 dpi, where a hairline is seen
MOST = 60  # letters of a fault that are told
HYPHENS = dict.fromkeys("\x02\ufffe", "-")  # what PDFium makes of a hyphen that ends a line

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points of the page
Background = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Context:
    """What the objects of a page hand on to those in them: the mark, whether an artifact, what clips them.

    ``form``: of a page's forms, the one in which they are, from 1; 0: in none. ``mark``: the form it is in, its MCID.
    ``frame``: what clips a text alone, not the form that it is in.
    """

    form: int = 0
    mark: tuple[int, int] | None = None
    artifact: bool = False
    clip: Box | None = None
    frame: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``text``: the letter, and the space or the end of line that follows; ``box``: its ink; ``size``: in points."""

    text: str
    box: Box
    baseline: float
    size: float
    context: Context

    @property
    def printed(self) -> bool:
        """Whether its middle is within what clips it: tiles show a part of one drawing each."""
        clip, (left, bottom, right, top) = self.context.clip, self.box
        x, y = (left + right) / 2, (bottom + top) / 2
        return clip is None or (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3])


@dataclass(frozen=True)
class Page:
    """A page, its ``number`` from 1; ``box``: what is printed of it, in points."""

    number: int
    page: pypdfium2.PdfPage

    @property
    def box(self) -> Box:
        media, crop = self.page.get_mediabox(), self.page.get_cropbox()
        return (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        return tuple(letter for letter in read_letters(self.page) if letter.printed)

    def picture(self, scale: float) -> Image.Image:
        image: Image.Image = self.page.render(scale=scale).to_pil()
        return image.convert("RGB")

    def without_text(self) -> Background:
        """The page in greys, row by row from its top, without its letters, which are gone from it then."""
        for text, _ in texts(self.page):
            raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        return np.asarray(self.page.render(scale=SCALE).to_pil().convert("L"))


def pages(file: Path | bytes) -> tuple[Page, ...]:
    document = pypdfium2.PdfDocument(file)
    return tuple(Page(number, page) for number, page in enumerate(document, 1))


def spell(letters: Iterable[Letter]) -> str:
    """What letters of a fault say, as far as a line of a list has room."""
    return " ".join("".join(letter.text for letter in letters).split())[:MOST]


def read_letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """In the order of the stream; what has no ink of its own (a space, half a ligature) goes with the letter before.

    PDFium goes from left to right where a line is of several texts: they are put back, and what it took for one word
    because they touch is parted.
    """
    text = page.get_textpage()
    known = {address(found): (place, context) for place, (found, context) in enumerate(texts(page))}
    read: list[tuple[int, Letter]] = []
    for index in range(text.count_chars()):
        read_as = chr(raw.FPDFText_GetUnicode(text.raw, index))
        character = HYPHENS.get(read_as, read_as)
        if unicodedata.category(character) == "Cf":
            continue  # binds, or says in which direction one reads: neither ink nor space
        found = raw.FPDFText_GetTextObject(text.raw, index)
        if found and not character.isspace() and raw.FPDFText_IsGenerated(text.raw, index) != 1:
            place, context = known[address(found)]
            letter = letter_at(text.raw, index, character, context)
            if not read or (read[-1][0], read[-1][1].box) != (place, letter.box):
                read.append((place, letter))
                continue
        if read:
            place, letter = read[-1]
            read[-1] = (place, replace(letter, text=letter.text + character))
    order = sorted(range(len(read)), key=lambda index: read[index][0])
    following = dict(pairwise(order))
    for index in order:
        letter = read[index][1]
        yield letter if following.get(index) == index + 1 else replace(letter, text=letter.text + " ")


def letter_at(text: Any, index: int, character: str, context: Context) -> Letter:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetMatrix(text, index, matrix)
    return Letter(
        text=character,
        box=(left.value, bottom.value, right.value, top.value),
        baseline=y.value,
        size=raw.FPDFText_GetFontSize(text, index) * float(np.hypot(matrix.c, matrix.d)),
        context=context,
    )


def texts(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Context]]:
    return objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, Context())


def objects(holder: Any, count: Any, get: Any, outer: Context) -> Iterator[tuple[Any, Context]]:
    """The texts of a page or form, with what those around them hand on."""
    forms = 0
    for index in range(count(holder)):
        found = get(holder, index)
        sort = raw.FPDFPageObj_GetType(found)
        if sort not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):
            continue
        number = raw.FPDFPageObj_GetMarkedContentID(found)
        mark = outer.mark if number < 0 else (outer.form, number)
        artifact = outer.artifact or "Artifact" in mark_names(found)
        if sort == raw.FPDF_PAGEOBJ_TEXT:
            yield found, Context(outer.form, mark, artifact, outer.clip, clip_of(found))
        else:
            forms += 1
            inner = Context(outer.form or forms, mark, artifact, outer.clip or clip_of(found))
            yield from objects(found, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner)


def mark_names(found: Any) -> Iterator[str]:
    for index in range(raw.FPDFPageObj_CountMarks(found)):
        name, size = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(found, index), name, ctypes.sizeof(name), size)
        yield bytes(name)[: size.value - 2].decode("utf-16-le")


def clip_of(found: Any) -> Box | None:
    """The box of the points of what clips an object; None: nothing does."""
    clip = raw.FPDFPageObj_GetClipPath(found)
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
    if not points:
        return None
    return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))


def address(found: Any) -> int | None:
    return ctypes.cast(found, ctypes.c_void_p).value
