"""PDF → picture."""

import io
from contextlib import ExitStack, closing

from jeu_oie import heavy
from jeu_oie.render.pdf.engine import free_memory


def picture(document: bytes, width_px: int = 1600) -> bytes:
    """The first page's TrimBox as a PNG, ``width_px`` wide, without a date."""
    with ExitStack() as stack, io.BytesIO() as file:
        # Closed here, in order, and not when the interpreter ends: the library would be gone by then.
        opened = stack.enter_context(closing(heavy.pypdfium2.PdfDocument(document)))
        page = stack.enter_context(closing(opened[0]))
        page.set_cropbox(*page.get_trimbox())
        free_memory()
        drawn = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
        stack.callback(drawn.close)
        drawn.to_pil().save(file, "PNG")
        return file.getvalue()
