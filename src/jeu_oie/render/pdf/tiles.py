"""Pages over one drawing, which the file holds once: the board in pieces, under what each sheet says of its piece."""

from collections.abc import Sequence

import pikepdf

from jeu_oie.layout.scene import Placement
from jeu_oie.render.pdf.drawing import drawing_of, open_document, save_document, shows

NAME = "Board"


def laid_under(pages: bytes, drawn: bytes, placements: Sequence[Placement]) -> bytes:
    """``pages``, each over the first page of ``drawn`` as its placement shows it."""
    with open_document(pages) as made, open_document(drawn) as source:
        art = source.pages[0]
        form = drawing_of(art, made, 0)
        for page, placement in zip(made.pages, placements, strict=True):
            page.Resources = pikepdf.Dictionary({**dict(page.Resources.items()), "/XObject": xobjects(page, form)})
            under = b"/Artifact BMC\n" + shows(NAME, placement, art, page) + b"EMC\n"
            page.contents_add(under, prepend=True)
        return save_document(made)


def xobjects(page: pikepdf.Page, form: pikepdf.Object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary({**dict(page.Resources.get("/XObject", {}).items()), f"/{NAME}": form})
