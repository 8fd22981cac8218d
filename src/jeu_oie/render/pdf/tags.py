"""What the engine's tags lack of PDF/UA-1 (ISO 14289-1), mended in its draft just before that is written.

- An image with an empty ``alt`` is decoration, as in HTML: its drawing becomes an artifact (7.3). The engine knows only
  figures and complains about those without ``alt``, so such an image comes here named ``DECORATION``.
- What stands in a page's margins is an artifact (7.8): the engine tags it, then leaves it out of the tree.
- A figure's box is told in points from the foot of its page (ISO 32000-1, 14.8.5.4.3), not in pixels from its top.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jeu_oie.errors import RenderingFailed
from jeu_oie.render.pdf.engine import Draft

DECORATION = "\ue000"  # an alternate text that nobody writes
PX_PT = 0.75

Element = Any  # a structure element: a dictionary of PDF names that is also an object of the file


def complete(draft: Draft) -> None:
    """Mend the tags of ``draft``; one without tags stays as it is. Raises RenderingFailed."""
    elements = {each.reference: each for each in draft.objects if kind(each) == "/StructElem"}
    if not elements:
        return
    tree = next(each for each in draft.objects if kind(each) == "/StructTreeRoot")
    for figure in [each for each in elements.values() if is_decoration(each)]:
        elements[figure["P"]]["K"].remove(figure.reference)
    read = set(reached_elements(tree["K"], elements))
    unread = [each for each in elements.values() if each.reference not in read]
    pages = {each.reference: each for each in draft.objects if kind(each) == "/Page"}
    for page_reference, page in pages.items():
        there = [each for each in unread if each["Pg"] == page_reference]
        make_artifacts(draft, page, {rank for each in there for rank in each["K"] if isinstance(rank, int)})
    for each in unread:
        each.clear()  # not freed: readers that count the objects of a stream would lose their way
    forget(draft, tree, {each.reference for each in unread})
    for element in elements.values():
        if element.get("S") == "/Figure":
            if "Alt" not in element:
                raise RenderingFailed("a drawing without <title>")  # the engine tells of images, not of inline SVG
            element["A"]["BBox"] = in_points(element["A"]["BBox"], pages[element["Pg"]])


def kind(item: object) -> object:
    return item.get("Type") if isinstance(item, dict) else None


def is_decoration(element: Element) -> bool:
    return "Alt" in element and element["Alt"].string == DECORATION


def reached_elements(references: Sequence[object], elements: Mapping[bytes, Element]) -> Iterator[bytes]:
    """The elements under these, in reading order."""
    for each in references:
        if isinstance(each, bytes) and each in elements:
            yield each
            yield from reached_elements(elements[each]["K"], elements)


def make_artifacts(draft: Draft, page: Element, ranks: set[int]) -> None:
    """The marked contents ``ranks`` of ``page`` become artifacts."""
    written = next(each for each in draft.objects if each.reference == page["Contents"]).stream
    for at, item in enumerate(written):
        if isinstance(item, dict) and item.get("MCID") in ranks:
            written[at - 1 : at + 2] = ["/Artifact", b"BMC", b""]


def forget(draft: Draft, tree: Element, gone: set[bytes]) -> None:
    """Nothing leads any more from the marked contents of a page to the elements that are ``gone``."""
    owners = next(each for each in draft.objects if each.reference == tree["ParentTree"])["Nums"]
    for held in owners:
        if isinstance(held, list):
            held[:] = ["null" if each in gone else each for each in held]


def in_points(box: list[float], page: Element) -> list[float]:
    left, top, right, low = (each * PX_PT for each in box)
    height = page["TrimBox"][3]
    return type(box)([left, height - low, right, height - top])
