"""Made PDFs → one file: parts bound, or the A5 pages of a booklet imposed, two on a side of A4."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from jeu_oie.print.look import Flip
from jeu_oie.print.shop import MM_PT, opened, saved, wish


def bind(parts: Sequence[bytes]) -> bytes:
    """All pages in one file, with the tags and bookmarks of all (ISO 32000-1, 12.3.3 and 14.7).

    It says of itself what the first part does, whose title is the only one (H1).
    """
    with bound(parts) as book:
        return saved(book)


def bind_copies(parts: Sequence[bytes], edge: str, depths: Sequence[int] = ()) -> bytes:
    """The same, to be printed several times, turned along ``edge`` (empty: on one side).

    On both sides a blank page ends it where they are odd, so that each copy begins on a sheet of its own. ``depths``:
    by how many levels the titles of each part go down, if not by one; 2: it goes on with what the one before began.
    """
    with bound(parts, depths) as book:
        if edge and len(book.pages) % 2:
            left, low, right, high = map(float, book.pages[-1].MediaBox.as_list())
            book.add_blank_page(page_size=(right - left, high - low))
            book.pages[-1].obj.TrimBox = book.pages[-1].MediaBox
        wish(book, edge)
        return saved(book)


@contextmanager
def bound(parts: Sequence[bytes], depths: Sequence[int] = ()) -> Iterator[pikepdf.Pdf]:
    with ExitStack() as stack:
        book, *others = (stack.enter_context(opened(each)) for each in parts)
        for other, depth in zip(others, depths[1:] or [1] * len(others), strict=True):
            add(book, other, depth)
        yield book


def add(book: pikepdf.Pdf, other: pikepdf.Pdf, depth: int) -> None:
    count = len(book.pages)
    book.pages.extend(other.pages)
    # Copied after its pages: what leads to them leads to the copies.
    if "/StructTreeRoot" in other.Root and "/StructTreeRoot" in book.Root:
        add_tags(book, book.copy_foreign(other.Root.StructTreeRoot), book.pages[count:], depth)
    if "/Outlines" in other.Root and "/Outlines" in book.Root:
        outlines = book.Root.Outlines
        add_bookmarks(outlines if depth == 1 else outlines.Last, book.copy_foreign(other.Root.Outlines))


def add_tags(book: pikepdf.Pdf, tree: pikepdf.Object, pages: Sequence[pikepdf.Page], depth: int) -> None:
    """The elements of ``tree`` after those of ``book``; what its ``pages`` tell of them under new numbers."""
    root = book.Root.StructTreeRoot
    known = root.ParentTree.Nums
    first = int(known[-2]) + 1
    numbers = list(tree.ParentTree.Nums.as_list())
    for key, owners in zip(numbers[::2], numbers[1::2], strict=True):
        known.append(int(key) + first)
        known.append(owners)
    root.ParentTreeNextKey = int(known[-2]) + 1
    root.RoleMap = Dictionary({**dict(tree.get("/RoleMap", {}).items()), **dict(root.get("/RoleMap", {}).items())})
    for page in pages:
        renumber(page.obj, "/StructParents", first)
        for form in page.obj.Resources.get("/XObject", {}).values():
            renumber(form, "/StructParents", first)
        for each in page.obj.get("/Annots", []):
            renumber(each, "/StructParent", first)
    document = root.K[0]
    for heading in headings(tree):
        heading.S = Name(f"/H{min(int(str(heading.S)[2:]) + depth, LEVELS)}")
    for child in tree.K[0].K.as_list():
        child.P = document
        document.K.append(child)


LEVELS = 6  # of titles (ISO 32000-1, 14.8.4.2.2)
TITLES = frozenset(f"/H{level}" for level in range(1, LEVELS + 1))


def headings(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Those under ``element``, in reading order."""
    held = element.get("/K", Array())
    for child in held.as_list() if isinstance(held, Array) else [held]:
        if isinstance(child, Dictionary) and "/S" in child:
            if str(child.S) in TITLES:
                yield child
            yield from headings(child)


