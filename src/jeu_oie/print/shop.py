"""A made PDF on its way to paper: how a viewer's print dialogue begins, smaller files, parts bound together."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf import Dictionary, Name


@contextmanager
def opened(document: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document)) as read:
        yield read


def saved(document: pikepdf.Pdf) -> bytes:
    """The file, the same from the same content; objects in streams, since tags weigh half."""
    with io.BytesIO() as file:
        packed = pikepdf.ObjectStreamMode.generate
        document.save(file, deterministic_id=True, object_stream_mode=packed, recompress_flate=True)
        return file.getvalue()


def for_printing(made: bytes, edge: str = "") -> bytes:
    """True size in the print dialogue, and both sides where ``edge`` says along which one the sheet is turned.

    ``edge``: « long », « short », or nothing (ISO 32000-1, 12.2).
    """
    with opened(made) as document:
        wishes = document.Root.get("/ViewerPreferences", Dictionary())
        wishes.PrintScaling = Name("/None")
        if edge:
            wishes.Duplex = Name(f"/DuplexFlip{edge.capitalize()}Edge")
        document.Root.ViewerPreferences = wishes
        return saved(document)
