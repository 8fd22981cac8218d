"""How a PDF is meant to be printed, what it says of itself, and writing it down."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name

# --- How a PDF is meant to be printed, and what it says of itself -----------------------------------------

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

METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
CLAIM = "<pdfuaid:part>1</pdfuaid:part>"


def wishes(printing: Printing) -> dict[str, str | bool]:
    """What a viewer's print dialogue starts from: true size, both sides (ISO 32000-1, 12.2), the title shown."""
    duplex = {"Duplex": f"/DuplexFlip{printing.edge.capitalize()}Edge"} if printing.duplex else {}
    return {"PrintScaling": "/None", "DisplayDocTitle": True, **duplex}


def entitle(made: pikepdf.Pdf, title: str, language: str, printing: Printing = PLAIN) -> None:
    """Title, language, and how it is printed."""
    told = wishes(printing)
    made.Root.ViewerPreferences = Dictionary(
        {f"/{key}": value if isinstance(value, bool) else Name(value) for key, value in told.items()}
    )
    made.Root.Lang = language
    made.docinfo["/Title"] = title


def describe(made: pikepdf.Pdf, title: str, language: str, printing: Printing) -> None:
    """The same, and XMP metadata (ISO 16684-1) that claims what the tags keep."""
    entitle(made, title, language, printing)
    claim = CLAIM if printing.variant == SCREEN else ""
    said = made.make_stream(METADATA.format(title=escape(title), claim=claim).encode())
    said.Type, said.Subtype = Name.Metadata, Name.XML
    made.Root.Metadata = said


# --- A page of a PDF as one drawing that other pages show, at any size: drawn once in the file, however often
# shown

MM_PT = 72 / 25.4


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


def numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.6f}" for value in values)
