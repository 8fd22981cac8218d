"""What screen readers follow in a drawn document: its tags (ISO 32000-1, 14.7) and its bookmarks (12.3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name


@dataclass(frozen=True, slots=True)
class Element:
    """Something that is read: the ranks of what shows it on its page, or what it is made of.

    ``alt`` and ``box``, in points: of a figure.
    """

    kind: str
    ranks: tuple[int, ...] = ()
    kids: "tuple[Element, ...]" = ()
    alt: str = ""
    box: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says, in order, and how many things it shows for that."""

    elements: tuple[Element, ...]
    shown: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark at its level, 1 or 2; where it leads to: the page's rank, and in points from its lower left corner."""

    label: str
    level: int
    page: int
    left: float
    top: float


def add_tags(made: pikepdf.Pdf, readings: Sequence[PageReading]) -> None:
    """Give a document whose pages stand already its tags."""
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([document])
    numbers = Array()
    for rank, (page, reading) in enumerate(zip(made.pages, readings, strict=True)):
        page.obj.StructParents, page.obj.Tabs = rank, Name.S
        owners: list[pikepdf.Object | None] = [None] * reading.shown
        for each in reading.elements:
            document.K.append(add_element(made, each, document, page.obj, owners))
        numbers.append(rank)
        numbers.append(made.make_indirect(Array(owners)))
    root.ParentTree = made.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(readings)
    made.Root.StructTreeRoot = root
    made.Root.MarkInfo = Dictionary(Marked=True)


def add_element(
    made: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    page: pikepdf.Object,
    owners: list[pikepdf.Object | None],
) -> pikepdf.Object:
    """An element with all under it; ``owners`` of what the page shows are noted."""
    own = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent, Pg=page))
    own.K = Array([*element.ranks, *(add_element(made, kid, own, page, owners) for kid in element.kids)])
    for rank in element.ranks:
        owners[rank] = own
    if element.alt:
        own.Alt = element.alt
        own.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(list(element.box)))
    return own


def add_bookmarks(made: pikepdf.Pdf, entries: Sequence[Bookmark]) -> None:
    """Give a document its bookmarks, open; those of level 2 under the one of level 1 before them."""
    with made.open_outline() as outline:
        held = outline.root
        for entry in entries:
            target = Array([made.pages[entry.page].obj, Name.XYZ, entry.left, entry.top, 0])
            item = pikepdf.OutlineItem(entry.label, target)
            (outline.root if entry.level == 1 else held).append(item)
            if entry.level == 1:
                held = item.children
