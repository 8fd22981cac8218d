"""Pages made of faces that the engine has drawn once: cards on sheets, whatever the order, the fold or the size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

from jeu_oie.render.pdf.drawing import MM_PT, numbers, open_document, save_document
from jeu_oie.render.pdf.printing import Edge


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


def compose_pages(drawn: bytes, leaves: Sequence[ComposedPage], edge: Edge | None = None) -> bytes:
    """A PDF of ``leaves`` over the pages of ``drawn``; ``edge``: printed on both sides and turned along it."""
    with open_document(drawn) as made:
        sources = list(made.pages)
        used = sorted({overlay.drawn for leaf in leaves for overlay in leaf.overlays})
        forms = {rank: sources[rank].as_form_xobject() for rank in used}
        for leaf in leaves:
            made.pages.append(sources[leaf.ground])
            page = made.pages[-1]
            over = b"".join(place_operators(overlay, sources[overlay.drawn], page) for overlay in leaf.overlays)
            page.Resources = pikepdf.Dictionary(
                {**dict(page.Resources.items()), "/XObject": objects(page, leaf, forms)}
            )
            page.contents_add(b"q\n", prepend=True)  # the engine leaves its own axes, y downwards
            page.contents_add(b"\nQ\n" + over)
        del made.pages[: len(sources)]
        made.Root.ViewerPreferences.Duplex = pikepdf.Name(f"/DuplexFlip{edge.capitalize()}Edge" if edge else "/Simplex")
        made.remove_unreferenced_resources()
        return save_document(made)


def objects(page: pikepdf.Page, leaf: ComposedPage, forms: dict[int, pikepdf.Object]) -> pikepdf.Dictionary:
    """What ``page`` shows by name: its own, and a form for each face."""
    own = dict(page.Resources.get("/XObject", {}).items())
    return pikepdf.Dictionary({**own, **{f"/{name(overlay.drawn)}": forms[overlay.drawn] for overlay in leaf.overlays}})


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
