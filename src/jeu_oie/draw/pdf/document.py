"""A page of a PDF as a drawing that other pages show, and what a document says of itself."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name

from jeu_oie.draw.scene import Placement

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


# --- Pages made of faces that the engine has drawn once: cards on sheets, whatever the order, the fold or the size


@dataclass(frozen=True, slots=True)
class Overlay:
    """A drawn page (its rank) shown with its top left corner at (x, y) mm, ``turned``: on its head in that box."""

    drawn: int
    x: float
    y: float
    scale: float = 1
    turned: bool = False


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """A page: the drawn page that is its ground, and what is put over it."""

    ground: int
    overlays: tuple[Overlay, ...]


PagePlace = tuple[pikepdf.Page, pikepdf.Object | None]  # a page, and the form by which it shows another


def compose_pages(drawn: bytes, leaves: Sequence[ComposedPage], edge: Edge | None = None) -> bytes:
    """A PDF of ``leaves`` over the pages of ``drawn``; ``edge``: printed on both sides and turned along it."""
    with open_document(drawn) as made:
        sources = list(made.pages)
        times = Counter(overlay.drawn for leaf in leaves for overlay in leaf.overlays)
        forms = {rank: sources[rank].as_form_xobject() for rank in sorted(times)}
        tagged = "/StructTreeRoot" in made.Root
        moved: dict[int, PagePlace] = {}
        for rank in (rank for rank in times if tagged and times[rank] > 1):
            # What is shown again and again is the sheet's dress: read once, it would be read a hundred times.
            forms[rank].write(b"/Artifact BMC\n" + MARKED.sub(b"", forms[rank].read_bytes()) + b"\nEMC\n")
        for leaf in leaves:
            made.pages.append(sources[leaf.ground])
            page = made.pages[-1]
            moved[leaf.ground] = (page, None)
            moved |= {each.drawn: (page, forms[each.drawn]) for each in leaf.overlays if times[each.drawn] == 1}
            over = b"".join(place_operators(overlay, sources[overlay.drawn], page) for overlay in leaf.overlays)
            page.Resources = pikepdf.Dictionary(
                {**dict(page.Resources.items()), "/XObject": objects(page, leaf, forms)}
            )
            page.contents_add(b"q\n", prepend=True)  # the engine leaves its own axes, y downwards
            page.contents_add(b"\nQ\n" + over)
        if tagged:
            move_tags(made, sources, moved)
        del made.pages[: len(sources)]
        made.Root.ViewerPreferences.Duplex = pikepdf.Name(f"/DuplexFlip{edge.capitalize()}Edge" if edge else "/Simplex")
        made.remove_unreferenced_resources()
        return save_document(made)


def move_tags(made: pikepdf.Pdf, sources: Sequence[pikepdf.Page], shown: Mapping[int, "PagePlace"]) -> None:
    """What the tags tell of the pages ``sources``, told of where they are ``shown`` now, by rank (14.7.4.3)."""
    places = {sources[rank].obj.objgen: place for rank, place in shown.items()}
    document = made.Root.StructTreeRoot.K[0]
    kept = [each for each in document.K.as_list() if "/Pg" not in each or each.Pg.objgen in places]
    for each in kept:
        move_element(each, places)
    document.K = pikepdf.Array(kept)
    for rank, (_, form) in shown.items():
        if form is not None:
            form.StructParents = sources[rank].obj.StructParents
    with made.open_outline() as outline:
        for item in outline.root:
            item.destination = pikepdf.Array([made.pages[len(sources)].obj, pikepdf.Name.Fit])


def move_element(element: pikepdf.Object, places: Mapping[tuple[int, int], "PagePlace"]) -> None:
    """``element`` with all under it; its marked content by its rank in the form that shows it, or in the page."""
    held = element.get("/K", pikepdf.Array())
    kids = held.as_list() if isinstance(held, pikepdf.Array) else [held]
    place = places[element.Pg.objgen] if "/Pg" in element else None
    for rank, kid in enumerate(kids):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            move_element(kid, places)
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            kids[rank] = refer(int(kid.MCID), places[kid.Pg.objgen])
        elif place is not None and not isinstance(kid, pikepdf.Dictionary):
            kids[rank] = refer(int(kid), place)
    element.K = pikepdf.Array(kids)
    if place is not None:
        element.Pg = place[0].obj


def refer(rank: int, place: "PagePlace") -> Any:  # noqa: ANN401 (a number, or what refers to one)
    """Marked content, where it is shown."""
    page, form = place
    if form is None:
        return rank
    return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page.obj, Stm=form, MCID=rank)


def objects(page: pikepdf.Page, leaf: ComposedPage, forms: dict[int, pikepdf.Object]) -> pikepdf.Dictionary:
    """What ``page`` shows by name: its own, and a form for each face."""
    own = dict(page.Resources.get("/XObject", {}).items())
    return pikepdf.Dictionary({**own, **{f"/{name(overlay.drawn)}": forms[overlay.drawn] for overlay in leaf.overlays}})


# --- A booklet: pages of A5, two on a side of A4, folded in the middle ------------------------------------

A4_WIDTH, A4_HEIGHT = 297.0, 210.0  # mm, as it lies


def saddle_stitch(document: bytes, edge: Edge) -> bytes:
    """The A5 pages of ``document`` on A4 sheets to print on both sides, turned along ``edge``, and to fold together.

    Turned along its long edge, a sheet that lies has its back on its head.
    """
    with open_document(document) as made:
        sources = list(made.pages)
        shown: dict[int, PagePlace] = {}
        for left, right, back in sides(len(sources)):
            page = made.add_blank_page(page_size=(A4_WIDTH * MM_PT, A4_HEIGHT * MM_PT))
            page.obj.TrimBox, page.obj.Tabs = page.MediaBox, pikepdf.Name.S
            forms = {rank: sources[rank].as_form_xobject() for rank in (left, right) if rank < len(sources)}
            shown |= {rank: (page, form) for rank, form in forms.items()}
            page.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary({f"/{name(rank)}": form for rank, form in forms.items()})
            )
            turned = back and edge is Edge.LONG
            for rank in forms:
                x = A4_WIDTH / 2 if (rank == right) is not turned else 0
                page.contents_add(place_operators(Overlay(rank, x, 0, turned=turned), sources[rank], page))
        move_tags(made, sources, shown)
        del made.pages[: len(sources)]
        made.remove_unreferenced_resources()
        return save_document(made)


def sides(count: int) -> Iterator[tuple[int, int, bool]]:
    """Ranks of the left and right page of each side, fronts and backs in turn, of a booklet of ``count`` pages."""
    whole = -(-count // 4) * 4
    for sheet in range(whole // 4):
        yield whole - 1 - 2 * sheet, 2 * sheet, False
        yield 2 * sheet + 1, whole - 2 - 2 * sheet, True


def place_operators(overlay: Overlay, drawn: pikepdf.Page, page: pikepdf.Page) -> bytes:
    """The operators that show ``overlay``, in points from the page's lower left corner."""
    _, _, width, height = map(float, drawn.TrimBox.as_list())
    left, foot = overlay.x * MM_PT, float(page.MediaBox[3]) - overlay.y * MM_PT - height * overlay.scale
    scale = overlay.scale
    if overlay.turned:
        matrix = (-scale, 0.0, 0.0, -scale, left + width * scale, foot + height * scale)
    else:
        matrix = (scale, 0.0, 0.0, scale, left, foot)
    return f"q {numbers(matrix)} cm /{name(overlay.drawn)} Do Q\n".encode()


def name(rank: int) -> str:
    return f"Face{rank}"


def extract_pages(document: bytes, ranks: Iterable[int]) -> bytes:
    """The pages of these ranks alone, printed on one side."""
    with open_document(document) as made:
        kept = [made.pages[rank] for rank in ranks]
        count = len(made.pages)
        made.pages.extend(kept)
        del made.pages[:count]
        made.Root.ViewerPreferences.Duplex = pikepdf.Name.Simplex
        return save_document(made)
