"""Parts of one document → one file, with the tags and bookmarks of all (ISO 32000-1, 12.3.3 and 14.7)."""

from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf

from jeu_oie.render.pdf.drawing import open_document, save_document


def bind_parts(parts: Sequence[bytes]) -> bytes:
    """All pages in one file, which says of itself what the first part does."""
    with ExitStack() as stack:
        book, *others = (stack.enter_context(open_document(each)) for each in parts)
        for other in others:
            add(book, other)
        return save_document(book)


def add(book: pikepdf.Pdf, other: pikepdf.Pdf) -> None:
    count = len(book.pages)
    book.pages.extend(other.pages)
    # Copied after its pages: what leads to them leads to the copies.
    if "/StructTreeRoot" in other.Root:
        add_tags(book, book.copy_foreign(other.Root.StructTreeRoot), book.pages[count:])
    if "/Outlines" in other.Root and "/Outlines" in book.Root:
        add_bookmarks(book.Root.Outlines, book.copy_foreign(other.Root.Outlines))


def add_tags(book: pikepdf.Pdf, tree: pikepdf.Object, pages: Sequence[pikepdf.Page]) -> None:
    """The elements of ``tree`` after those of ``book``; what its ``pages`` tell of them under new numbers."""
    known = book.Root.StructTreeRoot.ParentTree.Nums
    first = int(known[-2]) + 1
    numbers = list(tree.ParentTree.Nums.as_list())
    for key, owners in zip(numbers[::2], numbers[1::2], strict=True):
        known.append(int(key) + first)
        known.append(owners)
    for page in pages:
        renumber(page.obj, "/StructParents", first)
        for each in page.obj.get("/Annots", []):
            renumber(each, "/StructParent", first)
    document = book.Root.StructTreeRoot.K[0]
    for child in tree.K[0].K.as_list():
        child.P = document
        document.K.append(child)


def renumber(holder: pikepdf.Object, key: str, first: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + first


def add_bookmarks(outlines: pikepdf.Object, more: pikepdf.Object) -> None:
    """Those of the next part after those that there are."""
    each: pikepdf.Object | None = more.First
    while each is not None:
        each.Parent = outlines
        each = each.get("/Next")
    last, first = outlines.Last, more.First
    last.Next, first.Prev = first, last
    outlines.Last = more.Last
    outlines.Count = int(outlines.Count) + int(more.Count)
