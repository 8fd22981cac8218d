"""A page of a PDF as one drawing that other pages show, at any size: drawn once in the file, however often shown."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from jeu_oie.layout.scene import Placement

MM_PT = 72 / 25.4
MARKED = re.compile(rb"^/\w+\s+(?:<</MCID \d+>>\s+)?B[DM]C$|^EMC$", re.MULTILINE)


@contextmanager
def open_document(document: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document)) as read:
        yield read


def save_document(document: pikepdf.Pdf) -> bytes:
    """The file, the same from the same content: its identifier is made of it."""
    with io.BytesIO() as file:
        packed = pikepdf.ObjectStreamMode.generate
        document.save(file, deterministic_id=True, object_stream_mode=packed, min_version="1.6")
        return file.getvalue()


def drawing_of(page: pikepdf.Page, into: pikepdf.Pdf, overrun_mm: float) -> pikepdf.Object:
    """What ``page`` shows, as a form of ``into``, with what overruns its trim by ``overrun_mm``.

    Without tags: what a page that shows it says of it is the affair of that page.
    """
    form = into.make_stream(MARKED.sub(b"", page.Contents.read_bytes()))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array(grown(page.TrimBox, overrun_mm))
    form.Resources = into.copy_foreign(page.Resources)
    return form


def grown(box: pikepdf.Object, by_mm: float) -> list[float]:
    """The corners of a box, each ``by_mm`` farther outside."""
    left, low, right, high = map(float, box.as_list())
    by = by_mm * MM_PT
    return [left - by, low - by, right + by, high + by]


def shows(name: str, placement: Placement, drawn: pikepdf.Page, page: pikepdf.Page) -> bytes:
    """The operators by which ``page`` shows the form ``name``, made of the page ``drawn``."""
    top = float(page.MediaBox[3])
    foot = top - placement.y * MM_PT - placement.scale * float(drawn.TrimBox[3])
    clip = placement.clip
    cut = (clip.x * MM_PT, top - clip.bottom * MM_PT, clip.w * MM_PT, clip.h * MM_PT)
    matrix = (placement.scale, 0, 0, placement.scale, placement.x * MM_PT, foot)
    return f"q {numbers(cut)} re W n {numbers(matrix)} cm /{name} Do Q\n".encode()


def numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.6f}" for value in values)
