"""A made PDF on its way to paper: how a viewer's print dialogue begins, bookmarks, one drawing under many pages."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from jeu_oie.draw.scene import Placement
from jeu_oie.game.evening import Paper

MM_PT = 72 / 25.4


@contextmanager
def opened(document: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document)) as read:
        yield read


def saved(document: pikepdf.Pdf) -> bytes:
    """The file, the same from the same content; objects in streams, since tags weigh half."""
    with io.BytesIO() as file:
        packed = pikepdf.ObjectStreamMode.generate
        document.save(file, deterministic_id=True, object_stream_mode=packed, recompress_flate=True, min_version="1.6")
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark to a place of a page: its rank; mm from its left and upper edges."""

    label: str
    page: int
    x: float
    y: float


def for_printing(made: bytes, edge: str = "", bookmarks: Iterable[Bookmark] = ()) -> bytes:
    """True size in the print dialogue, and both sides where ``edge`` says along which one the sheet is turned.

    ``edge``: « long », « short », or nothing (ISO 32000-1, 12.2); ``bookmarks``: under the first of its headings.
    """
    with opened(made) as document:
        wish(document, edge)
        if "/Suspects" in document.Root.get("/MarkInfo", {}):
            del document.Root.MarkInfo.Suspects  # false is what it is without; poppler complains of it
        for page in document.pages:
            page.TrimBox = page.trimbox
        add_bookmarks(document, tuple(bookmarks))
        return saved(document)


def wish(document: pikepdf.Pdf, edge: str) -> None:
    wishes = document.Root.get("/ViewerPreferences", Dictionary())
    wishes.PrintScaling = Name("/None")
    if edge:
        wishes.Duplex = Name(f"/DuplexFlip{edge.capitalize()}Edge")
    elif "/Duplex" in wishes:
        del wishes["/Duplex"]
    document.Root.ViewerPreferences = wishes


def add_bookmarks(document: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Below the first heading (12.3.3)."""
    if not bookmarks:
        return
    with document.open_outline() as outline:
        for each in bookmarks:
            page = document.pages[each.page]
            top = float(page.MediaBox[3]) - each.y * MM_PT
            target = Array([page.obj, Name.XYZ, each.x * MM_PT, top, 0])
            outline.root[0].children.append(pikepdf.OutlineItem(each.label, target))


def drawing_of(page: pikepdf.Page, into: pikepdf.Pdf) -> pikepdf.Object:
    """What ``page``, which has no tags, shows, as a form of ``into`` (8.10); with what overruns its trim."""
    form = into.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(list(map(float, page.MediaBox.as_list())))
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
    left, _, _, high = map(float, drawn.trimbox.as_list())
    foot = top - placement.y * MM_PT - placement.scale * high
    clip = placement.clip
    cut = (clip.x * MM_PT, top - clip.bottom * MM_PT, clip.w * MM_PT, clip.h * MM_PT)
    matrix = (placement.scale, 0, 0, placement.scale, placement.x * MM_PT - placement.scale * left, foot)
    return f"q {numbers(cut)} re W n {numbers(matrix)} cm /{name} Do Q\n".encode()


def numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.6f}" for value in values)


def count_paper(made: bytes) -> Paper:
    """The pages of a PDF, and the sheets of paper on which it is printed as it asks to be: on both sides, or on one."""
    with opened(made) as document:
        pages = len(document.pages)
        wish = str(document.Root.get("/ViewerPreferences", Dictionary()).get("/Duplex", ""))
        return Paper(pages, -(-pages // 2) if wish.startswith("/DuplexFlip") else pages)


def paper_in(files: Mapping[str, bytes]) -> dict[str, Paper]:
    """Print file (« 2-table ») → what it is; ``files`` are those of a kit."""
    prints = {name: data for name, data in files.items() if name.startswith("print/")}
    return {name.removeprefix("print/").removesuffix(".pdf"): count_paper(data) for name, data in prints.items()}


NAME = "Board"


def laid_under(pages: bytes, drawn: bytes, placements: Sequence[Placement]) -> bytes:
    """``pages``, each over the first page of ``drawn``, which the file holds once, as its placement shows it."""
    with opened(pages) as made, opened(drawn) as source:
        art = source.pages[0]
        form = drawing_of(art, made)
        for page, placement in zip(made.pages, placements, strict=True):
            forms = Dictionary({**dict(page.Resources.get("/XObject", {}).items()), f"/{NAME}": form})
            page.Resources = Dictionary({**dict(page.Resources.items()), "/XObject": forms})
            under = b"/Artifact BMC\n" + shows(NAME, placement, art, page) + b"EMC\n"
            page.contents_add(under, prepend=True)
        return saved(made)
