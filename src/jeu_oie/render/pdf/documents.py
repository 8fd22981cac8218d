"""HTML → PDF, through the engine; several PDFs in one."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from jeu_oie.errors import RenderingFailed
from jeu_oie.render.pdf.blacks import blacken
from jeu_oie.render.pdf.drawing import open_document, save_document
from jeu_oie.render.pdf.engine import Draft, complaints, engine, free_memory, rarely_collected, timeless
from jeu_oie.render.pdf.printing import PLAIN, Printing, wishes
from jeu_oie.render.pdf.tags import DECORATION, complete

FEW = 12  # complaints that are told: the same one comes for each page


def page_count(document: bytes) -> int:
    with open_document(document) as read:
        return len(read.pages)


def pdf(html: str, printing: Printing = PLAIN) -> bytes:
    """The PDF of a whole HTML document; its ``<title>`` and ``lang`` become the file's.

    A page is as large as its trim: art that overruns it (``bleed``) stays in the file, unseen, for the print shop.
    Raises PrintEngineMissing without Pango, RenderingFailed on anything that the engine complains about.
    """
    loaded = engine()
    free_memory()

    def finish(_: object, draft: Draft) -> None:
        prefer(draft, printing)
        trim(draft)
        complete(draft)
        if printing.black:
            blacken(draft)

    options: dict[str, Any] = {"pdf_variant": printing.variant} if printing.variant else {}
    if printing.variant:
        html = html.replace(' alt=""', f' alt="{DECORATION}"')
    with rarely_collected(), timeless(), complaints() as said:
        try:
            document = loaded.weasyprint.HTML(string=html, url_fetcher=loaded.fetcher)
            written = document.write_pdf(finisher=finish, font_config=loaded.fonts, **options)
        except loaded.refused as error:
            raise RenderingFailed(str(error)) from error
    if said:
        raise RenderingFailed("\n".join(list(dict.fromkeys(said))[:FEW]))
    assert isinstance(written, bytes)
    return written


def join_documents(documents: Sequence[bytes]) -> bytes:
    """The pages of all documents, without tags."""
    with ExitStack() as stack:
        first, *others = (stack.enter_context(open_document(each)) for each in documents)
        for other in others:
            first.pages.extend(other.pages)
        return save_document(first)


def prefer(draft: Draft, printing: Printing) -> None:
    """Write down how a document is meant to be printed."""
    told = {key: "true" if value is True else value for key, value in wishes(printing).items()}
    before = draft.catalog.get("ViewerPreferences")
    draft.catalog["ViewerPreferences"] = type(draft.catalog)({**(before if isinstance(before, dict) else {}), **told})


def trim(draft: Draft) -> None:
    """Each page as large as its TrimBox: no viewer shows, and no office printer prints, what overruns it."""
    for page in (each for each in draft.objects if isinstance(each, dict) and each.get("Type") == "/Page"):
        page["MediaBox"] = page["TrimBox"]
        page.pop("BleedBox", None)