def renumber(holder: pikepdf.Object, key: str, first: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + first


def add_bookmarks(holder: pikepdf.Object, more: pikepdf.Object) -> None:
    """Those of the next part after those that ``holder`` has: all bookmarks, or one that is folded (Count under 0)."""
    each: pikepdf.Object | None = more.First
    while each is not None:
        each.Parent = holder
        each = each.get("/Next")
    last, first = holder.Last, more.First
    last.Next, first.Prev = first, last
    holder.Last = more.Last
    count, added = int(holder.Count), int(more.Count)
    holder.Count = count + added if count > 0 else count - added


A4 = (297.0, 210.0)  # mm, as it lies

Place = tuple[pikepdf.Page, pikepdf.Object]  # a page, and the form by which it shows another


def impose(document: bytes, edge: Flip) -> bytes:
    """The A5 pages of ``document`` on A4 sheets to print on both sides, turned along ``edge``, and to fold together.

    Turned along its long edge, a sheet that lies has its back on its head.
    """
    with opened(document) as made:
        sources = list(made.pages)
        shown: dict[tuple[int, int], Place] = {}
        for left, right, back in sides(len(sources)):
            page = made.add_blank_page(page_size=(A4[0] * MM_PT, A4[1] * MM_PT))
            page.obj.TrimBox, page.obj.Tabs = page.MediaBox, Name.S
            forms = {rank: sources[rank].as_form_xobject() for rank in (left, right) if rank < len(sources)}
            page.Resources = Dictionary(XObject=Dictionary({f"/Page{rank}": form for rank, form in forms.items()}))
            turned = back and edge is Flip.LONG
            for rank, form in forms.items():
                form.StructParents = sources[rank].obj.StructParents
                shown[sources[rank].obj.objgen] = (page, form)
                page.contents_add(show(f"Page{rank}", at_right=(rank == right) is not turned, turned=turned))
        move_tags(made.Root.StructTreeRoot.K[0], shown)
        move_bookmarks(made, lambda old: shown[old][0])
        del made.pages[: len(sources)]
        wish(made, edge)
        return saved(made)


def sides(count: int) -> Iterator[tuple[int, int, bool]]:
    """Ranks of the left and right page of each side, fronts and backs in turn, of a booklet of ``count`` pages."""
    whole = -(-count // 4) * 4
    for sheet in range(whole // 4):
        yield whole - 1 - 2 * sheet, 2 * sheet, False
        yield 2 * sheet + 1, whole - 2 - 2 * sheet, True


def show(name: str, *, at_right: bool, turned: bool) -> bytes:
    """The operators that show a form on its half of the sheet."""
    x, (width, height) = (A4[0] / 2 * at_right, (A4[0] / 2, A4[1]))
    sign, corner = (-1, (x + width, height)) if turned else (1, (x, 0))
    return f"q {sign} 0 0 {sign} {corner[0] * MM_PT:.6f} {corner[1] * MM_PT:.6f} cm /{name} Do Q\n".encode()


def move_tags(element: pikepdf.Object, shown: Mapping[tuple[int, int], Place]) -> None:
    """``element`` with all under it, told of where its pages are shown now (14.7.4.3)."""
    place = shown[element.Pg.objgen] if "/Pg" in element else None
    held = element.get("/K", Array())
    kids = held.as_list() if isinstance(held, Array) else [held]
    for rank, kid in enumerate(kids):
        if isinstance(kid, Dictionary) and "/S" in kid:
            move_tags(kid, shown)
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            kids[rank] = refer(int(kid.MCID), shown[kid.Pg.objgen] if "/Pg" in kid else place)
        elif not isinstance(kid, Dictionary):
            kids[rank] = refer(int(kid), place)
    element.K = Array(kids)
    if place is not None:
        element.Pg = place[0].obj


def refer(rank: int, place: Place | None) -> Any:  # noqa: ANN401 (pikepdf writes what it is given)
    """Marked content of a form, where a page shows it."""
    assert place is not None
    return Dictionary(Type=Name.MCR, Pg=place[0].obj, Stm=place[1], MCID=rank)


def move_bookmarks(made: pikepdf.Pdf, page_for: Callable[[tuple[int, int]], pikepdf.Page]) -> None:
    """Each to the page that shows what it led to."""

    def move(items: Sequence[pikepdf.OutlineItem]) -> None:
        for item in items:
            item.destination = Array([page_for(item.destination[0].objgen).obj, Name.Fit])  # type: ignore[index]
            move(item.children)

    with made.open_outline() as outline:
        move(outline.root)
