"""Everything about PDF: scenes → PDF (``scenes``), HTML → PDF (``documents``), files for a print shop, tiles, pictures.

What the layout has placed is written down as it is; what flows (the circuit in full, the rules, the guide) is set by
the print engine (WeasyPrint): ``engine`` loads it, ``tags`` completes the structure that screen readers need. Each
thing is drawn once; what else is made of it (another size, other inks, tiles) is made of its PDF.
"""

from jeu_oie.render.pdf.binding import bind_parts
from jeu_oie.render.pdf.composing import ComposedPage, Overlay, compose_pages, extract_pages
from jeu_oie.render.pdf.documents import join_documents, page_count, pdf
from jeu_oie.render.pdf.engine import warm
from jeu_oie.render.pdf.intent import is_for_print
from jeu_oie.render.pdf.pictures import picture
from jeu_oie.render.pdf.press import Press, press
from jeu_oie.render.pdf.printing import PLAIN, SCREEN, Edge, Printing
from jeu_oie.render.pdf.scenes import draw_scenes
from jeu_oie.render.pdf.tiles import laid_under

__all__ = [
    "PLAIN",
    "SCREEN",
    "ComposedPage",
    "Edge",
    "Overlay",
    "Press",
    "Printing",
    "bind_parts",
    "compose_pages",
    "draw_scenes",
    "extract_pages",
    "is_for_print",
    "join_documents",
    "laid_under",
    "page_count",
    "pdf",
    "picture",
    "press",
    "warm",
]
