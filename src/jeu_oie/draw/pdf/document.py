"""How a PDF is meant to be printed, and opening one."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import pikepdf

SCREEN = "pdf/ua-1"  # the variant of what is read on a screen: ISO 14289-1


class Edge(StrEnum):
    """Along which edge a double-sided sheet is turned."""

    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Printing:
    """How a document is meant to be printed.

    ``duplex``: double-sided, turned along its ``edge``. ``variant``: ``SCREEN``, or none. ``black``: in black alone.
    """

    duplex: bool = False
    variant: str = ""
    edge: Edge = Edge.LONG
    black: bool = False


PLAIN = Printing()


def wishes(printing: Printing) -> dict[str, str | bool]:
    """What a viewer's print dialogue starts from: true size, both sides (ISO 32000-1, 12.2), the title shown."""
    duplex = {"Duplex": f"/DuplexFlip{printing.edge.capitalize()}Edge"} if printing.duplex else {}
    return {"PrintScaling": "/None", "DisplayDocTitle": True, **duplex}


@contextmanager
def open_document(document: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document)) as read:
        yield read
